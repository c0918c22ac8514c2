"""Invented reports to compare, and the records of them that a plain rule makes."""

import re
import sqlite3

from onrecord.compare import Comparison, make_tables, prepared
from onrecord.model import Entity, Mention, Quotation, Record, Report, Span
from onrecord.resolve.dates import read_times

SAID = re.compile(r'("[^"]+"),? (said|denied) ([A-Z]\w+(?: [A-Z]\w+)*)')


def record(text: str, *, id: str = "r", outlet: str | None = None, published: str | None = None, title: str | None = None) -> Record:
    """A record in which ``"…" said Name Name`` is a quotation of that person."""
    quotations, entities = [], {}
    for number, found in enumerate(SAID.finditer(text), 1):
        mention = Mention(start=found.start(3), end=found.end(3), text=found[3])
        entity = entities.setdefault(found[3], Entity(id=f"E{len(entities) + 1}", name=found[3], kind="person", mentions=(mention,)))
        quotations.append(
            Quotation(
                id=f"Q{number}", kind="direct", contents=(Span.of(text, *found.span(1)),), source=Span.of(text, *found.span(3)),
                cue=Span.of(text, *found.span(2)), speaker=entity.id,
            )
        )  # fmt: skip
    report = Report(text=text, given_id=id, outlet=outlet, published=published, title=title)
    return Record.of(
        report, entities=tuple(entities.values()), quotations=tuple(quotations), times=tuple(read_times(text, published=published))
    )


class Compared:
    """Records compared in memory, numbered from 1."""

    def __init__(self, *records: Record) -> None:
        self.records = dict(enumerate(records, 1))
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        make_tables(self.connection)
        comparison = Comparison(self.connection, lambda number: self.records[number].text)
        for number, one in self.records.items():
            comparison.add(number, prepared(one))

    @property
    def found(self) -> tuple[sqlite3.Connection, object]:
        return self.connection, self.records.__getitem__
