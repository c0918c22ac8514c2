"""Reading: files, folders, web pages, JSON and standard input become Reports.

One format a file; each is found by content and can be forced by name (:data:`FORMATS`). Nothing heavy is imported before a report of
the format that needs it is read.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.errors import NotText, ReadingError
from onrecord.model import Report
from onrecord.reading import formats, sources
from onrecord.reading.encodings import encodable
from onrecord.reading.formats import FORMATS
from onrecord.reading.published import require

__all__ = ["DEFAULT_MAX_BYTES", "FORMATS", "read_text", "reports"]

DEFAULT_MAX_BYTES = 20_000_000
"""The largest text, page, JSON document or line of JSON lines that is read, in bytes after unpacking. Books are smaller."""


def reports(
    sources: Iterable[str | os.PathLike[str]],
    *,
    format: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Iterator[Report | ReadingError]:
    """The reports in ``sources``, in order, each as soon as it is read; in place of one that cannot be read stands its error.

    A source is a file, a folder (with all folders in it; hidden files are left out) or ``"-"``, standard input; each may be gzipped.
    ``format`` is a name of :data:`FORMATS`, ``None`` to go by content. ``published`` (a date) and ``outlet`` count where the report
    itself does not say. ``max_bytes`` limits one report, not a file of JSON lines, which is streamed.

    ``Report.place`` and ``ReadingError.where`` name the place: ``fire.txt``, ``archive.jsonl line 7``, ``batch.json item 3``.
    Raises, before anything is read, ValueError for an unknown format and BadDate for a ``published`` that is no date.
    """
    if format is not None and format not in FORMATS:
        raise ValueError(f"{format!r} is no format: use one of {', '.join(FORMATS)}")
    day = None if published is None else require(published)
    return _reports(sources, format=format, published=day, outlet=outlet, max_bytes=max_bytes)


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


def _reports(
    given: Iterable[str | os.PathLike[str]], *, format: str | None, published: str | None, outlet: str | None, max_bytes: int
) -> Iterator[Report | ReadingError]:
    outlet = None if outlet is None else encodable(outlet)
    for source in given:
        for path in sources.files(source):
            if isinstance(path, ReadingError):
                yield path
                continue
            place = sources.place(path)
            for position, found in _file(path, format=format, published=published, outlet=outlet, max_bytes=max_bytes):
                where = f"{place} {position}".rstrip()
                if isinstance(found, ReadingError):
                    yield found if found.where else type(found)(found.message, where=where)
                else:
                    yield msgspec.structs.replace(found, place=where, published=found.published or published, outlet=found.outlet or outlet)


def _file(
    path: str, *, format: str | None, published: str | None, outlet: str | None, max_bytes: int
) -> Iterator[tuple[str, Report | ReadingError]]:
    """The reports of one file, or its error, each beside where in the file it stands."""
    try:
        with sources.open_source(path) as stream:
            start, whole = sources.unpacked(stream, formats.START)
            chosen = format or formats.sniff(start, name=path)
            yield from formats.read(whole, format=chosen, start=start, max_bytes=max_bytes, published=published, outlet=outlet)
    except ReadingError as error:
        yield "", error
    except (EOFError, zlib.error) as error:
        yield "", NotText(f"gzip data that breaks off or is damaged ({error}): fetch the file again")
    except OSError as error:
        # gzip says "not a gzipped file" and its like with an OSError that has no number.
        if error.errno is None:
            yield "", NotText(f"gzip data that is damaged ({error}): fetch the file again")
        else:
            yield "", sources.missing(error, path)
