"""Where two reports of one story cannot both be right, and where the later brings the earlier up to date.

Statements of one kind are paired across the two reports by the words around them, each with the one it is most like; a pair whose values
differ is a disagreement. A report that also gives the other's value somewhere has not said otherwise. What differs only by rounding, by
its bound ("at least 31" and "57"), by unit or by precision ("May", "May 12") agrees. A count that grows from one day to the next, a plan
that has come true, is an update.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from onrecord.compare.days import day_number
from onrecord.compare.likeness import Link, Rarity, Told, closeness, may_be_one, pairs, told
from onrecord.compare.opposites import CALENDAR, KIN, opposed
from onrecord.compare.statements import Sentence, Statement, Statements
from onrecord.compare.words import stem
from onrecord.resolve.word_list import word_list

Verdict = Literal["conflict", "update"]

#: From which likeness on two statements are of one thing, by kind; for a claim, a share of the words.
ALIKE = {
    "count": 0.35, "age": 0.5, "amount": 0.35, "length": 0.4, "share": 0.35, "distance": 0.4, "date": 0.4, "name": 0.8,
    "claim": 0.4,
}  # fmt: skip
#: … and how much of the words near the values, and of the sentences, both must share.
NEAR = dict.fromkeys(ALIKE, 0.33) | {"count": 0.3, "length": 0.25, "age": 0.25, "date": 0.15, "name": 0.3}
WHOLE = dict.fromkeys(ALIKE, 0.33) | {"date": 0.28, "age": 0.2, "name": 0.45}
#: … where the sentences share so much, the words near the values need not.
SAME_SENTENCE = 0.5
#: … so many times as much where it is not known when both were printed.
UNDATED = 1.5
#: … and how much the words of a claim must weigh.
LEAST = 1.5
#: What someone is quoted to deny is held only against the same quotation.
ONE_QUOTATION = 0.8
#: Reports printed further apart, in days, are not held against each other: the next chapter has other people, days and numbers.
SAME_NEWS = 1
#: … but for what does not change from day to day, and what brings it up to date.
LASTING = 7
#: How much each kind matters.
MATTERS = {
    "claim": 1.0, "count": 0.9, "name": 0.9, "length": 0.8, "date": 0.8, "amount": 0.7, "age": 0.5, "share": 0.6,
    "distance": 0.4,
}  # fmt: skip
#: A sentence with one of these affirms nothing for certain.
_DOUBTS = frozenset(
    map(stem, word_list("non deny denied refuse refused reject rejected without whether unless fail failed claim claimed alleged false"))
)
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
    rare = Rarity(one, other)
    found = [
        *_values(one, other, days, rare),
        *_claims(one, other, days, rare, turned=False),
        *_claims(other, one, days and -days, rare, turned=True),
    ]
    return sorted(found, key=lambda d: (-d.score, d.one.start))


def _values(one: Statements, other: Statements, days: int | None, rare: Rarity) -> Iterator[Disagreement]:
    link = Link(rare.alike, days)
    groups: defaultdict[tuple[str, str], tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for side, report in enumerate((one, other)):
        for item in told(report, rare):
            groups[item.said.kind, item.said.unit if item.said.kind in ("amount", "date") else ""][side].append(item)
    for (kind, _), (firsts, seconds) in groups.items():
        if abs(days or 0) > LASTING or (days is None and kind in ("name", "date")):
            continue
        if kind == "name":  # whoever both name is no rival of those that one names
            firsts, seconds = [f for f in firsts if not gives(other, f)], [s for s in seconds if not gives(one, s)]
        candidates = pairs(firsts, seconds, link)
        ranked = sorted(candidates, key=lambda pair: (-pair[0], not agree(firsts[pair[1]].said, seconds[pair[2]].said), pair[1], pair[2]))
        taken_first: set[int] = set()
        taken_second: set[int] = set()
        for sure, a, b in ranked:
            if a in taken_first or b in taken_second:
                continue
            taken_first.add(a)
            taken_second.add(b)
            first, second = firsts[a], seconds[b]
            if sure < ALIKE[kind] or agree(first.said, second.said) or _apart(first, second):
                continue
            near, whole = closeness(first, second)
            if kind == "age" and len(_next_to(first) & _next_to(second)) > 1:
                near = whole = 1.0  # the same first and last name stand next to both
            if (near < NEAR[kind] and whole < SAME_SENTENCE) or whole < WHOLE[kind] * (1 if days is not None else UNDATED):
                continue
            if _gives_too(seconds, first, second) or _gives_too(firsts, second, first):
                continue
            verdict = _verdict(first.said, second.said, days)
            if verdict == "update" or (verdict and (abs(days or 0) <= SAME_NEWS or _lasts(first.said, second.said))):
                yield Disagreement(verdict, kind, first.said, second.said, round(sure * MATTERS[kind], 3))


def agree(one: Statement, other: Statement) -> bool:
    """Whether both values can be right."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        a, b = str(one.value), str(other.value)
        if one.kind == "date":
            return a.startswith(b) or b.startswith(a) or _days_agree(one, other)
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


def _days_agree(one: Statement, other: Statement) -> bool:
    """Whether two dates may be one: days of the week of one name; a day or a year counted from another, which may be one off."""
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


def _gives_too(listed: list[Told], wanted: Told, paired: Told) -> bool:
    """Whether a report gives a value of another too, of anything that may be the same."""
    return any(
        one is not paired and agree(one.said, wanted.said) and may_be_one(one, wanted) and not _of_others(one, wanted) for one in listed
    )


