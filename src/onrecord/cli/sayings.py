"""``onrecord sayings``: one utterance as several reports print it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import comparing, options
from onrecord.database import Place

if TYPE_CHECKING:
    from rich.text import Text


@click.command(name="sayings")
@click.option("--by", metavar="NAME", help="Only of this speaker: any words of the name.")
@click.option("--about", metavar="WORDS", help="Only what holds all of these words, in any form.")
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N", help="Only what N reports or more print.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")
@options.record
@comparing.output_format
def command(by: str | None, about: str | None, least: int, limit: int | None, record: Place, output: str) -> None:
    """Show what several reports have someone say, side by side: the longest wording first, then what each report cut, added or changed.

    \b
    Example:
      onrecord sayings --by okafor --about dam
    """
    from onrecord import compare

    with comparing.compared(record) as (connection, record_of, person_of):
        found = islice(compare.sayings(connection, record_of, by=by, about=about, least=least, person_of=person_of), limit)
        comparing.show(found, output, _text, nothing=f"nothing that {least} or more reports print in {record}.")


def _text(saying: Any) -> Text:
    from rich.text import Text

    from onrecord.cli.printing import printable

    text = Text(printable(f"“{saying.words}”"), style="bold")
    text.append(f"\n    {comparing.counted(saying.backing)}", style="not bold")
    for label, given in (("said by", saying.speakers), ("when", saying.days), ("where", saying.venues)):
        if given:
            listed = "; ".join(f"{value} ({count})" for value, count in given.items())
            text.append(f"\n    {label} {printable(listed)}", style="not bold")
    for variant in saying.variants:
        text.append(f"\n    {comparing.where(variant.printed)} ", style="not bold dim")
        if all(difference.change == "same" for difference in variant.differences):
            text.append("the same words", style="not bold dim")
        for difference in variant.differences:
            if difference.change == "same":
                text.append(" … " if any(d.change != "same" for d in variant.differences) else "", style="not bold dim")
            else:
                cut, added = printable(difference.longest), printable(difference.here)
                text.append(f"[-{cut}-]" if cut else "", style="not bold red")
                text.append(f"{{+{added}+}}" if added else "", style="not bold green")
    return text
