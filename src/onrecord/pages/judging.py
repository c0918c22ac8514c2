"""Correcting with two clicks, taking back with one: the judgements that ``onrecord judge`` makes as well."""

from __future__ import annotations

from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord import ask
from onrecord.archive import Archive
from onrecord.archive.judgements import Judgement, Verdict
from onrecord.pages.guard import require_csrf
from onrecord.pages.rendering import page, site_of
from onrecord.pages.site import Site

SHOWN = 200


def log(request: Request) -> Response:
    """``GET /judgements``: all of them, the latest first."""
    archive = site_of(request).archive
    found = list(archive.judgements())[::-1]
    return page(request, "judgements.html", judgements=found[:SHOWN], total=len(found), holding=sum(one.revoked is None for one in found))


async def judge(request: Request) -> Response:
    """``POST /judgements``, from a form: ``verdict``, ``place`` and, as the verdict asks, ``other`` or ``value``; ``why``; ``back``."""
    site = site_of(request)
    async with request.form(max_files=0, max_fields=12) as form:
        given = {name: value.strip() for name, value in form.items() if isinstance(value, str)}
    require_csrf(site, request.state.session, given.get("csrf"))
    await run_in_threadpool(decide, site, given)
    return RedirectResponse(own_address(given.get("back", "")), 303)


async def undo(request: Request) -> Response:
    """``POST /judgements/UID/undo``, from a form."""
    site = site_of(request)
    async with request.form(max_files=0, max_fields=12) as form:
        csrf, back = form.get("csrf"), form.get("back")
    require_csrf(site, request.state.session, csrf)
    await run_in_threadpool(take_back, site, request.path_params["uid"])
    return RedirectResponse(own_address(back if isinstance(back, str) else ""), 303)


def decide(site: Site, given: dict[str, str]) -> Judgement:
    """Make the judgement. Raises ValueError or ArchiveError where it cannot be made."""
    verdict, place = given.get("verdict", ""), given.get("place", "")
    if verdict not in get_args(Verdict):
        raise ValueError(f"{verdict!r} is no verdict: use {', '.join(get_args(Verdict))}")
    value = given.get("value") or None
    if verdict == "date" and value:
        value = ask.day_or_part(value)
    if verdict in ("speaker", "date") and not value:
        raise ValueError("Say who spoke, or when.")
    archive = site.archive
    archive.settle()
    about_entities = verdict in ("same", "different")
    made = archive.judge(
        verdict,  # type: ignore[arg-type]
        entity_of(archive, place) if about_entities else place,
        entity_of(archive, given.get("other", "")) if about_entities else None,
        value=None if about_entities or verdict == "wrong" else value,
        who=site.who,
        why=given.get("why") or None,
    )
    archive.settle()
    return made


def entity_of(archive: Archive, given: str) -> str | int:
    """A row of ``entity``, which the number of a person is too, or a reference. Raises ValueError where that row is not there."""
    if ":" in given:
        return given
    if not given.isdecimal() or len(given) > 15 or next(archive.select("SELECT 1 FROM entity WHERE id = ?", int(given)), None) is None:
        raise ValueError("Choose whom you mean from the list.")
    return int(given)


def take_back(site: Site, uid: str) -> None:
    site.archive.revoke(uid, who=site.who)
    site.archive.settle()


def own_address(back: str) -> str:
    """``back`` where it is a page of ours, the log else."""
    if not back.startswith("/") or back.startswith(("//", "/\\")) or any(ord(character) < 33 for character in back):
        return "/judgements"
    return back
