"""WARC (ISO 28500), in which crawlers keep what servers answered: the web pages in it.

Common Crawl's news crawl, the Internet Archive, Heritrix, wget and browsertrix write it, mostly packed record by record with gzip,
which is unpacked before it gets here. Lengths are not believed: where a record does not end where it says, the next one is looked for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.errors import BadStructure, EmptyReport, NotText, ReadingError, TooLarge

_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf"}
_NEXT = re.compile(rb"\r?\n\r?\nWARC/\d\.\d\r?\n[Ww][Aa][Rr][Cc]-")
_VERSION = re.compile(rb"WARC/\d\.\d\s*$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_LINE = 65_536
_MOST_LINES = 500
# Each costs a second look at what follows it.
_MOST_LIES = 100
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server answered: a page (or a PDF) and what the headers say of it. ``published`` is the day it was fetched."""

    body: bytes
    name: str
    charset: str | None = None
    url: str | None = None
    published: str | None = None


def answers(stream: BinaryIO, *, max_bytes: int) -> Iterator[tuple[str, Answer | ReadingError]]:
    """Each page that ``stream`` holds beside where it stands (``"record 7"``, from 1); in place of a broken record its error.

    Passed over are requests, redirects and failures, pictures, scripts. Holds one record in memory at a time, of at most ``max_bytes``.
    Raises EmptyReport where there is no page, BadStructure where most lengths are wrong.
    """
    lines = _Lines(stream)
    number = lies = 0
    empty = True
    while (line := lines.readline()) or not lines.ended:
        if not line.strip():
            continue
        number += 1
        found: Answer | ReadingError | None
        if _VERSION.match(line):
            found = _record(lines, max_bytes=max_bytes)
        else:
            found = BadStructure("no WARC record where one should begin, for a length is wrong: fetch the file again")
        if isinstance(found, BadStructure):
            lines.find_next()
            lies += 1
        if found is not None:
            empty = False
            yield f"record {number}", found
        if lies > _MOST_LIES:
            raise BadStructure(f"more than {_MOST_LIES} records of wrong length: fetch the file again")
    if empty:
        raise EmptyReport("there are no web pages in this WARC: give one with the answers of servers")


def decoded(body: bytes, encoding: str, *, max_bytes: int) -> bytes:
    """``body`` unpacked as its Content-Encoding says, where it is so packed. Raises TooLarge and NotText."""
    if "br" in encoding.split(",") or "zstd" in encoding:
        raise NotText(f"a page packed with {encoding}: fetch it without packing")
    if not (body.startswith(b"\x1f\x8b") or (encoding == "deflate" and body[:1] == b"\x78")):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        found = unpacker.decompress(body, max_bytes + 1)
    except zlib.error as error:
        raise NotText(f"a packed page that is damaged ({error}): fetch it again") from error
    if len(found) > max_bytes:
        raise TooLarge(f"a page that unpacks to more than {max_bytes / 1e6:,.4g} MB: leave it out")
    return found


def charset_of(content_type: str) -> str | None:
    """The charset that a Content-Type header names."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


class _Lines:
    """A stream that can be given back what was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._back = b""
        self.ended = False

    def give_back(self, data: bytes) -> None:
        self._back = data + self._back
        self.ended = False

    def read(self, size: int) -> bytes:
        parts = [self._back[:size]]
        self._back = self._back[size:]
        size -= len(parts[0])
        while size > 0 and (part := self._stream.read(min(size, 1 << 20))):
            parts.append(part)
            size -= len(part)
        self.ended = size > 0
        return b"".join(parts)

    def readline(self) -> bytes:
        if not self._back:
            line = self._stream.readline(_LONGEST_LINE)
            self.ended = not line
            return line
        end = self._back.find(b"\n", 0, _LONGEST_LINE) + 1 or min(len(self._back), _LONGEST_LINE)
        line, self._back = self._back[:end], self._back[end:]
        if not self._back and not line.endswith(b"\n"):
            line += self._stream.readline(_LONGEST_LINE)
        return line

    def find_next(self) -> None:
        """Go on to the next record."""
        while line := self.readline():
            if _VERSION.match(line):
                self.give_back(line)
                return


