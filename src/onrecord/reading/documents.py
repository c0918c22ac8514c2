"""The documents that are read whole, in a child process (:mod:`onrecord.reading.children`), by format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.errors import ReadingError
from onrecord.model import Report
from onrecord.reading.encodings import decode

_Items = Iterator[tuple[str, Report | ReadingError]]


def page(data: bytes, charset: str | None) -> _Items:
    from onrecord.reading import page

    yield "", page.read(decode(data, page=True, charset=charset))


def feed(data: bytes, charset: str | None) -> _Items:
    from onrecord.reading import feeds

    yield from feeds.read(data)


def mail(data: bytes, charset: str | None) -> _Items:
    from onrecord.reading import mail

    yield "", mail.read(data)


def pdf(data: bytes, charset: str | None) -> _Items:
    from onrecord.reading import pdf

    yield "", pdf.read(data)


#: What reads each format: its bytes, and the charset that its carrier (an HTTP header) names.
READERS: dict[str, Callable[[bytes, str | None], _Items]] = {"html": page, "feed": feed, "email": mail, "pdf": pdf}
