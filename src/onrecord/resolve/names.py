"""The names in a text: where they stand, without title and possessive, and what kind of thing each is by its form.

Capitals carry most of it; the reader's labels are one more vote, so that a name it cuts short is still whole here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.annotate.reader import Name
from onrecord.resolve.given_names import GIVEN_NAMES
from onrecord.resolve.headlines import without_headlines
from onrecord.resolve.layout import Layout
from onrecord.resolve.name_kinds import ORGANISATION_HEADS, context_votes, form_votes
from onrecord.resolve.name_runs import Word, capitalised, runs_of
from onrecord.resolve.outlets import is_outlet
from onrecord.resolve.page_furniture import page_furniture
from onrecord.resolve.titles import DEMONYMS, PLACES, TITLES
from onrecord.resolve.word_list import word_list

_LOWER = re.compile(r"(?<![^\W])[a-z][^\W_]*(?:[’'\-][^\W_]+)*")
_COMPOUND = re.compile(r"-(?:born|based|linked|led|backed|owned|run|founded|raised|funded|controlled|issued|hosts?|founders?|songwriter)$")
_TO_PLACE = re.compile(r"\b(?:to|in|for) (?:the )?$")
_TITLE_BEFORE = re.compile(r"\b(?:[Cc]hief of|[Aa]gent in) $")
_OFFICES = word_list(
    "mayor chairman chairwoman governor senator congressman congresswoman superintendent commissioner spokesman spokeswoman"
)
_HONORIFICS = word_list("mr mrs ms miss dr sen rep gov judge sgt lt capt col gen")
_CASE = re.compile(r"(?: v\. (?:the )?|(?<=\bRoe) vs?\.? )(?=[A-Z])")  # a court's case: "Holm v. Vell"
_FEASTS = word_list("year christmas thanksgiving easter halloween hanukkah ramadan passover")
_TIME_OF_OFFICE = word_list("former fired ousted then late longtime acting senior incoming outgoing embattled disgraced")
_SMALL = word_list("of for on in and the & de la van von der den bin al el di da del")
_TITLES_AND_NAMES = word_list("major king dean queen prince")


class Named(NamedTuple):
    """One place where a name stands. ``kinds`` are votes on what it is; ``titles`` the words before it, lower case."""

    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    kinds: dict[str, float]
    possessive: bool
    sure: bool
    outer: int


def find_names(text: str, names: Sequence[Name], layout: Layout) -> list[Named]:
    """The names of ``text`` in order; spans leave out titles, determiners and the possessive."""
    lower = set(_LOWER.findall(text))
    furniture = page_furniture(text)
    words = capitalised(text)
    if furniture:
        words = [w for w in words if not any(start <= w.start < end for start, end in furniture)]
    runs = list(runs_of(text, words, names))
    inside = {w.low for run in runs for w in run[1 if _opens(text, run[0].start, layout) else 0 :]}
    runs = without_headlines(text, runs, lower, layout)
    ends = {run[-1].low for run in runs if len(run) > 1}
    runs = [run for run in runs if len(run) > 1 or run[0].low not in ("may", "will") or run[0].low in ends]
    cases = {at for m in _CASE.finditer(text) for at in m.span()}
    runs = [run for run in runs if not _feast(run) and run[-1].end not in cases and run[0].start not in cases]
    whole = {tuple(w.low for w in run) for run in runs}
    runs = [part for run in runs for part in _after_outlet(text, run, whole)]
    starts = [n.start for n in names]
    return [
        _named(text, part, titles, outer, names, starts)
        for run in runs
        for part, titles, outer in _parts(text, run, lower, inside, names, starts, layout)
    ]


def _feast(run: list[Word]) -> bool:
    """Whether a run is the name of a day: "Memorial Day", "Christmas"."""
    if len(run) == 1:
        return run[0].low in _FEASTS
    return run[-1].low in ("day", "eve", "year") and not any(w.low in GIVEN_NAMES for w in run)


def _after_outlet(text: str, run: list[Word], whole: set[tuple[str, ...]]) -> list[list[Word]]:
    """The run, in two where it is an outlet and then a name that stands alone elsewhere: "told Vell News Roe is considering"."""
    for k in range(1, len(run)):
        ends = (run[k - 1].end, run[-1].end)
        if tuple(w.low for w in run[k:]) in whole and [is_outlet(text[run[0].start : end]) for end in ends] == [True, False]:
            return [run[:k], run[k:]]
    return [run]


_MARKS = ("“", '"', "‘", "'")
_OPENING = frozenset(("", *"\n“\"‘':•*([–—…?"))


def _opens(text: str, at: int, layout: Layout) -> bool:
    """Whether a word stands where any word has a capital: first in a sentence, a quotation or after a colon or bullet."""
    return at in layout.opens or text[max(0, at - 3) : at].rstrip(" ")[-1:] in _OPENING


def _parts(
    text: str, run: list[Word], lower: set[str], inside: set[str], names: Sequence[Name], starts: list[int], layout: Layout
) -> list[tuple[list[Word], tuple[str, ...], int]]:
    """The names in a run: titles split off, and what stands before a title on its own ("CNN host Jane Roe")."""
    first = run[0]
    opening = _opens(text, first.start, layout)
    if opening:
        named = first.low in GIVEN_NAMES or first.text[0] == "@" or (len(run) > 1 and first.low in _SMALL)
        if first.low in lower and not named and (len(run) == 1 or first.low not in TITLES) and first.low not in ORGANISATION_HEADS:
            run = run[1:]
        elif len(run) == 1 and not (
            named or first.low in inside or first.text.isupper() or first.low in PLACES or _known(first, names, starts)
        ):
            return []
    if (
        len(run) == 2
        and opening
        and first.low.endswith("ing")
        and not (first.low in inside or first.low in PLACES or _known(first, names, starts))
    ):
        run = run[1:]
    while len(run) > 1 and _COMPOUND.search(run[0].low):
        run = run[1:]
    if run and run[-1].low.endswith(("-era", "-style")):  # "Obama-era rules"
        run = run[:-1]
    if run and run[-1].low in ("republican", "democrat"):  # "the Texas Republican" describes
        run = run[:-1]
    if not run:
        return []
    alone: list[tuple[list[Word], tuple[str, ...], int]] = [(run, (), run[0].start)]
    lows = [w.low for w in run]
    if len(run) == 1:
        return alone if lows[0] not in TITLES or lows[0] in ORGANISATION_HEADS or is_outlet(run[0].text) else []
    if lows[0] in ("staff", "charge") and len(run) > 2 and (title := _TITLE_BEFORE.search(text, max(0, first.start - 10), first.start)):
        return [(run[1:], (title[0].split()[0].lower(),), title.start())]
    if lows[-1] in TITLES and lows[0] not in _HONORIFICS and all(w in TITLES or w in PLACES or w in DEMONYMS for w in lows):
        return []  # "the Deputy Attorney General", "the junior Texas Senator"
    if lows[0] in ("house", "senate") and lows[-1] in ("leader", "speaker", "whip") and all(w in TITLES for w in lows[1:]):
        return []
    if len(run) > 1 and lows[-1] in _OFFICES and lows[0] not in GIVEN_NAMES and lows[0] not in _HONORIFICS:
        run = run[:-1]  # "Vell Mayor", with no name
        return [(run, (), run[0].start)] if run[0].low not in lower else []
    second = next((k for k in range(3, len(run) - 1) if lows[k] in GIVEN_NAMES and len(lows[k - 2]) == 1 and lows[0] in GIVEN_NAMES), 0)
    if second:  # "Ann B. Vell Peter C. Olsen", as captions print
        others = _parts(text, run[second:], lower, inside, names, starts, layout)
        return [(run[:second], (), run[0].start), *others]
    after_place = (
        lows[0] in PLACES
        and lows[-1] not in ORGANISATION_HEADS
        and not is_outlet(text[run[0].start : run[-1].end])
        and len(run) > 2
        and (lows[1] in GIVEN_NAMES or len(run) == 3)
    )
    if after_place and _TO_PLACE.search(text, max(0, first.start - 9), first.start):
        return [(run[:1], (), run[0].start), (run[1:], (), run[1].start)]  # "former ambassador to Russia Jane Roe"
    if lows[-1] in ORGANISATION_HEADS and not (len(run) > 2 and lows[-2] in GIVEN_NAMES):
        return alone
    if is_outlet(text[run[0].start : run[-1].end]):
        return alone
    marked = [text[w.start - 1 : w.start] in _MARKS for w in run]  # James "Duke" Vell is no duke
    last_title = max((i for i, w in enumerate(lows[:-1]) if w in TITLES and not (marked[i] and i) and not _given(lows, i)), default=-1)
    given = next((i for i in range(len(run) - 2, 1, -1) if lows[i] in GIVEN_NAMES and len(run) > 3), -1)
    if last_title >= 0 and given > last_title + 1 and lows[last_title + 1] in ("of", "for"):
        last_title = given - 1  # "Superintendent of Public Instruction Jane Roe"
    if last_title < 0 and given > 1 and lows[given - 1] not in GIVEN_NAMES and lows[0] not in GIVEN_NAMES and lows[given - 1] not in _SMALL:
        return [(run[:given], (), run[0].start), (run[given:], (), run[given].start)]
    if last_title >= 0 and lows[last_title] == "secretary" and lows[last_title + 1] in ("of", "general"):
        last_title = min(last_title + 2 if lows[last_title + 1] == "of" else last_title + 1, len(run) - 1)
    if last_title < 0 and len(run) > 2 and lows[0] in DEMONYMS:
        last_title = 0
    if last_title < 0:
        return alone
    rest = run[last_title + 1 :]
    if not rest:
        return alone if len(run) > 2 and any(w in ORGANISATION_HEADS for w in lows) else []
    if any(w.low in ("of", "for") for w in rest) or rest[-1].low in ORGANISATION_HEADS:
        return alone
    head = last_title
    while head > 0 and (
        lows[head - 1] in TITLES
        or lows[head - 1] in ("of", "state", "and", "majority", "minority", "press", "vice", "deputy", "rear", "brig")
    ):
        head -= 1
    before = run[:head]
    while before and before[0].low in _TIME_OF_OFFICE:
        before = before[1:]
    out: list[tuple[list[Word], tuple[str, ...], int]] = []
    if before and not (len(before) == 1 and (before[0].low in DEMONYMS or before[0].low in lower)):
        out.append((before, (), before[0].start))
    return [*out, (rest, tuple(lows[: last_title + 1]), run[head].start)]


def _given(lows: list[str], i: int) -> bool:
    """Whether a title's word is part of the name there: "Dean" in "Sen. Dean Heller", "King" in "Martin Luther King"."""
    return lows[i] in _TITLES_AND_NAMES and (i > 1 or (lows[i] == "dean" and i + 2 == len(lows)))


