"""A judgement is honoured by every question, outlives a new reading and the way into another file, and can be taken back to the row."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from engines import tables
from onrecord import ask, export
from onrecord.archive import Archive
from onrecord.database import Place
from onrecord.errors import ArchiveError
from onrecord.model import Entity, Mention, Quotation, Record, Report, Span

replace = msgspec.structs.replace
DAM = '"We open the gates," said Ines Okafor. "It will hold," said Per Holm, the mayor.'
TRAM = '"The tram is late," said Per Holm, a driver. "Blame the snow," he said. "So it goes," said P. Holm-Adler.'


def record(text: str, speakers: dict[str, str | None], url: str, *, shift: int = 0) -> Record:
    """Quotations in the order of ``speakers`` (the words, and who says them); labels begin behind ``shift``, as another reading's may."""
    names = list(dict.fromkeys(name for name in speakers.values() if name))
    ids = {name: f"E{place + shift}" for place, name in enumerate(names, 1)}

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    return Record.of(
        Report(text=text, url=url, outlet="The Tarn Courier", published="2024-05-03"),
        entities=tuple(
            Entity(id=ids[name], name=name, kind="person", mentions=(Mention(**msgspec.to_builtins(span(name))),)) for name in names
        ),
        quotations=tuple(
            Quotation(id=f"Q{place + shift}", kind="direct", contents=(span(words),), speaker=ids.get(name or ""))
            for place, (words, name) in enumerate(speakers.items(), 1)
        ),
    )


DAM_SAID = {'"We open the gates,"': "Ines Okafor", '"It will hold,"': "Per Holm"}
TRAM_SAID = {'"The tram is late,"': "Per Holm", '"Blame the snow,"': None, '"So it goes,"': "P. Holm-Adler"}


def dam(**more: int) -> Record:
    return record(DAM, DAM_SAID, "https://tarn.example/dam", **more)


def tram() -> Record:
    return record(TRAM, TRAM_SAID, "https://tarn.example/tram")


@pytest.fixture
def archive(place: Callable[[str], Place]) -> Iterator[Archive]:
    with Archive.open(place("record"), create=True) as archive:
        archive.add(dam())
        archive.add(tram())
        yield archive


def said(archive: Archive, **question: str) -> dict[str, str | None]:
    return {row.contents[0].text: row.speaker for row in ask.quotes(archive, **question)}


def state(archive: Archive) -> dict[str, list[tuple]]:
    """All rows of all tables but the judgements."""
    archive.settle()
    kept = [name for name in tables(archive) if name not in ("judgement", "about", "report")]
    return {name: sorted(map(repr, map(tuple, archive.select(f"SELECT * FROM {name}")))) for name in kept}


def ref(record: Record, label: str) -> str:
    return f"{record.id}:{label}"


JUDGEMENTS: list[Callable[[Archive], str]] = [
    lambda a: a.judge("speaker", ref(tram(), "Q2"), value="Per Holm", who="ana").uid,
    lambda a: a.judge("speaker", ref(dam(), "Q2"), value="Somebody Else", who="ana", why="heard it").uid,
    lambda a: a.judge("wrong", ref(dam(), "Q1"), who="ana").uid,
    lambda a: a.judge("date", ref(dam(), "Q1"), value="2024-05-01", who="ana").uid,
    lambda a: a.judge("same", ref(tram(), "E1"), ref(tram(), "E2"), who="ana").uid,
    lambda a: a.judge("different", ref(dam(), "E2"), ref(tram(), "E1"), who="ana", why="a mayor and a driver").uid,
]


@pytest.mark.parametrize("judge", JUDGEMENTS)
def test_undo_restores_the_state_before_to_the_row(archive: Archive, judge: Callable[[Archive], str]) -> None:
    before = state(archive)
    uid = judge(archive)
    assert state(archive) != before
    archive.revoke(uid, who="ana", why="a mistake")
    assert state(archive) == before
    [kept] = archive.judgements()
    assert (kept.revoked_by, kept.revoked_why) == ("ana", "a mistake")
    with pytest.raises(ArchiveError, match="no judgement"):
        archive.revoke(uid, who="ana")


@pytest.mark.parametrize("judge", JUDGEMENTS)
def test_it_outlives_a_new_reading_with_other_labels(archive: Archive, judge: Callable[[Archive], str]) -> None:
    def answers() -> list[object]:
        archive.settle()
        quotes = [(row.contents, row.speaker, row.said_value) for row in ask.quotes(archive, order="date")]
        people = sorted(str(row.names) for row in ask.who(archive))
        return [quotes, people]

    judge(archive)
    before = answers()
    assert archive.replace(dam(shift=7))
    assert answers() == before
    assert [q.id for q in archive.record(dam().sha256).quotations] == ["Q8", "Q9"]


