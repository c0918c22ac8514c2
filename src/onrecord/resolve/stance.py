"""Whether a saying states its content, denies it, or alleges it: read off the cue."""

from __future__ import annotations

import re

from onrecord.model import Span, Stance

_NOT = re.compile(r"\b(?:not|never|neither|n['’]t|without|declined to|refused to|stopped short of)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|refut(?:e[sd]?|ing|ation)|disput(?:e[sd]?|ing)|disavow(?:s|ed|ing)?|repudiat(?:e[sd]?|ing)|"
    r"rebut(?:s|ted|ting|tal)?|contradict(?:s|ed|ing)?|reject(?:s|ed|ing)?|pushed back)\b",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:alleg(?:e[sd]?|ing|edly|ations?)|accus(?:e[sd]?|ing|ations?)|claim(?:s|ed|ing)?|purport(?:s|ed|edly|ing)?|reportedly|"
    r"rumou?r(?:s|ed)?|insinuat(?:e[sd]?|ing)|supposedly)\b",
    re.IGNORECASE,
)


def stance_of(cue: Span | None) -> Stance:
    """The stance of a quotation with that cue. A denial that is itself negated ("did not deny") says."""
    if cue is None:
        return "said"
    if _DENIED.search(cue.text):
        return "said" if _NOT.search(cue.text) else "denied"
    return "alleged" if _ALLEGED.search(cue.text) else "said"
