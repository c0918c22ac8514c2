"""The day on which quoted words were spoken, and the time that dates a saying."""

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
# How many characters from the cue a day, a week or month, a year, and "recently" may stand to be those of the saying: years are
# mostly those of something else ("the 2016 campaign").
_REACH = (160, 130, 30, 30)
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


_OTHER_CLAUSE = re.compile(r",? (?:and|but|though|while|when|because|after|as) ")
_OPENS = re.compile(r"(?:^|[.!?”\"\n])\W*(?:(?:On|In|Late|Early|Earlier|Last|This|Just) ?(?:on |in )?)?$")
_WHO = re.compile(r",? (?:who|which|whose)\b")
_MADE = re.compile(r",? (?:released|published|obtained|issued|filed|posted|taken|made|held)(?: (?:on|late|early|last))* ?")


def dates_another(text: str, time: Time, cue: tuple[int, int], source: tuple[int, int] | None) -> bool:
    """Whether a time of the attribution's sentence says when something else was: what another clause, a relative clause or a participle
    beside the source tells ("Roe, who returned on Monday, said"), or what "of" joins it to ("after the attacks of Sept. 11")."""
    if text[max(0, time.start - 4) : time.start] == " of ":
        return True
    if source is None:
        return False
    if time.start < source[1] and source[0] < time.end:
        return True
    begin = min(source[0], cue[0])
    if time.end <= begin:
        opens = _OPENS.search(text, max(0, time.start - 14), time.start) is not None  # "On Sunday, …"
        return not opens and _OTHER_CLAUSE.search(text, time.end, begin + 1) is not None
    if source[1] <= time.start < cue[0]:
        clause = _WHO.match(text, source[1], time.start)
        return _MADE.fullmatch(text, source[1], time.start) is not None or (clause is not None and "," in text[time.end : cue[0]])
    return False


def said_of(
    times: Sequence[Time], start: int, end: int, *, cue: tuple[int, int] | None = None, exclude: Sequence[tuple[int, int]] = ()
) -> Time | None:
    """The time that dates a saying: of the ``times`` in the attribution's clause ``[start, end)`` the one nearest to its cue.

    ``exclude`` are the spans of contents, whose times are spoken, not of the speaking. A day is preferred to a week or a month,
    those to a year, and any of them to "recently"; durations and sets date nothing. ``None`` where the clause gives no time.
    """
    best: tuple[int, int, int] | None = None
    found: Time | None = None
    middle = cue or (start, start)
    for time in times:
        if time.start < start or time.end > end or time.type not in ("DATE", "TIME") or time.value is None:
            continue
        if any(low < time.end and time.start < high for low, high in exclude) or time.value in ("PRESENT_REF", "FUTURE_REF"):
            continue
        precision = 0 if DAY_VALUE.match(time.value) else 3 if time.value == "PAST_REF" else 2 if len(time.value) <= 4 else 1
        distance = max(time.start - middle[1], middle[0] - time.end, 0)
        if distance > _REACH[precision]:
            continue
        rank = (precision, distance, time.start)
        if best is None or rank < best:
            best, found = rank, time
    return found
