"""Compare reports with those that came before: what they share, what they tell of, what they have people say, where they disagree."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from onrecord.compare.clusters import Stories
from onrecord.compare.copies import COPIED, Copies, Copy
from onrecord.compare.disagreements import disagreements
from onrecord.compare.kept import Kept
from onrecord.compare.preparing import Prepared, unpacked
from onrecord.compare.statements import Statements
from onrecord.compare.utterances import Sayings
from onrecord.compare.wordings import are_the_same, surname
from onrecord.compare.words import stems
from onrecord.database import Connection

#: The form of what is found, and of what the next report is compared by. Raised with a change of either, so that all is compared anew.
FORM = 7
#: A report is held against so many others of its story, those printed nearest to it in time.
MOST_REPORTS = 24
#: … and so many possible conflicts with them are kept.
MOST_POSSIBLE = 5
#: Quotations of one saying that name other speakers are held against each other within so many days.
SAME_TIME = 31
_KEPT = 256
#: All tables of ``tables.sql``; the one whose rows take others with them is the last.
_TABLES = (
    "shared_text", "disagreement", "compare_fingerprint", "compare_wording", "compare_term", "compare_statement", "saying", "wording",
    "story", "compared",
)  # fmt: skip


def tables_script() -> str:
    """The SQL that makes the tables of what was compared."""
    return Path(__file__).with_name("tables.sql").read_text(encoding="utf-8")


def make_tables(connection: Connection) -> None:
    """Make the tables of what was compared in a file that holds no records. Runs inside the caller's transaction, where there is one."""
    gathered = ""
    for line in tables_script().splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            connection.execute(gathered)
            gathered = ""


def forget(connection: Connection) -> None:
    """Let go of all that was compared. Runs inside the caller's transaction."""
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")


class Comparison:
    """Reports compared with each other, one after the other. What was found stands in the tables of ``tables.sql``.

    Adding a report costs what it touches: the reports that share words with it, and not all that there are. ``text_of`` gives the text
    of a report that was added, by its number.
    """

    def __init__(self, connection: Connection, text_of: Callable[[int], str]) -> None:
        self._connection = connection
        self._copies = Copies(connection, text_of)
        self._sayings = Sayings(connection)
        self._stories = Stories(connection)
        self._statements: Kept[Statements] = Kept(_KEPT)

    def add(self, report: int, prepared: Prepared) -> None:
        """Compare the report of the number ``report`` with all that were added. Raises ValueError where it was added before."""
        if self._connection.execute("SELECT 1 FROM compared WHERE report = ?", (report,)).fetchone():
            raise ValueError(f"report {report} was compared already")
        copies = [copy for copy in self._copies.add(report, prepared.fingerprints, prepared.runs) if copy.is_copy]
        source, stories = self._source(report, copies)
        story, moved = self._stories.add(report, prepared.vector, source=source, with_stories=stories)
        self._connection.execute(
            "INSERT INTO compared (report, day, outlet, credit, source, story) VALUES (?, ?, ?, ?, ?, ?)",
            (report, prepared.day, prepared.outlet, prepared.credit, source, story),
        )
        self._follow(moved)
        self._sayings.add(report, prepared.spoken)
        self._disagree(report, prepared.stated, story, prepared.day)
        self._speakers(report, story)

    def _source(self, report: int, copies: Sequence[Copy]) -> tuple[int, set[int]]:
        """The source that a report belongs to, and the stories of that source.

        It is that of the report that it shares most with. Another becomes one with it only where each holds half of the other, so that a
        report that prints two others whole does not make one of them.
        """
        whole = [copy for n, copy in enumerate(copies) if n == 0 or min(copy.share, copy.share_of) >= COPIED]
        same = [self._connection.execute("SELECT source, story FROM compared WHERE report = ?", (copy.of,)).fetchone() for copy in whole]
        source = min((row[0] for row in same), default=report)
        for other in {row[0] for row in same} - {source}:
            self._connection.execute("UPDATE compared SET source = ? WHERE source = ?", (source, other))
        return source, {row[1] for row in same}

    def _follow(self, moved: set[int]) -> None:
        """What reports of these stories disagree on goes with them to another story; no more is held of reports that are parted."""
        for story in sorted(moved):
            self._connection.execute(
                "DELETE FROM disagreement WHERE story = ? AND kind <> 'speaker' AND (SELECT story FROM compared WHERE report = one) <> "
                "(SELECT story FROM compared WHERE report = other)",
                (story,),
            )
            self._connection.execute(
                "UPDATE disagreement SET story = (SELECT story FROM compared WHERE report = other) WHERE story = ?", (story,)
            )

    def _disagree(self, report: int, stated: bytes, story: int, day: int | None) -> None:
        """Hold what the report states against the others of its story."""
        self._connection.execute("INSERT INTO compare_statement (report, found) VALUES (?, ?)", (report, stated))
        others = self._connection.execute(
            "SELECT report, day FROM compared WHERE story = ? AND report <> ? ORDER BY abs(day - ?) NULLS FIRST, report LIMIT ?",
            (story, report, day, MOST_REPORTS),
        ).fetchall()
        found = []
        for other, others_day in others:
            days = None if day is None or others_day is None else day - others_day
            found += [(one, other) for one in disagreements(self._stated(other), self._stated(report), days=days)]
        possible = sorted((one for one in found if one[0].verdict == "possible"), key=lambda one: -one[0].score)
        self._insert([
            (story, one.verdict, one.kind, other, report, one.score, _passages(one.one, one.other))
            for one, other in [*(one for one in found if one[0].verdict != "possible"), *possible[:MOST_POSSIBLE]]
        ])  # fmt: skip

    def _speakers(self, report: int, story: int) -> None:
        """The same words that are put to different people by name."""
        pairs = self._connection.execute(
            """SELECT earlier.report, earlier.label, earlier.speaker, earlier.words, later.label, later.speaker, later.words
               FROM wording AS later JOIN wording AS earlier ON earlier.saying = later.saying AND earlier.report <> later.report
               JOIN compared ON compared.report = earlier.report
               WHERE later.report = ? AND later.named = 1 AND earlier.named = 1 AND later.kind <> 'indirect' AND earlier.kind <> 'indirect'
                 AND earlier.speaker <> later.speaker AND (compared.story = ? OR abs(earlier.day - later.day) <= ?)""",
            (report, story, SAME_TIME),
        ).fetchall()
        rows = [
            (story, "conflict", "speaker", other, report, 0.9, msgspec.json.encode([{"quotation": a}, {"quotation": b}]).decode())
            for other, a, one, first, b, two, second in pairs
            if surname(one) not in two.lower() and surname(two) not in one.lower() and are_the_same(stems(first), stems(second))
        ]
        self._insert(rows)

    def _insert(self, rows: Sequence[tuple[int, str, str, int, int, float, str]]) -> None:
        self._connection.executemany(
            "INSERT INTO disagreement (story, verdict, kind, one, other, score, passage) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
        )

    def _stated(self, report: int) -> Statements:
        found = self._statements.get(report)
        if found is None:
            stated = self._connection.execute("SELECT found FROM compare_statement WHERE report = ?", (report,)).fetchone()[0]
            found = self._statements.put(report, unpacked(stated))
        return found


def _passages(*sides: object) -> str:
    """Where the values stand, and their sentences: JSON."""
    return msgspec.json.encode(
        [{name: getattr(side, name) for name in ("value", "bound", "start", "end", "low", "high")} for side in sides]
    ).decode()
