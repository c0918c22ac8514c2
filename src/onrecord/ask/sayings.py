"""One utterance as several reports print it: lists of sayings, and one with all of its wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Noun

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.compare.nouns import Saying

#: Of those that most quotations print, so many sayings are gone through for a list.
GONE_THROUGH = 1_000


class ListedSaying(Noun, frozen=True, kw_only=True):
    """One line of a list of sayings: ``words`` is the longest direct wording, ``wordings`` counts those that differ; ``first`` and
    ``last`` are days of publication."""

    saying: int
    words: str
    speaker: str | None
    person: int | None
    reports: int
    wordings: int
    first: str | None
    last: str | None


def sayings(
    archive: Archive, *, by: str | None = None, about: str | None = None, least: int = 2, limit: int | None = None
) -> list[ListedSaying]:
    """The sayings that at least ``least`` reports print, as people have judged their quotations, those of most quotations first.

    ``by`` and ``about`` are as in :func:`onrecord.ask.quotes`: one of the quotations meets both.
    """
    from onrecord.archive.search import conditions_on_quotations

    archive.settle()
    conditions, values = conditions_on_quotations({"by": by, "about": about})
    if not all(values.values()):
        return []  # nothing to look for, so nothing is found
    among = (
        "AND number IN (SELECT saying FROM quotation AS statement "
        "JOIN wording ON wording.report = statement.report AND wording.label = statement.label "
        f"WHERE {' AND '.join(conditions)})"
    )
    rows = archive.select(
        f"SELECT number FROM saying WHERE quotations >= :least {among if conditions else ''} ORDER BY quotations DESC, number LIMIT :most",
        **values,
        least=max(least, 2),
        most=GONE_THROUGH,
    )
    found: list[ListedSaying] = []
    for row in list(rows):
        if limit is not None and len(found) == limit:
            break
        listed = _listed(archive, row["number"])
        if listed is not None and listed.reports >= least:
            found.append(listed)
    return found


def _listed(archive: Archive, number: int) -> ListedSaying | None:
    rows = list(
        archive.select(
            "SELECT wording.report, wording.kind, wording.words, report.published, statement.speaker_name, entity.person FROM wording "
            "JOIN report ON report.id = wording.report "
            "JOIN statement ON statement.report = wording.report AND statement.label = wording.label "
            "LEFT JOIN entity ON entity.id = statement.speaker WHERE saying = ? ORDER BY wording.day NULLS FIRST, wording.id",
            number,
        )
    )
    if not rows:
        return None
    longest = max(rows, key=lambda row: (row["kind"] == "direct", len(row["words"])))
    speaker = next((row for row in [longest, *rows] if row["speaker_name"]), longest)
    days = sorted(row["published"] for row in rows if row["published"])
    return ListedSaying(
        saying=number,
        words=longest["words"],
        speaker=speaker["speaker_name"],
        person=speaker["person"],
        reports=len({row["report"] for row in rows}),
        wordings=len({row["words"].casefold().rstrip(",.") for row in rows}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def saying(archive: Archive, number: int) -> Saying | None:
    """One saying with all of its wordings, as people have judged them; where sayings were put together since, the one that holds the
    wording of that number. None where there is none."""
    from onrecord.archive.comparing import connection_of, speakers
    from onrecord.ask.as_judged import records_as_judged
    from onrecord.compare import saying as found

    held = next(
        archive.select("SELECT saying FROM wording WHERE saying = :n UNION ALL SELECT saying FROM wording WHERE id = :n LIMIT 1", n=number),
        None,
    )
    if held is None:
        return None
    try:
        return found(connection_of(archive), records_as_judged(archive), held["saying"], person_of=speakers(archive))
    except KeyError:  # all of its quotations were judged to be none
        return None


def sayings_of(archive: Archive, sha256: str) -> dict[str, tuple[int, int]]:
    """For each quotation of a report that other reports print too: its saying, and how many reports print that."""
    rows = archive.select(
        "SELECT wording.label, wording.saying, count(DISTINCT other.report) AS reports FROM report "
        "JOIN wording ON wording.report = report.id JOIN wording AS other ON other.saying = wording.saying "
        "WHERE report.sha256 = ? GROUP BY 1, 2 HAVING count(DISTINCT other.report) > 1",
        sha256,
    )
    return {row["label"]: (row["saying"], row["reports"]) for row in rows}
