"""Timelines of single targets across reports: SemEval-2015 task 4, trial part, from raw text (track A).

    python benchmarks/timelines.py             # the figures of each target
    python benchmarks/timelines.py --show      # and each timeline, with what the gold has beside it

The task (Minard et al. 2015, "SemEval-2015 Task 4: TimeLine: Cross-Document Event Ordering"): of 30 reports, all on Apple, put every event
in which a target takes part on a line, with its date, in order. Its data lie in ../shared/data/timeline; of a report nothing is read
but its tokens, whose second line is its date. The metric is the task's (timeline_metric.py). The best of the 13 runs of 2015 had a micro
F1 of 7.85, on the task's test part: other reports and other targets, so the figures do not compare to the letter.

onrecord gives who is meant (by name or pronoun), the times and their values. Ours, and only of this script, is what
onrecord has no noun for: any verb or noun that tells something of the target (timeline_events.py; onrecord's events are those of
people's stories), and the day of a verb that has no time of its own: the day that the report told of last, if it lies in the week before
it appeared, else the day it appeared. Mentions of one word and one date are one event, within and across reports.
Rules were chosen by looking at the targets of DEVELOPED. The others are measured apart; those for things ("it", "the store", "has a
new …", parts of names) were added after a look at what was missed there, too.

Micro F1: 52.9 (developed 61.9, apart 27.3).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

from onrecord.model import Record, Report, Time
from onrecord.pipeline import records
from onrecord.resolve.dates import read_times
from onrecord.resolve.days import bounds
from timeline_events import BE, HAVE, Telling, Word, name_of, tellings
from timeline_metric import Counts, Line, compare, parse

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "timeline"
DEVELOPED = ("Steve Jobs", "iPod", "iPhone 3G")
OWNERS = ("his", "her", "its", "their", "my")
UNKNOWN = "XXXX-XX-XX"
_CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_GLUED_LEFT = frozenset((".", ",", ";", ":", ")", "]", "?", "!", "%", "'s", "’s", "n't", "'"))
_GLUED_RIGHT = ("(", "[", "$", "£", "€")
WEEK = timedelta(days=7)
REACH = 14  # words between a verb and its time
STEP = 6  # what a verb between them counts


class Source:
    """A report of the task: its words where they stand in its text, and its record."""

    def __init__(self, path: Path) -> None:
        root = ElementTree.parse(path).getroot()
        tokens = [(token.text or "", int(token.get("sentence", "0"))) for token in root.iter("token")]
        self.id = root.get("doc_id", "")
        self.words: list[Word] = []
        text, in_marks = "", False
        for token, sentence in tokens:
            if sentence == 1:  # the date
                continue
            closes = token == '"' and in_marks
            opened = in_marks and text.endswith('"')
            if self.words and self.words[-1].sentence == 0 < sentence:
                text += "\n\n"
            elif text and not (closes or opened or token in _GLUED_LEFT or text.endswith(_GLUED_RIGHT)):
                text += " "
            in_marks ^= token == '"'
            self.words.append(Word(len(text), len(text) + len(token), token, sentence))
            text += token
        day = read_times(" ".join(token for token, sentence in tokens if sentence == 1), published=None)[0].value
        self.day = date.fromisoformat(day or "")
        self.report = Report(text=text, published=day, given_id=self.id)
        self.starts = [w.start for w in self.words]

    def index(self, at: int) -> int:
        """The first word that starts at the code point ``at`` or after it."""
        return bisect_left(self.starts, at)


def mentions(source: Source, record: Record, target: str) -> Iterator[tuple[int, int]]:
    """Words ``[first, last)`` that mean ``target``: of the entity of that name, or the words of the name side by side."""
    words, parts = source.words, target.lower().split()
    found: set[tuple[int, int]] = set()
    is_person = False
    for entity in record.entities:
        name = entity.name.lower().split()
        is_tail = name == parts[-len(name) :] and (len(name) > 1 or entity.kind != "organisation")
        if name == parts or is_tail:
            found |= {(source.index(m.start), source.index(m.end)) for m in entity.mentions}
            is_person |= name == parts and entity.kind == "person" and any(m.form == "pronoun" for m in entity.mentions)
    for k in range(len(words)):
        for width in (len(parts), len(parts) + 1):
            lows = [w.low for w in words[k : k + width]]
            longer = len(parts) == 1 and k + 1 < len(words) and words[k + 1].text[:1].isupper()
            if {*parts} <= {*lows} and lows[0] in parts and lows[-1] in parts and not longer:
                found.add((k, k + width))
    if not is_person:
        found |= set(_taken_up(words, parts[-1], {first for first, _ in found}))
    last = 0
    for first, end in sorted(found, key=lambda m: (m[0], -m[1])):
        if first >= last:
            yield first, end
            last = end


def _taken_up(words: list[Word], head: str, firsts: set[int]) -> Iterator[tuple[int, int]]:
    """At the head of a sentence "it" or "its", where the one before begins with the target, and "the store" anywhere after it."""
    subject = False
    for k in range(len(words)):
        if k and words[k - 1].sentence == words[k].sentence:
            continue
        if subject and words[k].low in ("it", "its"):
            yield k, k + 1
        elif words[k].low == "the" and k + 1 < len(words) and words[k + 1].low == head and any(first < k for first in firsts):
            yield k, k + 2
            subject = True
        else:
            subject = any(k <= first <= k + 3 for first in firsts)


def anchor(source: Source, record: Record, telling: Telling) -> str:
    """The date of an event, as the task writes it."""
    words, at = source.words, telling.at
    times = [t for t in record.times if t.type in ("DATE", "TIME") and bounds(t.value or "")]
    said = [c for q in record.quotations if q.cue and q.cue.start <= words[at].start < q.cue.end for c in q.contents]
    here = [
        t
        for t in times
        if words[source.index(t.start)].sentence == words[at].sentence
        and source.report.text[t.end : t.end + 2] not in ("'s", "’s")
        and not any(c.start <= t.start < c.end for c in said)
    ]
    ranked = sorted((_distance(source, at, t), t.start, t) for t in here)
    if ranked and ranked[0][0] <= REACH:
        return _written(ranked[0][2].value)
    if telling.tense == "present":
        return source.day.isoformat()
    told = source.day
    for time in times:
        if time.start > words[at].start:
            break
        value = _written(time.value)
        if len(value) == 10 and value != UNKNOWN and source.day - WEEK <= (day := date.fromisoformat(value)) <= source.day:
            told = day
    return told.isoformat()


def _distance(source: Source, at: int, time: Time) -> int:
    """How far a verb stands from a time: the words between, a verb among them as STEP; a time that opens the sentence is near."""
    words, first, last = source.words, source.index(time.start), source.index(time.end)
    sentence = words[at].sentence
    if first > at:
        between = words[at + 1 : first]
    else:
        between = words[last:at]
        before = [w for w in words[max(0, first - 40) : first] if w.sentence == sentence]
        if len(before) <= 1:
            return min(REACH, len(between))
        if any(w.is_past for w in before):
            between = [*between, *before[-1:] * STEP]
    return len(between) + STEP * sum(w.is_past or w.low in BE | HAVE or w.text == '"' for w in between)


def _written(value: str | None) -> str:
    value = (value or "").split("T")[0]
    return value if _CALENDAR.fullmatch(value) else UNKNOWN


def timeline(target: str, read: list[tuple[Source, Record]]) -> list[Line]:
    """The timeline of ``target`` over the reports."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for source, record in read:
        words = source.words
        seen = set()
        for first, last in mentions(source, record, target):
            for telling in tellings(words, first, last, words[first].low in OWNERS):
                if words[telling.at].sentence and telling.at not in seen:
                    seen.add(telling.at)
                    name = f"{source.id}-{words[telling.at].sentence}-{name_of(words, telling.at)}"
                    told[anchor(source, record, telling)][words[telling.at].low].append(name)
    dated = sorted((value for value in told if value != UNKNOWN), key=lambda value: bounds(value) or ())
    positions = {value: k + 1 for k, value in enumerate(dated)} | {UNKNOWN: 0}
    return [Line(positions[v], v, tuple(names)) for v in [UNKNOWN, *dated] for names in told.get(v, {}).values()]


