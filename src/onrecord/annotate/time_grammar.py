"""What a time expression can mean before it is anchored, and the named parts that the rules are built from.

The rules stand in ``time_calendar`` (dates, times of day, seasons, holidays), ``time_durations`` (durations, ages, sets) and
``time_relative`` (what is counted from a day, references). A rule is one compiled regular expression and a function from its match
to a :class:`Meaning`; a match that turns out to be no time ("may" the verb) gives ``None``. Names of the classes are TIMEX3's
(ISO 24617-1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from onrecord.annotate.time_words import (
    AMOUNT_MODS,
    CLOCK_WORDS,
    DATE_MODS,
    HOLIDAYS,
    MONTHS,
    NUMBER_WORDS,
    ONES,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    UNITS,
    VAGUE_AMOUNTS,
    WEEKDAYS,
    alternation,
    number,
)
from onrecord.model import TimeType

Kind = Literal["calendar", "offset", "counted", "duration", "set", "reference", "clock"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The unanchored meaning of a time expression.

    ``kind`` says which fields count:

    - ``calendar``: pieces of the calendar, any of ``year`` … ``holiday``; ``nth`` of a month's ``weekday``, the last -1;
      ``direction`` where a word gives it ("last May" -1,
      "this fall" 0, "next Tuesday" 1); ``year_shift`` for "last year's third quarter" (-1).
    - ``offset``: ``amount`` ``unit``s away from the day of writing ("yesterday" -1 D, "this week" 0 W, "two years ago" -2 Y).
    - ``counted``: ``amount`` ``unit``s away from another expression ("two days later" 2 D, "that night" 0 D with a part).
    - ``duration``, ``set``, ``reference``: ``value`` is the TIMEX3 value as it stands; ``amount`` and ``unit`` beside it.
    - ``clock``: a time of day alone ("8 p.m.", "the morning"), on a day to be found.

    ``part`` (MO, AF, EV, NI …) and ``clock`` ("20:00") narrow any of them to a TIME. ``value`` of a calendar meaning is a
    century or decade ("198").
    """

    kind: Kind
    type: TimeType
    year: int | None = None
    year_shift: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    holiday: str | None = None
    nth: int | None = None
    direction: int | None = None
    amount: float | None = None
    unit: str | None = None
    part: str | None = None
    clock: str | None = None
    mod: str | None = None
    value: str | None = None


class Rule(NamedTuple):
    """One rule: the families of trigger words that call it, its pattern, and what a match means."""

    families: tuple[str, ...]
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str]], Meaning | None]


def _spelled_days(words: Iterable[str]) -> str:
    """Ordinals, those of two words with a hyphen or without ("twenty-second")."""
    return alternation(words).replace(r"\-", r"[\s-]+")


