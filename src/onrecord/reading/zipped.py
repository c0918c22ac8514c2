"""A ZIP archive: its files, each read as if it lay in a folder."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from onrecord.errors import BadStructure, EmptyReport, NotText, ReadingError
from onrecord.reading import sources
from onrecord.reading.encodings import encodable

# An archive that lists more is made to be slow; that of a newspaper's year has 100,000.
_MOST_MEMBERS = 1_000_000
_OFFICE = frozenset(["[Content_Types].xml", "mimetype"])
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, OSError)


def members(stream: BinaryIO) -> Iterator[tuple[str, BinaryIO | ReadingError]]:
    """Each file of the archive in the order of their names, beside its name; in place of one that cannot be opened its error.

    Left out are folders, hidden files and what macOS puts beside them. What the members together unpack to is bounded: reading from one
    raises TooLarge beyond. Raises BadStructure where the archive cannot be opened, EmptyReport where it holds no files.
    """
    whole = sources.seekable(stream)
    try:
        archive = zipfile.ZipFile(whole)
    except _BROKEN as error:
        raise BadStructure(f"a damaged zip archive ({_said(error)}): fetch it again, or unpack it") from error
    with archive:
        infos = archive.infolist()
        if any(info.filename in _OFFICE for info in infos[:20]):
            raise NotText("an office document or an e-book: save it as plain text, as a web page or as PDF")
        if len(infos) > _MOST_MEMBERS:
            raise BadStructure(f"a zip archive of {len(infos):,} files: unpack it, and read the folder")
        size, before = whole.seek(0, 2), 0
        empty = True
        for info in sorted(infos, key=lambda info: info.filename):
            if (
                not info.filename
                or info.is_dir()
                or any(part.startswith((".", "__MACOSX")) and part != ".." for part in info.filename.split("/"))
            ):
                continue
            empty = False
            name = encodable(info.filename)
            try:
                opened = cast(BinaryIO, archive.open(info))
            except _BROKEN as error:
                yield name, _broken(error)
                continue
            spent = 0

            def allowed(read: int, before: int = before) -> bool:
                nonlocal spent
                spent = read
                return not sources.is_bomb(packed=size, unpacked=before + read)

            with opened:
                yield name, sources.watched(cast(BinaryIO, _Member(opened)), allowed=allowed)
            before += spent
        if empty:
            raise EmptyReport("there are no files in this archive: give one that holds reports")


def _broken(error: Exception) -> ReadingError:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return NotText("encrypted: unpack the archive with its password, and read the folder")
    return BadStructure(f"a damaged or unusual file of a zip archive ({_said(error)}): unpack it with another program")


def _said(error: Exception) -> str:
    return encodable(" ".join(str(error).split())[:100]) or type(error).__name__


class _Member:
    """A member whose damage is told in our words."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened = opened

    def read(self, size: int) -> bytes:
        try:
            return self._opened.read(size)
        except _BROKEN as error:
            raise _broken(error) from error
