"""Whether two names are one: a predicted entity against the gold one."""

from __future__ import annotations

import re

from onrecord.model import Entity

TITLES = frozenset(
    {
        "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "dame", "lord", "lady", "president", "vice", "senator", "sen", "rep",
        "representative", "congressman", "congresswoman", "governor", "gov", "mayor", "judge", "justice", "chief", "attorney", "general",
        "secretary", "minister", "prime", "king", "queen", "prince", "princess", "pope", "rev", "reverend", "father", "sister", "saint",
        "sheriff", "officer", "detective", "sgt", "sergeant", "lt", "lieutenant", "capt", "captain", "maj", "major", "col", "colonel",
        "gen", "cmdr", "the", "a", "an", "of", "former", "then", "jr", "sr", "ii", "iii",
    }
)  # fmt: skip
"""Words of a name that do not tell two entities apart."""

STRAY_WORDS = 2
"""How many words more than gold's a predicted person's name may have ("former model Jane Roe")."""

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")


def name_words(name: str) -> frozenset[str]:
    """The lower-case words of a name, titles left off unless there is nothing else."""
    found = _WORD.findall(_POSSESSIVE.sub("", name.lower().replace(".", "")))
    return frozenset(word for word in found if word not in TITLES) or frozenset(found)


def same_entity(predicted: Entity | None, gold: Entity | None) -> bool:
    """True where the predicted entity is the gold one: a person by the full name, anything else by half of its words or one of
    its named forms."""
    if predicted is None or gold is None:
        return False
    theirs, ours = name_words(predicted.name), name_words(gold.name)
    if not theirs or not ours:
        return False
    if gold.kind == "person":
        without_initials = frozenset(word for word in ours if len(word) > 1) or ours
        return without_initials <= theirs and len(theirs - ours) <= STRAY_WORDS
    if 2 * len(theirs & ours) >= len(theirs | ours):
        return True
    return any(theirs == name_words(mention.text) for mention in gold.mentions)


def same_by_any_name(predicted: Entity | None, gold: Entity | None) -> bool:
    """As :func:`same_entity`, but part of the gold name is enough (a surname, a first name)."""
    if predicted is None or gold is None:
        return False
    return same_entity(predicted, gold) or (bool(theirs := name_words(predicted.name)) and theirs <= name_words(gold.name))
