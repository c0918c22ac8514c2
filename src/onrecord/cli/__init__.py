"""The command line: one command a file, each imported only when it is called."""

from __future__ import annotations

import sys
from typing import Any

import click

from onrecord import __version__
from onrecord.cli.group import LazyGroup, Listed, silence

__all__ = ["cli", "main"]

#: Every command: the module that holds it as ``command``, and its line in the list.
COMMANDS = {
    "read": Listed("onrecord.cli.read", "Show who said what in reports."),
    "add": Listed("onrecord.cli.add", "Keep the records of reports in one file."),
    "quotes": Listed("onrecord.cli.quotes", "Find quotations in that file: by whom, about what."),
    "timeline": Listed("onrecord.cli.timeline", "Tell one person's story from that file, and draw it."),
    "who": Listed("onrecord.cli.who", "Show who is who across reports."),
    "sources": Listed("onrecord.cli.sources", "Show who gets quoted, and how much."),
    "search": Listed("onrecord.cli.search", "Find the reports that hold some words."),
    "judge": Listed("onrecord.cli.judge", "Put right what was found, for good."),
    "reread": Listed("onrecord.cli.reread", "Read the kept reports again."),
    "export": Listed("onrecord.cli.export", "Write the archive in the forms of other programs."),
    "import": Listed("onrecord.cli.take_in", "Take in what export wrote."),
    "batch": Listed("onrecord.cli.batch", "Read very many reports, on all cores or a cluster."),
    "watch": Listed("onrecord.cli.watch", "Keep the records of reports as they land in a folder."),
    "story": Listed("onrecord.cli.story", "Show the reports of one happening, and copies."),
    "sayings": Listed("onrecord.cli.sayings", "Show one utterance as several reports print it."),
    "conflicts": Listed("onrecord.cli.conflicts", "Show where reports of one story disagree."),
    "changes": Listed("onrecord.cli.changes", "Show what a person said on a topic over time."),
    "serve": Listed("onrecord.cli.serve", "Open the archive in a browser."),
    "evaluate": Listed("onrecord.cli.evaluate", "Score records against gold records."),
    "schema": Listed("onrecord.cli.schema", "Print the JSON Schema of a record."),
}


@click.group(cls=LazyGroup, listed=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="onrecord")
def cli() -> None:
    """Read news reports and keep the record of who said what, to whom, when, and who passed it on.

    \b
    Example:
      onrecord read report.txt
      onrecord add clippings/ --record record.db
      onrecord quotes --by okafor --about "the dam"

    Everywhere: - is standard input, results go to standard output and all else to standard error. Exits 0 when all went well, 1 when
    some reports were set aside, 2 when nothing could be done.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code. ``arguments`` are those of the process where None."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(arguments))


def run(arguments: list[str] | None) -> int:
    """The exit code of the command; whatever went wrong is said in one line on standard error."""
    try:
        code: Any = cli.main(arguments, prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:  # at the flush
        silence(sys.stdout)
        return 0
    return code if isinstance(code, int) else 0
