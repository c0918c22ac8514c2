"""People and organisations across reports, kept in the table ``person``: made from the evidence, a block at a time."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from onrecord.archive.identity import Decision, Evidence, people_of
from onrecord.archive.judgements import judged_entities
from onrecord.archive.person_names import block_of, organisation_words, words_of
from onrecord.model import Entity
from onrecord.resolve.roles import roles_after, roles_before

#: So many places of a name are looked at for roles, and so many names at a time are asked for.
_PLACES, _AT_ONCE = 8, 400


def block_of_entity(entity: Entity) -> str | None:
    """The block of an entity that is named; None for the others."""
    if entity.mentions and not any(mention.form == "named" for mention in entity.mentions):
        return None
    return block_of(entity.kind, entity.name)


def roles_of(text: str, entity: Entity) -> list[str]:
    """What the report says beside the person's name: the words of titles, appositions and predicates, sorted."""
    if entity.kind != "person":
        return []
    found: set[str] = set()
    for mention in [m for m in entity.mentions if m.form == "named"][:_PLACES]:
        found |= roles_before(text, mention.start) | roles_after(text, mention.end)
    return sorted(found - set(words_of(entity.name)))


def settle(connection: sqlite3.Connection) -> bool:
    """Go through the blocks in which something is new, gone or judged; False where there were none.

    Runs inside the caller's transaction. The result depends on the entities and the judgements that hold alone.
    """
    waiting = {row[0] for row in connection.execute("SELECT block FROM unsettled")}
    if not waiting:
        return False
    links = judged_pairs(connection)
    while waiting:
        blocks = together({waiting.pop()}, links)
        waiting -= blocks
        settle_blocks(connection, sorted(blocks), links)
    connection.execute("DELETE FROM unsettled")
    return True


def settle_blocks(connection: sqlite3.Connection, blocks: list[str], links: list[Link]) -> None:
    """Make the people of blocks that belong together anew."""
    for block in blocks:
        connection.execute("DELETE FROM person WHERE id IN (SELECT person FROM entity WHERE block = ?)", (block,))
    for people in clusters(connection, blocks, links):
        keep_person(connection, [decision.entity for decision in people])


def clusters(connection: sqlite3.Connection, blocks: list[str], links: list[Link]) -> list[list[Decision]]:
    """The entities of blocks that belong together as people, each with why it is there."""
    inside = [link for link in links if link.blocks & set(blocks)]
    return people_of(
        evidence_of(connection, blocks),
        same=[link.pair for link in inside if link.verdict == "same"],
        different=[link.pair for link in inside if link.verdict == "different"],
    )


def evidence_of(connection: sqlite3.Connection, blocks: list[str]) -> Iterator[Evidence]:
    """What the reports say of each entity of the blocks."""
    for block in blocks:
        company: dict[int, set[str]] = {}
        for entity, name in connection.execute(
            "SELECT entity.id, other.name FROM entity JOIN entity AS other ON other.report = entity.report "
            "WHERE entity.block = ? AND other.block IS NOT NULL AND other.id <> entity.id",
            (block,),
        ):
            company.setdefault(entity, set()).add(" ".join(words_of(name)))
        for row in connection.execute(
            "SELECT entity.id, entity.kind, entity.name, entity.roles, entity.label, report.sha256, report.outlet, report.published "
            "FROM entity JOIN report ON report.id = entity.report WHERE entity.block = ?",
            (block,),
        ):
            yield Evidence(
                entity=row["id"],
                order=(row["published"] or "9999", row["sha256"], row["label"]),
                block=block,
                kind=row["kind"],
                name=row["name"],
                roles=frozenset(json.loads(row["roles"])),
                company=frozenset(company.get(row["id"], ())),
                outlet=row["outlet"],
                published=row["published"],
            )


def keep_person(connection: sqlite3.Connection, entities: list[int]) -> None:
    """Write the row of one person and point its entities there."""
    id = min(entities)
    found = []
    for start in range(0, len(entities), _AT_ONCE):
        part = entities[start : start + _AT_ONCE]
        found += connection.execute(
            "SELECT entity.id, entity.name, entity.kind, entity.block, report.published, report.id AS report, report.replaced_by IS NULL AS latest "
            f"FROM entity JOIN report ON report.id = entity.report WHERE entity.id IN ({', '.join('?' * len(part))})",
            part,
        ).fetchall()
    names = Counter(row["name"] for row in sorted(found, key=lambda row: row["id"]) if row["latest"]) or Counter(row["name"] for row in found)
    ranked = sorted(names, key=lambda name: (-names[name], name))
    days = sorted(row["published"] for row in found if row["published"])
    first = next(row for row in found if row["id"] == id)
    connection.execute(
        "INSERT INTO person (id, name, kind, names, reports, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            id, fullest(ranked, first["kind"]), first["kind"], json.dumps(ranked, ensure_ascii=False),
            len({row["report"] for row in found if row["latest"]}), days[0] if days else None, days[-1] if days else None,
        ),
    )  # fmt: skip
    connection.executemany("UPDATE entity SET person = ? WHERE id = ?", ((id, entity) for entity in entities))


def fullest(ranked: list[str], kind: str) -> str:
    """The name to show: the commonest of those with two words or more, else the commonest."""
    words = words_of if kind == "person" else organisation_words
    return next((name for name in ranked if len(words(name)) > 1), ranked[0]) if kind == "person" else ranked[0]


def why(connection: sqlite3.Connection, person: int) -> list[tuple[sqlite3.Row, Decision]]:
    """The entities of a person with why each is there, in the order in which they were taken."""
    links = judged_pairs(connection)
    blocks = {row[0] for row in connection.execute("SELECT DISTINCT block FROM entity WHERE person = ?", (person,))}
    for decisions in clusters(connection, sorted(together(blocks, links)), links):
        if person in {decision.entity for decision in decisions}:
            return [(entity_in_report(connection, decision.entity), decision) for decision in decisions]
    return []


def entity_in_report(connection: sqlite3.Connection, entity: int) -> sqlite3.Row:
    found: sqlite3.Row = connection.execute(
        "SELECT entity.id, entity.label, entity.name, report.record_id, report.outlet, report.published, report.url "
        "FROM entity JOIN report ON report.id = entity.report WHERE entity.id = ?",
        (entity,),
    ).fetchone()
    return found


class Link:
    """A judgement that two entities are the same, or are not."""

    def __init__(self, verdict: str, pair: tuple[int, int], blocks: frozenset[str]) -> None:
        self.verdict = verdict
        self.pair = pair
        self.blocks = blocks


def judged_pairs(connection: sqlite3.Connection) -> list[Link]:
    """The judgements on who is who that hold, on the entities of now."""
    return [
        Link(verdict, (a["id"], b["id"]), frozenset({a["block"], b["block"]}))
        for verdict, ours, theirs in judged_entities(connection)
        for a in ours
        for b in theirs
        if a["id"] != b["id"] and a["block"] and b["block"]
    ]


def together(blocks: set[str], links: Iterable[Link]) -> set[str]:
    """``blocks`` and all that a judgement "same" ties to them."""
    grown = True
    while grown:
        grown = False
        for link in links:
            if link.verdict == "same" and link.blocks & blocks and not link.blocks <= blocks:
                blocks |= link.blocks
                grown = True
    return blocks
