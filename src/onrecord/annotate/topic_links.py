"""Links of a page to its topics, which stand in a report's text as it was scraped and are no words of it.

A name that leads to its bearer's topic is followed by the full name and the latest headlines, glued: "Sen. Jane Roe" goes on " Jane Ann
RoeStorm nears coast Council meets MORE said".
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from onrecord.model import Record

_UPPER = "A-ZÀ-ÖØ-Þ"
_TOPIC_LINK = re.compile(
    rf"(?<!\w)(?P<last>[{_UPPER}][\w’'-]+)(?= (?:[{_UPPER}(][\w.’')-]* ){{0,4}}?(?:[{_UPPER}(][\w.’')-]* )(?P=last)[{_UPPER}\d])"
    rf" [^\n]{{0,700}}?\bMORE\b"
)


def without_topic_links(text: str) -> str:
    """``text``, as long as before, with what links to topics print left blank."""
    if "MORE" not in text:
        return text
    return _TOPIC_LINK.sub(lambda link: link["last"].ljust(len(link[0])), text)


def as_printed(record: Record) -> Record:
    """``record``, found in its text without the links, with the words that the text itself has in each span."""
    fields = msgspec.to_builtins(record)
    _cut(fields, record.text)
    return msgspec.convert(fields, Record)


def _cut(item: Any, text: str) -> None:
    """Put the words of ``text`` into every span in ``item``."""
    if isinstance(item, dict):
        if {"start", "end", "text"} <= item.keys():
            item["text"] = text[item["start"] : item["end"]]
        for value in item.values():
            _cut(value, text)
    elif isinstance(item, list | tuple):
        for value in item:
            _cut(value, text)
