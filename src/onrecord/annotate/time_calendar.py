"""Rules for dates: days, months, years, seasons, quarters, holidays, and times of day."""

from __future__ import annotations

import re

from onrecord.annotate.time_grammar import (
    CLOCK,
    DATE_MOD,
    DAY,
    DAY_BEFORE,
    DIRECTION,
    DIRECTIONS,
    END,
    MONTH,
    NUMBER,
    PART,
    WEEKDAY,
    YEAR,
    Meaning,
    Rule,
    clock_of,
    compiled,
    folded,
    mod_of,
)
from onrecord.annotate.time_words import (
    COUNTED,
    DECADES,
    DOUBTFUL_MONTHS,
    HOLIDAYS,
    MONTHS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    alternation,
    number,
)

# Words before a doubtful month that make it a month ("in May", "since March", "a May report").
_BEFORE_MONTH = frozenset(
    "in since by until till last next this early late mid through throughout during of from between and to for before after around "
    "about that each every or as the a an on mid- past beginning starting effective its their his earlier later".split()
)
_SURELY_MONTH = frozenset("in into since by until till early late mid during through throughout between".split())
_PERSONAL = frozenset("i you he she it we they god this that these those there nobody someone anyone".split())


def _year(groups: dict[str, str | None], key: str = "year") -> int | None:
    return int(groups[key] or 0) if groups.get(key) else None


def _word_before(match: re.Match[str]) -> str:
    found = re.search(r"([\w’']+)[\s\"“(-]*$", match.string[max(0, match.start() - 24) : match.start()])
    return found[1] if found else ""


def _doubtful(match: re.Match[str], name: str, printed: str) -> bool:
    """Whether the word in the place of a month, no day or year beside it, is more likely a verb or a name."""
    if name not in DOUBTFUL_MONTHS:
        return False
    if not printed[0].isupper():
        return True
    before = _word_before(match)
    after = re.match(r"\s+([\w’']+)", match.string[match.end() : match.end() + 24])
    following = after[1] if after else ""
    if name in ("april", "august", "june", "jan") and following[:1].isupper() and before.lower() not in _BEFORE_MONTH:
        return True
    if before.lower() in _SURELY_MONTH or match["mod"] or match["direction"]:
        return False
    if following.lower() in _PERSONAL or (name == "march" and following.lower() in ("on", "for", "of", "to", "against", "madness")):
        return True
    if before.lower() in _BEFORE_MONTH:
        return name in ("may", "march") and before[:1].isupper() and before.lower() in ("the", "a") and following[:1].isupper()
    # "Theresa May said", "The March" at the head of a name; at the start of a sentence only the safer names stay.
    return name in ("may", "march", "mar", "dec", "sep", "jan") or before[:1].isupper()


def _day_of(groups: dict[str, str | None]) -> tuple[int | None, bool]:
    """The day of the month, and whether it is one."""
    for key in ("day", "day_before"):
        if groups.get(key):
            day = int(groups[key] or 0)
            return day, 1 <= day <= 31
    for key in ("ordinal", "ordinal_before"):
        if groups.get(key):
            return ORDINALS[(groups[key] or "").lower()], True
    return None, True


