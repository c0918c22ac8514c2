"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): each stretch of a quotation anchored to the words of its report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.archive import Archive
from onrecord.ask import QuoteRow, quotes

#: So many characters on either side help to find the words again.
AROUND = 32


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """One AnnotationCollection, all of it on one AnnotationPage: an annotation a quotation."""
    path = folder / "annotations.jsonld"
    items = [annotation(row, archive.text(row.sha256)) for row in quotes(archive, order="date")]
    page = {"id": "urn:onrecord:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:onrecord:annotations",
        "type": "AnnotationCollection",
        "label": "Quotations found by onrecord",
        "total": len(items),
        "first": page,
    }
    path.write_text(json.dumps(collection, ensure_ascii=False, indent=1), encoding="utf-8")
    yield path


def annotation(row: QuoteRow, text: str) -> dict[str, Any]:
    """A quotation as an annotation: who said it in the body, each stretch of what was said a target."""
    return {
        "id": f"urn:onrecord:{row.sha256}:{row.quotation}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
            for purpose, value in (("identifying", row.speaker), ("describing", row.source), ("classifying", f"{row.kind} {row.mode}"))
            if value
        ],
        "target": [
            {
                "source": row.url or f"urn:sha256:{row.sha256}",
                "selector": [
                    {"type": "TextPositionSelector", "start": content.start, "end": content.end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": content.text,
                        "prefix": text[max(0, content.start - AROUND) : content.start],
                        "suffix": text[content.end : content.end + AROUND],
                    },
                ],
            }
            for content in row.contents
        ],
    }
