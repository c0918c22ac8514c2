"""What happened to whom: invented reports, and the events that they tell."""

from __future__ import annotations

import pytest
from reports import quotation, resolved

from onrecord.model import Event
from onrecord.resolve import Resolved


def people(found: Resolved, event: Event) -> set[tuple[str, str]]:
    names = {e.id: e.name for e in found.entities}
    return {(p.role, names[p.entity]) for p in event.participants}


def the(found: Resolved, type: str) -> Event:
    events = [e for e in found.events if e.type == type]
    assert len(events) == 1, [(e.type, e.text) for e in found.events]
    return events[0]


@pytest.mark.parametrize(
    ("text", "type", "who"),
    [
        ("Ada Reyes was arrested on Tuesday by police in Vell.", "arrest", {("accused", "Ada Reyes"), ("authority", "police")}),
        ("Police arrested Ada Reyes on Tuesday.", "arrest", {("accused", "Ada Reyes"), ("authority", "Police")}),
        ("Judge Ivo Pell sentenced Ada Reyes to ten years.", "sentence", {("accused", "Ada Reyes"), ("authority", "Ivo Pell")}),
        ("Mara Lind met with Tom Oduya.", "meeting", {("subject", "Mara Lind"), ("subject", "Tom Oduya")}),
        ("Ada Reyes, 34, was charged with murder on Friday.", "charge", {("accused", "Ada Reyes")}),
        ("In 2016 Ada Reyes pleaded guilty to fraud.", "plea", {("accused", "Ada Reyes")}),
        ("Mara Lind met Tuesday with Tom Oduya.", "meeting", {("subject", "Mara Lind"), ("subject", "Tom Oduya")}),
        ("At a meeting with Tom Oduya, Mara Lind was calm.", "meeting", {("subject", "Mara Lind"), ("subject", "Tom Oduya")}),
        ("Mara Lind met with local officials and emergency personnel.", "meeting",
         {("subject", "Mara Lind"), ("subject", "local officials and emergency personnel")}),
        ("Mara Lind met with lawmakers, including Tom Oduya and Ivo Pell.", "meeting",
         {("subject", "Mara Lind"), ("subject", "lawmakers"), ("subject", "Tom Oduya"), ("subject", "Ivo Pell")}),
        ("Ada Reyes announced her dismissal of Tom Oduya on Tuesday.", "dismissal", {("subject", "Tom Oduya"), ("authority", "Ada Reyes")}),
        ("Mara Lind is a dentist who was arrested in 2019.", "arrest", {("accused", "Mara Lind")}),
        ("The blast, which killed seven people, was heard in Vell.", "death", {("victim", "seven people")}),
        ("Officers arrested 21-year-old Tom Oduya on Tuesday.", "arrest", {("accused", "Tom Oduya")}),
        ("The inquest led to Ada Reyes, once the mayor's lawyer, pleading guilty to fraud.", "plea", {("accused", "Ada Reyes")}),
        ("A father and son were killed on Friday.", "death", {("victim", "A father and son")}),
        ("Police shot Mara Lind, 34, and Tom Oduya, 25.", "attack",
         {("accused", "Police"), ("victim", "Mara Lind"), ("victim", "Tom Oduya")}),
        ("The driver who police say killed Mara Lind fled.", "death", {("accused", "The driver"), ("victim", "Mara Lind")}),
        ("The mayor asked for an investigation into Mara Lind’s use of city cars.", "investigation", {("accused", "Mara Lind")}),
        ("The FBI continued its investigation into Russian money.", "investigation", {("authority", "FBI")}),
        ("The harvest was a reason for Mara Lind’s loss to Tom Oduya.", "election", {("subject", "Mara Lind"), ("subject", "Tom Oduya")}),
        ("Mara Lind, a native of Vell who was freed in May, thanked Tom Oduya.", "release", {("subject", "Mara Lind")}),
        ("Vell Analytics is facing intertwined investigations by Parliament.", "investigation",
         {("accused", "Vell Analytics"), ("authority", "Parliament")}),
        ("Mayor Mara Lind is under investigation by the FBI.", "investigation", {("accused", "Mara Lind"), ("authority", "FBI")}),
        ("The attack killed dozens of civilians in Vell.", "death", {("victim", "dozens of civilians")}),
        ("Mara Lind sued Ines Okafor in 2019.", "lawsuit", {("plaintiff", "Mara Lind"), ("defendant", "Ines Okafor")}),
    ],
)  # fmt: skip
def test_who_takes_part(text: str, type: str, who: set[tuple[str, str]]) -> None:
    found = resolved(text, published="2024-07-06")
    events = [e for e in found.events if e.type == type and people(found, e) == who]
    assert events, [(e.type, e.text, people(found, e)) for e in found.events]


