"""The words of a report that tell an event in which a target takes part: a finder for the benchmark timelines.py.

No parser: from a mention of the target it reads to the right as a subject ("Roe also announced …, saying …"), to the left as an object
("launched the Vell 4"), as an agent ("introduced by Roe"), and as a possessor ("Roe's decision").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.annotate.event_words import LEXICON
from onrecord.annotate.time_words import listed

IRREGULAR = listed(
    """
    said told gave given made went gone came took taken got saw seen found left held began begun became wrote written spoke spoken won lost
    met put ran sent shot fell fallen rose risen broke broken brought bought sold kept led paid drew drawn flew grew knew known threw
    stood sought fought caught taught thought swore sworn bore born hit cut read quit let sat drove chose chosen felt built laid shut swept
    beat spent withdrew withdrawn sank shook shown overtook overtaken underwent undergone set
    """
)
NOT_VERBS = listed("need indeed speed seed feed united hundred based so-called limited red aged related overpriced")
NOT_ING = listed("during thing something nothing anything everything morning evening king string including according following regarding")
BE = listed("is are was were be been being")
HAVE = listed("has have had having")
MODAL = listed("will would can could may might must should shall do does did 'll cannot")
ADVERBS = listed("also then first soon later just now still already ever once twice again only always yet never not n't")
STOPS = listed("that which who whom whose whether if because while when where after before since until although though than as")
PERSONAL = listed("he she they we you i it")
DETERMINERS = listed("a an the this that these those his her its their my our your any some no each every another 's ’s '")
PREPOSITIONS = listed(
    """
    of in on at by for with from against about into over under between among during through near inside within and or but to
    """
)
PARTICLES = listed("off out up down away")
NOT = listed("not never n't cannot")
SAYING = listed(
    """
    saying adding stating noting telling announcing revealing calling explaining claiming arguing acknowledging promising citing
    """
)
# Verbs that leave it to another word to say what happened: "made an appearance", "has chosen to leave".
LIGHT = listed("gave give given giving made make making took take taken taking held had has have extended delivered")
CONTROL = listed("began begun started moved chosen chose attempted tried continued decided managed agreed")
ENDS = listed(". ; : ? !")
NOUNS = listed(
    """
    absence absences address announcement announcements appearance claim claims comment comments decision decisions demand demands
    departure development introduction invitation keynote launch leave presentation purchase pre-order pre-orders preview reaction
    reduction release remark remarks reply request requests sale sales speech statement talk unveiling use visit
    """
) | frozenset(word.words[0] for ways in LEXICON.values() for word in ways if word.how in ("noun", "deed") and len(word.words) == 1)
REACH = 30  # words after a subject in which its verbs may stand
PHRASE = 6  # words between a verb and the head of its object


class Word(NamedTuple):
    """A word or mark of a report: code points ``[start, end)``, and the number of its sentence."""

    start: int
    end: int
    text: str
    sentence: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def is_past(self) -> bool:
        """Whether it has the form of a past tense or a past participle."""
        text = self.text
        return text in IRREGULAR or (text.islower() and len(text) > 3 and text.endswith("ed") and text not in NOT_VERBS)

    @property
    def is_ing(self) -> bool:
        return self.text.islower() and self.text.endswith("ing") and len(self.text) > 4 and self.text not in NOT_ING

    @property
    def is_third(self) -> bool:
        """Whether it may be a present tense of the third person ("sells")."""
        text = self.text
        plain = text.islower() and text.isalpha() and len(text) > 3
        return plain and text[-1] == "s" and not text.endswith(("ss", "us", "is", "ers", "ors"))

    @property
    def is_adverb(self) -> bool:
        return self.text in ADVERBS or (self.text.endswith("ly") and len(self.text) > 4)


class Telling(NamedTuple):
    """A word that tells an event: its index among the words, and its tense, "past" or "present" ("sells")."""

    at: int
    tense: str = "past"


def tellings(words: Sequence[Word], first: int, last: int, owner: bool) -> Iterator[Telling]:
    """What the words around the mention ``words[first:last]`` tell of it; ``owner`` for "his", "its"."""
    if owner or (last < len(words) and words[last].text in ("'s", "’s", "'")):
        yield from _owned(words, last if owner else last + 1)
        return
    verbs = list(_as_subject(words, last))
    if not verbs:
        yield from _to_the_left(words, first)
        if last < len(words) and words[last].low in NOUNS:
            yield Telling(last)  # "Vell 4 sales"
        return
    yield from (heavy for verb in verbs for heavy in _heavy(words, verb))
    start = next(k for k in range(first, -1, -1) if k == 0 or words[k - 1].sentence != words[first].sentence)
    if start + 1 < first and words[start].low in ("while", "after", "before", "by", "when") and words[start + 1].is_ing:
        yield Telling(start + 1)  # "While opening the bridge, Roe said …"


def _heavy(words: Sequence[Word], verb: Telling) -> Iterator[Telling]:
    """The word that tells the event, where the verb says little: "made an appearance", "has chosen to leave"."""
    text = words[verb.at].text
    if text in LIGHT:
        noun = next(_owned(words, verb.at + 1), None)
        if noun is not None:
            yield noun
            return
    following = [w.low for w in words[verb.at + 1 : verb.at + 3]]
    if not (text in CONTROL and ("to" in following or "by" in following)):
        yield verb


def _owned(words: Sequence[Word], at: int) -> Iterator[Telling]:
    """The last noun of the phrase that tells an event: "his annual opening keynote"."""
    found = None
    for k in range(at, min(at + PHRASE, len(words))):
        word = words[k]
        if word.sentence != words[at].sentence or word.low in PREPOSITIONS - {"of"} | ENDS | BE | HAVE | MODAL or word.text in (",", '"'):
            break
        if word.low in NOUNS:
            found = k
        elif word.is_past:
            break
    if found is not None:
        yield Telling(found)


def _as_subject(words: Sequence[Word], at: int) -> Iterator[Telling]:
    """The verbs of which a mention that ends before ``at`` is the subject."""
    if at >= len(words):
        return
    sentence = words[at].sentence
    end = at
    while end < len(words) and words[end].sentence == sentence and end < at + REACH:
        end += 1
    k = at
    if words[k].text == ",":  # an apposition
        close = next((j for j in range(k + 1, min(k + 16, end)) if words[j].text.endswith(",")), None)
        if close is None:
            return
        if words[k + 1].text in IRREGULAR:
            yield Telling(k + 1)  # "Roe, born in Vell, …"
        k = close + 1
    elif words[k].text == "(":
        k = next((j + 1 for j in range(k + 1, min(k + 8, end)) if words[j].text == ")"), end)
    if k < end and words[k].low == "who":
        k += 1
    begins = k
    k, tense, helped = _helpers(words, k, end)
    if k >= end or tense == "open" or any(w.low in NOT for w in words[begins:k]):
        return
    word, before = words[k], words[k - 1]
    if k > begins and before.low in HAVE and not word.is_past and (word.low in DETERMINERS or word.low.isdigit()):
        yield Telling(k - 1, "past" if before.low == "had" else "present")  # "has a new engine"
        return
    third = not helped and word.is_third and word.low not in PREPOSITIONS | STOPS
    if not (word.is_past or third or (helped and word.is_ing)):
        return
    yield Telling(k, "present" if third and not word.is_past else tense)
    yield from _joined(words, k + 1, end)


def _helpers(words: Sequence[Word], k: int, end: int) -> tuple[int, str, bool]:
    """Past adverbs and auxiliaries: where the verb stands, its tense, and whether it has an auxiliary."""
    tense, helped = "past", False
    while k < end:
        low = words[k].low
        if low in MODAL:
            tense, helped = "open", True
        elif low in BE | HAVE:
            helped = True
            if low in ("is", "are"):
                tense = "present"
        elif not words[k].is_adverb:
            break
        k += 1
    return k, tense, helped


def _joined(words: Sequence[Word], k: int, end: int) -> Iterator[Telling]:
    """The further verbs of a subject: "… and took", "…, saying", "… to reveal"."""
    in_marks = after_stop = going = False
    start = k
    while k < end:
        word, before = words[k], words[k - 1]
        if word.text == '"':
            in_marks = not in_marks
        elif in_marks:
            pass
        elif word.low in ENDS:
            return
        elif word.low in STOPS:
            after_stop = True
        elif word.low in PERSONAL:
            return
        else:
            left = k - 1
            while left > start and words[left].is_adverb:
                left -= 1
            if words[left].text == '"' and words[left - 1].text == ",":
                left -= 1
            joint = words[left].text
            if word.is_past and not after_stop and joint in ("and", "but") and words[min(k + 1, end - 1)].low != "by":
                yield Telling(k)
            elif word.is_past and after_stop and joint == "but" and words[left - 1].text == ",":
                yield Telling(k)
                after_stop = False
            elif word.is_ing and ((joint == "," and word.text in SAYING) or joint == "by" or (joint == "and" and going)):
                yield Telling(k)
                after_stop, going = False, True
            elif before.low == "to" and not after_stop and k - start <= 3 and words[start - 1].text in CONTROL and word.text.islower():
                yield Telling(k)
        k += 1


def _to_the_left(words: Sequence[Word], first: int) -> Iterator[Telling]:
    """The verb or noun whose object, agent or subject the mention at ``first`` is."""
    for k in range(first - 1, max(0, first - PHRASE - 1), -1):
        word, before = words[k], words[k - 1]
        if word.sentence != words[first].sentence:
            return
        if word.low == "said":
            yield Telling(k)  # "…", said the bridge's owner, Roe
            return
        if word.low in ("by", "of"):
            if before.is_past if word.low == "by" else before.low in NOUNS:
                yield Telling(k - 1)
            return
        if word.low in PREPOSITIONS | ENDS | BE | HAVE | MODAL | STOPS | PERSONAL or word.text in (",", '"', "(", ")"):
            return
        if (word.is_past or word.is_ing) and before.low not in DETERMINERS:
            yield Telling(k)
            return


def name_of(words: Sequence[Word], at: int) -> str:
    """The words as the task names an event: with its particle, "shut_down", also where its object stands between."""
    for k in range(at + 1, min(at + PHRASE, len(words))):
        word = words[k]
        if word.low in PARTICLES:
            return f"{words[at].text}_{word.text}"
        if word.low in PREPOSITIONS | STOPS | ENDS | BE | HAVE | MODAL | PERSONAL or word.text in (",", '"') or word.is_past:
            break
    return words[at].text
