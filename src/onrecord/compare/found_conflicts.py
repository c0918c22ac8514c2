"""Conflicts and updates, each with both passages and a plain sentence of what differs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from onrecord.compare.backing import RecordOf, printed
from onrecord.compare.nouns import Conflict, Passage
from onrecord.compare.utterances import words_of
from onrecord.model import Record

_WHAT = {
    "count": "gives", "age": "gives the age as", "amount": "gives the sum as", "length": "gives the length as", "share": "gives",
    "distance": "gives the distance as", "date": "gives the date as", "name": "names", "place": "names the place as",
    "speaker": "has it said by",
}  # fmt: skip


def conflicts(
    connection: sqlite3.Connection,
    record_of: RecordOf,
    *,
    story: int | None = None,
    report: int | None = None,
    kind: str | None = None,
    verdict: str | None = None,
    updates: bool = False,
    limit: int | None = None,
) -> Iterator[Conflict]:
    """Conflicts, and with ``updates`` what was brought up to date as well; the surest and weightiest first.

    ``story`` and ``report``: only of these, by number; ``kind``: only of numbers, dates …; ``verdict``: only "conflict" or "update".
    """
    asked = {"story": story, "kind": kind, "verdict": verdict or (None if updates else "conflict")}
    conditions = [f"{name} = :{name}" for name, value in asked.items() if value is not None]
    if report is not None:
        conditions.append("(one = :report OR other = :report)")
    rows = connection.execute(
        f"""SELECT story, verdict, kind, one, other, score, passage FROM disagreement
            WHERE {" AND ".join(conditions) or "TRUE"} ORDER BY score DESC, id LIMIT :limit""",
        {**asked, "report": report, "limit": -1 if limit is None else limit},
    ).fetchall()
    for number, found, what, first, second, score, places in rows:
        sides = [_passage(report, record_of(report), place) for report, place in zip((first, second), json.loads(places), strict=True)]
        sides.sort(key=lambda side: (side.printed.published or "9999", side.printed.number))
        yield Conflict(
            story=number, verdict=found, kind=what, plainly=_plainly(found, what, *sides), score=score, one=sides[0], other=sides[1]
        )


def _passage(report: int, record: Record, place: dict[str, Any]) -> Passage:
    which = printed(report, record)
    if "quotation" in place:
        quotation = next(q for q in record.quotations if q.id == place["quotation"])
        spans = [part for part in (quotation.source, *quotation.contents) if part]
        low, high = min(part.start for part in spans), max(part.end for part in spans)
        speaker = record.entity(quotation.speaker)
        named = quotation.source
        return Passage(
            printed=which,
            start=low,
            end=high,
            text=record.text[low:high],
            value=speaker.name if speaker else words_of(quotation),
            value_start=named.start if named else None,
            value_end=named.end if named else None,
        )
    start, end = place["low"], place["high"]
    return Passage(
        printed=which,
        start=start,
        end=end,
        text=record.text[start:end],
        value=record.text[place["start"] : place["end"]],
        value_start=place["start"],
        value_end=place["end"],
    )


def _plainly(verdict: str, kind: str, one: Passage, other: Passage) -> str:
    """What differs, in one sentence."""
    names = [
        f"{side.printed.outlet or side.printed.report}{f' ({side.printed.published})' if side.printed.published else ''}"
        for side in (one, other)
    ]
    if kind == "claim":
        denied, affirmed = (0, 1) if len(one.value) < len(other.value) else (1, 0)
        said = " ".join((one, other)[denied].text.split())
        return f"{names[denied]} denies what {names[affirmed]} affirms: “{said}”"
    if verdict == "update":
        return f"{names[0]} {_WHAT[kind]} {one.value}; later {names[1]} {_WHAT[kind]} {other.value}."
    return f"{names[0]} {_WHAT[kind]} {one.value}, {names[1]} {other.value}."
