"""A person: names and roles with evidence, when they spoke, through whom, of whom; and whether two are one."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord import ask
from onrecord.ask import lives
from onrecord.ask.roles import LATEST
from onrecord.pages import plots
from onrecord.pages.comparing import address
from onrecord.pages.rendering import page, site_of
from onrecord.pages.searching import MOST, STEP, highlighted, whole

#: Up to so many reports, those in which a person is named are listed with the reasons at once; beyond, when asked: it takes a while.
NAMED_IN = 30


def person(request: Request) -> Response:
    """``GET /people/12?since=2024&until=2024-06&about=dam``"""
    archive = site_of(request).archive
    found = person_found(request)
    given = request.query_params
    since, until = (checked(given.get(name)) for name in ("since", "until"))
    limit = whole(given.get("limit"), STEP, MOST)
    rows = list(ask.quotes(archive, person=found.person, since=since, until=until, order="date", limit=limit + 1))
    spoken, lived = lives.spoken_days(archive, found.person), lives.lived(archive, found.person)
    years, months = plots.closer(spoken, lived, since)
    about = given.get("about", "").strip()[:100]
    return page(
        request,
        "person.html",
        person=found,
        hits=highlighted(rows[:limit], ""),
        more=min(limit + STEP, MOST) if len(rows) > limit else None,
        timeline=plots.timeline(spoken, lived, since=since, until=until),
        years=years,
        months=months,
        topics=ask.topics([day.words for day in spoken[-LATEST:]]),
        about=about,
        position=ask.position(archive, found.person, found.name, about) if about else None,
        address=address,
        latest=LATEST,
        since=since,
        until=until,
        quoted_by=lives.quoted_by(archive, found.person),
        talks_about=lives.talks_about(archive, found.person),
        talks_to=lives.talks_to(archive, found.person),
        alike=lives.alike(archive, found),
        bearers=list(archive.why_one(found.person)) if found.reports <= NAMED_IN or given.get("evidence") else None,
    )


def person_found(request: Request) -> lives.Life:
    """The person that a path names. Raises HTTPException 404 where there is none."""
    number = request.path_params["person"]
    found = lives.life(site_of(request).archive, number) if number < 2**63 else None
    if found is None:
        raise HTTPException(404, "Nobody goes by this number now: two people may have been put together. Search for the name.")
    return found


def checked(day: str | None) -> str | None:
    """A day, month or year that a query names. Raises HTTPException 400 where it is none."""
    try:
        return ask.day_or_part(day) if day else None
    except ValueError as error:
        raise HTTPException(400, str(error)) from error


def people_list(request: Request) -> Response:
    """``GET /people?kind=person``: those of most reports first."""
    archive = site_of(request).archive
    kind = request.query_params.get("kind")
    kind = kind if kind in ("person", "organisation") else None
    limit = whole(request.query_params.get("limit"), 50, MOST)
    found = lives.named(archive, kind=kind, limit=limit + 1)
    return page(request, "people.html", found=found[:limit], more=limit + 50 if len(found) > limit and limit < MOST else None, kind=kind)
