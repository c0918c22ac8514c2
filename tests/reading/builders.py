"""Files of every format, made from their parts."""

from __future__ import annotations

import gzip
import io
import zipfile

ONE = "The old mill on the quay burned down on Monday night, the fire service said, and nobody was hurt in it."
TWO = "“We could see it from the other side of the bay,” said Ana Reyes, who keeps the lighthouse at Torrel Head."
THREE = "The owner, Bo Lund, told the Harbour Post that he would rebuild it before the winter, whatever it cost him."
TEXT = "\n\n".join((ONE, TWO, THREE))


def page(*paragraphs: str, head: str = "<title>Mill burns</title>") -> str:
    blocks = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or (ONE, TWO, THREE))
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body><main><article>{blocks}</article></main></body></html>"


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def record(
    block: bytes,
    *,
    kind: str = "response",
    url: str = "https://harbour.example/mill",
    date: str = "2024-07-07T01:02:03Z",
    length: int | str | None = None,
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"WARC-Date: {date}",
        f"Content-Type: application/http; msgtype={kind}",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def warc(*records: bytes, packed: bool = False) -> bytes:
    """A WARC; ``packed`` is each record on its own, as crawlers do."""
    return b"".join(gzip.compress(one) if packed else one for one in records)


def zipped(files: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", compression, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return whole.getvalue()


Line = tuple[float, float, float, str]
"""Left, top (points, from the page's corner), font size, words."""


def pdf(*pages: list[Line], title: str = "", objects: tuple[bytes, ...] = (), content: bytes | None = None) -> bytes:
    """A PDF of A4 pages that print these lines in Helvetica; ``content`` is put in place of what the first page prints."""
    fixed = 4 + len(objects)
    kids = " ".join(f"{fixed + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *objects,
    ]
    for number, lines in enumerate(pages):
        stream = b"\n".join(
            b"BT /F1 %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET" % (size, left, 842 - top, _escaped(words)) for left, top, size, words in lines
        )
        if content is not None and number == 0:
            stream = content
        resources = b"/Font << /F1 3 0 R >>" + (b" /XObject << /X4 4 0 R >>" if objects else b"")
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents %d 0 R >>"
            % (resources, fixed + 2 * number + 1)
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    bodies.append(b"<< /Title (%s) >>" % _escaped(title))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, size - 1, len(out))
    )


def _escaped(words: str) -> bytes:
    return words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
