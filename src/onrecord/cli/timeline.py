"""``onrecord timeline``: one person's story from an archive."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.group import Failure
from onrecord.cli.printing import complain, console, print_csv, print_json
from onrecord.database import Place


@click.command(name="timeline")
@click.argument("name", metavar="NAME")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also draw it: FILE.svg, or FILE.html with the evidence.",
)
@options.record
@click.option("--format", "output", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True, help="What to print.")
def command(name: str, plot: Path | None, record: Place, output: str) -> None:
    """Tell the story of NAME from the records kept with `onrecord add`: what happened and what was said, the earliest first, each with
    its sentence, outlet and date. What the reports do not date stands where they were published, and says so.

    \b
    Example:
      onrecord timeline "Ada Reyes"
      onrecord timeline reyes --format csv > reyes.csv
      onrecord timeline reyes --plot reyes.svg
    """
    from onrecord.timeline import Entry, timeline

    if plot is not None and plot.suffix.lower() not in (".svg", ".html"):
        raise click.BadParameter(f"{plot.name!r} is no kind of drawing: name it FILE.svg or FILE.html", param_hint="--plot")
    with Archive.open(record) as archive:
        entries = timeline(archive, name)
        if not entries:
            complain(f"nothing found about {name} among {len(archive):,} reports in {record}.")
    if plot is not None:
        from onrecord import plot as drawing

        try:
            plot.write_text((drawing.svg if plot.suffix.lower() == ".svg" else drawing.html)(name, entries), encoding="utf-8")
        except OSError as error:
            raise Failure(f"{plot} cannot be written ({error.strerror}). Name a file in a folder that may be written to.") from error
    if output == "json":
        for entry in entries:
            print_json(msgspec.json.encode(entry))
    elif output == "csv":
        print_csv(
            Entry.__struct_fields__,
            ([_cell(getattr(entry, name)) for name in Entry.__struct_fields__] for entry in entries),
        )
    else:
        from onrecord.cli import events

        events.print_timeline(console(), entries)


def _cell(value: object) -> object:
    """A field as it stands in a CSV file: people as "role name; role name", a span as its words."""
    if isinstance(value, tuple):
        return "; ".join(" ".join(pair) for pair in value)
    return getattr(value, "text", value)
