"""Whether two wordings are of one utterance, and how they differ, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.compare.words import FUNCTION_WORDS, content_stems, forms, key, shingles, stem, weight, words

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
LEAST_WHOLE, NEARLY_WHOLE = 7.0, 0.85
LEAST_APART = 24.0
#: So many words, all the same, are one utterance whoever is named and whenever it was printed.
VERBATIM = 8
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
    """What one report has someone say: ``words`` as printed, without quotation marks; ``stems``: theirs, in order; ``total``: how much
    they weigh; ``day`` counts from 1970-01-01."""

    words: str
    speaker: str | None
    day: int | None
    direct: bool
    stems: tuple[str, ...]
    total: float

    @classmethod
    def of(cls, said: str, speaker: str | None, day: int | None, *, direct: bool, listed: Iterable[str] | None = None) -> Wording:
        """``listed``: the forms of the words said, where they are known."""
        stems = tuple(map(stem, forms(said) if listed is None else listed))
        return cls(said, speaker, day, direct, stems, _total(stems))


def keys(wording: Wording, listed: Sequence[str]) -> list[int]:
    """What a wording, whose words have the forms ``listed``, is found by: pairs of telling words that stand near each other, each beside
    its speaker, and the whole."""
    stems = [s for s in content_stems(listed) if weight(s) > 1.0]
    found = {key(one, other) for at, one in enumerate(stems) for other in stems[at + 1 : at + 4]}
    if wording.speaker:
        name = surname(wording.speaker)
        found |= {key(name, "", s) for s in stems if weight(s) > 2.0}
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
    both = of_one.keys() & other.stems
    most = sum(map(of_one.__getitem__, both)) + ROUNDING  # of what can be the same, in whatever order
    if most >= LEAST and not (one.direct and other.direct) and one.speaker and other.speaker:
        return True  # a paraphrase, perhaps
    if most < ENOUGH * min(one.total, other.total):
        return False
    return most >= LEAST or most + FOLLOWS * min(len(one.stems), len(other.stems)) >= LEAST_WHOLE or one.stems == other.stems


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
    if one.speaker and other.speaker and surname(one.speaker) != surname(other.speaker):
        is_apart = True
    else:
        is_apart = one.day is not None and other.day is not None and abs(one.day - other.day) > 31
    if is_apart:
        return ratio if ratio >= ENOUGH_APART and matched >= LEAST_APART else 0.0
    if ratio >= ENOUGH and enough:
        return ratio
    is_reworded = not (one.direct and other.direct) and one.speaker and other.speaker and one.day is not None and other.day is not None
    if is_reworded and abs((one.day or 0) - (other.day or 0)) <= 7:
        both = sum(weight(s) for s in set(first) & set(second) if s not in FUNCTION_WORDS)
        if both / max(min(_total(sorted(set(first))), _total(sorted(set(second)))), 1e-9) >= ENOUGH_REWORDED and both >= LEAST:
            return min(0.99, both / shorter)
    return 0.0


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