# Named parts of the patterns. In a rule, {UNIT} stands for the part of that name and a blank for any white space.
_NUMBER_WORD = alternation(NUMBER_WORDS)
_HOUR_WORD = alternation(w for w, n in ONES.items() if 1 <= n <= 12)
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?(?:[ -]\d/\d)?|{_NUMBER_WORD}(?:[\s-]+(?:and[\s-]+)?{_NUMBER_WORD}){{0,5}})"
    r"(?:[\s-]+and[\s-]+a[\s-]+half)?"
)
_ZONE = (
    r"(?:local\s+time|(?-i:[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST|JST|HST|AK[SD]T)|Eastern|Central|Pacific|Mountain)"
    r"(?:\s+(?:Standard\s+|Daylight\s+)?time)?\b"
)
PARTS: dict[str, str] = {
    "END": r"(?!\w)",
    "NUMBER": NUMBER,
    "AMOUNT": (
        r"(?P<amount>a\s+couple(?:\s+of|\s+more)?|couple(?:\s+of)?|a\s+dozen|half[\s-]+an?|an?\s+half|half|another|an?|"
        + NUMBER + "|" + alternation(VAGUE_AMOUNTS) + r"(?:,\s+many)?)"
    ),
    "AMOUNT_MOD": rf"(?:(?P<amount_mod>{alternation(AMOUNT_MODS)})\s+)?",
    "UNIT": rf"(?P<unit>{alternation(UNITS)})(?P<plural>s?)(?!\w|-(?:ago|earlier|end)\b)",
    # Without "second" and "minute", which are other words as well.
    "LONG_UNIT": rf"(?P<unit>{alternation(u for u in UNITS if u not in ('second', 'sec', 'min'))})(?P<plural>s?)(?!\w)",
    "DATE_MOD": rf"(?:(?P<mod>{alternation(DATE_MODS)})(?:[\s-]+|\s+in\s+))?",
    "DIRECTION": (
        r"(?:(?P<direction>last|past|next|this\s+past|this\s+last|this\s+coming|this|coming|"
        r"the\s+following|the\s+previous|the\s+same|that|every|each)\s+)?"
    ),
    "YEAR": r"(?P<year>(?:1[5-9]|20)\d\d|(?<=\bby )21\d\d)(?![\d%]|,\d{3}|\.\d|(?<!s)[’']?\w)",
    # The dot of "Nov." belongs to it, that of "May." and "October." does not.
    "MONTH": rf"(?P<month>{alternation(MONTHS)})(?!\w)(?:(?:(?<=\b[a-z]{{3}})(?<!\bmay)|(?<=\bsept))\.)?",
    "WEEKDAY": rf"(?P<weekday>{alternation(WEEKDAYS)})(?P<weekdays>s?)(?!\w)",
    "THE_DAY": rf"(?:(?P<weekday>{alternation(WEEKDAYS)})(?!\w)\.?,?\s+(?:the\s+)?)?",
    "DAY": (
        r"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[:.]\d|,\d{3}|\s?%|\w|\s+(?:percent|million|billion)|\s?[ap]\.?m\b)|"
        rf"(?P<ordinal>{_spelled_days(w for w in ORDINALS if w != 'second')})(?!\s+(?:quarter|half|week|day)|\w))"
    ),
    "DAY_BEFORE": (
        rf"(?:the\s+)?(?<!\d[.,])(?:(?P<day_before>[0-3]?\d)(?:st|nd|rd|th)?|(?P<ordinal_before>{_spelled_days(ORDINALS)}))\s+(?:day\s+)?(?:of\s+)?"
    ),
    "CLOCK": (
        r"(?P<clock>(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)?\s*(?P<half_day>[ap]\.\s?m\.|[ap]\.?m)(?!\w)|"
        rf"(?P<hour_word>{_HOUR_WORD}|1?\d)(?:\s+o[’']clock(?:\s+(?:in\s+the\s+|at\s+)?(?P<half_word>morning|afternoon|evening|night))?|"
        r"\s*(?P<half_day_word>[ap]\.m\.|[ap]m)|\s+in\s+the\s+(?P<half_word_too>morning|afternoon|evening))(?!\w)|"
        rf"(?P<hour24>[0-2]?\d):(?P<minute24>[0-5]\d)(?![\d:])|(?P<clock_word>{alternation(CLOCK_WORDS)})(?!\w))"
        rf"(?:\s*\({_ZONE}\)|\s*{_ZONE})?"
    ),
    "PART": rf"(?P<part>{alternation(PARTS_OF_DAY)})(?!\w)",
    "HOLIDAY": rf"(?P<holiday>{alternation(HOLIDAYS)})(?!\w)",
    "SEASON": rf"(?P<season>{alternation(SEASONS)})(?P<seasons>s?)(?!\w)",
    "OF_YEAR": r"\s+(?:of\s+)?(?P<year_word>last|this|next)\s+year(?!\w)",
    "EARLY": r"(?:(?P<early>early|earlier|late|later)(?:\s+on)?\s+)?",
}  # fmt: skip
END = PARTS["END"]


