"""Whom a word means, as the reader sees it: a score for each pair of words of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.tokens import Ints, Tokens

Floats = NDArray[np.float32]
Range = tuple[int, int]


class Meeting(NamedTuple):
    """What a query and a key make of each other: a hidden layer over both, their product and how far apart they stand.

    ``weight`` is (3 · 64, units): of the query, the key, the product; ``apart`` (distances, units) and ``near`` (distances) hold a row for
    each distance in pieces, those within half their length on either side; ``out`` (units,).
    """

    weight: Floats
    bias: Floats
    apart: Floats
    out: Floats
    near: Floats


class Links(NamedTuple):
    """For each piece of a text, what it asks for and what it offers to those that ask; ``queries`` and ``keys`` are (pieces, 64).

    ``alone`` is the score of meaning no other word.
    """

    tokens: Tokens
    queries: NDArray[np.float16]
    keys: NDArray[np.float16]
    alone: NDArray[np.float16]
    meeting: Meeting

    def places(self, stretches: Sequence[Range]) -> Ints:
        """The place of each stretch of code points among the pieces: that of its last word."""
        ends = np.fromiter((end for _, end in stretches), dtype=np.int64, count=len(stretches))
        return np.maximum(np.searchsorted(self.tokens.start, ends, side="left") - 1, 0)

    def scores(self, word: Range, places: Ints) -> Floats:
        """How much likelier, in log-odds, ``word`` (code points) means each of the words at ``places`` than no other word."""
        m = self.meeting
        at = max(int(self.tokens.start.searchsorted(word[1])) - 1, 0)
        query, keys = self.queries[at].astype(np.float32), self.keys[places].astype(np.float32)
        half = len(m.near) // 2
        distance = np.minimum(np.maximum(places - at, -half), half - 1) + half
        size = len(query)
        both = m.weight[size : 2 * size] + m.weight[2 * size :] * query[:, None]
        met = keys @ both + (query @ m.weight[:size] + m.bias) + m.apart[distance]
        found: Floats = keys @ query / np.float32(size**0.5) + m.near[distance] + np.maximum(met, 0) @ m.out
        return found - np.float32(self.alone[at])
