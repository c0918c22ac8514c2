"""Offices that reports name by title alone: "the president" of a report of 2018."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """Who held an office from ``since`` (ISO 8601) on, until the next term begins: first names and surname in lower case."""

    since: str
    first: tuple[str, ...]
    surname: str


PRESIDENTS_OF_THE_UNITED_STATES = (
    Term("1981-01-20", ("ronald",), "reagan"),
    Term("1989-01-20", ("george",), "bush"),
    Term("1993-01-20", ("bill", "william"), "clinton"),
    Term("2001-01-20", ("george",), "bush"),
    Term("2009-01-20", ("barack",), "obama"),
    Term("2017-01-20", ("donald",), "trump"),
    Term("2021-01-20", ("joe", "joseph"), "biden"),
    Term("2025-01-20", ("donald",), "trump"),
)
UNTIL = "2029-01-20"


def president(published: str | None) -> Term | None:
    """Who was president of the United States on the day ``published`` (ISO 8601); None where that is not known."""
    if published is None or len(published) < 10 or not PRESIDENTS_OF_THE_UNITED_STATES[0].since <= published < UNTIL:
        return None
    return next(term for term in reversed(PRESIDENTS_OF_THE_UNITED_STATES) if term.since <= published)


def holds(words: tuple[str, ...], term: Term) -> bool:
    """Whether a person's name, in lower-case words, may be that of the one who holds the office."""
    return words[-1] == term.surname and (len(words) == 1 or words[0] in term.first)
