"""How often a speaker decided so is right: the table that turns a rule's score into a probability.

    python -m training.speaker_confidence [--gold FOLDER …]            # writes src/onrecord/resolve/confidence.json

Reads gold/train, or other labelled reports (those that labels.py keeps apart), with the shipped reader; for each kind of source (name,
pronoun, description, none) the scores of matched quotations are made monotone by pooling adjacent violators (Ayer et al. 1955; Zadrozny &
Elkan 2002). Each pool is held to its kind by ``PRIOR`` pseudo-counts and set one standard error lower: the rules were made by looking at
these reports.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from pathlib import Path

from onrecord import pipeline
from onrecord.annotate.reader import Reading
from onrecord.evaluate.calibration import outcomes
from onrecord.evaluate.gold import read_gold
from onrecord.resolve import confidence

ROOT = Path(__file__).resolve().parents[1]
PRIOR = 4.0  # pseudo-counts, at the rate of the kind as a whole


def pooled(pairs: list[tuple[float, bool]]) -> list[tuple[float, float]]:
    """``(score, probability)`` at the least score of each pool, both rising."""
    rate = sum(right for _, right in pairs) / len(pairs)
    scores = sorted({score for score, _ in pairs})
    pools: list[list[float]] = []  # least score, right, all
    for score in scores:
        here = [right for s, right in pairs if s == score]
        pools.append([score, float(sum(here)), float(len(here))])
        while len(pools) > 1 and _share(pools[-2], rate) >= _share(pools[-1], rate):
            _, right, total = pools.pop()
            pools[-1][1] += right
            pools[-1][2] += total
    return [(round(pool[0], 3), round(_share(pool, rate), 3)) for pool in pools]


def _share(pool: list[float], rate: float) -> float:
    share = (pool[1] + PRIOR * rate) / (pool[2] + PRIOR)
    return share - (share * (1 - share) / (pool[2] + PRIOR)) ** 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[ROOT.parent / "shared" / "gold" / "train"])
    parser.add_argument("--cache", type=Path, help="a pickle of readings by report id, to spare the network")
    arguments = parser.parse_args()
    golds = [gold for folder in arguments.gold for gold in read_gold(folder)]
    confidence.TABLE = {}  # the rules' own scores
    if arguments.cache:
        kept: dict[str, Reading] = pickle.loads(arguments.cache.read_bytes())
        records = [pipeline.record(g.report, kept[g.record.id]) for g in golds]
    else:
        records = list(pipeline.records(g.report for g in golds))
    pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for gold, record in zip(golds, records, strict=True):
        for quotation, right in outcomes(gold.record, record):
            assert quotation.speaker_confidence is not None
            pairs[confidence.kind_of_source(quotation)].append((quotation.speaker_confidence, right))
    table = {kind: pooled(found) for kind, found in sorted(pairs.items())}
    path = ROOT / "src" / "onrecord" / "resolve" / "confidence.json"
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print({kind: len(found) for kind, found in pairs.items()}, path)


if __name__ == "__main__":
    main()
