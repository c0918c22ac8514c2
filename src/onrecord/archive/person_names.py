"""Names of people and organisations: their plain form, what may be one name, and which are compared at all."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.resolve.given_names import GIVEN_NAMES, gender_of, one_first_name
from onrecord.resolve.titles import TITLES
from onrecord.resolve.word_list import word_list

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.)+")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_GENERATIONS = word_list("jr sr ii iii iv")
_SUFFIXES = _GENERATIONS | word_list("phd md esq")
_PARTICLES = word_list("de la van von der den bin al el di da del dos du le ibn ter bint ben st")
_VOWEL = re.compile(r"[aeiouy]")
_LEGAL = word_list("inc incorporated corp corporation co company ltd limited llc llp plc gmbh ag sa nv group holdings the")
_SMALL = word_list("of for on in and the & de la at to a an")
#: Words that many organisations have in their names, so that they tell none from another.
_GENERIC = word_list(
    """
    us american national federal international global united state states department ministry office bureau agency commission committee
    council board court university college school institute institution center centre foundation association society union party police
    hospital service services bank county city house army force team club league network news radio television general public new first
    royal central world
    """
)


def _words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("’", "'")
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), _POSSESSIVE.sub("", plain))
    return [word.casefold() for word in _WORD.findall(plain)]


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, possessive, titles before it and suffixes behind it."""
    words = _words(name)
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    first = 0
    while first < len(words) - 1 and words[first] in TITLES and words[first] not in GIVEN_NAMES:
        first += 1
    return tuple(words[first:])


@lru_cache(maxsize=200_000)
def generation_of(name: str) -> str:
    """Which of a family's bearers of one name a suffix says it is ("jr", "iii"); the empty string where there is none."""
    return next((word for word in reversed(_words(name)[1:]) if word in _GENERATIONS), "")


@lru_cache(maxsize=200_000)
def organisation_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name that tell it from others: without "the", "Inc." and the like, unless nothing is left."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("’", "'")
    words = [w.casefold() for w in _WORD.findall(_DOTTED.sub(lambda found: found[0].replace(".", ""), _POSSESSIVE.sub("", plain)))]
    return tuple(w for w in words if w not in _LEGAL and w not in _SMALL) or tuple(words)


def block_of(kind: str, name: str) -> str | None:
    """The group of names among which the bearer of ``name`` is looked for; None for what is neither person nor organisation.

    People of one surname are one group ("p okafor"), organisations of one first telling word ("o tarn").
    """
    if kind == "person":
        words = words_of(name)
        return f"p {words[-1]}" if words else None
    if kind == "organisation":
        words = organisation_words(name)
        if not words:
            return None
        return "o " + next((word for word in words if word not in _GENERIC), words[0])
    return None


@lru_cache(maxsize=200_000)
def first_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words before the surname: particles left off, but for one that begins the name ("Ben Vell"), and initials each by itself."""
    found: list[str] = []
    for place, word in enumerate(words[:-1]):
        if place == 0 or word not in _PARTICLES:
            found += word if place and len(word) == 2 and not _VOWEL.search(word) else (word,)
    return tuple(found)


@lru_cache(maxsize=200_000)
def may_be_one_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of one surname can be one person's: no first or middle name of the one contradicts the other."""
    ours, theirs = first_names(a), first_names(b)
    shorter, longer = sorted((a, b), key=len)
    if not ours or not theirs or longer[-len(shorter) :] == shorter:  # "bin Laden" is of "Osama bin Laden"
        return True
    if not one_first_name(ours[0], theirs[0]) and not (ours[0] in theirs or theirs[0] in ours):
        return False
    man, woman = gender_of(ours[0]), gender_of(theirs[0])
    if man and woman and man != woman:
        return False
    middle, other = ours[1:], theirs[1:]
    if not middle or not other:
        return not goes_by_the_second(ours, theirs) and not goes_by_the_second(theirs, ours)
    if len(middle[0]) == 1 or len(other[0]) == 1:  # an initial is that of the first middle name: George W. is not George H. W.
        return one_first_name(middle[0], other[0])
    return any(one_first_name(x, y) for x in middle for y in other)


def goes_by_the_second(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the one is called by the name behind an initial ("J. Pat Vell"), and the other by a name for which the initial stands."""
    return len(ours) > 1 and len(ours[0]) == 1 < min(len(ours[1]), len(theirs[0])) and not any(one_first_name(ours[1], x) for x in theirs)


def may_be_one_organisation(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name has all words of the other that are not common to many organisations, and those words begin it."""
    ours, theirs = set(a), set(b)
    return ours <= theirs or theirs <= ours
