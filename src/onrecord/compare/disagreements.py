"""Where two reports of one story cannot both be right, and where the later brings the earlier up to date.

Statements of one kind are paired across the two reports by the words around them, each with the one it is most like; a pair whose values
differ is a disagreement. A report that also gives the other's value somewhere has not said otherwise. What differs only by rounding, by
its bound ("at least 31" and "57"), by unit or by precision ("May", "May 12") agrees. A count that grows from one day to the next, a plan
that has come true, is an update.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

from onrecord.compare.statements import Sentence, Statement, Statements
from onrecord.compare.words import weight

Verdict = Literal["conflict", "update"]

#: How alike the words around two values must be, by kind: of the telling words of the one with fewer, the share that both have.
ALIKE = {
    "count": 0.32, "age": 0.2, "amount": 0.32, "length": 0.3, "share": 0.35, "distance": 0.35, "date": 0.36, "name": 0.4, "place": 0.55,
    "claim": 0.5,
}  # fmt: skip
#: … and how much these words must weigh.
LEAST = 1.5
#: A report that gives the value in words so much alike has not said otherwise.
HELD_TOO = 0.12
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
    rare = _Rarity(one, other)
    found = [
        *_values(one, other, days, rare),
        *_claims(one, other, days, rare, turned=False),
        *_claims(other, one, days and -days, rare, turned=True),
    ]
    return sorted(found, key=lambda d: (-d.score, d.one.start))


class _Rarity:
    """How telling a stem is among the sentences of two reports, 0 to 1: a name that every second sentence holds tells little of any."""

    def __init__(self, one: Statements, other: Statements) -> None:
        counts = Counter(s for report in (one, other) for sentence in report.sentences for s in sentence.stems)
        size = math.log(len(one.sentences) + len(other.sentences) + 2)
        self._shares = {s: 1 - math.log(max(count, 1)) / size for s, count in counts.items()}

    def __getitem__(self, s: str) -> float:
        return self._shares.get(s, 1.0)


def _values(one: Statements, other: Statements, days: int | None, rare: _Rarity) -> Iterator[Disagreement]:
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
                if (likeness := _alike(first, second, rare)) > 0
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
            if _has(seconds, first, other, rare) or _has(firsts, second, one, rare):
                continue
            verdict = _verdict(first, second, days)
            if verdict:
                yield Disagreement(verdict, kind, first, second, round(likeness * MATTERS[kind], 3))


def _alike(one: Statement, other: Statement, rare: _Rarity) -> float:
    """How surely two statements of one kind give a value of the same thing: 0 to 1."""
    if isinstance(one.value, float) and one.names and other.names and not set(one.names) & set(other.names):
        return 0.0  # of one player and of another
    is_apart = not set(one.predicates) & set(other.predicates)
    if one.kind not in ("name", "place") and one.predicates and other.predicates and is_apart:
        return 0.0
    if one.kind == "count" and not _same_unit(one, other):
        return 0.0
    if one.open != other.open and one.kind == "length":
        return 0.0  # "faces 20 years" and "sentenced to 10"
    both = sum(min(value, other.about[s]) * rare[s] for s, value in one.about.items() if s in other.about)
    least = min(sum(value * rare[s] for s, value in side.about.items()) for side in (one, other))
    if both < LEAST:
        return 0.0
    likeness = both / max(least, 1e-9)
    return likeness / 2 if one.kind in ("name", "place") and is_apart else likeness


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
        first, second = (set(name.split()) - {"jr", "sr", "ii", "iii"} for name in (a, b))
        return a.split()[-1] in second or b.split()[-1] in first or first <= second or second <= first
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


def _has(listed: list[Statement], wanted: Statement, report: Statements, rare: _Rarity) -> bool:
    """Whether a report gives a value of another too, in words that are at all alike."""
    if wanted.kind in ("name", "place"):
        return str(wanted.value).split()[-1] in report.stems or all(part in report.stems for part in str(wanted.value).split())
    if wanted.kind == "date":
        return any(str(s.value).startswith(str(wanted.value)) and _alike(s, wanted, rare) >= HELD_TOO for s in listed)
    return any(_agree(s, wanted) and _alike(s, wanted, rare) >= HELD_TOO for s in listed)


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


def _claims(one: Statements, other: Statements, days: int | None, rare: _Rarity, *, turned: bool) -> Iterator[Disagreement]:
    """What ``one`` denies and ``other`` affirms."""
    for claim in one.listed:
        if claim.kind != "claim" or any(second.kind == "claim" and second.unit == claim.unit for second in other.listed):
            continue
        best: tuple[float, Sentence] | None = None
        wanted = {s: value * rare[s] for s, value in claim.about.items() if s != claim.unit}
        total = sum(wanted.values())
        for sentence in other.sentences:
            if claim.unit not in sentence.stems or sentence.open != claim.open:
                continue
            both = sum(value for s, value in wanted.items() if s in sentence.stems)
            theirs = sum(max(weight(s), 0.5) * rare[s] for s in sentence.stems if s != claim.unit)
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
        high=sentence.high, about={}, predicates=(), names=(), open=False, so_far=False,
    )  # fmt: skip
