"""Where two reports of one story cannot both be right, and where the later brings the earlier up to date.

Statements of one kind are paired across the two reports by the words around them, each with the one it is most like; a pair whose values
differ is a disagreement. A report that also gives the other's value somewhere has not said otherwise. What differs only by rounding, by
its bound ("at least 31" and "57"), by unit or by precision ("May", "May 12") agrees. A count that grows from one day to the next, a plan
that has come true, is an update.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

from onrecord.compare.statements import Sentence, Statement, Statements
from onrecord.compare.words import weight

Verdict = Literal["conflict", "update"]

#: How alike the words around two values must be, by kind: of the telling words of the one with fewer, the share that both have.
ALIKE = {
    "count": 0.42, "age": 0.3, "amount": 0.5, "length": 0.5, "share": 0.5, "distance": 0.5, "date": 0.55, "name": 0.62, "place": 0.62,
    "claim": 0.6,
}  # fmt: skip
#: … and how much these words must weigh.
LEAST = 9.0
#: How much each kind matters.
MATTERS = {
    "claim": 1.0, "count": 0.9, "name": 0.9, "length": 0.8, "date": 0.8, "place": 0.7, "amount": 0.7, "age": 0.5, "share": 0.6,
    "distance": 0.4,
}  # fmt: skip
#: What only grows in the days after.
_GROWS = frozenset({"dead", "hurt", "arrested", "charged", "sick", "rescued"})
_GROWING = frozenset({"case", "victim", "arrest", "death", "injury", "vote", "signature", "complaint", "day", "accuser", "woman", "person"})


class Disagreement(NamedTuple):
    """A statement of the first report and one of the second; ``score``: how sure and how much it matters, 0 to 1."""

    verdict: Verdict
    kind: str
    one: Statement
    other: Statement
    score: float


def disagreements(one: Statements, other: Statements, *, days: int | None) -> list[Disagreement]:
    """Where two reports disagree, the surest and weightiest first. ``days``: from the first report to the second, None where not known."""
    found = [*_values(one, other, days), *_claims(one, other, days, turned=False), *_claims(other, one, days and -days, turned=True)]
    return sorted(found, key=lambda d: (-d.score, d.one.start))


def _values(one: Statements, other: Statements, days: int | None) -> Iterator[Disagreement]:
    groups: defaultdict[tuple[str, str], tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
    for side, listed in enumerate((one.listed, other.listed)):
        for statement in listed:
            if statement.kind != "claim":
                groups[statement.kind, statement.unit if statement.kind in ("amount", "date") else ""][side].append(statement)
    for (kind, _), (firsts, seconds) in groups.items():
        ranked = sorted(
            (
                (likeness, a, b)
                for a, first in enumerate(firsts)
                for b, second in enumerate(seconds)
                if (likeness := _alike(first, second)) > 0
            ),
            key=lambda pair: (-pair[0], not _agree(firsts[pair[1]], seconds[pair[2]]), pair[1], pair[2]),
        )
        taken_first: set[int] = set()
        taken_second: set[int] = set()
        for likeness, a, b in ranked:
            if a in taken_first or b in taken_second:
                continue
            taken_first.add(a)
            taken_second.add(b)
            first, second = firsts[a], seconds[b]
            if likeness < ALIKE[kind] or _agree(first, second):
                continue
            if _has(seconds, first, other) or _has(firsts, second, one):
                continue
            verdict = _verdict(first, second, days)
            if verdict:
                yield Disagreement(verdict, kind, first, second, round(likeness * MATTERS[kind], 3))


def _alike(one: Statement, other: Statement) -> float:
    """How surely two statements of one kind give a value of the same thing: 0 to 1."""
    if one.predicates and other.predicates and not set(one.predicates) & set(other.predicates):
        return 0.0
    if one.kind == "count" and not _same_unit(one, other):
        return 0.0
    if one.open != other.open and one.kind in ("length", "amount"):
        return 0.0  # "faces 20 years" and "sentenced to 10"
    both = sum(min(value, other.about[s]) for s, value in one.about.items() if s in other.about)
    least = min(sum(one.about.values()), sum(other.about.values()))
    if both < LEAST:
        return 0.0
    return both / max(least, 1e-9)


def _same_unit(one: Statement, other: Statement) -> bool:
    people = {
        "person",
        "dead",
        "killed",
        "victim",
        "injured",
        "wounded",
        "death",
        "man",
        "woman",
        "child",
        "other",
        "arrested",
        "missing",
        "were",
        "was",
        "have",
    }
    return one.unit == other.unit or bool(one.unit in people and other.unit in people and set(one.predicates) & set(other.predicates))


def _agree(one: Statement, other: Statement) -> bool:
    """Whether both values can be right."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        a, b = str(one.value), str(other.value)
        if one.kind == "date":
            return a.startswith(b) or b.startswith(a)
        return bool(set(a.split()) & set(b.split()))
    low, high = sorted((one, other), key=lambda s: float(s.value))
    small, large = float(low.value), float(high.value)
    if small == large or high.bound == "at most" or (low.bound == "at least" and large <= 1.25 * small):
        return True
    if one.kind == "age":
        return False
    if low.bound == "at least" and high.bound == "at most":
        return True
    tolerance = 0.15 if "about" in (one.bound, other.bound) else 0.0
    if one.kind in ("distance", "length"):
        tolerance = max(tolerance, 0.04)
    if large - small <= tolerance * large:
        return True
    return _rounds(small, low.digits, large) or _rounds(large, high.digits, small)


