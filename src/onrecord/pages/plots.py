"""Plots as SVG: geometry here, drawn by templates. Days are placed by their numbers; one that is not known exactly is a bar as wide as it
may be."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.ask.dates import day_in_words, time_in_words
from onrecord.ask.lives import LivedEvent, SpokenDay
from onrecord.ask.sources import SourceRow
from onrecord.compare.nouns import Story

WIDTH = 720
#: A day is drawn so wide, or it would not be seen.
NARROWEST = 5.0
#: The heights of a row of what was said, and of what happened; there are at most so many rows, and so many events with a word beside them.
ROW, ROW_OF_EVENTS = 9, 16
MOST_ROWS, MOST_LABELS = 14, 24
#: One in so many at either end may be left out of a timeline, where it would be so many times as long with them.
FEW, FAR = 25, 3
_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", re.ASCII)


class Tick(NamedTuple):
    """A day, or a stretch of days, on a timeline: from ``x`` over ``width``, at the height ``y``. ``label`` stands beside it."""

    x: float
    width: float
    y: float
    kind: str
    title: str
    address: str
    label: str


class Grade(NamedTuple):
    """A mark on the axis."""

    x: float
    words: str


class Timeline(NamedTuple):
    """What happened above the line, what was said below it. ``hidden`` counts what there is no room for."""

    width: int
    height: float
    axis: float
    ticks: tuple[Tick, ...]
    grades: tuple[Grade, ...]
    since: str
    until: str
    hidden: int
    events: int


class Teller(NamedTuple):
    """One report of a story on its plot."""

    x: float
    y: float
    outlet: str
    day: str
    is_copy: bool


class Descent(NamedTuple):
    """The reports of a story in time, one below the other, with a line from each copy to what it was made from."""

    width: int
    height: int
    tellers: tuple[Teller, ...]
    lines: tuple[str, ...]
    first: str
    last: str
    left: int


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


class _Placed(NamedTuple):
    first: date
    last: date
    is_of_publication: bool
    is_event: bool
    title: str
    address: str
    label: str


def timeline(
    spoken: Iterable[SpokenDay], lived: Iterable[LivedEvent] = (), *, since: str | None = None, until: str | None = None
) -> Timeline | None:
    """A timeline of what was said and what happened between two days, months or years, if none are given the stretch that holds nearly
    all of it; None where nothing can be placed."""
    every = [*_said(spoken), *_happened(lived)]
    if not every:
        return None
    bounds = [days_of(since), days_of(until)]
    core = _core(every)
    first = bounds[0][0] if bounds[0] else core[0]
    last = bounds[1][1] if bounds[1] else core[1]
    placed = [one for one in every if one.last >= first and one.first <= last]
    if not placed:
        return None
    low, high = first.toordinal(), max(last.toordinal(), first.toordinal() + 6) + 1

    def x_of(day: int) -> float:
        return round(WIDTH * (min(max(day, low), high) - low) / (high - low), 1)

    rows: dict[bool, list[float]] = {True: [], False: []}
    ticks: list[tuple[int, Tick]] = []
    hidden = 0 if any(bounds) else len(every) - len(placed)
    labelled = sum(one.is_event for one in placed) <= MOST_LABELS
    for one in sorted(placed):
        x, right = x_of(one.first.toordinal()), x_of(one.last.toordinal() + 1)
        width = max(right - x, NARROWEST)
        x = min(x, WIDTH - width)
        label = one.label if labelled and x + 11 + 6.2 * len(one.label) < WIDTH else ""
        ends = rows[one.is_event]
        row = next((number for number, end in enumerate(ends) if end <= x), len(ends))
        if row == MOST_ROWS:
            hidden += 1
            continue
        ends[row : row + 1] = [x + max(width + 2, 11 + 6.2 * len(label) if label else 0)]
        kind = "printed" if one.is_of_publication else "" if one.first == one.last else "vague"
        ticks.append((row, Tick(x, width, 0, f"{kind} happened" if one.is_event else kind, one.title, one.address, label)))
    above = ROW_OF_EVENTS * len(rows[True])
    below = ROW * max(len(rows[False]), 1)
    axis = above + 8 + below + 4
    drawn = [
        tick._replace(y=above - ROW_OF_EVENTS * (row + 1) + 2 if "happened" in tick.kind else axis - 4 - ROW * (row + 1))
        for row, tick in ticks
    ]
    grades = tuple(Grade(x_of(day.toordinal()), words) for day, words in graded(first, last))
    grades = tuple(grade for grade in grades if grade.x + 3 + 6.2 * len(grade.words) < WIDTH)
    events = sum("happened" in tick.kind for tick in drawn)
    return Timeline(WIDTH, axis + 24, axis, tuple(drawn), grades, first.isoformat(), last.isoformat(), hidden, events)


def _core(placed: Sequence[_Placed]) -> tuple[date, date]:
    """The first and the last day; without the few at an end, where with them it would be :data:`FAR` times as long."""
    firsts, lasts = sorted(one.first for one in placed), sorted(one.last for one in placed)
    few = len(placed) // FEW
    inner = lasts[-1 - few] - firsts[few]
    first = firsts[few] if FAR * inner < lasts[-1 - few] - firsts[0] else firsts[0]
    return first, lasts[-1 - few] if FAR * inner < lasts[-1] - firsts[few] else lasts[-1]


def _said(spoken: Iterable[SpokenDay]) -> Iterator[_Placed]:
    for one in spoken:
        own = days_of(one.value)
        span = own or days_of(one.published)
        if span:
            when = time_in_words(one.value) if one.value and own else f"printed {day_in_words(one.published or '')}"
            title = f"{when}: {one.words[:120]}{'…' if len(one.words) > 120 else ''} ({one.outlet or 'outlet not known'})"
            yield _Placed(*span, own is None, False, title, f"/reports/{one.report[:16]}#q-{one.quotation}", "")


def _happened(lived: Iterable[LivedEvent]) -> Iterator[_Placed]:
    for one in lived:
        own = days_of(one.time)
        span = own or days_of(one.published)
        if span:
            when = time_in_words(one.time) if one.time and own else f"day not given, printed {day_in_words(one.published or '')}"
            status = "" if one.status == "actual" else f", {one.status}"
            more = f" and {one.reports - 1} more" if one.reports > 1 else ""
            title = f"{one.type}{status}, {when}: “{one.words}”, as {' and '.join(one.roles)} ({one.outlet or 'outlet not known'}{more})"
            yield _Placed(*span, own is None, True, title, f"/reports/{one.report[:16]}?layer=events#r-{one.event}", f"{one.type}{status}")


def closer(spoken: Iterable[SpokenDay], lived: Iterable[LivedEvent], since: str | None) -> tuple[list[str], list[str]]:
    """The years in which there is something, and the months of the year that is looked at."""
    values = [one.value or one.published or "" for one in spoken] + [one.time or one.published or "" for one in lived]
    dated = [value for value in values if days_of(value)]
    months = {value[:7] for value in dated if len(value) >= 7 and since and value[:4] == since[:4]}
    return sorted({value[:4] for value in dated}), sorted(months)


def descent(story: Story, *, most: int) -> Descent:
    """The first ``most`` reports of a story in time, and who copied whom."""
    shown = story.reports[:most]
    spans = [days_of(one.published) for one in shown]
    days = [span[0].toordinal() for span in spans if span]
    low, high = (min(days), max(days)) if days else (0, 0)
    made_from = {one.report: one.of for one in story.copying}
    copies = {one.number for sharing in story.copies for one in sharing.others}
    left, right = 250, WIDTH - 110
    tellers, lines, places = [], [], {}
    for row, (one, span) in enumerate(zip(shown, spans, strict=True)):
        x = left + (right - left) * (span[0].toordinal() - low) / (high - low) if span and high > low else left
        place = round(x, 1), 16.0 + 26 * row
        places[one.number] = place
        day = day_in_words(one.published) if one.published else "day not known"
        tellers.append(Teller(*place, one.outlet or "outlet not known", day, one.number in copies))
        origin = places.get(made_from.get(one.number, -1))
        if origin:
            bend = origin[0] - min(16 + 0.22 * (place[1] - origin[1]), 46)
            lines.append(f"M{origin[0]},{origin[1]} C{bend:.1f},{origin[1]} {bend:.1f},{place[1]} {place[0] - 6:.1f},{place[1]}")
    return Descent(WIDTH, 26 * len(shown) + 8, tuple(tellers), tuple(lines), story.backing.first or "", story.backing.last or "", left)


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


def bars(rows: Sequence[SourceRow], words: Callable[[str], str], *, width: float = 420) -> list[Bar]:
    """A bar a group, the longest of ``width``, with the words for the group."""
    most = max((row.quotations for row in rows), default=0) or 1
    return [
        Bar(
            row,
            words(row.group),
            *(round(width * part / most, 1) for part in (row.named, row.unnamed, row.unknown)),
        )
        for row in rows
    ]
