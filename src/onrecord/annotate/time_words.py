"""The words that time expressions are made of: tables, and the named parts of the grammar built from them.

Values and units are TIMEX3's (ISO-TimeML, ISO 24617-1). Everything here is lower case; the grammar matches without regard to
case and looks at capitals where they matter ("May", "March").
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def listed(words: str) -> frozenset[str]:
    """The set of the ``words``, written with blanks between them."""
    return frozenset(words.split())


MONTHS: dict[str, int] = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6,
    "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip

# Months whose name is also a verb, a given name or a common word: they need a word before them that says "time".
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "april", "august", "june", "jan", "dec", "sep"})
# The months and weekdays that no other word is like: they count in lower case too, as posts write them.
PLAIN_MONTHS = frozenset({"january", "february", "july", "september", "october", "november", "december"})

WEEKDAYS: dict[str, int] = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip

# Short weekdays are words or names of their own ("sat", "the Sun"): they count only where a date follows.
SHORT_WEEKDAYS = frozenset({"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"})

SEASONS: dict[str, str] = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}

UNITS: dict[str, str] = {
    "second": "S", "sec": "S", "minute": "MIN", "min": "MIN", "hour": "H", "hr": "H", "day": "D", "night": "D", "week": "W",
    "fortnight": "2W", "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "yr": "Y", "decade": "DE", "century": "C",
    "centurie": "C", "millennium": "ML",
}  # fmt: skip

PARTS_OF_DAY: dict[str, str] = {
    "dawn": "MO", "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "overnight": "NI", "dusk": "EV",
    "daytime": "DT",
}  # fmt: skip

CLOCK_WORDS: dict[str, str] = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}

ONES: dict[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: dict[str, int] = {"hundred": 100, "thousand": 1000, "million": 1000000}
NUMBER_WORDS = frozenset([*ONES, *TENS, *SCALES])

ORDINALS: dict[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22, "twenty-third": 23, "twenty-fourth": 24,
    "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30,
    "thirty-first": 31,
}  # fmt: skip

DECADES: dict[str, int] = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
}  # fmt: skip

# An amount that the words leave open: TIMEX3 writes X.
VAGUE_AMOUNTS = ("several", "a few", "the few", "few", "some", "many", "countless", "dozens of", "scores of", "hundreds of", "thousands of")

# Words before an amount, and the TIMEX3 mod that they carry.
AMOUNT_MODS: dict[str, str | None] = {
    "more than": "MORE_THAN", "over": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN", "under": "LESS_THAN",
    "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS",
    "no more than": "EQUAL_OR_LESS", "as many as": "EQUAL_OR_LESS", "as long as": "EQUAL_OR_LESS", "within": "EQUAL_OR_LESS",
    "nearly": "APPROX", "almost": "APPROX", "about": "APPROX", "around": "APPROX", "roughly": "APPROX", "approximately": "APPROX",
    "some": "APPROX", "just over": "MORE_THAN", "well over": "MORE_THAN", "just under": "LESS_THAN", "a full": None, "an extra": None,
    "an additional": None, "an estimated": "APPROX", "just": None, "only": None, "barely": None, "another": None, "the first": None,
    "the final": None, "a further": None, "the entire": None, "the whole": None, "the full": None,
}  # fmt: skip

# Words before a date, and the TIMEX3 mod that they carry.
DATE_MODS: dict[str, str] = {
    "early": "START", "earlier": "START", "earlier on": "START", "early on": "START", "late": "END", "later": "END", "later on": "END",
    "mid": "MID", "middle": "MID", "the middle of": "MID", "the midst of": "MID", "the end of": "END", "the close of": "END",
    "the start of": "START", "the beginning of": "START", "the turn of": "START", "beginning of": "START", "end of": "END",
    "start of": "START", "the rest of": "END", "earlier in": "START", "later in": "END", "late in": "END", "early in": "START",
    "the latter part of": "END", "the early part of": "START", "the dawn of": "START", "the first half of the": "START",
    "rest of": "END", "the remainder of": "END", "the first week of": "START", "the first weeks of": "START", "the first days of": "START",
    "the opening days of": "START", "the first weekend of": "START", "the second week of": "MID", "the third week of": "MID",
    "the last week of": "END", "the final week of": "END", "the last weeks of": "END", "the final weeks of": "END",
    "the last days of": "END", "the final days of": "END", "the last weekend of": "END",
}  # fmt: skip

DATE_MODS |= {
    words.removeprefix("the "): mod for words, mod in DATE_MODS.items() if re.match(r"the (?:first|second|third|last|final) \w+", words)
}

# Expressions that name no point of the calendar: TIMEX3's PRESENT_REF, PAST_REF, FUTURE_REF.
REFERENCES: dict[str, str] = {
    "now": "PRESENT_REF", "right now": "PRESENT_REF", "currently": "PRESENT_REF", "presently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "these days": "PRESENT_REF", "at the moment": "PRESENT_REF", "this point": "PRESENT_REF", "this moment": "PRESENT_REF",
    "this time": "PRESENT_REF", "the present": "PRESENT_REF", "the present time": "PRESENT_REF", "this point in time": "PRESENT_REF",
    "recently": "PAST_REF", "more recently": "PAST_REF", "most recently": "PAST_REF", "lately": "PAST_REF", "the past": "PAST_REF",
    "the recent past": "PAST_REF", "the other day": "PAST_REF", "long ago": "PAST_REF", "the distant past": "PAST_REF",
    "the future": "FUTURE_REF", "the near future": "FUTURE_REF", "the foreseeable future": "FUTURE_REF", "soon": "FUTURE_REF",
    "the coming days": "FUTURE_REF", "the not-too-distant future": "FUTURE_REF", "the near term": "FUTURE_REF",
    "someday": "FUTURE_REF", "a later date": "FUTURE_REF", "the distant future": "FUTURE_REF",
}  # fmt: skip

SETS: dict[str, str] = {
    "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M",
    "bimonthly": "P2M", "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y", "biannual": "P6M", "biennial": "P2Y",
}  # fmt: skip

# Fixed days of the year, as (month, day); the others are reckoned in resolve/days.py by these names.
HOLIDAYS: dict[str, str] = {
    "new year's day": "01-01", "new year's eve": "12-31", "new year's": "01-01", "new year’s day": "01-01", "new year’s eve": "12-31",
    "christmas": "12-25", "christmas day": "12-25", "christmas eve": "12-24", "boxing day": "12-26", "halloween": "10-31",
    "veterans day": "11-11", "armistice day": "11-11", "remembrance day": "11-11", "independence day": "07-04",
    "the fourth of july": "07-04", "fourth of july": "07-04", "july fourth": "07-04", "juneteenth": "06-19", "valentine's day": "02-14",
    "valentine’s day": "02-14", "st. patrick's day": "03-17", "st. patrick’s day": "03-17", "st patrick's day": "03-17", 
    "saint patrick's day": "03-17",
    "earth day": "04-22", "may day": "05-01", "bastille day": "07-14", "april fool's day": "04-01", "april fools' day": "04-01",
    "groundhog day": "02-02", "flag day": "06-14", "pearl harbor day": "12-07", "inauguration day": "01-20",
    "thanksgiving": "thanksgiving", "thanksgiving day": "thanksgiving", "black friday": "black friday", "cyber monday": "cyber monday",
    "memorial day": "memorial day", "labor day": "labor day", "labour day": "labor day", "election day": "election day",
    "columbus day": "columbus day", "martin luther king jr. day": "mlk day", "martin luther king day": "mlk day", "mlk day": "mlk day",
    "presidents day": "presidents day", "presidents' day": "presidents day", "presidents’ day": "presidents day",
    "mother's day": "mothers day", "mother’s day": "mothers day", "father's day": "fathers day", "father’s day": "fathers day",
    "easter": "easter", "easter sunday": "easter", "easter monday": "easter monday", "good friday": "good friday",
    "palm sunday": "palm sunday", "ash wednesday": "ash wednesday",
}  # fmt: skip
HOLIDAY_WORDS = listed(
    "christmas halloween thanksgiving easter juneteenth boxing armistice valentine independence memorial labor labour veterans "
    "election columbus mlk luther presidents mother father bastille groundhog inauguration remembrance patrick"
)

# Counted things that make a four-digit number no year ("2000 homes").
COUNTED = listed(
    "people homes jobs miles votes troops feet pounds dollars employees workers men women children soldiers meters metres yards acres "
    "tons barrels points shares euros students houses voters students copies km kilometers cases deaths degrees calories pages"
)


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first, with any blank between the words of a phrase."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def number(words: str) -> float | None:
    """The number that ``words`` spell ("23", "1,000", "2 1/2", "twenty-four", "two and a half", "a dozen").

    ``None`` where they leave it open ("several"), spell none, or one above a thousand million.
    """
    words = words.lower().strip()
    if words in ("a", "an", "another"):
        return 1
    if re.fullmatch(r"half(?:[\s-]+an?)?|an?\s+half", words):
        return 0.5
    if half := re.search(r"[\s-]+and[\s-]+a[\s-]+half$", words):
        whole = number(words[: half.start()])
        return None if whole is None else whole + 0.5
    figures = words.replace(",", "")
    if fraction := re.fullmatch(r"(\d{1,9})[ -](\d)/([1-9])", figures):
        return int(fraction[1]) + int(fraction[2]) / int(fraction[3])
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", figures):
        return float(figures)
    return _spelled(re.split(r"[\s-]+", words))


def _spelled(words: list[str]) -> float | None:
    """ "twenty", "four" → 24; "a", "couple", "of" → 2."""
    total = current = 0
    for word in words:
        if word in ("couple", "pair"):
            return 2
        if word == "dozen":
            return 12
        if word in ONES or word in TENS:
            current += ONES.get(word) or TENS.get(word, 0)
        elif word in SCALES:
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word not in ("and", "a", "of"):
            return None
    return float(total + current) if total + current <= 10**9 else None
