"""Files that were made to do harm: each is read or set aside within bounds of time and memory, and what comes after it is read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from builders import ONE, TEXT, TWO, page, pdf

from onrecord.errors import BadStructure, Defect, EmptyReport, NoArticle, TooLarge
from onrecord.model import Report
from onrecord.reading import child, children, documents, reports
from onrecord.reading.child import Task

FORMS = 12


def endless_pdf() -> bytes:
    """A page that draws a form, which draws another ten times, and so on: 10^12 letters."""
    objects = []
    for number in range(4, 4 + FORMS):
        inner = b"BT /F1 12 Tf (a) Tj ET" if number == 3 + FORMS else b"/X4 Do " * 10
        resources = b"/Font << /F1 3 0 R >> /XObject << /X4 %d 0 R >>" % (number + 1)
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >> /Length %d >>\nstream\n%s\nendstream"
            % (resources, len(inner), inner)
        )
    return pdf([], objects=tuple(objects), content=b"/X4 Do")


HOSTILE = {
    "nested page": lambda: f"<html><body>{'<div>' * 100_000}{ONE}</body></html>".encode(),
    "nested inline": lambda: f"<html><body><p>{'<b><i>' * 50_000}{ONE}</body></html>".encode(),
    "long line": lambda: f"<html><body><p>{ONE * 100_000}</p></body></html>".encode(),
    "long text": lambda: (ONE * 100_000).encode(),
    "nested feed": lambda: f"<rss><channel><item><description>{'<b>' * 100_000}{ONE}</description></item></channel></rss>".encode(),
    "nested feed markup": lambda: (
        f"<rss><channel><item><description><![CDATA[{'<div>' * 100_000}{ONE * 5}]]></description></item></channel></rss>".encode()
    ),
    "nested json": lambda: b'{"text": ' + b"[" * 100_000,
    "nested json feed": lambda: b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
    "mail of mails": lambda: (b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 2_000) + TEXT.encode(),
    "mail of parts": lambda: (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n.\n" * 100_000
    ),
    "html in mail": lambda: (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n" + b"<table><tr><td>" * 50_000 + TEXT.encode()
    ),
    "endless pdf": endless_pdf,
    "pdf of a million pages": lambda: pdf([(50, 100, 12, ONE)]).replace(b"/Count 1", b"/Count 1000000"),
    "pdf of itself": lambda: pdf([(50, 100, 12, ONE)]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R 2 0 R 4 0 R]"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_made_to_do_harm(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = children.Children(patience=5)
    monkeypatch.setattr(children, "shared", lambda: pool)
    (tmp_path / "a").write_bytes(HOSTILE[name]())
    (tmp_path / "b").write_bytes(page(ONE, TWO).encode())
    start = time.process_time()
    first, *_, second = reports([tmp_path])
    assert time.process_time() - start < 5
    assert isinstance(first, Report | TooLarge | BadStructure | NoArticle | EmptyReport)
    assert isinstance(second, Report)
    assert second.text == f"{ONE}\n\n{TWO}"
    pool.close()


def test_a_tag_of_100_000_attributes_ends_by_the_limit_of_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = children.Children(patience=1)
    monkeypatch.setattr(children, "shared", lambda: pool)
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    (tmp_path / "a").write_text(page(ONE).replace("<article>", f"<article {attributes}>"))
    (found,) = reports([tmp_path])
    assert isinstance(found, TooLarge)
    assert "1 second" in str(found)
    pool.close()


def test_nuls_and_marks_of_direction_are_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The\0 mill \xe2\x80\xaeburned\xe2\x80\xac.")
    (tmp_path / "b.html").write_text(page(ONE + "\0\u202e" + TWO))
    first, second = reports([tmp_path])
    assert isinstance(first, Report)
    assert first.text == "The\N{REPLACEMENT CHARACTER} mill \u202eburned\u202c."
    assert isinstance(second, Report)
    assert "\0" not in second.text
    assert "\u202e" in second.text


@pytest.fixture
def pool() -> children.Children:
    return children.Children()


@pytest.mark.parametrize(
    ("raised", "error"), [(MemoryError(), TooLarge), (RecursionError(), TooLarge), (KeyError("x\ny"), Defect), (NoArticle("no"), NoArticle)]
)
def test_what_a_parser_raises_is_an_error_of_its_document(monkeypatch: pytest.MonkeyPatch, raised: Exception, error: type) -> None:
    def read(data: bytes, charset: str | None) -> None:
        raise raised

    monkeypatch.setitem(documents.READERS, "html", read)
    (found,) = child.answer(Task("html", b""))
    assert type(found.result()) is error
    assert "\n" not in found.message


def test_a_child_that_dies_costs_one_document(pool: children.Children) -> None:
    good = Task("html", page(ONE, TWO).encode())
    assert isinstance(pool.submit(good).result()[0][1], Report)
    waiting = [pool.submit(good) for _ in range(10)]
    for one in list(pool._all):
        one.kill()
    found = [future.result()[0][1] for future in waiting]
    assert 1 <= sum(isinstance(item, Report) for item in found) <= 10
    assert all(isinstance(item, Report | BadStructure) for item in found)
    assert isinstance(pool.submit(good).result()[0][1], Report)
    pool.close()


def test_documents_keep_their_order(tmp_path: Path) -> None:
    slow, quick = page(*[ONE] * 2000), page(ONE, TWO)
    for number in range(40):
        (tmp_path / f"{number:02}.html").write_text(slow if number % 10 == 0 else quick)
        (tmp_path / f"{number:02}.txt").write_text("The mill burned.")
    found = [item.place for item in reports([tmp_path]) if isinstance(item, Report)]
    assert found == sorted(str(path) for path in tmp_path.iterdir())
