"""Reports that hold some words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.ask.dates import day_or_part
from onrecord.model import Noun

if TYPE_CHECKING:
    from onrecord.archive import Archive


class ReportRow(Noun, frozen=True, kw_only=True):
    """One report that holds the words: ``passage`` shows some of them, in ⟦ ⟧, within the words around them."""

    report: str
    sha256: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    version: int
    quotations: int
    passage: str


def search(
    archive: Archive,
    words: str,
    *,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    typing: bool = False,
) -> Iterator[ReportRow]:
    """The reports, in their latest version, whose title or text holds all of ``words``, the most telling first (BM25
    among the 2,000 added last, before all others).

    Words count in any of their forms; inside ``"…"`` they must stand side by side. ``outlet``, ``since`` and ``until`` are as in
    :func:`onrecord.ask.quotes`; while one is ``typing``, the last word may be a beginning only.

    Raises ValueError for a date that there is not, ArchiveError where the archive cannot be read.
    """
    from onrecord.archive.search import find_reports

    days = [None if day is None else day_or_part(day) for day in (since, until)]
    for row, passage in find_reports(archive, words, outlet=outlet, since=days[0], until=days[1], limit=limit, typing=typing):
        yield ReportRow(
            report=row["record_id"],
            sha256=row["sha256"],
            outlet=row["outlet"],
            published=row["published"],
            title=row["title"],
            url=row["url"],
            version=row["version"],
            quotations=row["quotations"],
            passage=" ".join(passage.split()),
        )
