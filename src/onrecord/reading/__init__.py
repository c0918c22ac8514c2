"""Reading: files, folders, archives, feeds, mails, web pages and standard input become Reports.

One format a file; each is found by content and can be forced by name (:data:`FORMATS`). Nothing heavy is imported before a report of
the format that needs it is read.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING

import msgspec

from onrecord.errors import NotFetched, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import contents, sources
from onrecord.reading.encodings import encodable
from onrecord.reading.formats import FORMATS
from onrecord.reading.published import require

if TYPE_CHECKING:
    from onrecord.reading.fetching import Fetcher

__all__ = ["DEFAULT_MAX_BYTES", "FORMATS", "LONGEST_TEXT", "read_text", "reports"]

DEFAULT_MAX_BYTES = 20_000_000
"""The largest text, page, JSON document or line of JSON lines that is read, in bytes after unpacking. Books are smaller."""

LONGEST_TEXT = 1_000_000
"""The longest text of a report, in characters: a novel. A longest read has a tenth of it."""

# So many documents are read before their turn: enough that none who can read waits, few enough to be held in memory.
_AHEAD = 16


def reports(
    sources: Iterable[str | os.PathLike[str]],
    *,
    format: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    fetch: Fetcher | None = None,
    count: Callable[[int], object] | None = None,
) -> Iterator[Report | ReadingError]:
    """The reports in ``sources``, in order, each as soon as it is read; in place of one that cannot be read stands its error.

    A source is a file, a folder (with all folders in it; hidden files are left out), an address of a store that fsspec knows
    (``s3://…``), ``"-"``, standard input, or, where ``fetch`` is given, the address of a page; each may be gzipped. ``format`` is a name of
    :data:`FORMATS`, ``None`` to go by content. ``published`` (a date) and ``outlet`` count where the report itself does not say.
    ``max_bytes`` limits one report, not a file of many, which is streamed. ``count`` is told how many bytes more of the files were read.

    ``Report.place`` and ``ReadingError.where`` name the place: ``fire.txt``, ``archive.jsonl line 7``, ``batch.json item 3``,
    ``year.zip › page.html``, ``crawl.warc.gz record 7``. Raises, before anything is read, ValueError for an unknown format and BadDate
    for a ``published`` that is no date.
    """
    if format is not None and format not in FORMATS:
        raise ValueError(f"{format!r} is no format: use one of {', '.join(FORMATS)}")
    settings = contents.Settings(
        max_bytes=max_bytes,
        published=None if published is None else require(published),
        outlet=None if outlet is None else encodable(outlet),
    )
    return _finished(_in_order(_all(sources, settings, format=format, fetch=fetch, count=count)), settings)


def read_text(text: str, *, published: str | None = None, outlet: str | None = None) -> Report:
    """The report in ``text``, read as a file of plain text is: a head that gives date, byline, outlet, URL or title is read and left off.

    ``published`` (a date) and ``outlet`` count where the head does not say. Raises EmptyReport, BadDate or BadStructure.
    """
    from onrecord.reading import plain

    return plain.read(
        text,
        published_otherwise=None if published is None else require(published),
        outlet_otherwise=None if outlet is None else encodable(outlet),
    )


_Place = tuple[str, str]  # of the source, and in it


def _all(
    given: Iterable[str | os.PathLike[str]],
    settings: contents.Settings,
    *,
    format: str | None,
    fetch: Fetcher | None,
    count: Callable[[int], object] | None,
) -> Iterator[tuple[_Place, Report | ReadingError | contents.Later]]:
    """All that is in the sources, read or being read."""
    for source in given:
        if isinstance(source, str) and sources.is_url(source):
            place = encodable(source)
            found = _page(source, settings, format=format, fetch=fetch)
            yield from (((place, position), item) for position, item in found)
            continue
        for path in sources.files(source):
            if isinstance(path, ReadingError):
                yield (path.where, ""), path
                continue
            place = sources.place(path)
            try:
                with sources.open_source(path, count) as stream:
                    for position, item in contents.read(stream, settings, name=path, format=format):
                        yield (place, position), item
            except ReadingError as error:  # of a store that cannot be reached
                yield (place, ""), error
            except OSError as error:
                yield (place, ""), sources.missing(error, path)


def _page(url: str, settings: contents.Settings, *, format: str | None, fetch: Fetcher | None) -> contents.Contents:
    """What stands at an address of the web."""
    if fetch is None:
        yield "", NotFetched("an address of the web, which is only asked for with --fetch: add that, or save the page and read the file")
        return
    try:
        answer = fetch(url)
    except ReadingError as error:
        yield "", error
        return
    import io

    body = io.BytesIO(answer.body)
    for position, item in contents.read(body, settings, name=answer.name, format=format, charset=answer.charset):
        yield position, contents.filled(item, url=answer.url, published=None)


def _in_order(
    found: Iterator[tuple[_Place, Report | ReadingError | contents.Later]],
) -> Iterator[tuple[_Place, Report | ReadingError]]:
    """All in its order, though several documents are being read at a time."""
    waiting: deque[tuple[_Place, Report | ReadingError | contents.Later]] = deque()
    is_more = True
    while waiting or is_more:
        while is_more and len(waiting) < _AHEAD and not (waiting and _is_there(waiting[0][1])):
            item = next(found, None)
            if item is None:
                is_more = False
            else:
                waiting.append(item)
        if not waiting:
            return
        (place, position), item_found = waiting.popleft()
        if not isinstance(item_found, Future):
            yield (place, position), item_found
            continue
        for inner, each in item_found.result():
            yield (place, f"{position} {inner}".strip()), each


def _is_there(item: Report | ReadingError | contents.Later) -> bool:
    return not isinstance(item, Future) or item.done()


def _finished(found: Iterator[tuple[_Place, Report | ReadingError]], settings: contents.Settings) -> Iterator[Report | ReadingError]:
    """Each with its place, and what the caller says of it."""
    for (place, position), item in found:
        where = f"{place} {position}".rstrip()
        if isinstance(item, ReadingError):
            yield item if item.where else type(item)(item.message, where=where)
        elif len(item.text) > LONGEST_TEXT:
            yield TooLarge(f"more than {LONGEST_TEXT:,} characters in one report: split it", where=where)
        else:
            yield msgspec.structs.replace(
                item, place=where, published=item.published or settings.published, outlet=item.outlet or settings.outlet
            )
