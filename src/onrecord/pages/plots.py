"""Plots as SVG: geometry here, drawn by templates. Days are placed by their numbers; one that is not known exactly is a bar as wide as it
may be."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.ask.dates import day_in_words
from onrecord.ask.lives import SpokenDay
from onrecord.ask.sources import SourceRow

WIDTH = 720
#: A day is drawn so wide, or it would not be seen.
NARROWEST = 5.0
_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", re.ASCII)


class Tick(NamedTuple):
    """A day, or a stretch of days, on a timeline: from ``x`` over ``width``, in the row ``row``."""

    x: float
    width: float
    row: int
    exact: bool
    of_publication: bool
    title: str
    address: str


class Grade(NamedTuple):
    """A mark on the axis."""

    x: float
    words: str


class Timeline(NamedTuple):
    width: int
    rows: int
    ticks: tuple[Tick, ...]
    grades: tuple[Grade, ...]
    since: str
    until: str


class Bar(NamedTuple):
    """One group: the widths of its named, unnamed and unknown sources, in units of the plot."""

    row: SourceRow
    words: str
    named: float
    unnamed: float
    unknown: float


def days_of(value: str | None) -> tuple[date, date] | None:
    """The first and the last day that a TIMEX3 value can mean; None for one that is no day, month or year."""
    match = _VALUE.fullmatch(value or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        return first, date(first.year, month or 12, day or calendar.monthrange(first.year, month or 12)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def timeline(spoken: Iterable[SpokenDay], *, since: str | None = None, until: str | None = None) -> Timeline | None:
    """A timeline of what was said between two days, months or years; None where nothing can be placed."""
    placed = []
    for one in spoken:
        own = days_of(one.value)
        span = own or days_of(one.published)
        if span:
            placed.append((span, own is None, one))
    bounds = [days_of(since), days_of(until)]
    first = bounds[0][0] if bounds[0] else min((span[0] for span, _, _ in placed), default=None)
    last = bounds[1][1] if bounds[1] else max((span[1] for span, _, _ in placed), default=None)
    placed = [entry for entry in placed if first and last and entry[0][1] >= first and entry[0][0] <= last]
    if not placed or first is None or last is None:
        return None
    low, high = first.toordinal(), max(last.toordinal(), first.toordinal() + 6) + 1

    def x_of(day: int) -> float:
        return round(WIDTH * (min(max(day, low), high) - low) / (high - low), 1)

    ends: list[float] = []
    ticks = []
    for span, of_publication, one in sorted(placed, key=lambda entry: entry[0]):
        x, right = x_of(span[0].toordinal()), x_of(span[1].toordinal() + 1)
        width = max(right - x, NARROWEST)
        x = min(x, WIDTH - width)
        row = next((number for number, end in enumerate(ends) if end <= x), len(ends))
        ends[row : row + 1] = [x + width + 2]
        when = day_in_words(one.value) if one.value and not of_publication else f"printed {day_in_words(one.published or '')}"
        title = f"{when}: {one.words[:120]}{'…' if len(one.words) > 120 else ''} ({one.outlet or 'outlet not known'})"
        address = f"/reports/{one.report[:16]}#q-{one.quotation}"
        ticks.append(Tick(x, width, row, span[0] == span[1] and not of_publication, of_publication, title, address))
    grades = tuple(Grade(x_of(day.toordinal()), words) for day, words in graded(first, last))
    return Timeline(WIDTH, len(ends), tuple(ticks), grades, first.isoformat(), last.isoformat())


def graded(first: date, last: date) -> list[tuple[date, str]]:
    """Where the axis is marked: years, months of up to two years, or days of up to two months."""
    days = (last - first).days
    if days <= 62:
        step = max(1, days // 6)
        return [(date.fromordinal(first.toordinal() + n), f"{first_day.day} {calendar.month_abbr[first_day.month]}")
                for n in range(0, days + 1, step) for first_day in [date.fromordinal(first.toordinal() + n)]]  # fmt: skip
    if days <= 800:
        months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
        within = [day for day in months if first <= day <= last]
        step = len(within) // 8 + 1
        return [(day, f"{calendar.month_abbr[day.month]} {day.year}") for day in within[::step]]
    years = [date(year, 1, 1) for year in range(max(first.year, 1), last.year + 1) if first <= date(year, 1, 1)]
    step = len(years) // 8 + 1
    return [(day, str(day.year)) for day in years[::step]]


def bars(rows: Sequence[SourceRow], *, width: float = 420) -> list[Bar]:
    """A bar a group, the longest of ``width``."""
    most = max((row.quotations for row in rows), default=0) or 1
    return [
        Bar(
            row,
            day_in_words(row.group) if row.group else "not known",
            *(round(width * part / most, 1) for part in (row.named, row.unnamed, row.unknown)),
        )
        for row in rows
    ]
