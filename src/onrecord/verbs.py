"""What a program that uses onrecord calls: read one report, read many."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from onrecord import reading
from onrecord.errors import BadStructure, ReadingError
from onrecord.model import Record, Report

if TYPE_CHECKING:
    from onrecord.reading.fetching import Fetcher

Source = str | os.PathLike[str]


def read(source: str | os.PathLike[str] | Report, *, published: str | None = None, outlet: str | None = None) -> Record:
    """The record of one report.

    ``source`` is the text of a report (any ``str``), a file (a ``Path``) or a Report. ``published`` (an ISO 8601 date) and ``outlet``
    count where the report itself does not say. Raises ReadingError where there is no report in it, or (a file) more than one, and where
    onrecord fails at it (Defect).
    """
    if isinstance(source, Report):
        report = msgspec.structs.replace(source, published=source.published or published, outlet=source.outlet or outlet)
    elif isinstance(source, str):
        report = reading.read_text(source, published=published, outlet=outlet)
    else:
        report = _only(source, published=published, outlet=outlet)
    from onrecord import pipeline  # not needed, and not paid for, before there is a report

    return next(pipeline.records([report]))


def read_all(
    sources: Source | Iterable[Source],
    *,
    format: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    fetch: Fetcher | None = None,
) -> Iterator[Record | ReadingError]:
    """The record of every report in ``sources``, in order, each as soon as it is ready; in place of one that cannot be read, its error.

    A source is the path of a file or a folder, ``"-"`` for standard input, or, where ``fetch`` is given, an address of the web. ``format``
    is a name of ``onrecord.reading.FORMATS``, ``None`` to go by content. ``published`` and ``outlet`` are as in :func:`read`. Raises
    ValueError for an unknown format, BadDate for a ``published`` that is no date.
    """
    given = [sources] if isinstance(sources, str | os.PathLike) else sources
    return records_of(reading.reports(given, format=format, published=published, outlet=outlet, fetch=fetch))


def records_of(items: Iterable[Report | ReadingError]) -> Iterator[Record | ReadingError]:
    """The record of each report among ``items``, or the Defect that onrecord met there, and each error in its place.

    Reads no further ahead than the pipeline does.
    """
    from onrecord import pipeline

    errors: deque[tuple[int, ReadingError]] = deque()  # each with the number of reports before it

    def good() -> Iterator[Report]:
        count = 0
        for item in items:
            if isinstance(item, ReadingError):
                errors.append((count, item))
            else:
                count += 1
                yield item

    for done, found in enumerate(pipeline.attempts(good())):
        while errors and errors[0][0] <= done:
            yield errors.popleft()[1]
        yield found
    yield from (error for _, error in errors)


def _only(path: os.PathLike[str], *, published: str | None, outlet: str | None) -> Report:
    found = reading.reports([path], published=published, outlet=outlet)
    first = next(found)
    if isinstance(first, ReadingError):
        raise first
    if next(found, None) is not None:
        raise BadStructure("more than one report: use onrecord.read_all", where=os.fspath(path))
    return first
