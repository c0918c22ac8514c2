"""Templates, and what every page has."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord import __version__
from onrecord.ask.dates import day_in_words, time_in_words
from onrecord.pages.guard import csrf
from onrecord.pages.site import Site

_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def query(given: dict[str, Any] | Any, **changed: Any) -> str:
    """A query string of what was given, with some of it changed; what is None or empty is left out."""
    values = {**dict(given), **changed}
    return urlencode([(name, value) for name, value in values.items() if value not in (None, "")])


def percent(share: float) -> str:
    return f"{share:.0%}"


def moment(when: str) -> str:
    """An ISO 8601 moment, for people: "3 May 2024, 14:02 UTC"."""
    day, _, clock = when.partition("T")
    return f"{day_in_words(day)}, {clock[:5]} UTC" if clock else day_in_words(day)


def web_address(url: str | None) -> str | None:
    """``url`` where it is one of the web, which may be linked to; None for "javascript:" and the like."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def cut(words: str, length: int) -> str:
    """``words`` on one line, up to the last whole word within ``length`` characters."""
    words = " ".join(words[: 4 * length].split())
    return words if len(words) <= length else f"{words[:length].rsplit(' ', 1)[0].rstrip(',;:.…')}…"


def spoken(words: str, length: int) -> str:
    """What was said, cut likewise, without the comma that led on to who said it."""
    return cut(words, length).rstrip(" ,;")


def days_in_words(words: str) -> str:
    """A sentence with the days in it as people write them."""
    return _DAY.sub(lambda found: day_in_words(found[0]), words)


def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("onrecord.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(
        day=time_in_words,
        days=days_in_words,
        percent=percent,
        moment=moment,
        cut=cut,
        spoken=spoken,
        web=web_address,
        number=lambda value: f"{value:,}",
    )
    made.globals.update(query=query, version=__version__)
    return made


_ENVIRONMENT = environment()


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page."""
    site = site_of(request)
    html = _ENVIRONMENT.get_template(template).render(
        request=request,
        path=request.url.path,
        here=f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        csrf=csrf(site, request.state.session),
        read_only=site.read_only,
        status=status,
        **values,
    )
    # a lone surrogate could come from a hand-made query only
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def rendered(template: str, **values: Any) -> str:
    """A template alone."""
    return _ENVIRONMENT.get_template(template).render(**values)
