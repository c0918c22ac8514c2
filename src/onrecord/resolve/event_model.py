"""Which mentions are kept: a logistic regression over the features of :mod:`event_features`, its weights a table one can read.

``event_weights.json`` is written by ``training/events.py``; a feature that it does not hold weighs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from onrecord.errors import ModelError

WEIGHTS = Path(__file__).with_name("event_weights.json")


class KeepModel(NamedTuple):
    """Weights by feature, and the probability from which a mention is kept."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Mapping[str, float]) -> float:
        """The probability, 0 to 1, that a mention with these features belongs in the record."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def shared_model() -> KeepModel:
    """The shipped weights. Raises ModelError where they are missing or damaged."""
    try:
        held = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return KeepModel(held["weights"], held["threshold"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{WEIGHTS} cannot be read ({error}); install onrecord again") from error
