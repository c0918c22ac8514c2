"""A record as rows of the tables; :mod:`~onrecord.archive.loading` makes the record of them again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from onrecord.archive.judgements import correct
from onrecord.archive.persons import block_of_entity, roles_of
from onrecord.archive.phrases import in_general, numbers_of, phrases_of
from onrecord.archive.versions import link_version, next_version, page_of
from onrecord.database import Connection, Row
from onrecord.errors import BadRecord
from onrecord.model import (
    Addressee,
    Check,
    Entity,
    Event,
    Mention,
    Post,
    Record,
    Relation,
    Said,
    Span,
    Time,
)  # fmt: skip

#: What joins the contents of a quotation, as in the view ``quotation_words``.
ELLIPSIS = " … "

N = TypeVar("N", bound=msgspec.Struct)
_Part = TypeVar("_Part", Span, Said, Addressee)
Grounded = Span | Mention | Time | Event | Post | Relation | Addressee | Said
#: From words to their row of ``phrase``.
Phrases = Mapping[str | None, int | None]


def insert(connection: Connection, record: Record, *, read_by: str, added: str) -> bool:
    """Write all rows of ``record``; False, and nothing written, where its content is there already.

    Runs inside the caller's transaction, which holds the write lock: that is what makes the ids handed out here ours.
    Raises BadRecord where the record refers to an entity or a quotation that it does not hold, or gives one id twice.
    """
    page = page_of(record.url)
    version = next_version(connection, page)
    row = connection.execute(
        "INSERT INTO report (sha256, record_id, url, outlet, published, title, authors, text, read_by, added, page, version) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING RETURNING id",
        (
            record.sha256, record.id, record.url, record.outlet, record.published, record.title,
            json.dumps(record.authors, ensure_ascii=False), record.text, read_by, added, page, version.number,
        ),
    ).fetchone()  # fmt: skip
    if row is None:
        return False
    report: int = row[0]
    connection.execute("INSERT INTO report_search (rowid, title, text) VALUES (?, ?, ?)", (report, record.title, record.text))
    insert_found(connection, report, record)
    if version.replaces is not None:
        link_version(connection, report, version.replaces)
    return True


def replace(connection: Connection, record: Record, *, read_by: str) -> bool:
    """Put what is in ``record`` in place of what was found in the same report before; False where that is not kept.

    Runs inside the caller's transaction. Judgements stay, and hold for what is found now. Raises BadRecord as :func:`insert` does.
    """
    row = connection.execute("UPDATE report SET read_by = ? WHERE sha256 = ? RETURNING id", (read_by, record.sha256)).fetchone()
    if row is None:
        return False
    for table in ("relation", "checked", "event", "quotation", "entity", "time", "post"):
        connection.execute(f"DELETE FROM {table} WHERE report = ?", (row[0],))
    connection.execute("DELETE FROM compared WHERE report = ?", (row[0],))  # it is compared anew at the next question
    insert_found(connection, row[0], record)
    return True


def insert_found(connection: Connection, report: int, record: Record) -> None:
    """Write what was found in a report, and what follows from the judgements on it."""
    names = {entity.id: entity.name for entity in record.entities}
    because = {q.id: in_general(q, names.get(q.speaker or "")) for q in record.quotations}
    phrases = numbers_of(connection, phrases_of(record, because))
    connection.execute(
        "INSERT INTO uncounted (outlet, month) VALUES (?, ?) ON CONFLICT DO NOTHING", (record.outlet or "", (record.published or "")[:7])
    )
    entities = insert_entities(connection, report, record, phrases)
    quotations = insert_quotations(connection, report, record, entities, phrases, because)
    insert_events(connection, report, record, entities, quotations)
    put(
        connection,
        "relation",
        (
            {
                "report": report,
                **span(r),
                "subject": row_of(record, entities, r.subject),
                "object": row_of(record, entities, r.object),
            }
            for r in record.relations
        ),
    )
    put(
        connection,
        "time",
        (
            {"report": report, **span(t), **fields(t, Time, "start", "end", "text"), **of(phrases, t, "type", "mod", "anchor", "reason")}
            for t in record.times
        ),
    )
    put(
        connection,
        "post",
        ({"report": report, **span(p), **fields(p, Post, "start", "end", "text", "body"), **part("body", p.body)} for p in record.posts),
    )
    put(
        connection,
        "checked",
        (
            {
                "report": report,
                **fields(c, Check, "about", "evidence"),
                "holds": int(c.holds),
                "about": row_of(record, entities, c.about),
                "evidence": json.dumps([[s.start, s.end, s.text] for s in c.evidence], ensure_ascii=False),
            }
            for c in record.checks
        ),
    )
    check_spans(record)
    correct(connection, connection.execute("SELECT id, sha256, page, text FROM report WHERE id = ?", (report,)).fetchone())


def insert_entities(connection: Connection, report: int, record: Record, phrases: Phrases) -> dict[str, int]:
    """Write the entities and their mentions; from each label to its row."""
    ids = numbered(connection, "entity", record, [entity.id for entity in record.entities])
    put(
        connection,
        "entity",
        (
            {
                "id": ids[e.id],
                "report": report,
                "label": e.id,
                "name": e.name,
                "kind": phrases[e.kind],
                "unnamed": unnamed_of(e),
                "roles": roles_of(record.text, e),
                "block": block_of_entity(e),
            }
            for e in record.entities
        ),
    )
    connection.execute(
        "INSERT INTO unsettled (block) SELECT DISTINCT block FROM entity WHERE report = ? AND block IS NOT NULL ON CONFLICT DO NOTHING",
        (report,),
    )
    put(connection, "entity_search", ({"rowid": ids[e.id], "name": e.name} for e in record.entities if block_of_entity(e) is None))
    put(
        connection,
        "mention",
        (
            {"entity": ids[e.id], "position": position, "starts": m.start, "ends": m.end, "form": phrases[m.form]}
            for e in record.entities
            for position, m in enumerate(e.mentions, 1)
        ),
    )
    return ids


def insert_quotations(
    connection: Connection, report: int, record: Record, entities: Mapping[str, int], phrases: Phrases, because: Mapping[str, str]
) -> dict[str, int]:
    """Write the quotations with their contents and chains; from each label to its row."""
    ids = numbered(connection, "quotation", record, [quotation.id for quotation in record.quotations])
    put(
        connection,
        "quotation",
        (
            {
                "id": ids[q.id],
                "report": report,
                "label": q.id,
                **of(phrases, q, "kind", "mode", "stance", "speaker_reason"),
                **part("attribution", q.attribution),
                **part("source", q.source),
                **part("cue", q.cue),
                "speaker": row_of(record, entities, q.speaker),
                "speaker_confidence": thousandths(q.speaker_confidence),
                "because": phrases[because[q.id]],
                "addressee_words": q.addressee.text if q.addressee else None,
                **part("addressee", q.addressee),
                "addressee": row_of(record, entities, q.addressee.entity) if q.addressee else None,
                **part("venue", q.venue),
                **part("said", q.said),
                "said_value": q.said.value if q.said else None,
                "parent": row_of(record, ids, q.parent),
                "confidence": thousandths(q.confidence),
            }
            for q in record.quotations
        ),
    )
    put(
        connection,
        "quotation_content",
        (
            {"quotation": ids[q.id], "position": position, "starts": content.start, "ends": content.end}
            for q in record.quotations
            for position, content in enumerate(q.contents, 1)
        ),
    )
    put(
        connection,
        "via",
        (
            {"quotation": ids[q.id], "position": position, "entity": row_of(record, entities, entity)}
            for q in record.quotations
            for position, entity in enumerate(q.via, 1)
        ),
    )
    put(
        connection,
        "source_search",
        ({"rowid": ids[q.id], "source": q.source.text} for q in record.quotations if q.source and not q.speaker),
    )
    put(
        connection,
        "quotation_search",
        ({"rowid": ids[q.id], "words": ELLIPSIS.join(record.text[c.start : c.end] for c in q.contents)} for q in record.quotations),
    )
    return ids


def insert_events(connection: Connection, report: int, record: Record, entities: Mapping[str, int], quotations: Mapping[str, int]) -> None:
    """Write the events and who took part."""
    ids = numbered(connection, "event", record, [event.id for event in record.events])
    put(
        connection,
        "event",
        (
            {
                "id": ids[e.id],
                "report": report,
                "label": e.id,
                **span(e),
                **fields(e, Event, "id", "start", "end", "text", "participants", "according_to", "time_span", "place", "amount_span"),
                **part("time_span", e.time_span),
                **part("place", e.place),
                **part("amount_span", e.amount_span),
                "according_to": row_of(record, quotations, e.according_to),
            }
            for e in record.events
        ),
    )
    put(
        connection,
        "participant",
        (
            {"event": ids[e.id], "position": position, "role": p.role, "entity": row_of(record, entities, p.entity)}
            for e in record.events
            for position, p in enumerate(e.participants, 1)
        ),
    )


def check_spans(record: Record) -> None:
    """The words of spans are not kept twice, so they must be the report's, and such as SQL finds. Raises BadRecord where they are not."""
    if "\0" in record.text:
        raise BadRecord(f"{record.id}: it holds a character NUL, at which a text ends in SQL. Put another in its place and read it again.")
    for owner, part in spans_of(record):
        if part is not None and (record.text[part.start : part.end] != part.text or part.start < 0):
            raise BadRecord(f"{record.id}: the words {part.text!r} of its {owner} do not stand at {part.start}. Read the report again.")


