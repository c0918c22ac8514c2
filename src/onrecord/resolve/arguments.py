"""Who does an event, and to whom it happens, by the shape of the sentence: voice, possessors, prepositions, light verbs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from onrecord.annotate.events import Trigger
from onrecord.model import EventType
from onrecord.resolve.clause_words import PREPOSITIONS
from onrecord.resolve.clauses import Clause, Item
from onrecord.resolve.coordination import with_others_after
from onrecord.resolve.subjects import group, subject_after_opening, subject_of
from onrecord.resolve.word_list import word_list

Voice = Literal["active", "passive", "attributive", "noun"]

# "received a sentence", "faces charges": the subject is the one to whom it happens, or who does it.
_LIGHT = word_list(
    """
    received receive receives got gets given handed gave faces face faced facing accepted accept entered enter served serving
    serve serves won win filed file files brought bring took lost offered submitted tendered announced held hold had has have
    underwent sought seeks seek made make opened open launched launch began start started conducted conduct conducting led
    leading completed denied issued issue won got avoid avoided escape escaped awaiting await awaits survived suffered suffer
    sustained committed commit carried survived attended convened scheduled granted grant dropped drop pursue pursuing requested
    demanded losing lose loses winning wins canceled cancelled cancels cancel postponed skipped arranged joined hosted hosts host
    """
)
_SERIES = word_list("round rounds series string number kind form")
_GIVES = word_list("given handed gave issued granted grant issue offered")
_WITH_OBJECT = frozenset(("opened fire", "open fire", "opens fire", "filed suit"))
_OF = frozenset(("of",))
_AGAINST = frozenset(("against", "on", "into", "over", "about"))
_WHILE = frozenset(("at", "during", "in", "for", "after", "before", "following", "to"))
_RIVAL = frozenset(("to", "over", "against", "between", "with"))
_WITH = frozenset(("with", "between", "among", "by"))
_MEETINGS = frozenset(("meeting", "meetings"))
_FAR = 14
_COMPLAINTS = word_list("allegation allegations claim claims accusation accusations complaint complaints story report disappearance")


class Arguments(NamedTuple):
    """The parts of the sentence that name who does it and to whom it happens; ``carriers`` are the verbs and modals that go with it."""

    doers: tuple[Item, ...] = ()
    undergoers: tuple[Item, ...] = ()
    voice: Voice = "active"
    carriers: tuple[Item, ...] = ()
    begins: int = 0
    coordinated: bool = False


def arguments(clause: Clause, trigger: Trigger) -> Arguments:
    """The arguments of ``trigger`` in its sentence. ``begins`` is the number of the first item of its verb group or noun phrase."""
    return _of_noun(clause, trigger) if trigger.is_noun else _of_verb(clause, trigger)


def _of_verb(clause: Clause, trigger: Trigger) -> Arguments:
    items, at = clause
    begins, carriers = group(items, at)
    low = trigger.word.words[0]
    voice: Voice = "active"
    be = any(c.kind == "be" for c in carriers)
    right = _object(items, at, trigger.type)
    if trigger.is_participle and trigger.how == "does":
        before = items[at - 1] if at else None
        if carriers:
            voice = "passive" if _is_passive(carriers) else "active"
        elif (before is not None and (before.kind == "det" or (before.kind == "who" and before.possessive))) or (
            before is None and right and items[at + 1].kind == "who"
        ):
            return Arguments(undergoers=right[:1] or _next_person(items, at), voice="attributive", begins=begins)
        elif not right and trigger.lemma not in _WITH_OBJECT and not _governs(items, begins, at):
            voice = "passive"
    elif low.endswith("ing") and be and trigger.how == "does" and not any(c.low == "being" for c in carriers):
        voice = "active"
    subject, coordinated = subject_of(items, begins, carriers)
    if not subject:
        subject = subject_after_opening(items, begins, at)
    if voice == "passive":
        return Arguments(_behind(items, at, frozenset(("by",))), subject, voice, carriers, begins, coordinated)
    if trigger.how == "undergoes":
        also = right if trigger.type in ("meeting", "election") else ()
        if trigger.type in ("meeting", "election") and not also:
            also = _behind(items, at, _RIVAL if trigger.type == "election" else frozenset(("with",)))
        return Arguments((), (*subject, *also), voice, carriers, begins, coordinated)
    if trigger.type == "commutation" and not right:  # "commuted the sentence of Roe"
        sentence = next((k for k in range(at + 1, min(len(items), at + 5)) if items[k].kind == "trigger"), None)
        right = _behind(items, sentence, _OF) if sentence is not None else ()
    if trigger.lemma in _WITH_OBJECT:
        right = _behind(items, at, frozenset(("on", "at", "against")))
    if trigger.type in ("settlement", "lawsuit") and not right:
        right = _behind(items, at, frozenset(("with",)))
    return Arguments(subject, right, voice, carriers, begins, coordinated)


def _governs(items: list[Item], begins: int, at: int) -> bool:
    """Whether something that is no word for people follows the verb as its object: "raided the house", "police arrested six hecklers"."""
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None:
        return False
    if begins > 0 and items[begins - 1].kind == "rel":
        return True  # "the blast, which killed seven"
    after_subject = begins > 0 and items[begins - 1].kind == "who"
    return following.kind == "det" or (after_subject and (following.kind == "word" or (following.kind == "who" and following.possessive)))


def _is_passive(carriers: tuple[Item, ...]) -> bool:
    """Whether the auxiliary nearest to the verb is a form of "be" ("will be charged", not "has charged")."""
    for c in reversed(carriers):
        if c.kind == "be":
            return True
        if c.kind in ("have", "modal", "to"):
            return False
    return False


def _object(items: list[Item], at: int, type: EventType) -> tuple[Item, ...]:
    """Whom the verb at ``at`` governs."""
    k = at + 1
    gap = 0
    while k < len(items) and gap < 5:
        item = items[k]
        if item.kind == "who" and item.possessive and type not in ("commutation",):
            k, gap = k + 1, gap + 1
            continue
        if item.kind == "who":
            return with_others_after(items, k)
        if type == "commutation" and item.kind == "det" and item.low in ("her", "his", "their"):
            return (item,)  # "commuted her sentence"
        if (
            item.kind == "det"
            and item.low == "her"
            and (k + 1 >= len(items) or items[k + 1].kind in ("stop", "prep", "comma", "time", "and", "to"))
        ):
            return (item,)
        if item.kind in ("det", "adverb", "word") or (type == "meeting" and (item.low == "with" or item.kind == "time")):
            k, gap = k + 1, gap + (item.kind == "word")
            continue
        return ()
    return ()


def _next_person(items: list[Item], at: int) -> tuple[Item, ...]:
    for item in items[at + 1 : at + 5]:
        if item.kind == "who":
            return (item,)
        if item.kind not in ("word", "det"):
            break
    return ()


def _behind(items: list[Item], at: int, prepositions: frozenset[str]) -> tuple[Item, ...]:
    """The person behind one of these ``prepositions``, among the phrases that follow item ``at``."""
    k = at + 1
    while k < len(items) and k - at < _FAR:
        item = items[k]
        if item.kind in ("stop", "rel", "be", "modal", "verb", "trigger"):
            return ()
        if item.kind == "comma" and k - at > 4:
            return ()
        if item.kind in ("prep", "to") and item.low in prepositions:
            for j in range(k + 1, min(len(items), k + 5)):
                if items[j].kind == "who" and not (items[j].possessive and j + 1 < len(items) and items[j + 1].kind in ("word", "trigger")):
                    return with_others_after(items, j, between=item.low == "between")
                is_apposed = items[j].kind == "comma" and items[j - 1].kind == "word" and j + 1 < len(items) and items[j + 1].kind == "who"
                if items[j].kind not in ("det", "word", "who", "adverb") and not is_apposed:  # "with her rival, Roe"
                    break
        k += 1
    return ()


def _into(items: list[Item], at: int) -> tuple[Item, ...]:
    """Whose doings are looked into: "a probe into Roe's use of email", "an inquiry into election meddling and the campaign"."""
    begins = next((k for k in range(at + 1, min(len(items), at + 4)) if items[k].low in ("into", "of")), None)
    for k in range(begins + 1, min(len(items), begins + 9)) if begins is not None else ():
        item = items[k]
        if item.kind in ("stop", "rel", "verb", "be", "have", "modal", "comma") or (item.kind == "trigger" and item.low != "election"):
            return ()
        following = items[k + 1] if k + 1 < len(items) else None
        if (item.kind == "who" or (item.kind == "det" and item.possessive)) and not (
            item.possessive and following is not None and following.low in _COMPLAINTS
        ):
            return (item,)
    return ()


def _of_noun(clause: Clause, trigger: Trigger) -> Arguments:
    items, at = clause
    begins = at
    possessor: Item | None = None
    modifiers: list[Item] = []
    k = at - 1
    while k >= 0 and at - k <= 6:
        item = items[k]
        if item.possessive and item.kind in ("who", "det", "word"):
            possessor, begins = item, k
            break
        if item.kind == "who":
            if at - k > 1 + len(modifiers) or item.low in ("he", "she", "they", "him", "them"):
                break
            modifiers.append(item)
            begins = k
        elif item.kind in ("word", "time", "adverb") and item.low not in _LIGHT:
            begins = k
        elif item.kind == "verb" and item.low.endswith("ed") and k and (items[k - 1].low in _LIGHT or items[k - 1].kind == "det"):
            begins = k  # "facing intertwined investigations"
        elif item.kind == "det":
            begins = k
            break
        else:
            break
        k -= 1
    doers: tuple[Item, ...] = ()
    undergoers: tuple[Item, ...] = ()
    deed = trigger.how == "deed"
    of = _behind(items, at, _OF)
    by = _behind(items, at, frozenset(("by",)))
    against = _behind(items, at, _AGAINST)
    if trigger.type in ("meeting", "settlement"):
        undergoers = (*_behind(items, at, _WITH), *of)
    elif trigger.type == "election":
        undergoers = _behind(items, at, _RIVAL)
    elif trigger.type == "investigation":
        undergoers = against or _into(items, at) or of
        doers = by
    else:
        undergoers = against or of
        doers = by
    if possessor is not None and possessor.kind in ("who", "det"):
        if deed or (of and undergoers == of and trigger.type not in ("meeting", "election")):
            doers = (possessor, *doers)  # also "her dismissal of Roe"
        else:
            undergoers = (possessor, *undergoers) if trigger.type in ("meeting", "election") else (possessor,)
    elif modifiers and deed:
        doers = doers or (modifiers[0],)
    elif modifiers and not undergoers and trigger.type not in ("attack", "election", "charge"):
        undergoers = (modifiers[0],)
    carriers, subject, light, coordinated = _light(items, begins, at)
    if subject and light is not None:
        passive = light.low in _GIVES and any(c.kind == "be" for c in carriers)
        if light.low in _GIVES and not passive:
            doers = doers or subject
        elif deed or trigger.type in ("meeting",):
            if trigger.type == "meeting":
                undergoers = (*subject, *undergoers) if possessor is None else undergoers
            elif light.low in ("face", "faces", "faced", "facing"):
                undergoers = undergoers or subject
            else:
                doers = doers or subject
        else:
            undergoers = undergoers or subject
    if trigger.type == "investigation" and not undergoers and preposition_before(clause, begins) == "under":
        first, carriers = group(items, begins - 1)
        undergoers, coordinated = subject_of(items, first, carriers)  # "the mayor is under investigation"
    is_open = trigger.type == "meeting" and possessor is None and not subject and (undergoers or trigger.lemma in _MEETINGS)
    if is_open and preposition_before(clause, begins) in _WHILE:
        subject = subject_of(items, begins - 1, ())[0] or subject_after_opening(items, begins - 1, at)
        undergoers = (*(i for i in subject if i not in undergoers), *undergoers)
    return Arguments(doers, undergoers, "noun", (*carriers, *((light,) if light else ())), begins, coordinated)


def _light(items: list[Item], begins: int, at: int) -> tuple[tuple[Item, ...], tuple[Item, ...], Item | None, bool]:
    """The verb that the noun phrase from item ``begins`` is the object of, with its auxiliaries and its subject; and whether it follows
    an "and"."""
    k = begins - 1
    if k > 0 and items[k].low == "of" and items[k - 1].low in _SERIES:
        k -= 2
    reach = 4 + begins - 1 - k
    while k >= 0 and items[k].kind in ("det", "word", "adverb") and items[k].low not in _LIGHT and begins - k < reach:
        k -= 1
    if k < 0 or items[k].low not in _LIGHT:
        after = at + 1
        while after < len(items) and items[after].kind in ("prep", "who", "word", "det", "time") and after - at < 6:
            after += 1
        if after < len(items) and items[after].kind in ("be", "have", "modal"):
            carriers = tuple(i for i in items[after : after + 4] if i.kind in ("be", "have", "modal", "not"))
            return carriers, (), None, False
        return (), (), None, False
    first, carriers = group(items, k)
    subject, coordinated = subject_of(items, first, carriers)
    return carriers, subject, items[k], coordinated


def preposition_before(clause: Clause, begins: int) -> str:
    """The preposition right before the phrase that begins at item ``begins``, else the kind of what stands there."""
    if begins <= 0:
        return "start"
    item = clause.items[begins - 1]
    return item.low if item.low in PREPOSITIONS or item.kind in ("stop", "and") else item.kind
