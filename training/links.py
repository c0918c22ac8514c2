"""Who is meant by whom: links between mentions to learn from, as JSON lines.

    python training/links.py gum  ../shared/data/gum/coref/ontogum/conllu       OUT/gum.jsonl
    python training/links.py gap  ../shared/data/gap/gap-development.tsv        OUT/gap.jsonl
    python training/links.py gold ../shared/gold/train                          OUT/gold.jsonl
    python training/links.py news ../shared/data/news                           OUT/news.jsonl --articles 3000

One line a text: ``{"id", "text", "links": [{"at": [start, end], "same": [[start, end], …], "other": [[start, end], …] or null}]}``.
``at`` and the rest are code points of the head word of a mention. ``same`` are other mentions of what ``at`` means; an empty list says that
none is in the text. Where ``other`` is a list, only those are known to mean someone else; null says every other word does.

``gum`` reads OntoGUM (Zhu et al. 2021), ``gap`` the GAP corpus (Webster et al. 2018). ``gold`` takes each source and each addressee to the
names of its entity. ``news`` makes its own: a name that was given before is taken out and a pronoun put in its place, as MaskedWiki and
WikiCREM do (Kocijan et al. 2019), so that the pronoun's meaning is known.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Span = tuple[int, int]
HE, SHE = ("he", "him", "his"), ("she", "her", "her")
SUBJECT_BEFORE_VERB = re.compile(
    r"(?: also| then| later| never| now)? (?:is|was|has|had|does|did|will|would|can|could|may|might|should|told|said|says|went|came|took|"
    r"made|gave|got|began|became|left|won|lost|met|saw|knew|thought|spoke|wrote|sent|held|led|ran|[a-z]{2,}(?:ed|es|[bcdfgklmnprtvwxyz]s))\b"
)
OBJECT_AFTER = re.compile(r"\b(?:of|to|with|for|from|by|against|about|on|at|told|asked|met|saw|called|urged|accused|joined|backed)\s$")


def gum(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.conllu")):
        yield {"id": path.stem, **gum_text(path)}


def gum_text(path: Path) -> dict[str, Any]:
    text = ""
    words: list[Span] = []
    heads: list[int] = []
    tags: list[str] = []
    mentions: list[tuple[int, int, str]] = []
    opened: dict[str, list[int]] = defaultdict(list)
    first = 0
    joined_until, joined = 0, False
    for line in path.read_text().splitlines():
        if line.startswith("# newpar"):
            text = text.rstrip() + "\n\n" if text else ""
        if line.startswith("# sent_id"):
            first = len(words)
        if not line or line.startswith("#"):
            continue
        number, form, _, tag, _, _, head, _, _, misc = line.split("\t")
        if "." in number:
            continue
        if "-" in number:  # one printed word of several: its parts follow
            joined_until, joined = int(number.split("-")[1]), "SpaceAfter=No" in misc
            continue
        words.append((len(text), len(text) + len(form)))
        heads.append(first + int(head) - 1 if int(head) else -1)
        tags.append(tag)
        text += form
        inside = int(number) < joined_until
        if not inside and not ("SpaceAfter=No" in misc or (int(number) == joined_until and joined)):
            text += " "
        if int(number) == joined_until:
            joined_until = 0
        found = re.search(r"(?:^|\|)Entity=([^|]+)", misc)
        for opening, key, closing in re.findall(r"(\()?(\d+)(\))?", found[1] if found else ""):
            if opening:
                opened[key].append(len(words) - 1)
            if closing and opened[key]:
                mentions.append((opened[key].pop(), len(words), key))
    chains: dict[str, set[int]] = defaultdict(set)
    for start, end, key in mentions:
        head = next((i for i in range(start, end) if not start <= heads[i] < end), end - 1)
        while tags[head] == "PROPN" and head + 1 < end and tags[head + 1] == "PROPN":
            head += 1
        chains[key].add(head)
    links = []
    inside_some = set().union(*chains.values()) if chains else set()
    for chain in chains.values():
        for head in chain:
            before = [words[i] for i in chain if i < head]
            if tags[head] == "PRON" and not before:
                before = [words[i] for i in chain if i > head]
            links.append({"at": words[head], "same": before, "other": None})
    for i, tag in enumerate(tags):
        if tag in ("NOUN", "PROPN") and i not in inside_some and i % 3 == 0:
            links.append({"at": words[i], "same": [], "other": None})
    return {"text": text.rstrip(), "links": links}


def last_word(text: str, start: int, end: int) -> Span:
    """The last word of ``[start, end)``, with no possessive."""
    printed = re.sub(r"['’]s?$", "", text[start:end].rstrip(".,;:!?\"”' "))
    m = re.search(r"[^\s\-–—]+$", printed)
    return (start + m.start(), start + m.end()) if m else (start, end)


def gap(path: Path) -> Iterator[dict[str, Any]]:
    for row in csv.DictReader(path.open(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, at = row["Text"], int(row["Pronoun-offset"])
        same, other = [], []
        for x in "AB":
            start = int(row[f"{x}-offset"])
            name = last_word(text, start, start + len(row[x]))
            (same if row[f"{x}-coref"].upper() == "TRUE" else other).append(name)
        links = [{"at": (at, at + len(row["Pronoun"])), "same": same, "other": other}]
        yield {"id": row["ID"], "text": text, "links": links}
        yield {"id": row["ID"] + "-turned", **turned(text, links)}


TURNED = {"he": "she", "she": "he", "him": "her", "his": "her", "himself": "herself", "herself": "himself", "hers": "his"}
OBJECT = re.compile(r"[.,;:!?)]|\s+(?:and|or|but|to|in|on|at|as|for|with|from|by|that|when|while|after|before|the|a|an|was|is|had)\b|$")


def turned(text: str, links: list[dict[str, Any]]) -> dict[str, Any]:
    """The text with the gender of each pronoun turned, so that neither is learnt better than the other."""
    out, at = "", 0
    ends: list[tuple[int, int]] = []  # an offset in the text, and by how much what stands from there on is moved
    for m in re.finditer(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", text, re.IGNORECASE):
        word = m[0].lower()
        new = ("him" if OBJECT.match(text, m.end()) else "his") if word == "her" else TURNED[word]
        out += text[at : m.start()] + (new.capitalize() if m[0][0].isupper() else new)
        at = m.end()
        ends.append((at, len(out) - at))
    out += text[at:]

    def moved(offset: int) -> int:
        return offset + next((by for end, by in reversed(ends) if end <= offset), 0)

    def span(s: Span) -> Span:
        return moved(s[0]), moved(s[1])

    return {
        "text": out,
        "links": [{"at": span(x["at"]), "same": [*map(span, x["same"])], "other": [*map(span, x["other"])]} for x in links],
    }


def gold(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        d = json.loads(path.read_text())
        text = d["text"]
        named = {
            e["id"]: [last_word(text, m["start"], m["end"]) for m in e.get("mentions", []) if isinstance(m, dict)] for e in d["entities"]
        }
        links = []
        pointing = [(q["source"], q["speaker"]) for q in d["quotations"] if q["source"]]
        pointing += [(q["addressee"], q["addressee"].get("entity")) for q in d["quotations"] if q["addressee"]]
        for source, entity in pointing:
            if entity is None or "start" not in source:
                continue
            at = head_word(text, source["start"], source["end"])
            same = [s for s in named[entity] if not (source["start"] <= s[0] < source["end"])]
            other = [s for e, spans in named.items() if e != entity for s in spans if not (source["start"] <= s[0] < source["end"])]
            if same and (text[at[0]].islower() or text[slice(*at)] in ("He", "She", "They")):
                links.append({"at": at, "same": same, "other": other})
        yield {"id": path.stem, "text": text, "links": links}


def head_word(text: str, start: int, end: int) -> Span:
    """The head of a noun phrase: its last word before a preposition, a comma or a relative."""
    cut = re.search(r",| (?:of|in|at|for|with|from|on|who|that|close|familiar)\b", text[start:end])
    return last_word(text, start, start + cut.start() if cut and cut.start() else end)


def news(folder: Path, articles: int, seed: int) -> Iterator[dict[str, Any]]:
    from onrecord.annotate.reader import shared_reader
    from onrecord.resolve.layout import Layout
    from onrecord.resolve.people import Cast

    rng = random.Random(seed)
    texts: list[tuple[str, str]] = []
    for path in sorted(folder.glob("part-*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            texts += [(d["id"], d["text"]) for d in map(json.loads, lines)]
    rng.shuffle(texts)
    reader = shared_reader()
    chosen = [(i, t[:3000].rsplit("\n", 1)[0]) for i, t in texts[:articles]]
    for (id, text), reading in zip(chosen, reader.read_all(t for _, t in chosen), strict=True):
        cast = Cast(text, reading.names, Layout(text, []))
        made = without_names(id, text, cast, rng)
        if made:
            yield made


def without_names(name: str, text: str, cast: Any, rng: random.Random) -> dict[str, Any] | None:
    """A text with some names replaced by pronouns. Each has another person near before it, so that there is a choice."""
    people = [i for i in cast.people if cast.of[i].is_person and not cast.of[i].plural]
    swaps: list[tuple[int, int, str, int]] = []
    guess: dict[int, int] = {}
    for k, i in enumerate(people):
        n, figure = cast.named[i], cast.of[i]
        before = people[max(0, k - 8) : k]
        near = [j for j in before if n.start - cast.named[j].start < 700]
        if not any(cast.of[j] is figure for j in near) or not any(cast.of[j] is not figure for j in near):
            continue
        if text.count("\n", cast.named[near[-1]].start, n.start) > 2 or rng.random() < 0.4:
            continue
        if swaps and n.outer - swaps[-1][1] < 60:
            continue
        sign = 1 if figure.gender > 0.7 else -1 if figure.gender < -0.7 else guess.setdefault(id(figure), rng.choice((1, -1)))
        forms = HE if sign > 0 else SHE
        after = text[n.end : n.end + 60]
        possessive = re.match(r"['’]s? ", after)
        outer = n.outer if text[n.outer : n.start].strip() else n.start
        if possessive:
            form, end = forms[2], n.end + len(possessive[0]) - 1
        elif SUBJECT_BEFORE_VERB.match(after):
            form, end = forms[0], n.end
        elif OBJECT_AFTER.search(text[max(0, outer - 12) : outer]) and re.match(r"[.,;] |[.] ?\n| (?:in|on|at|and|to|for|with)\b", after):
            form, end = forms[1], n.end
        else:
            continue
        head = text[:outer].rstrip(" ")
        if not head or head[-1] in ".!?\n" or re.search('[.!?]["”]$|[“"]$', text[:outer].rstrip(" ")[-2:]) or text[outer - 1] in '"“\n':
            form = form.capitalize()
        swaps.append((outer, end, form, i))
    if not swaps:
        return None
    out, at = "", 0
    moved: dict[int, Span] = {}
    gone = {s[3]: s for s in swaps}
    for i, n in enumerate(cast.named):
        if i in gone:
            outer, end, form, _ = gone[i]
            out += text[at:outer]
            moved[i] = (len(out), len(out) + len(form))
            out += form
            at = end
        elif n.start >= at:
            out += text[at : n.start]
            moved[i] = last_word(text[n.start : n.end], 0, n.end - n.start)
            moved[i] = (moved[i][0] + len(out), moved[i][1] + len(out))
            out += text[n.start : n.end]
            at = n.end
    out += text[at:]
    links = []
    for i in gone:
        figure = cast.of[i]
        same = [moved[j] for j in people if j in moved and j not in gone and cast.of[j] is figure]
        other = [moved[j] for j in people if j in moved and j not in gone and cast.of[j] is not figure]
        links.append({"at": moved[i], "same": same, "other": other})
    return {"id": name, "text": out, "links": links}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("kind", choices=("gum", "gap", "gold", "news"))
    p.add_argument("source", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--articles", type=int, default=3000)
    p.add_argument("--seed", type=int, default=1)
    args = p.parse_args()
    made = news(args.source, args.articles, args.seed) if args.kind == "news" else globals()[args.kind](args.source)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    texts = links = 0
    with args.out.open("w") as out:
        for d in made:
            texts, links = texts + 1, links + len(d["links"])
            out.write(json.dumps(d, ensure_ascii=False) + "\n")
    print(f"{texts} texts, {links} links")


if __name__ == "__main__":
    main()
