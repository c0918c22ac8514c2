"""The same page with other words is a new version, and what changed is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import ask
from onrecord.archive import Archive
from onrecord.archive.versions import changed_passages, page_of
from onrecord.model import Entity, Quotation, Record, Report, Span

FIRST = 'The dam is 40 metres high. "We open the gates," said Ines Okafor. Rain fell.'
SECOND = 'The dam is 45 metres high. "We open the gates," said Ines Okafor. Rain fell. An earlier version gave another height.'


def record(text: str, **more: str) -> Record:
    start = text.index('"We')
    name = text.index("Ines")
    return Record.of(
        Report(text=text, published="2024-05-03", outlet="The Tarn Courier", **more),
        entities=(Entity(id="E1", name="Ines Okafor", kind="person"),),
        quotations=(
            Quotation(
                id="Q1",
                kind="direct",
                contents=(Span.of(text, start, start + 20),),
                source=Span.of(text, name, name + 11),
                speaker="E1",
            ),
        ),
    )


def test_a_correction_is_a_new_version_and_news(place) -> None:
    first = record(FIRST, url="https://tarn.example/dam", title="Dam opens")
    second = record(SECOND, url="https://tarn.example/dam/?utm_source=post#top", title="Dam opens")
    with Archive.open(place("record"), create=True) as archive:
        assert archive.add(first)
        assert archive.add(second)
        changed = [(row["field"], row["before"], row["after"]) for row in archive.select("SELECT * FROM what_changed ORDER BY after")]
        assert changed == [
            ("text", None, "An earlier version gave another height."),
            ("text", "The dam is 40 metres high.", "The dam is 45 metres high."),
        ]
        assert [tuple(row) for row in archive.select("SELECT version, replaced_by FROM report ORDER BY id")] == [(1, 2), (2, None)]
        assert [row.sha256 for row in ask.quotes(archive)] == [second.sha256]  # said once
        assert [(row.version, row.sha256) for row in ask.search(archive, "dam")] == [(2, second.sha256)]
        assert [row.reports for row in ask.who(archive, "Okafor")] == [1]
        assert list(archive) == [first, second]  # both are kept


def test_copies_at_other_places_are_reports_of_their_own(place) -> None:
    with Archive.open(place("record"), create=True) as archive:
        for url in ("https://tarn.example/dam", "https://post.example/dam", None):
            archive.add(record(FIRST, **({"url": url} if url else {})))
        assert [row["version"] for row in archive.select("SELECT version FROM report")] == [1, 1, 1]
        assert len(list(ask.quotes(archive))) == 3


def test_when_the_last_version_goes_the_one_before_is_the_latest(place) -> None:
    texts = [FIRST, SECOND, SECOND + " It is open."]
    with Archive.open(place("record"), create=True) as archive:
        for text in texts:
            archive.add(record(text, url="https://tarn.example/dam"))
        archive._connection.execute("DELETE FROM report WHERE version = 2")
        assert [row["replaced_by"] for row in archive.select("SELECT replaced_by FROM report ORDER BY id")] == [3, None]
        archive._connection.execute("DELETE FROM report WHERE version = 3")
        assert [row.sha256 for row in ask.quotes(archive)] == [record(texts[0], url="https://tarn.example/dam").sha256]
        assert [row.reports for row in ask.who(archive, "Okafor")] == [1]


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://Tarn.example/dam/#top", "https://tarn.example/dam"),
        ("http://tarn.example/dam?utm_source=x&id=7&fbclid=y", "https://tarn.example/dam?id=7"),
        ("https://tarn.example:443/", "https://tarn.example"),
        ("https://[broken", "https://[broken"),
        ("", None),
        (None, None),
    ],
)
def test_page_of(url: str | None, page: str | None) -> None:
    assert page_of(url) == page


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("One. Two. Three.", "One. Two! Three.", [("Two.", "Two!")]),
        ("One. Two.", "One.  Two.\n\n", []),
        ("One.", "", [("One.", None)]),
        ("A. B. C. D.", "A. C. D. E.", [("B.", None), (None, "E.")]),
        ("A. B. C.", "A. X. Y. C.", [("B.", "X. Y.")]),
    ],
)
def test_changed_passages(before: str, after: str, found: list[tuple[str | None, str | None]]) -> None:
    changes = list(changed_passages(before, after))
    assert [(c.before and c.before.text, c.after and c.after.text) for c in changes] == found


@given(st.text(alphabet='aB. \n"”?é', max_size=60), st.text(alphabet='aB. \n"”?é', max_size=60))
def test_changes_are_of_their_texts_and_nothing_else_differs(before: str, after: str) -> None:
    changes = list(changed_passages(before, after))
    rest = [before, after]
    for change in reversed(changes):
        for side, span in enumerate((change.before, change.after)):
            if span:
                assert (before, after)[side][span.start : span.end] == span.text
                rest[side] = rest[side][: span.start] + rest[side][span.end :]
    assert rest[0].split() == rest[1].split() or changes


def test_a_long_text_takes_no_time() -> None:
    dots, lines = "." * 200_000, "a\n" * 20_000
    assert list(changed_passages(dots, dots)) == []
    assert len(list(changed_passages(lines, lines + "b"))) == 1
