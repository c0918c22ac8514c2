"""Which items hold which keys: an inverted index in one table of SQLite."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable

from onrecord.database import Connection


class Postings:
    """Items by their keys. ``table`` has the columns ``key`` and ``item``.

    A key that ``most`` items hold tells nothing any more (the line under every report of an outlet): it takes no further item and finds
    none. So what a look-up costs does not grow with the number of items.
    """

    def __init__(self, connection: Connection, table: str, *, most: int) -> None:
        self._connection = connection
        self._table = table
        self._most = most
        self._holders: dict[int, list[int]] = {}
        self._new: list[tuple[int, int]] = []

    def find(self, keys: Collection[int]) -> dict[int, list[int]]:
        """The items that hold each of the keys, in order; of keys that none holds, nothing. What :meth:`add` adds next is put to them."""
        rows = self._connection.execute(
            f"SELECT found.key, found.item FROM json_each(?) AS wanted "
            f"JOIN {self._table} AS found ON found.key = CAST(wanted.value AS BIGINT)",
            (json.dumps(sorted(keys)),),
        )
        self._holders = {}
        for key, item in rows:
            self._holders.setdefault(key, []).append(item)
        return self._holders

    def add(self, keys: Iterable[int], item: int) -> None:
        """Let ``item`` be found by ``keys``, which :meth:`find` was asked for last."""
        for key in keys:
            held = self._holders.setdefault(key, [])
            if len(held) < self._most:
                held.append(item)
                self._new.append((key, item))

    def write(self) -> None:
        """Write what was added, in the order in which the table keeps it."""
        self._new.sort()
        self._connection.executemany(f"INSERT INTO {self._table} (key, item) VALUES (?, ?) ON CONFLICT DO NOTHING", self._new)
        self._new = []

    def telling(self, holders: Iterable[Collection[int]]) -> Counter[int]:
        """How many telling keys each item holds, of keys that these hold."""
        return Counter(item for found in holders if len(found) < self._most for item in found)
