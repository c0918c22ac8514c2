"""People and organisations across reports, kept in the table ``person``: made from the evidence, a block at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.archive.identity import Decision, Evidence, people_of
from onrecord.archive.judgements import Verdict, judged_entities
from onrecord.archive.person_names import block_of, organisation_words, words_of
from onrecord.database import Connection, Row
from onrecord.model import Entity
from onrecord.resolve.roles import roles_after, roles_before

#: So many places of a name are looked at for roles, and the company of so many reports is kept in memory.
_PLACES, _KNOWN = 8, 50_000


def block_of_entity(entity: Entity) -> str | None:
    """The block of an entity that is named; None for the others."""
    if entity.mentions and not any(mention.form == "named" for mention in entity.mentions):
        return None
    return block_of(entity.kind, entity.name)


def roles_of(text: str, entity: Entity) -> str | None:
    """What the report says beside the person's name: the words of titles, appositions and predicates, sorted, as a JSON list; None where
    there are none."""
    if entity.kind != "person":
        return None
    found: set[str] = set()
    for mention in [m for m in entity.mentions if m.form == "named"][:_PLACES]:
        found |= roles_before(text, mention.start) | roles_after(text, mention.end)
    roles = sorted(found - set(words_of(entity.name)))
    return json.dumps(roles, ensure_ascii=False) if roles else None


def settle(connection: Connection) -> None:
    """Go through the blocks in which something is new, gone or judged.

    Runs inside the caller's transaction. The result depends on the entities and the judgements that hold alone.
    """
    waiting = {row[0] for row in connection.execute("SELECT block FROM unsettled")}
    links = judged_pairs(connection)
    company = Company(connection)
    while waiting:
        blocks = together({waiting.pop()}, links)
        waiting -= blocks
        waiting |= settle_blocks(connection, sorted(blocks), links, company)
    connection.execute("DELETE FROM unsettled")


def settle_blocks(connection: Connection, blocks: list[str], links: list[Link], company: Company) -> set[str]:
    """Make the people of blocks that belong together anew, and write what is not as it was. Gives the blocks that have to be gone through
    again, because entities of theirs were with these."""
    rows = {row["id"]: row for block in blocks for row in connection.execute(_IN_BLOCK, {"block": block})}
    strangers = [row for row in rows.values() if block_of_row(row) not in blocks]
    again = let_go(connection, strangers)
    for row in strangers:
        del rows[row["id"]]
    were = {row["person"] for row in rows.values()} - {None}
    old = {id: connection.execute("SELECT * FROM person WHERE id = ?", (id,)).fetchone() for id in were}
    people = clusters(rows, blocks, links, company)
    new = {min(d.entity for d in decisions): [rows[d.entity] for d in decisions] for decisions in people}
    for id, entities in sorted(new.items()):
        values = person_of(entities)
        if id not in were:
            again |= let_go(connection, connection.execute("SELECT id, kind, name FROM entity_in_full WHERE person = ?", (id,)).fetchall())
            connection.execute("DELETE FROM person WHERE id = ?", (id,))
            connection.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (id, *values))
        elif values != tuple(old[id])[1:]:
            connection.execute(
                "UPDATE person SET name = ?, kind = ?, names = ?, reports = ?, quotations = ?, first = ?, last = ?, block = ? WHERE id = ?",
                (*values, id),
            )
        connection.executemany(
            "UPDATE entity SET person = ?, block = NULL WHERE id = ?", ((id, entity["id"]) for entity in entities if entity["person"] != id)
        )
    connection.executemany(
        "DELETE FROM person WHERE id = :id AND NOT EXISTS (SELECT 1 FROM entity WHERE person = :id)",
        ({"id": id} for id in sorted(were - new.keys())),
    )
    return again


def let_go(connection: Connection, rows: Iterable[Row]) -> set[str]:
    """Take entities from their person, so that they are looked for again in their blocks; gives these."""
    listed = [(block_of_row(row), row["id"]) for row in rows]
    connection.executemany("UPDATE entity SET person = NULL, block = ? WHERE id = ?", listed)
    return {block for block, _ in listed if block}


def block_of_row(row: Row) -> str | None:
    """The block of an entity that has a person, or waits for one."""
    return block_of(row["kind"], row["name"])


#: The entities of a block, with what their reports say of themselves.
_IN_BLOCK = """
    SELECT entity.id, entity.kind, entity.name, entity.roles, entity.label, entity.report, entity.person,
           report.sha256, report.outlet, report.published, report.replaced_by IS NULL AS latest,
           (SELECT count(*) FROM quotation LEFT JOIN correction ON correction.quotation = quotation.id
            WHERE quotation.speaker = entity.id AND correction.speaker_name IS NULL AND coalesce(correction.wrong, 0) = 0)
           + (SELECT count(*) FROM correction WHERE correction.speaker = entity.id AND correction.wrong = 0) AS quotations
    FROM (SELECT id FROM entity WHERE block = :block
          UNION ALL SELECT entity.id FROM person JOIN entity ON entity.person = person.id WHERE person.block = :block) AS found
    JOIN entity_in_full AS entity ON entity.id = found.id JOIN report ON report.id = entity.report
