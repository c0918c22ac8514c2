"""Who is who: people and organisations across reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.ask.roles import roles
from onrecord.ask.sentences import sentence_around
from onrecord.model import Noun, Span

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.database import Row

#: So many roles and outlets of a person are given.
MOST = 8


class PersonRow(Noun, frozen=True, kw_only=True):
    """One person or organisation, with what the archive holds.

    ``names`` are all forms, ``roles`` what reports say that the person is and ``outlets`` who reports on it, each the commonest first.
    ``reports`` and ``quotations`` count the latest versions; ``first`` and ``last`` are dates of publication. ``sentence`` is where the
    latest report names it: of ``report`` (its id), by ``outlet``, ``published`` then, at ``url``.
    """

    person: int
    name: str
    kind: str
    names: tuple[str, ...]
    roles: tuple[str, ...]
    reports: int
    quotations: int
    first: str | None
    last: str | None
    outlets: tuple[str, ...]
    report: str
    outlet: str | None
    published: str | None
    url: str | None
    sentence: Span | None


def who(
    archive: Archive, name: str | None = None, *, kind: str | None = None, limit: int | None = None, typing: bool = False
) -> Iterator[PersonRow]:
    """The people and organisations one of whose names has all words of ``name`` (None: all), those of most reports first.

    ``kind``: person or organisation. ``limit``: at most so many. ``typing``: the last word may be a beginning only.

    Raises ArchiveError where the archive cannot be read.
    """
    from onrecord.archive.search import find_people

    archive.settle()
    for row in find_people(archive, name=name, kind=kind, limit=limit, typing=typing):
        yield _row(archive, row)


#: Where a person is named in so many reports, those that were added last stand for all: it is enough to tell who that is.
_LATEST = "(SELECT id, report FROM entity WHERE person = ? ORDER BY id DESC LIMIT 250)"


def _row(archive: Archive, row: Row) -> PersonRow:
    outlets = archive.select(
        f"SELECT outlet FROM {_LATEST} AS entity JOIN report ON report.id = entity.report WHERE outlet IS NOT NULL "
        "GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT ?",
        row["id"],
        MOST,
    )
    latest = next(
        archive.select(
            "SELECT entity.id AS entity, report.id, record_id, outlet, published, url "
            f"FROM {_LATEST} AS entity JOIN report ON report.id = entity.report "
            "ORDER BY replaced_by IS NULL DESC, published DESC NULLS LAST, report.id DESC LIMIT 1",
            row["id"],
        )
    )
    return PersonRow(
        person=row["id"],
        name=row["name"],
        kind=row["kind"],
        names=tuple(json.loads(row["names"])),
        roles=tuple(role.words for role in roles(archive, row["id"], limit=MOST)),
        reports=row["reports"],
        quotations=row["quotations"],
        first=row["first"],
        last=row["last"],
        outlets=tuple(found["outlet"] for found in outlets),
        report=latest["record_id"],
        outlet=latest["outlet"],
        published=latest["published"],
        url=latest["url"],
        sentence=_sentence(archive, latest["id"], latest["entity"]),
    )


def _sentence(archive: Archive, report: int, entity: int) -> Span | None:
    place = next(archive.select("SELECT starts, ends FROM mention WHERE entity = ? ORDER BY position LIMIT 1", entity), None)
    if place is None:
        return None
    (text,) = next(archive.select("SELECT text FROM report WHERE id = ?", report))
    return sentence_around(text, place["starts"], place["ends"])
