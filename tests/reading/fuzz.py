"""Spoils sound files of every format at random and reads them, until the time is up or a reader fails.

    python tests/reading/fuzz.py --minutes 10            each format for ten minutes
    python tests/reading/fuzz.py --minutes 1 pdf warc    these only

Documents are read in this process, not in a child: what raises here is a mistake, which a child would only hide.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import random
import resource
import time
import zipfile
from concurrent.futures import Future
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from builders import ONE, TEXT, TWO, http, page, pdf, record, warc, zipped
from hypothesis import strategies as st

from onrecord.errors import Defect, ReadingError
from onrecord.model import Report
from onrecord.reading import child, children, contents
from onrecord.reading.child import Task

#: The longest that one spoilt file may take, in seconds of the processor's time.
LONGEST = 5.0


def _mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Harbour Post <news@harbour.example>"
    message["Subject"] = "Mill burns: café"
    message["Date"] = "Sat, 06 Jul 2024 23:10:00 -0500"
    message["Message-ID"] = "<1@harbour.example>"
    message.set_content(TEXT)
    message.add_alternative(page(), subtype="html")
    message.add_attachment(b"x" * 100, maintype="image", subtype="png", filename="a.png")
    return message.as_bytes()


def _feed() -> bytes:
    item = (
        "<item><title>Mill</title><link>https://harbour.example/mill</link><pubDate>Sat, 06 Jul 2024 23:50:00 -0500</pubDate>"
        f"<author>a@b.example (Ana Reyes)</author><description><![CDATA[<p>{ONE}</p><p>{TWO * 3}</p>]]></description></item>"
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{item * 2}</channel></rss>'.encode()


SEEDS: dict[str, bytes] = {
    "text": f"date 2024-07-06\nBy Ana Reyes\nTitle: Mill\n\n{TEXT}".encode(),
    "html": page(head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Mill"}</script>').encode(),
    "json": json.dumps([{"text": TEXT, "published": "2024-07-06"}, {"text": "Two."}]).encode(),
    "jsonl": b'{"text": "One."}\n{"text": "Two.", "authors": ["Ana"]}\n',
    "feed": _feed(),
    "jsonfeed": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "content_html": page(), "authors": [{}]}]}
    ).encode(),
    "email": _mail(),
    "pdf": pdf([(50, 70, 20, "Mill burns"), (50, 120, 12, ONE), (50, 134, 12, TWO)], [(50, 70, 12, ONE)], title="Mill"),
    "warc": warc(record(http(page().encode(), "Transfer-Encoding: chunked")), record(http(gzip.compress(page().encode()))), packed=False),
    "gzip": warc(record(http(page().encode())), record(http(b"x")), packed=True),
    "zip": zipped({"a.txt": ONE.encode(), "b.jsonl": b'{"text": "One."}'}, compression=zipfile.ZIP_STORED),
}

_PIECES = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\r\n\r\n",
        b"<",
        b">",
        b"&#0;",
        b"]]>",
        b"<![CDATA[",
        b"\xe2\x80\xae",
        b"9" * 30,
        b"-1",
        b"{",
        b"[",
        b"(" * 400,
    ),
    *(
        b"<div>" * 300,
        b"%PDF-",
        b"PK\x03\x04",
        b"WARC/1.0\r\n",
        b"\x1f\x8b\x08",
        b"charset=utf-7",
        b"endobj",
        b"stream\n",
        b"<!DOCTYPE x [",
    ),
)


def spoilt(name: str) -> st.SearchStrategy[bytes]:
    """A sound file of that format with a few stretches of it cut, doubled, moved or overwritten."""
    seed = SEEDS[name]
    places = st.integers(0, len(seed))
    change = st.tuples(
        st.sampled_from(["cut", "double", "put", "flip", "end"]),
        places,
        st.integers(1, 64),
        st.sampled_from(_PIECES) | st.binary(max_size=8),
    )
    return st.lists(change, max_size=6).map(lambda changes: _changed(seed, changes))


def _changed(data: bytes, changes: list[tuple[str, int, int, bytes]]) -> bytes:
    for kind, at, size, piece in changes:
        stretch = data[at : at + size]
        if kind == "cut":
            data = data[:at] + data[at + size :]
        elif kind == "double":
            data = data[:at] + stretch * 8 + data[at:]
        elif kind == "put":
            data = data[:at] + piece + data[at:]
        elif kind == "flip":
            data = data[:at] + bytes(byte ^ (size & 0xFF) for byte in stretch[:4]) + data[at + 4 :]
        else:
            data = data[:at]
    return data


class InThisProcess:
    def submit(self, task: Task) -> Future[list[tuple[str, Report | ReadingError]]]:
        future: Future[list[tuple[str, Report | ReadingError]]] = Future()
        future.set_result([(found.position, found.result()) for found in child.answer(task)])
        return future


def check(data: bytes) -> None:
    """Read ``data`` as a file and hold what comes out to what readers promise."""
    shared, children.shared = children.shared, lambda: cast(Any, InThisProcess())
    start = time.process_time()
    try:
        for _, item in contents.read(cast(Any, io.BytesIO(data)), contents.Settings(max_bytes=1_000_000), name="a"):
            for _, found in item.result() if isinstance(item, Future) else [("", item)]:
                if isinstance(found, Report):
                    assert found.text.strip()
                    assert "\0" not in found.text
                    for words in (found.text, found.title, found.outlet, found.url, found.published, *found.authors):
                        (words or "").encode("utf-8")
                else:
                    assert isinstance(found, ReadingError)
                    assert not isinstance(found, Defect), found
                    assert "\n" not in found.message
    finally:
        children.shared = shared
    assert time.process_time() - start < LONGEST


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f"of {', '.join(SEEDS)}; all where none is named")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
    for name in arguments.formats or SEEDS:
        chance = random.Random(arguments.seed)
        end, count = time.monotonic() + 60 * arguments.minutes, 0
        data = b""
        try:
            while time.monotonic() < end:
                changes = [
                    (
                        chance.choice(["cut", "double", "put", "flip", "end"]),
                        chance.randrange(len(SEEDS[name])),
                        chance.randint(1, 64),
                        chance.choice(_PIECES) if chance.random() < 0.5 else chance.randbytes(chance.randint(0, 8)),
                    )
                    for _ in range(chance.randint(1, 8))
                ]
                data = _changed(SEEDS[name], changes)
                Path("fuzz-last").write_bytes(data)  # where a parser takes this process with it
                check(data)
                count += 1
        except BaseException:
            Path(f"fuzz-{name}").write_bytes(data)
            print(f"{name}: failed after {count:,} files, at the one in fuzz-{name}")
            raise
        print(f"{name}: {count:,} files", flush=True)
    Path("fuzz-last").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
