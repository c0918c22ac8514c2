"""Finding quotations by who spoke, what was said, where and when it was printed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from onrecord.archive.store import Archive

_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')


def words_query(words: str) -> str:
    """What a person typed as an FTS5 query that asks for all of its words; those inside ``"…"`` must stand side by side.

    Nothing in it is taken for FTS5's own syntax (AND, NEAR, ``*``, ``:``, brackets), so that no input is an error; words without a letter
    or a digit are left out. The empty string where none is left.
    """
    pieces = (quoted or single for quoted, single in _PIECE.findall(words.replace("\0", " ")))
    return " ".join(f'"{piece}"' for piece in pieces if any(character.isalnum() for character in piece))


def find_quotations(
    archive: Archive,
    *,
    by: str | None = None,
    about: str | None = None,
    outlet: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Iterator[sqlite3.Row]:
    """Rows of the quotations that meet all conditions: the latest report first, in a report in their order; undated ones last.

    ``by`` looks at the speaker's name, or at the words of the source where the speaker is not known; ``since`` and ``until`` are
    beginnings of ISO 8601 dates and count in. Columns are those of ``quotation`` and ``report``, with ``contents`` and ``via`` as JSON.
    """
    by_query = None if by is None else words_query(by)
    about_query = None if about is None else words_query(about)
    if "" in (by_query, about_query):
        return  # nothing to look for, so nothing is found
    conditions = ["TRUE"]
    if by is not None:
        conditions.append(
            "(quotation.speaker IN (SELECT rowid FROM entity_search WHERE entity_search MATCH :by)"
            " OR quotation.speaker IS NULL AND quotation.id IN (SELECT rowid FROM source_search WHERE source_search MATCH :by))"
        )
    if about is not None:
        conditions.append("quotation.id IN (SELECT rowid FROM quotation_search WHERE quotation_search MATCH :about)")
    if outlet is not None:
        conditions.append("report.outlet = :outlet COLLATE NOCASE")
    if kind is not None:
        conditions.append("quotation.kind = :kind")
    if since is not None:
        conditions.append("report.published >= :since")
    if until is not None:
        conditions.append("report.published < :until || '~'")  # "~" sorts after every character of a date: 2024-05 takes in 2024-05-31
    query = f"""
        SELECT quotation.*, report.record_id, report.sha256, report.outlet, report.published, report.title, report.url,
               report.text AS report_text, speaker.name AS speaker_name,
               coalesce(addressee.name, quotation.addressee_words) AS addressee_name, parent.label AS parent_label,
               (SELECT json_group_array(json_array(starts, ends)) FROM
                   (SELECT starts, ends FROM quotation_content AS content
                    WHERE content.quotation = quotation.id ORDER BY position)) AS contents,
               (SELECT json_group_array(name) FROM
                   (SELECT name FROM via JOIN entity ON entity.id = via.entity
                    WHERE via.quotation = quotation.id ORDER BY position)) AS via
        FROM quotation
        JOIN report ON report.id = quotation.report
        LEFT JOIN entity AS speaker ON speaker.id = quotation.speaker
        LEFT JOIN entity AS addressee ON addressee.id = quotation.addressee
        LEFT JOIN quotation AS parent ON parent.id = quotation.parent
        WHERE {" AND ".join(conditions)}
        ORDER BY report.published DESC NULLS LAST, report.id, quotation.id
        LIMIT :limit
    """
    yield from archive.select(
        query,
        by=by_query,
        about=about_query,
        outlet=outlet,
        kind=kind,
        since=since,
        until=until,
        limit=-1 if limit is None else limit,
    )
