"""How far a run is: how much of the files is read, how many reports, how fast, how long still. On standard error, if that is a terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from onrecord.errors import ReadingError
from onrecord.reading import remote, sources

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """A bar for the time of a ``with`` block; nothing where standard error is no terminal."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = list(paths)
        self._bar: Bar | None = None
        self._reports = 0
        self._started = time.monotonic()

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            total = size(self._paths)
            far = [BarColumn(), TaskProgressColumn(), TimeRemainingColumn(elapsed_when_finished=True)] if total else []
            self._bar = Bar("Reading", *far, TextColumn("{task.fields[done]}"), console=Console(stderr=True), transient=True)
            self._bar.start()
            self._bar.add_task("", total=total, done="")
            self._started = time.monotonic()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def count(self, read: int) -> None:
        """So many bytes more were read."""
        if self._bar:
            self._bar.advance(self._bar.task_ids[0], read)

    def advance(self) -> None:
        """One more report is done."""
        self._reports += 1
        if self._bar:
            self._bar.update(self._bar.task_ids[0], done=f"{self._reports:,} reports · {self.rate:,.1f} a second")

    @property
    def rate(self) -> float:
        """Reports a second, since the start."""
        return self._reports / max(time.monotonic() - self._started, 1e-3)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """For a line on standard error that is to stay above the bar."""
        if self._bar:
            self._bar.stop()
        yield
        if self._bar:
            self._bar.start()


def size(paths: Iterable[str]) -> int | None:
    """How many bytes the files hold, packed as they are; None where that is not known."""
    total = 0
    for path in paths:
        if path == sources.STDIN or sources.is_url(path) or remote.is_remote(path):
            return None
        for file in sources.files(path):
            if not isinstance(file, ReadingError):
                with contextlib.suppress(OSError):
                    total += os.path.getsize(file)
    return total or None
