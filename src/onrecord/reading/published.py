"""The many ways in which a report prints its date of publication, read into ISO 8601 dates (``YYYY-MM-DD``).

Only whole dates are read, and only where they can mean one day: ``07/13/2024`` is 13 July, ``07/06/2024`` is left alone, because
half the world's newsrooms mean June by it. The day is the one that is printed: a time zone never moves it.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.errors import BadDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}\S*)?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.ASCII | re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH}\.?,?[\s-]+(\d{{4}})\b", re.ASCII | re.IGNORECASE)

_LOOKS_LIKE = re.compile(
    rf"(?:\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}\b|\d{{8}}$|(?:[a-z]{{3,9}},?\s+)?(?:{_MONTH}\.?\s+\d|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH}\b))",
    re.ASCII | re.IGNORECASE,
)

# A date is short; anything longer is prose that happens to hold one.
_LONGEST = 120
# Content systems print 0001-01-01 or 1-1-1 where they know no date; no newspaper is older than this.
_FIRST_YEAR = 1600


def parse(printed: str) -> str | None:
    """The ISO date that ``printed`` gives, ``None`` where it gives none, an impossible one, or one that can mean two days.

    Reads ISO 8601 with or without time and zone, RFC 2822, "July 6, 2024", "Saturday 6 July 2024, 10:15", "13/07/2024".
    Of several dates the first counts ("Published July 6, 2024; updated July 8, 2024").
    """
    printed = " ".join(printed.split())
    if len(printed) > _LONGEST:
        return None
    if found := _ISO.match(printed):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(printed):
        return _day(found[1], found[2], found[3])
    if found := _NUMERIC.match(printed):
        first, second = int(found[1]), int(found[3])
        if first > 12 or first == second:
            return _day(found[4], second, first)
        return _day(found[4], first, second) if second > 12 else None
    named = [found for pattern in (_MONTH_FIRST, _DAY_FIRST) if (found := pattern.search(printed))]
    if not named:
        return None
    found = min(named, key=re.Match.start)
    month, day = (found[1], found[2]) if found.re is _MONTH_FIRST else (found[2], found[1])
    return _day(found[3], _MONTHS.index(month[:3].lower()) + 1, day)


def means_two_days(printed: str) -> bool:
    """Whether ``printed`` is a sound date that is one day to some newsrooms and another day to others, as ``07/06/2024`` is."""
    found = _NUMERIC.match(printed.strip())
    return found is not None and 1 <= int(found[1]) <= 12 and 1 <= int(found[3]) <= 12 and found[1] != found[3]


def looks_like(printed: str) -> bool:
    """Whether ``printed`` is meant for a date, be it a possible one or not."""
    return len(printed) <= _LONGEST and _LOOKS_LIKE.match(printed.strip()) is not None


def require(printed: str) -> str:
    """The ISO date that ``printed`` gives. Raises BadDate, with the remedy, where :func:`parse` finds none."""
    if (parsed := parse(printed)) is None:
        raise BadDate(f"{_shown(printed)!r} is not a date that can be read for certain: use YYYY-MM-DD")
    return parsed


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _FIRST_YEAR else None


def _shown(printed: str) -> str:
    printed = " ".join(printed.split())
    return printed if len(printed) <= 40 else printed[:39] + "…"
