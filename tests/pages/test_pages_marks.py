"""Marks on the words of a report."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("markupsafe")
from markupsafe import Markup

from onrecord.ask.lives import SpokenDay
from onrecord.pages.marks import Mark, paragraphs
from onrecord.pages.plots import days_of, graded, timeline

TEXTS = st.text(alphabet="ab <>&\"'\n😀é", max_size=40)


def mark(start: int, end: int, name: str, link: str | None = None) -> Mark:
    return Mark(start, end, (("class", name),), link, Markup("<i>{}</i>").format(name))


def test_marks_nest_and_are_cut_where_they_cross_and_between_lines() -> None:
    lines = [str(line.html) for line in paragraphs("ab cd ef\ngh", [mark(0, 5, "x"), mark(3, 10, "y")])]
    assert lines == [
        '<span class="x">ab <span class="y">cd</span></span><i>x</i><span class="y"> ef</span>',
        '<span class="y">g</span><i>y</i>h',
    ]


def test_no_link_stands_inside_another() -> None:
    (line,) = paragraphs("her mother Ana", [mark(0, 14, "x", "#x"), mark(0, 3, "y", "#y")])
    assert str(line.html).count("<a ") == 1


@given(text=TEXTS, spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=6))
def test_the_words_stay_as_they_are_and_every_element_is_closed(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [mark(start, min(start + length, len(text)), "m", "#m") for start, length in spans if start < len(text)]
    for line in paragraphs(text, marks):
        bare = re.sub(r"<i>m</i>|</?(?:span|a)(?: [^>]*)?>", "", str(line.html))
        assert html.unescape(bare) == text[line.start : line.end]
        assert len(re.findall(r"<(?:span|a) ", str(line.html))) == len(re.findall(r"</(?:span|a)>", str(line.html)))


@given(st.dates(), st.integers(0, 40_000))
def test_an_axis_has_a_handful_of_grades_within_it(first, length) -> None:  # type: ignore[no-untyped-def]
    from datetime import date

    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    found = graded(first, last)
    assert len(found) <= 14
    assert all(first <= day <= last for day, _ in found)


def test_days_keep_the_precision_of_the_words() -> None:
    assert [day.isoformat() for day in days_of("2024-02") or ()] == ["2024-02-01", "2024-02-29"]
    assert days_of("P3D") is None
    assert days_of("2024-13") is None
    assert timeline([]) is None


def test_a_day_far_off_does_not_make_all_others_small() -> None:
    days = [f"2024-05-{day:02}" for day in range(1, 31)]
    spoken = [SpokenDay(value=day, published=day, report="a" * 64, quotation="Q1", outlet=None, words="x") for day in ["1940", *days]]
    shown = timeline(spoken)
    assert shown is not None
    assert (shown.since, shown.hidden) == ("2024-05-01", 1)
    near = timeline(spoken[1:])
    assert near is not None
    assert (near.since, near.until, near.hidden) == ("2024-05-01", "2024-05-30", 0)
    chosen = timeline(spoken, since="1940", until="1940")
    assert chosen is not None
    assert (chosen.since, len(chosen.ticks)) == ("1940-01-01", 1)
