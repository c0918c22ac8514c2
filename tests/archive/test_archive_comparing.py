"""What was compared stays compared, goes with a report, and comes back when it is asked for again."""

import msgspec
import pytest

from onrecord import ask, compare
from onrecord.archive import Archive, ahead, comparing
from onrecord.archive.comparing import connection_of, records, update, waiting
from onrecord.model import Quotation, Record, Report, Span

TEXT = (
    "Engineers shut the sluices of the Tarn dam on Monday after a watchman found a crack as long as a bus in its northern wall. Mayor Ada "
    "Reyes told the people of three villages to pack their belongings and to wait for word from her office before they left their homes."
)


@pytest.fixture
def archive(place) -> Archive:
    made = Archive.open(place("record"), create=True)
    for outlet in ("Vell Post", "Marl Echo", "Tarn Courier"):
        made.add(Record.of(Report(text=TEXT, outlet=outlet, published="2024-05-07")))
    return made


def test_only_what_is_new_is_compared(archive: Archive) -> None:
    assert waiting(archive) == 3
    assert list(update(archive)) == [1, 2, 3]
    assert list(update(archive)) == []
    archive.add(Record.of(Report(text="Snow fell on the pass.")))
    assert list(update(archive)) == [4]
    [story] = compare.stories(connection_of(archive), records(archive))
    assert (story.backing.reports, story.backing.independent) == (3, 1)


def test_what_an_earlier_program_compared_is_compared_anew(archive: Archive) -> None:
    list(update(archive))
    connection = connection_of(archive)
    found = [tuple(row) for row in connection.execute("SELECT * FROM compared ORDER BY report")]
    connection.execute("UPDATE compare_statement SET found = ?", (b"in another form",))
    connection.execute("UPDATE compared SET source = report, story = report")
    connection.execute("UPDATE about SET comparison = comparison - 1")
    assert waiting(archive) == 3
    assert list(update(archive)) == [1, 2, 3]
    assert [tuple(row) for row in connection.execute("SELECT * FROM compared ORDER BY report")] == found
    assert waiting(archive) == 0


def test_what_hangs_on_a_report_goes_with_it(archive: Archive) -> None:
    list(update(archive))
    connection = connection_of(archive)
    connection.execute("DELETE FROM report WHERE id = 1")
    assert waiting(archive) == 2  # they were found through the first
    list(update(archive))
    assert connection.execute("SELECT report, source, story FROM compared").fetchall() != []
    assert {tuple(row) for row in connection.execute("SELECT report, source, story FROM compared")} == {(2, 2, 2), (3, 2, 2)}
    connection.execute("DELETE FROM report")
    for table in (
        "compared",
        "shared_text",
        "wording",
        "disagreement",
        "compare_fingerprint",
        "compare_term",
        "compare_statement",
        "story",
        "saying",
    ):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table


def test_sayings_are_counted_and_stories_named_whatever_goes(place) -> None:
    said = "We shall open every gate of the dam by Friday, and no village below the mill will be flooded"
    with Archive.open(place("record"), create=True) as archive:
        for number, outlet in enumerate(("Vell Post", "Marl Echo", "Tarn Courier", "Quay Herald"), 1):
            text = f"{TEXT} It was the {number}. time this year. {said}."
            at = text.index(said)
            quotation = Quotation(id="Q1", kind="direct", contents=(Span.of(text, at, at + len(said)),))
            archive.add(Record.of(Report(text=text, outlet=outlet, published="2024-05-07"), quotations=(quotation,)))
        list(update(archive))
        for gone in (3, 1, 4):
            counted = list(map(tuple, archive.select("SELECT saying, count(*) FROM wording GROUP BY saying HAVING count(*) > 1")))
            assert list(map(tuple, archive.select("SELECT number, quotations FROM saying"))) == counted
            if len(archive) > 1:
                [story], [saying] = ask.stories(archive), ask.sayings(archive)
                assert (story.reports, saying.reports) == (len(archive), len(archive))
            connection_of(archive).execute("DELETE FROM report WHERE id = ?", (gone,))
            list(update(archive))


def rows(archive: Archive) -> list[list[tuple[object, ...]]]:
    wanted = (
        "SELECT * FROM compared ORDER BY report",
        "SELECT * FROM wording ORDER BY id",
        "SELECT * FROM shared_text ORDER BY report, of",
    )
    return [[tuple(row) for row in archive.select(query)] for query in wanted]


@pytest.fixture
def second_process(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Reports are made ready by a second process, whatever the machine; those that this one makes ready after all."""
    made = ahead.made
    here: list[int] = []
    monkeypatch.setattr(ahead, "MANY", 1)
    monkeypatch.setattr(ahead, "cores", lambda: 2)
    monkeypatch.setattr(ahead, "made", lambda archive, number: here.append(number) or made(archive, number))
    monkeypatch.setattr(comparing, "made", ahead.made)
    return here


def test_a_second_process_makes_no_difference(archive: Archive, second_process: list[int]) -> None:
    assert list(update(archive)) == [1, 2, 3]
    assert second_process == []
    found = rows(archive)
    connection_of(archive).execute("UPDATE about SET comparison = comparison - 1")
    ahead.MANY = 4
    assert list(update(archive)) == [1, 2, 3]
    assert second_process == [1, 2, 3]
    assert rows(archive) == found


def test_a_second_process_that_ends_is_done_without(archive: Archive, second_process: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead.sys, "executable", ahead.sys.executable + "-that-is-not-there")
    assert list(update(archive)) == [1, 2, 3]
    assert second_process == [1, 2, 3]


def test_a_report_that_is_read_again_meanwhile_is_compared_as_it_is_then(archive: Archive, place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "HELD", 0)
    said = Record.of(Report(text=f'"{TEXT}"'))
    quotation = Quotation(id="Q1", kind="direct", contents=(Span.of(said.text, 1, len(said.text) - 1),))
    archive.add(said)
    made = ahead.made
    waiting_reports = [made(archive, number) for number in (1, 2, 3, 4)]
    with Archive.open(archive.path) as other:
        other.replace(msgspec.structs.replace(said, quotations=(quotation,)))
        other._connection.execute("DELETE FROM report WHERE id = 2")
    monkeypatch.setattr(comparing, "ready", lambda archive, numbers: (report for report in waiting_reports))
    list(update(archive))
    assert [row[0] for row in archive.select("SELECT report FROM compared ORDER BY report")] == [1, 3, 4]
    assert [tuple(row) for row in archive.select("SELECT report, label FROM wording")] == [(4, "Q1")]


def test_others_may_write_while_reports_are_compared(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "HELD", 0)
    comparing_all = update(archive)
    assert next(comparing_all) == 1
    with Archive.open(archive.path) as other:
        other.add(Record.of(Report(text="Snow fell on the pass.")))
    assert list(comparing_all) == [2, 3]
    assert list(update(archive)) == [4]