def _rounds(value: float, digits: int, exact: float) -> bool:
    """Whether ``value``, of ``digits`` digits before its zeros, is ``exact`` rounded."""
    if value < 20 or digits > 3 or exact <= 0:
        return False
    step = 10 ** (math.floor(math.log10(value)) - digits + 1)
    return (step > 1 and abs(value - exact) <= step / 2) or (step <= 1 and value != exact and abs(value - exact) < 0.5)


def _has(listed: list[Statement], wanted: Statement, report: Statements) -> bool:
    """Whether a report gives a value of another somewhere too."""
    if wanted.kind in ("name", "place"):
        return str(wanted.value).split()[-1] in report.stems or all(part in report.stems for part in str(wanted.value).split())
    if wanted.kind == "date":
        return any(str(statement.value).startswith(str(wanted.value)) for statement in listed)
    return any(_agree(statement, wanted) for statement in listed)


def _verdict(one: Statement, other: Statement, days: int | None) -> Verdict | None:
    if one.kind == "age":
        return "conflict" if abs(float(one.value) - float(other.value)) > 1 + abs(days or 0) / 365 else None
    if isinstance(one.value, str) or isinstance(other.value, str):
        return "update" if one.open != other.open and days else "conflict"
    earlier, later = (one, other) if (days or 0) >= 0 else (other, one)
    grows = bool(set(one.predicates) & _GROWS) or one.unit in _GROWING or one.so_far or other.so_far
    if days and float(later.value) > float(earlier.value) and (grows or earlier.bound == "at least"):
        return "update"
    low = min(one, other, key=lambda s: float(s.value))
    if low.bound == "at least" or low.so_far:
        return "update"
    return "update" if days and earlier.open and not later.open else "conflict"


def _claims(one: Statements, other: Statements, days: int | None, *, turned: bool) -> Iterator[Disagreement]:
    """What ``one`` denies and ``other`` affirms."""
    for claim in one.listed:
        if claim.kind != "claim" or any(second.kind == "claim" and second.unit == claim.unit for second in other.listed):
            continue
        best: tuple[float, Sentence] | None = None
        wanted = {s: value for s, value in claim.about.items() if s != claim.unit}
        total = sum(wanted.values())
        for sentence in other.sentences:
            if claim.unit not in sentence.stems:
                continue
            both = sum(value for s, value in wanted.items() if s in sentence.stems)
            theirs = sum(max(weight(s), 0.5) for s in sentence.stems if s != claim.unit)
            score = both / max(min(total, theirs), 1e-9)
            if both >= LEAST and score >= ALIKE["claim"] and (best is None or score > best[0]):
                best = (score, sentence)
        if best is None:
            continue
        affirmed = _affirmed(claim, best[1])
        is_later = days is not None and days > 0
        verdict: Verdict = "update" if is_later and claim.so_far else "conflict"
        pair = (affirmed, claim) if turned else (claim, affirmed)
        yield Disagreement(verdict, "claim", *pair, round(min(best[0], 1.0) * MATTERS["claim"], 3))


def _affirmed(claim: Statement, sentence: Sentence) -> Statement:
    """The sentence that affirms what a claim denies, as a statement."""
    return Statement(
        kind="claim", value="yes", unit=claim.unit, bound="exact", digits=9, start=sentence.low, end=sentence.high, low=sentence.low,
        high=sentence.high, about={}, predicates=(), open=False, so_far=False,
    )  # fmt: skip
