"""The engine of one machine: a process a core."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pyarrow

from onrecord.batch.inputs import Unit
from onrecord.batch.output import Manifest
from onrecord.batch.work import Lost, Made, finish_unit, make_part, read_parts
from onrecord.cores import cores

#: So many parts a worker wait for their turn, so that none who can work waits.
AHEAD = 2


class LocalEngine:
    """``workers`` processes, each with the model; this process reads the files. A worker that is lost is replaced."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        self._slots = threading.Semaphore(AHEAD * self.workers)
        self._lock = threading.Lock()
        self._stopped = False
        self._pool = self._new_pool()

    def __enter__(self) -> LocalEngine:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for process in list((self._pool._processes or {}).values()):
                process.kill()

    def read(self, unit: Unit, most: int, there: frozenset[int]) -> Iterator[pyarrow.RecordBatch | None]:
        return read_parts(unit, most, there)

    def make(self, out: str, unit: Unit, number: int, most: int, reports: Any, *, careful: bool) -> Future[Made]:
        return self._submit(make_part, out, unit, number, most, reports, careful=careful)

    def finish(self, out: str, unit: Unit, count: int, most: int) -> Future[Manifest]:
        return self._submit(finish_unit, out, unit, count, most)

    def _submit(self, work: Callable[..., Any], *given: Any, **more: Any) -> Future[Any]:
        self._slots.acquire()
        answer: Future[Any] = Future()
        with self._lock:
            if self._stopped:
                self._slots.release()
                raise Lost("stopped")
            try:
                inner = self._pool.submit(work, *given, **more)
            except BrokenProcessPool:
                self._pool = self._new_pool()
                inner = self._pool.submit(work, *given, **more)

        def done(inner: Future[Any]) -> None:
            self._slots.release()
            error = inner.exception() if not inner.cancelled() else Lost("stopped")
            if error is None:
                answer.set_result(inner.result())
            else:
                answer.set_exception(Lost(str(error)) if isinstance(error, BrokenProcessPool) else error)

        inner.add_done_callback(done)
        return answer

    def _new_pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, context, initializer=_begin, initargs=(os.getpid(),))


def _begin(parent: int) -> None:
    """A worker leaves Ctrl-C to the process that started it, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()
