"""The options that several commands share, so that they are named and explained alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.ask import day_or_part
from onrecord.database import Place, place_of
from onrecord.reading import FORMATS

if TYPE_CHECKING:
    from onrecord.reading.fetching import Fetcher

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_RECORD = "record.db"


def day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Checks the value of an option that takes a day, a month or a year."""
    try:
        return None if value is None else day_or_part(value)
    except ValueError as error:
        raise click.BadParameter(str(error), context, option) from error


def about(command: F) -> F:
    """--outlet and --published, what may be said about all reports."""
    command = click.option("--outlet", metavar="NAME", help="Who published them, for those that do not say.")(command)
    return click.option("--published", metavar="DATE", help="When they were published (2024-07-06), for those that do not say.")(command)


def sources(command: F) -> F:
    """PATH… and what may be said about the reports there."""
    command = about(command)
    command = click.option("--as", "form", type=click.Choice(list(FORMATS)), help="Read every file as this, not by what it looks like.")(
        command
    )
    command = click.option(
        "--fetch", is_flag=True, help="Ask the web for each PATH that is an address (https://…), as far as its robots.txt allows."
    )(command)
    return click.argument("paths", metavar="PATH...", nargs=-1, required=True)(command)


def fetcher(asked: bool) -> Fetcher | None:
    """What --fetch stands for."""
    if not asked:
        return None
    from onrecord.reading.fetching import Fetcher

    return Fetcher()


class RecordPlace(click.Path):
    """A file, or the address of a PostgreSQL database. What is wrong with it, the archive says."""

    def __init__(self) -> None:
        super().__init__(readable=False)

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Place:  # type: ignore[override]
        place = place_of(value)
        if isinstance(place, Path):
            super().convert(place, parameter, context)
        return place


def record(command: F) -> F:
    """--record, where the archive is."""
    return click.option(
        "--record",
        type=RecordPlace(),
        default=DEFAULT_RECORD,
        envvar="ONRECORD_RECORD",
        show_default=True,
        show_envvar=True,
        metavar="PLACE",
        help="The file that holds the records, or the address of a PostgreSQL database: postgresql://USER@HOST/DATABASE",
    )(command)


def output(command: F) -> F:
    """--format, what to print."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(["table", "json", "csv", "markdown"]),
        default="table",
        show_default=True,
        help="What to print.",
    )(command)


def period(command: F) -> F:
    """--outlet, --since and --until."""
    command = click.option("--until", callback=day, metavar="DATE", help="Only of reports published then or earlier.")(command)
    command = click.option(
        "--since", callback=day, metavar="DATE", help="Only of reports published then or later: 2024-05-31, 2024-05 or 2024."
    )(command)
    return click.option("--outlet", metavar="NAME", help="Only of reports of this outlet.")(command)


def limit(default: int) -> Callable[[F], F]:
    """--limit, at most so many."""
    return click.option("--limit", type=click.IntRange(min=1), default=default, show_default=True, metavar="N", help="At most so many.")
