"""Attributions by phrases that the training articles all but lack, where the reader has not seen them."""

from __future__ import annotations

import re

from onrecord.annotate.found import Found, Range, merge, same, shared, size, snap
from onrecord.annotate.nearby import Marks, Places

_BRINGS = re.compile(
    r"(?:\b(?P<source>I|he|she|it|they|we|you|people|everyone|everybody|who|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}?)\s?)?"
    r"(?P<cue>(?:['’](?:m|s|re)|(?:\b(?:was|were|am|is|are|be|just|kept|has|have|had))) (?:like|saying|going|all)"
    r"|\b(?:said|says|say|saying|asked|asks|asking|goes|thought|wrote|writes|told (?:me|him|her|us|them|you)))[,:]?\s*(?:[“\"]\s?)?\Z",
)
# "He was arrested in 2015, as per the Courant.": a set phrase that the training articles all but lack.
_AS_PER = re.compile(
    r"(?P<cue>\b[Aa]s per|\bas (?:first )?reported by)\s(?P<source>(?:[Tt]he )?[A-Z][^\s,.;:()]*(?: (?:of |and )?[A-Z][^\s,.;:()]*){0,4})"
)
# "Sources close to Orla tell the Lantern … she is ready": gossip's own punctuation.
_TELL = re.compile(
    r"(?P<source>\b(?:[Ss]ources?|[Ii]nsiders?|[Aa]n insider|[Aa] source)\b[^.!?…\n]{0,50}?)\s(?P<cue>tells?|told)\s"
    r"(?P<addressee>(?:[Tt]he )?[A-Z][\w!&’'-]*(?: [A-Z][\w!&’'-]*){0,3})\s*(?:…|\.\.\.|[:,])\s*"
    r"(?P<content>\w[^\n]{3,300}?)(?=\s*(?:pic\.twitter|https?:)|[.!?](?:\s|$)|\n|$)"
)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+|\n")


def set_phrases(text: str, found: list[Found]) -> list[Found]:
    """Attributions by phrases that the training articles all but lack, where the reader has not seen them."""
    places = Places([f.cue] for f in found if f.cue)
    cues = [f.cue for f in found if f.cue]

    def seen(cue: Range) -> bool:
        return any(shared((cue,), (cues[k],)) for k in places.near([cue]))

    out = []
    for m in _TELL.finditer(text):
        if not seen(m.span("cue")):
            out.append(Found(m.span("cue"), False, 0.7, (m.span("content"),), m.span("source"), m.span("addressee"), None))
    for m in _AS_PER.finditer(text):
        cue = m.span("cue")
        if seen(cue):
            continue
        low = max(0, m.start() - 500)
        start = max((end.end() for end in _SENTENCE_END.finditer(text, low, m.start())), default=low)
        contents = tuple(merge(text, [r] if (r := snap(text, start, m.start(), Marks([]), m.start())) else []))
        if contents and len(text[slice(*contents[0])].split()) > 3:
            out.append(Found(cue, False, 0.7, contents, m.span("source"), None, None))
    return out


def within_marks(text: str, marks: Marks, found: list[Found]) -> list[Found]:
    """Marks within marks after words that bring speech: "And I'm like, 'Wow.'" """
    places = Places(f.contents for f in found)
    out = []
    for q in marks:
        if not q.depth or not q.closed or len(text[q.start : q.end].split()) < 3:
            continue
        here = ((q.start, q.end),)
        near = (found[k].contents for k in places.near(here))
        if any(same(shared(contents, here), size(contents), q.end - q.start) for contents in near):
            continue
        brings = _BRINGS.search(text, max(0, q.start - 60), q.start)
        if brings:
            source = brings.span("source") if brings["source"] else None
            out.append(Found(brings.span("cue"), False, 0.8, here, source, None, None))
    return out
