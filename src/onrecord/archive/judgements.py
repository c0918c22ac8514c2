"""What people decided: kept for good, honoured by every question, taken back at will.

A judgement names its place by the report's content, its page, and the words with their offsets (as the selectors of the W3C Web
Annotation Data Model do), never by a row or a label, so that it outlives a new reading, a new version of the report, and the way into
another file. Nothing that was found is overwritten: ``correction`` and ``person`` follow from what was found and what was judged.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args

from onrecord.archive.person_names import block_of
from onrecord.database import Connection, Row
from onrecord.errors import ArchiveError
from onrecord.model import Noun

Verdict = Literal["same", "different", "speaker", "wrong", "date"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
ABOUT_ENTITIES = ("same", "different")


class Place(Noun, frozen=True, kw_only=True):
    """A stretch of a report that outlives a new reading: ``words`` at the code points ``[starts, ends)`` of the report of that content.

    ``page`` is its url (see ``page_of``), for other versions. For an entity that stands nowhere, ``starts == ends``.
    """

    sha256: str
    page: str | None
    starts: int
    ends: int
    words: str


class Judgement(Noun, frozen=True, kw_only=True):
    """A decision: ``same`` or ``different`` about the entities at ``place`` and ``other``; ``speaker`` (``value`` is the name), ``date``
    (``value`` is a TIMEX3 value of when it was said) or ``wrong`` (no quotation) about the quotation at ``place``.

    ``made`` and ``revoked`` are ISO 8601 moments, UTC; it holds while ``revoked`` is None.
    """

    uid: str
    verdict: Verdict
    place: Place
    other: Place | None = None
    value: str | None = None
    who: str
    made: str
    why: str | None = None
    revoked: str | None = None
    revoked_by: str | None = None
    revoked_why: str | None = None


def new_uid() -> str:
    """A name that no other judgement anywhere has."""
    return secrets.token_hex(8)


def write(connection: Connection, judgement: Judgement) -> None:
    """Append a judgement, and let it take effect. Runs inside the caller's transaction."""
    place, other = judgement.place, judgement.other
    connection.execute(
        "INSERT INTO judgement (uid, verdict, sha256, page, starts, ends, words, other_sha256, other_page, other_starts, other_ends, "
        "other_words, value, who, made, why, revoked, revoked_by, revoked_why) VALUES (" + ", ".join("?" * 19) + ")",
        (
            judgement.uid, judgement.verdict, place.sha256, place.page, place.starts, place.ends, place.words,
            *((other.sha256, other.page, other.starts, other.ends, other.words) if other else (None,) * 5),
            judgement.value, judgement.who, judgement.made, judgement.why, judgement.revoked, judgement.revoked_by, judgement.revoked_why,
        ),
    )  # fmt: skip
    take_effect(connection, judgement)


def revoke(connection: Connection, judgement: Judgement, *, who: str, when: str, why: str | None) -> None:
    """Take a judgement back. Runs inside the caller's transaction."""
    connection.execute("UPDATE judgement SET revoked = ?, revoked_by = ?, revoked_why = ? WHERE uid = ?", (when, who, why, judgement.uid))
    take_effect(connection, judgement)


def listed(connection: Connection, condition: str = "TRUE", *values: str | None) -> Iterator[Judgement]:
    """The judgements that meet an SQL condition, in the order in which they were made, wherever that was."""
    for row in connection.execute(f"SELECT * FROM judgement WHERE {condition} ORDER BY made, uid", values).fetchall():
        other = row["other_sha256"] and Place(
            sha256=row["other_sha256"],
            page=row["other_page"],
            starts=row["other_starts"],
            ends=row["other_ends"],
            words=row["other_words"],
        )
        yield Judgement(
            place=Place(sha256=row["sha256"], page=row["page"], starts=row["starts"], ends=row["ends"], words=row["words"]),
            other=other or None,
            **{name: row[name] for name in ("uid", "verdict", "value", "who", "made", "why", "revoked", "revoked_by", "revoked_why")},
        )


def merge(connection: Connection, judgements: Iterable[Judgement]) -> int:
    """Take in judgements made elsewhere; those that are here gain at most their revocation. How many were new or newly revoked."""
    count = 0
    for judgement in judgements:
        ours = next(listed(connection, "uid = ?", judgement.uid), None)
        if ours is None:
            write(connection, judgement)
        elif judgement.revoked and not ours.revoked:
            revoke(connection, ours, who=judgement.revoked_by or "", when=judgement.revoked, why=judgement.revoked_why)
        else:
            continue
        count += 1
    return count


def take_effect(connection: Connection, judgement: Judgement) -> None:
    """Make what follows from the judgements at its place anew."""
    if judgement.verdict in ABOUT_ENTITIES:
        for place in (judgement.place, judgement.other):
            if place:
                connection.executemany(
                    "INSERT INTO unsettled (block) VALUES (?) ON CONFLICT DO NOTHING",
                    {(entity.block,) for entity in entities_at(connection, place) if entity.block},
                )
        return
    for report in reports_of(connection, judgement.place):
        correct(connection, report)


