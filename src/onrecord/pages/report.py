"""A report with its record laid over it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord import ask
from onrecord.ask.as_judged import JudgedRecord, as_judged
from onrecord.model import Post, Record
from onrecord.pages import layers
from onrecord.pages.marks import paragraphs
from onrecord.pages.rendering import page, site_of

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


class Line(NamedTuple):
    """A paragraph as it is shown; ``post`` is the post that fills it, ``first`` where the post begins."""

    start: int
    html: Markup
    post: Post | None
    first: bool


def report(request: Request) -> Response:
    """``GET /reports/ID?layer=people&at=40-83``"""
    judged = found(request)
    if request.path_params["id"] != judged.record.sha256[:16]:
        return RedirectResponse(f"/reports/{judged.record.sha256[:16]}", 307)
    layer = request.query_params.get("layer", "quotations")
    if layer not in layers.LAYERS:
        raise HTTPException(404, f"There is no layer {layer!r}: use {', '.join(layers.LAYERS)}.")
    archive = site_of(request).archive
    sha256 = judged.record.sha256
    return page(
        request,
        "report.html",
        place=ask.place_of(archive, sha256),
        printed=ask.sayings_of(archive, sha256),
        **contents(judged, layer, passage(request, judged.record)),
    )


def found(request: Request) -> JudgedRecord:
    """The report that a path names. Raises HTTPException 404 where there is none."""
    judged = as_judged(site_of(request).archive, request.path_params["id"])
    if judged is None:
        raise HTTPException(404, "There is no such report here.")
    return judged


def passage(request: Request, record: Record) -> tuple[int, int] | None:
    """The code points that ``at`` asks for; None where they do not lie in the text."""
    match = _AT.fullmatch(request.query_params.get("at", ""))
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    return (start, end) if start < end <= len(record.text) else None


def contents(judged: JudgedRecord, layer: str, at: tuple[int, int] | None) -> dict[str, Any]:
    """What the template shows."""
    record = judged.record
    readings = layers.quotation_readings(judged)
    people = layers.people_readings(judged)
    marks = layers.marks_of(layer, judged, readings, at)
    return {
        "judged": judged,
        "record": record,
        "layer": layer,
        "lines": lines(record, list(marks)),
        "readings": readings,
        "people": people,
        "times": layers.time_readings(record),
        "events": layers.event_readings(judged, readings),
        "checks": layers.check_readings(record),
        "counts": {
            "quotations": len(readings) - len(judged.dropped),
            "people": len(people),
            "times": len(record.times),
            "events": len(record.events),
        },
        "names": sorted({entity.name for entity in record.entities}),
    }


def lines(record: Record, marks: list[Any]) -> list[Line]:
    """The paragraphs; those that a post fills know it."""
    shown = []
    last: Post | None = None
    for paragraph in paragraphs(record.text, marks):
        post = next((post for post in record.posts if post.start <= paragraph.start and paragraph.end <= post.end), None)
        shown.append(Line(paragraph.start, paragraph.html, post, post is not last))
        last = post
    return shown


def report_json(request: Request) -> Response:
    """``GET /reports/ID.json``: the record as it was found."""
    record = site_of(request).archive.record(found(request).record.sha256)
    return Response(
        record.to_json(),
        media_type="application/json",
        headers={"content-disposition": f'attachment; filename="{record.sha256[:16]}.json"'},
    )
