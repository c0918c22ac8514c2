"""Stories, sayings, conflicts and positions on the pages and in the JSON interface."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

pytest.importorskip("starlette")
from starlette.testclient import TestClient

from onrecord.archive import Archive
from onrecord.database import Place
from onrecord.model import Entity, Mention, Quotation, Record, Report, Span
from onrecord.pages import Site, make_app

FIRST = (
    "The old quay wall at Vell gave way on Thursday and carried a fish market into the harbour before dawn. The harbour office said that "
    'four traders had been injured by the falling stones. "We were told that the wall would stand for twenty years," said Ines Okafor. '
    "Divers went on searching the harbour basin until the tide turned late in the evening, and the market will stay closed for weeks."
)
LATER = (
    "Vell mourned on Saturday after its old quay wall fell into the harbour with the fish market. The harbour office said that "
    'nine traders had been injured by the falling stones. "I will not defend the wall, which was never safe," said Ines Okafor.'
)


def report(text: str, outlet: str, published: str, title: str) -> Record:
    """The words in quotation marks are Ines Okafor's."""
    start, end = text.index('"'), text.rindex('"') + 1
    name = text.index("Ines Okafor")
    source = Span.of(text, name, name + len("Ines Okafor"))
    mention = Mention(start=source.start, end=source.end, text=source.text)
    return Record.of(
        Report(text=text, outlet=outlet, published=published, title=title),
        entities=(Entity(id="E1", name="Ines Okafor", kind="person", mentions=(mention,)),),
        quotations=(Quotation(id="Q1", kind="direct", contents=(Span.of(text, start, end),), speaker="E1", source=source),),
    )


REPORTS = (
    report(FIRST, "The Ledger", "2024-05-02", "Quay wall gives way"),
    report(FIRST.replace("twenty years,", "twenty long years,"), "<The Copy>", "2024-05-03", "Quay wall falls"),
    report(LATER, "Weekly", "2024-05-04", "Vell mourns"),
)


@pytest.fixture
def pages(place: Callable[[str], Place]) -> TestClient:
    return client(place("record"))


def client(record: Place, **choices: object) -> TestClient:
    with Archive.open(record, create=True) as archive:
        for one in REPORTS:
            archive.add(one)
    site = Site(record=record, who="desk", **choices)  # type: ignore[arg-type]
    return TestClient(make_app(site), base_url="http://127.0.0.1:8470", follow_redirects=False)


def compared(pages: TestClient) -> None:
    """Wait until the thread that compares is done."""
    for _ in range(200):
        if "being compared" not in pages.get("/stories").text:
            return
    raise AssertionError("the reports were not compared")


def test_a_story_shows_its_reports_who_copied_whom_and_where_they_disagree(pages: TestClient) -> None:
    compared(pages)
    [listed] = pages.get("/api/stories?q=quay&outlet=weekly").json()
    assert (listed["reports"], listed["independent"], listed["first"], listed["last"]) == (3, 2, "2024-05-02", "2024-05-04")
    story = pages.get(f"/api/stories/{listed['story']}").json()
    assert [one["outlet"] for one in story["reports"]] == ["The Ledger", "<The Copy>", "Weekly"]
    assert [(one["of"], one["report"]) for one in story["copying"]] == [(story["reports"][0]["number"], story["reports"][1]["number"])]
    shown = pages.get(f"/stories/{listed['story']}").text
    assert "&lt;The Copy&gt;" in shown
    assert "of its words are those of" in shown
    assert "<mark>four traders</mark>" in shown or "<mark>four</mark>" in shown
    lasting = pages.get(f"/reports/{REPORTS[2].sha256[:16]}/story")
    assert lasting.headers["location"] == f"/stories/{listed['story']}"
    assert f'href="/stories/{listed["story"]}"' in pages.get(f"/reports/{REPORTS[2].sha256[:16]}").text
    assert pages.get("/stories/999").status_code == 404
    assert "No story meets this" in pages.get("/stories?q=volcano").text


def test_conflicts_face_each_other_those_of_copies_once_and_updates_apart(pages: TestClient) -> None:
    compared(pages)
    both = pages.get("/api/conflicts?verdict=both&kind=count").json()
    assert [(one["one"]["value"].split()[0], one["other"]["value"].split()[0], one["also_one"][0]["outlet"]) for one in both] == [
        ("four", "nine", "<The Copy>")
    ]
    (one,) = both
    assert one["one"]["text"][one["one"]["value_start"] - one["one"]["start"] :].startswith("four")
    assert len(pages.get(f"/api/conflicts?verdict={one['verdict']}&kind=count").json()) == 1
    other = "update" if one["verdict"] == "conflict" else "conflict"
    assert pages.get(f"/api/conflicts?verdict={other}&kind=count").json() == []
    assert pages.get("/api/conflicts?verdict=possible").json() == []
    assert "May differ: check" in pages.get("/conflicts?verdict=possible").text
    assert pages.get("/api/conflicts?kind=taste").status_code == 400
    assert "use count" in pages.get("/conflicts?kind=taste").text
    assert pages.get("/conflicts?story=x").status_code == 400
    lines = pages.get("/api/conflicts?verdict=both&kind=count&format=csv").text.splitlines()
    assert "four traders had been injured" in lines[1]


def test_a_saying_shows_the_words_that_differ_and_takes_corrections(pages: TestClient) -> None:
    compared(pages)
    [listed] = pages.get("/api/sayings?by=okafor&q=told").json()
    address = f"/sayings/{listed['saying']}"
    shown = pages.get(address).text
    assert "<ins>long</ins>" in shown or "<del>long</del>" in shown
    seal = re.search(r'name="csrf" value="(\w+)"', pages.get(f"/reports/{REPORTS[0].sha256[:16]}").text)
    assert seal
    form = {"csrf": seal[1], "verdict": "speaker", "place": f"{REPORTS[1].sha256}:Q1", "value": "Per Holm"}
    assert pages.post("/judgements", data=form).status_code == 303
    assert "Per Holm" in pages.get(f"/api{address}").json()["speakers"]
    assert pages.post("/judgements", data=form | {"verdict": "wrong", "value": ""}).status_code == 303
    assert "&lt;The Copy&gt;" not in pages.get(address).text


def test_a_position_turns(pages: TestClient) -> None:
    compared(pages)
    [person] = pages.get("/api/people?q=okafor").json()
    position = pages.get(f"/api/people/{person['person']}/positions?about=wall").json()
    assert [one["stance"] for one in position["statements"]] == ["affirms", "denies"]
    assert "Did Ines Okafor change position" in pages.get(f"/people/{person['person']}?about=wall").text
    assert "Nothing was found on" in pages.get(f"/people/{person['person']}?about=%3Cb%3E").text


def test_beginnings_of_words_are_enough_while_one_types(pages: TestClient) -> None:
    assert pages.get("/api/quotations?q=twent").json() == []
    assert len(pages.get("/api/quotations?q=twent&typing=yes").json()) == 2
    assert "<mark>twenty</mark>" in pages.get("/search?q=twent").text
    assert "<mark>" not in pages.get("/search?q=twent%20").text  # a space ends the word
    assert 'href="/people/' in pages.get("/search?q=oka&in=people").text.partition('id="results"')[2]
    assert "<mark>twenty</mark>" in pages.get("/search?q=twenty+y").text  # a single letter is no word yet
    assert pages.get("/api/quotations?q=twenty+q&typing=yes").json() == pages.get("/api/quotations?q=twenty").json()
    assert len(pages.get("/api/quotations?q=x&typing=yes").json()) == 3
    assert "Vell mourns" in pages.get("/search?q=mourn&in=reports").text


def test_what_is_for_reading_only_is_not_compared(place: Callable[[str], Place]) -> None:
    pages = client(place("record"), read_only=True)
    assert "3 reports are yet to be compared with the others: run" in pages.get("/stories").text
    assert pages.get("/api/stories").json() == []
