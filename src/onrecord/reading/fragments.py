"""Pieces of HTML that are all article, as feeds and newsletters hold them, made into text."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from onrecord.errors import BadStructure, TooLarge
from onrecord.reading.encodings import encodable

_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
        ),
        *(
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
        ),
    ]
)
_NO_TEXT = frozenset(
    [
        *("script", "style", "noscript", "template", "svg", "figcaption", "iframe", "object"),
        *("head", "title", "button", "form", "nav"),
    ]
)
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_INVISIBLE = re.compile("[\u200b\u200c\u00ad\u034f\ufeff]+")
_TAG = re.compile(r"<[a-zA-Z/!]")
_MOST_ELEMENTS = 50_000
# libxml2 gives up at depth 2,048; what it makes of the rest would stand in the text out of order.
_DEEPEST = 1_000


def is_markup(text: str) -> bool:
    """Whether there are tags in it."""
    return _TAG.search(text) is not None


def text_of(markup: str) -> str:
    """The words of ``markup``: a blank line between paragraphs, a line break where it has one, without pictures' captions.

    Raises TooLarge and BadStructure for markup that was made to be slow.
    """
    if not markup.strip():
        return ""
    try:
        tree = html.fromstring(f"<html><body>{encodable(markup)}</body></html>", parser=html.HTMLParser(remove_comments=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise BadStructure(f"HTML that cannot be parsed ({type(error).__name__}): give its words as text") from error
    parts: list[str] = []
    walker = etree.iterwalk(tree, events=("start", "end"))
    depth = count = 0
    for event, node in walker:
        tag: Any = node.tag
        if event == "end":
            depth -= 1
            if tag in _BLOCKS:
                parts.append("\n\n")
            parts.append(_SPACE.sub(" ", node.tail or ""))
            continue
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            raise TooLarge("HTML of more elements, or nested more deeply, than a report: give its words as text")
        if tag in _NO_TEXT or not isinstance(tag, str) or _is_hidden(node):
            walker.skip_subtree()
            continue
        parts.append("\n" if tag == "br" else "\n\n" if tag in _BLOCKS else "")
        parts.append(_SPACE.sub(" ", node.text or ""))
    blocks = ("\n".join(filter(None, (_SPACE.sub(" ", line).strip() for line in block.split("\n")))) for block in _split("".join(parts)))
    return encodable(_INVISIBLE.sub("", "\n\n".join(filter(None, blocks))))


def _split(text: str) -> list[str]:
    return re.split(r"\n *\n\s*", text)


def _is_hidden(node: Any) -> bool:
    """The line that a newsletter shows in the list of mails and nowhere else."""
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "max-height:0" in style
