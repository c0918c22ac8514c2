"""Choose the reader's thresholds on articles of the training sets that were held out of training.

    python training/choose.py --shared ../shared [--weights FOLDER]

Prints content and exact F1 on both kinds of held-out articles (PolNeAR with thought, the guidelines' without) for each setting.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from data import held_out
from onrecord.annotate import quotations, reader
from onrecord.evaluate import score
from onrecord.model import Report
from onrecord.pipeline import record


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--weights", type=Path, default=reader.WEIGHTS)
    p.add_argument("--cue", type=float, nargs="+", default=[0.3, 0.4, 0.5, 0.6])
    p.add_argument("--inner", type=float, nargs="+", default=[0.2, 0.35, 0.5])
    p.add_argument("--nested", type=float, nargs="+", default=[0.5])
    p.add_argument("--uncued", type=float, nargs="+", default=[0.5])
    p.add_argument("--more", type=Path, help="the folder of what labels.py wrote; those kept apart are measured on")
    args = p.parse_args()
    sets = {
        "polnear": [
            json.loads(f.read_text()) for f in sorted((args.shared / "data/polnear/train").glob("*.json")) if held_out(f.stem, 0.05)
        ],
        "gold": [json.loads(f.read_text()) for f in sorted((args.shared / "gold/train").glob("*.json")) if held_out(f.stem, 0.12)],
    }
    if args.more:
        sets["apart"] = [d for d in (json.loads(f.read_text()) for f in sorted(args.more.glob("*.json"))) if d["apart"]]
    network = reader.Reader(args.weights)
    for cue, inner in itertools.product(args.cue, args.inner):
        reader.CUE_THRESHOLD, reader.INNER_CUE_THRESHOLD = cue, inner
        seen = {name: list(network.read_all(d["text"] for d in gold)) for name, gold in sets.items()}
        for nested, uncued in itertools.product(args.nested, args.uncued):
            quotations.NESTED_SCORE, quotations.UNCUED_CONTENT = nested, uncued
            for name, gold in sets.items():
                found = [record(Report(text=d["text"], published=d.get("published")), r) for d, r in zip(gold, seen[name], strict=True)]
                f = score(list(zip(gold, found, strict=True)), thought="count" if name == "polnear" else "leave-out").to_dict()
                parts = [f"{k} {f[k]['f1']:.3f}" for k in ("exact", "source", "cue", "parent", "addressee", "venue")]
                parts += [f"{k} {f['recall of content ' + k]:.3f}" for k in ("direct", "mixed", "indirect")]
                c = f["content"]
                print(
                    f"cue {cue} inner {inner} nested {nested} uncued {uncued}",
                    f"{name}: content {c['f1']:.3f} (P {c['p']:.3f} R {c['r']:.3f})",
                    *parts,
                    flush=True,
                )


if __name__ == "__main__":
    main()
