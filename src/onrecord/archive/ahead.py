"""Reports made ready to be compared: where there are many and a core is free, by a second process, ahead of the one that compares."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from queue import Empty, Queue
from typing import NamedTuple

from onrecord.archive.faults import plainly
from onrecord.archive.loading import load
from onrecord.archive.store import Archive
from onrecord.compare import prepared
from onrecord.compare.preparing import Prepared
from onrecord.cores import cores
from onrecord.database import Place

#: For fewer reports no process is started.
MANY = 200
#: So many reports wait to be compared at most.
AHEAD = 48


class Ready(NamedTuple):
    """A report to be compared; ``state``: its :func:`state` when it was made ready."""

    number: int
    state: tuple[int | None]
    prepared: Prepared


def ready(archive: Archive, numbers: Sequence[int]) -> Generator[Ready, None, None]:
    """The reports of these numbers, in their order; those that are gone left out."""
    done = 0
    if len(numbers) >= MANY and cores() > 1:
        with suppress(OSError), closing(_Ahead(archive.path, numbers)) as ahead:  # where no process is to be had, without
            for one in ahead:
                done += 1
                if one is not None:
                    yield one
    for number in numbers[done:]:
        if one := made(archive, number):
            yield one


def made(archive: Archive, number: int) -> Ready | None:
    """The report of that number; None where it is gone."""
    found = state(archive, number)
    if found is None:
        return None
    with plainly(archive.path):
        record = load(archive._connection, next(archive.select("SELECT * FROM report WHERE id = ?", number)))
    return Ready(number, found, prepared(record))


def state(archive: Archive, number: int) -> tuple[int | None] | None:
    """What is different once a report was read again: the row of the first quotation found in it. None where the report is gone."""
    query = "SELECT (SELECT min(quotation.id) FROM quotation WHERE quotation.report = report.id) FROM report WHERE id = ?"
    row = next(archive.select(query, number), None)
    return None if row is None else (row[0],)


class _Ahead:
    """A process that makes reports ready, and the thread that takes them from it. What it gives ends early where the process does."""

    def __init__(self, place: Place, numbers: Sequence[int]) -> None:
        self._queue: Queue[tuple[Ready | None] | None] = Queue(AHEAD)
        # With this process's own path, however it came by it, so that the child is the same onrecord.
        code = f"import sys; sys.path[:] = {sys.path!r}; from onrecord.archive.ahead import main; main()"
        self._child = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        threading.Thread(target=self._take, args=(pickle.dumps((place, numbers)),), daemon=True).start()

    def _take(self, task: bytes) -> None:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        with suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):  # it has ended: the rest is made without it
            self._child.stdin.write(task)
            self._child.stdin.close()
            while True:
                self._queue.put((pickle.load(self._child.stdout),))
        self._queue.put(None)

    def __iter__(self) -> Iterator[Ready | None]:
        while (found := self._queue.get()) is not None:
            yield found[0]

    def close(self) -> None:
        self._child.kill()
        self._child.wait()
        with suppress(Empty):
            while True:
                self._queue.get_nowait()


def main() -> None:
    """Make the reports ready that standard input names, and write them to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this process
    place, numbers = pickle.load(sys.stdin.buffer)
    with suppress(BrokenPipeError), Archive.open(place) as archive, os.fdopen(os.dup(1), "wb") as out:
        for number in numbers:
            pickle.dump(made(archive, number), out, pickle.HIGHEST_PROTOCOL)
            out.flush()
