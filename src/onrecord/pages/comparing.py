"""Stories, sayings and conflicts: what was found between reports. What is new is compared in a thread of its own, and the pages say how far
it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord import ask
from onrecord.archive import Archive
from onrecord.archive.comparing import update, waiting
from onrecord.ask.as_judged import outlets
from onrecord.compare.nouns import Passage, Saying, Story
from onrecord.database import Row
from onrecord.errors import OnrecordError
from onrecord.pages import plots
from onrecord.pages.layers import anchor
from onrecord.pages.rendering import page, site_of
from onrecord.pages.searching import MOST, STEP, whole
from onrecord.pages.site import Site

Found = TypeVar("Found")

#: So few are waited for before the page is made, for so many seconds.
FEW, PATIENCE = 8, 0.5
#: So many reports of a story, or wordings of a saying, are shown at once.
SHOWN = 40
#: What "both" asks for.
BOTH = ("conflict", "update")


class Comparing:
    """Compares the reports that are new, when a page between reports is asked for or an upload ends."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def left(self, archive: Archive) -> int:
        """How many reports are yet to be compared; it is begun with, where the archive may be changed."""
        found = waiting(archive)
        if found and not self._site.read_only:
            self.start()
            if found <= FEW and self._thread is not None:
                self._thread.join(PATIENCE)
                found = waiting(archive)
        return found

    def start(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True, name="onrecord-comparing")
                self._thread.start()

    def _work(self) -> None:
        try:
            with Archive.open(self._site.record) as archive:
                for _ in update(archive):
                    pass
        except OnrecordError:  # as where another program holds the file for long: the next page begins again
            pass


def left(request: Request) -> int:
    """How many reports are yet to be compared."""
    comparing: Comparing = request.app.state.comparing
    return comparing.left(site_of(request).archive)


def given(request: Request, *names: str) -> dict[str, str]:
    """Those of the conditions that a query gives."""
    return {name: value for name in names if (value := request.query_params.get(name, "").strip())}


def number_given(words: Mapping[str, str], name: str) -> int | None:
    """A number that a query gives. Raises HTTPException 400 where it is none."""
    value = words.get(name)
    if value is not None and not (value.isdecimal() and len(value) < 16):
        raise HTTPException(400, f"{value[:40]!r} is no number of a {name}.")
    return int(value) if value else None


def beginning_with(archive: Archive, sha256: str) -> Row | None:
    """The report whose hash begins so: its number and its hash."""
    return next(archive.select("SELECT id, sha256 FROM report WHERE sha256 >= ? AND sha256 < ? || 'g' LIMIT 1", sha256, sha256), None)


def stories_asked(archive: Archive, words: Mapping[str, str], limit: int | None) -> list[ask.ListedStory]:
    """Raises ValueError where a query asks for what there is not."""
    conditions = {name: words[name] for name in ("outlet", "since", "until", "order") if words.get(name)}
    return ask.stories(archive, about=words.get("q") or None, least=whole(words.get("least"), 2, 10_000), limit=limit, **conditions)


def sayings_asked(archive: Archive, words: Mapping[str, str], limit: int | None) -> list[ask.ListedSaying]:
    by, about = words.get("by") or None, words.get("q") or None
    return ask.sayings(archive, by=by, about=about, least=whole(words.get("least"), 2, 10_000), limit=limit)


def conflicts_asked(archive: Archive, words: Mapping[str, str], limit: int | None) -> list[ask.Facing]:
    """``report`` is the beginning of a sha256. Raises ValueError where a query asks for what there is not."""
    report = None
    if words.get("report"):
        row = beginning_with(archive, words["report"])
        report = row["id"] if row else -1
    verdict = words.get("verdict") or "conflict"
    return ask.conflicts(
        archive,
        story=number_given(words, "story"),
        report=report,
        kind=words.get("kind") or None,
        verdicts=BOTH if verdict == "both" else (verdict,),
        limit=limit,
    )


def listed(request: Request, template: str, asked: Any, words: dict[str, str], **values: Any) -> Response:
    """A page with a list on it, and with what is wrong with the conditions."""
    archive = site_of(request).archive
    limit = whole(request.query_params.get("limit"), STEP, MOST)
    fault = None
    found: list[Any] = []
    try:
        found = asked(archive, words, limit + 1)
    except ValueError as error:
        fault = str(error)
    more = min(limit + STEP, MOST) if len(found) > limit and limit < MOST else None
    return page(request, template, given=words, found=found[:limit], more=more, fault=fault, left=left(request), **values)


