"""The examples read as they are meant to: heads and pages' surroundings off, every paragraph of the report there."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reading import reports

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("name", "facts", "paragraphs", "first", "last"),
    [
        ("celebrity.txt", ("2024-01-09", None, None, (), None), 12, "Singer and television star", 'you never do ask."'),
        (
            "court.txt",
            (
                "2024-03-14",
                "The Torrel Courant",
                "Ferry company bookkeeper's sentence commuted after nine years",
                ("Ana Reyes", "Bo Lund"),
                "https://torrel-courant.example/2024/03/14/mardle-sentence-commuted",
            ),
            12,
            "TORREL HEAD — A bookkeeper",
            'missed yellow."',
        ),
        (
            "disaster.html",
            (
                "2023-11-21",
                "The Lowland Dispatch",
                "Dam failure at Korvale kills dozens as officials disagree on toll",
                ("Sunniva Teague", "Oskar Brandreth"),
                "https://lowland-dispatch.example/2023/11/21/korvale-dam-failure",
            ),
            12,
            "KORVALE — A dam",
            "by the end of the week.",
        ),
    ],
)
def test_example(name: str, facts: tuple[object, ...], paragraphs: int, first: str, last: str) -> None:
    (report,) = reports([EXAMPLES / name])
    assert isinstance(report, Report)
    assert (report.published, report.outlet, report.title, report.authors, report.url) == facts
    found = report.text.split("\n\n")
    assert len(found) == paragraphs
    assert found[0].startswith(first)
    assert found[-1].endswith(last)
    assert 350 <= len(report.text.split()) <= 600


def test_the_page_keeps_its_post_and_nothing_of_what_stands_around() -> None:
    (report,) = reports([EXAMPLES / "disaster.html"])
    assert isinstance(report, Report)
    assert "— Korvale Fire and Rescue (@korvalefire) November 20, 2023" in report.text
    assert report.text.count("whose list the governor has") == 1
    for junk in ("cookies", "Advertisement", "newsletter", "riverrat61", "Sheep prices", "Read more", "Photograph", "All rights reserved"):
        assert junk not in report.text
