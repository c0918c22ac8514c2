"""One run: every unit of the plan that is not whole yet is read, its parts made by the engine's workers, and its tables written."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from typing import Any, Protocol

from onrecord.archive.opening import MADE_BY
from onrecord.batch.inputs import Input, Unit, inputs, planned
from onrecord.batch.output import Manifest, Output
from onrecord.batch.stages import MOST_REPORTS
from onrecord.batch.work import Lost, Made
from onrecord.errors import BatchError, ReadingError

#: With so many workers lost in a row over one unit, and nothing made, something is wrong that another try does not mend.
MOST_LOST = 10


class Engine(AbstractContextManager[Any], Protocol):
    """Where work is done. The futures of ``make`` and ``finish`` raise Lost; the two wait while all workers have enough to do."""

    workers: int

    def read(self, unit: Unit, most: int, there: frozenset[int]) -> Iterator[Any]:
        """A handle for each part of the unit's reports, in order; None for those whose number is in ``there``. May raise Lost."""

    def make(self, out: str, unit: Unit, number: int, most: int, reports: Any, *, careful: bool) -> Future[Made]: ...

    def finish(self, out: str, unit: Unit, count: int, most: int) -> Future[Manifest]: ...

    def stop(self) -> None:
        """End all workers at once; what is under way is Lost, and so is all that is asked for from then on."""


class Tally:
    """What has been done so far, for whoever looks on."""

    def __init__(self, units: int) -> None:
        self.units = units
        self.whole = self.before = self.other = 0
        self.reports = self.failures = self.quotations = self.parts = self.lost = self.repeated = 0
        self.seconds = self.peak_mb = 0.0
        self.missing: list[ReadingError] = []
        self._lock = threading.Lock()

    def made(self, made: Made) -> None:
        with self._lock:
            self.parts += 1
            self.reports += made.reports
            self.failures += made.failures
            self.quotations += made.quotations
            self.seconds += made.seconds
            self.peak_mb = max(self.peak_mb, made.peak_mb)

    def finished(self, manifest: Manifest) -> None:
        with self._lock:
            self.whole += 1
            self.repeated += manifest.repeated

    def loss(self) -> None:
        with self._lock:
            self.lost += 1


def run(
    given: Iterable[str],
    out: str,
    engine: Callable[[], Engine],
    *,
    published: str | None = None,
    outlet: str | None = None,
    most: int = MOST_REPORTS,
    again: bool = False,
    watch: Callable[[Tally], object] = lambda tally: None,
) -> Tally:
    """Read all files of the sources into the folder ``out``; what earlier runs have made whole stays, unless its files have changed.

    ``published`` (an ISO date) and ``outlet`` are said of the reports in files that are new; ``most`` is how many reports a part has.
    With ``again``, units that another version of onrecord, or another model, has read are read again. ``engine`` is called when there is
    work. ``watch`` is called with the tally after each part. Raises BatchError where the run cannot go on; a further one does.
    """
    output = Output(out)
    found = list(inputs(given, out=out))
    units = planned((each for each in found if isinstance(each, Input)), output.plan(), published=published, outlet=outlet)
    output.write_plan(units)
    tally = Tally(len(units))
    tally.missing = [each for each in found if isinstance(each, ReadingError)]
    open_units = []
    for unit in units:
        manifest = output.manifest(unit.number)
        if manifest is None or manifest.inputs != unit.inputs:
            open_units.append(unit)
        elif (manifest.read_by, manifest.model) == (MADE_BY, output.model):
            tally.before += 1
        elif again:
            open_units.append(unit)
        else:
            tally.other += 1
    if open_units:
        with engine() as working:
            _work(output, open_units, working, most, tally, watch)
    output.clear()
    return tally


def _work(output: Output, units: list[Unit], engine: Engine, most: int, tally: Tally, watch: Callable[[Tally], object]) -> None:
    """A few units at a time: while the last parts of one are made, the next is being read."""
    stop = threading.Event()
    coming = iter(units)
    with ThreadPoolExecutor(1 + (engine.workers + 1) // 2) as pool:

        def serve() -> None:
            while not stop.is_set():
                with lock:
                    unit = next(coming, None)
                if unit is None:
                    return
                _Under(output, unit, engine, most, tally, watch, stop).go()

        lock = threading.Lock()
        serving = [pool.submit(serve) for _ in range(1 + (engine.workers + 1) // 2)]
        try:
            for done in wait(serving, return_when=FIRST_EXCEPTION).done:
                done.result()
        except BaseException as error:  # Ctrl-C too: nobody is waited for, since a further run goes on from what is whole
            stop.set()
            engine.stop()
            if isinstance(error, OSError):
                raise BatchError(f"{output.url}: {error}. See to that; the same command goes on from here.") from error
            raise


class _Under:
    """A unit under way."""

    def __init__(
        self,
        output: Output,
        unit: Unit,
        engine: Engine,
        most: int,
        tally: Tally,
        watch: Callable[[Tally], object],
        stop: threading.Event,
    ) -> None:
        self.output, self.unit, self.engine, self.most = output, unit, engine, most
        self.tally, self.watch, self.stop = tally, watch, stop
        self.attempts: Counter[int] = Counter()
        self.lost_in_a_row = 0

    def go(self) -> None:
        """Make the parts, then the tables. What is lost on the way is made again, from the files: nothing else is needed for it."""
        while not self.stop.is_set():
            there = self.output.parts(self.unit, self.most).there()
            count = self._parts(frozenset(there))
            if count is None:
                continue
            try:
                manifest = self.engine.finish(self.output.url, self.unit, count, self.most).result()
            except Lost as error:
                self._lose(error)
                continue
            self.tally.finished(manifest)
            self.watch(self.tally)
            return

    def _parts(self, there: frozenset[int]) -> int | None:
        """Make the parts that are not there; how many parts there are, None where not all are made."""
        waiting: dict[int, Future[Made]] = {}
        count = 0
        lost = False
        try:
            for reports in self.engine.read(self.unit, self.most, there):
                if self.stop.is_set():
                    return None
                number, count = count, count + 1
                if number in there:
                    continue
                careful = self.attempts[number] > 1
                waiting[number] = self.engine.make(self.output.url, self.unit, number, self.most, reports, careful=careful)
                for ready in [each for each, future in waiting.items() if future.done()]:
                    lost |= not self._settle(ready, waiting.pop(ready))
        except Lost as error:
            lost = True
            self._lose(error)
        for number, future in waiting.items():
            lost |= not self._settle(number, future)
        return None if lost else count

    def _settle(self, number: int, future: Future[Made]) -> bool:
        try:
            made = future.result()
        except Lost as error:
            self.attempts[number] += 1
            self._lose(error)
            return False
        self.lost_in_a_row = 0
        self.tally.made(made)
        self.watch(self.tally)
        return True

    def _lose(self, error: Lost) -> None:
        self.tally.loss()
        self.lost_in_a_row += 1
        if self.lost_in_a_row > MOST_LOST * self.engine.workers:
            raise BatchError(
                f"{self.unit.inputs[0].path}: workers are lost again and again ({error}). Give them more memory, or take fewer; "
                "the same command goes on from here."
            ) from error
