"""A mention of what may be an event, while its report is being read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.annotate.events import Trigger
from onrecord.model import Event, EventStatus, Participant, ParticipantRole, Quotation, Span, Time
from onrecord.resolve.arguments import Arguments
from onrecord.resolve.clauses import Clause
from onrecord.resolve.days import bounds
from onrecord.resolve.event_amounts import Amount
from onrecord.resolve.people import Figure

PRINCIPALS = frozenset(("accused", "victim", "subject", "defendant", "plaintiff"))


class Part(NamedTuple):
    """Someone who takes part: as what, who, and the words there."""

    role: ParticipantRole
    figure: Figure
    words: Span


@dataclass(slots=True, eq=False)
class Told:
    """One mention of what may be an event. ``sentences``: where its sentence begins, and those of other mentions of the event; ``listed``:
    the victims whom the report lists elsewhere, for an attack, a death or an injury."""

    trigger: Trigger
    clause: Clause
    arguments: Arguments
    people: tuple[Part, ...]
    time: Time | None
    amount: Amount | None
    status: EventStatus
    place: Span | None
    quotation: Quotation | None
    score: float = 0.0
    features: dict[str, float] = field(default_factory=dict)
    sentences: frozenset[int] = frozenset()
    listed: tuple[Part, ...] = ()

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
