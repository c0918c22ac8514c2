"""A record that has something in every field of every noun, and places to keep it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engines import ENGINES, places, server
from onrecord.database import Place
from onrecord.model import (
    Addressee,
    Check,
    Entity,
    Event,
    Mention,
    Participant,
    Post,
    Quotation,
    Record,
    Relation,
    Report,
    Said,
    Span,
    Time,
    Unnamed,
)

TEXT = (
    'Ines Okafor told reporters at the dam on Tuesday: "We open the gates," she said, "before the reforms." '
    "According to the Tarn Courier, police arrested Per Holm in May. "
    "The dam is holding — Tarn Water (@tarnwater) May 2, 2024"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def at(words: str) -> dict[str, int | str]:
    found = span(words)
    return {"start": found.start, "end": found.end, "text": found.text}


@pytest.fixture
def full() -> Record:
    report = Report(
        text=TEXT,
        url="https://tarn.example/dam",
        outlet="The Tarn Courier",
        published="2024-05-03",
        title="Dam to reopen",
        authors=("Ana Bély", "J. Roe"),
        given_id="tarn-1",
    )
    return Record.of(
        report,
        entities=(
            Entity(
                id="E1",
                name="Ines Okafor",
                kind="person",
                mentions=(Mention(**at("Ines Okafor"), form="named"), Mention(**at("she"), form="pronoun")),
            ),
            Entity(id="E2", name="Tarn Courier", kind="organisation"),
            Entity(
                id="E3",
                name="reporters",
                kind="group",
                mentions=(Mention(**at("reporters"), form="nominal"),),
                unnamed=Unnamed(of="E2", count=2),
            ),
            Entity(id="E4", name="Per Holm", kind="person"),
        ),
        quotations=(
            Quotation(
                id="Q1",
                kind="direct",
                contents=(span('"We open the gates,"'), span('"before the reforms."')),
                attribution=span("she said"),
                source=span("she"),
                cue=span("said"),
                speaker="E1",
                addressee=Addressee(**at("reporters"), entity="E3"),
                venue=span("at the dam"),
                said=Said(**at("on Tuesday"), value="2024-04-30"),
                via=("E2", "E3"),
                parent="Q2",
                confidence=0.1,
                speaker_confidence=0.9,
                because=("“she” is the last woman named", "Ines Okafor told"),
            ),
            Quotation(
                id="Q2",
                kind="indirect",
                mode="thought",
                stance="alleged",
                contents=(span("police arrested Per Holm in May"),),
                speaker_reason="nobody is named",
                addressee=Addressee(**at("reporters")),
                said=Said(**at("on Tuesday")),
            ),
        ),
        times=(
            Time(
                **at("Tuesday"),
                type="DATE",
                value="2024-04-30",
                mod="START",
                anchor="published",
                earliest="2024-04-30",
                latest="2024-04-30",
            ),
            Time(**at("May"), type="DATE", anchor="quotation", reason="spoken on another day"),
        ),
        events=(
            Event(
                id="V1",
                type="arrest",
                trigger="arrested",
                **at("arrested"),
                time="2024-05",
                time_span=span("May"),
                earliest="2024-05-01",
                latest="2024-05-31",
                place=span("Tarn"),
                amount="two years",
                amount_span=span("police"),
                amount_value="P2Y",
                participants=(Participant(role="accused", entity="E4"), Participant(role="authority", entity="E1")),
                status="possible",
                according_to="Q2",
            ),
        ),
        posts=(
            Post(
                **at("The dam is holding — Tarn Water (@tarnwater) May 2, 2024"),
                platform="Twitter",
                author="Tarn Water",
                handle="@tarnwater",
                posted="2024-05-02",
                body=span("The dam is holding"),
            ),
        ),
        relations=(Relation(**at("police"), subject="E4", object="E1"),),
        checks=(Check(kind="weekday", holds=False, says="no Tuesday", evidence=(span("Tuesday"), span("May")), about="E4"),),
    )


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Place]:
    """A place for an archive of any name: a test that asks for it runs on both engines."""
    return places(request, tmp_path)


@pytest.fixture(scope="module", params=ENGINES)
def module_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Place]:
    """The same for archives that all tests of a file share."""
    return places(request, tmp_path_factory.mktemp("places"))
