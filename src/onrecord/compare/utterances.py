"""One utterance that several reports print: whole, cut, with other words, or paraphrased.

A quotation is looked up by the telling words that stand near each other in it, and compared word by word with what that finds. It joins
the saying of the wording that is most like it; a wording that holds two sayings whole makes them one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from onrecord.compare.days import day_number
from onrecord.compare.postings import Postings
from onrecord.compare.wordings import Wording, keys, similarity, surname
from onrecord.compare.words import words
from onrecord.database import Connection
from onrecord.model import Quotation, Record

#: A shorter quotation ("a great day") is no saying to look for.
FEWEST_WORDS = 5
MOST_CANDIDATES = 24
MOST_HOLDERS = 96

_MARKS = str.maketrans("", "", '“”„‟«»″＂"‘‛`´')


def words_of(quotation: Quotation) -> str:
    """What was said, in one piece and without quotation marks."""
    return " ".join(" ".join(content.text for content in quotation.contents).translate(_MARKS).split())


def spoken(record: Record) -> list[tuple[Quotation, Wording]]:
    """The quotations of a report that are long enough to be looked for, each with its wording."""
    names = {entity.id: entity.name for entity in record.entities if entity.kind != "unnamed"}
    day = day_number(record.published)
    found = []
    for quotation in record.quotations:
        said = words_of(quotation)
        if quotation.mode == "speech" and len(words(said)) >= FEWEST_WORDS:
            found.append((quotation, Wording(said, names.get(quotation.speaker or ""), day, quotation.kind == "direct")))
    return found


class Sayings:
    """The quotations compared so far."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._postings = Postings(connection, "compare_wording", most=MOST_HOLDERS)

    def add(self, report: int, record: Record) -> list[int]:
        """Put each quotation of ``record`` to its saying; the sayings, in the order of the quotations."""
        return [self._put(report, quotation, wording) for quotation, wording in spoken(record)]

    def _put(self, report: int, quotation: Quotation, wording: Wording) -> int:
        wanted = keys(wording)
        pairs = self._postings.find(wanted)
        near = self._similar(wording, [item for item, _ in self._postings.telling(pairs).most_common(MOST_CANDIDATES)])
        is_known = any(score > 0.999 and same for score, _, same in near)
        saying = near[0][1] if near else None
        row: int = self._connection.execute(
            "INSERT INTO wording (report, label, saying, kind, speaker, named, day, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (report, quotation.id, saying or 0, quotation.kind, wording.speaker, _is_named(quotation, wording), wording.day, wording.words),
        ).fetchone()[0]
        if saying is None:
            saying = row
            self._connection.execute("UPDATE wording SET saying = id WHERE id = ?", (row,))
        for other in {other for _, other, _ in near} - {saying}:
            self._connection.execute("UPDATE wording SET saying = ? WHERE saying = ?", (saying, other))
        if not is_known:  # a wording that stands here already is found through the quotation that had it
            self._postings.add(wanted, row, known=pairs)
        return saying

    def _similar(self, wording: Wording, candidates: Sequence[int]) -> list[tuple[float, int, bool]]:
        """Of the quotations in these rows those of the same utterance, the most similar first: how similar, its saying, whether the same
        words."""
        found = []
        rows = self._connection.execute(
            "SELECT saying, kind, speaker, day, words FROM json_each(?) AS wanted "
            "JOIN wording ON wording.id = CAST(wanted.value AS BIGINT)",
            (json.dumps(list(candidates)),),
        )
        for saying, kind, speaker, day, said in rows.fetchall():
            score = similarity(wording, Wording(said, speaker, day, kind == "direct"))
            if score:
                same = said == wording.words and speaker == wording.speaker
                found.append((score, saying, same))
        return sorted(found, key=lambda one: (-one[0], one[1]))


def _is_named(quotation: Quotation, wording: Wording) -> int:
    """1 where the words printed for the source name the speaker, else 0."""
    return int(
        bool(wording.speaker and quotation.source and surname(wording.speaker) in {word.form for word in words(quotation.source.text)})
    )
