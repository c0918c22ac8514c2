"""Mentions that tell one event, and events that belong to one happening: an attack with its deaths, a case from arrest to appeal.

What one of them says of its people and its day goes for the others.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotate.event_words import ROLES
from onrecord.model import Time
from onrecord.resolve.told import PRINCIPALS, Part, Told

TIME_COUNTS, PEOPLE_COUNT, AMOUNT_COUNTS = 0.1, 0.05, 0.35


def once(found: Iterable[Told], threshold: float) -> list[Told]:
    """Of the mentions of each event the best one; those below ``threshold`` only add what the best leaves open."""
    kept: list[Told] = []
    for told in sorted(found, key=lambda t: (-t.score - _said(t), t.trigger.start)):
        same = next((k for k in kept if same_event(k, told)), None)
        if same is not None:
            _complete(same, told)
        elif told.score >= threshold:
            kept.append(told)
    return kept


def _said(told: Told) -> float:
    """What a mention that tells the time, and one that names its people, is preferred by."""
    return TIME_COUNTS * (told.time is not None) + PEOPLE_COUNT * bool(told.principals) + AMOUNT_COUNTS * (told.amount is not None)


def same_event(a: Told, b: Told) -> bool:
    """Whether two mentions may be of one event: one type, people in common (or none named), times that agree."""
    if a.trigger.type != b.trigger.type or (a.status == "planned") != (b.status == "planned"):
        return False
    if not _times_agree(a.time, b.time):
        return False
    ours, theirs = a.principals, b.principals
    return not ours or not theirs or bool(ours & theirs) or _only_described(a) or _only_described(b)


def _only_described(told: Told) -> bool:
    """Whether its people are only "the suspect", "the man": such words may mean anyone who is named."""
    return all(not f.named and not f.plural and f.name.lower().startswith("the ") for role, f, _ in told.people if role in PRINCIPALS)


def _times_agree(a: Time | None, b: Time | None) -> bool:
    if a is None or b is None or a.value is None or b.value is None:
        return True
    return a.value.startswith(b.value) or b.value.startswith(a.value)


_HARM = frozenset(("attack", "death", "injury"))


def share(kept: list[Told]) -> None:
    """An attack, and the deaths and injuries of it, have one day and one perpetrator: what one mention says goes for the others."""
    harms = [t for t in kept if t.trigger.type in _HARM and t.status == "actual"]
    for told in harms:
        for other in harms:
            if other is told or not (other.clause.items is told.clause.items or told.principals & other.principals):
                continue
            if told.time is None:
                told.time = other.time
            if not any(p.role == "accused" for p in told.people):
                mine = {id(p.figure) for p in told.people}
                told.people += tuple(p for p in other.people if p.role == "accused" and id(p.figure) not in mine)


_FAMILIES = (
    _HARM,
    frozenset(("arrest", "charge", "plea", "trial", "conviction", "acquittal", "sentence", "imprisonment", "appeal")),
)
_NEAR = 500


def borrow(kept: list[Told], found: list[Told]) -> None:
    """People for an event told without any ("the trial", "the shooting"): those of the nearest mention of the same course of events."""
    for told in kept:
        family = next((f for f in _FAMILIES if told.trigger.type in f), None)
        if family is None or told.principals:
            continue
        near = [o for o in found if o.trigger.type in family and o.principals and abs(o.trigger.start - told.trigger.start) < _NEAR]
        if near:
            other = min(near, key=lambda o: abs(o.trigger.start - told.trigger.start))
            roles = ROLES[told.trigger.type]
            mine = {id(p.figure) for p in told.people}
            wanted = PRINCIPALS if family is _HARM else frozenset(("accused", "subject", "defendant"))
            for p in other.people:
                if p.role in wanted and id(p.figure) not in mine:
                    told.people += (p if family is _HARM else Part(roles.undergoer, p.figure, p.words),)


def _complete(kept: Told, other: Told) -> None:
    """Take over what the weaker mention of the same event knows more."""
    if kept.principals and not kept.principals & other.principals:
        return
    if not kept.principals:
        kept.people = kept.people + tuple(p for p in other.people if p.role in PRINCIPALS)
    if kept.time is None and other.principals and other.time is not None:
        kept.time = other.time
    kept.amount = kept.amount or other.amount
    kept.place = kept.place or other.place
