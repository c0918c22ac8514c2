"""Records from the rows that :mod:`~onrecord.archive.rows` makes of them.

The rows of the tables are read as they are, and the words of each span cut from the report's text here: the views with all words in place
would have the database go through the text once for each of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from onrecord.archive.phrases import in_particular
from onrecord.archive.phrases import words_of as words_of_phrases
from onrecord.database import Connection, Row
from onrecord.model import (
    Addressee,
    Check,
    Entity,
    Event,
    Mention,
    Participant,
    Post,
    Quotation,
    Record,
    Relation,
    Report,
    Said,
    Span,
    Time,
    Unnamed,
)  # fmt: skip

_ENTITIES = "SELECT id, label, name, kind, unnamed FROM entity WHERE report = ? ORDER BY id"
_MENTIONS = """
    SELECT mention.entity, starts, ends, form FROM entity JOIN mention ON mention.entity = entity.id
    WHERE entity.report = ? ORDER BY mention.entity, position
"""
_QUOTATIONS = "SELECT * FROM quotation WHERE report = ? ORDER BY id"
_CONTENTS = """
    SELECT quotation, starts, ends FROM quotation JOIN quotation_content ON quotation_content.quotation = quotation.id
    WHERE quotation.report = ? ORDER BY quotation, position
"""
_VIA = """
    SELECT quotation, entity FROM quotation JOIN via ON via.quotation = quotation.id
    WHERE quotation.report = ? ORDER BY quotation, position
"""
_TIMES = "SELECT starts, ends, type, value, mod, anchor, reason, earliest, latest FROM time WHERE report = ? ORDER BY id"
_EVENTS = "SELECT * FROM event WHERE report = ? ORDER BY id"
_PARTICIPANTS = """
    SELECT event, role, entity FROM event JOIN participant ON participant.event = event.id
    WHERE event.report = ? ORDER BY event, position
