"""Rules for durations, ages, and sets (how often)."""

from __future__ import annotations

import re

from onrecord.annotate.time_grammar import Meaning, Rule, amount_of, duration_value, folded, rule, unit_of
from onrecord.annotate.time_words import AMOUNT_MODS, NUMBER_WORDS, SETS, alternation, listed, number

# What stands before "a year" where that is a rate ("$3 million a year", "100 people a day").
_RATE_BEFORE = re.compile(
    r"(?:[\d%]|\b(?:million|billion|thousand|hundred|percent|dollars|cents|times|once|twice|thrice|people|pounds|euros|hours|days|workers|"
    r"gallons|barrels|miles|tons|each|units|jobs|deaths|cases|CDs))\s+$"
)
# What makes "a … year" no duration: "a new year", "a school year".
_NO_LENGTH = listed("election half given new fiscal school certain day week calendar next leap record")
_FIGURE = re.compile(
    r"(?<=quarterly)\s+(?:and\s+\w+\s+)?(?:cash\s+|net\s+)?(?:dividends?|results?|loss(?:es)?|profits?|earnings|reports?|income|sales|rate|of)\b"
)
_PROGRAMME = "60 Minutes"


def _set(value: str) -> Meaning:
    return Meaning(kind="set", type="SET", value=value)


def _lasting(amount: float | None, unit: str, mod: str | None = None) -> Meaning:
    return Meaning(kind="duration", type="DURATION", value=duration_value(amount, unit), amount=amount, unit=unit, mod=mod)


def _duration(match: re.Match[str]) -> Meaning | None:
    """ "10-year", "nearly a century", "23-year-old", "a year and a half"."""
    amount, unit, name = amount_of(match), unit_of(match), match["unit"].lower()
    indefinite = match["amount"].lower() in ("a", "an")
    if unit == "WE" or _PROGRAMME in match[0] or (amount is None and not match["plural"] and match.string[match.end("amount")] != "-"):
        return None  # "some day" is no length
    if unit == "Q" and (indefinite or match.string[match.end("amount")] == "-" or match.string[match.end() : match.end() + 4] == " of "):
        return None  # "a quarter", "three-quarters": parts of anything
    if name in ("night", "second") and (indefinite or not (match["plural"] or match.string[match.end("amount")] == "-")):
        return None  # "a second", "one night": the ordinal, the part of the day
    if name == "second" and match.string[match.end() : match.end() + 4] == " of ":
        return None  # "the twenty-second of June"
    if indefinite:
        if match["plural"] or (unit == "S" and match["amount_mod"] is None) or re.search(r"\s(?:fiscal|calendar)\s", match[0]):
            return None
        if match["amount_mod"] is None and _RATE_BEFORE.search(match.string, max(0, match.start() - 16), match.start()):
            return _set(duration_value(1, unit))
    if match["half_after"] and amount is not None:
        amount += 0.5
    return _lasting(amount, unit, AMOUNT_MODS.get(folded(match["amount_mod"])))


def _recent_span(match: re.Match[str]) -> Meaning | None:
    """ "the past two years", "the first nine months"."""
    return _lasting(amount_of(match), unit_of(match))


def _span(match: re.Match[str]) -> Meaning | None:
    """ "the last week", "past decade": the stretch up to now or from now, not a unit of the calendar."""
    if match["plural"] or match["unit"].lower() in ("day", "night"):
        return None
    if unit_of(match) == "WE":
        back = match["which"].lower() in ("last", "past")
        return Meaning(kind="offset", type="DATE", amount=-1 if back else 1, unit="WE")
    return _lasting(1, unit_of(match))


def _plural(match: re.Match[str]) -> Meaning | None:
    """A bare plural: "for months", "days of talks"; "days when prices fall" are any."""
    programme = match.string[max(0, match.start() - 3) : match.end()] == _PROGRAMME
    if programme or re.match(r"\s+(?:when|where)\b", match.string[match.end() : match.end() + 8]):
        return None
    return _lasting(None, unit_of(match))


def _described(match: re.Match[str]) -> Meaning | None:
    """ "a tense week"."""
    adjective = match["adjective"].lower()
    return None if adjective in NUMBER_WORDS or adjective in _NO_LENGTH else _lasting(1, unit_of(match))


def _long(match: re.Match[str]) -> Meaning:
    """ "monthlong", "decades-long"."""
    return _lasting(None if match["plural"] else 1, unit_of(match))


