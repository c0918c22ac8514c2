"""A process that reads documents for another one: what it runs when it is started. See :mod:`onrecord.reading.children`.

Framed messages on standard input and output, each a length of 8 bytes (big-endian) and so much MessagePack: a :class:`Task` comes, a
list of :class:`Found` goes.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
import time
import traceback
from pathlib import Path
from typing import IO

import msgspec

from onrecord import errors
from onrecord.errors import Defect, ReadingError, TooLarge
from onrecord.model import Report

#: A page of 20 MB takes 1 GB.
MOST_MEMORY = 3_000_000_000


class Task(msgspec.Struct, frozen=True, array_like=True):
    """A document: its format (a name of ``documents.READERS``), its bytes, and the charset that its carrier names."""

    format: str
    data: bytes
    charset: str | None = None


class Found(msgspec.Struct, frozen=True, array_like=True):
    """A report of a document, or the name and message of the error in its place; ``position`` says where in the document."""

    position: str
    report: Report | None = None
    error: str = ""
    message: str = ""

    def result(self) -> Report | ReadingError:
        if self.report is not None:
            return self.report
        kind: type[ReadingError] = getattr(errors, self.error)
        return kind(self.message)


def answer(task: Task) -> list[Found]:
    """What is in a document. Raises nothing."""
    from onrecord.reading import documents

    found: list[Found] = []
    try:
        for position, item in documents.READERS[task.format](task.data, task.charset):
            found.append(
                Found(position, error=type(item).__name__, message=item.message)
                if isinstance(item, ReadingError)
                else Found(position, item)
            )
    except ReadingError as error:
        found.append(Found("", error=type(error).__name__, message=error.message))
    except MemoryError:
        found.append(Found("", error=TooLarge.__name__, message="takes more memory to read than a report should: give its words as text"))
    except RecursionError:
        found.append(Found("", error=TooLarge.__name__, message="nested more deeply than a report is: give its words as text"))
    except Exception as error:
        found.append(Found("", error=Defect.__name__, message=mistake(error)))
    return found


def mistake(error: Exception) -> str:
    """What to say of an error that should not have come up: one line that helps those who mend it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"onrecord could not read this file: {what} ({Path(last.filename).name} line {last.lineno}); please report it"


def send(stream: IO[bytes], message: object) -> None:
    data = msgspec.msgpack.encode(message)
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, ``None`` at the end of the stream or where it breaks off."""
    size = int.from_bytes(head := stream.read(8), "big")
    if len(head) < 8:
        return None
    data = stream.read(size)
    return data if len(data) == size else None


def main(patience: float) -> None:
    """Answer tasks until there are no more, or until one takes more than ``patience`` seconds of the processor's time."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the pipe
    _limit("RLIMIT_AS", MOST_MEMORY)
    _limit("RLIMIT_CORE", 0)
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints must not get between the answers
    while (task := receive(tasks)) is not None:
        _limit("RLIMIT_CPU", math.ceil(time.process_time() + patience))
        send(answers, answer(msgspec.msgpack.decode(task, type=Task)))


def _limit(name: str, most: int) -> None:
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):  # Windows has no such limits, macOS not all
        import resource

        kind = getattr(resource, name)
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
