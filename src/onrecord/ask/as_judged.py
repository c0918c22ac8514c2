"""One report with its record, as people have judged it; and lists of reports."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Entity, Noun, Quotation, Record, Said

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.archive.judgements import Judgement
    from onrecord.database import Row

#: So many records are kept at hand.
_KEPT = 128


class JudgedRecord(Noun, frozen=True, kw_only=True):
    """The record of one report, with corrections in force.

    ``persons`` leads from an entity's id to who that is across reports. ``judged`` holds for a quotation's id the judgements on it that
    hold; ``dropped`` are the ids of those judged to be no quotations, which stay in the record. ``version`` is 1 for the first report of
    its page, and ``newer`` the sha256 of the one after it.
    """

    record: Record
    persons: dict[str, int]
    judged: dict[str, tuple[Judgement, ...]]
    dropped: frozenset[str]
    version: int
    newer: str | None


class ListedReport(Noun, frozen=True, kw_only=True):
    """One line of a list of reports; ``quotations`` counts them."""

    sha256: str
    report: str
    outlet: str | None
    published: str | None
    title: str | None
    opening: str
    quotations: int


class Size(Noun, frozen=True, kw_only=True):
    """How much an archive holds."""

    reports: int
    quotations: int
    people: int


def as_judged(archive: Archive, id: str) -> JudgedRecord | None:
    """The report whose sha256 begins with ``id`` (8 hex digits or more), or that came with this id; None where there is none."""
    archive.settle()
    row = next(_found(archive, id), None)
    if row is None:
        return None
    corrections = _corrections(archive, row["id"])
    entities = list(archive.select("SELECT id, label, person FROM entity WHERE report = ?", row["id"]))
    return JudgedRecord(
        record=_judged(archive.record(row["sha256"]), corrections, {entity["id"]: entity["label"] for entity in entities}),
        persons={entity["label"]: entity["person"] for entity in entities if entity["person"] is not None},
        judged={
            label: tuple(judgement for uid in json.loads(found["judgements"]) for judgement in archive.judgements("uid = ?", uid))
            for label, found in corrections.items()
        },
        dropped=_dropped(corrections),
        version=row["version"],
        newer=row["newer"],
    )


def records_as_judged(archive: Archive, *, wholly: bool = False) -> Callable[[int], Record]:
    """Gives the record of a report by its number in the archive, as people have judged it; what they judged to be no quotation is left out.
    Unless ``wholly``, it holds quotations and entities alone, and these without their mentions.

    Raises KeyError for a number that the archive does not hold.
    """
    from onrecord.archive.comparing import quotations, records

    archive.settle()
    found = records(archive) if wholly else quotations(archive)

    def record(number: int) -> Record:
        corrections = _corrections(archive, number)
        if not corrections:
            return found(number)
        entities = archive.select("SELECT id, label FROM entity WHERE report = ?", number)
        judged = _judged(found(number), corrections, {entity["id"]: entity["label"] for entity in entities})
        dropped = _dropped(corrections)
        return msgspec.structs.replace(judged, quotations=tuple(one for one in judged.quotations if one.id not in dropped))

    return lru_cache(_KEPT)(record)


def _corrections(archive: Archive, report: int) -> dict[str, Row]:
    """What was judged of the quotations of a report, by their ids in it."""
    rows = archive.select(
        "SELECT label, correction.* FROM quotation JOIN correction ON correction.quotation = quotation.id WHERE report = ?", report
    )
    return {row["label"]: row for row in rows}


def _dropped(corrections: Mapping[str, Row]) -> frozenset[str]:
    return frozenset(label for label, found in corrections.items() if found["wrong"])


def _judged(record: Record, corrections: Mapping[str, Row], labels: Mapping[int, str]) -> Record:
    """A record with what was judged put in; ``labels`` leads from the rows of entities to their ids in the record."""
    others: dict[str, Entity] = {}  # who spoke, by judgement, and is not named in the report
    quotations = tuple(
        _corrected(quotation, corrections[quotation.id], labels, others) if quotation.id in corrections else quotation
        for quotation in record.quotations
    )
    return msgspec.structs.replace(record, quotations=quotations, entities=record.entities + tuple(others.values()))


def _found(archive: Archive, id: str) -> Iterator[Row]:
    columns = "SELECT id, sha256, version, (SELECT sha256 FROM report AS later WHERE later.id = report.replaced_by) AS newer FROM report "
    if re.fullmatch(r"[0-9a-f]{8,64}", id):
        yield from archive.select(columns + "WHERE sha256 >= ? AND sha256 < ? || 'g' ORDER BY sha256 LIMIT 1", id, id)
    yield from archive.select(columns + "WHERE record_id = ? ORDER BY id DESC LIMIT 1", id)


def _corrected(quotation: Quotation, found: Row, labels: Mapping[int, str], others: dict[str, Entity]) -> Quotation:
    name = found["speaker_name"]
    if name is not None:
        label = labels.get(found["speaker"])
        if label is None:
            label = others.setdefault(name, Entity(id=f"J{len(others) + 1}", name=name, kind="person")).id
        quotation = msgspec.structs.replace(quotation, speaker=label, speaker_reason=None, speaker_confidence=None, because=("judged",))
    if found["said_value"] is not None:
        said = quotation.said
        start, end, text = (said.start, said.end, said.text) if said else (0, 0, "")
        quotation = msgspec.structs.replace(quotation, said=Said(start=start, end=end, text=text, value=found["said_value"]))
    return quotation


def size(archive: Archive) -> Size:
    """How much there is."""
    archive.settle()
    row = next(
        archive.select(
            "SELECT (SELECT count(*) FROM report) AS reports, (SELECT coalesce(sum(quotations), 0) FROM quoted) AS quotations, "
            "(SELECT count(*) FROM person WHERE kind = 'person') AS people"
        )
    )
    return Size(reports=row["reports"], quotations=row["quotations"], people=row["people"])


def reports(archive: Archive, *, outlet: str | None = None, order: str = "added", skip: int = 0, limit: int = 50) -> list[ListedReport]:
    """The latest versions of reports: the last "added" or the last "published" first; ``skip`` so many, give at most ``limit``."""
    rank = {"added": "id DESC", "published": "published DESC NULLS LAST, id DESC"}[order]
    condition = "replaced_by IS NULL" if outlet is None else "replaced_by IS NULL AND outlet = :outlet COLLATE NOCASE"
    rows = archive.select(
        "SELECT sha256, record_id, outlet, published, title, substr(text, 1, 240) AS opening, "
        "(SELECT count(*) FROM statement WHERE statement.report = report.id) AS quotations "
        f"FROM report WHERE {condition} ORDER BY {rank} LIMIT :limit OFFSET :skip",
        outlet=outlet,
        limit=limit,
        skip=skip,
    )
    return [
        ListedReport(
            sha256=row["sha256"],
            report=row["record_id"],
            outlet=row["outlet"],
            published=row["published"],
            title=row["title"],
            opening=" ".join(row["opening"].split()),
            quotations=row["quotations"],
        )
        for row in rows
    ]


def outlets(archive: Archive) -> list[str]:
    """Every outlet that has a quotation, those of most quotations first."""
    return [
        row["outlet"] for row in archive.select("SELECT outlet FROM quoted WHERE outlet <> '' GROUP BY 1 ORDER BY sum(quotations) DESC, 1")
    ]
