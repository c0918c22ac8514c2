"""Sources without a name: how many they are, to whom they belong, and on what terms they spoke."""

from __future__ import annotations

import re

from onrecord.model import Span, Unnamed
from onrecord.resolve.layout import Layout
from onrecord.resolve.nouns import DOCUMENTS, OF_PEOPLE, UNNAMED, is_plural_of_people, phrase, plural

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_MANY = ("a few", "a number", "a group", "a handful", "a dozen", "a couple", "a pair")
_SPEAK = r"(?:be (?:named|identified|quoted)|speak|talk)"
_TERMS = re.compile(
    r"\b(?:on (?:the )?conditions? (?:of anonymity|that (?:he|she|they|his|her|their)[^,.;]{3,60})|on (?:deep )?background|off the record|"
    r"anonymously|under (?:the )?cover of anonymity|"
    r"(?:request(?:ed|ing)|ask(?:ed|ing) for|demand(?:ed|ing)|(?:was|were|been|is|are) (?:granted|given|promised)) anonymity|"
    r"(?:ask(?:ed|ing)|request(?:ed|ing)|declin(?:ed|ing)|did not want|didn[’']t want|wanted|refused|wished) (?:not )?to "
    rf"(?:remain anonymous|{_SPEAK})|"
    rf"(?:(?:was|were|is|are) )?(?:not|un)[- ]?authori[sz]ed to (?:{_SPEAK}|comment|discuss)(?: (?:publicly|about|on)\b[^,.;]{{0,60}})?)",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"(?:,? )(?P<why>(?:because|since|citing|for fear|out of fear|fearing|in order to|so as (?:not )?to|"
    r"to (?:discuss|describe|talk|speak|avoid|protect|be))\b[^,.;\"“”\n]{3,160})",
    re.IGNORECASE,
)


def terms_of(text: str, layout: Layout, source: Span) -> tuple[Span | None, Span | None]:
    """The words on which the ``source`` spoke, in its sentence or the next, and the reason given."""
    low, high = layout.sentence_bounds(source.start)
    after = layout.sentence_bounds(min(high, len(text) - 1))[1] if high < len(text) else high
    for end in (high, after):
        m = _TERMS.search(text, low, end)
        if m:
            why = _WHY.match(text, m.end(), end)
            reason = text[why.start("why") : why.end("why")].rstrip(" ,") if why else ""
            return Span.of(text, *m.span()), Span.of(text, why.start("why"), why.start("why") + len(reason)) if why else None
    return None, None


def count_of(words: str) -> int | None:
    """How many the words for a source mean: 2 for "two officials", 1 for "an aide", None for "officials"."""
    found = re.match(r"(?:(?:at least|more than|about|nearly|another|other|some) )?(?P<number>[\w-]+)", words.lower())
    number = found["number"] if found else ""
    if words.lower().startswith(_MANY):
        return None
    if number.isdigit():
        return int(number)
    if number in _NUMBERS:
        return _NUMBERS[number]
    p = phrase(words)
    return None if plural(p) or p.determiner is None else 1


def is_people(words: str) -> bool:
    """Whether the words for a source describe people, not papers or figures."""
    p = phrase(words)
    return p.head not in DOCUMENTS and (p.head in UNNAMED or p.head in OF_PEOPLE or is_plural_of_people(p.head))


def unnamed(text: str, layout: Layout, source: Span, of: str | None) -> Unnamed:
    """What the report tells of the source printed as ``source``, which belongs to the entity ``of``."""
    terms, why = terms_of(text, layout, source)
    return Unnamed(of=of, count=count_of(source.text), terms=terms, why=why)
