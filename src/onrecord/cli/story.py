"""``onrecord story``: reports of one happening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import comparing, options
from onrecord.cli.group import Failure
from onrecord.database import Place

if TYPE_CHECKING:
    from rich.text import Text


@click.command(name="story")
@click.argument("number", metavar="[NUMBER]", type=int, required=False)
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N", help="Only stories of at least N reports.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@options.record
@comparing.output_format
def command(number: int | None, least: int, limit: int | None, record: Place, output: str) -> None:
    """List the stories among the records kept with `onrecord add`: which reports tell of one happening, and how many of them are
    sources of their own. With its NUMBER, one story in full, with the events it tells of and who says so.

    \b
    Example:
      onrecord story
      onrecord story 12 --format json
    """
    from itertools import islice

    from onrecord import compare

    with comparing.compared(record, wholly=True) as (connection, record_of, _):
        if number is None:
            found: Iterator[Any] = islice(compare.stories(connection, record_of, least=least), limit)
            comparing.show(found, output, _line, nothing=f"no story of {least} or more reports in {record}.")
            return
        try:
            one = compare.story(connection, record_of, number)
        except KeyError:
            raise Failure(f"there is no story {number} in {record}. `onrecord story` lists them.") from None
        comparing.show([one], output, _full, nothing="")
        comparing.show(compare.events(connection, record_of, number), output, _event, nothing="no events are known of these reports.")


def _line(story: Any) -> Text:
    from rich.text import Text

    from onrecord.cli.printing import printable

    text = Text(f"{story.number:>6}  ", style="dim")
    text.append(printable(" ".join(story.name.split())), style="bold")
    text.append(f"\n        {comparing.counted(story.backing)}; {printable(', '.join(story.words))}", style="not bold")
    return text


def _full(story: Any) -> Text:
    text = _line(story)
    copied = {report.number: sharing.first for sharing in story.copies for report in sharing.others}
    for report in story.reports:
        text.append(f"\n        {comparing.where(report)}", style="not bold not dim")
        if report.number in copied:
            text.append(f"  prints the text of {comparing.where(copied[report.number])}", style="not bold dim")
    return text


def _event(event: Any) -> Text:
    from rich.text import Text

    from onrecord.cli.printing import printable

    text = Text(event.type, style="bold")
    about = "; ".join(part for part in (", ".join(event.who), ", ".join(event.times)) if part)
    text.append(f" {printable(about)}\n        {comparing.counted(event.backing)}", style="not bold")
    for label, listed in (("according to", event.named), ("unnamed sources", event.unnamed)):
        if listed:
            text.append(f"\n        {label}: {printable(', '.join(listed))}", style="not bold")
    if event.own_voice:
        text.append(f"\n        in the report's own voice: {event.own_voice}", style="not bold")
    return text
