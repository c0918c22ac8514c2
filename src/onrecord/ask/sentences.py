"""The sentence of a report in which something stands."""

from __future__ import annotations

import re
from itertools import takewhile

from onrecord.model import Span

#: A text without any sentence end is cut so far from the quotation, in characters; most sentences begin nearer.
FARTHEST, NEAR = 2_000, 300
#: The longest stop with its closing marks, and the longest abbreviation, that are looked for.
_STOP, _LONGEST = 8, 12

# A stop may lack its space, as in pages whose paragraphs were run together: "… the end.Then …"
_END = re.compile(
    r"""(?<![.!?…])[.!?…]++["”’'»)\]]*+(?=\s+["“‘'«(\[]*[A-Z0-9À-ÖØ-Þ])|(?<=[a-z])[.!?]["”’]*+(?=["“‘]?[A-Z][a-z])|\n\s*?\n"""
)
_ABBREVIATION = re.compile(
    r"""[\W_]*(?:(?:[A-Za-z]\.)*[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Sen|Rep|Gen|Lt|Col|Capt|Maj|Sgt|Det|Supt|Insp|Atty|St|Mt|Ft|Jr|Sr|No|vs|v
    |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Blvd|Rd|Inc|Co|Corp|Ltd|cf|al|e\.g|i\.e|a\.m|p\.m)""",
    re.VERBOSE,
)


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence, or the run of sentences, that holds ``[start, end)`` of ``text``, without white space at its edges.

    A rule, not a parser: a sentence ends at ``. ! ? …`` before white space and a capital or a digit, not after an initial or a common
    abbreviation, and at an empty line.
    """
    first, high = max(0, start - FARTHEST), min(len(text), end + FARTHEST)
    last = high
    for low in (max(first, start - NEAR), first):
        ends = takewhile(lambda found: found.end() <= start, _END.finditer(text, low, high))
        before = [found.end() for found in ends if not _abbreviates(text, found)]
        if before:
            first = before[-1]
            break
    for found in _END.finditer(text, max(start, end - _STOP), high):
        if found.end() >= end and not _abbreviates(text, found):
            last = found.end()
            break
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Span(start=first, end=last, text=text[first:last])


def _abbreviates(text: str, stop: re.Match[str]) -> bool:
    """Whether the stop belongs to an abbreviation or an initial."""
    before = text[max(0, stop.start() - _LONGEST) : stop.start()].split()
    return stop[0] == "." and bool(before) and not text[stop.start() - 1].isspace() and bool(_ABBREVIATION.fullmatch(before[-1]))
