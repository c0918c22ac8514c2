"""What version 2 of the tables has and version 1 had not: pages and versions of reports, and who is who across them."""

from __future__ import annotations

from onrecord.archive.persons import block_of_entity, roles_of
from onrecord.archive.versions import link_version, next_version, page_of
from onrecord.database import Connection
from onrecord.model import Entity, Mention


def fill_in_people_and_pages(connection: Connection) -> None:
    for (id,) in connection.execute("SELECT id FROM report ORDER BY id").fetchall():
        report = connection.execute("SELECT * FROM report WHERE id = ?", (id,)).fetchone()
        page = page_of(report["url"])
        version = next_version(connection, page)
        connection.execute("UPDATE report SET page = ?, version = ? WHERE id = ?", (page, version.number, id))
        if version.replaces is not None:
            link_version(connection, id, version.replaces)
        for row in connection.execute("SELECT id, label, name, kind FROM entity_in_full WHERE report = ?", (id,)).fetchall():
            mentions = connection.execute(
                "SELECT starts, ends, form FROM mention_words WHERE entity = ? ORDER BY position",
                (row["id"],),
            )
            entity = Entity(
                id=row["label"],
                name=row["name"],
                kind=row["kind"],
                mentions=tuple(
                    Mention(start=m["starts"], end=m["ends"], text=report["text"][m["starts"] : m["ends"]], form=m["form"])
                    for m in mentions
                ),
            )
            connection.execute(
                "UPDATE entity SET block = ?, roles = ? WHERE id = ?",
                (block_of_entity(entity), roles_of(report["text"], entity), row["id"]),
            )
    connection.execute("INSERT INTO unsettled (block) SELECT DISTINCT block FROM entity WHERE block IS NOT NULL ON CONFLICT DO NOTHING")
    connection.execute(
        "INSERT INTO uncounted (outlet, month) "
        "SELECT DISTINCT coalesce(outlet, ''), coalesce(substr(published, 1, 7), '') FROM report WHERE TRUE ON CONFLICT DO NOTHING"
    )
