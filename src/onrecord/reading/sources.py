"""Where reports are read from: files, folders and standard input, gzipped or not."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from onrecord.errors import EmptyReport, MissingFile, ReadingError, TooLarge
from onrecord.reading import remote

STDIN = "-"
Count = Callable[[int], object]
"""Is told how many bytes more were read."""

_GZIP = b"\x1f\x8b\x08"
_SAVED_PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
# News packs to a tenth, JSON lines of agencies to a thirtieth; a bomb to a thousandth.
_MOST_TIMES = 200
_ALWAYS_UNPACKED = 100_000_000
# No smaller than the look at a start is long.
_BUFFER = 1 << 17
_MOST_SPOOLED = 4_000_000_000


def is_url(source: str | os.PathLike[str]) -> bool:
    """Whether ``source`` is the address of a page on the web."""
    return isinstance(source, str) and _WEB.match(source) is not None


def files(source: str | os.PathLike[str]) -> Iterator[str | ReadingError]:
    """The files that ``source`` stands for: itself, or all files of a folder and of the folders in it, in the order of their names.
    An address of a store (``s3://…``) stands for those under it.

    Left out of a folder are hidden files and folders, and the folder of pictures and scripts that a browser saves beside a page.
    A source that cannot be opened, and a folder without files, gives an error in its place.
    """
    path = os.fspath(source)
    if path == STDIN:
        yield path
        return
    if remote.is_remote(path):
        yield from remote.files(path)
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


def open_source(path: str, count: Count | None = None) -> BinaryIO:
    """The bytes of a file or of standard input; ``count`` hears of each part of a file on this machine that is read.

    Raises OSError or ValueError where it cannot be opened.
    """
    if remote.is_remote(path):
        return cast(BinaryIO, io.BufferedReader(remote.open_remote(path), _BUFFER))
    if path != STDIN:
        return cast(BinaryIO, io.BufferedReader(_Counted(path, count) if count else io.FileIO(path), _BUFFER))
    if (buffer := getattr(sys.stdin, "buffer", None)) is None:  # a test or a notebook put a text stream there
        return io.BytesIO(sys.stdin.read().encode("utf-8", "replace"))
    # Closing what this gives must not close standard input itself.
    return cast(BinaryIO, io.BufferedReader(_Joined(b"", buffer)))


def unpacked(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first ``size`` bytes of ``stream``, and the stream from its start; of what it holds unpacked, where it is gzipped.

    Reading from the stream raises TooLarge where a gzipped one unpacks to far more than a text does.
    """
    is_file = isinstance(stream, io.BufferedReader) and stream.seekable()
    start = stream.peek(size)[:size] if is_file else _read(stream, size)  # type: ignore[attr-defined]
    stream = stream if is_file else _again(start, stream)
    if not start.startswith(_GZIP):
        return start, stream
    packed = _Packed(stream)
    contents = packed.watch(cast(BinaryIO, gzip.GzipFile(fileobj=cast(BinaryIO, packed))))
    start = _read(contents, size)
    return start, _again(start, contents)


def watched(contents: BinaryIO, *, allowed: Callable[[int], bool]) -> BinaryIO:
    """``contents``, from which reading raises TooLarge as soon as ``allowed`` says no to the number of bytes read."""
    return cast(BinaryIO, io.BufferedReader(_Watched(contents, allowed), 1 << 16))


def is_bomb(*, packed: int, unpacked: int) -> bool:
    """Whether data of ``packed`` bytes that has given ``unpacked`` bytes so far was made to fill disks, not to be read."""
    return unpacked > max(_ALWAYS_UNPACKED, _MOST_TIMES * packed)


def seekable(stream: BinaryIO) -> BinaryIO:
    """``stream`` itself where one can go back in it, else all of it in a temporary file. Raises TooLarge beyond 4 GB."""
    if stream.seekable():
        return stream
    spooled = tempfile.SpooledTemporaryFile(max_size=1 << 24)  # noqa: SIM115  is handed on
    size = 0
    while part := stream.read(1 << 20):
        if (size := size + len(part)) > _MOST_SPOOLED:
            raise TooLarge("an archive of more than 4 GB inside another or on standard input: unpack it first")
        spooled.write(part)
    spooled.seek(0)
    return cast(BinaryIO, spooled)


def place(path: str) -> str:
    """What to call ``path`` in a report and in messages: always encodable, though a file's name may be no UTF-8."""
    if path == STDIN:
        return "standard input"
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


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
    return cast(BinaryIO, io.BufferedReader(_Joined(start, stream), _BUFFER))


class _Counted(io.FileIO):
    """A file that tells how much of it is read."""

    def __init__(self, path: str, count: Count) -> None:
        super().__init__(path, "rb")
        self._count = count

    def readinto(self, buffer: object) -> int:
        size = super().readinto(cast(bytearray, buffer)) or 0
        self._count(size)
        return size


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


class _Packed:
    """Packed data that knows how much of it has been read, so that what it gives can be held against that."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self._size += len(part)
        return part

    def watch(self, contents: BinaryIO) -> BinaryIO:
        return watched(contents, allowed=lambda size: not is_bomb(packed=self._size, unpacked=size))


class _Watched(io.RawIOBase):
    def __init__(self, contents: BinaryIO, allowed: Callable[[int], bool]) -> None:
        self._contents = contents
        self._allowed = allowed
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        part = self._contents.read(len(view))
        self._size += len(part)
        if not self._allowed(self._size):
            raise TooLarge(f"unpacks to more than {_MOST_TIMES} times its size, as no text does: leave it out, or unpack it yourself")
        view[: len(part)] = part
        return len(part)
