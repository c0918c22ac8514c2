"""The reports of an archive compared with each other: what is new since the last time, and no more."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from onrecord.archive.faults import plainly
from onrecord.archive.rows import load, report_of
from onrecord.archive.store import Archive
from onrecord.compare import Comparison
from onrecord.model import Record

_KEPT = 128


def waiting(archive: Archive) -> int:
    """How many reports are yet to be compared."""
    return int(next(archive.select("SELECT (SELECT count(*) FROM report) - (SELECT count(*) FROM compared)"))[0])


def update(archive: Archive) -> Iterator[int]:
    """Compare the reports that are yet to be compared, in the order of adding; gives the number of each when it is done.

    Each report is a transaction of its own. Raises ArchiveError where the file cannot be written.
    """
    connection = connection_of(archive)
    comparison = Comparison(connection, lambda report: str(next(archive.select("SELECT text FROM report WHERE id = ?", report))[0]))
    numbers = [row[0] for row in archive.select("SELECT id FROM report WHERE id NOT IN (SELECT report FROM compared) ORDER BY id")]
    record_of = records(archive)
    for number in numbers:
        record = record_of(number)
        with plainly(archive.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                if connection.execute("SELECT 1 FROM compared WHERE report = ?", (number,)).fetchone() is None:  # else by another program
                    comparison.add(number, record)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        yield number


def records(archive: Archive) -> Callable[[int], Record]:
    """Gives the record of a report by its number in the archive. Raises KeyError for a number that it does not hold."""
    kept: OrderedDict[int, Record] = OrderedDict()

    def record_of(number: int) -> Record:
        if number not in kept:
            row = next(archive.select("SELECT * FROM report WHERE id = ?", number), None)
            if row is None:
                raise KeyError(number)
            with plainly(archive.path):
                kept[number] = load(archive._connection, row)
            if len(kept) > _KEPT:
                kept.popitem(last=False)
        return kept[number]

    return record_of


def reports(archive: Archive) -> Callable[[int], Record]:
    """Gives a report by its number in the archive, as a record in which nothing was found. Raises KeyError for a number that it does not
    hold."""

    def report(number: int) -> Record:
        row = next(archive.select("SELECT * FROM report WHERE id = ?", number), None)
        if row is None:
            raise KeyError(number)
        found = report_of(row)
        return msgspec.structs.replace(Record.of(found), id=row["record_id"], sha256=row["sha256"])

    return cache(report)


def connection_of(archive: Archive) -> sqlite3.Connection:
    """The connection by which the questions of ``onrecord.compare`` read the archive's tables."""
    return archive._connection
