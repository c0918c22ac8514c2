"""The time that dates a saying: of the times in the sentence of an attribution the one that most likely does, if any.

Each is weighed by named features of where it stands to the cue (:mod:`scorer`): "on Tuesday" in "Roe said on Tuesday that …" dates the
saying, in "Roe, who returned on Tuesday, said" it does not.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Quotation, Span, Time
from onrecord.resolve.layout import Layout
from onrecord.resolve.scorer import Scorer
from onrecord.resolve.speech_days import DAY_VALUE
from onrecord.resolve.word_list import word_list

# How many characters from the cue a day, a week or month, a year, and "recently" are near: years are mostly those of something else
# ("the 2016 campaign").
_REACH = (160, 130, 30, 30)
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_OTHER_CLAUSE = re.compile(r",? (?:and|but|though|while|when|because|after|as) ")
_OPENS = re.compile(r"(?:^|[.!?”\"\n])\W*(?:(?:On|In|Late|Early|Earlier|Last|This|Just) ?(?:on |in )?)?$")
_WHO = re.compile(r",? (?:who|which|whose)\b")
_MADE = re.compile(r",? (?:released|published|obtained|issued|filed|posted|taken|made|held)(?: (?:on|late|early|last))* ?")
_BEFORE = word_list(
    "on in of at for since by during after before until from to last this earlier late early ago between through under a the"
)
_BEHIND = word_list("that in at during to and by after")
_BETWEEN = {
    "and": word_list("and but"),
    "a conjunction": word_list("while when because after as before since though if"),
    "a relative": word_list("who which whose that where"),
    "an auxiliary": word_list("was were is are had has have been will would"),
    "a preposition": word_list("in on at during"),
}
_CUES = word_list("said told wrote spoke")
_PARTICLES = word_list("to that for of on")


class Candidate(NamedTuple):
    """A time that may date the saying, and the features that speak for and against."""

    time: Time
    features: dict[str, float]


def said_of(quotation: Quotation, times: Sequence[Time], layout: Layout, model: Scorer) -> Time | None:
    """The time, of those of the report in order, that dates ``quotation``; ``None`` where its attribution's sentence gives none."""
    scored = [(model.score(c.features), -c.time.start, c.time) for c in candidates(quotation, times, layout)]
    score, _, time = max(scored, default=(0.0, 0, None), key=lambda s: s[:2])
    return time if score >= model.threshold else None


def candidates(quotation: Quotation, times: Sequence[Time], layout: Layout) -> list[Candidate]:
    """The times outside its contents in the sentence of the attribution, durations and sets left out."""
    anchor = quotation.cue or quotation.source
    if anchor is None:
        return []
    low, high = layout.sentence_bounds(anchor.start)
    near = [
        t
        for t in times[bisect_left(times, low, key=_start) : bisect_left(times, high, key=_start)]
        if t.type in ("DATE", "TIME")
        and t.value not in (None, "PRESENT_REF", "FUTURE_REF")
        and not any(c.start < t.end and t.start < c.end for c in quotation.contents)
    ]
    near.sort(key=lambda t: (_distance(t, anchor), t.start))
    free = [t for t in near if not _dates_another(layout.text, t, anchor, quotation.source) and _distance(t, anchor) <= _REACH[_coarse(t)]]
    first = min(free, key=lambda t: (_coarse(t), _distance(t, anchor), t.start), default=None)
    return [Candidate(t, _describe(layout.text, quotation, t, anchor, rank, len(near), t is first)) for rank, t in enumerate(near)]


def _start(time: Time) -> int:
    return time.start


def _distance(time: Time, cue: Span) -> int:
    return max(time.start - cue.end, cue.start - time.end, 0)


def _coarse(time: Time) -> int:
    """0 for a day, 1 for a week or month, 2 for a year, 3 for "recently"."""
    value = time.value or ""
    return 0 if DAY_VALUE.match(value) else 3 if value == "PAST_REF" else 2 if len(value) <= 4 else 1


