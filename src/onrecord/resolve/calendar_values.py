"""Pieces of the calendar as TIMEX3 values, and which May, Tuesday or summer is meant where the words leave the year or week out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from onrecord.annotate.time_grammar import Meaning
from onrecord.resolve.days import granule, holiday, nth_weekday, week_of
from onrecord.resolve.tense import Tense

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def dated(meaning: Meaning, year: int) -> str:
    """The TIMEX3 value of the calendar pieces of ``meaning`` in ``year``. Raises ValueError for a day that the calendar lacks."""
    if meaning.holiday:
        return holiday(meaning.holiday, year).isoformat()
    if meaning.season:
        return f"{year:04}-{meaning.season}"
    if meaning.quarter:
        return f"{year:04}-Q{meaning.quarter}"
    if meaning.half:
        return f"{year:04}-H{meaning.half}"
    if meaning.month is None:
        return f"{year:04}"
    if meaning.nth is not None and meaning.weekday is not None:
        return nth_weekday(year, meaning.month, meaning.weekday, meaning.nth).isoformat()
    if meaning.day is None:
        return f"{year:04}-{meaning.month:02}"
    return date(year, meaning.month, meaning.day).isoformat()


def chosen(meaning: Meaning, base: date, tense: Tense | None) -> str:
    """The value of calendar pieces without a year, as seen from ``base`` by someone who speaks in ``tense``.

    Raises ValueError for a day that the calendar lacks.
    """
    if meaning.year_shift is not None:
        return dated(meaning, base.year + meaning.year_shift)
    if meaning.month is None and meaning.weekday is not None and meaning.day is not None:
        return _weekday_and_day(meaning.weekday, meaning.day, base)
    if meaning.month is None and meaning.weekday is not None:
        return _weekday(meaning.weekday, meaning.direction, base, tense).isoformat()
    if meaning.holiday or (meaning.month and meaning.day):
        return _day(meaning, base, tense)
    if meaning.month and meaning.nth:
        return dated(meaning, int(_month(meaning.month, meaning.direction, base, tense)[:4]))
    if meaning.month:
        return _month(meaning.month, meaning.direction, base, tense)
    if meaning.season:
        return _season(meaning, base, tense)
    if meaning.quarter:
        current = (base.month + 2) // 3
        year = base.year
        # The quarter that has just ended is the one reported on, also where "expects to report" stands beside it.
        if meaning.quarter > current and tense != "future":
            year -= 1
        elif meaning.quarter < current - 1 and tense == "future":
            year += 1
        return dated(meaning, year)
    return dated(meaning, base.year)


def _weekday(weekday: int, direction: int | None, base: date, tense: Tense | None) -> date:
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    if direction == -1:
        return base - timedelta(days=back or 7)
    if direction == 1:
        return base - timedelta(days=base.weekday()) + timedelta(days=7 + weekday)
    if tense == "future" or (direction == 0 and tense != "past"):
        return base + timedelta(days=ahead)
    return base - timedelta(days=back)


def _weekday_and_day(weekday: int, day: int, base: date) -> str:
    """ "Friday the 13th": the nearest one."""
    days = (base + timedelta(days=step * sign) for step in range(400) for sign in (-1, 1))
    return next(d.isoformat() for d in days if d.weekday() == weekday and d.day == day)


def _day(meaning: Meaning, base: date, tense: Tense | None) -> str:
    days: list[date] = []
    for year in range(base.year - 4, base.year + 5):
        if meaning.holiday:
            days.append(holiday(meaning.holiday, year))
        elif meaning.month and meaning.day and meaning.day <= monthrange(year, meaning.month)[1]:
            days.append(date(year, meaning.month, meaning.day))
    if not days:
        raise ValueError(f"month {meaning.month} has no day {meaning.day}")
    if meaning.weekday is not None:
        # The weekday tells the year, if not the tense.
        days = [day for day in days if day.weekday() == meaning.weekday] or days
        return min(days, key=lambda day: abs((day - base).days)).isoformat()
    past = max((day for day in days if day <= base), default=days[0])
    coming = min((day for day in days if day >= base), default=days[-1])
    back, ahead = (base - past).days, (coming - base).days
    if meaning.direction == -1:
        return (past if back else max(day for day in days if day < base)).isoformat()
    if meaning.direction == 1:
        return coming.isoformat()
    if tense == "past" and not (back > 250 and ahead < 60):
        return past.isoformat()
    if tense == "future" and not (ahead > 250 and back < 60):
        return coming.isoformat()
    return (past if back <= ahead else coming).isoformat()


def _month(month: int, direction: int | None, base: date, tense: Tense | None) -> str:
    back = (base.month - month) % 12
    if direction == -1:
        back = back or 12
    elif direction == 1:
        back = back - 12 if back else -12
    elif direction == 0:
        back = base.month - month
    elif (tense == "future" and back) or (tense != "past" and back > 6):
        back -= 12
    months = base.year * 12 + base.month - 1 - back
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _season(meaning: Meaning, base: date, tense: Tense | None) -> str:
    begins = _SEASON_STARTS[meaning.season or "SU"]
    year = base.year
    if meaning.direction == -1:
        year -= 1
    elif meaning.direction == 1:
        year += base.month >= begins
    elif meaning.direction is None:
        if tense == "past" and begins - base.month > 3:
            year -= 1
        elif tense == "future" and base.month >= begins + 3:
            year += 1
    return f"{year:04}-{meaning.season}"


def weekend(base: date, amount: float | None, tense: Tense | None) -> str:
    """The weekend that "the weekend" (amount ``None``), "this" (0), "last" (-1) or "next" (1) weekend means on ``base``."""
    if amount:
        return week_of(base + timedelta(days=7 * int(amount))) + "-WE"
    early = base.weekday() < (5 if amount is None else 4)
    if early and (tense == "past" or (tense != "future" and (amount is None or base.weekday() < 2))):
        return week_of(base - timedelta(days=7)) + "-WE"
    return granule(base, "WE")
