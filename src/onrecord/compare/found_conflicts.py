"""Conflicts and updates, each with both passages and a plain sentence of what differs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from onrecord.compare.backing import RecordOf, printed
from onrecord.compare.nouns import Conflict, Passage
from onrecord.compare.speakers import PersonOf, nobody
from onrecord.compare.utterances import words_of
from onrecord.database import Connection, Row

_WHAT = {
    "count": "gives", "age": "gives the age as", "amount": "gives the sum as", "length": "gives the length as", "share": "gives",
    "distance": "gives the distance as", "date": "gives the date as", "name": "names",
    "speaker": "has it said by",
}  # fmt: skip


def conflicts(
    connection: Connection,
    record_of: RecordOf,
    *,
    story: int | None = None,
    report: int | None = None,
    kind: str | None = None,
    verdicts: Collection[str] = ("conflict",),
    limit: int | None = None,
    person_of: PersonOf = nobody,
) -> Iterator[Conflict]:
    """What has one of these ``verdicts``: "conflict", "update" (brought up to date) or, after all else, "possible" (may be a conflict); the
    surest and weightiest first. Two names of one person are none, nor are quotations that a record does not hold any more.

    ``story`` and ``report``: only of these, by number; ``kind``: only of numbers, dates ….
    """
    asked = {"story": story, "kind": kind, "report": report}
    conditions = {"report": "(one = :report OR other = :report)"}
    wanted = [conditions.get(name, f"{name} = :{name}") for name, value in asked.items() if value is not None]
    rows = connection.execute(
        f"""SELECT story, verdict, kind, one, other, score, passage FROM disagreement
            WHERE {" AND ".join([*wanted, "verdict IN (SELECT value FROM json_each(:verdicts) AS listed)"])}
            ORDER BY verdict = 'possible', score DESC, id""",
        {**asked, "verdicts": json.dumps(list(verdicts))},
    ).fetchall()
    yield from islice(_facing(rows, record_of, person_of), limit)


def _facing(rows: Iterable[Row], record_of: RecordOf, person_of: PersonOf) -> Iterator[Conflict]:
    for number, verdict, kind, first, second, score, passages in rows:
        places = json.loads(passages)
        if kind == "speaker" and _is_one(person_of, first, second, places):
            continue
        sides = [side for side in (_passage(record_of, *one) for one in zip((first, second), places, strict=True)) if side]
        if len(sides) < 2:
            continue
        sides.sort(key=lambda side: (side.printed.published or "9999", side.printed.number))
        yield Conflict(
            story=number, verdict=verdict, kind=kind, plainly=_plainly(verdict, kind, *sides), score=score, one=sides[0], other=sides[1]
        )


def _is_one(person_of: PersonOf, first: int, second: int, places: list[dict[str, str]]) -> bool:
    one, other = (person_of(report, place["quotation"]) for report, place in zip((first, second), places, strict=True))
    return one is not None and one == other


def _passage(record_of: RecordOf, report: int, place: dict[str, Any]) -> Passage | None:
    record = record_of(report)
    which = printed(report, record)
    if "quotation" in place:
        quotation = next((q for q in record.quotations if q.id == place["quotation"]), None)
        if quotation is None:  # judged to be none
            return None
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
        denies = "may deny" if verdict == "possible" else "denies"
        return f"{names[denied]} {denies} what {names[affirmed]} affirms: “{said}”"
    if verdict == "update":
        return f"{names[0]} {_WHAT[kind]} {one.value}; later {names[1]} {_WHAT[kind]} {other.value}."
    may = " They may be of two things: check." if verdict == "possible" else ""
    return f"{names[0]} {_WHAT[kind]} {one.value}, {names[1]} {other.value}.{may}"
