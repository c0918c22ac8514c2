"""Gold records: a folder of ``ID.json``, one a report, in the shape of :class:`onrecord.model.Record`.

What each field must hold is in the annotation guidelines. Two kinds of gold are known: records labelled in full (speech and writing
alone are quotations), and PolNeAR's (Newell et al. 2018), which label thought as well, know no entities and list every span of a source
or a cue.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import GoldError
from onrecord.model import Noun, Record, Report
from onrecord.reading import bylines


class Gold(Noun, frozen=True, kw_only=True):
    """One gold record; ``stem`` is its file's name without ``.json``."""

    stem: str
    record: Record
    labels_thought: bool

    @property
    def report(self) -> Report:
        """The report as it would be read: the text and what is known about it, no label."""
        r = self.record
        return Report(text=r.text, url=r.url, outlet=r.outlet, published=r.published, title=r.title, authors=r.authors, given_id=r.id)


def as_record(data: Record | Mapping[str, Any], *, where: str = "record") -> Record:
    """``data`` as a Record; keys that Record does not know are left aside. Raises GoldError where it has another shape."""
    if isinstance(data, Record):
        return data
    data = {"sha256": "", "id": "", **data}
    if not isinstance(data.get("authors", ()), list | tuple):
        data["authors"] = bylines.authors(str(data["authors"] or ""))
    try:
        return msgspec.convert(data, Record)
    except msgspec.ValidationError as error:
        raise GoldError(f"{where} is no record: {error}. Write it in the shape that `onrecord schema` prints.") from error


def labels_thought(data: Record | Mapping[str, Any]) -> bool:
    """True where a gold record is PolNeAR's kind: it lists ``sources`` and ``cues``, or holds quotations and no entity at all."""
    if isinstance(data, Record):
        return bool(data.quotations) and not data.entities
    quotations = data.get("quotations", ())
    listed = any("sources" in q or "cues" in q for q in quotations)
    return listed or (bool(quotations) and not data.get("entities"))


def check(gold: Record, *, where: str) -> None:
    """Raises GoldError where a label points at an entity that the record does not hold, or a span is not what the text holds there."""
    known = {entity.id for entity in gold.entities}
    named = [q.speaker for q in gold.quotations if q.speaker] + [v for q in gold.quotations for v in q.via]
    named += [p.entity for e in gold.events for p in e.participants]
    for id in named:
        if id not in known:
            raise GoldError(f"{where} names the entity {id!r}, which it does not list. Add it to `entities` or correct the label.")
    for quotation in gold.quotations:
        for span in quotation.contents:
            if gold.text[span.start : span.end] != span.text:
                raise GoldError(f"{where}: quotation {quotation.id} does not stand at {span.start}–{span.end}. Resolve its offsets again.")


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path} cannot be read as JSON: {error}. Repair or remove it.") from error
    if not isinstance(data, dict):
        raise GoldError(f"{path} holds no record. Each gold file holds one JSON object.")
    return data


def read_gold(folder: Path) -> list[Gold]:
    """The gold records of a folder, in the order of their file names.

    Raises GoldError where there is no such folder, no ``*.json`` in it, or a file that is no gold record.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder} is no folder. Give the folder that holds the gold records, one ID.json a report.")
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder} holds no gold record. Give the folder that holds the gold records, one ID.json a report.")
    found = []
    for path in paths:
        data = _load(path)
        if "text" not in data or "quotations" not in data:
            raise GoldError(f"{path} is no gold record: it lacks `text` or `quotations`. Remove it from the folder or label it.")
        record = as_record(data, where=str(path))
        check(record, where=str(path))
        found.append(Gold(stem=path.stem, record=record, labels_thought=labels_thought(data)))
    return found


def read_predicted(folder: Path, gold: list[Gold]) -> list[Record | None]:
    """The predicted record for each gold one, from the file of the same name; None where there is no such file.

    Raises GoldError where the folder is missing or a file is no record.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder} is no folder. Give the folder that holds the predicted records, one ID.json a report.")
    paths = [folder / f"{g.stem}.json" for g in gold]
    return [as_record(_load(path), where=str(path)) if path.exists() else None for path in paths]
