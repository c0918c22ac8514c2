"""When: the values of time expressions, anchored to the report's day, to one another, or to the day of a quotation.

Values are TIMEX3's (ISO-TimeML, ISO 24617-1; as in TempEval-3, UzZaman et al. 2013) and keep the precision of the words: "in May"
is a month, "last week" an ISO week, "Thursday night" a night. What the report leaves open has no value, and a reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.annotate.time_grammar import Meaning
from onrecord.annotate.times import TimeCandidate, find_times
from onrecord.model import Anchor, Time
from onrecord.resolve.calendar_values import chosen, dated, weekend
from onrecord.resolve.days import bounds, granule, moved, nth_weekday, week_of
from onrecord.resolve.seen_times import Seen
from onrecord.resolve.speech_days import DAY_VALUE, day_of_speech
from onrecord.resolve.tense import tense_near

__all__ = ["bounds", "read_times", "resolve_times"]

NO_PUBLISHED = "counted from the report's day, which is not known"
NO_SPEECH_DAY = "counted from the day on which these words were spoken, which the report does not give"
NO_BEFORE = "counted from another time, and the report gives none before it"
NO_HOUR = "counted from an hour that the report does not give"
NO_SUCH_DAY = "the calendar has no such day"

# How far back a quarter or a full date still is what the report speaks of.
_CONTEXT = 400
# "by May or June", "on Monday and Tuesday", "Feb. 3–Feb. 10": the second goes on from the first.
_JOINED = re.compile(r"\s*(?:or|and|to|through|until|[-–—])\s*(?:in\s+|on\s+|the\s+)?")
# "the fourth quarter ended Sept. 30": of a fiscal year, and over
_ENDED = re.compile(r"\s+ended\b")
_YEAR_BEFORE = re.compile(r"a year|(?:the )?year-", re.IGNORECASE)
# "the 1988 period", beside the quarter reported on
_PERIOD = re.compile(r"\speriod$")
# "Three years later, in June": the June of that year.
_IN = re.compile(r",?\s+(?:in|on)\s+")


Resolved = tuple[str | None, Anchor, str | None]


def read_times(text: str, *, published: str | None, quoted: Sequence[tuple[int, int]] = ()) -> list[Time]:
    """Find and resolve the times of ``text``: :func:`resolve_times` of :func:`onrecord.annotate.times.find_times`."""
    return resolve_times(text, find_times(text), published=published, quoted=quoted)


def resolve_times(
    text: str, candidates: Sequence[TimeCandidate], *, published: str | None, quoted: Sequence[tuple[int, int]] = ()
) -> list[Time]:
    """The times that ``candidates`` (in order) mean in ``text``.

    ``published`` is the report's day in ISO 8601 (a time of day after it is left aside), ``None`` where it is not known.
    ``quoted`` are the code points ``[start, end)`` of directly quoted words, in any order: a relative expression in them counts
    from the day on which they were spoken, where the report gives that day beside them, and otherwise has no value if a day would
    shift it.
    Never raises for a ``published`` that is no date: it counts as not known.
    """
    base = _published(published)
    stretches = _merged(quoted)
    starts = [start for start, _ in stretches]
    times: dict[int, Time] = {}
    spoken: list[tuple[int, TimeCandidate, tuple[int, int]]] = []
    seen = Seen()
    for i, candidate in enumerate(candidates):
        at = bisect_right(starts, candidate.start) - 1
        if at >= 0 and candidate.start < stretches[at][1]:
            spoken.append((i, candidate, stretches[at]))
            continue
        following = candidates[i + 1] if i + 1 < len(candidates) else None
        times[i] = _time(text, candidate, _resolve(text, candidate, base, "published", seen, following))
        seen.note(times[i], bool(_ENDED.match(text, candidate.end)))
    # The report's own words come first: they give the days on which the quoted ones were spoken.
    narrative = list(times.values())
    quote, day = (-1, -1), None
    for i, candidate, around in spoken:
        if around != quote:
            quote, day, seen = around, day_of_speech(text, around, narrative, base), Seen()
        times[i] = _time(text, candidate, _resolve_spoken(text, candidate, base, day, seen))
        seen.note(times[i])
    return [times[i] for i in sorted(times)]


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """``spans`` in order, those that overlap as one: a quotation within a quotation was spoken with it."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _published(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _time(text: str, candidate: TimeCandidate, resolved: Resolved) -> Time:
    value, anchor, reason = resolved
    meaning = candidate.meaning
    days = bounds(value) if value else None
    return Time(
        start=candidate.start,
        end=candidate.end,
        text=text[candidate.start : candidate.end],
        type=meaning.type,
        value=value,
        mod=meaning.mod,
        anchor=anchor,
        reason=reason,
        earliest=days[0].isoformat() if days else None,
        latest=days[1].isoformat() if days else None,
    )


