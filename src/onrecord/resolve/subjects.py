"""The verb group that a verb ends, and its subject, by walking left from it."""

from __future__ import annotations

from onrecord.resolve.clauses import Item
from onrecord.resolve.coordination import with_others_after, with_others_before

_NOMINATIVE = frozenset(("he", "she", "they", "i", "we"))
_FAR = 14
_SAY = frozenset(("say", "says", "said", "believe", "believed", "allege", "alleged", "think", "suspect"))


def group(items: list[Item], at: int) -> tuple[int, tuple[Item, ...]]:
    """The first item of the verb group that ends before item ``at``, and the auxiliaries and negations in it."""
    carriers: list[Item] = []
    k = at - 1
    while k >= 0 and items[k].kind in ("be", "have", "modal", "to", "not", "adverb"):
        if items[k].kind != "adverb":
            carriers.append(items[k])
        k -= 1
    return k + 1, tuple(reversed(carriers))


def subject_of(items: list[Item], begins: int, carriers: tuple[Item, ...]) -> tuple[tuple[Item, ...], bool]:
    """The subject of the verb group that begins at item ``begins``, and whether it is that of a verb before an "and"."""
    k = begins - 1
    infinitive = bool(carriers) and carriers[0].kind == "to"
    coordinated = False
    relative = False
    depth = 0
    if k >= 2 and items[k].low in _SAY and items[k - 1].kind == "who" and items[k - 2].kind == "rel":
        k -= 2  # "the gunman who police say killed": no subject of its own
    while k >= 0 and begins - k < 3 * _FAR:
        item = items[k]
        if item.kind == "stop" and item.low not in (
            "that",
            "after",
            "before",
            "while",
            "when",
            "as",
            "since",
            "if",
            "because",
            "though",
            "although",
            "where",
            "until",
        ):
            break
        if item.kind == "stop":
            if depth == 0 and k == begins - 1 and item.low in ("after", "before", "while", "when", "since", "until", "as"):
                k -= 1  # "after serving": the subject of the main clause
                continue
            if item.low == "that" and k == begins - 1:
                relative = True
                k -= 1
                continue
            if not infinitive:
                break
            k -= 1
            continue
        if item.kind == "rel":
            relative = True
            k -= 1
            continue
        if item.kind == "comma" and not relative:
            opened = _opening_comma(items, k)
            if opened is not None:
                if k - opened == 2 and items[k - 1].kind == "who" and not items[k - 1].possessive and items[opened - 1].kind == "word":
                    return (items[k - 1],), coordinated  # "its spiritual leader, X,"
                k = opened - 1
                continue
        if infinitive and item.low == "her" and item.kind == "det" and k == begins - 1:
            return (item,), False  # "called on her to resign"
        if item.kind == "trigger" and k and items[k - 1].possessive and depth == 0:
            return (items[k - 1],), coordinated  # "her sentence was commuted"
        if item.kind == "and" and begins - k <= 2 and not (k and items[k - 1].kind == "who" and k + 1 < begins):
            coordinated = True
            for j in range(k - 1, max(-1, k - _FAR), -1):
                if items[j].kind in ("stop", "rel"):
                    break
                if items[j].kind == "verb" or (
                    items[j].kind == "trigger" and j and not (items[j - 1].possessive or items[j - 1].kind in ("det", "prep", "word"))
                ):
                    return subject_of(items, group(items, j)[0], ())[0], True
        if item.kind == "who" and not item.possessive:
            before = items[k - 1] if k else None
            if before is not None and before.kind == "det" and k > 1 and items[k - 2].kind == "prep":
                before = items[k - 2]  # "in a Roe mask"
            if before is not None and before.kind in ("prep", "to") and not relative and not (infinitive and before.low in ("on", "for")):
                k = _past_phrase(items, k)
                continue
            if before is not None and before.kind == "trigger" and k > 1 and items[k - 2].kind == "prep":
                k -= 3
                continue
            if infinitive and before is not None and before.low in ("with", "of", "by"):
                k -= 2
                continue
            if coordinated and before is not None and not relative and item.low not in _NOMINATIVE and _is_object(items, k):
                k -= 1
                continue
            apposed = _named_before(items, k) or _predicated(items, k) if relative else None
            return (apposed,) if apposed is not None else with_others_before(items, k), coordinated
        k -= 1
        depth += 1
    return (), coordinated


def subject_after_opening(items: list[Item], begins: int, at: int) -> tuple[Item, ...]:
    """The subject of the main clause, for a clause that opens the sentence without one: "Before being elected, she …"."""
    if begins > 2 or not (begins == 0 or items[begins - 1].kind in ("stop", "prep")):
        return ()
    for k in range(at + 1, min(len(items) - 1, at + _FAR)):
        if items[k].kind == "comma" and items[k + 1].kind == "who" and not items[k + 1].possessive:
            return with_others_after(items, k + 1)
    return ()


def _named_before(items: list[Item], k: int) -> Item | None:
    """Whom the apposition around item ``k`` tells of: "Roe" in "Roe, a native of Vell who was freed", "Roe, the man who …"."""
    c = next((j for j in range(k - 1, max(-1, k - _FAR), -1) if items[j].kind not in ("det", "word", "prep", "adverb", "who", "and")), -1)
    if c < 1 or items[c].kind != "comma" or items[c - 1].kind != "who" or items[c - 1].possessive or items[c + 1].kind == "and":
        return None
    opens = items[c + 1].low if items[c + 1].kind == "det" else ""
    if opens not in ("a", "an", "the", "one") or (c > 1 and items[c - 2].kind in ("prep", "to")):
        return None
    return items[c - 1]


def _predicated(items: list[Item], k: int) -> Item | None:
    """Of whom the description at item ``k`` is said: "Roe" in "Roe is a dentist who …"."""
    j = k - 1
    while j > 0 and items[j].kind in ("det", "word"):
        j -= 1
    is_said = 1 <= j < k - 1 and items[j].kind == "be" and items[j - 1].kind == "who" and not items[j - 1].possessive
    return items[j - 1] if is_said else None


def _is_object(items: list[Item], k: int) -> bool:
    """Whether a verb or trigger stands right before the person at ``k``."""
    before = items[k - 1]
    return before.kind in ("verb", "trigger", "and") or (before.kind == "word" and before.low.endswith("ing"))


def _opening_comma(items: list[Item], k: int) -> int | None:
    """The comma that opens the apposition or clause which the comma at ``k`` closes."""
    for j in range(k - 1, max(-1, k - _FAR), -1):
        if items[j].kind == "comma":
            return j if (j and items[j - 1].kind in ("who", "time")) or (j and items[j - 1].kind == "word") else None
        if items[j].kind == "stop":
            return None
    return None


def _past_phrase(items: list[Item], k: int) -> int:
    """The item before the prepositional phrase that ends with the person at ``k``."""
    k -= 1
    while k >= 0 and items[k].kind in ("prep", "det"):
        k -= 1
    return k
