"""Twice is once, half a report is none, and several may write at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from onrecord.archive import Archive
from onrecord.database import Address, Place
from onrecord.errors import ArchiveError, BadRecord
from onrecord.model import Entity, Quotation, Record, Span

replace = msgspec.structs.replace
TABLES = ("report", "entity", "mention", "quotation", "quotation_content", "via", "time", "event", "participant", "post")

WRITER = """
import sys, msgspec
from onrecord.archive import Archive
from onrecord.model import Record
full = Record.from_json(open(sys.argv[2], "rb").read())
with Archive.open(sys.argv[1], create=True) as archive:
    print("open", flush=True)
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        archive.add(msgspec.structs.replace(full, sha256=f"{number}", id=f"{number}"))
"""


@pytest.fixture
def kept(tmp_path: Path, full: Record) -> Path:
    path = tmp_path / "full.json"
    path.write_bytes(full.to_json())
    return path


def counts(archive: Archive) -> dict[str, int]:
    return {table: next(archive.select(f"SELECT count(*) FROM {table}"))[0] for table in TABLES}


def start(place: Place, kept: Path, first: int, last: int) -> subprocess.Popen[str]:
    """Another program that adds reports of those numbers to an archive; ``kept`` holds the record that they are made of."""
    command = [sys.executable, "-c", WRITER, place.url if isinstance(place, Address) else str(place), str(kept), str(first), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_twice_is_once(place, full: Record) -> None:
    with Archive.open(place("record"), create=True) as archive:
        assert archive.add(full)
        before = counts(archive)
        assert not archive.add(full)
        assert not archive.add(replace(full, id="another id, the same content"))
        assert counts(archive) == before
        assert full.sha256 in archive
        assert "0" * 64 not in archive


def test_of_reports_with_one_id_the_last_is_given(place, full: Record) -> None:
    corrected = replace(full, sha256="f" * 64, title="Dam to reopen (corrected)")
    with Archive.open(place("record"), create=True) as archive:
        archive.add(full)
        archive.add(corrected)
        assert archive.record("tarn-1") == corrected
        assert archive.record(full.sha256) == full
        with pytest.raises(ArchiveError, match="holds no report 'tarn-2'"):
            archive.record("tarn-2")


CONTRADICTIONS = [
    (lambda q: replace(q, speaker="E9"), "'E9'"),
    (lambda q: replace(q, via=("E9",)), "'E9'"),
    (lambda q: replace(q, parent="Q9"), "'Q9'"),
    (lambda q: replace(q, id="Q2", parent=None), "'Q2'"),
    (lambda q: replace(q, speaker_reason="half a character: \ud800"), "surrogate"),
]


@pytest.mark.parametrize(("spoil", "named"), CONTRADICTIONS)
def test_a_record_that_contradicts_itself_leaves_nothing_behind(place, full: Record, spoil, named: str) -> None:
    bad = replace(full, quotations=(spoil(full.quotations[0]), full.quotations[1]))
    with Archive.open(place("record"), create=True) as archive:
        with pytest.raises(BadRecord, match=named):
            archive.add(bad)
        assert counts(archive) == dict.fromkeys(TABLES, 0)
        assert archive.add(full)


def test_a_full_disk_is_one_clear_line_and_loses_nothing(tmp_path: Path, full: Record) -> None:
    def numbered(number: int) -> Record:
        return replace(full, sha256=f"{number}", id=f"{number}", url=None)

    def fill(path: Path) -> None:
        with Archive.open(path, create=True) as archive:
            archive._connection.execute(f"PRAGMA max_page_count = {next(archive.select('PRAGMA page_count'))[0] + 20}")
            for number in range(1000):
                archive.add(numbered(number))

    with pytest.raises(ArchiveError, match="the disk is full") as raised:
        fill(tmp_path / "record.db")
    assert len(str(raised.value).splitlines()) == 1
    with Archive.open(tmp_path / "record.db") as archive:
        kept = len(archive)
        assert [record.id for record in archive] == [str(number) for number in range(kept)]
        assert archive.add(numbered(kept))


def test_several_programs_make_and_fill_one_archive_at_once(place, kept: Path) -> None:
    writers = [start(place("record"), kept, first, first + 30) for first in (0, 15, 30)]  # they overlap
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    with Archive.open(place("record")) as archive:
        assert sorted(int(record.id) for record in archive) == list(range(60))
        assert counts(archive)["quotation"] == 120
        assert [row[0] for row in archive.select("SELECT version FROM report ORDER BY id")] == list(range(1, 61))  # one page, in turn
        assert next(archive.select("SELECT count(*) FROM report WHERE replaced_by IS NULL"))[0] == 1
        assert next(archive.select("SELECT count(*) FROM about"))[0] == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_a_kill_leaves_whole_reports_only_and_the_run_can_go_on(place, kept: Path) -> None:
    for wait in (0.0, 0.02, 0.05, 0.1):
        writer = start(place("record"), kept, 0, 100_000)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(wait)
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        with Archive.open(place("record")) as archive:
            count = len(archive)
            assert [record.id for record in archive] == [str(number) for number in range(count)]
            assert counts(archive)["quotation"] == 2 * count
            if not isinstance(archive.path, Address):
                assert next(archive.select("PRAGMA integrity_check"))[0] == "ok"
                assert next(archive.select("PRAGMA foreign_key_check"), None) is None


def test_a_new_report_can_use_the_ids_of_another(place) -> None:
    def record(sha256: str, name: str) -> Record:
        quotation = Quotation(id="Q1", kind="direct", contents=(Span(start=0, end=3, text='"a"'),), speaker="E1")
        return Record(id=sha256, sha256=sha256, text='"a"', entities=(Entity(id="E1", name=name, kind="person"),), quotations=(quotation,))

    with Archive.open(place("record"), create=True) as archive:
        archive.add(record("1", "Ann"))
        archive.add(record("2", "Bea"))
        assert [r.entity(r.quotations[0].speaker).name for r in archive] == ["Ann", "Bea"]
