"""Fathers and sons of one name: "Jr.", "Sr." and "III" tell them apart where a report speaks of both, and say nothing where it does not.

A name is known by its key, its words in lower case; where two are told apart, the surname in it is marked: ("ira", "vell jr").
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.resolve.given_names import one_first_name
from onrecord.resolve.names import Named
from onrecord.resolve.offices import Term, holds
from onrecord.resolve.word_list import word_list

GENERATIONS = word_list("jr sr ii iii iv")
REACH = 60  # characters on either side of a name in which a word of kin stands

_KIN = re.compile(r"\b(?:sons?|father|dad|namesake|grandson|grandfather|elder|younger|eldest|oldest|youngest)\b", re.IGNORECASE)

Key = tuple[str, ...]


def told_apart(text: str, named: Sequence[Named], keys: Sequence[Key], in_office: Term | None) -> list[Key]:
    """The ``keys`` of the names, those with a suffix marked by it where the report also speaks of another of that name."""
    suffixes = [_suffix(n.words) for n in named]
    if not any(suffixes):
        return list(keys)
    places: dict[Key, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        places[key].append(i)
    short = {key[0] for key, suffix in zip(keys, suffixes, strict=True) if suffix and len(key) == 1}
    two: set[Key] = set()
    for key in places:
        same = [other for other in places if len(key) > 1 and other[-1] == key[-1] and len(other) > 1 and one_first_name(other[0], key[0])]
        all_places = [i for other in same for i in places[other]]
        found = {suffixes[i] for i in all_places}
        if len(found) > 1 and (
            len(found - {""}) > 1
            or "sr" in found
            or any(_short_for(word, key) for word in short)
            or (in_office is not None and holds(key, in_office))
            or any(suffixes[i] and _KIN.search(text, max(0, named[i].start - REACH), named[i].end + REACH) for i in all_places)
        ):
            two.update(same)
    out = []
    for key, suffix in zip(keys, suffixes, strict=True):
        is_one_of_two = key in two or (len(key) == 1 and any(_short_for(key[0], name) for name in two))
        out.append((*key[:-1], f"{key[-1]} {suffix}") if suffix and is_one_of_two else key)
    return out


def bare(word: str) -> str:
    """The word of a key without its mark: "vell" of "vell jr"."""
    return word.partition(" ")[0]


def mark(key: Key) -> str:
    """The suffix by which a key is marked; the empty string where it is not."""
    return key[-1].partition(" ")[2]


def called_by_surname(options: Sequence[Key], counts: Counter[Key], in_office: Term | None) -> list[Key]:
    """Of ``options`` for a bare surname, those of one name but for the suffix cut down to the one whom the report names more, which is
    no one that it calls "Vell Jr.", and to whoever is ``in_office``. ``counts`` says how often each key stands."""

    def often(option: Key) -> float:
        if in_office is not None and holds(option, in_office):
            return math.inf
        return 0 if mark(option) and counts[option[-1:]] else counts[option]

    most: dict[Key, float] = defaultdict(float)
    names = [(*option[:-1], bare(option[-1])) for option in options]
    for option, name in zip(options, names, strict=True):
        most[name] = max(most[name], often(option))
    return [option for option, name in zip(options, names, strict=True) if often(option) == most[name]]


def short_for(key: Key, full: Key) -> bool:
    """Whether the marked ``key`` of one word is short for the marked name ``full``: "Vell Jr." or "Ira Jr." for Ira Vell Jr."""
    return mark(key) == mark(full) != "" and _short_for(bare(key[0]), full)


def _short_for(word: str, name: Key) -> bool:
    return word == bare(name[-1]) or one_first_name(word, name[0])


def _suffix(words: Key) -> str:
    last = words[-1].replace(".", "").lower()
    return last if len(words) > 1 and last in GENERATIONS else ""
