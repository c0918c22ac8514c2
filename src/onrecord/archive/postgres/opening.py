"""Is a record in this database, and are its tables those of now?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.archive.migrations import VERSION
from onrecord.archive.opening import MADE_BY, now
from onrecord.database import Address
from onrecord.errors import ArchiveError

if TYPE_CHECKING:
    from onrecord.archive.postgres.server import Server

#: The lock under which tables are made and migrated: "onrc" in ASCII.
LOCK = 0x6F6E7263


def connect(address: Address, *, create: bool) -> Server:
    """An open connection to the record at ``address``; its tables are made first where there are none and ``create`` is set.

    They are in a schema of their own: the first of the search path where the address names one (``?options=-csearch_path=desk``), else
    ``onrecord``. Raises ArchiveError where the database cannot be reached, holds no record, or one that a newer onrecord made, and where
    psycopg is not installed.
    """
    try:
        from onrecord.archive.postgres.server import Server
    except ImportError as error:
        raise ArchiveError("PostgreSQL needs psycopg. Install it: pip install 'onrecord[postgres]'") from error
    server = Server(address)
    try:
        settle(server, address, create=create)
    except BaseException:
        server.close()
        raise
    return server


def settle(server: Server, address: Address, *, create: bool) -> None:
    """Make, check or migrate the tables."""
    from onrecord.archive.postgres.tables import make, migrate

    found = version_of(server)
    if found == VERSION:
        return
    if found is not None and found > VERSION:
        raise ArchiveError(
            f"{address}: a newer onrecord made it (its tables are version {found}, this program knows up to {VERSION}). "
            "Update onrecord: pip install -U onrecord"
        )
    if found is None and next(server.names("SELECT 1 FROM pg_tables WHERE schemaname = current_schema()"), None) is not None:
        raise ArchiveError(
            f"{address}: the schema {server.schema} holds tables of another program. Name another: {address}?options=-csearch_path=NAME"
        )
    if found is None and not create:
        raise ArchiveError(f"{address}: there is no record in it. Make it first: onrecord add REPORTS --record {address}")
    server.execute("BEGIN")
    try:
        server.execute("SELECT pg_advisory_xact_lock(?)", (LOCK,))
        found = version_of(server)  # another program may have been quicker
        if found is None:
            if next(server.names("SHOW server_encoding")) != "UTF8":
                raise ArchiveError(f"{address}: the database cannot hold every letter. Make one that can: createdb --encoding=UTF8 NAME")
            make(server, made_by=MADE_BY, now=now())
        elif found < VERSION:
            migrate(server, found=found)
        server.execute("COMMIT")
    except BaseException:
        if server.in_transaction:
            server.execute("ROLLBACK")
        raise


def version_of(server: Server) -> int | None:
    """The version of the tables; None where there are none of ours."""
    is_ours = "SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('about') AND attname IN ('schema_version', 'made_by')"
    if next(server.names(is_ours)) != 2:
        return None
    found: int = next(server.names("SELECT schema_version FROM about"))
    return found
