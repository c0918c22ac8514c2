"""``onrecord changes``: what a person said on a topic over time, and where it seems to turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import comparing, options
from onrecord.database import Place

if TYPE_CHECKING:
    from rich.text import Text


@click.command(name="changes")
@click.option("--by", metavar="NAME", required=True, help="The speaker: any words of the name.")
@click.option("--about", metavar="WORDS", required=True, help="The topic: words that were said, in any form.")
@options.record
@comparing.output_format
def command(by: str, about: str, record: Place, output: str) -> None:
    """Show what a person said on a topic, in order, and where the words turn from affirming to denying or hedging. Whether that is a
    change of mind is put as a question, with both passages.

    \b
    Example:
      onrecord changes --by okafor --about dam
    """
    from onrecord import compare

    with comparing.compared(record) as (connection, record_of, person_of):
        found = compare.position(connection, record_of, by=by, about=about, person_of=person_of)
        comparing.show([found] if found.statements else [], output, _text, nothing=f"nothing by {by} about {about} in {record}.")


def _text(position: Any) -> Text:
    from rich.text import Text

    from onrecord.cli.printing import printable

    text = Text(printable(f"{position.speaker} on {position.about}"), style="bold")
    for said in position.statements:
        text.append(f"\n    {said.day or 'undated'} {said.stance} ", style="not bold dim")
        text.append(printable(f"“{said.words}”"), style="not bold not dim")
        text.append(f" ({comparing.counted(said.backing)})", style="not bold dim")
    for turn in position.turns:
        text.append(f"\n{printable(turn.question)}", style="bold")
        for said in (turn.earlier, turn.later):
            text.append(f"\n    {comparing.passage(said.passage)}", style="not bold")
    return text
