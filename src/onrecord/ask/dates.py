"""Days, months and years that a question names."""

from __future__ import annotations

import calendar
import re


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
