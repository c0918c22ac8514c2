"""The words of a text as they are compared: lower case, with their offsets, their stems and how telling each is.

How telling a word is (its inverse document frequency) comes from a fixed table of news, ``document-frequencies.txt``, and not from the
reports at hand: two reports are as alike in an archive of two as in one of a million, and a report that was compared stays compared.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.resolve.word_list import word_list

Hashes = NDArray[np.int64]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouy]")

#: Words that carry no content of their own.
FUNCTION_WORDS = word_list(
    """
    a about after again all also am an and any are as at be because been before being but by can cannot could did do does doing down
    during each few for from further get got had has have having he her here hers him his how i if in into is it its itself just like
    many may me might more most much must my no nor not now of off on once one only or other our out over own said same say says she
    should so some such than that the their them then there these they this those through to too under until up upon us very was we
    were what when where which while who whom why will with would yet you your i'm it's don't we're that's he's she's they're i've
    we've didn't can't won't isn't there's you're doesn't wasn't i'll we'll mr mrs ms told
    """
)


class Word(NamedTuple):
    """One word: code points ``[start, end)`` of the text, and its form in lower case with straight apostrophes."""

    form: str
    start: int
    end: int


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and numbers of ``text[start:end]``; offsets count in ``text``."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(plain(m[0]), m.start(), m.end()) for m in found]


def forms(text: str) -> list[str]:
    """The forms of the :func:`words` of ``text``."""
    return [plain(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1 << 17)
def plain(form: str) -> str:
    """``form`` in lower case, without accents, with straight apostrophes and no commas in numbers."""
    form = form.lower().replace("’", "'")
    if form[0].isdigit():
        return form.replace(",", "")
    if not form.isascii():
        form = "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c))
    return form


@lru_cache(maxsize=1 << 17)
def stem(form: str) -> str:
    """``form`` without the endings of English inflection: light on purpose, so that it rarely joins two words into one."""
    if form.endswith("'s"):
        form = form[:-2]
    if len(form) < 4 or not form[-1].isalpha():
        return form
    if form.endswith("ies") and len(form) > 4:
        form = form[:-3] + "y"
    elif form.endswith(("sses", "shes", "ches", "xes")):
        form = form[:-2]
    elif form.endswith("s") and not form.endswith(("ss", "us", "is")):
        form = form[:-1]
    for ending in ("ing", "ed"):
        root = form.removesuffix(ending)
        if root != form and len(root) > 2 and _VOWEL.search(root):
            if root[-1] == root[-2] and root[-1] not in "lsz":
                return root[:-1]
            form = root
            break
    return form[:-1] if form.endswith("e") and len(form) > 4 else form


def stems(text: str) -> list[str]:
    """The stems of the :func:`words` of ``text``."""
    return list(map(_stem_of, _WORD.findall(text)))


@lru_cache(maxsize=1 << 17)
def _stem_of(word: str) -> str:
    return stem(plain(word))


@cache
def frequencies() -> tuple[int, dict[str, int]]:
    """How many reports the table was counted over, and in how many of them each stem stands."""
    lines = Path(__file__).with_name("document-frequencies.txt").read_text(encoding="utf-8").split("\n")
    total, *rest = (line.split() for line in lines if line)
    return int(total[0]), {word: int(count) for count, *listed in rest for word in listed}


@lru_cache(maxsize=1 << 17)
def weight(stemmed: str) -> float:
    """How telling a stem is: its inverse document frequency, 0 for a word of every report to about 9 for one that no report had."""
    total, counts = frequencies()
    return math.log((total + 1) / (counts.get(stemmed, 0) + 1))


_MIXER = 0x9E3779B97F4A7C15
_WHOLE = (1 << 64) - 1


@lru_cache(maxsize=1 << 18)
def number_of(form: str) -> int:
    """A number for a string, the same in every process and on every machine (CRC-32)."""
    return zlib.crc32(form.encode())


def shingles(forms: Sequence[str], size: int) -> Hashes:
    """A hash for each run of ``size`` words, in order; none where there are fewer words (Broder 1997). 63 bits, for SQLite."""
    ids = np.fromiter(map(number_of, forms), dtype=np.uint64, count=len(forms))
    if len(ids) < size:
        return np.zeros(0, dtype=np.int64)
    mixed = np.zeros(len(ids) - size + 1, dtype=np.uint64)
    for place in range(size):
        mixed = (mixed ^ ids[place : len(ids) - size + 1 + place]) * np.uint64(_MIXER)
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(1)).astype(np.int64)


def key(*parts: str) -> int:
    """A hash for a term of several parts, 63 bits: the shingle of them all."""
    mixed = 0
    for part in parts:
        mixed = ((mixed ^ number_of(part)) * _MIXER) & _WHOLE
        mixed ^= mixed >> 29
    return mixed >> 1


def content_stems(forms: Iterable[str]) -> list[str]:
    """The stems of the words that carry content, in order."""
    return [stem(form) for form in forms if form not in FUNCTION_WORDS]
