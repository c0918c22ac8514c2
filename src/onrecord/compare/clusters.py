"""Reports of one happening, put together as they arrive.

A report is a vector of its telling words: those of its title and opening and those with a capital (names) weigh more, and the days that it
speaks of are words too. How like two reports are is the cosine of these, and with less weight that of their names alone and of their
numbers alone. A report joins the story whose reports are most like it, if they are like enough, among those printed within weeks of
it; else it begins one. Two arrests in one week share the words of every arrest, but not the names.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.compare.days import day_number
from onrecord.compare.words import FUNCTION_WORDS, Word, number_of, stem, weight, words
from onrecord.database import Connection
from onrecord.model import Record

#: A report joins a story from this likeness on; two stories become one where their reports are as like on average.
LIKE, ONE_STORY = 0.26, 0.26
#: How much the words, the names alone and the numbers alone count.
SHARES = (1 / 1.45, 0.25 / 1.45, 0.2 / 1.45)
#: So many names and numbers are kept, and so many reports of a story, the latest ones, say how like another story it is.
MOST_NAMES, MOST_NUMBERS, MOST_AVERAGED = 30, 20, 40
#: So many of a story's reports, the most alike ones, say how like it is.
NEAREST = 3
#: How many terms a report keeps.
MOST_TERMS = 80
#: The opening: so many words.
OPENING = 90
TITLE_WEIGHT, OPENING_WEIGHT, NAME_WEIGHT, DAY_WEIGHT, YEAR_WEIGHT = 3.0, 2.0, 1.6, 4.0, 10.0
#: A word of this weight or less stands in too many reports to tell anything.
COMMON = 0.7
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Reports printed further apart, in days, are of different stories.
WEEKS = 28
#: Of the reports that hold a term so many are looked at, the nearest in time first.
MOST_HOLDERS = 250
NO_DAY = -1


def terms(record: Record) -> dict[str, float]:
    """The telling words of a report, its names (``N reyes``) and its numbers (``# 31``), and how much they tell; the squares of the
    weights add up to 1."""
    listed = words(record.text)
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
    return {term: value for (kind, most), share in zip(kinds, SHARES, strict=True) for term, value in _unit(kind, most, share).items()}


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


class Stories:
    """The reports compared so far, by their terms."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, report: int, record: Record, *, with_story: Iterable[int] = ()) -> int:
        """Put a report to its story; ``with_story``: the stories of reports that print the same text. Gives the story's number.

        Writes the terms; the report's row in ``compared`` is the caller's to write.
        """
        day = day_number(record.published)
        vector = {number_of(term): value for term, value in terms(record).items()}
        alike = self._alike(vector, day)
        likeness = self._likeness(alike)
        for story in with_story:
            likeness[story] = 1.0
        ranked = sorted(likeness.items(), key=lambda item: (-item[1], item[0]))
        story = ranked[0][0] if ranked and ranked[0][1] >= LIKE else report
        for other, score in ranked[1:]:
            if story != report and (score >= 1.0 or (score >= LIKE and self._average(vector, story, other) >= ONE_STORY)):
                self._connection.execute("UPDATE compared SET story = ? WHERE story = ?", (story, other))
        self._connection.executemany(
            "INSERT INTO compare_term (term, day, report, weight) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(term, NO_DAY if day is None else day, report, value) for term, value in vector.items()],
        )
        return story

    def _alike(self, vector: Mapping[int, float], day: int | None) -> dict[int, float]:
        """The cosine of this report and each that shares a term and was printed within weeks, or at no known time."""
        alike: defaultdict[int, float] = defaultdict(float)
        for term, value in vector.items():
            for other, others_value in self._holders(term, day):
                alike[other] += value * others_value
        return alike

    def _average(self, vector: Mapping[int, float], story: int, other: int) -> float:
        """How like the reports of two stories are on average; ``vector`` is of the report that joins the first."""
        (first, size), (second, others) = self._together(story), self._together(other)
        first.update(vector)
        return sum(value * second[term] for term, value in first.items() if term in second) / ((size + 1) * max(others, 1))

    def _together(self, story: int) -> tuple[Counter[int], int]:
        """The terms of a story's latest reports, added up, and how many these are."""
        latest = self._connection.execute(
            "SELECT report FROM compared WHERE story = ? ORDER BY day DESC NULLS LAST, report DESC LIMIT ?", (story, MOST_AVERAGED)
        ).fetchall()
        rows = self._connection.execute(
            "SELECT term, sum(weight) FROM json_each(?) AS wanted JOIN compare_term ON report = CAST(wanted.value AS BIGINT) GROUP BY term",
            (json.dumps([row[0] for row in latest]),),
        )
        return Counter(dict(rows.fetchall())), len(latest)

    def _holders(self, term: int, day: int | None) -> Iterable[tuple[int, float]]:
        if day is None:
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

    def _likeness(self, alike: Mapping[int, float]) -> dict[int, float]:
        """How like each story is: the mean of its ``NEAREST`` most alike reports, one that prints the same text as another left out."""
        near = sorted(((value, report) for report, value in alike.items() if value >= LIKE / 2), reverse=True)[:200]
        scores: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for value, report in near:
            row = self._connection.execute("SELECT story, source FROM compared WHERE report = ?", (report,)).fetchone()
            scores[row[0]].setdefault(row[1], value)
        likeness = {}
        for story, values in scores.items():
            sources = self._connection.execute("SELECT count(DISTINCT source) FROM compared WHERE story = ?", (story,)).fetchone()[0]
            likeness[story] = sum(list(values.values())[:NEAREST]) / min(NEAREST, sources)
        return likeness
