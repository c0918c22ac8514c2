"""Rules for dates: days, months, years, seasons, quarters, holidays, and times of day."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.annotate.time_grammar import DIRECTIONS, Meaning, Rule, clock_of, folded, mod_of, rule
from onrecord.annotate.time_words import (
    COUNTED,
    DECADES,
    DOUBTFUL_MONTHS,
    HOLIDAYS,
    MONTHS,
    ORDINALS,
    PARTS_OF_DAY,
    PLAIN_MONTHS,
    SEASONS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    alternation,
    listed,
    number,
)

# Words before a doubtful month that make it a month ("in May", "since March", "a May report").
_BEFORE_MONTH = listed(
    "in since by until till last next this early late mid through throughout during of from between and to for before after around "
    "about that each every or as the a an on mid- past beginning starting effective its their his earlier later"
)
_SURELY_MONTH = listed("in into since by until till early late mid during through throughout between")
_PERSONAL = listed("i you he she it we they god this that these those there nobody someone anyone")
_DECADE_WORD = "(?P<decade_word>" + alternation(DECADES) + ")"
# Words that take the past of what was told last: "that Friday", "the following May".
_COUNTED = {"the following": 1, "the previous": -1, "the same": 0, "that": 0}
_YEAR_SHIFTS: dict[str, int | None] = {"": None, "last": -1, "this": 0, "next": 1}


def _year(groups: dict[str, str | None], key: str = "year") -> int | None:
    return int(groups[key] or 0) if groups.get(key) else None


def _spoken(groups: dict[str, str | None]) -> int | None:
    """The year of "nineteen ninety-four"."""
    rest = number(groups["spoken"]) if groups["spoken"] else None
    return 1900 + int(rest) if rest is not None and 10 <= rest < 100 else None


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
    if name in ("april", "august", "june", "jan") and following[:1].isupper() and before.lower() not in _SURELY_MONTH:
        return True
    if before.lower() in _SURELY_MONTH or match["mod"] or match["direction"]:
        return False
    if following.lower() in _PERSONAL or (name == "march" and following.lower() in ("on", "for", "of", "to", "against", "madness")):
        return True
    if before.lower() in _BEFORE_MONTH:
        return name in ("may", "march") and before[:1].isupper() and before.lower() in ("the", "a") and following[:1].isupper()
    # "Theresa May said", "The March" at the head of a name; at the start of a sentence only the safer names stay.
    return name in ("may", "march", "mar", "dec", "sep", "jan") or before[:1].isupper()


def _day_of(groups: dict[str, str | None]) -> int | None:
    """The day of the month, as printed: it may be 0 or 37."""
    if figures := groups.get("day") or groups.get("day_before"):
        return int(figures)
    ordinal = groups.get("ordinal") or groups.get("ordinal_before")
    return ORDINALS[re.sub(r"\s+", "-", ordinal.lower())] if ordinal else None


def _date(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    weekday_name, month_name = groups.get("weekday") or "", groups.get("month") or ""
    weekday, month = WEEKDAYS.get(weekday_name.lower()), MONTHS.get(month_name.lower())
    day = _day_of(groups)
    if (day is not None and not 1 <= day <= 31) or (month is None and weekday is None):
        return None
    direction_word = folded(groups.get("direction"))
    year, part = _year(groups), None
    if weekday is not None and month is None:
        if weekday_name.lower() in SHORT_WEEKDAYS:
            return None
        if match.string[max(0, match.start() - 5) : match.start()] == "News ":
            return None  # a programme's title
        if groups.get("weekdays") or groups.get("parts") or direction_word in ("every", "each"):
            hour = clock_of(groups) if groups.get("clock") else PARTS_OF_DAY[(groups["part"] or "").lower()] if groups.get("part") else None
            return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{weekday + 1}" + (f"T{hour}" if hour else ""), weekday=weekday)
    # "may 5" is no date; "the 5th of may" and "5 may 2016" are.
    surely = groups.get("ordinal_before") or groups.get("day_before") or year
    if month is not None and not surely and not month_name[0].isupper() and month_name not in PLAIN_MONTHS:
        return None
    if groups.get("part"):
        part = PARTS_OF_DAY[(groups["part"] or "").lower()]
    clock = clock_of(groups) if groups.get("clock") else None
    if groups.get("clock") and clock is None:
        return None
    mod = mod_of(match) if "mod" in groups else None
    if groups.get("early") and not part:
        mod = {"early": "START", "earlier": "START", "late": "END", "later": "END"}[(groups["early"] or "").lower()]
    counted = _COUNTED.get(direction_word)
    if counted is not None and month is None:
        return Meaning(
            kind="counted", type="TIME" if part or clock else "DATE", weekday=weekday, amount=counted, unit="D", part=part, clock=clock
        )
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
    name, year = printed.lower(), _year(groups) or _spoken(groups)
    shift = _YEAR_SHIFTS[folded(groups["year_word"])]
    if (not printed[0].isupper() and name not in PLAIN_MONTHS) or (year is None and shift is None and _doubtful(match, name, printed)):
        return None
    if len(name) == 3 and name != "may" and year is None and match[0][-1:] != ".":
        return None
    word = folded(groups["direction"])
    if word in ("every", "each"):
        return Meaning(kind="set", type="SET", value=f"XXXX-{MONTHS[name]:02}", month=MONTHS[name])
    counted = _COUNTED.get(word)
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


_COUNT_AFTER = re.compile(
    r"\s+(?:model|Buick|BMW|Cadillac|Chevrolet|Chevy|Dodge|Ford|Honda|Jeep|Mercedes|Nissan|Toyota|Volkswagen)\b|"
    r"-(?:foot|mile|man|member|seat|page|pound|square|strong|acre|word|meter)|\s+(?:block|hours|GMT|local)\b|/\d"
)
_NUMBERED_BEFORE = re.compile(
    r"(?:\bNo\.|\b[Rr]oom|\b[Ff]light|\b[Rr]oute|\b[Hh]ighway|\$|\bRs\.?|\bof about|\b[Ss]ection|\bResolution|\bTitle)\s*$"
)
_YEAR_BEFORE = re.compile(r"\b(?:in|since|from|of|until|by|circa|year|and)\s+$")


def _calendar_year(match: re.Match[str]) -> Meaning | None:
    start, text = match.start("year"), match.string
    before, after = text[max(0, start - 1) : start], text[match.end() : match.end() + 16]
    if before and before in "$£€#@/.,:+&=_¥":
        return None
    if before == "-" and text[max(0, start - 2) : start - 1].isdigit() and not text[max(0, start - 5) : start - 1].isdigit():
        return None  # the end of a telephone number; "2013-2016" is a span of years
    following = re.match(r"\s+([a-z]+)", after)
    if following and following[1] in COUNTED:
        return None
    year = int(match["year"])
    if match.start() == start:
        left = text[max(0, start - 14) : start]
        if _COUNT_AFTER.match(after) or _NUMBERED_BEFORE.search(left) or (year < 1700 and not _YEAR_BEFORE.search(left)):
            return None
    return Meaning(kind="calendar", type="DATE", year=year, mod=mod_of(match))


def _decade(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    if groups["decade_word"]:
        value = f"19{DECADES[groups['decade_word'].lower()]}"
    elif groups["full"]:
        value = groups["full"][:2] if groups["full"][2:] == "00" and groups["full"] < "2000" else groups["full"][:3]
    else:
        if _word_before(match).lower() in ("his", "her", "their", "my", "your", "our"):
            return None  # "a man in his 30s"
        tens = groups["short"] or ""
        value = ("20" if tens[0] in "01" and tens != "10" else "19") + tens[0]
    return Meaning(kind="calendar", type="DATE", value=value, mod=mod_of(match))


def _century(match: re.Match[str]) -> Meaning | None:
    """ "the 20th century": TIMEX3 writes the years' first two digits, 19."""
    which = int(match["figures"]) if match["figures"] else ORDINALS[match["spelled"].lower()]
    return Meaning(kind="calendar", type="DATE", value=f"{which - 1:02}", mod=mod_of(match)) if 11 <= which <= 22 else None


