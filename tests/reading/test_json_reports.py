from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from onrecord.errors import BadStructure, EmptyReport, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import reports

FULL = {
    "id": 7,
    "url": "https://post.example/mill",
    "outlet": "Harbour Post",
    "published": "Sat, 06 Jul 2024 10:00:00 GMT",
    "title": "Mill burns",
    "authors": "Ana Reyes, Bo Lund and Cy Ode",
    "text": "  The mill burned.\r\nIt was old. \n",
    "topic": {"left": "unread"},
}
READ = Report(
    given_id="7",
    url="https://post.example/mill",
    outlet="Harbour Post",
    published="2024-07-06",
    title="Mill burns",
    authors=("Ana Reyes", "Bo Lund", "Cy Ode"),
    text="  The mill burned.\nIt was old. \n",
)


def read(path: Path, data: str | bytes, **options: object) -> list[Report | ReadingError]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(reports([path], **options))  # type: ignore[arg-type]


def at(place: Path, position: str = "") -> Report:
    return Report(**{**{name: getattr(READ, name) for name in READ.__struct_fields__}, "place": f"{place} {position}".rstrip()})


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("data", "positions"),
    [
        (json.dumps(FULL), [""]),
        (json.dumps({**FULL, "notes": "x" * 100_000}), ["line 1"]),
        (json.dumps(FULL, indent=2), [""]),
        (json.dumps([FULL, FULL]), ["item 1", "item 2"]),
        (json.dumps([FULL, FULL], indent=1), ["item 1", "item 2"]),
        (json.dumps(FULL) + "\n\n" + json.dumps(FULL) + "\n", ["line 1", "line 3"]),
        ("\ufeff" + json.dumps(FULL) + "\r\n" + json.dumps(FULL), ["line 1", "line 2"]),
    ],
)
def test_object_array_and_lines_packed_or_not(tmp_path: Path, data: str, positions: list[str], pack: type[bytes]) -> None:
    path = tmp_path / "reports"  # no ending: found by content
    assert read(path, pack(data.encode())) == [at(path, position) for position in positions]


def test_lines_in_utf16(tmp_path: Path) -> None:
    path = tmp_path / "reports"
    assert read(path, (json.dumps(FULL) + "\n" + json.dumps(FULL)).encode("utf-16")) == [at(path, "line 1"), at(path, "line 2")]


def test_a_broken_line_is_set_aside(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(number), "text": f"Report {number}."}) for number in range(1, 11)]
    lines[6] = lines[6][:-4]
    found = read(tmp_path / "a.jsonl", "\n".join(lines))
    assert [one.given_id for one in found if isinstance(one, Report)] == ["1", "2", "3", "4", "5", "6", "8", "9", "10"]
    (error,) = (one for one in found if isinstance(one, ReadingError))
    assert isinstance(error, BadStructure)
    assert error.where == f"{tmp_path / 'a.jsonl'} line 7"
    assert "mend it" in str(error)


@pytest.mark.parametrize("name", ["a.jsonl", "a"])
def test_a_broken_first_line_does_not_hide_the_others(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, '{"text": "One.\n{"text": "Two."}\n')
    assert [type(one) for one in found] == [BadStructure, Report]


@pytest.mark.parametrize(
    ("item", "error"),
    [
        ({}, EmptyReport),
        ({"text": None}, EmptyReport),
        ({"text": " \n"}, EmptyReport),
        ({"text": 5}, BadStructure),
        ("text", BadStructure),
        (None, BadStructure),
    ],
)
def test_items_that_are_no_reports(tmp_path: Path, item: object, error: type[ReadingError]) -> None:
    found = read(tmp_path / "a.json", json.dumps([item, {"text": "Two."}]))
    assert [type(one) for one in found] == [error, Report]


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"published": ""}, "published", None),
        ({"published": "2024-02-31"}, "published", None),
        ({"published": 2024}, "published", None),
        ({"authors": ["Vale, Martin", {"name": "Bo Lund"}, None, "Bo Lund"]}, "authors", ("Vale, Martin", "Bo Lund")),
        ({"authors": None}, "authors", ()),
        ({"outlet": {"name": "Post"}}, "outlet", None),
        ({"title": " "}, "title", None),
        ({"id": True}, "given_id", None),
    ],
)
def test_broken_fields_do_not_lose_the_report(tmp_path: Path, given: dict[str, object], field: str, expected: object) -> None:
    (found,) = read(tmp_path / "a.json", json.dumps({"text": "One.", **given}))
    assert getattr(found, field) == expected


def test_lone_surrogates_and_nuls_become_replacement_characters(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.json", '{"text": "a \\ud83d b \\u0000", "title": "\\udc00"}')
    assert isinstance(found, Report)
    assert (found.text, found.title) == ("a \ufffd b \ufffd", "\ufffd")


@pytest.mark.parametrize("data", ["[]", '{"text": ', '{"a": ' * 100_000, '{"a": ' + "9" * 5_000 + "}", '[{"text": "x"}] trailing'])
def test_one_error_for_a_document_that_is_broken(tmp_path: Path, data: str) -> None:
    (found,) = read(tmp_path / "a.json", data)
    assert isinstance(found, ReadingError)
    assert len(str(found)) < 300


def test_a_line_over_the_limit_is_skipped_and_the_file_is_not_limited(tmp_path: Path) -> None:
    short = json.dumps({"text": "x" * 50})
    found = read(tmp_path / "a.jsonl", "\n".join([short, json.dumps({"text": "y" * 5000}), *[short] * 20]), max_bytes=200)
    assert [type(one) for one in found] == [Report, TooLarge, *[Report] * 20]
    assert isinstance(found[1], TooLarge)
    assert found[1].where.endswith("line 2")
