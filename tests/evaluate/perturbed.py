"""Records to score: copies of gold records with every kind of mistake, the same ones each time."""

from __future__ import annotations

import copy
import random
from typing import Any

TYPES = ["arrest", "charge", "release", "death", "meeting"]
ROLES = ["accused", "victim", "authority", "subject", "plaintiff", "defendant"]


def moved(rng: random.Random, text: str, span: dict[str, Any], far: int) -> dict[str, Any]:
    """The span with its bounds shifted, its words cut from the text again (rarely left as they were: ungrounded)."""
    start = min(max(0, span["start"] + rng.randint(-far, far)), len(text) - 1)
    end = min(max(start + 1, span["end"] + rng.randint(-far, far)), len(text))
    words = span["text"] if rng.random() < 0.01 else text[start:end]
    return {**span, "start": start, "end": end, "text": words}


def renamed(rng: random.Random, name: str) -> str:
    words = name.split()
    return rng.choice(
        [name, name, name, words[-1], words[0], f"President {name}", f"former model {name}", "The " + name, "Somebody Else", "  "]
    )


def quotation(rng: random.Random, text: str, q: dict[str, Any], ids: list[str], others: list[str]) -> dict[str, Any]:
    if rng.random() < 0.5:
        far = rng.choice([0, 1, 3, 40])
        q["contents"] = [moved(rng, text, c, far) for c in q["contents"] if len(q["contents"]) == 1 or rng.random() < 0.9] or q["contents"]
    for key in ("source", "cue", "venue", "addressee"):
        if q.get(key) and rng.random() < 0.4:
            q[key] = None if rng.random() < 0.5 else moved(rng, text, q[key], 12)
        elif not q.get(key) and rng.random() < 0.1:
            at = rng.randrange(len(text) - 5)
            q[key] = {"start": at, "end": at + 5, "text": text[at : at + 5]}
    if q.get("said") and rng.random() < 0.5:
        q["said"] = rng.choice([None, {**q["said"], "value": "2020"}, {**q["said"], "value": None}])
    if rng.random() < 0.4:
        q["speaker"] = rng.choice([None, *ids, "E999"])
    if rng.random() < 0.2:
        q["kind"] = rng.choice(["direct", "indirect", "mixed"])
    if rng.random() < 0.2:
        q["mode"] = rng.choice(["speech", "thought"])
    if rng.random() < 0.3:
        q["via"] = rng.sample(ids, min(len(ids), rng.randint(0, 2)))
    if rng.random() < 0.2:
        q["parent"] = rng.choice([None, *others])
    return q


def perturbed(record: dict[str, Any], seed: int) -> dict[str, Any] | None:
    """The record with mistakes; None for one in twelve, as where no prediction was made."""
    rng = random.Random(f"{seed} {record['id']}")
    if rng.random() < 1 / 12:
        return None
    found = copy.deepcopy(record)
    text = found["text"]
    for entity in found["entities"]:
        entity["name"] = renamed(rng, entity["name"])
        entity["kind"] = rng.choice([entity["kind"], entity["kind"], "person", "group"])
        entity["mentions"] = [moved(rng, text, m, rng.choice([0, 0, 4])) for m in entity["mentions"]]
    ids = [e["id"] for e in found["entities"]]
    others = [q["id"] for q in found["quotations"]]
    kept = [quotation(rng, text, q, ids, others) for q in found["quotations"] if rng.random() < 0.85]
    extra = [{**copy.deepcopy(q), "id": f"X{i}"} for i, q in enumerate(kept) if rng.random() < 0.15]
    found["quotations"] = kept + [{**q, "contents": [moved(rng, text, c, 60) for c in q["contents"]]} for q in extra]
    rng.shuffle(found["quotations"])
    times = [moved(rng, text, t, rng.choice([0, 0, 5])) for t in found["times"] if rng.random() < 0.9]
    for time in times:
        if rng.random() < 0.3:
            time["value"] = rng.choice([None, "2019", "P1Y"])
        if rng.random() < 0.3:
            time["anchor"] = rng.choice(["published", "explicit", "time", "quotation"])
    found["times"] = times
    events = [moved(rng, text, e, rng.choice([0, 0, 20, 90])) for e in found["events"] if rng.random() < 0.9]
    for event in events:
        if rng.random() < 0.2:
            event["type"] = rng.choice(TYPES)
        if rng.random() < 0.3:
            event["time"] = rng.choice([None, "2019"])
        if ids and rng.random() < 0.4:
            event["participants"] = [{"role": rng.choice(ROLES), "entity": rng.choice([*ids, "E999"])} for _ in range(rng.randint(0, 3))]
    found["events"] = events
    return found
