"""The best tag path of many sequences at once (Viterbi 1967), in few and cheap numpy calls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Stretch = tuple[int, int, int]


def best_paths(emissions: Sequence[Floats], transition: Floats) -> list[list[Stretch]]:
    """For each sequence (steps, tags) the stretches ``(tag, start, end)`` of its best path, those of tag 0 left out.

    A path comes from and goes to tag 0. No sequence may be empty. A long stretch may come in two, one right after the other.
    """
    # Each sequence is gone through from both of its ends to its middle, side by side: what costs is the number of steps.
    halves = [e[: (len(e) + 1) // 2] for e in emissions] + [e[: (len(e) - 1) // 2 : -1] for e in emissions]
    # The longest come first, so that at each step those that go on lie side by side; halves are the last axis, so that the
    # maximum over tags is taken of whole rows.
    order = sorted(range(len(halves)), key=lambda k: -len(halves[k]))
    lengths = np.array([len(halves[k]) for k in order])
    steps, count, tags = int(lengths[0]), len(order), len(transition)
    score = np.zeros((steps, tags, count), dtype=np.float32)
    for column, k in enumerate(order):
        score[: lengths[column], :, column] = halves[k]
    reach = np.zeros_like(score)  # the best score with which each tag is reached, its own emission not yet added
    across = np.empty((tags, tags, count), dtype=np.float32)
    backward = np.array([k >= len(emissions) for k in order])
    across[:, :, ~backward] = transition[:, :, None]
    across[:, :, backward] = transition.T[:, :, None]
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
    columns = np.argsort(order)

    def back(k: int, tag: int) -> list[Stretch]:
        """The path of half ``k``, which ends with ``tag``, from its end on."""
        column, end = columns[k], len(halves[k])
        out: list[Stretch] = []
        while end:
            start = int(since[end - 1, tag, column])
            if tag:
                out.append((tag, start, end))
            if start:
                tag = int((score[start - 1, :, column] + across[:, tag, column]).argmax())
            end = start
        return out

    paths = []
    for k, e in enumerate(emissions):
        other = k + len(emissions)
        met = score[len(halves[k]) - 1, :, columns[k], None] + transition
        if len(e) > 1:
            met = met + score[len(halves[other]) - 1, :, columns[other]]
            x, y = divmod(int(met.argmax()), tags)
        else:
            x, y = int(met[:, 0].argmax()), 0
        paths.append([*reversed(back(k, x)), *((tag, len(e) - end, len(e) - start) for tag, start, end in back(other, y))])
    return paths