def _record(lines: _Lines, *, max_bytes: int) -> Answer | ReadingError | None:
    """The record whose first line was read: its page, its error, or None where it holds no page."""
    headers = _headers(lines)
    length = headers.get("content-length", "")
    if not (length.isdecimal() and length.isascii() and len(length) < 19):
        return BadStructure("a WARC record without its length: fetch the file again")
    size = int(length)
    block = lines.read(min(size, max_bytes + 1))
    found: Answer | ReadingError | None
    if size > max_bytes:
        found = TooLarge(f"a WARC record of more than {max_bytes / 1e6:,.4g} MB: leave it out") if _is_page(headers, block) else None
    else:
        try:
            found = _answer(headers, block, max_bytes=max_bytes)
        except ReadingError as error:
            found = error
    if len(block) == size and _ends(lines):
        return found
    if later := _NEXT.search(block):  # it claims part of the next record
        lines.give_back(block[later.start() :])
        return BadStructure("a WARC record that is longer than it is by its length: fetch the file again")
    if size > max_bytes:
        lines.find_next()
        return found
    return BadStructure(f"a WARC record that does not end after {size:,} bytes, as it says: fetch the file again")


def _headers(lines: _Lines) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = lines.readline()
        if not line.strip():
            break
        key, _, value = line.decode("utf-8", "replace").partition(":")
        found.setdefault(key.strip().lower(), value.strip())
    return found


def _ends(lines: _Lines) -> bool:
    """Whether a record ends here: with a blank line, another record, or the end of the file."""
    line = lines.readline()
    if line:
        lines.give_back(line)
    return not line.strip() or _VERSION.match(line) is not None


def _is_page(headers: dict[str, str], block: bytes) -> bool:
    kind = headers.get("warc-type")
    return kind == "resource" or (kind == "response" and block.startswith(b"HTTP/"))


def _answer(headers: dict[str, str], block: bytes, *, max_bytes: int) -> Answer | None:
    if not _is_page(headers, block):
        return None
    content_type, body = headers.get("content-type", ""), block
    if headers.get("warc-type") == "response":
        end = _HEAD_END.search(block, 0, 4 * _LONGEST_LINE)
        if end is None:
            return None
        status, *fields = block[: end.start()].decode("latin-1").splitlines()
        http = {key.strip().lower(): value.strip() for key, _, value in (field.partition(":") for field in fields)}
        content_type, body = http.get("content-type", ""), block[end.end() :]
        if status.split()[1:2] != ["200"] or _kind(content_type, body) is None:
            return None
        if "chunked" in http.get("transfer-encoding", "").lower():
            body = _joined(body)
        body = decoded(body, http.get("content-encoding", "").lower().replace(" ", ""), max_bytes=max_bytes)
    ending = _kind(content_type, body)
    if ending is None or not body.strip():
        return None
    url = headers.get("warc-target-uri", "").strip("<>")
    return Answer(
        body=body,
        name="page" + ending,
        charset=charset_of(content_type),
        url=url if re.fullmatch(r"https?://\S+", url) else None,
        published=headers.get("warc-date"),
    )


def _kind(content_type: str, body: bytes) -> str | None:
    kind = content_type.partition(";")[0].strip().lower()
    return _KINDS.get(kind) if kind else (".html" if body.lstrip()[:1] == b"<" else None)


def _joined(body: bytes) -> bytes:
    """The chunks of a chunked body in one; the body as it is where it is not chunked (crawlers often join it and keep the header)."""
    parts: list[bytes] = []
    at = 0
    while found := re.compile(rb"\s{0,4}([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n").match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size
    return b"".join(parts) if at >= len(body) and parts else body
