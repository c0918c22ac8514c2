"""The parts of the scorer, each on a case made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord import evaluate
from onrecord.errors import GoldError
from onrecord.evaluate.identity import same_by_any_name, same_entity
from onrecord.evaluate.matching import sentence_around
from onrecord.model import Entity, EntityKind, Mention, Quotation, Record, Span

TEXT = 'Mayor Ada Reyes said the bridge was closed. "It is safe," she told reporters. Bo Lund denied it.'


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def record(*quotations: Quotation) -> Record:
    people = tuple(
        Entity(id=id, name=name, kind="person", mentions=(Mention(**mention(name)),))
        for id, name in (("E1", "Ada Reyes"), ("E2", "Bo Lund"))
    )
    return Record(id="made-up", sha256="", text=TEXT, entities=people, quotations=quotations)


def mention(name: str) -> dict[str, Any]:
    found = span(name)
    return {"start": found.start, "end": found.end, "text": found.text}


CLOSED = Quotation(
    id="Q1", kind="indirect", contents=(span("the bridge was closed"),), source=span("Mayor Ada Reyes"), cue=span("said"), speaker="E1"
)
SAFE = Quotation(id="Q2", kind="direct", contents=(span('"It is safe,"'),), source=span("she"), cue=span("told"), speaker="E1")
DENIED = Quotation(id="Q3", kind="indirect", contents=(span("it."),), source=span("Bo Lund"), cue=span("denied"), speaker="E2")


@pytest.mark.parametrize(
    ("predicted", "gold", "kind", "same", "any_name"),
    [
        ("Ada Reyes", "Ada Reyes", "person", True, True),
        ("Mayor Ada Reyes", "Ada Reyes", "person", True, True),
        ("Ada M. Reyes", "Ada Reyes", "person", True, True),
        ("Ada Reyes", "Ada M. Reyes", "person", True, True),
        ("Reyes", "Ada Reyes", "person", False, True),
        ("Ada", "Ada Reyes", "person", False, True),
        ("Ada Reyes and her two lawyers", "Ada Reyes", "person", False, False),
        ("Bo Lund", "Ada Reyes", "person", False, False),
        ("the Harbour Police's", "Harbour Police", "organisation", True, True),
        ("Harbour Police Department", "Harbour Police", "organisation", True, True),
        ("Police", "Harbour Police Department of Vell", "organisation", False, True),
        ("HPD", "Harbour Police Department", "organisation", True, True),
        ("the president", "the president", "person", True, True),
        ("", "Ada Reyes", "person", False, False),
    ],
)
def test_same_entity(predicted: str, gold: str, kind: EntityKind, same: bool, any_name: bool) -> None:
    theirs = Entity(id="E1", name=predicted, kind="person")
    ours = Entity(id="E1", name=gold, kind=kind, mentions=(Mention(start=0, end=3, text="HPD"),))
    assert same_entity(theirs, ours) is same
    assert same_by_any_name(theirs, ours) is any_name


@pytest.mark.parametrize(
    ("word", "sentence"), [("Mayor", "Mayor Ada Reyes said the bridge was closed. "), ("safe", '"It is safe," she told reporters. ')]
)
def test_sentence_around(word: str, sentence: str) -> None:
    low, high = sentence_around(TEXT, TEXT.index(word))
    assert TEXT[low:high] == sentence


def test_figures_of_one_report() -> None:
    wrong = msgspec.structs.replace(SAFE, id="P2", speaker="E2", kind="mixed", source=None)
    shorter = msgspec.structs.replace(CLOSED, id="P1", contents=(span("bridge was closed"),), speaker=None)
    figures = evaluate.score([(record(CLOSED, SAFE, DENIED), record(shorter, wrong))])
    assert figures.figures["content"] == evaluate.Figure(right=2, found=2, gold=3)
    assert figures.figures["exact"] == evaluate.Figure(right=1, found=2, gold=3)
    assert figures.figures["who said what"] == evaluate.Figure(right=0, found=2, gold=3)
    assert figures.figures["source"] == evaluate.Figure(right=1, found=1, gold=3)
    assert figures.figures["cue"] == evaluate.Figure(right=2, found=2, gold=3)
    assert figures.shares["wrong speakers"] == 0.5
    assert figures.shares["abstained speakers"] == 0.5
    assert figures.shares["kind accuracy"] == 0.5
    assert figures.shares["recall of content direct"] == 1.0
    assert figures.shares["recall of content indirect"] == 0.5
    assert figures.grounded
    assert [str(miss) for miss in evaluate.misses([(record(CLOSED, SAFE, DENIED), record(shorter, wrong))])] == [
        "made-up Q2 speaker: gold 'Ada Reyes', got 'Bo Lund': '\"It is safe,\"'",
        "made-up Q3 missed (indirect): 'it.'",
    ]


def test_thought_is_left_out_where_gold_holds_speech_alone() -> None:
    believed = msgspec.structs.replace(DENIED, mode="thought")
    pair = [(record(CLOSED, DENIED), record(CLOSED, believed))]
    assert evaluate.score(pair).figures["content"] == evaluate.Figure(right=1, found=1, gold=2)
    assert evaluate.score(pair, thought="count").figures["content"] == evaluate.Figure(right=2, found=2, gold=2)


def test_a_span_that_does_not_slice_back_voids_the_run() -> None:
    moved = msgspec.structs.replace(CLOSED, cue=Span(start=0, end=4, text="said"))
    figures = evaluate.score([(record(CLOSED), record(moved))])
    assert not figures.grounded
    assert figures.shares["grounding"] == 4 / 5  # two names, content and source are right


def gold_folder(tmp_path: Path, **changes: Any) -> Path:
    folder = tmp_path / "made-up" / "dev"
    folder.mkdir(parents=True)
    data = {**json.loads(record(CLOSED, SAFE, DENIED).to_json()), **changes}
    (folder / "r1.json").write_text(json.dumps(data))
    return folder


def test_gold_is_read_as_a_report(tmp_path: Path) -> None:
    folder = gold_folder(tmp_path, authors="Cy Ode", published="2024-07-06", outlet="The Vell Post")
    [gold] = evaluate.read_gold(folder)
    assert gold.report.text == TEXT
    assert gold.report.authors == ("Cy Ode",)
    assert gold.report.published == "2024-07-06"
    assert gold.report.id == "made-up"
    assert not gold.labels_thought


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"entities": []}, "names the entity 'E1', which it does not list"),
        ({"text": "Another text. " + TEXT}, "quotation Q1 does not stand at"),
        ({"times": "yesterday"}, "is no record"),
        ({"text": None}, "is no record"),
    ],
)
def test_gold_that_cannot_be_scored(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(GoldError, match=message):
        evaluate.read_gold(gold_folder(tmp_path, **changes))


def test_broken_and_missing_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="is no folder"):
        evaluate.read_gold(tmp_path / "nowhere")
    with pytest.raises(GoldError, match="holds no gold record"):
        evaluate.read_gold(tmp_path)
    (tmp_path / "r1.json").write_text("{")
    with pytest.raises(GoldError, match="cannot be read as JSON"):
        evaluate.read_gold(tmp_path)
    (tmp_path / "r1.json").write_text("{}")
    with pytest.raises(GoldError, match="lacks `text` or `quotations`"):
        evaluate.read_gold(tmp_path)


def test_floors(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(
        '["made-up/dev"]\ngrounding = 1.0\ncontent.f1 = 0.9\ncue.r = 0.667\n'
        '"recall of content direct" = 1.0\n"at most"."wrong speakers" = 0.2\n'
    )
    floors = evaluate.floors_for(file, Path("somewhere/made-up/dev"))
    figures = evaluate.score([(record(CLOSED, SAFE, DENIED), record(CLOSED, SAFE))])
    assert [str(s) for s in evaluate.shortfalls(figures, floors)] == ["content f1 is 0.8, below its floor 0.9"]
    with pytest.raises(GoldError, match="has no floors for"):
        evaluate.floors_for(file, Path("made-up/test"))
    with pytest.raises(GoldError, match="There is no figure 'contents'"):
        evaluate.shortfalls(figures, {"contents": {"f1": 1.0}})
    with pytest.raises(GoldError, match="There is no figure 'content f2'"):
        evaluate.shortfalls(figures, {"content": {"f2": 1.0}})
    with pytest.raises(GoldError, match="cannot be read as TOML"):
        evaluate.floors_for(tmp_path / "none.toml", tmp_path)
