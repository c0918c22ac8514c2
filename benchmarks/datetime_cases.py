"""The cases of Microsoft's Recognizers-Text for English dates and times, one by one: which are read as they should be.

    python benchmarks/datetime_cases.py                  # writes docs/times.md
    python benchmarks/datetime_cases.py --failures NAME  # prints the failures of a family, or of a reason by its first words

The cases lie in ../shared/data/datetime-cases/recognizers. They test an assistant for calendars, which completes what a user types;
onrecord reads reports and leaves open what the words leave open. A case passes where each expression that it expects is found, with a
value that is among those expected; a range also where its two ends are found as two expressions. Where only the words are given,
overlap counts.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onrecord.model import Time
from onrecord.resolve.dates import bounds, read_times

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT.parent / "shared" / "data" / "datetime-cases" / "recognizers"
FAMILIES = {
    "dates": ("DateExtractor", "DateParser"),
    "date ranges": ("DatePeriodExtractor", "DatePeriodParser"),
    "dates with a time": ("DateTimeExtractor", "DateTimeParser"),
    "ranges with times": ("DateTimePeriodExtractor", "DateTimePeriodParser"),
    "times of day": ("TimeExtractor", "TimeParser"),
    "ranges of times of day": ("TimePeriodExtractor", "TimePeriodParser"),
    "durations": ("DurationExtractor", "DurationParser"),
    "sets": ("SetExtractor", "SetParser"),
    "holidays": ("HolidayExtractor", "HolidayParser"),
    "all together": ("MergedExtractor", "MergedParser", "DateTimeModel"),
}


def cases(family: str) -> Iterator[dict[str, Any]]:
    for name in FAMILIES[family]:
        yield from json.loads((CASES / f"{name}.json").read_text(encoding="utf-8-sig"))


def read(case: dict[str, Any]) -> list[Time]:
    return read_times(case["Input"], published=case.get("Context", {}).get("ReferenceDateTime", "2016-11-07"))


def missing(case: dict[str, Any]) -> list[str]:
    """The words of the expected expressions that are not found, or with another value; the input itself where none is expected."""
    times = read(case)
    if not case["Results"]:
        return [case["Input"]] if times else []
    return [r["Text"] for r in case["Results"] if not any(right(r, time) for time in times) and not ends(r, times)]


def overlaps(result: dict[str, Any], time: Time) -> bool:
    start = result["Start"]
    return time.start < start + len(result["Text"]) and start < time.end


def expected(result: dict[str, Any]) -> list[dict[str, str]]:
    """The resolutions of a result: as dictionaries with the timex and the value, or start and end."""
    if "Resolution" in result:
        return (result["Resolution"] or {}).get("values") or []
    value = result.get("Value") or {}
    if "values" in value:
        return value["values"] or []
    return [
        {"timex": value.get("Timex", ""), **{_PLAIN.get(k, k): v for k, v in value[way].items()}}
        for way in ("FutureResolution", "PastResolution")
        if value.get(way)
    ]


_PLAIN = {
    **dict.fromkeys(("date", "dateTime", "time", "duration", "set"), "value"),
    **dict.fromkeys(("startDate", "startDateTime", "startTime"), "start"),
    **dict.fromkeys(("endDate", "endDateTime", "endTime"), "end"),
}


def right(result: dict[str, Any], time: Time) -> bool:
    wanted = expected(result)
    return overlaps(result, time) and (not wanted or any(same(want, time.value or "") for want in wanted))


def same(want: dict[str, str], value: str) -> bool:
    """Whether ``value`` is what is wanted: the timex, with X for what it leaves open; the same length; the same day and hour; or days."""
    timex = want.get("timex", "")
    if fits(timex, value) or (length(value) and length(value) in (length(timex), length(timex.rsplit(",", 1)[-1].rstrip(")")))):
        return True
    if value[:10] == want.get("value") or (moment(value) and moment(value) == want.get("value", "")[:16]):
        return True
    days = bounds(value)
    limits = (want.get("start", "")[:10], want.get("end", "")[:10])
    return days is not None and limits == (days[0].isoformat(), (days[1] + timedelta(days=1)).isoformat())


def fits(timex: str, value: str) -> bool:
    """Whether ``value`` is one of those that ``timex`` allows: "XXXX-WXX-5T09" any Friday at nine, "TMO" any morning."""
    on, _, at = timex.partition("T")
    day, _, hour = value.partition("T")
    if not timex or timex.startswith(("(", "P")) or (at != hour and clock("T" + at) != clock(value)):
        return timex == value
    if weekday := re.fullmatch(r"XXXX-WXX-([1-7])", on):
        return value.startswith(on) or (len(day) == 10 and date.fromisoformat(day).isoweekday() == int(weekday[1]))
    return on in ("", day) or (len(on) == len(day) and all(a in ("X", b) for a, b in zip(on, day, strict=True)))


_UNITS = {"Y": (12, 0), "M": (1, 0), "DE": (120, 0), "Q": (3, 0), "W": (0, 7 * 86400), "D": (0, 86400), "BD": (0, 86400)}
_SMALL = {"H": 3600, "M": 60, "S": 1}


def length(value: str) -> tuple[float, float] | None:
    """The months and seconds of a duration; ``None`` for another value."""
    if not re.fullmatch(r"P(?:[\d.]+(?:Y|M|DE|Q|W|D|BD))*(?:T(?:[\d.]+[HMS])+)?", value) or value == "P":
        return None
    big, _, small = value[1:].partition("T")
    months = seconds = 0.0
    for number, unit in re.findall(r"([\d.]+)([A-Z]+)", big):
        months, seconds = months + float(number) * _UNITS[unit][0], seconds + float(number) * _UNITS[unit][1]
    return months, seconds + sum(float(number) * _SMALL[unit] for number, unit in re.findall(r"([\d.]+)([HMS])", small))


def clock(value: str) -> str:
    found = re.search(r"T(\d\d)(?::(\d\d))?", value) if not value.startswith("P") else None
    return f"{found[1]}:{found[2] or '00'}" if found else ""


def moment(value: str) -> str:
    return f"{value[:10]} {clock(value)}" if clock(value) else ""


def ends(result: dict[str, Any], times: list[Time]) -> bool:
    """Whether two of ``times`` are the ends of the range that is wanted."""
    inside = [time for time in times if overlaps(result, time)]
    if len(inside) < 2:
        return False
    first, last = inside[0].value or "", inside[-1].value or ""
    for want in expected(result):
        begin, _, rest = want.get("timex", "").strip("()").partition(",")
        end = rest.partition(",")[0]
        if end and (fits(begin, first) or starts(first) == want.get("start")) and (fits(end, last) or starts(last) == want.get("end")):
            return True
    return False


def starts(value: str) -> str:
    days = bounds(value)
    return days[0].isoformat() if days else ""


# What keeps a case from passing, in the order of asking: what docs/times.md says of it, and the words of an expression that show it.
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|\d{1,2})"
REASONS: tuple[tuple[str, str], ...] = (
    (
        "as no report is written: abbreviations of chats, commands, missing blanks (`tmrw`, `3h`, `340pm`, `w/c`, `< =2019`)",
        r"(?i)\d(?:h|ys?|day|year|mins?|hrs?|ish|w|d)\b|\d[ap]\b|w/c|\beod\b|tmrw?|oclock|ampm|ampm|[a-z]{3}\d|\d(?:april|h01|blur)|"
        r"\d{3,4} ?[ap]\.? ?m|thanks giving|-?ish\b|rest the|\b[ap] ?\. ?m\b|\b[ap] m\b|lunch|^[<>=]|\dth\. |"
        r"\bsy\b|\d ys|½|\b\d{2,4} s\b|\.am\b|mid night|new year eve|remaining of|int'l",
    ),
    (
        "dates in figures without a year, or year and month: a fraction, a score or a sum as often (`4/22`, `2015.3`, `11-2016`)",
        r"(?i)\d{1,4}\s?[-./,]\s?\d{1,4}(?![:\d]*\s?[ap]\.?m)|jan[-/]1|1-jan|oct[-/]2|[-/](?:sep|aug)[-/]|28-nov|"
        r"^\d{4} \d\d \d\d|\d{4}\s?,?\s(?:nov|june|may)|(?<!\.) 7\.6",
    ),
    (
        "months, weekdays and feasts without a capital: `may`, `march` and `sun` are words",
        r"(?:\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|april|mon|tues?|wed|thurs?|thu|fri|sat|"
        r"sun)\b)|christmas|easter|halloween|day\b.*\d{4}|"
        r"(?:father|mother|president|patrick|workers)s?['’]s?|thanksgiving|black friday|cyber|earth day|new year|"
        r"mlk|martin|labou?r|may day|independence",
    ),
    (
        "short months without a full stop (`Oct`): news prints `Oct.`, and `Jan`, `Dec` and `Mar` are names too",
        r"(?:^|\s)(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$|October\. 2",
    ),
    (
        "an hour without its half of the day: `at seven` may be either, `five to seven` anything",
        rf"(?i)\b(?:past|quarter|o['’]clock)\b|\d\d?:\d\d|^(?:at |on |around )?{_NUMBER}$|\b(?:at|around|from|"
        rf"between|to|until|till|,) {_NUMBER}\b(?! (?:days?|weeks?|months?|years?|hours?|min))|"
        rf"^{_NUMBER} (?:to|till|-|until|{_NUMBER})|in the (?:night|mornings?|evenings?)|{_NUMBER}[, ]+(?:tonight|"
        rf"this|on)|{_NUMBER}-thirty|1?\d-\d",
    ),
    (
        "the day of a month that is not named, or named beside it (`the 27th`, `4 to 22 this month`)",
        r"(?i)\b(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?|thirty|second|thirty[- ]first|twenty[- ]\w+|fifteen)(?:!| \.|"
        r"\.)?$|(?:\d|th|st|nd)(?: day)? (?:of )?(?:this|next|the|every) month|(?:first|sixth) day of",
    ),
    (
        "numbers spelled out, as in speech (`nineteen zero one`, `seven thirty p.m.`, `the twenty-tens`)",
        r"(?i)nineteen|two thousand|twent|thirty|hundred|noughties|forty|fifty",
    ),
    (
        "a length where a point is wanted, or the other way round: `in three weeks` says how long, and lengths are told one by one",
        r"(?i)^(?:in|within|for|less than|more than) |\d+ (?:day|month|year|week|hour|minute)s?,? (?:and )?(?:\d|"
        r"ago)|days? 1 month|weeks? \w+ days|(?:before|after|from) (?:yesterday|today|tomorrow|next)|hence|later|"
        r"next weeks|last minutes|previous weeks|next days|(?:upcoming|coming) \w+s$|^\d+ minutes$",
    ),
    (
        "finer than the words: onrecord gives the week, month or year that is named, and says of which part (`mod`)",
        r"(?i)rest of|week of|first week|end of|ago\b|from now|\d{4} week|third week|month of 2021|\bmid-|past few|"
        r"last few|next few|decade|spring|summer|end of|9th month|of the year|beginning|starting|commencing",
    ),
    (
        "no point and no length that a report gives (`all day`, `the day`, `my week`, `as soon as possible`, `annual`)",
        r"(?i)^(?:all|full|whole)[- ]|\b(?:the|last|next|past|my|that|same|this|upcoming) (?:day|hour|minute|night|"
        r"week|weekend|month|same week|same month|day)s?\b|as soon as|annual|every day|everyday|weeks?$",
    ),
    (
        "what calendars know and reports do not say: numbers of weeks, business hours, school years",
        r"(?i)\bweek \d|business|school year|fiscal|after the next",
    ),
    ("feasts that go by the moon, or of China", r"(?i)eid|ramad|yuandan|hijri|islamic|spring festival|lunar|chinese"),
    (
        "hours spelled out before `am`, as appointments are dictated (`the ten am appointment to eleven`)",
        r"(?i)^(?:ten|three|afternoon seven) [ap]m$",
    ),
    (
        "a range, or a day with a range of hours, is told by its parts, each with its own value (`tomorrow between 8am and 2pm`)",
        r"(?i)\b(?:between|from|to)\b.*\b(?:and|to|now|date|\d)\b|\d[ap]m?(?: to |-)|\d til |, \d+pm",
    ),
    (
        "a weekday counted without an article (`second Sunday`, `previous Wednesday`): reports print `the second Sunday of …`",
        r"(?i)^(?:the )?(?:first|second|third|fifth|previous|following|last)\b.*(?:day|month)|tuesday the|previous|from tuesday",
    ),
    (
        "parts of days and meals as kinds of things, not times (`four afternoon classes`, `after dinner`, `any weekend`)",
        r"(?i)^(?:mid ?(?:morning|afternoon|day)|mornings?|evening|afternoon|night|1 night|after \w+|around dinner|"
        r"(?:any |three |every )?week(?:end|day)s?)$",
    ),
    (
        "written by machines or in the shorthand of an office (`20161016`, `sy18`, `EOY`, `2016H2`)",
        r"(?i)^(?:\d{8}|[sc]y\d\d|eoy|otd|2016h2|3 h|16\. nov.*|10 h 10 pm|feb 5 am)$",
    ),
    (
        "lengths and years of an open number: onrecord reads them where the case expects nothing or a number (`few hours`: `PTXH`)",
        r"(?i)few|some|great|hours|\d years|\d months|pieces|and half|fortnight",
    ),
    (
        "up to the day of the report, or any year: no point of its own (`year to date`, `till date`, `the year before independence`)",
        r"(?i)\bdate$|\bthe year$|any year|at present|timezone|^winter$|jubilee",
    ),
)


OTHER = "one of a kind: years before 1500 (`5 December 1391`), feasts of one country, `bi-monthly`, `in 2150`"


def reason(words: str) -> str:
    return next((told for told, pattern in REASONS if re.search(pattern, words)), OTHER)


def page() -> str:
    """docs/times.md."""
    rows, why = [], Counter[str]()
    for family in FAMILIES:
        lacking = [missing(case) for case in cases(family)]
        passed = sum(not words for words in lacking)
        why.update(reason(words[0]) for words in lacking if words)
        rows.append(f"| {family} | {len(lacking)} | {passed} | {100 * passed / len(lacking):.0f}% |")
    reasons = [f"- {why[told]}: {told}" for told, _ in REASONS if why[told]]
    return PAGE.format(rows="\n".join(rows), reasons="\n".join([*reasons, f"- {why[OTHER]}: {OTHER}"]))


PAGE = """# Dates and times, case by case

[Recognizers-Text](https://github.com/microsoft/Recognizers-Text) has cases for English dates and times, written for an assistant that
keeps a calendar. Most are not the English of news, and an assistant completes what is typed where onrecord leaves open what the words
leave open: so this table says what is read and what is not, not how well reports are read (that is in the README). A case passes where
every expression that it expects is found, with a value that is among those expected; a range also where its two ends are found.
Written by `python benchmarks/datetime_cases.py`.

| family | cases | pass | rate |
|---|---|---|---|
{rows}

What keeps the others from passing, by the first expression that is missing:

{reasons}
"""


def main(argv: list[str]) -> int:
    if argv[:1] != ["--failures"]:
        (ROOT / "docs" / "times.md").write_text(page(), encoding="utf-8")
        return 0
    for family in FAMILIES:
        for case in cases(family):
            words = missing(case)
            if words and (argv[1] == family or reason(words[0]).startswith(argv[1])):
                print(repr(case["Input"]), words, [(t.text, t.value) for t in read(case)])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
