"""What becomes of the reader's cues: tests of the rules, with cues made by hand, and of the shipped reader on plain sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.quotations import quotations
from onrecord.annotate.reader import Cue, Reading, shared_reader
from onrecord.annotate.tokens import tokenize
from onrecord.model import Quotation


def cue(text: str, word: str, contents: list[str], source: str | None = None, score: float = 0.9, thought: float = 0.0) -> Cue:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Cue(*at(word), thought, score, tuple(map(at, contents)), at(source) if source else None, None, None)


def read(text: str, *cues: Cue, in_content: float = 0.0) -> list[Quotation]:
    tokens = tokenize(text, shared_reader().tokenizer)
    return quotations(text, Reading(tokens, list(cues), [], np.full(len(tokens.ids), in_content, dtype=np.float32)))


def contents(found: list[Quotation]) -> list[list[str]]:
    return [[c.text for c in q.contents] for q in found]


def test_a_content_that_all_but_fills_its_marks_ends_with_them() -> None:
    text = 'Ines Valdo said, "We were told nothing about the bridge."'
    (q,) = read(text, cue(text, "said", ["We were told nothing about the bridge"], "Ines Valdo"))
    assert (q.contents[0].text, q.kind) == ('"We were told nothing about the bridge."', "direct")


def test_loose_punctuation_is_left_out_of_indirect_contents() -> None:
    text = "The clerk said that the gates were shut."
    (q,) = read(text, cue(text, "said", ["that the gates were shut."], "The clerk"))
    assert (q.contents[0].text, q.kind) == ("that the gates were shut", "indirect")


def test_words_that_two_cues_claim_go_to_the_nearer() -> None:
    text = '"One of us will go," Orla said. "And two of us will stay," Finn added.'
    found = read(
        text,
        cue(text, "said", ['"One of us will go,"', '"And two of us will stay,"'], "Orla", 0.9),
        cue(text, "added", ['"And two of us will stay,"'], "Finn", 0.8),
    )
    assert contents(found) == [['"One of us will go,"'], ['"And two of us will stay,"']]


def test_a_quotation_inside_another_has_it_as_parent() -> None:
    text = "Mara said that her brother had promised to repay the loan."
    found = read(
        text,
        cue(text, "said", ["that her brother had promised to repay the loan"], "Mara"),
        cue(text, "had promised", ["to repay the loan"], "her brother"),
    )
    assert [q.parent for q in found] == [None, "Q1"]


def test_two_that_share_most_of_their_words_stand_where_one_is_told_within_the_other() -> None:
    text = '"The caller said that the bridge would fall before the week was out," reads the note.'
    found = read(
        text,
        cue(text, "reads", ['"The caller said that the bridge would fall before the week was out,"'], "the note"),
        cue(text, "said", ["that the bridge would fall before the week was out"], "The caller", 0.6),
    )
    assert contents(found)[1] == ["that the bridge would fall before the week was out"]
    assert [q.parent for q in found] == [None, "Q1"]


def test_within_another_only_what_is_plainly_said_may_be_less_sure() -> None:
    text = "Mara said that her brother, Finn, told the bank it would have its money, and blamed the war."
    outer = cue(text, "said", [text[10:-1]], "Mara")
    told, blamed = cue(text, "told", ["it would have its money"], "Finn", 0.4), cue(text, "blamed", ["the war"], "Finn", 0.45)
    assert [q.cue and q.cue.text for q in read(text, outer, told, blamed)] == ["said", "told"]


def test_unmarked_words_do_not_go_on_in_another_paragraph() -> None:
    text = "Orla said the gates were shut\n\nContinue below\n\nThe clerk left."
    (q,) = read(text, cue(text, "said", ["the gates were shut\n\nContinue below"], "Orla"))
    assert q.contents[0].text == "the gates were shut"


@pytest.mark.parametrize(
    ("text", "found", "content"),
    [
        ("The ferry will reportedly sail at dawn.", ["sail at dawn"], ["The ferry will", "sail at dawn"]),
        ("The old ferry is reportedly lost.", ["The old ferry", "lost"], ["The old ferry is", "lost"]),
    ],
)
def test_what_is_reportedly_so_begins_with_its_subject(text: str, found: list[str], content: list[str]) -> None:
    assert contents(read(text, cue(text, "reportedly", found))) == [content]


def test_marks_within_marks_after_words_that_bring_speech() -> None:
    text = "\"And I'm like, 'Wow, that is tall.' It was,\" Orla said."
    found = read(text, cue(text, "said", [text[: text.index(" Orla")]], "Orla"))
    inner = found[1]
    assert (inner.contents[0].text, inner.kind, inner.parent) == ("'Wow, that is tall.'", "direct", "Q1")
    assert inner.source
    assert inner.cue
    assert (inner.source.text, inner.cue.text) == ("I", "'m like")


def test_speech_that_goes_on_in_the_next_paragraph() -> None:
    text = '"We begin here and now," Orla said.\n\n"We will end somewhere else entirely."'
    (q,) = read(text, cue(text, "said", ['"We begin here and now,"'], "Orla"), in_content=0.9)
    assert [c.text for c in q.contents] == ['"We begin here and now,"', '"We will end somewhere else entirely."']


def test_scare_quotes_that_nobody_said_are_no_quotation() -> None:
    assert read('The so-called "road to nowhere" was closed on Friday.') == []


def test_thought_is_kept_apart() -> None:
    text = "Orla believes that the dam will hold."
    (q,) = read(text, cue(text, "believes", ["that the dam will hold"], "Orla", thought=0.9))
    assert q.mode == "thought"


PLAIN = [
    ('"The dam will hold," said Orla Finch, the engineer.', "direct", '"The dam will hold,"', "said", "Orla Finch"),
    (
        "Orla Finch said that the dam would hold through the winter.",
        "indirect",
        "that the dam would hold through the winter",
        "said",
        "Orla Finch",
    ),
    (
        "According to court records, the clerk had been paid twice.",
        "indirect",
        "the clerk had been paid twice",
        "According to",
        "court records",
    ),
    (
        "The mayor said the plan was “a disgrace” and would be dropped.",
        "mixed",
        "the plan was “a disgrace” and would be dropped",
        "said",
        "The mayor",
    ),
    ("‘We do not know yet,’ she said.", "direct", "‘We do not know yet,’", "said", "she"),
]


@pytest.mark.parametrize(("text", "kind", "content", "verb", "source"), PLAIN, ids=[p[0][:20] for p in PLAIN])
def test_the_shipped_reader_on_plain_sentences(text: str, kind: str, content: str, verb: str, source: str) -> None:
    (q,) = quotations(text, shared_reader().read(text))
    assert q.source
    assert q.cue
    assert (q.kind, q.contents[0].text, q.cue.text, q.source.text) == (kind, content, verb, source)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab said that he “”\"'‘’.,:\n—AB"))) | st.text(max_size=120))
def test_every_span_of_any_text_slices_back(text: str) -> None:
    for q in quotations(text, shared_reader().read(text)):
        for span in (*q.contents, q.source, q.cue, q.attribution, q.addressee, q.venue):
            assert span is None or text[span.start : span.end] == span.text != ""


def test_a_report_alone_and_among_others_reads_the_same() -> None:
    texts = [p[0] * n for n, p in enumerate(PLAIN, 1)] * 3
    together = [quotations(t, r) for t, r in zip(texts, shared_reader().read_all(texts), strict=True)]
    assert together == [quotations(t, shared_reader().read(t)) for t in texts]


def test_nothing_in_an_empty_text() -> None:
    assert read("") == read("  \n ") == []


def test_as_per_cites_what_stands_before_it() -> None:
    text = "It rained. The clerk was arrested in 2015 for the theft, as per the Torrel Courant. He left."
    (q,) = read(text)
    assert q.source
    assert (q.contents[0].text, q.source.text, q.kind) == ("The clerk was arrested in 2015 for the theft", "the Torrel Courant", "indirect")


def test_sources_tell() -> None:
    text = "It is late. Sources close to Orla tell the Lantern … she is ready to talk. He left."
    (q,) = read(text)
    assert q.source
    assert q.addressee
    assert (q.contents[0].text, q.source.text, q.addressee.text) == ("she is ready to talk", "Sources close to Orla", "the Lantern")
