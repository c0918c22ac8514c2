"""The engine of a cluster: Ray actors (https://docs.ray.io), each with the model. Needs ``pip install 'onrecord[ray]'``.

Actors, not Ray Data: that writes files by its own blocks under names of its own, so that a task done twice may write twice, and its
checkpoints (alpha, as of Ray 2.60) want an id a row and hold all of them in memory. Here each part is written by whoever makes it, under
a name that its input gives it, so that making it twice is making it once. Inside a pipeline of Ray Data of one's own the stages of
:mod:`onrecord.batch.stages` run as they are, in ``map_batches(…, batch_format="pyarrow")``.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from importlib import import_module
from typing import Any

from onrecord.annotate.reader import shared_reader
from onrecord.batch.inputs import Unit
from onrecord.batch.output import Manifest
from onrecord.batch.work import Lost, Made, finish_unit, make_part, read_parts
from onrecord.errors import BatchError

#: So many parts a worker wait for their turn: one is made, the next is there.
AHEAD = 2
#: A file's reader is so many parts ahead of the workers, then it waits.
READ_AHEAD = 4
#: So long none of the workers may be there, in seconds: a cluster that grows takes minutes for a node.
PATIENCE = 900.0


class RayEngine:
    """``workers`` actors of one core each (all cores of the cluster where None), each where there is room.

    Takes the cluster that ``RAY_ADDRESS`` names or that runs on this machine, else starts one here. An actor that is lost is replaced as
    soon as there is room for it; until then the others go on.
    """

    def __init__(self, workers: int | None = None) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            ray: Any = import_module("ray")
        except ImportError as error:
            raise BatchError("this engine needs Ray. Install it: pip install 'onrecord[ray]'") from error
        self._ray = ray
        self._started = False
        if not ray.is_initialized():
            try:
                _start(ray, workers)
            except Exception as error:  # Ray says with a bare Exception that it did not come up
                raise BatchError(f"Ray could not be reached or started ({error}). Look at `ray status`, and try again.") from error
            self._started = True
        self.workers = workers or int(ray.cluster_resources().get("CPU", 1))
        self._actor = self._ray.remote(num_cpus=1, max_restarts=0)(Annotator)
        self._reader = self._ray.remote(
            num_cpus=0, max_retries=0, scheduling_strategy="SPREAD", _generator_backpressure_num_objects=READ_AHEAD
        )(read_parts)
        self._free: queue.SimpleQueue[Any] = queue.SimpleQueue()  # an actor stands in it once for each part that it can still take
        self._gone: set[Any] = set()
        self._all: set[Any] = set()
        self._lock = threading.Lock()
        self._stopped = False
        # Ray calls back on a thread that must not wait for Ray, so losses are noted there and made good here.
        self._losses: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(self.workers):
            self._hire()
        threading.Thread(target=self._replace, daemon=True).start()

    def __enter__(self) -> RayEngine:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
        if self._started:
            self._ray.shutdown()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            actors, self._all = self._all, set()
        for actor in actors:
            self._ray.kill(actor)
        self._losses.put(None)
        self._free.put(None)

    def read(self, unit: Unit, most: int, there: frozenset[int]) -> Iterator[Any]:
        coming = self._reader.remote(unit, most, there)
        number = 0
        while True:
            try:
                reference = next(coming)
                if number in there:
                    self._ray.get(reference)  # raises what the reader raised
            except StopIteration:
                return
            except Exception as error:
                raise self._plainly(error) from error
            yield None if number in there else reference
            number += 1

    def make(self, out: str, unit: Unit, number: int, most: int, reports: Any, *, careful: bool) -> Future[Made]:
        return self._submit(lambda actor: actor.make_part.remote(out, unit, number, most, reports, careful=careful))

    def finish(self, out: str, unit: Unit, count: int, most: int) -> Future[Manifest]:
        return self._submit(lambda actor: actor.finish_unit.remote(out, unit, count, most))

    def _submit(self, call: Callable[[Any], Any]) -> Future[Any]:
        actor = self._take()
        answer: Future[Any] = Future()

        def done(inner: Future[Any]) -> None:
            error = inner.exception()
            if error is None:
                self._free.put(actor)
                answer.set_result(inner.result())
                return
            plain = self._plainly(error)
            if isinstance(error, self._ray.exceptions.RayActorError):
                self._losses.put(actor)
            else:
                self._free.put(actor)
            answer.set_exception(plain)

        call(actor).future().add_done_callback(done)
        return answer

    def _take(self) -> Any:
        """An actor that can take a part; waits for one."""
        while True:
            try:
                actor = self._free.get(timeout=PATIENCE)
            except queue.Empty:
                raise BatchError(
                    "no worker has been there for 15 minutes. Look at `ray status`; the same command goes on from here."
                ) from None
            if self._stopped:
                self._free.put(None)
                raise Lost("stopped")
            if actor not in self._gone:
                return actor

    def _hire(self) -> None:
        """A further actor; it is asked to work once it is there."""
        with self._lock:
            if self._stopped:
                return
            actor: Any = self._actor.remote()
            self._all.add(actor)

        def there(future: Future[Any]) -> None:
            if future.exception() is None:
                for _ in range(AHEAD):
                    self._free.put(actor)
            else:
                self._losses.put(actor)

        actor.ready.remote().future().add_done_callback(there)

    def _replace(self) -> None:
        """Put an actor in the place of each that is lost."""
        while (actor := self._losses.get()) is not None:
            with self._lock:
                if actor not in self._all:
                    continue
                self._gone.add(actor)
                self._all.discard(actor)
            self._ray.kill(actor)  # where it is only out of reach, it may still be there
            self._hire()

    def _plainly(self, error: BaseException) -> BaseException:
        """Lost where workers, nodes or their data are gone; else what the work itself raised."""
        exceptions = self._ray.exceptions
        if isinstance(error, exceptions.RayTaskError):
            cause = error.cause
            return Lost(str(cause)) if isinstance(cause, exceptions.RayError) else cause
        return Lost(f"{type(error).__name__}: {str(error).partition(chr(10))[0]}") if isinstance(error, exceptions.RayError) else error


def _start(ray: Any, workers: int | None) -> None:
    """Take the cluster there is; start one here where there is none."""
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        ray.init(address="auto", **quiet)
    except ConnectionError:
        if "RAY_ADDRESS" in os.environ:
            raise
        ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)


class Annotator:
    """An actor: it holds the model and does what :mod:`onrecord.batch.work` says."""

    def __init__(self) -> None:
        shared_reader(1)

    def ready(self) -> bool:
        return True

    def make_part(self, *given: Any, **more: Any) -> Made:
        return make_part(*given, **more)

    def finish_unit(self, *given: Any) -> Manifest:
        return finish_unit(*given)
