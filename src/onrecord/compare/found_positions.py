"""What a person said on a topic, in order, and where it seems to turn. Whether it does is left to the reader."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Literal

from onrecord.compare.backing import RecordOf, backing, printed
from onrecord.compare.days import day_of
from onrecord.compare.nouns import Passage, Position, Statement, Turn
from onrecord.compare.speakers import PersonOf, nobody, who
from onrecord.compare.words import FUNCTION_WORDS, Word, stem, words
from onrecord.database import Connection, Row
from onrecord.model import Quotation, Record
from onrecord.resolve.word_list import word_list

Stance = Literal["affirms", "denies", "hedges"]

#: A negation, or a hedge, reaches so many words on; a topic word so far from it is not its.
REACH = 6
_NEGATIONS = word_list(
    """
    not no never neither nor none without nobody nothing against oppose opposed opposes reject rejected rejects wrong false unsafe
    untrue
    """
)
_HEDGES = word_list(
    """
    may might could perhaps maybe possibly possible consider considering considered unsure undecided whether depends if
    """
)
_HEDGING = re.compile(
    r"\b(?:not sure|not certain|don[’']t know|do not know|too early|we[’']ll see|no decision|open to|look(?:ing)? (?:at|into))\b",
    re.IGNORECASE,
)
_DENIALS = frozenset(
    stem(word) for word in word_list("deny denied denies denying refuted dispute disputed disputes rejected rejects ruled")
)


def position(
    connection: Connection,
    record_of: RecordOf,
    *,
    by: str,
    about: str,
    among: Collection[tuple[int, str]] | None = None,
    person_of: PersonOf = nobody,
) -> Position:
    """What the speaker ``by`` (words of the name) said that holds the words ``about`` (in any form), the earliest first.

    Of several people of that name it is the one who said most of it, under all names that the reports give that person.

    One saying counts once, at the day it was first printed. Days are those that the report gives for the saying, else of publication.
    With ``among``, only these quotations (number of the report, id in it) are looked at, and all of them are taken for the speaker's.
    """
    topic = {stem(word.form) for word in words(about)} - FUNCTION_WORDS
    told = [row for row in _wordings(connection, among) if topic <= {stem(word.form) for word in words(row[4])}]
    found: dict[int, Statement] = {}
    speaker = by
    for number, report, label, name, said, day in told if among is not None else _of_one(told, by, person_of):
        if number in found:
            continue
        record = record_of(report)
        quotation = next((q for q in record.quotations if q.id == label), None)
        if quotation is None:  # judged to be none
            continue
        speaker = max(speaker, name, key=len) if among is None else by
        reports = [row[0] for row in connection.execute("SELECT report FROM wording WHERE saying = ?", (number,))]
        when = quotation.said.value if quotation.said and quotation.said.value else day_of(day)
        found[number] = Statement(
            day=when,
            words=said,
            stance=stance(quotation, said, topic),
            backing=backing(connection, reports),
            passage=_passage(report, record, quotation),
        )
    ordered = sorted(found.values(), key=lambda s: s.day or "9999")
    return Position(speaker=speaker, about=about, statements=tuple(ordered), turns=tuple(_turns(speaker, about, ordered)))


def _wordings(connection: Connection, among: Collection[tuple[int, str]] | None) -> list[Row]:
    """Saying, report, id, speaker, words and day of what named people said, in the order of the days."""
    columns = "saying, report, label, coalesce(speaker, ''), words, day"
    if among is None:
        return connection.execute(f"SELECT {columns} FROM wording WHERE speaker IS NOT NULL ORDER BY day NULLS FIRST, id").fetchall()
    asked = set(among)
    rows = connection.execute(
        f"SELECT {columns} FROM json_each(?) AS wanted JOIN wording ON report = CAST(wanted.value AS BIGINT) "
        "ORDER BY day NULLS FIRST, wording.id",
        (json.dumps(sorted({report for report, _ in asked})),),
    )
    return [row for row in rows if (row[1], row[2]) in asked]


def _of_one(told: Iterable[Row], by: str, person_of: PersonOf) -> list[Row]:
    """Of these wordings those of one person: of all whose name holds the words ``by``, the one who said most."""
    named = {word.form for word in words(by)}
    persons = [(who(person_of, row[1], row[2], row[3]), row) for row in told]
    called = Counter(person for person, row in persons if named <= {word.form for word in words(row[3])})
    wanted = max(called, key=lambda person: called[person], default=None)
    return [row for person, row in persons if person == wanted]


def stance(quotation: Quotation, said: str, topic: set[str]) -> Stance:
    """Whether the words near the topic deny or hedge; they affirm where neither.

    A rule over words: irony, questions and negations that cancel each other are beyond it.
    """
    listed = words(said)
    places = [at for at, word in enumerate(listed) if stem(word.form) in topic]
    if _HEDGING.search(said) or any(_near(listed, places, _HEDGES)):
        return "hedges"
    denials = len(list(filter(None, _near(listed, places, _NEGATIONS))))
    if quotation.cue and any(stem(word.form) in _DENIALS for word in words(quotation.cue.text)):
        denials += 1
    return "denies" if denials % 2 else "affirms"


def _near(listed: list[Word], places: list[int], wanted: frozenset[str]) -> Iterator[bool]:
    for at, word in enumerate(listed):
        if word.form in wanted or (word.form.endswith("n't") and "not" in wanted):
            yield any(-2 <= place - at <= REACH for place in places)


def _passage(report: int, record: Record, quotation: Quotation) -> Passage:
    spans = [part for part in (quotation.source, quotation.cue, *quotation.contents) if part]
    low, high = min(part.start for part in spans), max(part.end for part in spans)
    return Passage(printed=printed(report, record), start=low, end=high, text=record.text[low:high], value=quotation.contents[0].text)


def _turns(speaker: str, about: str, ordered: list[Statement]) -> Iterator[Turn]:
    for earlier, later in pairwise(ordered):
        if earlier.stance != later.stance and (earlier.day != later.day or earlier.day is None):
            when = f"{earlier.day or 'an unknown day'} and {later.day or 'an unknown day'}"
            yield Turn(question=f"Did {speaker} change position on {about} between {when}?", earlier=earlier, later=later)
