"""How many sources stand behind something that several reports print."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection

from onrecord.compare.days import day_of
from onrecord.compare.nouns import Backing, Printed
from onrecord.database import Connection
from onrecord.model import Record

#: Gives the record of a report by its number. Where only the report is asked for, one in which nothing was found will do.
RecordOf = Callable[[int], Record]


def backing(connection: Connection, reports: Collection[int]) -> Backing:
    """Who printed it: reports, independent sources, outlets, and between which days."""
    rows = connection.execute(
        "SELECT report, day, outlet, credit, source FROM json_each(?) AS wanted JOIN compared ON report = CAST(wanted.value AS BIGINT) "
        "ORDER BY day NULLS LAST, report",
        (json.dumps(sorted(set(reports))),),
    ).fetchall()
    days = [row[1] for row in rows if row[1] is not None]
    return Backing(
        reports=len(rows),
        independent=_independent([(row[4], row[3], row[2]) for row in rows]),
        outlets=tuple(sorted({row[2] for row in rows if row[2]})),
        first=day_of(min(days, default=None)),
        last=day_of(max(days, default=None)),
    )


def _independent(printed: list[tuple[int, str | None, str | None]]) -> int:
    """How many sources there are, from the source, the agency and the outlet of each report, the earliest first.

    Reports of one text are of the agency that one of them names, else of the outlet that had it first; texts of one agency or one outlet
    are one source.
    """
    agency_of = {source: agency for source, agency, _ in printed if agency}
    first: dict[int, str | None] = {}
    for source, _, outlet in printed:
        first.setdefault(source, outlet)
    return len({agency_of.get(source) or outlet or source for source, outlet in first.items()})


def printed(number: int, record: Record) -> Printed:
    """Which report that is."""
    return Printed(
        number=number,
        report=record.id,
        sha256=record.sha256,
        outlet=record.outlet,
        published=record.published,
        title=record.title,
    )


def in_order(reports: list[Printed]) -> list[Printed]:
    """The earliest first, undated ones last; of one day, in the order of adding."""
    return sorted(reports, key=lambda one: (one.published or "9999", one.number))
