"""Numbers in a text with what they count: people dead, years of prison, dollars, ages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from onrecord.compare.words import FUNCTION_WORDS
from onrecord.resolve.word_list import word_list

QuantityKind = Literal["count", "age", "amount", "length", "share", "distance"]
Bound = Literal["exact", "about", "at least", "at most"]

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_SMALL) if value > 0} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3,
    "m": 1e6, "mn": 1e6, "bn": 1e9,
}  # fmt: skip
_LENGTHS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0, "decade": 3650.0}
_DISTANCES = {
    "mile": 1609.34, "kilometer": 1000.0, "kilometre": 1000.0, "km": 1000.0, "meter": 1.0, "metre": 1.0, "foot": 0.3048, "feet": 0.3048,
    "inch": 0.0254, "inche": 0.0254,
}  # fmt: skip
_CURRENCIES = {"dollar": "$", "pound": "£", "euro": "€"}

_SCALE = r"(?:dozen|hundred|thousand|million|billion|trillion)"
_SPELT = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_SMALL[1:10])}))?|{'|'.join(sorted(_SMALL[1:], key=len, reverse=True))})"
_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|\b{_SPELT}\b|\ba(?= (?:dozen|hundred|thousand|million|billion)\b))"
_QUANTITY = re.compile(
    rf"(?P<currency>US\$|A\$|C\$|[$£€])?\s?(?<![\w.:/])(?P<number>{_NUMBER})(?![:/\d])"
    rf"(?:(?P<old>[ -]years?[ -]olds?\b)|(?P<percent>\s?%|[ -]per ?cent\b)"
    rf"|(?:[ -]?(?P<scale>{_SCALE})s?\b|(?P<short>bn|mn|m|k)\b)?)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[ -]+(?P<unit>[^\W\d_]+)")
_PHRASE = re.compile(r"(?:[ -]+[^\W\d_]+){1,3}")
_AGE_AFTER_NAME = re.compile(r"[A-Z][\w'’.-]+,\s$")
_AGED = re.compile(r"\b(?:aged?|age of)\s$", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:under|over|above|below) (?:the )?age (?:of )?$", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ember|ober)?\.?(?:\s\d{1,2},)?\s$"
)
_BEFORE = (
    (
        "at least",
        re.compile(r"\b(?:at least|more than|over|no fewer than|no less than|upwards? of|a minimum of|exceed(?:s|ing)?)\s$", re.IGNORECASE),
    ),
    (
        "at most",
        re.compile(
            r"\b(?:at most|up to|fewer than|less than|under|no more than|as (?:many|much|high|long) as|a maximum of)\s$", re.IGNORECASE
        ),
    ),
    ("about", re.compile(r"\b(?:about|around|some|roughly|nearly|almost|approximately|an estimated|close to|near)\s$", re.IGNORECASE)),
)
_OR_MORE = re.compile(r"[\w -]* or (?:more|higher|longer|above)\b")
_PART = re.compile(
    r"\b(?:including|another|other|additional|of whom|first|last|every|further|of them|extra|among them|no\.|number|highway|interstate|"
    r"route|channel|page|chapter|section|article|flight|top)\s$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    r"\s(?:of (?:them|whom|those|the|its|his|her|their)|others?|more|additional|further|or|to|times|p\.?m|a\.?m|o'clock|o’clock)\b",
    re.IGNORECASE,
)


class Quantity(NamedTuple):
    """A number at code points ``[start, end)``, with its unit in the span of its words.

    ``value`` is in people or things, years (ages), the currency's unit, days (lengths), metres (distances) or per cent. ``unit``: the
    words that name what is counted, in lower case, or the currency. ``bound``: what the words beside it say. ``digits``: how many of its
    digits are not zeros at the end: a value of few may be a rounding.
    """

    kind: QuantityKind
    value: float
    unit: str
    bound: Bound
    digits: int
    start: int
    end: int


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of ``text`` in order. Left out: parts of a whole ("including three"), clock times, scores, dates,
    names with a number."""
    for found in _QUANTITY.finditer(text):
        start = found.start("currency") if found["currency"] else found.start("number")
        before = text[max(0, start - 24) : start]
        after = text[found.end() : found.end() + 24]
        if not found["currency"] and (before.endswith(tuple("-–—#'’$£€/.")) or _PART.search(before) or _MONTH.search(before)):
            continue
        value = value_of(found["number"], found["scale"] or found["short"])
        if value is None:
            continue
        bound: Bound = next((kind for kind, pattern in _BEFORE if pattern.search(before)), "exact")  # type: ignore[misc]
        if bound == "exact" and _OR_MORE.match(after):
            bound = "at least"
        digits = len(f"{value:.4f}".replace(".", "").strip("0")) if value < 1e16 else 1
        if _LIMIT.search(before):
            continue
        if found["old"] or _AGED.search(before) or (_AGE_AFTER_NAME.search(before) and re.match(r"[,;.)]", after) and not found["scale"]):
            if 0 < value < 120 and value == int(value):
                yield Quantity("age", value, "", bound, 9, start, found.end())
            continue
        if found["percent"]:
            yield Quantity("share", value, "%", bound, digits, start, found.end())
            continue
        if found["short"] and not found["currency"]:
            continue
        unit = _UNIT.match(text, found.end())
        noun = _singular(unit["unit"].lower()) if unit else ""
        if found["currency"] or noun in _CURRENCIES:
            currency = found["currency"][-1] if found["currency"] else _CURRENCIES[noun]
            end = found.end() if found["currency"] or not unit else unit.end()
            yield Quantity("amount", value, currency, bound, digits, start, end)
        elif not unit or _PART_AFTER.match(after) or noun in _MONTHS:
            continue
        elif noun in _LENGTHS:
            if not re.match(r"\s(?:ago|earlier|later|before|after|since|old)\b", text[unit.end() : unit.end() + 9]):
                yield Quantity("length", value * _LENGTHS[noun], "day", bound, digits, start, unit.end())
        elif noun in _DISTANCES:
            yield Quantity("distance", value * _DISTANCES[noun], "metre", bound, min(digits, 2), start, unit.end())
        elif (found["scale"] or not 1900 <= value <= 2100 or "," in found["number"]) and value == int(value) and value > 1:
            yield Quantity("count", value, _counted(text, found.end()), bound, digits, start, unit.end())


def _counted(text: str, at: int) -> str:
    """The words from ``at`` on that may name what is counted, up to a word that cannot: "somali pirate"."""
    phrase = _PHRASE.match(text, at)
    listed = re.split(r"[ -]+", phrase[0].strip(" -").lower()) if phrase else []
    return " ".join(_singular(word) for n, word in enumerate(listed) if n == 0 or FUNCTION_WORDS.isdisjoint(listed[1 : n + 1]))


_MONTHS = word_list(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov
    dec
    """
)


def value_of(number: str, scale: str | None = None) -> float | None:
    """The value of a number in digits or words; None where it is none."""
    number = number.lower()
    if number[0].isdigit():
        try:
            value = float(number.replace(",", ""))
        except ValueError:
            return None
    elif number == "a":
        value = 1.0
    else:
        value = float(sum(_WORDS.get(part, 0) for part in re.split(r"[- ]", number)))
    return value * _SCALES[scale.lower()] if scale else value


def _singular(noun: str) -> str:
    if noun in ("people", "persons", "person"):
        return "person"
    if noun in ("children", "child"):
        return "child"
    for plural, single in (("women", "woman"), ("men", "man")):
        if noun == plural:
            return single
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun
