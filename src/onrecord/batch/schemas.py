"""What each stage takes and gives, as Arrow schemas. All are derived from the nouns of :mod:`onrecord.model`.

Strings are ``string``, whole numbers (offsets: code points of ``text``, end exclusive) ``int64``, probabilities ``double``; a span is a
struct ``{start, end, text}``, what there may be several of a list. Null says that the report leaves it open.
"""

from __future__ import annotations

import types
import typing
from typing import Any, Final

import msgspec
import pyarrow

from onrecord.model import Check, Entity, Event, Mention, Post, Quotation, Record, Relation, Report, Time

_PLAIN: Final = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}


def arrow_type(kind: Any) -> pyarrow.DataType:
    """The Arrow type of a type annotation of the model."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return pyarrow.string()
    if origin in (typing.Union, types.UnionType):
        [one] = [each for each in inner if each is not type(None)]
        return arrow_type(one)
    if origin is tuple:
        return pyarrow.list_(pyarrow.field("item", arrow_type(inner[0])))
    return pyarrow.struct(fields(kind))


def fields(noun: type[msgspec.Struct], *, leave: tuple[str, ...] = ()) -> list[pyarrow.Field]:
    """The fields of a noun, in its order, without those to ``leave`` out."""
    hints = typing.get_type_hints(noun)
    return [pyarrow.field(name, arrow_type(hints[name])) for name in noun.__struct_fields__ if name not in leave]


#: Why a row holds no report: where it would have stood, the reason in a sentence, and the kind of error (a name of onrecord.errors).
#: All three are null where it holds one.
_FAILED = [pyarrow.field(name, pyarrow.string()) for name in ("failed_where", "failed_reason", "failed_kind")]

#: Files to read, a row each: a path or an address of a store.
FILES = pyarrow.schema([("path", pyarrow.string())])

#: Reports as they were read, a row each; ``given_id`` is the id that a report came with, ``place`` where it was read from.
REPORTS = pyarrow.schema([*fields(Report), *_FAILED])

#: The records of reports, a row each, with all that was found in lists of structs.
RECORDS = pyarrow.schema([*fields(Record), pyarrow.field("place", pyarrow.string()), *_FAILED])

_REPORT = pyarrow.field("report", pyarrow.string())
_FOUND: Final[dict[str, type[msgspec.Struct]]] = {
    "quotations": Quotation, "entities": Entity, "times": Time, "events": Event, "posts": Post, "relations": Relation, "checks": Check,
}  # fmt: skip

#: The tables that records are split into. ``report`` is the sha256 of the report that a row belongs to.
TABLES: Final[dict[str, pyarrow.Schema]] = {
    "reports": pyarrow.schema([*fields(Record, leave=tuple(_FOUND)), pyarrow.field("place", pyarrow.string())]),
    **{name: pyarrow.schema([_REPORT, *fields(noun, leave=("mentions",))]) for name, noun in _FOUND.items()},
    "mentions": pyarrow.schema([_REPORT, pyarrow.field("entity", pyarrow.string()), *fields(Mention)]),
    "failures": pyarrow.schema([(name, pyarrow.string()) for name in ("where", "reason", "kind")]),
}

#: The lists of a record that become tables of their own.
FOUND = tuple(_FOUND)
