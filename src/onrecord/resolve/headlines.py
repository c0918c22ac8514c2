"""Headlines, where every word has a capital: which of their words are names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from onrecord.resolve.given_names import GIVEN_NAMES
from onrecord.resolve.layout import Layout
from onrecord.resolve.name_runs import Word
from onrecord.resolve.word_list import word_list

_LETTERS = re.compile(r"[^\W\d_]+")
# Verbs that a headline prints with a capital as it does names.
_VERBS = word_list(
    """
    ask asks call calls tell tells says warn warns slam slams blast blasts rips vow vows want wants gets takes make makes goes joins backs
    urge urges seek seeks deny denies admit admits claim claims accuse accuses blame blames defend defends mock mocks face faces
    choose chooses meets wins loses leaves files sues fires
    """
)


def without_headlines(text: str, runs: list[list[Word]], lower: set[str], layout: Layout) -> list[list[Word]]:
    """The ``runs`` of capitalised words, those of headlines cut down to the names in them. ``lower`` are the words that the text also
    has without a capital. "Won't" and the like are part of no name anywhere."""
    denied = {w.low for run in runs for w in run if w.low.endswith("n't")}
    runs = _cut_down(text, runs, lower | _VERBS | denied, layout)
    return [part for run in runs for part in _around(run, denied)]


def _cut_down(text: str, runs: list[list[Word]], lower: set[str], layout: Layout) -> list[list[Word]]:
    """Runs of a headline, where every word has a capital, cut down to the names in them: those that stand elsewhere too, and first
    names with the word that follows."""
    long = [
        (len(run) > 2 or (all(w.low in lower for w in run) and text[run[0].start - 4 : run[0].start].lower() != "the "))
        and _headline(text, run, lower, layout)
        for run in runs
    ]
    if not any(long):
        return runs
    known = {tuple(w.low for w in run) for run, headline in zip(runs, long, strict=True) if not headline}
    out: list[list[Word]] = []
    for run, headline in zip(runs, long, strict=True):
        if not headline:
            out.append(run)
            continue
        i = 0
        while i < len(run):
            sizes = (k for k in range(min(5, len(run) - i), 0, -1) if tuple(w.low for w in run[i : i + k]) in known)
            size = next(sizes, 0)
            following = run[i + 1].low if i + 1 < len(run) and run[i].low not in lower else ""
            if size < 2 and ((run[i].low in GIVEN_NAMES and following and following not in lower) or (following,) in known):
                size = 2
            if size:
                out.append(run[i : i + size])
            i += size or 1
    return out


def _headline(text: str, run: list[Word], lower: set[str], layout: Layout) -> bool:
    """Whether most words around a run have a capital, and one of its own is a common word elsewhere in the text."""
    low, high = layout.sentence_bounds(run[0].start)
    start, end = run[0].start, run[-1].end
    stretches = ((max(low, start - 40), start), (end, min(high, end + 40)))
    around = [w for stretch in stretches for w in _LETTERS.findall(text, *stretch) if len(w) > 3]
    words = around + [w for w in _LETTERS.findall(text, start, end) if len(w) > 3]
    if len(words) < 5 or any(sum(w[0].isupper() for w in each) < 0.6 * len(each) for each in (words, around)):
        return False
    return any(w.low in lower and len(w.low) > 3 and w.low not in GIVEN_NAMES for w in run[len(run) > 2 :])


def _around(run: list[Word], words: set[str]) -> Iterator[list[Word]]:
    """What stands before, between and behind these ``words`` of a run."""
    for is_one, part in groupby(run, lambda w: w.low in words):
        if not is_one:
            yield list(part)
