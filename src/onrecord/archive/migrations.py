"""From the tables of each earlier version to those of now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

#: Marks an SQLite file as a record: "onrc" in ASCII.
APPLICATION_ID = 0x6F6E7263
VERSION = 1

#: ``STEPS[n]`` turns the tables of version n into those of version n + 1. It runs inside a transaction.
STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {}


def make(connection: sqlite3.Connection, *, made_by: str, now: str) -> None:
    """Make the tables of the present version in an empty file. Runs inside the caller's transaction."""
    for statement in statements(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")):
        connection.execute(statement)
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
