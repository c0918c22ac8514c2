"""People whom one report alone names, and who has their part in the other: the words of all sentences that name each."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onrecord.compare.likeness import Rarity, Told, odds
from onrecord.compare.statements import BESIDE, Statements
from onrecord.compare.words import stem


class Person(NamedTuple):
    """A person of a report: the mentions, the words near them, beside them, and of their sentences, weighed as in a Told."""

    name: str
    told: list[Told]
    near: dict[str, float]
    beside: dict[str, float]
    sentences: dict[str, float]


def people(listed: list[Told], rare: Rarity) -> list[Person]:
    """The people among the statements of a report."""
    mentions: defaultdict[str, list[Told]] = defaultdict(list)
    for one in listed:
        if one.said.kind == "name":
            mentions[str(one.said.value)].append(one)
    return [_person(name, found, rare) for name, found in mentions.items()]


def _person(name: str, told: list[Told], rare: Rarity) -> Person:
    own = {stem(part) for part in name.split()}
    near: dict[str, float] = {}
    for one in told:
        for s, value in one.words.items():
            near[s] = max(near.get(s, 0.0), value)
    beside = rare.weights([s for one in told for s in (*one.said.before[:BESIDE], *one.said.after[:BESIDE])])
    sentences = {s: value for one in told for s, value in one.place.sentence.items()}
    return Person(name, told, *({s: value for s, value in words.items() if s not in own} for words in (near, beside, sentences)))


def rivals(one: Statements, other: Statements, firsts: list[Person], seconds: list[Person]) -> Iterator[tuple[float, Person, Person]]:
    """How surely a person whom the first report alone names has the part of one whom the second alone names: log odds."""
    alone, others = [p for p in firsts if not gives(other, p.name)], [p for p in seconds if not gives(one, p.name)]
    for first in alone:
        for second in others:
            if not first.sentences.keys().isdisjoint(second.sentences):
                yield odds("name", parts(first, second)), first, second


def parts(first: Person, second: Person) -> dict[str, float]:
    """What two people have in common."""
    found = {}
    for name in ("near", "beside", "sentences"):
        both, least, most = _both(getattr(first, name), getattr(second, name))
        found[name] = both / math.sqrt(least * most) if both else 0.0
        found[f"{name}, all"] = math.log1p(both)
    one, two = len(first.told), len(second.told)
    return {**found, "mentions": math.log(min(one, two)), "mentions apart": abs(math.log(one / two))}


def mentions(first: Person, second: Person) -> tuple[Told, Told]:
    """The mentions of two people whose sentences are most alike."""
    both = ((_both(a.place.sentence, b.place.sentence)[0], -m, -n) for m, a in enumerate(first.told) for n, b in enumerate(second.told))
    _, m, n = max(both)
    return first.told[-m], second.told[-n]


def names_of(*listed: Person) -> set[str]:
    """The stems of people's names."""
    return {stem(part) for one in listed for part in one.name.split()}


def _both(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[float, float, float]:
    least, most = sorted((sum(one.values()), sum(other.values())))
    return sum(min(value, other[s]) for s, value in one.items() if s in other), least, most


def gives(report: Statements, name: str) -> bool:
    """Whether a report holds the last word of a name, or the first."""
    named = name.split()
    return stem(named[-1]) in report.stems or stem(named[0]) in report.stems
