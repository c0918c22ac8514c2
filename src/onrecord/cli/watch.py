"""``onrecord watch``: reports are kept as they land in a folder."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from threading import Event
from typing import BinaryIO

import click

from onrecord import reading
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.add import Adding
from onrecord.cli.printing import complain
from onrecord.cli.progress import Progress
from onrecord.database import Place
from onrecord.watching import Watched, lag


@click.command(name="watch")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.record
@options.about
@click.option("--every", type=click.FloatRange(min=0.05), default=1.0, show_default=True, metavar="SECONDS", help="How often to look.")
@click.option("--once", is_flag=True, help="End when all that is there is read.")
@click.option("--failed", type=click.File("ab", lazy=False), metavar="FILE", help="Add to FILE where and why each report was set aside.")
def command(
    folder: Path, record: Place, published: str | None, outlet: str | None, every: float, once: bool, failed: BinaryIO | None
) -> None:
    """Keep the records of reports in FOLDER, those that are there and those that come, until Ctrl-C.

    A file is read when it has not grown between two looks; one whose name ends as those of unfinished downloads do (.part, .tmp …) is
    waited for. No file is read twice, also not by a later run (FOLDER/.onrecord keeps which were), unless it has changed. A file that
    cannot be read stays where it is, and is set aside with its reason.

    \b
    Example:
      onrecord watch incoming/ --record record.db

    Exits 0 at Ctrl-C.
    """
    with Archive.open(record, create=True) as archive, asked_to_stop() as stop:
        run = Adding(archive, Progress(()), failed)
        watched = Watched(folder)
        is_behind = False  # whether counts and persons wait for a quiet moment
        while not stop.is_set():
            start = time.monotonic()
            lags = []
            for landed in watched.landed():
                found = reading.reports([landed.path], published=published, outlet=outlet)
                run.add(takewhile(lambda _: not stop.is_set(), found))
                if stop.is_set():  # perhaps not all of the file is read; what is will not be kept twice
                    break
                if watched.is_as_it_was(landed):
                    watched.was_read(landed)
                    lags.append(lag(landed))
            if lags:
                is_behind = True
                click.echo(f"{len(lags):,} files read, up to {max(lags):,.1f} s after they landed: {run.summary()}", err=True)
            elif is_behind:
                archive.settle()
                is_behind = False
            elif once and not watched.waiting:
                break
            stop.wait(max(0.0, every - (time.monotonic() - start)))
    for line in run.reasons():
        complain(line)
    click.echo(run.summary())


@contextmanager
def asked_to_stop() -> Iterator[Event]:
    """Is set at Ctrl-C, or when the system ends the program, so that nothing is broken off in its middle; at the second time it is."""
    stop = Event()

    def ask(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {each: signal.signal(each, ask) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
