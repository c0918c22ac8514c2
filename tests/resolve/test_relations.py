"""What people are to each other; sources without a name; what was denied or only alleged."""

from __future__ import annotations

import pytest
from reports import quotation, resolved

from onrecord.model import Span, Unnamed
from onrecord.resolve.stance import stance_of
from onrecord.resolve.unnamed import count_of


def relations(text: str) -> list[tuple[str, str, str | None]]:
    found = resolved(text)
    names = {e.id: e.name for e in found.entities}
    assert all(text[r.start : r.end] == r.text for r in found.relations)
    return [(names[r.subject], r.text, names[r.object] if r.object else None) for r in found.relations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Reyes, the mayor of Harwick, spoke.", [("Ada Reyes", "the mayor of Harwick", "Harwick")]),
        ("Harbor Council Chairman Peter Olsen spoke.", [("Peter Olsen", "Harbor Council Chairman", "Harbor Council")]),
        ("Laura Brandt came with her mother, Dee Dee Olsen.", [("Dee Dee Olsen", "her mother", "Laura Brandt")]),
        ("Laura Brandt's then-boyfriend Peter Olsen left.", [("Peter Olsen", "Laura Brandt's then-boyfriend", "Laura Brandt")]),
        ("He met actress Laura Brandt there.", [("Laura Brandt", "actress", None)]),
        (
            "Peter Olsen, a spokesman for the Port Authority, declined.",
            [("Peter Olsen", "a spokesman for the Port Authority", "Port Authority")],
        ),
        ("Peter Olsen is a lawyer.", [("Peter Olsen", "a lawyer", None)]),
        ("Ada Reyes, a surprise to many, won. The storm hit, Peter Olsen said.", []),
    ],
)
def test_relations(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert relations(text) == expected


def test_a_source_without_a_name() -> None:
    text = (
        "Two Port Authority officials, who spoke on condition of anonymity because they were not allowed to talk to the press, said the "
        "port would close."
    )
    found = resolved(text, quotation(text, "Q1", "the port would close", "Two Port Authority officials", "said"))
    (speaker,) = [e for e in found.entities if e.id == found.quotations[0].speaker]
    (port,) = [e for e in found.entities if e.name == "Port Authority"]
    terms, why = "on condition of anonymity", "because they were not allowed to talk to the press"
    assert speaker.kind == "unnamed"
    assert speaker.unnamed == Unnamed(
        of=port.id,
        count=2,
        terms=Span.of(text, text.index(terms), text.index(terms) + len(terms)),
        why=Span.of(text, text.index(why), text.index(why) + len(why)),
    )
    assert port.unnamed is None


@pytest.mark.parametrize(
    ("words", "count"),
    [("an aide", 1), ("three officials", 3), ("officials", None), ("a number of women", None), ("the official", 1), ("12 residents", 12)],
)
def test_how_many(words: str, count: int | None) -> None:
    assert count_of(words) == count


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", "said"),
        ("has denied", "denied"),
        ("did not deny", "said"),
        ("claimed", "alleged"),
        ("reportedly", "alleged"),
        (None, "said"),
    ],
)
def test_stance(cue: str | None, stance: str) -> None:
    assert stance_of(Span.of(cue, 0, len(cue)) if cue else None) == stance
