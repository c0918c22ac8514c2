"""``onrecord read``: one report, or several, with all that is found in them."""

from __future__ import annotations

import click
import msgspec

from onrecord.ask import QuoteRow, quotes_in
from onrecord.cli import options
from onrecord.cli.printing import Csv, complain, console, print_json
from onrecord.errors import ReadingError
from onrecord.model import Record
from onrecord.verbs import read_all


@click.command(name="read")
@options.sources
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "table", "json", "csv"]),
    default="text",
    show_default=True,
    help="text: the report marked up, then quotations, events and checks. table: these alone. json: one record a line. "
    "csv: one quotation a row.",
)
@click.option(
    "--explain", is_flag=True, help="Show under each quotation what decided its speaker, and how sure that is. (json and csv hold it.)"
)
@click.option(
    "--thoughts", is_flag=True, help="Show what people thought, hoped or feared too, as the report tells it. (json and csv hold it.)"
)
def command(
    paths: tuple[str, ...],
    form: str | None,
    published: str | None,
    outlet: str | None,
    fetch: bool,
    output: str,
    explain: bool,
    thoughts: bool,
) -> None:
    """Show who said what in reports, and what happened to whom.

    PATH is a text, a saved web page, JSON, a feed, a mail, a PDF, a WARC or a ZIP of these (gzipped or not), a folder, or - for standard
    input; with --fetch it may be the address of a page.

    In the marked-up text, what was said has its speaker's colour and is followed by the id of the quotation and the speaker's name; the
    source is bold, the cue italic, a time underlined. Without colours, ⟦ ⟧ enclose what was said.

    \b
    Example:
      onrecord read report.txt
      onrecord read report.txt --format table --explain
      onrecord read page.html --format csv > quotations.csv
      curl -s https://news.example/a-story | onrecord read - --as html --outlet "The Example"

    Exits 1 when some of the reports could not be read, 2 when none could.
    """
    show = printer(output, explain=explain, thoughts=thoughts)
    good = bad = 0
    for found in read_all(paths, format=form, published=published, outlet=outlet, fetch=options.fetcher(fetch)):
        if isinstance(found, ReadingError):
            bad += 1
            complain(str(found))
        else:
            good += 1
            show.print(found)
    click.get_current_context().exit(0 if not bad else 1 if good else 2)


class JsonPrinter:
    def print(self, record: Record) -> None:
        print_json(record.to_json())


class CsvPrinter:
    def __init__(self) -> None:
        self._csv = Csv(QuoteRow)

    def print(self, record: Record) -> None:
        self._csv.print(quotes_in(record))


class ScreenPrinter:
    """Text and tables, one report under the other."""

    def __init__(self, *, with_text: bool, explain: bool, thoughts: bool) -> None:
        self._console = console()
        self._with_text = with_text
        self._explain = explain
        self._thoughts = thoughts
        self._first = True

    def print(self, record: Record) -> None:
        from onrecord.cli import events, markup, tables

        if not self._first:
            self._console.print()
            self._console.rule(style="dim")
        self._first = False
        unsaid = 0
        if not self._thoughts:
            said = tuple(q for q in record.quotations if q.mode == "speech")
            unsaid = len(record.quotations) - len(said)
            record = msgspec.structs.replace(record, quotations=said)
        palette = markup.palette_of(record)
        self._console.print(markup.heading(record))
        self._console.print()
        if self._with_text:
            markup.print_text(self._console, record, palette)
            self._console.print()
        tables.print_quotations(self._console, record, palette, explain=self._explain)
        if unsaid:
            what = "1 thought is" if unsaid == 1 else f"{unsaid} thoughts are"
            self._console.print(f"{what} left out; --thoughts shows {'it' if unsaid == 1 else 'them'}", style="dim")
        tables.print_people(self._console, record, palette)
        events.print_events(self._console, record)
        events.print_cases(self._console, record)
        events.print_checks(self._console, record)


def printer(output: str, *, explain: bool, thoughts: bool) -> JsonPrinter | CsvPrinter | ScreenPrinter:
    """What prints records in the chosen format."""
    if output == "json":
        return JsonPrinter()
    if output == "csv":
        return CsvPrinter()
    return ScreenPrinter(with_text=output == "text", explain=explain, thoughts=thoughts)