def _every(match: re.Match[str]) -> Meaning | None:
    printed = folded(match["amount"])
    amount = {"": 1.0, "other": 2.0, "few": None}.get(printed, number(printed) if printed else None)
    return _set(duration_value(amount, unit_of(match)))


def _rate(match: re.Match[str]) -> Meaning | None:
    """ "once a week", "seven days a week", "per year": the value is the unit in which it comes back."""
    return _set(duration_value(1, unit_of(match)))


def _frequency(match: re.Match[str]) -> Meaning | None:
    """ "daily"; with a capital it is the name of a paper, and a quarterly dividend is a kind of figure."""
    if _FIGURE.match(match.string, match.end()):
        return None
    return _set(SETS[match[0].lower()]) if match[0].islower() else None


def _age(match: re.Match[str]) -> Meaning | None:
    years = int(match["years"])
    return _lasting(years, "Y") if 0 < years < 120 else None


_ADJECTIVE = (
    r"(?:(?:more|full|consecutive|straight|additional|long|business|working|calendar|fiscal|trading|solid|whole|other|short|extra|or more|"
    r"separate|grueling|academic|different|successive)[\s-]+)?"
)
_OR_MORE = r"(?:(?: or {NUMBER}| or more|-or-more| to {NUMBER})(?=[\s-]))?"
# An amount and its unit: "more than 2 1/2 years", "a full two months".
PAIR = "{AMOUNT_MOD}{AMOUNT}" + _OR_MORE + r"[\s-]+" + _ADJECTIVE + "{UNIT}"
_OWNER = "(?:each of )?(?:(?:the|these|those|his|her|their|its|my|our) )?"
_ORDER = "(?P<which>last|past|next|coming|first|final|previous|preceding|latest|following|opening|closing)"
_COUNT = r"(?P<amount>{NUMBER}|few|several|couple(?: of)?|many)[\s-]+"
_SOME_UNIT = "(?:(?:full|entire|fiscal|calendar|school|academic|election|work) )?{LONG_UNIT}"
_PLURAL = "(?P<unit>year|month|week|day|decade|centurie|hour|minute|second)(?P<plural>s){END}"
_EACH = r"(?:(?P<amount>other|few|half|{NUMBER})[\s-]+)?"
_TIMES = "(?:once|twice|{NUMBER} (?:times|days|hours)) (?:an?|each|every|per)"

DURATION_RULES: tuple[Rule, ...] = (
    rule("unit", PAIR + r"(?P<half_after> and a half)?(?:[\s-]+(?:old|long){END}|[’'](?!\w))?(?: or so{END})?", _duration),
    rule("unit", _OWNER + _ORDER + " " + _COUNT + _ADJECTIVE + "{UNIT}(?: or so{END})?", _recent_span),
    rule("unit", "the (?P<which>last|past|next|coming) " + _SOME_UNIT, _span),
    rule("unit", r"(?<!the\s)(?P<which>past) " + _SOME_UNIT, _span),
    rule("unit", r"(?:(?:a|the|its) )?(?P<unit>quarter)[\s-]century{END}", lambda match: _lasting(25, "Y")),
    rule("unit", _PLURAL + r"(?![’'])(?:[\s-]+(?:long|old){END})?", _plural),
    rule("unit", "an? (?P<adjective>[a-z]+) (?P<unit>week|month|year|decade|century){END}", _described),
    rule("unit long", r"(?P<unit>hour|day|week|month|year|decade|century|centurie|minute)(?P<plural>s?)[\s-]?(?:long|old){END}", _long),
    rule("unit", "(?:each|every) (?:and every |single )?" + _EACH + "(?:(?:fiscal|working) )?{LONG_UNIT}", _every),
    rule("unit", "every (?P<amount>{NUMBER}) (?P<unit>second|minute|min)(?P<plural>s?){END}", _every),
    rule("unit", "(?:" + _TIMES + "|per) {LONG_UNIT}", _rate),
    rule("set", alternation(SETS) + "{END}", _frequency),
    # The finder sends numbers here that stand as an age does: "Ann Lee, 53, said"; "ages 10 and 15".
    rule("age", r"(?P<years>\d{1,3})(?=,)", _age),
    rule("age_pair", r"(?P<years>\d{1,3}){END}", _age),
    rule("aged", r"(?:aged?|ages) (?P<years>\d{1,3}){END}", _age),
)  # fmt: skip
