"""PDF: press releases."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest
from builders import ONE, THREE, TWO, Line, pdf

from onrecord.errors import EmptyReport, MissingExtra, NotText, ReadingError
from onrecord.model import Report
from onrecord.reading import pdf as reader
from onrecord.reading import reports

HYPHENS = "The well-known tower stays, and the en-\ngineer Per Holm will make the well-\nknown bell ring."


def read(tmp_path: Path, data: bytes) -> Report | ReadingError:
    path = tmp_path / "release"
    path.write_bytes(data)
    (found,) = reports([path])
    return found


def column(left: float, top: float, width: int, *paragraphs: str) -> list[Line]:
    lines: list[Line] = []
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, width) if "\n" not in paragraph else paragraph.split("\n"):
            lines.append((left, top, 11, line))
            top += 13
        top += 8
    return lines


def furniture(page: int) -> list[Line]:
    return [(50, 30, 8, "Vell Council · Press office"), (50, 820, 8, f"Page {page} of 2"), (400, 820, 8, "press@vell.example")]


def test_a_press_release_of_two_pages(tmp_path: Path) -> None:
    first = [(50, 70, 20, "Mill to be rebuilt"), (50, 95, 11, "For immediate release: 6 July 2024"), *column(50, 130, 70, ONE, TWO)]
    half, rest = THREE[:60], THREE[60:].strip()
    start = [*column(50, 700, 90, half)]
    second = [*column(50, 70, 90, rest), *column(50, 120, 60, HYPHENS)]
    found = read(tmp_path, pdf([*furniture(1), *first, *start], [*furniture(2), *second]))
    assert found == Report(
        text=f"{ONE}\n\n{TWO}\n\n{half.strip()} {rest}\n\n"
        "The well-known tower stays, and the engineer Per Holm will make the well-known bell ring.",
        title="Mill to be rebuilt",
        published="2024-07-06",
        place=str(tmp_path / "release"),
    )


@pytest.mark.parametrize("interleaved", [False, True])
def test_two_columns_under_a_headline(tmp_path: Path, interleaved: bool) -> None:
    lines = [*column(50, 130, 40, ONE, TWO, THREE), *column(320, 130, 40, THREE, TWO, ONE)]
    if interleaved:
        lines.sort(key=lambda line: (line[1], line[0]))
    found = read(tmp_path, pdf([(50, 70, 20, "Mill on the quay of Torrel Head to be rebuilt"), *lines]))
    assert isinstance(found, Report)
    assert found.text == "\n\n".join([ONE, TWO, THREE, THREE, TWO, ONE])
    assert found.title == "Mill on the quay of Torrel Head to be rebuilt"


def test_the_title_of_the_properties_where_no_headline_is_printed(tmp_path: Path) -> None:
    lines = column(50, 100, 80, ONE, TWO)
    for title, expected in (("Mill to be rebuilt", "Mill to be rebuilt"), ("Microsoft Word - release.docx", None), ("", None)):
        found = read(tmp_path, pdf(lines, title=title))
        assert isinstance(found, Report)
        assert (found.title, found.text) == (expected, f"{ONE}\n\n{TWO}")


def test_what_cannot_be_read(tmp_path: Path) -> None:
    good = pdf(column(50, 100, 80, ONE))
    for data, error, remedy in (
        (pdf([]), EmptyReport, "OCR"),
        (b"%PDF-1.4\nnothing", NotText, "fetch it again"),
        (good[: len(good) // 2], NotText, "fetch it again"),
    ):
        found = read(tmp_path, data)
        assert isinstance(found, error)
        assert remedy in str(found)


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra, match=r"pip install 'onrecord\[pdf\]'"):
        reader.read(b"%PDF-1.4")
