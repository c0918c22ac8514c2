"""What only an archive in PostgreSQL can meet: servers that are not there, rights, lost connections; and its tables."""

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import count

import msgspec
import psycopg
import pytest

from onrecord import ask
from onrecord.archive import Archive, migrations
from onrecord.archive.migrations import VERSION, schema
from onrecord.archive.postgres import dialect, tables
from onrecord.archive.search import words_query
from onrecord.database import Address, place_of
from onrecord.errors import ArchiveError, BadRecord
from onrecord.model import Record

replace = msgspec.structs.replace
_numbers = count()


def schema_named(address: str, name: str) -> Address:
    return Address(f"{address}&options=-csearch_path%3D{name}")


@pytest.fixture
def here(postgres: str) -> Address:
    """Where there is no archive yet."""
    return schema_named(postgres, f"here_{next(_numbers)}")


pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    ("spoil", "says", "remedy"),
    [
        (lambda url: url.replace("host=", "host=/nowhere"), "cannot be reached", "Check the address, and that the server runs"),
        (lambda url: url.replace("/postgres?", "/nothing?"), "no such database", "createdb"),
        (lambda url: url.replace("onrecord@", "somebody@"), "knows no such user", "createuser"),
        (lambda url: url.replace("postgres?", "postgres?nonsense=1&"), "no address of a database", "postgresql://USER@HOST/DATABASE"),
        (lambda url: url, "there is no record in it", "onrecord add REPORTS --record postgresql://"),
    ],
)
def test_what_is_no_record(here: Address, spoil: Callable[[str], str], says: str, remedy: str) -> None:
    with pytest.raises(ArchiveError, match=remedy) as raised:
        Archive.open(spoil(here.url))
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_passwords_are_not_shown() -> None:
    for url in ("postgresql://ana:s3cret@host/db", "postgres://ana:s3/c@ret@host/db?x=1", "postgresql://ana@host/db?password=s3cret&x=1"):
        place = place_of(url)
        assert "ret" not in f"{place} {place!r}"
        assert str(place).startswith("postgres")
    assert str(place_of("postgresql://ana@host/db?password=s3cret&x=1")) == "postgresql://ana@host/db?x=1"


def test_a_wrong_password(postgres: str) -> None:
    """A server that takes everybody cannot be asked, so what it says is."""
    from onrecord.archive.postgres.faults import at_connecting

    said = 'connection failed: FATAL:  password authentication failed for user "ana"'
    assert "Check name and password" in str(at_connecting(Address(postgres), psycopg.OperationalError(said)))


def test_without_psycopg(here: Address) -> None:
    code = f"import sys; sys.modules['psycopg'] = None; from onrecord.cli import main; main(['who', '--record', {here.url!r}])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (2, "onrecord: PostgreSQL needs psycopg. Install it: pip install 'onrecord[postgres]'\n")


def test_a_schema_of_another_program(here: Address, full: Record) -> None:
    name = here.url.rsplit("%3D", 1)[1]
    with psycopg.connect(here.url, autocommit=True) as other:
        other.execute(f"CREATE SCHEMA {name} CREATE TABLE report (id integer)")
        for create in (True, False):
            with pytest.raises(ArchiveError, match="holds tables of another program"):
                Archive.open(here, create=create)
        assert other.execute(f"SELECT count(*) FROM {name}.report").fetchone() == (0,)


def test_the_tables_are_in_a_schema_of_their_own(postgres: str, full: Record) -> None:
    with Archive.open(postgres, create=True) as archive:
        archive.add(full)
        assert [row[0] for row in archive.select("SELECT current_schema()")] == ["onrecord"]
    with psycopg.connect(postgres, autocommit=True) as other:  # whatever is in its search path
        assert other.execute("SELECT words FROM onrecord.who_said_what ORDER BY quotation").fetchone() == (
            '"We open the gates," … "before the reforms."',
        )
        other.execute("DELETE FROM onrecord.report")
        assert other.execute("SELECT count(*) FROM onrecord.quotation_search").fetchone() == (0,)


def test_who_may_only_read_can_ask(here: Address, full: Record) -> None:
    name = here.url.rsplit("%3D", 1)[1]
    with Archive.open(here, create=True) as archive:
        archive.add(full)
        archive._has_written = False  # so that people are not told apart yet
    with psycopg.connect(here.url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE reader_{name} LOGIN; GRANT USAGE ON SCHEMA {name} TO reader_{name}")
        owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO reader_{name}")
    with Archive.open(here.url.replace("onrecord@", f"reader_{name}@")) as archive:
        assert len(list(ask.quotes(archive, about="gates"))) == 1
        with pytest.raises(ArchiveError, match="you may read it but not write"):
            archive.add(replace(full, sha256="f" * 64))
    with pytest.raises(ArchiveError, match="you may read it but not write"):
        Archive.open(schema_named(here.url.split("&")[0].replace("onrecord@", f"reader_{name}@"), "of_mine"), create=True)


def test_a_lost_connection_is_made_again(here: Address, full: Record) -> None:
    with Archive.open(here, create=True) as archive:
        archive.add(full)
        archive.settle()
        [number] = [row[0] for row in archive.select("SELECT pg_backend_pid()")]
        with psycopg.connect(here.url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (number,))
        with pytest.raises(ArchiveError, match="the connection is lost"):
            len(archive)
        assert len(archive) == 1
        assert not archive.add(full)
    with pytest.raises(ArchiveError, match="is closed"):
        len(archive)


def test_what_it_cannot_hold_is_set_aside(here: Address, full: Record) -> None:
    with Archive.open(here, create=True) as archive:
        with pytest.raises(BadRecord, match="tarn-1: it holds a character NUL"):
            archive.add(replace(full, text=full.text + "\0"))
        with pytest.raises(BadRecord, match="tarn-1: something in it is too long"):
            archive.add(replace(full, outlet="".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))))
        assert archive.add(replace(full, text=full.text + " abc" * 400_000))
        assert len(archive) == 1


