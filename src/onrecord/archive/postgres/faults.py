"""What PostgreSQL reports, in words that name the remedy."""

from __future__ import annotations

import psycopg
from psycopg import errors

from onrecord.database import Address
from onrecord.errors import ArchiveError, ReadOnly, Unfit

#: What the server, or the way to it, says when a connection cannot be made: the first fitting words give the message.
UNREACHED = (
    ("password authentication failed", "the server does not take this password. Check name and password, or set PGPASSWORD."),
    ("no password supplied", "the server wants a password. Set PGPASSWORD, or write it into ~/.pgpass."),
    ("no pg_hba.conf entry", "the server does not let this user in from here. Ask who runs it for a line in pg_hba.conf."),
    ("authentication failed", "the server does not let this user in. Check the name in the address, or ask who runs the server."),
    ("database", "there is no such database. Make it first: createdb NAME, or check the address."),
    ("role", "the server knows no such user. Check the name in the address, or make it: createuser NAME"),
    ("too many", "the server has no connection left. Try again later."),
)
#: Those of the words above that say it only beside these.
MISSING = "does not exist"

REMEDIES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.LockNotAvailable, "another program is writing to it. Try again when that has ended."),
    (errors.DiskFull, "the server's disk is full. Make room and run the same command again: what is in the database is whole."),
    (errors.UndefinedTable, "its tables are not those of a record. Name another database."),
    (errors.UndefinedObject, "this PostgreSQL lacks what is needed (version 13 or newer, with ICU). Update the server."),
    (errors.InsufficientPrivilege, "you may read it but not write. Ask its owner for more rights, or name another with --record."),
    (errors.ReadOnlySqlTransaction, "it can be read but not written. Name the server that takes changes, or another with --record."),
)


def at_connecting(address: Address, fault: psycopg.Error) -> ArchiveError:
    """Why there is no connection."""
    said = " ".join(str(fault).split())
    if isinstance(fault, psycopg.ProgrammingError):  # what libpq says of an address may hold the password
        return ArchiveError(f"{address}: that is no address of a database. Write it as postgresql://USER@HOST/DATABASE")
    for words, message in UNREACHED:
        if words in said and (words not in ("database", "role") or MISSING in said):
            return ArchiveError(f"{address}: {message}")
    reason = said.rsplit("failed: ", 1)[-1].removeprefix("FATAL: ").split(" Is the server running")[0].strip()
    return ArchiveError(f"{address}: the server cannot be reached ({reason}). Check the address, and that the server runs.")


def in_words(address: Address, fault: psycopg.Error) -> ArchiveError:
    """What went wrong with a statement."""
    if isinstance(fault, errors.ProgramLimitExceeded):
        return Unfit("something in it is too long for a PostgreSQL index. Keep it in an SQLite file, or cut it.")
    if isinstance(fault, errors.DataError):
        if "NUL" in str(fault) or isinstance(fault, errors.UntranslatableCharacter):
            return Unfit("it holds a character NUL, which PostgreSQL cannot keep. Take it out, or keep the report in an SQLite file.")
        return Unfit(f"PostgreSQL cannot keep it ({' '.join(str(fault).split())}).")
    for kind, message in REMEDIES:
        if isinstance(fault, kind):
            is_read_only = kind in (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)
            return (ReadOnly if is_read_only else ArchiveError)(f"{address}: {message}")
    if isinstance(fault, psycopg.OperationalError) and fault.sqlstate in (None, "57P01", "57P02", "57P03"):
        return ArchiveError(f"{address}: the connection is lost. Run the same command again: what is in the database is whole.")
    said = " ".join(str(fault).split())
    return ArchiveError(f"{address}: PostgreSQL says: {said}. Was the database made, or changed, by another program?")
