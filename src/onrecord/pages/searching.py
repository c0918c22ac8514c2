"""Search as you type: quotations, people, reports; and the front page."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from onrecord import ask
from onrecord.archive import Archive
from onrecord.ask import lives
from onrecord.ask.as_judged import outlets, reports, size
from onrecord.model import Noun
from onrecord.pages.layers import anchor
from onrecord.pages.rendering import page, site_of

KINDS = ("quotations", "people", "reports")
STEP, MOST = 25, 500
FILTERS = ("by", "to", "via", "outlet", "since", "until", "kind", "named", "order")


class Hit(Noun, frozen=True, kw_only=True):
    """A quotation that was found, its sentence with the words asked for marked, and its lasting address."""

    row: ask.QuoteRow
    sentence: Markup
    address: str


def front(request: Request) -> Response:
    """``GET /``"""
    archive = site_of(request).archive
    return page(request, "front.html", size=size(archive), latest=reports(archive, limit=12), fault=None)


def report_list(request: Request) -> Response:
    """``GET /reports?outlet=…&page=2``: all of them, the last published first."""
    archive = site_of(request).archive
    number = whole(request.query_params.get("page"), 1, 100_000)
    outlet = request.query_params.get("outlet") or None
    found = reports(archive, outlet=outlet, order="published", skip=(number - 1) * 50, limit=51)
    return page(request, "reports.html", found=found[:50], more=len(found) > 50, number=number, outlet=outlet, outlets=outlets(archive))


def search(request: Request) -> Response:
    """``GET /search?q=…&in=quotations&by=…``"""
    archive = site_of(request).archive
    given = {name: value for name, value in request.query_params.items() if name in (*FILTERS, "q", "in", "limit")}
    given["typing"] = "yes"
    kind = given.get("in", "quotations")
    kind = kind if kind in KINDS else "quotations"
    limit = whole(given.get("limit"), STEP, MOST)
    fault = None
    found: list[Any] = []
    try:
        found = list(islice(ANSWERS[kind](archive, given, limit + 1), limit + 1))
    except ValueError as error:
        fault = str(error)
    shown = found[:limit]
    hits = highlighted(shown, asked(given), typing=True) if kind == "quotations" else []
    return page(
        request,
        "search.html",
        given=given,
        kind=kind,
        found=shown,
        hits=hits,
        more=min(limit + STEP, MOST) if len(found) > limit and limit < MOST else None,
        fault=fault,
        outlets=outlets(archive)[:200],
        marked_passage=marked_passage,
    )


def whole(given: str | None, otherwise: int, most: int) -> int:
    """A number from 1 to ``most``; ``otherwise`` where it is none."""
    return min(max(int(given), 1), most) if given and given.isdecimal() and len(given) < 10 else otherwise


def quotations_asked(archive: Archive, given: Mapping[str, str], limit: int | None) -> Iterable[ask.QuoteRow]:
    """The quotations that a query string asks for. Raises ValueError where it asks for what there is not."""
    named = {"yes": True, "no": False}.get(given.get("named", ""))
    words: dict[str, Any] = {name: given[name].strip() for name in FILTERS if name != "named" and given.get(name, "").strip()}
    about = asked(given) or None
    if about is None and words.get("order") == "relevance":
        del words["order"]
    return ask.quotes(archive, about=about, named=named, limit=limit, typing=is_typing(given), **words)


def people_asked(archive: Archive, given: Mapping[str, str], limit: int | None) -> Iterable[ask.PersonRow]:
    return ask.who(archive, asked(given) or None, limit=limit, typing=is_typing(given))


def reports_asked(archive: Archive, given: Mapping[str, str], limit: int | None) -> Iterable[ask.ReportRow]:
    words: dict[str, Any] = {name: given[name].strip() for name in ("outlet", "since", "until") if given.get(name, "").strip()}
    return ask.search(archive, asked(given), limit=limit, typing=is_typing(given), **words)


def people_listed(archive: Archive, given: Mapping[str, str], limit: int | None) -> list[lives.Named]:
    """The same people, as a list shows them."""
    return lives.named(archive, asked(given) or None, limit=limit, typing=is_typing(given))


def asked(given: Mapping[str, str]) -> str:
    """The words that were asked for. While one types, a single letter at the end is no word yet."""
    words = given.get("q", "").lstrip()
    return re.sub(r"(?<!\S)\w\Z", "", words) if is_typing(given) else words


def is_typing(given: Mapping[str, str]) -> bool:
    """Whether the last word may be a beginning only."""
    return given.get("typing") == "yes"


ANSWERS: Mapping[str, Any] = {"quotations": quotations_asked, "people": people_listed, "reports": reports_asked}


def highlighted(rows: Iterable[ask.QuoteRow], words: str, *, typing: bool = False) -> list[Hit]:
    """Rows for the page. What counts as a hit is decided by the same stemming as in the index."""
    rows = list(rows)
    pieces = re.findall(r"\w+", words)
    start, end = "\ue000", "\ue001"  # private characters, so that the words can be escaped after they are marked
    sentences = [row.sentence.text.replace(start, " ").replace(end, " ") for row in rows]
    if pieces:
        with sqlite3.connect(":memory:") as memory:
            memory.execute("CREATE VIRTUAL TABLE shown USING fts5 (words, tokenize='porter unicode61 remove_diacritics 2')")
            memory.executemany("INSERT INTO shown (rowid, words) VALUES (?, ?)", enumerate(sentences))
            match = " OR ".join(f'"{word}"' for word in pieces) + ("*" if typing and words[-1].isalnum() else "")
            for number, marked in memory.execute(
                "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?", (start, end, match)
            ):
                sentences[number] = marked
        memory.close()
    return [
        Hit(
            row=row,
            sentence=Markup(str(escape(sentence)).replace(start, "<mark>").replace(end, "</mark>")),
            address=anchor(row.sha256, row.start, row.end, " … ".join(content.text for content in row.contents[:1])),
        )
        for row, sentence in zip(rows, sentences, strict=True)
    ]


def marked_passage(passage: str) -> Markup:
    """A passage with ⟦ ⟧ around the words asked for, as HTML."""
    return Markup(str(escape(passage)).replace("⟦", "<mark>").replace("⟧", "</mark>"))
