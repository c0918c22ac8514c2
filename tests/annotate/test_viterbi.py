"""The best paths of many sequences at once are those that a plain search finds for each alone."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from onrecord.annotate.viterbi import best_paths


def plain(emissions: np.ndarray, transition: np.ndarray) -> list[int]:
    """The best path by trying all."""

    def score(path: tuple[int, ...]) -> float:
        edges = sum(transition[x, y] for x, y in zip((0, *path), (*path, 0), strict=True))
        return float(edges + sum(emissions[t, tag] for t, tag in enumerate(path)))

    return list(max(product(range(len(transition)), repeat=len(emissions)), key=score))


@pytest.mark.parametrize("seed", range(20))
def test_each_sequence_has_its_own_best_path(seed: int) -> None:
    rng = np.random.default_rng(seed)
    transition = rng.normal(size=(3, 3)).astype(np.float32)
    transition[rng.random((3, 3)) < 0.2] = -1e4
    transition[0, 0] = 0
    sequences = [rng.normal(size=(int(n), 3)).astype(np.float32) for n in rng.integers(1, 8, size=6)]
    for emissions, stretches in zip(sequences, best_paths(sequences, transition), strict=True):
        path = [0] * len(emissions)
        for tag, start, end in stretches:
            path[start:end] = [tag] * (end - start)
        assert path == plain(emissions, transition)
        assert stretches == sorted(stretches, key=lambda s: s[1])
