"""What the archive and its questions ask of a database, whichever it is; and where it is.

Queries are written once, in SQLite's words, as far as PostgreSQL takes them too; ``archive/postgres/dialect.py`` lists what it has other
words for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, Protocol

#: For how long to wait for another program that is writing, in seconds.
PATIENCE = 60.0
#: For LIMIT, where there is none.
NO_LIMIT = 2**63 - 1

_ADDRESS = re.compile(r"postgres(?:ql)?://")


class Row(Protocol):
    """One row: a sequence whose values can be asked for by their columns' names too."""

    def __getitem__(self, key: Any, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...
    def keys(self) -> Any: ...


class Cursor(Protocol):
    """What a query gives."""

    @property
    def description(self) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchmany(self, size: Any = ..., /) -> list[Any]: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """An open database. Outside :func:`transaction` every statement is one of its own."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, query: str, values: Any = ..., /) -> Cursor: ...
    def executemany(self, query: str, values: Iterable[Any], /) -> Cursor: ...


class Database(Connection, Protocol):
    """A connection that an archive can be kept by."""

    def begin(self) -> None:
        """Begin a transaction that writes: one at a time, the others wait for their turn."""

    def stream(self, query: str) -> Iterator[Any]:
        """The rows of an answer that may be larger than the memory."""

    def close(self) -> None: ...


@contextmanager
def transaction(connection: Database) -> Iterator[None]:
    """A writing transaction that ends with the block, and is as if it had never been where that fails."""
    connection.begin()
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@dataclass(frozen=True)
class Address:
    """Where a PostgreSQL database is: ``url`` is a connection URI of libpq. Shown without a password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        shown = re.sub(r"(://[^/?#@:]*):.*@", r"\1@", self.url)
        return re.sub(r"([?&])(?:ssl)?password=[^&]*&?", r"\1", shown).rstrip("?&")


Place = Path | Address


def place_of(given: str | PathLike[str] | Address) -> Place:
    """What ``--record`` names: the address of a PostgreSQL database, or else a file."""
    if isinstance(given, Address):
        return given
    return Address(given) if isinstance(given, str) and _ADDRESS.match(given) else Path(given)