CASE = (
    "Ada Reyes was arrested in 2015. Reyes pleaded guilty to fraud in 2016 and received a 10-year prison sentence. "
    "Reyes served more than seven years before her sentence was commuted in December 2023."
)


def test_a_case() -> None:
    found = resolved(CASE, published="2024-07-06")
    assert the(found, "arrest").time == "2015"
    assert the(found, "plea").time == "2016"
    sentence = the(found, "sentence")
    assert (sentence.time, sentence.amount, sentence.amount_value) == ("2016", "10-year", "P10Y")
    commutation = the(found, "commutation")
    assert (commutation.time, commutation.earliest, commutation.latest) == ("2023-12", "2023-12-01", "2023-12-31")
    for event in found.events:
        assert ("Ada Reyes") in {name for _, name in people(found, event)}
        assert CASE[event.start : event.end] == event.text
        for span in (event.time_span, event.place, event.amount_span):
            assert span is None or CASE[span.start : span.end] == span.text


ATTACK = (
    "A gunman opened fire on a crowd at the harbour of Vell on Friday, killing two people and wounding six others. "
    "Ada Reyes was arrested on Saturday. Reyes has been charged with murder."
)


def test_an_attack_and_its_harm_are_one_happening() -> None:
    found = resolved(ATTACK, published="2024-07-08")
    assert people(found, the(found, "attack")) == {
        ("accused", "Ada Reyes"), ("victim", "a crowd"), ("victim", "two people"), ("victim", "six others"),
    }  # fmt: skip
    assert people(found, the(found, "death")) == {("accused", "Ada Reyes"), ("victim", "two people")}
    assert the(found, "injury").time == "2024-07-05"


def test_the_victims_of_an_attack_are_listed_elsewhere() -> None:
    text = "A gunman opened fire at the harbour of Vell on Friday. The victims were identified as Mara Lind, 34, and Tom Oduya, 25."
    found = resolved(text, published="2024-07-08")
    assert {who for role, who in people(found, the(found, "attack")) if role == "victim"} == {"Mara Lind", "Tom Oduya"}


def test_attacks_by_different_people_stay_apart() -> None:
    text = "Ada Reyes shot Mara Lind on Friday in Vell. On Friday Ivo Pell stabbed Tom Oduya in Harwick."
    found = resolved(text, published="2024-07-08")
    assert [people(found, e) for e in found.events if e.type == "attack"] == [
        {("accused", "Ada Reyes"), ("victim", "Mara Lind")}, {("accused", "Ivo Pell"), ("victim", "Tom Oduya")},
    ]  # fmt: skip


def test_one_event_of_the_world_once() -> None:
    found = resolved("Ada Reyes was arrested on Friday in Vell. The arrest of Reyes shocked the town.", published="2024-07-06")
    assert the(found, "arrest").time == "2024-07-05"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ada Reyes was charged with fraud on Friday.", "actual"),
        ("Ada Reyes will be charged with fraud on Monday.", "planned"),
        ("Ada Reyes could be charged with fraud.", "possible"),
        ("Ada Reyes was not charged with fraud.", "denied"),
    ],
)
def test_status(text: str, status: str) -> None:
    found = resolved(text, published="2024-07-06")
    assert [e.status for e in found.events if e.type == "charge"] == [status]


def test_who_says_so() -> None:
    text = "Mara Lind said that Ada Reyes was arrested on Friday."
    said = quotation(text, "Q1", "that Ada Reyes was arrested on Friday", "Mara Lind", "said")
    assert the(resolved(text, said, published="2024-07-06"), "arrest").according_to == "Q1"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Reyes held a news conference on Friday.",
        "Ada Reyes fired off a letter.",
        "The council executed a plan.",
        "The death penalty is rare.",
        "Ada Reyes is in charge of the dam.",
        "The firm released its report on Friday.",
        "Ada Reyes dismissed allegations of fraud.",
        "A sentence out of my head is no news.",
    ],
)
def test_words_that_tell_no_event(text: str) -> None:
    assert resolved(text, published="2024-07-06").events == ()


@pytest.mark.parametrize(
    ("text", "type", "who"),
    [
        ("Judge Ann Lee sentenced her to 14 years.", "sentence", {("accused", "Dora Holm"), ("authority", "Ann Lee")}),
        ("Gov. May Orr commuted her sentence.", "commutation", {("subject", "Dora Holm"), ("authority", "May Orr")}),
    ],
)
def test_who_sentences_her_is_another(text: str, type: str, who: set[tuple[str, str]]) -> None:
    found = resolved(f"Dora Holm was arrested in 2014. {text}")
    event = next(e for e in found.events if e.type == type)
    assert people(found, event) == who