"""


def clusters(rows: Mapping[int, Row], blocks: list[str], links: list[Link], company: Company) -> list[list[Decision]]:
    """The entities of blocks that belong together as people, each with why it is there."""
    if len(rows) == 1:
        return [[Decision(entity=id, reasons=())] for id in rows]
    inside = [link for link in links if link.blocks & set(blocks)]
    return people_of(
        (evidence_of(row, company) for row in rows.values()),
        same=[link.pair for link in inside if link.verdict == "same"],
        different=[link.pair for link in inside if link.verdict == "different"],
    )


def evidence_of(row: Row, company: Company) -> Evidence:
    """What its report says of an entity."""
    return Evidence(
        entity=row["id"],
        report=row["report"],
        order=(row["published"] or "9999", row["sha256"], row["label"]),
        block=block_of_row(row) or "",
        kind=row["kind"],
        name=row["name"],
        roles=frozenset(json.loads(row["roles"] or "[]")),
        company=company.of(row["report"]),
        outlet=row["outlet"],
        published=row["published"],
    )


class Company:
    """The people and organisations of each report, so that each is asked for once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, frozenset[str]] = {}

    def of(self, report: int) -> frozenset[str]:
        found = self._known.get(report)
        if found is None:
            rows = self._connection.execute(
                "SELECT name FROM entity WHERE report = ? AND (block IS NOT NULL OR person IS NOT NULL)", (report,)
            )
            found = frozenset(" ".join(words_of(name)) for (name,) in rows)
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[report] = found
        return found


def person_of(entities: list[Row]) -> tuple[str, str, str, int, int, str | None, str | None, str | None]:
    """The row of a person but for its id: name, kind, names, reports, quotations, first, last and block."""
    latest = [row for row in entities if row["latest"]]
    names = Counter(row["name"] for row in latest or entities)
    ranked = sorted(names, key=lambda name: (-names[name], name))
    days = sorted(row["published"] for row in entities if row["published"])
    earliest = min(entities, key=lambda row: row["id"])
    kind = earliest["kind"]
    listed = json.dumps(ranked, ensure_ascii=False)
    reports = len({row["report"] for row in latest})
    quotations = sum(row["quotations"] for row in latest)
    first, last = (days[0], days[-1]) if days else (None, None)
    return fullest(ranked, kind), kind, listed, reports, quotations, first, last, block_of_row(earliest)


def fullest(ranked: list[str], kind: str) -> str:
    """The name to show: the commonest of those with two words or more, else the commonest."""
    words = words_of if kind == "person" else organisation_words
    return next((name for name in ranked if len(words(name)) > 1), ranked[0]) if kind == "person" else ranked[0]


def why(connection: Connection, person: int) -> list[tuple[Row, Decision]]:
    """The entities of a person with why each is there, in the order in which they were taken."""
    links = judged_pairs(connection)
    own = {block_of_row(row) for row in connection.execute("SELECT DISTINCT kind, name FROM entity_in_full WHERE person = ?", (person,))}
    blocks = sorted(together({block for block in own if block}, links))
    rows = {row["id"]: row for block in blocks for row in connection.execute(_IN_BLOCK, {"block": block})}
    for decisions in clusters(rows, blocks, links, Company(connection)):
        if person in {decision.entity for decision in decisions}:
            return [(entity_in_report(connection, decision.entity), decision) for decision in decisions]
    return []


def entity_in_report(connection: Connection, entity: int) -> Row:
    found: Row = connection.execute(
        "SELECT entity.id, entity.label, entity.name, report.record_id, report.outlet, report.published, report.url "
        "FROM entity JOIN report ON report.id = entity.report WHERE entity.id = ?",
        (entity,),
    ).fetchone()
    return found


class Link(NamedTuple):
    """A judgement that two entities are the same, or are not."""

    verdict: Verdict
    pair: tuple[int, int]
    blocks: frozenset[str]


def judged_pairs(connection: Connection) -> list[Link]:
    """The judgements on who is who that hold, on the entities of now."""
    return [
        Link(verdict, (a.id, b.id), frozenset({a.block, b.block}))
        for verdict, ours, theirs in judged_entities(connection)
        for a in ours
        for b in theirs
        if a.id != b.id and a.block and b.block
    ]


def together(blocks: set[str], links: Iterable[Link]) -> set[str]:
    """``blocks`` and all that a judgement "same" ties to them."""
    found = set(blocks)
    while tied := {block for link in links if link.verdict == "same" and link.blocks & found for block in link.blocks} - found:
        found |= tied
    return found
