"""Whether the words around a time expression speak of the past or of the future.

A bare "Tuesday" or "May" is the last one beside a past tense and the next one beside "will"; the verb nearest to it in its own
clause decides, one before it rather than one after it, unless the expression opens the clause.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Literal

from onrecord.annotate.time_words import listed

Tense = Literal["past", "future", "present"]

_LAPSED = r"had\s+(?:previously\s+|originally\s+)?been\s+(?:due|scheduled|expected|set|slated)(?:\s+to\s+\w+)?|as\s+(?:\w+ly\s+)?planned"
_FUTURE = (
    r"(?:wo|sha)n[’']t|will|shall|going\s+to|gonna|[’']ll|to\s+be|(?:is|are|was|were)\s+(?:to|due)|due|expect(?:s|ed)?|scheduled?|"
    r"plans?\s+(?:to|for)|planned|planning|supposed|effective|hopes?|hoping|slated|set\s+(?:to|for)|aims?|intends?|would|could|should|might|may|"
    r"must|poised|prepar(?:es?|ing)|upcoming|deadline|await(?:s|ing)?|ahead\s+of|until|postponed|delayed|begins|opens|expires?|airs|"
    r"takes\s+place|heads|(?<!to\s)meets?|airing|reconvenes|convenes|kicks\s+off"
)
_PAST = (
    r"was|were|had|did|said|told|made|went|came|took|gave|got|saw|found|left|held|began|became|wrote|spoke|won|lost|met|put|ran|sent|shot|"
    r"struck|fell|rose|broke|brought|bought|sold|kept|led|paid|drew|flew|grew|knew|threw|stood|sought|fought|caught|taught|thought|swore|"
    r"bore|tore|hit|cut|read|quit|let|sat|rode|drove|chose|felt|built|lay|laid|shut|swept|beat|been|since|spent|overthrew|withdrew|sank|"
    r"slid|shook|upheld|set|[a-z]{2,}ed"
)
# What could not be done was tried: "neither of them could be reached on Monday".
_FAILED = r"(?:neither|no\s+one|nobody|not)\b[^,;]{0,60}?\bcould|could\s?n[o’']t|could\s+not"
# What was agreed then may be done then or later: the words leave it open.
_OPEN = r"(?:agree[ds]?|agreements?|decid(?:ed?|es)|decisions?)\s+to\s+\w+"
_PRESENT = r"is|are|has|have|says|does|do|tells|remains?"
_VERB = re.compile(
    r"(?<![\w’'-])(?:(?P<lapsed>"
    + _LAPSED
    + "|"
    + _FAILED
    + r")|(?P<open>"
    + _OPEN
    + r")|(?P<future>"
    + _FUTURE
    + r")|(?P<past>"
    + _PAST
    + r")|(?P<present>"
    + _PRESENT
    + r"))(?![\w-])|(?P<will>[’']ll)\b",
    re.IGNORECASE,
)
# Participles and nouns in -ed that tell no tense.
_NO_TENSE = listed(
    "united need indeed speed seed feed breed hundred succeed exceed proceed red bed wed fed unprecedented armed wounded proposed "
    "so-called detailed based unspecified undisclosed unidentified"
)
# The first character stands apart, so that the search passes over all others.
_BOUNDARY = re.compile(r"[\n.!?](?:(?<=\n)\n*|[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|(?<=[a-z]\.)(?=[A-Z][a-z]))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Prof|Rev|Hon|Jr|Sr|vs|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Corp|Co|Ltd|Calif|Fla|Pa|Va|Ky|Mass|Conn|Ariz|Ala|Mo|Wis|Mich|Minn|Wash|Ore|Tenn|Miss|Ill|Ind|Ga|La|Okla|Ark|Colo|Del|Md|Me|Nev|Wyo|Vt|Tex|a\.m|p\.m|U\.S|U\.N|D\.C)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])$"
)


@lru_cache(maxsize=8)
def sentence_starts(text: str) -> tuple[int, ...]:
    """The offsets at which sentences start, the first 0: after a full stop, a question or exclamation mark, or a line break."""
    starts = [0]
    for match in _BOUNDARY.finditer(text):
        if text[match.start()] == "." and _ABBREVIATION.search(text, max(0, match.start() - 8), match.start()):
            continue
        starts.append(match.end())
    return tuple(starts)


def sentence_at(text: str, at: int) -> tuple[int, int]:
    """The sentence ``[start, end)`` in which the code point ``at`` stands."""
    starts = sentence_starts(text)
    i = bisect_right(starts, at)
    return starts[i - 1], starts[i] if i < len(starts) else len(text)


# What may stand between "will" and its participle.
_CHAIN = re.compile(r"\s*(?:(?:to|still|also|now|soon|then|only|not|never|have|be|been|\w+ly)\s+)*")


def _verbs(stretch: str) -> list[tuple[int, Tense]]:
    found: list[tuple[int, Tense]] = []
    ended = 0
    for match in _VERB.finditer(stretch):
        kind = "future" if match["future"] or match["will"] else "past" if match["past"] or match["lapsed"] else "present"
        if match[0].lower() in _NO_TENSE or match[0] == "May":
            continue
        # A participle belongs to the future before it: "to be published", "will have left".
        if kind == "past" and found and found[-1][1] == "future" and _CHAIN.fullmatch(stretch, ended, match.start()):
            continue
        ended = match.end()
        found.append((match.start(), kind))  # type: ignore[arg-type]
    return found


# What may stand between the head of a clause and an expression that opens it: "but late on Friday, …".
_OPENING = re.compile(
    r"(?:^|[,;:—–]|\b(?:that|and|but))\s*(?:[\"“]\s*)?"
    r"(?:(?:on|in|until|since|after|also|by|for|as\s+of|but|and|the|earlier|late|later)\s+)*$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"[’']s\b")
_BEFORE_EVENT = re.compile(r"\b(?:ahead\s+of|before|for|in|until)\s+$")
_SINCE = re.compile(r"(?:[Ii]n|[Ss]ince)\s+$")
_WHEN = re.compile(r",?\s+when\b")
_THROUGH = re.compile(r"\bthrough\s+$")
_ARRANGED = re.compile(r"\b(?:for|to)\s+an?\s+$")


def tense_near(text: str, start: int, end: int) -> Tense | None:
    """The tense of the verb that the expression ``[start, end)`` of ``text`` goes with; ``None`` where none stands near."""
    low, high = sentence_at(text, start)
    left, right = text[max(low, start - 110) : start], text[end : min(high, end + 90)]
    opening = _OPENING.search(left, max(0, len(left) - 40))
    if _POSSESSIVE.match(right) and not _BEFORE_EVENT.search(left, max(0, len(left) - 16)):
        return "past"  # "Sunday's massacre": what has a day of its own in the report has happened
    if _THROUGH.search(left, max(0, len(left) - 12)):
        return "present"  # "a loan through January" may end in either
    if _ARRANGED.search(left, max(0, len(left) - 12)):
        return "future"  # "agreed to a Tuesday hearing"
    before = _verbs(left)
    after = _verbs(right)
    if _WHEN.match(right) and after and after[0][1] != "future":
        return "past"  # "On Friday, when she put off the talks, …"
    if after and after[0][0] <= 2 and right[:1] == " ":
        return after[0][1]
    if opening and after and (opening.start() == 0 or (len(left) - opening.start() < 12 and (not before or after[0][0] < 40))):
        return after[0][1]
    if before:
        at, kind = before[-1]
        # "has been", "is expected", "was scheduled", "had said": the last of a chain speaks; a future in the chain wins.
        for earlier, other in reversed(before[:-1]):
            if other == "future" and at - earlier < 22 and kind != "past":
                return "future"
        return kind
    if _SINCE.match(left):
        return "past"  # "In January, a week after the vote, …": a report tells what has happened
    if not after or right[:1] == ",":
        return None
    return after[0][1]
