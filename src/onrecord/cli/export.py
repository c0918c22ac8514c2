"""``onrecord export``: the archive in the forms of other programs."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord import export
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.database import Place


@click.command(name="export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "form", type=click.Choice(list(export.FORMATS)), default="jsonl", show_default=True, help="Which form.")
@options.record
def command(folder: Path, form: str, record: Place) -> None:
    """Write all of the archive to FOLDER, which is made where there is none.

    \b
    jsonl           records and judgements; `onrecord import` makes the same archive of them
    csv, parquet    a file a table
    web-annotation  W3C Web Annotation: each quotation anchored to its words
    schema-org      schema.org Quotation, as JSON-LD
    followthemoney  entities of FollowTheMoney, as JSON lines
    timelinejs      events for Knight Lab's TimelineJS
    brat            standoff files, two a report
    spacy           a DocBin with the quotations as spans

    \b
    Example:
      onrecord export out --format csv
    """
    with Archive.open(record) as archive:
        for path in export.write(archive, folder, form):
            click.echo(str(path))
