"""Who takes part in an event, weighed: those whom the shape of its sentence gives, and those named beside it.

The words around a trigger give most participants (:mod:`arguments`); this takes back what they give wrongly and adds whom they miss. A
logistic regression over the named features of each candidate, its weights a table one can read: ``event_people_weights.json``, written
by ``training/events.py``.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.annotate.event_words import ROLES
from onrecord.model import ParticipantRole, Span
from onrecord.resolve.clauses import Item
from onrecord.resolve.event_features import JUSTICE
from onrecord.resolve.happenings import HARM
from onrecord.resolve.participants import Participants
from onrecord.resolve.people import Figure
from onrecord.resolve.pronouns import FEMALE, MALE, PRONOUNS
from onrecord.resolve.scorer import Scorer
from onrecord.resolve.told import PRINCIPALS, Part, Told
from onrecord.resolve.word_list import word_list

GIVEN, ALONE = 0.2, 0.2
"""The probabilities from which one whom the shape of the sentence gives takes part, and the likeliest in an event that has no other."""
SENTENCES_BACK = 2
_SAYS = word_list("said says say told tells wrote asked added argued according announced claimed tweeted testified reported")
_WHERE = re.compile(r"\b(?:in|at|near|outside|inside|across) (?:(?:the|an?) )?(?:[a-z]+ of )?$", re.IGNORECASE)
_PARTING = ("stop", "rel", "comma", "and", "verb", "be", "trigger")


class Candidate(NamedTuple):
    """Someone who may take part: the words there, the features that speak for and against, and the role given by the sentence's shape."""

    figure: Figure
    words: Span
    features: dict[str, float]
    role: ParticipantRole | None


def settle(kept: Sequence[Told], participants: Participants, model: Scorer) -> None:
    """Give each of the ``kept`` events of a report those who take part by ``model``; who does what to them stays."""
    for told, found in candidates(kept, participants):
        scored = [(model.score(c.features), c) for c in found]
        chosen = [c for score, c in scored if score >= (GIVEN if c.role is not None else model.threshold)]
        if not chosen and scored:
            best, likeliest = max(scored, key=lambda s: s[0])
            chosen = [likeliest] if best >= ALONE else []
        others = tuple(p for p in told.people if p.role not in PRINCIPALS and all(c.figure is not p.figure for c in chosen))
        told.people = (*(Part(c.role or _role(told, c), c.figure, c.words) for c in chosen), *others)


def _role(told: Told, candidate: Candidate) -> ParticipantRole:
    """As what someone whom the shape of the sentence did not give takes part."""
    roles = ROLES[told.trigger.type]
    given = {p.role for p in told.people}
    if told.trigger.type in HARM | {"lawsuit"} and roles.undergoer in given and roles.doer not in given:
        return roles.doer
    return roles.undergoer


def candidates(kept: Sequence[Told], participants: Participants) -> list[tuple[Told, list[Candidate]]]:
    """Each event of a report with all who may take part in it."""
    totals = Counter(id(f) for told in kept for f in {id(p.figure): p.figure for p in told.people if p.role in PRINCIPALS}.values())
    return [(told, _of(told, kept, totals, participants)) for told in kept]


def _of(told: Told, kept: Sequence[Told], totals: Counter[int], participants: Participants) -> list[Candidate]:
    cast, text = participants.cast, participants.cast.text
    low, high = cast.layout.sentence_bounds(told.trigger.start)
    found: dict[int, Candidate] = {}

    def add(figure: Figure, words: Span, place: dict[str, float], role: ParticipantRole | None = None) -> None:
        if figure.kind == "document" or (figure.kind == "place" and role is None):
            return
        known = found.get(id(figure))
        if known is None:
            found[id(figure)] = Candidate(figure, words, place | _standing(told, figure, totals, participants), role)
        else:
            known.features.update({name: max(value, known.features.get(name, 0.0)) for name, value in place.items()})

    given = [p for p in told.people if p.role in PRINCIPALS]
    for part in given:
        add(part.figure, part.words, _given(part, given, low, high), part.role)
    for role, figure, words in told.people:
        if role not in PRINCIPALS:
            add(figure, words, {"acts on others": 1.0})
    first = True
    for item, figures in _in_sentence(told, participants):
        for figure in figures:
            add(figure, Span.of(text, item.start, item.end), _place(told, item, first))
            first = False
    for i in cast.people_before(low, 6):
        back = cast.layout.sentence(low) - cast.layout.sentence(cast.named[i].start)
        if back > SENTENCES_BACK:
            break
        named = cast.named[i]
        add(cast.of[i], Span.of(text, named.start, named.end), {"is named before": 1.0, "is named far before": float(back > 1)})
    for other in kept:
        if other is not told and _is_of_one_course(told, other):
            for part in other.people:
                if part.role in PRINCIPALS:
                    add(part.figure, part.words, {"in another event": 1.0})
    out = list(found.values())
    for c in out:
        _cross(told, c.features, len(given))
    return out


