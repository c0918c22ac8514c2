"""Which items hold which keys: an inverted index in one table of SQLite."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
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

    def add(self, keys: Collection[int], item: int, *, known: Iterable[tuple[int, int]] = ()) -> None:
        """Let ``item`` be found by ``keys``. ``known``: the pairs that :meth:`find` gave for them."""
        held = Counter(key for key, _ in known)
        self._connection.executemany(
            f"INSERT INTO {self._table} (key, item) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(key, item) for key in keys if held[key] < self._most],
        )

    def find(self, keys: Collection[int]) -> list[tuple[int, int]]:
        """All pairs of one of the keys and an item that holds it."""
        rows = self._connection.execute(
            f"SELECT found.key, found.item FROM json_each(?) AS wanted "
            f"JOIN {self._table} AS found ON found.key = CAST(wanted.value AS BIGINT)",
            (json.dumps(list(keys)),),
        )
        return [(key, item) for key, item in rows]

    def telling(self, pairs: Iterable[tuple[int, int]]) -> Counter[int]:
        """How many telling keys each item holds of those pairs."""
        items: defaultdict[int, list[int]] = defaultdict(list)
        for key, item in pairs:
            items[key].append(item)
        return Counter(item for found in items.values() if len(found) < self._most for item in found)
