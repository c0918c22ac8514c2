"""What the commands between reports have alike: the archive, brought up to date, and how passages and counts are shown."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import msgspec

from onrecord.archive import Archive
from onrecord.cli.printing import complain, console, print_json, printable
from onrecord.database import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text

    from onrecord.compare.backing import RecordOf
    from onrecord.compare.nouns import Backing, Passage, Printed
    from onrecord.compare.speakers import PersonOf
    from onrecord.database import Connection

output_format = click.option(
    "--format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True, help="What to print."
)


@contextmanager
def up_to_date(record: Place) -> Iterator[Archive]:
    """The archive, with all of its reports compared."""
    from onrecord.archive.comparing import update, waiting

    with Archive.open(record) as archive:
        left = waiting(archive)
        shown = left > 50 and sys.stderr.isatty()
        for done, _ in enumerate(update(archive), 1):
            if shown and done % 10 == 0:
                click.echo(f"\rcomparing {done:,} of {left:,} reports", err=True, nl=False)
        if shown:
            click.echo(err=True)
        yield archive


@contextmanager
def compared(record: Place, *, wholly: bool = False) -> Iterator[tuple[Connection, RecordOf, PersonOf]]:
    """The same, as the questions of ``onrecord.compare`` want it; ``wholly``: these want more of a record than its quotations."""
    from onrecord.archive.comparing import connection_of, speakers
    from onrecord.ask.as_judged import records_as_judged

    with up_to_date(record) as archive:
        yield connection_of(archive), records_as_judged(archive, wholly=wholly), speakers(archive)


def show(found: Iterable[msgspec.Struct], output: str, text_of: Callable[[msgspec.Struct], Text], *, nothing: str) -> None:
    """Print what was found as it comes: a line of JSON each, or as text; ``nothing`` is complained of where there is none."""
    screen = None if output == "json" else console()
    is_empty = True
    for item in found:
        is_empty = False
        if screen is None:
            print_json(msgspec.json.encode(item))
        else:
            screen.print(text_of(item))
            screen.print()
    if is_empty:
        complain(nothing)


def counted(backing: Backing) -> str:
    """ "14 reports, 3 independent, 2024-05-02 to 2024-05-04"."""
    reports = f"{backing.reports} report{'s' if backing.reports != 1 else ''}"
    when = backing.first if backing.first == backing.last else f"{backing.first} to {backing.last}"
    return f"{reports}, {backing.independent} independent" + (f", {when}" if when else "")


def where(printed: Printed) -> str:
    """Where and when a report was published, in one line."""
    return printable(" ".join(part for part in (printed.published or "undated", printed.outlet or printed.report) if part))


def passage(found: Passage) -> str:
    """A passage with its report."""
    return f"{where(found.printed)}: {printable(' '.join(found.text.split()))}"
