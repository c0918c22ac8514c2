"""Plain text: what is a head, what is not, and what the head says."""

from __future__ import annotations

import pytest

from onrecord.errors import BadDate, BadStructure, EmptyReport
from onrecord.model import Report
from onrecord.reading import read_text

BODY = "The mill burned down.\n\n“We saw it,” said Ana Reyes."

HEADS = [
    ("", {}),
    ("date 2024-07-06 ", {"published": "2024-07-06"}),
    (" date 2024-07-06\n", {"published": "2024-07-06"}),
    ("Date 2024-07-06\nOutlet: Harbour Post\n\n", {"published": "2024-07-06", "outlet": "Harbour Post"}),
    ("Date: July 6, 2024\n", {"published": "2024-07-06"}),
    ("PUBLISHED: Sat, 06 Jul 2024 10:00:00 +0000\nUpdated: July 7, 2024\n\n", {"published": "2024-07-06"}),
    ("Date: 07/06/2024\n\n", {}),
    ("By Ana Reyes and Bo Lund\n\n", {"authors": ("Ana Reyes", "Bo Lund")}),
    ("BY ANA REYES\nDate: 2024-07-06\n\n", {"authors": ("ANA REYES",), "published": "2024-07-06"}),
    ("By: Ana Reyes; Bo Lund\n\n", {"authors": ("Ana Reyes", "Bo Lund")}),
    ("By J. R. van der Ode, Staff Writer\n\n", {"authors": ("J. R. van der Ode",)}),
    (
        "Title: Mill burns\nURL: https://post.example/mill\nOutlet: Harbour Post\n\n",
        {"title": "Mill burns", "url": "https://post.example/mill", "outlet": "Harbour Post"},
    ),
    (
        '---\ntitle: "Mill burns"\ndate: 2024-07-06\nauthors:\n  - Ana Reyes\n  - Bo Lund\ntags: [fire]\nid: m-1\n---\n',
        {"title": "Mill burns", "published": "2024-07-06", "authors": ("Ana Reyes", "Bo Lund"), "given_id": "m-1"},
    ),
    ("---\nauthor: [Ana Reyes, 'Bo Lund']\nsource: Harbour Post\n...\n", {"authors": ("Ana Reyes", "Bo Lund"), "outlet": "Harbour Post"}),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_head_is_read_and_left_off(head: str, expected: dict[str, object]) -> None:
    assert read_text(head + BODY) == Report(text=BODY, **expected)  # type: ignore[arg-type]
    assert read_text("\ufeff" + (head + BODY).replace("\n", "\r\n") + "\r\n \r\n") == Report(text=BODY, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "By Monday the town was empty.\n\nNobody stayed.",
        "By Monday\n\nNobody stayed.",
        "By Thursday evening.\n\nNobody stayed.",
        "By order of the court, the mill was shut.\n\nNobody stayed.",
        "By Ana Reyes's count, nine were hurt.\nNobody stayed.",
        "Date night ended early for two ministers.",
        "Date: nobody knows.\n\nNobody stayed.",
        "Published: 3 books about the mill.\n\nNobody stayed.",
        "URL: see below\n\nNobody stayed.",
        "Outlet: the malls were busy.\n\nNobody stayed.",
        "Source: the police.\n\nNobody stayed.",
        "dated 2024-07-06, the letter said so",
        "date 2024-07-061 is no date",
        "---\n\nNobody stayed.",
        "Nobody stayed.\nDate: 2024-07-06",
        "{Updated} Nobody stayed.",
    ],
)
def test_a_body_that_looks_like_a_head_stays(text: str) -> None:
    assert read_text(text) == Report(text=text)


def test_what_the_head_says_counts_before_what_the_caller_says() -> None:
    report = read_text("date 2024-07-06 " + BODY, published="2020-01-01", outlet="Harbour Post")
    assert (report.published, report.outlet) == ("2024-07-06", "Harbour Post")
    assert read_text(BODY, published="6 July 2024").published == "2024-07-06"


@pytest.mark.parametrize(
    ("text", "error", "remedy"),
    [
        ("", EmptyReport, "give the words"),
        (" \n\u200b\ufeff\n", EmptyReport, "give the words"),
        ("date 2024-07-06", EmptyReport, "add the report's words"),
        ("date 2024-02-31 The mill burned.", BadDate, "YYYY-MM-DD"),
        ("Date: February 31, 2024\n\nThe mill burned.", BadDate, "YYYY-MM-DD"),
        ("---\ntitle: Mill\nThe mill burned.", BadStructure, "---"),
    ],
)
def test_errors_name_the_remedy_in_one_line(text: str, error: type[Exception], remedy: str) -> None:
    with pytest.raises(error, match=remedy) as raised:
        read_text(text)
    assert "\n" not in str(raised.value)


def test_an_impossible_date_in_the_head_can_be_overruled() -> None:
    assert read_text("date 2024-02-31 " + BODY, published="2024-03-02").published == "2024-03-02"


def test_an_impossible_date_from_the_caller() -> None:
    with pytest.raises(BadDate, match=r"'2024-02-31' is not a date .* use YYYY-MM-DD"):
        read_text(BODY, published="2024-02-31")


def test_nothing_that_utf8_cannot_hold_stays() -> None:
    assert read_text("a\ud800b\0c d").text == "a\ufffdb\ufffdc d"
