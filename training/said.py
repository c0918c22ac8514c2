"""Learn which time of an attribution's sentence dates the saying: writes ``src/onrecord/resolve/said_weights.json``.

    python -m training.said --gold ../shared/gold/train [--more FOLDER …] [--readings cache.pickle] [--folds 4]

A candidate of a quotation that gold holds is right where its value is gold's. ``--folds`` also prints what models reach on reports of
--gold that they were not trained on; the reports of --more are always trained on. No chance is involved.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from onrecord.annotate.quotations import quotations
from onrecord.annotate.reader import Reading
from onrecord.evaluate.gold import Gold
from onrecord.evaluate.matching import pair_quotations
from onrecord.resolve import read_cast
from onrecord.resolve.said import Candidate, candidates
from onrecord.resolve.scorer import SAID, Scorer
from training.regression import Row, examples, fit, parts, write

PENALTY, THRESHOLD, RARE = 3.0, 0.5, 5
GOLD_COUNTS = 2  # what a report of --gold counts beside one of --more


class Example(NamedTuple):
    """``found``: the candidates of each quotation, gold's value of it, and whether gold holds it; ``dated``: how many gold dates."""

    found: list[tuple[list[Candidate], str | None, bool]]
    dated: int


def example(gold: Gold, reading: Reading) -> Example:
    text = gold.report.text
    found = quotations(text, reading)
    known = read_cast(gold.report, reading, found)
    spoken = [q for q in found if q.mode != "thought"]
    pairs = {p.id: g.said for g, p, _ in pair_quotations(text, gold.record.quotations, spoken)}
    values = {id: said.value if said is not None else None for id, said in pairs.items()}
    rows = [(candidates(q, known.times, known.cast.layout), values.get(q.id), q.id in pairs) for q in spoken]
    return Example(rows, sum(q.said is not None and q.said.value is not None for q in gold.record.quotations))


def model(known: list[Example], more: list[Example]) -> Scorer:
    rows: list[Row] = [
        (c.features, value == c.time.value)
        for e in GOLD_COUNTS * known + more
        for each, value, is_known in e.found
        if is_known
        for c in each
    ]
    return Scorer(fit(rows, penalty=PENALTY, rare=RARE, priors={}), THRESHOLD)


def check(scorer: Scorer, test: list[Example]) -> tuple[int, int, int]:
    """Right, found and gold values."""
    right = found = 0
    for each, value, _ in (row for e in test for row in e.found):
        score, k = max(((scorer.score(c.features), -k) for k, c in enumerate(each)), default=(0.0, 0))
        if score >= scorer.threshold:
            found += 1
            right += each[-k].time.value == value
    return right, found, sum(e.dated for e in test)


def main() -> None:
    known, more, folds = examples(__doc__, example)
    totals = np.zeros(3)
    for train, test in parts(known, folds):
        totals += check(model(train, more), test)
    if folds:
        right, found, gold = totals
        print(f"P {right / found:.3f}  R {right / gold:.3f}  F1 {2 * right / (found + gold):.3f}")
    write(SAID, model(known, more))


if __name__ == "__main__":
    main()
