"""Quotations in columns: who, what was said, and how (to whom, where, when, through whom)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.ask import QuoteRow, quotes_in
from onrecord.cli import markup
from onrecord.cli.markup import COLOURS, UNKNOWN, Palette
from onrecord.cli.printing import printable
from onrecord.model import Record

#: Below so many columns, the parts of a quotation stand under each other.
NARROW = 64
WIDEST = 140


def print_quotations(console: Console, record: Record, palette: Palette, *, explain: bool = False) -> None:
    """The quotations of one report, with their ids as in its marked-up text; ``explain`` adds what decided each speaker."""
    rows = list(quotes_in(record))
    if not rows:
        console.print(Text("No quotations.", style="dim"))
        return
    cells = (
        (
            Text(printable(row.quotation), style="dim"),
            who(row, palette[row.speaker]),
            what(row, palette[row.speaker]).append_text(why(row) if explain else Text()),
            how(row),
        )
        for row in rows
    )
    print_columns(console, ("", "Who", "What was said", "How"), (max(len(row.quotation) for row in rows), 22, None, 26), cells)


def print_people(console: Console, record: Record, palette: Palette) -> None:
    """Of those who speak, what the report says that they are; of those without a name, on what terms they spoke."""
    names = {entity.id: entity.name for entity in record.entities}
    speaking = {quotation.speaker for quotation in record.quotations}
    for entity in record.entities:
        facts = list(dict.fromkeys(one_line(r.text) for r in record.relations if r.subject == entity.id))
        if entity.unnamed is not None:
            told = entity.unnamed
            facts += [
                "no name given",
                *([f"of {names[told.of]}"] if told.of else []),
                *(one_line(s.text) for s in (told.terms, told.why) if s),
            ]
        if entity.id in speaking and facts:
            text = Text(printable(entity.name), style=f"bold {palette[entity.name]}")
            console.print(text.append(f"  {printable('; '.join(facts))}", style="default not bold dim"), soft_wrap=not console.is_terminal)


def print_found(console: Console, rows: Iterable[QuoteRow]) -> None:
    """Quotations of several reports, each in its sentence, as they come."""
    colours: dict[str | None, str] = {None: UNKNOWN}

    def cells() -> Iterator[tuple[RenderableType, ...]]:
        for row in rows:
            colour = colours.setdefault(row.speaker, COLOURS[(len(colours) - 1) % len(COLOURS)])
            yield printed(row), who(row, colour), in_sentence(row, colour, brackets=markup.is_colourless(console)), how(row)

    print_columns(console, ("Printed", "Who", "In its sentence", "How"), (16, 20, None, 24), cells())


def print_columns(
    console: Console, names: tuple[str, ...], widths: tuple[int | None, ...], rows: Iterable[tuple[RenderableType, ...]]
) -> None:
    """Rows in columns of fixed widths, so that each can be printed as it comes; the width None takes what is left."""
    width = min(console.width, WIDEST)
    if width < NARROW:
        for row in rows:
            for place, part in enumerate(row):
                console.print(Padding(part, (0, 0, 0, 2 if place > 1 else 0)), width=width)
            console.print()
        return
    scale = min(1.0, width / 100)
    fixed = [None if wide is None else wide if wide < 6 else int(wide * scale) for wide in widths]
    left = width - sum(wide + 2 for wide in fixed if wide is not None) - 1
    first = True
    for row in rows:
        table = Table(box=None, show_header=first, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False)
        for name, wide in zip(names, fixed, strict=True):
            table.add_column(name, width=left if wide is None else wide, overflow="fold")
        table.add_row(*row)
        console.print(table)
        console.print()
        first = False


def who(row: QuoteRow, colour: str) -> Text:
    """The speaker, or that and why the speaker is not known; below it the words printed for source and cue."""
    text = Text(printable(row.speaker or "unknown"), style=f"bold {colour}")
    if row.speaker is None and row.speaker_reason:
        text.append(f"\n{printable(row.speaker_reason)}", style="not bold italic")
    words = " ".join(word for word in (row.source, row.cue) if word and word != row.speaker)
    if words:
        text.append(f"\n{printable(one_line(words))}", style="default not bold dim")
    return text


def what(row: QuoteRow, colour: str) -> Text:
    """What was said."""
    return Text(" … ".join(printable(one_line(content.text)) for content in row.contents), style=colour)


def why(row: QuoteRow) -> Text:
    """On a line of its own, how sure the speaker is and the words that decided; empty where nobody was decided on."""
    if not row.because:
        return Text()
    sure = "" if row.speaker_confidence is None else f" ({row.speaker_confidence:.2f})"
    return Text(f"\nwhy{sure} {printable(one_line('; '.join(row.because)))}", style="default dim")


def in_sentence(row: QuoteRow, colour: str, *, brackets: bool) -> Text:
    """The sentence around, with what was said in colour, or in ⟦ ⟧."""
    text = Text(printable(row.sentence.text).replace("\n", " "))
    for content in row.contents:
        text.stylize(colour, content.start - row.sentence.start, content.end - row.sentence.start)
    if not brackets:
        return text
    marks = [(content.start - row.sentence.start, 1, Text("⟦")) for content in row.contents]
    return markup.inserted(text, marks + [(content.end - row.sentence.start, 0, Text("⟧")) for content in row.contents])


def how(row: QuoteRow) -> Text:
    """To whom, where, when and through whom it was said, and of what kind it is; a line each."""
    said = row.said and (f"{row.said} ({row.said_value})" if row.said_value and row.said_value != row.said else row.said)
    facts = [
        ("to", row.addressee),
        ("where", row.venue),
        ("when", said),
        ("via", ", ".join(row.via)),
        ("inside", row.parent),
    ]
    text = Text(row.kind if row.mode == "speech" else f"{row.kind}, {row.mode}", style="dim")
    for name, fact in facts:
        if fact:
            text.append(f"\n{name} ", style="dim")
            text.append(printable(one_line(fact)), style="not dim")
    return text


def printed(row: QuoteRow) -> Text:
    """Where and when the report was published."""
    text = Text(printable(row.published or "undated"))
    text.append(f"\n{printable(row.outlet or 'no outlet')}", style="dim")
    return text


def one_line(words: str) -> str:
    return " ".join(words.split())
