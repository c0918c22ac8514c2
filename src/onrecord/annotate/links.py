"""Whom a word means, as the reader sees it: a score for each pair of words of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.annotate.tokens import Ints, Tokens

Floats = NDArray[np.float32]
Range = tuple[int, int]


class Links(NamedTuple):
    """For each piece of a text, what it asks for and what it offers to those that ask; ``queries`` and ``keys`` are (pieces, 64).

    A word means the word whose key lies nearest to its query. ``alone`` is the score of meaning no other word, ``apart`` what
    is added for each distance in pieces, those within ``len(apart) // 2`` pieces on either side.
    """

    tokens: Tokens
    queries: NDArray[np.float16]
    keys: NDArray[np.float16]
    alone: NDArray[np.float16]
    apart: NDArray[np.float32]

    def places(self, stretches: Sequence[Range]) -> Ints:
        """The place of each stretch of code points among the pieces: that of its last word."""
        ends = np.fromiter((end for _, end in stretches), dtype=np.int64, count=len(stretches))
        return np.maximum(np.searchsorted(self.tokens.start, ends, side="left") - 1, 0)

    def scores(self, word: Range, places: Ints) -> Floats:
        """How much likelier, in log-odds, ``word`` (code points) means each of the words at ``places`` than no other word."""
        at = int(self.places([word])[0])
        query = self.queries[at].astype(np.float32)
        half = len(self.apart) // 2
        found: Floats = self.keys[places].astype(np.float32) @ query / np.float32(len(query) ** 0.5)
        found += self.apart[np.clip(places - at, -half, half - 1) + half] - np.float32(self.alone[at])
        return found
