"""Which reports print the same text, and who had it first.

Reports are found by fingerprints of their runs of eight words, chosen by winnowing (Schleimer, Wilkerson and Aiken 2003), so that any
run of 19 words that two reports share is found for certain, in however long a report it stands. Found pairs are then compared word by
word. Words between quotation marks do not count: two reporters who heard one speech share its words and are still two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from onrecord.annotate.marks import quoted
from onrecord.annotate.topic_links import without_topic_links
from onrecord.compare.kept import Kept
from onrecord.compare.postings import Postings
from onrecord.compare.words import Word, shingles, words
from onrecord.database import Connection
from onrecord.model import Record

#: Words in a run, and runs of which one is kept: shared stretches of RUN + WINDOW - 1 words are always found.
RUN, WINDOW = 8, 12
#: Words of a run when two reports are compared word by word.
FINE = 5
#: From these shares of its own words on, one report is a copy of another: of the one with the larger share, and of the other.
COPIED, HELD = 0.5, 0.2
#: Fewer shared own words are a phrase, not a text.
FEWEST_WORDS = 30
MOST_CANDIDATES = 40
MOST_HOLDERS = 64
_KEPT = 4096

_AGENCIES = {
    "AP": "Associated Press", "Associated Press": "Associated Press", "Reuters": "Reuters", "AFP": "Agence France-Presse",
    "Agence France-Presse": "Agence France-Presse", "UPI": "United Press International", "PA": "Press Association",
    "Press Association": "Press Association", "PA Media": "Press Association", "dpa": "dpa", "Xinhua": "Xinhua", "CNN Wire": "CNN",
    "Canadian Press": "Canadian Press", "Tribune News Service": "Tribune News Service", "Bloomberg": "Bloomberg",
}  # fmt: skip
_NAMES = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
_DATELINE = re.compile(rf"\((?:The )?({_NAMES})\)")
_BYLINE = re.compile(rf"\b({_NAMES})\b")
HEAD = 300


class Shared(NamedTuple):
    """What two texts share: how much of the own words of each stands in the other (0–1), and how many own words."""

    share: float
    share_of: float
    words: int

    @property
    def is_copy(self) -> bool:
        """Whether one of the two was made from the other, or both from one text."""
        return self.words >= FEWEST_WORDS and max(self.share, self.share_of) >= COPIED and (min(self.share, self.share_of) >= HELD)


class Runs(NamedTuple):
    """A text to be compared word by word: its runs of ``FINE`` words, in order, and which of its words stand outside quotation marks."""

    runs: NDArray[np.int64]
    own: NDArray[np.bool_]


class Copy(NamedTuple):
    """``report`` shares text with ``of``; shares as in :class:`Shared`."""

    report: int
    of: int
    share: float
    share_of: float
    words: int
    is_copy: bool


def credit(record: Record) -> str | None:
    """The news agency that a report names as its source, in its byline, its outlet or its dateline; None where it names none."""
    for place in (*record.authors, record.outlet or ""):
        if found := _BYLINE.search(place):
            return _AGENCIES[found[1]]
    found = _DATELINE.search(record.text[:HEAD])
    return _AGENCIES[found[1]] if found else None


def fingerprints(forms: list[str]) -> list[int]:
    """The keys by which a text is found: of each ``WINDOW`` following runs of ``RUN`` words the one with the least hash."""
    runs = shingles(forms, min(RUN, max(len(forms), 1)))
    if len(runs) <= WINDOW:
        return list(set(runs.tolist()))
    kept = np.arange(len(runs) - WINDOW + 1) + sliding_window_view(runs, WINDOW).argmin(axis=1)
    return list(set(runs[np.unique(kept)].tolist()))


def runs(text: str, listed: list[Word] | None = None) -> Runs:
    """``text`` taken apart; ``listed``: its words, where they are known."""
    listed = words(text) if listed is None else listed
    return Runs(shingles([word.form for word in listed], FINE), _own(text, listed))


def shared(one: Runs, other: Runs) -> Shared:
    """What two texts share. Cost is n log n in their words."""
    in_other, in_one = _covered(one.runs, other.runs, len(one.own)), _covered(other.runs, one.runs, len(other.own))
    count = int((in_other & one.own).sum())
    return Shared(
        share=count / max(int(one.own.sum()), 1),
        share_of=int((in_one & other.own).sum()) / max(int(other.own.sum()), 1),
        words=count,
    )


def _covered(runs: NDArray[np.int64], others: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    """Which words stand in a run that the other has too."""
    covered = np.zeros(size, dtype=np.bool_)
    hits = np.flatnonzero(np.isin(runs, others))
    for place in range(FINE):
        covered[hits + place] = True
    return covered


def _own(text: str, listed: list[Word]) -> NDArray[np.bool_]:
    """Which words stand outside quotation marks. All of them in a text that is mostly quotation."""
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    for mark in quoted(text):
        if mark.closed or mark.continues:
            inside[mark.start : mark.end] = True
    own = ~inside[[word.start for word in listed]] if listed else np.zeros(0, dtype=np.bool_)
    return own if own.sum() * 4 >= len(own) else np.ones(len(listed), dtype=np.bool_)


class Copies:
    """The reports compared so far, by their fingerprints. ``text_of`` gives the text of a report that was added."""

    def __init__(self, connection: Connection, text_of: Callable[[int], str]) -> None:
        self._connection = connection
        self._postings = Postings(connection, "compare_fingerprint", most=MOST_HOLDERS)
        self._text_of = text_of
        self._runs: Kept[Runs] = Kept(_KEPT)

    def add(self, report: int, keys: Sequence[int], text: Runs) -> list[Copy]:
        """The earlier reports that share text with this one of these :func:`fingerprints`, those that share most first; it is found by
        those to come."""
        holders = self._postings.find(keys)
        found = []
        for other, hits in self._postings.telling(holders.get(key, ()) for key in keys).most_common(MOST_CANDIDATES):
            if hits < 2 and len(keys) > 4 * WINDOW:
                break
            both = shared(text, self._runs_of(other))
            if both.words >= FEWEST_WORDS:
                found.append(Copy(report, other, *both, both.is_copy))
        found.sort(key=lambda copy: (-copy.share - copy.share_of, copy.of))
        # A text that stands here already is found through the report that had it: a wire story of a thousand copies costs what one does.
        sources = {copy.of for copy in found if copy.is_copy}
        self._postings.add([key for key in keys if sources.isdisjoint(holders.get(key, ()))], report)
        self._postings.write()
        self._runs.put(report, text)
        self._connection.executemany(
            "INSERT INTO shared_text (report, of, share, share_of, words) VALUES (?, ?, ?, ?, ?)", [c[:5] for c in found]
        )
        return found

    def _runs_of(self, report: int) -> Runs:
        return self._runs.get(report) or self._runs.put(report, runs(without_topic_links(self._text_of(report))))
