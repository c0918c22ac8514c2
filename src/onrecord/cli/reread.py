"""``onrecord reread``: find again what is in the kept reports, with the program of now."""

from __future__ import annotations

import click

from onrecord.archive import Archive
from onrecord.archive.opening import MADE_BY
from onrecord.cli import options
from onrecord.cli.printing import complain
from onrecord.database import Place
from onrecord.errors import BadRecord, ReadingError
from onrecord.verbs import records_of


@click.command(name="reread")
@click.option("--all", "everything", is_flag=True, help="Also those that this very version has read.")
@options.record
def command(everything: bool, record: Place) -> None:
    """Read the kept reports again, those that another version of onrecord has read. What was found is replaced; what people judged stays
    and holds for what is found now. A run that was stopped goes on where it was, unless --all is given.

    \b
    Example:
      onrecord reread --record record.db

    Exits 1 when some reports could not be read; they stay as they were.
    """
    done = aside = 0
    with Archive.open(record) as archive:
        reports = archive.reports() if everything else archive.reports("read_by <> ?", MADE_BY)
        for found in records_of(reports):
            try:
                if isinstance(found, ReadingError):
                    raise found
                archive.replace(found)
                done += 1
            except (ReadingError, BadRecord) as error:
                aside += 1
                complain(f"left as it was: {error}")
        kept = sum(1 for _ in archive.judgements("revoked IS NULL"))
    click.echo(f"{done:,} read again, {aside:,} left as they were, {kept:,} judgements kept")
    click.get_current_context().exit(1 if aside else 0)
