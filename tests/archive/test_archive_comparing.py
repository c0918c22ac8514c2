"""What was compared stays compared, goes with a report, and comes back when it is asked for again."""

import pytest

from onrecord import compare
from onrecord.archive import Archive
from onrecord.archive.comparing import connection_of, records, update, waiting
from onrecord.model import Record, Report

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
    for table in ("compared", "shared_text", "wording", "disagreement", "compare_fingerprint", "compare_term", "compare_statement"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