def spans_of(record: Record) -> Iterator[tuple[str, Grounded | None]]:
    """All whose places are kept without their words, each with the name of what it belongs to."""
    for entity in record.entities:
        yield from ((entity.id, mention) for mention in entity.mentions)
    for q in record.quotations:
        yield from ((q.id, part) for part in (*q.contents, q.attribution, q.source, q.cue, q.addressee, q.venue, q.said))
    for event in record.events:
        yield from ((event.id, part) for part in (event, event.time_span, event.place, event.amount_span))
    for post in record.posts:
        yield from (("posts", part) for part in (post, post.body))
    yield from (("times", time) for time in record.times)
    yield from (("relations", relation) for relation in record.relations)


def unnamed_of(entity: Entity) -> str | None:
    """What is told of a source without a name, as JSON, without what is not told."""
    if entity.unnamed is None:
        return None
    told = msgspec.to_builtins(entity.unnamed)
    return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


def thousandths(probability: float | None) -> int | None:
    return None if probability is None else round(1000 * probability)


def numbered(connection: Connection, table: str, record: Record, labels: Sequence[str]) -> dict[str, int]:
    """The rows that the things of these labels will have, in order. Raises BadRecord where a label comes twice."""
    (last,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    ids = {label: last + place for place, label in enumerate(labels, 1)}
    if len(ids) < len(labels):
        twice = next(label for label in labels if labels.count(label) > 1)
        raise BadRecord(f"{record.id}: two of its {table} rows have the id {twice!r}. Give each an id of its own.")
    return ids


def row_of(record: Record, ids: Mapping[str, int], label: str | None) -> int | None:
    """The row of that label. Raises BadRecord where the record holds none."""
    if label is None:
        return None
    if label not in ids:
        raise BadRecord(f"{record.id}: it refers to {label!r}, which it does not hold. Read the report again.")
    return ids[label]


def put(connection: Connection, table: str, items: Any) -> None:
    """Insert dicts of one shape, a row each."""
    listed = list(items)
    if listed:
        columns = list(listed[0])
        named = ", ".join(columns)
        marks = ", ".join(f":{column}" for column in columns)
        connection.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", listed)


def rows(connection: Connection, query: str, id: int) -> list[Row]:
    return connection.execute(query, (id,)).fetchall()


def fields(item: msgspec.Struct, kind: type[msgspec.Struct], *without: str) -> dict[str, Any]:
    """The fields of a noun that are columns of the same name."""
    return {name: getattr(item, name) for name in kind.__struct_fields__ if name not in without}


def of(phrases: Phrases, item: msgspec.Struct, *names: str) -> dict[str, int | None]:
    """Fields of a noun that are columns of the same name, as rows of ``phrase``."""
    return {name: phrases[getattr(item, name)] for name in names}


def span(item: Time | Event | Post | Relation) -> dict[str, Any]:
    """A noun's place as columns (``end`` is a keyword of SQL)."""
    return {"starts": item.start, "ends": item.end}


def part(name: str, item: Span | Said | Addressee | None) -> dict[str, Any]:
    """The place of a part of a noun as two columns, both NULL where there is none."""
    return {f"{name}_starts": item.start if item else None, f"{name}_ends": item.end if item else None}
