"""Keep records in one file, and give them back as they were."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any

from onrecord.archive.faults import plainly
from onrecord.archive.opening import MADE_BY, connect, now
from onrecord.archive.rows import insert, load
from onrecord.errors import ArchiveError, BadRecord
from onrecord.model import Record


class Archive:
    """Records in one SQLite file. Open it with :meth:`open`, in a ``with`` block.

    Each added report is a transaction of its own: whatever ends the program, the file holds whole reports only. Several programs may
    add to one file, and ask it, at once. One archive object is for one thread.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, path: str | PathLike[str], *, create: bool = False) -> Archive:
        """The archive at ``path``; with ``create``, an empty one is made where there is none.

        Raises ArchiveError where there is no such file, or it is no record, is damaged, or was made by a newer onrecord. A file that
        may not be written can still be asked.
        """
        path = Path(path)
        return cls(path, connect(path, create=create))

    def close(self) -> None:
        with plainly(self.path):
            self._connection.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, record: Record) -> bool:
        """Keep ``record``; False where a report of the same content (sha256) is kept already, which then stays as it is.

        Raises BadRecord where the record contradicts itself, ArchiveError where the file cannot be written; the file is then as before.
        """
        with plainly(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                added = insert(self._connection, record, read_by=MADE_BY, added=now())
                self._connection.execute("COMMIT")
            except BaseException as fault:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                if isinstance(fault, UnicodeEncodeError):
                    raise BadRecord(f"{record.id}: it holds half of a character (a lone surrogate). Save the report as UTF-8.") from fault
                raise
            return added

    def __contains__(self, sha256: object) -> bool:
        """Whether a report of that content is kept."""
        return next(self.select("SELECT 1 FROM report WHERE sha256 = ?", sha256), None) is not None

    def __len__(self) -> int:
        """How many reports are kept."""
        return int(next(self.select("SELECT count(*) FROM report"))[0])

    def __bool__(self) -> bool:
        return True  # an empty archive is an archive

    def record(self, id: str) -> Record:
        """The record of the report with that sha256, or that id (of several with one id, the one added last).

        Raises ArchiveError where there is none.
        """
        row = next(self.select("SELECT * FROM report WHERE sha256 = ?", id), None) or next(
            self.select("SELECT * FROM report WHERE record_id = ? ORDER BY id DESC LIMIT 1", id), None
        )
        if row is None:
            raise ArchiveError(f"{self.path}: it holds no report {id!r}. Ask for one that `onrecord quotes --format json` names.")
        with plainly(self.path):
            return load(self._connection, row)

    def __iter__(self) -> Iterator[Record]:
        """Every record, in the order of adding. Records that are added meanwhile may come too."""
        last = 0
        while row := next(self.select("SELECT * FROM report WHERE id > ? ORDER BY id LIMIT 1", last), None):
            with plainly(self.path):
                record = load(self._connection, row)
            yield record
            last = row["id"]

    def select(self, query: str, *values: Any, **named: Any) -> Iterator[sqlite3.Row]:
        """The rows that a reading SQL query gives, as they come: for questions. ``schema.sql`` says what there is."""
        given: tuple[Any, ...] | Mapping[str, Any] = named or values
        with plainly(self.path):
            cursor = self._connection.execute(query, given)
        while True:
            with plainly(self.path):  # never around a yield: what goes wrong there is not ours
                found = cursor.fetchmany(64)
            if not found:
                return
            yield from found