def rule(families: str, pattern: str, meaning: Callable[[re.Match[str]], Meaning | None]) -> Rule:
    """The rule for the trigger ``families`` (blanks between them): ``pattern`` has {PARTS}, and blanks for any white space.

    Capitals do not count in the match. Raises KeyError for a part that is not there.
    """
    written = re.sub(r"\{([A-Z_]+)\}", lambda part: PARTS[part[1]], pattern.replace(" ", r"\s+"))
    return Rule(tuple(families.split()), re.compile(written, re.IGNORECASE), meaning)


def folded(text: str | None) -> str:
    """``text`` in lower case with single blanks, to be looked up in a table; "" for ``None``."""
    return " ".join(text.lower().split()) if text else ""


def unit_of(match: re.Match[str]) -> str:
    """The unit of the ``unit`` group of a match."""
    return UNITS[match["unit"].lower()]


def amount_of(match: re.Match[str]) -> float | None:
    """The number of the ``amount`` group of a match; ``None`` where the words leave it open."""
    return number(match["amount"]) if match["amount"] else None


def mod_of(match: re.Match[str]) -> str | None:
    """The TIMEX3 mod of the ``mod`` group of a match."""
    return DATE_MODS.get(folded(match["mod"]))


DIRECTIONS: dict[str, int | None] = {
    "": None,
    "last": -1,
    "past": -1,
    "this past": -1,
    "this last": -1,
    "this": 0,
    "next": 1,
    "coming": 1,
    "this coming": 1,
}


def clock_of(groups: dict[str, str | None]) -> str | None:
    """The time, "HH:MM" in 24 hours, of the groups that :data:`CLOCK` made; ``None`` for a time that no clock shows."""
    if word := groups.get("clock_word"):
        return CLOCK_WORDS[word.lower()]
    if groups.get("hour24"):
        hour, minute = int(groups["hour24"] or 0), int(groups["minute24"] or 0)
        return f"{hour:02}:{minute:02}" if hour < 24 else None
    if spelled := groups.get("hour_word"):
        hour, minute = ONES.get(spelled.lower()) or int(spelled), 0
        word = (groups.get("half_word") or groups.get("half_word_too") or "").lower()
        half_day = groups.get("half_day_word") or (
            "p" if word in ("afternoon", "evening") or (word == "night" and hour > 5) else "a" if word else ""
        )
        if not half_day:
            return None  # "at seven o'clock": of the morning or the evening
    else:
        hour, minute, half_day = int(groups.get("hour") or 0), int(groups.get("minute") or 0), groups.get("half_day") or ""
    if not 1 <= hour <= 12:
        return None
    afternoon = half_day.lower().startswith("p")
    return f"{hour % 12 + 12 * afternoon:02}:{minute:02}"


def duration_value(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of ``amount`` ``unit``s ("P2Y6M", "PT90M", "PXD" for an amount left open)."""
    if unit in ("ML", "2W", "C"):
        factor, unit = (
            {"ML": (1000, "Y"), "2W": (2, "W"), "C": (100, "Y")}[unit] if amount is not None else (1, {"2W": "W"}.get(unit, unit))
        )
        amount = amount * factor if amount is not None else None
    time_of_day = {"H": "H", "MIN": "M", "S": "S"}.get(unit)
    letter = time_of_day or {"WE": "WE"}.get(unit, unit)
    prefix = "PT" if time_of_day else "P"
    if amount is None:
        return f"{prefix}X{letter}"
    whole, rest = int(amount), amount - int(amount)
    if not rest:
        return f"{prefix}{whole}{letter}"
    smaller = {"Y": (12, "M"), "H": (60, "M"), "MIN": (60, "S"), "D": (24, "H"), "W": (7, "D"), "DE": (10, "Y"), "M": (30, "D")}.get(unit)
    if smaller is None:
        return f"{prefix}{amount:g}{letter}"
    factor, name = smaller
    if unit in ("W", "DE", "M"):
        return f"P{round(amount * factor)}{name}"
    small = f"{'T' if unit == 'D' else ''}{round(rest * factor)}{name}"
    return f"{prefix}{str(whole) + letter if whole else ''}{small}"