def test_a_newer_one(here: Address) -> None:
    with Archive.open(here, create=True) as archive:
        archive._connection.execute("UPDATE about SET schema_version = 99")
    with pytest.raises(ArchiveError, match="pip install -U onrecord"):
        Archive.open(here)


def test_an_earlier_one_becomes_one_of_now(here: Address, full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table without a column, one too few and one too many; and a view of another kind."""

    queries = (
        "SELECT table_name, column_name, data_type, is_nullable, is_identity FROM information_schema.columns "
        "WHERE table_schema = current_schema()",
        "SELECT CAST(conrelid AS regclass), pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint "
        "WHERE connamespace = CAST(current_schema() AS regnamespace)",
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef NOT LIKE '%UNIQUE%' AND schemaname = current_schema()",
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = CAST(current_schema() AS regnamespace)",
    )

    def described(archive: Archive) -> list[list[str]]:
        return [sorted(map(repr, archive.select(query))) for query in queries]

    with Archive.open(here, create=True) as archive:
        archive.add(full)
        archive.settle()
        now = described(archive)
        archive._connection.script(
            [
                "DROP VIEW who_said_what", "CREATE VIEW who_said_what AS SELECT 1 AS one", "DROP TABLE judgement CASCADE",
                "ALTER TABLE report DROP COLUMN read_by", "ALTER TABLE report ADD COLUMN mood text", "CREATE TABLE old (id integer)",
                "DROP INDEX report_outlet", "UPDATE about SET schema_version = 1",
            ]
        )  # fmt: skip
    wanted = {**schema(), "report": schema()["report"].replace("read_by     TEXT NOT NULL", "read_by TEXT NOT NULL DEFAULT 'x'")}
    monkeypatch.setattr(tables, "tables", lambda: tables.translated(wanted))
    monkeypatch.setattr(tables, "FILLS", {VERSION: lambda connection: None})
    with Archive.open(here) as archive:
        assert archive.record("tarn-1") == full
        assert [row.report for row in ask.quotes(archive, about="gates")] == ["tarn-1"]
        assert [row["version"] for row in archive.select("SELECT schema_version AS version FROM about")] == [VERSION]
        assert described(archive) == now
        assert archive.add(replace(full, sha256="f" * 64))
        assert len(archive) == 2


def test_one_that_cannot_be_brought_up_stays_as_it_was(here: Address, full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(connection: object) -> None:
        raise ArchiveError("the disk is gone")

    with Archive.open(here, create=True) as archive:
        archive.add(full)
        archive._connection.execute("UPDATE about SET schema_version = 1")
    with monkeypatch.context() as patched:
        patched.setattr(tables, "FILLS", {VERSION: fails})
        with pytest.raises(ArchiveError, match="the disk is gone"):
            Archive.open(here)
    monkeypatch.setattr(tables, "FILLS", {VERSION: lambda connection: None})
    with Archive.open(here) as archive:
        assert list(archive) == [full]


@pytest.mark.parametrize(
    ("sqlite", "postgres_has"),
    [
        ("SELECT 1 FROM t WHERE a = ? AND b = :name AND c = '50%:x?'", "SELECT 1 FROM t WHERE a = %s AND b = %(name)s AND c = '50%%:x?'"),
        ("SELECT group_concat(a, ', ')", "SELECT string_agg(a, ', ')"),
        ("json_group_array(json_array(a, b))", "coalesce(CAST(json_agg(json_build_array(a, b)) AS TEXT), '[]')"),
        ("WHERE person_search MATCH :by", "WHERE person_search.found @@ asked_for('simple', %(by)s)"),
    ],
)
def test_queries(sqlite: str, postgres_has: str) -> None:
    assert dialect.query(sqlite) == postgres_has


@pytest.mark.parametrize(("asked", "holds"), [("refo", True), ("dam refo", True), ("dam", True), ("efo", False), ("gates refo", False)])
def test_a_word_still_being_typed(here: Address, asked: str, holds: bool) -> None:
    query = words_query(asked, typing=True)
    with Archive.open(here, create=True) as archive:
        found = archive.select("SELECT to_tsvector('stemmed', plain_words('The dám: REFORMS!')) @@ asked_for('stemmed', ?)", query)
        assert [row[0] for row in found] == [holds]


@pytest.mark.parametrize(("asked", "holds"), [("as", True), ("a", False), ("the us", True), ("u", False), ("snow's", True)])
def test_words_of_two_letters_are_left_as_they_are(here: Address, asked: str, holds: bool) -> None:
    with Archive.open(here, create=True) as archive:
        found = archive.select(
            "SELECT to_tsvector('stemmed', plain_words('As the US snow''s')) @@ asked_for('stemmed', ?)", words_query(asked)
        )
        assert [row[0] for row in found] == [holds]


def test_no_query_is_left_in_sqlites_words(here: Address) -> None:
    made = tables.translated(schema())
    every = " ".join([*made.tables.values(), *made.derived, *(part for parts in made.search.values() for part in parts)])
    assert not re.search(r"INSERT OR|WITHOUT ROWID|fts5|iif\(|GLOB|'delete'", every)
    assert migrations.VERSION == VERSION
