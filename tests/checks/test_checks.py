"""Arithmetic that a report's own words must pass, on records made by hand."""

from __future__ import annotations

import pytest

from onrecord.checks import cases, checks_of
from onrecord.model import Entity, Event, Mention, Participant, Record, Report, Span, Time
from onrecord.resolve.dates import read_times
from onrecord.resolve.days import bounds


def record(text: str, *events: tuple[str, str, str | None, str | None, str | None, str | None], published: str = "2024-07-06") -> Record:
    """A record about Ada Reyes; each event is (type, trigger, time, its words, amount's value, its words)."""

    def span(words: str | None) -> Span | None:
        return None if words is None else Span.of(text, text.index(words), text.index(words) + len(words))

    made = []
    for number, (type, trigger, time, time_words, value, amount) in enumerate(events, 1):
        at, days = span(trigger), bounds(time) if time else None
        assert at is not None
        made.append(
            Event(
                id=f"V{number}", type=type, trigger=trigger, start=at.start, end=at.end, text=at.text, time=time,  # type: ignore[arg-type]
                time_span=span(time_words), earliest=days[0].isoformat() if days else None, latest=days[1].isoformat() if days else None,
                amount=amount,
                amount_span=span(amount), amount_value=value, participants=(Participant(role="accused", entity="E1"),),
            )
        )  # fmt: skip
    mentions = [Mention(start=i, end=i + 9, text="Ada Reyes") for i in range(len(text)) if text.startswith("Ada Reyes", i)]
    entity = Entity(id="E1", name="Ada Reyes", kind="person", mentions=tuple(mentions))
    times: list[Time] = read_times(text, published=published)
    return Record.of(Report(text=text, published=published), entities=(entity,), events=tuple(made), times=tuple(times))


CASE = "Ada Reyes was arrested in 2015, got a 10-year sentence and served more than eight years before it was commuted in December 2023."
STEPS = (
    ("arrest", "arrested", "2015", "2015", None, None),
    ("sentence", "sentence", None, None, "P10Y", "10-year"),
    ("imprisonment", "served", None, None, "P8Y", "more than eight years"),
    ("commutation", "commuted", "2023-12", "December 2023", None, None),
)


def test_a_term_that_fits() -> None:
    found = checks_of(record(CASE, *STEPS))
    assert [(c.kind, c.holds) for c in found] == [("term", True), ("term", True)]
    assert [s.text for s in found[0].evidence] == ["2015", "more than eight years", "December 2023"]
    assert [s.text for s in found[1].evidence] == ["10-year", "more than eight years"]
    assert found[1].about == "E1"


def test_a_term_that_does_not_fit() -> None:
    text = CASE.replace("eight", "fourteen")
    steps = (*STEPS[:2], ("imprisonment", "served", None, None, "P14Y", "more than fourteen years"), STEPS[3])
    assert [c.holds for c in checks_of(record(text, *steps))] == [False, False]


def test_the_state_of_a_case_on_a_day() -> None:
    [case] = cases(record(CASE, *STEPS))
    assert [s.type for s in case.steps] == ["arrest", "sentence", "imprisonment", "commutation"]
    assert case.state_on("2014-01-01").state == "nothing known"
    before = case.state_on("2016-06-01")
    assert (before.state, before.sure, before.rests_on[0]) == ("arrested", False, "V1")
    after = case.state_on("2024-01-01")
    assert (after.state, after.sure, after.rests_on) == ("sentence commuted", True, ("V4",))


def test_time_in_prison_that_is_not_dated_comes_before_the_release() -> None:
    text = "Ada Reyes was released in September 2023. Ada Reyes spent years in prison."
    steps = (("release", "released", "2023-09", "September 2023", None, None), ("imprisonment", "years in prison", None, None, None, None))
    [case] = cases(record(text, *steps, published="2024-01-09"))
    assert [s.type for s in case.steps] == ["imprisonment", "release"]
    assert case.state_on("2024-01-09").state == "released"


def test_steps_in_an_order_that_cannot_be() -> None:
    text = "Ada Reyes was arrested in 2019 and released in 2015."
    [check] = checks_of(
        record(text, ("arrest", "arrested", "2019", "2019", None, None), ("release", "released", "2015", "2015", None, None))
    )
    assert (check.kind, check.holds) == ("order", False)


@pytest.mark.parametrize(
    ("text", "kind", "holds"),
    [
        ("They met on Tuesday, March 5, 2019.", "weekday", True),
        ("They met on Monday, March 5, 2019.", "weekday", False),
        ("Ada Reyes, 39, was born in 1985.", "age", True),
        ("Ada Reyes, 50, was born in 1985.", "age", False),
        ("Ada Reyes, 34, spoke. Later Ada Reyes, 36, left.", "age", False),
        ("It opened in 2015. Two years later, in 2017, it closed.", "interval", True),
        ("It opened in 2015. Two years later, in 2019, it closed.", "interval", False),
        ("Six people, four women and two men, were hurt.", "total", True),
        ("Six people, four women and three men, were hurt.", "total", False),
    ],
)
def test_numbers(text: str, kind: str, holds: bool) -> None:
    assert [(c.kind, c.holds) for c in checks_of(record(text))] == [(kind, holds)]


def test_evidence_slices_back() -> None:
    made = record("Six people, four women and three men, met on Monday, March 5, 2019.")
    for check in checks_of(made):
        for span in check.evidence:
            assert made.text[span.start : span.end] == span.text
