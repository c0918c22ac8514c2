"""The questions in SQL: which rows answer them, found through the indexes and in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, NamedTuple

from onrecord.archive.passages import Passages
from onrecord.archive.store import Archive
from onrecord.database import NO_LIMIT, Row

_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')


def words_query(words: str, *, typing: bool = False) -> str:
    """What a person typed as an FTS5 query that asks for all of its words; those inside ``"…"`` must stand side by side. While one is
    ``typing``, the last word, if no space follows it, stands for all that begin with it.

    Nothing in it is taken for FTS5's own syntax (AND, NEAR, ``*``, ``:``, brackets), so that no input is an error; words without a letter
    or a digit are left out. The empty string where none is left.
    """
    pieces = (quoted or single for quoted, single in _PIECE.findall(words.replace("\0", " ")))
    query = " ".join(f'"{piece}"' for piece in pieces if any(character.isalnum() for character in piece))
    return f"{query}*" if query and typing and words[-1].isalnum() and words.count('"') % 2 == 0 else query


#: So much begins with a beginning of so few letters that ranking it would take longer than one types: the last added come first.
SHORT = 3


#: Of the quotations that hold the words, so many times those wanted are looked at first, the most telling: most meet the other conditions.
AHEAD = 50


def is_broad(words: str) -> bool:
    """Whether the last word is so short a beginning."""
    last = words.split()[-1:]
    return bool(last) and len(last[0]) <= SHORT


#: So many of what holds the words, the last added, are ranked by how telling they are; what was added before follows, the last first.
#: Words that are found more often tell little, and to rank them all would take longer than one types.
RANKED = 2_000


def _ranked(
    archive: Archive, table: str, key: str, joined: str, values: Mapping[str, object], *, weights: str = "", limit: int | None, broad: bool
) -> list[int]:
    """The rows ``key`` of ``joined`` (the tables and their conditions, with the words of a search ``table`` among them), the most telling
    first; the last added first where the words are ``broad``. Those of a smaller ``limit`` are the first of those of a larger one."""
    found: list[int] = []
    last_added = f"{joined} ORDER BY {table}.rowid DESC"
    if not broad:
        scored = (
            f"SELECT {key} AS id, bm25({table}{weights}) AS score, report.published, report.id AS report FROM {last_added} LIMIT :ranked"
        )
        best = f"SELECT id FROM ({scored}) AS scored ORDER BY score, published DESC NULLS LAST, report, id LIMIT :limit"
        most = RANKED if limit is None else min(limit, RANKED)
        found += [row[0] for row in archive.select(best, **values, ranked=RANKED, limit=most)]
        if len(found) < RANKED:
            return found
    rest = NO_LIMIT if limit is None else limit - len(found)
    further = f"SELECT {key} FROM {last_added} LIMIT :limit OFFSET :skipped"
    return found + [row[0] for row in archive.select(further, **values, limit=rest, skipped=len(found))]


#: The entities that go by a name, in their report or in another.
NAMED = """
    SELECT entity.id FROM person_search JOIN entity ON entity.person = person_search.rowid WHERE person_search MATCH :{0}
    UNION ALL SELECT rowid FROM entity_search WHERE entity_search MATCH :{0}
"""

#: The quotations that entities spoke, as people have judged them.
_SPOKEN = """
    SELECT quotation.id FROM quotation WHERE speaker IN ({0})
        AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.quotation = quotation.id AND speaker_name IS NOT NULL)
    UNION ALL SELECT quotation FROM correction WHERE speaker IN ({0})
