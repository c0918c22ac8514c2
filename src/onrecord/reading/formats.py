"""The formats that reports come in, by name, and which of them a file is in, by its content."""

from __future__ import annotations

import json
import re

from onrecord.errors import NotText
from onrecord.reading.encodings import decode_start

FORMATS = {
    "text": "plain text, whose head may give date, byline, outlet, URL and title",
    "html": "a saved web page",
    "json": "one JSON object, or an array of them",
    "jsonl": "JSON lines: one object a line",
    "feed": "an Atom, RSS or JSON feed with the full text of its items",
    "email": "a mail (EML), such as a newsletter",
    "pdf": "a PDF with a text layer, such as a press release",
    "warc": "the web pages that a crawler kept",
    "zip": "an archive of any of these",
    "parquet": "a Parquet table with a report a row",
}
"""The name of every format, as ``format=`` takes it, and what it is."""

START = 65_536
"""How many bytes of a file :func:`sniff` wants to see."""

_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h1|script|link)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF)\b[^>]{0,2000}>")
_JSON_FEED = re.compile(r"\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org")
_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|!--)", re.IGNORECASE)
_LINES_NAME = re.compile(r"\.(?:jsonl|ndjson|jsonlines)(?:\.gz)?$", re.IGNORECASE)
_JSON_NAME = re.compile(r"\.json(?:\.gz)?$", re.IGNORECASE)
_PAGE_NAME = re.compile(r"\.x?html?(?:\.gz)?$", re.IGNORECASE)
_MAIL_NAME = re.compile(r"\.(?:eml|mail)(?:\.gz)?$", re.IGNORECASE)
_MAIL_HEADER = re.compile(r"([!-9;-~]{1,60}):[ \t]?")
# Headers that servers and programs write, and nobody else.
_MACHINE_HEADERS = frozenset(["message-id", "mime-version", "received", "return-path", "delivered-to", "dkim-signature", "content-type"])


def sniff(start: bytes, *, name: str = "") -> str:
    """The name of the format of a file that begins with ``start``.

    Its ``name`` decides only between what the content leaves open: whether a broken start is one of JSON, and whether words
    with a few tags in them are a page. Raises NotText for XML that is neither a web page nor a feed.
    """
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(b"PAR1"):
        return "parquet"
    if b"%PDF-" in start[:1024]:
        return "pdf"
    text = decode_start(start).lstrip("\ufeff")
    if text.lstrip()[:1] == "<" or _PAGE_NAME.search(name):
        feed, page = _FEED.search(text[:8192]), _PAGE.search(text[:8192])
        if feed and (page is None or feed.start() < page.start()):
            return "feed"
        if page:
            return "html"
        if _XML.match(text):
            raise NotText("XML that is neither a web page nor a feed: give the page, the text or the JSON of each report")
    if _LINES_NAME.search(name):
        return "jsonl"
    if text.lstrip()[:1] == "{" and _JSON_FEED.search(text[:8192]):
        return "feed"
    if _JSON.match(text) or (_JSON_NAME.search(name) and text.lstrip()[:1] in ("{", "[")):
        # A first line without an end in sight may be one of many, and as the only one it reads the same.
        endless = "\n" not in text.strip() and len(start) >= START and not _JSON_NAME.search(name)
        return "jsonl" if text.lstrip()[0] == "{" and (endless or _is_lines(text)) else "json"
    return "email" if _is_mail(start.decode("latin-1"), name) else "text"


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


def _is_mail(text: str, name: str) -> bool:
    """Whether ``text`` begins with the headers of a mail: one of a sender, and one that only machines write."""
    keys: set[str] = set()
    for line in text.split("\n"):
        if line.startswith("From ") and not keys:  # how a mailbox file parts its mails
            continue
        if line[:1] in (" ", "\t") and keys:
            continue
        found = _MAIL_HEADER.match(line)
        if found is None:
            break
        keys.add(found[1].lower())
    return "from" in keys and (not keys.isdisjoint(_MACHINE_HEADERS) or _MAIL_NAME.search(name) is not None)
