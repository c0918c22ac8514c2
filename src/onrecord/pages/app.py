"""Every address, and what answers it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import ArchiveError
from onrecord.pages import api, comparing, counting, intake, judging, person, report, searching
from onrecord.pages.guard import Guard
from onrecord.pages.rendering import page
from onrecord.pages.site import Site

ROUTES = [
    Route("/", searching.front),
    Route("/search", searching.search),
    Route("/add", intake.add_page, methods=["GET"]),
    Route("/add", intake.add, methods=["POST"]),
    Route("/add/{run}", intake.watch),
    Route("/reports", searching.report_list),
    Route("/reports/{id}.json", report.report_json),
    Route("/reports/{id}", report.report),
    Route("/reports/{id}/story", comparing.story_of_report),
    Route("/people", person.people_list),
    Route("/people/{person:int}", person.person),
    Route("/stories", comparing.stories),
    Route("/stories/{number:int}", comparing.story),
    Route("/sayings", comparing.sayings),
    Route("/sayings/{number:int}", comparing.saying),
    Route("/conflicts", comparing.conflicts),
    Route("/sources", counting.sources),
    Route("/sources.svg", counting.sources_svg),
    Route("/judgements", judging.log, methods=["GET"]),
    Route("/judgements", judging.judge, methods=["POST"]),
    Route("/judgements/{uid}/undo", judging.undo, methods=["POST"]),
    Route("/api/openapi.json", api.openapi),
    Route("/api/quotations", api.quotations),
    Route("/api/people", api.people),
    Route("/api/reports", api.reports),
    Route("/api/reports/{id}", api.report),
    Route("/api/stories", api.stories),
    Route("/api/stories/{number:int}", api.story),
    Route("/api/sayings", api.sayings),
    Route("/api/sayings/{number:int}", api.saying),
    Route("/api/conflicts", api.conflicts),
    Route("/api/people/{person:int}/positions", api.positions),
    Route("/api/sources", api.sources),
    Route("/api/judgements", api.judgements, methods=["GET"]),
    Route("/api/judgements", api.judge, methods=["POST"]),
    Route("/api/judgements/{uid}/undo", api.undo, methods=["POST"]),
    Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
]


#: So many requests are answered at once, each by a thread with an archive of its own open; more would only wait for each other.
THREADS = 8


@asynccontextmanager
async def few_threads(app: Starlette) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def make_app(site: Site) -> Starlette:
    """The pages of one archive, as an ASGI application. Raises ArchiveError where the archive cannot be opened."""
    _ = site.archive
    app = Starlette(
        routes=ROUTES,
        lifespan=few_threads,
        middleware=[Middleware(Guard, site=site)],
        exception_handlers={HTTPException: refused, ValueError: misunderstood, ArchiveError: broken},
    )
    app.state.site = site
    app.state.comparing = comparing.Comparing(site)
    app.state.intake = intake.Intake(site, ended=app.state.comparing.start)
    return app


#: What the framework says, in words for people.
WORDS = {"Not Found": "There is no page at this address.", "Method Not Allowed": "This address is not to be asked in this way."}


def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return told(request, error.status_code, WORDS.get(error.detail, error.detail))


def misunderstood(request: Request, error: Exception) -> Response:
    return told(request, 400, str(error))


def broken(request: Request, error: Exception) -> Response:
    return told(request, 400 if request.method == "POST" else 404 if "no report" in str(error) else 503, str(error))


def told(request: Request, status: int, words: str) -> Response:
    """What is wrong, in one line: on a page for people, alone for programs."""
    if request.url.path.startswith("/api/"):
        return PlainTextResponse(words, status)
    return page(request, "error.html", status=status, words=words)
