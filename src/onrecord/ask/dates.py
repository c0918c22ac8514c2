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
