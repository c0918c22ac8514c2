"""Files in other stores (``s3://bucket/crawl/``, ``gs://``, ``hdfs://`` …), as far as fsspec knows them (https://filesystem-spec.readthedocs.io)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import EmptyReport, MissingExtra, MissingFile, ReadingError

_URL = re.compile(r"(?!https?://)[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_remote(source: str | os.PathLike[str]) -> bool:
    """Whether ``source`` is an address of a store; one of the web is none."""
    return isinstance(source, str) and _URL.match(source) is not None


def store_of(url: str) -> tuple[Any, str]:
    """The store of ``url`` (an ``fsspec.AbstractFileSystem``), and its path there. A path of this machine is one of the local store.

    Raises MissingExtra where fsspec, or what it needs for this store, is not installed, MissingFile where it knows no such store.
    """
    try:
        import fsspec.core

        store, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise MissingExtra(
            f"files of {url.partition('://')[0]}:// ({error}): pip install 'onrecord[batch]' and what is named here"
        ) from error
    except ValueError as error:
        raise MissingFile(f"an address of no store that fsspec knows ({error}): check its beginning", where=url) from error
    return store, path


def files(url: str) -> Iterator[str | ReadingError]:
    """The addresses of the files that ``url`` stands for, as :func:`onrecord.reading.sources.files` gives paths; ``*`` stands for names."""
    try:
        store, path = store_of(url)
        found = sorted(store.glob(path) if "*" in path else store.find(path))
    except ReadingError as error:
        yield error if error.where else type(error)(error.message, where=url)
        return
    except Exception as error:  # each store raises its own
        yield MissingFile(
            f"cannot be listed ({' '.join(str(error).split()) or type(error).__name__}): check the address and your rights", where=url
        )
        return
    empty = True
    for name in found:
        inside = name.removeprefix(path)
        if name == path or not any(part.startswith(".") for part in inside.split("/")):
            empty = False
            yield str(store.unstrip_protocol(name))
    if empty:
        yield EmptyReport("there are no files there: give an address that holds reports", where=url)


def open_remote(url: str) -> Any:
    """The bytes of a file. Raises OSError where it cannot be opened, whatever its store raises."""
    store, path = store_of(url)
    try:
        return store.open(path, "rb")
    except (OSError, ReadingError):
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error
