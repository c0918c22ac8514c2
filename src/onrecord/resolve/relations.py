"""What a report says that people are to each other: "X, the mayor of Y", "her mother, Dee Dee Z", "actress X", "X is a lawyer"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Span
from onrecord.resolve.nouns import DETERMINERS, OF_PEOPLE, POSSESSIVES, UNNAMED, phrase
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import FEMALE, MALE, third_person
from onrecord.resolve.titles import FEMALE as WOMEN
from onrecord.resolve.titles import MALE as MEN
from onrecord.resolve.titles import TITLES
from onrecord.resolve.word_list import word_list

_ROLES = (
    (TITLES - word_list("first former then acting deputy assistant special prime vice democrat democratic independent gop crown"))
    | OF_PEOPLE
    | UNNAMED
    | MEN
    | WOMEN
    | word_list(
        """
        parent parents child son-in-law stepson stepdaughter stepmother stepfather fiance fiancee fiancé fiancée spouse partner ex
        ex-partner twin sibling grandson granddaughter godfather godmother survivor native resident graduate veteran member
        president-elect chairwoman chairperson founder co-founder owner operator manager designer architect engineer scientist historian
        biologist psychologist psychiatrist surgeon nurse teacher educator writer novelist poet columnist comedian musician artist
        painter producer screenwriter filmmaker athlete quarterback striker goalkeeper boxer model influencer blogger entrepreneur
        investor banker broker farmer fisherman driver pilot captain sailor soldier firefighter paramedic detective pathologist mediator
        negotiator organizer curator librarian scholar academic dean provost trustee commissioner ombudsman regulator lobbyist pollster
        defendant plaintiff suspect victim witness roommate neighbor neighbour friend colleague boss rival mentor coworker co-worker
        co-star co-author assistant secretary treasurer
        """
    )
)
_PREFIXES = re.compile(r"^(?:then|ex|former|co|vice|step|great)-")
_APPOSED = re.compile(
    r"(?:,| \(| [-–—]) ?(?P<role>(?:then-|ex-)?"
    r"(?:the|an?|his|her|their|its|one of|[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,4}['’]s?|[a-z][\w’'-]*)"
    r"(?: (?:[^,.;:()\n“”\"–—]|\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|U\.S)\.){1,90})?)(?=[,.;)\n]| [-–—])"
)
_IS = re.compile(
    r" (?:is|was|became|serves as|served as|works as|worked as) (?P<role>(?:the|an?|his|her|their) [^,.;:()\n“”\"]{2,80})"
    r"(?=[,.;\n]| and | who | when )"
)
_WORDS = re.compile(r"(?:[\w.’'-]+,? ){1,7}$")
_FINITE = re.compile(r" (?:and (?:will|is|was|has|had|would)|who|which|that|when|where|whose)\b")
_TO_WHOM = re.compile(r"\b(?:of|for|at|to|with|in|from) (?:the )?$")


_STOPS = word_list(
    """
    said says told tells added asked and but or with by to from for of in on at into between when while as that where because who whom
    which after before including like than then even though although if since whether is was are were has had been met saw left
    won lost led made gave hit beat quit sued wrote sent took brought found kept let put drew held
    """
)


class Related(NamedTuple):
    """A relation while its report is being read."""

    words: Span
    subject: Figure
    object: Figure | None


def find_relations(cast: Cast) -> list[Related]:
    """The relations of the named people and organisations, in the order of the text, each once."""
    found: dict[tuple[int, str], Related] = {}
    for i, n in enumerate(cast.named):
        figure = cast.of[i]
        if figure.is_person and not cast.layout.in_marks(n.start):
            for related in (*_titles(cast, i), *_before(cast, i), *_after(cast, i)):
                found.setdefault((id(figure), related.words.text.lower()), related)
    return sorted(found.values(), key=lambda r: r.words.start)


def _titles(cast: Cast, i: int) -> Iterator[Related]:
    """ "Harwick Mayor Ada Reyes": the title, and the body named before it."""
    n = cast.named[i]
    outer = n.outer + (4 if cast.text.startswith("and ", n.outer) else 0)
    role = cast.text[outer : n.start].strip()
    if role and role.lower().rstrip(".") not in ("mr", "mrs", "ms", "miss", "dr"):
        before = [k for k in cast.names_before(outer, 1) if cast.named[k].end == outer - 1 and not cast.of[k].is_person]
        start = cast.named[before[0]].start if before else outer
        span = Span.of(cast.text, start, outer + len(role))
        yield Related(span, cast.of[i], cast.of[before[0]] if before else _to_whom(cast, span, cast.of[i]))


def _before(cast: Cast, i: int) -> Iterator[Related]:
    """ "her mother, Dee Dee Z", "Gypsy's then-boyfriend Nicholas G", "actress Jane Roe"."""
    n, text = cast.named[i], cast.text
    low = max(cast.layout.sentence_bounds(n.start)[0], n.outer - 70)
    m = _WORDS.search(text, low, n.outer)
    if not m or (m.start() > low and text[m.start() - 1] not in " \n"):
        return
    start, owned = n.outer, False
    end = n.outer - (2 if text[n.outer - 2 : n.outer] == ", " else 1)
    for word in reversed(list(re.finditer(r"[^ ]+", text[m.start() : end]))):
        at, low_word = m.start() + word.start(), word.group().lower().replace("’", "'")
        if start < n.outer and (low_word in DETERMINERS or low_word.endswith(("'s", "s'"))):
            start, owned = at, True
            break
        named = word.group()[0].isupper() and start < n.outer and bool(cast.within(at, at + 1))
        if low_word in _STOPS or low_word.endswith((",", "ing", "ed")) or not (named or word.group()[0].islower()):
            break
        start = at
    if start >= end or not _is_role(text[start:end].rsplit(maxsplit=1)[-1]) or (text[end] == "," and not owned):
        return
    start = min([start, *(cast.named[k].start for k in cast.within(start, end) if k != i)])
    span = Span.of(text, start, end)
    yield Related(span, cast.of[i], _to_whom(cast, span, cast.of[i]))


def _after(cast: Cast, i: int) -> Iterator[Related]:
    """ "Ada Reyes, the mayor of Harwick," and "Ada Reyes is a lawyer"."""
    n, text = cast.named[i], cast.text
    end = min(cast.layout.sentence_bounds(n.start)[1], n.end + 140)
    m = _APPOSED.match(text, n.end, end) or _IS.match(text, n.end, end)
    if m and _is_role(phrase(m["role"].removeprefix("one of ")).head):
        first = m["role"].split()[0].lower()
        if first in _STOPS or (first not in DETERMINERS and not first.endswith(("'s", "’s")) and len(phrase(m["role"]).words) > 4):
            return
        cut = _FINITE.search(m["role"])
        span = Span.of(text, m.start("role"), m.start("role") + len(m["role"][: cut.start() if cut else None].rstrip()))
        yield Related(span, cast.of[i], _to_whom(cast, span, cast.of[i]))


def _is_role(word: str) -> bool:
    low = _PREFIXES.sub("", word.lower().replace("’", "'").removesuffix("'s"))
    return low in _ROLES or _PREFIXES.sub("", low) in _ROLES


def _to_whom(cast: Cast, words: Span, subject: Figure) -> Figure | None:
    """The entity that the words of a role name, or that their possessive means."""
    inside = [k for k in cast.within(words.start, words.end) if words.start <= cast.named[k].start and cast.of[k] is not subject]
    for k in inside:
        n = cast.named[k]
        if n.possessive or _TO_WHOM.search(cast.text[max(words.start, n.outer - 16) : n.outer]):
            return cast.of[k]
    owner = words.text.split()[0].lower()
    if owner in POSSESSIVES & (MALE | FEMALE):
        choice = third_person(cast, owner, words.start, [], not_speaker=subject)
        return choice.figure if choice.confidence >= 0.7 else None
    return cast.of[inside[0]] if inside and cast.of[inside[0]].kind != "place" else None
