"""ZIP archives, and what they hold."""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from builders import ONE, TEXT, http, page, record, zipped

from onrecord.errors import BadStructure, EmptyReport, NotText, TooLarge
from onrecord.model import Report
from onrecord.reading import reports


def test_files_of_all_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped({"b.html": page().encode()})
    files = {
        "a/one.txt": ONE.encode(),
        "crawl.warc.gz": gzip.compress(record(http(page().encode()))),
        "empty.txt": b"",
        "inner.zip": inner,
        "lines.jsonl": b"\n".join(json.dumps({"text": word}).encode() for word in ("One.", "Two.")),
        ".hidden": b"x",
        "__MACOSX/._one.txt": b"x",
        "folder/": b"",
        "page.html": page().encode(),
    }
    path = tmp_path / "year.zip"
    path.write_bytes(zipped(files))
    found = list(reports([path], outlet="Harbour Post"))
    assert [(item.place if isinstance(item, Report) else item.where).removeprefix(str(path)) for item in found] == [
        " › a/one.txt",
        " › crawl.warc.gz record 1",
        " › empty.txt",
        " › inner.zip › b.html",
        " › lines.jsonl line 1",
        " › lines.jsonl line 2",
        " › page.html",
    ]
    assert [item.text for item in found if isinstance(item, Report)] == [ONE, TEXT, TEXT, "One.", "Two.", TEXT]
    assert {item.outlet for item in found if isinstance(item, Report)} == {"Harbour Post"}
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(path.read_bytes())))
    assert len(list(reports(["-"]))) == len(found)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    good = zipped({"a.txt": ONE.encode() * 10, "b.txt": b"Two."})
    damaged = bytearray(good)
    damaged[40:44] = b"\xff" * 4
    encrypted = bytearray(zipped({"a.txt": ONE.encode()}))
    encrypted[6] |= 1
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    for data, kinds in (
        (zipped({}), [EmptyReport]),
        (zipped({".x": b""}), [EmptyReport]),
        (good[:-30], [BadStructure]),
        (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), [NotText]),
        (bytes(damaged), [BadStructure, Report]),
        (bytes(encrypted), [NotText]),
        (zipped({"a": b"One."}).replace(b"a", b"\0"), [EmptyReport]),  # a file without a name
    ):
        path.write_bytes(data)
        assert [type(item) for item in reports([path])] == kinds


def test_bombs(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    zeros = zipped({f"{number:02}.jsonl": bytes(30_000_000) for number in range(6)})
    nested = zipped({"a.txt": b"The end."})
    for _ in range(6):  # archives in archives
        nested = zipped({"a.zip": nested})
    path.write_bytes(zeros)
    found = list(reports([path]))
    assert all(isinstance(item, TooLarge) for item in found)
    assert "200 times" in str(found[-1])
    path.write_bytes(nested)
    assert [type(item) for item in reports([path])] == [TooLarge]
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"\n" * 9_000_000, 1))
    (found_one,) = reports([tmp_path / "bomb.jsonl.gz"])
    assert isinstance(found_one, TooLarge)


def test_a_name_that_is_a_trap(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("../../etc/passwd", "The mill burned.")
        archive.writestr("a\n\x1b[2J\u202etxt.exe", "The mill burned.")
    path.write_bytes(whole.getvalue())
    before = set(tmp_path.iterdir())
    assert [item.text for item in reports([path]) if isinstance(item, Report)] == ["The mill burned.", "The mill burned."]
    assert set(tmp_path.iterdir()) == before
