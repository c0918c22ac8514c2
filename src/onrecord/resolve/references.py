"""Whom the pronouns of a report mean, those of the attributions apart: "his" in "his lawyer", "I" in a person's own words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.model import Mention
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import MALE

LOOK_BACK = 24  # names before a pronoun that are asked
LOOK_AHEAD = 2  # names after it in its sentence ("After his arrest, Roe …")
DEPTH = 4  # words begun before a place that may hold it
SURE = 0.8  # log-odds by which the best person must lead no one and, of the others, the next best
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
            figure = _person(cast, m.span(), speaker_at(m.start()))
            if figure is not None:
                out.append((figure, _mention(m)))
    for m in _I.finditer(text):
        figure = speaker_at(m.start())
        if figure is not None and m.start() not in done:
            out.append((figure, _mention(m)))
    return out


def _mention(m: re.Match[str]) -> Mention:
    return Mention(start=m.start(), end=m.end(), text=m[0], form="pronoun")


def _person(cast: Cast, pronoun: tuple[int, int], speaker: Figure | None) -> Figure | None:
    at, end = pronoun
    wanted = 1 if cast.text[at:end].lower() in MALE else -1
    k = bisect_left(cast.people_starts, at)
    close = cast.layout.sentence_bounds(at)[1]
    ahead = [i for i in cast.people[k : k + LOOK_AHEAD] if cast.named[i].start < close]
    asked = [
        i for i in [*cast.people[max(0, k - LOOK_BACK) : k], *ahead] if cast.of[i].gender * wanted > -0.7 and cast.of[i] is not speaker
    ]
    if not asked:
        return None
    best: dict[int, tuple[float, Figure]] = {}
    for i, score in zip(asked, cast.linked(*pronoun, asked), strict=True):
        figure = cast.of[i]
        score += 0.5 * (figure.gender * wanted > 0.7)
        best[id(figure)] = max(best.get(id(figure), (score, figure)), (score, figure), key=lambda r: r[0])
    ranked = sorted(best.values(), key=lambda r: -r[0])
    lead = ranked[0][0] - max(0.0, ranked[1][0] if len(ranked) > 1 else 0.0)
    return ranked[0][1] if lead > SURE else None