def _spoken_year(match: re.Match[str]) -> Meaning | None:
    rest = number(match["rest"]) if match["rest"] else 0
    if rest is None or rest >= 100:
        return None
    base = 2000 if match["base"].lower().startswith("two") else 1900
    if base == 1900 and rest < 10:
        return None
    if (
        base == 2000
        and not match["rest"]
        and not re.search(r"\byear\s+$", match.string[max(0, match.start("base") - 8) : match.start("base")])
    ):
        return None
    return Meaning(kind="calendar", type="DATE", year=base + int(rest), mod=mod_of(match))


def _season(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    word, season = folded(groups["direction"]), SEASONS[(groups["season"] or "").lower()]
    year = _year(groups) or _spoken(groups)
    shift = _YEAR_SHIFTS[folded(groups["year_word"])]
    before = _word_before(match).lower()
    named = groups["the"] or word or groups["mod"] or year or before in ("in", "of", "by", "since", "until", "and", "or", "during", "mid")
    if not named or (
        not year
        and shift is None
        and not word
        and re.match(
            r"\s+(?:of|in|from|to|into|break|guy|apart|short|back|training|roll|cleaning)\b", match.string[match.end() : match.end() + 12]
        )
    ):
        return None
    if (groups["seasons"] or word in ("every", "each")) and not year:
        return Meaning(kind="set", type="SET", value=f"XXXX-{season}", season=season)
    counted = _COUNTED.get(word)
    if counted is not None and year is None:
        return Meaning(kind="counted", type="DATE", season=season, amount=counted, unit="Y")
    direction = None if word == "this past" else DIRECTIONS.get(word)
    return Meaning(kind="calendar", type="DATE", year=year, year_shift=shift, season=season, direction=direction, mod=mod_of(match))


def _yearly(match: re.Match[str]) -> Meaning:
    """ "this hurricane season": no season of the calendar, but one of the year."""
    return Meaning(kind="offset", type="DATE", amount=_YEAR_SHIFTS[match["which"].lower()], unit="Y")


def _holiday(match: re.Match[str]) -> Meaning | None:
    printed = match["holiday"]
    if not any(c.isupper() for c in printed):
        return None
    word = folded(match["direction"])
    if word in ("every", "each"):
        return Meaning(kind="set", type="SET", value="P1Y")
    shift = _YEAR_SHIFTS[folded(match["year_word"])]
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
    if groups.get("iso_year"):
        year, month, day = int(groups["iso_year"]), int(groups["iso_month"] or 0), int(groups["iso_day"] or 0)
    else:
        year, month, day = int(groups["us_year"] or 0), int(groups["us_month"] or 0), int(groups["us_day"] or 0)
        if month > 12:
            month, day = day, month
        year += 0 if year >= 100 else 2000 if year < 50 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1500 <= year <= 2099):
        return None
    return Meaning(kind="calendar", type="DATE", year=year, month=month, day=day)