"""

_CONDITIONS = {
    "by": f"""
        statement.id IN (
            {_SPOKEN.format(NAMED.format("by"))}
            UNION ALL SELECT rowid FROM source_search WHERE source_search MATCH :by
                AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.quotation = source_search.rowid AND speaker_name IS NOT NULL)
            UNION ALL SELECT rowid FROM correction_search WHERE correction_search MATCH :by
        )""",
    "person": f"statement.id IN ({_SPOKEN.format('SELECT id FROM entity WHERE person = :person')})",
    "about": "statement.id IN (SELECT rowid FROM quotation_search WHERE quotation_search MATCH :about)",
    "to": f"""
        statement.id IN (
            SELECT id FROM quotation WHERE addressee IN ({NAMED.format("to")})
            UNION ALL SELECT id FROM quotation WHERE addressee_words IS NOT NULL AND addressee IS NULL
                AND lower(addressee_words) LIKE lower(:to_words) ESCAPE '\\'
        )""",
    "via": f"statement.id IN (SELECT quotation FROM via WHERE entity IN ({NAMED.format('via')}))",
    "outlet": "report.outlet = :outlet COLLATE NOCASE",
    "kind": "statement.kind = :kind",
    "since": "report.published >= :since",
    "until": "report.published < :until || '~'",  # "~" sorts after every character of a date: 2024-05 takes in 2024-05-31
}


def conditions_of(given: Mapping[str, object]) -> list[str]:
    """The conditions on ``report`` and ``statement`` of what is ``given``, each with a parameter of its name; none for what is None."""
    return [_CONDITIONS[name] for name, value in given.items() if value is not None]


#: The conditions that are words to be searched for.
_WORDS = ("by", "about", "to", "via")


def conditions_on_quotations(given: Mapping[str, object], *, typing: bool = False) -> tuple[list[str], dict[str, object]]:
    """The conditions of what is ``given`` (see :func:`conditions_of`), and the values of their parameters: of words to be searched for the
    query, empty where nothing can be looked for."""
    values = {name: value for name, value in given.items() if value is not None}
    for name in _WORDS:
        if name in values:
            values[name] = words_query(str(values[name]), typing=typing and name == "about")
    return conditions_of(given), values


_HAS_NAME = (
    "(statement.speaker_name IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM entity_in_full AS entity WHERE entity.id = statement.speaker AND entity.kind = 'unnamed'))"
)


def find_quotation_ids(
    archive: Archive,
    *,
    by: str | None = None,
    person: int | None = None,
    about: str | None = None,
    to: str | None = None,
    via: str | None = None,
    outlet: str | None = None,
    kind: str | None = None,
    named: bool | None = None,
    since: str | None = None,
    until: str | None = None,
    order: str | None = None,
    limit: int | None = None,
    typing: bool = False,
) -> list[int]:
    """The rows of ``quotation`` that meet all conditions, in order.

    ``by`` looks at all names of the speaker, or at the words of the source where the speaker is not known; ``since`` and ``until`` are
    beginnings of ISO 8601 dates and count in. By date, the latest report comes first, in a report in their order; undated ones last.
    """
    given = {
        "by": by,
        "person": person,
        "about": about,
        "to": to,
        "via": via,
        "outlet": outlet,
        "kind": kind,
        "since": since,
        "until": until,
    }
    conditions, values = conditions_on_quotations(given, typing=typing)
    if not all(values.get(name, True) for name in _WORDS):
        return []  # nothing to look for, so nothing is found
    if named is not None:
        conditions.append(_HAS_NAME if named else f"NOT {_HAS_NAME}")
    if to is not None:
        values["to_words"] = "%" + re.sub(r"([\\%_])", r"\\\1", to.strip()) + "%"
    by_rank = about is not None and order != "date"
    if by_rank:
        conditions[list(values).index("about")] = "quotation_search MATCH :about"
    few = bool(values.keys() & {"by", "person", "to", "via"})
    if by_rank and about is not None and not few:
        tables = "quotation_search JOIN statement ON statement.id = quotation_search.rowid JOIN report ON report.id = statement.report"
        joined = f"{tables} WHERE {' AND '.join(conditions)}"
        broad = typing and is_broad(about)
        return _ranked(archive, "quotation_search", "statement.id", joined, values, limit=limit, broad=broad)
    # CROSS JOIN: SQLite is to go through the reports in their order, and to stop when there are enough
    tables = "report, statement" if few or about is not None else "report CROSS JOIN statement"
    ranks = "report.published DESC NULLS LAST, report.id, statement.id"
    if by_rank:
        tables += " JOIN quotation_search ON quotation_search.rowid = statement.id"
        ranks = f"bm25(quotation_search), {ranks}"
    conditions.append("statement.report = report.id")
    ids = archive.select(
        f"SELECT statement.id FROM {tables} WHERE {' AND '.join(conditions)} ORDER BY {ranks} LIMIT :limit",
        **values,
        limit=NO_LIMIT if limit is None else limit,
    )
    return [row[0] for row in ids]


def find_quotations(archive: Archive, **question: Any) -> Iterator[Row]:
    """Rows of the quotations that :func:`find_quotation_ids` finds: the columns of ``statement`` and ``report``, with ``contents`` and
    ``via`` as JSON."""
    for id in find_quotation_ids(archive, **question):
        yield from archive.select(_QUOTATION, id)


#: All that a question shows of one quotation.
_QUOTATION = """
    SELECT statement.*, quotation.source_starts, quotation.source_ends, quotation.cue_starts, quotation.cue_ends,
           report.record_id, report.sha256, report.outlet, report.published, report.title, report.url, report.text AS report_text,
           coalesce(addressee.name, statement.addressee_words) AS addressee_name, parent.label AS parent_label, speaker.person,
           (SELECT json_group_array(json_array(starts, ends)) FROM
               (SELECT starts, ends FROM quotation_content AS content
                WHERE content.quotation = statement.id ORDER BY position) AS listed) AS contents,
           (SELECT json_group_array(name) FROM
               (SELECT name FROM via JOIN entity ON entity.id = via.entity
                WHERE via.quotation = statement.id ORDER BY position) AS listed) AS via
    FROM statement
    JOIN quotation ON quotation.id = statement.id
    JOIN report ON report.id = statement.report
    LEFT JOIN entity AS speaker ON speaker.id = statement.speaker
    LEFT JOIN entity AS addressee ON addressee.id = statement.addressee
    LEFT JOIN quotation AS parent ON parent.id = statement.parent
    WHERE statement.id = ?
