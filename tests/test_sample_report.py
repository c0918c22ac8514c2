"""The report that every version reads well: a celebrity story with a chain of outlets, an embedded post and a quote within a quote."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord import evaluate
from onrecord.model import Quotation, Record

SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLE = "kardashian-blanchard"


@pytest.fixture(scope="module")
def record() -> Record:
    return onrecord.read(SHARED / "reports" / f"{SAMPLE}.txt")


@pytest.fixture(scope="module")
def gold() -> Record:
    (one,) = [g.record for g in evaluate.read_gold(SHARED / "gold/dev") if g.stem == SAMPLE]
    return one


def contents(q: Quotation) -> tuple[str, ...]:
    return tuple(c.text for c in q.contents)


def test_text_and_date(record: Record, gold: Record) -> None:
    assert record.text == gold.text
    assert record.published == "2024-07-06"


def test_all_direct_quotations_are_exact_and_their_speakers_right(record: Record, gold: Record) -> None:
    found = {contents(q): q for q in record.quotations}
    direct = [q for q in gold.quotations if q.kind == "direct"]
    assert len(direct) == 6
    for q in direct:
        mine = found[contents(q)]
        assert mine.kind == "direct"
        speaker, right = record.entity(mine.speaker), gold.entity(q.speaker)
        assert speaker
        assert right
        assert speaker.name == right.name


def test_the_quotation_inside_another_has_it_as_parent(record: Record) -> None:
    (inner,) = [q for q in record.quotations if contents(q) == ("'Wow, she's so down to earth.'",)]
    (outer,) = [q for q in record.quotations if q.id == inner.parent]
    assert len(outer.contents) == 2


def test_dates(record: Record) -> None:
    values = {t.text: t for t in record.times}
    assert values["May"].value == "2024-05"
    assert values["Wednesday"].value is None
    assert values["Wednesday"].reason
    assert values["Wednesday"].anchor == "quotation"


def test_who_passed_it_on(record: Record) -> None:
    names = {e.id: e.name for e in record.entities}
    (told,) = [q for q in record.quotations if contents(q) == ("that it was productive",)]
    assert told.addressee
    assert (told.addressee.text, [names[v] for v in told.via]) == ("E! News", ["E! News"])
    (cited,) = [q for q in record.quotations if q.cue and q.cue.text == "as per"]
    assert cited.speaker
    assert names[cited.speaker] == "Marie Claire"
    assert any(p.handle == "@MrsBarnesII" and p.posted == "2024-01-03" for p in record.posts)


def test_nobody_twice(record: Record) -> None:
    people = [e.name for e in record.entities if e.kind == "person"]
    assert len(people) == len(set(people))
    assert {"Kim Kardashian", "Gypsy Rose Blanchard", "Dee Dee Blanchard", "Alice Marie Johnson"} <= set(people)


def test_the_justice_events_with_people_and_times(record: Record) -> None:
    names = {e.id: e.name for e in record.entities}
    found = {(e.type, e.time, tuple(sorted(names[p.entity] for p in e.participants))) for e in record.events}
    gypsy, partner = "Gypsy Rose Blanchard", "Gypsy Rose Blanchard’s then-boyfriend"
    assert {
        ("arrest", "2015", (gypsy, partner)),
        ("death", None, ("Dee Dee Blanchard",)),
        ("plea", "2016", (gypsy,)),
        ("sentence", "2016", (gypsy,)),
        ("sentence", None, (partner,)),
        ("imprisonment", None, (gypsy,)),
        ("commutation", "2023-12", (gypsy,)),
        ("release", None, (gypsy,)),
    } <= found


def test_the_term_fits_the_sentence_and_the_dates(record: Record) -> None:
    assert [(c.kind, c.holds) for c in record.checks] == [("term", True), ("term", True)]
