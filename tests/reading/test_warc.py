"""WARC: what crawlers keep."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from builders import ONE, TEXT, http, page, pdf, record, warc

from onrecord.errors import BadStructure, EmptyReport, NoArticle, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import reports

PAGE = page().encode()
GOOD = record(http(PAGE))


def read(path: Path, data: bytes, **options: object) -> list[Report | ReadingError]:
    path.write_bytes(data)
    return list(reports([path], **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_crawl(tmp_path: Path, packed: bool) -> None:
    dated = page(head='<title>Mill burns</title><meta property="article:published_time" content="2024-07-06T09:00:00Z">')
    data = warc(
        record(b"software: crawler", kind="warcinfo"),
        record(b"GET /mill HTTP/1.1\r\n\r\n", kind="request"),
        GOOD,
        record(http(b"\x89PNG", kind="image/png")),
        record(http(b"moved", "Location: /x", status="301 Moved")),
        record(http(dated.encode(), "X-Crawl-Encoding: gzip"), url="https://harbour.example/two"),
        packed=packed,
    )
    place = tmp_path / "crawl.warc.gz"
    assert read(place, data) == [
        Report(text=TEXT, title="Mill burns", url="https://harbour.example/mill", published="2024-07-07", place=f"{place} record 3"),
        Report(text=TEXT, title="Mill burns", url="https://harbour.example/two", published="2024-07-06", place=f"{place} record 6"),
    ]


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(PAGE), "Content-Encoding: gzip"),
        http(zlib.compress(PAGE), "Content-Encoding: deflate"),
        http(PAGE, "Content-Encoding: gzip"),  # unpacked by the crawler, which left the header
        http(b"%x\r\n%b\r\n%x;x=y\r\n%b\r\n0\r\n\r\n" % (100, PAGE[:100], len(PAGE) - 100, PAGE[100:]), "Transfer-Encoding: chunked"),
        http(PAGE, "Transfer-Encoding: chunked"),  # joined by the crawler, likewise
        http(page().replace("“", "\x93").replace("”", "\x94").encode("latin-1"), kind="text/html; charset=windows-1252"),
    ],
)
def test_bodies_as_servers_send_them(tmp_path: Path, block: bytes) -> None:
    (found,) = read(tmp_path / "a.warc", record(block))
    assert isinstance(found, Report)
    assert found.text == TEXT


def test_a_press_release_in_a_crawl(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.warc", record(http(pdf([(50, 100, 12, "The mill on the quay burned down.")]), kind="application/pdf")))
    assert isinstance(found, Report)
    assert (found.text, found.url) == ("The mill on the quay burned down.", "https://harbour.example/mill")


@pytest.mark.parametrize(
    ("length", "kinds"),
    [
        (10, [BadStructure, Report]),
        (10**17, [BadStructure, Report]),
        (len(http(PAGE)) + 50, [BadStructure, Report]),
        (-1, [BadStructure, Report]),
        ("x", [BadStructure, Report]),
        ("9" * 5000, [BadStructure, Report]),
    ],
)
def test_lengths_that_lie(tmp_path: Path, length: int | str, kinds: list[type]) -> None:
    found = read(tmp_path / "a.warc", warc(record(http(PAGE), length=length), GOOD))
    assert [type(item) for item in found] == kinds
    assert "record 1" in str(found[0])


def test_what_cannot_be_read(tmp_path: Path) -> None:
    assert [type(item) for item in read(tmp_path / "a.warc", GOOD[:-200])] == [BadStructure]
    assert [type(item) for item in read(tmp_path / "a.warc", record(b"x", kind="warcinfo"))] == [EmptyReport]
    assert [type(item) for item in read(tmp_path / "a.warc", warc(record(http(b"<html><p>Home")), GOOD))] == [NoArticle, Report]
    big = read(tmp_path / "a.warc", warc(record(http(PAGE * 50)), GOOD), max_bytes=10_000)
    assert [type(item) for item in big] == [TooLarge, Report]
    packed = record(http(gzip.compress(bytes(10_000_000)), "Content-Encoding: gzip"))
    assert [type(item) for item in read(tmp_path / "a.warc", warc(packed, GOOD), max_bytes=1_000_000)] == [TooLarge, Report]


def test_nothing_but_lies_ends(tmp_path: Path) -> None:
    found = read(tmp_path / "a.warc", record(http(ONE.encode()), length=19_000_000) * 10_000)
    assert len(found) < 200
    assert "wrong length" in str(found[-1])
