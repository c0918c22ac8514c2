"""Whose words: by name, pronoun, description, or none; and open where the report leaves it so."""

from __future__ import annotations

import pytest
from reports import quotation, resolved, speakers


def test_a_surname_is_the_full_name() -> None:
    text = "Laura Brandt won. “We did it,” Brandt said."
    assert speakers(resolved(text, quotation(text, "Q1", "“We did it,”", "Brandt", "said", attribution="Brandt said"))) == ["Laura Brandt"]


def test_pronouns_go_by_gender_and_by_who_spoke() -> None:
    text = "Laura Brandt met Peter Olsen on the quay. “It is cold,” Brandt said.\n\n“I will go home,” she added.\n\n“Stay,” he said to her."
    found = resolved(
        text,
        quotation(text, "Q1", "“It is cold,”", "Brandt", "said", attribution="Brandt said"),
        quotation(text, "Q2", "“I will go home,”", "she", "added", attribution="she added"),
        quotation(text, "Q3", "“Stay,”", "he", "said", attribution="he said"),
    )
    assert speakers(found) == ["Laura Brandt", "Laura Brandt", "Peter Olsen"]
    assert all(q.because for q in found.quotations)


def test_i_within_quoted_words_is_their_speaker() -> None:
    text = "“I said that it was over,” Laura Brandt recalled."
    found = resolved(
        text,
        quotation(text, "Q1", "“I said that it was over,”", "Laura Brandt", "recalled"),
        quotation(text, "Q2", "that it was over", "I", "said", parent="Q1"),
    )
    assert speakers(found) == ["Laura Brandt", "Laura Brandt"]
    assert [q.via for q in found.quotations] == [(), ()]


def test_descriptions_go_by_the_role_that_the_report_gives() -> None:
    text = (
        "Sen. Laura Brandt, D-Ohio, and Peter Olsen, a lawyer for the port, spoke.\n\n"
        "The senator said it was late. The lawyer said it was early."
    )
    found = resolved(
        text,
        quotation(text, "Q1", "it was late", "The senator", "said", attribution="The senator said"),
        quotation(text, "Q2", "it was early", "The lawyer", "said", attribution="The lawyer said"),
    )
    assert speakers(found) == ["Laura Brandt", "Peter Olsen"]


def test_sources_that_are_not_named_are_entities_too() -> None:
    text = "A senior official said no. The official said that it was final. The lawsuit says otherwise. Protesters said nothing was true."
    found = resolved(
        text,
        quotation(text, "Q1", "no", "A senior official", "said"),
        quotation(text, "Q2", "that it was final", "The official", "said", attribution="The official said"),
        quotation(text, "Q3", "otherwise", "The lawsuit", "says"),
        quotation(text, "Q4", "nothing was true", "Protesters", "said", attribution="Protesters said"),
    )
    assert speakers(found) == ["A senior official", "A senior official", "lawsuit", "Protesters"]
    assert [e.kind for e in found.entities] == ["unnamed", "document", "group"]


def test_several_together_are_one_group() -> None:
    text = "Laura Brandt and Peter Olsen said it was over. “We are glad,” they said."
    found = resolved(
        text,
        quotation(text, "Q1", "it was over", "Laura Brandt and Peter Olsen", "said"),
        quotation(text, "Q2", "“We are glad,”", "they", "said", attribution="they said"),
    )
    assert speakers(found) == ["Laura Brandt and Peter Olsen"] * 2


def test_words_with_no_attribution_go_on_from_the_quotation_before() -> None:
    text = "“It was cold,” Laura Brandt said.\n\n“And the boat was gone. That was the end.”\n\nIt rained.\n\n“Nobody came here at all.”"
    found = resolved(
        text,
        quotation(text, "Q1", "“It was cold,”", "Laura Brandt", "said"),
        quotation(text, "Q2", "“And the boat was gone. That was the end.”"),
        quotation(text, "Q3", "“Nobody came here at all.”"),
    )
    assert speakers(found) == ["Laura Brandt", "Laura Brandt", None]
    assert found.quotations[2].speaker_reason == "no attribution of its own, and no quotation right before it"


def test_a_participle_has_the_speaker_of_its_clause() -> None:
    text = "Laura Brandt said the port would close, adding that the boats would go."
    found = resolved(
        text,
        quotation(text, "Q1", "the port would close", "Laura Brandt", "said"),
        quotation(text, "Q2", "that the boats would go", None, "adding"),
    )
    assert speakers(found) == ["Laura Brandt", "Laura Brandt"]


