"""A folder that reports land in: which files are whole, new or changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.errors import ReadingError
from onrecord.reading import sources

#: The folder in the watched one that keeps which files were read; hidden, so that it is itself not read.
LEDGER = Path(".onrecord") / "read.jsonl"
#: How browsers, crawlers and copying programs name a file that is still being written.
UNDER_WAY = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", "~")


class Landed(msgspec.Struct, frozen=True):
    """A file that is whole: its path, its size in bytes and when it was last written to, in nanoseconds."""

    path: str
    size: int
    changed: int


class Watched:
    """The files of a folder, each once: when it has come, and again when it was changed. What was read is kept over runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, tuple[int, int]] = {}
        self._read: dict[str, tuple[int, int]] = {}
        (folder / LEDGER).parent.mkdir(exist_ok=True)
        with (folder / LEDGER).open("a+b") as lines:
            lines.seek(0)
            whole = 0
            for line in lines:
                if line.endswith(b"\n"):  # else a run was ended in the middle of it
                    whole += len(line)
                    landed = msgspec.json.decode(line, type=Landed)
                    self._read[landed.path] = landed.size, landed.changed
            lines.truncate(whole)

    def landed(self) -> Iterator[Landed]:
        """The files that have not been read and are whole: neither size nor time has changed since the last call. The oldest first."""
        seen: dict[str, tuple[int, int]] = {}
        whole = []
        for path in sources.files(self.folder):
            if isinstance(path, ReadingError) or path.endswith(UNDER_WAY):
                continue
            try:
                found = os.stat(path)
            except OSError:  # taken away, or renamed, this moment
                continue
            state = found.st_size, found.st_mtime_ns
            name = os.path.relpath(path, self.folder)
            if self._read.get(name) == state:
                continue
            seen[path] = state
            if self._seen.get(path) == state:
                whole.append(Landed(path, *state))
        self._seen = seen
        yield from sorted(whole, key=lambda landed: (landed.changed, landed.path))

    @property
    def waiting(self) -> bool:
        """Whether at the last look there were files that were not read."""
        return bool(self._seen)

    def is_as_it_was(self, landed: Landed) -> bool:
        """Whether nobody has written to the file since it was found; else it is found again."""
        try:
            found = os.stat(landed.path)
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (landed.size, landed.changed)

    def was_read(self, landed: Landed) -> None:
        """Keep that the file needs not be read again."""
        name = os.path.relpath(landed.path, self.folder)
        kept = Landed(sources.place(name), landed.size, landed.changed)
        with (self.folder / LEDGER).open("ab") as file:
            file.write(msgspec.json.encode(kept) + b"\n")
        self._read[name] = landed.size, landed.changed


def lag(landed: Landed) -> float:
    """How many seconds ago the file was written."""
    return max(0.0, time.time() - landed.changed / 1e9)