def correct(connection: Connection, report: Row) -> None:
    """Make the corrections of one report anew: the last judgement on each quotation and each of its fields counts."""
    had = connection.execute(_SPEAKERS, (report["id"],)).fetchall()
    connection.execute("DELETE FROM correction WHERE quotation IN (SELECT id FROM quotation WHERE report = ?)", (report["id"],))
    found: dict[int, dict[str, object]] = {}
    for judgement in listed(
        connection,
        "revoked IS NULL AND verdict IN ('speaker', 'wrong', 'date') AND (sha256 = ? OR page = ?)",
        report["sha256"],
        report["page"],
    ):
        quotation = quotation_at(connection, report, judgement.place)
        if quotation is None:
            continue
        row = found.setdefault(
            quotation, {"quotation": quotation, "wrong": 0, "speaker_name": None, "speaker": None, "said_value": None, "judgements": []}
        )
        if judgement.verdict == "wrong":
            row["wrong"] = 1
        elif judgement.verdict == "date":
            row["said_value"] = judgement.value
        else:
            row["speaker_name"] = judgement.value
            row["speaker"] = named_in(connection, report["id"], judgement.value or "")
        row["judgements"] = [*row["judgements"], judgement.uid]  # type: ignore[misc]
    connection.executemany(
        "INSERT INTO correction (quotation, wrong, speaker_name, speaker, said_value, judgements) "
        "VALUES (:quotation, :wrong, :speaker_name, :speaker, :said_value, :judgements)",
        ({**row, "judgements": json.dumps(row["judgements"])} for _, row in sorted(found.items())),
    )
    if had or found:
        speakers = had + connection.execute(_SPEAKERS, (report["id"],)).fetchall()
        connection.executemany("INSERT INTO unsettled (block) VALUES (?) ON CONFLICT DO NOTHING", {(row[0],) for row in speakers})
        connection.execute(
            "INSERT INTO uncounted (outlet, month) SELECT coalesce(outlet, ''), coalesce(substr(published, 1, 7), '') "
            "FROM report WHERE id = ? ON CONFLICT DO NOTHING",
            (report["id"],),
        )


#: The blocks of those who speak, by what was found or by judgement, in the corrected quotations of a report.
_SPEAKERS = """
    SELECT DISTINCT coalesce(entity.block, person.block) FROM quotation JOIN correction ON correction.quotation = quotation.id
    JOIN entity ON entity.id IN (quotation.speaker, correction.speaker) LEFT JOIN person ON person.id = entity.person
    WHERE quotation.report = ? AND coalesce(entity.block, person.block) IS NOT NULL
"""


class Named(NamedTuple):
    """A row of ``entity``, and the group of names in which its person is looked for; None where it has no name of its own."""

    id: int
    block: str | None


def judged_entities(connection: Connection) -> Iterator[tuple[Verdict, list[Named], list[Named]]]:
    """The verdicts on who is who that hold, each with the entities at its two places, one a version."""
    for judgement in listed(connection, "revoked IS NULL AND verdict IN ('same', 'different')"):
        if judgement.other:
            yield judgement.verdict, entities_at(connection, judgement.place), entities_at(connection, judgement.other)


def reports_of(connection: Connection, place: Place) -> list[Row]:
    """The report of the place and the other versions of its page."""
    return connection.execute(
        "SELECT id, sha256, page, text FROM report WHERE sha256 = ? OR page = ? ORDER BY id", (place.sha256, place.page)
    ).fetchall()


def located(report: Row, place: Place) -> tuple[int, int] | None:
    """Where the words of the place stand in the report: there, or (in another version) where they stand nearest to it."""
    if report["sha256"] == place.sha256:
        return place.starts, place.ends
    text: str = report["text"]
    starts = []
    at = text.find(place.words)
    while at >= 0 and place.words:
        starts.append(at)
        at = text.find(place.words, at + 1)
    if not starts:
        return None
    start = min(starts, key=lambda start: abs(start - place.starts))
    return start, start + len(place.words)


def quotation_at(connection: Connection, report: Row, place: Place) -> int | None:
    """The quotation that has at least half of its place in common with this one; of several, the one with most."""
    span = located(report, place)
    if span is None:
        return None
    best: tuple[float, int] | None = None
    for id, starts, ends in connection.execute(
        "SELECT quotation.id, min(starts), max(ends) FROM quotation JOIN quotation_content ON quotation_content.quotation = quotation.id "
        "WHERE report = ? GROUP BY quotation.id HAVING min(starts) < ? AND max(ends) > ?",
        (report["id"], span[1], span[0]),
    ):
        shared = (min(ends, span[1]) - max(starts, span[0])) / (max(ends, span[1]) - min(starts, span[0]))
        if shared >= 0.5 and (best is None or shared > best[0]):
            best = shared, id
    return best[1] if best else None