def test_open_where_nobody_is_named() -> None:
    text = "The port will reportedly close. He said it was late."
    found = resolved(
        text,
        quotation(text, "Q1", "The port will", None, "reportedly"),
        quotation(text, "Q2", "it was late", "He", "said"),
    )
    assert speakers(found) == [None, None]
    assert [q.speaker_reason for q in found.quotations] == ["“reportedly” names no source", "nobody before “he” fits it"]


def test_i_of_the_report_is_its_author() -> None:
    text = "Laura Brandt told me she was glad. I said that it was late."
    found = resolved(
        text,
        quotation(text, "Q1", "she was glad", "Laura Brandt", "told", addressee="me"),
        quotation(text, "Q2", "that it was late", "I", "said", attribution="I said"),
        authors=("Ines Holm",),
    )
    assert speakers(found) == ["Laura Brandt", "Ines Holm"]
    assert found.quotations[0].addressee is not None
    assert found.quotations[0].addressee.entity == found.quotations[1].speaker


def test_we_are_told_by_the_sources_beside_it() -> None:
    text = "We're told the boat will sail. Sources close to Laura Brandt say it is new."
    found = resolved(
        text,
        quotation(text, "Q1", "the boat will sail", None, "told"),
        quotation(text, "Q2", "it is new", "Sources close to Laura Brandt", "say"),
    )
    assert speakers(found) == ["Sources close to Laura Brandt"] * 2


def test_a_description_before_the_name() -> None:
    text = "A county prosecutor said no.\n\nProsecutor Laura Brandt spoke at the port. Peter Olsen stayed."
    assert speakers(resolved(text, quotation(text, "Q1", "no", "A county prosecutor", "said"))) == ["Laura Brandt"]
    text = "A county prosecutor for the Holms said no.\n\nProsecutor Laura Brandt spoke at the port. Peter Olsen stayed."
    source = "A county prosecutor for the Holms"
    assert speakers(resolved(text, quotation(text, "Q1", "no", source, "said"))) == [source]
    text = "A prosecutor said no.\n\nVell Prosecutor Laura Brandt spoke at the port. Peter Olsen stayed."
    assert speakers(resolved(text, quotation(text, "Q1", "no", "A prosecutor", "said"))) == ["Laura Brandt"]


def test_another_subject_since_takes_the_turn_over() -> None:
    text = (
        "“It was late,” Peter Olsen said.\n\nOlsen had answered Thomas Velder, a member of the council. Velder moved the motion and "
        "spoke of the boats.\n\nHe said that they were old."
    )
    found = resolved(
        text,
        quotation(text, "Q1", "“It was late,”", "Peter Olsen", "said"),
        quotation(text, "Q2", "that they were old", "He", "said", attribution="He said"),
    )
    assert speakers(found) == ["Peter Olsen", "Thomas Velder"]


def test_a_document_quoted_again_goes_by_its_short_name() -> None:
    text = "A draft report from the port’s inspectors found rust. The report said that the crane was unsafe."
    found = resolved(
        text,
        quotation(text, "Q1", "rust", "A draft report from the port’s inspectors", "found"),
        quotation(text, "Q2", "that the crane was unsafe", "The report", "said", attribution="The report said"),
    )
    assert speakers(found) == ["draft report"] * 2


def test_the_name_after_an_apposition_and_after_two_roles() -> None:
    text = "One woman, former clerk Laura Brandt, said no. Activist and singer Ines Holm said yes."
    found = resolved(
        text,
        quotation(text, "Q1", "no", "One woman", "said"),
        quotation(text, "Q2", "yes", "singer Ines Holm", "said", attribution="singer Ines Holm said"),
    )
    assert speakers(found) == ["Laura Brandt", "Ines Holm"]


def test_a_statement_from_someone_is_theirs() -> None:
    text = "A statement from the Port Authority said the port was shut."
    found = resolved(text, quotation(text, "Q1", "the port was shut", "A statement from the Port Authority", "said"))
    assert speakers(found) == ["Port Authority"]


def test_a_surname_that_two_share_stays_with_the_one_it_stood_for() -> None:
    text = "Delia Arkwright wrote. Arkwright is free. Her former husband, Gerard Arkwright, left. Arkwright said no."
    assert speakers(resolved(text, quotation(text, "Q1", "no", "Arkwright", "said", attribution="Arkwright said"))) == ["Delia Arkwright"]


def test_a_role_before_a_comma_is_the_name_s() -> None:
    text = "Laura Brandt left with Lumen. Brandt's mother, Consola, had the last word. “Be kind,” the mother said."
    assert speakers(resolved(text, quotation(text, "Q1", "“Be kind,”", "the mother", "said", attribution="the mother said"))) == ["Consola"]


