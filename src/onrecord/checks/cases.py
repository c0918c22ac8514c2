"""The justice path of one person as a case: its steps in order, and the state on any day with what that rests on."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Event, EventType, Noun, Record

#: The order in which the steps of a case follow each other, for those that the report does not date.
PATH: dict[EventType, int] = {
    "investigation": 0, "arrest": 1, "charge": 2, "plea": 3, "trial": 4, "conviction": 5, "acquittal": 5, "sentence": 6, "imprisonment": 7,
    "appeal": 8, "commutation": 9, "pardon": 9, "release": 10, "parole": 11,
}  # fmt: skip

_STATES: dict[EventType, str] = {
    "investigation": "under investigation",
    "arrest": "arrested",
    "charge": "charged, awaiting trial",
    "plea": "has pleaded, awaiting sentence",
    "trial": "on trial",
    "conviction": "convicted, awaiting sentence",
    "acquittal": "acquitted",
    "sentence": "sentenced",
    "imprisonment": "in prison",
    "appeal": "sentenced, appeal pending",
    "commutation": "sentence commuted",
    "pardon": "pardoned",
    "release": "released",
    "parole": "released under supervision",
}
_WHOSE = frozenset(("accused", "subject", "defendant"))


class Step(Noun, frozen=True, kw_only=True):
    """One event of a case. ``earliest`` and ``latest`` (ISO 8601 days) bound when it happened: by its own words or, where ``dated`` is
    false, by the steps around it and the day of the report; ``None`` where nothing bounds it on that side."""

    event: str
    type: EventType
    earliest: str | None
    latest: str | None
    dated: bool


class State(Noun, frozen=True, kw_only=True):
    """How a case stands on a day: the state, whether it is sure that no later step had been taken by then, and the events it rests on."""

    state: str
    sure: bool
    rests_on: tuple[str, ...]


class Case(Noun, frozen=True, kw_only=True):
    """The steps of one person's case, in order."""

    entity: str
    steps: tuple[Step, ...]

    def state_on(self, day: str) -> State:
        """The state on ``day`` (ISO 8601). The last step that had surely been taken decides; a later one that may have been taken by then
        makes it unsure, and is named with it."""
        taken = [k for k, step in enumerate(self.steps) if step.latest is not None and step.latest <= day]
        last = taken[-1] if taken else -1
        perhaps = [s for s in self.steps[last + 1 :] if s.earliest is None or s.earliest <= day]
        rests = ([self.steps[last].event] if taken else []) + [s.event for s in perhaps]
        state = _STATES[self.steps[last].type] if taken else "nothing known"
        return State(state=state, sure=not perhaps, rests_on=tuple(rests))


def cases(record: Record) -> tuple[Case, ...]:
    """The case of each person to whom two or more steps of the path happened, in the order of first mention."""
    by_entity: dict[str, list[Event]] = {}
    for event in record.events:
        if event.type in PATH and event.status == "actual":
            for participant in event.participants:
                if participant.role in _WHOSE:
                    by_entity.setdefault(participant.entity, []).append(event)
    order = [e.id for e in record.entities if len(by_entity.get(e.id, ())) > 1]
    return tuple(Case(entity=entity, steps=_steps(by_entity[entity], record.published)) for entity in order)


def _steps(events: Iterable[Event], published: str | None) -> tuple[Step, ...]:
    known = list(events)
    steps = []
    places = {}
    for event in known:
        earliest, latest = event.earliest, event.latest
        following = [e.earliest for e in known if e.earliest and PATH[e.type] > PATH[event.type]]
        if event.earliest is None:
            before = [e.earliest for e in known if e.earliest and PATH[e.type] < PATH[event.type]]
            after = [e.latest for e in known if e.latest and PATH[e.type] > PATH[event.type]]
            earliest, latest = max(before, default=None), min(after, default=published)
            if earliest is not None and latest is not None and earliest > latest:
                earliest = latest = None
        steps.append(Step(event=event.id, type=event.type, earliest=earliest, latest=latest, dated=event.earliest is not None))
        places[event.id] = earliest or min(following, default=latest or "")  # an undated step stands before the dated one that it leads to
    return tuple(sorted(steps, key=lambda s: (places[s.event], PATH[s.type])))
