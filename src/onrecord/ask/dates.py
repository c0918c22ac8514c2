"""Days, months and years that a question names, and times as people write them."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PARTS_OF_YEAR = {
    "SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter",
    "Q1": "first quarter of", "Q2": "second quarter of", "Q3": "third quarter of", "Q4": "fourth quarter of",
    "H1": "first half of", "H2": "second half of",
}  # fmt: skip
_PARTS_OF_DAY = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_REFERENCES = {"PRESENT_REF": "now", "PAST_REF": "some time ago", "FUTURE_REF": "some time to come"}
_UNITS = {"DE": "decade", "WE": "weekend", "Y": "year", "M": "month", "W": "week", "D": "day", "Q": "quarter"}
_UNITS_OF_CLOCK = {"H": "hour", "M": "minute", "S": "second"}
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?", re.ASCII)
_YEARS = re.compile(r"(\d{4})-(\w\w)|(\d{3})|(\d\d)", re.ASCII)
_DURATION = re.compile(r"P(?=.)((?:[\dX.]+(?:DE|WE|[YMWDQ]))*)(?:T((?:[\dX.]+[HMS])+))?", re.ASCII)
_AMOUNT = re.compile(r"([\dX.]+)([A-Z]+?)(?=[\dX.]|$)", re.ASCII)


def day_or_part(text: str) -> str:
    """``text`` where it is a day, a month or a year of the calendar ("2024-05-31", "2024-05", "2024"). Raises ValueError else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip(), re.ASCII)
    if match:
        year, month, day = (int(part) if part else 1 for part in match.groups())
        if year and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return text.strip()
    raise ValueError(f"{text!r} is no date: write it as 2024-05-31, 2024-05 or 2024")


def day_in_words(day: str) -> str:
    """An ISO 8601 day, month or year as it is printed: "3 May 2024", "May 2024", "2024"; anything else as it is."""
    try:
        parts = [int(part) for part in day_or_part(day).split("-")]
    except ValueError:
        return day
    year, *rest = parts
    month = [calendar.month_name[rest[0]]] if rest else []
    return " ".join([*map(str, rest[1:]), *month, str(year)])


def time_in_words(value: str) -> str:
    """A TIMEX3 value as people write it: "3 May 2024, morning", "week of 6 May 2024", "summer 2024", "10 years"; any other as it is."""
    if value in _REFERENCES:
        return _REFERENCES[value]
    day, _, clock = value.partition("T")
    if match := _DURATION.fullmatch(value):
        return _amounts(match[1], _UNITS) + (" " if match[1] and match[2] else "") + _amounts(match[2] or "", _UNITS_OF_CLOCK)
    if match := _WEEK.fullmatch(day):
        try:
            first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        except ValueError:
            return value
        return f"week{'end' if match[3] else ''} of {day_in_words(first.isoformat())}"
    if match := _YEARS.fullmatch(day):
        year, part, decade, century = match.groups()
        if part in _PARTS_OF_YEAR:
            return f"{_PARTS_OF_YEAR[part]} {year}"
        if decade or century:
            return f"the {decade}0s" if decade else f"the {century}00s"
    if clock and day_in_words(day) != day:
        return f"{day_in_words(day)}, {_PARTS_OF_DAY.get(clock, clock)}"
    return day_in_words(value)


def _amounts(amounts: str, units: dict[str, str]) -> str:
    """ "2Y6M" as "2 years 6 months", "XD" as "some days"."""
    return " ".join(
        f"{'some' if number == 'X' else number} {units[unit]}{'' if number == '1' else 's'}" for number, unit in _AMOUNT.findall(amounts)
    )