def stories(request: Request) -> Response:
    """``GET /stories?q=…&outlet=…&since=…&until=…&order=date``"""
    words = given(request, "q", "outlet", "since", "until", "order", "least")
    return listed(request, "stories.html", stories_asked, words, outlets=outlets(site_of(request).archive)[:200])


def sayings(request: Request) -> Response:
    """``GET /sayings?q=…&by=…``"""
    return listed(request, "sayings.html", sayings_asked, given(request, "q", "by", "least"))


def conflicts(request: Request) -> Response:
    """``GET /conflicts?kind=count&verdict=update&story=12``"""
    words = given(request, "kind", "verdict", "story", "report")
    return listed(request, "conflicts.html", conflicts_asked, words, kinds=ask.CONFLICT_KINDS, marked=marked, address=address)


def numbered(request: Request, asked: Callable[[Archive, int], Found | None], refusal: str) -> Found:
    """What the number of a path means. Raises HTTPException 404 with the words of ``refusal`` where it means nothing."""
    number = request.path_params["number"]
    found = asked(site_of(request).archive, number) if number < 2**63 else None
    if found is None:
        raise HTTPException(404, refusal)
    return found


def found_story(request: Request) -> Story:
    """The story that a path names. Raises HTTPException 404 where there is none."""
    refusal = "There is no such story: its reports may have become part of another one. Search for its words."
    return numbered(request, ask.story, refusal)


def story(request: Request) -> Response:
    """``GET /stories/12``"""
    remaining = left(request)
    found = found_story(request)
    if found.number != request.path_params["number"]:
        return RedirectResponse(f"/stories/{found.number}", 307)
    archive = site_of(request).archive
    limit = whole(request.query_params.get("limit"), SHOWN, MOST)
    return page(
        request,
        "story.html",
        story=found,
        reports=found.reports[:limit],
        by_number={one.number: one for one in found.reports},
        copying={one.report: one for one in found.copying},
        more=min(limit * 4, MOST) if len(found.reports) > limit and limit < MOST else None,
        plot=plots.descent(found, most=SHOWN),
        events=ask.story_events(archive, found.number),
        conflicts=ask.conflicts(archive, story=found.number, verdicts=BOTH, limit=6),
        left=remaining,
        marked=marked,
        address=address,
    )


def story_of_report(request: Request) -> Response:
    """``GET /reports/ID/story``: the lasting address of a story, by one of its reports."""
    remaining = left(request)
    archive = site_of(request).archive
    row = beginning_with(archive, request.path_params["id"])
    place = ask.place_of(archive, row["sha256"]) if row else None
    if place is None:
        raise HTTPException(404, "This report is yet to be compared with the others." if remaining else "There is no such report here.")
    return RedirectResponse(f"/stories/{place.story}", 307)


def found_saying(request: Request) -> Saying:
    """The saying that a path names. Raises HTTPException 404 where there is none."""
    refusal = "There is no such saying: its words may have become part of another one. Search for them."
    return numbered(request, ask.saying, refusal)


def saying(request: Request) -> Response:
    """``GET /sayings/12``"""
    remaining = left(request)
    found = found_saying(request)
    if found.number != request.path_params["number"]:
        return RedirectResponse(f"/sayings/{found.number}", 307)
    limit = whole(request.query_params.get("limit"), SHOWN, MOST)
    shown = sorted(enumerate(found.variants), key=lambda one: one[0] != found.longest)[:limit]
    more = min(limit * 4, MOST) if len(found.variants) > limit and limit < MOST else None
    return page(request, "saying.html", saying=found, shown=[one for _, one in shown], more=more, left=remaining)


def marked(passage: Passage) -> Markup:
    """The words of a passage, those that differ marked."""
    if passage.value_start is None or passage.value_end is None:
        return escape(passage.text)
    start, end = passage.value_start - passage.start, passage.value_end - passage.start
    before, value, after = passage.text[:start], passage.text[start:end], passage.text[end:]
    return Markup("{}<mark>{}</mark>{}").format(before, value, after)


def address(passage: Passage) -> str:
    """The lasting address of a passage."""
    return anchor(passage.printed.sha256, passage.start, passage.end, passage.text)
