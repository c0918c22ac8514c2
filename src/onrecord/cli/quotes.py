"""``onrecord quotes``: find quotations in an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import click

from onrecord import ask
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.printing import Column, complain, console, print_rows, printable
from onrecord.database import Place

COLUMNS = (
    Column("Printed", lambda row: row.published or "undated"),
    Column("Outlet", lambda row: row.outlet),
    Column("Who", lambda row: row.speaker or row.source or "unknown"),
    Column("What was said", lambda row: row.contents, wide=True),
    Column("When", lambda row: row.said_value or row.said),
    Column("Report", lambda row: f"[{row.report}:{row.quotation}]({row.url})" if row.url else f"{row.report}:{row.quotation}"),
)


@click.command(name="quotes")
@click.option("--by", metavar="NAME", help="Only by this speaker: any words of a name. Where no speaker is known, of the source.")
@click.option("--about", metavar="WORDS", help='Only what holds all of these words, in any form; "words in quotation marks" side by side.')
@click.option("--to", metavar="NAME", help="Only what was said to them.")
@click.option("--via", metavar="NAME", help="Only what came to the report through them.")
@click.option("--kind", type=click.Choice(ask.KINDS), help="Only of this kind.")
@click.option("--named/--unnamed", default=None, help="Only of speakers with a name, or of sources without.")
@options.period
@click.option("--order", type=click.Choice(ask.ORDERS), help="What comes first. [default: relevance with --about, else date]")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@options.record
@options.output
@click.option("--cite", is_flag=True, help="Print each as a sentence to paste into a story.")
def command(
    by: str | None,
    about: str | None,
    to: str | None,
    via: str | None,
    kind: str | None,
    named: bool | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    order: str | None,
    limit: int | None,
    record: Place,
    output: str,
    cite: bool,
) -> None:
    """Find quotations among the records kept with `onrecord add`, each with its outlet, date and sentence, as people have judged them.
    Without colours, ⟦ ⟧ enclose what was said.

    \b
    Example:
      onrecord quotes --by okafor --about dam
      onrecord quotes --about '"water level"' --since 2024-05 --format csv > levels.csv
      onrecord quotes --by okafor --about dam --limit 1 --cite
    """
    with Archive.open(record) as archive:
        found = ask.quotes(
            archive,
            by=by,
            about=about,
            to=to,
            via=via,
            kind=kind,
            named=named,
            outlet=outlet,
            since=since,
            until=until,
            order=order,
            limit=limit,
        )
        first = next(found, None)
        if first is None:
            complain(f"nothing found among {len(archive):,} reports in {record}.")
        rows: Iterator[ask.QuoteRow] = iter(()) if first is None else chain([first], found)
        if cite:
            print_citations(rows)
        elif output == "table":
            from onrecord.cli import tables

            tables.print_found(console(), rows)
        else:
            print_rows(ask.QuoteRow, rows, output, COLUMNS)


def print_citations(rows: Iterable[ask.QuoteRow]) -> None:
    for row in rows:
        click.echo(printable(ask.citation(row)))
