"""spaCy's DocBin (https://spacy.io/api/docbin): each report a Doc, what was found as groups of spans."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.archive import Archive
from onrecord.export import needs
from onrecord.model import Record


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """``reports.spacy``: in ``doc.spans`` stand "contents", "sources", "cues" and "mentions", in ``doc.user_data`` the report's id.

    A span that ends inside a token is widened to it; its own offsets are in ``span.id_`` ("Q1 40:83").
    """
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError as error:
        raise needs("spaCy", "spacy") from error
    tokenizer = spacy.blank("en")
    tokenizer.max_length = 100_000_000
    bin = DocBin(store_user_data=True)
    for record in archive:
        bin.add(doc_of(record, tokenizer))
    bin.to_disk(folder / "reports.spacy")
    yield folder / "reports.spacy"


def doc_of(record: Record, tokenizer: Any) -> Any:
    doc = tokenizer.make_doc(record.text)
    doc.user_data.update(
        {"id": record.id, "sha256": record.sha256, "url": record.url, "outlet": record.outlet, "published": record.published}
    )
    names = {entity.id: entity.name for entity in record.entities}

    def span(start: int, end: int, label: str, id: str, kb: str = "") -> Any:
        return doc.char_span(start, end, label=label, span_id=f"{id} {start}:{end}", kb_id=kb, alignment_mode="expand")

    def kept(spans: list[Any]) -> list[Any]:
        return [found for found in spans if found is not None and len(found)]

    quotations = record.quotations
    doc.spans["contents"] = kept(
        [span(c.start, c.end, q.kind, q.id, names.get(q.speaker or "", "")) for q in quotations for c in q.contents]
    )
    doc.spans["sources"] = kept([span(q.source.start, q.source.end, "source", q.id) for q in quotations if q.source])
    doc.spans["cues"] = kept([span(q.cue.start, q.cue.end, "cue", q.id) for q in quotations if q.cue])
    doc.spans["mentions"] = kept([span(m.start, m.end, e.kind, e.id, e.name) for e in record.entities for m in e.mentions])
    return doc
