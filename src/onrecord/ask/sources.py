"""Who gets quoted: shares of speakers, of named and unnamed sources, of outlets and months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.ask.dates import day_or_part
from onrecord.model import Noun

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.archive.search import Counted

#: What quotations can be counted by.
GROUPS = ("speaker", "source", "outlet", "month", "kind")


class SourceRow(Noun, frozen=True, kw_only=True):
    """How many quotations one group has: ``share`` of all that were counted, and how many of them are of a named speaker, of a source
    without a name, and of nobody known. ``person`` leads on to :func:`onrecord.ask.who` where the group is a speaker."""

    group: str
    quotations: int
    share: float
    named: int
    unnamed: int
    unknown: int
    person: int | None = None


def sources(
    archive: Archive,
    *,
    by: str = "source",
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Iterator[SourceRow]:
    """Who gets quoted, the groups of most quotations first.

    ``by`` says what to count by: "speaker" (each person and organisation), "source" (what the speaker is: person, organisation, group,
    document, place, unnamed, unknown), "outlet", "month" (of publication, "2024-05") or "kind" (direct, indirect, mixed). ``outlet``,
    ``since`` and ``until`` are as in :func:`onrecord.ask.quotes`; a day counts as its month unless ``by`` is "speaker". ``limit``: at most
    so many.

    Raises ValueError for a group or a date that there is not, ArchiveError where the archive cannot be read.
    """
    from onrecord.archive.search import count_quotations, count_speakers

    if by not in GROUPS:
        raise ValueError(f"{by!r} is nothing to count by: use {', '.join(GROUPS)}")
    days = [None if day is None else day_or_part(day) for day in (since, until)]
    archive.settle()
    if by == "speaker":
        found = list(count_speakers(archive, outlet=outlet, since=days[0], until=days[1], limit=limit))
        total = sum(row.quotations for row in count_quotations(archive, "source", outlet=outlet, since=days[0], until=days[1]))
    else:
        found = list(count_quotations(archive, by, outlet=outlet, since=days[0], until=days[1]))
        total = sum(row.quotations for row in found)
        found = found if limit is None else found[:limit]
    return iter([_row(row, total) for row in found])


def _row(row: Counted, total: int) -> SourceRow:
    return SourceRow(
        group=row.group,
        quotations=row.quotations,
        share=round(row.quotations / total, 4) if total else 0.0,
        named=row.quotations - row.unnamed - row.unknown,
        unnamed=row.unnamed,
        unknown=row.unknown,
        person=row.person,
    )
