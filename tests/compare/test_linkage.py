import numpy as np
import pytest

from onrecord.compare.linkage import linked
from onrecord.compare.opposites import opposed, sides
from onrecord.compare.words import stem


def alike(within: float, across: float) -> np.ndarray:
    """Six items, of which the first three and the last three are so alike."""
    table = np.full((6, 6), across)
    table[:3, :3] = table[3:, 3:] = within
    np.fill_diagonal(table, 1.0)
    return table


@pytest.mark.parametrize(("within", "across", "groups"), [(0.7, 0.3, 2), (0.35, 0.3, 1), (0.1, 0.05, 6)])
def test_likeness_across_counts_relative_to_likeness_within(within: float, across: float, groups: int) -> None:
    found = linked(alike(within, across), [[n] for n in range(6)])
    assert len(found) == groups
    assert sorted(n for group in found for n in group) == list(range(6))


def test_what_is_begun_stays_together() -> None:
    assert [0, 5] in [sorted(group) for group in linked(alike(0.1, 0.05), [[0, 5], [1], [2], [3], [4]])]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("the first woman", "the second woman", 1), ("men in the north", "women in the south", 2), ("the north", "women", 0)],
)
def test_opposed(one: str, other: str, expected: int) -> None:
    assert opposed(*(sides(map(stem, text.split())) for text in (one, other))) == expected
