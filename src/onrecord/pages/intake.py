"""The drop zone: reports come in, are read one after the other, and can be watched."""

from __future__ import annotations

import queue
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord import reading
from onrecord.archive import Archive
from onrecord.errors import BadRecord, OnrecordError, ReadingError
from onrecord.model import Record, Report
from onrecord.pages.guard import require_csrf
from onrecord.pages.rendering import page, site_of
from onrecord.pages.site import Site
from onrecord.verbs import records_of

MOST_FILES = 500
#: So many failures are shown, and so many runs remembered.
SHOWN, REMEMBERED = 200, 50


@dataclass
class Run:
    """One upload on its way into the archive."""

    id: str
    folder: Path
    files: list[Path]
    outlet: str | None
    published: str | None
    added: list[str] = field(default_factory=list)  # sha256
    there: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)  # where, why
    started: float | None = None
    ended: float | None = None
    fault: str | None = None

    @property
    def done(self) -> int:
        return len(self.added) + len(self.there) + len(self.failed)

    @property
    def rate(self) -> float:
        """Reports a second."""
        if self.started is None:
            return 0.0
        passed = (self.ended or time.monotonic()) - self.started
        return self.done / passed if passed > 0 else 0.0


class Intake:
    """Reads uploads in a thread of its own, in the order in which they came; calls ``ended`` after each that brought something new."""

    def __init__(self, site: Site, *, ended: Callable[[], None]) -> None:
        self._site = site
        self._ended = ended
        self._waiting: queue.Queue[Run] = queue.Queue()
        self._runs: dict[str, Run] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def put(self, run: Run) -> None:
        with self._lock:
            self._runs[run.id] = run
            for old in [old for old in self._runs.values() if old.ended][:-REMEMBERED]:
                del self._runs[old.id]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name="onrecord-intake")
                self._thread.start()
        self._waiting.put(run)

    def get(self, id: str) -> Run | None:
        return self._runs.get(id)

    def _work(self) -> None:
        while True:
            run = self._waiting.get()
            run.started = time.monotonic()
            try:
                with Archive.open(self._site.record, create=True) as archive:
                    take_in(archive, run)
            except OnrecordError as error:
                run.fault = str(error)
            except Exception as error:  # whatever it is, the next upload is read
                run.fault = f"onrecord could not go on: {type(error).__name__}: {error}"
            finally:
                shutil.rmtree(run.folder, ignore_errors=True)
                run.ended = time.monotonic()
                if run.added:
                    self._ended()


def take_in(archive: Archive, run: Run) -> None:
    """Read the files of a run into the archive."""

    def fresh() -> object:
        for found in reading.reports([str(file) for file in run.files], outlet=run.outlet, published=run.published):
            if isinstance(found, Report) and found.sha256 in archive:
                run.there.append(found.sha256)
            else:
                yield found

    for found in records_of(fresh()):  # type: ignore[arg-type]
        if isinstance(found, Record):
            try:
                (run.added if archive.add(found) else run.there).append(found.sha256)
            except BadRecord as error:
                run.failed.append(("", str(error)))
        else:
            run.failed.append((shown_place(found, run), found.message))


def shown_place(error: ReadingError, run: Run) -> str:
    """Where it was, as the person who sent it knows it."""
    return re.sub(r"^\d+-", "", error.where.replace(f"{run.folder}/", "", 1))


def add_page(request: Request) -> Response:
    """``GET /add``"""
    return page(request, "add.html", fault=None)


async def add(request: Request) -> Response:
    """``POST /add``: a text, files, or both."""
    site = site_of(request)
    async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=site.max_upload) as form:
        require_csrf(site, request.state.session, form.get("csrf"))
        folder = Path(await run_in_threadpool(tempfile.mkdtemp, prefix="onrecord-"))
        files: list[Path] = []
        try:
            text = form.get("text")
            if isinstance(text, str) and text.strip():
                files.append(folder / "pasted text")
                await run_in_threadpool(files[-1].write_bytes, text.encode("utf-8", "surrogatepass"))
            for number, sent in enumerate(form.getlist("files"), 1):
                if not isinstance(sent, str) and sent.filename:
                    files.append(folder / f"{number}-{safe_name(sent.filename)}")
                    with files[-1].open("wb") as file:
                        await run_in_threadpool(shutil.copyfileobj, sent.file, file)
            published, outlet = (str(form.get(name) or "").strip() or None for name in ("published", "outlet"))
            if published is not None:
                reading.read_text("A date alone.", published=published)  # is it one?
        except ReadingError as error:
            shutil.rmtree(folder, ignore_errors=True)
            return page(request, "add.html", status=400, fault=error.message)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    if not files:
        shutil.rmtree(folder, ignore_errors=True)
        return page(request, "add.html", status=400, fault="Nothing came. Paste the words of a report, or choose files.")
    run = Run(id=secrets.token_urlsafe(8), folder=folder, files=files, outlet=outlet, published=published)
    request.app.state.intake.put(run)
    return RedirectResponse(f"/add/{run.id}", 303)


def safe_name(name: str) -> str:
    """A file's name without any way out of its folder; its ending is kept, since it may tell the format."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w. -]", "_", last)[-80:].lstrip(".") or "file"


def watch(request: Request) -> Response:
    """``GET /add/RUN``: how far a run is; a single report is landed in as soon as it is there."""
    run: Run | None = request.app.state.intake.get(request.path_params["run"])
    if run is None:
        raise HTTPException(404, "That upload is not known any more.")
    landed = run.added + run.there
    if run.ended and not run.failed and not run.fault and len(landed) == 1:
        address = f"/reports/{landed[0][:16]}"
        if request.headers.get("hx-request"):
            return Response(headers={"hx-redirect": address})
        return RedirectResponse(address, 303)
    return page(request, "watch.html", run=run, landed=[sha256[:16] for sha256 in landed[:SHOWN]], failed=run.failed[:SHOWN])
