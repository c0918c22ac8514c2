"""The same answers as JSON or CSV, described by OpenAPI at ``/api/openapi.json``. What the pages show can be downloaded here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord import __version__, ask
from onrecord.archive.judgements import Judgement
from onrecord.model import Record
from onrecord.pages import comparing
from onrecord.pages.counting import counted
from onrecord.pages.judging import decide, take_back
from onrecord.pages.openapi import description
from onrecord.pages.person import person_found
from onrecord.pages.rendering import site_of
from onrecord.pages.report import found
from onrecord.pages.searching import people_asked, quotations_asked, reports_asked, whole

LIMIT, MOST = 100, 100_000
#: A spreadsheet would take these for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NewJudgement(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A judgement to make; see :class:`onrecord.archive.judgements.Judgement`. ``place`` and ``other`` are references ("tarn-1:Q3")."""

    verdict: str
    place: str
    other: str | None = None
    value: str | None = None
    why: str | None = None


def quotations(request: Request) -> Response:
    return listed(request, ask.QuoteRow, quotations_asked(site_of(request).archive, given(request), limit(request)))


def people(request: Request) -> Response:
    return listed(request, ask.PersonRow, people_asked(site_of(request).archive, given(request), limit(request)))


def reports(request: Request) -> Response:
    return listed(request, ask.ReportRow, reports_asked(site_of(request).archive, given(request), limit(request)))


def sources(request: Request) -> Response:
    return listed(request, ask.SourceRow, counted(request)[1])


def stories(request: Request) -> Response:
    return listed(request, ask.ListedStory, comparing.stories_asked(site_of(request).archive, given(request), limit(request)))


def story(request: Request) -> Response:
    """One story, with who copied whom."""
    return as_json(comparing.found_story(request))


def sayings(request: Request) -> Response:
    return listed(request, ask.ListedSaying, comparing.sayings_asked(site_of(request).archive, given(request), limit(request)))


def saying(request: Request) -> Response:
    """One saying with all of its wordings."""
    return as_json(comparing.found_saying(request))


def conflicts(request: Request) -> Response:
    return listed(request, ask.Facing, comparing.conflicts_asked(site_of(request).archive, given(request), limit(request)))


def positions(request: Request) -> Response:
    """What a person said on a topic over time."""
    found = person_found(request)
    about = request.query_params.get("about", "").strip()
    return as_json(ask.position(site_of(request).archive, found.person, found.name, about))


def judgements(request: Request) -> Response:
    return listed(request, Judgement, site_of(request).archive.judgements())


def report(request: Request) -> Response:
    """The record of one report, corrections in force."""
    return Response(found(request).record.to_json(), media_type="application/json")


async def judge(request: Request) -> Response:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "Send JSON, with the header Content-Type: application/json.")
    try:
        new = msgspec.json.decode(await request.body(), type=NewJudgement)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(400, str(error)) from error
    fields = {name: value for name, value in msgspec.structs.asdict(new).items() if value is not None}
    made = await run_in_threadpool(decide, site_of(request), fields)
    return as_json(made, 201)


def undo(request: Request) -> Response:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "Send the header Content-Type: application/json, with an empty body or {}.")
    take_back(site_of(request), request.path_params["uid"])
    return Response(status_code=204)


def openapi(request: Request) -> Response:
    return as_json(description(__version__, NewJudgement, Record))


def as_json(found: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(found), status, headers, "application/json")


def given(request: Request) -> dict[str, str]:
    return dict(request.query_params)


def limit(request: Request) -> int:
    return whole(request.query_params.get("limit"), LIMIT, MOST)


def listed(request: Request, kind: type[msgspec.Struct], rows: Iterable[msgspec.Struct]) -> Response:
    """Rows as a JSON list, or with ``format=csv`` as CSV under the names of the fields; as a file to keep with ``download=1``."""
    form = request.query_params.get("format", "json")
    if form not in ("json", "csv"):
        raise HTTPException(400, f"{form!r} is no format: use json or csv.")
    rows = islice(rows, limit(request))
    headers = {}
    if request.query_params.get("download"):
        headers["content-disposition"] = f'attachment; filename="{request.url.path.rsplit("/", 1)[-1]}.{form}"'
    if form == "json":
        return as_json(list(rows), headers=headers)
    return StreamingResponse(lines(kind, list(rows)), media_type="text/csv; charset=utf-8", headers=headers)


def lines(kind: type[msgspec.Struct], rows: Iterable[msgspec.Struct]) -> Iterator[bytes]:
    for row in [list(kind.__struct_fields__), *([cell(getattr(row, name)) for name in kind.__struct_fields__] for row in rows)]:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(row)
        yield line.getvalue().encode("utf-8", "replace")


def cell(value: Any) -> Any:
    """A field as it stands in CSV: a span as its words, several in one cell, nothing that a spreadsheet would run."""
    if isinstance(value, tuple):
        value = "; ".join(str(cell(item)) for item in value)
    for name in ("text", "words", "report"):  # of a span, of the place of a judgement, of a report that was printed
        value = getattr(value, name, value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
