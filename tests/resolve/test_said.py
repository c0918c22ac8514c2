"""The time that dates a saying, and times beside it that date something else."""

from __future__ import annotations

import pytest

from onrecord.model import Quotation, Span
from onrecord.resolve.dates import read_times
from onrecord.resolve.layout import Layout
from onrecord.resolve.said import candidates, said_of
from onrecord.resolve.scorer import SAID, shipped


def quoted(text: str, content: str, cue: str, source: str) -> Quotation:
    spans = (Span.of(text, at := text.index(words), at + len(words)) for words in (content, cue, source))
    what, how, who = spans
    return Quotation(id="Q1", kind="direct", contents=(what,), cue=how, source=who)


@pytest.mark.parametrize(
    ("text", "content", "cue", "source", "day"),
    [
        ("“We open in May,” the mayor said Tuesday at a meeting on the 2019 plan.", "“We open in May,”", "said", "the mayor", "2024-07-09"),
        ("On Tuesday, Ada Reyes told reporters that the bridge holds.", "that the bridge holds", "told", "Ada Reyes", "2024-07-09"),
        ("Ada Reyes, who returned on Tuesday, said that the bridge holds.", "that the bridge holds", "said", "Ada Reyes", None),
        ("After the floods of 2019, Ada Reyes said that the bridge holds.", "that the bridge holds", "said", "Ada Reyes", None),
        ("Ada Reyes said that the bridge opens on Tuesday.", "that the bridge opens on Tuesday", "said", "Ada Reyes", None),
        ("Ada Reyes said for two weeks that the bridge holds.", "that the bridge holds", "said", "Ada Reyes", None),
    ],
)
def test_said_of(text: str, content: str, cue: str, source: str, day: str | None) -> None:
    quotation = quoted(text, content, cue, source)
    found = said_of(quotation, read_times(text, published="2024-07-11"), Layout(text, []), shipped(SAID))
    assert (found.value if found else None) == day


def test_nothing_dates_words_without_a_source_and_a_cue() -> None:
    text = "“It holds.” On Tuesday it rained."
    quotation = Quotation(id="Q1", kind="direct", contents=(Span.of(text, 0, 11),))
    assert candidates(quotation, read_times(text, published="2024-07-11"), Layout(text, [])) == []
