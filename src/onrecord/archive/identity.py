"""Who is one and the same across reports: a pure function of the evidence and the judgements.

Within a block (people of one surname, organisations of one first word) entities are taken in order of date, those with a full name
first. Each joins the person whose evidence fits best, where that is enough, else it is a person of its own: a sum of weights, each of
which can be shown (:class:`Reason`). Nothing found in a report is changed by it.

The weights were set by hand and tried on ECB+ topics of odd number (``benchmarks/identity.py``).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import fsum, log
from typing import NamedTuple

import msgspec

from onrecord.archive.person_names import (
    first_names,
    generation_of,
    may_be_one_organisation,
    may_be_one_person,
    organisation_words,
    words_of,
)
from onrecord.model import Noun

#: From here on the evidence is enough.
ENOUGH = 2.5
#: For a surname alone: how much better the best must be than the second.
AHEAD = 1.0
#: Of all who are named in full with a surname, and so many who are still unseen, who is so large a share needs not be so far ahead.
HAS_THE_NAME, UNSEEN = 0.8, 10

SAME_NAME = 3.0
RARE_NAME = 2.0
SHORTER_NAME = 2.5
SURNAME_ALONE = 1.5
ROLE = 0.8
MOST_ROLES = 2.4
NO_ROLE_SHARED = -1.2
COMPANY = 1.0
MOST_COMPANY = 3.0
NO_COMPANY_SHARED = -0.8
CLOSE_IN_TIME = 0.5
FAR_IN_TIME = -1.0
SAME_OUTLET = 0.4
ANOTHER = -2.0
BETTER_KNOWN = 1.0

_CLOSE, _FAR = 90, 3650  # days


class Name(NamedTuple):
    """A block, a name's words, and which bearer of the name in a family that is, as :class:`Evidence` has it."""

    block: str
    words: tuple[str, ...]
    generation: str | None


class Evidence(Noun, frozen=True, kw_only=True):
    """What one report says of one entity. ``order`` sorts the entities of a block, whatever the order of adding; ``company`` are the
    people and organisations of the report, itself among them. ``generation`` is "jr", "iii" and so on, "" where the name without a suffix
    is another bearer's (see :func:`told_apart`), None where that is open."""

    entity: int
    report: int | None = None
    order: tuple[str, ...]
    block: str
    kind: str
    name: str
    roles: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    outlet: str | None = None
    published: str | None = None
    generation: str | None = None


class Reason(Noun, frozen=True, kw_only=True):
    """One feature of the comparison, its weight, and the words it rests on."""

    feature: str
    weight: float
    words: str = ""


class Decision(Noun, frozen=True, kw_only=True):
    """Why an entity belongs to a person: ``reasons`` are empty for the one that began it."""

    entity: int
    reasons: tuple[Reason, ...]


