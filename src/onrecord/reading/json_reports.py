"""Reports as JSON: one object, an array of objects, or JSON lines (one object a line).

Keys: ``text`` (the only one that must be there), ``id``, ``url``, ``outlet``, ``published``, ``title``, ``authors`` (a list, or a string
such as "Ana Reyes, Bo Lund and Cy Ode"); all others are left unread. The text is kept to the character, blank space around it too,
because offsets may already count in it; only ``\\r\\n`` becomes ``\\n``, and what UTF-8 cannot hold becomes U+FFFD. A date that cannot be
read becomes ``None``: in bulk, a report without a date is worth more than none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.errors import BadStructure, EmptyReport, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import bylines, published
from onrecord.reading.encodings import decode, encodable

# A file of nothing else would keep a run busy for an hour.
_MOST_BLANK = 1_000_000


def read_document(data: bytes) -> Iterator[tuple[str, Report | ReadingError]]:
    """The report in a JSON object, or each report of a JSON array, beside where it stands (``""`` or ``"item 3"``).

    Raises BadStructure where ``data`` is no JSON.
    """
    found = _loads(decode(data))
    if not isinstance(found, list):
        yield "", _report_or_error(found)
        return
    if not found:
        yield "", EmptyReport("the JSON array holds no reports: put one object a report into it")
    for number, item in enumerate(found, 1):
        yield f"item {number}", _report_or_error(item)


def read_lines(stream: BinaryIO, *, max_bytes: int) -> Iterator[tuple[str, Report | ReadingError]]:
    """Each report of a JSON lines stream beside its line (``"line 7"``, from 1); blank lines are passed over.

    Holds one line in memory at a time, of at most ``max_bytes``; a longer one is a TooLarge and is skipped. Raises TooLarge where
    most lines are blank.
    """
    number = blank = 0
    empty = True
    while line := stream.readline(max_bytes + 1):
        number += 1
        empty = empty and not line.strip()
        if len(line) > max_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(65_536)) and not rest.endswith(b"\n"):
                pass
            yield f"line {number}", TooLarge(f"longer than {max_bytes:,} bytes: put one report in a line, or split it")
        elif line.strip():
            yield f"line {number}", _line(line)
        elif (blank := blank + 1) > _MOST_BLANK:
            raise TooLarge(f"more than {_MOST_BLANK:,} blank lines: take them out")
    if empty:
        yield "", EmptyReport("there are no lines in it: give one JSON object a line")


def _line(line: bytes) -> Report | ReadingError:
    try:
        return report_of(_loads(decode(line)))
    except ReadingError as error:
        return error


def _loads(text: str) -> Any:
    # The standard library's parser, because it takes lone surrogates ("\ud83d"), which crawled reports hold and faster parsers refuse.
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = f"line {error.lineno} column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        reason = (error.msg[:1].lower() + error.msg[1:]).removesuffix(" at")
        raise BadStructure(f"broken JSON at {at} ({reason}): mend it there, or leave it out") from error
    except RecursionError as error:
        raise BadStructure("JSON nested too deeply: give one flat object a report") from error
    except ValueError as error:  # a number of more digits than Python takes
        raise BadStructure(f"JSON with a value that cannot be read ({error}): mend it, or leave it out") from error


def _report_or_error(found: Any) -> Report | ReadingError:
    try:
        return report_of(found)
    except ReadingError as error:
        return error


def report_of(found: Any) -> Report:
    """The report in an object with the keys above. Raises BadStructure or EmptyReport."""
    if not isinstance(found, dict):
        raise BadStructure('not a JSON object: give {…} with the report\'s words under "text"')
    text = found.get("text")
    if text is None or (isinstance(text, str) and not text.strip()):
        raise EmptyReport('there is no text in it: put the report\'s words under "text"')
    if not isinstance(text, str):
        raise BadStructure('"text" is not a string: put the report\'s words there')
    printed = found.get("published")
    return Report(
        text=encodable(text.replace("\r\n", "\n")),
        url=_string(found.get("url")),
        outlet=_string(found.get("outlet")),
        published=published.parse(printed) if isinstance(printed, str) else None,
        title=_string(found.get("title")),
        authors=_authors(found.get("authors")),
        given_id=_string(found.get("id")),
    )


def _string(value: Any) -> str | None:
    """A string, or a whole number as one (ids often are); ``None`` for all else and for blank ones."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if value.bit_length() < 10_000 else ""
    return (encodable(value).strip() or None) if isinstance(value, str) else None


def _authors(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return bylines.authors(encodable(value))
    if not isinstance(value, list):
        return ()
    names = [item.get("name") if isinstance(item, dict) else item for item in value]
    # A list's items are whole names, commas and all.
    return tuple(dict.fromkeys(name for item in names if (name := _string(item)) is not None))
