"""Where two reports of one story cannot both be right, and where the later brings the earlier up to date.

Statements of one kind are paired across the two reports by how surely they are of one thing, each with the one it is most like; a pair
whose values differ is a disagreement: a conflict where it is sure that both are of one thing, else a possible one, of which few are
kept. A report that also gives the other's value somewhere has hardly said otherwise. What differs only by rounding, by its bound ("at
least 31" and "57"), by unit or by precision ("May", "May 12") agrees. A count that grows from one day to the next, a plan that has come
true, is an update.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, TypeVar

from onrecord.compare.days import day_number
from onrecord.compare.denials import denials
from onrecord.compare.likeness import PEOPLE, Rarity, Told, in_common, of_others, pairs, told
from onrecord.compare.opposites import CALENDAR, KIN, opposed
from onrecord.compare.rivals import Person, mentions, names_of, people, rivals
from onrecord.compare.statements import Statement, Statements

Verdict = Literal["conflict", "possible", "update"]

#: From which log odds on two statements are surely of one thing, by kind, …
SURE = {"count": 0.0, "amount": 0.0, "length": 0.0, "distance": 0.0, "share": 5.0, "age": -1.0, "date": 0.5, "name": 4.0, "claim": 5.0}
#: … and from which on they may be.
POSSIBLE = dict.fromkeys(("count", "amount", "length", "share", "distance", "age", "date"), -2.5) | {"name": -1.5, "claim": -1.0}
#: So much of the shorter of two sentences that tell of one thing stands in the longer.
IN_COMMON = 0.2
#: So much less likely two values are of one thing where a report gives the other's too.
GIVEN = 2.0
#: … and where something beside them casts doubt on it.
DOUBT = 1.0
#: So many possible conflicts of two reports are kept.
MOST_POSSIBLE = 3
#: So many telling words the sentences of two values share at least.
LEAST = 3
#: Quantities further apart than so many times are of two things.
TOO_FAR = 5.0
#: … and from so many times on they are surely of one no more: two reports of one number differ by less.
FAR = 2.0
#: Reports printed further apart, in days, are not held against each other: the next chapter has other people, days and numbers.
SAME_NEWS = 1
#: … but for what does not change from day to day, and what brings it up to date.
LASTING = 7
#: How much each kind matters, and how often what is found of it is real: hardly a denial is one.
MATTERS = {
    "claim": 0.6, "count": 0.9, "name": 0.9, "length": 0.8, "date": 0.8, "amount": 0.7, "age": 0.5, "share": 0.6,
    "distance": 0.4,
}  # fmt: skip
#: What only grows in the days after.
_GROWS = frozenset({"dead", "hurt", "arrested", "charged", "sick", "rescued"})
_GROWING = frozenset({"case", "victim", "arrest", "death", "injury", "vote", "signature", "complaint", "day", "accuser", "woman", "person"})


Pair = TypeVar("Pair", bound=tuple[Any, ...])


class Disagreement(NamedTuple):
    """A statement of the first report and one of the second; ``score``: how sure and how much it matters, 0 to 1."""

    verdict: Verdict
    kind: str
    one: Statement
    other: Statement
    score: float


def disagreements(one: Statements, other: Statements, *, days: int | None) -> list[Disagreement]:
    """Where two reports disagree, the surest and weightiest first, and after them a few possible conflicts. ``days``: from the first
    report to the second, None where it is not known: then nothing is held against each other."""
    if days is None or abs(days) > LASTING:
        return []
    rare = Rarity(one, other)
    firsts, seconds = told(one, rare), told(other, rare)
    found = list(_values(firsts, seconds, days))
    if abs(days) <= SAME_NEWS:
        found += _people(one, other, people(firsts, rare), people(seconds, rare), days)
        found += _denied(denials(one, other, rare), days, turned=False)
        found += _denied(denials(other, one, rare), days, turned=True)
    ranked = sorted((d for d in found if d), key=lambda d: (-d.score, d.one.start))
    return [d for d in ranked if d.verdict != "possible"] + _likeliest(d for d in ranked if d.verdict == "possible")


def _likeliest(possible: Iterable[Disagreement]) -> list[Disagreement]:
    """The first few of possible conflicts, one of each two sentences."""
    of_sentences: dict[tuple[int, int], Disagreement] = {}
    for found in possible:
        of_sentences.setdefault((found.one.low, found.other.low), found)
    return list(of_sentences.values())[:MOST_POSSIBLE]


def _told(kind: str, odds: float, one: Statement, other: Statement, days: int, *, is_plain: bool = True) -> Disagreement | None:
    """What two statements of other values are, by the log odds that both are of one thing. ``is_plain``: nothing beside them casts doubt
    on that."""
    verdict = _verdict(one, other, days) if odds >= POSSIBLE[kind] else None
    if not is_plain or odds < SURE[kind]:
        verdict = "possible" if verdict in ("conflict", "possible") else None
    if abs(days) > SAME_NEWS and (verdict == "possible" or (verdict == "conflict" and not _lasts(one, other))):
        return None
    if verdict is None:
        return None
    return Disagreement(verdict, kind, one, other, round(MATTERS[kind] / (1 + math.exp(SURE[kind] - 1 - odds)), 3))


def _values(firsts: list[Told], seconds: list[Told], days: int) -> Iterator[Disagreement | None]:
    groups: defaultdict[tuple[str, str], tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for side, listed in enumerate((firsts, seconds)):
        for item in listed:
            if item.said.kind != "name":
                groups[item.said.kind, item.said.unit if item.said.kind in ("amount", "date") else ""][side].append(item)
    least = POSSIBLE if abs(days) <= SAME_NEWS else SURE
    for (kind, _), (ours, theirs) in groups.items():
        likely = ((odds, ours[a], theirs[b]) for odds, a, b in pairs(ours, theirs) if odds >= least[kind])
        both = [(odds, agree(a.said, b.said), a, b) for odds, a, b in likely]
        kept = [(not pair[1] and _doubtful(*pair[2:]), *pair) for pair in both if pair[1] or not _apart(*pair[2:])]
        ranked = sorted(kept, key=lambda pair: (DOUBT * pair[0] - pair[1], not pair[2]))
        for is_doubtful, odds, is_agreed, first, second in _each_once(ranked):
            if not is_agreed:
                is_given_too = is_given(theirs, first, second) or is_given(ours, second, first)
                is_plain = not (is_given_too or is_doubtful)
                yield _told(kind, odds - GIVEN * is_given_too, first.said, second.said, days, is_plain=is_plain)


def _each_once(ranked: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs, each of both sides, which end them, once."""
    firsts: set[int] = set()
    seconds: set[int] = set()
    for pair in ranked:
        first, second = map(id, pair[-2:])
        if first not in firsts and second not in seconds:
            firsts.add(first)
            seconds.add(second)
            yield pair


