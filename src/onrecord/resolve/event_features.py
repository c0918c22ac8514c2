"""What can be seen of a mention that tells whether the record should keep it: short, named features that a person can read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from onrecord.annotate.events import Token
from onrecord.resolve.arguments import preposition_before
from onrecord.resolve.people import Cast
from onrecord.resolve.word_list import word_list

if TYPE_CHECKING:
    from onrecord.resolve.told import Told

_DETERMINERS = word_list(
    """
    a an the this that these those his her its their any no some each every another my our your
    """
)
JUSTICE = word_list(
    """
    arrest charge plea trial conviction acquittal sentence imprisonment release parole commutation pardon appeal
    """
)


def describe(text: str, cast: Cast, tokens: list[Token], found: list[Told]) -> None:
    """Fill the features of all mentions of one report."""
    totals = Counter(t.trigger.type for t in found)
    before: Counter[str] = Counter()
    people_before: set[tuple[str, int]] = set()
    length = max(1, len(text))
    for told in found:
        trigger, shape = told.trigger, told.arguments
        f = told.features
        type = trigger.type

        def on(name: str, value: float = 1.0, f: dict[str, float] = f) -> None:
            f[name] = value

        on("always")
        on(f"type {type}")
        on(f"word {type} {trigger.lemma}")
        on(f"how {trigger.how} {shape.voice}")
        if not trigger.is_noun:
            on(f"form {'ing' if trigger.lemma.split()[0].endswith('ing') else 'past' if trigger.is_participle else 'base'}")
            on("has auxiliaries", float(bool(shape.carriers)))
        elif trigger.lemma.endswith("s") and not trigger.lemma.endswith("ss"):
            on("plural noun")
        previous = tokens[trigger.first - 1] if trigger.first else None
        following = tokens[trigger.last] if trigger.last < len(tokens) else None
        if trigger.is_noun:
            on(f"determiner {_determiner(told)}")
            on(f"before {preposition_before(told.clause, shape.begins)}")
        if previous is not None:
            on(f"previous {_shape(previous)}")
        if following is not None:
            on(f"next {_shape(following)}")
            if trigger.is_noun and following.low.isalpha() and _shape(following) == "word":
                on("noun before a noun")
        principals = told.principals
        named = [p for _, p, _ in told.people if p.named and p.is_person]
        on("principals", min(2, len(principals)))
        on("no principals", float(not principals))
        on("a named person", float(bool(named)))
        on("a step of justice with people", float(type in JUSTICE and bool(principals)))
        on("a doer", float(bool(shape.doers)))
        on("an undergoer", float(bool(shape.undergoers)))
        on(f"people of {trigger.how}", float(bool(told.people)))
        on("has a time", float(told.time is not None and told.time.value is not None))
        on("has an amount", float(told.amount is not None))
        on("has a place", float(told.place is not None))
        on(f"status {told.status}")
        on("in marks", float(cast.layout.in_marks(trigger.start)))
        on("in a quotation", float(told.quotation is not None))
        paragraph = cast.layout.paragraph(trigger.start)
        on(f"paragraph {min(paragraph, 4)}")
        on("late in the report", trigger.start / length)
        rank = before[type]
        on(f"{min(rank, 3)} of its type before")
        on(f"of its type {min(totals[type], 6)}")
        on("first of several", float(rank == 0 and totals[type] > 1))
        on("people told before", float(any((type, p) in people_before for p in principals)))
        on("new people", float(bool(principals) and not any((type, p) in people_before for p in principals)))
        on("other events in the sentence", float(min(3, sum(i.kind == "trigger" for i in told.clause.items) - 1)))
        on("in capitals", float(text[trigger.start].isupper()))
        before[type] += 1
        people_before.update((type, p) for p in principals)


def _determiner(told: Told) -> str:
    items, begins = told.clause.items, told.arguments.begins
    item = items[begins] if begins < len(items) else None
    if item is None or begins == told.clause.at:
        return "none"
    if item.possessive:
        return "possessor"
    return item.low if item.low in _DETERMINERS else item.kind


def _shape(token: Token) -> str:
    low = token.low
    if token.possessive:
        return "possessive"
    if not low[0].isalnum():
        return "mark" if low not in (",", ".", "-") else low
    if low[0].isdigit():
        return "number"
    if low in _CLOSED:
        return low
    return "capital" if token.capital else "word"


_CLOSED = word_list(
    """
    of in on at by for with from against about into over after before to the a an his her their its that who and or not no as is
    are was were be been being has have had will would could may might should said him them he she they it when while than
    """
)
