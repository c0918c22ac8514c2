"""Fit the weights of ``onrecord.compare.likeness``: are two statements of two reports of one thing?

    python training/same_fact.py record.db --to 8000

Reads the stories of the news that ``onrecord story`` found among the first reports of record.db, a week apart at most, and those of ECB+
and BASIL that benchmarks/conflicts.py does not hold back. Statements of one value in sentences alike are taken for the same thing, those of
two values, neither of which stands in the other report, for two; people of one name for the same, those of two names for two. A word that
two sentences alike affirm is taken for what a denial would be held against. Writes likeness_weights.json; prints how many pairs of two
things, in reports of one day, are as likely as how many of one thing, to choose the borders in ``disagreements.py`` by.
"""

from __future__ import annotations

import argparse
import json
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
from onrecord.compare.denials import affirming, around, of_denial  # noqa: E402
from onrecord.compare.disagreements import LASTING, agree, is_given  # noqa: E402
from onrecord.compare.likeness import GROUPS, Rarity, denied, features, may_be_one, told  # noqa: E402
from onrecord.compare.rivals import gives, parts, people  # noqa: E402
from onrecord.compare.statements import Statements, statements  # noqa: E402
from onrecord.compare.words import weight  # noqa: E402

WEIGHTS = HERE / "src" / "onrecord" / "compare" / "likeness_weights.json"
MOST_PAIRS = 20
PENALTY = 3.0
#: Two statements of one value are of one thing where the shorter sentence shares so much, and two sentences tell of one thing where …
SHARED = 0.35
ALIKE = 0.3

Example = tuple[str, dict[str, float], bool, bool]


def listed(path: str, last: int) -> Iterator[list[tuple[Statements, int | None]]]:
    """The statements and the day of each report of a story."""
    for _, reports in stories(held=False):
        yield [(statements(record(report.text)), None) for report in reports]
    with Archive.open(path) as archive:
        numbers = defaultdict(list)
        for report, story in archive.select("SELECT report, story FROM compared WHERE report <= ? ORDER BY report", last):
            numbers[story].append(report)
        record_of = records(archive)
        for reports in numbers.values():
            if len(reports) > 1:
                yield [(statements(one), day_number(one.published)) for one in map(record_of, reports)]


def examples(path: str, last: int) -> Iterator[Example]:
    """The kind, the features, whether both are of one thing, and whether the reports are of one day, or two."""
    for number, reports in enumerate(listed(path, last)):
        several = list(combinations(reports, 2))
        chance = random.Random(number)
        for (one, day), (other, others) in chance.sample(several, min(MOST_PAIRS, len(several))):
            days = None if day is None or others is None else abs(others - day)
            if days is None or days <= LASTING:
                for kind, found, is_one in pairs_of(one, other, chance):
                    yield kind, found, is_one, days is not None and days <= 1


def pairs_of(one: Statements, other: Statements, chance: random.Random) -> Iterator[tuple[str, dict[str, float], bool]]:
    rare = Rarity(one, other)
    firsts, seconds = told(one, rare), told(other, rare)
    by_kind = defaultdict(list)
    for second in seconds:
        by_kind[second.said.kind, second.said.unit if second.said.kind in ("amount", "date") else ""].append(second)
    for first in firsts:
        kind = first.said.kind
        rest = by_kind[kind, first.said.unit if kind in ("amount", "date") else ""]
        for second in rest if kind != "name" else ():
            if not may_be_one(first, second):
                continue
            found = features(first, second)
            if first.said.value == second.said.value and found["sentence"] >= SHARED:
                yield kind, found, True
            elif found["near"] > 0 and not (
                agree(first.said, second.said)
                or is_given(rest, first, second)
                or is_given([f for f in firsts if f.said.kind == kind], second, first)
            ):
                yield kind, found, False
    for first in people(firsts, rare):
        for second in people(seconds, rare):
            if first.sentences.keys().isdisjoint(second.sentences):
                continue
            if first.name == second.name or first.name.split()[-1] == second.name.split()[-1]:
                yield "name", parts(first, second), True
            elif not gives(other, first.name) and not gives(one, second.name):
                yield "name", parts(first, second), False
    yield from told_alike(one, other, rare, chance)
    for a, b in ((one, other), (other, one)):
        for claim, sentence, against in affirming(a, b):
            yield from (("claim", of_denial(claim, sentence, second, rare), False) for second in against)


def told_alike(one: Statements, other: Statements, rare: Rarity, chance: random.Random) -> Iterator[tuple[str, dict[str, float], bool]]:
    """A telling word of each sentence that both reports have, each most like the other."""
    ours, theirs = ([(s, rare.weights(s.stems)) for s in report.sentences] for report in (one, other))
    alike = np.array([[likeness(a, b) for _, b in theirs] for _, a in ours]).reshape(len(ours), len(theirs))
    for a, b in enumerate(alike.argmax(axis=1) if theirs else ()):
        first, second = ours[a][0], theirs[b][0]
        both = [s for s in first.stems if s in second.stems and weight(s) >= 1.5]
        if alike[a, b] < max(ALIKE, alike[:, b].max()) or len(both) < 4:
            continue
        word = chance.choice(both)
        yield "claim", denied(around(first, word, rare), around(second, word, rare), first, second), True


def likeness(one: dict[str, float], other: dict[str, float]) -> float:
    both = sum(value for s, value in one.items() if s in other)
    return both / max(np.sqrt(max(sum(one.values()) * sum(other.values()), 0.0)), 1.0)


def fitted(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with an L2 penalty, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - labels) + PENALTY * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--to", type=int, default=8000, help="the last report that is read")
    arguments = parser.parse_args()
    found = list(examples(arguments.record, arguments.to))
    weights = {}
    for group, kinds in GROUPS.items():
        some = [one for one in found if one[0] in kinds]
        names = list(some[0][1])
        rows = np.array([[1.0, *(example[name] for name in names)] for _, example, _, _ in some])
        labels = np.array([is_one for _, _, is_one, _ in some])
        values = fitted(rows, labels.astype(float))
        weights[group] = {name: round(float(value), 3) for name, value in zip(["all", *names], values, strict=True)}
        odds = rows @ values
        of_two = np.sort(odds[~labels & np.array([is_near for *_, is_near in some])])[::-1]
        print(f"{group}: {len(labels)} pairs, of one thing: {labels.sum()}; of two, within a day: {len(of_two)}")
        for top in (1, 2, 4, 8, 16, 32, 64):
            if top < len(of_two):
                share = (odds[labels] > of_two[top]).mean()
                print(f"  {top:3d} of two things from log odds {of_two[top]:5.2f} on, of one thing {share:.2f}")
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
