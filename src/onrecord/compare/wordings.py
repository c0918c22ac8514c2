"""Whether two wordings are of one utterance, and how they differ, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.compare.words import FUNCTION_WORDS, content_stems, forms, key, shingles, stems, weight, words

Change = Literal["same", "cut", "added", "changed"]

#: How much of the shorter wording must stand in the other, in order, by weight.
ENOUGH = 0.5
#: … where other speakers are named, or years lie between.
ENOUGH_APART = 0.85
#: … and how much of a paraphrase, in any order, where the speaker and the days agree.
ENOUGH_REWORDED = 0.5
#: The weight of words that must agree at the least: two or three telling words.
LEAST = 8.5
#: … where nearly all of the shorter agrees.
LEAST_WHOLE, NEARLY_WHOLE = 7.0, ENOUGH_APART
LEAST_APART = 24.0
#: So many words, all the same, are one utterance whoever is named and whenever it was printed.
VERBATIM = 8
#: How much of the longer wording stands in the other where both are the same but for a few words.
SAME = 0.85
#: Days within which reports print what was said once: in its own words, and in others.
MONTH, WEEK = 31, 7
#: What each word adds that follows the same word in both: a run of common words is telling too.
FOLLOWS = 0.5
#: Sums of weights, taken in another order, differ by less.
ROUNDING = 1e-6
#: A quotation of fewer words is found by its runs of three words as well.
SHORT = 16


class Difference(NamedTuple):
    """A run of words of one wording and what stands for it in the other; either may be empty."""

    change: Change
    one: str
    other: str


class Wording(NamedTuple):
    """What one report has someone say: the ``stems`` of the words, in order, and how much they weigh in all; ``day`` counts from
    1970-01-01."""

    stems: tuple[str, ...]
    total: float
    speaker: str | None
    day: int | None
    direct: bool

    @classmethod
    def of(cls, said: str, speaker: str | None, day: int | None, *, direct: bool) -> Wording:
        """``said``: the words, without quotation marks."""
        listed = tuple(stems(said))
        return cls(listed, _total(listed), speaker, day, direct)


def keys(said: str, speaker: str | None) -> list[int]:
    """What a wording is found by: pairs of telling words that stand near each other, each beside its speaker, and the whole."""
    listed = forms(said)
    telling = [s for s in content_stems(listed) if weight(s) > 1.0]
    found = {key(one, other) for at, one in enumerate(telling) for other in telling[at + 1 : at + 3]}
    if speaker:
        name = surname(speaker)
        found |= {key(name, "", s) for s in telling if weight(s) > 2.0}
    if len(listed) < SHORT:
        found |= set(shingles(listed, 3).tolist())
    found.add(key("", *listed))  # the same words are found however common they are
    return list(found)


@lru_cache(maxsize=1 << 13)
def surname(name: str) -> str:
    """The last word of a name, in plain form."""
    listed = words(name)
    return listed[-1].form if listed else ""


def shares(wording: Wording) -> dict[str, float]:
    """How much each stem of a wording weighs, as often as it stands there."""
    return {s: _weight(s) * count for s, count in Counter(wording.stems).items()}


def may_be_one(one: Wording, of_one: Mapping[str, float], other: Wording) -> bool:
    """Whether :func:`similarity` may be more than 0, told in a fraction of its time; ``of_one``: the :func:`shares` of ``one``."""
    most = sum(map(of_one.__getitem__, of_one.keys() & other.stems)) + ROUNDING  # of what may be the same, in whatever order
    with_runs = most + FOLLOWS * min(len(one.stems), len(other.stems))
    if with_runs < LEAST_WHOLE:
        return one.stems == other.stems
    shorter = min(one.total, other.total)
    if most >= NEARLY_WHOLE * shorter:
        return True
    if _are_apart(one, other):
        return False
    return with_runs >= LEAST if most >= ENOUGH * shorter else most >= LEAST and _may_be_reworded(one, other)


def similarity(one: Wording, other: Wording) -> float:
    """How surely both are wordings of one utterance: 0 where they are not taken for it, else up to 1.

    Words count by how telling they are. Of the shorter wording so much must stand in the longer in the same order (``ENOUGH``), more
    where different people are named as the speaker or more than a month lies between; a paraphrase by the same speaker within days may
    change the order.
    """
    first, second = one.stems, other.stems
    if not first or not second:
        return 0.0
    if len(first) >= VERBATIM and first == second:
        return 1.0
    shorter = min(one.total, other.total)
    held = _total((Counter(first) & Counter(second)).elements())  # the most that can be in one order
    matched, runs = _in_order(first, second) if held >= ENOUGH * shorter else (0.0, 0)
    ratio = matched / shorter
    enough = matched + FOLLOWS * runs >= (LEAST_WHOLE if ratio >= NEARLY_WHOLE else LEAST)
    if _are_apart(one, other):
        return ratio if ratio >= ENOUGH_APART and matched >= LEAST_APART else 0.0
    if ratio >= ENOUGH and enough:
        return ratio
    if _may_be_reworded(one, other):
        both = sum(weight(s) for s in set(first) & set(second) if s not in FUNCTION_WORDS)
        if both / max(min(_total(sorted(set(first))), _total(sorted(set(second)))), 1e-9) >= ENOUGH_REWORDED and both >= LEAST:
            return min(0.99, both / shorter)
    return 0.0


def are_the_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two wordings, given by their stems, are the same but for a few words: at least ``VERBATIM`` of them."""
    both, _ = _in_order(one, other)
    return min(len(one), len(other)) >= VERBATIM and both >= SAME * max(_total(one), _total(other))


