"""A saved web page: the article on it, without the menus, notices, link lists and comments around it.

The article is found by trafilatura (Barbaresi 2021, ACL demo), with the settings that did best on the Zyte article extraction
benchmark's pages (see ``tests/reading/test_page.py`` for the floors): tables are let in, because old content systems lay whole
articles out in them, and tables of data are dropped here. Before it runs, three things are mended that it gets wrong on news pages:
embedded posts are kept, pull quotes (which print a sentence of the article twice) go, and an article cut into chunks by
advertisements is joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import justext
import trafilatura.external
import trafilatura.utils
from lxml import etree
from lxml.html import HtmlElement

from onrecord.errors import NoArticle, ReadingError, TooLarge
from onrecord.model import Report
from onrecord.reading import page_facts, published
from onrecord.reading.encodings import encodable

# What extraction falls back on tells sentences by their common words. Left alone it reads those of a hundred languages, for half a second.
trafilatura.external.JT_STOPLIST = tuple(justext.get_stoplist("English"))  # type: ignore[assignment]
# One class for all elements: else lxml asks a function of Python's for the class of each one it hands out, a sixteenth of a page's time.
trafilatura.utils.HTML_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))

_NO_ARTICLE = "no article found on the page: save the article's own page, or give its words as text"

# News pages have 500 to 10,000; finding an article takes a time that grows with the square of their number, 4 s here.
_MOST_ELEMENTS = 50_000

_POST_CLASSES = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|reddit-embed|fb-post)\b"
)
_PULL_QUOTE = re.compile(r"\bpull-?quote|\bpull_quote", re.IGNORECASE)
_CHUNK = re.compile(r"body|content|chunk|article", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"(?:related|read more|read also|see also|see more|more|watch|also read|don't miss|click here)\b[^.]{0,40}?:", re.IGNORECASE
)

_BLOCKS = frozenset(["p", "head", "list", "item", "quote", "code", "table", "row", "cell", "div", "body", "main"])
# A cell of a data table holds a figure or a name, that of a layout table a paragraph.
_LONGEST_DATUM = 150
_LONG = 40
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


def read(html: str) -> Report:
    """The report on a web page: text with a blank line between paragraphs, title, authors, outlet, published date, URL.

    What the page does not say of itself is ``None``. Raises NoArticle where there is no running text on it, TooLarge where it would take
    minutes to find.
    """
    if not html.strip():
        raise NoArticle(_NO_ARTICLE)
    # An XML declaration and NULs stop the parser; neither says anything about the words.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", encodable(html))
    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            raise NoArticle(_NO_ARTICLE)
        if tree.xpath("count(//*)") > _MOST_ELEMENTS:
            raise TooLarge(f"more than {_MOST_ELEMENTS:,} elements on the page: save the article alone, or give its words as text")
        facts = page_facts.read(tree)
        _keep_posts(tree)
        _drop_repeats(tree)
        _join_chunks(tree)
        _drop_programs(tree)
        # Asked for XML it does not also write the text out, which is done here.
        found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, output_format="xml")
    except ReadingError:
        raise
    except Exception as error:  # whatever a hostile page makes of two third-party parsers, it is one page that cannot be read
        raise NoArticle(f"the page cannot be parsed ({type(error).__name__}): give its words as text") from error
    body = getattr(found, "body", None)
    text = "" if body is None else "\n\n".join(_paragraphs(body, facts.title))
    if not any(len(line) >= _LONG and _SENTENCE_END.search(line) for line in text.split("\n")):
        raise NoArticle(_NO_ARTICLE)
    return Report(
        text=encodable(text), url=facts.url, outlet=facts.outlet, published=facts.published, title=facts.title, authors=facts.authors
    )


def _keep_posts(tree: Any) -> None:
    """Make each embedded post a plain paragraph: its class, its wrapper's class and its links all look like an advertisement's."""
    for quote in list(tree.iter("blockquote")):
        if not _POST_CLASSES.search(quote.get("class", "")):
            continue
        lines = [" ".join(line.split()) for line in _text_with_breaks(quote).split("\n")]
        paragraph = etree.Element("p")
        paragraph.text = " ".join(line for line in lines if line)
        place = quote
        while (parent := place.getparent()) is not None and _only_child_with_text(place, parent):
            place = parent
        if place.getparent() is None:
            continue
        paragraph.tail = place.tail
        place.getparent().replace(place, paragraph)


def _only_child_with_text(child: Any, parent: Any) -> bool:
    if parent.tag not in ("div", "figure", "span", "section", "aside") or (parent.text or "").strip():
        return False
    return all((other is child or other.tag in ("script", "noscript", "style")) and not (other.tail or "").strip() for other in parent)


def _text_with_breaks(element: Any) -> str:
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        # Between a paragraph and what follows it, and before a link, some pages print no space.
        edge = "\n" if node.tag in ("br", "p", "div") else " " if event == "start" and node.tag == "a" else ""
        if event == "start":
            parts += [edge, (node.text or "") if isinstance(node.tag, str) else ""]
        elif node is not element:
            parts += [edge, node.tail or ""]
    return "".join(parts)


def _drop_repeats(tree: Any) -> None:
    """Take off pull quotes, and paragraphs that are nothing but a link to another story."""
    for element in list(tree.iter("aside", "blockquote", "div", "figure")):
        if _PULL_QUOTE.search(element.get("class", "")) and element.getparent() is not None:
            element.drop_tree()
    for element in list(tree.iter("p")):
        words = " ".join("".join(element.itertext()).split())
        if not words or len(words) > 200 or element.getparent() is None:
            continue
        linked = sum(len(" ".join("".join(link.itertext()).split())) for link in element.iter("a"))
        lead_in = _LEAD_IN.match(words)
        rest = len(words) - (lead_in.end() if lead_in else 0)
        if linked and linked >= 0.9 * rest and (lead_in or not _SENTENCE_END.search(words)) and len(words.split()) > 3:
            element.drop_tree()


def _join_chunks(tree: Any) -> None:
    """Move the paragraphs of an article's later chunks behind those of its first: extraction stops at the end of one."""
    chunks: dict[tuple[Any, str], list[Any]] = {}
    for element in tree.iter("div", "section"):
        kind = element.get("class", "")
        if _CHUNK.search(kind) and sum(len("".join(child.itertext())) > 80 for child in element.findall("p")) >= 2:
            parent = element.getparent()
            above = parent.getparent() if parent is not None else None
            for holder in (parent, above):
                if holder is not None and holder.tag not in ("body", "html"):
                    chunks.setdefault((holder, kind), []).append(element)
    for parts in chunks.values():
        # A chunk is met under its parent and its grandparent, and may have been moved under the one before.
        standing = [part for part in parts if part.getparent() is not None]
        for first, other in zip([standing[0]] * len(standing), standing[1:], strict=False) if standing else ():
            # Chunks of different stories have headings with links, or stand in an <article> each.
            if other.find(".//h1") is not None or next(other.iterancestors("article"), None) is not next(
                first.iterancestors("article"), None
            ):
                continue
            for child in list(other):
                first.append(child)
            other.getparent().remove(other)


