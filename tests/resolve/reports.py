"""Invented reports and their quotations, written as (content, source, cue, …) by the words themselves."""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.annotate.marks import quoted
from onrecord.annotate.reader import Reading
from onrecord.annotate.tokens import Tokens
from onrecord.model import Addressee, Quotation, Report, Span
from onrecord.resolve import Resolved, resolve


def span(text: str, words: str | None, after: int = 0) -> Span | None:
    """The first place of ``words`` at or after an offset."""
    if words is None:
        return None
    start = text.index(words, after)
    return Span.of(text, start, start + len(words))


def quotation(
    text: str,
    id: str,
    content: str,
    source: str | None = None,
    cue: str | None = None,
    *,
    attribution: str | None = None,
    addressee: str | None = None,
    parent: str | None = None,
) -> Quotation:
    """A quotation with its speaker open; source and cue stand in ``attribution`` (all of the text where it is not given)."""
    at = text.index(attribution) if attribution else 0
    to = span(text, addressee, at)
    contents = span(text, content)
    assert contents is not None
    return Quotation(
        id=id,
        kind="direct" if content[0] in '"“' else "indirect",
        contents=(contents,),
        source=span(text, source, at),
        cue=span(text, cue, at),
        addressee=Addressee(start=to.start, end=to.end, text=to.text) if to else None,
        parent=parent,
    )


def resolved(text: str, *quotations: Quotation, **facts: Any) -> Resolved:
    """What :func:`onrecord.resolve.resolve` makes of it, with no help from the reader's names."""
    nothing = np.zeros(0, dtype=np.int64)
    tokens = Tokens(nothing, nothing, nothing, np.zeros((0, 3), dtype=np.int64), quoted(text))
    reading = Reading(tokens, [], [], np.zeros(0, dtype=np.float32))
    return resolve(Report(text=text, **facts), reading, list(quotations))


def speakers(found: Resolved) -> list[str | None]:
    """The full name of each quotation's speaker."""
    names = {e.id: e.name for e in found.entities}
    return [names[q.speaker] if q.speaker else None for q in found.quotations]
