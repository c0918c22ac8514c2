"""Feeds: Atom (RFC 4287), RSS 0.9x, 1.0 and 2.0, and JSON Feed 1.1. An item is a report where the feed gives its full text.

Entities that a feed declares are never expanded and nothing that it points at is fetched.
"""

from __future__ import annotations

import html
import html.entities
import json
import re
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any

from onrecord.errors import BadStructure, EmptyReport, NoArticle, ReadingError
from onrecord.model import Report
from onrecord.reading import bylines, fragments, published
from onrecord.reading.encodings import decode, encodable

_Items = Iterator[tuple[str, Report | ReadingError]]

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = frozenset(["lt", "gt", "amp", "quot", "apos"])
# A summary of fewer characters is a teaser; a notice of a few sentences has more.
_SHORTEST_SUMMARY = 300
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading)[\s»→.>\])]*$", re.IGNORECASE)
_LAST_LINE = re.compile(
    r"\n\n(?:The post .{1,300} (?:appeared first|first appeared) on .{1,200}|(?:Read more|Continue reading|Comments)\b.{0,200})$"
)
_NO_TEXT = "the feed gives no full text of it: save its page"


def read(data: bytes) -> _Items:
    """Each item of a feed beside where it stands (``"item 3"``, from 1), or its error.

    Title, URL, date, authors and outlet (the feed's title) as the feed says. Raises BadStructure where it is no XML, EmptyReport where
    there are no items.
    """
    from lxml import etree

    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json(data)
        return
    # The declared encoding has been heeded; entities of HTML are no entities of XML, and all others were made up by the feed.
    text = _DOCTYPE.sub("", _DECLARATION.sub("", decode(data, page=True)), count=1)
    text = encodable(_ENTITY.sub(_character, text))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise BadStructure(f"a feed that cannot be parsed ({' '.join(str(error).split())[:100]}): fetch it again") from error
    if root is None:
        raise BadStructure("a feed that cannot be parsed: fetch it again")
    items = [element for element in root.iter() if _tag(element) in ("item", "entry")]
    if not items:
        raise EmptyReport("there are no items in this feed: fetch it again, or save the pages themselves")
    channel = next((element for element in root if _tag(element) == "channel"), root)
    outlet = _one_line(_child(channel, "title"))
    for number, item in enumerate(items, 1):
        yield f"item {number}", _or_error(_item, item, outlet)


def _json(data: bytes) -> _Items:
    try:
        found = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise BadStructure(f"a JSON Feed that cannot be parsed ({' '.join(str(error).split())[:100]}): fetch it again") from error
    items = found.get("items")
    if not isinstance(items, list) or not items:
        raise EmptyReport("there are no items in this feed: fetch it again, or save the pages themselves")
    outlet = _tidy(found.get("title"))
    for number, item in enumerate(items, 1):
        yield f"item {number}", _or_error(_json_item, item, outlet)


def _or_error(read: Any, item: Any, outlet: str | None) -> Report | ReadingError:
    try:
        report: Report = read(item, outlet)
    except ReadingError as error:
        return error
    return report


def _item(item: Any, outlet: str | None) -> Report:
    content = _child(item, "encoded", "content", "body")
    summary = _child(item, "description", "summary")
    link = _link(item)
    text = _full_text(_markup(content), _markup(summary), link)
    dates = [_words(_child(item, name)) for name in ("published", "pubDate", "date", "issued", "created", "updated")]
    people = [_person(child) for child in item if _tag(child) in ("creator", "author")]
    return Report(
        text=text,
        url=link,
        outlet=_one_line(_child(_child(item, "source"), "title")) or outlet,
        published=next((day for date in dates if (day := published.parse(date))), None),
        title=_one_line(_child(item, "title")),
        authors=bylines.authors([person for person in people if person]),
    )


def _json_item(item: Any, outlet: str | None) -> Report:
    if not isinstance(item, dict):
        raise BadStructure("not a JSON object: give {…} an item")
    content = item.get("content_html")
    plain = item.get("content_text")
    link = _address(item.get("url"), item.get("external_url"), item.get("id"))
    text = _full_text(
        content or (html.escape(plain) if isinstance(plain, str) else ""), item.get("summary") or "", link, breaks=not content
    )
    authors = item.get("authors") or [item.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    printed = item.get("date_published")
    return Report(
        text=text,
        url=link,
        outlet=outlet,
        published=published.parse(printed) if isinstance(printed, str) else None,
        title=_tidy(item.get("title")),
        authors=tuple(dict.fromkeys(name for given in names if (name := _tidy(given)))),
    )


def _full_text(content: Any, summary: Any, link: str | None, *, breaks: bool = False) -> str:
    """The report's words. A summary counts as such only where it is long and not cut off."""
    for markup, least in ((content, 1), (summary, _SHORTEST_SUMMARY)):
        if not isinstance(markup, str):
            continue
        if breaks or not fragments.is_markup(markup):  # plain text, whose lines are lines
            markup = markup.replace("\r\n", "\n").replace("\n\n", "<p>").replace("\n", "<br>")
        text = _LAST_LINE.sub("", fragments.text_of(markup))
        if len(text) >= least and (least == 1 or not _CUT_OFF.search(text)):
            return text
    raise NoArticle(f"{_NO_TEXT} ({link})" if link else _NO_TEXT)


def _markup(element: Any) -> str:
    """The HTML that an element holds, be it escaped, in CDATA, or as elements (Atom's type ``xhtml``)."""
    if element is None:
        return ""
    if len(element):
        from lxml import etree

        return "".join([html.escape(element.text or ""), *(etree.tostring(child, encoding="unicode", method="html") for child in element)])
    text = element.text or ""
    # An element of plain text may hold "<" as a character.
    return html.escape(text) if element.get("type") in ("text", "text/plain") else text


def _link(item: Any) -> str | None:
    links = [child for child in item if _tag(child) == "link"]
    original = _words(_child(item, "origLink"))
    pages = [child.get("href") for child in links if child.get("href") and child.get("rel", "alternate") == "alternate"]
    guid = _child(item, "guid")
    permanent = _words(guid) if guid is not None and guid.get("isPermaLink", "true") != "false" else None
    return _address(original, *pages, *(_words(child) for child in links), permanent, _words(_child(item, "id")))


def _address(*candidates: Any) -> str | None:
    for candidate in candidates:
        if isinstance(candidate, str) and re.fullmatch(r"https?://\S+", candidate.strip()):
            return encodable(candidate.strip())
    return None


def _person(element: Any) -> str:
    """The name in ``<author><name>``, ``<dc:creator>`` or RSS's "news@vell.example (Ana Reyes)"."""
    printed = _words(_child(element, "name")) if len(element) else _words(element)
    name, address = parseaddr(printed) if "@" in printed else (printed, "")
    return name if not address or "@" in address else printed


def _tag(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _child(element: Any, *names: str) -> Any:
    """The first child of the first of these names with something in it, in any namespace; ``None`` where there is none."""
    for name in names if element is not None else ():
        for child in element:
            if _tag(child) == name and (child.text or len(child)):
                return child
    return None


def _words(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _one_line(element: Any) -> str | None:
    return _tidy(_words(element))


def _tidy(value: Any) -> str | None:
    """A title: without tags, entities opened."""
    if not isinstance(value, str):
        return None
    value = html.unescape(re.sub(r"</?[a-zA-Z][^>]{0,200}>", "", value))
    return " ".join(encodable(value).split()) or None


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return entity[0] if name in _XML_ENTITIES else html.entities.html5.get(name + ";", "")
