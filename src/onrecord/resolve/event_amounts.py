"""The size of a sentence, a term served or a settlement: as printed, and normalised ("P10Y", "life", "USD 2000000")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.annotate.events import Trigger
from onrecord.model import Span, Time
from onrecord.resolve.clauses import Clause

_TERMS = frozenset(("sentence", "imprisonment", "parole", "commutation"))
_SUMS = frozenset(("settlement", "lawsuit", "ruling"))
_LIFE = re.compile(
    r"\b(?:life(?= (?:sentences?|terms?|in prison|imprisonment|behind bars|without)|\b(?=[.,;]| plus))|death(?= (?:sentence|penalty)))",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?P<mark>US\$|[$£€])\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:[ -](?P<scale>thousand|million|billion|trillion|m|bn|k)\b)?", re.IGNORECASE
)
_CURRENCIES = {"$": "USD", "US$": "USD", "£": "GBP", "€": "EUR"}
_SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12}


class Amount(NamedTuple):
    """The words and their value."""

    span: Span
    value: str | None


def amount_of(text: str, clause: Clause, trigger: Trigger, begins: int, times: Sequence[Time]) -> Amount | None:
    """The amount that goes with the trigger: within its phrase, else the next one after it in its clause."""
    if trigger.type in _TERMS:
        return _term(text, clause, trigger, begins, times)
    if trigger.type in _SUMS:
        low, high = _bounds(clause, begins)
        m = _MONEY.search(text, low, high)
        if m:
            return Amount(Span.of(text, m.start(), m.end()), money(m))
    return None


def money(m: re.Match[str]) -> str:
    """ "$2.5 million" is "USD 2500000"."""
    number = float(m["number"].replace(",", "")) * _SCALES.get((m["scale"] or "").lower(), 1)
    return f"{_CURRENCIES[m['mark'].upper()]} {number:.0f}" if number == int(number) else f"{_CURRENCIES[m['mark'].upper()]} {number:.2f}"


def _bounds(clause: Clause, begins: int) -> tuple[int, int]:
    """From the trigger's group to the end of its clause."""
    items, at = clause
    low = items[begins].start if begins < len(items) else items[at].start
    k = begins - 1
    while k >= 0 and items[k].kind not in ("stop", "rel", "trigger", "comma"):
        low = items[k].start
        k -= 1
    high = items[at].end
    for item in items[at + 1 :]:
        if item.kind in ("rel", "trigger") or (item.kind == "stop" and item.low not in ("$", "£", "€")):
            break
        high = item.end
    return low, high


def _term(text: str, clause: Clause, trigger: Trigger, begins: int, times: Sequence[Time]) -> Amount | None:
    low = clause.items[begins].start
    _, high = _bounds(clause, begins)
    spans = [
        (t.start, t.end, t.value)
        for t in times[bisect_left(times, low, key=_start) : bisect_left(times, high, key=_start)]
        if t.type == "DURATION"
    ]
    life = _LIFE.search(text, low, high)
    if life:
        spans.append((life.start(), life.end(), life.group().lower()))
    if not spans:
        return None
    before = [s for s in spans if s[1] <= trigger.end and s[0] >= low]
    start, end, value = before[-1] if before and trigger.is_noun else min(spans)
    return Amount(Span.of(text, start, end), value)


def _start(time: Time) -> int:
    return time.start
