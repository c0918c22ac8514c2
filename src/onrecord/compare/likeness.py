"""How surely two statements of one kind, of two reports, give the value of the same thing.

A logistic regression over the words around the two values, and not the values themselves. Its weights were fitted
(``training/same_fact.py``) on pairs of statements from two reports of one story: those that give one value are taken for the same thing,
the others for two.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.compare.opposites import opposed, sides
from onrecord.compare.statements import Statement, Statements
from onrecord.compare.words import stem, weight
from onrecord.resolve.word_list import word_list

#: A word of less weight does not bring two statements together.
TELLING = 0.8
PEOPLE = word_list("person dead killed victim injured wounded death man woman child other arrested missing were was have")
#: The kinds whose weights are fitted together.
GROUPS = {
    "value": ("count", "amount", "length", "share", "distance"), "age": ("age",), "date": ("date",), "name": ("name",),
}  # fmt: skip
_GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
WEIGHTS: dict[str, dict[str, float]] = {
    "value": {
        "after": 1.14,
        "amount": -3.34,
        "before": 2.47,
        "both names": -0.29,
        "both numbers": -0.61,
        "count": -3.15,
        "days": -0.24,
        "distance": -3.26,
        "length": -2.39,
        "longer sentence": 0.33,
        "near": 0.05,
        "near, all": -0.19,
        "next after": 0.83,
        "next before": -2.84,
        "one counted": 0.59,
        "one quoted": -0.93,
        "open": -0.08,
        "opposed": -0.55,
        "other names": -0.39,
        "other numbers": 0.21,
        "quoted": 1.62,
        "reports alike": -0.85,
        "rivals": -0.95,
        "sentence": 0.69,
        "sentence, all": 1.12,
        "share": -4.02,
        "units": 0.81,
    },
    "age": {
        "after": 0.47,
        "age": -1.13,
        "before": 0.89,
        "both names": 0.07,
        "both numbers": 0.89,
        "days": -0.72,
        "longer sentence": 0.34,
        "near": 1.07,
        "near, all": 0.67,
        "next after": 0.43,
        "next before": 0.74,
        "one counted": 1.13,
        "one quoted": 0.03,
        "open": 0.11,
        "opposed": -1.07,
        "other names": -0.30,
        "other numbers": -0.54,
        "quoted": 0.03,
        "reports alike": -0.16,
        "rivals": -1.52,
        "sentence": 0.13,
        "sentence, all": -0.11,
        "units": 0.00,
    },
    "date": {
        "after": 1.55,
        "before": 1.35,
        "both names": -0.29,
        "both numbers": 0.15,
        "date": -6.22,
        "days": -0.91,
        "longer sentence": 0.45,
        "near": 0.15,
        "near, all": -0.45,
        "next after": 0.75,
        "next before": 0.47,
        "one counted": -0.42,
        "one quoted": -0.53,
        "open": -0.01,
        "opposed": -0.29,
        "other names": 0.00,
        "other numbers": 0.08,
        "quoted": 0.82,
        "reports alike": -1.06,
        "rivals": -0.39,
        "sentence": 1.80,
        "sentence, all": 0.64,
        "units": 5.06,
    },
    "name": {
        "after": 0.53,
        "before": 1.58,
        "both names": 0.76,
        "both numbers": 1.41,
        "days": -0.47,
        "longer sentence": 1.48,
        "name": -4.24,
        "near": -2.50,
        "near, all": 2.78,
        "next after": -0.07,
        "next before": -0.08,
        "one counted": 1.50,
        "one quoted": 0.31,
        "open": 0.04,
        "opposed": -0.31,
        "other names": -0.13,
        "other numbers": -0.19,
        "quoted": -0.16,
        "reports alike": 0.29,
        "rivals": -0.12,
        "sentence": 1.11,
        "sentence, all": -0.27,
        "units": 0.00,
    },
}
# end of weights


class Link(NamedTuple):
    """How much of their words two reports share (0 to 1), and the days from the first to the second, where both are known."""

    alike: float
    days: int | None


class Rarity:
    """How telling a stem is among the sentences of two reports, 0 to 1: a name that every second sentence holds tells little of any."""

    def __init__(self, one: Statements, other: Statements) -> None:
        counts = Counter(s for report in (one, other) for sentence in report.sentences for s in sentence.stems)
        size = math.log(len(one.sentences) + len(other.sentences) + 2)
        self._shares = {s: 1 - math.log(max(count, 1)) / size for s, count in counts.items()}
        whole = math.sqrt(sum(map(weight, one.stems)) * sum(map(weight, other.stems)))
        #: How much of their telling words the two reports share, 0 to 1.
        self.alike = sum(weight(s) for s in one.stems & other.stems) / max(whole, 1.0)

    def __getitem__(self, s: str) -> float:
        return self._shares.get(s, 1.0)

    def weights(self, stems: list[str]) -> dict[str, float]:
        """Each stem with its weight here."""
        return {s: max(weight(s), 0.5) * self[s] for s in stems}


class Told(NamedTuple):
    """A statement beside another report: its words, and those of its sentence, weighed by how telling they are among the sentences of
    the two; ``sides``: what it may be opposed by; ``rivals``: how many statements of its kind its sentence holds."""

    said: Statement
    words: dict[str, float]
    sentence: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    predicates: frozenset[str]
    sides: frozenset[tuple[int, int]]
    units: frozenset[str]
    rivals: int


def told(report: Statements, rare: Rarity) -> list[Told]:
    """The statements of a report, but for its claims."""
    sentences = {sentence.low: rare.weights(sentence.stems) for sentence in report.sentences}
    rivals = Counter((said.kind, said.low) for said in report.listed)
    return [
        Told(
            said=said,
            words={s: value * rare[s] for s, value in said.about.items()},
            sentence={s: value for s, value in sentences.get(said.low, {}).items() if s not in own(said)},
            names=frozenset(said.names),
            numbers=frozenset(said.numbers),
            predicates=frozenset(said.predicates),
            sides=frozenset(sides(said.near)),
            units=frozenset(said.unit.split()),
            rivals=rivals[said.kind, said.low],
        )
        for said in report.listed
        if said.kind != "claim"
    ]


def own(said: Statement) -> set[str]:
    """The stems of a name itself."""
    return {stem(part) for part in said.value.split()} if isinstance(said.value, str) and said.kind != "date" else set()


def pairs(firsts: list[Told], seconds: list[Told], link: Link) -> list[tuple[float, int, int]]:
    """How alike two statements are, and which, of all that may be of one thing and share a telling word."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for b, second in enumerate(seconds):
        for s, value in second.words.items():
            if value >= TELLING:
                holders[s].append(b)
    found = []
    for a, first in enumerate(firsts):
        for b in sorted({b for s, value in first.words.items() if value >= TELLING for b in holders.get(s, ())}):
            if may_be_one(first, seconds[b]):
                found.append((likeness(first, seconds[b], link), a, b))
    return found


