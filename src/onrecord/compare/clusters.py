"""Reports of one happening, put together as they arrive.

A report is a vector of its telling words: those of its title and opening and those with a capital (names) weigh more, and the days that it
speaks of are words too. How like two reports are is the cosine of these, and with less weight that of their names alone and of their
numbers alone. A report is put to the reports that are most like it, among those printed within weeks of it: their stories are put
together anew with it (:mod:`~onrecord.compare.linkage`), so that the order of arrival matters little. Two arrests in one week share the
words of every arrest, but not the names.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.compare.days import day_number
from onrecord.compare.kept import Kept
from onrecord.compare.linkage import linked
from onrecord.compare.words import FUNCTION_WORDS, Word, number_of, stem, weight, words
from onrecord.database import Connection
from onrecord.model import Record

#: A report is put together anew with the stories of those that are so like it: so many of the most alike reports, and of stories.
LIKE, MOST_NEAR, MOST_STORIES = 0.2, 60, 8
#: How much the words, the names alone and the numbers alone count.
SHARES = (1 / 1.45, 0.25 / 1.45, 0.2 / 1.45)
#: So many names and numbers are kept.
MOST_NAMES, MOST_NUMBERS = 30, 20
#: A story of more sources stays whole, and so many, the latest ones, stand for it.
MOST_SOURCES = 24
_KEPT = 2048
#: The story of a source whose reports stand in several.
MIXED = 0
#: How many terms a report keeps.
MOST_TERMS = 80
#: The opening: so many words.
OPENING = 60
TITLE_WEIGHT, OPENING_WEIGHT, NAME_WEIGHT, DAY_WEIGHT, YEAR_WEIGHT = 3.0, 2.0, 1.6, 4.0, 10.0
#: A word of this weight or less stands in too many reports to tell anything.
COMMON = 0.7
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Reports printed further apart, in days, are of different stories.
WEEKS = 28
#: Of the reports that hold a term so many are looked at, the nearest in time first.
MOST_HOLDERS = 250
NO_DAY = -1
#: How much the likeness of a dated report and one without a date counts.
ONE_UNDATED = 0.8


def terms(record: Record, listed: Sequence[Word]) -> dict[int, float]:
    """The telling words of a report, its names (``N reyes``) and its numbers (``# 31``), as hashes, and how much they tell; the squares of
    the weights add up to 1. ``listed``: the words of its text."""
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for at, word in enumerate(listed):
        if not _tells(word.form):
            continue
        s = stem(word.form)
        counts[s] += 1.0 if at >= OPENING else OPENING_WEIGHT  # type: ignore[assignment]
        printed[s] += 1
        names[s] += 1 if record.text[word.start].isupper() and not _starts_sentence(record.text, word.start) else 0
    for word in words(record.title or ""):
        if _tells(word.form):
            counts[stem(word.form)] += TITLE_WEIGHT  # type: ignore[assignment]
    plainly = {s: (1 + math.log(count)) * _weight(s, is_name=names[s] * 2 >= printed[s]) for s, count in counts.items()}
    for day in {time.value for time in record.times if time.type == "DATE" and time.value and re.fullmatch(r"\d{4}-\d\d-\d\d", time.value)}:
        plainly[f"@{day}"] = DAY_WEIGHT
    kinds = (plainly, MOST_TERMS), (_names(record.text, listed), MOST_NAMES), (_numbers(listed), MOST_NUMBERS)
    units = (_unit(kind, most, share) for (kind, most), share in zip(kinds, SHARES, strict=True))
    return {number_of(term): value for unit in units for term, value in unit.items()}


def _unit(weights: Mapping[str, float], most: int, share: float) -> dict[str, float]:
    """The heaviest terms, so that their squares add up to ``share``."""
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]
    length = math.sqrt(sum(value * value for _, value in kept)) or 1.0
    return {term: value / length * math.sqrt(share) for term, value in kept if value > 0}


def _names(text: str, listed: Sequence[Word]) -> dict[str, float]:
    """The words that the text prints with a capital and never without one."""
    lower = {word.form for word in listed if text[word.start].islower()}
    counts = Counter(stem(w.form) for w in listed if text[w.start].isupper() and w.form not in lower and w.form not in FUNCTION_WORDS)
    return {f"N {s}": (1 + math.log(count)) * max(weight(s) - 1, 0.0) for s, count in counts.items()}


def _numbers(listed: Sequence[Word]) -> dict[str, float]:
    return dict.fromkeys([f"# {word.form}" for word in listed if word.form[0].isdigit() and len(word.form) > 1], 1.0)


def _tells(form: str) -> bool:
    return form not in FUNCTION_WORDS and not (form[0].isdigit() and len(form) < 2)


def _weight(s: str, *, is_name: bool) -> float:
    """How much a stem tells of a story: less than nothing is nothing."""
    if _YEAR.fullmatch(s):
        return YEAR_WEIGHT
    return max(weight(s) - COMMON, 0.0) * (NAME_WEIGHT if is_name else 1.0)


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" “\"‘'(")
    return not before or before[-1] in ".!?\n:"


class Vector(NamedTuple):
    """A report as its terms and their weights, and when it was published; ``NO_DAY`` where that is not known."""

    terms: dict[int, float]
    day: int

    @classmethod
    def of(cls, record: Record, listed: Sequence[Word]) -> Vector:
        """``listed``: the words of the text."""
        day = day_number(record.published)
        return cls(terms(record, listed), NO_DAY if day is None else day)


class Stories:
    """The reports compared so far, by their terms. A story has the number of the first of its reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._vectors: Kept[Vector] = Kept(_KEPT)

    def add(self, report: int, vector: Vector, *, source: int, with_stories: Collection[int] = ()) -> tuple[int, set[int]]:
        """Put a report to its story; ``source``: the number of its source, ``with_stories``: the stories of that source. Gives the
        story's number, and the numbers of the stories that lost reports by it.

        Writes the terms, and the stories of other reports where they change; the report's row in ``compared`` is the caller's to write.
        """
        self._vectors.put(report, vector)
        found = self._together(report, source, {*with_stories, *self._near(vector)})
        self._connection.executemany(
            "INSERT INTO compare_term (term, day, report, weight) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(term, vector.day, report, value) for term, value in vector.terms.items()],
        )
        return found

    def _together(self, report: int, source: int, near: Collection[int]) -> tuple[int, set[int]]:
        """Put the stories ``near`` and the report together anew; a story of many sources stays whole."""
        first = {source: report}  # the first report of each source
        stories: dict[int, int] = {}  # in which each source stands
        begun: list[set[int]] = [{source}]
        whole = []
        for story in sorted(near):
            rows = self._connection.execute(
                "SELECT source, min(report) FROM compared WHERE story = ? GROUP BY source ORDER BY min(report) DESC LIMIT ?",
                (story, MOST_SOURCES + 1),
            ).fetchall()
            for one, number in rows:
                first[one] = min(number, first.get(one, number))
                stories[one] = story if stories.get(one, story) == story else MIXED
            if len(rows) > MOST_SOURCES:
                whole.append(story)
                begun.append({one for one, _ in rows})
            else:
                begun += [{one} for one, _ in rows]
        listed = sorted(first)
        place = {one: at for at, one in enumerate(listed)}
        alike = _alike([self._vector(first[one]) for one in listed])
        found, moved = report, set()
        likest = {}
        for group in linked(alike, [[place[one] for one in held] for held in _joined(begun)]):
            sources = {listed[at] for at in group}
            number = min([first[one] for one in sources] + [stories[one] for one in sources if stories.get(one) in whole])
            if source in sources:
                found = number = min(number, report)
            if stories.keys() & sources:
                likest[number] = first[listed[max(group, key=lambda at: (alike[at, group].sum(), -at))]]
            for story in {stories[one] for one in sources if one in stories and stories[one] != number}:
                moved.add(story)
                if story in whole:
                    self._connection.execute("UPDATE compared SET story = ? WHERE story = ?", (number, story))
            movers = [one for one in sources if stories.get(one, number) != number]
            if movers:
                self._connection.execute(
                    "UPDATE compared SET story = ? WHERE source IN (SELECT CAST(value AS BIGINT) FROM json_each(?))",
                    (number, json.dumps(sorted(movers))),
                )
        self._connection.executemany("DELETE FROM story WHERE number = ?", [(story,) for story in sorted({*near} - likest.keys())])
        self._connection.executemany(
            "INSERT INTO story (number, likest) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET likest = excluded.likest",
            sorted(likest.items()),
        )
        return found, moved

    def _near(self, vector: Vector) -> list[int]:
        """The stories of the reports most like this one, of those printed within weeks, or at no known time."""
        alike: defaultdict[int, float] = defaultdict(float)
        for term, value in vector.terms.items():
            for other, others_value in self._holders(term, vector.day):
                alike[other] += value * others_value
        near = sorted(((value, report) for report, value in alike.items() if value >= LIKE), reverse=True)[:MOST_NEAR]
        found: dict[int, None] = {}
        for _, report in near:
            found[self._connection.execute("SELECT story FROM compared WHERE report = ?", (report,)).fetchone()[0]] = None
        return list(found)[:MOST_STORIES]

    def _vector(self, report: int) -> Vector:
        vector = self._vectors.get(report)
        if vector is None:
            rows = self._connection.execute("SELECT term, weight, day FROM compare_term WHERE report = ?", (report,)).fetchall()
            vector = self._vectors.put(report, Vector({row[0]: row[1] for row in rows}, rows[0][2] if rows else NO_DAY))
        return vector

    def _holders(self, term: int, day: int) -> Iterable[tuple[int, float]]:
        if day == NO_DAY:
            return self._connection.execute(
                "SELECT report, weight FROM compare_term WHERE term = ? ORDER BY day DESC LIMIT ?", (term, MOST_HOLDERS)
            ).fetchall()
        dated = self._connection.execute(
            "SELECT report, weight FROM compare_term WHERE term = ? AND day BETWEEN ? AND ? ORDER BY abs(day - ?) LIMIT ?",
            (term, day - WEEKS, day + WEEKS, day, MOST_HOLDERS),
        ).fetchall()
        return (
            dated
            + self._connection.execute(
                "SELECT report, weight FROM compare_term WHERE term = ? AND day = ? LIMIT ?", (term, NO_DAY, MOST_HOLDERS)
            ).fetchall()
        )


def _joined(groups: Sequence[set[int]]) -> list[set[int]]:
    """The groups, those that share an item made one."""
    found: list[set[int]] = []
    for group in groups:
        apart = [one for one in found if one.isdisjoint(group)]
        found = [*apart, group.union(*(one for one in found if not one.isdisjoint(group)))]
    return found


def _alike(vectors: Sequence[Vector]) -> NDArray[np.float64]:
    """The cosine of each two; 0 where they were printed more than weeks apart, less where that is not known of one of them."""
    sizes = [len(vector.terms) for vector in vectors]
    terms, places = np.unique(np.concatenate([np.fromiter(v.terms, np.int64, len(v.terms)) for v in vectors]), return_inverse=True)
    table = np.zeros((len(vectors), len(terms)), dtype=np.float32)
    table[np.repeat(np.arange(len(vectors)), sizes), places] = np.concatenate(
        [np.fromiter(v.terms.values(), np.float32, len(v.terms)) for v in vectors]
    )
    days = np.array([vector.day for vector in vectors])
    is_dated = days != NO_DAY
    is_far = (abs(days[:, None] - days) > WEEKS) & is_dated[:, None] & is_dated
    known = np.where(is_dated[:, None] == is_dated, 1.0, ONE_UNDATED)
    return np.where(is_far, 0.0, np.clip(table @ table.T, 0.0, 1.0) * known)
