"""One person across reports: when they spoke, through which outlets, and of whom."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.ask.roles import LATEST, Role, roles
from onrecord.model import Noun

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.database import Row


class SpokenDay(Noun, frozen=True, kw_only=True):
    """When one quotation was said: ``value`` is the TIMEX3 value of the words, None where there are none; ``published`` is when the
    report was. ``report`` is its sha256, ``words`` what was said."""

    value: str | None
    published: str | None
    report: str
    quotation: str
    outlet: str | None
    words: str


class LivedEvent(Noun, frozen=True, kw_only=True):
    """What happened to a person: ``time`` is the TIMEX3 value, None where the report gives none; ``published`` is when the first of
    ``reports`` reports that tell of it was. ``report`` is its sha256, ``roles`` what the person was in it."""

    type: str
    words: str
    time: str | None
    status: str
    roles: tuple[str, ...]
    published: str | None
    report: str
    event: str
    outlet: str | None
    reports: int


class Count(Noun, frozen=True, kw_only=True):
    """A name and how many quotations it has; ``person`` leads on where the name is one."""

    name: str
    quotations: int
    person: int | None = None


class Life(Noun, frozen=True, kw_only=True):
    """One person or organisation: all names, and what the latest reports say that it is."""

    person: int
    name: str
    kind: str
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    reports: int
    quotations: int
    first: str | None
    last: str | None


#: So many roles are given.
MOST_ROLES = 8
#: A person's quotations, found through the reports that name them.
_SPOKEN = (
    f"FROM (SELECT id, report, person FROM entity WHERE person = ? ORDER BY id DESC LIMIT {LATEST}) AS entity "
    "JOIN statement ON statement.report = entity.report AND statement.speaker = entity.id"
)


def life(archive: Archive, person: int) -> Life | None:
    """Who that is; None where nobody has this number, as after a merge."""
    archive.settle()
    row = next(archive.select("SELECT * FROM person WHERE id = ?", person), None)
    if row is None:
        return None
    return Life(
        person=row["id"],
        name=row["name"],
        kind=row["kind"],
        names=tuple(json.loads(row["names"])),
        roles=tuple(roles(archive, person, limit=MOST_ROLES)),
        reports=row["reports"],
        quotations=row["quotations"],
        first=row["first"],
        last=row["last"],
    )


class Named(Noun, frozen=True, kw_only=True):
    """One line of a list of people and organisations."""

    person: int
    name: str
    quotations: int
    reports: int
    last: str | None


def named(
    archive: Archive, name: str | None = None, *, kind: str | None = None, limit: int | None = 50, typing: bool = False
) -> list[Named]:
    """The people and organisations that :func:`onrecord.ask.who` gives, without evidence: for a list."""
    from onrecord.archive.search import find_people

    archive.settle()
    return [_named(row) for row in find_people(archive, name=name, kind=kind, limit=limit, typing=typing)]


def _named(row: Row) -> Named:
    return Named(person=row["id"], name=row["name"], quotations=row["quotations"], reports=row["reports"], last=row["last"])


def alike(archive: Archive, life: Life, *, limit: int = 8) -> list[Named]:
    """Others of the same kind that share the last word of the name: whom it may be, too."""
    from onrecord.archive.search import words_query

    rows = archive.select(
        "SELECT id, name, quotations, reports, last FROM person WHERE id IN "
        "(SELECT rowid FROM person_search WHERE person_search MATCH ?) AND kind = ? AND id <> ? ORDER BY reports DESC, id LIMIT ?",
        words_query(life.name.split()[-1]) or '""',
        life.kind,
        life.person,
        limit,
    )
    return [_named(row) for row in rows]


def spoken_days(archive: Archive, person: int, *, limit: int = 300) -> list[SpokenDay]:
    """When each of a person's quotations was said, in the order of publication; at most ``limit``, the latest."""
    rows = archive.select(
        "SELECT said_value, published, sha256, statement.label, outlet, quotation_words.words "
        f"{_SPOKEN} JOIN report ON report.id = entity.report JOIN quotation_words ON quotation_words.quotation = statement.id "
        "WHERE mode = 'speech' ORDER BY published DESC NULLS LAST, statement.id DESC LIMIT ?",
        person,
        limit,
    )
    return [
        SpokenDay(
            value=row["said_value"],
            published=row["published"],
            report=row["sha256"],
            quotation=row["label"],
            outlet=row["outlet"],
            words=" ".join(row["words"].split()),
        )
        for row in rows
    ][::-1]


def lived(archive: Archive, person: int, *, limit: int = 200) -> list[LivedEvent]:
    """What happened to a person, in the order of publication, each happening once: those of one type and one time are one."""
    rows = archive.select(
        "SELECT event.id, type, event.text, time, status, event.label, role, published, sha256, outlet "
        f"FROM (SELECT id FROM entity WHERE person = ? ORDER BY id DESC LIMIT {LATEST}) AS entity "
        "JOIN participant ON participant.entity = entity.id JOIN event_in_full AS event ON event.id = participant.event "
        "JOIN report ON report.id = event.report AND report.replaced_by IS NULL ORDER BY coalesce(published, '9999'), event.id",
        person,
    )
    told: defaultdict[tuple[str, str, str | int], list[Row]] = defaultdict(list)
    for row in rows:
        told[row["type"], row["status"], row["time"] or row["id"]].append(row)
    found = [
        LivedEvent(
            type=first["type"],
            words=first["text"],
            time=first["time"],
            status=first["status"],
            roles=tuple(dict.fromkeys(row["role"] for row in (first, *more))),
            published=first["published"],
            report=first["sha256"],
            event=first["label"],
            outlet=first["outlet"],
            reports=len({row["sha256"] for row in (first, *more)}),
        )
        for first, *more in told.values()
    ]
    return sorted(found, key=lambda event: event.published or "")[-limit:]


def quoted_by(archive: Archive, person: int, *, limit: int = 8) -> list[Count]:
    """The outlets that quote a person most."""
    rows = archive.select(
        f"SELECT outlet, count(*) AS n {_SPOKEN} JOIN report ON report.id = entity.report "
        "WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?",
        person,
        limit,
    )
    return [Count(name=row["outlet"], quotations=row["n"]) for row in rows]


def talks_about(archive: Archive, person: int, *, limit: int = 8) -> list[Count]:
    """The people and organisations that a person names most in what they say."""
    rows = archive.select(
        f"SELECT person.id, person.name, count(DISTINCT statement.id) AS n {_SPOKEN} "
        "JOIN quotation_content AS content ON content.quotation = statement.id "
        "JOIN entity AS other ON other.report = entity.report AND other.person <> entity.person "
        "JOIN mention ON mention.entity = other.id AND mention.starts >= content.starts AND mention.ends <= content.ends "
        "JOIN person ON person.id = other.person GROUP BY 1 ORDER BY n DESC, 2 LIMIT ?",
        person,
        limit,
    )
    return [Count(name=row["name"], quotations=row["n"], person=row["id"]) for row in rows]


def talks_to(archive: Archive, person: int, *, limit: int = 8) -> list[Count]:
    """Those whom a person speaks to most, as reports name them."""
    rows = archive.select(
        f"SELECT coalesce(other.name, addressee_words) AS name, other.person, count(*) AS n {_SPOKEN} "
        "LEFT JOIN entity AS other ON other.id = statement.addressee "
        "WHERE coalesce(other.name, addressee_words) IS NOT NULL GROUP BY 1, 2 ORDER BY n DESC, 1 LIMIT ?",
        person,
        limit,
    )
    return [Count(name=row["name"], quotations=row["n"], person=row["person"]) for row in rows]
