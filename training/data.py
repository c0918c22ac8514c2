"""Training articles and their windows."""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from onrecord.annotate.tokens import Tokens, tokenize

# The words by which a cue of PolNeAR, which does not tell the two apart, is surely speech or surely thought.
THOUGHT = frozenset((Path(__file__).parent / "cues-of-thought.txt").read_text().split())
SPEECH = frozenset((Path(__file__).parent / "cues-of-speech.txt").read_text().split())


@dataclass
class Quote:
    cue: tuple[int, int] | None
    contents: list[tuple[int, int]]
    source: list[tuple[int, int]]
    addressee: tuple[int, int] | None
    venue: tuple[int, int] | None
    mode: str  # speech, thought or either


@dataclass
class Article:
    id: str
    text: str
    quotes: list[Quote] | None  # None: not labelled
    names: list[tuple[int, int, str]] | None
    full: bool  # labelled by the guidelines: nesting, addressee and venue too, thought left out
    weight: float = 1.0
    tokens: Tokens | None = field(default=None, repr=False)


def span(s: dict | None) -> tuple[int, int] | None:
    return (s["start"], s["end"]) if s else None


def mode_of(cue: str) -> str:
    found = set(re.findall(r"[a-z]+|:", cue.lower()))
    if found & SPEECH:
        return "speech"
    return "thought" if found & THOUGHT else "either"


def record(path: Path, full: bool, names: dict[str, list] | None = None) -> Article:
    d = json.loads(path.read_text())
    merged: dict = {}
    for q in d["quotations"]:
        cue = span(q["cue"])
        quote = Quote(
            cue,
            [(s["start"], s["end"]) for s in q["contents"]],
            [(s["start"], s["end"]) for s in q.get("sources") or ([q["source"]] if q["source"] else [])],
            span(q.get("addressee")) if full and "start" in (q.get("addressee") or {}) else None,
            span(q.get("venue")) if full else None,
            "speech" if full else mode_of(q["cue"]["text"] if q["cue"] else ""),
        )
        key = cue or len(merged)
        if key in merged:
            merged[key].contents += quote.contents
        else:
            merged[key] = quote
    return Article(path.stem, d["text"], list(merged.values()), names.get(path.stem) if names else None, full)


def held_out(id: str, share: float) -> bool:
    return int(hashlib.sha256(id.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share


def load(shared: Path, names: Path | None) -> tuple[list[Article], list[Article]]:
    """Articles to train on, and articles of the training sets held out for choosing thresholds."""
    silver: dict[str, list] = {}
    other: list[Article] = []
    if names:
        for line in (names / "polnear-train.jsonl").read_text().splitlines():
            d = json.loads(line)
            silver[d["id"]] = d["names"]
        for line in (names / "gum.jsonl").read_text().splitlines():
            d = json.loads(line)
            other.append(Article("gum", d["text"], None, d["names"], False))
    polnear = [record(p, False, silver) for p in sorted((shared / "data/polnear/train").glob("*.json"))]
    gold = [record(p, True) for p in sorted((shared / "gold/train").glob("*.json"))]
    train = [a for a in polnear if not held_out(a.id, 0.05)] + [a for a in gold if not held_out(a.id, 0.12)]
    return train + other, [a for a in polnear if held_out(a.id, 0.05)] + [a for a in gold if held_out(a.id, 0.12)]


CURLY = str.maketrans("“”‘’", "\"\"''")


def augment(article: Article, rng: random.Random) -> Article:
    """The article as scraped text might hold it: one character for one, so that its labels stand."""
    text = article.text
    r = rng.random()
    if r < 0.06:  # lost paragraph breaks
        text = text.replace("\n", " ")
    elif r < 0.10:
        text = text.lower() if rng.random() < 0.5 else text.upper() if rng.random() < 0.3 else text.swapcase()
        if len(text) != len(article.text):
            text = article.text
    elif r < 0.16:  # British marks
        text = text.replace("'", "\u2019").translate(str.maketrans('“”"', "‘’'"))
    elif r < 0.24:  # noise of a scanner
        chars = list(text)
        for _ in range(int(len(chars) * rng.choice((0.005, 0.01, 0.015)))):
            i = rng.randrange(len(chars))
            if chars[i].isalnum():
                chars[i] = rng.choice("abcdefghijklmnopqrstuvwxyz0123456789 .,'")
        text = "".join(chars)
    elif r < 0.28:
        text = text.translate(CURLY)
    elif r < 0.30:  # marks lost altogether
        text = re.sub('[“”"]', " ", text)
    if text == article.text:
        return article
    return Article(article.id, text, article.quotes, article.names, article.full, article.weight)


def pieces(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Pieces that overlap the characters ``[start, end)``."""
    return int(np.searchsorted(tokens.end, start, side="right")), int(np.searchsorted(tokens.start, end, side="left"))


def tokens_of(article: Article, tokenizer) -> Tokens:
    if article.tokens is None:
        article.tokens = tokenize(article.text, tokenizer)
    return article.tokens