def _people(one: Statements, other: Statements, firsts: list[Person], seconds: list[Person], days: int) -> Iterator[Disagreement | None]:
    likely = (found for found in rivals(one, other, firsts, seconds) if found[0] >= POSSIBLE["name"])
    for odds, first, second in _each_once(sorted(likely, key=lambda found: (-found[0], found[1].name, found[2].name))):
        ours, theirs = mentions(first, second)
        if in_common(ours.place, theirs.place, but=names_of(first, second)) >= IN_COMMON:
            yield _told("name", odds, ours.said, theirs.said, days)


def _denied(found: Iterable[tuple[float, Statement, Statement]], days: int, *, turned: bool) -> Iterator[Disagreement | None]:
    for odds, claim, affirmed in found:
        if odds >= POSSIBLE["claim"]:
            yield _told("claim", odds, *((affirmed, claim) if turned else (claim, affirmed)), days)


def agree(one: Statement, other: Statement) -> bool:
    """Whether two values, quantities or dates, can both be right."""
    if one.kind == "date":
        a, b = str(one.value), str(other.value)
        return a.startswith(b) or b.startswith(a) or _days_agree(one, other)
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


def _days_agree(one: Statement, other: Statement) -> bool:
    """Whether two dates may be one: days of one name or date, whose week or year is a guess; one counted from another, which may be off."""
    if len(str(one.value)) == len(str(other.value)) == 10 and str(one.value)[5:] == str(other.value)[5:]:
        return True
    first, second = (day_number(str(said.value)) for said in (one, other))
    if first is None or second is None:
        years = [int(str(said.value)[:4]) for said in (one, other)]
        return "about" in (one.bound, other.bound) and abs(years[0] - years[1]) <= 1
    if one.bound == other.bound == "weekday":
        return (first - second) % 7 == 0
    return "about" in (one.bound, other.bound) and abs(first - second) <= 1


