"""How surely two statements of one kind, of two reports, give the value of the same thing.

A logistic regression over the words around the two values, and not the values themselves. Its weights, ``likeness_weights.json``, were
fitted (``training/same_fact.py``) on pairs of statements from two reports of one story: those that give one value in sentences alike are
taken for the same thing, those that give two values for two.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from onrecord.compare.opposites import opposed, sides
from onrecord.compare.statements import Sentence, Statement, Statements
from onrecord.compare.words import weight
from onrecord.resolve.word_list import word_list

#: A word of less weight does not bring two statements together.
TELLING = 0.8
PEOPLE = word_list("person dead killed victim injured wounded death man woman child other arrested missing were was have")
#: The kinds whose weights are fitted together.
GROUPS = {
    "value": ("count", "amount", "length", "share", "distance"), "age": ("age",), "date": ("date",), "name": ("name",),
    "claim": ("claim",),
}  # fmt: skip
_GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
#: So many words on either side of a value are its window.
_WINDOW = 3


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


class Place(NamedTuple):
    """A place in a sentence: its telling stems on either side, the nearest first, and all of them, each with its weight."""

    before: list[str]
    after: list[str]
    sentence: dict[str, float]

    @classmethod
    def of(cls, stems: list[str], at: int, rare: Rarity) -> Place:
        """The place before the stem at ``at``."""
        return cls(stems[:at][::-1], stems[at:], rare.weights(stems))


class Told(NamedTuple):
    """A statement beside another report: its place, and the words near it, weighed by how telling they are among the sentences of the
    two; ``sides``: what it may be opposed by; ``rivals``: how many statements of its kind its sentence holds."""

    said: Statement
    place: Place
    words: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    predicates: frozenset[str]
    sides: frozenset[tuple[int, int]]
    units: frozenset[str]
    rivals: int


def told(report: Statements, rare: Rarity) -> list[Told]:
    """The statements of a report, but for its claims."""
    sentences = {sentence.low: sentence.stems for sentence in report.sentences}
    rivals = Counter((said.kind, said.low) for said in report.listed)
    return [
        Told(
            said=said,
            place=Place.of(sentences.get(said.low, []), said.place, rare),
            words={s: value * rare[s] for s, value in said.about.items()},
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


def pairs(firsts: list[Told], seconds: list[Told]) -> list[tuple[float, int, int]]:
    """How surely two statements are of one thing (log odds), and which, of all that may be and share a telling word."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for b, second in enumerate(seconds):
        for s, value in second.words.items():
            if value >= TELLING:
                holders[s].append(b)
    found = []
    for a, first in enumerate(firsts):
        for b in sorted({b for s, value in first.words.items() if value >= TELLING for b in holders.get(s, ())}):
            if may_be_one(first, seconds[b]):
                found.append((odds(first.said.kind, features(first, seconds[b])), a, b))
    return found


def may_be_one(first: Told, second: Told) -> bool:
    """Whether nothing rules out that two statements of one kind are of the same thing."""
    one, other = first.said, second.said
    if first.predicates and second.predicates and first.predicates.isdisjoint(second.predicates):
        return False  # of the dead and of the injured
    if one.kind == "count" and first.units.isdisjoint(second.units):
        return not (first.units.isdisjoint(PEOPLE) or second.units.isdisjoint(PEOPLE) or first.predicates.isdisjoint(second.predicates))
    return not (one.kind == "length" and one.open != other.open)  # "faces 20 years" and "sentenced to 10"


@cache
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("likeness_weights.json").read_text(encoding="utf-8"))
    return found


def odds(kind: str, found: Mapping[str, float]) -> float:
    """How surely two statements of a kind with these features are of the same thing: log odds."""
    weights = _weights()[_GROUP_OF[kind]]
    return weights["all"] + sum(weights[name] * value for name, value in found.items())


def in_common(one: Place, other: Place, *, but: Collection[str] = ()) -> float:
    """How much of the shorter of two sentences stands in the longer, 0 to 1, ``but`` for some words."""
    first, second = ({s: value for s, value in place.sentence.items() if s not in but} for place in (one, other))
    return _shared(first, second) / max(min(sum(first.values()), sum(second.values())), 1.0)


def aligned(one: Place, other: Place) -> dict[str, float]:
    """How alike two sentences are, and the words on either side of two places in them."""
    both = _shared(one.sentence, other.sentence)
    least, most = sorted((sum(one.sentence.values()), sum(other.sentence.values())))
    return {
        "sentence": both / max(least, 1.0),
        "longer sentence": both / max(most, 1.0),
        "sentence, all": math.log1p(both),
        "left over": math.log1p(most - both),
        "left over, shorter": math.log1p(max(least - both, 0.0)),
        "run before": _run(one.before, other.before, one.sentence),
        "run after": _run(one.after, other.after, one.sentence),
        "window": _overlap(_window(one, _WINDOW), _window(other, _WINDOW)),
        "window before": _overlap(set(one.before[:2]), set(other.before[:2])),
        "window after": _overlap(set(one.after[:2]), set(other.after[:2])),
    }


def features(first: Told, second: Told) -> dict[str, float]:
    """What the words around two values have in common."""
    one, other = first.said, second.said
    names, numbers = first.names & second.names, first.numbers & second.numbers
    return {
        **aligned(first.place, second.place),
        **{kind: float(one.kind == kind) for kind in GROUPS[_GROUP_OF[one.kind]][1:]},
        "near": math.log1p(_shared(first.words, second.words)),
        "names": len(names) / max(min(len(first.names), len(second.names)), 1),
        "other names": float(bool(first.names and second.names and not names)),
        "names of one": math.log1p(len(first.names ^ second.names)),
        "next to others": float(of_others(first, second)),
        "numbers": math.log1p(len(numbers)),
        "other numbers": float(bool(first.numbers and second.numbers and not numbers)),
        "numbers of one": math.log1p(len(first.numbers ^ second.numbers)),
        "opposed": float(opposed(first.sides, second.sides)),
        "counted": float(bool(first.predicates & second.predicates)),
        "units": len(first.units & second.units) / max(min(len(first.units), len(second.units)), 1),
        "open": float(one.open != other.open),
        "quoted": float(one.quoted or other.quoted),
        "one quoted": float(one.quoted != other.quoted),
        "rivals": math.log(max(first.rivals, second.rivals, 1)),
    }


def denied(one: Place, other: Place, first: Sentence, second: Sentence) -> dict[str, float]:
    """What a sentence that denies a word and one that affirms it have in common."""
    return {
        **aligned(one, other),
        "open": float(first.open != second.open),
        "quoted": float(first.quoted and second.quoted),
        "one quoted": float(first.quoted != second.quoted),
    }


def of_others(first: Told, second: Told) -> bool:
    """Whether other names stand next to the two values."""
    whose, others = next_to(first), next_to(second)
    return bool(whose and others and whose.isdisjoint(others))


def next_to(told: Told) -> set[str]:
    """The names next to a value: before it, or else after it."""
    return set(told.said.before[:2]) & told.names or set(told.said.after[:2]) & told.names


def _window(place: Place, size: int) -> set[str]:
    return {*place.before[:size], *place.after[:size]}


def _run(one: Sequence[str], other: Sequence[str], weights: Mapping[str, float]) -> float:
    """How much the words weigh that stand in the same order next to two places."""
    return math.log1p(sum(weights[a] for a, _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False))))


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one), len(other), 1)


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(min(value, other[s]) for s, value in one.items() if s in other)
