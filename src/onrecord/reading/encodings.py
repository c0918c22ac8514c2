"""From bytes to text: which encoding it is in, and what is mended on the way.

Tried in this order: a byte order mark; UTF-16 that shows itself by its NULs; UTF-8; UTF-8 with a few broken bytes; the charset that
a web page declares; Windows-1252. Before UTF-8's fall-backs stands the check that the bytes are text at all.
"""

from __future__ import annotations

import codecs
import re

from onrecord.errors import NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the little-endian UTF-32 mark begins with the UTF-16 one.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF: read it as one (--as pdf)"),
    (b"PK\x03\x04", "a zip archive or an office document: read it as an archive (--as zip), or save the document as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as plain text"),
    (b"{\\rtf", "an RTF document: save it as plain text"),
    (b"BZh", "bzip2 data: unpack it, or pack it with gzip"),
    (b"\xfd7zXZ\x00", "xz data: unpack it, or pack it with gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd data: unpack it, or pack it with gzip"),
    (b"SQLite format 3\x00", "an SQLite database: read the reports that it was made from"),
)
_NO_TEXT = "not text in UTF-8, UTF-16 or Windows-1252: give a text file, a web page or JSON, saved as UTF-8"
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})"""
    rb"""|^<\?xml[^>]{0,200}?encoding=["']([A-Za-z0-9_:.-]{2,30})""",
    re.IGNORECASE,
)
# Python also calls "hex", "idna" and "unicode_escape" codecs; no page is written in them.
_CHARSETS = ("ascii", "big5", "cp", "euc", "gb", "hz", "iso", "johab", "koi8", "mac", "ptcp", "shift", "tis")
_SURROGATE = re.compile("[\ud800-\udfff\0]")
_SAMPLE = 65_536


def decode(data: bytes, *, page: bool = False, charset: str | None = None) -> str:
    """The text in ``data``, without its byte order mark; bytes that no character has become U+FFFD. Never holds a lone surrogate.

    ``page`` says that it is a web page, whose ``<meta charset>`` counts; before it counts ``charset``, the one that whoever carried the
    text named. Raises NotText for binary data.
    """
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise NotText(what)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if (wide := _unmarked_utf16(data)) is not None:
        return data.decode(wide, "replace")
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > len(sample) // 50 + 1:
        raise NotText(_NO_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_or_older(data, declared=_known(charset) or (_declared(data) if page else None))


def decode_start(data: bytes) -> str:
    """The first part of a file as text, good enough to see what it is; empty for binary data."""
    try:
        return decode(data)
    except NotText:
        return ""


def encoding_of_start(data: bytes) -> str | None:
    """The encoding of a file whose characters are two or four bytes wide, by its first part; ``None`` for every other."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return None if encoding == "utf-8" else encoding
    return _unmarked_utf16(data)


def encodable(text: str) -> str:
    """``text`` with lone surrogates and NULs as U+FFFD, so that it can be written as UTF-8 and kept in any database. No offset moves."""
    if "\0" not in text:
        try:
            text.encode()  # many times as fast as looking at each character
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _unmarked_utf16(data: bytes) -> str | None:
    """English in UTF-16 has a NUL in nearly every second byte, and on one side only."""
    sample = data[: _SAMPLE & ~1]
    pairs = len(sample) // 2
    if pairs < 2 or (len(data) % 2 and len(data) <= _SAMPLE):
        return None
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > 0.6 * pairs and first < 0.05 * pairs:
        return "utf-16-le"
    if first > 0.6 * pairs and second < 0.05 * pairs:
        return "utf-16-be"
    return None


def _damaged_or_older(data: bytes, *, declared: str | None) -> str:
    """Text that is not sound UTF-8: UTF-8 with a few broken bytes where most of what is not ASCII is sound, else an older encoding."""
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(1 for character in mended if character > "\x7f") - broken
    if sound > broken:
        return mended
    if declared is not None:
        return encodable(data.decode(declared, "replace"))
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high > 0.3 * len(data):
        raise NotText(_NO_TEXT)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        if broken <= len(data) // 1000:
            return mended
        raise NotText(_NO_TEXT) from error


def _declared(data: bytes) -> str | None:
    """The charset that a web page declares in its first 4,096 bytes, where it is a known one and not UTF-8."""
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    return _known((found[1] or found[2]).decode("ascii"))


def _known(charset: str | None) -> str | None:
    """The codec of a charset that pages are written in; ``None`` for UTF-8 and what is no charset."""
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    if not name.startswith(_CHARSETS):
        return None
    # What a page calls ISO 8859-1 or ASCII is Windows-1252 (WHATWG Encoding Standard).
    return "cp1252" if name in ("iso8859-1", "ascii") else name
