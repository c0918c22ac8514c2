"""To whom, where, and through whom."""

from __future__ import annotations

from reports import quotation, resolved

from onrecord.resolve import Resolved


def via(found: Resolved) -> list[list[str]]:
    names = {e.id: e.name for e in found.entities}
    return [[names[v] for v in q.via] for q in found.quotations]


def test_the_outlet_that_was_told_relays_and_so_do_its_follow_on_sentences() -> None:
    text = "“It is over,” Laura Brandt told CNN.\n\n“We are glad,” she added."
    found = resolved(
        text,
        quotation(text, "Q1", "“It is over,”", "Laura Brandt", "told", addressee="CNN"),
        quotation(text, "Q2", "“We are glad,”", "she", "added", attribution="she added"),
        outlet="Harbor Courier",
    )
    assert via(found) == [["CNN"], ["CNN"]]
    assert found.quotations[0].addressee is not None
    assert found.quotations[1].addressee is None


def test_the_report_s_own_outlet_relays_nothing() -> None:
    text = "“It is over,” Laura Brandt told CNN."
    found = resolved(text, quotation(text, "Q1", "“It is over,”", "Laura Brandt", "told", addressee="CNN"), outlet="CNN")
    assert via(found) == [[]]


def test_those_spoken_to_are_not_the_place_where_they_are() -> None:
    text = "Laura Brandt flew to Vell. “It is over,” Brandt told reporters in Vell."
    found = resolved(text, quotation(text, "Q1", "“It is over,”", "Brandt", "told", addressee="reporters in Vell"))
    names = {e.id: e.name for e in found.entities}
    assert found.quotations[0].addressee is not None
    assert names[found.quotations[0].addressee.entity or ""] == "reporters in Vell"


def test_reporters_are_spoken_to_and_relay_nothing() -> None:
    text = "“It is over,” Laura Brandt told reporters in a statement on Tuesday."
    found = resolved(text, quotation(text, "Q1", "“It is over,”", "Laura Brandt", "told"), published="2024-07-05")
    q = found.quotations[0]
    assert via(found) == [[]]
    assert q.addressee is not None
    assert q.addressee.text == "reporters"
    assert q.venue is not None
    assert q.venue.text == "in a statement"
    assert q.said is not None
    assert q.said.value == "2024-07-02"


def test_an_outlet_named_after_the_statement_relays_it() -> None:
    text = "Laura Brandt said it was over, according to Reuters."
    found = resolved(text, quotation(text, "Q1", "it was over", "Laura Brandt", "said"), outlet="Harbor Courier")
    assert via(found) == [["Reuters"]]


def test_an_outlet_whose_name_follows_its_verb_relays_it() -> None:
    text = "Laura Brandt said it was over, reports the Harbor Gazette."
    found = resolved(text, quotation(text, "Q1", "it was over", "Laura Brandt", "said"), outlet="Harbor Courier")
    assert via(found) == [["Harbor Gazette"]]


def test_the_outer_speaker_of_a_nested_quotation_relays_it() -> None:
    text = "Laura Brandt told CNN that Peter Olsen said it was over."
    found = resolved(
        text,
        quotation(text, "Q1", "that Peter Olsen said it was over", "Laura Brandt", "told", addressee="CNN"),
        quotation(text, "Q2", "it was over", "Peter Olsen", "said", parent="Q1"),
        outlet="Harbor Courier",
    )
    assert via(found) == [["CNN"], ["CNN", "Laura Brandt"]]


def test_the_one_who_posted_relays_what_stands_in_the_post() -> None:
    text = (
        "Fans were quick to answer.\n\nSources close to Brandt tell TMZ that she will sail again. pic.twitter.com/aBcD12 "
        "— Ines Holm (@inesholm) January 3, 2024\n\nNothing else is known."
    )
    found = resolved(
        text, quotation(text, "Q1", "that she will sail again", "Sources close to Brandt", "tell", addressee="TMZ"), outlet="Harbor Courier"
    )
    assert via(found) == [["Ines Holm", "TMZ"]]


