"""How surely two statements of one kind, of two reports, give the value of the same thing.

A logistic regression over the words around the two values, and not the values themselves. Its weights were fitted
(``training/same_fact.py``) on pairs of statements from two reports of one story: those that give one value are taken for the same thing,
the others for two.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import NamedTuple

from onrecord.compare.statements import Statement, Statements
from onrecord.compare.words import stem, weight
from onrecord.resolve.word_list import word_list

#: A word of less weight does not bring two statements together.
TELLING = 0.8
PEOPLE = word_list("person dead killed victim injured wounded death man woman child other arrested missing were was have")
WEIGHTS: dict[str, dict[str, float]] = {
    "value": {
        "age": -1.28,
        "amount": -4.16,
        "beside": 2.15,
        "both names": -0.40,
        "count": -4.53,
        "date": -4.09,
        "distance": -4.22,
        "length": -3.51,
        "longer sentence": 0.95,
        "near": 0.32,
        "near, all": -0.59,
        "one counted": 0.12,
        "open": -0.14,
        "other names": -0.22,
        "rivals": -0.81,
        "sentence": 0.83,
        "sentence, all": 0.87,
        "share": -4.19,
        "units": 2.40,
    },
    "name": {
        "beside": 2.60,
        "both names": 0.16,
        "longer sentence": 0.80,
        "name": -3.92,
        "near": -0.58,
        "near, all": 2.12,
        "one counted": 1.17,
        "open": -0.38,
        "other names": -0.34,
        "rivals": -0.12,
        "sentence": 1.44,
        "sentence, all": 0.05,
        "units": 0.00,
    },
    "place": {
        "beside": 2.03,
        "both names": 0.09,
        "longer sentence": 0.03,
        "near": 0.92,
        "near, all": 0.97,
        "one counted": 0.86,
        "open": 0.13,
        "other names": -0.35,
        "place": 0.45,
        "rivals": -0.67,
        "sentence": 0.27,
        "sentence, all": -0.28,
        "units": 0.00,
    },
}
# end of weights


class Rarity:
    """How telling a stem is among the sentences of two reports, 0 to 1: a name that every second sentence holds tells little of any."""

    def __init__(self, one: Statements, other: Statements) -> None:
        counts = Counter(s for report in (one, other) for sentence in report.sentences for s in sentence.stems)
        size = math.log(len(one.sentences) + len(other.sentences) + 2)
        self._shares = {s: 1 - math.log(max(count, 1)) / size for s, count in counts.items()}

    def __getitem__(self, s: str) -> float:
        return self._shares.get(s, 1.0)

    def weights(self, stems: list[str]) -> dict[str, float]:
        """Each stem with its weight here."""
        return {s: max(weight(s), 0.5) * self[s] for s in stems}


class Told(NamedTuple):
    """A statement beside another report: its words, and those of its sentence, weighed by how telling they are among the sentences of
    the two; ``rivals``: how many statements of its kind its sentence holds."""

    said: Statement
    words: dict[str, float]
    sentence: dict[str, float]
    names: frozenset[str]
    predicates: frozenset[str]
    beside: frozenset[str]
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
            predicates=frozenset(said.predicates),
            beside=frozenset(said.beside),
            units=frozenset(said.unit.split()),
            rivals=rivals[said.kind, said.low],
        )
        for said in report.listed
        if said.kind != "claim"
    ]


def own(said: Statement) -> set[str]:
    """The stems of a name itself."""
    return {stem(part) for part in said.value.split()} if isinstance(said.value, str) and said.kind != "date" else set()


def pairs(firsts: list[Told], seconds: list[Told]) -> list[tuple[float, int, int]]:
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
                found.append((likeness(first, seconds[b]), a, b))
    return found


def may_be_one(first: Told, second: Told) -> bool:
    """Whether nothing rules out that two statements of one kind are of the same thing."""
    one, other = first.said, second.said
    if first.predicates and second.predicates and first.predicates.isdisjoint(second.predicates):
        return False  # of the dead and of the injured
    if one.kind == "count" and first.units.isdisjoint(second.units):
        return not (first.units.isdisjoint(PEOPLE) or second.units.isdisjoint(PEOPLE) or first.predicates.isdisjoint(second.predicates))
    return not (one.kind == "length" and one.open != other.open)  # "faces 20 years" and "sentenced to 10"


def likeness(first: Told, second: Told) -> float:
    """How surely both are of the same thing, 0 to 1."""
    weights = WEIGHTS.get(first.said.kind, WEIGHTS["value"])
    score = sum(weights.get(name, 0.0) * value for name, value in features(first, second).items())
    return 1 / (1 + math.exp(-score))


def features(first: Told, second: Told) -> dict[str, float]:
    """What the words around two values have in common."""
    near = _shared(first.words, second.words)
    whole = _shared(first.sentence, second.sentence)
    least, most = sorted((sum(first.sentence.values()), sum(second.sentence.values())))
    names = len(first.names & second.names)
    return {
        first.said.kind: 1.0,
        "near": near / max(min(sum(first.words.values()), sum(second.words.values())), 1.0),
        "near, all": math.log1p(near),
        "sentence": whole / max(least, 1.0),
        "longer sentence": whole / max(most, 1.0),
        "sentence, all": math.log1p(whole),
        "beside": len(first.beside & second.beside) / max(min(len(first.beside), len(second.beside)), 1),
        "both names": names / max(min(len(first.names), len(second.names)), 1),
        "other names": float(bool(first.names and second.names and not names)),
        "one counted": float(bool(first.predicates & second.predicates)),
        "units": len(first.units & second.units) / max(min(len(first.units), len(second.units)), 1),
        "open": float(first.said.open != second.said.open),
        "rivals": math.log(max(first.rivals, second.rivals, 1)),
    }


def _shared(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(min(value, other[s]) for s, value in one.items() if s in other)
