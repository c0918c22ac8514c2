"""Fit the weights of ``onrecord.compare.likeness``: are two statements of two reports of one thing?

    python training/same_fact.py record.db

Reads the stories of the news that ``onrecord story`` found in record.db, but for every second one (by the hash of its first report), and
those of ECB+ and BASIL that benchmarks/conflicts.py does not hold back. Statements of one value are taken for the same thing, those of two
values for two things; pairs of sentences that are the same but for the value are left out. Prints the weights.
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
from onrecord.archive import Archive  # noqa: E402
from onrecord.archive.comparing import records  # noqa: E402
from onrecord.compare.days import day_number  # noqa: E402
from onrecord.compare.disagreements import agree, gives  # noqa: E402
from onrecord.compare.likeness import GROUPS, Link, Rarity, features, may_be_one, told  # noqa: E402
from onrecord.compare.statements import Statements, statements  # noqa: E402

MOST_PAIRS = 30
SAME = 0.9
PENALTY = 3.0


def listed(path: str) -> Iterator[list[tuple[Statements, int | None]]]:
    """The statements and the day of each report of a story."""
    for _, reports in stories(held=False):
        yield [(statements(record(report.text)), day_number("2024-05-07")) for report in reports]
    with Archive(path) as archive:
        numbers = defaultdict(list)
        for report, story in archive.select("SELECT report, story FROM compared ORDER BY report"):
            numbers[story].append(report)
        record_of = records(archive)
        for reports in numbers.values():
            read = [record_of(number) for number in reports] if len(reports) > 1 else []
            if read and not is_held(read[0].sha256):
                yield [(statements(one), day_number(one.published)) for one in read]


def is_held(sha256: str) -> bool:
    """Whether the story whose first report has this hash is kept for measuring."""
    return int(sha256[:8], 16) % 2 == 1


def examples(path: str) -> Iterator[tuple[str, dict[str, float], bool]]:
    for number, reports in enumerate(listed(path)):
        several = list(combinations(reports, 2))
        for (one, day), (other, others) in random.Random(number).sample(several, min(MOST_PAIRS, len(several))):
            yield from pairs_of(one, other, None if day is None or others is None else others - day)


def pairs_of(one: Statements, other: Statements, days: int | None) -> Iterator[tuple[str, dict[str, float], bool]]:
    rare = Rarity(one, other)
    link = Link(rare.alike, days)
    by_kind = defaultdict(list)
    for second in told(other, rare):
        by_kind[second.said.kind].append(second)
    for first in told(one, rare):
        for second in by_kind[first.said.kind]:
            if not may_be_one(first, second):
                continue
            found = features(first, second, link)
            is_one = first.said.value == second.said.value
            if first.said.kind == "name" and not is_one and (gives(other, first) or gives(one, second)):
                continue
            if found["near, all"] > 0 and found["longer sentence"] < SAME and is_one == agree(first.said, second.said):
                yield first.said.kind, found, is_one


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
    found = list(examples(sys.argv[1]))
    for group, kinds in GROUPS.items():
        some = [(example, is_one) for kind, example, is_one in found if kind in kinds]
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
