"""The figures: predicted records against gold ones.

content        quotations one to one, best overlap first; a pair counts where the contents share at least half of their letters and digits
exact          the same, where every letter and digit agrees
who said what  a matched quotation whose speaker is the gold speaker, a person by the full name: the headline figure
who, any name  the same, a surname or first name alone accepted
source, cue, venue, addressee    matched quotations whose span overlaps the gold span (both null agrees, and is not counted)
said, via, parent                the value, the entities, the outer quotation: found and right, over found and over gold
times          spans that overlap and have the same TIMEX3 value (the "value F1" of TempEval-3, UzZaman et al. 2013)
events         same type, triggers in one sentence or overlapping; with time; with every accused, victim, subject and defendant named
grounding      spans whose text is what the report holds there

Quotations of mode ``thought`` are left out of what was found where gold holds speech and writing alone, and counted where gold
labels thought too (PolNeAR). PolNeAR labels no quotation inside another: one that is found there and matches no label is neither right nor
wrong, unless all are asked to count. Micro-averaged over all reports; a report with no prediction counts as one with nothing found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from onrecord.evaluate.figures import Figure, Figures
from onrecord.evaluate.gold import as_record, labels_thought
from onrecord.evaluate.identity import same_by_any_name, same_entity
from onrecord.evaluate.matching import Stretch, overlap, pair_events, pair_quotations, pair_stretches
from onrecord.model import Addressee, Entity, Event, Mention, Noun, Quotation, Record, Said, Span, Time

Thought = Literal["auto", "count", "leave-out"]
Predicted = Record | Mapping[str, Any] | None
Pairs = Iterable[tuple[Record | Mapping[str, Any], Predicted]]

FIGURES = (
    "content", "exact", "who said what", "who, any name", "source", "cue", "addressee", "venue", "said", "via", "parent",
    "time spans", "times", "events", "events with time", "events with people",
)  # fmt: skip
KINDS = ("direct", "mixed", "indirect")
WHOM = frozenset({"accused", "victim", "subject", "defendant"})
"""The roles whose people an event must name to be right with people."""


class Miss(Noun, frozen=True, kw_only=True):
    """One quotation where prediction and gold differ."""

    report: str
    what: Literal["missed", "extra", "speaker"]
    quotation: Quotation
    speaker: str | None = None
    gold_speaker: str | None = None

    def __str__(self) -> str:
        words = " … ".join(span.text for span in self.quotation.contents)[:90]
        if self.what == "speaker":
            return f"{self.report} {self.quotation.id} speaker: gold {self.gold_speaker!r}, got {self.speaker!r}: {words!r}"
        return f"{self.report} {self.quotation.id} {self.what} ({self.quotation.kind}): {words!r}"


class _Compared:
    """One report: gold and predicted with their quotations paired."""

    def __init__(self, gold: Record, predicted: Record | None, *, thought: bool, nested: bool) -> None:
        self.text = gold.text
        self.gold = gold
        self.found = predicted or Record(id=gold.id, sha256=gold.sha256, text=gold.text)
        self.gold_entities: dict[str | None, Entity] = {e.id: e for e in gold.entities}
        self.entities: dict[str | None, Entity] = {e.id: e for e in self.found.entities}
        self.quotations = [q for q in self.found.quotations if thought or q.mode != "thought"]
        self.pairs = pair_quotations(gold.text, gold.quotations, self.quotations)
        if not nested:
            matched = {id(p) for _, p, _ in self.pairs}
            self.quotations = [q for q in self.quotations if not q.parent or id(q) in matched]

    def speakers(self, gold: Quotation, predicted: Quotation) -> tuple[Entity | None, Entity | None]:
        """The predicted and the gold speaker of a pair."""
        return self.entities.get(predicted.speaker), self.gold_entities.get(gold.speaker)


def _quotation_figures(c: _Compared) -> Iterator[tuple[str, Figure]]:
    gold, found = c.gold.quotations, c.quotations
    twin = {g.id: p for g, p, _ in c.pairs}
    known = sum(bool(g.speaker) for g in gold)
    who = [g for g, p, _ in c.pairs if g.speaker and same_entity(*c.speakers(g, p))]
    any_name = sum(bool(g.speaker) and same_by_any_name(*c.speakers(g, p)) for g, p, _ in c.pairs)
    yield "content", Figure(right=len(c.pairs), found=len(found), gold=len(gold))
    yield "exact", Figure(right=sum(part == 1 for *_, part in c.pairs), found=len(found), gold=len(gold))
    yield "who said what", Figure(right=len(who), found=len(found), gold=known)
    yield "who, any name", Figure(right=any_name, found=len(found), gold=known)
    for kind in KINDS:
        of_kind = [g for g in gold if g.kind == kind]
        yield f"recall of content {kind}", Figure(right=sum(g.id in twin for g in of_kind), gold=len(of_kind))
        yield f"recall of who {kind}", Figure(right=sum(g.kind == kind for g in who), gold=sum(bool(g.speaker) for g in of_kind))
    for name in ("source", "cue", "venue", "addressee"):
        spans: list[tuple[Stretch | None, Stretch | None]] = [(getattr(g, name), getattr(p, name)) for g, p, _ in c.pairs]
        yield name, _counted(sum(overlap(a, b) for a, b in spans), [getattr(p, name) for p in found], [getattr(g, name) for g in gold])
    said = [(g.said.value if g.said else None, p.said.value if p.said else None) for g, p, _ in c.pairs]
    yield (
        "said",
        _counted(
            sum(bool(a) and a == b for a, b in said), [p.said and p.said.value for p in found], [g.said and g.said.value for g in gold]
        ),
    )
    relayed = sum(
        any(same_entity(c.entities.get(v), c.gold_entities.get(w)) for v in twin[g.id].via) for g in gold if g.id in twin for w in g.via
    )
    yield "via", Figure(right=relayed, found=sum(len(p.via) for p in found), gold=sum(len(g.via) for g in gold))
    inside = sum(bool(g.parent) and g.parent in twin and twin[g.parent].id == p.parent for g, p, _ in c.pairs)
    yield "parent", _counted(inside, [p.parent for p in found], [g.parent for g in gold])


def _counted(right: int, found: Iterable[object], gold: Iterable[object]) -> Figure:
    return Figure(right=right, found=sum(bool(x) for x in found), gold=sum(bool(x) for x in gold))


def _pair_shares(c: _Compared) -> Iterator[tuple[str, Figure]]:
    """Shares of the matched quotations: the matched are ``gold``, those of which it holds are ``right``."""
    kinds = wrong = abstained = 0
    for g, p, _ in c.pairs:
        kinds += g.kind == p.kind
        if g.speaker:
            abstained += p.speaker is None
            wrong += p.speaker is not None and not same_by_any_name(*c.speakers(g, p))
    for name, count in (("kind accuracy", kinds), ("wrong speakers", wrong), ("abstained speakers", abstained)):
        yield name, Figure(right=count, gold=len(c.pairs))


def _time_figures(c: _Compared) -> Iterator[tuple[str, Figure]]:
    pairs = pair_stretches(c.gold.times, c.found.times)
    found, gold = len(c.found.times), len(c.gold.times)
    yield "time spans", Figure(right=len(pairs), found=found, gold=gold)
    yield "times", Figure(right=sum(g.value == p.value for g, p, _ in pairs), found=found, gold=gold)
    yield "anchor accuracy", Figure(right=sum(g.anchor == p.anchor for g, p, _ in pairs), gold=len(pairs))


def all_named(gold: Event, theirs: Mapping[Any, Entity], found: Event, ours: Mapping[Any, Entity]) -> bool:
    """Whether ``found`` names everyone to whom ``gold`` happens; ``theirs`` and ``ours`` are the entities of the records by id."""

    def people(event: Event, entities: Mapping[Any, Entity]) -> list[Entity | None]:
        return [entities.get(p.entity) for p in event.participants if p.role in WHOM]

    named = people(found, ours)
    return all(any(same_entity(b, a) for b in named) for a in people(gold, theirs))


def _event_figures(c: _Compared) -> Iterator[tuple[str, Figure]]:
    pairs = pair_events(c.text, c.gold.events, c.found.events)
    found, gold = len(c.found.events), len(c.gold.events)
    yield "events", Figure(right=len(pairs), found=found, gold=gold)
    yield "events with time", Figure(right=sum(g.time == p.time for g, p, _ in pairs), found=found, gold=gold)
    yield "events with people", Figure(right=sum(all_named(g, c.gold_entities, p, c.entities) for g, p, _ in pairs), found=found, gold=gold)


def spans(record: Record) -> Iterator[Span | Mention | Addressee | Said | Time | Event]:
    """Every span of a record that must slice back."""
    for entity in record.entities:
        yield from entity.mentions
    for q in record.quotations:
        yield from q.contents
        yield from (s for s in (q.source, q.cue, q.venue, q.addressee, q.said) if s is not None)
    yield from record.times
    yield from record.events


def _grounding(c: _Compared) -> Figure:
    kept = [c.text[s.start : s.end] == s.text for s in spans(c.found)]
    return Figure(right=sum(kept), gold=len(kept))


def _compared(pairs: Pairs, thought: Thought, nested: bool) -> tuple[list[_Compared], bool]:
    read = list(pairs)
    count = any(labels_thought(gold) for gold, _ in read) if thought == "auto" else thought == "count"
    records = ((as_record(gold), None if predicted is None else as_record(predicted)) for gold, predicted in read)
    return [_Compared(gold, predicted, thought=count, nested=nested) for gold, predicted in records], count


def score(pairs: Pairs, *, thought: Thought = "auto", nested: bool = True) -> Figures:
    """The figures over pairs of a gold record and the predicted one (None where there is none), as Records or in their JSON's shape.

    ``thought`` says whether predicted thought is counted; ``auto`` counts it where gold labels it; ``nested`` whether quotations inside
    others count where they match no label. Raises GoldError where a mapping is no record.
    """
    compared, count = _compared(pairs, thought, nested)
    tallies: defaultdict[str, Figure] = defaultdict(Figure)
    for c in compared:
        for part in (_quotation_figures(c), _pair_shares(c), _time_figures(c), _event_figures(c)):
            for name, figure in part:
                tallies[name] += figure
        tallies["grounding"] += _grounding(c)
    shares = [f"recall of {what} {kind}" for what in ("content", "who") for kind in KINDS]
    shares += ["kind accuracy", "anchor accuracy", "wrong speakers", "abstained speakers"]
    grounding = tallies["grounding"].r if tallies["grounding"].gold else 1.0
    return Figures(
        reports=len(compared),
        thought_counted=count,
        figures={name: tallies[name] for name in FIGURES},
        shares={**{name: tallies[name].r for name in shares}, "grounding": grounding},
    )


def misses(pairs: Pairs, *, thought: Thought = "auto", nested: bool = True) -> Iterator[Miss]:
    """The quotations that were missed, are not in gold, or have another speaker, report by report."""
    for c in _compared(pairs, thought, nested)[0]:
        for g, p, _ in c.pairs:
            theirs, ours = c.speakers(g, p)
            if ours and p.speaker is not None and not same_by_any_name(theirs, ours):
                yield Miss(
                    report=c.gold.id, what="speaker", quotation=g, speaker=theirs.name if theirs else p.speaker, gold_speaker=ours.name
                )
        matched_gold = {id(g) for g, *_ in c.pairs}
        matched = {id(p) for _, p, _ in c.pairs}
        for g in c.gold.quotations:
            if id(g) not in matched_gold:
                yield Miss(report=c.gold.id, what="missed", quotation=g)
        for p in c.quotations:
            if id(p) not in matched:
                yield Miss(report=c.gold.id, what="extra", quotation=p)
