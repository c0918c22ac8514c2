"""When: values, anchors and reasons of time expressions in reports of a given day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Quotation, Span, Time
from onrecord.resolve.dates import bounds, read_times
from onrecord.resolve.days import easter, holiday
from onrecord.resolve.speech_days import quoted_words
from onrecord.resolve.tense import sentence_starts, tense_near

THURSDAY = "2024-07-11"  # in the ISO week 28


def values(text: str, published: str | None = THURSDAY, quoted: list[tuple[int, int]] | None = None) -> list[str | None]:
    return [time.value for time in read_times(text, published=published, quoted=quoted or [])]


def only(text: str, published: str | None = THURSDAY, quoted: list[tuple[int, int]] | None = None) -> Time:
    (time,) = read_times(text, published=published, quoted=quoted or [])
    return time


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # Weekdays: the tense of the verb picks the one before or after; the report's own weekday is its day.
        ("The clerk resigned on Tuesday.", THURSDAY, "2024-07-09"),
        ("The clerk will resign on Tuesday.", THURSDAY, "2024-07-16"),
        ("The clerk resigned Thursday.", THURSDAY, "2024-07-11"),
        ("A judge is expected to rule Monday.", THURSDAY, "2024-07-15"),
        ("On Friday, the council will vote.", THURSDAY, "2024-07-12"),
        ("She spoke at Sunday's march.", THURSDAY, "2024-07-07"),
        ("They agreed to a Friday hearing.", THURSDAY, "2024-07-12"),
        ("He left last Thursday.", THURSDAY, "2024-07-04"),
        ("He leaves next Tuesday.", THURSDAY, "2024-07-16"),
        ("The lawyer wrote Thursday night.", "2013-11-08", "2013-11-07TNI"),
        ("The shop opened at 8:16 a.m. Saturday.", THURSDAY, "2024-07-06T08:16"),
        ("Neither of them could be reached Friday.", THURSDAY, "2024-07-05"),
        ("On Friday, when the talks broke off, the envoy left.", THURSDAY, "2024-07-05"),
        ("Neighbours planned a vigil on Saturday.", THURSDAY, "2024-07-13"),
        ("The board met on Tuesday of last week.", THURSDAY, "2024-07-02"),
        ("The board meets next week on Friday.", THURSDAY, "2024-07-19"),
        ("It votes on the first Monday of August.", THURSDAY, "2024-08-05"),
        ("It votes on the last Friday of this month.", THURSDAY, "2024-07-26"),
        ("The shop shut on Friday the 13th.", THURSDAY, "2024-09-13"),
        ("It opens the year after next.", THURSDAY, "2026"),
        ("The fair is this weekend.", THURSDAY, "2024-W28-WE"),
        ("He was found at 4 in the morning.", THURSDAY, "2024-07-11T04:00"),
        # Months and days of the month.
        ("He was freed in May.", THURSDAY, "2024-05"),
        ("He will be freed in May.", THURSDAY, "2025-05"),
        ("She was charged in October.", THURSDAY, "2023-10"),
        ("The firm agreed to buy the mill in January.", "2024-11-07", "2025-01"),
        ("The bank gave it a loan through January.", "2024-11-07", "2025-01"),
        ("The fee would still be paid on July 20.", THURSDAY, "2024-07-20"),
        ("It will be heard in the week of March 4, 2024.", THURSDAY, "2024-W10"),
        ("The trial is set to begin in October.", THURSDAY, "2024-10"),
        ("He was freed last May.", "2024-02-01", "2023-05"),
        ("He was jailed on Sept. 24.", THURSDAY, "2023-09-24"),
        ("The plan takes effect Aug. 1, officials said.", THURSDAY, "2024-08-01"),
        ("He died on July 3, 2016.", THURSDAY, "2016-07-03"),
        ("Monday, Oct. 26: the court sat.", "1998-10-25", "1998-10-26"),
        # Units.
        ("He quit last week.", THURSDAY, "2024-W27"),
        ("He quits next month.", "2024-12-30", "2025-01"),
        ("He quit two years ago.", THURSDAY, "2022"),
        ("He quit two weeks ago.", THURSDAY, "2024-W26"),
        ("He quit 10 days ago.", THURSDAY, "2024-07-01"),
        ("He quit a few weeks ago.", THURSDAY, "PAST_REF"),
        ("He quit at the end of 2014.", THURSDAY, "2014"),
        ("He called over the weekend.", THURSDAY, "2024-W27-WE"),
        ("He called this morning.", THURSDAY, "2024-07-11TMO"),
        ("He called last night.", THURSDAY, "2024-07-10TNI"),
        ("Rates doubled overnight.", THURSDAY, "2024-07-10TNI"),
        # Seasons, quarters, decades, holidays.
        ("He sailed last summer.", THURSDAY, "2023-SU"),
        ("He will sail this fall.", THURSDAY, "2024-FA"),
        ("He sailed this past spring.", THURSDAY, "2024-SP"),
        ("It lost money in the first quarter.", THURSDAY, "2024-Q1"),
        ("It lost money in the fourth quarter.", "2024-02-02", "2023-Q4"),
        ("It lost money in last year's third quarter.", THURSDAY, "2023-Q3"),
        ("It lost money in fiscal 2019.", THURSDAY, "2019"),
        ("The house was built in the 1980s.", THURSDAY, "198"),
        ("The house was built in the 2000s.", THURSDAY, "200"),
        ("It rained in the last week of May 2020.", THURSDAY, "2020-05"),
        ("He was born on the twenty-second of June 1980.", THURSDAY, "1980-06-22"),
        ("It lost money in H1 2023.", THURSDAY, "2023-H1"),
        ("He sang on Thanksgiving.", "2019-12-02", "2019-11-28"),
        ("He sang on the Fourth of July.", THURSDAY, "2024-07-04"),
        # Durations, sets, references.
        ("He got a 10-year sentence.", THURSDAY, "P10Y"),
        ("He served more than eight years.", THURSDAY, "P8Y"),
        ("It went on for months.", THURSDAY, "PXM"),
        ("He swims every day.", THURSDAY, "P1D"),
        ("The court sits every other Friday.", THURSDAY, "XXXX-WXX-5"),
        ("The court sits Monday mornings.", THURSDAY, "XXXX-WXX-1TMO"),
        ("She is now the mayor.", THURSDAY, "PRESENT_REF"),
    ],
)
def test_value(text: str, published: str, expected: str) -> None:
    assert only(text, published).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On May 3, 2010, he was held. Two days later he was freed. The same day, she quit.", ["2010-05-03", "2010-05-05", "2010-05-05"]),
        ("He was shot on Nov. 3, the day before his birthday. That evening he died.", ["2023-11-03", "2023-11-03", "2023-11-03TEV"]),
        ("She left in 2010. Three years later, in June, she was back.", ["2010", "2013", "2013-06"]),
        ("It burned Saturday night. Crews came at 9:20 p.m. It fell at 1 a.m.", ["2024-07-06TNI", "2024-07-06T21:20", "2024-07-07T01:00"]),
        ("One note was sent on July 3, 2016. A July 2 note was shorter.", ["2016-07-03", "2016-07-02"]),
        ("It burned last weekend. The following weekend it burned again.", ["2024-W27-WE", "2024-W28-WE"]),
        ("The house hopes to pass it by May or June.", ["2025-05", "2025-06"]),
        ("It earned $2 million in the second quarter, up from $1 million a year ago.", ["2024-Q2", "2023-Q2"]),
        ("Fees may fall in the third quarter. In the latest quarter it lost money.", ["2024-Q3", "2024-Q2"]),
        ("It lost money in the first quarter. For the quarter a year ago it made some.", ["2024-Q1", "2023-Q1"]),
        ("It made $2 million in the second quarter. In the 2023 period it made none.", ["2024-Q2", "2023-Q2"]),
        ("In the second quarter it grew. In the first six months it made $3 million, against $2 million a year ago.",
         ["2024-Q2", "P6M", "2023"]),
        ("They met on April 24 and 25.", ["2024-04-24", "2024-04-25"]),
        ("He spoke on Wednesday and Tuesday.", ["2024-07-10", "2024-07-09"]),
        ("It bought shares from May 14 to Tuesday.", ["2024-05-14", "2024-07-09"]),
    ],
)  # fmt: skip
def test_counted_from_one_another(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("He left on Tuesday.", "published"),
        ("He left in 2016.", "explicit"),
        ("He got ten years.", "explicit"),
        ("He is now away.", "published"),
        ("He came a year earlier.", "time"),
    ],
)
def test_anchor(text: str, anchor: str) -> None:
    assert only(text).anchor == anchor


def quote(text: str) -> list[tuple[int, int]]:
    return [(text.index("“"), text.index("”") + 1)]


def test_words_spoken_on_an_unknown_day_have_no_value_and_a_reason() -> None:
    text = "“We meet on Wednesday,” the singer told her sister on the show."
    assert only(text, quoted=quote(text)) == Time(
        start=12,
        end=21,
        text="Wednesday",
        type="DATE",
        value=None,
        anchor="quotation",
        reason="counted from the day on which these words were spoken, which the report does not give",
    )


@pytest.mark.parametrize(
    ("text", "value", "anchor"),
    [
        ("“I called him yesterday,” she said on Saturday.", "2024-07-05", "time"),
        ("“I called him yesterday,” she said Thursday.", "2024-07-10", "published"),
        ("“I called him last year,” she said.", "2023", "published"),
        ("“I called him in 2016,” she said.", "2016", "explicit"),
        ("“I am here now,” she said.", "PRESENT_REF", "published"),
        ("The two spoke to reporters on Tuesday.\n\n“We begin tomorrow,” one of them said.", "2024-07-10", "time"),
        ("The two honoured Tuesday's victims.\n\n“We begin tomorrow,” one of them said.", None, "quotation"),
    ],
)
def test_words_spoken_on_a_day_that_the_report_gives(text: str, value: str | None, anchor: str) -> None:
    (time,) = [t for t in read_times(text, published=THURSDAY, quoted=quote(text)) if quote(text)[0][0] <= t.start < quote(text)[0][1]]
    assert (time.value, time.anchor) == (value, anchor)


def test_words_after_a_quotation_within_the_quotation_are_spoken_too() -> None:
    text = "“He said ‘no’ and left yesterday,” the clerk said."
    inner = (text.index("‘"), text.index("’") + 1)
    assert only(text, quoted=[inner, *quote(text)]).anchor == "quotation"


def test_without_a_published_day() -> None:
    text = "On May 3, 2010, he fled. Two days later he was found. He was tried last year."
    found = read_times(text, published=None)
    assert [t.value for t in found] == ["2010-05-03", "2010-05-05", None]
    assert found[2].reason == "counted from the report's day, which is not known"
    assert values("He left on Tuesday.", "no date") == [None]
    assert values("He left on Tuesday.", "2024-07-11T22:15:00Z") == ["2024-07-09"]


def test_a_day_that_the_calendar_lacks() -> None:
    assert only("It happened on June 31.").reason == "the calendar has no such day"
    assert only("It happened on Feb. 29, 2023.").value is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-11-12", (date(2019, 11, 12), date(2019, 11, 12))),
        ("2019-11-12TEV", (date(2019, 11, 12), date(2019, 11, 12))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("198", (date(1980, 1, 1), date(1989, 12, 31))),
        ("19", (date(1900, 1, 1), date(1999, 12, 31))),
        ("2024-W01", (date(2024, 1, 1), date(2024, 1, 7))),
        ("2024-W26-WE", (date(2024, 6, 29), date(2024, 6, 30))),
        ("2024-Q2", (date(2024, 4, 1), date(2024, 6, 30))),
        ("2024-H2", (date(2024, 7, 1), date(2024, 12, 31))),
        ("2023-WI", (date(2023, 12, 1), date(2024, 2, 29))),
        ("P10Y", None),
        ("PRESENT_REF", None),
        ("XXXX-06", None),
        ("2023-02-30", None),
        ("0000", None),
    ],
)
def test_bounds(value: str, expected: tuple[date, date] | None) -> None:
    assert bounds(value) == expected


def test_holidays() -> None:
    assert easter(2024) == date(2024, 3, 31)
    assert holiday("good friday", 2019) == date(2019, 4, 19)
    assert holiday("thanksgiving", 2019) == date(2019, 11, 28)
    assert holiday("memorial day", 2024) == date(2024, 5, 27)
    assert holiday("election day", 2016) == date(2016, 11, 8)


def test_quoted_words() -> None:
    text = 'He said that "it ends Friday" and left. "It is over," he said. She agreed to go.'
    spans = [(8, 38), (40, 53), (64, 79)]
    kinds = ("mixed", "direct", "indirect")
    quotations = [
        Quotation(id=f"Q{i}", kind=kind, contents=(Span.of(text, *span),))  # type: ignore[arg-type]
        for i, (kind, span) in enumerate(zip(kinds, spans, strict=True))
    ]
    assert [text[a:b] for a, b in quoted_words(text, quotations)] == ['"it ends Friday"', '"It is over,"']


def test_sentences_and_tense() -> None:
    text = "Sen. Ann P. Lee resigned Friday. She will run in May.\nHe had been due to speak Monday."
    assert [text[start:][:6] for start in sentence_starts(text)] == ["Sen. A", "She wi", "He had"]
    tenses = [tense_near(text, at, at + 6) for at in (text.index("Friday"), text.index("May"), text.index("Monday"))]
    assert tenses == ["past", "future", "past"]


_WORDS = (
    "“ ” said will Tuesday last week two days later 2016 Feb. 30 noon overnight a year ago , . that night 99999 centuries ago May or "
    "June the same quarter 10,000,000 hence \n following previous weekend century fortnight month summer millennium hour half decades "
    "next from now early seconds before Friday Christmas Q3 period year-earlier"
)
_TEXTS = st.lists(st.sampled_from(_WORDS.split(" ")), max_size=25).map(" ".join)
_DAYS = st.sampled_from([None, "2024-07-11", "0001-01-01", "9999-12-31", "x"])
_SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=3)


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _DAYS, _SPANS)
def test_any_text_gives_grounded_times(text: str, published: str | None, quoted: list[tuple[int, int]]) -> None:
    end = 0
    for time in read_times(text, published=published, quoted=quoted):
        assert text[time.start : time.end] == time.text
        assert end <= time.start
        end = time.end
        assert time.value is not None or time.reason
