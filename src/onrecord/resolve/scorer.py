"""Logistic regressions over named features: which events are kept, who takes part, which time dates a saying.

Their weights are tables that a person can read (``*_weights.json``), written by ``training/events.py`` and ``training/said.py``; a feature
that a table does not hold weighs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import ModelError

KEEP, PEOPLE, SAID = (Path(__file__).with_name(f"{name}_weights.json") for name in ("event", "event_people", "said"))


class Scorer(NamedTuple):
    """Weights by feature, and the probability from which what they weigh counts."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Mapping[str, float]) -> float:
        """The probability, 0 to 1, that what has these features belongs in the record."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=3)
def shipped(path: Path) -> Scorer:
    """The shipped weights, :data:`KEEP`, :data:`PEOPLE` or :data:`SAID`. Raises ModelError where they are missing or damaged."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return Scorer(held["weights"], held["threshold"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path} cannot be read ({error}); install onrecord again") from error
