import msgspec
import pytest
from compared_reports import Compared, record

from onrecord.compare import conflicts
from onrecord.compare.disagreements import MOST_POSSIBLE, disagreements
from onrecord.compare.statements import statements

FIRE = (
    "A fire in the Marl mill killed {dead} on Monday, the fire brigade of Vell said. "
    "Foreman Per Holm, {age}, was among the survivors of the fire."
)
TRIAL = (
    "A court in Vell sentenced the foreman Per Holm to {length} in prison for the fire in the Marl mill. "
    "The court in Vell fined Holm {sum} for the fire."
)
MILLS = ["Marl", "Ketter", "Dorn", "Salby", "Quist", "Orrel", "Hark", "Tolm", "Weir"]
TOWNS = ["Vell", "Tarn", "Brisk", "Lund", "Hoxby", "Garmo", "Pell", "Strand", "Ryd"]


@pytest.mark.parametrize(
    ("template", "one", "other", "days", "expected"),
    [
        (FIRE, {"dead": "31 people", "age": "34"}, {"dead": "57 people", "age": "34"}, 0, [("conflict", "count")]),
        (FIRE, {"dead": "31 people", "age": "34"}, {"dead": "57 people", "age": "34"}, 1, [("update", "count")]),
        (FIRE, {"dead": "at least 31 people", "age": "34"}, {"dead": "57 people", "age": "34"}, 0, [("update", "count")]),
        (FIRE, {"dead": "about 30 people", "age": "34"}, {"dead": "31 people", "age": "34"}, 0, []),
        (FIRE, {"dead": "twelve people", "age": "34"}, {"dead": "a dozen people", "age": "34"}, 0, []),
        (FIRE, {"dead": "31 people", "age": "34"}, {"dead": "31 people", "age": "43"}, 0, [("conflict", "age")]),
        (FIRE, {"dead": "31 people", "age": "34"}, {"dead": "31 people", "age": "35"}, 200, []),
        (TRIAL, {"length": "ten years", "sum": "$2 million"}, {"length": "120 months", "sum": "2,000,000 dollars"}, 0, []),
        (TRIAL, {"length": "ten years", "sum": "$2 million"}, {"length": "15 years", "sum": "$2 million"}, 0, [("conflict", "length")]),
        (TRIAL, {"length": "ten years", "sum": "$2 million"}, {"length": "ten years", "sum": "$3 million"}, 0, [("conflict", "amount")]),
        # so far apart that they may be of two things
        (TRIAL, {"length": "ten years", "sum": "$2 million"}, {"length": "ten years", "sum": "$5 million"}, 0, [("possible", "amount")]),
        (
            TRIAL,
            {"length": "ten years", "sum": "$2 million or more"},
            {"length": "ten years", "sum": "$5 million"},
            0,
            [("update", "amount")],
        ),
        # what rose from one day to the next may have grown
        (TRIAL, {"length": "ten years", "sum": "$2 million"}, {"length": "ten years", "sum": "$3 million"}, 1, [("possible", "amount")]),
    ],
)
def test_values(template: str, one: dict[str, str], other: dict[str, str], days: int, expected: list[tuple[str, str]]) -> None:
    found = disagreements(statements(record(template.format(**one))), statements(record(template.format(**other))), days=days)
    assert [(d.verdict, d.kind) for d in found] == expected


def test_passages_and_a_plain_sentence() -> None:
    texts = [FIRE.format(dead="31 people", age="34"), "Smoke hung over Vell. " + FIRE.format(dead="57 people", age="34")]
    compared = Compared(*(record(t, outlet=o, published="2024-05-07") for t, o in zip(texts, ("Vell Post", "Marl Echo"), strict=True)))
    [found] = conflicts(*compared.found)
    assert found.plainly == "Vell Post (2024-05-07) gives 31 people, Marl Echo (2024-05-07) 57 people."
    for text, side in zip(texts, (found.one, found.other), strict=True):
        assert text[side.start : side.end] == side.text
    assert found.other.text.startswith("A fire")


def test_affirmed_and_denied() -> None:
    compared = Compared(
        record(
            "The Marl mill in Vell burned on Monday. Police arrested the foreman Per Holm at the mill after the fire.",
            published="2024-05-07",
        ),
        record(
            "The Marl mill in Vell burned on Monday. Police have not arrested the foreman Per Holm after the fire.", published="2024-05-07"
        ),
    )
    assert list(conflicts(*compared.found)) == []
    [found] = conflicts(*compared.found, verdicts=["conflict", "possible"])
    assert (found.verdict, found.kind) == ("possible", "claim")
    assert "may deny" in found.plainly


