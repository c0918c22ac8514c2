"""Training articles and their windows."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
class Link:
    """What the word ``at`` means: the words of ``same``; not those of ``other``, or, where that is None, no other word."""

    at: tuple[int, int]
    same: list[tuple[int, int]]
    other: list[tuple[int, int]] | None


@dataclass
class Article:
    id: str
    text: str
    quotes: list[Quote] | None  # None: not labelled
    names: list[tuple[int, int, str]] | None
    full: bool  # labelled by the guidelines: nesting, addressee and venue too, thought left out
    nested: bool = False  # quotations within contents are labelled, whether or not the rest is full
    apart: bool = False  # for choosing, not for learning
    silver: bool = False  # labelled by labels.py
    inner: list[tuple[Quote, float]] | None = None  # those that are not labelled, as nested.py found them, with how sure
    links: list[Link] = field(default_factory=list)
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
    return Article(
        path.stem, d["text"], list(merged.values()), names.get(path.stem) if names else None, full, nested=full, apart=d.get("apart", False)
    )


def quote_of(q: dict) -> Quote:
    """A quotation as nested.py writes it."""
    one = lambda s: tuple(s) if s else None  # noqa: E731
    source = one(q["source"])
    return Quote(one(q["cue"]), [one(c) for c in q["contents"]], [source] if source else [], one(q["addressee"]), one(q["venue"]), "speech")


def held_out(id: str, share: float) -> bool:
    return int(hashlib.sha256(id.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share


def linked(path: Path) -> list[Article]:
    """The texts of a file that links.py wrote."""
    out = []
    for line in path.read_text().splitlines():
        d = json.loads(line)
        as_spans = lambda spans: None if spans is None else [tuple(s) for s in spans]  # noqa: E731
        links = [Link(tuple(x["at"]), as_spans(x["same"]), as_spans(x["other"])) for x in d["links"]]
        out.append(Article(d["id"], d["text"], None, None, False, links=links))
    return out


def load(shared: Path, names: Path | None, links: Path | None = None, more: Path | None = None) -> tuple[list[Article], list[Article]]:
    """Articles to train on, and articles of the training sets held out for choosing thresholds. ``more``: what labels.py wrote."""
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
    if names and (names / "nested.jsonl").exists():
        within = {d["id"]: d["quotes"] for d in map(json.loads, (names / "nested.jsonl").read_text().splitlines())}
        for a in polnear:
            a.inner = [(quote_of(q), q["score"]) for q in within[a.id]]
    gold = [record(p, True) for p in sorted((shared / "gold/train").glob("*.json"))]
    silver_gold = [replace(record(p, True), silver=True) for p in sorted(more.glob("*.json"))] if more else []
    if links:
        other += [a for name in ("gum", "gap", "gap", "news") for a in linked(links / f"{name}.jsonl") if not held_out(a.id, 0.05)]
        of_gold = {a.id: a.links for name in ("gold", "more") for a in linked(links / f"{name}.jsonl")}
        for a in gold + silver_gold:
            a.links = of_gold[a.id]
    train = [a for a in polnear if not held_out(a.id, 0.05)] + [a for a in gold if not held_out(a.id, 0.12)]
    train += [a for a in silver_gold if not a.apart]
    held = [a for a in polnear if held_out(a.id, 0.05)] + [a for a in gold if held_out(a.id, 0.12)] + [a for a in silver_gold if a.apart]
    return train + other, held


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
    return replace(article, text=text, tokens=None)


DOUBLES_TO_SINGLES = str.maketrans('“”"', "‘’'")
OUTER = (
    "said",
    "said",
    "said",
    "says",
    "told reporters",
    "told CNN",
    "said in a statement",
    "tweeted",
    "wrote",
    "testified",
    "told the BBC",
)
OUTER_BEFORE = (
    "said",
    "said",
    "says",
    "told reporters",
    "told police",
    "claims",
    "reports",
    "wrote",
    "testified",
    "told the paper",
    "insisted",
)
LOWERED = re.compile(r"(?:The|He|She|They|It|But|And|A|An|In|On|His|Her|Their|We|You|This|That|At|After|When|If|Some|Many|Both) ")


def wrapped(article: Article, sources: list[str], rng: random.Random) -> Article | None:
    """A paragraph of the article as someone else's words, so that its quotations stand within another: PolNeAR labels none that do."""
    text = article.text
    bounds, at = [], 0
    for m in re.finditer(r"\n+|$", text):
        bounds.append((at, m.start()))
        at = m.end()
    rng.shuffle(bounds)
    for start, end in bounds:
        if not 50 < end - start < 600:
            continue
        here: list[Quote] = []
        for q in article.quotes or ():
            spans = [*q.contents, *q.source, *([q.cue] if q.cue else [])]
            touching = [a < end and b > start for a, b in spans]
            if any(touching) and not all(start <= a and b <= end for a, b in spans):
                break
            if any(touching):
                here.append(q)
        else:
            if any(q.cue for q in here):
                return _spoken(*_cut(article, start, end, here, rng), rng.choice(sources), article.id, rng)
    return None


