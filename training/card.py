"""Write the model card from figures measured now.

    python training/card.py --shared ../shared --out docs/model-card.md

Scores the shipped reader on the development sets, by kind, by outlet and under changes that scraped text suffers.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from onrecord import evaluate, pipeline
from onrecord.annotate.reader import WEIGHTS
from onrecord.evaluate import Figures
from onrecord.model import Record, Report

SEED = 11


def shuffled_case(text: str) -> str:
    rng = random.Random(SEED)
    return "".join(c.swapcase() if rng.random() < 0.5 and len(c.swapcase()) == 1 else c for c in text)


def one_paragraph(text: str) -> str:
    return text.replace("\n", " ")


def straight_marks(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def scanned(text: str) -> str:
    """One letter or digit in a hundred replaced by another."""
    rng = random.Random(SEED)
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") if c.isalnum() and rng.random() < 0.01 else c for c in text)


CHANGES: dict[str, Callable[[str], str]] = {
    "as printed": str,
    "shuffled case": shuffled_case,
    "no paragraph breaks": one_paragraph,
    "curly marks turned straight": straight_marks,
    "1% of letters misread": scanned,
}


def changed(gold: Record, change: Callable[[str], str]) -> Record:
    """The gold record over its changed text: the changes keep every character's place."""
    text = change(gold.text)
    data = json.loads(gold.to_json())

    def recut(node: object) -> None:
        if isinstance(node, dict):
            if "start" in node and "text" in node:
                node["text"] = text[node["start"] : node["end"]]
            for value in node.values():
                recut(value)
        elif isinstance(node, list):
            for value in node:
                recut(value)

    recut(data)
    data["text"] = text
    return Record.from_json(json.dumps(data))


def scored(golds: list[Record], thought: bool, nested: bool = True) -> Figures:
    reports = [Report(text=g.text, published=g.published, outlet=g.outlet, authors=g.authors, title=g.title) for g in golds]
    return evaluate.score(
        list(zip(golds, pipeline.records(reports), strict=True)), thought="count" if thought else "leave-out", nested=nested
    )


def row(name: str, f: Figures) -> str:
    d = f.to_dict()
    cells = [f"{d[k]['f1']:.3f}" for k in ("content", "exact", "source", "cue")]
    cells += [f"{d['recall of content ' + k]:.3f}" for k in ("direct", "mixed", "indirect")]
    return f"| {name} | {d['content']['p']:.3f} | {d['content']['r']:.3f} | " + " | ".join(cells) + " |"


COLUMNS = ("", "precision", "recall", "content F1", "exact F1", "source F1", "cue F1", "direct", "mixed", "indirect")
HEAD = f"|{'|'.join(f' {c} ' if c else ' ' for c in COLUMNS)}|\n|{'---|' * len(COLUMNS)}"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--out", type=Path, default=Path("docs/model-card.md"))
    args = p.parse_args()
    manifest = json.loads((WEIGHTS / "manifest.json").read_text())
    size = sum((WEIGHTS / f).stat().st_size for f in manifest["sha256"]) / 1e6
    gold = [g.record for g in evaluate.read_gold(args.shared / "gold/dev")]
    polnear = [g.record for g in evaluate.read_gold(args.shared / "data/polnear/dev")]
    by_outlet: dict[str, list[Record]] = defaultdict(list)
    for g in polnear:
        by_outlet[g.outlet or "not given"].append(g)
    body = (Path(__file__).parent / "card.template.md").read_text()
    tables = {
        "SIZE": f"{size:.0f} MB",
        "BASE": f"`{manifest['base']['package']}` {manifest['base']['version']} (sha256 `{manifest['base']['sha256']}`)",
        "FILES": "\n".join(f"- `{name}`: sha256 `{digest}`" for name, digest in manifest["sha256"].items()),
        "SETS": "\n".join(
            [
                HEAD,
                row("gold/dev: speech, 15 reports", scored(gold, False)),
                row("PolNeAR dev: thought too, 84 articles; quotations inside others left out", scored(polnear, True, nested=False)),
                row("PolNeAR dev, all counted", scored(polnear, True)),
            ]
        ),
        "OUTLETS": "\n".join(
            [HEAD] + [row(f"{name} ({len(rs)})", scored(rs, True, nested=False)) for name, rs in sorted(by_outlet.items())]
        ),
        "CHANGES": "\n".join([HEAD] + [row(name, scored([changed(g, c) for g in gold], False)) for name, c in CHANGES.items()]),
    }
    args.out.write_text(re.sub(r"\{\{(\w+)\}\}", lambda m: tables[m[1]], body))
    print(args.out.read_text())


if __name__ == "__main__":
    main()
