"""What stands at a place of the text, found without going through all that the text holds."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from onrecord.annotate.marks import Quoted

_BLOCK = 512


class Marks(list[Quoted]):
    """The stretches between quotation marks, in order, looked up by place."""

    def __init__(self, marks: Iterable[Quoted]) -> None:
        super().__init__(marks)
        self.starts = {q.start for q in self}
        self.bounds = {(q.start, q.end) for q in self if q.closed}
        self.closed_at: dict[int, list[Quoted]] = defaultdict(list)
        for q in self:
            if q.closed:
                self.closed_at[q.end].append(q)
        self._reached = list(accumulate((q.end for q in self), max))

    def since(self, at: int) -> Iterator[Quoted]:
        """Those that may end after ``at``, in order: none that ends after it is left out."""
        for k in range(bisect_right(self._reached, at), len(self)):
            yield self[k]

    def holds(self, start: int, end: int) -> bool:
        """Whether any of them stands within ``[start, end)``."""
        for q in self.since(start):
            if q.start >= end:
                break
            if start <= q.start and q.end <= end:
                return True
        return False


class Places:
    """Numbered things with their ranges: which of them may touch a range."""

    def __init__(self, things: Iterable[Sequence[tuple[int, int]]] = ()) -> None:
        self._blocks: dict[int, set[int]] = defaultdict(set)
        for number, ranges in enumerate(things):
            self.add(number, ranges)

    def add(self, number: int, ranges: Sequence[tuple[int, int]]) -> None:
        for start, end in ranges:
            for block in range(start // _BLOCK, end // _BLOCK + 1):
                self._blocks[block].add(number)

    def near(self, ranges: Sequence[tuple[int, int]]) -> list[int]:
        """The numbers, in order, of all that touch the ``ranges``, and of some that only stand near."""
        found: set[int] = set()
        for start, end in ranges:
            for block in range(start // _BLOCK, end // _BLOCK + 1):
                found |= self._blocks.get(block, set())
        return sorted(found)