def test_who_tells_of_words_within_words_is_the_speaker_before() -> None:
    text = "“Ana Ruiz wrote to me,” Laura Brandt said. “She said, ‘Nobody asked me.’”"
    found = resolved(
        text,
        quotation(text, "Q1", "“Ana Ruiz wrote to me,”", "Laura Brandt", "said"),
        quotation(text, "Q2", "“She said, ‘Nobody asked me.’”", "She", "said", attribution="She said"),
        quotation(text, "Q3", "‘Nobody asked me.’", "She", "said", attribution="She said", parent="Q2"),
    )
    assert speakers(found) == ["Laura Brandt", "Laura Brandt", "Ana Ruiz"]


def test_those_named_as_examples_are_not_all_who_spoke() -> None:
    text = "Many residents - including Laura Brandt and Peter Olsen - said no."
    source = "Many residents - including Laura Brandt and Peter Olsen"
    assert speakers(resolved(text, quotation(text, "Q1", "no", source, "said"))) == [source]


def test_a_body_s_own_words_say_which_it_is() -> None:
    text = "Peter Olsen spoke at the Harbor Group. The Brandt campaign said no. The man said yes."
    found = resolved(
        text,
        quotation(text, "Q1", "no", "The Brandt campaign", "said", attribution="The Brandt campaign said"),
        quotation(text, "Q2", "yes", "The man", "said", attribution="The man said"),
    )
    assert speakers(found)[0] == "The Brandt campaign"


def test_the_name_after_the_owner_s_noun_and_a_comma_speaks() -> None:
    text = "Laura Brandt met Peter Olsen. Of Brandt and Olsen's meeting, Olsen in May said it was short."
    source = "Brandt and Olsen's meeting, Olsen in May"
    assert speakers(resolved(text, quotation(text, "Q1", "it was short", source, "said"))) == ["Peter Olsen"]


def test_one_described_by_another_s_name_is_not_whoever_is_named_next() -> None:
    text = "Peter Olsen’s longtime doctor said he was well.\n\nIn a letter, Laura Brandt wrote that he could travel."
    found = resolved(text, quotation(text, "Q1", "he was well", "Peter Olsen’s longtime doctor", "said"))
    assert speakers(found) == ["Peter Olsen’s longtime doctor"]


def test_some_and_what_follows_who_are_no_part_of_a_name() -> None:
    text = "Some said that it was late. Former harbor pilots who served both towns said that it was early."
    found = resolved(
        text,
        quotation(text, "Q1", "that it was late", "Some", "said"),
        quotation(text, "Q2", "that it was early", "Former harbor pilots who served both towns", "said"),
    )
    assert speakers(found) == ["Some", "Former harbor pilots"]


def test_one_with_two_roles_is_one() -> None:
    text = "Harbor historian and port expert Dr. Laura Brandt said no."
    assert speakers(resolved(text, quotation(text, "Q1", "no", "Harbor historian and port expert Dr. Laura Brandt", "said"))) == [
        "Laura Brandt"
    ]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("An aide to Rep. Laura Brandt said no.", "An aide to Rep. Laura Brandt", "An aide to Rep. Laura Brandt"),
        ("Supporters of Laura Brandt said no.", "Supporters of Laura Brandt", "Supporters of Laura Brandt"),
        ("A video by show host Laura Brandt said no.", "A video by show host Laura Brandt", "video by show host Laura Brandt"),
        ("One of his lawyers Laura Brandt said no.", "One of his lawyers Laura Brandt", "Laura Brandt"),
        ("The head of the Vell Agency, Laura Brandt, said no.", "The head of the Vell Agency", "Laura Brandt"),
        (
            "Former Holm administration Chief of Staff Laura Brandt said no.",
            "Former Holm administration Chief of Staff Laura Brandt",
            "Laura Brandt",
        ),
        ("FBI Special Agent in Charge Laura Brandt said no.", "FBI Special Agent in Charge Laura Brandt", "Laura Brandt"),
        ("Brandt and others said no. Laura Brandt left.", "Brandt and others", "Brandt and others"),
        ("Laura Brandt, R-Ohio, said no.", "R-Ohio", "Laura Brandt"),
        ("A memo obtained by the Courier said no.", "A memo obtained by the Courier", "memo"),
        ("“No,” said @realLauraBrandt. Laura Brandt left.", "@realLauraBrandt", "Laura Brandt"),
        ("The plan came from plaintiff states who said no.", "who", "plaintiff states"),
    ],
)
def test_what_a_source_of_several_words_means(text: str, source: str, name: str) -> None:
    cue = "said"
    assert speakers(resolved(text, quotation(text, "Q1", "no" if "no." in text else "“No,”", source, cue))) == [name]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("A Brandt spokesman", "the rep", "A Brandt spokesman"),
        ("a port aide", "the port source", "a port aide"),
        ("The newspaper Vell Sinmun", "The paper", "Vell Sinmun"),
        ("Politico", "the website", "Politico"),
    ],
)
def test_a_source_is_taken_up_by_another_word(first: str, second: str, name: str) -> None:
    text = f"{first} said he was ill. It is late, {second} said."
    found = resolved(
        text,
        quotation(text, "Q1", "he was ill", first, "said"),
        quotation(text, "Q2", "It is late", second, "said", attribution=f"{second} said"),
    )
    assert speakers(found) == [name, name]


