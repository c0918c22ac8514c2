"""Score the clustering of reports into stories: B-cubed.

    python benchmarks/stories.py ecb              # by sub-topic; then the topics held back alone
    python benchmarks/stories.py basil            # 50 triplets among 3,000 other reports

On ``basil`` reports of other sets that join a triplet count against precision.
"""

from __future__ import annotations

import argparse
import random

from compared_data import HELD_BACK, Run, b_cubed, basil, ecb, light, news


def show(title: str, figures: tuple[float, float, float]) -> None:
    print(f"{title:32s} P {figures[0]:.3f}  R {figures[1]:.3f}  F1 {figures[2]:.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=["ecb", "basil"])
    parser.add_argument("--seed", type=int, default=0, help="of the order in which the reports arrive")
    parser.add_argument("--others", type=int, default=3000, help="how many reports stand around the triplets")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    if arguments.set == "ecb":
        listed = list(ecb())
        chance.shuffle(listed)
        for title, part in (("all topics", None), ("topics to tune on", False), ("topics held back", True)):
            some = [one for one in listed if part is None or (one[0] in HELD_BACK) == part]
            run = Run(light(report, dates=False) for _, _, report in some)
            show(f"{title} ({len(some)})", b_cubed(run.column("story"), {n: label for n, (_, label, _) in enumerate(some, 1)}))
        return
    triplets = [(label, report) for label, report in basil()]
    others = [(report.given_id or "", report) for report in news(arguments.others)]
    listed_two = triplets + others
    chance.shuffle(listed_two)
    run = Run(light(report) for _, report in listed_two)
    found = run.column("story")
    labels = {label for label, _ in triplets}
    for title, part in (("triplets to tune on", 0), ("triplets held back", 1)):
        kept = {label for label in labels if int(label[:8], 16) % 2 == part}
        gold = {n: label for n, (label, _) in enumerate(listed_two, 1) if label in kept}
        joined = {found[n] for n in gold}
        own = {n: label for n, (label, _) in enumerate(listed_two, 1) if label in kept or found[n] in joined}
        figures = b_cubed(found, own)
        show(f"{title} ({len(gold)})", b_cubed(found, gold))
        show("  with the others that joined", figures)


if __name__ == "__main__":
    main()
