"""What a report says that a name's bearer is: "actress X", "X, the mayor of Y", "X, R-Maine", "X is a lawyer"."""

from __future__ import annotations

import re

from onrecord.resolve.titles import STATE_NAMES, STATES
from onrecord.resolve.word_list import word_list

_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_STOP = word_list(
    """
    the a an and or but of for in at on with by to from as that this who whom which said says told asked was is were are be been has
    had have his her its their our my he she it they we not when while after before because if than then also like including according
    about into over against between among he's she's will would
    """
)
# "Roe's mother, Ann": the role stands before the comma.
_APPOSED_BEFORE = re.compile(r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Tt]he)|\w['’]s?) (?P<role>(?:[a-z][\w-]* ){0,2}[a-z][\w-]*), $")
_MARK = re.compile(r"[^\w’'\- \u00a0]")
_AFTER = re.compile(
    r"(?:,| \(| [-–—])\s*(?P<apposed>(?:(?:who|which) (?:is|was|serves as|served as|has been) )?[^,.;:()\n“”\"]{3,90})"
    r"| (?:is|was|became|serves as|served as) (?:the|a|an) (?P<copula>[^,.;:()\n“”\"]{3,70})"
)
_PARTY = re.compile(r"(?:, |\s?\()(?P<party>[DRI])[-–](?P<state>[A-Z][A-Za-z. ]{0,14}?)(?=[,.)]|\s[a-z])")
_PARTIES = {"D": {"democrat", "democratic"}, "R": {"republican"}, "I": {"independent"}}


def roles_before(text: str, start: int) -> set[str]:
    """The words right before a name, back to an article, a verb or a mark."""
    found: set[str] = set()
    for word in reversed(_MARK.split(text[max(0, start - 48) : start])[-1].split()[-4:]):
        low = word.lower().replace("’", "'").removesuffix("'s")
        if low in _STOP:
            break
        found.add(low)
    apposed = None if found else _APPOSED_BEFORE.search(text, max(0, start - 60), start)
    if apposed:
        found |= {w.lower() for w in apposed["role"].split() if w.lower() not in _STOP}
    return found


def roles_after(text: str, end: int) -> set[str]:
    """The words of the apposition, the party and state, or the predicate that follows a name."""
    found: set[str] = set()
    window = text[end : end + 140]
    party = _PARTY.match(window)
    if party:
        state = party["state"].replace(".", "").replace(" ", "").lower()
        found |= _PARTIES[party["party"]] | set(STATES.get(state, party["state"].lower()).split())
        window = window[party.end() :]
    m = _AFTER.match(window)
    if m:
        words = [w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(m["apposed"] or m["copula"])]
        if m["apposed"] and not (
            words and (words[0] in ("the", "a", "an", "his", "her", "their", "its", "who", "which") or len(words) <= 4)
        ):
            return found
        found |= {w for w in words[:9] if w not in _STOP} | {w for w in words if w in STATE_NAMES}
    return found