def _nth_weekday(match: re.Match[str]) -> Meaning:
    """ "the first Friday of July", "the last Monday of this month"."""
    groups = match.groupdict()
    nth, weekday = -1 if folded(groups["nth"]) == "last" else ORDINALS[folded(groups["nth"])], WEEKDAYS[folded(groups["weekday"])]
    if groups["month"]:
        return Meaning(kind="calendar", type="DATE", year=_year(groups), month=MONTHS[folded(groups["month"])], weekday=weekday, nth=nth)
    return Meaning(kind="offset", type="DATE", unit="M", amount=DIRECTIONS.get(folded(groups["which"])) or 0, weekday=weekday, nth=nth)


def _of_the_week(match: re.Match[str]) -> Meaning:
    """ "Tuesday of last week", "next week on Friday"."""
    return Meaning(
        kind="offset", type="DATE", unit="W", amount=DIRECTIONS[folded(match["which"])], weekday=WEEKDAYS[folded(match["weekday"])]
    )


def _every_other(match: re.Match[str]) -> Meaning:
    weekday = WEEKDAYS[folded(match["weekday"])]
    return Meaning(kind="set", type="SET", value=f"XXXX-WXX-{weekday + 1}", weekday=weekday)


def _second_day(match: re.Match[str]) -> Meaning | None:
    """ "25" in "April 24 and 25"."""
    before = _MONTH_BEFORE.findall(match.string[max(0, match.start() - 24) : match.start()])
    day = int(match["day"])
    return Meaning(kind="calendar", type="DATE", month=MONTHS[before[-1].lower()], day=day) if before and 1 <= day <= 31 else None


