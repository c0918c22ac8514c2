"""``onrecord quotes``: find quotations in an archive."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click
import msgspec

from onrecord import ask
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.printing import CsvOfQuotes, complain, console, print_json


@click.command(name="quotes")
@click.option("--by", metavar="NAME", help="Only by this speaker: any words of the name. Where no speaker is known, of the source.")
@click.option("--about", metavar="WORDS", help='Only what holds all of these words, in any form; "words in quotation marks" side by side.')
@click.option("--outlet", metavar="NAME", help="Only in reports of this outlet.")
@click.option("--kind", type=click.Choice(ask.KINDS), help="Only of this kind.")
@click.option("--since", callback=options.day, metavar="DATE", help="Only in reports published then or later: 2024-05-31, 2024-05 or 2024.")
@click.option("--until", callback=options.day, metavar="DATE", help="Only in reports published then or earlier.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@options.record
@click.option("--format", "output", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True, help="What to print.")
def command(
    by: str | None,
    about: str | None,
    outlet: str | None,
    kind: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    record: Path,
    output: str,
) -> None:
    """Find quotations among the records kept with `onrecord add`, the latest first, each with its outlet, date and sentence.
    Without colours, ⟦ ⟧ enclose what was said.

    \b
    Example:
      onrecord quotes --by okafor --about dam
      onrecord quotes --about '"water level"' --since 2024-05 --format csv > levels.csv
    """
    with Archive.open(record) as archive:
        found = ask.quotes(archive, by=by, about=about, outlet=outlet, kind=kind, since=since, until=until, limit=limit)
        first = next(found, None)
        if first is None:
            complain(f"nothing found among {len(archive):,} reports in {record}.")
            rows: Iterator[ask.QuoteRow] = iter(())
        else:
            rows = chain([first], found)
        if output == "json":
            for row in rows:
                print_json(msgspec.json.encode(row))
        elif output == "csv":
            CsvOfQuotes().print(rows)
        else:
            from onrecord.cli import tables

            tables.print_found(console(), rows)
