"""Items put together by average linkage, where how alike two groups are counts relative to how alike each is within.

Two look-alike happenings share most of their words, and the reports of each share still more: no one threshold tells such a pair from two
reports of one happening that is told of in many ways.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: Two groups become one where the likeness across is at least this share of the likeness within.
ONE_GROUP = 0.68
#: How alike the items of a group are before anything is known of it, and for how many pairs that counts.
WITHIN, PAIRS = 0.3, 3


def linked(alike: NDArray[np.float64], begun: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups of the items 0 to n - 1, begun with ``begun`` (which holds each item once). ``alike``: n × n, 0 to 1.

    The likeness within a group is the mean over its pairs, with ``PAIRS`` more of ``WITHIN``; that of two groups is the geometric mean of
    both. Cost: groups² × groups joined.
    """
    groups = [list(group) for group in begun]
    held = np.zeros((len(groups), len(alike)))
    for at, group in enumerate(groups):
        held[at, group] = 1.0
    across = held @ alike @ held.T
    size = held.sum(axis=1)
    inside = (np.diag(across) - held @ np.diag(alike)) / 2
    while len(groups) > 1:
        pairs = size * (size - 1) / 2
        within = np.sqrt((inside + PAIRS * WITHIN) / (pairs + PAIRS))
        score = across / np.outer(size, size) / np.outer(within, within)
        np.fill_diagonal(score, -1.0)
        a, b = sorted(divmod(int(score.argmax()), len(groups)))
        if score[a, b] < ONE_GROUP:
            break
        inside[a] += inside[b] + across[a, b]
        size[a] += size[b]
        across[a] += across[b]
        across[:, a] += across[:, b]
        groups[a] += groups.pop(b)
        across = np.delete(np.delete(across, b, axis=0), b, axis=1)
        size, inside = np.delete(size, b), np.delete(inside, b)
    return groups