def _cut(article: Article, start: int, end: int, quotes: list[Quote], rng: random.Random) -> tuple[str, list[Quote]]:
    """A paragraph by itself with its quotations; at times someone in it speaks for themselves ("I said …" for "He said …")."""
    text = article.text[start:end].rstrip()
    quotes = [_moved(q, lambda s: (s[0] - start, s[1] - start)) for q in quotes]
    if rng.random() < 0.5:
        for k in range(len(quotes)):
            source, cue = quotes[k].source, quotes[k].cue
            if len(source) == 1 and cue and text[slice(*source[0])].lower() in ("he", "she") and text[slice(*cue)].split()[0].endswith("d"):
                a, b = source[0]
                text = text[:a] + "I" + text[b:]
                quotes = [_moved(q, lambda s: tuple(x - (b - a - 1) if x >= b else x for x in s)) for q in quotes]  # noqa: B023
    return text, quotes


def _moved(q: Quote, move: Callable[[tuple[int, int]], tuple[int, int]]) -> Quote:
    """The quotation with each of its stretches moved."""
    one = lambda s: move(s) if s else None  # noqa: E731
    return Quote(one(q.cue), [move(c) for c in q.contents], [move(s) for s in q.source], one(q.addressee), one(q.venue), q.mode)


def _spoken(said: str, quotes: list[Quote], source: str, id: str, rng: random.Random) -> Article:
    direct = rng.random() < 0.55
    outer_cue: str
    if direct:
        said = said.translate(DOUBLES_TO_SINGLES)
        opening, closing = rng.choice((("“", "”"), ('"', '"')))
        lead = ""
        body = opening + said
        outer_cue = rng.choice(OUTER)
        if rng.random() < 0.7:
            body = (body[:-1] + "," if body.endswith(".") else body) + closing
            tail = f" {source} {outer_cue}." if " " in outer_cue or rng.random() < 0.75 else f" {outer_cue} {source}."
        else:
            lead, tail = f"{source} {outer_cue}{rng.choice((',', ':'))} ", ""
            body += closing
        shift = len(lead) + 1
        content = (len(lead), len(lead) + len(body))
    else:
        outer_cue = rng.choice(OUTER_BEFORE)
        that = rng.choice(("that ", "that ", ""))
        if LOWERED.match(said):
            said = said[0].lower() + said[1:]
        lead, body, tail = f"{source} {outer_cue} ", that + said, ""
        shift = len(lead) + len(that)
        content = (len(lead), len(lead) + len(body.rstrip(".")))
    text = lead + body + tail
    at = text.index(source, 0 if lead else content[1])
    verb = outer_cue.split()[0]
    cue_at = text.index(verb, at + len(source)) if lead or text.find(f" {verb} ", content[1]) > at else text.index(verb, content[1])
    outer = Quote((cue_at, cue_at + len(verb)), [content], [(at, at + len(source))], None, None, "speech")
    inner = [_moved(q, lambda s: (s[0] + shift, s[1] + shift)) for q in quotes]
    return Article(id, text, [outer, *inner], None, False, nested=True)


def pieces(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Pieces that overlap the characters ``[start, end)``."""
    return int(np.searchsorted(tokens.end, start, side="right")), int(np.searchsorted(tokens.start, end, side="left"))


def tokens_of(article: Article, tokenizer) -> Tokens:
    if article.tokens is None:
        article.tokens = tokenize(article.text, tokenizer)
    return article.tokens
