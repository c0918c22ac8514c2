"""Who wrote it: the names in a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(r"^\s*by\b\s*:?\s*", re.IGNORECASE)
_STRONG = re.compile(r"\s*[;|\n]\s*")
_WEAK = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", re.IGNORECASE)
# "Martin Vale, Jr." is one person.
_SUFFIX = re.compile(r",\s*((?:jr|sr)\.?|ii|iii|iv)(?=\s*(?:$|[,;|]|and\b))", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:jr|sr|[a-z])\.$", re.IGNORECASE)
# "Ana Reyes, Staff Writer" is one person and what she is.
_ROLE = re.compile(r"\b(?:writer|reporter|correspondent|editor|contributor|columnist|producer|staff|bureau)s?$", re.IGNORECASE)


def authors(printed: str | Iterable[str]) -> tuple[str, ...]:
    """The names in ``printed``, in order and each once: ``"By Ana Reyes, Bo Lund and Cy Ode"``, ``"Ana Reyes; Bo Lund"`` or a list of such.

    A byline that is only a role ("Staff reports") is kept as it is; a role after a name is left off.
    """
    names: list[str] = []
    for line in [printed] if isinstance(printed, str) else printed:
        line = _SUFFIX.sub(r" \1", _BY.sub("", line))
        for strong in _STRONG.split(line):
            for part in map(_tidy, _WEAK.split(strong)):
                if part and part not in names and not (names and _ROLE.search(part)):
                    names.append(part)
    return tuple(names)


def _tidy(part: str) -> str:
    part = " ".join(part.split())
    return part.strip(" ,-–—") if _ABBREVIATED.search(part) else part.strip(" ,.-–—")
