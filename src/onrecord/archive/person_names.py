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
_SUFFIXES = word_list("jr sr ii iii iv phd md esq")
_PARTICLES = word_list("de la van von der den bin al el di da del dos du le ibn ter bint ben st")
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


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, possessive, titles before it and suffixes behind it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace("’", "'")
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), _POSSESSIVE.sub("", plain))
    words = [word.casefold() for word in _WORD.findall(plain)]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    first = 0
    while first < len(words) - 1 and words[first] in TITLES and words[first] not in GIVEN_NAMES:
        first += 1
    return tuple(words[first:])


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


def first_names(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words before the surname, particles left off."""
    return tuple(word for word in words[:-1] if word not in _PARTICLES)


def may_be_one_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of one surname can be one person's: no first or middle name of the one contradicts the other."""
    ours, theirs = first_names(a), first_names(b)
    if not ours or not theirs:
        return True
    if not one_first_name(ours[0], theirs[0]) and not (ours[0] in theirs or theirs[0] in ours):
        return False
    man, woman = gender_of(ours[0]), gender_of(theirs[0])
    if man and woman and man != woman:
        return False
    middle, other = ours[1:], theirs[1:]
    return not middle or not other or any(one_first_name(x, y) for x in middle for y in other)


def may_be_one_organisation(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one name has all words of the other that are not common to many organisations, and those words begin it."""
    ours, theirs = set(a), set(b)
    return ours <= theirs or theirs <= ours