def _in_sentence(told: Told, participants: Participants) -> Iterable[tuple[Item, tuple[Figure, ...]]]:
    """The names of the sentence, and he and she, with whom they mean."""
    cast = participants.cast
    for item in told.clause.items:
        if item.kind == "who" and item.low not in PRONOUNS:
            if not item.possessive and _WHERE.search(cast.text, max(0, item.start - 40), item.start):
                continue  # "at the harbour of Vell"
            yield item, tuple(cast.of[i] for i in cast.within(item.start, item.end) if cast.named[i].end >= item.end - 2)
        elif item.low in MALE | FEMALE:
            yield item, participants.of(item)


def _given(part: Part, given: Sequence[Part], low: int, high: int) -> dict[str, float]:
    words = part.words.text.lower()
    how = "pronoun" if words in PRONOUNS else "name" if part.figure.named else "description"
    return {
        "is given": 1.0,
        f"is given by a {how}": 1.0,
        "is given elsewhere": float(not low <= part.words.start < high),
        "is given with others": float(len(given) > 1),
        "is given the other role": float(part.role != given[0].role),
    }


def _place(told: Told, item: Item, first: bool) -> dict[str, float]:
    """Where the words of someone stand to the trigger."""
    items, at = told.clause
    k = next(j for j, other in enumerate(items) if other is item)
    side = "before" if k < at else "after"
    between = items[min(k, at) + 1 : max(k, at)]
    previous = items[k - 1] if k else None
    following = items[k + 1] if k + 1 < len(items) else None
    features = {
        f"stands {side}": 1.0,
        f"distance {side}": math.log1p(len(between)),
        f"others between {side}": float(min(3, sum(i.kind == "who" for i in between))),
        "opens the sentence": float(first),
        "says": float((following is not None and following.low in _SAYS) or (previous is not None and previous.low in _SAYS)),
    }
    for kind in _PARTING:
        if any(i.kind == kind for i in between):
            features[f"{kind} between {side}"] = 1.0
    if item.possessive:
        features[f"possessor {side}"] = 1.0
    governor = k - 1
    if previous is not None and previous.kind in ("det", "word") and k > 1:
        governor, previous = k - 2, items[k - 2]
    if previous is not None and previous.kind in ("prep", "to"):
        features[f"{previous.low} {side}" if governor != at + 1 else f"{previous.low} at once"] = 1.0
        features["of a thing"] = float(governor != at + 1 and items[governor - 1].kind == "word")
    elif previous is not None:
        features[f"behind {previous.kind}"] = 1.0
    if following is not None:
        features[f"then {following.kind}"] = 1.0
    behind = items[at + 1].kind if at + 1 < len(items) else "end"
    features[f"{side} what {behind} follows"] = 1.0
    features[f"{side} what {items[at - 1].kind if at else 'start'} precedes"] = 1.0
    features[f"{side} {told.trigger.lemma}"] = 1.0
    if not between:
        features[f"right {side} what {behind} follows"] = 1.0
    return features


def _standing(told: Told, figure: Figure, totals: Counter[int], participants: Participants) -> dict[str, float]:
    """Who someone is in the report."""
    cast = participants.cast
    most = max((len(f.mentions) for f in cast.figures if f.is_person), default=0)
    here = any(p.figure is figure and p.role in PRINCIPALS for p in told.people)
    quotation = told.quotation
    speaker = participants.speakers.decided[quotation.id].figure if quotation is not None else None
    return {
        "may take part": 1.0,
        f"is a {figure.kind}": 1.0,
        "has no name": float(not figure.named),
        "is often named": math.log1p(len(figure.mentions)),
        "is named most": float(figure.is_person and len(figure.mentions) == most),
        "in other events": min(3.0, float(totals[id(figure)] - here)),
        "speaks of it": float(speaker is figure),
        "speaks": math.log1p(sum(s.figure is figure for s in participants.spoke)),
    }


_CASE = JUSTICE | {"investigation", "search"}


def _is_of_one_course(a: Told, b: Told) -> bool:
    return a.trigger.type == b.trigger.type or any({a.trigger.type, b.trigger.type} <= family for family in (_CASE, HARM))


def _cross(told: Told, features: dict[str, float], given: int) -> None:
    """Beside each feature the same for this kind of event, and for this shape of its words."""
    type = told.trigger.type
    family = "harm" if type in HARM else "justice" if type in _CASE else type
    shape = f"{told.trigger.how} {told.arguments.voice}"
    for name in list(features):
        features[f"{family}: {name}"] = features[name]
        features[f"{shape}: {name}"] = features[name]
    features["none is given"] = float(given == 0)
    features["others are given"] = float(given > 0 and "is given" not in features)
    features[f"{family}: others are given"] = features["others are given"]
