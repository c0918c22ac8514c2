"""The words of a report with marks on them, as HTML: nested where marks nest, cut where they cross. No word of the report is HTML."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*\S[^\n\r\x85\u2028\u2029]*")


class Mark(NamedTuple):
    """A stretch ``[start, end)`` of the report in code points, and how it is shown.

    ``attributes`` go on its element, a link where ``link`` is given and no other link stands inside it. ``closing`` follows its end.
    """

    start: int
    end: int
    attributes: tuple[tuple[str, str], ...]
    link: str | None = None
    closing: Markup = Markup("")


class Paragraph(NamedTuple):
    """A line of the report: where it starts, in code points, and its words with their marks."""

    start: int
    end: int
    html: Markup


def paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[Paragraph]:
    """The lines of ``text`` that hold anything, each with its marks. A mark that reaches over several lines is cut between them."""
    left = sorted(marks, key=_order)
    for found in _LINE.finditer(text):
        start, end = found.span()
        here = [mark for mark in left if mark.start < end and mark.end > start]
        yield Paragraph(start, end, marked(text, start, end, here))


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """``text[start:end]`` with the parts of ``marks`` that lie in it."""
    waiting = [(_order(part), number, part) for number, mark in enumerate(marks) for part in [_clipped(mark, start, end)]]
    heapq.heapify(waiting)
    count = len(waiting)
    out: list[str] = []  # all of it markup
    opened: list[tuple[Mark, str]] = []
    at = start
    while waiting or opened:
        if opened and (not waiting or opened[-1][0].end <= waiting[0][2].start):
            mark, tag = opened.pop()
            out += [escape(text[at : mark.end]), f"</{tag}>", mark.closing]
            at = mark.end
            continue
        _, _, mark = heapq.heappop(waiting)
        out.append(escape(text[at : mark.start]))
        at = mark.start
        if opened and mark.end > opened[-1][0].end:  # they cross: the rest comes after the one that is open
            cut = opened[-1][0].end
            count += 1
            rest = mark._replace(start=cut)
            heapq.heappush(waiting, (_order(rest), count, rest))
            mark = mark._replace(end=cut, closing=Markup(""))
        holds_more = bool(waiting) and waiting[0][2].start < mark.end
        tag = "a" if mark.link and not holds_more and all(tag != "a" for _, tag in opened) else "span"
        attributes = mark.attributes + ((("href", mark.link),) if tag == "a" and mark.link else ())
        out += [f"<{tag}", *(f' {name}="{escape(value)}"' for name, value in attributes), ">"]
        opened.append((mark, tag))
    out.append(escape(text[at:end]))
    return Markup("".join(out))


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _clipped(mark: Mark, start: int, end: int) -> Mark:
    closing = mark.closing if mark.end <= end else Markup("")
    return mark._replace(start=max(mark.start, start), end=min(mark.end, end), closing=closing)