def _date(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    weekday = WEEKDAYS[groups["weekday"].lower()] if groups.get("weekday") else None
    month = MONTHS[groups["month"].lower()] if groups.get("month") else None
    day, valid = _day_of(groups)
    if not valid or (month is None and weekday is None):
        return None
    direction_word = folded(groups.get("direction"))
    year, part = _year(groups), None
    if weekday is not None and month is None:
        printed = groups["weekday"] or ""
        if not printed[0].isupper() or printed.lower() in SHORT_WEEKDAYS:
            return None
        if groups.get("weekdays"):
            return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{weekday + 1}", weekday=weekday)
        if direction_word in ("every", "each"):
            return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{weekday + 1}", weekday=weekday)
    if month is not None:
        printed = groups["month"] or ""
        if not printed[0].isupper() and not (day and (groups.get("ordinal_before") or groups.get("day_before") or year)):
            return None
    if groups.get("part"):
        part = PARTS_OF_DAY[(groups["part"] or "").lower()]
    clock = clock_of(groups) if groups.get("clock") else None
    if groups.get("clock") and clock is None:
        return None
    if groups.get("early") and not part:
        mod = {"early": "START", "earlier": "START", "late": "END", "later": "END"}[(groups["early"] or "").lower()]
    else:
        mod = mod_of(match) if "mod" in groups else None
    if weekday is not None and month is None and match.string[max(0, match.start() - 5) : match.start()] == "News ":
        return None  # a programme's title
    counted = {"the following": 1, "the previous": -1, "the same": 0, "that": 0}.get(direction_word)
    if counted is not None and month is None:
        return Meaning(kind="counted", type="TIME" if part or clock else "DATE", weekday=weekday, amount=counted, unit="D", part=part, clock=clock)
    return Meaning(
        kind="calendar",
        type="TIME" if part or clock else "DATE",
        year=year,
        month=month,
        day=day,
        weekday=weekday,
        direction=DIRECTIONS.get(direction_word),
        part=part,
        clock=clock,
        mod=mod,
    )


def _month(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    printed = groups["month"] or ""
    name, year = printed.lower(), _year(groups)
    shift = {"": None, "last": -1, "this": 0, "next": 1}[folded(groups["year_word"])]
    if not printed[0].isupper() or (year is None and shift is None and _doubtful(match, name, printed)):
        return None
    if len(name) == 3 and name != "may" and year is None and not printed[-1:] == "." and match[0][-1:] != ".":
        return None
    word = folded(groups["direction"])
    if word in ("every", "each"):
        return Meaning(kind="set", type="SET", value=f"XXXX-{MONTHS[name]:02}", month=MONTHS[name])
    counted = {"the following": 1, "the previous": -1, "the same": 0, "that": 0}.get(word)
    if counted is not None:
        return Meaning(kind="counted", type="DATE", month=MONTHS[name], amount=counted, unit="Y")
    return Meaning(
        kind="calendar",
        type="DATE",
        year=year,
        year_shift=shift,
        month=MONTHS[name],
        direction=DIRECTIONS.get(word),
        mod=mod_of(match),
    )


def _calendar_year(match: re.Match[str]) -> Meaning | None:
    start, text = match.start("year"), match.string
    before, after = text[max(0, start - 1) : start], text[match.end() : match.end() + 16]
    if before and before in "$£€#@/.,:+&=_¥" or (before == "-" and text[max(0, start - 2) : start - 1].isdigit() and not text[max(0, start - 5) : start - 1].isdigit()):
        return None
    following = re.match(r"\s+([a-z]+)", after)
    if following and following[1] in COUNTED:
        return None
    plain = match.start() == start
    if plain and re.match(r"-(?:foot|mile|man|member|seat|page|pound|square|strong|acre|word|meter)|\s+(?:block|hours|GMT|local)\b|/\d", after):
        return None
    if plain and re.search(r"(?:\bNo\.|\b[Rr]oom|\b[Ff]light|\b[Rr]oute|\b[Hh]ighway|\$|US\$|Rs\.?|\bof about|[Ss]ection|Resolution|Title)\s*$", text[max(0, start - 14) : start]):
        return None
    year = int(match["year"])
    if plain and year < 1700 and not re.search(r"\b(?:in|since|from|of|until|by|circa|year|and)\s+$", text[max(0, start - 8) : start]):
        return None
    return Meaning(kind="calendar", type="DATE", year=year, mod=mod_of(match))


def _decade(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    if groups["decade_word"]:
        value = f"19{DECADES[groups['decade_word'].lower()]}"
    elif groups["full"]:
        value = groups["full"][:3] if groups["full"][2:] != "00" else groups["full"][:2]
    else:
        tens = groups["short"] or ""
        value = ("20" if tens[0] in "01" and tens != "10" else "19") + tens[0]
    return Meaning(kind="calendar", type="DATE", value=value, mod=mod_of(match))


def _spoken_year(match: re.Match[str]) -> Meaning | None:
    rest = number(match["rest"]) if match["rest"] else 0
    if rest is None or rest >= 100:
        return None
    base = 2000 if match["base"].lower().startswith("two") else 1900
    if base == 1900 and rest < 10:
        return None
    if base == 2000 and not match["rest"] and not re.search(r"\byear\s+$", match.string[: match.start("base")][-8:]):
        return None
    return Meaning(kind="calendar", type="DATE", year=base + int(rest), mod=mod_of(match))


def _season(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    word, season = folded(groups["direction"]), SEASONS[(groups["season"] or "").lower()]
    year = _year(groups)
    if groups["spoken"] and (rest := number(groups["spoken"])) is not None and 10 <= rest < 100:
        year = 1900 + int(rest)
    shift = {"": None, "last": -1, "this": 0, "next": 1}[folded(groups["year_word"])]
    before = _word_before(match).lower()
    named = groups["the"] or word or groups["mod"] or year or before in ("in", "of", "by", "since", "until", "and", "or", "during", "mid")
    if not named or (not year and shift is None and not word and re.match(r"\s+(?:of|in|from|to|into|break|guy|apart|short|back|training|roll|cleaning)\b", match.string[match.end() :][:12])):
        return None
    if (groups["seasons"] or word in ("every", "each")) and not year:
        return Meaning(kind="set", type="SET", value=f"XXXX-{season}", season=season) if groups["seasons"] or word in ("every", "each") else None
    counted = {"the following": 1, "the previous": -1, "the same": 0, "that": 0}.get(word)
    if counted is not None and year is None:
        return Meaning(kind="counted", type="DATE", season=season, amount=counted, unit="Y")
    return Meaning(
        kind="calendar", type="DATE", year=year, year_shift=shift, season=season, direction=DIRECTIONS.get(word), mod=mod_of(match)
    )


def _holiday(match: re.Match[str]) -> Meaning | None:
    printed = match["holiday"]
    if not any(c.isupper() for c in printed):
        return None
    word = folded(match["direction"])
    if word in ("every", "each"):
        return Meaning(kind="set", type="SET", value="P1Y")
    shift = {"": None, "last": -1, "this": 0, "next": 1}[folded(match["year_word"])]
    return Meaning(
        kind="calendar",
        type="DATE",
        holiday=HOLIDAYS[folded(printed)],
        year=_year(match.groupdict()),
        year_shift=shift,
        direction=DIRECTIONS.get(word),
    )


def _attacks(match: re.Match[str]) -> Meaning:
    """9/11 names one day, whatever the year of the report."""
    return Meaning(kind="calendar", type="DATE", year=2001, month=9, day=11)


def _numeric(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    if groups["iso_year"]:
        year, month, day = int(groups["iso_year"]), int(groups["iso_month"] or 0), int(groups["iso_day"] or 0)
    else:
        year, month, day = int(groups["us_year"] or 0), int(groups["us_month"] or 0), int(groups["us_day"] or 0)
        if month > 12:
            month, day = day, month
        year += 0 if year >= 100 else 2000 if year < 50 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1500 <= year <= 2099):
        return None
    return Meaning(kind="calendar", type="DATE", year=year, month=month, day=day)


def _clock(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    clock = clock_of(groups)
    if clock is None or (groups["clock_word"] and match.string[max(0, match.start() - 5) : match.start()].lower() == "high "):
        return None
    if groups["hour24"] and not re.search(r"\b(?:at|by|until|around|about|before|after)\s+$|GMT|UTC|[A-Z]T\b", match.string[max(0, match.start() - 8) : match.end()]):
        return None
    return Meaning(kind="clock", type="TIME", clock=clock)


_EARLY = r"(?:(?P<early>early|earlier|late|later)(?:\s+on)?\s+)?"
_TAIL = r"(?:\s+(?:early[\s-]+|late[\s-]+|mid-?)?" + PART + r"|,?\s+(?:at\s+(?:around\s+|about\s+)?)?" + CLOCK + r")?"
_YEAR_WORD = r"\s+(?:of\s+)?(?P<year_word>last|this|next)\s+year" + END
_THE_DAY = r"(?:" + WEEKDAY.replace("weekdays", "weekdays_") + r"\.?,?\s+(?:the\s+)?)?"
_MONTH_DAY = MONTH + r"\s*(?:the\s+)?(?:" + DAY + r")(?:\s*,?\s+" + YEAR + r")?"

CALENDAR_RULES: tuple[Rule, ...] = (
    Rule(("month", "weekday"), compiled(_EARLY + DIRECTION + _THE_DAY + _MONTH_DAY + _TAIL), _date),
    Rule(("month", "weekday"), compiled(_EARLY + r"(?:(?:the\s+)?" + PART + r"\s+of\s+)?" + _THE_DAY + DAY_BEFORE + MONTH + r"(?:\s*,?\s+" + YEAR + r")?" + END), _date),
    Rule(("clock", "weekday", "month"), compiled(CLOCK + r",?\s+(?:on\s+)?" + _EARLY + _THE_DAY + _MONTH_DAY), _date),
    Rule(("clock", "weekday"), compiled(CLOCK + r",?\s+(?:on\s+)?" + DIRECTION + WEEKDAY), _date),
    Rule(("weekday",), compiled(DATE_MOD + _EARLY + DIRECTION + WEEKDAY + _TAIL), _date),
    Rule(("weekday",), compiled(r"(?:the\s+)?" + PART + r"\s+of\s+" + DIRECTION + WEEKDAY), _date),
    Rule(("month",), compiled(DATE_MOD + DIRECTION + r"(?:the\s+month\s+of\s+)?" + MONTH + r"(?:,?\s+(?:of\s+)?" + YEAR + "|" + _YEAR_WORD + r")?"), _month),
    Rule(("year",), compiled(DATE_MOD + r"(?:the\s+)?(?:fiscal[\s-]+(?:year[\s-]+)?|FY[\s-]?|calendar[\s-]+(?:year[\s-]+)?|year[\s-]+)?" + YEAR), _calendar_year),
    Rule(("decade",), compiled(DATE_MOD.replace(r")(?:[\s", r")(?:[\s") + r"(?:the\s+)?(?:(?:mid|early|late)-?\s*)?(?:(?P<full>(?:1[5-9]|20)\d0)[’']?s|[’'‘]?(?P<short>\d0)s|(?P<decade_word>" + alternation(DECADES) + r"))" + END), _decade),
    Rule(("spoken",), compiled(DATE_MOD + r"(?:the\s+year\s+)?(?P<base>nineteen|two\s+thousand)(?:[\s-]+(?:and\s+|hundred\s+(?:and\s+)?)?(?P<rest>" + NUMBER + r"))?" + END), _spoken_year),
    Rule(
        ("season",),
        compiled(DATE_MOD + r"(?P<the>the\s+)?" + DIRECTION + r"(?P<season>" + alternation(SEASONS) + r")(?P<seasons>s?)" + END + r"(?:\s+months|\s+season)?(?:,?\s+(?:of\s+)?" + YEAR + "|" + _YEAR_WORD + r"|\s+of\s+nineteen\s+(?P<spoken>" + NUMBER + r"))?"),
        _season,
    ),
    Rule(("holiday", "month", "weekday"), compiled(DIRECTION + r"(?P<holiday>" + alternation(HOLIDAYS) + r")" + END + r"(?:,?\s+(?:of\s+)?" + YEAR + "|" + _YEAR_WORD + r")?"), _holiday),
    Rule(("numeric",), compiled(r"(?P<iso_year>\d{4})[-/](?P<iso_month>\d\d?)[-/](?P<iso_day>\d\d?)(?!\d)|(?P<us_month>\d\d?)/(?P<us_day>\d\d?)/(?P<us_year>\d{4}|\d\d)(?![\d/])"), _numeric),
    Rule(("numeric",), compiled(r"9/11(?![\d/])"), _attacks),
    Rule(("month",), compiled(r"Sept(?:ember|\.)?\s+11(?:th)?(?=\s+(?:attacks?|terror\w*|hijack\w*))"), _attacks),
    Rule(("clock",), compiled(r"(?:about\s+|around\s+|approximately\s+)?" + CLOCK), _clock),
)  # fmt: skip