def _dates_another(text: str, time: Time, cue: Span, source: Span | None) -> bool:
    """Whether a time plainly says when something else was: what another clause, a relative clause or a participle beside the source tells
    ("Roe, who returned on Monday, said"), or what "of" joins it to ("after the attacks of Sept. 11")."""
    if text[max(0, time.start - 4) : time.start] == " of ":
        return True
    if source is None:
        return False
    if time.start < source.end and source.start < time.end:
        return True
    begin = min(source.start, cue.start)
    if time.end <= begin:
        return not _opens(text, time) and _OTHER_CLAUSE.search(text, time.end, begin + 1) is not None
    if source.end <= time.start < cue.start:
        clause = _WHO.match(text, source.end, time.start)
        return _MADE.fullmatch(text, source.end, time.start) is not None or (clause is not None and "," in text[time.end : cue.start])
    return False


def _opens(text: str, time: Time) -> bool:
    """Whether it opens its sentence: "On Sunday, …"."""
    return _OPENS.search(text, max(0, time.start - 14), time.start) is not None


def _describe(text: str, quotation: Quotation, time: Time, cue: Span, rank: int, several: int, is_first: bool) -> dict[str, float]:
    source, coarse = quotation.source, _coarse(time)
    side = "after" if time.start >= cue.end else "before"
    begin, end = (cue.end, time.start) if side == "after" else (time.end, cue.start)
    spoken = [c for c in quotation.contents if c.start < end and c.end > begin]
    between = _words("".join(text[i] for i in range(begin, end) if not any(c.start <= i < c.end for c in spoken)))
    kind = _kind_of_cue(cue.text)
    features = {
        "always": 1.0,
        f"coarse {coarse}": 1.0,
        side: 1.0,
        f"coarse {coarse} {side}": 1.0,
        f"distance {side}": math.log1p(len(between)),
        f"at once {side}": float(len(between) <= 1),
        f"words spoken between {side}": float(bool(spoken)),
        f"a comma between {side}": float("," in between),
        f"a past between {side}": float(any(w.endswith("ed") and len(w) > 4 for w in between)),
        f"behind {_behind_what(text, time, side, between)}": 1.0,
        f"before {_before_what(text, time)}": 1.0,
        "opens the sentence": float(_opens(text, time)),
        f"cue {kind}": 1.0,
        f"cue {kind} {side}": 1.0,
        "infinitive": float(cue.text.lower().startswith("to ") or text[max(0, cue.start - 3) : cue.start].lower() == "to "),
        "inside another quotation": float(quotation.parent is not None),
        f"{quotation.kind} quotation": 1.0,
        "rank": float(min(3, rank)),
        "others": float(min(3, several - 1)),
        "far": float(_distance(time, cue) > _REACH[coarse]),
        "dates another": float(_dates_another(text, time, cue, source)),
    }
    features |= {f"{name} between {side}": 1.0 for name, words in _BETWEEN.items() if not words.isdisjoint(between)}
    if source is None:
        features["no source"] = 1.0
    else:
        features["between source and cue"] = float(source.end <= time.start < cue.start)
        features["before the source"] = float(time.end <= min(source.start, cue.start))
        features["in the source"] = float(time.start < source.end and source.start < time.end)
    if is_first:  # the nearest of the finest
        shown = (side, f"cue {kind}", f"coarse {coarse}", "opens the sentence", "inside another quotation")
        features |= {"first": 1.0} | {f"first, {name}": features[name] for name in shown}
    return features


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(text.lower())
    return found


def _behind_what(text: str, time: Time, side: str, between: list[str]) -> str:
    """The word right before a time."""
    if side == "after" and not between:
        return "the cue"
    before = _words(text[max(0, time.start - 30) : time.start])
    word = before[-1] if before else "nothing"
    return word if word in _BEFORE else "a mark" if not word[0].isalnum() else "a word"


def _before_what(text: str, time: Time) -> str:
    """The word right after a time."""
    if text[time.end : time.end + 2] in ("'s", "’s"):
        return "what it owns"
    after = _words(text[time.end : time.end + 20])
    word = after[0] if after else "nothing"
    return word if word in _BEHIND or word in (",", ".") else "a mark" if not word[0].isalnum() else "a word"


def _kind_of_cue(cue: str) -> str:
    words = _words(cue) or [""]
    if "according" in words:
        return "according"
    last = words[-2] if len(words) > 1 and words[-1] in _PARTICLES else words[-1]
    if last in _CUES:
        return "said"
    return next((ending for ending in ("ing", "ed", "s") if last.endswith(ending)), "other")
