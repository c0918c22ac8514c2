"""What a web page says of itself: title, authors, outlet, date and URL.

Read first from schema.org data (JSON-LD), then from Open Graph and other ``<meta>`` tags, then from the page's own marks as
trafilatura and htmldate find them. Only what is said counts: an outlet is not made up from the page's address.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import htmldate
from trafilatura import metadata

from onrecord.reading import bylines, published
from onrecord.reading.encodings import encodable

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report)$")
_DATE_KEYS = (
    *("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "date"),
    *("pubdate", "publishdate", "publish-date", "article.published"),
)
_AUTHOR_KEYS = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator")
# What trafilatura leaves behind a name: the date that follows it in the byline.
_DATE_BEHIND = re.compile(
    r"[\s,;]+(?:(?:published|updated|on|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"https?:|www\.|@")
_ADDRESS_DATE = re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)", re.ASCII)
_LONGEST_JSON = 2_000_000


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a page says of itself; ``published`` is an ISO date."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


def read(tree: Any) -> Facts:
    """The facts that the parsed page ``tree`` (lxml) states."""
    items = list(_linked_data(tree))
    linked = next(filter(_is_article, items), {})
    meta = _meta(tree)
    guesses = _Guesses(tree)
    canonical = next((link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    url = _url(canonical, meta.get("og:url"), linked.get("url")) or _url(guesses.found.url)
    outlet = _outlet(meta.get("og:site_name"), _name(linked.get("publisher"), items), meta.get("application-name"))
    return Facts(
        title=_first(linked.get("headline"), meta.get("og:title")) or _first(guesses.found.title),
        authors=_authors(linked.get("author"), items, meta, guesses, outlet),
        outlet=outlet,
        published=_published(linked.get("datePublished"), meta, guesses, url),
        url=url,
    )


class _Guesses:
    """What trafilatura and htmldate find on a page, looked for where its tags do not say: that takes a good part of the page's time."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree

    @cached_property
    def found(self) -> Any:
        """As ``trafilatura.extract_metadata`` finds it, which also looks for categories, tags, a licence and the domain."""
        found = metadata.examine_meta(self.tree)
        if found.author and " " not in found.author:
            found.author = None
        with suppress(Exception):  # linked data is whatever somebody wrote
            found = metadata.extract_meta_json(self.tree, found)
        found.title = found.title or metadata.extract_title(self.tree)
        found.author = found.author or metadata.extract_author(self.tree)
        found.url = found.url or metadata.extract_url(self.tree)
        found.date = htmldate.find_date(self.tree, original_date=True, extensive_search=False, url=found.url)
        found.clean_and_trim()
        return found


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, graphs and lists opened."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _LONGEST_JSON:
            continue
        try:
            found = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [found]
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                yield item
                waiting.extend(value for key in ("@graph", "mainEntity") if isinstance(value := item.get(key), list | dict))


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _meta(tree: Any) -> dict[str, str]:
    """The page's ``<meta>`` tags by lower-case name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _first(*candidates: Any) -> str | None:
    for candidate in candidates:
        # JSON-LD is often escaped for HTML as well, though nothing unescapes it.
        if isinstance(candidate, str) and (tidy := " ".join(encodable(html.unescape(candidate)).split())):
            return tidy
    return None


def _name(value: Any, items: list[dict[str, Any]]) -> str | None:
    """The name of a person or an organisation in JSON-LD, be it a string, an object, or a reference to another object of the page."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        if "name" not in value and "@id" in value:
            value = next((item for item in items if item.get("@id") == value["@id"] and "name" in item), value)
        value = value.get("name")
    return _first(value)


def _outlet(*candidates: Any) -> str | None:
    names = [name for candidate in candidates if (name := _first(candidate)) is not None]
    # Some content systems name a site by its folder ("harbourpost") where another tag names it well.
    name = next((name for name in names if not name.islower() or "." in name), names[0] if names else "")
    # "Harbour Post | News, sport, weather" is the outlet and its advertisement.
    return name.split(" | ")[0].strip() or None


def _authors(linked: Any, items: list[dict[str, Any]], meta: dict[str, str], guesses: _Guesses, outlet: str | None) -> tuple[str, ...]:
    def told_by() -> Iterator[list[str | None]]:
        yield [_name(item, items) for item in (linked if isinstance(linked, list) else [linked])]
        yield [meta.get(key) for key in _AUTHOR_KEYS]
        yield [guesses.found.author]

    nobody = {"admin", "administrator", (outlet or "").casefold()}
    for told in told_by():
        # An author may be given as the address of a profile, which names nobody.
        names = [_DATE_BEHIND.sub("", encodable(name)) for name in told if name and not _ADDRESS.match(name)]
        if found := tuple(name for name in bylines.authors(names) if name.casefold() not in nobody):
            return found
    return ()


def _published(linked: Any, meta: dict[str, str], guesses: _Guesses, url: str | None) -> str | None:
    def told_by() -> Iterator[Any]:
        yield linked
        yield from (meta.get(key) for key in _DATE_KEYS)
        yield guesses.found.date

    for printed in told_by():
        if isinstance(printed, str) and (found := published.parse(printed)) is not None:
            return _day_of_address(url, found) or found
    return None


def _day_of_address(url: str | None, found: str) -> str | None:
    """The day in ``/2019/11/18/``, where it is next to the one found: machines print UTC, which is tomorrow for an American evening."""
    dated = _ADDRESS_DATE.search(url or "")
    day = published.parse("-".join(dated.groups())) if dated else None
    near = day is not None and abs(date.fromisoformat(day) - date.fromisoformat(found)).days <= 1
    return day if near else None


def _url(*candidates: Any) -> str | None:
    for candidate in candidates:
        if isinstance(candidate, str) and re.fullmatch(r"https?://\S+", candidate.strip()):
            return encodable(candidate.strip())
    return None
