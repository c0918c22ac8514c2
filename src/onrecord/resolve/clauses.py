"""The shape of a sentence around a word: who stands before and after it, as subject, object, possessor or behind a preposition.

No parser: the words that carry the structure (auxiliaries, prepositions, commas, relative pronouns) are read from left to right.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from onrecord.annotate.events import Token, Trigger
from onrecord.model import Time
from onrecord.resolve.clause_words import (
    ADVERBS,
    BARE,
    BE,
    COMMON_VERBS,
    FUNCTION,
    HAVE,
    KIN,
    MANY,
    MODAL,
    MODIFIERS,
    NOT,
    NUMBERS,
    PEOPLE,
    PERSONAL,
    PLURALS,
    PREPOSITIONS,
    RELATIVE,
    SUBORDINATE,
)
from onrecord.resolve.names import Named
from onrecord.resolve.nouns import DETERMINERS, POSSESSIVES, is_plural_of_people
from onrecord.resolve.people import Cast
from onrecord.resolve.titles import DEMONYMS

Kind = Literal[
    "who", "time", "be", "have", "modal", "verb", "prep", "and", "comma", "rel", "to", "not", "adverb", "det", "trigger", "stop", "word"
]

_DEPTH = 8


@lru_cache(maxsize=1 << 14)
def _counts(low: str) -> bool:
    """Whether a word says how many: "six", "twenty-two", "59"."""
    return low[0].isdigit() or all(part in NUMBERS for part in low.split("-"))


class Item(NamedTuple):
    """A part of a sentence: code points ``[start, end)``, its kind, and its (last) word in lower case."""

    start: int
    end: int
    kind: Kind
    low: str
    possessive: bool = False


class Clause(NamedTuple):
    """The items of the sentence that holds a trigger; ``at`` is the trigger's own."""

    items: list[Item]
    at: int


