"""Finding time expressions: what counts as one, what only looks like one, and what it means unanchored."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.time_grammar import Meaning, duration_value
from onrecord.annotate.time_words import number
from onrecord.annotate.times import find_times


def words(text: str) -> list[str]:
    return [text[c.start : c.end] for c in find_times(text)]


def meaning(text: str) -> Meaning:
    (found,) = find_times(text)
    return found.meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote is on Tuesday, Nov. 5, 2019, at 9 a.m. in the gym.", ["Tuesday, Nov. 5, 2019, at 9 a.m."]),
        ("It opened on 5 November 2019 and shut on the 4th of July.", ["5 November 2019", "the 4th of July"]),
        ("She left early Saturday morning, or by 8:16 a.m. Sunday.", ["early Saturday morning", "8:16 a.m. Sunday"]),
        ("Bids close at 5 p.m. EST, Nov. 6.", ["5 p.m. EST, Nov. 6"]),
        ("At the end of last year and in early 2016 he was away.", ["the end of last year", "early 2016"]),
        ("Songs of the early 1990s, the '80s and the nineties.", ["the early 1990s", "the '80s", "the nineties"]),
        ("Two years ago, two days later, the next morning.", ["Two years ago", "two days later", "the next morning"]),
        ("A 10-year term, nearly a century, 2 1/2 hours.", ["10-year", "nearly a century", "2 1/2 hours"]),
        ("It rained for days; a tense week; monthlong.", ["days", "a tense week", "monthlong"]),
        ("He called twice a week, every 30 minutes, daily.", ["twice a week", "every 30 minutes", "daily"]),
        ("They pay $3 million a year. It cost $50 over a decade.", ["a year", "over a decade"]),
        ("It was 10 a.m. that day, 15:04 GMT.", ["10 a.m.", "that day", "15:04 GMT"]),
        ("In the third quarter, this year's first quarter and Q4 2019.", ["the third quarter", "this year's first quarter", "Q4 2019"]),
        ("The mayor, Ann Lee, 53, met a 23-year-old and boys ages 10 and 15.", ["53", "23-year-old", "ages 10", "15"]),
        ("We met on Christmas Eve, Black Friday 2019 and New Year's Day.", ["Christmas Eve", "Black Friday 2019", "New Year's Day"]),
        ("Now he is away; he will soon be back, as recently as in the past.", ["Now", "soon", "recently", "the past"]),
        ("The 9/11 attacks and 2019-11-12 and 11/12/2019.", ["9/11", "2019-11-12", "11/12/2019"]),
        ("In nineteen ninety-four and in the 20th century.", ["nineteen ninety-four", "the 20th century"]),
        ("In January nineteen ninety-seven; the week of March 6; in past years.",
         ["January nineteen ninety-seven", "the week of March 6", "past years"]),
        ("Income for the year ended March 31 and in the fiscal year ending June 30.",
         ["the year", "March 31", "the fiscal year", "June 30"]),
        ("From 1797-1801 and between October 2013 and 2018.", ["1797", "1801", "October 2013", "2018"]),
        ("Seas may rise by 2150; it sold 6,107.31 August 2019 contracts.", ["2150", "August 2019"]),
    ],
)  # fmt: skip
def test_finds(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He may go, and Theresa May said she may too.",
        "May I ask?",
        "They will march; the March on Rome; April Jones and August Wilson paid.",
        "The second man fell twice. Wait a second.",
        "Prices fall in the fall of communism. Arab Spring. A spring in his step.",
        "The Sun and The Daily Post reported it as he sat.",
        "Some 2,000 people live in 2000 homes.",
        "It cost $2016; call 202-555-1984 or 555-2016; Room 2012.",
        "They won 5-4 and the clip runs 3:45.",
        "He saw it on “60 Minutes” and on Fox News Sunday.",
        "He left as soon as he could.",
        "Fewer than a quarter of voters, nearly three-quarters of them, and a quarter of the House.",
        "Some day. The last night of the fair. 03:12 JUST WATCHED",
        "Updated at 1:37 p.m. ET",
        "It cut its quarterly dividend. A man in his 30s drove a 1987 Chevrolet. In today's world that soon became a habit.",
    ],
)
def test_leaves_out(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last May", Meaning(kind="calendar", type="DATE", month=5, direction=-1)),
        ("next Tuesday", Meaning(kind="calendar", type="DATE", weekday=1, direction=1)),
        ("Thursday night", Meaning(kind="calendar", type="TIME", weekday=3, part="NI")),
        ("late last month", Meaning(kind="offset", type="DATE", amount=-1, unit="M", mod="END")),
        ("yesterday", Meaning(kind="offset", type="DATE", amount=-1, unit="D")),
        ("that night", Meaning(kind="counted", type="TIME", amount=0, unit="D", part="NI")),
        ("more than eight years", Meaning(kind="duration", type="DURATION", value="P8Y", amount=8, unit="Y", mod="MORE_THAN")),
        ("every other day", Meaning(kind="set", type="SET", value="P2D")),
        ("Mondays", Meaning(kind="set", type="SET", value="XXXX-WXX-1", weekday=0)),
        ("currently", Meaning(kind="reference", type="DATE", value="PRESENT_REF")),
        ("8 p.m.", Meaning(kind="clock", type="TIME", clock="20:00")),
        ("the first half of 2016", Meaning(kind="calendar", type="DATE", year=2016, half=1)),
        ("mid-1990s", Meaning(kind="calendar", type="DATE", value="199", mod="MID")),
    ],
)
def test_means(text: str, expected: Meaning) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("23", 23), ("1,000", 1000), ("2 1/2", 2.5), ("twenty-four", 24), ("two and a half", 2.5), ("a dozen", 12), ("a couple of", 2),
        ("two thousand", 2000), ("one hundred and five", 105), ("half an", 0.5), ("several", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_number(text: str, expected: float | None) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [(10, "Y", "P10Y"), (2.5, "Y", "P2Y6M"), (0.5, "H", "PT30M"), (1.5, "MIN", "PT1M30S"),
     (None, "D", "PXD"), (1, "C", "P100Y"), (3, "Q", "P3Q")],
)  # fmt: skip
def test_duration_value(amount: float | None, unit: str, expected: str) -> None:
    assert duration_value(amount, unit) == expected


_WORDS = (
    "the a last next two half of and or May march 2016 1990s ' ’ \" “ , . - / : 9 a.m. p.m. Nov. 31 week weeks year's quarter first second "
    "Thursday night ago later 5th noon every $ 2,000 years-long İ ſecond \n fall Q4 99999999999 1/0 now soon 12:61 ages century"
)
_PIECES = st.sampled_from(_WORDS.split(" "))


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES, max_size=30).map("".join)))
def test_spans_lie_in_order_in_any_text(text: str) -> None:
    end = 0
    for found in find_times(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@pytest.mark.parametrize(
    "piece", ["the ", "last ", "9 ", "two hundred and ", "a few ", "early ", "at least ", "Nov. ", "the end of the ", "1990", " \n"]
)
def test_cost_grows_with_the_length_alone(piece: str) -> None:
    # A pattern that backtracks would not come back from this.
    find_times(piece * (40_000 // len(piece)) + "year")
