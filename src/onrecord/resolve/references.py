"""Whom the pronouns of a report mean, those of the attributions apart: "his" in "his lawyer", "I" in a person's own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.model import Mention
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import third_person

DEPTH = 4  # words begun before a place that may hold it
SURE = 0.7
_HE_OR_SHE = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b(?!\.)")


class Words(NamedTuple):
    """Someone's own words: ``[start, end)``, all of them within quotation marks, and whose they are."""

    start: int
    end: int
    speaker: Figure


def references(cast: Cast, words: Iterable[Words], known: Iterable[tuple[int, int]]) -> list[tuple[Figure, Mention]]:
    """The pronouns whose person is plain. ``known`` are stretches that were decided before; of ``words`` one may hold another."""
    text = cast.text
    done = {start for start, _ in known}
    said = sorted(words, key=lambda w: (w.start, -w.end))
    starts = [w.start for w in said]

    def speaker_at(at: int) -> Figure | None:
        k = bisect_right(starts, at)
        return next((w.speaker for w in reversed(said[max(0, k - DEPTH) : k]) if at < w.end), None)

    out = []
    for m in _HE_OR_SHE.finditer(text):
        if m.start() not in done:
            choice = third_person(cast, m[0].lower(), m.start(), [], not_speaker=speaker_at(m.start()))
            if choice.figure is not None and choice.confidence > SURE:
                out.append((choice.figure, _mention(m)))
    for m in _I.finditer(text):
        figure = speaker_at(m.start())
        if figure is not None and m.start() not in done:
            out.append((figure, _mention(m)))
    return out


def _mention(m: re.Match[str]) -> Mention:
    return Mention(start=m.start(), end=m.end(), text=m[0], form="pronoun")