def may_be_one(first: Told, second: Told) -> bool:
    """Whether nothing rules out that two statements of one kind are of the same thing."""
    one, other = first.said, second.said
    if first.predicates and second.predicates and first.predicates.isdisjoint(second.predicates):
        return False  # of the dead and of the injured
    if one.kind == "count" and first.units.isdisjoint(second.units):
        return not (first.units.isdisjoint(PEOPLE) or second.units.isdisjoint(PEOPLE) or first.predicates.isdisjoint(second.predicates))
    return not (one.kind == "length" and one.open != other.open)  # "faces 20 years" and "sentenced to 10"


def likeness(first: Told, second: Told, link: Link) -> float:
    """How surely both are of the same thing, 0 to 1."""
    weights = WEIGHTS[_GROUP_OF[first.said.kind]]
    score = sum(weights.get(name, 0.0) * value for name, value in features(first, second, link).items())
    return 1 / (1 + math.exp(-score))


def closeness(first: Told, second: Told) -> tuple[float, float]:
    """How much of the words near both values the two share, and how much of both sentences: of the longer of each, 0 to 1."""
    near = _shared(first.words, second.words) / max(sum(first.words.values()), sum(second.words.values()), 1.0)
    whole = _shared(first.sentence, second.sentence) / max(sum(first.sentence.values()), sum(second.sentence.values()), 1.0)
    return near, whole


def features(first: Told, second: Told, link: Link) -> dict[str, float]:
    """What the words around two values have in common."""
    one, other = first.said, second.said
    near = _shared(first.words, second.words)
    whole = _shared(first.sentence, second.sentence)
    least, most = sorted((sum(first.sentence.values()), sum(second.sentence.values())))
    names, numbers = len(first.names & second.names), len(first.numbers & second.numbers)
    return {
        one.kind: 1.0,
        "near": near / max(min(sum(first.words.values()), sum(second.words.values())), 1.0),
        "near, all": math.log1p(near),
        "sentence": whole / max(least, 1.0),
        "longer sentence": whole / max(most, 1.0),
        "sentence, all": math.log1p(whole),
        "before": _beside(one.before, other.before),
        "after": _beside(one.after, other.after),
        "next before": float(one.before[:1] == other.before[:1] != ()),
        "next after": float(one.after[:1] == other.after[:1] != ()),
        "both names": names / max(min(len(first.names), len(second.names)), 1),
        "other names": float(bool(first.names and second.names and not names)),
        "both numbers": numbers / max(min(len(first.numbers), len(second.numbers)), 1),
        "other numbers": float(bool(first.numbers and second.numbers and not numbers)),
        "opposed": float(opposed(first.sides, second.sides)),
        "one counted": float(bool(first.predicates & second.predicates)),
        "units": len(first.units & second.units) / max(min(len(first.units), len(second.units)), 1),
        "open": float(one.open != other.open),
        "quoted": float(one.quoted or other.quoted),
        "one quoted": float(one.quoted != other.quoted),
        "rivals": math.log(max(first.rivals, second.rivals, 1)),
        "reports alike": link.alike,
        "days": 1.0 if link.days is None else min(abs(link.days), 7) / 7,
    }


def _beside(one: Sequence[str], other: Sequence[str]) -> float:
    """How many of the words beside one value stand beside the other, on the same side."""
    return len(set(one) & set(other)) / max(min(len(one), len(other)), 1)


def _shared(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(min(value, other[s]) for s, value in one.items() if s in other)
