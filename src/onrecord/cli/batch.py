"""``onrecord batch``: very many reports, on all cores of this machine or on a cluster."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.printing import complain
from onrecord.errors import BatchError
from onrecord.reading.published import require

if TYPE_CHECKING:
    from onrecord.batch.run import Engine, Tally

#: So many seconds between two lines of progress where standard error is no terminal.
EVERY = 60.0


@click.command(name="batch")
@click.argument("sources", metavar="SOURCE...", nargs=-1)
@click.option("--out", required=True, metavar="FOLDER", help="The folder, or the address in a store (s3://…), that takes the tables.")
@click.option(
    "--engine", "engine_name", type=click.Choice(["local", "ray"]), default="local", show_default=True,
    help="This machine, or the Ray cluster that RAY_ADDRESS names.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="So many at a time, a core each; all cores otherwise.")
@click.option(
    "--part", type=click.IntRange(min=1), default=500, show_default=True, metavar="N", help="Reports that a worker takes at a time."
)
@click.option("--again", is_flag=True, help="Read again what another version of onrecord has read.")
@options.about
def command(
    sources: tuple[str, ...],
    out: str,
    engine_name: str,
    workers: int | None,
    part: int,
    again: bool,
    published: str | None,
    outlet: str | None,
) -> None:
    """Read very many reports into Parquet tables. Any engine gives the same files.

    SOURCE is a file or folder of anything that `onrecord add` reads, WARC, Parquet and JSON lines first of all, or an address in a store
    (s3://bucket/crawl/*.warc.gz). What was written is not read again: the same command goes on where a run was stopped, and takes in files
    that are new or have changed. Without SOURCE it goes on with those of earlier runs.

    \b
    Example:
      onrecord batch crawl/ --out tables
      onrecord batch s3://news/2024/ --out s3://records/2024 --engine ray
      onrecord add tables --record record.db

    Exits 1 when some reports were set aside (the table failures says why), 2 when all were.
    """
    try:
        from onrecord.batch.run import run
    except ImportError as error:
        raise BatchError(f"this command needs pyarrow and fsspec ({error}). Install them: pip install 'onrecord[batch]'") from error
    day = None if published is None else require(published)
    screen = Screen()
    try:
        tally = run(
            sources, out, lambda: engine(engine_name, workers), published=day, outlet=outlet, most=part, again=again, watch=screen.show
        )
    except KeyboardInterrupt:
        screen.end()
        complain("stopped; the same command goes on from here.")
        click.get_current_context().exit(130)
    screen.end()
    for missing in tally.missing:
        complain(f"set aside: {missing}")
    if tally.other:
        complain(f"{tally.other:,} units were read by another version of onrecord, and stay; --again reads them again.")
    click.echo(summary(tally))
    aside = tally.failures + len(tally.missing)
    click.get_current_context().exit(0 if not aside else 1 if tally.reports or tally.before or tally.other else 2)


def engine(name: str, workers: int | None) -> Engine:
    if name == "ray":
        from onrecord.batch.ray_engine import RayEngine

        return RayEngine(workers)
    from onrecord.batch.local import LocalEngine

    return LocalEngine(workers)


def summary(tally: Tally) -> str:
    done = f"{tally.reports:,} reports read, {tally.quotations:,} quotations, {tally.failures + len(tally.missing):,} set aside"
    units = f"{tally.whole:,} units written, {tally.before + tally.other:,} there before"
    more = [f"{tally.repeated:,} reports stood there twice"] if tally.repeated else []
    more += [f"{tally.lost:,} times a worker was lost and replaced"] if tally.lost else []
    return "; ".join([done, units, *more])


class Screen:
    """How far a run is, on standard error: one line that is written over on a terminal, elsewhere a line a minute."""

    def __init__(self) -> None:
        self.started = self.last = time.monotonic()
        self.is_terminal = sys.stderr.isatty()

    def show(self, tally: Tally) -> None:
        now = time.monotonic()
        if now - self.last < (0.5 if self.is_terminal else EVERY):
            return
        self.last = now
        units = f"{tally.whole + tally.before + tally.other:,} of {tally.units:,} units"
        rate = tally.reports / (now - self.started)
        line = (
            f"{units} · {tally.reports:,} reports · {rate:,.1f} a second · {tally.failures:,} set aside · {tally.peak_mb:,.0f} MB a worker"
        )
        click.echo(f"\r\033[K{line}" if self.is_terminal else line, err=True, nl=not self.is_terminal)

    def end(self) -> None:
        if self.is_terminal:
            click.echo("\r\033[K", err=True, nl=False)
