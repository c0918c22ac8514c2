"""Those who are named together, as "A, B and C", and names that run into each other, as "FBI Director James Comey"."""

from __future__ import annotations

from onrecord.resolve.clause_words import PEOPLE
from onrecord.resolve.clauses import Item
from onrecord.resolve.pronouns import PRONOUNS
from onrecord.resolve.titles import TITLES
from onrecord.resolve.word_list import word_list

_OF_STATE = frozenset(("of", "general"))  # "Secretary of State", "Attorney General"
_BEFORE_NAME = TITLES | PEOPLE | word_list("special deputy")


def _is_title(item: Item) -> bool:
    return item.kind == "word" and item.low.removeprefix("then-") in _BEFORE_NAME


def with_others_before(items: list[Item], k: int) -> tuple[Item, ...]:
    """The person at ``k`` with those named together before ("A, B and C")."""
    found = [items[k]]
    while k >= 2 and items[k - 1].kind in ("and", "comma") and items[k - 2].kind == "who" and not items[k - 2].possessive:
        if items[k - 1].low == "but" or (items[k - 1].kind == "comma" and len(found) == 1):
            break
        found.append(items[k - 2])
        k -= 2
    if k >= 3 and items[k - 1].kind == "and" and items[k - 2].kind == "comma" and items[k - 3].kind == "who":
        found.append(items[k - 3])
    return tuple(reversed(found))


def with_others_after(items: list[Item], k: int, *, between: bool = False) -> tuple[Item, ...]:
    """The person at ``k`` with those named together after ("A, B and C"), each without the titles before it; one behind whom a verb
    stands begins a clause of its own, except behind "between"."""
    k = _last_of_run(items, k)
    found = [items[k]]
    k = _past_age(items, k)
    while k + 2 < len(items) and (items[k + 1].low == "including" or (items[k + 1].kind in ("and", "comma") and items[k + 1].low != "but")):
        j = k + 2 + (items[k + 1].kind == "comma" and (items[k + 2].kind == "and" or items[k + 2].low == "including"))
        while j < len(items) and j - k < 7 and (_is_title(items[j]) or (items[j].low in _OF_STATE and _is_title(items[j - 1]))):
            j += 1 + (items[j].low == "of")
        if j >= len(items) or items[j].kind != "who":
            break
        j = _last_of_run(items, j)
        after = items[j + 1].kind if j + 1 < len(items) else "stop"
        if items[j].possessive or (after in ("be", "have", "modal", "verb") and not between):
            break
        found.append(items[j])
        k = _past_age(items, j)
    return tuple(found)


def _last_of_run(items: list[Item], k: int) -> int:
    """The last name of a run like "FBI Director James Comey": the one it names."""
    while not items[k].possessive:
        j = k + 1
        while j < len(items) and items[j].kind == "word" and items[j].low in _BEFORE_NAME and j - k < 4:
            j += 1
        if j >= len(items) or items[j].kind != "who" or items[j].low in PRONOUNS or (j == k + 1 and items[k].end + 2 < items[j].start):
            break
        k = j
    return k


def _past_age(items: list[Item], k: int) -> int:
    """The age behind the name at ``k`` where others follow it ("Roe, 34, and Poe"), else ``k``."""
    if k + 3 < len(items) and items[k + 1].kind == "comma" and items[k + 2].low.isdigit() and items[k + 3].kind in ("comma", "and"):
        return k + 2
    return k
