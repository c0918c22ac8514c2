"""Count in how many news reports each stem stands: what ``onrecord.compare`` weighs words by.

    python training/frequencies.py

Reads ../shared/data/news; writes src/onrecord/compare/document-frequencies.txt: the number of reports, then one line for each count,
the rarest words and all order left out. Counts are rounded, so that lines are few.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

from onrecord.compare.words import stem, words

HERE = Path(__file__).resolve().parents[1]
NEWS = HERE.parent / "shared" / "data" / "news"
FEWEST = 12


def main() -> None:
    counts: Counter[str] = Counter()
    total = 0
    for path in sorted(NEWS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                total += 1
                counts.update({stem(word.form) for word in words(json.loads(line)["text"])})
    lines_of: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= FEWEST:
            step = 10 ** max(0, len(str(count)) - 2)
            lines_of[count // step * step].append(word)
    written = [str(total), *(f"{count} {' '.join(sorted(lines_of[count]))}" for count in sorted(lines_of, reverse=True))]
    (HERE / "src" / "onrecord" / "compare" / "document-frequencies.txt").write_text("\n".join(written) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
