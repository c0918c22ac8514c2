"""Each form is read back by a reader that is not ours, or checked against what its standard asks for."""

import csv
import importlib.util
import json
import re
from pathlib import Path

import pytest

from engines import tables
from onrecord import export
from onrecord.archive import Archive
from onrecord.errors import ArchiveError
from onrecord.export.tables import TABLES
from onrecord.model import Record, Report, Span


@pytest.fixture
def archive(place, full: Record):
    other = Record.of(Report(text="Nothing was said.\nAt all.", given_id="quiet"))
    with Archive.open(place("record"), create=True) as archive:
        archive.add(full)
        archive.add(other)
        yield archive


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def has(package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(importlib.util.find_spec(package) is None, reason=f"{package} is not installed")


def test_json_lines_make_the_same_archive_again(archive: Archive, out: Path, place) -> None:
    def rows(of: Archive) -> dict[str, list[str]]:
        of.settle()
        return {name: sorted(map(repr, map(tuple, of.select(f"SELECT * FROM {name}")))) for name in tables(of) if name != "about"}

    archive.judge("wrong", "tarn-1:Q2", who="ana")
    files = list(export.write(archive, out, "jsonl"))
    assert [path.name for path in files] == ["records.jsonl", "judgements.jsonl"]
    with Archive.open(place("other"), create=True) as other:
        assert export.read(other, out) == (2, 1)
        assert rows(other) == rows(archive)


def test_a_broken_line_is_named(archive: Archive, out: Path, tmp_path: Path, place) -> None:
    list(export.write(archive, out, "jsonl"))
    with (out / "records.jsonl").open("a") as file:
        file.write("{broken\n")
    with Archive.open(place("other"), create=True) as other:
        with pytest.raises(ArchiveError, match="line 3"):
            export.read(other, out)
        with pytest.raises(ArchiveError, match="onrecord export"):
            export.read(other, tmp_path)


def test_csv(archive: Archive, out: Path) -> None:
    list(export.write(archive, out, "csv"))
    assert {path.stem for path in out.iterdir()} == set(TABLES)
    with (out / "quotation.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["words"], second["speaker"]) == ('"We open the gates," … "before the reforms."', "")


@has("pyarrow")
def test_parquet(archive: Archive, out: Path) -> None:
    import pyarrow.parquet

    list(export.write(archive, out, "parquet"))
    for name, query in TABLES.items():
        rows = pyarrow.parquet.read_table(out / f"{name}.parquet").to_pylist()
        assert [list(row.values()) for row in rows] == [list(row) for row in archive.select(query)], name


def test_web_annotation(archive: Archive, out: Path, full: Record) -> None:
    [path] = export.write(archive, out, "web-annotation")
    collection = json.loads(path.read_text())
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = collection["first"]["items"]
    assert (collection["total"], len(items), len({item["id"] for item in items})) == (2, 2, 2)
    for item in items:
        assert item["type"] == "Annotation"
        for target in item["target"]:
            position, quote = target["selector"]
            assert full.text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in full.text


def test_schema_org(archive: Archive, out: Path) -> None:
    [path] = export.write(archive, out, "schema-org")
    first, second = json.loads(path.read_text())["@graph"]
    assert (first["@type"], first["spokenByCharacter"]["@type"], first["spokenByCharacter"]["name"]) == (
        "Quotation",
        "Person",
        "Ines Okafor",
    )
    assert (first["dateCreated"], first["isPartOf"]["datePublished"]) == ("2024-04-30", "2024-05-03")
    assert "spokenByCharacter" not in second


def test_follow_the_money(archive: Archive, out: Path) -> None:
    [path] = export.write(archive, out, "followthemoney")
    entities = [json.loads(line) for line in path.read_text().splitlines()]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    assert {entity["schema"] for entity in entities} == {"Article", "Person", "Organization", "Mention"}
    for entity in entities:
        if entity["schema"] == "Mention":
            assert {*entity["properties"]["document"], *entity["properties"]["resolved"]} <= ids


@has("followthemoney")
def test_follow_the_money_takes_it(archive: Archive, out: Path) -> None:
    from followthemoney import model

    [path] = export.write(archive, out, "followthemoney")
    for line in path.read_text().splitlines():
        entity = json.loads(line)
        proxy = model.get_proxy(entity)
        assert proxy.schema.name == entity["schema"]
        for name, values in entity["properties"].items():
            assert name in proxy.schema.properties, f"{entity['schema']} has no {name}"
            assert len(proxy.get(name)) == len(set(values)), name
        proxy.schema.validate(entity)


def test_timeline_js(archive: Archive, out: Path) -> None:
    [path] = export.write(archive, out, "timelinejs")
    events = json.loads(path.read_text())["events"]
    assert [event["start_date"] for event in events] == [{"year": 2024, "month": 5}, {"year": 2024, "month": 4, "day": 30}] * 1 + [
        {"year": 2024, "month": 4, "day": 30}
    ] * (len(events) - 2)
    assert len({event["unique_id"] for event in events}) == len(events)
    assert events[0]["text"]["headline"].startswith("arrest: ")


def test_brat(archive: Archive, out: Path, full: Record) -> None:
    """By the format's own words: every text-bound annotation's text is that of its fragments, joined by spaces."""
    list(export.write(archive, out, "brat"))
    text = (out / f"{full.sha256[:16]}.txt").read_text(encoding="utf-8")
    seen = set()
    lines = (out / f"{full.sha256[:16]}.ann").read_text(encoding="utf-8").splitlines()
    for line in lines:
        id, what, *words = line.split("\t")
        assert id not in seen
        seen.add(id)
        if id[0] == "T":
            fragments = [tuple(map(int, part.split())) for part in what.split(" ", 1)[1].split(";")]
            assert " ".join(text[start:end] for start, end in fragments) == words[0]
        else:
            assert all(reference in seen for reference in re.findall(r"T\d+", what))
    assert sum("\tContent " in line for line in lines) == 2
    assert (out / "annotation.conf").is_file()


def test_brat_cuts_at_line_breaks() -> None:
    from onrecord.export.brat import bound

    assert bound(1, "Content", "one\n\ntwo", [(0, 8)]) == "T1\tContent 0 3;5 8\tone two"


@has("spacy")
def test_spacy(archive: Archive, out: Path, full: Record) -> None:
    import spacy
    from spacy.tokens import DocBin

    [path] = export.write(archive, out, "spacy")
    first, second = DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("en").vocab)
    assert first.text == full.text
    assert (first.user_data["id"], second.user_data["id"]) == ("tarn-1", "quiet")
    contents = first.spans["contents"]
    assert [(span.text, span.label_) for span in contents][:2] == [('"We open the gates,"', "direct"), ('"before the reforms."', "direct")]
    for span in contents:
        start, end = map(int, span.id_.split()[1].split(":"))
        assert Span.of(full.text, start, end).text in span.text


def test_what_is_missing_is_named(archive: Archive, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ArchiveError, match=r"pip install 'onrecord\[spacy\]'"):
        list(export.write(archive, out, "spacy"))


def test_a_folder_that_cannot_be_made(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="it cannot be written"):
        list(export.write(archive, tmp_path / "file", "csv"))
