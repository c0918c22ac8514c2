"""The best tag path of many sequences at once (Viterbi 1967), in few and cheap numpy calls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Stretch = tuple[int, int, int]


def best_paths(emissions: Sequence[Floats], transition: Floats) -> list[list[Stretch]]:
    """For each sequence (steps, tags) the stretches ``(tag, start, end)`` of its best path, those of tag 0 left out.

    A path comes from and goes to tag 0. No sequence may be empty.
    """
    # The longest come first, so that at each step those that go on lie side by side; sequences are the last axis, so that the
    # maximum over tags is taken of whole rows.
    order = sorted(range(len(emissions)), key=lambda k: -len(emissions[k]))
    lengths = np.array([len(emissions[k]) for k in order])
    steps, count, tags = int(lengths[0]), len(order), len(transition)
    score = np.zeros((steps, tags, count), dtype=np.float32)
    for column, k in enumerate(order):
        score[: lengths[column], :, column] = emissions[k]
    reach = np.zeros_like(score)  # the best score with which each tag is reached, its own emission not yet added
    across = np.repeat(transition[:, :, None], count, axis=2)
    score[0] += across[0]
    on = 0
    for t, going in enumerate(np.searchsorted(-lengths, -np.arange(steps)).tolist()):
        if t == 0:
            continue
        if going != on:
            on = going
            here = across[:, :, :on]
            each = np.empty((tags, tags, on), dtype=np.float32)
        now, best = score[t, :, :on], reach[t, :, :on]
        np.add(score[t - 1, :, None, :on], here, out=each)
        np.maximum.reduce(each, axis=0, out=best)
        np.add(now, best, out=now)
    # Back pointers are worked out only where a path changes its tag: ``since`` says where it last did. Sequences lie in a window, so
    # steps fit 16 bits.
    stays = score[:-1] + transition.diagonal()[:, None] == reach[1:]
    since = np.zeros((steps, tags, count), dtype=np.int16)
    since[1:] = np.where(stays, 0, np.arange(1, steps, dtype=np.int16)[:, None, None])
    np.maximum.accumulate(since, axis=0, out=since)
    last = (score[lengths - 1, :, np.arange(count)] + transition[:, 0]).argmax(1)
    paths: list[list[Stretch]] = [[] for _ in order]
    for column, k in enumerate(order):
        end, tag = int(lengths[column]), int(last[column])
        while True:
            start = int(since[end - 1, tag, column])
            if tag:
                paths[k].append((tag, start, end))
            if start == 0:
                break
            end, tag = start, int((score[start - 1, :, column] + transition[:, tag]).argmax())
        paths[k].reverse()
    return paths
