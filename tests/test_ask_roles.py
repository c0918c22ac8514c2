"""What reports say that someone is, brought together."""

import pytest

from onrecord import ask
from onrecord.archive import Archive
from onrecord.ask.roles import roles, said
from onrecord.model import Entity, Mention, Record, Relation


@pytest.mark.parametrize(
    ("text", "whose", "words"),
    [
        ("her lawyer", "Corinne Mardle", "lawyer of Corinne Mardle"),
        ("Mardle's former\nlawyer", "Corinne Mardle", "former lawyer of Corinne Mardle"),
        ("her lawyer", None, "lawyer"),
        ("the board’s chairman", None, "board’s chairman"),
        ("the mayor of Harwick", None, "mayor of Harwick"),
        ("spokesman for the Tarn Council", "Tarn Council", "spokesman for the Tarn Council"),
        ("Judge", None, "Judge"),
    ],
)
def test_the_words_of_many_reports_come_together(text: str, whose: str | None, words: str) -> None:
    assert said(text, whose) == words


def report(number: int, beside: str) -> Record:
    text = f"Ines Okafor, {beside}, opened it."
    name = Mention(start=0, end=11, text="Ines Okafor", form="named")
    return Record(
        id=f"r{number}",
        sha256=f"{number}" * 64,
        text=text,
        entities=(Entity(id="E0", name="Ines Okafor", kind="person", mentions=(name,)),),
        relations=(Relation(start=13, end=13 + len(beside), text=beside, subject="E0"),),
    )


def test_roles_stand_by_how_many_reports_say_them_and_lead_to_one(place) -> None:
    with Archive.open(place("roles"), create=True) as archive:
        for number, beside in enumerate(["an engineer", "the mayor of Harwick", "The mayor of Harwick"]):
            assert archive.add(report(number, beside))
        (person,) = ask.who(archive)
        assert person.roles == ("mayor of Harwick", "engineer")
        first, _ = roles(archive, person.person, limit=2)
        assert (first.reports, first.report, first.start, first.end) == (2, "2" * 64, 13, 33)
