"""``onrecord sources``: who gets quoted."""

from __future__ import annotations

import click

from onrecord import ask
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.printing import Column, complain, print_rows
from onrecord.database import Place

COLUMNS = (
    Column("Of", lambda row: row.group or "not known"),
    Column("Quotations", lambda row: row.quotations),
    Column("Share", lambda row: f"{row.share:.1%}"),
    Column("Named", lambda row: row.named),
    Column("Unnamed", lambda row: row.unnamed),
    Column("Unknown", lambda row: row.unknown),
)


@click.command(name="sources")
@click.option("--by", type=click.Choice(ask.GROUPS), default="source", show_default=True, help="What to count by.")
@options.period
@options.limit(50)
@options.record
@options.output
def command(by: str, outlet: str | None, since: str | None, until: str | None, limit: int, record: Place, output: str) -> None:
    """Show who gets quoted: how many quotations, what share, and how many of them of named sources, of unnamed ones and of nobody known.

    \b
    Example:
      onrecord sources
      onrecord sources --by outlet --since 2024
      onrecord sources --by speaker --outlet "The Tarn Courier" --format csv
    """
    with Archive.open(record) as archive:
        rows = list(ask.sources(archive, by=by, outlet=outlet, since=since, until=until, limit=limit))
        if not rows:
            complain(f"nothing found among {len(archive):,} reports in {record}.")
        print_rows(ask.SourceRow, rows, output, COLUMNS)
