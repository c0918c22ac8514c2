"""Compare reports with those that came before: what they share, what they tell of, what they have people say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from onrecord.compare.copies import Copies, credit
from onrecord.compare.days import day_number
from onrecord.compare.sayings import Sayings
from onrecord.compare.stories import Stories
from onrecord.model import Record


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of what was compared. Commits an open transaction."""
    connection.executescript(Path(__file__).with_name("tables.sql").read_text(encoding="utf-8"))


class Comparison:
    """Reports compared with each other, one after the other. What was found stands in the tables of ``tables.sql``.

    Adding a report costs what it touches: the reports that share words with it, and not all that there are. ``record_of`` gives the record
    of a report that was added, by its number.
    """

    def __init__(self, connection: sqlite3.Connection, record_of: Callable[[int], Record]) -> None:
        self._connection = connection
        self._copies = Copies(connection, lambda report: record_of(report).text)
        self._sayings = Sayings(connection)
        self._stories = Stories(connection)

    def add(self, report: int, record: Record) -> None:
        """Compare ``record``, of the number ``report``, with all that were added. Raises ValueError where the number was added before."""
        if self._connection.execute("SELECT 1 FROM compared WHERE report = ?", (report,)).fetchone():
            raise ValueError(f"report {report} was compared already")
        copies = [copy for copy in self._copies.add(report, record.text) if copy.is_copy]
        same = [self._connection.execute("SELECT source, story FROM compared WHERE report = ?", (copy.of,)).fetchone() for copy in copies]
        source = min((row[0] for row in same), default=report)
        for other in {row[0] for row in same} - {source}:
            self._connection.execute("UPDATE compared SET source = ? WHERE source = ?", (source, other))
        story = self._stories.add(report, record, with_story=[row[1] for row in same])
        self._connection.execute(
            "INSERT INTO compared (report, day, outlet, credit, source, story) VALUES (?, ?, ?, ?, ?, ?)",
            (report, day_number(record.published), record.outlet, credit(record), source, story),
        )
        self._sayings.add(report, record)
