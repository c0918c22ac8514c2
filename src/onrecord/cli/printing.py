"""What all commands print alike: lines of JSON, rows of CSV, complaints; and nothing that could upset a terminal."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ask import QuoteRow

#: For output that goes to a file or another program, in columns.
PIPED_WIDTH = 120

# Control characters could recolour, clear or retitle the reader's terminal, and the marks of writing direction could show words in another
# order than they stand in. One character for one, so that offsets hold.
_DIRECTION = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SAFE: dict[int, str] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *_DIRECTION, *range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}"),
    0x09: " ",
    0x0D: " ",
    0x0A: "\n",
}


def printable(text: str) -> str:
    """``text`` as it may be shown on a terminal, of the same length."""
    return text.translate(_SAFE)


def complain(message: str) -> None:
    """One line on standard error."""
    click.echo(f"onrecord: {printable(' '.join(message.splitlines()))}", err=True)


def print_json(data: bytes) -> None:
    """One line of JSON, at once: the next may take a while."""
    stdout = sys.stdout.buffer
    stdout.write(data + b"\n")
    stdout.flush()


def print_csv(names: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Rows under one line of column names."""
    written = csv.writer(sys.stdout, lineterminator="\n")
    written.writerow(names)
    written.writerows(rows)


class CsvOfQuotes:
    """Quotations as CSV, a row each, under one line of column names. Offsets of the single contents are in the JSON only."""

    def __init__(self) -> None:
        self._rows = csv.writer(sys.stdout, lineterminator="\n")
        self._headed = False

    def print(self, quotes: Iterable[QuoteRow]) -> None:
        """Print them as they come."""
        if not self._headed:
            from onrecord.ask import QuoteRow

            self._rows.writerow(QuoteRow.__struct_fields__)
            self._headed = True
        for row in quotes:
            self._rows.writerow(cell(getattr(row, name)) for name in row.__struct_fields__)


def cell(value: object) -> object:
    """A field of a quotation as it stands in a CSV file: a span as its words, several in one cell."""
    if isinstance(value, tuple):
        return "; ".join(value) if all(isinstance(item, str) for item in value) else " … ".join(item.text for item in value)
    return getattr(value, "text", value)


def console() -> Console:
    """Standard output, for colours and columns. Colours only on a terminal, and not under NO_COLOR."""
    from rich.console import Console

    class Pipe(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # `main` deals with it

    made = Pipe(highlight=False, markup=False, emoji=False)
    if not made.is_terminal:
        made.width = columns_asked_for() or PIPED_WIDTH
    return made


def columns_asked_for() -> int | None:
    """The width that the environment asks for."""
    import os

    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdecimal() and int(asked) else None
