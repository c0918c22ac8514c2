"""Score time expressions: TimeBank + AQUAINT (TempEval-3 training) and the gold reports.

    python benchmarks/times.py                     # figures of all sets
    python benchmarks/times.py --misses gold-train # and what went wrong in one of them

The data lie in ../shared, beside this repository; spans and values are scored as ../shared/gold/score.py does (overlap; equal
values), pooled over the files. The rules were written by looking at TimeBank and AQUAINT (tempeval), and nothing is fitted to them;
their two halves, by the md5 of the files, show how far a figure swings. Their annotators counted quoted words from the report's
day, so nothing is passed as quoted there; the gold reports get the gold's own direct quotations. TimeBank leaves people's ages
unlabelled and the gold labels them ("Ann Lee, 53, said"), so tempeval is scored a second time with the ages left out.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.annotate.times import find_times
from onrecord.model import Quotation, Span
from onrecord.resolve.dates import resolve_times
from onrecord.resolve.speech_days import quoted_words

SHARED = Path(__file__).resolve().parents[2] / "shared"


def quoted(record: dict[str, Any]) -> list[tuple[int, int]]:
    """The words that the record's quotations give in marks."""
    quotations = [
        Quotation(id=q["id"], kind=q["kind"], contents=tuple(Span(start=c["start"], end=c["end"], text=c["text"]) for c in q["contents"]))
        for q in record["quotations"]
    ]
    return quoted_words(record["text"], quotations)


def pairs(gold: list[dict[str, Any]], found: list[Any]) -> list[tuple[dict[str, Any], Any]]:
    """One to one, the longest overlap first."""
    ranked = sorted(
        ((min(g["end"], p.end) - max(g["start"], p.start), i, j) for i, g in enumerate(gold) for j, p in enumerate(found)),
        key=lambda r: (-r[0], r[1], r[2]),
    )
    left, right, out = set(), set(), []
    for overlap, i, j in ranked:
        if overlap > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((gold[i], found[j]))
    return out


def files(name: str) -> Iterator[Path]:
    if name.startswith("gold"):
        yield from sorted((SHARED / "gold" / name.removeprefix("gold-")).glob("*.json"))
        return
    for folder in ("timebank", "aquaint"):
        for path in sorted((SHARED / "data" / "times" / folder).glob("*.json")):
            odd = int(hashlib.md5(path.read_bytes()).hexdigest(), 16) % 2
            if name == "tempeval" or odd == (name == "tempeval-odd"):
                yield path


def f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 0.0


AGE = re.compile(r".*years?[ -]old|\d{1,3}|aged? \d+|ages \d+", re.DOTALL)


def measure(name: str, misses: bool = False, ages: bool = True) -> dict[str, float]:
    """The figures of one set; with ``misses`` every disagreement is printed."""
    found = gold = spans = values = anchors = characters = 0
    seconds = 0.0
    for path in files(name):
        record = json.loads(path.read_text())
        text = record["text"]
        spoken = quoted(record) if name.startswith("gold") else []
        started = time.perf_counter()
        times = resolve_times(text, find_times(text), published=record["published"], quoted=spoken)
        seconds += time.perf_counter() - started
        if not ages:
            times = [t for t in times if t.type != "DURATION" or not AGE.fullmatch(t.text)]
        matched = pairs(record["times"], times)
        found, gold, spans, characters = found + len(times), gold + len(record["times"]), spans + len(matched), characters + len(text)
        values += sum(g["value"] == p.value for g, p in matched)
        anchors += sum(g.get("anchor") == p.anchor for g, p in matched)
        if misses:
            report(path.stem, record, times, matched)
    return {
        "spans": f1(spans, found, gold),
        "precision": spans / max(found, 1),
        "recall": spans / max(gold, 1),
        "values": f1(values, found, gold),
        "anchors": anchors / max(spans, 1),
        "gold": gold,
        "ms per 5,000 characters": 1000 * seconds / max(characters, 1) * 5000,
    }


def report(name: str, record: dict[str, Any], times: list[Any], matched: list[tuple[dict[str, Any], Any]]) -> None:
    def around(start: int, end: int) -> str:
        text = record["text"]
        return (text[max(0, start - 50) : start] + "<<" + text[start:end] + ">>" + text[end : end + 30]).replace("\n", " ")

    for g, p in matched:
        if g["value"] != p.value:
            print(f"VALUE  {name} {record['published']} gold {g['value']} got {p.value}: {around(p.start, p.end)}")
        elif g.get("anchor") and g["anchor"] != p.anchor:
            print(f"ANCHOR {name} gold {g['anchor']} got {p.anchor}: {around(p.start, p.end)}")
    for g in record["times"]:
        if all(g is not other for other, _ in matched):
            print(f"MISSED {name} {g['type']} {g['value']}: {around(g['start'], g['end'])}")
    for p in times:
        if all(p is not other for _, other in matched):
            print(f"EXTRA  {name} {p.type} {p.value}: {around(p.start, p.end)}")


def main(argv: list[str]) -> int:
    sets = [a for a in argv if not a.startswith("--")] or ["tempeval", "tempeval-even", "tempeval-odd", "gold-train", "gold-dev"]
    print(f"{'set':24s} {'gold':>5s}  span F1 (P, R)         value F1  anchors  ms per 5,000 characters")
    rows = [(name, True) for name in sets] + [(name, False) for name in sets if name.startswith("tempeval")]
    for name, ages in rows:
        figures = measure(name, "--misses" in argv and ages, ages)
        anchors = f"{figures['anchors']:.3f}" if name.startswith("gold") else "    -"
        label = name if ages else name + ", no ages"
        print(
            f"{label:24s} {figures['gold']:5.0f}  {figures['spans']:.3f} ({figures['precision']:.3f}, {figures['recall']:.3f})   "
            f"{figures['values']:.3f}     {anchors}    {figures['ms per 5,000 characters']:.2f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
