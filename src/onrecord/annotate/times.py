"""Find every time expression of a text (TIMEX3: DATE, TIME, DURATION, SET), with a parsed meaning that is not yet anchored.

The finder goes through the words once and stops only at trigger words (a month, a unit, "yesterday", a four-digit number). From
each it steps back over the words that can open an expression ("the end of last …") and tries the rules of that trigger there, the
earliest start and the longest match first. So the cost grows with the number of triggers, not with the length of the text times the
size of the grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.annotate.time_calendar import CALENDAR_RULES
from onrecord.annotate.time_durations import DURATION_RULES
from onrecord.annotate.time_grammar import PARTS, Meaning, Rule
from onrecord.annotate.time_relative import RELATIVE_RULES
from onrecord.annotate.time_words import (
    AMOUNT_MODS,
    CLOCK_WORDS,
    DATE_MODS,
    DECADES,
    HOLIDAY_WORDS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    SETS,
    UNITS,
    VAGUE_AMOUNTS,
    WEEKDAYS,
    listed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCandidate:
    """A time expression: code points ``[start, end)`` of the text, and what it means before it is anchored."""

    start: int
    end: int
    meaning: Meaning


def _triggers() -> dict[str, str]:
    """Trigger word → family, in the three ways of writing it."""
    families = {
        "unit": [*UNITS, *(u + "s" for u in UNITS)],
        "month": MONTHS,
        "weekday": [*WEEKDAYS, *(d + "s" for d in WEEKDAYS)],
        "season": [*SEASONS, *(s + "s" for s in SEASONS)],
        "part": [p for p in PARTS_OF_DAY if p != "night"],
        "clock": [*CLOCK_WORDS, "clock"],
        "decade": DECADES,
        "spoken": ["nineteen", "thousand"],
        "set": SETS,
        "reference": listed(
            "now currently presently nowadays moment point present recently lately past future soon someday term date time"
        ),
        "earlier": ["earlier"],
        "season_word": ["season"],
        "near": listed("yesterday today tomorrow tonight tonite"),
        "holiday": HOLIDAY_WORDS,
        "period": ["period", "half"],
        "aged": ["aged", "age", "ages"],
        "long": [f"{u}long" for u in ("hour", "day", "week", "month", "year", "decade", "minutes", "weeks", "months", "years", "decades")],
    }
    found = {word: family for family, words in families.items() for word in words}
    return {form: family for word, family in found.items() for form in (word, word.capitalize(), word.upper())}


_TRIGGERS = _triggers()
_DIGITS = frozenset("0123456789")
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+")
# "night" counts days ("two nights") and is a part of the day; "Year" may be of "New Year's Eve".
_ALSO = {"night": ("part",), "nights": ("part",), "Year": ("holiday",)}
# The words that may stand in an expression before its trigger.
_OPENING = frozenset(
    word
    for phrase in (
        *AMOUNT_MODS, *DATE_MODS, *VAGUE_AMOUNTS, *NUMBER_WORDS, *ORDINALS, *MONTHS, *WEEKDAYS, *UNITS, *(u + "s" for u in UNITS),
        *PARTS_OF_DAY, *CLOCK_WORDS,
        "a an the this that these those his her their its my our last past next coming upcoming current recent latest following previous "
        "preceding prior same each every other per of in at by and or half couple dozen few full fiscal calendar consecutive straight "
        "business working trading more additional long extra academic school once twice times hours days month day on year-ago ago "
        "st nd rd th am pm m p s distant foreseeable near right more most new good black ash palm cyber martin king jr st "
        "corresponding comparable to before after yesterday tomorrow not too local est edt gmt et q h fy hence early late mid single final "
        "first election work hurricane wildfire fire flu holiday tax tourist hunting entire easter",
    )
    for word in phrase.lower().split()
)  # fmt: skip
# "April 24 and 25", "Feb. 3-10": a day whose month stands before the first.
_DAY_BEFORE = re.compile(rf"\b{PARTS['MONTH']}\s+[0-3]?\d(?:st|nd|rd|th)?(?:\s+(?:and|or|to|through)\s+|[-–])$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"[^\W\d_][\"”’]?, (?:now )?$")
_AGES = re.compile(r"\bages? [0-9]{1,3}(?:, [0-9]{1,3})*,? and $")
# "Updated at 1:37 p.m. ET" belongs to the page, not to the report.
_STAMP = re.compile(r"(?:\b(?:Updated|UPDATED|Published|PUBLISHED|Posted)|last updated)(?: at| on|:)?\s+$")
# Letters that a pattern without regard to case takes for ASCII ones, though they have another lower case.
_LOOKALIKES = {0x017F: "s", 0x0130: "I", 0x0131: "i", 0x212A: "K"}
# How many words before its trigger an expression can begin.
_DEPTH = 8
_NUMERIC = re.compile(r"[-/]\d\d?[-/]\d")
_CLOCK = re.compile(r":[0-5]\d|\.[0-5]\d\s?[ap]|\s?[ap]\.?\s?m", re.IGNORECASE)
_YEAR_OR_DECADE = re.compile(r"(?:1[5-9]|2[01])\d\d")


def _rules_by_family(rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    families = {family for rule in rules for family in rule.families}
    return {family: tuple(rule for rule in rules if family in rule.families) for family in families}


_RULES = _rules_by_family(CALENDAR_RULES + RELATIVE_RULES + DURATION_RULES)


def _number_family(text: str, start: int, end: int) -> str | None:
    """What a run of digits may be the heart of."""
    following = text[end : end + 5]
    if end - start == 4 and _YEAR_OR_DECADE.match(text, start):
        if following[:1] == "s" or (following[1:2] == "s" and following[0] in "’'"):
            return "decade"
        return "numeric" if _NUMERIC.match(following) else "year"
    if end - start <= 2:
        if _CLOCK.match(following):
            return "clock"
        if end - start == 2 and text[end - 1] == "0" and (following[:1] == "s" or following[:2] in ("'s", "’s")):
            return "decade"
        if following[:1] == "/" and following[1:2].isdigit():
            return "numeric"
        if text[start - 1 : start] in " -–" and _DAY_BEFORE.search(text, max(0, start - 24), start):
            return "second_day"
        if following[:1] == "," and following[1:2].isspace() and _AFTER_NAME.search(text, max(0, start - 12), start):
            return "age"
        if text[max(0, start - 5) : start] == " and " and _AGES.search(text, max(0, start - 24), start):
            return "age_pair"
    if start and text[start - 1] in "QqHh" and end - start == 1:
        return "quarter"
    return None


def find_times(text: str) -> list[TimeCandidate]:
    """The time expressions of ``text``, in order, none overlapping another.

    Spans are code points of ``text`` and hold the whole expression with its modifiers ("the end of last year"). Never raises.
    """
    if any(chr(letter) in text for letter in _LOOKALIKES):
        text = text.translate(_LOOKALIKES)
    found: list[TimeCandidate] = []
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    last_end = 0
    for k, word in enumerate(_TOKEN.findall(text)):
        family = _TRIGGERS.get(word)
        if family is None and word[0] not in _DIGITS:
            continue
        start, end = tokens[k]
        family = family or _number_family(text, start, end)
        if family is None or end <= last_end:
            continue
        candidate = _at(text, tokens, k, family, last_end, word)
        if candidate is not None:
            if not _STAMP.search(text, max(0, candidate.start - 16), candidate.start):
                found.append(candidate)
            last_end = candidate.end
    return found


def _at(text: str, tokens: list[tuple[int, int]], k: int, family: str, floor: int, word: str) -> TimeCandidate | None:
    """The expression around the trigger, number ``k`` of the ``tokens``, that starts at ``floor`` or later."""
    core_start, core_end = tokens[k]
    starts = [core_start]
    stop = max(0, k - _DEPTH)
    i = k - 1
    while i >= stop and tokens[i][0] >= floor:
        before = text[tokens[i][0] : tokens[i][1]]
        if tokens[i + 1][0] - tokens[i][1] > 3 or "\n" in text[tokens[i][1] : tokens[i + 1][0]]:
            break
        if not (before[0].isdigit() or before.lower() in _OPENING):
            # An adjective may stand between an article and a unit ("a tense week").
            if family == "unit" and i == k - 1 and i and text[tokens[i - 1][0] : tokens[i - 1][1]].lower() in ("a", "an"):
                starts.append(tokens[i - 1][0])
            break
        starts.append(tokens[i][0])
        i -= 1
    if core_start and text[core_start - 1] in "’'‘" and family == "decade":
        starts.insert(1, core_start - 1)
    families = (family, *_ALSO.get(word, ()))
    for start in reversed(starts):
        if start and family != "quarter" and (text[start - 1].isalnum() or text[start - 1] in "$£€_"):
            continue
        best: tuple[int, Meaning] | None = None
        for name in families:
            for rule in _RULES.get(name, ()):
                match = rule.pattern.match(text, start)
                if match is None or match.end() < core_end or (best is not None and match.end() <= best[0]):
                    continue
                meaning = rule.meaning(match)
                if meaning is not None:
                    best = (match.end(), meaning)
        if best is not None:
            return TimeCandidate(start=start, end=best[0], meaning=best[1])
    return None
