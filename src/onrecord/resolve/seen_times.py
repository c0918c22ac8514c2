"""What a text has spoken of so far: the days, weeks, quarters and years that a counted expression may start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.model import Time
from onrecord.resolve.days import bounds, moved
from onrecord.resolve.speech_days import DAY_VALUE


@dataclass(slots=True)
class Seen:
    """What the text has spoken of so far: the things that a counted expression may start from."""

    day: date | None = None
    day_at: int = 0
    week: date | None = None
    month: date | None = None
    year: int | None = None
    plain_year: int | None = None
    plain_year_at: int = -(10**9)
    last: date | None = None
    last_end: int = -1
    last_size: int = 0
    quarter: date | None = None
    quarter_at: int = -(10**9)
    fiscal: bool = False
    explicit_day: date | None = None
    late: bool = False

    def reported(self, base: date | None) -> date | None:
        """The quarter that is compared with another: the one last spoken of, or the last that is over where that lies ahead."""
        if base is None or (self.quarter and (self.fiscal or moved(self.quarter, 1, "Q") <= base)):
            return self.quarter
        return moved(base, -1, "Q")

    def note(self, time: Time, ended: bool = False) -> None:
        """Remember ``time`` for those that follow it; ``ended`` where the text says when it ended."""
        if time.value in ("P6M", "P9M", "P1Y") and time.text[:4].lower() in ("the ", "nine", "six ", "firs"):
            self.quarter_at = -(10**9)  # "in the first nine months": what follows is compared with those of another year
        if time.value is None or time.type not in ("DATE", "TIME") or not time.value[0].isdigit():
            return
        span = bounds(time.value)
        if span is None:
            return
        first = span[0]
        self.last, self.last_end, self.last_size = first, time.end, len(time.value)
        if time.anchor != "time":
            self.plain_year, self.plain_year_at = first.year, time.end
        if DAY_VALUE.match(time.value):
            self.day, self.day_at, self.week, self.month, self.year = first, time.end, first, first, first.year
            hour = time.value[11:13]
            self.late = time.value.endswith(("TNI", "TEV")) or (hour.isdigit() and int(hour) >= 17)
            if time.anchor == "explicit":
                self.explicit_day = first
        elif "-W" in time.value:
            self.week = self.month = first
            self.year = first.year
        elif "-Q" in time.value:
            # "a year ago" counts from the quarter reported on, not from the one that it was compared with.
            if time.anchor != "time":
                self.quarter, self.fiscal = first, "fiscal" in time.text or ended
            self.quarter_at, self.year = time.end, first.year
        elif len(time.value) == 7:
            # Spoken of a month, the day last spoken of is left behind.
            self.month, self.year, self.day, self.week = first, first.year, None, None
        elif len(time.value) == 4:
            self.year = first.year