"""


def report_of(row: Row) -> Report:
    """The report whose row of the table ``report`` this is, as it was read."""
    return Report(
        text=row["text"],
        url=row["url"],
        outlet=row["outlet"],
        published=row["published"],
        title=row["title"],
        authors=tuple(json.loads(row["authors"])),
        given_id=None if row["sha256"].startswith(row["record_id"]) else row["record_id"],
    )


def bare(report: Row) -> Record:
    """The report whose row of the table ``report`` this is, as a record in which nothing was found."""
    return Record(
        id=report["record_id"],
        sha256=report["sha256"],
        url=report["url"],
        outlet=report["outlet"],
        published=report["published"],
        title=report["title"],
        authors=tuple(json.loads(report["authors"])),
        text=report["text"],
    )


def load(connection: Connection, report: Row) -> Record:
    """The record whose row of the table ``report`` this is, as it was added."""
    return _Rows(connection, report).record()


def load_quotations(connection: Connection, report: Row) -> Record:
    """The same with quotations and entities alone, and these without their mentions."""
    return _Rows(connection, report).quoted()


class _Rows:
    """What the tables hold of one report."""

    def __init__(self, connection: Connection, report: Row) -> None:
        self._connection = connection
        self._report = report
        self._text: str = report["text"]
        self._entities = self._rows(_ENTITIES)
        self._quotations = self._rows(_QUOTATIONS)
        self._names: dict[int | None, Any] = {None: None} | {row[0]: row[1] for row in self._entities}
        self._labels: dict[int | None, Any] = {None: None} | {row["id"]: row["label"] for row in self._quotations}

    def record(self) -> Record:
        mentions = self._grouped(_MENTIONS)
        times = self._rows(_TIMES)
        forms = {row[3] for listed in mentions.values() for row in listed}
        phrases = self._phrases({*forms, *(row[at] for row in times for at in (2, 4, 5, 6))})
        return msgspec.structs.replace(
            bare(self._report),
            entities=tuple(self._entity(row, phrases, mentions.get(row[0], ())) for row in self._entities),
            quotations=self._all_quotations(phrases),
            times=tuple(
                Time(
                    start=start, end=end, text=self._text[start:end], type=phrases[type], value=value, mod=phrases[mod],
                    anchor=phrases[anchor], reason=phrases[reason], earliest=earliest, latest=latest,
                )
                for start, end, type, value, mod, anchor, reason, earliest, latest in times
            ),
            events=self._events(),
            posts=tuple(
                Post(
                    **self._place(row), platform=row["platform"], author=row["author"], handle=row["handle"], posted=row["posted"],
                    body=self._span(row, "body"),
                )
                for row in self._rows("SELECT * FROM post WHERE report = ? ORDER BY id")
            ),
            relations=tuple(
                Relation(**self._place(row), subject=self._names[row["subject"]], object=self._names[row["object"]])
                for row in self._rows("SELECT * FROM relation WHERE report = ? ORDER BY id")
            ),
            checks=tuple(
                Check(
                    kind=row["kind"], holds=bool(row["holds"]), says=row["says"], about=self._names[row["about"]],
                    evidence=tuple(Span(start=start, end=end, text=words) for start, end, words in json.loads(row["evidence"])),
                )
                for row in self._rows("SELECT * FROM checked WHERE report = ? ORDER BY id")
            ),
        )  # fmt: skip

    def quoted(self) -> Record:
        phrases = self._phrases(())
        return msgspec.structs.replace(
            bare(self._report),
            entities=tuple(self._entity(row, phrases, ()) for row in self._entities),
            quotations=self._all_quotations(phrases),
        )

    def _rows(self, query: str) -> list[Row]:
        return self._connection.execute(query, (self._report["id"],)).fetchall()

    def _grouped(self, query: str) -> dict[int, list[Row]]:
        """The rows by the first of their columns."""
        found: defaultdict[int, list[Row]] = defaultdict(list)
        for row in self._rows(query):
            found[row[0]].append(row)
        return found

    def _phrases(self, more: Iterable[int | None]) -> dict[int | None, Any]:
        """The words of these rows of ``phrase``, and of those that entities and quotations name."""
        named = ("kind", "mode", "stance", "speaker_reason", "because")
        return words_of_phrases(
            self._connection, {*more, *(row[3] for row in self._entities), *(row[name] for row in self._quotations for name in named)}
        )

    def _entity(self, row: Row, phrases: dict[int | None, Any], mentions: Sequence[Row]) -> Entity:
        _, label, name, kind, unnamed = row
        text = self._text
        return Entity(
            id=label,
            name=name,
            kind=phrases[kind],
            unnamed=msgspec.json.decode(unnamed, type=Unnamed) if unnamed else None,
            mentions=tuple(Mention(start=start, end=end, text=text[start:end], form=phrases[form]) for _, start, end, form in mentions),
        )

    def _all_quotations(self, phrases: dict[int | None, Any]) -> tuple[Quotation, ...]:
        contents, chains = self._grouped(_CONTENTS), self._grouped(_VIA)
        entities = {row[1]: row[2] for row in self._entities}
        found = []
        for row in self._quotations:
            speaker = self._names[row["speaker"]]
            source, cue = self._span(row, "source"), self._span(row, "cue")
            because = in_particular(phrases[row["because"]], source.text if source else "", cue.text if cue else "", entities.get(speaker))
            addressee, said = row["addressee_starts"], self._span(row, "said")
            found.append(
                Quotation(
                    id=row["label"],
                    kind=phrases[row["kind"]],
                    mode=phrases[row["mode"]],
                    stance=phrases[row["stance"]],
                    contents=tuple(self._cut(start, end) for _, start, end in contents.get(row["id"], ())),
                    attribution=self._span(row, "attribution"),
                    source=source,
                    cue=cue,
                    speaker=speaker,
                    speaker_reason=phrases[row["speaker_reason"]],
                    addressee=None if addressee is None else Addressee(
                        start=addressee, end=row["addressee_ends"], text=row["addressee_words"], entity=self._names[row["addressee"]]
                    ),
                    venue=self._span(row, "venue"),
                    said=Said(start=said.start, end=said.end, text=said.text, value=row["said_value"]) if said else None,
                    via=tuple(self._names[entity] for _, entity in chains.get(row["id"], ())),
                    parent=self._labels[row["parent"]],
                    confidence=_probability(row["confidence"]),
                    speaker_confidence=_probability(row["speaker_confidence"]),
                    because=tuple(json.loads(because)),
                )
            )  # fmt: skip
        return tuple(found)

    def _events(self) -> tuple[Event, ...]:
        participants = self._grouped(_PARTICIPANTS)
        return tuple(
            Event(
                **self._place(row),
                id=row["label"],
                type=row["type"],
                trigger=row["trigger"],
                time=row["time"],
                time_span=self._span(row, "time_span"),
                earliest=row["earliest"],
                latest=row["latest"],
                place=self._span(row, "place"),
                amount=row["amount"],
                amount_span=self._span(row, "amount_span"),
                amount_value=row["amount_value"],
                participants=tuple(
                    Participant(role=role, entity=self._names[entity]) for _, role, entity in participants.get(row["id"], ())
                ),
                status=row["status"],
                according_to=self._labels[row["according_to"]],
            )
            for row in self._rows(_EVENTS)
        )

    def _place(self, row: Row) -> dict[str, Any]:
        """Where a noun stands, as its fields."""
        start, end = row["starts"], row["ends"]
        return {"start": start, "end": end, "text": self._text[start:end]}

    def _cut(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self._text[start:end])

    def _span(self, row: Row, name: str) -> Span | None:
        """A part of a noun, by its two columns."""
        start = row[f"{name}_starts"]
        return None if start is None else self._cut(start, row[f"{name}_ends"])


def _probability(thousandths: int | None) -> float | None:
    return None if thousandths is None else thousandths / 1000
