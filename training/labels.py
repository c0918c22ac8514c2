"""Reports of ../shared/data/news labelled by ../shared/gold/GUIDELINES.md: quotations, entities and events, without their text.

    python training/labels.py ../shared/data/news OUT     # a record for each, as in ../shared/gold/train

``labels/news.jsonl.gz`` holds offsets alone, one report a line, under the report's id in ``news``. The labels are silver: a large language
model read each report by the guidelines, a script checked that every stretch is in the text, and nobody went over them. No time
expressions. Forty of them are kept apart from learning: for weights, thresholds and rules to be chosen on. The reports share no run of
eight words with those of ../shared/gold beyond set phrases.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "labels" / "news.jsonl.gz"
SPANS = ("attribution", "source", "cue", "venue")


def bare(record: dict[str, Any], id: str, apart: bool) -> dict[str, Any]:
    """The labels of a record with each stretch of its text as ``[start, end]``. What is ``apart`` is for choosing, not for learning."""
    text = record["text"]

    def pair(span: dict[str, Any] | None) -> list[int] | None:
        return [span["start"], span["end"]] if span else None

    def name(words: str) -> str | list[int]:
        at = text.find(words)
        return [at, at + len(words)] if at >= 0 else words

    entities = [{**e, "name": name(e["name"]), "mentions": [pair(m) for m in e["mentions"]]} for e in record["entities"]]
    quotations = []
    for q in record["quotations"]:
        kept = {k: q[k] for k in ("id", "kind", "speaker", "via", "parent")} | {k: pair(q[k]) for k in SPANS}
        kept["contents"] = [pair(c) for c in q["contents"]]
        to, said = q["addressee"], q["said"]
        kept["addressee"] = {"at": pair(to) if "start" in to else None, "entity": to.get("entity")} if to else None
        kept["said"] = {"at": pair(said) if "start" in said else None, "value": said.get("value")} if said else None
        quotations.append(kept)
    events = []
    for e in record["events"]:
        if "start" not in e:
            continue
        kept = {k: e[k] for k in ("id", "type", "time", "participants", "status", "according_to")}
        events.append(kept | {"at": pair(e), "amount": name(e["amount"]) if e.get("amount") else None})
    return {"id": id, "apart": apart, "entities": entities, "quotations": quotations, "events": events}


def whole(labels: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    """The record of a report of ``news`` with these labels."""
    text = report["text"]

    def span(pair: list[int] | None) -> dict[str, Any] | None:
        return {"start": pair[0], "end": pair[1], "text": text[pair[0] : pair[1]]} if pair else None

    def name(words: str | list[int]) -> str:
        return words if isinstance(words, str) else text[words[0] : words[1]]

    def with_span(pair: list[int] | None, **rest: Any) -> dict[str, Any]:
        return {**(span(pair) or {"text": ""}), **rest}

    entities = [{**e, "name": name(e["name"]), "mentions": [span(m) for m in e["mentions"]]} for e in labels["entities"]]
    quotations = []
    for q in labels["quotations"]:
        to, said = q["addressee"], q["said"]
        quotations.append(
            q
            | {k: span(q[k]) for k in SPANS}
            | {
                "contents": [span(c) for c in q["contents"]],
                "addressee": with_span(to["at"], entity=to["entity"]) if to else None,
                "said": with_span(said["at"], value=said["value"]) if said else None,
            }
        )
    events = []
    for e in labels["events"]:
        rest = {k: v for k, v in e.items() if k not in ("at", "amount")}
        at = span(e["at"])
        assert at is not None
        events.append({**rest, **at, "trigger": at["text"], "amount": name(e["amount"]) if e["amount"] else None})
    kept = {k: report[k] for k in ("id", "url", "outlet", "published", "title", "authors", "text")}
    return {**kept, "apart": labels["apart"], "entities": entities, "quotations": quotations, "times": [], "events": events}


def records(news: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(LABELS, "rt", encoding="utf-8") as lines:
        labelled = {d["id"]: d for d in map(json.loads, lines)}
    for path in sorted(news.glob("part-*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for report in map(json.loads, lines):
                if report["id"] in labelled:
                    yield whole(labelled[report["id"]], report)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    made = list(records(arguments.news))
    for record in made:
        (arguments.out / f"{record['id']}.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(made)} records in {arguments.out}")


if __name__ == "__main__":
    main()
