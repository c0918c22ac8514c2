"""The names in and beside the words of a source: appositions ("his lawyer, Jane Roe"), and several who speak together ("A and B").

``inside`` are the numbers of the names within the source.
"""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.resolve.nouns import DOCUMENTS, OF_PEOPLE, UNNAMED, Phrase, phrase, plural
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import Choice, pair_of
from onrecord.resolve.titles import TITLES
from onrecord.resolve.word_list import word_list

_AND = re.compile(r",? (?:and|&) | and$")
_AGAINST = word_list("of for with by to at in on from against about and or like than as near the a an his her its their")
_ROLE_BETWEEN = re.compile(r", (?!who|which|and|but|when|while|after|as|said|told|in|on|at|by|to|with|including)(?:[a-z][\w’'-]* ){1,5}")
_AMONG_THEM = re.compile(r"(?:,| [-–—]|[(]) ?(?:including|among them|such as|like) ")
_TWO_ROLES = re.compile(r"(?:[a-z][\w’'-]* )+and (?:[a-z][\w’'-]* )+")
_ONE_ROLE = re.compile(r"(?!(?:the|an?|his|her|its|their)\b)[^,]*[^s\W] and [^,]*$", re.IGNORECASE)
_ROLES_AFTER = re.compile(r",? (?!and\b|other|several)([^,]*?) and (?!other|several|his\b|her\b|their\b|the\b|an?\b)")
# "her friend and fellow actress", "its founder and longtime chief"
_ROLE_BEFORE = re.compile(r" and (?:fellow |then-|former |longtime )?(?:[a-z][\w’'-]* )+(?:[A-Z][\w.]+ )?$")
_AFTER_HEAD = re.compile(r" ((?!and\b)[^,]*?) (?:and|&) ")
_NEXT_TO_SPEAK = re.compile(r"(?:the|an?|his|her|its|their|other|several|some|two|three|members|officials|Mr|Ms|Mrs|Sen|Rep|Gov)\b")
_OF_SEVERAL = re.compile(r" [a-z]+s [A-Z]")
_WHO_CLAUSE = re.compile(r" who [^,.\n“\"]{3,60}(?=, )")
_COMMA = re.compile(r", (?:the )?")
_PREPOSITION_NEXT = re.compile(r" (of|to|for|by|from|with) ")


def name_before(cast: Cast, source: Span) -> Choice | None:
    """ "According to Jane Roe, police chief of Vell": the name before the comma, where the words after it are all that was marked."""
    p = phrase(source.text)
    if p.determiner is not None or plural(p) or not source.text[:1].islower() or p.head not in OF_PEOPLE | TITLES:
        return None
    for i in cast.names_before(source.start, 1):
        if cast.of[i].is_person and cast.text[cast.named[i].end : source.start] == ", ":
            return Choice(cast.of[i], 0.85, (f"“{cast.of[i].name}, {source.text}”", "the name beside it"))
    return None


def name_beside(cast: Cast, source: Span, inside: list[int]) -> Choice | None:
    """A name that ends the phrase ("one of his lawyers Jane Roe") or follows it after a comma ("his lawyer, Jane Roe,")."""
    text = cast.text
    p = phrase(source.text)
    if inside:
        last = cast.named[inside[-1]]
        title = text[source.start : last.start].lower().rfind(last.titles[-1]) if last.titles else -1
        before = [text[source.start : end].split()[-1:] for end in (last.outer, source.start + title) if end > source.start]
        if (
            cast.of[inside[-1]].is_person
            and not last.possessive
            and last.end >= source.end - 1
            and any(w.lower() not in _AGAINST and (w[-1].isalnum() or w.endswith((",", "."))) for words in before for w in words)
            and not _belongs(p, last.start - source.start)
            and not (p.rest and (p.head in DOCUMENTS or (plural(p) and _AMONG_THEM.match(p.rest))))
        ):
            return Choice(cast.of[inside[-1]], 0.9, (f"“{source.text}” names {cast.of[inside[-1]].name}",))
        if cast.of[inside[-1]].is_person or p.head not in OF_PEOPLE:
            return None  # but: "the head of the Vell Agency, Jane Roe"
    clause = _WHO_CLAUSE.match(text, source.end) if p.head in OF_PEOPLE | UNNAMED and not plural(p) else None
    end = clause.end() if clause else source.end  # "One woman who agreed to be named, Jane Roe,"
    for i in cast.within(end, end + 70)[:1]:
        n, figure = cast.named[i], cast.of[i]
        if figure.is_person and (plural(p) or p.head in DOCUMENTS):
            break  # "according to the report, Roe …"
        if figure.is_person and _ROLE_BETWEEN.fullmatch(text, end, n.outer) and text[n.end : n.end + 1] in (",", " "):
            return Choice(figure, 0.85, (f"“{source.text}, {figure.name}”", "the name beside it"))
        if n.outer > end + 6:
            break
        if _COMMA.fullmatch(text, end, n.outer) and text[n.end : n.end + 1] in (",", ".", " ") and figure.kind != "place":
            return Choice(figure, 0.85, (f"“{source.text}, {figure.name}”", "the name beside it"))
    return None


