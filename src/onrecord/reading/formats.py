"""The formats that reports come in, by name, and which of them a file is in, by its content."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import NotText, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading.encodings import decode, decode_start, encoding_of_start

FORMATS = {
    "text": "plain text, whose head may give date, byline, outlet, URL and title",
    "html": "a saved web page",
    "json": "one JSON object, or an array of them",
    "jsonl": "JSON lines: one object a line",
}
"""The name of every format, as ``format=`` takes it, and what it is."""

START = 65_536
"""How many bytes of a file :func:`sniff` wants to see."""

_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h1|script|link)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)
_LINES_NAME = re.compile(r"\.(?:jsonl|ndjson|jsonlines)(?:\.gz)?$", re.IGNORECASE)
_JSON_NAME = re.compile(r"\.json(?:\.gz)?$", re.IGNORECASE)
_PAGE_NAME = re.compile(r"\.x?html?(?:\.gz)?$", re.IGNORECASE)

_Reports = Iterator[tuple[str, Report | ReadingError]]


def sniff(start: bytes, *, name: str = "") -> str:
    """The format of a file that begins with ``start``: ``text``, ``html``, ``json`` or ``jsonl``.

    Its ``name`` decides only between what the content leaves open: whether a broken start is one of JSON, and whether words
    with a few tags in them are a page. Raises NotText for XML that is no web page.
    """
    text = decode_start(start).lstrip("\ufeff")
    if text.lstrip()[:1] == "<" or _PAGE_NAME.search(name):
        if _PAGE.search(text[:8192]):
            return "html"
        if _XML.match(text):
            raise NotText("XML that is not a web page: give the page, the text or the JSON of each report")
    if _LINES_NAME.search(name):
        return "jsonl"
    if _JSON.match(text) or (_JSON_NAME.search(name) and text.lstrip()[:1] in ("{", "[")):
        # A first line without an end in sight may be one of many, and as the only one it reads the same.
        endless = "\n" not in text.strip() and len(start) >= START and not _JSON_NAME.search(name)
        return "jsonl" if text.lstrip()[0] == "{" and (endless or _is_lines(text)) else "json"
    return "text"


def read(stream: BinaryIO, *, format: str, start: bytes, max_bytes: int, published: str | None, outlet: str | None) -> _Reports:
    """Each report of ``stream``, or the error that stands for it, beside where it stands (``"line 7"``; ``""`` for the whole stream).

    ``start`` is what the stream begins with (it is not taken off it). Raises ReadingError where the whole stream cannot be read.
    """
    if format == "jsonl":
        from onrecord.reading import json_reports

        if encoding_of_start(start) is not None:
            # Lines of wide characters cannot be cut at a byte, so these are read whole.
            import io

            stream = io.BytesIO(decode(_whole(stream, max_bytes)).encode())
        yield from json_reports.read_lines(stream, max_bytes=max_bytes)
        return
    data = _whole(stream, max_bytes)
    if format == "json":
        from onrecord.reading import json_reports

        yield from json_reports.read_document(data)
    elif format == "html":
        from onrecord.reading import page  # only here is trafilatura paid for: 0.3 s

        yield "", page.read(decode(data, page=True))
    else:
        from onrecord.reading import plain

        yield "", plain.read(decode(data), published_otherwise=published, outlet_otherwise=outlet)


def _whole(stream: BinaryIO, max_bytes: int) -> bytes:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLarge(f"more than {max_bytes / 1e6:,.4g} MB in one report: split it, or put many reports into JSON lines")
    return data


def _is_lines(text: str) -> bool:
    """Whether several lines, the first of which begins with ``{``, hold an object each."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and any(_is_object(line) for line in lines)


def _is_object(line: str) -> bool:
    if not line.startswith("{"):  # an object inside another one is indented
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
