"""What is in a file: the reports of it, or of the files in it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from onrecord.errors import Defect, NotText, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import formats, sources
from onrecord.reading.encodings import decode, encoding_of_start

_Item = Report | ReadingError
Later = Future[list[tuple[str, _Item]]]
Contents = Iterator[tuple[str, "_Item | Later"]]
"""Each report, or the error that stands for it, beside where it stands (``"line 7"``, ``"› page.html"``; ``""`` for the whole file).

In place of those of a document that a child process is reading stands their future."""

# Archives in archives in archives are how bombs are packed.
_DEEPEST = 3
# Most of a PDF and of a mail is pictures.
_WITH_PICTURES = 5


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is said about all reports of a run. ``published`` (an ISO date) and ``outlet`` count where a report itself does not say."""

    max_bytes: int
    published: str | None = None
    outlet: str | None = None
    depth: int = 0


def read(stream: BinaryIO, settings: Settings, *, name: str, format: str | None = None, charset: str | None = None) -> Contents:
    """What ``stream`` holds, in ``format`` or what it looks like; ``name`` helps to see it, ``charset`` is what its carrier says.

    Raises nothing but OSError, where the system stops reading.
    """
    try:
        start, whole = sources.unpacked(stream, formats.START)
        chosen = format or formats.sniff(start, name=name)
        yield from _READERS.get(chosen, _document)(whole, settings, chosen, start, charset)
    except ReadingError as error:
        yield "", error
    except (EOFError, zlib.error) as error:
        yield "", NotText(f"gzip data that breaks off or is damaged ({error}): fetch the file again")
    except OSError as error:
        # gzip says "not a gzipped file" and its like with an OSError that has no number.
        if error.errno is not None:
            raise
        yield "", NotText(f"gzip data that is damaged ({error}): fetch the file again")
    except Exception as error:
        from onrecord.reading.child import mistake

        yield "", Defect(mistake(error))


def _text(stream: BinaryIO, settings: Settings, format: str, start: bytes, charset: str | None) -> Contents:
    from onrecord.reading import plain

    text = decode(_whole(stream, settings.max_bytes), charset=charset)
    yield "", plain.read(text, published_otherwise=settings.published, outlet_otherwise=settings.outlet)


def _json(stream: BinaryIO, settings: Settings, format: str, start: bytes, charset: str | None) -> Contents:
    from onrecord.reading import json_reports

    yield from json_reports.read_document(_whole(stream, settings.max_bytes))


def _json_lines(stream: BinaryIO, settings: Settings, format: str, start: bytes, charset: str | None) -> Contents:
    from onrecord.reading import json_reports

    if encoding_of_start(start) is not None:
        # Lines of wide characters cannot be cut at a byte, so these are read whole.
        stream = io.BytesIO(decode(_whole(stream, settings.max_bytes)).encode())
    yield from json_reports.read_lines(stream, max_bytes=settings.max_bytes)


def _document(stream: BinaryIO, settings: Settings, format: str, start: bytes, charset: str | None) -> Contents:
    from onrecord.reading import children
    from onrecord.reading.child import Task

    most = settings.max_bytes * (_WITH_PICTURES if format in ("pdf", "email") else 1)
    yield "", children.shared().submit(Task(format, _whole(stream, most), charset))


def _parquet(stream: BinaryIO, settings: Settings, format: str, start: bytes, charset: str | None) -> Contents:
    from onrecord.reading import parquet

    yield from parquet.read(sources.seekable(stream))


def _zip(stream: BinaryIO, settings: Settings, format: str, start: bytes, charset: str | None) -> Contents:
    from onrecord.reading import zipped

    inside = _deeper(settings)
    for name, member in zipped.members(stream):
        if isinstance(member, ReadingError):
            yield f"› {name}", member
            continue
        for position, found in read(member, inside, name=name):
            yield f"› {name} {position}".rstrip(), found


def _warc(stream: BinaryIO, settings: Settings, format: str, start: bytes, charset: str | None) -> Contents:
    from onrecord.reading import published, warc

    inside = _deeper(settings)
    for record, answer in warc.answers(stream, max_bytes=settings.max_bytes):
        if isinstance(answer, ReadingError):
            yield record, answer
            continue
        day = published.parse(answer.published or "")
        body = cast(BinaryIO, io.BytesIO(answer.body))
        for position, found in read(body, inside, name=answer.name, charset=answer.charset):
            yield f"{record} {position}".rstrip(), filled(found, url=answer.url, published=day)


def _deeper(settings: Settings) -> Settings:
    if settings.depth >= _DEEPEST:
        raise TooLarge(f"archives in archives, more than {_DEEPEST} deep: unpack them first")
    return replace(settings, depth=settings.depth + 1)


def filled(found: _Item | Later, *, url: str | None, published: str | None) -> _Item | Later:
    """``found`` with what its carrier says where the reports do not: their address and day."""
    import msgspec

    def fill(item: _Item) -> _Item:
        if isinstance(item, ReadingError):
            return item
        return msgspec.structs.replace(item, url=item.url or url, published=item.published or published)

    return later(found, lambda items: [(position, fill(item)) for position, item in items]) if isinstance(found, Future) else fill(found)


def later(first: Later, change: Callable[[list[tuple[str, _Item]]], list[tuple[str, _Item]]]) -> Later:
    """What ``first`` will give, changed."""
    second: Later = Future()

    def go_on(done: Later) -> None:
        try:
            second.set_result(change(done.result()))
        except Exception as error:
            second.set_exception(error)

    first.add_done_callback(go_on)
    return second


def _whole(stream: BinaryIO, max_bytes: int) -> bytes:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLarge(f"more than {max_bytes / 1e6:,.4g} MB in one report: split it, or put many reports into JSON lines")
    return data


_Reader = Callable[[BinaryIO, Settings, str, bytes, str | None], Contents]
_READERS: dict[str, _Reader] = {"text": _text, "json": _json, "jsonl": _json_lines, "zip": _zip, "warc": _warc, "parquet": _parquet}
