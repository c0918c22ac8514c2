"""Which of the things found belongs to which gold one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from onrecord.model import Event, Quotation

ENOUGH = 0.5
"""Two quotations are one where their contents share at least this part of the letters and digits that either has."""

_SENTENCE_START = re.compile(r"[.!?][\"”’']*\s+|\n")
_SENTENCE_END = re.compile(r"[.!?][\"”’']*(\s|$)|\n")


class Stretch(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


G = TypeVar("G")
P = TypeVar("P")
S = TypeVar("S", bound=Stretch)


def overlap(a: Stretch | None, b: Stretch | None) -> bool:
    """True where both are there and share a character."""
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def letters(text: str, stretches: Iterable[Stretch]) -> frozenset[int]:
    """The offsets of the letters and digits of ``text`` in any of the stretches."""
    return frozenset(i for s in stretches for i in range(s.start, min(s.end, len(text))) if text[i].isalnum())


def one_to_one(gold: Sequence[G], predicted: Sequence[P], closeness: Callable[[int, int], float]) -> list[tuple[G, P, float]]:
    """Pairs of a gold and a predicted thing, the closest first, each used once.

    ``closeness`` takes their positions and says how well they fit; nothing at or below 0 is paired. Ties go by position.
    """
    ranked = sorted(
        ((s, i, j) for i in range(len(gold)) for j in range(len(predicted)) if (s := closeness(i, j)) > 0),
        key=lambda r: (-r[0], r[1], r[2]),
    )
    gold_used: set[int] = set()
    predicted_used: set[int] = set()
    pairs: list[tuple[G, P, float]] = []
    for s, i, j in ranked:
        if i not in gold_used and j not in predicted_used:
            gold_used.add(i)
            predicted_used.add(j)
            pairs.append((gold[i], predicted[j], s))
    return pairs


def pair_quotations(text: str, gold: Sequence[Quotation], predicted: Sequence[Quotation]) -> list[tuple[Quotation, Quotation, float]]:
    """Quotations by the letters their contents share, over those that either has; 1.0 is letter for letter."""
    ours = [letters(text, q.contents) for q in gold]
    theirs = [letters(text, q.contents) for q in predicted]

    def closeness(i: int, j: int) -> float:
        shared = len(ours[i] & theirs[j])
        if not shared:
            return 0.0
        part = shared / (len(ours[i]) + len(theirs[j]) - shared)
        return part if part >= ENOUGH else 0.0

    return one_to_one(gold, predicted, closeness)


def pair_stretches(gold: Sequence[S], predicted: Sequence[S]) -> list[tuple[S, S, float]]:
    """Spans by the number of characters they share."""

    def closeness(i: int, j: int) -> float:
        return min(gold[i].end, predicted[j].end) - max(gold[i].start, predicted[j].start)

    return one_to_one(gold, predicted, closeness)


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """The bounds of the sentence (or line) that holds the offset ``at``."""
    start = 0
    for match in _SENTENCE_START.finditer(text, 0, at):
        start = match.end()
    stop = _SENTENCE_END.search(text, at)
    return start, stop.end() if stop else len(text)


def pair_events(text: str, gold: Sequence[Event], predicted: Sequence[Event]) -> list[tuple[Event, Event, float]]:
    """Events of one type, whose triggers overlap or, failing that, stand in one sentence."""

    def closeness(i: int, j: int) -> float:
        ours, theirs = gold[i], predicted[j]
        if ours.type != theirs.type:
            return 0.0
        if overlap(ours, theirs):
            return 2.0
        low, high = sentence_around(text, ours.start)
        return 1.0 if low <= theirs.start < high else 0.0

    return one_to_one(gold, predicted, closeness)
