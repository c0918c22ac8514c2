"""Which reports tell of one happening: lists of stories, and one story in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ask.dates import day_or_part
from onrecord.database import NO_LIMIT
from onrecord.model import Noun

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.compare.nouns import EventBacking, Story

STORY_ORDERS = ("size", "date")
#: So many reports of a story are read for its events.
READ_FOR_EVENTS = 12


class ListedStory(Noun, frozen=True, kw_only=True):
    """One line of a list of stories. ``independent`` counts reports that print one text once; ``first`` and ``last`` are days of
    publication; ``conflicts`` counts passages that disagree."""

    story: int
    name: str
    reports: int
    independent: int
    outlets: tuple[str, ...]
    first: str | None
    last: str | None
    conflicts: int


def stories(
    archive: Archive,
    *,
    about: str | None = None,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    least: int = 2,
    order: str | None = None,
    limit: int | None = None,
) -> list[ListedStory]:
    """The stories of at least ``least`` reports among those that were compared, by "size" (most reports first) or "date" (latest first).

    ``about``: words that one of its reports holds, as in :func:`onrecord.ask.search`. ``outlet``: one of its reports is theirs. ``since``,
    ``until``: one of its reports was published then. Raises ValueError for an order or a date that there is not.
    """
    from onrecord.archive.comparing import connection_of, reports
    from onrecord.archive.search import conditions_of, words_query
    from onrecord.compare.backing import backing
    from onrecord.compare.found_stories import headline, likest

    if order is not None and order not in STORY_ORDERS:
        raise ValueError(f"{order!r} is no order: use {' or '.join(STORY_ORDERS)}")
    given = {
        "outlet": outlet,
        "since": None if since is None else day_or_part(since),
        "until": None if until is None else day_or_part(until),
    }
    conditions = conditions_of(given)
    if about is not None:
        conditions.append("report.id IN (SELECT rowid FROM report_search WHERE report_search MATCH :about)")
    among = f"WHERE story IN (SELECT story FROM compared JOIN report ON report.id = compared.report WHERE {' AND '.join(conditions)})"
    rank = "max(day) DESC NULLS LAST, count(*) DESC" if order == "date" else "count(*) DESC, max(day) DESC NULLS LAST"
    connection = connection_of(archive)
    rows = archive.select(
        f"SELECT story, count(*) AS reports FROM compared {among if conditions else ''} GROUP BY story HAVING count(*) >= :least "
        f"ORDER BY {rank}, story LIMIT :limit",
        about=words_query(about or "") or '""',
        **given,
        least=least,
        limit=NO_LIMIT if limit is None else limit,
    )
    report = reports(archive)
    found = []
    for row in list(rows):
        numbers = [
            one["report"]
            for one in archive.select("SELECT report FROM compared WHERE story = ? ORDER BY day NULLS FIRST, report", row["story"])
        ]
        behind = backing(connection, numbers)
        (conflicts,) = next(
            archive.select("SELECT count(*) FROM disagreement WHERE story = ? AND verdict = 'conflict'", row["story"]),
        )
        found.append(
            ListedStory(
                story=row["story"],
                name=headline(report(likest(connection, row["story"], numbers))),
                reports=behind.reports,
                independent=behind.independent,
                outlets=behind.outlets,
                first=behind.first,
                last=behind.last,
                conflicts=conflicts,
            )
        )
    return found


def story(archive: Archive, number: int) -> Story | None:
    """One story; where stories were put together since, the one that holds the report of that number. None where there is none."""
    from onrecord.archive.comparing import connection_of, reports
    from onrecord.compare import story as found

    held = next(
        archive.select(
            "SELECT story FROM compared WHERE story = :n UNION ALL SELECT story FROM compared WHERE report = :n LIMIT 1", n=number
        ),
        None,
    )
    return found(connection_of(archive), reports(archive), held["story"]) if held else None


def story_events(archive: Archive, number: int) -> list[EventBacking]:
    """What happened in a story, as its first ``READ_FOR_EVENTS`` reports have it, and who says so."""
    from onrecord.archive.comparing import connection_of, records
    from onrecord.compare import events

    return events(connection_of(archive), records(archive), number, most=READ_FOR_EVENTS)


class Place(Noun, frozen=True, kw_only=True):
    """Where a report stands among others: its story, how many reports that has, and in how many places it disagrees with others."""

    number: int
    story: int
    reports: int
    conflicts: int


def place_of(archive: Archive, sha256: str) -> Place | None:
    """The place of a report among those that were compared; None where it was not."""
    row = next(
        archive.select(
            "SELECT compared.report AS number, story, "
            "(SELECT count(*) FROM compared AS other WHERE other.story = compared.story) AS reports, "
            "(SELECT count(*) FROM disagreement WHERE verdict = 'conflict' "
            "AND (one = compared.report OR other = compared.report)) AS conflicts "
            "FROM report JOIN compared ON compared.report = report.id WHERE sha256 = ?",
            sha256,
        ),
        None,
    )
    return Place(**{name: row[name] for name in Place.__struct_fields__}) if row else None
