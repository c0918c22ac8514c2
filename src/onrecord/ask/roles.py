"""What reports say that someone is: "lawyer of Corinne Mardle", "mayor of Harwick", each with where one of them says it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.model import Noun

if TYPE_CHECKING:
    from onrecord.archive import Archive

#: Of what is counted of a person so many reports are looked at, those that were added last.
LATEST = 200
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?:his|her|their|its|my|our) ", re.IGNORECASE)
_POSSESSOR = re.compile(r"^(?:\S+ ){0,4}?\S+(?:['’]s|s['’]) ")


class Role(Noun, frozen=True, kw_only=True):
    """``words`` say it, in ``reports`` reports. The latest of these (its sha256) has it from ``start`` to ``end``, in code points."""

    words: str
    reports: int
    report: str
    start: int
    end: int


def roles(archive: Archive, person: int, *, limit: int) -> list[Role]:
    """What that person is said to be, in most reports first, at most so many. Raises ArchiveError where the archive cannot be read."""
    found: defaultdict[str, list[tuple[str, Role]]] = defaultdict(list)
    rows = archive.select(
        f"SELECT relation.text, relation.starts, relation.ends, whose.name AS whose, report.sha256 FROM "
        f"(SELECT id, report FROM entity WHERE person = ? ORDER BY id DESC LIMIT {LATEST}) AS entity "
        "JOIN relation_in_full AS relation ON relation.subject = entity.id JOIN report ON report.id = entity.report "
        "LEFT JOIN entity AS whose ON whose.id = relation.object WHERE report.replaced_by IS NULL ORDER BY report.id DESC, relation.starts",
        person,
    )
    for row in rows:
        words = said(row["text"], row["whose"])
        role = Role(words=words, reports=1, report=row["sha256"], start=row["starts"], end=row["ends"])
        found[words.casefold()].append((row["sha256"], role))
    ranked = sorted(found.values(), key=lambda held: -len({report for report, _ in held}))
    return [
        Role(words=first.words, reports=len({report for report, _ in held}), report=first.report, start=first.start, end=first.end)
        for held in ranked[:limit]
        for first in [held[0][1]]
    ]


def said(text: str, whose: str | None) -> str:
    """The words of a relation, so that those of many reports come together: "her lawyer", where she is Corinne Mardle, is "lawyer of
    Corinne Mardle"."""
    words = _ARTICLE.sub("", " ".join(text.split()), count=1)
    rest = _PRONOUN.sub("", words, count=1)
    if whose is None:
        return rest
    rest = _POSSESSOR.sub("", rest, count=1)
    return f"{rest} of {whose}" if rest != words else words
