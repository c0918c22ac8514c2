"""What is seen on a terminal: colours, wrapping, nested quotations."""

import io

import pytest
from rich.console import Console
from rich.text import Text

from onrecord.cli import markup, tables
from onrecord.model import Addressee, Entity, Quotation, Record, Said, Span, Time

TEXT = (
    'Ines Okafor told us in May: "My father said \'never open it\' and I never did," and went on. "Until now."\n\n'
    "A keeper confirmed that the gates were open."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def record() -> Record:
    us, may = span("us"), span("May")
    return Record(
        id="dam",
        sha256="0",
        text=TEXT,
        outlet="The Tarn Courier",
        published="2024-05-03",
        entities=(
            Entity(id="E1", name="Ines Okafor", kind="person"),
            Entity(id="E2", name="Okafor's father", kind="person"),
            Entity(id="E3", name="The Tarn Courier", kind="organisation"),
        ),
        quotations=(
            Quotation(
                id="Q1",
                kind="direct",
                contents=(span("\"My father said 'never open it' and I never did,\""), span('"Until now."')),
                source=span("Ines Okafor"),
                cue=span("told"),
                speaker="E1",
                addressee=Addressee(start=us.start, end=us.end, text="us", entity="E3"),
                said=Said(start=may.start, end=may.end, text="in May", value="2024-05"),
            ),
            Quotation(
                id="Q2", kind="direct", contents=(span("'never open it'"),), cue=span("said"), speaker="E2", via=("E1",), parent="Q1"
            ),
            Quotation(
                id="Q3",
                kind="indirect",
                mode="thought",
                contents=(span("that the gates were open"),),
                cue=span("confirmed"),
                speaker_reason="nobody is named",
            ),
        ),
        times=(Time(start=may.start, end=may.end, text="May", type="DATE", value="2024-05"),),
    )


def terminal(width: int, *, colours: bool = True) -> Console:
    return Console(
        file=io.StringIO(), width=width, force_terminal=True, color_system="256" if colours else None, highlight=False, markup=False
    )


def shown(console: Console) -> list[str]:
    out = console.file.getvalue()  # type: ignore[attr-defined]
    return [Text.from_ansi(line).plain.rstrip() for line in out.splitlines()]


@pytest.mark.parametrize("width", [10, 20, 40, 63, 64, 80, 100, 200])
def test_nothing_is_wider_than_the_terminal_and_all_words_are_there(width: int) -> None:
    console = terminal(width)
    markup.print_text(console, record(), markup.palette_of(record()))
    lines = shown(console)
    assert max(map(len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(
        markup.marked_up(record(), markup.palette_of(record()), brackets=False).plain.replace("\ue000", " ").split()
    )
    console = terminal(width)
    tables.print_quotations(console, record(), markup.palette_of(record()))
    assert max(map(len, shown(console))) <= width


@pytest.mark.parametrize("width", [30, 40, 60, 100])
def test_the_id_and_name_of_a_quotation_stay_on_one_line(width: int) -> None:
    console = terminal(width)
    markup.print_text(console, record(), markup.palette_of(record()))
    lines = shown(console)
    for note in ("⟨Q1⟩", "⟨Q1 Ines Okafor⟩", "⟨Q2 Okafor's father⟩", "⟨Q3 unknown⟩"):
        assert sum(note in line for line in lines) == 1, note


def test_paragraphs_are_kept() -> None:
    console = terminal(200)
    markup.print_text(console, record(), markup.palette_of(record()))
    assert shown(console)[-2:] == ["", "A keeper confirmed that the gates were open ⟨Q3 unknown⟩."]


def test_styles_lie_on_the_right_words() -> None:
    palette = markup.palette_of(record())
    assert palette == {"Ines Okafor": markup.COLOURS[0], "Okafor's father": markup.COLOURS[1], None: markup.UNKNOWN}
    text = markup.marked_up(record(), palette, brackets=False)
    styled = {(text.plain[s.start : s.end].replace("\ue000", " "), str(s.style)) for s in text.spans}
    assert ("Ines Okafor", f"bold {palette['Ines Okafor']}") in styled
    assert ("told", "italic") in styled
    assert ("May", "underline") in styled
    assert ("'never open it'", palette["Okafor's father"]) in styled
    assert ('"Until now."', palette["Ines Okafor"]) in styled
    assert (" ⟨Q3 unknown⟩", f"dim {markup.UNKNOWN}") in styled


def test_without_colours_brackets_show_what_was_said_and_nest() -> None:
    console = terminal(200, colours=False)
    markup.print_text(console, record(), markup.palette_of(record()))
    text = " ".join(shown(console))
    assert (
        '⟦"My father said ⟦\'never open it\'⟧ ⟨Q2 Okafor\'s father⟩ and I never did,"⟧ ⟨Q1⟩ and went on. ⟦"Until now."⟧ ⟨Q1 Ines Okafor⟩'
        in text
    )
    assert "confirmed ⟦that the gates were open⟧ ⟨Q3 unknown⟩." in text


def test_of_several_that_begin_and_end_at_one_place_the_inner_is_inside() -> None:
    quotations = tuple(
        Quotation(id=id, kind="direct", contents=(Span.of("abcd", start, end),))
        for id, start, end in [("Q1", 0, 4), ("Q2", 0, 2), ("Q3", 2, 4), ("Q4", 3, 4)]
    )
    text = markup.marked_up(Record(id="x", sha256="0", text="abcd", quotations=quotations), {None: "red"}, brackets=True)
    assert text.plain.replace("\ue000", " ").replace(" unknown", "") == "⟦⟦ab⟧ ⟨Q2⟩⟦c⟦d⟧ ⟨Q4⟩⟧ ⟨Q3⟩⟧ ⟨Q1⟩"


def test_the_table_tells_how_it_was_said() -> None:
    console = terminal(120)
    tables.print_quotations(console, record(), markup.palette_of(record()))
    text = "\n".join(shown(console))
    for words in (
        "to The Tarn Courier",
        "when in May (2024-05)",
        "via Ines Okafor",
        "inside Q1",
        "indirect, thought",
        "nobody is named",
    ):
        assert words in text
