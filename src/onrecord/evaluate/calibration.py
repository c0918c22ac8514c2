"""Whether a confidence of .9 means right nine times in ten: reliability of the speakers' confidences.

Expected calibration error: the mean distance between confidence and share right over ten bins of equal width, weighted by how many
quotations fall into each (Naeini, Cooper & Hauskrecht 2015; Guo et al. 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.evaluate.identity import same_entity
from onrecord.evaluate.matching import pair_quotations
from onrecord.model import Quotation, Record

BINS = 10


class Bin(NamedTuple):
    """Those whose confidence lies in ``[low, high)``: how many, their mean confidence and the share that is right."""

    low: float
    high: float
    size: int
    confidence: float
    right: float


def outcomes(gold: Record, found: Record) -> Iterator[tuple[Quotation, bool]]:
    """Each matched quotation of ``found`` whose speaker is named, and whether that is the gold speaker under the full name."""
    theirs: dict[str | None, object] = {e.id: e for e in gold.entities}
    ours = {e.id: e for e in found.entities}
    spoken = [q for q in found.quotations if q.mode != "thought"]
    for g, p, _ in pair_quotations(gold.text, gold.quotations, spoken):
        if p.speaker is not None and p.speaker_confidence is not None:
            yield p, same_entity(ours.get(p.speaker), theirs.get(g.speaker))  # type: ignore[arg-type]


def reliability(pairs: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold anything, from low to high. ``pairs`` are (confidence, right)."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        held.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return [
        Bin(k / BINS, (k + 1) / BINS, len(some), sum(c for c, _ in some) / len(some), sum(r for _, r in some) / len(some))
        for k, some in sorted(held.items())
    ]


def expected_calibration_error(bins: list[Bin]) -> float:
    """0 is perfect. Raises ValueError where there are no bins."""
    total = sum(b.size for b in bins)
    if not total:
        raise ValueError("no speaker to calibrate on")
    return sum(b.size * abs(b.confidence - b.right) for b in bins) / total
