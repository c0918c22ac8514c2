"""Rules for durations, sets, units counted from a day, parts of the day, quarters, and references to past, present and future."""

from __future__ import annotations

import re

from onrecord.annotate.time_grammar import (
    AMOUNT,
    AMOUNT_MOD,
    CLOCK,
    DATE_MOD,
    END,
    NUMBER,
    UNIT,
    YEAR,
    Meaning,
    Rule,
    clock_of,
    compiled,
    duration_value,
    folded,
    mod_of,
)
from onrecord.annotate.time_words import AMOUNT_MODS, ORDINALS, PARTS_OF_DAY, NUMBER_WORDS, REFERENCES, SETS, UNITS, alternation, number
from onrecord.model import TimeType

_OFFSETS = {"last": -1, "this": 0, "next": 1, "current": 0, "coming": 1, "this past": -1, "past": -1, "this coming": 1, "this last": -1}
_COUNTED = {"that": 0, "the same": 0, "that same": 0, "the next": 1, "the following": 1, "the previous": -1, "the preceding": -1, "the prior": -1, "following": 1, "previous": -1, "preceding": -1, "the day": 0}  # fmt: skip
_REFERENCE_OF = {"recent": "PAST_REF", "coming": "FUTURE_REF", "future": "FUTURE_REF", "upcoming": "FUTURE_REF"}
# What stands before "a year" where that is a rate ("$3 million a year", "once a week").
_RATE = re.compile(r"(?:[\d%]|\b(?:million|billion|thousand|hundred|percent|dollars|cents|times|once|twice|thrice|people|pounds|euros|hours|days|workers|gallons|barrels|miles|tons|each|units|jobs|deaths|cases|CDs))\s+$")  # fmt: skip


def _unit(match: re.Match[str]) -> str:
    return UNITS[match["unit"].lower()]


def _amount(match: re.Match[str]) -> float | None:
    return number(match["amount"]) if match["amount"] else None


def _dated(unit: str) -> TimeType:
    return "TIME" if unit in ("H", "MIN", "S") else "DATE"


def _ago(match: re.Match[str]) -> Meaning:
    amount, unit = _amount(match), _unit(match)
    if amount is None:
        return Meaning(kind="reference", type="DATE", value="PAST_REF")
    mod = AMOUNT_MODS.get(folded(match["amount_mod"]))
    return Meaning(kind="offset", type=_dated(unit), amount=-amount, unit=unit, mod=mod)


def _from_now(match: re.Match[str]) -> Meaning:
    amount, unit = _amount(match), _unit(match)
    if amount is None:
        return Meaning(kind="reference", type="DATE", value="FUTURE_REF")
    return Meaning(kind="offset", type=_dated(unit), amount=amount, unit=unit)


def _later(match: re.Match[str]) -> Meaning | None:
    amount, unit = _amount(match), _unit(match)
    if amount is None:
        return Meaning(kind="duration", type="DURATION", value=duration_value(None, unit), unit=unit)
    sign = -1 if match["way"].lower() == "earlier" else 1
    return Meaning(kind="counted", type=_dated(unit), amount=sign * amount, unit=unit)


def _day_beside(match: re.Match[str]) -> Meaning:
    """ "the day before", "the night after": counted from what stands beside it."""
    unit = _unit(match)
    part = "NI" if match["unit"].lower() == "night" else None
    sign = -1 if match["way"].lower() == "before" else 1
    return Meaning(kind="counted", type="TIME" if part else "DATE", amount=sign, unit=unit, part=part)


def _duration(match: re.Match[str]) -> Meaning | None:
    amount, unit, printed = _amount(match), _unit(match), match["amount"].lower()
    bare = printed in ("a", "an")
    joined = match.string[match.end("amount") : match.start("unit")] == "-"
    if match["unit"].lower() in ("night", "second") and (bare or not (match["plural"] or joined)):
        return None
    if printed == "60" and "60 Minutes" in match[0]:
        return None  # the programme
    if bare and re.search(r"\s(?:fiscal|calendar)\s", match[0]):
        return None
    # "two year-old", "ten-year": a singular unit takes a hyphen or a word before a noun; "one hundred second" is no duration.
    if bare and (_RATE.search(match.string[max(0, match.start() - 16) : match.start()]) or match["plural"]):
        return Meaning(kind="set", type="SET", value=duration_value(1, unit)) if not match["plural"] else None
    if bare and unit in ("S", "MIN", "D", "WE") and match.start() == match.start("amount") and unit != "D":
        if unit != "MIN":
            return None
    mod = AMOUNT_MODS.get(folded(match["amount_mod"]))
    if unit == "WE" and amount is not None:
        return None
    return Meaning(kind="duration", type="DURATION", value=duration_value(amount, unit), amount=amount, unit=unit, mod=mod)


