"""Each question gives what it asks for, with its evidence."""

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import ask
from onrecord.archive import Archive
from onrecord.archive.search import words_query
from onrecord.ask.dates import time_in_words
from onrecord.model import Addressee, Entity, Quotation, Record, Report, Said, Span

DAM = (
    "The dam is old. Ines Okafor, its keeper, told reporters on Tuesday that “the reforms” were late. "
    '"We open the gates," she said. "Nobody will drown." Then it rained.\n\n'
    "“Nobody asked us,” said a farmer from Tärnby. The mayor, Per Holm, hopes that it will hold."
)
TRAM = '"The tram is late," said Dr. Zoë Brandt-Holm of the U.S. Tram League. "The dam is fine."'


def quotation(text: str, id: str, contents: list[str], *, source: str | None = None, cue: str | None = None, **more) -> Quotation:
    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    kind = "direct" if all(content[0] in '"“' for content in contents) else "indirect"
    return Quotation(
        id=id,
        kind=more.pop("kind", kind),
        contents=tuple(map(span, contents)),
        source=span(source) if source else None,
        cue=span(cue) if cue else None,
        **more,
    )


def record(text: str, outlet: str | None, published: str | None, entities: list[str], quotations: list[Quotation]) -> Record:
    report = Report(text=text, outlet=outlet, published=published)
    return Record(
        id=report.id,
        sha256=report.sha256,
        outlet=outlet,
        published=published,
        text=text,
        entities=tuple(Entity(id=f"E{place}", name=name, kind="person") for place, name in enumerate(entities, 1)),
        quotations=tuple(quotations),
    )


def at(text: str, words: str) -> dict[str, int | str]:
    return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}


def records() -> list[Record]:
    dam = [
        quotation(
            DAM, "Q1", ["that “the reforms” were late"], source="Ines Okafor", cue="told", kind="mixed", speaker="E1", via=("E3",),
            speaker_confidence=0.97, because=("“Ines Okafor” is named",),
            addressee=Addressee(**at(DAM, "reporters"), entity="E3"), said=Said(**at(DAM, "on Tuesday"), value="2024-04-30"),
        ),
        quotation(DAM, "Q2", ['"We open the gates,"', '"Nobody will drown."'], source="she", cue="said", speaker="E1"),
        quotation(DAM, "Q3", ["“Nobody asked us,”"], source="a farmer from Tärnby", cue="said a", speaker_reason="not named"),
        quotation(DAM, "Q4", ["that it will hold"], source="The mayor", cue="hopes", speaker="E2", mode="thought"),
    ]  # fmt: skip
    tram = [quotation(TRAM, "Q1", ['"The tram is late,"', '"The dam is fine."'], source="Dr. Zoë Brandt-Holm", cue="said", speaker="E1")]
    return [
        record(DAM, "The Tarn Courier", "2024-05-03", ["Ines Okafor", "Per Holm", "reporters"], dam),
        record(TRAM, "Weekly Rail", "2024-06-30", ["Zoë Brandt-Holm"], tram),
        record('"The dam?" Per Holm asked.', None, None, ["Per Holm"], [
            quotation('"The dam?" Per Holm asked.', "Q1", ['"The dam?"'], source="Per Holm", cue="asked", speaker="E1", parent=None),
        ]),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def archive(module_place) -> Iterator[Archive]:
    with Archive.open(module_place("record"), create=True) as archive:
        for each in records():
            archive.add(each)
        yield archive


def words(row: ask.QuoteRow) -> str:
    return " … ".join(content.text for content in row.contents)


WE_OPEN = '"We open the gates," … "Nobody will drown."'
TRAM_LATE = '"The tram is late," … "The dam is fine."'


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ({}, [TRAM_LATE, "that “the reforms” were late", WE_OPEN, "“Nobody asked us,”", "that it will hold", '"The dam?"']),
        ({"by": "okafor"}, ["that “the reforms” were late", WE_OPEN]),
        ({"by": "OKÁFOR ines"}, ["that “the reforms” were late", WE_OPEN]),
        ({"by": "holm"}, [TRAM_LATE, "that it will hold", '"The dam?"']),
        ({"by": "zoe"}, [TRAM_LATE]),
        ({"by": "tarnby"}, ["“Nobody asked us,”"]),  # nobody known, so the source's words
        ({"by": "mayor"}, []),  # the speaker is known, under another name
        ({"by": "okaf"}, []),
        ({"by": ""}, []),
        ({"about": "reform"}, ["that “the reforms” were late"]),
        ({"about": "Gates nobody"}, [WE_OPEN]),
        ({"about": '"nobody will"'}, [WE_OPEN]),
        ({"about": "dam"}, ['"The dam?"', TRAM_LATE]),
        ({"about": "dam", "order": "date"}, [TRAM_LATE, '"The dam?"']),
        ({"to": "reporters"}, ["that “the reforms” were late"]),
        ({"via": "Reporters"}, ["that “the reforms” were late"]),
        ({"to": "nobody"}, []),
        ({"named": False}, ["“Nobody asked us,”"]),
        ({"named": True, "since": "2024-06"}, [TRAM_LATE]),
        ({"about": "gates NOT nobody"}, []),
        ({"about": "-"}, []),
        ({"outlet": "the tarn courier", "kind": "direct"}, [WE_OPEN, "“Nobody asked us,”"]),
        ({"since": "2024-05-04"}, [TRAM_LATE]),
        ({"since": "2024-06", "until": "2024-06"}, [TRAM_LATE]),
        ({"until": "2024-05"}, ["that “the reforms” were late", WE_OPEN, "“Nobody asked us,”", "that it will hold"]),
        ({"until": "2023"}, []),
        ({"by": "holm", "about": "dam", "limit": 1}, ['"The dam?"']),
        ({"limit": 0}, []),
    ],
)
def test_questions(archive: Archive, question: dict[str, str], found: list[str]) -> None:
    assert [words(row) for row in ask.quotes(archive, **question)] == found


