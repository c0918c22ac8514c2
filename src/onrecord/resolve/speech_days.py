"""The day on which quoted words were spoken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.model import Quotation, Time
from onrecord.resolve.tense import sentence_at

DAY_VALUE = re.compile(r"\d{4}-\d\d-\d\d")
_SAYING = re.compile(
    r"\b(?:said|says|told|tells|tweeted|tweets|wrote|writes|posted|stated|announced|statement|interview|spoke|speech|remarks|testified|"
    r"added|declared|insisted|claimed|news\s+conference|press\s+conference|letter|email|address|rally|reporters|hearing|asked)\b",
    re.IGNORECASE,
)
# How far before a quotation the day on which its speaker spoke may stand.
_CARRIED = 700
# Where a text has no line breaks, how much of it counts as the paragraph around.
_PARAGRAPH = 1500
_OPENING_MARKS, _CLOSING_MARKS = '“"', '”"'


def quoted_words(text: str, quotations: Iterable[Quotation]) -> list[tuple[int, int]]:
    """The stretches ``[start, end)`` of ``text`` that the ``quotations`` give in their speakers' own words, in order.

    They are the contents of direct quotations, and of mixed ones what stands between quotation marks; indirect speech is the
    report's own wording.
    """
    found: set[tuple[int, int]] = set()
    for quotation in quotations:
        for content in quotation.contents:
            if quotation.kind == "direct":
                found.add((content.start, content.end))
            elif quotation.kind == "mixed":
                found.update(_between_marks(text, content.start, content.end))
    return sorted(found)


def _between_marks(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    opened: int | None = None
    for at in range(start, end):
        if opened is None and text[at] in _OPENING_MARKS:
            opened = at
        elif opened is not None and text[at] in _CLOSING_MARKS:
            yield opened, at + 1
            opened = None
    if opened is not None:
        yield opened, end


def day_of_speech(text: str, quote: tuple[int, int], narrative: Sequence[Time], base: date | None) -> date | None:
    """The day on which the words of ``quote`` were spoken, where the report gives one; ``None`` where it does not.

    ``narrative`` are the times in the report's own words, in order, and ``base`` is the report's day. A day in the paragraph of the
    quotation counts, one beside a verb of saying before the others; else the day of the last saying shortly before it.
    """
    low = text.rfind("\n", max(0, quote[0] - _PARAGRAPH), quote[0]) + 1 or max(0, quote[0] - _PARAGRAPH)
    high = text.find("\n", quote[1], quote[1] + _PARAGRAPH)
    high = min(len(text), quote[1] + _PARAGRAPH) if high < 0 else high
    near: tuple[int, date] | None = None
    carried: date | None = None
    first = bisect_left(narrative, low - _CARRIED, key=lambda time: time.start)
    for time in narrative[first:]:
        if time.start >= high:
            break
        if time.value is None or not DAY_VALUE.match(time.value):
            continue
        day = date.fromisoformat(time.value[:10])
        if base is not None and day > base:
            continue
        if low <= time.start:
            distance = max(quote[0] - time.end, time.start - quote[1], 0)
            distance += 1000 if text[time.end : time.end + 2] in ("'s", "’s") else 0
            distance -= 400 if _SAYING.search(text, max(low, time.start - 45), time.start) else 0
            if near is None or distance < near[0]:
                near = (distance, day)
        elif time.end <= low and quote[0] - time.end < _CARRIED:
            start, end = sentence_at(text, time.start)
            if text[time.end : time.end + 2] not in ("'s", "’s") and _SAYING.search(text, start, end):
                carried = day
    return near[1] if near else carried
