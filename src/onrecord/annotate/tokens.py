"""A report as the reader's encoder sees it: word pieces with their offsets, features, and windows of whole paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tokenizers
from numpy.typing import NDArray

from onrecord.annotate.marks import Quoted, quoted

Ints = NDArray[np.int64]

# One character for one, so that offsets stand: the encoder meets one form of each mark and blank.
_PLAIN = tuple(zip("“”„‟«»″＂‘’‚‛`´\u00a0\u2007\u202f\t\r–‐‑", '"' * 8 + "'" * 6 + " " * 5 + "-" * 3, strict=True))
# BERT's tokenizer never looks beyond a blank or an ASCII mark, so that what a stretch between two gives can be kept.
_STRETCH = re.compile(r"[^ \n!-/:-@\[-`{-~]+|[!-/:-@\[-`{-~]")
_LONGEST_KEPT, _MOST_KEPT = 32, 1 << 15
_PARAGRAPH_BREAK = re.compile(r"\n\s*")
_SENTENCE_ENDS = frozenset(".!?")

# Sizes in word pieces. A window's core is what is decided there; the context on each side is only seen.
CORE, BEFORE, AFTER = 256, 16, 8

# The features of a piece. Case: 0 no letters, 1 lower, 2 Capital, 3 CAPITALS, 4 miXed.
# Marks: 0 outside, 1 in doubles, 2 in singles, 3 in marks within marks, 4 in marks left open, 5 opening mark, 6 closing mark.
# Place in the paragraph: 0 inside, 1 first, 2 last, 3 alone.
FEATURE_SIZES = (5, 8, 4)


class Tokens(NamedTuple):
    """The word pieces of a text: vocabulary ids, code-point offsets, features (pieces, 3) of case, marks and place in the paragraph."""

    ids: Ints
    start: Ints
    end: Ints
    features: Ints
    marks: list[Quoted]


class Window(NamedTuple):
    """Pieces ``[start, end)`` go through the encoder together; ``[core_start, core_end)`` of them are decided there."""

    start: int
    core_start: int
    core_end: int
    end: int


class Tokenizer:
    """A BERT tokenizer; the pieces of stretches that come often are kept, which takes a third of the time."""

    def __init__(self, path: str | Path) -> None:
        self._whole = tokenizers.Tokenizer.from_file(str(path))
        self._whole.no_truncation()
        self._whole.no_padding()
        self._kept = lru_cache(_MOST_KEPT)(self._pieces)

    def pieces(self, text: str) -> list[tuple[int, int, int, int]]:
        """Id, start, end and case of each piece of ``text``, whose marks and blanks are plain."""
        found = []
        for stretch in _STRETCH.finditer(text):
            at, word = stretch.start(), stretch[0]
            for id, start, end, case in self._kept(word) if len(word) <= _LONGEST_KEPT else self._pieces(word):
                found.append((id, at + start, at + end, case))
        return found

    def _pieces(self, stretch: str) -> tuple[tuple[int, int, int, int], ...]:
        encoded = self._whole.encode(stretch, add_special_tokens=False)
        return tuple((id, a, b, _case(stretch[a:b])) for id, (a, b) in zip(encoded.ids, encoded.offsets, strict=True))


def load_tokenizer(path: str | Path) -> Tokenizer:
    return Tokenizer(path)


def tokenize(text: str, tokenizer: Tokenizer) -> Tokens:
    """The word pieces of ``text``. An empty or blank text has none."""
    plain = text
    for printed, mark in _PLAIN:
        plain = plain.replace(printed, mark)  # several times as fast as translate()
    pieces = np.array(tokenizer.pieces(plain), dtype=np.int64).reshape(-1, 4)
    ids, start, end, case = np.ascontiguousarray(pieces.T)
    marks = quoted(text)
    features = np.zeros((len(ids), 3), dtype=np.int64)
    features[:, 0] = case
    if len(ids):
        features[:, 1] = _inside(text, marks)[start]
        first = _paragraph_starts(text, start)
        last = np.append(first[1:], True)
        features[:, 2] = first + 2 * last
    return Tokens(ids, start, end, features, marks)


def _case(piece: str) -> int:
    if piece.islower():
        return 1
    if not any(map(str.isalpha, piece)):
        return 0
    if piece.isupper() and len(piece) > 1:
        return 3
    return 2 if piece[0].isupper() and (len(piece) == 1 or piece[1:].islower()) else 4


def _inside(text: str, marks: Sequence[Quoted]) -> Ints:
    """For each character, its MARKS feature."""
    state = np.zeros(len(text) + 1, dtype=np.int64)
    for q in marks:
        state[q.start : q.end] = 3 if q.depth else 2 if q.single else 1 if q.closed else 4
    for q in marks:
        state[q.start] = 5
        if q.closed:
            state[q.end - 1] = 6
    return state


def _paragraph_starts(text: str, start: Ints) -> NDArray[np.bool_]:
    first = np.zeros(len(start), dtype=np.bool_)
    first[0] = True
    breaks = [m.end() for m in _PARAGRAPH_BREAK.finditer(text)]
    at = np.searchsorted(start, breaks)
    first[at[at < len(start)]] = True
    return first


def windows(tokens: Tokens, text: str, *, core: int = CORE, before: int = BEFORE, after: int = AFTER) -> Iterator[Window]:
    """Windows whose cores cover all pieces in order: whole paragraphs where they fit, else whole sentences, else what fits.

    A window has at most ``core + before + after`` pieces. Windows depend on their own text alone, so a report is read the
    same whether it comes alone or among others.
    """
    total = len(tokens.ids)
    starts = np.flatnonzero(tokens.features[:, 2] & 1)
    at = 0
    while at < total:
        limit = at + core
        if limit >= total:
            stop = total
        else:
            k = int(np.searchsorted(starts, limit, side="right")) - 1
            stop = int(starts[k]) if k >= 0 and starts[k] > at else _sentence_break(tokens, text, at, limit)
        yield Window(max(0, at - before), at, stop, min(total, stop + after))
        at = stop


def _sentence_break(tokens: Tokens, text: str, at: int, limit: int) -> int:
    for i in range(limit - 1, at + (limit - at) // 3, -1):
        if text[tokens.start[i]] in _SENTENCE_ENDS:
            stop = i + 1
            while stop < limit and text[tokens.start[stop]] in "\"'”’)":
                stop += 1
            return stop
    return limit
