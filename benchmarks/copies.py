"""Score the search for copies, on reports of news that are made into copies by rule.

    python benchmarks/copies.py [--limit 3000]

Of every tenth report a copy is made and put among the others: whole with another head and tail; cut to its first 60%; with one word in
eight replaced; put into a longer report of which it is two fifths; its paragraphs reordered with some left out. Against them stand all
pairs of different reports. Pairs of reports that share text as they are printed are real copies: they are left out of precision where
they share at least the words of COPIED by a count of runs of five words, made without the index.
"""

from __future__ import annotations

import argparse
import random
import re

from compared_data import Run, light, news
from onrecord.compare.copies import runs, shared
from onrecord.model import Record, Report


def made(report: Report, others: list[str], chance: random.Random) -> tuple[str, str]:
    words = re.findall(r"\S+\s*", report.text)
    way = chance.choice(["whole", "cut", "reworded", "inside", "reordered"])
    other = re.findall(r"\S+\s*", chance.choice(others))
    if way == "whole":
        text = "".join(other[:20]) + report.text + "".join(other[-20:])
    elif way == "cut":
        text = "".join(words[: max(80, int(0.6 * len(words)))])
    elif way == "reworded":
        text = "".join(chance.choice(other) if chance.random() < 1 / 8 else word for word in words)
    elif way == "inside":
        pieces = ["".join(re.findall(r"\S+\s*", text)[: len(words) // 4]) for text in chance.sample(others, 6)]
        text = "\n\n".join([*pieces[:3], report.text, *pieces[3:]])
    else:
        paragraphs = [p for p in report.text.split("\n") if p.strip()]
        chance.shuffle(paragraphs)
        text = "\n\n".join(paragraphs[: max(1, int(0.8 * len(paragraphs)))])
    return way, text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    reports = [report for report in news(arguments.limit) if len(report.text.split()) >= 120]
    texts = [report.text for report in reports]
    copies = []
    for report in reports[::10]:
        way, text = made(report, texts, chance)
        copies.append((report, way, Report(text=text, published=report.published, outlet="Copy", given_id=f"{report.id} copy")))
    listed: list[tuple[Report, str]] = [(r, "") for r in reports] + [(copy, way) for _, way, copy in copies]
    chance.shuffle(listed)
    run = Run()
    number_of: dict[str, int] = {}
    for report, _ in listed:
        record = light(report, dates=False)
        number_of[report.id] = run.add(Record.of(report, quotations=record.quotations[:0]))
    source = run.column("source")
    total: dict[str, int] = {}
    hit: dict[str, int] = {}
    for report, way, copy in copies:
        total[way] = total.get(way, 0) + 1
        hit[way] = hit.get(way, 0) + (source[number_of[report.id]] == source[number_of[copy.id]])
    print("recall", f"{sum(hit.values()) / sum(total.values()):.3f}", {way: f"{hit[way]}/{total[way]}" for way in total})
    own = {number_of[copy.id]: number_of[report.id] for report, _, copy in copies}
    groups: dict[int, list[int]] = {}
    for number, group in source.items():
        groups.setdefault(group, []).append(own.get(number, number))
    wrong = right = 0
    for group in groups.values():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                if one == other or shared(runs(run.records[one].text), runs(run.records[other].text)).is_copy:
                    right += 1
                else:
                    wrong += 1
                    if wrong <= 10:
                        print("  joined:", run.records[one].title, "//", run.records[other].title)
    print(f"precision {right / max(right + wrong, 1):.3f} ({wrong} wrong of {right + wrong} pairs in one group)")


if __name__ == "__main__":
    main()