def _drop_programs(tree: Any) -> None:
    """Take off scripts and styles, which extraction would copy, search and throw away several times; it reads linked data."""
    etree.strip_elements(tree, "style", with_tail=False)
    for script in list(tree.iter("script")):
        if "ld+json" not in (script.get("type") or "") and script.getparent() is not None:
            script.drop_tree()


def _paragraphs(body: Any, title: str | None) -> Iterator[str]:
    """The article's paragraphs in order; without the title and a line that is only a date at their head."""
    heading = _plain(title or "")
    for number, block in enumerate(_blocks(body)):
        if number < 3 and heading and len(block) < 2 * len(heading) and (plain := _plain(block)) and (plain in heading or heading in plain):
            continue
        if len(block) < _LONG and published.looks_like(block) and number < 5 and not _SENTENCE_END.search(block):
            continue
        yield block


def _blocks(body: Any) -> Iterator[str]:
    """The text of each block of trafilatura's tree, blank space run together, a line break within it kept as one."""
    parts: list[str] = []
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, node in walker:
        if node.tag in _BLOCKS:
            yield from _flush(parts)
        if event == "start":
            if node.tag == "table" and all(len("".join(cell.itertext())) < _LONGEST_DATUM for cell in node.iter("cell")):
                walker.skip_subtree()
                continue
            parts.append("\n" if node.tag == "lb" else _spaced(node.text))
        elif node is not body:
            parts.append(_spaced(node.tail))
    yield from _flush(parts)


def _flush(parts: list[str]) -> Iterator[str]:
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    parts.clear()
    if block := "\n".join(line for line in lines if line):
        yield block


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
