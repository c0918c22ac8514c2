"""``onrecord add``: keep the records of reports in one file."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO

import click
import msgspec

from onrecord import reading
from onrecord.archive import Archive
from onrecord.archive.opening import MADE_BY
from onrecord.batch import is_output
from onrecord.cli import options
from onrecord.cli.printing import complain
from onrecord.cli.progress import Progress
from onrecord.database import Place
from onrecord.errors import BadRecord, OnrecordError, ReadingError
from onrecord.model import Record, Report
from onrecord.verbs import records_of

#: So many reports that were set aside are shown one by one; a crawl has thousands.
SHOWN = 20
#: What differs between two reports that were set aside for the same reason.
REMARK = re.compile(r" \([^)]*\)")
ANY = re.compile(r"'[^']*'|\d[\d,.]*")
#: How the place of a report ends that is one of several in a file.
LINE = re.compile(r" (?:line|item) \d+$")


@click.command(name="add")
@options.sources
@options.record
@click.option(
    "--failed", type=click.File("wb", lazy=False), metavar="FILE", help="Write where and why each report was set aside, as JSON lines."
)
def command(
    paths: tuple[str, ...],
    form: str | None,
    published: str | None,
    outlet: str | None,
    fetch: bool,
    record: Place,
    failed: BinaryIO | None,
) -> None:
    """Read reports and keep their records in one file, which is made where there is none. A report that is there already is not read again.

    PATH is a text, a saved web page, JSON or JSON lines, a feed, a mail, a PDF, a WARC or a ZIP of these (gzipped or not), a folder, or
    - for standard input; with --fetch it may be the address of a page. The folder that `onrecord batch` wrote is taken in as it is.

    A report that cannot be read is set aside, and the run goes on. A run that was stopped (Ctrl-C) goes on where it was when it is started
    again.

    \b
    Example:
      onrecord add clippings/ --record record.db
      onrecord add crawl.warc.gz newsletters.zip --failed set-aside.jsonl
      onrecord add https://news.example/a-story --fetch

    Exits 1 when some reports were set aside, 2 when all were.
    """
    made = [is_output(path) for path in paths]
    with Archive.open(record, create=True) as archive, Progress(() if any(made) else paths) as progress:
        run = Adding(archive, progress, failed)
        try:
            for is_made, together in groupby(zip(made, paths, strict=True), key=itemgetter(0)):
                if is_made:
                    for _, path in together:
                        run.load(path)
                else:
                    run.add(
                        reading.reports(
                            [path for _, path in together],
                            format=form,
                            published=published,
                            outlet=outlet,
                            fetch=options.fetcher(fetch),
                            count=progress.count,
                        )
                    )
            stopped = False
        except KeyboardInterrupt:
            stopped = True
    for line in run.reasons():
        complain(line)
    click.echo(("Stopped: " if stopped else "") + run.summary())
    if stopped:
        complain("the same command goes on from here.")
    click.get_current_context().exit(130 if stopped else 0 if not run.aside else 1 if run.added or run.there else 2)


class Adding:
    """One run, and its tally."""

    def __init__(self, archive: Archive, progress: Progress, failed: BinaryIO | None) -> None:
        self.archive = archive
        self.progress = progress
        self.failed = failed
        self.added = self.there = self.aside = 0
        self.whys: Counter[str] = Counter()

    def add(self, reports: Iterator[Report | ReadingError]) -> None:
        for found in records_of(self.new(reports)):
            self.keep(found)

    def load(self, folder: str) -> None:
        """Take in what `onrecord batch` wrote."""
        from onrecord.batch.loading import load

        for found, read_by in load(folder):
            self.keep(found, read_by)

    def keep(self, found: Record | ReadingError, read_by: str = MADE_BY) -> None:
        try:
            if isinstance(found, ReadingError):
                raise found
            added = self.archive.add(found, read_by=read_by)
        except (ReadingError, BadRecord) as error:
            self.set_aside(error)
            return
        self.added += added
        self.there += not added
        self.progress.advance()

    def new(self, reports: Iterator[Report | ReadingError]) -> Iterator[Report | ReadingError]:
        """Without the reports that are kept already, and without this command's own files, where they lie in a folder it reads."""
        for found in reports:
            if isinstance(found, Report) and found.sha256 in self.archive:
                self.there += 1
                self.progress.advance()
            elif not self.wrote(found):
                yield found

    def wrote(self, found: Report | ReadingError) -> bool:
        """Whether this comes of a file of the archive or of the one that takes what is set aside."""
        place = found.where if isinstance(found, ReadingError) else found.place or ""
        own = [f"{self.archive.path}{ending}" for ending in ("", "-wal", "-shm", "-journal")]
        if self.failed:
            own.append(self.failed.name)
        return os.path.abspath(LINE.sub("", place)) in map(os.path.abspath, own)

    def set_aside(self, error: OnrecordError) -> None:
        self.aside += 1
        self.progress.advance()
        where, reason = (error.where, error.message) if isinstance(error, ReadingError) else ("", str(error))
        self.whys[ANY.sub("…", REMARK.sub("", reason.partition(": ")[0]))] += 1
        if self.aside <= SHOWN:
            with self.progress.aside():
                complain(f"set aside: {error}")
        if self.failed:
            self.failed.write(msgspec.json.encode({"where": where, "reason": reason}) + b"\n")
            self.failed.flush()

    def reasons(self) -> Iterator[str]:
        """Where not each report was shown that was set aside: how many there were of each kind."""
        if self.aside <= SHOWN:
            return
        for reason, count in self.whys.most_common(SHOWN):
            yield f"set aside: {count:,} × {reason}"
        if not self.failed:
            yield "--failed FILE lists them all."

    def summary(self) -> str:
        return f"{self.added:,} added, {self.there:,} already there, {self.aside:,} set aside"
