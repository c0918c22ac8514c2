"""From reports to records: the stages in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.model import Record, Report


def records(reports: Iterable[Report]) -> Iterator[Record]:
    """The record of each report, in order, as soon as it is ready."""
    for report in reports:
        yield Record(
            id=report.id,
            sha256=report.sha256,
            url=report.url,
            outlet=report.outlet,
            published=report.published,
            title=report.title,
            authors=report.authors,
            text=report.text,
        )