def _are_apart(one: Wording, other: Wording) -> bool:
    """Whether other people are named as the speaker, or in one of them nobody, or more than a month lies between; where not both are direct
    speech, whether nobody is, or more than a week lies between: a few words of a paraphrase are like much that is said."""
    if (one.speaker and surname(one.speaker)) != (other.speaker and surname(other.speaker)):
        return True
    between = _days_between(one, other)
    if one.direct and other.direct:
        return between is not None and between > MONTH
    return one.speaker is None or between is None or between > WEEK


def _may_be_reworded(one: Wording, other: Wording) -> bool:
    """Whether a person may be quoted in other words: by two reports of a week, one of which gives no direct speech."""
    if (one.direct and other.direct) or not one.speaker or not other.speaker:
        return False
    between = _days_between(one, other)
    return between is not None and between <= WEEK


def _days_between(one: Wording, other: Wording) -> int | None:
    return None if one.day is None or other.day is None else abs(one.day - other.day)


def differences(one: str, other: str) -> list[Difference]:
    """From ``one`` to ``other``, in order: words that are the same, cut, added or changed. Case and punctuation do not count."""
    first, second = words(one), words(other)
    found = []
    matcher = SequenceMatcher(None, [w.form for w in first], [w.form for w in second], autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        change: Change = {"equal": "same", "delete": "cut", "insert": "added", "replace": "changed"}[operation]  # type: ignore[assignment]
        was = one[first[a].start : first[b - 1].end] if a < b else ""
        now = other[second[c].start : second[d - 1].end] if c < d else ""
        found.append(Difference(change, was, now))
    return found


def _total(stems: Iterable[str]) -> float:
    return sum(map(_weight, stems))


@lru_cache(maxsize=1 << 17)
def _weight(s: str) -> float:
    return 0.4 if s in FUNCTION_WORDS else max(weight(s), 0.4)


def _in_order(first: Sequence[str], second: Sequence[str]) -> tuple[float, int]:
    """The weight of the words that both have in one order (the longest common subsequence by blocks), and how many of them follow each
    other in both."""
    if len(first) > len(second):
        first, second = second, first
    blocks = SequenceMatcher(None, second, first, autojunk=False).get_matching_blocks()
    return sum(_total(first[b : b + size]) for _, b, size in blocks), sum(max(size - 1, 0) for _, _, size in blocks)
