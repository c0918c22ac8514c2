"""From the tables of each earlier version to those of now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from onrecord.compare.comparison import make_tables

#: Marks an SQLite file as a record: "onrc" in ASCII.
APPLICATION_ID = 0x6F6E7263
VERSION = 2


def add_comparison(connection: sqlite3.Connection) -> None:
    """The tables of what was found between reports. Nothing is compared yet: the next question does that."""
    make_tables(connection)
    connection.execute(WITH_REPORT)


#: ``STEPS[n]`` turns the tables of version n into those of version n + 1. It runs inside a transaction.
STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: add_comparison}

#: What was found between reports goes with a report; those that share its text, or a saying, are compared anew at the next
#: question, because they may have been found through it.
WITH_REPORT = """
CREATE TRIGGER compared_report_deleted AFTER DELETE ON report BEGIN
    DELETE FROM compared WHERE source = (SELECT source FROM compared WHERE report = old.id)
        OR report IN (SELECT report FROM wording WHERE saying IN (SELECT saying FROM wording WHERE report = old.id));
    DELETE FROM compared WHERE report = old.id;
END"""


def make(connection: sqlite3.Connection, *, made_by: str, now: str) -> None:
    """Make the tables of the present version in an empty file. Runs inside the caller's transaction."""
    for statement in statements(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")):
        connection.execute(statement)
    add_comparison(connection)
    connection.execute("INSERT INTO about (schema_version, made_by, created) VALUES (?, ?, ?)", (VERSION, made_by, now))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: sqlite3.Connection, *, found: int, steps: Mapping[int, Callable[[sqlite3.Connection], None]] = STEPS) -> None:
    """Bring a file of version ``found`` up to now, step by step. Runs inside the caller's transaction: all steps or none."""
    version = found
    while version in steps:
        steps[version](connection)
        version += 1
        connection.execute("UPDATE about SET schema_version = ?", (version,))
        connection.execute(f"PRAGMA user_version = {version}")


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
