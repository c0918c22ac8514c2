"""The archive in the forms of other programs: a form a file, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ArchiveError

if TYPE_CHECKING:
    from onrecord.archive import Archive

#: Every form, and the module whose ``write(archive, folder)`` yields the files that it writes.
FORMATS = {
    "jsonl": "onrecord.export.json_lines",
    "csv": "onrecord.export.csv_folder",
    "parquet": "onrecord.export.parquet_folder",
    "web-annotation": "onrecord.export.web_annotation",
    "schema-org": "onrecord.export.schema_org",
    "followthemoney": "onrecord.export.follow_the_money",
    "timelinejs": "onrecord.export.timeline_js",
    "brat": "onrecord.export.brat",
    "spacy": "onrecord.export.spacy_docbin",
}


def write(archive: Archive, folder: Path, form: str) -> Iterator[Path]:
    """Write all of the archive to ``folder``; each file as soon as it is whole.

    Raises ArchiveError where the folder cannot be written, or where a program that the form needs is not installed.
    """
    archive.settle()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield from import_module(FORMATS[form]).write(archive, folder)
    except OSError as fault:
        raise ArchiveError(f"{folder}: it cannot be written ({fault.strerror}). Make room or name another folder.") from fault


def read(archive: Archive, folder: Path) -> tuple[int, int]:
    """Take in what the form "jsonl" wrote to ``folder``: how many records and how many judgements were new.

    Raises ArchiveError where that folder holds nothing of the kind.
    """
    from onrecord.export import json_lines

    return json_lines.read(archive, folder)


def needs(package: str, extra: str) -> ArchiveError:
    """What to say where an optional package is missing."""
    return ArchiveError(f"this form needs {package}. Install it: pip install 'onrecord[{extra}]'")
