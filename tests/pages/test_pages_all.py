"""Every page, light and wide, dark and narrow: axe finds nothing, it is no wider than the window, and no word of a report runs."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page
from starlette.routing import Route

from onrecord.pages.app import ROUTES

from .conftest import ATTACK, AXE

BAD = quote(ATTACK)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: For each route, what is visited of it. Names in braces stand for what :func:`found` looks up.
PAGES = {
    "/": ["/"],
    "/search": [
        "/search?q=said", "/search?q=prison&in=reports", "/search?q=quintane&in=people", "/search?q=peace", f"/search?q={BAD}",
        f"/search?q={BAD}&in=reports", f"/search?q={BAD}&in=people", f"/search?by={BAD}&to={BAD}&via={BAD}&outlet={BAD}&since={BAD}",
    ],
    "/add": ["/add"],
    "/add/{run}": ["{run}"],
    "/reports": ["/reports", f"/reports?outlet={BAD}"],
    "/reports/{id}": [
        *(f"/reports/{{{name}}}{layer}" for name in ("quintane", "peace")
          for layer in ("", "?layer=people", "?layer=times", "?layer=events", "?layer=plain")),
        "/reports/{bray}", "/reports/{peace}?at=0-12",
    ],
    "/people": ["/people", f"/people?kind={BAD}"],
    "/people/{person:int}": [
        "/people/{singer}", "/people/{okafor}?about=stay&since=2024&until=2024", "/people/{attacker}?evidence=1",
        f"/people/{{attacker}}?about={BAD}",
    ],
    "/stories": ["/stories", f"/stories?q={BAD}&outlet={BAD}&order={BAD}"],
    "/stories/{number:int}": ["/stories/{quay}", "/stories/{attacked}"],
    "/sayings": ["/sayings", f"/sayings?q={BAD}&by={BAD}"],
    "/sayings/{number:int}": ["/sayings/{march}", "/sayings/{said}"],
    "/conflicts": [
        "/conflicts?verdict=both", "/conflicts?verdict=possible", "/conflicts?kind=date", "/conflicts?verdict=both&report={peace}",
        f"/conflicts?kind={BAD}&verdict={BAD}",
    ],
    "/sources": [
        "/sources", "/sources?by=outlet", "/sources?by=speaker", "/sources?by=month", f"/sources?outlet={BAD}", f"/sources?by={BAD}",
    ],
    "/judgements": ["/judgements"],
}  # fmt: skip
#: What answers with no page of its own: files, and addresses that lead elsewhere.
OTHERS = {"/reports/{id}.json", "/reports/{id}/story", "/sources.svg"}
NOWHERE = ["/nothing", f"/{BAD}", "/people/0", "/stories/0"]


def found(site: str) -> dict[str, str]:
    """What the names of PAGES stand for."""

    def first(path: str, key: str) -> str:
        with urllib.request.urlopen(f"{site}/api/{path}") as answer:
            return str(json.load(answer)[0][key])

    return {
        "quintane": first("reports?q=Quintane", "sha256")[:16],
        "peace": first("reports?q=peace", "sha256")[:16],
        "bray": first("reports?q=letters%20Bray", "sha256")[:16],
        "singer": first("people?q=Quintane", "person"),
        "okafor": first("people?q=Okafor", "person"),
        "attacker": first("people?q=script", "person"),
        "quay": first("stories?q=quay%20market", "story"),
        "attacked": first("stories?q=peace", "story"),
        "march": first("sayings?q=told%20march", "saying"),
        "said": first("sayings?q=peace", "saying"),
    }


def test_every_page_is_visited() -> None:
    answering = {route.path for route in ROUTES if isinstance(route, Route) and "GET" in (route.methods or ())}
    assert {path for path in answering if not path.startswith("/api/")} == PAGES.keys() | OTHERS


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)], ids=["wide and light", "narrow and dark"])
def test_a_page_is_accessible_fits_and_runs_no_word_of_a_report(site: str, browse: Callable[..., Page], width: int, dark: bool) -> None:
    page = browse(f"{site}/add", width=width, dark=dark)
    page.locator("input[type=file]").set_input_files([{"name": f"{ATTACK}.txt", "mimeType": "text/plain", "buffer": bytes(range(256)) * 4}])
    page.get_by_role("button", name="Read").click()
    page.locator("dl.aside").wait_for()
    names = found(site) | {"run": page.url.removeprefix(site)}
    for pattern in (*(pattern for patterns in PAGES.values() for pattern in patterns), *NOWHERE):
        address = pattern.format_map(names)
        page.goto(site + address)
        if page.locator(".reading summary").count():
            page.locator(".reading summary").first.click()
        page.evaluate(AXE)
        violations = page.evaluate(f"axe.run({{runOnly: {RULES}}})")["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in violations] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.title() != "ran", address
        assert page.locator("main script, main img, a[href^=javascript]").count() == 0, address
