"""When an event happened: the time expression of its own clause, if there is one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from onrecord.annotate.event_words import LEXICON
from onrecord.annotate.events import Trigger
from onrecord.model import Time
from onrecord.resolve.clauses import Clause, Item
from onrecord.resolve.word_list import word_list

_HAPPENS = word_list(
    """
    began begin begins started start filed held scheduled set took takes take place occurred happened came comes expected issued announced
    made brought launched opened due ended concluded told
    """
)
_WHERE = ("in prison", "in jail", "behind bars", "prison time")
_OF_JUSTICE = frozenset(("arrest", "charge", "plea", "trial", "conviction", "acquittal", "sentence"))
_JUSTICE_WORDS = frozenset(w for way in LEXICON.values() for word in way if word.type in _OF_JUSTICE for w in (" ".join(word.words),))
_OF_A_CRIME = frozenset(
    ("to", "with", "of", "for", "degree", "second-degree", "first-degree", "third-degree", "capital", "attempted", "aggravated", "sexual")
)
_REFERENCE = re.compile(r".*_REF$")


#: The time that an item is, where it can date an event; with True, also one that dates a saying.
Usable = Callable[[Item, bool], Time | None]


def time_of(clause: Clause, trigger: Trigger, begins: int, times: Sequence[Time], sayings: Mapping[int, int]) -> Time | None:
    """The time that dates ``trigger``, whose group begins at item ``begins``. ``sayings`` lead from where a time stands that may date a
    saying to the verb of it; it dates the event where that is nearer."""
    items, at = clause

    def usable(item: Item, near: bool) -> Time | None:
        k = bisect_left(times, item.start, key=_start)
        if k >= len(times) or times[k].start != item.start:
            return None
        said = sayings.get(times[k].start)
        if said is not None and not near and abs(said - item.start) <= abs(trigger.start - item.start) and said != trigger.start:
            return None
        found = times[k]
        return found if found.type in ("DATE", "TIME") and not _REFERENCE.match(found.value or "") else None

    for k in range(begins, at):  # "Sunday's shooting", "the 2016 election"
        if items[k].kind == "time" and trigger.is_noun and (found := usable(items[k], True)):
            return found
    after = _after(items, at, trigger, usable)
    if after is not None:
        return after
    return _before(items, begins, usable)


def _start(time: Time) -> int:
    return time.start


def _after(items: list[Item], at: int, trigger: Trigger, usable: Usable) -> Time | None:
    happens = trigger.is_noun
    if (
        happens
        and trigger.type not in _OF_JUSTICE
        and any(i.kind == "trigger" and i.low in _JUSTICE_WORDS for i in items[max(0, at - 4) : at])
    ):
        return None  # "pleaded guilty to murder in 2016" dates the plea
    for k in range(at + 1, min(len(items), at + 22)):
        item = items[k]
        if item.kind == "time":
            following = items[k + 1 : k + 3]
            if item.possessive or (following and following[0].kind == "trigger" and following[0].start - item.end < 3):
                continue  # "last year's election", "the 2016 election"
            found = usable(item, k == at + 1 or (k == at + 2 and items[at + 1].kind == "prep"))
            if found is not None:
                return found
        elif item.kind in ("stop", "rel"):
            return None
        elif item.kind == "trigger":
            if (item.low in _HAPPENS and happens) or item.low.endswith(_WHERE):
                continue
            if trigger.type in _OF_JUSTICE and k - at < 6 and items[k - 1].low in _OF_A_CRIME:
                continue
            return None
        elif item.kind == "verb" and item.low not in _HAPPENS:
            return None
        elif item.kind == "verb" or (item.kind in ("be", "have", "modal") and happens):
            if not happens:
                return None
        elif item.kind in ("be", "have", "modal") or (item.kind == "and" and k > at + 1 and items[k - 1].kind not in ("who", "word")):
            return None
    return None


def _before(items: list[Item], begins: int, usable: Usable) -> Time | None:
    """A time right before the verb or its subject, or one that opens the clause."""
    for k in range(begins - 1, max(-1, begins - 16), -1):
        item = items[k]
        if item.kind == "time":
            found = usable(item, False)
            opens = (
                k <= 1
                or items[k - 1].kind in ("stop", "comma", "and")
                or (items[k - 1].kind == "prep" and (k < 2 or items[k - 2].kind in ("stop", "comma", "and", "adverb")))
            )
            if found is not None and (opens or k == begins - 1):
                return found
        elif item.kind in ("stop", "trigger", "be", "modal") or (item.kind == "rel" and k < begins - 1) or item.kind == "verb":
            return None
    return None
