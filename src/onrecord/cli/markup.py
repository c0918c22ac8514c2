"""A report on the terminal, with what was said in it marked."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console, Group
from rich.text import Text

from onrecord.cli.printing import printable
from onrecord.model import Record

#: One colour a speaker, in turn; all are legible on black and on white.
COLOURS = ("dark_cyan", "medium_orchid3", "chartreuse4", "dark_orange3", "steel_blue3", "hot_pink3", "dark_goldenrod", "medium_purple3")
UNKNOWN = "red3"
#: The widest a paragraph gets, in columns.
WIDEST = 100
# Stands for a space that no line is broken at; none of the spaces that Unicode has for it stops rich.
_TIE = "\ue000"

Palette = Mapping[str | None, str]


def palette_of(record: Record) -> Palette:
    """A colour for each speaker of the report, by the name, in the order in which they speak."""
    names = dict.fromkeys(record.entity(quotation.speaker) for quotation in record.quotations if quotation.speaker)
    palette: dict[str | None, str] = {entity.name: COLOURS[place % len(COLOURS)] for place, entity in enumerate(names) if entity}
    return palette | {None: UNKNOWN}


def heading(record: Record) -> Group:
    """The headline, and below it who published the report, when, by whom and where."""
    facts = [record.outlet, record.published, ", ".join(record.authors), record.url]
    below = "  ·  ".join(printable(fact) for fact in facts if fact)
    lines = [Text(printable(record.title or f"Report {record.id}"), style="bold")]
    if below:
        lines.append(Text(below, style="dim"))
    return Group(*lines)


def print_text(console: Console, record: Record, palette: Palette) -> None:
    """The text, paragraphs kept; on a terminal wrapped between words, and never inside the id and name of a quotation."""
    for paragraph in marked_up(record, palette, brackets=is_colourless(console)).split("\n", allow_blank=True):
        lines = paragraph.wrap(console, min(console.width, WIDEST)) if console.is_terminal and paragraph else [paragraph]
        for line in lines:
            line.rstrip()
            line.plain = line.plain.replace(_TIE, " ")
            console.print(line, soft_wrap=True)


def marked_up(record: Record, palette: Palette, *, brackets: bool) -> Text:
    """The text with quotations, sources, cues and times styled, and after each quotation its id and speaker.

    ``brackets`` puts ⟦ ⟧ around what was said, for output without colours. Spaces inside an inserted id and name are ``_TIE``.
    """
    text = Text(printable(record.text).replace(_TIE, "\N{REPLACEMENT CHARACTER}"))
    insertions: list[tuple[int, int, Text]] = []  # where, in which order, what
    for quotation in record.quotations:
        speaker = record.entity(quotation.speaker)
        name = speaker.name if speaker else None
        colour = palette[name]
        if quotation.source:
            text.stylize(f"bold {colour}", quotation.source.start, quotation.source.end)
        if quotation.cue:
            text.stylize("italic", quotation.cue.start, quotation.cue.end)
        for place, content in enumerate(quotation.contents, 1):
            text.stylize(colour, content.start, content.end)
            last = place == len(quotation.contents)
            label = printable(f"{quotation.id} {name or 'unknown'}" if last else quotation.id)
            note = Text(f" ⟨{label.replace(' ', _TIE)}⟩", style=f"dim {colour}")
            if brackets:
                insertions.append((content.start, len(text) - content.end, Text("⟦")))
                note = Text("⟧") + note
            # of several that end at one place, the innermost (it starts last) comes first; all before what starts there
            insertions.append((content.end, -content.start - 1, note))
    for time in record.times:
        text.stylize("underline", time.start, time.end)
    return inserted(text, insertions)


def is_colourless(console: Console) -> bool:
    """Whether brackets must show what colours cannot."""
    return console.no_color or console.color_system is None


def inserted(text: Text, insertions: list[tuple[int, int, Text]]) -> Text:
    """``text`` with each insertion before the character at its place; those at one place by their second number."""
    ordered = sorted(insertions, key=lambda insertion: insertion[:2])
    places = sorted({place for place, _, _ in ordered if 0 < place < len(text)})
    whole = Text()
    at = 0
    waiting = iter([*ordered, None])
    following = next(waiting)
    for piece in text.divide(places) if places else [text]:
        while following and following[0] <= at:
            whole.append_text(following[2])
            following = next(waiting)
        whole.append_text(piece)
        at += len(piece)
    while following:
        whole.append_text(following[2])
        following = next(waiting)
    return whole
