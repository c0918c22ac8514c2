"""Is this file a record, may it be written, and are its tables those of now?"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from onrecord import __version__
from onrecord.archive.faults import plainly
from onrecord.archive.migrations import APPLICATION_ID, VERSION, make, migrate
from onrecord.database import PATIENCE
from onrecord.errors import ArchiveError

MADE_BY = f"onrecord {__version__}"
MAGIC = b"SQLite format 3\x00"
#: So many KiB of the file are held in memory at most: what is added lands all over the indexes of a large record.
CACHE = 1 << 16
#: For so many milliseconds SQLite waits by itself: 1, 2, 5, then 2.
EAGER = 10


def now() -> str:
    """The present moment, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class File(sqlite3.Connection):
    """A record.db that is open."""

    def begin(self) -> None:
        """SQLite itself looks ten times a second whether it may write, and so may never meet the moment between two transactions of
        another program; this looks more often."""
        self.execute(f"PRAGMA busy_timeout = {EAGER}")
        try:
            once_free(self, "BEGIN IMMEDIATE")
        finally:
            self.execute(f"PRAGMA busy_timeout = {1000 * PATIENCE:.0f}")

    def stream(self, query: str) -> Iterator[sqlite3.Row]:
        return self.execute(query)


def connect(path: Path, *, create: bool) -> File:
    """An open connection to the record at ``path``; made first where there is none and ``create`` is set.

    A file that may not be written is opened for reading. Raises ArchiveError where there is no file, or it is no record, is
    damaged, or was made by a newer onrecord.
    """
    is_new = check_file(path, create=create)
    with plainly(path):
        connection = attach(path, is_new=is_new)
    try:
        with plainly(path):
            settle(connection, path, create=create)
    except BaseException:
        connection.close()
        raise
    return connection


def check_file(path: Path, *, create: bool) -> bool:
    """Whether the file has yet to be made. Raises ArchiveError for whatever is plainly no record."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError:
        if not create:
            raise ArchiveError(f"{path}: there is no such record. Make it first: onrecord add REPORTS --record {path}") from None
        if not path.absolute().parent.is_dir():
            raise ArchiveError(f"{path}: there is no folder {path.parent}. Make it first, or name another file with --record.") from None
        return True
    except IsADirectoryError:
        raise ArchiveError(f"{path}: this is a folder. Name a file, such as {path / 'record.db'}") from None
    except OSError as fault:
        raise ArchiveError(f"{path}: it cannot be opened ({fault.strerror}). Check the path and that you may read it.") from fault
    if not head:
        if not create:
            raise ArchiveError(f"{path}: the file is empty. Fill it: onrecord add REPORTS --record {path}")
        return True
    if head != MAGIC:
        raise ArchiveError(f"{path}: it is no record (not an SQLite file). Name a file that `onrecord add` made, or a new one.")
    return False


def attach(path: Path, *, is_new: bool) -> File:
    """The connection alone; for reading only where the file or its folder may not be written."""
    uri = path.absolute().as_uri()
    if is_new or (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, factory=File)
    try:
        connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=PATIENCE, isolation_level=None, factory=File)
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:
        # SQLite wants to write its -shm file even for reading; nobody can be writing to a file on a disk that nobody may write to
        connection = sqlite3.connect(f"{uri}?immutable=1", uri=True, timeout=PATIENCE, isolation_level=None, factory=File)
    return connection


def settle(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Set the connection up, and make, check or migrate the tables."""
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    if create and is_blank(connection):  # also where another program has made the file this moment, and not yet its tables
        into_wal(connection)
        connection.execute("BEGIN IMMEDIATE")
        if is_blank(connection):  # else that program was quicker
            make(connection, made_by=MADE_BY, now=now())
        connection.execute("COMMIT")
    if number(connection, "application_id") != APPLICATION_ID:
        raise ArchiveError(
            f"{path}: it is a database of another program, not a record. Name a file that `onrecord add` made, or a new one."
        )
    version = number(connection, "user_version")
    if version > VERSION:
        raise ArchiveError(
            f"{path}: a newer onrecord made it (its tables are version {version}, this program knows up to {VERSION}). "
            "Update onrecord: pip install -U onrecord"
        )
    if version < VERSION:
        bring_up(connection)


def bring_up(connection: sqlite3.Connection) -> None:
    """Bring a file of an earlier version up to now. Foreign keys can be turned off outside a transaction only."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = number(connection, "user_version")
        if found < VERSION:  # else another program was quicker
            migrate(connection, found=found)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA foreign_keys = ON")
    with suppress(sqlite3.OperationalError):  # no room for a copy, or somebody reads it: then what is free stays in the file
        connection.execute("VACUUM")


def into_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, so that questions are answered while reports go in.

    SQLite does not wait for its turn here, so we do.
    """
    once_free(connection, "PRAGMA journal_mode = WAL", pause=0.01)


def once_free(connection: sqlite3.Connection, command: str, *, pause: float = 0.0) -> None:
    """Execute the command as soon as no other program is in its way; looks again after so many seconds, beside what SQLite waits itself.

    Raises sqlite3.OperationalError where one still is after ``PATIENCE``.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute(command)
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(pause)


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether nobody has made anything of this database yet."""
    has_tables = connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None
    return not has_tables and number(connection, "application_id") == 0


def number(connection: sqlite3.Connection, pragma: str) -> int:
    """The value of an integer PRAGMA."""
    (value,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(value)
