"""All of a report that it is compared by and that hangs on no other report: it can be made ahead, and in another process."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import msgspec

from onrecord.annotate.topic_links import without_topic_links
from onrecord.compare.clusters import Vector
from onrecord.compare.copies import Runs, credit, fingerprints, runs
from onrecord.compare.days import day_number
from onrecord.compare.statements import Statements, statements
from onrecord.compare.utterances import Spoken, spoken
from onrecord.compare.words import words
from onrecord.model import Record


class Prepared(NamedTuple):
    """A report to be compared. ``day``, ``outlet`` and ``credit`` as in the table ``compared``; ``stated`` as in ``compare_statement``."""

    day: int | None
    outlet: str | None
    credit: str | None
    fingerprints: list[int]
    runs: Runs
    vector: Vector
    spoken: list[Spoken]
    stated: bytes


def prepared(record: Record) -> Prepared:
    """``record``, ready to be compared. Cost is linear in its words."""
    record = msgspec.structs.replace(record, text=without_topic_links(record.text))
    listed = words(record.text)
    return Prepared(
        day=day_number(record.published),
        outlet=record.outlet,
        credit=credit(record),
        fingerprints=fingerprints([word.form for word in listed]),
        runs=runs(record.text, listed),
        vector=Vector.of(record, listed),
        spoken=spoken(record),
        stated=packed(statements(record, listed)),
    )


def packed(stated: Statements) -> bytes:
    """Statements as they are kept."""
    return zlib.compress(msgspec.msgpack.encode(stated), 1)


def unpacked(stated: bytes) -> Statements:
    """The reverse of :func:`packed`."""
    return msgspec.msgpack.decode(zlib.decompress(stated), type=Statements)
