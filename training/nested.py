"""Quotations within quotations to learn from: what a reader that sees a content alone finds in it.

    python training/nested.py ../shared/data/polnear/train OUT/nested.jsonl

PolNeAR labels no attribution inside another's content. A reader trained on it finds them all the same where the content is all that it
sees: "he told me he was leaving" is then a sentence like any other. One line an article: ``{"id", "quotes": [{"cue", "contents",
"source", "addressee", "venue", "score"}]}``, in code points of the article. Left out are sayings that are not reported but made or wished
for in those words ("I urge you", "they should say").
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.annotate.quotations import quotations
from onrecord.annotate.reader import shared_reader
from onrecord.model import Span

WORDS = 5  # contents of fewer hold no quotation
UNREAL = re.compile(
    r"\b(?:would|will|should|could|might|may|can|cannot|must|ought|shall|let|let's|don't|threatens?|plans?|wants?|shows?|to)\b|['’](?:ll|d)\b|n['’]t\b",
    re.IGNORECASE,
)
MADE_HERE = re.compile(
    r"(?:hereby |also |just )?(?:am|are|['’]m|['’]re)?\s*[a-z]+(?<!ed)(?<!said)(?<!told)(?<!wrote)(?<!spoke)(?<!ing)", re.IGNORECASE
)


def contents_of(article: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Where each content starts, and its words without the marks around them."""
    for quotation in article["quotations"]:
        for content in quotation["contents"]:
            words = content["text"]
            if len(words.split()) < WORDS:
                continue
            bare = re.sub(r"^[“\"‘']|[”\"’']$", " ", words)
            yield content["start"], bare


def is_reported(source: Span | None, cue: str) -> bool:
    if UNREAL.search(cue):
        return False
    return not (source is not None and source.text.lower() in ("i", "we") and MADE_HERE.fullmatch(cue))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("source", type=Path)
    p.add_argument("out", type=Path)
    args = p.parse_args()
    articles = [json.loads(path.read_text()) | {"id": path.stem} for path in sorted(args.source.glob("*.json"))]
    asked = [(a["id"], start, words) for a in articles for start, words in contents_of(a)]
    found: dict[str, dict[tuple[int, int], dict[str, Any]]] = {a["id"]: {} for a in articles}
    for (id, at, words), reading in zip(asked, shared_reader().read_all(words for _, _, words in asked), strict=True):
        for q in quotations(words, reading):
            if q.mode != "speech" or q.cue is None or not is_reported(q.source, q.cue.text):
                continue
            moved = lambda s: [s.start + at, s.end + at] if s else None  # noqa: E731, B023
            made = {
                "cue": moved(q.cue), "contents": [moved(c) for c in q.contents], "source": moved(q.source),
                "addressee": moved(q.addressee), "venue": moved(q.venue), "score": q.confidence,
            }  # fmt: skip
            key = (made["cue"][0], made["cue"][1])
            if key not in found[id] or found[id][key]["score"] < q.confidence:
                found[id][key] = made
    with args.out.open("w") as out:
        for id, quotes in found.items():
            out.write(json.dumps({"id": id, "quotes": list(quotes.values())}) + "\n")
    print(f"{len(articles)} articles, {sum(map(len, found.values()))} quotations within contents")


if __name__ == "__main__":
    main()
