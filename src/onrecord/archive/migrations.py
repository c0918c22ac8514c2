"""From the tables of each earlier version to those of now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from onrecord.resolve.days import bounds

#: Marks an SQLite file as a record: "onrc" in ASCII.
APPLICATION_ID = 0x6F6E7263
VERSION = 2


def bounds_places_and_checks(connection: sqlite3.Connection) -> None:
    """Version 2: first and last days of times; of events also the words of time, place and amount; checks."""
    for table, columns in (
        ("time", "earliest TEXT, latest TEXT"),
        (
            "event",
            "time_span TEXT, time_span_starts INTEGER, time_span_ends INTEGER, earliest TEXT, latest TEXT, place TEXT, "
            "place_starts INTEGER, place_ends INTEGER, amount_span TEXT, "
            "amount_span_starts INTEGER, amount_span_ends INTEGER, amount_value TEXT",
        ),
    ):
        for column in columns.split(", "):
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for table, value in (("time", "value"), ("event", "time")):
        for id, found in connection.execute(f"SELECT id, {value} FROM {table} WHERE {value} IS NOT NULL").fetchall():
            days = bounds(found)
            if days is not None:
                connection.execute(
                    f"UPDATE {table} SET earliest = ?, latest = ? WHERE id = ?", (days[0].isoformat(), days[1].isoformat(), id)
                )
    for statement in statements(Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")):
        if "checked" in statement.split("(")[0]:
            connection.execute(statement)


#: ``STEPS[n]`` turns the tables of version n into those of version n + 1. It runs inside a transaction.
STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: bounds_places_and_checks}


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
