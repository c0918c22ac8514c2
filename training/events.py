"""Learn which mentions of events the record keeps and who takes part: writes ``event_weights.json`` and ``event_people_weights.json``.

    python -m training.events --gold ../shared/gold/train [--more FOLDER …] [--readings cache.pickle] [--folds 6]

Logistic regressions with an L2 penalty, by Newton's method, over the features of ``onrecord.resolve.event_features`` and
``onrecord.resolve.event_people``. A mention is right where its trigger overlaps that of a gold event of its type, or stands in the same
sentence and none overlaps; a candidate of an event that gold holds, where gold names that person. ``--folds`` also prints what models reach
on reports of --gold that they were not trained on; the reports of --more are always trained on. No chance is involved: the same reports
give the same files.
"""

from __future__ import annotations

import copy
from typing import NamedTuple

import numpy as np

from onrecord.annotate.quotations import quotations
from onrecord.annotate.reader import Reading
from onrecord.evaluate.identity import same_entity
from onrecord.evaluate.matching import pair_events, sentence_around
from onrecord.evaluate.scoring import WHOM, all_named
from onrecord.model import Entity, Event, Record, Report
from onrecord.resolve import read_cast
from onrecord.resolve.event_people import candidates, settle
from onrecord.resolve.events import choose, mentions
from onrecord.resolve.participants import Participants
from onrecord.resolve.people import Figure
from onrecord.resolve.scorer import KEEP, PEOPLE, Scorer
from onrecord.resolve.told import Told
from training.regression import Row, examples, fit, parts, write

PENALTY, THRESHOLD = 4.0, 0.15  # chosen by --folds on the training reports
RARE = 2
PEOPLE_PENALTY, PEOPLE_THRESHOLD, PEOPLE_RARE = 20.0, 0.3, 24
GOLD_COUNTS = 3  # what a report of --gold counts beside one of --more, for the people
# The guidelines ask for every step of the justice path, of which 72 reports hold few: the penalty draws these weights to 1, not to 0.
PRIOR = {"a step of justice with people": 1.0}


class Example(NamedTuple):
    gold: Record
    found: list[Told]
    right: list[bool]
    participants: Participants


def example(report: Report, gold: Record, reading: Reading) -> Example:
    found_quotations = quotations(report.text, reading)
    known = read_cast(report, reading, found_quotations)
    participants = Participants(known.cast, known.speakers)
    found = mentions(report.text, participants, found_quotations, known.times, known.sayings)
    right = [False] * len(found)
    for event in gold.events:
        low, high = sentence_around(report.text, event.start)
        near = [
            (event.start < t.trigger.end and t.trigger.start < event.end, -k)
            for k, t in enumerate(found)
            if t.trigger.type == event.type and not right[k] and low <= t.trigger.start < high
        ]
        if near:
            right[-max(near)[1]] = True
    return Example(gold, found, right, participants)


def keep_model(train: list[Example]) -> Scorer:
    rows = [(told.features, right) for e in train for told, right in zip(e.found, e.right, strict=True)]
    return Scorer(fit(rows, penalty=PENALTY, rare=RARE, priors=PRIOR), THRESHOLD)


def people_model(train: list[Example], keep: Scorer) -> Scorer:
    """Of the events that ``keep`` keeps and gold holds, which candidates gold names."""
    rows: list[Row] = []
    for e in train:
        kept = choose([copy.copy(t) for t in e.found], keep)
        _, events = written(e, kept)
        entities = {entity.id: entity for entity in e.gold.entities}
        gold_of = {event.id: gold for gold, event, _ in pair_events(e.gold.text, e.gold.events, events)}
        for (_, found), event in zip(candidates(kept, e.participants), events, strict=True):
            if event.id not in gold_of:
                continue
            wanted = [entities[p.entity] for p in gold_of[event.id].participants if p.role in WHOM]
            rows += [(c.features, any(same_entity(as_entity(c.figure), w) for w in wanted)) for c in found]
    return Scorer(fit(rows, penalty=PEOPLE_PENALTY, rare=PEOPLE_RARE, priors={}), PEOPLE_THRESHOLD)


def as_entity(figure: Figure) -> Entity:
    return Entity(id=str(id(figure)), name=figure.name, kind=figure.kind, mentions=())


def written(e: Example, kept: list[Told]) -> tuple[dict[str, Entity], list[Event]]:
    """The events of ``kept`` as a record holds them, and their entities."""
    entities = {str(id(p.figure)): as_entity(p.figure) for t in kept for p in t.people}
    ids = {id(p.figure): str(id(p.figure)) for t in kept for p in t.people}
    return entities, [t.event(e.gold.text, f"V{k}", ids) for k, t in enumerate(kept)]


def models(known: list[Example], more: list[Example]) -> tuple[Scorer, Scorer]:
    keep = keep_model(known + more)
    return keep, people_model(GOLD_COUNTS * known + more, keep)


def check(known: list[Example], more: list[Example], test: list[Example]) -> tuple[int, int, int, int]:
    """Right events of ``test`` under models of the others, those of them with the right people, found and gold events."""
    keep, people = models(known, more)
    right = peopled = found = gold = 0
    for e in test:
        kept = choose([copy.copy(t) for t in e.found], keep)
        settle(kept, e.participants, people)
        entities, events = written(e, kept)
        named = {entity.id: entity for entity in e.gold.entities}
        pairs = pair_events(e.gold.text, e.gold.events, events)
        right += len(pairs)
        peopled += sum(all_named(event, named, other, entities) for event, other, _ in pairs)
        found += len(events)
        gold += len(e.gold.events)
    return right, peopled, found, gold


def main() -> None:
    known, more, folds = examples(__doc__, lambda gold, reading: example(gold.report, gold.record, reading))
    totals = np.zeros(4)
    for train, test in parts(known, folds):
        totals += check(train, more, test)
    if folds:
        right, peopled, found, gold = totals
        print(
            f"P {right / found:.3f}  R {right / gold:.3f}  F1 {2 * right / (found + gold):.3f}  people {2 * peopled / (found + gold):.3f}"
        )
    keep, people = models(known, more)
    write(KEEP, keep)
    write(PEOPLE, people)


if __name__ == "__main__":
    main()
