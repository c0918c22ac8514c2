"""What goes in comes out the same, whatever it is."""

import types
import typing
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.archive import Archive
from onrecord.errors import BadRecord
from onrecord.model import Record

words = st.text(max_size=12)


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type that model.py uses. A field added there is tried here without a change."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        fields = typing.get_type_hints(hint)
        return st.builds(hint, **{name: anything(fields[name]) for name in hint.__struct_fields__})
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return st.lists(anything(arguments[0]), max_size=2).map(tuple)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([anything(argument) for argument in arguments])
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    plain = {
        str: words,
        bool: st.booleans(),
        int: st.integers(0, 2**31 - 1),
        float: st.integers(0, 1000).map(lambda n: n / 1000),
        type(None): st.none(),
    }
    return plain[hint]


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any record whose references lead somewhere."""
    record: Record = draw(anything(Record))
    replace = msgspec.structs.replace

    def grounded(span):
        """A span, or what has one, with the words that stand there."""
        start = min(span.start, len(record.text))
        end = min(max(span.end, start), len(record.text))
        return replace(span, start=start, end=end, text=record.text[start:end])

    entities = tuple(
        replace(entity, id=f"E{place}", mentions=tuple(map(grounded, entity.mentions))) for place, entity in enumerate(record.entities)
    )
    entity = st.sampled_from([e.id for e in entities]) if entities else None
    quotation = st.sampled_from([f"Q{place}" for place in range(len(record.quotations))])
    quotations = tuple(
        replace(
            q,
            id=f"Q{place}",
            contents=tuple(map(grounded, q.contents)),
            attribution=q.attribution and grounded(q.attribution),
            source=q.source and grounded(q.source),
            cue=q.cue and grounded(q.cue),
            venue=q.venue and grounded(q.venue),
            said=q.said and grounded(q.said),
            speaker=draw(st.none() | entity) if entity is not None else None,
            addressee=q.addressee and replace(grounded(q.addressee), entity=draw(st.none() | entity) if entity is not None else None),
            via=tuple(draw(st.lists(entity, max_size=2))) if entity is not None else (),
            parent=draw(st.none() | quotation),
        )
        for place, q in enumerate(record.quotations)
    )
    events = tuple(
        replace(
            grounded(event),
            id=f"V{place}",
            time_span=event.time_span and grounded(event.time_span),
            place=event.place and grounded(event.place),
            amount_span=event.amount_span and grounded(event.amount_span),
            participants=tuple(replace(p, entity=draw(entity)) for p in event.participants) if entity is not None else (),
            according_to=draw(st.none() | quotation) if quotations else None,
        )
        for place, event in enumerate(record.events)
    )
    checks = tuple(replace(check, about=draw(st.none() | entity) if entity is not None else None) for check in record.checks)
    relations = tuple(
        replace(grounded(relation), subject=draw(entity), object=draw(st.none() | entity))
        for relation in record.relations
        if entity is not None
    )
    return replace(
        record,
        entities=entities,
        quotations=quotations,
        events=events,
        checks=checks,
        relations=relations,
        times=tuple(map(grounded, record.times)),
        posts=tuple(replace(grounded(post), body=post.body and grounded(post.body)) for post in record.posts),
    )


def test_every_field_comes_back(place, full: Record) -> None:
    with Archive.open(place("record"), create=True) as archive:
        assert archive.add(full)
        assert archive.record(full.sha256) == full
        assert archive.record("tarn-1") == full
        assert list(archive) == [full]
        assert len(archive) == 1
    with Archive.open(place("record")) as archive:
        assert archive.record(full.sha256) == full


def without_nul(record: Record) -> Record:
    """No database keeps a text with a NUL whole; PostgreSQL keeps none in any field."""
    return Record.from_json(record.to_json().replace(b"\\u0000", b"x"))


def test_a_text_with_nul_is_refused(place) -> None:
    with Archive.open(place("nul"), create=True) as archive:
        with pytest.raises(BadRecord, match="nul-1: it holds a character NUL"):
            archive.add(Record(id="nul-1", sha256="n", text="a\0b"))
        assert len(archive) == 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_record_comes_back(module_place, data: st.DataObject) -> None:
    with Archive.open(module_place("any"), create=True) as archive:
        given_records = data.draw(st.lists(records().map(without_nul), min_size=1, max_size=3, unique_by=lambda record: record.sha256))
        archive._connection.execute("DELETE FROM report")
        for record in given_records:
            assert archive.add(record)
        for record in given_records:
            assert not archive.add(record)
            assert archive.record(record.sha256) == record
        assert list(archive) == given_records