"""


def find_people(archive: Archive, *, name: str | None, kind: str | None, limit: int | None, typing: bool = False) -> Iterator[Row]:
    """Rows of ``person`` that go by the name, those of most reports first."""
    query = None if name is None else words_query(name, typing=typing)
    if query == "":
        return
    conditions = ["TRUE"]
    if query is not None:
        conditions.append("id IN (SELECT rowid FROM person_search WHERE person_search MATCH :name)")
    if kind is not None:
        conditions.append("kind = :kind")
    yield from archive.select(
        f"SELECT * FROM person WHERE {' AND '.join(conditions)} ORDER BY reports DESC, quotations DESC, id LIMIT :limit",
        name=query,
        kind=kind,
        limit=NO_LIMIT if limit is None else limit,
    )


def find_reports(
    archive: Archive, words: str, *, outlet: str | None, since: str | None, until: str | None, limit: int | None, typing: bool = False
) -> Iterator[tuple[Row, str]]:
    """Rows of ``report`` that hold the words, the most telling first, with how many quotations each has; and a passage of each."""
    query = words_query(words, typing=typing)
    if not query:
        return
    given = {"outlet": outlet, "since": since, "until": until}
    conditions = ["report_search MATCH :words", "report.replaced_by IS NULL", *conditions_of(given)]
    joined = f"report_search JOIN report ON report.id = report_search.rowid WHERE {' AND '.join(conditions)}"
    values = {"words": query, **given}
    broad = typing and is_broad(words)
    with closing(Passages()) as passages:
        for id in _ranked(archive, "report_search", "report.id", joined, values, weights=", 3.0, 1.0", limit=limit, broad=broad):
            for row in archive.select(
                "SELECT id, record_id, sha256, outlet, published, title, url, version, text, "
                "(SELECT count(*) FROM statement WHERE statement.report = report.id) AS quotations FROM report WHERE id = ?",
                id,
            ):
                yield row, passages.passage(query, row["title"], row["text"])


class Counted(NamedTuple):
    group: str
    quotations: int
    unnamed: int
    unknown: int
    person: int | None = None


def count_quotations(archive: Archive, by: str, *, outlet: str | None, since: str | None, until: str | None) -> Iterator[Counted]:
    """How many quotations each outlet, month, source or kind has, most first; of days in months that are named, all of the month."""
    conditions = ["TRUE"]
    if outlet is not None:
        conditions.append("outlet = :outlet COLLATE NOCASE")
    if since is not None:
        conditions.append("month >= :since")
    if until is not None:
        conditions.append("month < :until || '~' AND month <> ''")
    for row in archive.select(
        f"SELECT {by} AS grp, sum(quotations) AS quotations, sum(CASE source WHEN 'unnamed' THEN quotations ELSE 0 END) AS unnamed, "
        "sum(CASE source WHEN 'unknown' THEN quotations ELSE 0 END) AS unknown "
        f"FROM quoted WHERE {' AND '.join(conditions)} GROUP BY {by} ORDER BY 2 DESC, 1",
        outlet=outlet,
        since=since and since[:7],
        until=until and until[:7],
    ):
        yield Counted(row["grp"], row["quotations"], row["unnamed"], row["unknown"])


def count_speakers(archive: Archive, *, outlet: str | None, since: str | None, until: str | None, limit: int | None) -> Iterator[Counted]:
    """How many quotations each person and organisation has, most first."""
    given = {"outlet": outlet, "since": since, "until": until}
    if any(given.values()):
        query = f"""
            SELECT person.id, person.name, count(*) AS quotations
            FROM report JOIN statement ON statement.report = report.id JOIN entity ON entity.id = statement.speaker
            JOIN person ON person.id = entity.person
            WHERE {" AND ".join(conditions_of(given))}
            GROUP BY person.id ORDER BY quotations DESC, person.id LIMIT :limit
        """
    else:
        query = "SELECT id, name, quotations FROM person WHERE quotations > 0 ORDER BY quotations DESC, id LIMIT :limit"
    for row in archive.select(query, **given, limit=NO_LIMIT if limit is None else limit):
        yield Counted(row["name"], row["quotations"], 0, 0, row["id"])
