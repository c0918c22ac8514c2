"""``onrecord who``: people and organisations across reports."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord import ask
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.printing import Column, complain, print_rows
from onrecord.database import Place
from onrecord.model import Noun

COLUMNS = (
    Column("Name", lambda row: row.name),
    Column("Also", lambda row: tuple(name for name in row.names if name != row.name)[:4]),
    Column("Who that is", lambda row: row.roles, wide=True),
    Column("Reports", lambda row: row.reports),
    Column("Quotations", lambda row: row.quotations),
    Column("From", lambda row: row.first),
    Column("To", lambda row: row.last),
    Column("Outlets", lambda row: row.outlets[:3]),
    Column("Last in", lambda row: row.report),
)


class WhyRow(Noun, frozen=True, kw_only=True):
    """Why one entity of one report was taken for a person: features with their weights, and their sum; empty for the first."""

    person: int
    entity: str
    name: str
    outlet: str | None
    published: str | None
    url: str | None
    sum: float
    reasons: tuple[str, ...]


WHY = (
    Column("Person", lambda row: row.person),
    Column("Entity", lambda row: row.entity),
    Column("Name", lambda row: row.name),
    Column("Printed", lambda row: row.published),
    Column("Outlet", lambda row: row.outlet),
    Column("Sum", lambda row: f"{row.sum:.1f}"),
    Column("Why", lambda row: row.reasons or "the first of that person", wide=True),
)


@click.command(name="who")
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice(["person", "organisation"]), help="Only people, or only organisations.")
@click.option("--explain", is_flag=True, help="Show for each report why its bearer of the name is taken for that person.")
@options.limit(20)
@options.record
@options.output
def command(name: str | None, kind: str | None, explain: bool, limit: int, record: Place, output: str) -> None:
    """Show the people and organisations that go by NAME (without it, all), with their names in all reports and how often they are quoted.

    Two that are one, or one that is two, can be put right: `onrecord judge same` and `onrecord judge different`.

    \b
    Example:
      onrecord who okafor
      onrecord who "Ines Okafor" --explain
    """
    with Archive.open(record) as archive:
        rows = list(ask.who(archive, name, kind=kind, limit=limit))
        if not rows:
            complain(f"nobody of that name among {len(archive):,} reports in {record}.")
        if explain:
            print_rows(WhyRow, (why for row in rows for why in explained(archive, row.person)), output, WHY)
        else:
            print_rows(ask.PersonRow, rows, output, COLUMNS)


def explained(archive: Archive, person: int) -> Iterator[WhyRow]:
    for entity, decision in archive.why_one(person):
        yield WhyRow(
            person=person,
            entity=f"{entity['record_id']}:{entity['label']}",
            name=entity["name"],
            outlet=entity["outlet"],
            published=entity["published"],
            url=entity["url"],
            sum=round(sum(reason.weight for reason in decision.reasons), 2),
            reasons=tuple(
                f"{reason.feature} {reason.weight:+.1f}" + (f" ({reason.words})" if reason.words else "") for reason in decision.reasons
            ),
        )