def test_a_relay_goes_on_until_the_speaker_is_quoted_from_elsewhere() -> None:
    text = (
        "“It is over,” Laura Brandt told CNN.\n\nThe boats lay still.\n\n“We are glad,” she added.\n\n“We sail,” she said in a statement."
        "\n\n“At dawn,” she said."
    )
    found = resolved(
        text,
        quotation(text, "Q1", "“It is over,”", "Laura Brandt", "told", addressee="CNN"),
        quotation(text, "Q2", "“We are glad,”", "she", "added", attribution="she added"),
        quotation(text, "Q3", "“We sail,”", "she", "said", attribution="she said in"),
        quotation(text, "Q4", "“At dawn,”", "she", "said", attribution="she said."),
        outlet="Harbor Courier",
    )
    assert via(found) == [["CNN"], ["CNN"], [], []]


def test_the_opening_gives_in_short_what_an_interview_holds() -> None:
    text = "The port will close, Laura Brandt said.\n\n“It is over,” Brandt told CNN in an interview."
    found = resolved(
        text,
        quotation(text, "Q1", "The port will close", "Laura Brandt", "said"),
        quotation(text, "Q2", "“It is over,”", "Brandt", "told", attribution="Brandt told", addressee="CNN"),
        outlet="Harbor Courier",
    )
    assert via(found) == [["CNN"], ["CNN"]]


def test_a_document_that_holds_the_words_relays_them() -> None:
    text = "“We left,” Laura Brandt said, according to the indictment. “We ran,” Brandt said, the paper reported.\n\nReports vary."
    found = resolved(text, quotation(text, "Q1", "“We left,”", "Laura Brandt", "said"), outlet="Harbor Courier")
    assert via(found) == [["indictment"]]


def test_a_journalist_of_another_outlet_relays_and_one_of_the_report_s_own_does_not() -> None:
    text = "“It is over,” Laura Brandt told journalist Ines Holm."
    q = quotation(text, "Q1", "“It is over,”", "Laura Brandt", "told", addressee="journalist Ines Holm")
    assert via(resolved(text, q, outlet="Harbor Courier")) == [["Ines Holm"]]
    text = "“It is over,” Laura Brandt told CNN's correspondent Ines Holm."
    q = quotation(text, "Q1", "“It is over,”", "Laura Brandt", "told", addressee="CNN's correspondent Ines Holm")
    assert via(resolved(text, q, outlet="CNN")) == [[]]


def test_what_a_report_in_a_paper_says_is_relayed_by_nobody() -> None:
    text = "The bridge will close, according to a Harbor Gazette report."
    found = resolved(
        text, quotation(text, "Q1", "The bridge will close", "a Harbor Gazette report", "according to"), outlet="Harbor Courier"
    )
    assert via(found) == [[]]


def test_a_body_that_is_asked_relays_nothing_and_one_that_was_told_does() -> None:
    text = "Laura Brandt {} Harbor Watch that the bridge was old."
    for cue, names in (("reminded", []), ("told", ["Harbor Watch"])):
        printed = text.format(cue)
        q = quotation(printed, "Q1", "that the bridge was old", "Laura Brandt", cue, addressee="Harbor Watch")
        assert via(resolved(printed, q, outlet="Harbor Courier")) == [names]


def test_an_outlet_to_which_a_statement_was_made_relays_it() -> None:
    text = "In a statement to CNN, Laura Brandt said that the bridge was old."
    found = resolved(text, quotation(text, "Q1", "that the bridge was old", "Laura Brandt", "said"), outlet="Harbor Courier")
    assert via(found) == [["CNN"]]


def test_the_host_of_a_programme_relays_nothing() -> None:
    text = "Laura Brandt told host Peter Olsen that the bridge was old."
    q = quotation(text, "Q1", "that the bridge was old", "Laura Brandt", "told", addressee="host Peter Olsen")
    assert via(resolved(text, q, outlet="Harbor Courier")) == [[]]
