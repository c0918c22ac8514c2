"""Score who is who across reports: B³ of people and organisations of ECB+ and MEANTIME, whose annotators told them apart.

    python benchmarks/identity.py            # ECB+ topics of even number and MEANTIME: what nothing was tuned on
    python benchmarks/identity.py --tune     # ECB+ topics of odd number, with the errors

The names within a report and what they refer to there are the annotators'; who is one and the same across all reports is ours, from
all reports at once. B³: Bagga and Baldwin 1998, over the entities of single reports. The corpora lie in ../shared/data.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from onrecord.archive import Archive
from onrecord.model import Entity, Mention, Record
from onrecord.resolve.word_list import word_list

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
_CLOSING = re.compile(r"[.,;:!?)\]%]|'s|’s|n't|''|'")
_PRONOUNS = word_list("he she it they him her them his its their we our us i you who which that this these those my your")


ECB_KINDS = {"HUMAN_PART_PER": "person", "HUMAN_PART_ORG": "organisation", "HUMAN_PART": "person"}
MEANTIME_KINDS = {"PER": "person", "ORG": "organisation"}


class Gold(NamedTuple):
    """A report, and for each of its entities the identity that the annotators gave it."""

    record: Record
    identity: dict[str, str]


def ecb(parity: int) -> Iterator[Gold]:
    for path in sorted((DATA / "ecb").glob("*/*.xml")):
        if int(path.parent.name) % 2 == parity:
            root = etree.parse(path, etree.XMLParser(huge_tree=True)).getroot()
            yield gold(root, path.name, lambda m: ECB_KINDS.get(m.tag))


def meantime() -> Iterator[Gold]:
    for path in sorted((DATA / "meantime/intra_cross-doc_annotation/corpus_apple").glob("*.xml")):
        root = etree.parse(path).getroot()
        yield gold(root, path.name, lambda m: MEANTIME_KINDS.get(m.get("ent_type") or ""))


def gold(root: etree._Element, name: str, kind_of: Callable[[etree._Element], str | None]) -> Gold:
    text, at = detokenised(root)
    mentions = {m.get("m_id"): m for m in root.find("Markables")}
    chains: dict[str, list[str]] = defaultdict(list)
    for relation in root.find("Relations"):
        target = relation.find("target")
        if target is None or relation.tag not in ("CROSS_DOC_COREF", "INTRA_DOC_COREF", "REFERS_TO"):
            continue
        for source in relation.findall("source"):
            chains[target.get("m_id")].append(source.get("m_id"))
    entities, identity = [], {}
    for target, sources in chains.items():
        head = mentions[target]
        id = head.get("instance_id")
        kind = kind_of(head) or next((k for k in (kind_of(mentions[s]) for s in sources) if k), None)
        spans = sorted({span for s in sources if (span := place(mentions[s], at))})
        named = [found for a, b in spans if (found := trimmed(text, a, b)) and is_name(text[found[0] : found[1]])]
        if not id or not kind or not named:
            continue
        label = f"E{len(entities) + 1}"
        longest = max(named, key=lambda span: span[1] - span[0])
        entities.append(
            Entity(
                id=label,
                name=text[longest[0] : longest[1]],
                kind=kind,
                mentions=tuple(Mention(start=a, end=b, text=text[a:b]) for a, b in named),
            )
        )
        identity[label] = id
    sha256 = hashlib.sha256(f"{name}{text}".encode()).hexdigest()
    return Gold(Record(id=name, sha256=sha256, outlet=None, text=text, entities=tuple(entities)), identity)


def detokenised(root: etree._Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text of the tokens, and where each stands in it."""
    text, at, sentence = "", {}, None
    for token in root.iter("token"):
        word = token.text or ""
        if text and token.get("sentence") != sentence:
            text += "\n"
        elif text and not _CLOSING.fullmatch(word) and not text.endswith(("(", "``", "$")):
            text += " "
        sentence = token.get("sentence")
        at[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
    return text, at


def place(mention: etree._Element, at: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    anchors = [a.get("t_id") for a in mention.findall("token_anchor")]
    return (at[anchors[0]][0], at[anchors[-1]][1]) if anchors else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The proper name in a mention: its last run of capitalised words, and small words between them."""
    runs = list(
        re.finditer(r"[A-Z0-9À-Þ][\w.&'’-]*(?:[ -](?:(?:of|the|and|for|de|van|von|al|bin|&) ){0,2}[A-Z0-9À-Þ][\w.&'’-]*)*", text[start:end])
    )
    best = max(runs, key=lambda run: run.end() - run.start(), default=None)
    return (start + best.start(), start + best.end()) if best else None


def is_name(words: str) -> bool:
    return words.lower() not in _PRONOUNS and not words.lower().startswith(("the ", "a ", "his ", "her ")) and len(words) > 1


def b_cubed(found: dict[str, int], right: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the keys of both."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for key in right:
        ours[found[key]].add(key)
        theirs[right[key]].add(key)
    precision = sum(len(ours[found[k]] & theirs[right[k]]) / len(ours[found[k]]) for k in right) / len(right)
    recall = sum(len(ours[found[k]] & theirs[right[k]]) / len(theirs[right[k]]) for k in right) / len(right)
    return precision, recall, 2 * precision * recall / (precision + recall)


def score(name: str, golds: Iterable[Gold], *, errors: bool) -> None:
    golds = list(golds)
    right = {f"{g.record.id} {label}": id for g in golds for label, id in g.identity.items()}
    names = {f"{g.record.id} {e.id}": e.name for g in golds for e in g.record.entities}
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "record.db", create=True) as archive:
        for g in golds:
            archive.add(g.record)
        start = time.perf_counter()
        archive.settle()
        seconds = time.perf_counter() - start
        rows = archive.select(
            "SELECT record_id || ' ' || label AS key, coalesce(person, -entity.id) AS person FROM entity JOIN report ON report.id = report"
        )
        found = {row["key"]: row["person"] for row in rows}
    counts = Counter(right.values())
    several = {key: id for key, id in right.items() if counts[id] > 1}
    for what, keys in (("all", right), ("in two reports or more", several)):
        p, r, f = b_cubed(found, keys)
        print(f"{name:22} {what:24} {len(keys):5} entities  B³ P {p:.3f}  R {r:.3f}  F1 {f:.3f}")
    by_name = {key: " ".join(names[key].lower().split()) for key in right}
    p, r, f = b_cubed({key: hash(n) for key, n in by_name.items()}, right)  # one name, one person
    print(f"{'':22} {'by equal names alone':24} {'':5}           B³ P {p:.3f}  R {r:.3f}  F1 {f:.3f}   ({seconds:.2f} s to settle)")
    if errors:
        ours, theirs = defaultdict(list), defaultdict(list)
        for key in right:
            ours[found[key]].append(key)
            theirs[right[key]].append(key)
        for cluster in ours.values():
            ids = Counter(right[k] for k in cluster)
            if len(ids) > 1:
                print("MERGED", {i: sorted({names[k] for k in cluster if right[k] == i}) for i in ids})
        for id, keys in theirs.items():
            parts = defaultdict(Counter)
            for k in keys:
                parts[found[k]][names[k]] += 1
            if len(parts) > 1:
                print("SPLIT", id, [dict(p) for p in parts.values()])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tune", action="store_true")
    arguments = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA}: there is no such folder")
    if arguments.tune:
        score("ECB+ odd topics", ecb(1), errors=True)
    else:
        score("ECB+ even topics", ecb(0), errors=False)
        score("MEANTIME", meantime(), errors=False)


if __name__ == "__main__":
    main()
