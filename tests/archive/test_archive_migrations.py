"""A file of any earlier version becomes one of now, with all that was in it.

``kept`` holds a file of each version, written by the onrecord of that version from made-up reports: the record of ``conftest.py`` and the
report ``examples/celebrity.txt``.
"""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from onrecord.archive import Archive, migrations
from onrecord.archive.comparing import update, waiting
from onrecord.archive.migrations import VERSION, migrate, plain, schema
from onrecord.errors import ArchiveError
from onrecord.model import Record

KEPT = sorted((Path(__file__).parent / "kept").glob("record-v*.db.gz"))


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def version_of(kept: Path) -> int:
    with closing(sqlite3.connect(kept)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def as_kept_by(version: int, record: Record) -> Record:
    """The record without what onrecord did not find yet."""
    if version > 1:
        return record
    replace = msgspec.structs.replace
    return replace(
        record,
        entities=tuple(replace(e, unnamed=None) for e in record.entities),
        quotations=tuple(replace(q, stance="said") for q in record.quotations),
        times=tuple(replace(t, earliest=None, latest=None) for t in record.times),
        events=tuple(
            replace(e, time_span=None, earliest=None, latest=None, place=None, amount_span=None, amount_value=None) for e in record.events
        ),
        relations=(),
        checks=(),
    )


def test_there_is_a_file_of_every_earlier_version() -> None:
    assert [path.name for path in KEPT] == [f"record-v{version}.db.gz" for version in range(1, VERSION)]


def test_what_was_in_it_is_in_it(kept: Path, full: Record) -> None:
    version = version_of(kept)
    with Archive.open(kept) as archive:
        first, second = archive
        assert first == as_kept_by(version, full)
        assert len(second.quotations) == {1: 23, 2: 24, 3: 24, 4: 23}[version]
        assert all(second.text[c.start : c.end] == c.text for q in second.quotations for c in q.contents)


def test_the_tables_are_those_of_a_new_file(kept: Path) -> None:
    with Archive.open(kept) as archive:
        archive.settle()
    connection = sqlite3.connect(kept)
    made = {
        row[0]: plain(row[1])
        for row in connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB '*_search_*'")
    }
    assert made == {name: plain(statement) for name, statement in schema().items()}
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for name, statement in schema().items():
        if statement.startswith("CREATE VIRTUAL"):
            connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
    people = [row[0] for row in connection.execute("SELECT name FROM who_is_who WHERE kind = 'person'")]
    assert {"Ines Okafor", "Marisol Quintane", "Delphine Arkwright"} <= set(people)
    connection.close()


def test_what_it_found_between_reports_is_found_anew(kept: Path) -> None:
    with Archive.open(kept) as archive:
        assert waiting(archive) == 2
        assert list(update(archive)) == [1, 2]
        assert list(update(archive)) == []


def test_it_goes_up_once(kept: Path, full: Record) -> None:
    for _ in range(2):
        with Archive.open(kept) as archive:
            assert not archive.add(full)
            assert len(archive) == 2


def test_a_file_that_cannot_be_brought_up_stays_as_it_was(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("the disk is gone")

    version = version_of(kept)
    monkeypatch.setattr(migrations, "FILLS", {VERSION: fails})
    with pytest.raises(ArchiveError, match="the disk is gone"):
        Archive.open(kept)
    connection = sqlite3.connect(kept)
    assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    assert connection.execute("SELECT count(*) FROM who_said_what").fetchone() == ({1: 25, 2: 26, 3: 26, 4: 25}[version],)
    connection.close()


def test_a_new_column_needs_no_code() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrations.make(connection, made_by="onrecord 0", now="2024-05-03T00:00:00Z")
    wanted = {**schema(), "post": schema()["post"].replace("platform", "replies INTEGER, -- how many\n    platform", 1)}
    migrate(connection, found=VERSION, wanted=wanted, fills={VERSION + 1: lambda c: None})
    assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION + 1
    assert connection.execute("SELECT count(replies) FROM post").fetchone()[0] == 0
