"""Who, when and through whom: one question a file.

:func:`resolve` takes what was found in the words of one report and names the people, dates and chains in it.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.annotate.reader import Reading
from onrecord.model import Entity, Post, Quotation, Report, Time
from onrecord.resolve.dates import read_times


class Resolved(NamedTuple):
    entities: tuple[Entity, ...]
    quotations: tuple[Quotation, ...]
    times: tuple[Time, ...]
    posts: tuple[Post, ...]


def resolve(report: Report, reading: Reading, quotations: list[Quotation]) -> Resolved:
    """Entities, speakers, addressees, chains and dates of one report. ``quotations`` come with their speakers open."""
    marks = [(q.start, q.end) for q in reading.tokens.marks if not q.single or q.closed]
    times = read_times(report.text, published=report.published, quoted=marks)
    return Resolved((), tuple(quotations), tuple(times), ())
