"""Each person and organisation of a report once, under the fullest name."""

from __future__ import annotations

import pytest
from reports import resolved


def entities(text: str) -> list[tuple[str, str, list[str]]]:
    return [(e.name, e.kind, [m.text for m in e.mentions]) for e in resolved(text).entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ana Ruiz arrived. Ms. Ruiz waved.", [("Ana Ruiz", "person", ["Ana Ruiz", "Ruiz"])]),
        ("President Velder spoke. Later Thomas Velder left.", [("Thomas Velder", "person", ["Velder", "Thomas Velder"])]),
        ("Tom Velder came. Thomas Velder left.", [("Thomas Velder", "person", ["Tom Velder", "Thomas Velder"])]),
        ("José Núñez came. Jose Nunez’s car left.", [("José Núñez", "person", ["José Núñez", "Jose Nunez"])]),
        ("Robert O'Dell Jr. came. O'Dell left.", [("Robert O'Dell Jr.", "person", ["Robert O'Dell Jr.", "O'Dell"])]),
        ("Mary Beth Orlan came. Mary Beth left.", [("Mary Beth Orlan", "person", ["Mary Beth Orlan", "Mary Beth"])]),
        ("Sen. Dean Harlow came. Harlow left.", [("Dean Harlow", "person", ["Dean Harlow", "Harlow"])]),
        ("Bill de Vries came. De Vries left.", [("Bill de Vries", "person", ["Bill de Vries", "De Vries"])]),
        (
            "The Bureau of Harbor Safety (BHS) was told. Then the BHS acted.",
            [("Bureau of Harbor Safety", "organisation", ["Bureau of Harbor Safety", "BHS", "BHS"])],
        ),
        (
            "The Department of Harbors said no. The Harbors Department is small.",
            [("Department of Harbors", "organisation", ["Department of Harbors", "Harbors Department"])],
        ),
        (
            "They ate at Spoon and Gavel. Spoon and Gavel closed.",
            [("Spoon and Gavel", "organisation", ["Spoon and Gavel", "Spoon and Gavel"])],
        ),
        ("The show “Vell Nights” ended.", [("Vell Nights", "organisation", ["Vell Nights"])]),
        ("Story Continued Below\n\nLaura Brandt left.", [("Laura Brandt", "person", ["Laura Brandt"])]),
        (
            "The Vell Harbor Council met. The Council said no.",
            [("Vell Harbor Council", "organisation", ["Vell Harbor Council", "Council"])],
        ),
        ("Senators Ana Ruiz and Tom Velder left.", [("Ana Ruiz", "person", ["Ana Ruiz"]), ("Tom Velder", "person", ["Tom Velder"])]),
        ("President-elect Velder met Tom Velder.", [("Tom Velder", "person", ["Velder", "Tom Velder"])]),
        (
            "Businessman Tom Velder and Republicans Ana Ruiz and Carl Lund undid Brandt-era rules.",
            [("Tom Velder", "person", ["Tom Velder"]), ("Ana Ruiz", "person", ["Ana Ruiz"]), ("Carl Lund", "person", ["Carl Lund"])],
        ),
        ("John Velder left. Mrs. Velder stayed.", [("John Velder", "person", ["John Velder"]), ("Velder", "person", ["Velder"])]),
        ("It was in the New York Times.", [("New York Times", "organisation", ["New York Times"])]),
        ("Former FBI Director Peter Olsen left.", [("FBI", "organisation", ["FBI"]), ("Peter Olsen", "person", ["Peter Olsen"])]),
        ("The UAW struck. The UAW GM department agreed.", [("UAW", "organisation", ["UAW"]), ("UAW GM", "organisation", ["UAW GM"])]),
        (
            "The Velden Police Department was told. Police came to Velden.",
            [("Velden Police Department", "organisation", ["Velden Police Department"]), ("Velden", "person", ["Velden"])],
        ),
        (
            "Lt. Ana Ruiz of the Velden Police left.",
            [("Ana Ruiz", "person", ["Ana Ruiz"]), ("Velden Police", "organisation", ["Velden Police"])],
        ),
        ("The Orlan County Sheriff’s Office left.", [("Orlan County Sheriff’s Office", "organisation", ["Orlan County Sheriff’s Office"])]),
        ("Hamid al-Velder spoke. Later al-Velder left.", [("Hamid al-Velder", "person", ["Hamid al-Velder", "Velder"])]),
        ("James “Duke” Velder spoke. Velder left.", [("James “Duke” Velder", "person", ["James “Duke” Velder", "Velder"])]),
        ("Majority Leader Ana Ruiz of Iowa left.", [("Ana Ruiz", "person", ["Ana Ruiz"]), ("Iowa", "place", ["Iowa"])]),
        ("Vell-based Harbor Watch was told.", [("Harbor Watch", "organisation", ["Harbor Watch"])]),
        ("It was in Marie Claire.", [("Marie Claire", "organisation", ["Marie Claire"])]),
    ],
)
def test_forms_of_a_name_are_one_entity(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert entities(text) == expected


def test_relatives_who_share_a_surname_stay_two() -> None:
    text = "Laura Brandt and her husband, Peter Brandt, left. Mrs. Brandt drove. Mr. Brandt slept."
    assert entities(text) == [
        ("Laura Brandt", "person", ["Laura Brandt", "her", "Brandt"]),
        ("Peter Brandt", "person", ["Peter Brandt", "Brandt"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ira Vell Jr. came. Vell left. Ira Vell slept.", [("Ira Vell Jr.", ["Ira Vell Jr.", "Vell", "Ira Vell"])]),
        (
            "Mayor Ira Vell spoke of his son, Ira Vell Jr. Vell left. Vell Jr. stayed. Ira Jr. slept.",
            [("Ira Vell", ["Ira Vell", "Vell"]), ("Ira Vell Jr.", ["Ira Vell Jr.", "Vell Jr.", "Ira Jr."])],
        ),
        (
            "Ira Vell Jr. was held. Ira Vell Jr.’s father, Ira Vell, wept. Vell was freed.",
            [("Ira Vell Jr.", ["Ira Vell Jr.", "Ira Vell Jr.", "Vell"]), ("Ira Vell", ["Ira Vell"])],
        ),
        (
            "Ira Vell Sr. met Ira Vell III. Vell Sr. spoke.",
            [("Ira Vell Sr.", ["Ira Vell Sr.", "Vell Sr."]), ("Ira Vell III", ["Ira Vell III"])],
        ),
    ],
)
def test_father_and_son_of_one_name_are_two_where_the_report_speaks_of_both(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert [(name, [m for m in mentions if m not in ("his", "His")]) for name, _, mentions in entities(text)] == expected


def test_words_with_a_capital_for_their_place_are_no_names() -> None:
    assert entities("While it rained, they left. Nobody saw it. On Monday, it stopped.") == []


def test_a_headline_s_capitals_make_no_names() -> None:
    text = "Laura Brandt Wants More Boats From Peter Olsen\n\nShe wants more boats. Laura Brandt met Peter Olsen."
    assert entities(text) == [
        ("Laura Brandt", "person", ["Laura Brandt", "She", "Laura Brandt"]),
        ("Peter Olsen", "person", ["Peter Olsen", "Peter Olsen"]),
    ]


def test_a_headline_s_verbs_are_no_part_of_a_name() -> None:
    text = "FHC Won’t Ask Sailors How They Moor Boats\n\nThe Federal Harbor Commission asks sailors nothing, the FHC said."
    assert entities(text)[0] == ("Federal Harbor Commission", "organisation", ["FHC", "Federal Harbor Commission", "FHC"])


def test_a_name_is_read_through_brackets() -> None:
    text = "“Chairman [Thomas] Velder must go,” she said. Velder stayed. “We ask Ana [Ruiz] now.”"
    assert [e for e in entities(text) if "she" not in e[2]] == [
        ("Thomas Velder", "person", ["[Thomas] Velder", "Velder"]),
        ("Ana Ruiz", "person", ["Ana [Ruiz]"]),
    ]


def test_the_names_of_a_caption_are_those_of_several() -> None:
    assert [name for name, *_ in entities("Laura B. Brandt Peter C. Olsen Ana Ruiz\n\nVell Mayor\n\nThe quay was closed.")] == [
        "Laura B. Brandt",
        "Peter C. Olsen",
        "Ana Ruiz",
        "Vell",
    ]


def test_titles_alone_and_seats_are_no_names() -> None:
    text = "Aides to Sen. Dean Roe, R-Iowa, left. The Deputy Attorney General stayed. Timothy A. Brandt, a lawyer, met them."
    assert [name for name, kind, _ in entities(text) if kind == "person"] == ["Dean Roe", "Timothy A. Brandt"]


def test_an_ambassador_s_country_is_no_part_of_the_name() -> None:
    text = "She met former ambassador to Russia Michael Brandt. Bishop Laura Olsen of the Vell Fellowship left."
    assert {"Michael Brandt", "Laura Olsen"} <= {name for name, _, _ in entities(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Support for Black Lives Matter is high.",
        "Roe v. Wade was decided. So was Holm v. Vell.",
        "JUST WATCHED Brandt Replay More Videos ... MUST WATCH",
        "It ended.\n\nSign up for Daily Newsletters\n\nCopyright © 2019 The Vell Times, LLC.",
        "Obamacare works. World War II ended. The South Korean leader met them on Christmas Eve. Hurricane Ida hit.",
        "He spoke on NBC’s Meet the Press and in the Rose Garden.",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert [name for name, kind, _ in entities(text) if kind == "person" and name != "Brandt"] == []
