"""Logistic regressions with an L2 penalty, by Newton's method, for :mod:`onrecord.resolve.scorer`."""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np

from onrecord.annotate.reader import Reading, shared_reader
from onrecord.evaluate.gold import Gold, read_gold
from onrecord.resolve.scorer import Scorer

Row = tuple[dict[str, float], bool]
Example = TypeVar("Example")


def fit(rows: list[Row], *, penalty: float, rare: int, priors: Mapping[str, float]) -> dict[str, float]:
    """The weights of features that at least ``rare`` rows have, drawn to ``priors`` by ``penalty``."""
    counts = Counter(name for features, _ in rows for name, value in features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= rare)
    column = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for row, (features, _) in enumerate(rows):
        for name, value in features.items():
            if name in column:
                x[row, column[name]] = value
    y = np.array([right for _, right in rows], dtype=float)
    prior = np.array([priors.get(name, 0.0) for name in names])
    w = prior.copy()
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(names)), x.T @ (p - y) + penalty * (w - prior))
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, w, strict=True) if abs(weight) >= 0.0005}


def write(path: Path, model: Scorer) -> None:
    path.write_text(
        json.dumps({"threshold": model.threshold, "weights": model.weights}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def readings_of(reports: list[Gold], cache: Path | None) -> dict[str, Reading]:
    """What the reader sees in each report, by its text; kept in the file ``cache``, where one is given."""
    known: dict[str, Reading] = pickle.loads(cache.read_bytes()) if cache is not None and cache.exists() else {}
    texts = [g.report.text for g in reports if g.report.text not in known]
    known.update(zip(texts, shared_reader().read_all(texts), strict=True))
    if cache is not None and texts:
        cache.write_bytes(pickle.dumps(known))
    return known


def examples(description: str | None, example: Callable[[Gold, Reading], Example]) -> tuple[list[Example], list[Example], int]:
    """The examples of the reports that the command line names, those of --gold and those of --more, and in how many parts to check."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="further folders of labelled reports to learn from")
    parser.add_argument("--readings", type=Path, help="where to keep what the reader saw")
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    golds = [list(read_gold(folder)) for folder in (arguments.gold, *arguments.more)]
    readings = readings_of([g for reports in golds for g in reports], arguments.readings)
    known, *further = ([example(g, readings[g.report.text]) for g in reports] for reports in golds)
    return known, [e for reports in further for e in reports], arguments.folds


def parts(known: list[Example], folds: int) -> Iterator[tuple[list[Example], list[Example]]]:
    """What to learn from and what to check on, so many times."""
    for fold in range(folds):
        yield [e for k, e in enumerate(known) if k % folds != fold], known[fold::folds]
