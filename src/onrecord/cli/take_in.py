"""``onrecord import``: an archive from what `onrecord export` wrote."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord import export
from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.database import Place


@click.command(name="import")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.record
def command(folder: Path, record: Place) -> None:
    """Take in the records and judgements that `onrecord export FOLDER --format jsonl` wrote. What is there already stays as it is.

    \b
    Example:
      onrecord import out --record other.db
    """
    with Archive.open(record, create=True) as archive:
        records, judgements = export.read(archive, folder)
    click.echo(f"{records:,} records and {judgements:,} judgements new")
