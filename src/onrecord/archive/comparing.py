"""The reports of an archive compared with each other: what is new since the last time, and no more."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache
from itertools import chain
from pathlib import Path

from onrecord.archive.ahead import MANY, Ready, made, ready, state
from onrecord.archive.faults import plainly
from onrecord.archive.loading import bare, load, load_quotations
from onrecord.archive.store import Archive
from onrecord.compare import Comparison
from onrecord.compare.comparison import FORM, forget
from onrecord.database import Connection, Database, Row, transaction
from onrecord.model import Record

#: A transaction is held for so many seconds; then other programs that wait to write have so many to begin.
HELD, PAUSE = 5.0, 0.02
#: So many KiB of an SQLite file are held in memory while many reports are compared: what is found lands all over the indexes, and a page
#: that stays is written once a transaction.
CACHE = 1 << 18
#: Meanwhile so many pages wait in the log until they go into the file: one that several transactions change is copied once.
LOGGED = 1 << 16
_KEPT = 128


def waiting(archive: Archive) -> int:
    """How many reports are yet to be compared: all, where an earlier program compared them."""
    query = "SELECT (SELECT count(*) FROM report) - CASE comparison WHEN ? THEN (SELECT count(*) FROM compared) ELSE 0 END FROM about"
    return int(next(archive.select(query, FORM))[0])


def update(archive: Archive) -> Iterator[int]:
    """Compare the reports that are yet to be compared, in the order of adding; gives the number of each when it is done.

    The reports of a few seconds are one transaction: whatever ends the program, what was done before stays. Raises ArchiveError where the
    file cannot be written.
    """
    if not waiting(archive):
        return
    connection = connection_of(archive)
    with plainly(archive.path), transaction(connection):
        if connection.execute("SELECT 1 FROM about WHERE comparison = ?", (FORM,)).fetchone() is None:
            forget(connection)
            connection.execute("UPDATE about SET comparison = ?", (FORM,))
    comparison = Comparison(connection, lambda report: str(next(archive.select("SELECT text FROM report WHERE id = ?", report))[0]))
    numbers = [row[0] for row in archive.select("SELECT id FROM report WHERE id NOT IN (SELECT report FROM compared) ORDER BY id")]
    if len(numbers) >= MANY and isinstance(archive.path, Path):
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOGGED}")
    with closing(ready(archive, numbers)) as reports:
        for first in reports:
            done = []
            with plainly(archive.path), transaction(connection):
                until = time.monotonic() + HELD
                for report in chain([first], reports):
                    _add(archive, comparison, report)
                    done.append(report.number)
                    if time.monotonic() > until:
                        break
            yield from done
            time.sleep(PAUSE)


def _add(archive: Archive, comparison: Comparison, report: Ready) -> None:
    """Compare a report, unless another program has done so; anew made ready where another program has read it again."""
    if next(archive.select("SELECT 1 FROM compared WHERE report = ?", report.number), None):
        return
    if state(archive, report.number) == report.state:
        comparison.add(report.number, report.prepared)
    elif again := made(archive, report.number):
        comparison.add(report.number, again.prepared)


def records(archive: Archive) -> Callable[[int], Record]:
    """Gives the record of a report by its number in the archive. Raises KeyError for a number that it does not hold."""
    return _by_number(archive, load)


def quotations(archive: Archive) -> Callable[[int], Record]:
    """The same with quotations and entities alone, and these without their mentions."""
    return _by_number(archive, load_quotations)


def _by_number(archive: Archive, load_from: Callable[[Connection, Row], Record]) -> Callable[[int], Record]:
    def record(number: int) -> Record:
        row = _row(archive, number)
        with plainly(archive.path):
            return load_from(archive._connection, row)

    return lru_cache(_KEPT)(record)


def _row(archive: Archive, number: int) -> Row:
    row = next(archive.select("SELECT * FROM report WHERE id = ?", number), None)
    if row is None:
        raise KeyError(number)
    return row


def speakers(archive: Archive) -> Callable[[int, str], int | None]:
    """Gives the person who speaks in a quotation (a report's number, the quotation's label), across reports and as people have judged it;
    None where nobody is known."""
    archive.settle()

    def person_of(report: int, label: str) -> int | None:
        found = archive.select(
            "SELECT person FROM quotation LEFT JOIN correction ON correction.quotation = quotation.id JOIN entity "
            "ON entity.id = CASE WHEN correction.speaker_name IS NULL THEN quotation.speaker ELSE correction.speaker END "
            "WHERE quotation.report = ? AND quotation.label = ?",
            report,
            label,
        )
        return next((row[0] for row in found), None)

    return person_of


def reports(archive: Archive) -> Callable[[int], Record]:
    """Gives a report by its number in the archive, as a record in which nothing was found. Raises KeyError for a number that it does not
    hold."""

    return _by_number(archive, lambda _, row: bare(row))


def connection_of(archive: Archive) -> Database:
    """The connection by which the questions of ``onrecord.compare`` read the archive's tables."""
    return archive._connection
