"""Leave out the attention heads and inner units of a trained reader that its work depends on least.

    python training/prune.py --shared ../shared --weights runs/reader/reader.pt --base BASE --out runs/pruned.pt --heads 6 --inner 1024

A head's (or unit's) worth is the mean absolute gradient of the loss by a gate of one on its output (Michel, Levy and Neubig 2019), over
windows of the training articles; each layer keeps its best. What is lost comes back with some more training beside the whole reader as
teacher (``train.py --start --teacher``).
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent))
from data import load
from network import HEAD, Reader
from onrecord.annotate.tokens import load_tokenizer
from train import batches, collate, loss_of, samples


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, default=Path("../shared"))
    p.add_argument("--weights", type=Path, required=True)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--heads", type=int, default=6)
    p.add_argument("--inner", type=int, default=1024)
    p.add_argument("--articles", type=int, default=120)
    args = p.parse_args()
    state = torch.load(args.weights, weights_only=True)
    model = Reader.of(state).eval()
    rng = random.Random(5)
    train, _ = load(args.shared, None)
    tokenizer = load_tokenizer(args.base / "tokenizer.json")
    gold = [a for a in train if a.full]
    chosen = rng.sample([a for a in train if not a.full], args.articles - len(gold) // 2) + gold[: len(gold) // 2]
    worth = []
    for layer in model.encoder.layers:
        layer.gates = (torch.ones(layer.heads, requires_grad=True), torch.ones(layer.up.out_features, requires_grad=True))
        worth.append([torch.zeros(layer.heads), torch.zeros(layer.up.out_features)])
    for batch in batches([s for a in chosen for s in samples(a, tokenizer, rng)], 1200, rng):
        sum(loss_of(model, collate(batch)).values()).backward()
        for layer, sums in zip(model.encoder.layers, worth, strict=True):
            for gate, total in zip(layer.gates, sums, strict=True):
                total += gate.grad.abs()
                gate.grad = None
    kept = dict(state)
    for n, (heads, units) in enumerate(worth):
        h = heads.topk(args.heads).indices.sort().values
        u = units.topk(args.inner).indices.sort().values
        print(f"layer {n}: keeps {heads[h].sum() / heads.sum():.3f} of the heads' worth, {units[u].sum() / units.sum():.3f} of the units'")
        name = f"encoder.layers.{n}."
        rows = (h[:, None] * HEAD + torch.arange(HEAD)).flatten()
        third = len(heads) * HEAD
        of_qkv = torch.cat([rows, rows + third, rows + 2 * third])
        for part in ("weight", "bias"):
            kept[f"{name}qkv.{part}"] = state[f"{name}qkv.{part}"][of_qkv]
            kept[f"{name}up.{part}"] = state[f"{name}up.{part}"][u]
        kept[f"{name}out.weight"] = state[f"{name}out.weight"][:, rows]
        kept[f"{name}down.weight"] = state[f"{name}down.weight"][:, u]
    torch.save(kept, args.out)


if __name__ == "__main__":
    main()
