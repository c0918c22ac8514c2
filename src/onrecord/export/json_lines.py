"""JSON lines: the records and the judgements, from which the same archive can be made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.archive import Archive
from onrecord.archive.judgements import Judgement
from onrecord.errors import ArchiveError
from onrecord.model import Record

RECORDS, JUDGEMENTS = "records.jsonl", "judgements.jsonl"


def write(archive: Archive, folder: Path) -> Iterator[Path]:
    """Each record as ``onrecord read --format json`` prints it, with ``read_by`` and ``added`` beside, in the order of adding; then each
    judgement."""
    with (folder / RECORDS).open("wb") as file:
        for row in archive.select("SELECT sha256, read_by, added FROM report ORDER BY id"):
            fields = msgspec.to_builtins(archive.record(row["sha256"]))
            file.write(msgspec.json.encode({**fields, "read_by": row["read_by"], "added": row["added"]}) + b"\n")
    yield folder / RECORDS
    with (folder / JUDGEMENTS).open("wb") as file:
        for judgement in archive.judgements():
            file.write(msgspec.json.encode(judgement) + b"\n")
    yield folder / JUDGEMENTS


def read(archive: Archive, folder: Path) -> tuple[int, int]:
    """Take the records and judgements of the folder in; how many of each were new. Raises ArchiveError where a line holds none."""
    if not (folder / RECORDS).is_file():
        raise ArchiveError(f"{folder}: there is no {RECORDS} in it. Name a folder that `onrecord export FOLDER` wrote.")
    records = 0
    for number, line in lines(folder / RECORDS):
        try:
            record, beside = Record.from_json(line), json.loads(line)
        except (msgspec.DecodeError, ValueError) as error:
            raise broken(folder / RECORDS, number, error) from error
        more = {name: beside[name] for name in ("read_by", "added") if name in beside}
        records += archive.add(record, **more)
    judgements = []
    if (folder / JUDGEMENTS).is_file():
        for number, line in lines(folder / JUDGEMENTS):
            try:
                judgements.append(msgspec.json.decode(line, type=Judgement))
            except msgspec.DecodeError as error:
                raise broken(folder / JUDGEMENTS, number, error) from error
    return records, archive.take_in(judgements)


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line


def broken(path: Path, number: int, error: Exception) -> ArchiveError:
    return ArchiveError(f"{path} line {number}: it cannot be taken in ({error}). Export it again with `onrecord export`.")
