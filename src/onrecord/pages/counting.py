"""Who gets quoted, as plots that can be taken along."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord import ask
from onrecord.ask.as_judged import outlets
from onrecord.ask.dates import day_in_words
from onrecord.pages.plots import Bar, bars
from onrecord.pages.rendering import page, rendered, site_of

GROUPS = {"source": "Kind of source", "speaker": "Speaker", "outlet": "Outlet", "month": "Month", "kind": "Directness"}
#: What the kinds of sources are called.
NAMES = {
    "person": "people",
    "organisation": "organisations",
    "group": "groups",
    "document": "documents",
    "place": "places",
    "unnamed": "unnamed sources",
    "unknown": "not known",
}
SHOWN = 30


def counted(request: Request) -> tuple[str, list[ask.SourceRow], dict[str, str]]:
    """What a query asks to be counted: by what, the groups, and the conditions. Raises HTTPException 400 where there is no such thing."""
    given = {name: value for name in ("outlet", "since", "until") if (value := request.query_params.get(name, "").strip())}
    by = request.query_params.get("by", "source")
    conditions: dict[str, Any] = dict(given)
    try:
        rows = list(ask.sources(site_of(request).archive, by=by, limit=None if by == "month" else 200, **conditions))
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    return by, sorted(rows, key=lambda row: row.group) if by == "month" else rows, given


def words(by: str, group: str) -> str:
    """What a group is called."""
    return {"source": NAMES.get(group, group), "month": day_in_words(group)}.get(by, group) or "not known"


def shown(by: str, rows: list[ask.SourceRow]) -> list[Bar]:
    return bars(rows[-SHOWN:] if by == "month" else rows[:SHOWN], partial(words, by))


def sources(request: Request) -> Response:
    """``GET /sources?by=outlet&since=2024``"""
    by, rows, given = counted(request)
    return page(
        request,
        "sources.html",
        by=by,
        groups=GROUPS,
        bars=shown(by, rows),
        rows=rows,
        given=given,
        words=partial(words, by),
        outlets=outlets(site_of(request).archive)[:200],
    )


def sources_svg(request: Request) -> Response:
    """``GET /sources.svg``: the plot alone."""
    by, rows, given = counted(request)
    svg = rendered("sources.svg", by=GROUPS[by], bars=shown(by, rows), given=given, standalone=True)
    return Response(
        svg.encode("utf-8", "replace"),
        media_type="image/svg+xml",
        headers={"content-disposition": 'attachment; filename="sources.svg"'},
    )
