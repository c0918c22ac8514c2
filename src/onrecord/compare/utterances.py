"""One utterance that several reports print: whole, cut, with other words, or paraphrased.

A quotation is looked up by the telling words that stand near each other in it, and compared word by word with what that finds. It joins
the saying of the wording that is most like it; a wording that holds two sayings whole makes them one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from onrecord.annotate.topic_links import without_topic_links
from onrecord.compare.days import day_number
from onrecord.compare.kept import Kept
from onrecord.compare.postings import Postings
from onrecord.compare.wordings import Wording, keys, may_be_one, shares, similarity, surname
from onrecord.compare.words import forms
from onrecord.database import Connection
from onrecord.model import Entity, Quotation, Record

#: A shorter quotation ("a great day") is no saying to look for.
FEWEST_WORDS = 5
MOST_CANDIDATES = 24
MOST_HOLDERS = 96
_KEPT = 1 << 17

_MARKS = str.maketrans("", "", '“”„‟«»″＂"‘‛`´')


def words_of(quotation: Quotation) -> str:
    """What was said, in one piece and without quotation marks."""
    said = " ".join(without_topic_links(content.text) for content in quotation.contents)
    return " ".join(said.translate(_MARKS).split())


class Spoken(NamedTuple):
    """A quotation that is long enough to be looked for: its id in the record, its words, and what they are compared and found by;
    ``named`` is 1 where the words printed for the source name the speaker, a person, else 0."""

    label: str
    kind: str
    named: int
    words: str
    wording: Wording
    keys: list[int]


def spoken(record: Record) -> list[Spoken]:
    """The quotations of a report that are to be put to their sayings."""
    known = {entity.id: entity for entity in record.entities if entity.kind != "unnamed"}
    day = day_number(record.published)
    found = []
    for quotation in record.quotations:
        said = words_of(quotation)
        entity = known.get(quotation.speaker or "")
        speaker = entity.name if entity else None
        wording = Wording.of(said, speaker, day, direct=quotation.kind == "direct")
        if quotation.mode == "speech" and len(wording.stems) >= FEWEST_WORDS:
            found.append(Spoken(quotation.id, quotation.kind, _is_named(quotation, entity), said, wording, keys(said, speaker)))
    return found


class Sayings:
    """The quotations compared so far."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._postings = Postings(connection, "compare_wording", most=MOST_HOLDERS)
        self._wordings: Kept[Wording] = Kept(_KEPT)

    def add(self, report: int, listed: Sequence[Spoken]) -> list[int]:
        """Put each quotation of a report to its saying; the sayings, in the order of the quotations."""
        holders = self._postings.find({key for one in listed for key in one.keys})
        last: int = self._connection.execute("SELECT coalesce(max(id), 0) FROM wording").fetchone()[0]
        sayings = []
        for row, one in enumerate(listed, last + 1):
            telling = self._postings.telling(holders.get(key, ()) for key in one.keys)
            saying, is_known = self._put(report, row, one, [item for item, _ in telling.most_common(MOST_CANDIDATES)])
            if not is_known:  # a wording that stands here already is found through the quotation that had it
                self._postings.add(one.keys, row)
            sayings.append(saying)
        self._postings.write()
        return sayings

    def _put(self, report: int, row: int, spoken: Spoken, candidates: Sequence[int]) -> tuple[int, bool]:
        """Write a quotation as this row; its saying, and whether one of the candidates has the same words."""
        wording = spoken.wording
        near = self._similar(spoken, candidates)
        verbatim = {one for _, one, other, _ in near if other.stems == wording.stems}
        listed = dict.fromkeys(one for _, one, _, _ in near)
        sayings = self._of_one(wording, sorted(listed, key=lambda one: one not in verbatim), verbatim)
        saying = sayings[0] if sayings else row
        self._connection.execute(
            "INSERT INTO wording (id, report, label, saying, kind, speaker, named, day, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row, report, spoken.label, saying, spoken.kind, wording.speaker, spoken.named, wording.day, spoken.words),
        )
        if sayings:
            self._join(saying, sayings[1:])
        self._wordings.put(row, wording)
        return saying, any(score > 0.999 and same for score, _, _, same in near)

    def _join(self, saying: int, others: Sequence[int]) -> None:
        """Make one saying of several, and count what prints it."""
        for other in others:
            self._connection.execute("UPDATE wording SET saying = ? WHERE saying = ?", (saying, other))
            self._connection.execute("DELETE FROM saying WHERE number = ?", (other,))
        self._connection.execute(
            "INSERT INTO saying (number, quotations) SELECT ?, count(*) FROM wording WHERE saying = ? "
            "ON CONFLICT (number) DO UPDATE SET quotations = excluded.quotations",
            (saying, saying),
        )

    def _of_one(self, wording: Wording, listed: Sequence[int], verbatim: Collection[int]) -> list[int]:
        """Which of the sayings ``listed`` a wording is of: the first whose longest wording it is like, or in which the same words stand
        (``verbatim``), and all others whose longest it holds.

        Were it enough to be like any wording, or did a few words that stand in two sayings make one of them, thousands of quotations would
        come together one by one.
        """
        found: list[int] = []
        for one in listed:
            longest = self._longest(one)
            holds = len(longest.stems) <= len(wording.stems)
            if (one in verbatim and not found) or ((holds or not found) and similarity(wording, longest)):
                found.append(one)
        return found

    def _longest(self, saying: int) -> Wording:
        row: int = self._connection.execute(
            "SELECT id FROM wording WHERE saying = ? ORDER BY length(words) DESC, id LIMIT 1", (saying,)
        ).fetchone()[0]
        return self._known([row])[row]

    def _similar(self, spoken: Spoken, candidates: Sequence[int]) -> list[tuple[float, int, Wording, bool]]:
        """Of the quotations in these rows those of the same utterance, the most similar first: how similar, its saying, its
        words, and whether they are printed the same, of one speaker."""
        wording = spoken.wording
        of_one = shares(wording)
        scores = {}
        known = self._known(candidates)
        for row, other in known.items():
            if may_be_one(wording, of_one, other) and (score := similarity(wording, other)):
                scores[row] = score
        if not scores:
            return []
        rows = self._connection.execute(
            "SELECT wording.id, saying, speaker, words FROM json_each(?) AS wanted "
            "JOIN wording ON wording.id = CAST(wanted.value AS BIGINT)",
            (json.dumps(list(scores)),),
        )
        found = [
            (scores[row], saying, known[row], (speaker, said) == (wording.speaker, spoken.words))
            for row, saying, speaker, said in rows.fetchall()
        ]
        return sorted(found, key=lambda one: (-one[0], one[1]))

    def _known(self, wanted: Sequence[int]) -> dict[int, Wording]:
        """The wordings of these rows."""
        found = {row: kept for row in wanted if (kept := self._wordings.get(row)) is not None}
        missing = [row for row in wanted if row not in found]
        if missing:
            rows = self._connection.execute(
                "SELECT wording.id, kind, speaker, day, words FROM json_each(?) AS wanted "
                "JOIN wording ON wording.id = CAST(wanted.value AS BIGINT)",
                (json.dumps(missing),),
            )
            for row, kind, speaker, day, said in rows.fetchall():
                found[row] = self._wordings.put(row, Wording.of(said, speaker, day, direct=kind == "direct"))
        return found


def _is_named(quotation: Quotation, speaker: Entity | None) -> int:
    if speaker is None or speaker.kind != "person" or quotation.source is None:
        return 0
    return int(surname(speaker.name) in forms(quotation.source.text))