class Sentences:
    """The sentences of one report as items; each is made when it is first asked for."""

    def __init__(self, cast: Cast, tokens: list[Token], triggers: Sequence[Trigger], times: Sequence[Time]) -> None:
        self.cast = cast
        self.tokens = tokens
        self.starts = [t.start for t in tokens]
        self.times = times
        self.time_starts = [t.start for t in times]
        self.triggers = {t.first: t for t in triggers}
        self._made: dict[int, list[Item]] = {}

    def at(self, place: int) -> Clause:
        """The sentence around a code point, and the item that holds it."""
        low, high = self.cast.layout.sentence_bounds(place)
        if low not in self._made:
            self._made[low] = self._items(low, high)
        items = self._made[low]
        return Clause(items, bisect_right(items, place, key=lambda item: item.start) - 1)

    def around(self, trigger: Trigger) -> Clause:
        items, at = self.at(trigger.start)
        if items[at].start != trigger.start:  # it stands within another item: a name that holds the word
            own = Item(trigger.start, trigger.end, "trigger", trigger.lemma)
            items = [*items[:at], own, *items[at + 1 :]]
        return Clause(items, at)

    def _items(self, low: int, high: int) -> list[Item]:
        cast, tokens = self.cast, self.tokens
        inside = [cast.named[i] for i in cast.within(low, high)]
        names = {n.start: n for n in inside} | {n.outer: n for n in inside}
        a, b = bisect_left(self.time_starts, low), bisect_left(self.time_starts, high)
        times = {t.start: t.end for t in self.times[a:b]}
        out: list[Item] = []
        k, stop = bisect_left(self.starts, low), bisect_left(self.starts, high)
        while k < stop:
            token = tokens[k]
            trigger = self.triggers.get(k)
            if trigger is not None:
                out.append(Item(trigger.start, trigger.end, "trigger", trigger.lemma, tokens[trigger.last - 1].possessive))
                k = trigger.last
                continue
            end, kind, following = token.end, None, k + 1
            if token.start in names:
                named = names[token.start]
                end, kind = named.end, "who"
                beyond = self._person_noun(named.end, k, stop)
                if beyond is not None:  # "Vell police", "Roe's wife"
                    head = tokens[beyond - 1]
                    out.append(Item(token.start, head.end - (2 if head.possessive else 0), "who", head.low, head.possessive))
                    k = beyond
                    continue
                if token.low in DEMONYMS and end == token.end and self._is_plain(k + 1, stop):
                    out.append(Item(token.start, end, "word", token.low))  # "Afghan peace talks"
                    k += 1
                    continue
                owns = named.possessive or (cast.text[end : end + 2] in ("' ", "’ ") and cast.text[end - 1] == "s")
                out.append(Item(token.start, end, "who", token.low, owns))
            elif token.start in times:
                end, kind = times[token.start], "time"
                of_age = cast.text[end - 4 : end] == "-old"  # "a 21-year-old Roe"
                out.append(Item(token.start, end, "word" if of_age else "time", token.low, cast.text[end : end + 2] in ("'s", "’s")))
            if kind is not None:
                while following < stop and tokens[following].start < end and following not in self.triggers:
                    following += 1
                k = following
                continue
            last = self._nominal(k, stop, names) or self._bare_plural(k, stop, names, k)
            if last is not None:
                last = self._with_others(k, last, stop, names)
                head = tokens[last - 1]
                out.append(Item(token.start, head.end - (2 if head.possessive else 0), "who", head.low, head.possessive))
                k = last
                continue
            out.append(Item(token.start, token.end, _kind(token.low), token.low, token.possessive or token.low in POSSESSIVES))
            k += 1
        return out

    def _is_plain(self, k: int, stop: int) -> bool:
        """Whether token ``k`` is a word in small letters that may be a noun."""
        token = self.tokens[k] if k < stop else None
        return token is not None and token.low[0].isalpha() and not token.capital and (token.low not in FUNCTION or k in self.triggers)

    def _person_noun(self, end: int, k: int, stop: int) -> int | None:
        """One past the word for a person or a body right after the name that ends at ``end``; None where none stands there."""
        tokens = self.tokens
        while k < stop and tokens[k].end < end:
            k += 1
        k += 1
        if k < stop and tokens[k].low in PEOPLE and not tokens[k].capital and tokens[k].start - end < 4 and k not in self.triggers:
            return k + 2 if k + 1 < stop and tokens[k + 1].low in PEOPLE and tokens[k + 1].start - tokens[k].end == 1 else k + 1
        return None

    def _is_inside(self, j: int, k: int) -> bool:
        """Whether token ``j``, a word that mostly ends a description, stands within the one that begins at ``k``: "more than ten people",
        "a dozen or so lawmakers", "the accused gunman"."""
        low, following = self.tokens[j].low, self.tokens[j + 1].low if j + 1 < len(self.tokens) else ""
        return (
            (low == "than" and j == k + 1)
            or (low == "or" and following == "so")
            or (low == "so" and self.tokens[j - 1].low == "or")
            or (low == "accused" and j == k + 1 and following in PEOPLE)
        )

    def _bare_plural(self, k: int, stop: int, names: dict[int, Named], first: int) -> int | None:
        """One past the last token of a plural of people without an article that begins at token ``k`` ("local officials"), where
        ``first`` is that token and follows a preposition or a verb's trigger, or is part of a list that began before."""
        tokens = self.tokens
        if first == k:
            before = self.triggers.get(k - 1)
            if not k or not (tokens[k - 1].low in PREPOSITIONS or (before is not None and not before.is_noun)):
                return None
        for j in range(k, min(stop, k + 3)):
            token = tokens[j]
            if token.start in names or token.capital or token.low in FUNCTION or not token.low[0].isalpha() or j in self.triggers:
                return None
            is_people = token.low in PEOPLE or (first != k and is_plural_of_people(token.low))
            if is_people and not token.possessive and (token.low.endswith("s") or token.low in PLURALS):
                owns = j + 1 < stop and tokens[j + 1].low in ("'", "’") and tokens[j + 1].start == token.end  # "victims' families"
                return self._bare_plural(j + 1 + owns, min(stop, j + 2 + owns), names, first if first != k else -1) or j + 1
            if token.possessive or token.low in PEOPLE - MODIFIERS:
                return None
        return None

    def _with_others(self, k: int, last: int, stop: int, names: dict[int, Named]) -> int:
        """One past the last token of a list without further articles, of which the first is the description ``[k, last)``: "the victims,
        first responders and doctors", "a father and son"."""
        tokens = self.tokens
        head = tokens[last - 1]
        if head.possessive:
            return last
        at, end = last, last
        while at + 1 < stop and tokens[at].low in (",", "and") and end == last:
            closes = tokens[at].low == "and"
            following = at + 1
            if closes and head.low in KIN and tokens[following].low in KIN:
                return following + 1
            if head.low in KIN:
                break
            beyond = self._bare_plural(following, stop, names, k) if following not in self.triggers else None
            if beyond is None:
                break
            at = beyond
            if closes:
                end = beyond
        if (
            end < stop
            and _kind(tokens[end].low) in ("be", "have", "modal", "verb")
            and k
            and tokens[k - 1].low not in (",", "after", "while")
        ):
            return last  # "arrested the man and officials said …"
        return end

    def _nominal(self, k: int, stop: int, names: dict[int, Named]) -> int | None:
        """One past the last token of a description that begins at token ``k`` ("two female students"); None where none does."""
        tokens = self.tokens
        first = tokens[k]
        bare = first.low in BARE
        if first.low == "at" and k + 2 < stop and tokens[k + 1].low == "least":
            return self._nominal(k + 2, stop, names)
        if first.low == "that" and k + 1 < stop and tokens[k + 1].low in DETERMINERS:
            return None
        if not (bare or first.low in DETERMINERS or _counts(first.low)):
            return None
        head: int | None = k if bare else None
        for j in range(k + (not bare) * 1, min(stop, k + _DEPTH + 1)):
            token = tokens[j]
            if token.start in names and j > k:
                named = names[token.start]
                beyond = self._person_noun(named.end, j, stop) if head is None else None
                if beyond is None:
                    if head is None:
                        return None
                    break
                head = beyond - 1
                break
            if token.low in PEOPLE:
                head = j
                if token.possessive and not (j + 1 < stop and tokens[j + 1].low in PEOPLE):
                    break  # else "the rabbi's son"
                continue
            if token.low == "-" and head is None and j > k:
                continue  # "a 14-year-old girl"
            if head is not None or not token.low[0].isalnum() or (token.low in FUNCTION and not self._is_inside(j, k)):
                break
            if j in self.triggers and not self.triggers[j].is_participle:
                break
        if head is None and first.low in MANY:  # "dozens were injured"
            return k + 1
        if head is None or (first.low in NUMBERS and head == k and not bare):
            return None
        if any(j in self.triggers for j in range(k, head + 1)):
            return None
        return head + 1


@lru_cache(maxsize=1 << 14)
def _kind(low: str) -> Kind:
    if low in PERSONAL:
        return "who"
    if low in BE:
        return "be"
    if low in HAVE:
        return "have"
    if low in MODAL:
        return "modal"
    if low in RELATIVE:
        return "rel"
    if low in SUBORDINATE:
        return "stop"
    if low in NOT:
        return "not"
    if low in PREPOSITIONS:
        return "prep"
    if low in ("and", "or", "&", "but"):
        return "and"
    if low == "to":
        return "to"
    if low in (",", "(", ")", "—", "–", "-"):
        return "comma"
    if low in ("“", "”", '"', "'", "‘", "’"):
        return "adverb"  # stands between other parts without parting them
    if not low[0].isalnum() and low not in "$£€%":
        return "stop"
    if low in DETERMINERS:
        return "det"
    if low in ADVERBS or low.endswith("ly"):
        return "adverb"
    if low in COMMON_VERBS or (len(low) > 4 and low.endswith("ed")):
        return "verb"
    return "word"
