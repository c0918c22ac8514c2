"""``onrecord search``: reports that hold some words."""

from __future__ import annotations

import click

from onrecord import ask
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.printing import Column, complain, print_rows
from onrecord.database import Place

COLUMNS = (
    Column("Printed", lambda row: row.published or "undated"),
    Column("Outlet", lambda row: row.outlet),
    Column("Title", lambda row: row.title),
    Column("Passage", lambda row: row.passage, wide=True),
    Column("Quotations", lambda row: row.quotations),
    Column("Report", lambda row: row.report),
)


@click.command(name="search")
@click.argument("words")
@options.period
@options.limit(20)
@options.record
@options.output
def command(words: str, outlet: str | None, since: str | None, until: str | None, limit: int, record: Place, output: str) -> None:
    """Find the reports that hold all of WORDS, in any form; "words in quotation marks" side by side. The most telling come first.

    \b
    Example:
      onrecord search "dam reform"
      onrecord search '"water level" dam' --since 2024
    """
    with Archive.open(record) as archive:
        rows = list(ask.search(archive, words, outlet=outlet, since=since, until=until, limit=limit))
        if not rows:
            complain(f"nothing found among {len(archive):,} reports in {record}.")
        print_rows(ask.ReportRow, rows, output, COLUMNS)
