"""What pages print between the lines of a report: no name in it is one of the report's."""

from __future__ import annotations

import re

_UPPER = "A-ZÀ-ÖØ-Þ"
_FURNITURE = re.compile(
    r"Story Continued Below|Continue Reading Below|Continue reading(?: the main story)?|^CLOSE(?= [A-Z])"
    r"|\b(?:AP|AFP|EPA|Getty|Reuters|File) (?:Photos?|Images?)\b|\bImage (?:source|credit):[^\n]*|^(?:Image|Photo|Caption)(?= [A-Z])"
    r"|\bCredit(?:\.\.\.|…)[^\n]*|\b(?:TPX )?IMAGES OF THE DAY"
    r"|\bSlideshow \(\d+ [Ii]mages?\)|\b(?:Hide|Show) Captions?\b|\b\d+ of \d+ Photos\b|\bPhotos:"
    r"|\b(?:JUST |MUST )?WATCH(?:ED)?\b|\bReplay(?: More Videos)?\b|\bMore Videos\b|\bScroll (?:[Dd]own|to)\b[^\n]*|\bRead [Mm]ore:?"
    r"|\bSign [Uu]p(?: (?:for|to) (?:[A-Z]\w+ ?)+)?|\bNewsletters?(?= Sign [Uu]p)|\bGet the [A-Z]\w+ Stories you care about"
    r"|\bRead or Share this story|\bAdd Interest\b|\b(?:Full|FULL|SPECIAL) (?:Coverage|COVERAGE):[^\n]*"
    r"|\bPrivacy Policy\b|\bTerms of (?:Use|Service)\b|\bCookie Policy\b|\bAll [Rr]ights [Rr]eserved\b"
    r"|(?:\bCopyright |\bCOPYRIGHT |©)[^\n]*"
    r"|\bFacebook Twitter(?: \w+)?|\bFollow(?= @\w)",
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
