"""How far the speakers' confidences can be trusted: a table, the expected calibration error, and a plot.

python benchmarks/reliability.py ../shared/gold/dev --plot docs/reliability.svg
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

from onrecord import pipeline
from onrecord.evaluate.calibration import Bin, expected_calibration_error, outcomes, reliability
from onrecord.evaluate.gold import read_gold

SIZE, EDGE = 320, 44


def plot(bins: list[Bin], error: float, count: int) -> str:
    """An SVG: confidence to the right, share right upwards; a circle a bin, its area by how many it holds."""
    most = max(b.size for b in bins)

    def at(x: float, y: float) -> tuple[float, float]:
        return EDGE + x * SIZE, EDGE / 2 + (1 - y) * SIZE

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE + EDGE + 20}" height="{SIZE + EDGE + 36}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for k in range(0, 11, 2):
        (x, bottom), (left, y) = at(k / 10, 0), at(0, k / 10)
        parts.append(f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{k / 10:.1f}</text>')
        parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{k / 10:.1f}</text>')
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    parts.append(f'<rect x="{x0}" y="{y1}" width="{SIZE}" height="{SIZE}" fill="none" stroke="#999"/>')
    parts.append(f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke="#999" stroke-dasharray="4 4"/>')
    for b in bins:
        x, y = at(b.confidence, b.right)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 14 * (b.size / most) ** 0.5:.1f}" fill="#1f6feb" fill-opacity=".6"/>')
    parts.append(f'<text x="{EDGE + SIZE / 2}" y="{SIZE + EDGE + 6}" text-anchor="middle">confidence</text>')
    parts.append(
        f'<text x="{EDGE + SIZE / 2}" y="{SIZE + EDGE + 26}" text-anchor="middle">share right, {count} speakers; '
        f"expected calibration error {error:.3f}</text>"
    )
    return "\n".join([*parts, "</svg>"]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--plot", type=Path, help="write the plot to this file (SVG)")
    parser.add_argument("--cache", type=Path, help="a pickle of readings by report id, to spare the network")
    arguments = parser.parse_args()
    golds = read_gold(arguments.gold)
    if arguments.cache:
        kept = pickle.loads(arguments.cache.read_bytes())
        records = [pipeline.record(g.report, kept[g.record.id]) for g in golds]
    else:
        records = list(pipeline.records(g.report for g in golds))
    pairs = [
        (quotation.speaker_confidence or 0.0, right)
        for gold, record in zip(golds, records, strict=True)
        for quotation, right in outcomes(gold.record, record)
    ]
    bins = reliability(pairs)
    error = expected_calibration_error(bins)
    print("confidence   speakers   mean   right")
    for b in bins:
        print(f"{b.low:.1f}–{b.high:.1f} {b.size:13d} {b.confidence:6.3f} {b.right:7.3f}")
    print(f"expected calibration error {error:.3f} ({len(pairs)} speakers)")
    if arguments.plot:
        arguments.plot.write_text(plot(bins, error, len(pairs)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