def _fine(meaning: Meaning) -> bool:
    """Whether another day of writing would give another value: days and weeks do, years as good as never."""
    if meaning.kind == "offset":
        return meaning.unit in ("D", "W", "WE", "H", "MIN", "S")
    if meaning.kind == "calendar":
        return meaning.weekday is not None and meaning.month is None
    return meaning.kind == "clock"


def _resolve_spoken(text: str, candidate: TimeCandidate, base: date | None, day: date | None, seen: Seen) -> Resolved:
    meaning = candidate.meaning
    if not _fine(meaning) or (meaning.kind == "clock" and seen.day is not None):
        return _resolve(text, candidate, day or base, "time" if day and day != base else "published", seen, None)
    if day is None:
        return None, "quotation", NO_SPEECH_DAY
    return _resolve(text, candidate, day, "published" if day == base else "time", seen, None)


def _with_part(value: str | None, meaning: Meaning) -> str | None:
    if value is None:
        return None
    if meaning.kind == "calendar" and meaning.unit == "W":
        return week_of(date.fromisoformat(value))
    return value + ("T" + meaning.clock if meaning.clock else "T" + meaning.part if meaning.part else "")


def _resolve(
    text: str, candidate: TimeCandidate, base: date | None, relative: Anchor, seen: Seen, following: TimeCandidate | None
) -> Resolved:
    """Value, anchor and reason of one expression, counted from ``base``, which has the name ``relative``."""
    meaning = candidate.meaning
    try:
        if meaning.kind in ("duration", "set"):
            return meaning.value, "explicit", None
        if meaning.kind == "reference":
            return meaning.value, relative if relative != "time" else "published", None
        if meaning.kind == "calendar":
            return _calendar(text, candidate, base, relative, seen)
        if meaning.kind == "offset":
            return _offset(text, candidate, base, relative, seen)
        if meaning.kind == "counted":
            return _counted(text, candidate, base, seen)
        return _on_a_day(text, candidate, base, relative, seen, following)
    except (ValueError, OverflowError):
        return None, "explicit" if meaning.year else relative, NO_SUCH_DAY


