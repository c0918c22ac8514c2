"""Fit the weights of ``onrecord.compare.likeness``: are two statements of two reports of one thing?

    python training/same_fact.py

Reads the stories of ECB+ and BASIL that benchmarks/conflicts.py does not hold back. Statements of one value are taken for the same thing,
those of two values for two things; pairs of sentences that are the same but for the value are left out. Prints the weights.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "benchmarks"))

from conflicts import record, stories  # noqa: E402
from onrecord.compare.disagreements import agree, gives  # noqa: E402
from onrecord.compare.likeness import Rarity, features, may_be_one, told  # noqa: E402
from onrecord.compare.statements import Statements, statements  # noqa: E402

MOST_PAIRS = 30
SAME = 0.9
ALONE = ("name", "place")
PENALTY = 3.0


def examples() -> Iterator[tuple[dict[str, float], bool]]:
    for label, reports in stories(held=False):
        stated = [statements(record(report.text)) for report in reports]
        listed = list(combinations(stated, 2))
        for one, other in random.Random(label).sample(listed, min(MOST_PAIRS, len(listed))):
            yield from pairs_of(one, other)


def pairs_of(one: Statements, other: Statements) -> Iterator[tuple[dict[str, float], bool]]:
    rare = Rarity(one, other)
    by_kind = defaultdict(list)
    for second in told(other, rare):
        by_kind[second.said.kind].append(second)
    for first in told(one, rare):
        for second in by_kind[first.said.kind]:
            if not may_be_one(first, second):
                continue
            found = features(first, second)
            is_one = first.said.value == second.said.value
            if first.said.kind in ALONE and not is_one and (gives(other, first) or gives(one, second)):
                continue
            if found["near, all"] > 0 and found["longer sentence"] < SAME and is_one == agree(first.said, second.said):
                yield found, is_one


def fitted(names: list[str], rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with an L2 penalty, by Newton's method."""
    weights = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - labels) + PENALTY * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + PENALTY * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    found = list(examples())
    for group in ("value", *ALONE):
        some = [
            (example, is_one)
            for example, is_one in found
            if group in example or (group == "value" and not any(k in example for k in ALONE))
        ]
        names = sorted({name for example, _ in some for name in example})
        rows = np.array([[example.get(name, 0.0) for name in names] for example, _ in some])
        labels = np.array([float(is_one) for _, is_one in some])
        weights = fitted(names, rows, labels)
        ranked = np.argsort(-(rows @ weights))
        print(f"{group}: {len(labels)} pairs, of one value: {labels.sum():.0f}", file=sys.stderr)
        for top in (100, 200, 400, 800):
            print(f"  of one value among the {top} most alike: {labels[ranked[:top]].mean():.2f}", file=sys.stderr)
        print(f'    "{group}": {{' + ", ".join(f'"{name}": {value:.2f}' for name, value in zip(names, weights, strict=True)) + "},")


if __name__ == "__main__":
    main()
