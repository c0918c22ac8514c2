"""A person's story over an archive, and its drawing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest

from onrecord import plot
from onrecord.archive import Archive
from onrecord.cli import run
from onrecord.model import Entity, Event, Participant, Quotation, Record, Report, Said, Span
from onrecord.timeline import Entry, timeline

TEXT = 'Ada Reyes was arrested in 2015. She was released. "I am <free> & glad," Reyes said on Friday. A trial is planned.'


def span(words: str) -> Span:
    return Span.of(TEXT, TEXT.index(words), TEXT.index(words) + len(words))


def event(id: str, type: str, words: str, **more: object) -> Event:
    at = span(words)
    mine = (Participant(role="subject", entity="E1"),)
    return Event(id=id, type=type, trigger=words, start=at.start, end=at.end, text=words, participants=mine, **more)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    friday = span("Friday")
    record = Record.of(
        Report(text=TEXT, outlet="Vell Post", published="2024-07-06", given_id="r1"),
        entities=(Entity(id="E1", name="Ada Reyes", kind="person"),),
        quotations=(
            Quotation(
                id="Q1",
                kind="direct",
                contents=(span('"I am <free> & glad,"'),),
                source=span("Reyes"),
                speaker="E1",
                said=Said(start=friday.start, end=friday.end, text="Friday", value="2024-07-05"),
            ),
        ),
        events=(
            event("V1", "arrest", "arrested", time="2015"),
            event("V2", "release", "released"),
            event("V3", "trial", "trial", status="planned"),
        ),
    )
    path = tmp_path / "record.db"
    with Archive.open(path, create=True) as archive:
        archive.add(record)
    return path


@pytest.fixture
def story(path: Path) -> list[Entry]:
    with Archive.open(path) as archive:
        return timeline(archive, "reyes")


def test_in_order_with_what_is_not_known(story: list[Entry]) -> None:
    assert [(e.what, e.earliest, e.latest, e.rests_on) for e in story] == [
        ("arrest", "2015-01-01", "2015-12-31", "words"),
        ("said", "2024-07-05", "2024-07-05", "words"),
        ("release", None, "2024-07-06", "publication"),
        ("trial", "2024-07-06", None, "publication"),
    ]
    assert [e.is_exact for e in story] == [False, True, False, False]
    assert story[0].sentence.text == "Ada Reyes was arrested in 2015."
    assert story[0].outlet == "Vell Post"


def test_the_drawing(story: list[Entry]) -> None:
    root = ET.fromstring(plot.svg("Ada Reyes", story))
    words = " ".join(root.itertext())
    for found in ("Ada Reyes", "2015", "5 Jul 2024", "by 6 Jul 2024", "<free> & glad", "Vell Post"):
        assert found in words
    assert "<free>" not in plot.html("Ada Reyes", story)
    assert ET.fromstring(plot.svg("Nobody", [])) is not None


def test_the_command(path: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    drawn = tmp_path / "reyes.svg"
    assert run(["timeline", "reyes", "--record", str(path), "--format", "json", "--plot", str(drawn)]) == 0
    printed = [msgspec.json.decode(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [row["what"] for row in printed] == ["arrest", "said", "release", "trial"]
    assert ET.parse(drawn).getroot().tag.endswith("svg")
    assert run(["timeline", "reyes", "--record", str(path), "--format", "csv"]) == 0
    assert capfdbinary.readouterr().out.count(b"\n") == 5
    assert run(["timeline", "reyes", "--record", str(path)]) == 0
    assert "day not told" in capfdbinary.readouterr().out.decode()
    assert run(["timeline", "reyes", "--record", str(path), "--plot", "reyes.png"]) == 2