def test_whoever_is_in_office_goes_by_the_surname_alone() -> None:
    text = "Donald Trump stayed. Melania Trump left for the coast, where she met friends. Trump said no."
    found = resolved(text, quotation(text, "Q1", "no", "Trump", "said", attribution="Trump said"), published="2018-05-01")
    assert speakers(found) == ["Donald Trump"]


@pytest.mark.parametrize(
    ("source", "text", "speaker"),
    [
        (
            "Sen. Laura Brandt, Ohio Democrat and head of the Harbour Committee",
            "Sen. Laura Brandt, Ohio Democrat and head of the Harbour Committee, said it was late.",
            "Laura Brandt",
        ),
        ("His friend and fellow pilot Peter Olsen", "His friend and fellow pilot Peter Olsen said it was late.", "Peter Olsen"),
        (
            "a study by the Vell Council and the Quay Council",
            "It was dark, a study by the Vell Council and the Quay Council said it was late.",
            "study by the Vell Council and the Quay Council",
        ),
        ("Residents in Vell and Quay", "Residents in Vell and Quay said it was late.", "Residents in Vell and Quay"),
        ("Laura Brandt and Peter Olsen", "Laura Brandt and Peter Olsen said it was late.", "Laura Brandt and Peter Olsen"),
        (
            "A lawyer for the Olsens, Laura Brandt of Vell",
            "A lawyer for the Olsens, Laura Brandt of Vell, said it was late.",
            "Laura Brandt",
        ),
        ("the report", "According to the report, Laura Brandt knew that it was late. A report came out.", None),
        ("One woman", "One woman who asked to be named, former clerk Laura Brandt, said it was late.", "Laura Brandt"),
    ],
)
def test_one_source_or_several(source: str, text: str, speaker: str | None) -> None:
    cue = "According to" if text.startswith("According") else "said"
    assert speakers(resolved(text, quotation(text, "Q1", "it was late", source, cue))) == [speaker]


def test_they_are_the_subject_of_the_clause_before() -> None:
    text = "The villagers were tired on Monday. They said the road was long."
    found = resolved(text, quotation(text, "Q1", "the road was long", "They", "said", attribution="They said"))
    assert speakers(found) == ["The villagers"]


def test_neither_an_act_nor_a_bureau_is_the_news_organization() -> None:
    text = "The Vell Gazette was sued under the Harbor Bureau's rules and the Harbor Act. The news organization said it was late."
    found = resolved(text, quotation(text, "Q1", "it was late", "The news organization", "said"))
    assert speakers(found) == ["Vell Gazette"]


def test_it_is_the_paper_named_before() -> None:
    text = "You can read the petition in the library. It says the road is long."
    found = resolved(text, quotation(text, "Q1", "the road is long", "It", "says", attribution="It says"))
    assert speakers(found) == ["petition"]


def test_a_cue_after_a_relative_has_its_antecedent() -> None:
    text = "The prize went to Laura Brandt, a former pilot, who repeatedly said the road was long."
    found = resolved(text, quotation(text, "Q1", "the road was long", None, "said"))
    assert speakers(found) == ["Laura Brandt"]


def test_a_participle_has_the_subject_that_opens_its_sentence() -> None:
    text = "Laura Brandt left the quay early, calling the road long."
    assert speakers(resolved(text, quotation(text, "Q1", "the road long", None, "calling"))) == ["Laura Brandt"]


def test_what_stands_before_a_passive_cue_is_not_its_speaker() -> None:
    text = "Laura Brandt was told that the road was long."
    found = resolved(text, quotation(text, "Q1", "that the road was long", "Laura Brandt", "was told"))
    assert speakers(found) == [None]
    assert found.quotations[0].speaker_reason == "“was told” names no source"


def test_who_spoke_without_a_name_is_taken_up_before_one_with_the_role() -> None:
    text = "Sen. Laura Brandt sat down. Another senator said it was late.\n\nThe senator said it was early."
    found = resolved(
        text,
        quotation(text, "Q1", "it was late", "Another senator", "said", attribution="Another senator said"),
        quotation(text, "Q2", "it was early", "The senator", "said", attribution="The senator said"),
    )
    assert speakers(found) == ["Another senator", "Another senator"]
