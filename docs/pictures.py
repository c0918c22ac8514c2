"""Make docs/pictures/*.png again, from invented reports: python docs/pictures.py (needs onrecord[dev] and Chromium)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

import onrecord
from onrecord.archive import comparing

HERE = Path(__file__).parent
OUTLETS = ("Velvet Weekly", "The Harbour Ledger", "The Torrel Courant", "The Lowland Dispatch")
MATTERS = ("prison reform", "the letters", "the tour", "the governors", "her sister")


def reports() -> list[onrecord.Report]:
    """A dozen more about the people of examples/celebrity.txt."""
    found = []
    for number in range(14):
        day = date(2022, 11, 1) + timedelta(days=41 * number)
        outlet, matter = OUTLETS[number % 4], MATTERS[number % 5]
        text = (
            f'Singer Marisol Quintane said on Tuesday that {matter} would come first this year. "I have waited long enough for {matter}," '
            f"Quintane told reporters in Vell.\n\nHer publicist, Tobias Renn, said in {day:%B} that nothing had been decided. "
            f'"We will say more when there is more," Renn told {outlet}. A person close to the singer said that she was tired.\n\n'
            "Delphine Arkwright said that Quintane had been kind."
        )
        title = f"Quintane speaks on {matter}"
        found.append(onrecord.Report(text=text, outlet=outlet, published=day.isoformat(), title=title))
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 760}, color_scheme="light")
        with serving(Path(folder) / "empty.db") as site:
            walk(page, site)
        record = Path(folder) / "record.db"
        fill(record)
        with serving(record) as site:
            photograph(page, site)
        browser.close()


def fill(record: Path) -> None:
    with onrecord.Archive.open(record, create=True) as archive:
        examples = HERE.parent / "examples"
        paths = [*sorted(examples.glob("quay/*.txt")), *(examples / name for name in ("court.txt", "disaster.html", "celebrity.txt"))]
        for found in onrecord.read_all(paths):
            if isinstance(found, onrecord.Record):
                archive.add(found)
        for report in reports():
            archive.add(onrecord.read(report))
        for _ in comparing.update(archive):
            pass


@contextmanager
def serving(record: Path) -> Iterator[str]:
    """The address at which the command serves the record."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0", "--who", "desk"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr
        try:
            yield running.stderr.readline().split()[1].rstrip("/")
        finally:
            running.terminate()


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=HERE / "pictures" / f"{name}.png")


def walk(page: Page, site: str) -> None:
    """From nothing to a speaker put right, as docs/pages.md tells it; says how long it took without a person's own pauses."""
    began = time.monotonic()
    page.goto(site)
    take(page, "start")
    page.get_by_label("Paste a report").fill((HERE.parent / "examples" / "celebrity.txt").read_text(encoding="utf-8"))
    page.get_by_role("button", name="Read").click()
    page.locator(".words").wait_for()
    page.locator(".said", has_text="that he feared the friendship").last.click()
    page.locator(".reading[open] .chain").wait_for()
    take(page, "chain")
    page.locator(".said", has_text="I raised you to be kind").click()
    page.locator(".reading[open]").get_by_label("Another speaker").fill("Consuelo Quintane")
    take(page, "correcting")
    page.locator(".reading[open]").get_by_role("button", name="Save").first.click()
    page.locator(".reading[open] .undo").wait_for()
    page.get_by_role("link", name="Corrections").click()
    page.locator(".log").wait_for()
    take(page, "corrections")
    print(f"the walk: {time.monotonic() - began:.1f} s")


def photograph(page: Page, site: str) -> None:
    report = json.load(urlopen(f"{site}/api/quotations?q=stunt"))[0]["sha256"][:16]
    person = json.load(urlopen(f"{site}/api/people?q=marisol"))[0]["person"]
    pages = {
        "front": "/",
        "report": f"/reports/{report}",
        "person": f"/people/{person}",
        "search": "/search?q=reforms",
        "sources": "/sources?by=outlet",
        "story": f"/stories/{json.load(urlopen(f'{site}/api/stories?q=quay'))[0]['story']}",
        "saying": f"/sayings/{json.load(urlopen(f'{site}/api/sayings?q=march'))[0]['saying']}",
        "conflicts": "/conflicts?verdict=both",
    }
    for name, path in pages.items():
        page.goto(site + path)
        if name == "report":
            page.locator(".said", has_text="she'd make you thank her for").first.scroll_into_view_if_needed()
            page.wait_for_timeout(300)
            page.locator(".said", has_text="that he feared the friendship").last.hover()
        take(page, name)


if __name__ == "__main__":
    main()