def _span_of_past(match: re.Match[str]) -> Meaning | None:
    """ "the past two years", "the last week", "the next few days"."""
    amount, unit = (_amount(match) if match["amount"] else 1), _unit(match)
    if not match["amount"] and match["plural"]:
        amount = None
    if unit == "WE" and amount == 1:
        return Meaning(kind="offset", type="DATE", amount=-1 if match["which"].lower() in ("last", "past") else 1, unit=unit)
    return Meaning(kind="duration", type="DURATION", value=duration_value(amount, unit), amount=amount, unit=unit)


def _stretch(match: re.Match[str]) -> Meaning | None:
    """A bare plural: "for months", "days of talks"."""
    unit = _unit(match)
    if unit in ("Q", "WE") or match["unit"].lower() == "night" or match.string[max(0, match.start() - 3) : match.start()] == "60 ":
        return None
    return Meaning(kind="duration", type="DURATION", value=duration_value(None, unit), unit=unit)


def _described(match: re.Match[str]) -> Meaning | None:
    """ "a tense week"."""
    if match["adjective"].lower() in NUMBER_WORDS or match["adjective"].lower() in ("election", "half", "given", "new", "single", "fiscal", "school", "certain", "day", "week", "calendar", "next", "leap", "record"):
        return None if match["adjective"].lower() != "single" else Meaning(kind="duration", type="DURATION", value=duration_value(1, _unit(match)))
    return Meaning(kind="duration", type="DURATION", value=duration_value(1, _unit(match)), amount=1, unit=_unit(match))


def _long(match: re.Match[str]) -> Meaning:
    """ "monthlong", "decades-long", "yearslong"."""
    return Meaning(kind="duration", type="DURATION", value=duration_value(None if match["plural"] else 1, _unit(match)), unit=_unit(match))


def _relative(match: re.Match[str]) -> Meaning | None:
    """ "last week", "this year", "the current quarter", "the end of next month"."""
    which, unit = folded(match["which"]), _unit(match)
    if match["plural"]:
        reference = _REFERENCE_OF.get(which)
        return Meaning(kind="reference", type="DATE", value=reference) if reference else None
    if which in ("recent", "upcoming", "future") or unit in ("S", "MIN", "H"):
        return None
    if match["unit"].lower() == "night":
        return Meaning(kind="offset", type="TIME", amount=_OFFSETS[which], unit="D", part="NI") if which in ("last", "this") else None
    if match["unit"].lower() == "day" and which != "this":
        return None
    if "This Week" in match[0] and match.string[match.start() - 1 : match.start()] in ('"', "“"):
        return None  # the programme
    return Meaning(kind="offset", type="DATE", amount=_OFFSETS[which], unit=unit, mod=mod_of(match))


def _counted(match: re.Match[str]) -> Meaning | None:
    which, unit = folded(match["which"]), _unit(match)
    if match["plural"] or unit in ("S", "MIN", "H"):
        return None
    part = "NI" if match["unit"].lower() == "night" else None
    return Meaning(kind="counted", type="TIME" if part else "DATE", amount=_COUNTED[which], unit=unit, part=part, mod=mod_of(match))


