"""Documents are read in processes of their own, side by side, each within limits of time and memory.

The parsers of web pages, feeds and PDFs are other people's, large, and partly C: a file made for it can keep one busy for hours, eat all
memory or crash it. In a child that costs one report and :data:`PATIENCE`; and the children read ahead while the records of what is
read already are made.
"""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

import msgspec

from onrecord.cores import cores
from onrecord.errors import BadStructure, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading.child import Found, Task, receive, send

PATIENCE = 30.0
"""How many seconds of the processor's time the reading of one document may take. A page of a newspaper takes 0.05."""

# On a busy machine a child waits for its turn.
_BUSY = 10

_Items = list[tuple[str, Report | ReadingError]]


class Children:
    """A pool of children, each started when all others are busy, up to one a core. Safe to use from several threads."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self.size = cores()
        self.patience = patience
        self._tasks: SimpleQueue[tuple[Task, Future[_Items]]] = SimpleQueue()
        self._free = 0
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._own = threading.local()
        self._all: set[subprocess.Popen[bytes]] = set()

    def submit(self, task: Task) -> Future[_Items]:
        """The reports of a document, each beside where in it it stands, as soon as a child has read it.

        The future raises OSError where there is no child to be had.
        """
        future: Future[_Items] = Future()
        with self._lock:
            self._free -= 1
            if self._free < 0 and len(self._threads) < self.size:
                # A daemon, so that no hostile document keeps a program from ending.
                self._threads.append(threading.Thread(target=self._serve, daemon=True))
                self._threads[-1].start()
        self._tasks.put((task, future))
        return future

    def close(self) -> None:
        """End all children at once."""
        for child in list(self._all):
            child.kill()

    def _serve(self) -> None:
        """Have the tasks read, one after another, by a child of this thread's own."""
        with self._lock:
            self._free += 1
        while True:
            task, future = self._tasks.get()
            try:
                future.set_result(self._read(task))
            except Exception as error:  # no more processes to be had, say: for whoever waits, not for this thread
                future.set_exception(error)
            with self._lock:
                self._free += 1

    def _read(self, task: Task) -> _Items:
        child = getattr(self._own, "child", None) or self._start()
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            child.kill()

        timer = threading.Timer(_BUSY * self.patience, stop)
        timer.daemon = True
        timer.start()
        answer = None
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            send(child.stdin, task)
            answer = receive(child.stdout)
        except (OSError, ValueError):  # it is dead; why, is seen below
            pass
        finally:
            timer.cancel()
        code: int | None = None
        if answer is None or is_late.is_set():
            child.kill()
            code = child.wait()
            self._all.discard(child)
            self._own.child = None
        if answer is not None:
            return [(found.position, found.result()) for found in msgspec.msgpack.decode(answer, type=list[Found])]
        if is_late.is_set() or code == -getattr(signal, "SIGXCPU", 0):
            return [("", TooLarge(f"takes more than {self.patience:.0f} seconds to read: give its words as text"))]
        return [("", BadStructure(f"its parser crashed (exit code {code}): give its words as text"))]

    def _start(self) -> subprocess.Popen[bytes]:
        # With this process's own path, however it came by it, so that the child is the same onrecord.
        code = f"import sys; sys.path[:] = {sys.path!r}; from onrecord.reading.child import main; main({self.patience!r})"
        command = [sys.executable, "-c", code]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._all.add(child)
        self._own.child = child
        return child


_shared: Any = None
_lock = threading.Lock()


def shared() -> Children:
    """The one pool of this process, made at first use."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = Children()
            atexit.register(_shared.close)
        found: Children = _shared
        return found
