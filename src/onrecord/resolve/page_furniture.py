"""What pages print between the lines of a report: no name in it is one of the report's."""

from __future__ import annotations

import re

_UPPER = "A-ZÀ-ÖØ-Þ"
# What stands at a word's edge comes last: elsewhere the search then passes over a character by its first letter.
_FURNITURE = re.compile(
    r"Story Continued Below|Continue Reading Below|Continue reading(?: the main story)?|^(?:CLOSE|Image|Photo|Caption)(?= [A-Z])|©[^\n]*"
    r"|\b(?:(?:AP|AFP|EPA|Getty|Reuters|File) (?:Photos?|Images?)\b|Image (?:source|credit):[^\n]*|Credit(?:\.\.\.|…)[^\n]*"
    r"|(?:TPX )?IMAGES OF THE DAY|Slideshow \(\d+ [Ii]mages?\)|(?:Hide|Show) Captions?\b|\d+ of \d+ Photos\b|Photos:"
    r"|(?:JUST |MUST )?WATCH(?:ED)?\b|Replay(?: More Videos)?\b|More Videos\b|Scroll (?:[Dd]own|to)\b[^\n]*|Read [Mm]ore:?"
    r"|Sign [Uu]p(?: (?:for|to) (?:[A-Z]\w+ ?)+)?|Newsletters?(?= Sign [Uu]p)|Get the [A-Z]\w+ Stories you care about"
    r"|Read or Share this story|Add Interest\b|(?:Full|FULL|SPECIAL) (?:Coverage|COVERAGE):[^\n]*"
    r"|Privacy Policy\b|Terms of (?:Use|Service)\b|Cookie Policy\b|All [Rr]ights [Rr]eserved\b|(?:Copyright |COPYRIGHT )[^\n]*"
    r"|Facebook Twitter(?: \w+)?|Follow(?= @\w))",
    re.MULTILINE,
)
# A name that a page links to its bearer's topic prints the full name and the latest headlines after it, glued: "Sen. Jane Roe" goes on
# "Jane Ann RoeStorm nears coast Council meets MORE said".
_TOPIC_LINK = re.compile(
    rf"(?<!\w)(?P<last>[{_UPPER}][\w’'-]+) (?P<full>(?:[{_UPPER}(][\w.’')-]* ){{1,5}}?(?P=last))"
    rf"(?P<lines>[{_UPPER}\d][^\n]{{0,600}}?\bMORE\b)"
)


def page_furniture(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` that are the page's."""
    return [m.span() for m in _FURNITURE.finditer(text)]


def without_topics(text: str) -> str:
    """The text, as long as before, with what links to topics print blank."""
    return _TOPIC_LINK.sub(_blank, text) if "MORE" in text else text


def _blank(m: re.Match[str]) -> str:
    """The headlines blank, and the full name too where it holds a nickname."""
    full = " " * len(m["full"]) if "(" in m["full"] else m["full"]
    return f"{m['last']}|{full}{' ' * len(m['lines'])}"
