"""An open PostgreSQL database that behaves as SQLite's connection does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import FloatLoader

from onrecord.archive.postgres import faults
from onrecord.archive.postgres.dialect import query as in_postgres
from onrecord.database import PATIENCE, Address
from onrecord.errors import ArchiveError

#: The schema of the tables, unless the address names another.
OWN = "onrecord"
#: So many rows of a long answer are held at a time.
AT_ONCE = 500


class Row(tuple[Any, ...]):
    """A row whose values can be asked for by name too."""

    places: Mapping[str, int]

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.places[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        return list(self.places)


def schema_of(search_path: Row | None) -> str:
    """The schema that holds the record: the first of the search path, where that was chosen, else ``onrecord``."""
    first = str(search_path[0]).split(",")[0].strip().strip('"') if search_path else ""
    return OWN if first in ("", "$user", "public") else first


def rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    """Makes the rows of one answer; of several columns of one name the first is meant."""
    places: dict[str, int] = {}
    for place, column in enumerate(cursor.description or ()):
        places.setdefault(column.name, place)
    kind = type("Row", (Row,), {"places": places})
    return kind


class Server:
    """A connection to ``address``. A connection that was lost is made again at the next statement, outside a transaction."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._is_closed = False
        self._connection = self._connected()

    def _connected(self) -> psycopg.Connection[Row]:
        try:
            connection = psycopg.connect(self._address.url, autocommit=True, row_factory=rows, client_encoding="utf8")
            connection.adapters.register_loader("numeric", FloatLoader)
            connection.execute(f"SET lock_timeout = '{PATIENCE:.0f}s'")
            connection.execute("SET jit = off")  # it costs more than it saves where answers take milliseconds
            self.schema = schema_of(connection.execute("SHOW search_path").fetchone())
            connection.execute("SELECT set_config('search_path', quote_ident(%s), false)", (self.schema,))
        except psycopg.Error as fault:
            raise faults.at_connecting(self._address, fault) from fault
        return connection

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status not in (TransactionStatus.IDLE, TransactionStatus.UNKNOWN)

    def begin(self) -> None:
        """Begin a transaction that writes. Writers take turns, so that ids and versions follow each other; readers go on."""
        self.execute("BEGIN")
        try:
            self.execute("LOCK TABLE about IN SHARE ROW EXCLUSIVE MODE")
        except BaseException:
            self.execute("ROLLBACK")
            raise

    def execute(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> psycopg.Cursor[Row]:
        try:
            return self._live().execute(in_postgres(query), values)
        except psycopg.Error as fault:
            raise faults.in_words(self._address, fault) from fault

    def executemany(self, query: str, values: Iterable[Any]) -> psycopg.Cursor[Row]:
        try:
            cursor = self._live().cursor()
            cursor.executemany(in_postgres(query), list(values))
        except psycopg.Error as fault:
            raise faults.in_words(self._address, fault) from fault
        return cursor

    def stream(self, query: str) -> Iterator[Row]:
        try:
            with self._live().cursor("answer", withhold=True) as cursor:
                cursor.execute(in_postgres(query), ())
                while found := cursor.fetchmany(AT_ONCE):
                    yield from found
        except psycopg.Error as fault:
            raise faults.in_words(self._address, fault) from fault

    def script(self, statements: Iterable[str]) -> None:
        """Run statements that are PostgreSQL's own."""
        try:
            for statement in statements:
                self._live().execute(statement)
        except psycopg.Error as fault:
            raise faults.in_words(self._address, fault) from fault

    def close(self) -> None:
        self._is_closed = True
        self._connection.close()

    def _live(self) -> psycopg.Connection[Row]:
        if self._is_closed:
            raise ArchiveError(f"{self._address}: the archive is closed. Open it again.")
        if self._connection.closed:
            self._connection = self._connected()
        return self._connection

    def names(self, query: str) -> Iterator[Any]:
        """The first column of what a query gives."""
        return (row[0] for row in self.execute(query).fetchall())