def test_who_said_it() -> None:
    said = '"The roof of the Marl mill fell in within nine minutes of the alarm," said {}. A fire burned down the Marl mill in Vell.'
    compared = Compared(record(said.format("Ada Reyes"), published="2024-05-07"), record(said.format("Per Holm"), published="2024-05-07"))
    assert [c.kind for c in conflicts(*compared.found)] == ["speaker"]
    assert list(conflicts(*compared.found, person_of=lambda report, label: 7)) == []  # two names of one person
    compared.records[2] = msgspec.structs.replace(compared.records[2], quotations=())  # judged to be none
    assert list(conflicts(*compared.found)) == []


@pytest.mark.parametrize(("one", "other", "expected"), [("on Monday", "on Thursday", ["date"]), ("on Monday", "yesterday", [])])
def test_days(one: str, other: str, expected: list[str]) -> None:
    told = "The Marl mill in Vell burned down {}, and thirty firefighters of the Vell brigade fought the fire."
    first = statements(record(told.format(one), published="2024-05-08"))
    second = statements(record(told.format(other), published="2024-05-08"))
    assert [d.kind for d in disagreements(first, second, days=0)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the days of two happenings
        ("Mayor Ada Reyes told reporters on Thursday that the Marl mill in Vell had been sound.",
         "The mayor of Vell, Ada Reyes, laid a wreath at the Marl mill on Saturday."),
        # what is counted are opposites
        ("The fire in the Marl mill in Vell left 40 women of the spinning hall without work.",
         "The fire in the Marl mill in Vell left 90 men of the spinning hall without work."),
        # a year that names a thing
        ("The council of Vell repealed the 2008 order on the Marl mill after the fire.",
         "The council of Vell repealed the 2014 order on the Marl mill after the fire."),
        # a photograph's day
        ("Firefighters outside the Marl mill after the fire in Vell, May 3, 2024.",
         "Firefighters outside the Marl mill after the fire in Vell, May 6, 2024."),
        # a question
        ("Why did the inspectors of Vell not close the Marl mill before the fire?",
         "The inspectors of Vell did close the Marl mill before the fire."),
        # other people's ages
        ("Per Holm, 34, a foreman of the Marl mill in Vell, was hurt in the fire.",
         "Nils Garmo, 51, a foreman of the Marl mill in Vell, was hurt in the fire."),
        # what two people say
        ("A survivor of the Marl mill fire in Vell said: “There were 40 people in the spinning hall.”",
         "A survivor of the Marl mill fire in Vell said: “There were 90 people in the spinning hall.”"),
    ],
)  # fmt: skip
def test_two_things(one: str, other: str) -> None:
    first, second = (statements(record(text, published="2024-05-08")) for text in (one, other))
    assert {d.verdict for d in disagreements(first, second, days=0)} <= {"possible"}


@pytest.mark.parametrize("days", [None, 20])
def test_nothing_is_held_against_reports_of_unknown_or_another_time(days: int | None) -> None:
    sides = [statements(record(FIRE.format(dead=dead, age="34"))) for dead in ("31 people", "57 people")]
    assert disagreements(*sides, days=days) == []


def test_far_apart_is_of_two_things() -> None:
    sides = [statements(record(FIRE.format(dead=dead, age="34"))) for dead in ("31 people", "570 people")]
    assert disagreements(*sides, days=0) == []


def test_a_later_date_is_no_growth() -> None:
    earlier = "The wall at the quay of Vell, built in 1908, was repaired in 1987."
    later = "The wall at the quay of Vell, built in 1911, fell on May 2."
    found = disagreements(statements(record(earlier)), statements(record(later)), days=3)
    assert [(d.verdict, d.kind) for d in found] == [("conflict", "date")]


def test_days_that_are_left_grow_fewer() -> None:
    left = "The council of Vell has {} days left to rule on the fire in the Marl mill."
    earlier, later = (statements(record(left.format(days))) for days in (15, 14))
    assert disagreements(earlier, later, days=1) == []
    assert [d.verdict for d in disagreements(earlier, later, days=0)] == ["conflict"]


def test_of_what_is_possible_few_are_kept_after_what_is_sure() -> None:
    told = "\n".join(f"The fire in the {mill} mill at {town} cost {{}} million dollars." for mill, town in zip(MILLS, TOWNS, strict=True))
    texts = [told.format(21, *range(31, 39)), told.format(26, *range(71, 79))]
    compared = Compared(*(record(text, published="2024-05-07") for text in texts))
    assert [c.verdict for c in conflicts(*compared.found)] == ["conflict"]
    assert [c.verdict for c in conflicts(*compared.found, verdicts=["conflict", "possible"])] == ["conflict", *["possible"] * MOST_POSSIBLE]
    [first, *_] = conflicts(*compared.found, verdicts=["possible"])
    assert first.plainly.endswith("They may be of two things: check.")
