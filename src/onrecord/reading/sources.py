"""Where reports are read from: files, folders and standard input, gzipped or not."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
from collections.abc import Iterator
from typing import BinaryIO, cast

from onrecord.errors import EmptyReport, MissingFile, ReadingError

STDIN = "-"
_GZIP = b"\x1f\x8b\x08"
_SAVED_PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)


def files(source: str | os.PathLike[str]) -> Iterator[str | ReadingError]:
    """The files that ``source`` stands for: itself, or all files of a folder and of the folders in it, in the order of their names.

    Left out of a folder are hidden files and folders, and the folder of pictures and scripts that a browser saves beside a page.
    A source that cannot be opened, and a folder without files, gives an error in its place.
    """
    path = os.fspath(source)
    if path == STDIN:
        yield path
        return
    try:
        if not stat.S_ISDIR(os.stat(path).st_mode):
            yield path
            return
    except (OSError, ValueError) as error:
        yield missing(error, path)
        return
    empty = True
    failures: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=failures.append):
        yield from (missing(error, os.fspath(error.filename or folder)) for error in failures)
        failures.clear()
        pages = {_SAVED_PAGE.sub("", name) + "_files" for name in names if _SAVED_PAGE.search(name)}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in pages)
        for name in sorted(names):
            found = os.path.join(folder, name)
            # A named pipe among the files would wait for a writer for ever; a dangling link is no file.
            if not name.startswith(".") and os.path.isfile(found):
                empty = False
                yield found
    if failures:
        yield from (missing(error, os.fspath(error.filename or path)) for error in failures)
    elif empty:
        yield EmptyReport("there are no files in this folder: give one that holds reports", where=place(path))


def open_source(path: str) -> BinaryIO:
    """The bytes of a file or of standard input. Raises OSError or ValueError where it cannot be opened."""
    if path != STDIN:
        return open(path, "rb")
    if (buffer := getattr(sys.stdin, "buffer", None)) is None:  # a test or a notebook put a text stream there
        return io.BytesIO(sys.stdin.read().encode("utf-8", "replace"))
    # Closing what this gives must not close standard input itself.
    return cast(BinaryIO, io.BufferedReader(_Joined(b"", buffer)))


def unpacked(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first ``size`` bytes of ``stream``, and the stream from its start; of what it holds unpacked, where it is gzipped."""
    start = _read(stream, size)
    whole = _again(start, stream)
    if not start.startswith(_GZIP):
        return start, whole
    contents = cast(BinaryIO, gzip.GzipFile(fileobj=whole))
    start = _read(contents, size)
    return start, _again(start, contents)


def place(path: str) -> str:
    """What to call ``path`` in a report and in messages; always encodable, though a file's name may be no UTF-8."""
    return "standard input" if path == STDIN else path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def missing(error: OSError | ValueError, path: str) -> MissingFile:
    """The error to show for a file that the system does not open or stops reading."""
    if isinstance(error, FileNotFoundError | ValueError):
        message = "no such file or folder: check the name"
    elif isinstance(error, PermissionError):
        message = "no permission to read it: change its permissions, or copy it"
    else:
        message = f"cannot be read ({error.strerror or error}): check the disk, or copy the file elsewhere"
    return MissingFile(message, where=place(path))


def _read(stream: BinaryIO, size: int) -> bytes:
    """``size`` bytes, fewer only at the end: a pipe and a packed file may hand over less at a time."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _again(start: bytes, stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Joined(start, stream), 1 << 17))


class _Joined(io.RawIOBase):
    """``start``, then the rest of ``stream``: a look at a stream's beginning given back, where the stream cannot seek."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        part = self._start[: len(view)]
        if part:
            self._start = self._start[len(part) :]
        else:
            part = self._stream.read(len(view))
        view[: len(part)] = part
        return len(part)
