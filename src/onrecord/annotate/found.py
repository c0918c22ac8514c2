"""An attribution as it is being put together, and what can be asked of its stretches of text."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.annotate.nearby import Marks

Range = tuple[int, int]

_BLANK = " \t\r\n\u00a0"
_TRAILING = " \t\r\n\u00a0.,;:"


class Found(NamedTuple):
    """A cue and what it governs, in code points; a cue of None: words in marks that nothing attributes."""

    cue: Range | None
    thought: bool
    score: float
    contents: tuple[Range, ...]
    source: Range | None
    addressee: Range | None
    venue: Range | None


def snap(text: str, start: int, end: int, marks: Marks, cue: int) -> Range | None:
    """The content ``[start, end)`` brought to the marks that it all but fills, and without loose punctuation at its ends. Marks around
    the ``cue`` as well are those of someone else, who tells of this saying."""
    for q in marks.since(start):
        if q.start >= end:
            break
        if q.end <= start:
            continue
        if q.start < cue < q.end:
            end = min(end, q.end - 1) if q.closed else end
            continue
        inner = max(1, q.end - q.start - 2)
        within = min(end, q.end) - max(start, q.start)
        # the content lies within the marks, but for a few characters, and fills most of them
        if within >= 0.8 * inner and start >= q.start - 2 and end <= q.end + 2:
            return q.start, q.end
        # it begins or ends just within or just outside a mark
        if q.start < start <= q.start + 2 and end >= q.end - 2:
            start = q.start
        if q.closed and q.end - 3 <= end < q.end and start <= q.start + 2:
            end = q.end
    while start < end and text[start] in _BLANK + ",;:.":
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if end <= start or end not in marks.closed_at:
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
    return (start, end) if start < end else None


def merge(text: str, contents: list[Range]) -> list[Range]:
    """Contents with nothing but blanks between are one, within a paragraph."""
    out: list[Range] = []
    for start, end in contents:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif out and not any(c.isalnum() for c in text[out[-1][1] : start]) and not _break_between(text, out[-1], (start, end)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _break_between(text: str, a: Range, b: Range) -> bool:
    """Whether a line break, a sentence's end before marks, or a mark that closes one stretch of speech and opens another stands between."""
    between = text[a[1] : b[0]]
    if text[b[0]] in '"“‘' and any(c in between for c in ".!?"):
        return True
    return "\n" in between or (text[a[1] - 1] in "\"”’'" and text[b[0]] in "\"“‘'")


def shared(a: tuple[Range, ...], b: tuple[Range, ...]) -> int:
    """Characters that both have."""
    total = 0
    for s, e in a:
        for t, f in b:
            if s < f and t < e:
                total += min(e, f) - max(s, t)
    return total


def size(contents: tuple[Range, ...]) -> int:
    return sum(end - start for start, end in contents)


def same(common: int, a: int, b: int) -> bool:
    """Whether two stretches of ``a`` and ``b`` characters with ``common`` of them shared are all but the same."""
    return common / (a + b - common) > 0.8