def _lasts(one: Statement, other: Statement) -> bool:
    """Whether the values do not change from day to day: the age of a person, how far it is, a year."""
    return one.kind in ("age", "distance") or (one.kind == "date" and one.bound == other.bound == "exact" and len(str(one.value)) == 4)


def _apart(first: Told, second: Told) -> bool:
    """Whether something beside the values says that they are of two things: other names, opposed words, a quotation; a date that no word
    beside it binds to the same happening, an age next to another name."""
    one, other = first.said, second.said
    if one.quoted or other.quoted or (first.names and second.names and first.names.isdisjoint(second.names)):
        return True
    if one.kind == "date":
        bound = (set(one.before[:2]) & set(other.before[:2])) | (set(one.after[:2]) & set(other.after[:2]))
        return not bound - first.names - second.names or bool(opposed(first.sides, second.sides, but=CALENDAR))
    if _of_others(first, second) or (one.kind == "age" and _kin(one) != _kin(other)):
        return True
    return bool(opposed(first.sides, second.sides))


def _of_others(first: Told, second: Told) -> bool:
    """Whether other names stand next to the two values."""
    whose, others = _next_to(first), _next_to(second)
    return bool(whose and others and whose.isdisjoint(others))


def _next_to(told: Told) -> set[str]:
    """The names next to a value: before it, or else after it."""
    return set(told.said.before[:2]) & told.names or set(told.said.after[:2]) & told.names


def _kin(said: Statement) -> frozenset[str]:
    """Whose child or parent the one is whose age is given."""
    return KIN.intersection(said.after[:2])


def gives(report: Statements, named: Told) -> bool:
    """Whether a report holds the last word of a name, or the first."""
    parts = str(named.said.value).split()
    return stem(parts[-1]) in report.stems or stem(parts[0]) in report.stems


def _verdict(one: Statement, other: Statement, days: int | None) -> Verdict | None:
    if one.kind == "age":
        return "conflict" if abs(float(one.value) - float(other.value)) > 1 + abs(days or 0) / 365 else None
    if one.kind == "date":  # a date does not grow; what was planned for one may come to pass on another
        earlier, later = (one, other) if (days or 0) >= 0 else (other, one)
        return "update" if days and earlier.open and not later.open else "conflict"
    if isinstance(one.value, str) or isinstance(other.value, str):
        return "update" if one.open != other.open and days else "conflict"
    earlier, later = (one, other) if (days or 0) >= 0 else (other, one)
    grows = bool(set(one.predicates) & _GROWS) or not _GROWING.isdisjoint(one.unit.split()) or one.so_far or other.so_far
    if days and float(later.value) > float(earlier.value) and (grows or earlier.bound == "at least"):
        return "update"
    low = min(one, other, key=lambda s: float(s.value))
    if low.bound == "at least" or low.so_far:
        return "update"
    return "update" if days and earlier.open and not later.open else "conflict"


def _claims(one: Statements, other: Statements, days: int | None, rare: Rarity, *, turned: bool) -> Iterator[Disagreement]:
    """What ``one`` denies and ``other`` affirms."""
    if days is None or abs(days) > SAME_NEWS:
        return
    own = {sentence.low: rare.weights(sentence.stems) for sentence in one.sentences}
    for claim in one.listed:
        if claim.kind != "claim" or any(second.kind == "claim" and second.unit == claim.unit for second in other.listed):
            continue
        wanted = own.get(claim.low, {})
        scored = [
            (_affirms(sentence, claim, wanted, rare), -sentence.low, sentence)
            for sentence in other.sentences
            if claim.unit in sentence.stems and sentence.open == claim.open and sentence.quoted == claim.quoted
        ]
        score, _, best = max(scored, default=(0.0, 0, None))
        if best is None or score < (ALIKE["claim"] if not claim.quoted else ONE_QUOTATION):
            continue
        affirmed = _affirmed(claim, best)
        verdict: Verdict = "update" if days and (claim.so_far or claim.open) else "conflict"
        pair = (affirmed, claim) if turned else (claim, affirmed)
        yield Disagreement(verdict, "claim", *pair, round(min(score, 1.0) * MATTERS["claim"], 3))


def _affirms(sentence: Sentence, claim: Statement, wanted: Mapping[str, float], rare: Rarity) -> float:
    """How surely a sentence affirms what a claim denies: how like the two are. The word before the claimed one must stand near it too."""
    if not _DOUBTS.isdisjoint(sentence.stems):
        return 0.0
    at = sentence.stems.index(claim.unit)
    if set(claim.before[:1]).isdisjoint(sentence.stems[max(0, at - 3) : at]):
        return 0.0
    theirs = rare.weights(sentence.stems)
    both = sum(value for s, value in wanted.items() if s in theirs and s != claim.unit)
    least, most = sorted((sum(wanted.values()), sum(theirs.values()) - theirs[claim.unit]))
    return both / math.sqrt(least * most) if both >= LEAST else 0.0


def _affirmed(claim: Statement, sentence: Sentence) -> Statement:
    """The sentence that affirms what a claim denies, as a statement."""
    return Statement(
        kind="claim", value="yes", unit=claim.unit, bound="exact", digits=9, start=sentence.low, end=sentence.high, low=sentence.low,
        high=sentence.high, place=0, about={}, predicates=(), before=(), after=(), names=(), numbers=(), near=(),
        open=False, so_far=False, quoted=False,
    )  # fmt: skip