def test_the_words_of_one_person_of_several_with_that_name(archive: Archive) -> None:
    persons = {row.name: row.person for row in ask.who(archive, "holm")}
    assert [words(row) for row in ask.quotes(archive, person=persons["Zoë Brandt-Holm"])] == [TRAM_LATE]
    assert [words(row) for row in ask.quotes(archive, person=persons["Per Holm"], limit=1)] == ["that it will hold"]


def test_of_common_words_the_last_added_are_ranked_and_the_others_follow(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(limit: int | None = None) -> list[str]:
        return [words(row) for row in ask.quotes(archive, about="the", limit=limit)]

    def printed(limit: int | None = None) -> list[str | None]:
        return [row.outlet for row in ask.search(archive, "dam", limit=limit)]

    every, reports = sorted(found()), sorted(map(str, printed()))
    monkeypatch.setattr("onrecord.archive.search.RANKED", 2)
    assert found()[2:] == [WE_OPEN, "that “the reforms” were late"]
    assert sorted(found()) == every
    assert sorted(map(str, printed())) == reports
    for limit in range(5):
        assert found(limit) == found()[:limit]
        assert printed(limit) == printed()[:limit]


@pytest.mark.parametrize("question", [{"kind": "shouted"}, {"since": "May"}, {"until": "2024-02-30"}, {"limit": -1}, {"order": "luck"}])
def test_questions_that_make_no_sense(archive: Archive, question: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"use|write it as"):
        ask.quotes(archive, **question)


def test_a_row_holds_all_that_is_needed_to_cite_it(archive: Archive) -> None:
    dam = records()[0]
    assert next(ask.quotes(archive, by="okafor", kind="mixed")) == ask.QuoteRow(
        report=dam.id,
        sha256=dam.sha256,
        quotation="Q1",
        outlet="The Tarn Courier",
        published="2024-05-03",
        title=None,
        url=None,
        kind="mixed",
        mode="speech",
        speaker="Ines Okafor",
        speaker_reason=None,
        speaker_confidence=0.97,
        because=("“Ines Okafor” is named",),
        source="Ines Okafor",
        cue="told",
        contents=(Span(**at(DAM, "that “the reforms” were late")),),
        addressee="reporters",
        venue=None,
        said="on Tuesday",
        said_value="2024-04-30",
        via=("reporters",),
        parent=None,
        start=DAM.index("that “the"),
        end=DAM.index(" were late") + len(" were late"),
        sentence=Span(**at(DAM, "Ines Okafor, its keeper, told reporters on Tuesday that “the reforms” were late.")),
        person=1,
    )


def test_the_archive_and_the_record_give_the_same_rows(archive: Archive) -> None:
    found = (msgspec.structs.replace(row, person=None) for row in ask.quotes(archive))
    asked = sorted(found, key=lambda row: (row.sha256, row.quotation))
    read = sorted((row for each in records() for row in ask.quotes_in(each)), key=lambda row: (row.sha256, row.quotation))
    assert asked == read


def test_who(archive: Archive) -> None:
    okafor, *_ = ask.who(archive, "ines")
    assert (okafor.name, okafor.reports, okafor.quotations, okafor.first, okafor.outlets) == (
        "Ines Okafor", 1, 2, "2024-05-03", ("The Tarn Courier",),
    )  # fmt: skip
    assert [(row.name, row.reports) for row in ask.who(archive, "HOLM")] == [("Per Holm", 2), ("Zoë Brandt-Holm", 1)]
    assert [row.name for row in ask.who(archive, kind="organisation")] == []
    assert list(ask.who(archive, "?!")) == []


def test_sources(archive: Archive) -> None:
    def counted(**question: str) -> list[tuple[str, int, float]]:
        return [(row.group, row.quotations, row.share) for row in ask.sources(archive, **question)]

    assert counted() == [("person", 5, 0.8333), ("unknown", 1, 0.1667)]
    assert counted(by="kind") == [("direct", 4, 0.6667), ("indirect", 1, 0.1667), ("mixed", 1, 0.1667)]
    assert counted(by="outlet", since="2024-06") == [("Weekly Rail", 1, 1.0)]
    assert counted(by="month") == [("2024-05", 4, 0.6667), ("", 1, 0.1667), ("2024-06", 1, 0.1667)]
    assert counted(by="speaker", limit=1) in ([("Ines Okafor", 2, 0.3333)], [("Per Holm", 2, 0.3333)])
    assert counted(by="speaker", outlet="the tarn courier") == [("Ines Okafor", 2, 0.5), ("Per Holm", 1, 0.25)]
    with pytest.raises(ValueError, match="count by"):
        ask.sources(archive, by="luck")


def test_search(archive: Archive) -> None:
    assert [row.outlet for row in ask.search(archive, "dam reforms")] == ["The Tarn Courier"]
    [row] = ask.search(archive, '"tram league"', since="2024")
    assert (row.outlet, row.quotations, row.version) == ("Weekly Rail", 1, 1)
    assert "⟦Tram League⟧" in row.passage
    assert list(ask.search(archive, "dam", outlet="nobody")) == []
    assert list(ask.search(archive, '"')) == []


def test_citation(archive: Archive) -> None:
    [row] = ask.quotes(archive, about="gates")
    assert ask.citation(row).startswith("Ines Okafor: “We open the gates” … “Nobody will drown.” (The Tarn Courier, 3 May 2024, report ")
    [row] = ask.quotes(archive, about="reforms")
    assert ask.citation(row).startswith("Ines Okafor to reporters, 2024-04-30, through reporters: that “the reforms” were late (The Tarn")


@pytest.mark.parametrize(
    ("text", "inside", "sentence"),
    [
        ("One. Two said so. Three.", "Two said", "Two said so."),
        (DAM, '"We open the gates," she said. "Nobody will drown."', '"We open the gates," she said. "Nobody will drown."'),
        (DAM, "“Nobody asked us,”", "“Nobody asked us,” said a farmer from Tärnby."),
        (DAM, "Then it rained", "Then it rained."),
        (TRAM, "Zoë", '"The tram is late," said Dr. Zoë Brandt-Holm of the U.S. Tram League.'),
        ("He paid No. 5 on Jan. 3, e.g. Mr. J. Roe. She left.", "paid", "He paid No. 5 on Jan. 3, e.g. Mr. J. Roe."),
        ("Run together.Then she spoke.It ended.", "she", "Then she spoke."),
        ("Wait… what? Yes!) No.", "Yes", "Yes!)"),
        ("A headline\n\nThe text", "text", "The text"),
        ("no stop at all", "stop", "no stop at all"),
    ],
)
def test_sentence_around(text: str, inside: str, sentence: str) -> None:
    start = text.index(inside)
    assert ask.sentence_around(text, start, start + len(inside)).text == sentence


@given(st.data())
def test_a_sentence_is_of_the_text_and_holds_what_it_is_around(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet='aB. \n"”?é', min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = ask.sentence_around(text, start, end)
    assert text[found.start : found.end] == found.text
    inside = text[start:end]
    if inside.strip() == inside:
        assert found.start <= start < end <= found.end


def test_a_text_without_an_end_is_cut_at_a_distance() -> None:
    text = "x" * 1_000_000
    found = ask.sentence_around(text, 500_000, 500_010)
    assert found.end - found.start == 2 * ask.FARTHEST + 10


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text(alphabet="\"'*-+:^(){}[]~ \0aANDORNEAR"))
def test_no_words_are_a_syntax_error(archive: Archive, typed: str) -> None:
    assert all(isinstance(row, ask.QuoteRow) for row in ask.quotes(archive, about=typed, by=typed))


@pytest.mark.parametrize(
    ("value", "in_words"),
    [
        ("2024-05-03", "3 May 2024"), ("2024-05", "May 2024"), ("2024", "2024"), ("2024-W19", "week of 6 May 2024"),
        ("2024-W19-WE", "weekend of 11 May 2024"), ("2024-SU", "summer 2024"), ("2024-Q1", "first quarter of 2024"), ("198", "the 1980s"),
        ("2024-05-03TMO", "3 May 2024, morning"), ("2024-05-03T14:30", "3 May 2024, 14:30"), ("PAST_REF", "some time ago"),
        ("P10Y", "10 years"), ("P1D", "1 day"), ("P2Y6M", "2 years 6 months"), ("P1DT12H", "1 day 12 hours"), ("PXM", "some months"),
        ("P", "P"), ("TMO", "TMO"), ("XXXX-WXX-3", "XXXX-WXX-3"), ("2024-W99", "2024-W99"), ("The Tarn", "The Tarn"), ("", ""),
    ],
)  # fmt: skip
def test_times_as_people_write_them(value: str, in_words: str) -> None:
    assert time_in_words(value) == in_words


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("prison reform", '"prison" "reform"'),
        ('the "prison reform" bill', '"the" "prison reform" "bill"'),
        ('an open "quotation', '"an" "open" "quotation"'),
        ("NEAR(a b) OR c*", '"NEAR(a" "b)" "OR" "c*"'),
        (' - "" … ', ""),
    ],
)
def test_words_query(typed: str, query: str) -> None:
    assert words_query(typed) == query
