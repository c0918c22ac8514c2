"""The source of an attribution in which the reader marked none: the subject of its verb, where the sentence has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from onrecord.annotate.events import tokens_of
from onrecord.model import Quotation, Span
from onrecord.resolve.clauses import Item, Sentences
from onrecord.resolve.coordination import with_others_after
from onrecord.resolve.people import Cast
from onrecord.resolve.subjects import group, subject_after_opening, subject_of
from onrecord.resolve.word_list import word_list

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CARRIERS = word_list(
    "has have had having will would can could may might must should does did do is are was were be been being not never to"
)
#: A participle of these has the one spoken to, or of, before it: "Roe, asked whether"; what stands after it tells.
_OF_ANOTHER = word_list("asked told accused described called quoted named reminded warned informed urged")
_NO_VERBS = word_list("titled dubbed known listed alleged supposed purported")
_PASSED_ON = re.compile(r"\W*(?:that|of|to|about|by|if|whether|in|as|why|how|what|when|who)\b|\W*$")
_SAID = word_list("said says wrote added writes tweeted asked")
_NOBODY = word_list("himself herself themselves itself myself most many some which who that this")
_ANYBODY = word_list("someone everyone anyone somebody everybody anybody those people")
_OBJECTS = word_list("for of against as")
_CLOSED = (",", "”", '"', "’", "'")


def with_sources(cast: Cast, quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations, with a source for those that have a cue and none, where its verb has a subject."""
    if all(q.source is not None or q.cue is None or q.mode == "thought" for q in quotations):
        return list(quotations)
    sentences = Sentences(cast, tokens_of(cast.text), (), ())
    return [with_source(sentences, q) for q in quotations]


def with_source(sentences: Sentences, q: Quotation) -> Quotation:
    if q.source is not None or q.cue is None or q.mode == "thought":
        return q
    found = source(sentences, q.cue)
    if found is None or any(c.start < found.end and found.start < c.end for c in q.contents):
        return q
    stands = [part for part in (found, q.cue, q.attribution) if part]
    around = Span.of(sentences.cast.text, min(part.start for part in stands), max(part.end for part in stands))
    return msgspec.structs.replace(q, source=found, attribution=around)


def source(sentences: Sentences, cue: Span) -> Span | None:
    """The words of the subject of the verb in ``cue``; None for a passive, a noun, and where there is none."""
    verb = _verb(cue)
    if verb is None:
        return None
    at, word = verb
    items, k = sentences.at(at)
    text = sentences.cast.text
    begins, carriers = group(items, k)
    before = items[begins - 1] if begins else None
    is_participle = word.endswith("ing") and not carriers
    if any(c.kind == "to" or (c.kind == "be" and not word.endswith("ing")) for c in carriers):
        return None
    if word in _SAID and text[:at].rstrip()[-1:] in _CLOSED and k + 1 < len(items) and not items[k + 1].possessive:
        return _span(text, with_others_after(items, k + 1)) if items[k + 1].kind == "who" else None
    if before is None:
        return _span(text, subject_after_opening(items, begins, k)) if is_participle else None
    if before.kind == "rel" or before.low == "that":
        return _antecedent(text, items, begins - 1) if before.low not in ("whom", "whose") else None
    if is_participle:
        return _span(text, items[max(begins - 2, 0) : begins - 1]) if before.low in _OBJECTS else None
    if before.kind != "who" or before.possessive or (word in _OF_ANOTHER and word != "told" and _PASSED_ON.match(text, cue.end)):
        return None
    return _span(text, subject_of(items, begins, carriers)[0])


def _span(text: str, subject: Sequence[Item]) -> Span | None:
    if not subject or any(item.kind != "who" or item.low in _NOBODY for item in subject):
        return None
    return Span.of(text, subject[0].start, subject[-1].end)


def _verb(cue: Span) -> tuple[int, str] | None:
    """Where the verb of a cue begins, and the word; None for a passive and for what is no verb."""
    words = [(cue.start + m.start(), m[0].lower().replace("’", "'")) for m in _WORD.finditer(cue.text)]
    if any(low in ("being", "been", "was", "were", "is", "are") for _, low in words) and not words[-1][1].endswith("ing"):
        return None
    at, low = next(((at, low) for at, low in words if low not in _CARRIERS and not low.endswith("ly")), (0, ""))
    return (at, low) if low and low not in _NO_VERBS else None


def _antecedent(text: str, items: list[Item], rel: int) -> Span | None:
    """The noun phrase that a relative pronoun takes up: of "Roe of Vell, who" and "Roe, a clerk, who" the first name."""
    k = rel - 1
    while k >= 0 and items[k].kind in ("comma", "adverb"):
        k -= 1
    if k < 0:
        return None
    last = k
    if items[k].kind == "who":
        if k > 1 and items[k - 1].kind == "prep" and items[k - 2].kind == "who":
            k = last = k - 2
    elif items[k].low not in _ANYBODY:
        while k >= 0 and items[k].kind in ("word", "who") and not items[k].possessive:
            k -= 1
        if k == last or k < 0 or not (items[k].kind == "det" or items[k].possessive):
            return None
    is_one_of = text[items[k].start : items[k].start + 3].startswith(("a ", "an "))
    if is_one_of and k > 1 and items[k - 1].kind == "comma" and items[k - 2].kind == "who" and text[items[k - 2].start].isupper():
        k = last = k - 2
    return Span.of(text, items[k].start, items[last].end) if items[k].low not in _NOBODY else None
