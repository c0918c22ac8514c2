"""``onrecord conflicts``: reports that cannot both be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import comparing, options
from onrecord.database import Place

if TYPE_CHECKING:
    from rich.text import Text


@click.command(name="conflicts")
@click.option("--story", type=int, metavar="NUMBER", help="Only in this story.")
@click.option("--updates", is_flag=True, help="Also what a later report brings up to date.")
@click.option("--possible", is_flag=True, help="Also, after the others, passages that may differ: worth checking, most are of two things.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@options.record
@comparing.output_format
def command(story: int | None, updates: bool, possible: bool, limit: int | None, record: Place, output: str) -> None:
    """Show where reports of one story disagree: numbers, dates, ages, sums, names, places, who said it, what is affirmed and denied.
    The surest and weightiest come first, each with both passages.

    \b
    Example:
      onrecord conflicts --limit 20
      onrecord conflicts --story 12 --updates --format json
      onrecord conflicts --possible
    """
    from onrecord import ask

    verdicts = ["conflict", *["update"] * updates, *["possible"] * possible]
    with comparing.up_to_date(record) as archive:
        found = ask.conflicts(archive, story=story, verdicts=verdicts, limit=limit)
        comparing.show(found, output, _text, nothing=f"no conflicts found in {record}.")


def _text(conflict: Any) -> Text:
    from rich.text import Text

    from onrecord.cli.printing import printable

    verdict = "may differ - check" if conflict.verdict == "possible" else conflict.verdict
    text = Text(f"{verdict}, {conflict.kind} ({conflict.score:.2f}) ", style="dim")
    text.append(printable(conflict.plainly), style="bold not dim")
    for passage, also in ((conflict.one, conflict.also_one), (conflict.other, conflict.also_other)):
        text.append(f"\n    {comparing.passage(passage)}", style="not bold not dim")
        if also:
            text.append(f"\n        also {', '.join(map(comparing.where, also))}", style="dim not bold")
    return text
