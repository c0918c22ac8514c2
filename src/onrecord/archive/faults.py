"""What SQLite reports, in words that name the remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.database import Place
from onrecord.errors import ArchiveError, ReadOnly

#: The first fitting prefix of SQLite's own name for the fault gives the message (https://sqlite.org/rescode.html).
REMEDIES = (
    ("SQLITE_BUSY", "another program is writing to it. Try again when that has ended."),
    ("SQLITE_LOCKED", "another program is writing to it. Try again when that has ended."),
    ("SQLITE_READONLY", "it can be read but not written. Make the file and its folder writable, or name another with --record."),
    ("SQLITE_FULL", "the disk is full. Make room and run the same command again: what is in the file is whole."),
    ("SQLITE_CORRUPT", "the file is damaged. Put back a copy, or move it away and add the reports again."),
    ("SQLITE_NOTADB", "it is no record. Name a file that `onrecord add` made, or a new one."),
    ("SQLITE_CANTOPEN", "it cannot be opened. Check that its folder exists and that you may read and write there."),
    ("SQLITE_PERM", "you have no permission to open it. Ask its owner, or name another with --record."),
    ("SQLITE_IOERR", "the disk cannot be read or written. Check the disk and run the same command again."),
)


@contextmanager
def plainly(path: Place) -> Iterator[None]:
    """Turns any sqlite3.Error inside the block into an ArchiveError about the file at ``path``."""
    try:
        yield
    except sqlite3.Error as fault:
        is_read_only = getattr(fault, "sqlite_errorname", "").startswith("SQLITE_READONLY")
        raise (ReadOnly if is_read_only else ArchiveError)(f"{path}: {remedy(fault)}") from fault


def remedy(fault: sqlite3.Error) -> str:
    """What is wrong and what to do about it, in one line."""
    if "no such module: fts5" in str(fault):
        return "this Python's SQLite has no full-text search (FTS5). Use a Python from python.org, conda or uv."
    name = getattr(fault, "sqlite_errorname", "")
    for prefix, message in REMEDIES:
        if name.startswith(prefix):
            return message
    return f"SQLite says: {fault}. Was the file made, or changed, by another program?"