def _rounds(value: float, digits: int, exact: float) -> bool:
    """Whether ``value``, of ``digits`` digits before its zeros, is ``exact`` rounded."""
    if value < 20 or digits > 3 or exact <= 0:
        return False
    step = 10 ** (math.floor(math.log10(value)) - digits + 1)
    return (step > 1 and abs(value - exact) <= step / 2) or (step <= 1 and value != exact and abs(value - exact) < 0.5)


def is_given(listed: list[Told], wanted: Told, paired: Told) -> bool:
    """Whether a report gives a value of another too, of anything."""
    return any(one is not paired and agree(one.said, wanted.said) for one in listed)


def _lasts(one: Statement, other: Statement) -> bool:
    """Whether the values do not change from day to day: the age of a person, how far it is, a year."""
    return one.kind in ("age", "distance") or (one.kind == "date" and one.bound == other.bound == "exact" and len(str(one.value)) == 4)


def _apart(first: Told, second: Told) -> bool:
    """Whether something beside the values says that they are of two things: opposed words, the other's value, another
    relative's age, a day that is counted from another or names a thing; or the values themselves, much too far apart."""
    one, other = first.said, second.said
    if opposed(first.sides, second.sides, but=CALENDAR if one.kind == "date" else ()):
        return True
    if in_common(first.place, second.place) < IN_COMMON:
        return True
    if one.kind == "date":  # what is counted from another day may be counted from any
        return one.bound != other.bound or one.bound in ("about", "name")
    if f"{other.value:g}" in first.numbers or f"{one.value:g}" in second.numbers:
        return True
    if one.kind == "age":
        return _kin(one) != _kin(other)
    return _ratio(one, other) > TOO_FAR


def _doubtful(first: Told, second: Told) -> bool:
    """Whether the values may well be of two things: hardly a word in common, a quotation; dates that no word beside them binds to the same
    happening, or of which one is to come."""
    one, other = first.said, second.said
    if one.quoted or other.quoted or len(first.place.sentence.keys() & second.place.sentence.keys()) < LEAST:
        return True
    if one.kind in ("age", "distance") and of_others(first, second):
        return True
    bound = (set(one.before[:2]) & set(other.before[:2])) | (set(one.after[:2]) & set(other.after[:2]))
    return one.kind == "date" and (one.open != other.open or not bound - first.names - second.names)


def _ratio(one: Statement, other: Statement) -> float:
    small, large = sorted((float(one.value), float(other.value)))
    return large / small if small > 0 else math.inf


def _kin(said: Statement) -> frozenset[str]:
    """Whose child or parent the one is whose age is given."""
    return KIN.intersection(said.after[:2])


def _verdict(one: Statement, other: Statement, days: int) -> Verdict | None:
    """What two values of one thing are."""
    earlier, later = (one, other) if days >= 0 else (other, one)
    if one.kind == "age":
        if abs(float(one.value) - float(other.value)) <= 1 + abs(days) / 365:
            return None
        return "conflict" if set(one.names) & set(other.names) & {*one.before[:2], *one.after[:2]} else "possible"
    if one.kind == "date":  # a date does not grow; what was planned for one may come to pass on another
        return "update" if days and earlier.open and not later.open else "conflict"
    if one.kind == "claim":
        denied = one if one.value == "no" else other
        return "update" if days and (denied.so_far or denied.open) else "possible"
    if one.kind == "name":
        return "update" if one.open != other.open and days else "possible"
    rise = float(later.value) - float(earlier.value)
    if one.kind == "length" and days and rise == -abs(days):
        return None  # the days that are left
    grows = bool(set(one.predicates) & _GROWS) or not _GROWING.isdisjoint(one.unit.split()) or one.so_far or other.so_far
    if days and rise > 0 and (grows or earlier.bound == "at least"):
        return "update"
    low = min(one, other, key=lambda s: float(s.value))
    if low.bound == "at least" or low.so_far or (days and earlier.open and not later.open):
        return "update"
    is_unsure = (days and rise > 0) or one.so_far or other.so_far or _ratio(one, other) >= FAR or _counted(one) != _counted(other)
    return "possible" if is_unsure else "conflict"


def _counted(said: Statement) -> str:
    """The first word of what is counted; nothing where it is people."""
    first = said.unit.partition(" ")[0] if said.kind == "count" else ""
    return "" if first in PEOPLE else first