def _period(match: re.Match[str]) -> Meaning | None:
    """ "the end of the year", "over the weekend", "the quarter": the one that is meant by the day of writing."""
    unit = _unit(match)
    if match["plural"] or unit not in ("WE", "W", "M", "Y", "Q", "DE", "C", "D"):
        return None
    mod = mod_of(match)
    if unit == "WE":
        if re.match(r"\s+(?:edition|warrior|trip|away|job)", match.string[match.end() :][:10]):
            return None
        return Meaning(kind="offset", type="DATE", unit="WE", amount=None, mod=mod)
    if unit == "Q":
        return Meaning(kind="counted", type="DATE", amount=0, unit=unit, mod=mod) if match[0][:1].lower() in "ti" else None
    if mod:
        return Meaning(kind="offset", type="DATE", amount=0, unit=unit, mod=mod)
    if unit in ("W", "Y") and match[0].lower().startswith("the") and (
        re.search(r"\b(?:for|of|throughout)\s+$", match.string[max(0, match.start() - 14) : match.start()], re.IGNORECASE) or match.string[match.end() : match.end() + 2] in ("'s", "’s")
    ):
        if re.match(r"\s+(?:end(?:ed|ing)|to)\b", match.string[match.end() :][:8]):
            return Meaning(kind="duration", type="DURATION", value=duration_value(1, unit), amount=1, unit=unit)
        return Meaning(kind="offset", type="DATE", amount=0, unit=unit)
    return None


def _yearly_season(match: re.Match[str]) -> Meaning:
    """ "this hurricane season": no season of the calendar, but one of the year."""
    return Meaning(kind="offset", type="DATE", amount=_OFFSETS[match["which"].lower()], unit="Y")


def _year_end(match: re.Match[str]) -> Meaning:
    return Meaning(kind="offset", type="DATE", amount=0, unit=UNITS[match["unit"].lower()], mod="END")


def _every(match: re.Match[str]) -> Meaning | None:
    unit, amount = _unit(match), 1.0
    if match["amount"]:
        spelled = {"other": 2.0, "few": None, "half": 0.5}.get(match["amount"].lower(), number(match["amount"]))
        if spelled is None:
            return Meaning(kind="set", type="SET", value=duration_value(None, unit))
        amount = spelled
    return Meaning(kind="set", type="SET", value=duration_value(amount, unit))


def _rate(match: re.Match[str]) -> Meaning | None:
    """ "once a week", "seven days a week", "per year": how often in a unit."""
    return Meaning(kind="set", type="SET", value=duration_value(1, _unit(match)))


def _frequency(match: re.Match[str]) -> Meaning | None:
    # "The Daily Beast": a capital makes it a name.
    return Meaning(kind="set", type="SET", value=SETS[match[0].lower()]) if match[0].islower() else None


def _reference(match: re.Match[str]) -> Meaning | None:
    phrase, text = folded(match[0]), match.string
    before, after = text[max(0, match.start() - 12) : match.start()].lower(), text[match.end() : match.end() + 14].lower()
    if phrase == "soon" and (before.endswith(("as ", "too ")) or after.startswith((" as", " after", " enough", " afterwards"))):
        return None
    if phrase in ("the past", "the future", "this time") and not re.search(r"\b(?:in|of|from|into|for|at|by|to|about)\s+$", before):
        return None
    if phrase in ("the future", "the past") and re.match(r"\s+of\b", after):
        return None
    if phrase == "the past" and re.match(r"\s+\w+", after) and re.match(r"\s+(?:tense|life|lives|record)", after):
        return None
    if phrase == "the past" and (word := re.match(r"\s+([a-z]+|\d)", after)) and (
        word[1] in NUMBER_WORDS or word[1].rstrip("s") in UNITS or word[1] in ("few", "several", "couple", "many", "half", "dozen") or word[1].isdigit()
    ):
        return None
    return Meaning(kind="reference", type="DATE", value=REFERENCES[phrase])


def _previously(match: re.Match[str]) -> Meaning | None:
    """ "Earlier, a spokesman said": only at the head of a clause."""
    return Meaning(kind="reference", type="DATE", value="PAST_REF")


def _one_day(match: re.Match[str]) -> Meaning | None:
    """ "one day": some day to come where a verb says so."""
    around = match.string[max(0, match.start() - 40) : match.end() + 30]
    if re.search(r"\b(?:will|would|could|might|may|can|hopes?|to)\b|[’']ll\b", around):
        return Meaning(kind="reference", type="DATE", value="FUTURE_REF")
    return None


_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0, "the day before yesterday": -2, "the day after tomorrow": 2, "tonite": 0}


