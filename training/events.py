"""Learn which mentions of events the record keeps: writes ``src/onrecord/resolve/event_weights.json``.

    python -m training.events --gold ../shared/gold/train [--more FOLDER …] [--readings cache.pickle] [--folds 6]

A logistic regression with an L2 penalty, by Newton's method, over the features of ``onrecord.resolve.event_features``. A mention is right
where its trigger overlaps that of a gold event of its type, or stands in the same sentence and none overlaps. ``--folds`` also prints what
models reach on reports of --gold that they were not trained on; the reports of --more are always trained on. No chance is involved: the
same reports give the same file.
"""

from __future__ import annotations

import argparse
import copy
import json
import pickle
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from onrecord import evaluate
from onrecord.annotate.quotations import quotations
from onrecord.annotate.reader import Reading, shared_reader
from onrecord.evaluate.matching import pair_events, sentence_around
from onrecord.evaluate.scoring import all_named
from onrecord.model import Entity, Record, Report
from onrecord.resolve import read_cast
from onrecord.resolve.event_model import WEIGHTS, KeepModel
from onrecord.resolve.events import choose, mentions
from onrecord.resolve.told import Told

PENALTY, THRESHOLD = 4.0, 0.15  # chosen by --folds on the training reports
RARE = 2
# The guidelines ask for every step of the justice path, of which 72 reports hold few: the penalty draws these weights to 1, not to 0.
PRIOR = {"a step of justice with people": 1.0}


class Example(NamedTuple):
    gold: Record
    found: list[Told]
    right: list[bool]


def examples(folder: Path, readings: dict[str, Reading]) -> list[Example]:
    """The labelled reports of ``folder``; what the reader sees in one that ``readings`` lacks is added to it, by the report's text."""
    reports = list(evaluate.read_gold(folder))
    texts = [g.report.text for g in reports if g.report.text not in readings]
    readings.update(zip(texts, shared_reader().read_all(texts), strict=True))
    return [example(g.report, g.record, readings[g.report.text]) for g in reports]


def example(report: Report, gold: Record, reading: Reading) -> Example:
    found_quotations = quotations(report.text, reading)
    known = read_cast(report, reading, found_quotations)
    found = mentions(report.text, known.cast, known.speakers, found_quotations, known.times, known.sayings)
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
    return Example(gold, found, right)


def fit(train: list[Example]) -> dict[str, float]:
    counts = Counter(name for e in train for told in e.found for name, value in told.features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    column = {name: k for k, name in enumerate(names)}
    mentioned = [told for e in train for told in e.found]
    x = np.zeros((len(mentioned), len(names)))
    for row, told in enumerate(mentioned):
        for name, value in told.features.items():
            if name in column:
                x[row, column[name]] = value
    y = np.array([right for e in train for right in e.right], dtype=float)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    w = prior.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(names)), x.T @ (p - y) + PENALTY * (w - prior))
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, w, strict=True) if abs(weight) >= 0.0005}


def check(train: list[Example], test: list[Example]) -> tuple[int, int, int, int]:
    """Right events of ``test`` under a model of ``train``, those of them with the right people, found and gold events."""
    model = KeepModel(fit(train), THRESHOLD)
    right = peopled = found = gold = 0
    for e in test:
        kept = choose([copy.copy(t) for t in e.found], model)
        figures = {str(id(p.figure)): p.figure for t in kept for p in t.people}
        entities = {k: Entity(id=k, name=f.name, kind=f.kind, mentions=()) for k, f in figures.items()}
        named = {entity.id: entity for entity in e.gold.entities}
        events = [t.event(e.gold.text, f"V{k}", {id(f): k for k, f in figures.items()}) for k, t in enumerate(kept)]
        pairs = pair_events(e.gold.text, e.gold.events, events)
        right += len(pairs)
        peopled += sum(all_named(event, named, other, entities) for event, other, _ in pairs)
        found += len(events)
        gold += len(e.gold.events)
    return right, peopled, found, gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="further folders of labelled reports to learn from")
    parser.add_argument("--readings", type=Path, help="where to keep what the reader saw")
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    cache = arguments.readings
    readings = pickle.loads(cache.read_bytes()) if cache is not None and cache.exists() else {}
    known = examples(arguments.gold, readings)
    more = [e for folder in arguments.more for e in examples(folder, readings)]
    if cache is not None:
        cache.write_bytes(pickle.dumps(readings))
    totals = np.zeros(4)
    for fold in range(arguments.folds):
        train = [e for k, e in enumerate(known) if k % arguments.folds != fold]
        totals += check(train + more, known[fold :: arguments.folds])
    if arguments.folds:
        right, peopled, found, gold = totals
        print(
            f"P {right / found:.3f}  R {right / gold:.3f}  F1 {2 * right / (found + gold):.3f}  people {2 * peopled / (found + gold):.3f}"
        )
    WEIGHTS.write_text(
        json.dumps({"threshold": THRESHOLD, "weights": fit(known + more)}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
