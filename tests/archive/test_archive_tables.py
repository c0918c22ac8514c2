"""The file is made for people who open it with other tools."""

import re
import sqlite3
from pathlib import Path

import pytest

from onrecord import __version__, archive
from onrecord.archive import Archive
from onrecord.archive.documentation import tables_page
from onrecord.archive.migrations import VERSION
from onrecord.model import Record

SCHEMA = (Path(archive.__file__).parent / "schema.sql").read_text()
#: Columns whose name says it, the same in every table.
SAID_ONCE = {"id", "starts", "ends", "report", "entity", "quotation", "event", "addressee"}
INDEXES = ("report_search", "quotation_search", "entity_search", "source_search", "person_search", "correction_search")


@pytest.fixture
def connection(tmp_path: Path, full: Record):
    with Archive.open(tmp_path / "record.db", create=True) as made:
        made.add(full)
    connection = sqlite3.connect(tmp_path / "record.db")
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


def test_every_table_and_column_is_documented(connection: sqlite3.Connection) -> None:
    for name, sql in connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'"
    ):
        for line in sql.splitlines()[1:-1]:
            column = line.split()[0]
            if column.isupper() or re.sub(r".*_(starts|ends)$", r"\1", column) in SAID_ONCE:
                continue
            assert "-- " in line, f"{name}.{column} in schema.sql has no comment"
    for table in re.findall(r"^CREATE (?:TABLE|VIEW) (\w+)", SCHEMA, re.MULTILINE):
        if table != "about":
            assert re.search(rf"^-- .+\n(?:-- .+\n)*CREATE (?:TABLE|VIEW) {table}\b", SCHEMA, re.MULTILINE), f"{table} has no comment"


def test_about(connection: sqlite3.Connection) -> None:
    version, made_by, created, _ = connection.execute("SELECT * FROM about").fetchone()
    assert (version, made_by) == (VERSION, f"onrecord {__version__}")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", created)


def test_offsets_give_the_words_in_sql_too(connection: sqlite3.Connection) -> None:
    spans = """
        SELECT report.text AS report_text, source_starts AS starts, source_ends AS ends, source AS words
        FROM quotation_in_full JOIN report ON report.id = report
        UNION ALL SELECT report.text, starts, ends, time.text FROM time_in_full AS time JOIN report ON report.id = report
    """
    query = f"SELECT count(*), sum(substr(report_text, starts + 1, ends - starts) = words) FROM ({spans}) WHERE starts IS NOT NULL"
    assert connection.execute(query).fetchone() == (3, 3)
    mentions = connection.execute("SELECT words, form, name FROM mention_words ORDER BY entity, position").fetchall()
    assert mentions[:2] == [("Ines Okafor", "named", "Ines Okafor"), ("she", "pronoun", "Ines Okafor")]


def test_the_view_for_a_first_look_has_names_for_numbers(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    first, second = map(dict, connection.execute("SELECT * FROM who_said_what"))
    assert first == {
        "published": "2024-05-03",
        "outlet": "The Tarn Courier",
        "speaker": "Ines Okafor",
        "words": '"We open the gates," … "before the reforms."',
        "kind": "direct",
        "mode": "speech",
        "source": "she",
        "cue": "said",
        "addressee": "reporters",
        "venue": "at the dam",
        "said": "on Tuesday",
        "said_value": "2024-04-30",
        "via": "Tarn Courier, reporters",
        "parent": "Q2",
        "title": "Dam to reopen",
        "url": "https://tarn.example/dam",
        "report": "tarn-1",
        "quotation": "Q1",
    }
    assert (second["speaker"], second["addressee"], second["via"], second["quotation"]) == (None, "reporters", None, "Q2")


def test_full_text(connection: sqlite3.Connection) -> None:
    def found(index: str, words: str) -> int:
        return connection.execute(f"SELECT count(*) FROM {index} WHERE {index} MATCH ?", (words,)).fetchone()[0]

    assert found("report_search", "reopen") == 1
    assert found("quotation_search", "open reform") == 1  # over both contents, and without endings
    assert found("person_search", "OKAFÓR") == 1
    assert found("entity_search", "reporters") == 1
    assert found("source_search", "she") == 0  # it is known who she is


def test_a_report_can_be_deleted_and_takes_all_of_its_own_with_it(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM report")
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%fts5%'")]
    for table in tables:
        if table not in ("about", "phrase", "unsettled", "uncounted", "quoted") and "_search_" not in table:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    for index in INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_the_views_are_the_questions(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    [okafor, *_] = connection.execute("SELECT * FROM who_is_who WHERE name = 'Ines Okafor'")
    assert (okafor["kind"], okafor["reports"], okafor["quotations"], okafor["first"]) == ("person", 1, 1, "2024-05-03")
    counted = [tuple(row) for row in connection.execute("SELECT * FROM who_gets_quoted")]
    assert counted == [("The Tarn Courier", "2024-05", "person", 1, 0.5), ("The Tarn Courier", "2024-05", "unknown", 1, 0.5)]
    for view in ("what_changed", "what_people_judged"):
        assert connection.execute(f"SELECT * FROM {view}").fetchall() == []


def test_the_documentation_is_of_these_tables() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    assert documented == tables_page(), "run: python -m onrecord.archive.documentation > docs/tables.md"


def test_indexes_fit_their_tables(connection: sqlite3.Connection) -> None:
    for index in INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
