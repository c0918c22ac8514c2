"""Where the tests keep archives: in a file, and in a PostgreSQL server that runs for them alone, in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.database import Address, Place

#: What a fixture or a test is parametrised by that runs on both.
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
MISSING = "PostgreSQL is not installed here. Install it (Debian: apt-get install postgresql), or leave these tests out: -m 'not postgres'"
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c unix_socket_directories={folder}"

_numbers = count(1)


def program(name: str) -> str:
    """Where PostgreSQL's program is; Debian keeps those of a server out of the path."""
    found = shutil.which(name) or max(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default=None)
    return found or pytest.fail(MISSING)


def user() -> str | None:
    """Who the server is to run as: PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server() -> Iterator[str]:
    """A server of its own; gives the address of a database, to which a schema is still to be added."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    owner = user()
    if owner:
        shutil.chown(folder, owner)

    def run(name: str, *arguments: str) -> None:
        more = {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []} if owner else {}
        done = subprocess.run(
            [program(name), "-D", str(folder / "data"), *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=folder, check=False, **more,
        )  # fmt: skip
        if done.returncode:
            pytest.fail(f"{name} failed: {done.stderr}")

    try:
        run("initdb", "--no-sync", "--auth=trust", "--username=onrecord", "--encoding=UTF8", "--locale=C")
        run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", SETTINGS.format(folder=folder))
        try:
            yield f"postgresql://onrecord@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def places(request: pytest.FixtureRequest, folder: Path) -> Callable[[str], Place]:
    """Gives a place for an archive of any name, by the engine that the fixture is parametrised by."""
    if request.param == "sqlite":
        return lambda name: folder / f"{name}.db"
    address = request.getfixturevalue("postgres")
    number = next(_numbers)
    return lambda name: Address(f"{address}&options=-csearch_path%3D{name}_{number}")


def tables(archive: Archive) -> list[str]:
    """The names of all tables but those for searching."""
    if isinstance(archive.path, Address):
        found = archive.select("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE '%_search'")
    else:
        found = archive.select("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_search*'")
    return sorted(row[0] for row in found)
