"""Make docs/pictures/*.png again, from invented reports: python docs/pictures.py (needs onrecord[dev] and Chromium)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

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
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.db"
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
        command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0", "--who", "desk"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
            assert running.stderr
            site = running.stderr.readline().split()[1].rstrip("/")
            try:
                photograph(site)
            finally:
                running.terminate()


def photograph(site: str) -> None:
    story = json.load(urlopen(f"{site}/api/quotations?q=stunt"))[0]["sha256"][:16]
    person = json.load(urlopen(f"{site}/api/people?q=marisol"))[0]["person"]
    pages = {
        "report": f"/reports/{story}",
        "person": f"/people/{person}",
        "search": "/search?q=reforms",
        "sources": "/sources?by=outlet",
        "story": f"/stories/{json.load(urlopen(f'{site}/api/stories?q=quay'))[0]['story']}",
        "saying": f"/sayings/{json.load(urlopen(f'{site}/api/sayings?q=march'))[0]['saying']}",
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 760}, color_scheme="light")
        for name, path in pages.items():
            page.goto(site + path)
            page.wait_for_timeout(300)
            if name == "report":
                page.locator(".said", has_text="she'd make you thank her").first.scroll_into_view_if_needed()
                page.locator(".said", has_text="that he feared the friendship").last.hover()
                page.wait_for_timeout(300)
            page.screenshot(path=HERE / "pictures" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
