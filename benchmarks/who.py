"""Score who said what, to whom, where and through whom, given the gold quotations' spans with the speaker left open.

    python benchmarks/who.py gold-train            # all of it, then each half
    python benchmarks/who.py gold-train --misses   # and every wrong or open speaker of the develop half
    python benchmarks/who.py gold-dev

The reports lie in ../shared/gold; the names come from the reader, as in a run. The rules were chosen by looking at all of
gold-train; its halves (by the md5 of the report's id) only show how far figures scatter. Of gold-dev only
aggregate figures and counts by kind of source were looked at, and the sample report, which has a test of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import time
from collections import Counter
from pathlib import Path

import msgspec

from onrecord.annotate.reader import Reading, shared_reader
from onrecord.evaluate.gold import Gold, read_gold
from onrecord.evaluate.identity import same_by_any_name, same_entity
from onrecord.model import Addressee, Entity, Quotation
from onrecord.resolve import Resolved, resolve
from onrecord.resolve.pronouns import PRONOUNS

SHARED = Path(__file__).resolve().parents[2] / "shared"


def half(gold: Gold) -> str:
    return "develop" if int(hashlib.md5(gold.record.id.encode()).hexdigest(), 16) % 2 == 0 else "check"


def opened(q: Quotation) -> Quotation:
    """The quotation as the reader would give it: speaker, said and via still open."""
    addressee = Addressee(start=q.addressee.start, end=q.addressee.end, text=q.addressee.text) if q.addressee else None
    return msgspec.structs.replace(q, speaker=None, via=(), said=None, addressee=addressee)


def source_type(q: Quotation, entities: dict[str, Entity]) -> str:
    if q.source is None:
        return "none"
    if q.source.text.lower() in PRONOUNS:
        return "pronoun"
    speaker = entities.get(q.speaker or "")
    return "name" if speaker and any(m.text in q.source.text for m in speaker.mentions) else "description"


class Figures:
    """Counts over reports, and how they print."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.calibration: list[tuple[float, bool]] = []

    def add(self, gold: Gold, found: Resolved, misses: bool) -> None:
        ours = {e.id: e for e in found.entities}
        theirs = {e.id: e for e in gold.record.entities}
        n = self.n
        for g, p in zip(gold.record.quotations, found.quotations, strict=True):
            speaker = ours.get(p.speaker or "")
            if g.speaker:
                kind = source_type(g, theirs)
                right, any_name = same_entity(speaker, theirs[g.speaker]), same_by_any_name(speaker, theirs[g.speaker])
                outcome = "right" if right else "any" if any_name else "open" if speaker is None else "wrong"
                n[f"{kind} all"] += 1
                n[f"{kind} {outcome}"] += 1
                if p.speaker_confidence is not None and speaker is not None:
                    self.calibration.append((p.speaker_confidence, any_name))
                if misses and not right:
                    print(
                        f"{outcome.upper():5s} {gold.stem} {g.id} source {g.source and g.source.text!r}: gold {theirs[g.speaker].name!r}, "
                        f"got {speaker and speaker.name!r} ({p.speaker_confidence}; {', '.join(p.because)} {p.speaker_reason or ''})"
                    )
            else:
                n["gold open"] += 1
                n["gold open, named"] += speaker is not None
                if misses and speaker is not None:
                    print(f"OPEN IN GOLD {gold.stem} {g.id} {g.source and g.source.text!r}: got {speaker.name!r} ({', '.join(p.because)})")
            n["addressee gold"] += g.addressee is not None
            n["addressee found"] += p.addressee is not None
            n["addressee right"] += bool(
                g.addressee and p.addressee and g.addressee.start < p.addressee.end and p.addressee.start < g.addressee.end
            )
            if g.addressee and g.addressee.entity:
                n["addressee entity gold"] += 1
                to = ours.get(p.addressee.entity or "") if p.addressee else None
                n["addressee entity found"] += to is not None
                n["addressee entity right"] += same_entity(to, theirs[g.addressee.entity])
                if misses and not same_entity(to, theirs[g.addressee.entity]):
                    print(f"TO {gold.stem} {g.id} {g.addressee.text!r}: gold {theirs[g.addressee.entity].name!r} got {to and to.name!r}")
            n["venue gold"] += g.venue is not None
            n["venue found"] += p.venue is not None
            n["venue right"] += bool(g.venue and p.venue and g.venue.start < p.venue.end and p.venue.start < g.venue.end)
            n["said gold"] += g.said is not None and g.said.value is not None
            n["said found"] += p.said is not None and p.said.value is not None
            n["said right"] += bool(g.said and g.said.value and p.said and p.said.value == g.said.value)
            hits = sum(any(same_entity(ours[v], theirs[w]) for v in p.via) for w in g.via)
            n["via gold"] += len(g.via)
            n["via found"] += len(p.via)
            n["via right"] += hits
            if misses and (hits < len(g.via) or len(p.via) > hits):
                print(f"VIA {gold.stem} {g.id} gold {[theirs[w].name for w in g.via]} got {[ours[v].name for v in p.via]}")

    def show(self, title: str) -> None:
        n = self.n
        kinds = ("name", "pronoun", "description", "none")
        print(f"{title}\n  {'source':12s} {'quotations':>10s} {'right':>7s} {'any name':>9s} {'wrong':>7s} {'open':>7s}")
        for kind in (*kinds, "all"):
            counts = {
                o: n[f"{kind} {o}"] if kind != "all" else sum(n[f"{k} {o}"] for k in kinds)
                for o in ("all", "right", "any", "wrong", "open")
            }
            total = max(counts["all"], 1)
            print(
                f"  {kind:12s} {counts['all']:10d} {counts['right'] / total:7.3f} {(counts['right'] + counts['any']) / total:9.3f} "
                f"{counts['wrong'] / total:7.3f} {counts['open'] / total:7.3f}"
            )
        print(f"  speaker open in gold: {n['gold open']}, of these named: {n['gold open, named']}")
        for what in ("addressee", "addressee entity", "venue", "via", "said"):
            p, r = n[f"{what} right"] / max(n[f"{what} found"], 1), n[f"{what} right"] / max(n[f"{what} gold"], 1)
            print(
                f"  {what:18s} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  "
                f"({n[f'{what} found']} found, {n[f'{what} gold']} gold)"
            )
        for low, high in ((0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
            some = [right for c, right in self.calibration if low <= c < high]
            if some:
                print(f"  confidence {low:.1f}–{min(high, 1):.1f}: {sum(some) / len(some):.3f} right of {len(some)}")


def readings(golds: list[Gold], cache: Path | None) -> dict[str, Reading]:
    if cache is not None and cache.exists():
        kept: dict[str, Reading] = pickle.loads(cache.read_bytes())
        if all(g.record.id in kept for g in golds):
            return kept
    reader = shared_reader()
    return {g.record.id: r for g, r in zip(golds, reader.read_all(g.record.text for g in golds), strict=True)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=["gold-train", "gold-dev"])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--cache", type=Path, help="a pickle of readings by report id, to spare the network")
    arguments = parser.parse_args()
    golds = read_gold(SHARED / "gold" / arguments.set.removeprefix("gold-"))
    read = readings(golds, arguments.cache)
    parts = {"all": Figures(), "develop": Figures(), "check": Figures()}
    seconds = characters = 0.0
    for gold in golds:
        quotations = [opened(q) for q in gold.record.quotations]
        started = time.process_time()
        found = resolve(gold.report, read[gold.record.id], quotations)
        seconds += time.process_time() - started
        characters += len(gold.record.text)
        side = half(gold)
        parts["all"].add(gold, found, arguments.misses and arguments.set == "gold-dev")
        parts[side].add(gold, found, arguments.misses and arguments.set == "gold-train" and side == "develop")
    for title, figures in parts.items():
        if arguments.set == "gold-train" or title == "all":
            figures.show(f"{arguments.set}, {title}")
    print(f"resolve, processor time: {1000 * seconds / characters * 5000:.2f} ms per 5,000 characters")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
