"""What all commands print alike: lines of JSON, rows of CSV, complaints; and nothing that could upset a terminal."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

if TYPE_CHECKING:
    from rich.console import Console

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


class Csv:
    """Rows as CSV under one line of column names, which are the fields of ``kind``. Offsets are in the JSON only."""

    def __init__(self, kind: type[msgspec.Struct]) -> None:
        self._rows = csv.writer(sys.stdout, lineterminator="\n")
        self._kind = kind
        self._headed = False

    def print(self, rows: Iterable[msgspec.Struct]) -> None:
        """Print them as they come."""
        if not self._headed:
            self._rows.writerow(self._kind.__struct_fields__)
            self._headed = True
        for row in rows:
            self._rows.writerow(cell(getattr(row, name)) for name in row.__struct_fields__)


class Column(NamedTuple):
    """A column of a table for people: its heading, and what stands in it. ``wide`` ones take the room that is left."""

    heading: str
    words: Callable[[Any], object]
    wide: bool = False


def print_rows(kind: type[msgspec.Struct], rows: Iterable[msgspec.Struct], output: str, columns: Sequence[Column]) -> None:
    """Answers in the form asked for: "json" and "csv" hold every field of ``kind``, "table" and "markdown" the columns given."""
    if output == "json":
        for row in rows:
            print_json(msgspec.json.encode(row))
    elif output == "csv":
        Csv(kind).print(rows)
    elif output == "markdown":
        print_markdown(rows, columns)
    else:
        from rich.table import Table

        table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False)
        for column in columns:
            table.add_column(column.heading, ratio=1 if column.wide else None, overflow="fold")
        for row in rows:
            table.add_row(*(printable(shown(column.words(row))) for column in columns))
        if table.row_count:
            console().print(table)


def print_markdown(rows: Iterable[msgspec.Struct], columns: Sequence[Column]) -> None:
    """A table in Markdown (GitHub's)."""
    for place, row in enumerate(rows):
        if not place:
            click.echo("| " + " | ".join(column.heading for column in columns) + " |\n" + "|---" * len(columns) + "|")
        words = (printable(shown(column.words(row))).replace("\\", "\\\\").replace("|", "\\|") for column in columns)
        click.echo("| " + " | ".join(words) + " |")


def shown(value: object) -> str:
    """A value for people: nothing for None, on one line."""
    found = cell(value)
    return "" if found is None else " ".join(f"{found:,}".split() if isinstance(found, int) else str(found).split())


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
