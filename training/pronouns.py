"""Fit the weights by which he and she are given to a person (resolve/pronouns.py), and print them.

    python -m training.pronouns --gold ../shared/gold/train --gap ../shared/data/gap/gap-development.tsv

Multinomial logistic regression over the candidates of each pronoun: those that a source is in labelled reports, and those of the GAP
corpus (Webster et al. 2018). The link's weight is not fitted: the reader has learnt its links from the same texts.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from onrecord.annotate.reader import Reading, shared_reader
from onrecord.evaluate.gold import read_gold
from onrecord.evaluate.identity import same_by_any_name
from onrecord.model import Entity
from onrecord.resolve import pronouns, resolve
from onrecord.resolve.layout import Layout
from onrecord.resolve.people import Cast, Figure

FIXED = "is linked to it"
GAP_SHARE = 0.1  # what a pronoun of GAP counts beside one of a report
PRIOR = 0.003
"""How strongly a weight is held to what it is now."""


class Case(NamedTuple):
    """A pronoun's candidates: features (candidates, features) and which of them are right; a row of zeros stands for nobody."""

    features: np.ndarray
    right: np.ndarray
    weight: float


def case(candidates: Sequence[pronouns.Candidate], right: Callable[[Figure], bool], weight: float, names: list[str]) -> Case | None:
    rows = np.array([[c.features.get(n, 0.0) for n in names] for c in candidates], dtype=np.float64)
    marks = np.array([right(c.figure) for c in candidates], dtype=bool)
    return Case(rows, marks, weight) if marks.any() and not marks.all() else None


def of_reports(folders: list[Path], names: list[str]) -> list[Case]:
    """The sources of labelled reports, their quotations given."""
    seen: list[tuple[int, list[pronouns.Candidate]]] = []
    original = pronouns._candidates

    def keep(cast: Cast, pronoun: str, at: int, *rest: object) -> list[pronouns.Candidate]:
        found = list(original(cast, pronoun, at, *rest))  # type: ignore[arg-type]
        seen.append((at, found))
        return found

    golds = [g for folder in folders for g in read_gold(folder)]
    out = []
    pronouns._candidates = keep
    try:
        for gold, reading in zip(golds, shared_reader().read_all(g.record.text for g in golds), strict=True):
            seen.clear()
            entities = {e.id: e for e in gold.record.entities}
            resolve(gold.report, reading, [msgspec.structs.replace(q, speaker=None, via=(), said=None) for q in gold.record.quotations])
            first = dict(reversed(seen))
            for q in gold.record.quotations:
                if q.source is None or q.speaker is None or q.source.start not in first:
                    continue
                meant = entities[q.speaker]
                right = lambda f, meant=meant: same_by_any_name(_entity(f), meant)  # noqa: E731
                found = case(first[q.source.start], right, 1.0, names)
                if found:
                    out.append(found)
    finally:
        pronouns._candidates = original
    return out


def _entity(figure: Figure) -> Entity:
    return Entity(id="E0", name=figure.name, kind=figure.kind, mentions=tuple(figure.mentions))


def of_gap(path: Path, names: list[str]) -> list[Case]:
    with path.open() as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    out = []
    for row, reading in zip(rows, shared_reader().read_all(r["Text"] for r in rows), strict=True):
        found = gap_case(row, reading, names)
        if found:
            out.append(found)
    return out


def gap_case(row: dict[str, str], reading: Reading, names: list[str]) -> Case | None:
    text, at = row["Text"], int(row["Pronoun-offset"])
    cast = Cast(text, reading.names, Layout(text, [(q.start, q.end) for q in reading.tokens.marks]), reading.links)
    meant: set[int] = set()
    for x in "AB":
        start = int(row[f"{x}-offset"])
        if row[f"{x}-coref"].upper() == "TRUE":
            meant |= {id(cast.of[i]) for i in cast.within(start, start + len(row[x]))}
    candidates = list(pronouns._candidates(cast, row["Pronoun"].lower(), at, [], None, None, None, ()))
    return case(candidates, lambda f: id(f) in meant, GAP_SHARE, names) if meant and candidates else None


def fit(cases: list[Case], names: list[str], steps: int = 400) -> np.ndarray:
    """Weights by gradient descent (Adam) on the mean log-likelihood."""
    now = np.array([pronouns.WEIGHTS[n] for n in names])
    w = now
    free = np.array([n != FIXED for n in names], dtype=np.float64)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        grad = PRIOR * (w - now)
        for c in cases:
            score = c.features @ w
            p = np.exp(score - score.max())
            p /= p.sum()
            q = np.where(c.right, p, 0)
            grad += c.weight / len(cases) * (c.features.T @ (p - q / q.sum()))
        grad *= free
        m, v = 0.9 * m + 0.1 * grad, 0.99 * v + 0.01 * grad**2
        w = w - 0.03 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return w


def right_share(cases: list[Case], w: np.ndarray) -> float:
    return sum(bool(c.right[(c.features @ w).argmax()]) for c in cases) / max(len(cases), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    parser.add_argument("--gap", type=Path, required=True)
    arguments = parser.parse_args()
    names = list(pronouns.WEIGHTS)
    groups = {"reports": of_reports(arguments.gold, names), "GAP": of_gap(arguments.gap, names)}
    for cases in groups.values():
        random.Random(1).shuffle(cases)
    now = np.array([pronouns.WEIGHTS[n] for n in names])
    trained = [c for cases in groups.values() for k, c in enumerate(cases) if k % 3]
    held = fit(trained, names)
    for title, cases in groups.items():
        apart = [c for k, c in enumerate(cases) if k % 3 == 0]
        before, after = right_share(apart, now), right_share(apart, held)
        print(f"{title}: {len(apart)} held out: right {before:.3f} with the present weights, {after:.3f} fitted")
    for name, weight in zip(names, fit([c for cases in groups.values() for c in cases], names), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
