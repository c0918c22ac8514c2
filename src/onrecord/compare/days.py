"""Dates as numbers of days, so that they can be compared."""

from __future__ import annotations

from datetime import date, timedelta

_EPOCH = date(1970, 1, 1)


def day_number(value: str | None) -> int | None:
    """The number of days from 1970-01-01 to an ISO 8601 date; None where ``value`` is none, or less precise than a day."""
    try:
        return None if value is None else (date.fromisoformat(value[:10]) - _EPOCH).days
    except ValueError:
        return None


def day_of(number: int | None) -> str | None:
    """The ISO 8601 date of a number of days since 1970-01-01."""
    return None if number is None else (_EPOCH + timedelta(days=number)).isoformat()
