"""How far a run is: how many reports, how fast, how long still. On standard error, and only where that is a terminal."""

from __future__ import annotations

import gzip
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from onrecord.errors import ReadingError
from onrecord.reading import sources

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: So many bytes are looked through before the run, to know how many reports there are: well under a second.
PATIENCE = 200_000_000
PACKED_PATIENCE = 30_000_000
_LINES = re.compile(r"\.(?:jsonl|ndjson|jsonlines)(\.gz)?$", re.IGNORECASE)


class Progress:
    """A bar for the time of a ``with`` block; nothing where standard error is no terminal."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = list(paths)
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar
            from rich.text import Text

            class Rate(ProgressColumn):
                def render(self, task: Task) -> Text:
                    return Text(f"{task.speed:,.1f} reports/s" if task.speed else "")

            class Left(TimeRemainingColumn):
                def render(self, task: Task) -> Text:
                    return super().render(task) if task.total and task.time_remaining else Text("")

            self._bar = Bar(
                TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), Rate(), Left(), console=Console(stderr=True), transient=True
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=expected(self._paths))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self) -> None:
        """One more report is done."""
        if self._bar and self._task is not None:
            self._bar.advance(self._task)
            task = self._bar.tasks[0]
            if task.total is not None and task.completed > task.total:  # a JSON file can hold many
                self._bar.update(self._task, total=task.completed)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """For a line on standard error that is to stay above the bar."""
        if self._bar:
            self._bar.stop()
        yield
        if self._bar:
            self._bar.start()


def expected(paths: Iterable[str]) -> int | None:
    """How many reports there seem to be: one a file, one a line of JSON lines; None where it would take long to know."""
    count = 0
    plain, packed = PATIENCE, PACKED_PATIENCE
    for path in paths:
        if path == sources.STDIN:
            return None
        for file in sources.files(path):
            lines = None if isinstance(file, ReadingError) else _LINES.search(file)
            if isinstance(file, ReadingError) or not lines:
                count += 1
                continue
            size = os.path.getsize(file)
            if lines[1]:
                packed -= size
            else:
                plain -= size
            if plain < 0 or packed < 0:
                return None
            count += lines_in(file, is_packed=bool(lines[1]))
    return count


def lines_in(path: str, *, is_packed: bool) -> int:
    """How many lines a file has; 0 where it cannot be read, which is for the reading to say."""
    count = 0
    try:
        with gzip.open(path) if is_packed else open(path, "rb") as file:
            while part := file.read(1 << 20):
                count += part.count(b"\n")
    except (OSError, EOFError):
        return count
    return count
