"""What happened to the people of a report: which of the words that may tell an event do, with people, time, amount, place and status.

One event of the world is kept once, at the mention that says most: mentions of one type whose people and times agree are one event.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.annotate.event_words import ROLES
from onrecord.annotate.events import Trigger, find_triggers, tokens_of
from onrecord.model import Event, EventStatus, Participant, ParticipantRole, Quotation, Span, Time
from onrecord.resolve.arguments import Arguments, arguments
from onrecord.resolve.clauses import Clause, Sentences
from onrecord.resolve.days import bounds
from onrecord.resolve.event_amounts import Amount, amount_of
from onrecord.resolve.event_features import describe
from onrecord.resolve.event_model import KeepModel, shared_model
from onrecord.resolve.event_senses import tells
from onrecord.resolve.event_status import status_of
from onrecord.resolve.event_times import time_of
from onrecord.resolve.participants import Participants
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.speakers import Speakers

TIME_COUNTS, PEOPLE_COUNT, AMOUNT_COUNTS = 0.1, 0.05, 0.35
_SERVES = frozenset(("serve", "serves", "served", "serving"))
PRINCIPALS = frozenset(("accused", "victim", "subject", "defendant", "plaintiff"))


class Part(NamedTuple):
    """Someone who takes part: as what, who, and the words there."""

    role: ParticipantRole
    figure: Figure
    words: Span


@dataclass(slots=True, eq=False)
class Told:
    """One mention of what may be an event. ``beside`` are the persons whom its sentence names, where the words give it none."""

    trigger: Trigger
    clause: Clause
    arguments: Arguments
    people: tuple[Part, ...]
    time: Time | None
    amount: Amount | None
    status: EventStatus
    place: Span | None
    quotation: Quotation | None
    beside: tuple[tuple[Figure, Span], ...] = ()
    score: float = 0.0
    features: dict[str, float] = field(default_factory=dict)

    @property
    def principals(self) -> frozenset[int]:
        return frozenset(id(f) for role, f, _ in self.people if role in PRINCIPALS)

    def event(self, text: str, label: str, ids: Mapping[int, str]) -> Event:
        """The event under the id ``label``; ``ids`` leads from figures to the ids of their entities."""
        value = self.time.value if self.time else None
        days = bounds(value) if value else None
        return Event(
            id=label,
            type=self.trigger.type,
            trigger=text[self.trigger.start : self.trigger.end],
            start=self.trigger.start,
            end=self.trigger.end,
            text=text[self.trigger.start : self.trigger.end],
            time=value,
            time_span=Span.of(text, self.time.start, self.time.end) if self.time else None,
            earliest=days[0].isoformat() if days else None,
            latest=days[1].isoformat() if days else None,
            place=self.place,
            amount=self.amount.span.text if self.amount else None,
            amount_span=self.amount.span if self.amount else None,
            amount_value=self.amount.value if self.amount else None,
            participants=tuple(Participant(role=role, entity=ids[id(figure)]) for role, figure, _ in self.people),
            status=self.status,
            according_to=self.quotation.id if self.quotation else None,
        )


def tell_events(
    text: str, cast: Cast, speakers: Speakers, quotations: Sequence[Quotation], times: Sequence[Time], sayings: frozenset[int]
) -> list[Told]:
    """The events of a report, in the order of the text. ``sayings`` are where the ``times`` stand that date a saying, not an event."""
    found = mentions(text, cast, speakers, quotations, times, sayings)
    return choose(found, shared_model())


def choose(found: list[Told], model: KeepModel) -> list[Told]:
    """Of the mentions the ones to keep, an event of the world once, in the order of the text."""
    for told in found:
        told.score = model.score(told.features)
    kept = sorted(_once(found, model.threshold), key=lambda t: t.trigger.start)
    _share(kept)
    _borrow(kept, found)
    for told in kept:
        if not told.people and len({id(f) for f, _ in told.beside}) == 1:
            figure, words = told.beside[0]
            told.people = (Part(ROLES[told.trigger.type].undergoer, figure, words),)
    return kept


def mentions(
    text: str, cast: Cast, speakers: Speakers, quotations: Sequence[Quotation], times: Sequence[Time], sayings: frozenset[int]
) -> list[Told]:
    """Every mention of what may be an event, with its features, in the order of the text."""
    tokens = tokens_of(text)
    triggers = find_triggers(tokens)
    if not triggers:
        return []
    sentences = Sentences(cast, tokens, triggers, times)
    participants = Participants(cast, speakers)
    covering = _Covering(quotations)
    out: list[Told] = []
    for trigger in triggers:
        clause = sentences.around(trigger)
        shape = arguments(clause, trigger)
        if not tells(text, tokens, clause, trigger, shape) or _in_a_name(cast, trigger):
            continue
        amount = amount_of(text, clause, trigger, shape.begins, times)
        previous = out[-1] if out else None
        beside = previous is not None and previous.clause.items is clause.items
        if trigger.type == "sentence" and previous is not None and beside and any(c.low in _SERVES for c in shape.carriers):
            previous.amount = previous.amount or amount  # "serving a life sentence" tells the imprisonment
            continue
        people = _people(text, trigger, shape, participants)
        principal = next((f for role, f, _ in people if role in PRINCIPALS and f.is_person and not f.plural), None)
        if principal is not None:
            participants.recent = (trigger.start, principal)
        when = time_of(clause, trigger, shape.begins, times, sayings)
        if when is None and shape.coordinated:
            when = next(
                (t.time for t in reversed(out) if t.clause.items is clause.items and t.time is not None), None
            )  # "pleaded guilty in 2016 and received a sentence"
        out.append(
            Told(
                trigger=trigger,
                clause=clause,
                arguments=shape,
                people=people,
                time=when,
                amount=amount,
                status=status_of(text, clause, shape),
                place=_place(cast, clause, text),
                quotation=covering.at(trigger.start),
                beside=() if people else _beside(cast, text, trigger),
            )
        )
    describe(text, cast, tokens, out)
    return out


def _in_a_name(cast: Cast, trigger: Trigger) -> bool:
    """Whether the trigger is a part of a longer name ("White Settlement")."""
    return any(
        cast.named[i].start <= trigger.start < cast.named[i].end
        and len(cast.named[i].words) > 1
        and cast.named[i].end - cast.named[i].start > 1 + trigger.end - trigger.start
        for i in cast.within(trigger.start, trigger.end)
    )


def _people(text: str, trigger: Trigger, shape: Arguments, participants: Participants) -> tuple[Part, ...]:
    roles = ROLES[trigger.type]
    out: dict[int, Part] = {}
    for role, items in ((roles.undergoer, shape.undergoers), (roles.doer, shape.doers)):
        for item in items:
            for figure in participants.of(item):
                if figure.kind == "document" or (figure.kind == "place" and role not in ("defendant", "plaintiff", "authority")):
                    continue
                out.setdefault(id(figure), Part(role, figure, Span.of(text, item.start, item.end)))
    return tuple(out.values())


def _beside(cast: Cast, text: str, trigger: Trigger) -> tuple[tuple[Figure, Span], ...]:
    """The persons whom the sentence of the trigger names."""
    low, high = cast.layout.sentence_bounds(trigger.start)
    return tuple(
        (cast.of[i], Span.of(text, cast.named[i].start, cast.named[i].end))
        for i in cast.within(low, high)
        if cast.of[i].is_person and cast.named[i].start >= low
    )


class _Covering:
    """Which quotation's words hold an offset: the innermost."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._spans = sorted(((c.start, c.end, q) for q in quotations if q.mode == "speech" for c in q.contents), key=lambda r: r[:2])
        self._starts = [s for s, _, _ in self._spans]

    def at(self, offset: int) -> Quotation | None:
        for start, end, q in reversed(self._spans[max(0, bisect_right(self._starts, offset) - 8) : bisect_right(self._starts, offset)]):
            if start <= offset < end:
                return q
        return None


_IN = frozenset(("in", "at", "near", "outside", "from"))


def _place(cast: Cast, clause: Clause, text: str) -> Span | None:
    """The first place named behind "in", "at", "near" after the trigger, within its clause."""
    items, at = clause
    for k in range(at + 1, min(len(items), at + 14)):
        if items[k].kind in ("stop", "rel", "trigger", "verb"):
            return None
        if items[k].kind == "who" and items[k - 1].low in _IN:
            for i in cast.within(items[k].start, items[k].end):
                if cast.of[i].kind == "place":
                    return Span.of(text, cast.named[i].start, cast.named[i].end)
    return None


def _once(found: Iterable[Told], threshold: float) -> list[Told]:
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


def _share(kept: list[Told]) -> None:
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


def _borrow(kept: list[Told], found: list[Told]) -> None:
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