@pytest.mark.parametrize("judge", JUDGEMENTS)
def test_it_goes_with_the_records_into_another_file(archive: Archive, judge: Callable[[Archive], str], tmp_path: Path, place) -> None:
    judge(archive)
    list(export.write(archive, tmp_path / "out", "jsonl"))
    with Archive.open(place("other"), create=True) as other:
        assert export.read(other, tmp_path / "out") == (2, 1)
        assert state(other) == state(archive)
        assert list(other.judgements()) == list(archive.judgements())
        assert export.read(other, tmp_path / "out") == (0, 0)
        archive.revoke(next(archive.judgements()).uid, who="ana")
        list(export.write(archive, tmp_path / "out", "jsonl"))
        assert export.read(other, tmp_path / "out") == (0, 1)  # taking back is shared too
        assert state(other) == state(archive)


def test_every_question_honours_a_speaker(archive: Archive) -> None:
    archive.judge("speaker", ref(tram(), "Q2"), value="Per Holm", who="ana")
    archive.judge("speaker", ref(dam(), "Q2"), value="Somebody Else", who="ana")
    assert said(archive, by="holm")['"Blame the snow,"'] == "Per Holm"
    assert '"It will hold,"' not in said(archive, by="holm")
    assert said(archive, by="somebody") == {'"It will hold,"': "Somebody Else"}
    assert {row.name: row.quotations for row in ask.who(archive, "holm")} == {"Per Holm": 2, "P. Holm-Adler": 1}
    assert {row.group: row.quotations for row in ask.sources(archive)} == {"person": 5}
    assert [row["speaker"] for row in archive.select("SELECT speaker FROM who_said_what WHERE words LIKE '%snow%'")] == ["Per Holm"]


def test_what_is_wrong_is_gone_and_a_date_is_another(archive: Archive) -> None:
    archive.judge("wrong", ref(dam(), "Q1"), who="ana")
    archive.judge("date", ref(dam(), "Q2"), value="2024-05-01", who="ana")
    [row] = [row for row in ask.quotes(archive, outlet="the tarn courier") if row.report == dam().id]
    assert (row.contents[0].text, row.said_value, len(row.judged)) == ('"It will hold,"', "2024-05-01", 1)


def test_the_last_judgement_counts(archive: Archive) -> None:
    for name in ("Ann", "Bea"):
        last = archive.judge("speaker", ref(dam(), "Q1"), value=name, who="ana")
    archive._connection.execute("UPDATE judgement SET made = '2999' WHERE uid = ?", (last.uid,))
    archive.replace(dam())
    assert said(archive)['"We open the gates,"'] == "Bea"
    archive.revoke(last.uid, who="ana")
    assert said(archive)['"We open the gates,"'] == "Ann"


def test_two_people_of_one_name_and_one_of_two(archive: Archive) -> None:
    assert len(list(ask.who(archive, "per holm"))) == 1
    archive.judge("different", ref(dam(), "E2"), ref(tram(), "E1"), who="ana")
    assert [row.quotations for row in ask.who(archive, "per holm")] == [1, 1]
    archive.judge("same", ref(tram(), "E1"), ref(tram(), "E2"), who="ana")
    assert sorted(row.names for row in ask.who(archive, "holm")) == [("P. Holm-Adler", "Per Holm"), ("Per Holm",)]
    assert len(said(archive, by="adler")) == 2


def test_a_new_version_of_the_report_keeps_it(archive: Archive) -> None:
    archive.judge("speaker", ref(dam(), "Q2"), value="Ines Okafor", who="ana")
    archive.judge("different", ref(dam(), "E2"), ref(tram(), "E1"), who="ana")
    archive.add(record("Corrected. " + DAM, DAM_SAID, "https://tarn.example/dam"))
    assert said(archive, by="okafor") == {'"We open the gates,"': "Ines Okafor", '"It will hold,"': "Ines Okafor"}
    assert len(list(ask.who(archive, "per holm"))) == 2


@pytest.mark.parametrize(
    ("verdict", "references", "says"),
    [
        ("speaker", ["nothing"], "names no report"),
        ("speaker", ["nothing:Q1"], "names no report"),
        ("wrong", [ref(dam(), "Q9")], "no quotation or entity 'Q9'"),
        ("wrong", [ref(dam(), "E1")], "is no quotation"),
        ("same", [ref(dam(), "Q1"), ref(dam(), "E1")], "is no entity"),
        ("same", [ref(dam(), "E1")], "takes two entities"),
        ("date", [ref(dam(), "Q1")], "takes a quotation"),
    ],
)
def test_what_makes_no_sense_is_said(archive: Archive, verdict, references: list[str], says: str) -> None:
    before = state(archive)
    with pytest.raises(ArchiveError, match=says):
        archive.judge(verdict, *references, who="ana")
    assert state(archive) == before
    assert list(archive.judgements()) == []
