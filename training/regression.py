"""Logistic regressions with an L2 penalty, by Newton's method, for :mod:`onrecord.resolve.scorer`."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from onrecord.annotate.reader import Reading, shared_reader
from onrecord.evaluate.gold import Gold
from onrecord.resolve.scorer import Scorer

Row = tuple[dict[str, float], bool]


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
