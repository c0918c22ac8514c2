from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.marks import quoted

CASES = [
    ("split by its attribution", '"I am here," he said. "You are not."', ['"I am here,"', '"You are not."']),
    ("curly", "“I am here,” he said.", ["“I am here,”"]),
    ("guillemets", "«I am here», he said.", ["«I am here»"]),
    (
        "singles inside doubles",
        "\"He said 'Wow, it's so tall.' And left.\"",
        ["\"He said 'Wow, it's so tall.' And left.\"", "'Wow, it's so tall.'"],
    ),
    ("curly singles inside doubles", "“He said ‘Wow, it’s tall’ and left.”", ["“He said ‘Wow, it’s tall’ and left.”", "‘Wow, it’s tall’"]),
    ("British singles outside", "‘We don’t know,’ she said.", ["‘We don’t know,’"]),
    (
        "British straight singles with a plural",
        "'I am here,' he said, 'and the workers' rights matter.'",
        ["'I am here,'", "'and the workers' rights matter.'"],
    ),
    ("apostrophes alone", "It's the '90s, rock 'n' roll, the workers' choice.", []),
    ("an elision", "Tell 'em it was 'bout time.", []),
    ("a measure", 'A 5\'10" man said "hello" to us.', ['"hello"']),
    ("paragraphs of one speech", '"First.\n\n"Second." he said', ['"First.', '"Second."']),
    ("left open", '"open to the end', ['"open to the end']),
    ("lost paragraph break", '"First part. "Second part," he said', ['"First part.', '"Second part,"']),
    ("curly within curly", "“one “two” three”", ["“one “two” three”", "“two”"]),
    ("typewriter marks", "``hello there'' he said", ["``hello there''"]),
    ("spaced marks", '" hello " he said', ['" hello "']),
    ("a stray closing mark", "hello” he said “yes”", ["“yes”"]),
    ("scare quotes", 'the "so-called" plan and the "best" one', ['"so-called"', '"best"']),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_pairs(name: str, text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quoted(text)] == expected


def test_speech_over_paragraphs_says_that_it_goes_on() -> None:
    first, second, third = quoted('"One.\n\n"Two.\n\n"Three." And so on.')
    assert (first.closed, first.continues) == (False, True)
    assert (second.closed, second.continues) == (False, True)
    assert (third.closed, third.continues) == (True, False)


def test_a_mark_left_open_ends_with_its_paragraph() -> None:
    text = 'He said "we will see. \n\nThe next paragraph has none.'
    (only,) = quoted(text)
    assert (text[only.start : only.end], only.closed, only.continues) == ('"we will see.', False, False)


def test_depth() -> None:
    assert [q.depth for q in quoted("“a ‘b’ c”")] == [0, 1]


@given(st.text(alphabet="ab s\n\"'“”‘’.,!«»`´-5", max_size=80))
def test_any_text(text: str) -> None:
    found = quoted(text)
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
