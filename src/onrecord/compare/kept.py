"""What was looked up last, so that it need not be looked up again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Items by their numbers, at most ``most``: who was asked for or put here longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._items: OrderedDict[int, T] = OrderedDict()

    def get(self, number: int) -> T | None:
        """The item of that number; None where it is not kept."""
        if number not in self._items:
            return None
        self._items.move_to_end(number)
        return self._items[number]

    def put(self, number: int, item: T) -> T:
        """Keep an item; gives it back."""
        self._items[number] = item
        if len(self._items) > self._most:
            self._items.popitem(last=False)
        return item
