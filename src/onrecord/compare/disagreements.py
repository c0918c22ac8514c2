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
from onrecord.resolve.word_list import word_list

Verdict = Literal["conflict", "update"]

#: How alike the words around two values must be, by kind: of the telling words of the one with fewer, the share that both have.
ALIKE = {
    "count": 0.32, "age": 0.2, "amount": 0.32, "length": 0.3, "share": 0.35, "distance": 0.35, "date": 0.36, "name": 0.4, "place": 0.55,
    "claim": 0.5,
}  # fmt: skip
#: … and how much these words must weigh.
LEAST = 1.5
#: A word of less weight does not bring two statements together.
TELLING = 0.8
#: A report that gives the value in words so much alike has not said otherwise.
HELD_TOO = 0.12
#: How much each kind matters.
MATTERS = {
    "claim": 1.0, "count": 0.9, "name": 0.9, "length": 0.8, "date": 0.8, "place": 0.7, "amount": 0.7, "age": 0.5, "share": 0.6,
    "distance": 0.4,
}  # fmt: skip
#: What only grows in the days after.
_GROWS = frozenset({"dead", "hurt", "arrested", "charged", "sick", "rescued"})
_PEOPLE = word_list("person dead killed victim injured wounded death man woman child other arrested missing were was have")
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


class _Told:
    """A statement beside another report: its words weighed by how telling they are among the sentences of the two."""

    __slots__ = ("names", "predicates", "said", "total", "words")

    def __init__(self, said: Statement, rare: _Rarity) -> None:
        self.said = said
        self.words = {s: value * rare[s] for s, value in said.about.items()}
        self.total = sum(self.words.values())
        self.names = frozenset(said.names)
        self.predicates = frozenset(said.predicates)


def _values(one: Statements, other: Statements, days: int | None, rare: _Rarity) -> Iterator[Disagreement]:
    groups: defaultdict[tuple[str, str], tuple[list[_Told], list[_Told]]] = defaultdict(lambda: ([], []))
    for side, listed in enumerate((one.listed, other.listed)):
        for said in listed:
            if said.kind != "claim":
                groups[said.kind, said.unit if said.kind in ("amount", "date") else ""][side].append(_Told(said, rare))
    for (kind, _), (firsts, seconds) in groups.items():
        pairs = _pairs(firsts, seconds)
        ranked = sorted(pairs, key=lambda pair: (-pair[0], not _agree(firsts[pair[1]].said, seconds[pair[2]].said), pair[1], pair[2]))
        taken_first: set[int] = set()
        taken_second: set[int] = set()
        for likeness, a, b in ranked:
            if a in taken_first or b in taken_second:
                continue
            taken_first.add(a)
            taken_second.add(b)
            first, second = firsts[a], seconds[b]
            if likeness < ALIKE[kind] or _agree(first.said, second.said) or _has(seconds, first, other) or _has(firsts, second, one):
                continue
            verdict = _verdict(first.said, second.said, days)
            if verdict:
                yield Disagreement(verdict, kind, first.said, second.said, round(likeness * MATTERS[kind], 3))


def _pairs(firsts: list[_Told], seconds: list[_Told]) -> list[tuple[float, int, int]]:
    """How alike two statements are, and which, of all that are alike and share a telling word."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for b, second in enumerate(seconds):
        for s, value in second.words.items():
            if value >= TELLING:
                holders[s].append(b)
    found = []
    for a, first in enumerate(firsts):
        for b in sorted({b for s, value in first.words.items() if value >= TELLING for b in holders.get(s, ())}):
            likeness = _alike(first, seconds[b])
            if likeness > 0:
                found.append((likeness, a, b))
    return found


def _alike(first: _Told, second: _Told) -> float:
    """How surely two statements of one kind give a value of the same thing: 0 to 1."""
    one, other = first.said, second.said
    if isinstance(one.value, float) and first.names and second.names and first.names.isdisjoint(second.names):
        return 0.0  # of one player and of another
    is_name = one.kind in ("name", "place")
    is_apart = first.predicates.isdisjoint(second.predicates)
    if not is_name and first.predicates and second.predicates and is_apart:
        return 0.0
    if one.kind == "count" and not _same_unit(one, other):
        return 0.0
    if one.open != other.open and one.kind == "length":
        return 0.0  # "faces 20 years" and "sentenced to 10"
    both = sum(min(value, second.words[s]) for s, value in first.words.items() if s in second.words)
    if both < LEAST:
        return 0.0
    likeness = both / min(first.total, second.total)
    return likeness / 2 if is_name and is_apart else likeness


def _same_unit(one: Statement, other: Statement) -> bool:
    return one.unit == other.unit or bool(one.unit in _PEOPLE and other.unit in _PEOPLE and set(one.predicates) & set(other.predicates))


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


def _has(listed: list[_Told], wanted: _Told, report: Statements) -> bool:
    """Whether a report gives a value of another too, in words that are at all alike; a name, anywhere."""
    value = wanted.said.value
    if wanted.said.kind in ("name", "place"):
        return str(value).split()[-1] in report.stems or all(part in report.stems for part in str(value).split())
    if wanted.said.kind == "date":
        return any(str(told.said.value).startswith(str(value)) and _alike(told, wanted) >= HELD_TOO for told in listed)
    return any(_agree(told.said, wanted.said) and _alike(told, wanted) >= HELD_TOO for told in listed)


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
