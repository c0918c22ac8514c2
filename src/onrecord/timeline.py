"""One person's story over an archive: what happened and what was said, in order, with how uncertain each day is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from onrecord import ask
from onrecord.model import Noun, Span
from onrecord.resolve.days import bounds

if TYPE_CHECKING:
    from onrecord.archive import Archive

#: What the days of an entry rest on: the words that date it, or only the day on which the report was published.
Rests = Literal["words", "publication"]


class Entry(Noun, frozen=True, kw_only=True):
    """One event or quotation of a person's story.

    ``earliest`` and ``latest`` are ISO 8601 days: it happened on one of the days from the one to the other, both counted in; ``None``
    where nothing bounds it on that side. ``rests_on`` says whether the report's words or only its publication bound it. ``what`` is the
    event's type, or "said"; ``words`` the trigger, or what was said; ``people`` who took part, each with the role. ``sentence`` is the
    evidence in the report, in code points of its text. ``according_to`` names who says so, ``None`` where the report does.
    """

    earliest: str | None
    latest: str | None
    rests_on: Rests
    value: str | None
    kind: Literal["event", "quotation"]
    what: str
    words: str
    status: str | None
    amount: str | None
    people: tuple[tuple[str, str], ...]
    according_to: str | None
    sentence: Span
    report: str
    id: str
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest is not None and self.earliest == self.latest


def timeline(archive: Archive, name: str) -> list[Entry]:
    """The story of whoever bears ``name`` (any words of it, without regard to case and accents), the earliest first.

    An event with no day of its own is placed before the publication of the report, a planned one after it. Entries of one day stand in
    the order of publication. Raises ArchiveError where the archive cannot be read.
    """
    found = [*_events(archive, name), *_quotations(archive, name)]
    return sorted(found, key=_order)


def _order(entry: Entry) -> tuple[str, str, str]:
    """By the middle of what is known: an open side counts as the other one."""
    first = entry.earliest or entry.latest or "9999"
    return (first, entry.latest or "9999", entry.published or "")


def _days(value: str | None, published: str | None, *, ahead: bool = False) -> tuple[str | None, str | None, Rests]:
    days = bounds(value) if value else None
    if days is not None:
        return days[0].isoformat(), days[1].isoformat(), "words"
    return (published, None, "publication") if ahead else (None, published, "publication")


def _events(archive: Archive, name: str) -> Iterator[Entry]:
    from onrecord.archive.lives import find_events

    for row in find_events(archive, name):
        earliest, latest, rests_on = _days(row["time"], row["published"], ahead=row["status"] == "planned")
        yield Entry(
            earliest=earliest,
            latest=latest,
            rests_on=rests_on,
            value=row["time"],
            kind="event",
            what=row["type"],
            words=row["text"],
            status=row["status"],
            amount=row["amount"],
            people=tuple((role, who) for role, who in json.loads(row["people"])),
            according_to=row["according_to_name"],
            sentence=ask.sentence_around(row["report_text"], row["starts"], row["ends"]),
            report=row["record_id"],
            id=row["label"],
            outlet=row["outlet"],
            published=row["published"],
            title=row["title"],
            url=row["url"],
        )


def _quotations(archive: Archive, name: str) -> Iterator[Entry]:
    rows: Iterable[ask.QuoteRow] = ask.quotes(archive, by=name)
    for row in rows:
        if row.mode == "thought" or row.speaker is None:
            continue
        earliest, latest, rests_on = _days(row.said_value, row.published)
        yield Entry(
            earliest=earliest,
            latest=latest,
            rests_on=rests_on,
            value=row.said_value,
            kind="quotation",
            what="said",
            words=" … ".join(" ".join(c.text.split()) for c in row.contents),
            status=None,
            amount=None,
            people=(("speaker", row.speaker), *((("addressee", row.addressee),) if row.addressee else ())),
            according_to=None,
            sentence=row.sentence,
            report=row.report,
            id=row.quotation,
            outlet=row.outlet,
            published=row.published,
            title=row.title,
            url=row.url,
        )
