"""What pages print between the lines of a report: no name in it is one of the report's."""

from __future__ import annotations

import re

# What stands at a word's edge comes last: elsewhere the search then passes over a character by its first letter.
_FURNITURE = re.compile(
    r"Story Continued Below|Continue Reading Below|Continue reading(?: the main story)?|^(?:CLOSE|Image|Photo|Caption)(?= [A-Z])|©[^\n]*"
    r"|\bImage (?:copyright|caption)\b"
    r"|\b(?:(?:AP|AFP|EPA|PA|Getty|Reuters|File) (?:Photos?|Images?)\b|Image (?:source|credit):[^\n]*|Credit(?:\.\.\.|…)[^\n]*"
    r"|(?:TPX )?IMAGES OF THE DAY|Slideshow \(\d+ [Ii]mages?\)|(?:Hide|Show) Captions?\b|\d+ of \d+ Photos\b|Photos:"
    r"|(?:JUST |MUST )?WATCH(?:ED)?\b|Replay(?: More Videos)?\b|More Videos\b|Scroll (?:[Dd]own|to)\b[^\n]*|Read [Mm]ore:?"
    r"|Sign [Uu]p(?: (?:for|to) (?:[A-Z]\w+ ?)+)?|Newsletters?(?= Sign [Uu]p)|Get the [A-Z]\w+ Stories you care about"
    r"|Read or Share this story|Add Interest\b|(?:Full|FULL|SPECIAL) (?:Coverage|COVERAGE):[^\n]*"
    r"|Privacy Policy\b|Terms of (?:Use|Service)\b|Cookie Policy\b|All [Rr]ights [Rr]eserved\b|(?:Copyright |COPYRIGHT )[^\n]*"
    r"|Facebook Twitter(?: \w+)?|Follow(?= @\w))",
    re.MULTILINE,
)


def page_furniture(text: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` that are the page's."""
    return [m.span() for m in _FURNITURE.finditer(text)]