def together_in(cast: Cast, source: Span, inside: list[int], seen: list[Figure]) -> Figure | None:
    """ "A and B": several who said it together."""
    if not _AND.search(source.text) or _AMONG_THEM.search(source.text):
        return None
    inside = [i for i in inside if not _OF_SEVERAL.match(cast.text, cast.named[i].end)]  # "Brandt lawyers Ann Roe and Bo Lee"
    figures = [cast.of[i] for i in inside if not cast.named[i].possessive]
    persons = tuple(dict.fromkeys(f for f in figures if f.is_person))
    at = [source.start + m.start() for m in _AND.finditer(source.text)]
    last = cast.named[inside[-1]].start if inside else -1
    divided = len(inside) > 1 and any(cast.named[inside[0]].end <= a <= cast.named[inside[-1]].start for a in at)
    if any(cast.named[i].start < a < cast.named[i].end for i in inside for a in at):
        return None
    if len(inside) == 1 and persons and _TWO_ROLES.fullmatch(cast.text, source.start, cast.named[inside[0]].start):
        return None  # "activist and organizer Jane Roe"
    if _one_person(cast, source, inside) or _within_description(cast, source, inside):
        return None
    if [f.is_person for f in figures].count(True) == 1 and cast.of[inside[-1]].is_person and last > at[-1] and _ONE_ROLE.match(source.text):
        return None  # "Cold War historian and Vell expert Dr. Jane Roe"
    if divided and len(persons) > 1:
        short = len(source.text.split()) <= 6
        name = source.text if short else " and ".join(f.name for f in persons)
        return pair_of(cast, persons, name)
    if inside and cast.named[inside[0]].start - source.start > 30:
        return None
    figure = Figure(name=source.text, kind="group", plural=True, named=False, words=tuple(source.text.lower().split()))
    for other in seen[-30:]:
        if other.words == figure.words:
            return other
    seen.append(figure)
    return cast.add(figure)


def _one_person(cast: Cast, source: Span, inside: list[int]) -> bool:
    """Whether the "and" joins what one person is: "Jane Roe, a senator and member of …", "her friend and fellow actress Jane Roe"."""
    text = cast.text
    if not inside or sum(cast.of[i].is_person and not cast.named[i].possessive for i in inside) != 1:
        return False
    first, last = cast.named[inside[0]], cast.named[inside[-1]]
    if cast.of[inside[0]].is_person and first.outer <= source.start + 4:
        role = _ROLES_AFTER.match(text, first.end, source.end)
        return role is not None and bool(_role_words(role[1]))
    before = text[source.start : last.outer]
    return cast.of[inside[-1]].is_person and last.end >= source.end - 1 and _ROLE_BEFORE.search(before) is not None


def _within_description(cast: Cast, source: Span, inside: list[int]) -> bool:
    """Whether the "and" stands in what follows the one head: "a report by the House and the Senate", "patients in Iowa and Ohio"."""
    p = phrase(source.text)
    inner = _AFTER_HEAD.match(p.rest)
    if inner is None or (p.head not in OF_PEOPLE and not source.text[: p.head_end].rpartition(" ")[2][:1].islower()):
        return False
    end = source.start + p.head_end + inner.end()
    after = [i for i in inside if cast.named[i].start >= end and cast.of[i].is_person]
    if after and not (len(after) == 1 and not plural(p) and cast.named[after[0]].outer > end + 4):
        return False
    return p.head in DOCUMENTS or _NEXT_TO_SPEAK.match(cast.text, end, source.end) is None


def _role_words(words: str) -> set[str]:
    return set(re.findall(r"[a-z-]+", words.lower())) & (OF_PEOPLE | TITLES)


def _belongs(p: Phrase, name: int) -> bool:
    """Whether the name at offset ``name`` of a phrase is only of what its head is of: "an aide to Rep. Jane Roe", "supporters of …"."""
    if not p.rest or "," in p.rest[: name - p.head_end]:
        return False
    found = _PREPOSITION_NEXT.match(p.rest)
    return p.head in DOCUMENTS or (found is not None and (plural(p) or (found[1] != "of" and p.determiner is not None)))
