"""schema.org Quotation (https://schema.org/Quotation) as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.archive import Archive
from onrecord.ask import QuoteRow, quotes

TYPES = {"person": "Person", "organisation": "Organization"}


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """One graph: a Quotation for each."""
    path = folder / "quotations.jsonld"
    kinds = {row["id"]: row["kind"] for row in archive.select("SELECT id, kind FROM person")}
    graph = [quotation(row, kinds.get(row.person or 0)) for row in quotes(archive, order="date")]
    path.write_text(json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1), encoding="utf-8")
    yield path


def quotation(row: QuoteRow, kind: str | None) -> dict[str, Any]:
    """A quotation; fields that are not known are left out."""
    speaker = {"@type": TYPES.get(kind or "", "Person"), "name": row.speaker} if row.speaker else None
    if speaker and row.person:
        speaker["@id"] = f"urn:onrecord:person:{row.person}"
    article = {
        "@type": "NewsArticle",
        "@id": row.url or f"urn:sha256:{row.sha256}",
        "url": row.url,
        "headline": row.title,
        "datePublished": row.published,
        "publisher": {"@type": "Organization", "name": row.outlet} if row.outlet else None,
    }
    found = {
        "@type": "Quotation",
        "@id": f"urn:onrecord:{row.sha256}:{row.quotation}",
        "text": " … ".join(content.text for content in row.contents),
        "spokenByCharacter": speaker,
        "creditText": row.source,
        "dateCreated": row.said_value,
        "isPartOf": {name: value for name, value in article.items() if value},
    }
    return {name: value for name, value in found.items() if value}
