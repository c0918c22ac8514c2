"""GAP (Webster et al. 2018): which of two names an ambiguous pronoun means, if either: F1 for men, for women, and their ratio (bias).

    python benchmarks/gap.py                 # validation, which nothing was trained on
    python benchmarks/gap.py --misses

*as in a run*: the names are onrecord's own, and the pronoun goes to whom the resolver gives it, or to nobody.
*names given*: the task's usual setting: only the two names are asked for.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

from onrecord.annotate.reader import Reading, shared_reader
from onrecord.resolve.layout import Layout
from onrecord.resolve.people import Cast
from onrecord.resolve.pronouns import MALE, third_person

GAP = Path(__file__).resolve().parents[2] / "shared" / "data" / "gap"
Range = tuple[int, int]


def as_in_a_run(reading: Reading, text: str, pronoun: Range, names: list[Range]) -> list[bool]:
    """For each of the names, whether the resolver gives the pronoun to the one it names."""
    cast = Cast(text, reading.names, Layout(text, [(q.start, q.end) for q in reading.tokens.marks]), reading.links)
    found = third_person(cast, text[slice(*pronoun)].lower(), pronoun[0], [])
    figures = [[cast.of[i] for i in cast.within(*name)] for name in names]
    return [found.figure is not None and any(f is found.figure for f in here) for here in figures]


def names_given(reading: Reading, text: str, pronoun: Range, names: list[Range]) -> list[bool]:
    assert reading.links is not None
    scores = reading.links.scores(pronoun, reading.links.places([last_word(text, name) for name in names]))
    return [bool(s > 0 and s == scores.max()) for s in scores]


def last_word(text: str, name: Range) -> Range:
    """A name without what belongs to the sentence: a possessive."""
    return name[0], name[0] + len(re.sub(r"['’]s?$", "", text[slice(*name)]))


class Count:
    def __init__(self) -> None:
        self.n: Counter[str] = Counter()

    def add(self, gender: str, found: bool, gold: bool) -> None:
        for g in (gender, "all"):
            self.n[f"{g} {'tp' if found and gold else 'fp' if found else 'fn' if gold else 'tn'}"] += 1

    def f1(self, gender: str) -> float:
        tp, fp, fn = (self.n[f"{gender} {x}"] for x in ("tp", "fp", "fn"))
        return 2 * tp / max(2 * tp + fp + fn, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["validation", "development"], default="validation")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    with (GAP / f"gap-{arguments.part}.tsv").open() as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    counts = {"as in a run": Count(), "names given": Count()}
    for row, reading in zip(rows, shared_reader().read_all(r["Text"] for r in rows), strict=True):
        at = int(row["Pronoun-offset"])
        pronoun = (at, at + len(row["Pronoun"]))
        names = [(int(row[f"{x}-offset"]), int(row[f"{x}-offset"]) + len(row[x])) for x in "AB"]
        gold = [row[f"{x}-coref"].upper() == "TRUE" for x in "AB"]
        gender = "men" if row["Pronoun"].lower() in MALE else "women"
        for way, found in (
            ("as in a run", as_in_a_run(reading, row["Text"], pronoun, names)),
            ("names given", names_given(reading, row["Text"], pronoun, names)),
        ):
            for f, g in zip(found, gold, strict=True):
                counts[way].add(gender, f, g)
            if arguments.misses and way == "as in a run" and found != gold:
                text = row["Text"]
                print(f"{row['ID']} A {row['A']!r} {gold[0]} B {row['B']!r} {gold[1]}, got {found}: …{text[max(0, at - 200) : at + 40]!r}")
    for way, count in counts.items():
        men, women = count.f1("men"), count.f1("women")
        print(f"{way:12s} F1 {count.f1('all'):.3f}  men {men:.3f}  women {women:.3f}  bias {women / max(men, 1e-9):.3f}")


if __name__ == "__main__":
    main()