def _known(w: Word, names: Sequence[Name], starts: list[int]) -> bool:
    """Whether a word alone is a name by the reader or by the list of outlets."""
    if is_outlet(w.text):
        return True
    k = bisect_right(starts, w.start) - 1
    return any(n.start < w.end and w.start < n.end and n.score > 0.35 for n in names[max(0, k - 1) : k + 2])


def _named(text: str, part: list[Word], titles: tuple[str, ...], outer: int, names: Sequence[Name], starts: list[int]) -> Named:
    start, end = part[0].start, part[-1].end
    if (text[end : end + 1] == "." and part[-1].low in ("jr", "sr")) or (text[end : end + 1] == "!" and part[-1].text == "E"):
        end += 1
    if "]" in text[start:end] and "[" not in text[start:end]:
        start -= 1
    elif "[" in text[start:end] and text[end : end + 1] == "]":
        end += 1
    words = tuple(w.low for w in part)
    kinds = dict(form_votes(text[start:end], words, titles))
    for kind, weight in context_votes(text, part[0].start if not titles else outer, end, len(words)):
        kinds[kind] = kinds.get(kind, 0.0) + weight
    k = bisect_left(starts, start - 40)
    while k < len(names) and names[k].start < end:
        shared = min(end, names[k].end) - max(start, names[k].start)
        if shared > 0:
            label = names[k].label
            kinds[label] = kinds.get(label, 0.0) + names[k].score * shared / (end - start)
        k += 1
    sure = bool(titles) or len(words) > 1 or any(w in GIVEN_NAMES for w in words) or max(kinds.values(), default=0) > 0.3
    return Named(start, end, words, titles, kinds, part[-1].possessive, sure, min(outer, start))
