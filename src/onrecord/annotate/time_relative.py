"""Rules for what is counted from a day: "last week", "two years ago", "tonight", "the next morning", "the third quarter", "now"."""

from __future__ import annotations

import re

from onrecord.annotate.time_durations import PAIR
from onrecord.annotate.time_grammar import Meaning, Rule, amount_of, clock_of, duration_value, folded, mod_of, rule, unit_of
from onrecord.annotate.time_words import AMOUNT_MODS, NUMBER_WORDS, ORDINALS, PARTS_OF_DAY, REFERENCES, UNITS, alternation, listed
from onrecord.model import TimeType

# How many units away from the day of writing …
_OFFSETS = {
    "last": -1, "past": -1, "this past": -1, "this last": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "this coming": 1,
}  # fmt: skip
# … and from the time last spoken of.
_COUNTED = {
    "that": 0, "the same": 0, "that same": 0, "the next": 1, "the following": 1, "following": 1, "the previous": -1, "the preceding": -1,
    "the prior": -1, "previous": -1, "preceding": -1,
}  # fmt: skip
_DAYS = {
    "yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "tonite": 0, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
_LOOSE = {"recent": "PAST_REF", "past": "PAST_REF", "coming": "FUTURE_REF", "future": "FUTURE_REF", "upcoming": "FUTURE_REF"}
_AFTER_PAST = listed("few several couple many half dozen") | NUMBER_WORDS | frozenset(UNITS) | frozenset(u + "s" for u in UNITS)
_NOT_AHEAD = re.compile(r"\s+(?:as|after|afterwards|enough|became|was|were|had|\w+ed)\b")
_OF_OUR_TIME = re.compile(r"[’']s\s+(?:world|youth|young|society|standards|generation|consumers|kids|children|personal|teenagers)\b")
_SOME_DAY = re.compile(r"\b(?:will|would|could|might|may|can|hopes?|to)\b|[’']ll\b")


def _reference(value: str) -> Meaning:
    return Meaning(kind="reference", type="DATE", value=value)


def _before(match: re.Match[str], length: int) -> str:
    return match.string[max(0, match.start() - length) : match.start()]


def _after(match: re.Match[str], length: int) -> str:
    return match.string[match.end() : match.end() + length]


def _dated(unit: str) -> TimeType:
    return "TIME" if unit in ("H", "MIN", "S") else "DATE"


def _ago(match: re.Match[str]) -> Meaning:
    amount, unit = amount_of(match), unit_of(match)
    if amount is None:
        return _reference("PAST_REF")
    return Meaning(kind="offset", type=_dated(unit), amount=-amount, unit=unit, mod=AMOUNT_MODS.get(folded(match["amount_mod"])))


def _long_ago(match: re.Match[str]) -> Meaning:
    return _reference("PAST_REF")


def _from_now(match: re.Match[str]) -> Meaning:
    amount, unit = amount_of(match), unit_of(match)
    if amount is None:
        return _reference("FUTURE_REF")
    return Meaning(kind="offset", type=_dated(unit), amount=amount, unit=unit)


def _later(match: re.Match[str]) -> Meaning:
    """ "two days later"; "days later" is a stretch of which no one knows the length."""
    amount, unit = amount_of(match), unit_of(match)
    if amount is None:
        return Meaning(kind="duration", type="DURATION", value=duration_value(None, unit), unit=unit)
    return Meaning(kind="counted", type=_dated(unit), amount=-amount if match["way"].lower() == "earlier" else amount, unit=unit)


def _day_beside(match: re.Match[str]) -> Meaning:
    """ "the day before", "the night after"."""
    part = "NI" if match["unit"].lower() == "night" else None
    step = -1 if match["way"].lower() == "before" else 1
    return Meaning(kind="counted", type="TIME" if part else "DATE", amount=step, unit=unit_of(match), part=part)


def _relative(match: re.Match[str]) -> Meaning | None:
    """ "last week", "this year", "the end of next month", "recent weeks"."""
    which, unit, name = folded(match["which"]), unit_of(match), match["unit"].lower()
    if match["plural"]:
        loose = which in _LOOSE and (which != "past" or _before(match, 3).lower() == "in ")
        return _reference(_LOOSE[which]) if loose else None
    if which == "past" or which not in _OFFSETS or unit in ("S", "MIN", "H"):
        return None
    if name == "night":
        if which not in ("last", "this") or match[0][:3].lower() == "the" or _before(match, 4).lower() == "the ":
            return None  # "the last night of the fair"
        return Meaning(kind="offset", type="TIME", amount=_OFFSETS[which], unit="D", part="NI")
    if (name == "day" and which != "this") or ("This Week" in match[0] and _before(match, 1) in ('"', "“")):
        return None  # "last day" is the end of something; "This Week" a programme
    return Meaning(kind="offset", type="DATE", amount=_OFFSETS[which], unit=unit, mod=mod_of(match))


def _counted(match: re.Match[str]) -> Meaning | None:
    """ "that week", "the following month"."""
    unit = unit_of(match)
    if match["plural"] or unit in ("S", "MIN", "H"):
        return None
    part = "NI" if match["unit"].lower() == "night" else None
    amount = _COUNTED[folded(match["which"])]
    return Meaning(kind="counted", type="TIME" if part else "DATE", amount=amount, unit=unit, part=part, mod=mod_of(match))


def _period(match: re.Match[str]) -> Meaning | None:
    """ "the end of the year", "over the weekend", "the quarter": the one that the day of writing lies in or follows."""
    unit, mod = unit_of(match), mod_of(match)
    if match["plural"] or unit not in ("WE", "W", "M", "Y", "Q", "DE", "C", "D"):
        return None
    if unit == "WE":
        if re.match(r"\s+(?:edition|warrior|trip|away|job)", _after(match, 10)):
            return None
        return Meaning(kind="offset", type="DATE", unit="WE", mod=mod)
    if unit == "Q":
        return Meaning(kind="counted", type="DATE", amount=0, unit=unit, mod=mod) if match[0][0] in "tTiI" else None
    if mod:
        return Meaning(kind="offset", type="DATE", amount=0, unit=unit, mod=mod)
    if unit not in ("W", "Y") or not match[0].lower().startswith("the") or re.match(r"\s+(?:two thousand|nineteen)\b", _after(match, 14)):
        return None
    if re.match(r"\s+end(?:ed|ing)\b", _after(match, 8)):
        return Meaning(kind="duration", type="DURATION", value=duration_value(1, unit), amount=1, unit=unit)
    whole = re.search(r"\b(?:for|of|throughout)\s+$", _before(match, 14), re.IGNORECASE) or _after(match, 2) in ("'s", "’s")
    if not whole:
        return None
    return Meaning(kind="offset", type="DATE", amount=0, unit=unit)


def _year_end(match: re.Match[str]) -> Meaning:
    return Meaning(kind="offset", type="DATE", amount=0, unit=unit_of(match), mod="END")


def _near_day(match: re.Match[str]) -> Meaning | None:
    """ "yesterday morning", "tonight", "9 a.m. tomorrow"."""
    groups = match.groupdict()
    word = folded(groups["near"])
    part = "NI" if word in ("tonight", "tonite") else PARTS_OF_DAY[groups["part"].lower()] if groups.get("part") else None
    clock = clock_of(groups) if groups.get("clock") else None
    if groups.get("clock") and clock is None:
        return None
    if word == "today" and not part and not clock and not groups.get("mod"):
        before = _before(match, 14).lower()
        if (match[0] == "Today" and re.match(r"\s+show\b", _after(match, 6))) or before.endswith(("usa ", "russia ", "voa ")):
            return None  # names of a programme, a paper, a channel
        if _OF_OUR_TIME.match(match.string, match.end()):
            return None
        if before.endswith(("even ", "where we are ")):
            return _reference("PRESENT_REF")
    mod = mod_of(match) if "mod" in groups else None
    return Meaning(kind="offset", type="TIME" if part or clock else "DATE", amount=_DAYS[word], unit="D", part=part, clock=clock, mod=mod)


def _part_of_day(match: re.Match[str]) -> Meaning | None:
    """ "this morning", "that night", "overnight", "early-morning", "in the evening"."""
    word, which = match["part"].lower(), folded(match["which"])
    part = PARTS_OF_DAY[word]
    if which in ("every", "each"):
        return Meaning(kind="set", type="SET", value=f"XXXX-XX-XXT{part}")
    if which in ("last", "this"):
        if _before(match, 4).lower() == "the ":
            return None
        return Meaning(kind="offset", type="TIME", amount=-1 if which == "last" else 0, unit="D", part=part)
    if which in _COUNTED:
        return Meaning(kind="counted", type="TIME", amount=_COUNTED[which], unit="D", part=part)
    if word == "overnight":
        return Meaning(kind="clock", type="TIME", part="NI")
    if word not in ("morning", "afternoon", "evening", "night"):
        return None
    placed = which == "the" and re.search(r"\b(?:in|during|by|into|through|for|of|on|late|early|until)\s+$", _before(match, 10).lower())
    if match["early"] or placed or _after(match, 8) == " trading":
        return Meaning(kind="clock", type="TIME", part=part)
    return None


def _quarter(match: re.Match[str]) -> Meaning | None:
    """ "the third quarter", "this year's first quarter", "Q4 2019", "the first half of 2016"."""
    groups = match.groupdict()
    ordinal = folded(groups["ordinal"])
    half = bool(groups["half"]) or (groups["letter"] or "").lower() == "h"
    which = (
        int(groups["q"]) if groups["q"] else 2 if half and ordinal == "last" else ORDINALS.get(ordinal) or _SHORT_ORDINALS.get(ordinal, 0)
    )
    if not 1 <= which <= (2 if half else 4):
        return None
    year = next((int(groups[key]) for key in ("year", "year_first") if groups[key]), None)
    shift = _YEAR_WORDS[folded(groups["year_word"] or groups["year_word_first"])]
    if half and year is None and shift is None:
        return None
    return Meaning(kind="calendar", type="DATE", year=year, year_shift=shift, quarter=None if half else which, half=which if half else None)


def _same_quarter(match: re.Match[str]) -> Meaning:
    """ "the latest quarter", "the year-earlier period": counted from the quarter that the report speaks of."""
    back = match["back"] or match["back_too"] or match["back_three"] or match["back_four"]
    return Meaning(kind="counted", type="DATE", amount=-4 if back else 0, unit="Q")


def _year_before(match: re.Match[str]) -> Meaning:
    """ "the year-earlier loss"."""
    return Meaning(kind="offset", type="DATE", amount=-1, unit="Y")


def _now_or_then(match: re.Match[str]) -> Meaning | None:
    phrase, before, after = folded(match[0]), _before(match, 12).lower(), _after(match, 14).lower()
    if phrase == "soon" and (before.endswith(("as ", "too ", "that ")) or _NOT_AHEAD.match(after)):
        return None
    if phrase in ("the past", "the future", "this time"):
        if not re.search(r"\b(?:in|of|from|into|for|at|by|to|about)\s+$", before) or re.match(
            r"\s+(?:of|tense|life|lives|record)\b", after
        ):
            return None
        if (word := re.match(r"\s+([a-z]+|\d)", after)) and phrase == "the past" and (word[1] in _AFTER_PAST or word[1].isdigit()):
            return None  # "the past two years"
    return _reference(REFERENCES[phrase])


def _earlier(match: re.Match[str]) -> Meaning | None:
    """ "Earlier, a spokesman said": at the head of a sentence."""
    return _reference("PAST_REF")


def _one_day(match: re.Match[str]) -> Meaning | None:
    """ "one day": some day to come where a verb says so, else a length of time."""
    around = match.string[max(0, match.start() - 40) : match.end() + 30]
    return _reference("FUTURE_REF") if _SOME_DAY.search(around) else None


_SHORT_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
_YEAR_WORDS = {"": None, "last": -1, "this": 0, "the": 0, "next": 1}
_WHICH_UNIT = "(?:(?:full|entire|fiscal|calendar|school|academic|election|work) )?{LONG_UNIT}"
_THEN = alternation(_COUNTED)
_NEAR = f"(?P<near>{alternation(_DAYS)}){{END}}"
_WHICH = "(?P<which>this past|this coming|last|past|this|next|current|coming|recent|upcoming|future)"
_QUARTER_NAME = (
    r"(?:(?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?(?:quarter|(?P<half>half))|"
    r"(?P<letter>[QH])(?P<q>[1-4])){END}"
)
_OF_QUARTER = (
    r"(?:(?P<year_word_first>this|last|next|the) year[’']s |(?:the )?(?:fiscal )?(?P<year_first>(?:19|20)\d\d)[\s-]+|"
    r"(?:(?:the|its|their) )?(?:fiscal[\s-]+)?)?"
)
_QUARTER_YEAR = "(?:,? (?:of )?(?:fiscal )?{YEAR}| (?:of )?(?P<year_word>last|this|next|the) year{END})?"
_YEAR_AGO = "(?:comparable )?(?:year-ago|year-earlier)|prior-year|year-before"
_COMPARED = (
    rf"(?:(?:the|a) )?(?:latest|corresponding|comparable|same|(?P<back>{_YEAR_AGO}))[\s-]+(?:fiscal[\s-]+)?"
    r"(?:(?:first|second|third|fourth)[\s-]+)?(?:quarter|period){END}(?P<back_too> (?:of )?(?:last year|a year (?:ago|earlier)))?|"
    "the quarter (?P<back_three>a year (?:ago|earlier)){END}|(?P<back_four>last) year[’']s (?:quarter|period){END}"
)

RELATIVE_RULES: tuple[Rule, ...] = (
    rule("unit", "one day{END}", _one_day),
    # From the day of writing.
    rule("unit", PAIR + " (?:or so )?ago{END}", _ago),
    rule("unit", "(?:years|months|weeks|days|decades|centuries|hours|minutes) ago{END}", _long_ago),
    rule("unit", PAIR + "(?: (?:from (?:now|today)|hence)|[’']? time){END}", _from_now),
    rule("unit", "{DATE_MOD}(?:the )?" + _WHICH + " " + _WHICH_UNIT, _relative),
    rule("unit", r"{DATE_MOD}(?:(?:the|a|its|their) )?" + _WHICH_UNIT, _period),
    rule("unit", r"(?:the )?(?P<unit>year|month|quarter)(?:[’']s)?[\s-]end{END}", _year_end),
    rule("near", "{DATE_MOD}" + _NEAR + "(?: (?P<part>morning|afternoon|evening|night){END}| at {CLOCK})?", _near_day),
    rule("near clock", "{CLOCK},? " + _NEAR, _near_day),
    # From another time of the text.
    rule("unit", PAIR + " (?P<way>later|earlier|afterwards?){END}(?! than)", _later),
    rule("unit", "the (?P<unit>day|night|week|month|year) (?P<way>before|after){END}(?! (?:yesterday|tomorrow))", _day_beside),
    rule("unit", "{DATE_MOD}(?P<which>" + _THEN + ") " + _WHICH_UNIT, _counted),
    rule("part", rf"(?:(?P<which>last|this|every|each|{_THEN}|the) )?(?P<early>early[\s-]+|late[\s-]+|mid[\s-]+)?{{PART}}", _part_of_day),
    # Quarters and halves of years, and the business reports' comparisons.
    rule("unit quarter year period", _OF_QUARTER + _QUARTER_NAME + _QUARTER_YEAR, _quarter),
    rule("unit period", _COMPARED, _same_quarter),
    rule(
        "unit",
        "the (?P<unit>week|weekend|month|year) after next{END}",
        lambda match: Meaning(kind="offset", type="DATE", amount=2, unit=unit_of(match)),
    ),
    rule("unit", "(?:(?:the|a) )?(?:year-ago|year-earlier){END}", _year_before),
    # No point of the calendar.
    rule("reference", alternation(REFERENCES) + "{END}", _now_or_then),
    rule("unit", "(?:these days|the other day|the coming days){END}", _now_or_then),
    rule("earlier", "Earlier(?=,)", _earlier),
)  # fmt: skip
