"""Reckoning with the calendar: holidays, weekends, TIMEX3 values of days, weeks, months and years, and the days they span."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_NTH_WEEKDAY: dict[str, tuple[int, int, int]] = {
    # name: month, weekday (Monday 0), which of the month (-1 the last)
    "thanksgiving": (11, 3, 4),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "mlk day": (1, 0, 3),
    "presidents day": (2, 0, 3),
    "mothers day": (5, 6, 2),
    "fathers day": (6, 6, 3),
}
_AFTER_EASTER: dict[str, int] = {"easter": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7, "ash wednesday": -46}
# First and last month of a season, of the northern hemisphere and by the meteorologists' months; winter begins in December.
_SEASON_MONTHS: dict[str, tuple[int, int]] = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The ``which``-th ``weekday`` (Monday 0) of a month; -1 is the last."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - shift - rest % 4) % 7
    correction = (golden + 11 * shift + 22 * weekday) // 451
    month, day = divmod(shift + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def holiday(name: str, year: int) -> date:
    """The day of a holiday in ``year``: ``name`` is "MM-DD" or one of the moving ones of ``time_words.HOLIDAYS``."""
    if re.fullmatch(r"\d\d-\d\d", name):
        return date(year, int(name[:2]), int(name[3:]))
    if name in _AFTER_EASTER:
        return easter(year) + timedelta(days=_AFTER_EASTER[name])
    if name == "election day":
        return nth_weekday(year, 11, 0, 1) + timedelta(days=1)
    if name in ("black friday", "cyber monday"):
        return nth_weekday(year, 11, 3, 4) + timedelta(days=1 if name == "black friday" else 4)
    return nth_weekday(year, *_NTH_WEEKDAY[name])


def moved(day: date, amount: int, unit: str) -> date:
    """``day`` moved by ``amount`` of ``unit`` (D, W, WE, M, Q, Y, DE, C, ML); the day of the month is cut to the month's length.

    Raises OverflowError or ValueError outside the years 1 to 9999.
    """
    if unit in ("D", "W", "WE"):
        return day + timedelta(days=amount if unit == "D" else 7 * amount)
    months = day.year * 12 + day.month - 1 + amount * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "C": 1200}[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year} is out of the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_of(day: date) -> str:
    """The ISO 8601 week of ``day``, "2024-W26"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def granule(day: date, unit: str) -> str:
    """The TIMEX3 value of the ``unit`` (D, W, WE, M, Q, Y, DE, C, ML) in which ``day`` lies."""
    if unit == "W":
        return week_of(day)
    if unit == "WE":
        return week_of(day) + "-WE"
    return {
        "D": day.isoformat(),
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year // 10:03}",
        "C": f"{day.year // 100:02}",
        "ML": f"{day.year // 1000}",
    }[unit]


_VALUE = re.compile(
    r"(?P<year>\d{2,4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:T.*)?"
)


def bounds(value: str) -> tuple[date, date] | None:
    """The first and the last day that the TIMEX3 ``value`` of a DATE or TIME can mean, for sorting on a timeline.

    "2024-05" gives 1 and 31 May 2024, "198" the years 1980 to 1989, "2019-WI" December 2019 to February 2020. ``None`` for a
    duration, a set, PRESENT_REF and its like, and a value that names no day of the calendar.
    """
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    digits = match["year"]
    try:
        if len(digits) < 4:
            if len(digits) != len(value):
                return None
            span = 10 ** (4 - len(digits))
            first = int(digits) * span
            return date(first, 1, 1), date(first + span - 1, 12, 31)
        year = int(digits)
        if match["week"]:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            return (monday + timedelta(days=5) if match["weekend"] else monday), monday + timedelta(days=6)
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return day, day
        first_month, last_month = 1, 12
        if match["quarter"]:
            first_month, last_month = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
        elif match["half"]:
            first_month, last_month = 6 * int(match["half"]) - 5, 6 * int(match["half"])
        elif match["season"]:
            first_month, last_month = _SEASON_MONTHS[match["season"]]
        elif match["month"]:
            first_month = last_month = int(match["month"])
        last_year, last = (year, last_month) if last_month <= 12 else (year + 1, last_month - 12)
        return date(year, first_month, 1), date(last_year, last, monthrange(last_year, last)[1])
    except (ValueError, OverflowError):
        return None
