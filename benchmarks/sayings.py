"""Score which quotations are found to be one saying.

    python benchmarks/sayings.py whole              # quotations of eight words or more that stand in two or more outlets
    python benchmarks/sayings.py changed            # the same with 30% of the words cut or changed, among all others

``whole``: of the quotations whose words two or more outlets print alike, the share whose prints are all one saying. ``changed``: of
quotations, each printed once as it is and once with three in ten words cut or replaced by other words of the report, the share found as one
saying; precision is over all pairs found among these and the quotations left as they are, pairs that print the same words left out.
Without speakers and dates: words alone decide.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections import defaultdict
from itertools import combinations

from compared_data import light, news
from onrecord.compare import make_tables
from onrecord.compare.utterances import Sayings, spoken, words_of
from onrecord.compare.words import words
from onrecord.model import Quotation, Record, Report, Span


def saying_of(connection: sqlite3.Connection) -> dict[tuple[int, str], int]:
    return {(report, label): saying for report, label, saying in connection.execute("SELECT report, label, saying FROM wording")}


def plain(said: str) -> str:
    return " ".join(word.form for word in words(said))


def whole(limit: int | None) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    make_tables(connection)
    connection.execute("BEGIN")
    sayings = Sayings(connection)
    places: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for number, report in enumerate(news(limit), 1):
        record = light(report, dates=False)
        listed = spoken(record)
        sayings.add(number, listed)
        for one in listed:
            said = plain(one.words)
            if said.count(" ") >= 7:
                places[said].append((number, one.label, report.outlet or ""))
    found = saying_of(connection)
    several = [listed for listed in places.values() if len({outlet for _, _, outlet in listed}) > 1]
    one = sum(len({found[number, label] for number, label, _ in listed}) == 1 for listed in several)
    print(f"{one} of {len(several)} quotations of eight words or more in two or more outlets are one saying: {one / len(several):.3f}")


def changed(limit: int | None, seed: int) -> None:
    chance = random.Random(seed)
    listed: dict[str, str] = {}
    for report in news(limit):
        for quotation in light(report, dates=False).quotations:
            said = words_of(quotation)
            if len(words(said)) >= 8 and len(said.split()) >= 8:
                listed.setdefault(plain(said), said)
    pool = [word for said in chance.sample(list(listed), min(2000, len(listed))) for word in said.split()]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    make_tables(connection)
    connection.execute("BEGIN")
    sayings = Sayings(connection)
    gold: dict[tuple[int, str], int] = {}
    texts: dict[tuple[int, str], str] = {}
    number = 0
    for at, said in enumerate(listed.values()):
        for text in (said, altered(said.split(), pool, chance)) if at % 4 == 0 else (said,):
            number += 1
            quotation = Quotation(id="Q1", kind="direct", contents=(Span.of(text, 0, len(text)),))
            sayings.add(number, spoken(Record.of(Report(text=text, given_id=str(number)), quotations=(quotation,))))
            gold[number, "Q1"] = at
            texts[number, "Q1"] = text
    found = saying_of(connection)
    groups: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for place, saying in found.items():
        groups[saying].append(place)
    pairs = [pair for group in groups.values() for pair in combinations(sorted(group), 2)]
    made = [(n, "Q1") for n in range(2, number + 1) if gold[n, "Q1"] == gold[n - 1, "Q1"]]
    hits = sum(found.get(place) == found.get((place[0] - 1, "Q1")) for place in made if place in found)
    changed_ones = set(made)
    touched = [pair for pair in pairs if not changed_ones.isdisjoint(pair)]
    wrong = [pair for pair in touched if gold[pair[0]] != gold[pair[1]] and not related(texts[pair[0]], texts[pair[1]])]
    precision = 1 - len(wrong) / max(len(touched), 1)
    print(f"{len(made)} changed quotations among {number}: found {hits / len(made):.3f}, precision {precision:.3f}")
    for one, other in chance.sample(wrong, min(8, len(wrong))):
        print("  wrong:", texts[one][:150], "//", texts[other][:150])


def altered(said: list[str], pool: list[str], chance: random.Random) -> str:
    """Three in ten words cut (half of them in one piece) or replaced by other words."""
    said = list(said)
    count = max(1, round(0.3 * len(said)))
    way = chance.random()
    if way < 1 / 3:
        start = chance.choice([0, len(said) - count])
        del said[start : start + count]
    elif way < 2 / 3:
        for place in sorted(chance.sample(range(len(said)), count), reverse=True):
            del said[place]
    else:
        for place in chance.sample(range(len(said)), count):
            said[place] = chance.choice(pool)
    return " ".join(said)


def related(one: str, other: str) -> bool:
    """Whether the two printed quotations overlap of themselves: one holds six following words of the other."""
    first, second = plain(one).split(), plain(other).split()
    runs = {tuple(first[at : at + 6]) for at in range(len(first) - 5)}
    return any(tuple(second[at : at + 6]) in runs for at in range(len(second) - 5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["whole", "changed"])
    parser.add_argument("--limit", type=int, help="only so many reports of news")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.task == "whole":
        whole(arguments.limit)
    else:
        changed(arguments.limit, arguments.seed)


if __name__ == "__main__":
    main()
