"""Average the weights of two readers of one training path (Wortsman et al. 2022).

    python training/average.py runs/whole/reader.pt runs/more/reader.pt --out runs/reader.pt

A head that only the second has trained is taken from it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent))
from network import Reader


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("first", type=Path)
    p.add_argument("second", type=Path)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    first = torch.load(args.first, weights_only=True)
    second = Reader.of(torch.load(args.second, weights_only=True)).state_dict()
    torch.save({k: (first[k] + v) / 2 if k in first else v for k, v in second.items()}, args.out)


if __name__ == "__main__":
    main()
