"""Time served against the sentence and the dates, and the order of the steps of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.checks.cases import PATH, Case
from onrecord.model import Check, Event, Record, Span

_DURATION = re.compile(r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?")
_DAYS_IN_A_YEAR = 365.25
_AT_LEAST = re.compile(r"\b(?:more than|over|at least|nearly|almost)\b", re.IGNORECASE)
#: "eight years" may be some months more or less; "nearly eight" less.
_ROUNDING = 0.5


def years(value: str | None) -> float | None:
    """A TIMEX3 duration of days or longer in years; ``None`` for any other value."""
    match = _DURATION.fullmatch(value or "")
    if match is None or not any(match.groups()):
        return None
    y, m, w, d = (float(part or 0) for part in match.groups())
    return y + m / 12 + (7 * w + d) / _DAYS_IN_A_YEAR


def terms(record: Record, paths: Sequence[Case]) -> Iterator[Check]:
    """What each person served, against the sentence given and against the days of arrest and release."""
    events = {e.id: e for e in record.events}
    for case in paths:
        steps = [events[s.event] for s in case.steps]
        served = [e for e in steps if e.type == "imprisonment" and e.amount_span and years(e.amount_value) is not None]
        given = [e for e in steps if e.type == "sentence" and e.amount_span]
        for term in served:
            for sentence in given:
                yield from _within(term, sentence, case.entity)
            yield from _between(term, steps, case.entity)


def _within(term: Event, sentence: Event, about: str) -> Iterator[Check]:
    assert term.amount_span is not None
    assert sentence.amount_span is not None
    length, limit = years(term.amount_value), years(sentence.amount_value)
    if length is None or (limit is None and sentence.amount_value != "life"):
        return
    holds = limit is None or length <= limit
    yield Check(
        kind="term",
        holds=holds,
        says=f"“{term.amount}” served of “{sentence.amount}”: " + ("a term within the sentence" if holds else "longer than the sentence"),
        evidence=_in_order(sentence.amount_span, term.amount_span),
        about=about,
    )


def _between(term: Event, steps: Sequence[Event], about: str) -> Iterator[Check]:
    """The term against the longest and the shortest time that can lie between going in and coming out."""
    went_in = [e for e in steps if e.type in ("arrest", "imprisonment") and e.earliest]
    came_out = [e for e in steps if e.type in ("release", "parole", "commutation", "pardon") and e.latest]
    length = years(term.amount_value)
    if not went_in or not came_out or length is None or term.amount_span is None:
        return
    first = min(went_in, key=lambda e: e.earliest or "")
    last = min(came_out, key=lambda e: e.latest or "")
    shortest, longest = _apart(first.latest, last.earliest), _apart(first.earliest, last.latest)
    if longest <= 0 or first.time_span is None or last.time_span is None:
        return
    rounding = 0.0 if _AT_LEAST.match(term.amount or "") else _ROUNDING
    holds = length - rounding <= longest
    yield Check(
        kind="term",
        holds=holds,
        says=f"“{term.amount}” served, from {first.type} ({first.time}) to {last.type} ({last.time}): "
        f"{max(0.0, shortest):.1f} to {longest:.1f} years lie between" + ("" if holds else ", which is too short"),
        evidence=_in_order(first.time_span, term.amount_span, last.time_span),
        about=about,
    )


def orders(record: Record, paths: Sequence[Case]) -> Iterator[Check]:
    """Steps of a case whose dates contradict its order: a release before the arrest. Only what does not hold is worth saying."""
    events = {e.id: e for e in record.events}
    for case in paths:
        dated = [events[s.event] for s in case.steps if s.dated and events[s.event].type not in ("investigation", "appeal", "imprisonment")]
        for first in dated:
            for second in dated:
                if PATH[first.type] < PATH[second.type] and first.earliest and second.latest and first.earliest > second.latest:
                    if first.time_span is None or second.time_span is None:
                        continue
                    yield Check(
                        kind="order",
                        holds=False,
                        says=f"{second.type} ({second.time}) before {first.type} ({first.time})",
                        evidence=_in_order(first.time_span, second.time_span),
                        about=case.entity,
                    )


def _apart(first: str | None, second: str | None) -> float:
    """The years from one ISO 8601 day to another."""
    if first is None or second is None:
        return 0.0
    return (date.fromisoformat(second) - date.fromisoformat(first)).days / _DAYS_IN_A_YEAR


def _in_order(*spans: Span) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda s: s.start))