def entities_at(connection: Connection, place: Place) -> list[Named]:
    """The entity that is mentioned there, in each version of the report."""
    found = []
    for report in reports_of(connection, place):
        span = located(report, place) if place.ends > place.starts else None
        row = (
            span
            and connection.execute(
                f"{_ENTITY} JOIN mention ON mention.entity = entity.id "
                "WHERE report = ? AND starts < ? AND ends > ? ORDER BY abs(starts - ?) + abs(ends - ?), entity.id LIMIT 1",
                (report["id"], span[1], span[0], span[0], span[1]),
            ).fetchone()
        )
        row = (
            row
            or connection.execute(f"{_ENTITY} WHERE report = ? AND name = ? ORDER BY id LIMIT 1", (report["id"], place.words)).fetchone()
        )
        if row:
            found.append(Named(row["id"], block_of(row["kind"], row["name"]) if row["is_named"] else None))
    return found


_ENTITY = "SELECT entity.id, kind, name, block IS NOT NULL OR person IS NOT NULL AS is_named FROM entity_in_full AS entity"


def named_in(connection: Connection, report: int, name: str) -> int | None:
    """The entity of the report that goes by that name in full, whatever the size of the letters."""
    row = connection.execute("SELECT id FROM entity WHERE report = ? AND name = ? COLLATE NOCASE ORDER BY id LIMIT 1", (report, name))
    found = row.fetchone()
    return found[0] if found else None


def new(
    connection: Connection,
    verdict: Verdict,
    place: str | int,
    other: str | int | None,
    *,
    value: str | None,
    who: str,
    why: str | None,
    made: str,
) -> Judgement:
    """A judgement on what the references name. Raises ArchiveError where that is not what the verdict is about."""
    wanted = "entity" if verdict in ABOUT_ENTITIES else "quotation"
    places = []
    for reference in (place, other):
        if reference is None:
            continue
        kind, found = ("entity", entity_place(connection, reference)) if isinstance(reference, int) else place_of(connection, reference)
        if kind != wanted:
            raise ArchiveError(
                f"{reference!r} is no {wanted}: {verdict!r} is about {wanted} references such as tarn-1:{wanted[0].upper()}1."
            )
        places.append(found)
    if (len(places) == 2) != (wanted == "entity") or (value is None) == (verdict in ("speaker", "date")):
        raise ArchiveError(
            f"{verdict!r} takes {'two entities' if wanted == 'entity' else 'a quotation, and for speaker and date a value'}."
        )
    return Judgement(
        uid=new_uid(),
        verdict=verdict,
        place=places[0],
        other=places[1] if len(places) == 2 else None,
        value=value,
        who=who,
        made=made,
        why=why,
    )


def place_of(connection: Connection, reference: str) -> tuple[str, Place]:
    """What a reference such as ``tarn-1:Q3`` stands for: "quotation" or "entity", and its place.

    Before the colon stands a report's id or the beginning of its sha256, behind it the label of a quotation or an entity in its record.
    Raises ArchiveError where there is none.
    """
    report_id, colon, label = reference.rpartition(":")
    report = connection.execute(
        "SELECT id, sha256, page FROM report WHERE record_id = :id OR (length(:id) >= 8 AND substr(sha256, 1, length(:id)) = :id) "
        "ORDER BY record_id = :id DESC, id DESC LIMIT 1",
        {"id": report_id},
    ).fetchone()
    if not colon or report is None:
        raise ArchiveError(
            f"{reference!r} names no report. Write REPORT:LABEL, as `onrecord quotes` and `onrecord who --explain` print it."
        )
    content = connection.execute(
        "SELECT min(starts) AS starts, max(ends) AS ends FROM quotation_content JOIN quotation ON quotation.id = quotation "
        "WHERE report = ? AND label = ?",
        (report["id"], label),
    ).fetchone()
    if content["starts"] is not None:
        words = connection.execute(
            "SELECT substr(text, ? + 1, ?) FROM report WHERE id = ?", (content["starts"], content["ends"] - content["starts"], report["id"])
        ).fetchone()[0]
        return "quotation", Place(sha256=report["sha256"], page=report["page"], starts=content["starts"], ends=content["ends"], words=words)
    entity = connection.execute("SELECT id FROM entity WHERE report = ? AND label = ?", (report["id"], label)).fetchone()
    if entity is None:
        raise ArchiveError(f"{reference!r}: that report has no quotation or entity {label!r}. `onrecord quotes` prints the labels.")
    return "entity", entity_place(connection, entity["id"])


def entity_place(connection: Connection, entity: int) -> Place:
    """The place of an entity: its longest named mention."""
    row = connection.execute(
        "SELECT report.sha256, report.page, entity.name, mention.starts, mention.ends, "
        "substr(report.text, starts + 1, ends - starts) AS words "
        "FROM entity JOIN report ON report.id = entity.report LEFT JOIN mention ON mention.entity = entity.id "
        "WHERE entity.id = ? ORDER BY (SELECT phrase.words = 'named' FROM phrase WHERE phrase.id = form) DESC NULLS LAST, "
        " ends - starts DESC NULLS LAST, starts LIMIT 1",
        (entity,),
    ).fetchone()
    if row["starts"] is None:
        return Place(sha256=row["sha256"], page=row["page"], starts=0, ends=0, words=row["name"])
    return Place(sha256=row["sha256"], page=row["page"], starts=row["starts"], ends=row["ends"], words=row["words"])
