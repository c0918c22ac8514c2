"""What "they" and "it" take up where it is no name: the people or the paper that a clause just before has as its subject."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.resolve.layout import Layout
from onrecord.resolve.nouns import DETERMINERS, DOCUMENTS, is_plural_of_people, phrase_before
from onrecord.resolve.word_list import word_list

_WORD = re.compile(r"\b[a-zA-Z][a-z]+(?:-[a-z]+)*\b")
_DETERMINED = re.compile(rf"(?i:\b(?:{'|'.join(sorted(DETERMINERS))})) (?:[\w-]+ ){{0,2}}?([a-z-]+)\b")
_THOUSANDS = re.compile(r"\d[\d,]*,$")
_PEOPLE = word_list("police people authorities men women republicans democrats families groups companies states prosecutors")
_NO_VERBS = word_list(
    """
    of in for at with from on by to about and or but who whom whose that which than as into near over under between against the a an
    his her their its this these those not like including also
    """
)
_VERB = re.compile(r"(?:, [^,.\n]{3,60},)? (?:also |then |later |who |have |had |has )*([a-z]+)\b")
_FAR_VERB = re.compile(r" (?:of|in|for|at|with|from|on|near) [^,.;:\n“”\"]{2,50}? (?:are|were|have|had|will|would|could|said|say|told)\b")
_BEGINS = re.compile(
    r"(?:^|[.!?\n“”\":;,–—]|\b(?:and|but|when|while|as|that|because|if|after|before|though|although|since|where|what|said))\s*$",
    re.IGNORECASE,
)


def plural_subject(text: str, layout: Layout, at: int) -> Span | None:
    """The several people who are the subject of the clause nearest before offset ``at``, in its sentence or the one before."""
    low, _ = layout.sentence_bounds(at)
    windows = [(low, at)]
    if low > 1:
        windows.append((layout.sentence_bounds(low - 2)[0], low))
    for start, end in windows:
        found = None
        for m in _WORD.finditer(text, start, end):
            word = m[0].lower()
            people = word in _PEOPLE or (word.endswith("s") and is_plural_of_people(word))
            if not people or layout.in_marks(m.start()) != layout.in_marks(at):
                continue
            span = phrase_before(text, m.end()) or Span.of(text, *m.span())
            if thousands := _THOUSANDS.search(text, max(start, span.start - 8), span.start):
                span = Span.of(text, thousands.start(), span.end)  # "10,000 migrants"
            if _is_subject(text, span, start):
                found = span
        if found is not None:
            return found
    return None


def document_before(text: str, layout: Layout, at: int) -> Span | None:
    """The paper named nearest before offset ``at``, in its sentence or the one before: "a lawsuit", "the advisory"."""
    low, _ = layout.sentence_bounds(at)
    start = layout.sentence_bounds(low - 2)[0] if low > 1 else low
    found = None
    for m in _DETERMINED.finditer(text, start, at):
        if m[1] in DOCUMENTS and layout.in_marks(m.start()) == layout.in_marks(at):
            found = Span.of(text, *m.span())
    return found


def _is_subject(text: str, span: Span, start: int) -> bool:
    if _BEGINS.search(text[max(start, span.start - 12) : span.start]) is None:
        return False
    verb = _VERB.match(text, span.end)
    return (verb is not None and verb[1] not in _NO_VERBS and not verb[1].endswith("ly")) or _FAR_VERB.match(text, span.end) is not None