class Profile:
    """All evidence on one person so far; ``number`` counts the people of the block."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.decisions: list[Decision] = []
        self.entities: set[int] = set()
        self.reports: set[int | None] = set()
        self.names: set[Name] = set()
        self.has_full_name = False
        self.own: set[str] = set()
        self.roles: set[str] = set()
        self.company: set[str] = set()
        self.outlets: set[str] = set()
        self.days: list[int] = []  # in order

    def add(self, unit: Sequence[Evidence], reasons: tuple[Reason, ...]) -> None:
        for evidence in unit:
            self.decisions.append(Decision(entity=evidence.entity, reasons=reasons))
            self.entities.add(evidence.entity)
            self.reports.add(evidence.report)
            self.names.add(name_of(evidence))
            self.has_full_name |= not is_surname_alone(evidence)
            self.own.add(" ".join(words_of(evidence.name)))
            self.roles |= evidence.roles
            self.company |= evidence.company
            if evidence.outlet:
                self.outlets.add(evidence.outlet)
            when = day_of(evidence.published)
            if when is not None:
                insort(self.days, when)


class People:
    """The people of a block so far, found by the names that they may go by: which names agree is asked once for each two names."""

    def __init__(self) -> None:
        self.profiles: list[Profile] = []
        self._fitting: dict[frozenset[Name], list[Profile]] = {}

    def fitting(self, names: frozenset[Name]) -> list[Profile]:
        """The people one of whose names is like one of these, and none of whose names contradicts one, in order."""
        if names not in self._fitting:
            self._fitting[names] = [profile for profile in self.profiles if fits(names, profile)]
        return self._fitting[names]

    def add(self, unit: Sequence[Evidence], names: frozenset[Name], profile: Profile | None, reasons: tuple[Reason, ...]) -> None:
        """Take the unit for that person; None: for one who is new."""
        if profile is None:
            profile = Profile(len(self.profiles))
            self.profiles.append(profile)
        are_new = not names <= profile.names
        profile.add(unit, reasons)
        if are_new:
            for others, found in self._fitting.items():
                place = bisect_left(found, profile.number, key=lambda each: each.number)
                is_there = found[place : place + 1] == [profile]
                if fits(others, profile) != is_there:
                    found[place : place + is_there] = [] if is_there else [profile]


def people_of(
    block: Iterable[Evidence], *, same: Iterable[tuple[int, int]] = (), different: Iterable[tuple[int, int]] = ()
) -> list[list[Decision]]:
    """The entities of a block as people, each with why it is there. ``same`` and ``different`` are pairs of entities that were judged."""
    items = told_apart(sorted(block, key=lambda evidence: evidence.order))
    apart: dict[int, set[int]] = {}
    for a, b in different:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    weights = Weights.of(items)
    people = People()
    for unit in sorted(united(items, same), key=lambda unit: all(map(is_surname_alone, unit))):  # full names first
        names = frozenset(map(name_of, unit))
        barred = {other for evidence in unit for other in apart.get(evidence.entity, ())}
        profiles = [profile for profile in people.fitting(names) if not barred or barred.isdisjoint(profile.entities)]
        people.add(unit, names, *best(unit[0], profiles, weights))
    return [profile.decisions for profile in people.profiles]


def fits(names: Iterable[Name], profile: Profile) -> bool:
    """Whether a name of the person is like one of these, and none contradicts one."""
    pairs = [(ours, theirs) for ours in names for theirs in profile.names]
    return any(ours.block == theirs.block for ours, theirs in pairs) and all(agree(ours, theirs) for ours, theirs in pairs)


def agree(a: Name, b: Name) -> bool:
    """Whether the two can be names of one; those of different blocks can, where somebody judged them the same."""
    if a.block != b.block:
        return True
    if not a.block.startswith("p "):
        return may_be_one_organisation(a.words, b.words)
    is_another = a.generation is not None and b.generation is not None and a.generation != b.generation
    return not is_another and may_be_one_person(a.words, b.words)


class Weights(NamedTuple):
    """What is telling in a block, in 0–1: ``names`` by their words, and ``company`` by the rarity of its name."""

    names: Mapping[tuple[str, ...], float]
    company: Mapping[str, float]

    @classmethod
    def of(cls, items: Sequence[Evidence]) -> Weights:
        counted = Counter(name for evidence in items for name in evidence.company)
        company = {name: COMPANY * log((len(items) + 20) / (count + 1)) / log(21) for name, count in counted.items()}
        return cls(name_rarity(items), company)


#: A reason in the making: the feature, its weight, and the words, sorted and joined only for those who are shown it.
Point = tuple[str, float, Iterable[str]]


def best(evidence: Evidence, profiles: Sequence[Profile], weights: Weights) -> tuple[Profile | None, tuple[Reason, ...]]:
    """The person that fits the evidence best, the earliest of equals, and why; None where that is not enough. A surname alone is nobody's
    where another who has it with a first name fits nearly as well, unless nearly all who are named with both are the one. Whoever cannot
    come near the best any more is not compared further."""
    name, is_alone = name_of(evidence), is_surname_alone(evidence)
    company = evidence.company - {" ".join(words_of(evidence.name))}
    best_known = max((len(profile.decisions) for profile in profiles), default=0)
    found: list[tuple[float, int, Profile, list[Point]]] = []
    near = ENOUGH
    for profile in sorted(profiles, key=lambda profile: name not in profile.names):
        points = [*by_name(evidence, name, profile, weights, best_known), *at_sight(evidence, profile)]
        if total_of(points) + MOST_COMPANY < near:
            continue
        points += by_company(evidence, company, profile, weights)
        total = total_of(points)
        found.append((-total, profile.number, profile, points))
        near = max(near, total - AHEAD if is_alone else total)
    found.sort()
    if not found or -found[0][0] < ENOUGH:
        return None, ()
    (most, _, chosen, points), rivals = found[0], found[1:]
    bearers = UNSEEN + sum(len(profile.decisions) for profile in profiles if profile.has_full_name)
    if (
        is_alone
        and len(chosen.decisions) < HAS_THE_NAME * bearers
        and any(rival - most < AHEAD and profile.has_full_name for rival, _, profile, _ in rivals)
    ):
        return None, ()
    return chosen, tuple(Reason(feature=feature, weight=weight, words=", ".join(words)) for feature, weight, words in points)


def total_of(points: Iterable[Point]) -> float:
    return sum(weight for _, weight, _ in points)


def by_name(evidence: Evidence, name: Name, profile: Profile, weights: Weights, best_known: int) -> Iterator[Point]:
    """What the names say for the entity being this person."""
    if is_surname_alone(evidence):
        yield "surname alone", SURNAME_ALONE, (evidence.name,)
        yield "best known of that name", BETTER_KNOWN * log(1 + len(profile.decisions)) / log(1 + best_known), ()
    elif name in profile.names:
        yield "same name", SAME_NAME, (evidence.name,)
        yield "how rare the name is", RARE_NAME * weights.names.get(name.words, 1.0), ()
    else:
        yield "shorter or longer name", SHORTER_NAME, beside_the_nearest(evidence, name, profile)


def beside_the_nearest(evidence: Evidence, name: Name, profile: Profile) -> Iterator[str]:
    """The entity's name, beside that of the person's which shares most words with it."""
    nearest = max(sorted(other.words for other in profile.names), key=lambda words: len({*words} & {*name.words}))
    yield f"{evidence.name} / {' '.join(nearest)}"


def at_sight(evidence: Evidence, profile: Profile) -> Iterator[Point]:
    """What roles, outlet and dates say for and against it."""
    roles = evidence.roles & profile.roles
    if roles:
        yield "roles", min(MOST_ROLES, ROLE * len(roles)), sorted(roles)
    elif len(evidence.roles) > 1 and len(profile.roles) > 1:
        yield "no role in common", NO_ROLE_SHARED, sorted(evidence.roles)
    if evidence.report in profile.reports and evidence.kind == "person" and not evidence.name.startswith("@"):
        yield "another in its report", ANOTHER, ()
    if evidence.outlet and evidence.outlet in profile.outlets:
        yield "same outlet", SAME_OUTLET, (evidence.outlet,)
    when = day_of(evidence.published)
    if when is not None and profile.days:
        k = bisect_left(profile.days, when)
        gap = min(abs(when - other) for other in profile.days[max(0, k - 1) : k + 1])
        if gap <= _CLOSE:
            yield "close in time", CLOSE_IN_TIME, (f"{gap} days",)
        elif gap >= _FAR:
            yield "far apart in time", FAR_IN_TIME, (f"{gap // 365} years",)


def by_company(evidence: Evidence, company: frozenset[str], profile: Profile, weights: Weights) -> Iterator[Point]:
    """What the others in its report, ``company``, say for and against it."""
    others = (company & profile.company) - profile.own
    if others:
        yield "company kept", min(MOST_COMPANY, fsum(weights.company[name] for name in others)), first_of(others)
    elif len(evidence.company) > 3 and len(profile.company) > 3:
        yield "no company in common", NO_COMPANY_SHARED, ()


def first_of(words: Iterable[str]) -> Iterator[str]:
    """Five of the words."""
    yield from sorted(words)[:5]


def is_surname_alone(evidence: Evidence) -> bool:
    return evidence.kind == "person" and len(name_words(evidence)) == 1


def name_words(evidence: Evidence) -> tuple[str, ...]:
    return words_of(evidence.name) if evidence.kind == "person" else organisation_words(evidence.name)


def name_of(evidence: Evidence) -> Name:
    return Name(evidence.block, name_words(evidence), evidence.generation)


def told_apart(items: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with the generations of its names. A name without a suffix is of another than the same name with one where at least a
    quarter of the reports with the suffix know another of the name; else it may be left off ("Joe Vell", "Joe Vell Jr.")."""
    reports: dict[int | None, list[tuple[tuple[str, ...], str]]] = {}
    for evidence in items:
        if evidence.kind == "person":
            reports.setdefault(evidence.report, []).append((name_words(evidence), generation_of(evidence.name)))
    suffixed: Counter[tuple[str, ...]] = Counter()
    both: Counter[tuple[str, ...]] = Counter()
    for names in reports.values():
        for words, generation in names:
            if generation and len(words) > 1:
                suffixed[words] += 1
                both[words] += any(other != generation and may_be_one_person(words, name) for name, other in names)
    apart = {words for words in both if 4 * both[words] >= suffixed[words]}
    return [
        msgspec.structs.replace(evidence, generation=generation)
        if evidence.kind == "person" and ((generation := generation_of(evidence.name)) or name_words(evidence) in apart)
        else evidence
        for evidence in items
    ]


def name_rarity(items: Sequence[Evidence]) -> dict[tuple[str, ...], float]:
    """How telling each full name is, in 0–1: 1 where nobody else in the block has the surname."""
    given = {first_names(name_words(e))[:1] for e in items if e.kind == "person" and len(name_words(e)) > 1}
    share = 1 / (1 + log(max(1, len(given))))
    return {name_words(e): share if e.kind == "person" else 1.0 for e in items}


def united(items: Sequence[Evidence], same: Iterable[tuple[int, int]]) -> list[list[Evidence]]:
    """The entities, those that were judged the same together."""
    at = {evidence.entity: [evidence] for evidence in items}
    for a, b in same:
        if a in at and b in at and at[a] is not at[b]:
            joined = at[a] + at[b]
            for evidence in joined:
                at[evidence.entity] = joined
    seen: set[int] = set()
    found = []
    for evidence in items:
        if id(at[evidence.entity]) not in seen:
            seen.add(id(at[evidence.entity]))
            found.append(at[evidence.entity])
    return found


def day_of(published: str | None) -> int | None:
    """The day of an ISO 8601 date as a number; None where it is not a whole day."""
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None
