"""The metric of SemEval-2015 task 4 (TimeLine), after the rules of the task's evaluation tool.

A timeline is lines of (position, time anchor, mentions); lines at position 0 do not count. Each mention and each anchor is a node of a
graph: a mention is SIMULTANEOUS with its anchor, and each mention with the next of the timeline BEFORE it or SIMULTANEOUS with it, by
their positions. As in TempEval-3 (temporal awareness; UzZaman and Allen 2011, UzZaman et al. 2013), a link that follows from those
before it is left out; one that contradicts them counts, but nothing follows from it. Precision is the share of the system's links that
the gold gives or that follow from it, recall the reverse. The micro average adds the counts of all targets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a timeline: "3	2006-03-28	4596-3-claims": mentions that are one event share a line."""

    position: int
    anchor: str
    mentions: tuple[str, ...]


Node = tuple[str, int]  # a mention or an anchor; the number tells mentions of the same words in one sentence apart
Link = tuple[Node, Node, bool]  # with True BEFORE, else SIMULTANEOUS


class Counts(NamedTuple):
    """Links of the system that the gold bears out, all of the system, those of the gold that the system bears out, all of the gold."""

    right: int = 0
    found: int = 0
    met: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return 100 * self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.met / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def parse(text: str) -> list[Line]:
    """The lines of a timeline's file; its first line is the name of the target."""
    rows = (line.split("\t") for line in text.splitlines()[1:] if line.strip())
    return [Line(int(row[0]), row[1], tuple(m for m in row[2:] if m)) for row in rows]


def compare(gold: Iterable[Line], system: Iterable[Line]) -> Counts:
    """The counts of one target."""
    a, b = _Graph(_links(gold)), _Graph(_links(system))
    return Counts(sum(map(a.bears_out, b.reduced)), len(b.reduced), sum(map(b.bears_out, a.reduced)), len(a.reduced))


def _natural(line: Line) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", "\t".join((str(line.position), line.anchor, *line.mentions)))
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _links(lines: Iterable[Line]) -> list[Link]:
    seen: Counter[str] = Counter()
    mentions: list[tuple[int, Node, Node]] = []
    for line in sorted(lines, key=_natural):
        for mention in line.mentions if line.position else ():
            seen[mention] += 1
            mentions.append((line.position, (mention, seen[mention]), (line.anchor, 0)))
    links: list[Link] = [(mention, anchor, False) for _, mention, anchor in mentions]
    links += [(one, two, before < after) for (before, one, _), (after, two, _) in pairwise(mentions)]
    return links


class _Graph:
    """The links of a timeline and what follows from them."""

    def __init__(self, links: list[Link]) -> None:
        self.given = set(links)
        self.classes: dict[Node, int] = {}  # nodes of one time have one class
        self.later: dict[int, set[int]] = {}
        self.reduced: list[Link] = []
        for link in links:
            if not self._follows(*link):
                self.reduced.append(link)
                self._add(*link)

    def bears_out(self, link: Link) -> bool:
        one, two, before = link
        return link in self.given or (not before and (two, one, False) in self.given) or self._follows(*link)

    def _follows(self, one: Node, two: Node, before: bool) -> bool:
        a, b = self.classes.get(one), self.classes.get(two)
        if a is None or b is None:
            return False
        return self._reaches(a, b) if before else a == b

    def _reaches(self, a: int, b: int) -> bool:
        todo, seen = [a], {a}
        while todo:
            for c in self.later.get(todo.pop(), ()):
                if c == b:
                    return True
                if c not in seen:
                    seen.add(c)
                    todo.append(c)
        return False

    def _add(self, one: Node, two: Node, before: bool) -> None:
        """Takes the link in, where it does not contradict those before it."""
        a, b = (self.classes.setdefault(node, len(self.classes)) for node in (one, two))
        if self._reaches(b, a) or (before and a == b) or (not before and self._reaches(a, b)):
            return
        if before:
            self.later.setdefault(a, set()).add(b)
            return
        self.classes = {node: a if c == b else c for node, c in self.classes.items()}
        self.later = {a if k == b else k: {a if c == b else c for c in v} for k, v in self.later.items()} | {
            a: {a if c == b else c for c in self.later.get(a, set()) | self.later.get(b, set())}
        }