def _calendar(text: str, candidate: TimeCandidate, base: date | None, relative: Anchor, seen: Seen) -> Resolved:
    meaning = candidate.meaning
    if meaning.value is not None:
        return meaning.value, "explicit", None
    beside_quarter = seen.quarter is not None and candidate.start - seen.quarter_at < _CONTEXT
    if meaning.year is not None and seen.quarter and beside_quarter and _PERIOD.search(text, candidate.start, candidate.end):
        return dated(replace(meaning, quarter=(seen.quarter.month + 2) // 3), meaning.year), "time", None
    if meaning.year is not None:
        return _with_part(dated(meaning, meaning.year), meaning), "explicit", None
    if base is None:
        return None, relative, NO_PUBLISHED
    beside = _beside(text, candidate, base, relative, seen)
    if beside is not None:
        return beside
    tense = tense_near(text, candidate.start, candidate.end)
    return _with_part(chosen(meaning, base, tense), meaning), relative, None


def _beside(text: str, candidate: TimeCandidate, base: date, relative: Anchor, seen: Seen) -> Resolved | None:
    """A calendar date whose year or week the times before it give; ``None`` where they do not."""
    meaning, before = candidate.meaning, seen.explicit_day
    if before and meaning.day and meaning.month == before.month and before.year != base.year and candidate.start - seen.day_at < _CONTEXT:
        return _with_part(dated(meaning, before.year), meaning), "time", None
    if seen.last is None or meaning.direction is not None or candidate.start - seen.last_end > 12:
        return None
    if meaning.month and seen.last_size == 4 and _IN.fullmatch(text, seen.last_end, candidate.start):
        return _with_part(dated(meaning, seen.last.year), meaning), "time", None
    if _JOINED.fullmatch(text, seen.last_end, candidate.start):
        if meaning.month is None and meaning.weekday is not None and (seen.last - base).days < -7:
            return None  # "from Sept. 14 to Thursday": the last one
        if meaning.month is None and meaning.weekday == (seen.last.weekday() - 1) % 7 and seen.last <= base:
            return _with_part((seen.last - timedelta(days=1)).isoformat(), meaning), relative, None  # "on Friday and Thursday"
        going_on = chosen(meaning, seen.last, "future")
        if len(going_on) == seen.last_size:
            return _with_part(going_on, meaning), relative, None
    return None


def _offset(text: str, candidate: TimeCandidate, base: date | None, relative: Anchor, seen: Seen) -> Resolved:
    meaning, unit = candidate.meaning, candidate.meaning.unit or "D"
    if base is None:
        return None, relative, NO_PUBLISHED
    if unit == "WE":
        over = text[max(0, candidate.start - 5) : candidate.start].lower() == "over "
        return weekend(base, meaning.amount, "past" if over else tense_near(text, candidate.start, candidate.end)), relative, None
    if unit in ("H", "MIN", "S"):
        return None, relative, NO_HOUR
    amount = meaning.amount or 0
    quarter = seen.reported(base) if seen.quarter and candidate.start - seen.quarter_at < _CONTEXT else None
    if unit == "Y" and amount == -1 and quarter and _YEAR_BEFORE.match(text, candidate.start):
        return granule(moved(quarter, -4, "Q"), "Q"), "time", None
    day = _moved(base, amount, unit)
    if meaning.weekday is not None:
        if meaning.nth is not None:
            return nth_weekday(day.year, day.month, meaning.weekday, meaning.nth).isoformat(), relative, None
        return (day + timedelta(days=meaning.weekday - day.weekday())).isoformat(), relative, None
    if unit == "2W":
        return week_of(day), relative, None
    if unit in ("DE", "C", "ML") and amount:
        return granule(day, "Y"), relative, None
    return _with_part(granule(day, unit), meaning), relative, None


def _moved(day: date, amount: float, unit: str) -> date:
    if unit == "2W":
        return moved(day, int(2 * amount), "W")
    if unit == "ML":
        return moved(day, int(10 * amount), "C")
    if amount != int(amount):
        finer = {"Y": ("M", 12), "DE": ("Y", 10), "W": ("D", 7), "C": ("Y", 100)}.get(unit)
        if finer:
            return moved(day, round(amount * finer[1]), finer[0])
    return moved(day, int(amount), unit)


def _counted(text: str, candidate: TimeCandidate, base: date | None, seen: Seen) -> Resolved:
    meaning, amount, unit = candidate.meaning, candidate.meaning.amount or 0, candidate.meaning.unit or "D"
    if meaning.weekday is not None:
        if seen.day is None:
            return None, "time", NO_BEFORE
        step = (meaning.weekday - seen.day.weekday()) % 7
        day = seen.day + timedelta(days=step if amount >= 0 else step - 7)
        return _with_part(day.isoformat(), meaning), "time", None
    if meaning.month is not None or meaning.season is not None:
        year = seen.year or (base.year if base else None)
        return (None, "time", NO_BEFORE) if year is None else (dated(meaning, year + int(amount)), "time", None)
    if unit in ("H", "MIN", "S"):
        return None, "time", NO_HOUR
    if unit == "Q":
        quarter = seen.reported(base)
        return (None, "time", NO_BEFORE) if quarter is None else (granule(moved(quarter, int(amount), "Q"), "Q"), "time", None)
    if unit in ("Y", "DE", "C", "ML"):
        if unit == "Y" and seen.quarter and candidate.start - seen.quarter_at < _CONTEXT:
            return granule(moved(seen.quarter, int(4 * amount), "Q"), "Q"), "time", None
        # "two years later" goes on from the last year told; "a year earlier" compares with the year spoken of.
        spoken_of = seen.plain_year if base is None or candidate.start - seen.plain_year_at < _CONTEXT else base.year
        year = (spoken_of if amount < 0 else seen.year) or (base.year if base else None)
        if year is None:
            return None, "time", NO_BEFORE
        return granule(_moved(date(year, 1, 1), amount, unit), "Y"), "time", None
    start = {"D": seen.day, "W": seen.week, "WE": seen.week, "2W": seen.week, "M": seen.month}.get(unit)
    if start is None:
        return None, "time", NO_BEFORE
    # "Aug. 9, the day before he was found": an apposition says again which day that was.
    if (
        seen.day is not None
        and text[seen.day_at : candidate.start] == ", "
        and text[candidate.start : candidate.start + 3].lower() == "the"
    ):
        amount = 0
    day = _moved(start, amount, unit)
    return _with_part(granule(day, "W" if unit == "2W" else unit), meaning), "time", None


def _on_a_day(
    text: str, candidate: TimeCandidate, base: date | None, relative: Anchor, seen: Seen, following: TimeCandidate | None
) -> Resolved:
    """A time of day: on the day that stands right after it, else on the day last spoken of, else on the report's."""
    meaning = candidate.meaning
    if following is not None and following.start - candidate.end < 25 and following.meaning.type == "DATE" and base is not None:
        value, anchor, _ = _resolve(text, following, base, relative, seen, None)
        if value and DAY_VALUE.fullmatch(value) and "\n" not in text[candidate.end : following.start]:
            return _with_part(value, meaning), anchor, None
    hour = int(meaning.clock[:2]) if meaning.clock else None
    if seen.day is not None:
        after_midnight = seen.late and hour is not None and hour < 6
        return _with_part((seen.day + timedelta(days=after_midnight)).isoformat(), meaning), "time", None
    if base is None:
        return None, relative, NO_PUBLISHED
    overnight = text[candidate.start : candidate.end].lower() == "overnight"
    return _with_part((base - timedelta(days=overnight)).isoformat(), meaning), relative, None
