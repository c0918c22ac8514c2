"""``onrecord watch``: reports are kept as they land in a folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import BinaryIO

import click

from onrecord import reading
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.add import Adding
from onrecord.cli.printing import complain
from onrecord.cli.progress import Progress
from onrecord.watching import Watched, lag


@click.command(name="watch")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.record
@options.about
@click.option("--every", type=click.FloatRange(min=0.05), default=1.0, show_default=True, metavar="SECONDS", help="How often to look.")
@click.option("--once", is_flag=True, help="End when all that is there is read.")
@click.option("--failed", type=click.File("ab", lazy=False), metavar="FILE", help="Add to FILE where and why each report was set aside.")
def command(
    folder: Path, record: Path, published: str | None, outlet: str | None, every: float, once: bool, failed: BinaryIO | None
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
    with Archive.open(record, create=True) as archive:
        run = Adding(archive, Progress(()), failed)
        watched = Watched(folder)
        is_behind = False  # whether counts and persons wait for a quiet moment
        last = None
        try:
            while True:
                start = time.monotonic()
                files = 0
                for landed in watched.landed():
                    run.add(reading.reports([landed.path], published=published, outlet=outlet))
                    if watched.is_as_it_was(landed):
                        watched.was_read(landed)
                        last = lag(landed)
                    files += 1
                if files:
                    is_behind = True
                    say(run, files, last)
                elif is_behind:
                    archive.settle()
                    is_behind = False
                elif once and not watched.waiting:
                    break
                time.sleep(max(0.0, every - (time.monotonic() - start)))
        except KeyboardInterrupt:
            pass
    for line in run.reasons():
        complain(line)
    click.echo(run.summary())


def say(run: Adding, files: int, lag: float | None) -> None:
    """A line on standard error after each look that found something."""
    behind = f", {lag:,.1f} s after the last one landed" if lag is not None else ""
    click.echo(f"{files:,} files read: {run.summary()}{behind}", err=True)
    sys.stderr.flush()