def _week(match: re.Match[str]) -> Meaning | None:
    """ "the week of March 6": the week that the day lies in."""
    day = _date(match)
    return replace(day, unit="W") if day is not None and day.day is not None else None


_MONTH_BEFORE = re.compile("\\b" + alternation(MONTHS) + "\\b", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|by|until|around|about|before|after)\s+$", re.IGNORECASE)


def _clock(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    clock = clock_of(groups)
    if clock is None or (groups["clock_word"] and match.string[max(0, match.start() - 5) : match.start()].lower() == "high "):
        return None
    # "3:45" may be a score or a running time; a clock has a preposition or a zone.
    if groups["hour24"] and not (
        _AT.search(match.string, max(0, match.start() - 8), match.start()) or re.search(r"[GUSDEI][MST][TC]\b|local", match[0])
    ):
        return None
    return Meaning(kind="clock", type="TIME", clock=clock)


_MONTH_DAY = r"{MONTH}\s*(?:the )?{DAY}(?:\s*,? {YEAR})?"
_TAIL = r"(?: (?:early[\s-]+|late[\s-]+|mid-?)?{PART}|,? (?:at (?:around |about )?)?{CLOCK})?"
_DECADE = r"(?:(?P<full>(?:1[5-9]|20)\d0)[’']?s|[’'‘]?(?P<short>\d0)[’']?s|" + _DECADE_WORD + ")"
_CENTURY = r"(?:(?P<figures>\d\d?)(?:st|nd|rd|th)|(?P<spelled>" + alternation(ORDINALS) + "))"
_SPOKEN_REST = r"(?:[\s-]+(?:and |hundred (?:and )?)?(?P<rest>{NUMBER}))?"
_YEAR_AFTER = r"(?:,? (?:of )?{YEAR}|{OF_YEAR})?"
_SPOKEN_YEAR = r"(?:,? (?:of )?nineteen (?P<spoken>{NUMBER})|" + _YEAR_AFTER + ")"

CALENDAR_RULES: tuple[Rule, ...] = (
    # "Tuesday, Nov. 5, 2019, at 9 a.m.", "the morning of the 4th of July", "5 p.m. EST, Nov. 6", "8:16 a.m. Saturday"
    rule("month weekday", "{EARLY}{DIRECTION}{THE_DAY}" + _MONTH_DAY + _TAIL, _date),
    rule("unit", "the week of " + _MONTH_DAY, _week),
    rule("month weekday", r"{EARLY}(?:(?:the )?{PART} of )?{THE_DAY}{DAY_BEFORE}{MONTH}(?:\s*,? {YEAR})?{END}", _date),
    rule("second_day", r"{DAY}(?:, {YEAR})?", _second_day),
    rule("clock weekday month", "{CLOCK},? (?:on )?{EARLY}{THE_DAY}" + _MONTH_DAY, _date),
    rule("clock weekday", "{CLOCK},? (?:on )?{DIRECTION}{WEEKDAY}(?: {PART})?", _date),
    # "late last Friday", "early Saturday morning", "the night of Sept. 3", "Mondays"
    rule("weekday", "{DATE_MOD}{EARLY}{DIRECTION}{WEEKDAY}" + _TAIL, _date),
    rule("weekday", "(?:the )?{PART} of {DIRECTION}{WEEKDAY}", _date),
    rule("weekday", "{WEEKDAY} (?:of )?(?P<which>last|this|next) week{END}", _of_the_week),
    rule("unit", "(?P<which>last|this|next) week,? on {WEEKDAY}", _of_the_week),
    rule("weekday", "{WEEKDAY},? the (?P<day>[0-3]?[0-9])(?:st|nd|rd|th){END}", _date),
    rule(
        "weekday",
        "(?:the )?(?P<nth>first|second|third|fourth|fifth|last) {WEEKDAY} (?:of|in) "
        "(?:{MONTH}(?:,? (?:of )?{YEAR})?|(?:(?P<which>this|next|last) |the )month{END})",
        _nth_weekday,
    ),
    rule("weekday", "{WEEKDAY} (?P<part>morning|afternoon|evening|night)(?P<parts>s){END}", _date),
    rule("weekday", "(?:every|each) other {WEEKDAY}", _every_other),
    # "in May", "the end of last March", "June 2012", "October of last year"
    rule("month unit", "{DATE_MOD}{DIRECTION}(?:the month of )?{MONTH}" + _SPOKEN_YEAR, _month),
    # "2016", "early 2016", "fiscal 1988", "FY2019", "the '80s", "nineteen ninety-four"
    rule("year unit", r"{DATE_MOD}(?:(?:the )?(?:(?:fiscal|calendar)[\s-]+(?:year[\s-]+)?|year[\s-]+)|FY[\s-]?)?{YEAR}", _calendar_year),
    rule("year", "(?:the )?{YEAR} period{END}", lambda match: Meaning(kind="calendar", type="DATE", year=int(match["year"]))),
    rule("decade", r"{DATE_MOD}(?:the )?(?:(?:mid|early|late)-?\s*)?" + _DECADE + "{END}", _decade),
    rule("spoken", r"{DATE_MOD}(?:the year )?(?P<base>nineteen|two thousand)" + _SPOKEN_REST + "{END}", _spoken_year),
    rule("unit", r"{DATE_MOD}(?:the )?" + _CENTURY + r"[\s-]+century{END}", _century),
    # "last summer", "the winter of 1994", "this hurricane season"
    rule("season unit", "{DATE_MOD}(?P<the>the )?{DIRECTION}{SEASON}(?: months| season)?" + _SPOKEN_YEAR, _season),
    rule("season_word", "(?P<which>this|last|next) (?:hurricane|wildfire|fire|flu|holiday|tax|tourist|hunting) season{END}", _yearly),
    # "Thanksgiving", "last Election Day", "Black Friday 2019"
    rule("holiday month weekday", "{DIRECTION}{HOLIDAY}" + _YEAR_AFTER, _holiday),
    # "2019-11-12", "11/12/2019", and the one day that goes by its figures
    rule("numeric", r"(?P<iso_year>\d{4})[-/](?P<iso_month>\d\d?)[-/](?P<iso_day>\d\d?)(?!\d)", _numeric),
    rule("numeric", r"(?P<us_month>\d\d?)/(?P<us_day>\d\d?)/(?P<us_year>\d{4}|\d\d)(?![\d/])", _numeric),
    rule("numeric", r"9/11(?![\d/])", _attacks),
    rule("month", r"Sept(?:ember|\.)? 11(?:th)?(?= (?:attacks?|terror\w*|hijack\w*))", _attacks),
    rule("clock part", "(?:about |around |approximately )?{CLOCK}", _clock),
)  # fmt: skip
