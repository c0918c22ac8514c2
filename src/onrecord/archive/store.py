"""Keep records in one file or database, and give them back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from os import PathLike
from types import TracebackType
from typing import Any

from onrecord.archive import counts, judgements, persons
from onrecord.archive.faults import plainly
from onrecord.archive.identity import Decision
from onrecord.archive.judgements import Judgement, Verdict
from onrecord.archive.loading import load, report_of
from onrecord.archive.opening import MADE_BY, connect, now
from onrecord.archive.rows import insert, replace
from onrecord.database import Address, Database, Place, Row, place_of, transaction
from onrecord.errors import ArchiveError, BadRecord, ReadOnly, Unfit
from onrecord.model import Record, Report


class Archive:
    """Records in one SQLite file, or in a PostgreSQL database. Open it with :meth:`open`, in a ``with`` block.

    Each added report is a transaction of its own: whatever ends the program, the archive holds whole reports only. Several programs may
    add to one archive, and ask it, at once. One archive object is for one thread.
    """

    def __init__(self, path: Place, connection: Database) -> None:
        self.path = path
        self._connection = connection
        self._has_written = False

    @classmethod
    def open(cls, path: str | PathLike[str] | Address, *, create: bool = False) -> Archive:
        """The archive at ``path``, a file or the address of a PostgreSQL database ("postgresql://…"); with ``create``, an empty one is
        made where there is none.

        Raises ArchiveError where there is no such file or database, or it is no record, is damaged, or was made by a newer onrecord. One
        that may not be written can still be asked.
        """
        place = place_of(path)
        if isinstance(place, Address):
            from onrecord.archive.postgres import connect as connect_to_server

            return cls(place, connect_to_server(place, create=create))
        return cls(place, connect(place, create=create))

    def close(self) -> None:
        with plainly(self.path):
            self._connection.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if self._has_written and error is None:
                self.settle()
        finally:
            self.close()

    def add(self, record: Record, *, read_by: str = MADE_BY, added: str | None = None) -> bool:
        """Keep ``record``; False where a report of the same content (sha256) is kept already, which then stays as it is.

        A report of a page that is kept in other words becomes its next version. ``read_by`` and ``added`` say who found what is in it and
        when it came, for a record that comes from another file. Raises BadRecord where the record contradicts itself, ArchiveError where
        the file cannot be written; the file is then as before.
        """
        with self._writing(record):
            return insert(self._connection, record, read_by=read_by, added=added or now())

    def replace(self, record: Record, *, read_by: str = MADE_BY) -> bool:
        """Put ``record`` in place of what was found in the same report before; False where that report is not kept.

        What people judged stays. Raises as :meth:`add` does.
        """
        with self._writing(record):
            return replace(self._connection, record, read_by=read_by)

    @contextmanager
    def _writing(self, record: Record | None = None) -> Iterator[None]:
        """A transaction that ends with the block, and is as if it had never been where that fails."""
        try:
            with plainly(self.path), transaction(self._connection):
                yield
        except UnicodeEncodeError as fault:
            if record is None:
                raise
            raise BadRecord(f"{record.id}: it holds half of a character (a lone surrogate). Save the report as UTF-8.") from fault
        except Unfit as fault:
            if record is None:
                raise
            raise BadRecord(f"{record.id}: {fault}") from fault
        self._has_written = True

    def settle(self) -> None:
        """See to it that every person and organisation is known across reports, and counted. Questions call it; it costs nothing where
        nothing is new. A file that may not be written stays as it is."""
        if next(self.select("SELECT 1 FROM unsettled UNION ALL SELECT 1 FROM uncounted LIMIT 1"), None) is None:
            return
        with suppress(ReadOnly), self._writing():
            persons.settle(self._connection)
            counts.count(self._connection)

    def why_one(self, person: int) -> Iterator[tuple[Row, Decision]]:
        """Each entity of a person (columns of ``entity`` and ``report``), and why it was taken for that person, in order."""
        with plainly(self.path):
            found = persons.why(self._connection, person)
        yield from found

    def judge(
        self,
        verdict: Verdict,
        place: str | int,
        other: str | int | None = None,
        *,
        value: str | None = None,
        who: str,
        why: str | None = None,
    ) -> Judgement:
        """Keep what a person decided, at once in effect, and give it back.

        ``place`` and ``other`` are references ("tarn-1:Q3", "tarn-1:E2") or, for an entity, rows of ``entity``. Raises ArchiveError where
        they name nothing, or nothing of the kind that the verdict is about.
        """
        with self._writing():
            made = judgements.new(self._connection, verdict, place, other, value=value, who=who, why=why, made=now())
            judgements.write(self._connection, made)
        return made

    def revoke(self, uid: str, *, who: str, why: str | None = None) -> Judgement:
        """Take the judgement of that uid back: all is as if it had not been made. Raises ArchiveError where none of that uid holds."""
        found = next(self.judgements("uid = ? AND revoked IS NULL", uid), None)
        if found is None:
            raise ArchiveError(f"{self.path}: no judgement {uid!r} holds. `onrecord judge list` shows those that do.")
        with self._writing():
            judgements.revoke(self._connection, found, who=who, when=now(), why=why)
        return found

    def judgements(self, condition: str = "TRUE", *values: str) -> Iterator[Judgement]:
        """The judgements, those that were taken back too, in the order of making; ``condition`` is SQL on the table ``judgement``."""
        with plainly(self.path):
            found = list(judgements.listed(self._connection, condition, *values))
        yield from found

    def take_in(self, others: Iterable[Judgement]) -> int:
        """Keep judgements made elsewhere; how many of them were new, or newly taken back."""
        with self._writing():
            return judgements.merge(self._connection, others)

    def reports(self, condition: str = "TRUE", *values: str) -> Iterator[Report]:
        """The reports alone, as they were read, in the order of adding; ``condition`` is SQL on the table ``report``."""
        last = 0
        while row := next(self.select(f"SELECT * FROM report WHERE id > ? AND {condition} ORDER BY id LIMIT 1", last, *values), None):
            yield report_of(row)
            last = row["id"]

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

    def text(self, sha256: str) -> str:
        """The text of the report of that content. Raises ArchiveError where there is none."""
        row = next(self.select("SELECT text FROM report WHERE sha256 = ?", sha256), None)
        if row is None:
            raise ArchiveError(f"{self.path}: it holds no report {sha256!r}.")
        found: str = row["text"]
        return found

    def columns(self, query: str) -> list[str]:
        """The names of the columns that a reading SQL query gives."""
        with plainly(self.path):
            return [column[0] for column in self._connection.execute(f"SELECT * FROM ({query}) AS asked LIMIT 0").description]

    def select(self, query: str, *values: Any, **named: Any) -> Iterator[Row]:
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

    def every(self, query: str) -> Iterator[Row]:
        """As :meth:`select`, for an answer that may be larger than the memory. One at a time."""
        with plainly(self.path):
            rows = self._connection.stream(query)
        while True:
            with plainly(self.path):
                found = list(islice(rows, 64))
            if not found:
                return
            yield from found
