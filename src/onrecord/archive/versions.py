"""Versions of a report: the same page again with other words, and what was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from onrecord.database import Connection, Row
from onrecord.model import Noun, Span

#: Parts of a query that say how a reader came to the page, not which page it is.
_ROAD = re.compile(r"utm_\w+|fbclid|gclid|msclkid|dclid|mc_[ce]id|cmpid|ns_\w+|at_\w+|ref|ref_src|smid|partner", re.IGNORECASE)
_PASSAGE = re.compile(r"(?=\S)(?:[^\n.!?…]++|[.!?…]++(?![\"”’)\]]*+(?:\s|$)))*+[.!?…]*+[\"”’)\]]*+")
#: Above so many pairs of passages, what lies between the first and the last change counts as one.
_PAIRS = 4_000_000
FIELDS = ("title", "published", "outlet", "authors")


class Change(Noun, frozen=True, kw_only=True):
    """What a later version has in place of the earlier one: ``before`` is None where words were added, ``after`` where they were taken
    out. In the field ``text`` both are spans of the text of their version; in another their ``start`` and ``end`` are its length."""

    field: str
    before: Span | None
    after: Span | None


class Version(NamedTuple):
    number: int
    replaces: int | None


def page_of(url: str | None) -> str | None:
    """The url without what does not change the page: the fragment, the marks of campaigns, the letters' size in the host, a closing "/".

    None for None; a url that cannot be taken apart is itself.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        query = urlencode([(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _ROAD.fullmatch(name)])
        scheme = "https" if parts.scheme.lower() == "http" else parts.scheme.lower()
        host = parts.netloc.lower().removesuffix(":80" if parts.scheme == "http" else ":443")
        return urlunsplit((scheme, host, parts.path.rstrip("/"), query, ""))
    except ValueError:
        return url


def next_version(connection: Connection, page: str | None) -> Version:
    """The number that a further report of this page has, and the row of the report that it takes the place of."""
    if page is None:
        return Version(1, None)
    row = connection.execute(
        "SELECT id, version FROM report WHERE page = ? AND replaced_by IS NULL ORDER BY version DESC, id DESC LIMIT 1", (page,)
    ).fetchone()
    return Version(row["version"] + 1, row["id"]) if row else Version(1, None)


def link_version(connection: Connection, report: int, replaces: int) -> None:
    """Let ``report`` take the place of ``replaces``, and keep what changed."""
    connection.execute("UPDATE report SET replaced_by = ? WHERE id = ?", (report, replaces))
    before, after = (connection.execute("SELECT * FROM report WHERE id = ?", (id,)).fetchone() for id in (replaces, report))
    connection.executemany(
        "INSERT INTO change (report, field, before, before_starts, before_ends, after, after_starts, after_ends) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((report, change.field, *_columns(change.before), *_columns(change.after)) for change in changes(before, after)),
    )


def changes(before: Row, after: Row) -> Iterator[Change]:
    """What differs between two rows of ``report``: its fields, then the passages of the text in order."""
    for field in FIELDS:
        if before[field] != after[field]:
            yield Change(field=field, before=_whole(before[field]), after=_whole(after[field]))
    yield from changed_passages(before["text"], after["text"])


def changed_passages(before: str, after: str) -> Iterator[Change]:
    """The sentences of ``after`` that are not in ``before``, beside those whose place they take, in order."""
    old, new = ([found.span() for found in _PASSAGE.finditer(text)] for text in (before, after))
    old_words = [" ".join(before[start:end].split()) for start, end in old]
    new_words = [" ".join(after[start:end].split()) for start, end in new]
    head = 0
    while head < min(len(old), len(new)) and old_words[head] == new_words[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old_words[-1 - tail] == new_words[-1 - tail]:
        tail += 1
    left, right = old_words[head : len(old) - tail], new_words[head : len(new) - tail]
    if len(left) * len(right) > _PAIRS:
        steps = [("replace", 0, len(left), 0, len(right))]
    else:
        steps = list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    for step, a, b, c, d in steps:
        if step == "equal":
            continue
        if b - a == d - c:  # one sentence for each
            for k in range(b - a):
                yield Change(field="text", before=_run(before, old, head + a + k, 1), after=_run(after, new, head + c + k, 1))
        else:
            yield Change(field="text", before=_run(before, old, head + a, b - a), after=_run(after, new, head + c, d - c))


def _run(text: str, passages: list[tuple[int, int]], first: int, count: int) -> Span | None:
    return Span.of(text, passages[first][0], passages[first + count - 1][1]) if count else None


def _whole(value: str | None) -> Span | None:
    return None if value is None else Span(start=0, end=len(value), text=value)


def _columns(span: Span | None) -> tuple[str | None, int | None, int | None]:
    return (span.text, span.start, span.end) if span else (None, None, None)
