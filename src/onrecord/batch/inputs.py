"""The input files in their order, and the units of work that they make."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.errors import ReadingError
from onrecord.reading import remote, sources

#: Small files are taken together, up to so many, or so many bytes (packed as they are); a larger one is a unit of its own.
MOST_FILES, MOST_BYTES = 1_000, 32_000_000


class Input(msgspec.Struct, frozen=True, array_like=True):
    """A file: its absolute path or address, its size in bytes, and a word that is another one when its content is."""

    path: str
    size: int
    changed: str


class Unit(msgspec.Struct, frozen=True):
    """Files whose reports are read and kept together. The number names its files in the output; ``published`` (an ISO date) and ``outlet``
    count where a report itself does not say."""

    number: int
    inputs: tuple[Input, ...]
    published: str | None = None
    outlet: str | None = None


def inputs(given: Iterable[str], *, out: str) -> Iterator[Input | ReadingError]:
    """Each file of the sources once, in order; in place of one that is not there, its error. Files of the folder ``out`` are left out."""
    seen: set[str] = set()
    own = out if remote.is_remote(out) else os.path.abspath(out)
    for source in given:
        for path in sources.files(source if remote.is_remote(source) else os.path.abspath(source)):
            if isinstance(path, ReadingError):
                yield path
            elif path not in seen and not path.startswith(own.rstrip("/") + "/"):
                seen.add(path)
                yield _input(path)


def planned(found: Iterable[Input], before: Iterable[Unit], *, published: str | None = None, outlet: str | None = None) -> list[Unit]:
    """The units: those of ``before``, with files that have changed as they are now, then units of the files that are new, of which
    ``published`` and ``outlet`` are said."""
    now = {each.path: each for each in found}
    units = [msgspec.structs.replace(unit, inputs=tuple(now.pop(old.path, old) for old in unit.inputs)) for unit in before]
    few: list[Input] = []
    size = 0
    for each in now.values():
        if few and (size + each.size > MOST_BYTES or len(few) >= MOST_FILES):
            units.append(Unit(len(units), tuple(few), published, outlet))
            few, size = [], 0
        few.append(each)
        size += each.size
    if few:
        units.append(Unit(len(units), tuple(few), published, outlet))
    return units


def _input(path: str) -> Input | ReadingError:
    if not remote.is_remote(path):
        try:
            found = os.stat(path)
        except OSError as error:
            return sources.missing(error, path)
        return Input(sources.place(path), found.st_size, str(found.st_mtime_ns))
    try:
        store, name = remote.store_of(path)
        info = store.info(name)
    except ReadingError as error:
        return error
    except Exception as error:  # each store raises its own
        return sources.missing(OSError(str(error)), path)
    changed = next((str(info[word]) for word in ("ETag", "etag", "LastModified", "mtime", "created") if info.get(word)), "")
    return Input(path, int(info.get("size") or 0), changed)
