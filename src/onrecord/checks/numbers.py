"""Ages against birth years, weekdays against dates, intervals against dates, parts against totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from onrecord.model import Check, Entity, Mention, Record, Span, Time

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AGE_AFTER = re.compile(r",\s(\d{1,3})(?=[,.;)])")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})-year-old\s+(?:[\w’'-]+\s+){0,2}$")
_BORN = re.compile(r"\bborn\b(?: [\w.]+){0,4}?\s(?:in|on)\s")
_LATER = re.compile(r"\b(?:later|earlier|after|before)$", re.IGNORECASE)
_BESIDE = re.compile(r",?\s(?:in|on|by)?\s?")

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20,
}  # fmt: skip
_NUMBER = r"(?:\d{1,4}(?!\d|[.,]\d|%)|" + "|".join(_NUMBERS) + r")"
_PART = rf"(?:{_NUMBER})\s(?!percent|per|million|billion|times|of\b)[a-z][\w’'-]*(?:\s[a-z][\w’'-]*)?"
_FIRST = "".join(word[0] for word in _NUMBERS)  # most characters begin no number, which is seen at once
_TOTAL = re.compile(
    rf"(?=[\d{_FIRST}])\b(?P<total>{_NUMBER})\s(?P<what>[a-z][\w’'-]*(?:\s[a-z][\w’'-]*){{0,2}}?)(?:,\s|:\s|\s[—–-]\s|\s?—\s?)"
    rf"(?P<parts>{_PART}(?:,\s{_PART})*,?\sand\s{_PART})\b",
    re.IGNORECASE,
)
_PART_NUMBER = re.compile(rf"(?:^|,\s|\sand\s)(?P<n>{_NUMBER})\s", re.IGNORECASE)


def ages(record: Record) -> Iterator[Check]:
    """The ages that the report prints for one person, against each other and against the year of birth."""
    for entity in record.entities:
        if entity.kind != "person":
            continue
        printed = list(_ages_of(record, entity))
        for first, second in pairwise(printed):
            if first[0] != second[0]:
                yield Check(
                    kind="age",
                    holds=False,
                    says=f"{entity.name} is {first[0]} in one place and {second[0]} in another",
                    evidence=(first[1], second[1]),
                    about=entity.id,
                )
        born = _birth(record, entity) if record.published and printed else None
        if born is None or born.earliest is None or born.latest is None or record.published is None:
            continue
        age, words = printed[0]
        day = date.fromisoformat(record.published)
        low, high = _full_years(date.fromisoformat(born.latest), day), _full_years(date.fromisoformat(born.earliest), day)
        evidence = tuple(sorted((words, Span(start=born.start, end=born.end, text=born.text)), key=lambda s: s.start))
        between = f"{low}" if low == high else f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
        yield Check(
            kind="age",
            holds=low <= age <= high,
            says=f"{entity.name}, {age}, born {born.text}: {between} years old when the report was published ({record.published})",
            evidence=evidence,
            about=entity.id,
        )


def _full_years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _ages_of(record: Record, entity: Entity) -> Iterator[tuple[int, Span]]:
    for mention in entity.mentions:
        if mention.form != "named":
            continue
        match = _AGE_AFTER.match(record.text, mention.end)
        if match is None:
            match = _AGE_BEFORE.search(record.text, max(0, mention.start - 50), mention.start)
        if match is not None and int(match[1]) < 120:
            yield int(match[1]), Span.of(record.text, *match.span(1))


def _birth(record: Record, entity: Entity) -> Time | None:
    """The time behind "born in", where this person is the last one named before it in the sentence."""
    if "born" not in record.text:
        return None
    persons: list[tuple[Mention, Entity]] = [(m, e) for e in record.entities if e.kind == "person" for m in e.mentions]
    for match in _BORN.finditer(record.text):
        before = [(m, e) for m, e in persons if m.end <= match.start() and not re.search(r"[.!?]\s", record.text[m.end : match.start()])]
        if not before or max(before, key=lambda r: r[0].end)[1].id != entity.id:
            continue
        for time in record.times:
            if 0 <= time.start - match.end() <= 4 and time.value:
                return time
    return None


def weekdays(record: Record) -> Iterator[Check]:
    """A weekday printed with a date, against the calendar."""
    for time in record.times:
        named = _WEEKDAY.search(time.text)
        if named is None or not re.search(r"\d", time.text) or not time.value or not _DAY.match(time.value):
            continue
        real = _WEEKDAYS[date.fromisoformat(time.value[:10]).weekday()]
        holds = real == named[1].lower()
        yield Check(
            kind="weekday",
            holds=holds,
            says=f"“{time.text}”: {time.value[:10]} "
            + (f"is a {real.capitalize()}" if holds else f"is a {real.capitalize()}, not a {named[1]}"),
            evidence=(Span(start=time.start, end=time.end, text=time.text),),
        )


def intervals(record: Record) -> Iterator[Check]:
    """ "Two years later, in 2018": the counted time against the one printed beside it."""
    for first, second in pairwise(record.times):
        if not _LATER.search(first.text) or first.anchor != "time" or second.anchor != "explicit" or second.type != "DATE":
            continue
        if not _BESIDE.fullmatch(record.text, first.end, second.start):
            continue
        if first.earliest and first.latest and second.earliest and second.latest:
            holds = first.earliest <= second.latest and second.earliest <= first.latest
            yield Check(
                kind="interval",
                holds=holds,
                says=f"“{first.text}” counts to {first.value}; printed beside it: “{second.text}” ({second.value})",
                evidence=(
                    Span(start=first.start, end=first.end, text=first.text),
                    Span(start=second.start, end=second.end, text=second.text),
                ),
            )


def totals(record: Record) -> Iterator[Check]:
    """ "Six people, four women and two men": the parts against the total."""
    for match in _TOTAL.finditer(record.text):
        total = _value(match["total"])
        parts = [_value(n["n"]) for n in _PART_NUMBER.finditer(match["parts"])]
        if len(parts) < 2 or total < max(parts) or total == 1:
            continue
        yield Check(
            kind="total",
            holds=sum(parts) == total,
            says=f"{total} {match['what']}: {' + '.join(map(str, parts))} = {sum(parts)}",
            evidence=(Span.of(record.text, *match.span()),),
        )


def _value(word: str) -> int:
    return _NUMBERS.get(word.lower()) or int(word)
