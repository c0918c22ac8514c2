"""An archive of 2,000 invented reports, the pages served from it by the real command, and Chromium, which may reach nothing else."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import many_reports
import onrecord
from onrecord.archive import comparing
from onrecord.model import Check, Entity, Event, Mention, Participant, Post, Quotation, Record, Report, Span, Time

sync_api = pytest.importorskip("playwright.sync_api")

sync_api.expect.set_options(timeout=15_000)

EXAMPLES = Path(__file__).parents[2] / "examples"
AXE = gzip.decompress((Path(__file__).parent / "vendor" / "axe-4.14.1.min.js.gz").read_bytes()).decode()
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)

ATTACK = "<script>document.title='ran'</script>"
IMAGE = "<img src=x onerror=document.title='ran'>"


def hostile(dead: int = 9, more: str = "") -> Record:
    """Words that would run if they were taken for HTML, a link that would, and names in other scripts; so many dead."""
    words = f'"{IMAGE} 😀 peace of the harbour wall{more}" said {ATTACK}. "שלום to all," said בן לוי 🕊.\n'
    words += f"{{{{ 7 * 7 }}}} ' onmouseover=alert(1) — \" @x The harbour wall collapse killed {dead} {ATTACK} fishermen of Vell."
    report = Report(
        text=words,
        url=f"javascript:document.title='ran'//{dead}",
        outlet=f"{ATTACK} Post",
        published=f"2024-02-0{2 + len(more) % 2}",
        title=f"{IMAGE} & co{more}",
        authors=(f'"><svg onload="document.title=1">{ATTACK}',),
    )

    def span(piece: str) -> Span:
        start = words.index(piece)
        return Span.of(words, start, start + len(piece))

    def mention(piece: str) -> Mention:
        found = span(piece)
        return Mention(start=found.start, end=found.end, text=found.text)

    post = span("@x")
    peace = f'"{IMAGE} 😀 peace of the harbour wall{more}"'
    return Record.of(
        report,
        entities=(
            Entity(id="E1", name=ATTACK, kind="person", mentions=(mention(ATTACK),)),
            Entity(id="E2", name="בן לוי 🕊", kind="person", mentions=(mention("בן לוי 🕊"),)),
        ),
        quotations=(
            Quotation(
                id="Q1", kind="direct", contents=(span(peace),), cue=span("said"), source=span(ATTACK), speaker="E1",
                because=(ATTACK,), speaker_confidence=0.4, via=("E2",),
            ),
            Quotation(id="Q2", kind="direct", contents=(span('"שלום to all,"'),), speaker="E2", speaker_confidence=0.9),
        ),
        times=(Time(start=0, end=3, text=words[:3], type="DATE", reason=ATTACK),),
        events=(
            Event(
                id="V1", type="death", trigger="killed", status="possible", participants=(Participant(role="victim", entity="E1"),),
                **{name: getattr(span("killed"), name) for name in ("start", "end", "text")},
            ),
        ),
        checks=(Check(kind="age", holds=False, says=f"{ATTACK} & {IMAGE}", evidence=(span("7 * 7"), span("@x")), about="E1"),),
        posts=(Post(start=post.start, end=post.end, text=post.text, platform=ATTACK, author=IMAGE, handle='"><b>'),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, to be copied: 1,991 reports that are made from four, and these nine, all compared."""
    path = tmp_path_factory.mktemp("pages") / "record.db"
    examples = [EXAMPLES / "celebrity.txt", EXAMPLES / "court.txt", EXAMPLES / "disaster.html", *sorted(EXAMPLES.glob("quay/*.txt"))]
    records = [found for found in onrecord.read_all(examples) if isinstance(found, Record)]
    many_reports.fill(path, records[3:], 2_000 - len(records) - 2, block=200)
    with onrecord.Archive.open(path) as archive:
        for found in (*records, hostile(), hostile(31, " & all")):
            archive.add(found)
        for _ in comparing.update(archive):
            pass
        assert len(archive) == 2_000
    return path


@contextmanager
def serving(record: Path, *options: str) -> Iterator[str]:
    """The address at which the pages are served by the command, as a person would start it."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0", "--who", "desk", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as running:
        assert running.stderr
        line = running.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + running.stderr.read()
        try:
            yield found[0].rstrip("/") if "token" not in found[0] else found[0]
        finally:
            running.terminate()


@pytest.fixture(scope="session")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    record = tmp_path_factory.mktemp("served") / "record.db"
    shutil.copy(made, record)
    with serving(record) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[sync_api.Browser]:
    assert CHROMIUM, "the tests of the pages need Chromium: apt-get install chromium"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def is_complaint(message: sync_api.ConsoleMessage) -> bool:
    """Errors and warnings; not that htmx lets go of an answer, because one has typed on, nor that a slow machine uses a font late, nor
    that a page says what cannot be done."""
    if message.type not in ("error", "warning") or "was preloaded using link preload" in message.text:
        return False
    if message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]:
        return False
    return not message.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))


@pytest.fixture
def browse(chromium: sync_api.Browser) -> Iterator[Callable[..., sync_api.Page]]:
    """Opens a page in a window of its own. At the end nothing may have been asked of another machine, and no page may have complained."""
    asked: list[str] = []
    complaints: list[str] = []
    windows = []

    def open_(address: str, *, width: int = 1280, dark: bool = False) -> sync_api.Page:
        window = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        windows.append(window)
        page = window.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.goto(address)
        return page

    yield open_
    for window in windows:
        window.close()
    assert [url for url in asked if not url.startswith("http://127.0.0.1:")] == []
    assert complaints == []
