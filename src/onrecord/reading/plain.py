"""A report as plain text, whose head may say when, where and by whom it was published.

Three kinds of head, none of which is part of the report's text:

- ``date 2024-07-06`` at the very start; the text may go on behind it in the same line;
- lines such as ``Date: July 6, 2024``, ``Published:``, ``Title:``, ``Outlet:``, ``URL:``, ``By: NAME`` or ``By NAME``;
- front matter: ``key: value`` lines between two lines of ``---``.

A head is taken off only where it can be nothing else: "By Monday the town was empty." is the report's first sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.errors import BadDate, BadStructure, EmptyReport
from onrecord.model import Report
from onrecord.reading import bylines, published
from onrecord.reading.encodings import encodable

# What a head may call a field, and what the report calls it. A key of "" is known and left unread.
_KEYS = {
    "date": "published", "published": "published", "pubdate": "published", "publication date": "published",
    "by": "authors", "byline": "authors", "author": "authors", "authors": "authors",
    "url": "url", "link": "url", "outlet": "outlet", "publisher": "outlet", "publication": "outlet",
    "title": "title", "headline": "title", "updated": "", "modified": "",
}  # fmt: skip
# Only front matter may say these: in running text "Source:" and "ID:" begin sentences.
_FRONT_MATTER_KEYS = {**_KEYS, "source": "outlet", "id": "given_id"}

_DATE_HEAD = re.compile(r"date[ \t]+(\d{4}-\d{1,2}-\d{1,2})(?!\S)", re.ASCII | re.IGNORECASE)
_HEADER = re.compile(r"([A-Za-z][A-Za-z ]{1,19}?)[ \t]*:[ \t]*(\S.*)")
_FRONT_MATTER_LINE = re.compile(r"([A-Za-z_][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*))?")
_FENCE = re.compile(r"-{3,}[ \t]*")
_FRONT_MATTER_END = re.compile(r"(?:-{3,}|\.{3})[ \t]*")
_FRONT_MATTER_LINES = 60
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BY = re.compile(r"by[ \t]+(\S.*)", re.IGNORECASE)
# One word of a name: "Ana", "O'Neil", "J.", "McRae-Lund", "REYES"; or a particle or the word between two names.
_NAME = re.compile(r"[^\W\d_][\w'’.-]*,?|&|,|\|", re.UNICODE)
_BETWEEN = frozenset(
    (
        "and",
        "&",
        ",",
        "|",
        "da",
        "de",
        "del",
        "della",
        "der",
        "di",
        "dos",
        "du",
        "van",
        "von",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "of",
        "for",
        "the",
    )
)
_NOT_A_NAME = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "noon", "midnight", "midday", "then", "now", "law"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
    ]
)
_LONGEST_HEADER = 300
_LONGEST_BYLINE = 120


@dataclass
class _Head:
    """What the head has said so far, and where the text goes on."""

    fields: dict[str, str] = field(default_factory=dict)
    body: int = 0


def read(text: str, *, published_otherwise: str | None = None, outlet_otherwise: str | None = None) -> Report:
    """The report in ``text``; its head is read into fields and left off, ``\\r\\n`` is made ``\\n``, blank space around the text goes.

    ``published_otherwise`` (an ISO date) and ``outlet_otherwise`` count where the head says nothing readable.
    Raises EmptyReport where nothing but a head is there, BadDate for a head with an impossible date, BadStructure for front
    matter without an end.
    """
    text = encodable(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")).strip()
    head = _front_matter(text) or _lines(text)
    body = text[head.body :].strip()
    if not body.strip("\u200b\u200c\u200d\u2060\ufeff\N{REPLACEMENT CHARACTER} \t\n"):
        if head.fields:
            raise EmptyReport("there is no text behind its head: add the report's words")
        raise EmptyReport("there is no text in it: give the words of a report")
    return Report(
        text=body,
        url=head.fields.get("url"),
        outlet=head.fields.get("outlet") or outlet_otherwise,
        published=_date(head.fields.get("published"), published_otherwise),
        title=head.fields.get("title"),
        authors=bylines.authors(head.fields.get("authors", "")),
        given_id=head.fields.get("given_id"),
    )


def _date(printed: str | None, otherwise: str | None) -> str | None:
    if printed is None:
        return otherwise
    if (parsed := published.parse(printed)) is not None:
        return parsed
    if otherwise is None and published.looks_like(printed) and not published.means_two_days(printed):
        # Silence here would file the report under no date, though its head gives one with a slip in it.
        raise BadDate(f"{printed[:40]!r} in its head is no date of the calendar: use YYYY-MM-DD")
    return otherwise


def _lines(text: str) -> _Head:
    """The head that is made of a ``date`` and of header lines."""
    head = _Head()
    if found := _DATE_HEAD.match(text):
        head.fields["published"] = found[1]
        head.body = found.end()
        if text[head.body :].split("\n", 1)[0].strip():
            return head
    at = head.body
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].strip()
        if line:
            following = text[end + 1 :].split("\n", 1)[0].strip() if end + 1 <= len(text) else ""
            if (found_field := _header(line) or _by_line(line, following)) is None:
                break
            key, value = found_field
            if key:
                head.fields.setdefault(key, value)
            head.body = end
        at = end + 1
    return head


def _header(line: str) -> tuple[str, str] | None:
    """The field and the value in a line such as ``Date: July 6, 2024``, ``None`` where it is no header."""
    found = _HEADER.fullmatch(line)
    if found is None or len(line) > _LONGEST_HEADER:
        return None
    key, value = _KEYS.get(found[1].lower()), found[2]
    fits = {
        None: False,
        "": len(value) < 60,
        "published": published.looks_like(value),
        "authors": len(value) <= _LONGEST_BYLINE and not value.endswith((". ", "?", "!")),
        "url": _URL.fullmatch(value) is not None,
        "outlet": len(value) <= 80 and not _is_sentence(value),
        "title": len(value) <= 80 or not _is_sentence(value),
    }
    return (key or "", value) if fits[key] else None


def _is_sentence(value: str) -> bool:
    return value.endswith((".", "?", "!")) and not value.endswith((" Inc.", " Co.", " Ltd."))


def _by_line(line: str, following: str) -> tuple[str, str] | None:
    """The byline in ``By Ana Reyes and Bo Lund``: names and nothing else, then a blank line or another header."""
    found = _BY.fullmatch(line)
    if found is None or len(line) > _LONGEST_BYLINE or (following and _header(following) is None):
        return None
    words = found[1].split()
    names = [word for word in words if word.lower() not in _BETWEEN]
    if not names or names[0].lower().strip(",.") in _NOT_A_NAME or not all(_NAME.fullmatch(word) for word in words):
        return None
    if not all(word[0].isupper() or not word[0].islower() for word in names):
        return None
    # A last full stop ends a sentence, unless it is that of an initial or of "Jr.".
    if line.endswith(".") and len(words[-1]) > 3:
        return None
    return "authors", found[1]


def _front_matter(text: str) -> _Head | None:
    """The head between two lines of ``---``, ``None`` where the text does not begin with one. Raises BadStructure where it does not end."""
    first, _, rest = text.partition("\n")
    if not _FENCE.fullmatch(first):
        return None
    fields: dict[str, str] = {}
    at, key = len(first) + 1, ""
    for number, line in enumerate(rest.split("\n", _FRONT_MATTER_LINES)[:_FRONT_MATTER_LINES]):
        if _FRONT_MATTER_END.fullmatch(line):
            return _Head(fields={key: value for key, value in fields.items() if value}, body=min(at + len(line), len(text)))
        at += len(line) + 1
        stripped = line.strip()
        if stripped.startswith("- ") and number:
            # An item of a list: only authors have several.
            fields[key] = "; ".join(filter(None, (fields.get(key, ""), _unquoted(stripped[2:]))))
        elif found := _FRONT_MATTER_LINE.fullmatch(stripped):
            key = _FRONT_MATTER_KEYS.get(found[1].lower().replace("_", " "), "")
            fields.setdefault(key, _value(found[2] or ""))
        elif stripped and not stripped.startswith("#"):
            break
    if any(key for key in fields):
        raise BadStructure("its front matter has no end: put a line --- between it and the text")
    return None  # a rule drawn above the text


def _value(value: str) -> str:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return "; ".join(_unquoted(item) for item in value[1:-1].split(","))
    return _unquoted(value)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0] else value
