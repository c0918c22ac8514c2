"""FollowTheMoney (https://followthemoney.tech): reports, people and organisations, and who is named where, as entities."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from onrecord.archive import Archive

SCHEMATA = {"person": "Person", "organisation": "Organization"}


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """JSON lines of Article, Person, Organization and Mention entities, for `ftm` and Aleph."""
    path = folder / "entities.ftm.json"
    with path.open("w", encoding="utf-8") as file:
        for item in chain(articles(archive), people(archive), mentions(archive)):
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
    yield path


def entity(schema: str, id: str, **properties: str | list[str] | None) -> dict[str, Any]:
    """One entity; values that are not known are left out."""
    listed = {name: [value] if isinstance(value, str) else value for name, value in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in listed.items() if values}}


def id_of(*parts: object) -> str:
    return hashlib.sha1(" ".join(map(str, parts)).encode()).hexdigest()


def articles(archive: Archive) -> Iterator[dict[str, Any]]:
    for row in archive.every("SELECT * FROM report WHERE replaced_by IS NULL ORDER BY id"):
        yield entity(
            "Article",
            id_of("report", row["sha256"]),
            title=row["title"] or row["record_id"],
            author=json.loads(row["authors"]),
            publisher=row["outlet"],
            publishedAt=row["published"],
            sourceUrl=row["url"],
            bodyText=row["text"],
        )


def people(archive: Archive) -> Iterator[dict[str, Any]]:
    for row in archive.every("SELECT * FROM person ORDER BY id"):
        names = [name for name in json.loads(row["names"]) if name != row["name"]]
        yield entity(SCHEMATA[row["kind"]], id_of("person", row["id"]), name=row["name"], alias=names)


def mentions(archive: Archive) -> Iterator[dict[str, Any]]:
    for row in archive.every(
        "SELECT entity.id, entity.name, entity.person, person.kind, report.sha256 FROM entity JOIN person ON person.id = entity.person "
        "JOIN report ON report.id = entity.report WHERE report.replaced_by IS NULL ORDER BY entity.id"
    ):
        yield entity(
            "Mention",
            id_of("mention", row["id"]),
            document=id_of("report", row["sha256"]),
            resolved=id_of("person", row["person"]),
            name=row["name"],
            detectedSchema=SCHEMATA[row["kind"]],
        )