def _near_day(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    word = folded(groups["near"])
    part = "NI" if word in ("tonight", "tonite") else PARTS_OF_DAY[groups["part"].lower()] if groups.get("part") else None
    clock = clock_of(groups) if groups.get("clock") else None
    if groups.get("clock") and clock is None:
        return None
    if word == "today" and not part and not clock and not groups.get("mod"):
        before = match.string[max(0, match.start() - 14) : match.start()].lower()
        if match[0] == "Today" and re.match(r"\s+show\b", match.string[match.end() :][:6]):
            return None
        if before.endswith(("even ", "where we are ", "usa ", "russia ")):
            return Meaning(kind="reference", type="DATE", value="PRESENT_REF") if not before.endswith("a ") else None
    return Meaning(kind="offset", type="TIME" if part or clock else "DATE", amount=_DAYS[word], unit="D", part=part, clock=clock, mod=mod_of(match))


def _part_of_day(match: re.Match[str]) -> Meaning | None:
    word, which = match["part"].lower(), folded(match["which"])
    part = PARTS_OF_DAY[word]
    if which in ("every", "each"):
        return Meaning(kind="set", type="SET", value=f"XXXX-XX-XXT{part}")
    if which in ("last", "this"):
        return Meaning(kind="offset", type="TIME", amount=-1 if which == "last" else 0, unit="D", part=part)
    if which in _COUNTED:
        return Meaning(kind="counted", type="TIME", amount=_COUNTED[which], unit="D", part=part)
    if word == "overnight":
        return Meaning(kind="clock", type="TIME", part="NI")
    if which in ("the", "early", "late") or match["early"] or match.string[match.end() : match.end() + 8] == " trading":
        before = match.string[max(0, match.start() - 10) : match.start()].lower()
        if match.string[match.end() : match.end() + 8] == " trading":
            return Meaning(kind="clock", type="TIME", part=part)
        if word not in ("morning", "afternoon", "evening", "night") or not (match["early"] or re.search(r"\b(?:in|during|by|into|through|for|of|on|late|early|until)\s+$", before)):
            return None
        return Meaning(kind="clock", type="TIME", part=part)
    return None


def _quarter(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    ordinal = folded(groups["ordinal"])
    number_of = int(groups["q"]) if groups["q"] else ORDINALS.get(ordinal, {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}.get(ordinal, 0))
    half = bool(groups["half"]) or (groups["letter"] or "").lower() == "h"
    if not 1 <= number_of <= (2 if half else 4):
        if ordinal != "last" or not half:
            return None
        number_of = 2
    year = next((int(groups[k]) for k in ("year", "year_first") if groups[k]), None)
    word = folded(groups["year_word"] or groups["year_word_first"])
    shift = {"": None, "last": -1, "this": 0, "next": 1, "the": 0, "the year-earlier": -1, "the year-ago": -1, "year-earlier": -1, "year-ago": -1}[word]
    if half and year is None and shift is None:
        return None
    return Meaning(
        kind="calendar", type="DATE", year=year, year_shift=shift, quarter=None if half else number_of, half=number_of if half else None
    )


def _same_quarter(match: re.Match[str]) -> Meaning:
    """ "the latest quarter", "the year-earlier period": counted from the quarter that the report speaks of."""
    back = match["back"] or match["back_too"]
    return Meaning(kind="counted", type="DATE", amount=-4 if back else 0, unit="Q")


def _age(match: re.Match[str]) -> Meaning | None:
    years = int(match["years"])
    return Meaning(kind="duration", type="DURATION", value=f"P{years}Y", amount=years, unit="Y") if 0 < years < 120 else None


_UNIT_ONLY = r"(?P<unit>" + alternation(u for u in UNITS if u not in ("second", "sec", "min")) + r")(?P<plural>s?)" + END
_ADJECTIVES = r"(?:(?:more|full|consecutive|straight|additional|long|business|working|calendar|fiscal|trading|solid|whole|other|short|extra|or\s+more|separate|grueling|academic|different|successive)[\s-]+)?"
_OR_MORE = r"(?:(?:\s+or\s+" + NUMBER + r"|\s+or\s+more|-or-more|\s+to\s+" + NUMBER + r")(?=[\s-]))?"
_PAIR = AMOUNT_MOD + AMOUNT + _OR_MORE + r"[\s-]+" + _ADJECTIVES + UNIT
_HALF_AFTER = r"(?P<half_after>\s+and\s+a\s+half)?"
_WHICH_UNIT = r"(?:full\s+|entire\s+|fiscal\s+|calendar\s+|school\s+|academic\s+|election\s+|work\s+)?(?P<unit>" + alternation(u for u in UNITS if u not in ("second", "sec", "min")) + r")(?P<plural>s?)" + END


def _duration_and_half(match: re.Match[str]) -> Meaning | None:
    meaning = _duration(match)
    if meaning and match["half_after"] and meaning.amount is not None and meaning.kind == "duration" and meaning.unit:
        return Meaning(kind="duration", type="DURATION", value=duration_value(meaning.amount + 0.5, meaning.unit), amount=meaning.amount + 0.5, unit=meaning.unit, mod=meaning.mod)
    return meaning


SPAN_RULES: tuple[Rule, ...] = (
    Rule(("unit",), compiled(r"one\s+day" + END), _one_day),
    Rule(("season_word",), compiled(r"(?P<which>this|last|next)\s+(?:hurricane|wildfire|fire|flu|holiday|tax|tourist|hunting)\s+season" + END), _yearly_season),
    Rule(("unit",), compiled(r"(?:" + _PAIR + r"|(?P<unit_alone>years|months|weeks|days|decades|centuries|hours|minutes))\s+(?:or\s+so\s+)?ago" + END), lambda m: _ago(m) if m["unit"] else Meaning(kind="reference", type="DATE", value="PAST_REF")),
    Rule(("unit",), compiled(_PAIR + r"\s+(?:from\s+(?:now|today)|hence)" + END), _from_now),
    Rule(("unit",), compiled(r"(?:in\s+)?" + _PAIR + r"[’']?\s+time" + END), _from_now),
    Rule(("unit",), compiled(_PAIR + r"\s+(?P<way>later|earlier|afterwards?)" + END + r"(?!\s+than)"), _later),
    Rule(("unit",), compiled(r"the\s+(?P<unit>day|night|week|month|year)\s+(?P<way>before|after)" + END + r"(?!\s+(?:yesterday|tomorrow))"), _day_beside),
    Rule(("unit",), compiled(_PAIR + _HALF_AFTER + r"(?:[\s-]+(?:old|long)" + END + r"|[’'](?!\w))?(?:\s+or\s+so" + END + r")?"), _duration_and_half),
    Rule(("unit",), compiled(r"(?:each\s+of\s+)?(?:the|these|those|his|her|their|its|my|our)?\s*(?P<which>last|past|next|coming|first|final|previous|preceding|latest|following|opening|closing)\s+(?:(?P<amount>" + NUMBER + r"|few|several|couple(?:\s+of)?|many)[\s-]+)" + _ADJECTIVES + UNIT + r"(?:\s+or\s+so" + END + r")?"), _span_of_past),
    Rule(("unit",), compiled(r"the\s+(?P<which>last|past|next|coming)\s+(?P<amount>)" + _WHICH_UNIT), lambda m: None if m["unit"].lower() in ("day", "night") or m["plural"] else _span_of_past(m)),
    Rule(("unit",), compiled(r"(?<!the )(?<!The )(?P<which>past)\s+(?P<amount>)" + _WHICH_UNIT), lambda m: None if m["unit"].lower() in ("day", "night") or m["plural"] else _span_of_past(m)),
    Rule(("unit",), compiled(r"(?P<unit>year|month|week|day|decade|centurie|hour|minute|second)(?P<plural>s)" + END + r"(?![’'])(?:[\s-]+(?:long|old)" + END + r")?"), _stretch),
    Rule(("unit",), compiled(r"an?\s+(?P<adjective>[a-z]+)\s+(?P<unit>week|month|year|decade|century)" + END), _described),
    Rule(("unit", "long"), compiled(r"(?P<unit>hour|day|week|month|year|decade|century|centurie|minute)(?P<plural>s?)[\s-]?(?:long|old)" + END), _long),
    Rule(("unit",), compiled(DATE_MOD + r"(?:the\s+)?(?P<which>this\s+past|this\s+coming|last|this|next|current|coming|recent|upcoming|future)\s+" + _WHICH_UNIT), _relative),
    Rule(("unit",), compiled(r"this\s+(?P<which>)(?:\w+\s+)season" + END), lambda m: None),
    Rule(("unit",), compiled(DATE_MOD + r"(?P<which>" + alternation(w for w in _COUNTED if w != "the day") + r")\s+" + _WHICH_UNIT), _counted),
    Rule(("unit",), compiled(DATE_MOD + r"(?:the|a|its|their)?\s*" + _WHICH_UNIT), _period),
    Rule(("unit",), compiled(r"(?:the\s+)?(?P<unit>year|month|quarter)(?:[’']s)?[\s-]end" + END), _year_end),
    Rule(("unit",), compiled(r"(?:each|every)\s+(?:and\s+every\s+|single\s+)?(?:(?P<amount>other|few|half|" + NUMBER + r")[\s-]+)?(?:fiscal\s+|working\s+)?" + _UNIT_ONLY), _every),
    Rule(("unit",), compiled(r"every\s+(?P<amount>" + NUMBER + r")\s+(?P<unit>second|minute|min)(?P<plural>s?)" + END), _every),
    Rule(("unit",), compiled(r"(?:(?:once|twice|" + NUMBER + r"\s+(?:times|days|hours))\s+(?:an?|each|every|per)|per)\s+" + _UNIT_ONLY), _rate),
    Rule(("set",), compiled(alternation(SETS) + END), _frequency),
    Rule(("reference",), compiled(alternation(REFERENCES) + END), _reference),
    Rule(("unit",), compiled(r"these\s+days|the\s+other\s+day|the\s+coming\s+days"), _reference),
    Rule(("earlier",), compiled(r"Earlier(?=,)"), _previously),
    Rule(("near",), compiled(DATE_MOD + r"(?P<near>" + alternation(_DAYS) + r")" + END + r"(?:\s+(?P<part>morning|afternoon|evening|night|at\s+noon)" + END + r"|\s+at\s+" + CLOCK + r")?"), _near_day),
    Rule(("near", "clock"), compiled(r"(?P<mod>)" + CLOCK + r",?\s+(?P<near>" + alternation(_DAYS) + r")" + END), _near_day),
    Rule(("part",), compiled(r"(?:(?P<which>last|this|every|each|" + alternation(w for w in _COUNTED if w != "the day") + r"|the)\s+)?(?P<early>early[\s-]+|late[\s-]+|mid[\s-]+)?(?P<part>" + alternation(PARTS_OF_DAY) + r")" + END), _part_of_day),
    Rule(
        ("unit", "quarter", "year", "period"),
        compiled(
            r"(?:(?P<year_word_first>this|last|next|the)\s+year[’']s\s+|(?:the\s+)?(?:fiscal\s+)?(?P<year_first>(?:19|20)\d\d)[\s-]+|(?:the\s+|its\s+|their\s+)?(?:fiscal[\s-]+)?)?"
            r"(?:(?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?(?:quarter|(?P<half>half))|(?P<letter>[QH])(?P<q>[1-4]))" + END
            + r"(?:,?\s+(?:of\s+)?(?:fiscal\s+)?" + YEAR + r"|\s+(?:of\s+)?(?P<year_word>last|this|next|the)\s+year" + END + r")?"
        ),
        _quarter,
    ),
    Rule(("unit", "period"), compiled(r"(?:the\s+|a\s+)?(?:latest|corresponding|comparable|same|(?P<back>(?:comparable\s+)?year-ago|(?:comparable\s+)?year-earlier|prior-year|year-before))[\s-]+(?:fiscal[\s-]+)?(?:(?:first|second|third|fourth)[\s-]+)?(?:quarter|period)" + END + r"(?P<back_too>\s+(?:of\s+)?(?:last\s+year|a\s+year\s+(?:ago|earlier)))?"), _same_quarter),
    Rule(("unit",), compiled(r"(?:the\s+|a\s+)?(?:year-ago|year-earlier)" + END), lambda m: Meaning(kind="offset", type="DATE", amount=-1, unit="Y")),
    Rule(("year",), compiled(r"(?:the\s+)?" + YEAR + r"\s+period" + END), lambda m: Meaning(kind="calendar", type="DATE", year=int(m["year"]))),
    Rule(("age",), compiled(r"(?P<years>\d{1,3})(?=,)"), _age),
    Rule(("age_pair",), compiled(r"(?P<years>\d{1,3})" + END), _age),
    Rule(("aged",), compiled(r"(?:aged?|ages)\s+(?P<years>\d{1,3})" + END), _age),
)  # fmt: skip
