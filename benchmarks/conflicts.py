"""Score conflicts on a made set: true pairs of reports of one story, with one fact changed in the first.

    python benchmarks/conflicts.py            # the half of the stories that rules were chosen on
    python benchmarks/conflicts.py --held     # the other half
    python benchmarks/conflicts.py --held --updates   # only tolls that rise, in more pairs of each story

A pair is of BASIL (one triplet) or ECB+ (one sub-topic). A fact is taken where a sentence of each report shares telling words and the
fact. Positives change it throughout the first report: a number, a date, a name, a negation. Negatives change it so that both can be
right: a toll that rises from one day to the next, a rounding, another unit or spelling, a synonym, a shorter list. A positive is found
where a conflict touches a changed stretch; a conflict that touches the changed stretch of a negative is wrong. So it is with those that
are only possible. What is reported of the same pairs as they were printed is counted apart, and --read prints it, for reading.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

import onrecord
from compared_data import basil, ecb
from onrecord.compare.disagreements import Disagreement, disagreements
from onrecord.compare.quantities import quantities
from onrecord.compare.statements import statements
from onrecord.compare.words import content_stems, weight, words
from onrecord.model import Record, Report
from onrecord.resolve.layout import Layout

NAMES = ["Torvald Aspen", "Mirela Quist", "Bastian Orrell", "Ingrid Halloway", "Casper Lindqvist", "Noor Vandermeer"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]{2,}\b")
_AUXILIARY = re.compile(r"\b(was|were|is|are|will|did|(?:has|had|have)(?=\s+[a-z]+(?:ed|en|wn|ne|de)\b))\s+(?!not\b|n't)([a-z]{4,})\b")

_TOLL = re.compile(r"\b(dead|died|killed|kill|kills|deaths?|injured|injuring|wounded|arrested|missing|cases|infected|homeless|displaced)\b")


class Made(NamedTuple):
    """The first report changed, and where; ``days`` from it to the second. ``is_conflict``: both cannot be right."""

    kind: str
    is_conflict: bool
    text: str
    spans: list[tuple[int, int]]
    days: int


def replaced(text: str, pattern: str, value: str) -> tuple[str, list[tuple[int, int]]]:
    spans, parts, last, grown = [], [], 0, 0
    for found in re.finditer(pattern, text):
        parts += [text[last : found.start()], value]
        start = found.start() + grown
        spans.append((start, start + len(value)))
        grown += len(value) - (found.end() - found.start())
        last = found.end()
    return "".join(parts) + text[last:], spans


def alike(one: str, other: str) -> bool:
    first, second = set(content_stems(w.form for w in words(one))), set(content_stems(w.form for w in words(other)))
    both = first & second
    return len(both) >= 4 and sum(map(weight, both)) >= 0.45 * min(sum(map(weight, first)), sum(map(weight, second)))


def sentences(text: str) -> list[str]:
    layout = Layout(text)
    return [text[a:b].strip() for a, b in zip(layout.sentences, [*layout.sentences[1:], len(text)], strict=True)]


def variants(one: str, other: str, chance: random.Random) -> Iterator[Made]:
    """What can be made of the pair."""
    theirs = sentences(other)
    people = {mention.text for entity in record(other).entities if entity.kind == "person" for mention in entity.mentions}
    for sentence in sentences(one):
        partners = [s for s in theirs if alike(sentence, s)]
        if not partners:
            continue
        beside = " ".join(partners)
        for q in quantities(sentence):
            found = re.match(r"[$£€]?([\d.,]*\d|[a-z-]+)", sentence[q.start : q.end], re.IGNORECASE)
            same = [p for p in quantities(beside) if p.kind == q.kind and p.value == q.value and (q.kind != "count" or p.unit == q.unit)]
            if not found or not same:
                continue
            number = found[1]
            is_word = not number[0].isdigit()
            value = SMALL.index(number.lower()) if number.lower() in SMALL else None if is_word else float(number.replace(",", ""))
            if value is None or q.bound != "exact":
                continue
            spellings = {number, SMALL[int(value)], SMALL[int(value)].capitalize(), str(int(value))} if value in range(2, 13) else {number}
            pattern = rf"(?<![\w.,])(?:{'|'.join(sorted(map(re.escape, spellings)))})(?![\w]|[.,]\d)"
            new = round(value * chance.choice([0.4, 0.6, 1.6, 2, 3])) or 7
            if new == value:
                new += 3
            if q.kind == "age":
                new = int(value + chance.choice([-9, 6, 11]))
            yield Made(f"{q.kind} changed", True, *replaced(one, pattern, f"{new:,}"), 0)
            if q.kind == "count" and _TOLL.search(sentence) and (less := max(2, int(value * 0.6))) < value:
                yield Made("toll that rises", False, *replaced(one, pattern, str(less)), 1)
                yield Made("toll at least", False, *replaced(one, pattern, f"at least {less}"), 0)
                yield Made("toll so far", False, *replaced(one, pattern, f"so far {less}"), 0)
                yield Made("toll two days later", False, *replaced(one, pattern, f"more than {less}"), 2)
            if value >= 101 and value % 100 and q.kind != "age":
                step = 10 ** (len(str(int(value))) - 2)
                yield Made("rounding", False, *replaced(one, pattern, f"about {round(value / step) * step:,.0f}"), 0)
            if is_word or value in range(2, 13):
                spelt = str(int(value)) if is_word else SMALL[int(value)]
                yield Made("spelling", False, *replaced(one, pattern, spelt), 0)
            if q.kind == "length" and (years := re.match(r"(\d+|\w+) years?\b", sentence[q.start : q.end])):
                yield Made("unit", False, *replaced(one, re.escape(years[0]), f"{int(value) * 12} months"), 0)
            if q.kind == "amount" and (millions := re.match(r"\$([\d.]+) million", sentence[q.start : q.end])):
                yield Made("unit", False, *replaced(one, re.escape(millions[0]), f"${float(millions[1]) * 1e6:,.0f}"), 0)
        for day in DAYS:
            if day in sentence and day in beside:
                other_day = DAYS[(DAYS.index(day) + chance.choice([2, 3, 4])) % 7]
                yield Made("date changed", True, *replaced(one, rf"\b{day}\b", other_day), 0)
        for name in sorted(set(_NAME.findall(sentence)) & people):
            if name in beside:
                new_name = chance.choice(NAMES)
                text, spans = replaced(one, rf"\b{name}\b", new_name)
                alone, _ = replaced(text, rf"\b{name.split()[-1]}\b", new_name.split()[-1])
                if len(new_name.split()[-1]) != len(name.split()[-1]):
                    _, spans = replaced(alone, new_name, new_name)
                yield Made("name changed", True, alone, spans, 0)
                both = re.search(rf"{name} and (?:[A-Z]\w+ ?)+", sentence)
                if both:
                    yield Made("shorter list", False, *replaced(one, re.escape(both[0]), name + " "), 0)
        verb = _AUXILIARY.search(sentence)
        if verb and " not " not in sentence and "n't" not in sentence and re.search(rf"\b{verb[2]}\b", beside) and "not" not in beside:
            text = one.replace(sentence, sentence[: verb.end(1)] + " not" + sentence[verb.end(1) :], 1)
            at = text.index(sentence[: verb.end(1)] + " not")
            yield Made("negation", True, text, [(at, at + len(sentence) + 4)], 0)
        if re.search(r"\bkilled\b", sentence) and re.search(r"\bkilled\b", beside):
            yield Made("synonym", False, *replaced(one, r"\bwere killed\b", "died"), 0)


def stories(held: bool) -> Iterator[tuple[str, list[Report]]]:
    """The stories of one half, each with its reports."""
    found: defaultdict[str, list[Report]] = defaultdict(list)
    for label, report in basil():
        found[label].append(report)
    for _, label, report in ecb():
        found[label].append(report)
    for label, reports in found.items():
        if (int(hashlib.md5(label.encode()).hexdigest(), 16) % 2 == 1) == held:
            yield label, reports


def pairs(held: bool, most: int) -> Iterator[tuple[str, Report, Report]]:
    for label, reports in stories(held):
        listed = list(combinations(reports, 2))
        for one, other in random.Random(label).sample(listed, min(most, len(listed))):
            yield label, one, other


@cache
def record(text: str) -> Record:
    return onrecord.read(Report(text=text, published="2024-05-07"))


def touches(found: Disagreement, spans: list[tuple[int, int]]) -> bool:
    return any(
        (found.one.start < end and start < found.one.end) or (found.one.kind == "claim" and found.one.low <= start < found.one.high)
        for start, end in spans
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--each", type=int, default=60, help="at most so many of a kind")
    parser.add_argument("--updates", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--read", action="store_true")
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    hits: dict[str, Counter[str]] = {verdict: Counter() for verdict in ("conflict", "possible", "update")}
    as_printed: Counter[str] = Counter()
    printed = 0
    for label, one, other in pairs(arguments.held, 24 if arguments.updates else 4):
        if arguments.updates and not (_TOLL.search(one.text) and _TOLL.search(other.text)):
            continue
        made = list(variants(one.text, other.text, random.Random(label)))
        if arguments.updates:
            made = [m for m in made if m.kind.startswith("toll")]
        if not made:
            continue
        printed += 1
        stated = statements(record(other.text))
        base = [d for d in disagreements(statements(record(one.text)), stated, days=0) if d.verdict != "update"]
        as_printed.update(d.verdict for d in base)
        if arguments.read:
            for d in base:
                print(f"AS PRINTED {d.verdict} {d.kind} {d.score}: "
                      f"{one.text[d.one.low : d.one.high]!r} [{one.text[d.one.start : d.one.end]}] // "
                      f"{other.text[d.other.low : d.other.high]!r} [{other.text[d.other.start : d.other.end]}]")  # fmt: skip
        taken: Counter[str] = Counter()
        for m in made:
            kind = f"{'+' if m.is_conflict else '-'} {m.kind}"
            taken[kind] += 1
            if total[kind] >= arguments.each or taken[kind] > 2 or not m.spans:
                continue
            total[kind] += 1
            found = [d for d in disagreements(statements(record(m.text)), stated, days=m.days) if touches(d, m.spans)]
            verdicts = {d.verdict for d in found}
            for verdict in verdicts - ({"possible"} if "conflict" in verdicts else set()):
                hits[verdict][kind] += 1
            if arguments.misses and verdicts.isdisjoint({"conflict", "possible"}) == m.is_conflict:
                start, end = m.spans[0]
                print(f"{kind} {label}: …{m.text[max(0, start - 90) : end + 60]!r}")
                for d in found:
                    print("     ", d.verdict, d.kind, d.one.value, d.other.value, repr(other.text[d.other.low : d.other.high]))
    for kind in sorted(total):
        print(f"{kind:20s} {total[kind]:4d}", *(f" {verdict} {counts[kind]:4d}" for verdict, counts in hits.items()))
    positives = sum(n for kind, n in total.items() if kind[0] == "+")
    for grade, counts in (("conflicts", hits["conflict"]), ("with possible", hits["conflict"] + hits["possible"])):
        right = sum(n for kind, n in counts.items() if kind[0] == "+")
        wrong = sum(n for kind, n in counts.items() if kind[0] == "-")
        print(f"{grade}: precision {right / max(right + wrong, 1):.3f}  recall {right / max(positives, 1):.3f}")
        tolls = [kind for kind in total if kind.startswith("- toll")]
        print(f"  updates among them: {sum(counts[k] for k in tolls)} of {sum(total[k] for k in tolls)}")
    print(f"as printed: {as_printed['conflict']} conflicts, {as_printed['possible']} possible, in {printed} pairs of reports")


if __name__ == "__main__":
    main()
