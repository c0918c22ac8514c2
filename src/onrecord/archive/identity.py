"""Who is one and the same across reports: a pure function of the evidence and the judgements.

Within a block (people of one surname, organisations of one first word) entities are taken in order of date, those with a full name
first. Each joins the person whose evidence fits best, where that is enough, else it is a person of its own: a sum of weights, each of
which can be shown (:class:`Reason`). Nothing found in a report is changed by it.

The weights were set by hand and tried on ECB+ topics of odd number (``benchmarks/identity.py``).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import log
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
    """All evidence on one person so far."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.entities: set[int] = set()
        self.names: Counter[Name] = Counter()
        self.own: set[str] = set()
        self.roles: set[str] = set()
        self.company: set[str] = set()
        self.outlets: set[str] = set()
        self.days: list[int] = []  # in order

    def add(self, unit: Sequence[Evidence], reasons: tuple[Reason, ...]) -> None:
        for evidence in unit:
            self.decisions.append(Decision(entity=evidence.entity, reasons=reasons))
            self.entities.add(evidence.entity)
            self.names[name_of(evidence)] += 1
            self.own.add(" ".join(words_of(evidence.name)))
            self.roles |= evidence.roles
            self.company |= evidence.company
            if evidence.outlet:
                self.outlets.add(evidence.outlet)
            when = day_of(evidence.published)
            if when is not None:
                insort(self.days, when)


def people_of(
    block: Iterable[Evidence], *, same: Iterable[tuple[int, int]] = (), different: Iterable[tuple[int, int]] = ()
) -> list[list[Decision]]:
    """The entities of a block as people, each with why it is there. ``same`` and ``different`` are pairs of entities that were judged."""
    items = told_apart(sorted(block, key=lambda evidence: evidence.order))
    apart: dict[int, set[int]] = {}
    for a, b in different:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    rarity = name_rarity(items)
    company = Counter(name for evidence in items for name in evidence.company)
    profiles: list[Profile] = []
    by_name: dict[Name, list[Profile]] = {}
    units = united(items, same)
    for unit in sorted(units, key=lambda unit: all(map(is_surname_alone, unit))):  # full names first
        barred = {other for evidence in unit for other in apart.get(evidence.entity, ())}
        ranked = ranking(unit, candidates(unit, profiles, by_name), barred, rarity, company, len(items))
        chosen: Profile | None = None
        reasons: tuple[Reason, ...] = ()
        if ranked and enough(unit, ranked):
            _, chosen, reasons = ranked[0]
        if chosen is None:
            chosen = Profile()
            profiles.append(chosen)
        chosen.add(unit, reasons)
        for evidence in unit:
            same_name = by_name.setdefault(name_of(evidence), [])
            if chosen not in same_name:
                same_name.append(chosen)
    return [profile.decisions for profile in profiles]


def candidates(unit: Sequence[Evidence], profiles: list[Profile], by_name: Mapping[Name, list[Profile]]) -> list[Profile]:
    """The people one of whose names is like one of the unit's, and none of whose names contradicts it."""
    ours = {name_of(evidence) for evidence in unit}
    near = {id(p) for name, those in by_name.items() if any(name.block == our.block and agree(our, name) for our in ours) for p in those}
    return [p for p in profiles if id(p) in near and all(agree(our, name) for our in ours for name in p.names)]


def agree(a: Name, b: Name) -> bool:
    """Whether the two can be names of one; those of different blocks can, where somebody judged them the same."""
    if a.block != b.block:
        return True
    if not a.block.startswith("p "):
        return may_be_one_organisation(a.words, b.words)
    is_another = a.generation is not None and b.generation is not None and a.generation != b.generation
    return not is_another and may_be_one_person(a.words, b.words)


Ranked = list[tuple[float, Profile, tuple[Reason, ...]]]


def ranking(
    unit: Sequence[Evidence],
    profiles: list[Profile],
    barred: set[int],
    rarity: Mapping[tuple[str, ...], float],
    company: Mapping[str, int],
    count: int,
) -> Ranked:
    """The people that the unit may belong to, the best fitting first."""
    best_known = max((len(profile.decisions) for profile in profiles), default=0)
    found: Ranked = []
    for profile in profiles:
        if profile.entities & barred:
            continue
        reasons = tuple(compare(unit[0], profile, rarity, company, count, best_known))
        found.append((sum(reason.weight for reason in reasons), profile, reasons))
    return sorted(found, key=lambda ranked: -ranked[0])


def enough(unit: Sequence[Evidence], ranked: Ranked) -> bool:
    """Whether the best is good enough; for a surname alone also whether it is far enough ahead of the second."""
    if ranked[0][0] < ENOUGH:
        return False
    return len(ranked) == 1 or not is_surname_alone(unit[0]) or ranked[0][0] - ranked[1][0] >= AHEAD


def compare(
    evidence: Evidence, profile: Profile, rarity: Mapping[tuple[str, ...], float], company: Mapping[str, int], count: int, best_known: int
) -> Iterable[Reason]:
    """What speaks for and against the entity being this person."""
    words = name_words(evidence)
    if is_surname_alone(evidence):
        yield Reason(feature="surname alone", weight=SURNAME_ALONE, words=evidence.name)
        known = log(1 + len(profile.decisions)) / log(1 + best_known) if best_known else 1.0
        yield Reason(feature="best known of that name", weight=BETTER_KNOWN * known)
    elif name_of(evidence) in profile.names:
        yield Reason(feature="same name", weight=SAME_NAME, words=evidence.name)
        yield Reason(feature="how rare the name is", weight=RARE_NAME * rarity.get(words, 1.0))
    else:
        nearest = max((name.words for name in profile.names), key=lambda name: len(set(name) & set(words)))
        yield Reason(feature="shorter or longer name", weight=SHORTER_NAME, words=f"{evidence.name} / {' '.join(nearest)}")
    roles = sorted(evidence.roles & profile.roles)
    if roles:
        yield Reason(feature="roles", weight=min(MOST_ROLES, ROLE * len(roles)), words=", ".join(roles))
    elif len(evidence.roles) > 1 and len(profile.roles) > 1:
        yield Reason(feature="no role in common", weight=NO_ROLE_SHARED, words=", ".join(sorted(evidence.roles)))
    others = sorted((evidence.company & profile.company) - profile.own - {" ".join(words_of(evidence.name))})
    if others:
        weight = sum(COMPANY * log((count + 20) / (company.get(name, 0) + 1)) / log(21) for name in others)
        yield Reason(feature="company kept", weight=min(MOST_COMPANY, weight), words=", ".join(others[:5]))
    elif len(evidence.company) > 3 and len(profile.company) > 3:
        yield Reason(feature="no company in common", weight=NO_COMPANY_SHARED)
    if evidence.outlet and evidence.outlet in profile.outlets:
        yield Reason(feature="same outlet", weight=SAME_OUTLET, words=evidence.outlet)
    when = day_of(evidence.published)
    if when is not None and profile.days:
        k = bisect_left(profile.days, when)
        gap = min(abs(when - other) for other in profile.days[max(0, k - 1) : k + 1])
        if gap <= _CLOSE:
            yield Reason(feature="close in time", weight=CLOSE_IN_TIME, words=f"{gap} days")
        elif gap >= _FAR:
            yield Reason(feature="far apart in time", weight=FAR_IN_TIME, words=f"{gap // 365} years")


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
