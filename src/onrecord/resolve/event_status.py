"""Whether an event happened, will happen, may happen or is denied: by the verbs and the words before it."""

from __future__ import annotations

from onrecord.model import EventStatus
from onrecord.resolve.arguments import Arguments
from onrecord.resolve.clause_words import NOT
from onrecord.resolve.clauses import Clause
from onrecord.resolve.word_list import word_list

_PLANS = word_list(
    """
    will shall plans plan planned planning scheduled expected set slated due going intends agreed agree prepares preparing ahead
    upcoming next awaiting awaits
    """
)
_MAY = word_list(
    """
    may might could should would can if whether possible potential suggest suggests unless urged urge demanded demand calling
    calls call called threatened threatens considering considers proposed likely face want wants wanted
    """
)
_DENIES = word_list("denied denies deny declined refused avoid avoided without")
_REACH = 7


def status_of(text: str, clause: Clause, shape: Arguments) -> EventStatus:
    """The status of the event whose trigger is the clause's."""
    carriers = {c.low for c in shape.carriers}
    if carriers & NOT:
        return "denied"
    subject = shape.undergoers[:1] or shape.doers[:1]
    if subject and text[subject[0].start : subject[0].end].lower() in ("no one", "nobody"):
        return "denied"
    if carriers & _MAY:
        return "possible"
    if carriers & _PLANS:
        return "planned"
    items = clause.items
    begins = shape.begins
    words: list[str] = []
    for k in range(begins - 1, max(-1, begins - _REACH - 1), -1):
        if items[k].kind in ("stop", "rel", "comma", "trigger") and items[k].low not in ("if", "whether", "unless"):
            break
        words.append(items[k].low)
    before = set(words)
    infinitive = "to" in carriers or words[:1] == ["to"]
    if before & {"if", "whether", "unless"}:
        return "possible"
    if infinitive or shape.voice == "noun":
        if before & _DENIES and shape.voice == "noun":
            return "denied"
        if before & _PLANS:
            return "planned"
        if before & _MAY:
            return "possible"
        if before & {"no", "not", "never"} and shape.voice == "noun":
            return "denied"
    return "actual"
