"""From the tables of each earlier version to those of now.

``schema.sql`` and ``compare/tables.sql`` alone say what the tables are. A file of an earlier version is brought there table by table:
what differs is made anew and its rows are copied (https://sqlite.org/lang_altertable.html#otheralter), so that a new column needs no code
here. Where rows must be filled in, :data:`FILLS` has a function for it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from onrecord.archive.fill_in_people_and_pages import fill_in_people_and_pages
from onrecord.archive.phrases import add_known
from onrecord.compare.comparison import tables_script
from onrecord.database import Connection

#: Marks an SQLite file as a record: "onrc" in ASCII.
APPLICATION_ID = 0x6F6E7263
VERSION = 5

Fill = Callable[[Connection], None]


def forget_blocks(connection: Connection) -> None:
    """From version 4 on, an entity has a block only until its person is found."""
    connection.execute("UPDATE entity SET block = NULL WHERE person IS NOT NULL")


#: ``FILLS[n]`` fills in what version n has and earlier ones had not. It finds the tables of now, and runs inside a transaction.
FILLS: Mapping[int, Fill] = {2: fill_in_people_and_pages, 4: forget_blocks}

#: What a column holds that an earlier version of the table had not, where it can be said in SQL on the rows of old.
COPIED_AS = {
    ("mention", "position"): "row_number() OVER (PARTITION BY entity ORDER BY id)",
    ("quotation", "stance"): "'said'",
    ("person", "block"): "(SELECT block FROM entity WHERE entity.id = person.id)",
}
#: The same of a column that was of another type.
CHANGED_TO = {
    ("quotation", "confidence"): "CAST(round(1000 * confidence) AS INTEGER)",
    ("quotation", "speaker_confidence"): "CAST(round(1000 * speaker_confidence) AS INTEGER)",
}

_CREATE = re.compile(r"CREATE (?P<what>TABLE|INDEX|VIEW|TRIGGER|VIRTUAL TABLE) (?P<name>\w+)")
_COMMENT = re.compile(r"--[^\n]*")
_PHRASE = re.compile(r"^ *(\w+) +INTEGER[^\n]* REFERENCES phrase \(id\)", re.MULTILINE)


def script() -> str:
    """The SQL that makes the tables: those of records, and those of what was found between reports."""
    return Path(__file__).with_name("schema.sql").read_text(encoding="utf-8") + "\n" + tables_script()


def schema() -> dict[str, str]:
    """The statements that make the tables by the name of what they make, in order, without the comments before each."""
    found: dict[str, str] = {}
    for statement in statements(script()):
        made = _CREATE.search(statement)
        assert made, statement
        found[made["name"]] = statement[made.start() :].rstrip(";")
    return found


def make(connection: sqlite3.Connection, *, made_by: str, now: str) -> None:
    """Make the tables of the present version in an empty file. Runs inside the caller's transaction."""
    for statement in schema().values():
        connection.execute(statement)
    add_known(connection)
    connection.execute("INSERT INTO about (schema_version, made_by, created) VALUES (?, ?, ?)", (VERSION, made_by, now))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(
    connection: sqlite3.Connection, *, found: int, wanted: Mapping[str, str] | None = None, fills: Mapping[int, Fill] | None = None
) -> None:
    """Bring a file of version ``found`` up to now. Runs inside the caller's transaction, with foreign keys off: all of it or nothing."""
    wanted = schema() if wanted is None else wanted
    fills = FILLS if fills is None else fills
    drop(connection, "type IN ('view', 'trigger')")
    drop(connection, "type = 'index' AND sql IS NOT NULL")
    made = {
        row[0]: row[1]
        for row in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    }
    if "phrase" not in made:
        connection.execute(wanted["phrase"])
        add_known(connection)
    for name, statement in wanted.items():
        if statement.startswith("CREATE TABLE") and name in made and plain(made[name]) != plain(statement):
            remake(connection, name, statement)
    drop(connection, "type = 'table' AND sql LIKE 'CREATE VIRTUAL%'")
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    for name, statement in wanted.items():
        if name not in there:
            connection.execute(statement)
    last = max([VERSION, *fills])
    for version in range(found + 1, last + 1):
        if version in fills:
            fills[version](connection)
    for name, statement in wanted.items():
        if statement.startswith("CREATE VIRTUAL"):
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    connection.execute("UPDATE about SET schema_version = ?", (last,))
    connection.execute(f"PRAGMA user_version = {last}")


def drop(connection: sqlite3.Connection, condition: str) -> None:
    for what, name in connection.execute(f"SELECT type, name FROM sqlite_schema WHERE {condition}").fetchall():
        connection.execute(f"DROP {what} {name}")


def remake(connection: sqlite3.Connection, name: str, statement: str) -> None:
    """Make a table anew as ``statement`` says, with the rows that it had."""
    connection.execute(statement.replace(f"CREATE TABLE {name}", f"CREATE TABLE new_{name}", 1))
    old, new = ({row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")} for table in (name, f"new_{name}"))
    for copy in copying(name, statement, old, new):
        connection.execute(copy)
    connection.execute(f"DROP TABLE {name}")
    connection.execute(f"ALTER TABLE new_{name} RENAME TO {name}")


def copying(name: str, statement: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """The statements that fill ``new_…`` from the table of old; both are given as the types of their columns. Words that are now rows of
    ``phrase`` become such."""
    copied = {}
    for column, kind in new.items():
        value = column if column in old else COPIED_AS.get((name, column))
        if old.get(column) != kind:
            value = CHANGED_TO.get((name, column), value)
        if value and old.get(column) != kind and column in _PHRASE.findall(statement):
            yield (
                f"INSERT INTO phrase (words) SELECT DISTINCT {value} FROM {name} "
                f"WHERE {value} IS NOT NULL AND {value} NOT IN (SELECT phrase.words FROM phrase)"
            )
            value = f"(SELECT phrase.id FROM phrase WHERE phrase.words = {value})"
        if value:
            copied[column] = value
    yield f"INSERT INTO new_{name} ({', '.join(copied)}) SELECT {', '.join(copied.values())} FROM {name}"


def plain(statement: str) -> str:
    """A statement without what does not matter in it: comments, spaces, the quotation marks that a rename leaves."""
    return " ".join(_COMMENT.sub("", statement).replace('"', "").split()).replace(" )", ")").replace("( ", "(")


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, each with the comments before it.

    ``executescript`` would commit the open transaction first, so that a crash could leave half of the tables.
    """
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered.strip()
            gathered = ""
