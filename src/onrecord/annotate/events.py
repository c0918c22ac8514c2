"""Find the words that may tell an event of a person's story: every one, whether or not the record will keep it."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.annotate.event_words import LEXICON, How, Word
from onrecord.annotate.time_words import listed
from onrecord.model import EventType

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d,.]*\d|\d|[^\w\s]")
_BEFORE_NOUN = listed(
    """
    the a an this that these those his her its their my our your another any no some each every which whose first second third
    last new criminal federal fatal deadly alleged upcoming recent ongoing presidential general special full own several two
    three many
    """
)
_BEFORE_VERB = listed(
    """
    to will would can could may might must should shall not never n't did does do don't didn't he she they we i you who police
    let was were been being is are be has have had and also
    """
)
_OBJECTS = listed(
    """
    the a an him her them his their two three four five six seven eight nine ten several dozens at
    """
)
_PARTICIPLE = re.compile(r"(?:ed|en)$|^(?:shot|beat|hurt|found|held|met|won|lost|laid|let|sworn|slain|struck|hit|led|struck|found)\b")


class Token(NamedTuple):
    """A word or mark: code points ``[start, end)``, and its lower case without the possessive ending."""

    start: int
    end: int
    low: str
    possessive: bool
    capital: bool


class Trigger(NamedTuple):
    """Words that may tell an event: tokens ``[first, last)``, code points ``[start, end)``, and what they would tell."""

    first: int
    last: int
    start: int
    end: int
    word: Word
    is_noun: bool

    @property
    def type(self) -> EventType:
        return self.word.type

    @property
    def how(self) -> How:
        return self.word.how

    @property
    def lemma(self) -> str:
        return " ".join(self.word.words)

    @property
    def is_participle(self) -> bool:
        return not self.is_noun and bool(_PARTICIPLE.search(self.word.words[0]))


def tokens_of(text: str) -> list[Token]:
    """The words and marks of ``text``, in order."""
    found = []
    for m in _TOKEN.finditer(text):
        word = m.group()
        low = word.lower().replace("’", "'") if "’" in word else word.lower()
        possessive = low.endswith("'s")
        found.append(Token(m.start(), m.end(), low[:-2] if possessive else low, possessive, word[0].isupper()))
    return found


def find_triggers(tokens: list[Token]) -> list[Trigger]:
    """The triggers among the ``tokens``, in order. A word is read as a verb or as a noun, by the words beside it; never as both."""
    found: list[Trigger] = []
    ended = 0
    for k, token in enumerate(tokens):
        ways = LEXICON.get(token.low)
        if ways is None or k < ended:
            continue
        fitting = [w for w in ways if len(w.words) == 1 or tuple(t.low for t in tokens[k : k + len(w.words)]) == w.words]
        if not fitting:
            continue
        longest = len(fitting[0].words)
        fitting = [w for w in fitting if len(w.words) == longest]
        noun = [w for w in fitting if w.how in ("noun", "deed")]
        verb = [w for w in fitting if w.how in ("does", "undergoes")]
        word = _choose(tokens, k, longest, noun[0], verb[0]) if noun and verb else fitting[0]
        ended = k + longest
        last = tokens[ended - 1]
        end = last.end - 2 if last.possessive else last.end
        found.append(Trigger(k, ended, token.start, end, word, word.how in ("noun", "deed")))
    return found


def _choose(tokens: list[Token], k: int, length: int, noun: Word, verb: Word) -> Word:
    """The noun or the verb, for a word that is both."""
    before = tokens[k - 1] if k else None
    following = tokens[k + length] if k + length < len(tokens) else None
    after = following.low if following else ""
    governs = after in _OBJECTS or (following is not None and following.capital and not tokens[k].capital)
    if before is not None and (before.possessive or before.low in _BEFORE_NOUN):
        return noun
    if before is not None and (before.low in _BEFORE_VERB or before.low.endswith("ly")):
        return verb
    if noun.type == "attack" and after == "at" and tokens[k].low.endswith("ing") and before is not None and before.low[0].isalnum():
        return noun  # "the Sunday shooting at a church", not "…, shooting at passers-by"
    return verb if governs else noun
