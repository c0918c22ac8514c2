"""From a rule's score to the probability that the speaker is right: a monotone table for each kind of source.

``confidence.json`` is measured on reports with known speakers by ``training/speaker_confidence.py``.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from pathlib import Path

from onrecord.model import Quotation
from onrecord.resolve.pronouns import PRONOUNS

_PATH = Path(__file__).with_name("confidence.json")
TABLE: dict[str, list[list[float]]] = json.loads(_PATH.read_text(encoding="utf-8")) if _PATH.exists() else {}


def kind_of_source(q: Quotation) -> str:
    """``name``, ``pronoun`` or ``description`` by the source's own words; ``none`` where there is no source."""
    if q.source is None:
        return "none"
    if q.source.text.lower().replace("’", "'").removesuffix("'s") in PRONOUNS:
        return "pronoun"
    return "name" if any(word[:1].isupper() for word in q.source.text.split()[1:]) or q.source.text[:1].isupper() else "description"


def probability(q: Quotation, score: float) -> float:
    """How likely the speaker of ``q`` is right, decided with that score."""
    steps = TABLE.get(kind_of_source(q))
    if not steps:
        return round(score, 3)
    at = max(0, bisect_right(steps, score, key=lambda step: step[0]) - 1)
    return round(steps[at][1], 3)
