"""What happened to the people of a report: which of the words that may tell an event do, with people, time, amount, place and status.

One event of the world is kept once, at the mention that says most: mentions of one type whose people and times agree are one event.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from onrecord.annotate.event_words import ROLES
from onrecord.annotate.events import Trigger, find_triggers, tokens_of
from onrecord.model import Quotation, Span, Time
from onrecord.resolve.arguments import Arguments, arguments
from onrecord.resolve.clauses import Clause, Sentences
from onrecord.resolve.event_amounts import amount_of
from onrecord.resolve.event_features import describe
from onrecord.resolve.event_people import settle
from onrecord.resolve.event_senses import tells
from onrecord.resolve.event_status import status_of
from onrecord.resolve.event_times import time_of
from onrecord.resolve.happenings import HARM, borrow, once, share
from onrecord.resolve.participants import Participants
from onrecord.resolve.people import Cast
from onrecord.resolve.scorer import KEEP, PEOPLE, Scorer, shipped
from onrecord.resolve.speakers import Speakers
from onrecord.resolve.told import Part, Told

_SERVES = frozenset(("serve", "serves", "served", "serving"))


def tell_events(
    text: str, cast: Cast, speakers: Speakers, quotations: Sequence[Quotation], times: Sequence[Time], sayings: Mapping[int, int]
) -> list[Told]:
    """The events of a report, in the order of the text. ``sayings`` lead from the ``times`` that may date a saying to its verb."""
    participants = Participants(cast, speakers)
    kept = choose(mentions(text, participants, quotations, times, sayings), shipped(KEEP))
    settle(kept, participants, shipped(PEOPLE))
    return kept


def choose(found: list[Told], model: Scorer) -> list[Told]:
    """Of the mentions the ones to keep, an event of the world once, in the order of the text."""
    for told in found:
        told.score = model.score(told.features)
    kept = sorted(once(found, model.threshold), key=lambda t: t.trigger.start)
    share(kept)
    borrow(kept, found)
    return kept


def mentions(
    text: str, participants: Participants, quotations: Sequence[Quotation], times: Sequence[Time], sayings: Mapping[int, int]
) -> list[Told]:
    """Every mention of what may be an event, with its features, in the order of the text."""
    cast = participants.cast
    tokens = tokens_of(text)
    triggers = find_triggers(tokens)
    if not triggers:
        return []
    sentences = Sentences(cast, tokens, triggers, times)
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
                sentences=frozenset((clause.items[0].start,)),
            )
        )
    victims = _listed_victims(text, cast)
    for told in out:
        told.listed = victims if told.trigger.type in HARM else ()
    describe(text, cast, tokens, out)
    return out


def _listed_victims(text: str, cast: Cast) -> tuple[Part, ...]:
    """The persons in lists such as "The victims were identified as Ada Reyes, 34, and Tom Oduya, 25"."""
    out: dict[int, Part] = {}
    for m in _VICTIMS.finditer(text):
        at = m.end()
        for i in cast.within(at, cast.layout.sentence_bounds(at - 1)[1]):
            named = cast.named[i]
            if named.start < at or not cast.of[i].is_person:
                continue
            if named.outer - at > _GAP or _SAYS.search(text, at, named.outer) or named.possessive:
                break
            out.setdefault(id(cast.of[i]), Part("victim", cast.of[i], Span.of(text, named.start, named.end)))
            at = named.end
    return tuple(out.values())


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
    doers = [figure for item in shape.doers for figure in participants.of(item)]
    for role, items in ((roles.undergoer, shape.undergoers), (roles.doer, shape.doers)):
        for item in items:
            apart = (doers[0] if doers else participants.officer_before(item)) if role == roles.undergoer else None
            for figure in participants.of(item, apart):
                if figure.kind == "document" or (figure.kind == "place" and role not in ("defendant", "plaintiff", "authority")):
                    continue
                out.setdefault(id(figure), Part(role, figure, Span.of(text, item.start, item.end)))
    return tuple(out.values())


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


_VICTIMS = re.compile(
    r"\b(?:victims?|dead|deceased|fatalities|those killed)\b[^.\n,]{0,40}?\b(?:identified as|named as|were|are|was|is|includ(?:ed?|ing))\b|"
    r"\bidentified the (?:victims?|dead|deceased)\b[^.\n,]{0,40}? as\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:said|says|told|by|according|to)\b")
_GAP = 60  # letters between the names of a list
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