def show(gold: list[Line], found: list[Line]) -> None:
    """Each mention that either side has, with its anchors: the gold's, then ours."""
    ours = {m: f"{line.anchor} ({line.position})" for line in found for m in line.mentions}
    theirs = {m: f"{line.anchor} ({line.position})" for line in gold for m in line.mentions}
    for mention in sorted(ours.keys() | theirs.keys(), key=lambda m: [int(p) if p.isdigit() else 0 for p in m.split("-")[:2]]):
        a, b = theirs.get(mention, "-"), ours.get(mention, "-")
        print(f"  {'=' if a.split()[0] == b.split()[0] else ' '} {mention:32s} {a:18s} {b}")


def main(argv: list[str]) -> int:
    sources = [Source(path) for path in sorted((DATA / "Corpus-trial-data_task4").glob("*.xml"))]
    read = list(zip(sources, records(s.report for s in sources), strict=True))
    totals = {"developed": Counts(), "apart": Counts()}
    print(f"{'target':24s} {'F1':>6s} {'P':>6s} {'R':>6s}  gold links")
    for path in sorted(next(DATA.glob("TimeLines_*")).glob("*.txt")):
        target = path.read_text().splitlines()[0].strip()
        gold, found = parse(path.read_text()), timeline(target, read)
        counts = compare(gold, found)
        row(target, counts)
        if "--show" in argv:
            show(gold, found)
        part = "developed" if target in DEVELOPED else "apart"
        totals[part] += counts
    row("micro, developed", totals["developed"])
    row("micro, apart", totals["apart"])
    row("micro", totals["developed"] + totals["apart"])
    return 0


def row(name: str, counts: Counts) -> None:
    print(f"{name:24s} {counts.f1:6.2f} {counts.precision:6.2f} {counts.recall:6.2f}  {counts.gold:5d}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
