"""Files, folders, standard input; formats found and forced; whatever goes wrong on the way."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import BadDate, BadStructure, Defect, EmptyReport, MissingFile, NoArticle, NotText, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import FORMATS, plain, reports

PARAGRAPH = "The old mill on the quay burned down on Monday night, the fire service said, and nobody was hurt."
PAGE = f"<html><head><title>Mill burns</title></head><body><article><p>{PARAGRAPH}</p><p>{PARAGRAPH}!</p></article></body></html>"


def one(source: str | Path, **options: object) -> Report | ReadingError:
    (found,) = reports([source], **options)  # type: ignore[arg-type]
    return found


def test_a_folder_in_order_with_the_bad_ones_set_aside(tmp_path: Path) -> None:
    for name, data in {
        "b.txt": b"date 2024-07-06 The mill burned.",
        "a.txt": b"",
        "c.jsonl": b'{"text": "One."}\n{"text": "Two."}\n',
        "page.html": PAGE.encode(),
        "page_files/script.js": b"var x;",
        ".hidden/x.txt": b"no",
        ".hidden.txt": b"no",
        "deeper/d.txt.gz": gzip.compress("Café.".encode("cp1252")),
        "deeper/e.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    found = list(reports([tmp_path]))
    places = [(type(item), os.path.relpath(item.place or "" if isinstance(item, Report) else item.where, tmp_path)) for item in found]
    assert places == [
        (EmptyReport, "a.txt"),
        (Report, "b.txt"),
        (Report, "c.jsonl line 1"),
        (Report, "c.jsonl line 2"),
        (Report, "page.html"),
        (Report, "deeper/d.txt.gz"),
        (NotText, "deeper/e.png"),
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b"The mill burned."))))
    assert one("-") == Report(text="The mill burned.", place="standard input")
    assert not sys.stdin.buffer.closed
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n{')))
    first, second = reports(["-"])
    assert first == Report(text="One.", place="standard input line 1")
    assert isinstance(second, ReadingError)
    assert second.where == "standard input line 2"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", "No tag in it at all.", "No tag in it at all."),
        ("a.txt", PAGE, PARAGRAPH),
        ("a", "<!-- saved -->\n" + PAGE, PARAGRAPH),
        ("a", "<b>Not</b> a page, only words.", "<b>Not</b> a page, only words."),
        ("a.txt", "{Updated} The mill burned.", "{Updated} The mill burned."),
        ("a", "[The mill burned.]", "[The mill burned.]"),
    ],
)
def test_formats_are_found_by_content(tmp_path: Path, name: str, data: str, expected: str) -> None:
    (tmp_path / name).write_text(data)
    found = one(tmp_path / name)
    assert isinstance(found, Report)
    assert found.text.startswith(expected)


def test_formats_can_be_forced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(PAGE)
    assert one(tmp_path / "a", format="text") == Report(text=PAGE, place=str(tmp_path / "a"))
    assert isinstance(one(tmp_path / "a", format="json"), ReadingError)
    with pytest.raises(ValueError, match="use one of text, html, json, jsonl, feed"):
        reports([], format="docx")
    assert list(FORMATS) == ["text", "html", "json", "jsonl", "feed", "email", "pdf", "warc", "zip", "parquet"]


def test_what_the_caller_knows_fills_what_the_report_leaves_open(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One.", "published": "2024-02-31"}\n{"text": "Two.", "published": "2024-07-06", "outlet": "Post"}')
    found = list(reports([path], published="July 1, 2024", outlet="Harbour"))
    assert [(item.published, item.outlet) for item in found if isinstance(item, Report)] == [
        ("2024-07-01", "Harbour"),
        ("2024-07-06", "Post"),
    ]
    with pytest.raises(BadDate, match="YYYY-MM-DD"):
        reports([path], published="2024-02-31")


@pytest.mark.parametrize(
    ("name", "data", "error", "remedy"),
    [
        ("empty.txt", b"", EmptyReport, "give the words"),
        ("blank.txt", b" \r\n", EmptyReport, "give the words"),
        ("empty.txt.gz", gzip.compress(b""), EmptyReport, "give the words"),
        ("empty.jsonl", b"\n", EmptyReport, "one JSON object a line"),
        ("broken.json", b"{'text': 'One.'}", BadStructure, "mend it"),
        ("empty.html", b"", EmptyReport, "give the words"),
        ("binary.txt", bytes(range(256)), NotText, "UTF-8"),
        ("nothing.html", b"<html><body><nav><a href=/>Home</a></nav></body></html>", NoArticle, "article's own page"),
        ("map.xml", b'<?xml version="1.0"?><urlset/>', NotText, "neither a web page nor a feed"),
        ("feed.xml", b'<?xml version="1.0"?><rss><channel/></rss>', EmptyReport, "no items"),
        ("cut.txt.gz", gzip.compress(b"The mill burned. " * 500)[:-12], NotText, "fetch the file again"),
        ("bad.gz", b"\x1f\x8b\x08" + bytes(60), NotText, "fetch the file again"),
        ("date.txt", b"date 2024-02-31 The mill burned.", BadDate, "YYYY-MM-DD"),
    ],
)
def test_bad_files_name_their_remedy_in_one_line(tmp_path: Path, name: str, data: bytes, error: type[ReadingError], remedy: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = one(tmp_path / name)
    assert type(found) is error
    assert found.where == str(tmp_path / name)
    assert remedy in str(found)
    assert "\n" not in str(found)


def test_missing_files_and_empty_folders(tmp_path: Path) -> None:
    found = list(reports([tmp_path / "nowhere.txt", "a\0b", tmp_path]))
    assert [type(item) for item in found] == [MissingFile, MissingFile, EmptyReport]
    assert str(found[0]) == f"{tmp_path / 'nowhere.txt'}: no such file or folder: check the name"


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(b"The mill burned.")
    assert one(tmp_path) == Report(text="The mill burned.", place=f"{tmp_path}/caf\ufffd.txt")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_of_50_megabytes(tmp_path: Path, pack: type[bytes]) -> None:
    (tmp_path / "big.txt").write_bytes(pack(b"The mill burned.\n" * 3_000_000))
    start = time.process_time()
    found = one(tmp_path / "big.txt")
    assert isinstance(found, TooLarge)
    assert "20 MB" in str(found)
    assert "split it" in str(found)
    assert time.process_time() - start < 2


def test_nothing_heavy_is_imported_for_text() -> None:
    code = (
        "import sys, onrecord.reading as r; r.read_text('One.'); print([m for m in ('trafilatura', 'lxml', 'numpy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


_MARKUP = st.lists(
    st.sampled_from(
        ["<html>", "<p>", "</p>", "<div class='body'>", "</div>", "<blockquote class=twitter-tweet>", "<table><tr><td>", "<br>"]
    )
    | st.sampled_from(
        ["<a href=x>", "</a>", "<script type='application/ld+json'>", '{"@type":"Article"', "</script>", "<aside class=pullquote>"]
    )
    | st.just(PARAGRAPH)
    | st.text(max_size=20),
    max_size=25,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(
    data=st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | _MARKUP.map(lambda text: ("<html>" + text).encode("utf-8", "surrogatepass"))
    | st.binary(max_size=60).map(gzip.compress),
    format=st.sampled_from([None, *FORMATS]),
)
def test_no_bytes_raise_and_all_that_is_read_is_utf8(data: bytes, format: str | None) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        for found in reports([file.name], format=format):
            if isinstance(found, Report):
                assert found.text
                for words in (found.text, found.title, found.outlet, found.url, *found.authors):
                    assert (words or "").encode("utf-8").decode("utf-8") == (words or "")
                assert "\0" not in found.text
            else:
                assert found.where
                assert "\n" not in found.message


def test_a_mistake_of_ours_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: str, **_: object) -> Report:
        raise KeyError("a\nb")

    monkeypatch.setattr(plain, "read", read)
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.json").write_text('{"text": "Two."}')
    first, second = reports([tmp_path])
    assert isinstance(first, Defect)
    assert "please report it" in str(first)
    assert isinstance(second, Report)


def test_a_report_as_long_as_a_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mill burned. " * 60_000)
    assert isinstance(one(tmp_path / "a.txt"), TooLarge)
