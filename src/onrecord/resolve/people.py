"""Who is in a report: its named people, organisations and places, each once, under the fullest form.

A short form goes to the full name that holds it; a surname that relatives share, to the one of them that fits its title and was
spoken of last.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.annotate.links import Links
from onrecord.annotate.reader import Name
from onrecord.model import EntityKind, Mention
from onrecord.resolve.generations import GENERATIONS, bare, called_by_surname, mark, short_for, told_apart
from onrecord.resolve.given_names import GIVEN_NAMES, gender_of, one_first_name
from onrecord.resolve.layout import Layout
from onrecord.resolve.name_kinds import ORGANISATION_HEADS
from onrecord.resolve.names import Named, find_names
from onrecord.resolve.offices import Term, holds, president
from onrecord.resolve.outlets import is_outlet
from onrecord.resolve.roles import roles_after, roles_before
from onrecord.resolve.titles import PLACES, gender_of_role
from onrecord.resolve.word_list import word_list

_BRACKET = re.compile(r"[\[\]]")
_PRONOUN_AFTER = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_TOLD_BEFORE = re.compile(r"\b(?:told|tells?|according to|per) (?:the )?$", re.IGNORECASE)
_ACRONYM = re.compile(r",? \(?(?:the )?[\"“']?([A-Z][A-Za-z&.]{1,7})[\"”']?\)")
_PERSON_AFTER = re.compile(r",? who\b|, \d\d,")
_OUTLET_WORDS = word_list("times post journal herald tribune gazette globe guardian news press mail")
# Words that stand for the whole name of the body that the report named before.
_TAKEN_UP = word_list(
    """
    council committee commission department bureau agency association university college institute foundation union federation
    coalition ministry center centre board administration society league company bank court authority fund church hospital
    """
)


HARDLY = 0.5  # votes for a person beyond those for anything else


@dataclass(slots=True, eq=False)
class Figure:
    """An entity while its report is being read. ``gender`` is positive for a man, negative for a woman, 0 unknown."""

    name: str
    kind: EntityKind
    words: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    gender: float = 0.0
    roles: set[str] = field(default_factory=set)
    plural: bool = False
    named: bool = True
    members: tuple[Figure, ...] = ()
    guessed: bool = False  # that it is a person: it is one word, and hardly anything else says so

    @property
    def is_person(self) -> bool:
        return self.kind == "person"


class Cast:
    """The figures of one report and where each is mentioned. Look-ups by offset; figures that are described, not named, join later."""

    def __init__(self, text: str, names: Sequence[Name], layout: Layout, links: Links | None = None, published: str | None = None) -> None:
        self.text = text
        self.layout = layout
        self.links = links
        self.named = find_names(text, names, layout)
        self.figures: list[Figure] = []
        self.together: dict[frozenset[int], Figure] = {}
        self.in_clause: dict[int, dict[str, float]] = {}
        in_office = president(published)
        self.of: list[Figure] = _cluster(text, self.named, self.figures, in_office)
        self.starts = [n.start for n in self.named]
        self.sentences = [layout.sentence(at) for at in self.starts]
        self.paragraphs = [layout.paragraph(at) for at in self.starts]
        _evidence(text, layout, self.named, self.of)
        for figure in self.figures:
            if in_office is not None and figure.is_person and holds(figure.words, in_office):
                figure.roles |= {"president", "commander"}
        self.people = [i for i, f in enumerate(self.of) if f.is_person]
        self.people_starts = [self.named[i].start for i in self.people]
        self._places = links.places([(n.start, n.end) for n in self.named]) if links is not None else None

    def linked(self, start: int, end: int, names: Sequence[int]) -> list[float]:
        """How much likelier, in log-odds, the word ``[start, end)`` means each of the names numbered ``names`` than nobody of this text, as
        the reader sees it; 0 for all where it was not asked."""
        if self.links is None or self._places is None or not names:
            return [0.0] * len(names)
        found: list[float] = self.links.scores((start, end), self._places[list(names)]).tolist()
        return found

    def within(self, start: int, end: int) -> list[int]:
        """The numbers of the names that stand in ``[start, end)``."""
        low, high = bisect_left(self.starts, start - 60), bisect_left(self.starts, end)
        return [i for i in range(low, high) if self.named[i].end > start]

    def people_before(self, at: int, limit: int) -> Iterable[int]:
        """The numbers of the persons' names before ``at``, nearest first, ``limit`` of them at most."""
        k = bisect_left(self.people_starts, at)
        return (self.people[j] for j in range(k - 1, max(-1, k - 1 - limit), -1))

    def people_after(self, at: int, limit: int) -> Sequence[int]:
        """The numbers of the persons' names after ``at``, nearest first, ``limit`` of them at most."""
        k = bisect_left(self.people_starts, at)
        return self.people[k : k + limit]

    def names_before(self, at: int, limit: int) -> Iterable[int]:
        """The numbers of all names before ``at``, nearest first."""
        k = bisect_right(self.starts, at - 1)
        return range(k - 1, max(-1, k - 1 - limit), -1)

    def add(self, figure: Figure) -> Figure:
        self.figures.append(figure)
        return figure


@lru_cache(maxsize=8192)
def plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without accents, dots, suffixes and a leading article."""
    out = []
    for w in words:
        bare = (
            "".join(c for c in unicodedata.normalize("NFKD", w) if not unicodedata.combining(c)).replace(".", "").replace("’", "'").lower()
        )
        if bare not in GENERATIONS:
            out.append(bare)
    return tuple(out[1:] if len(out) > 1 and out[0] == "the" else out)


def _cluster(text: str, named: list[Named], figures: list[Figure], in_office: Term | None) -> list[Figure]:
    """The figure of each name; ``figures`` is filled in the order of first mention."""
    keys = told_apart(text, named, [plain_words(n.words) or n.words for n in named], in_office)
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for n, key in zip(named, keys, strict=True):
        votes[key]["other"] += 0.0
        for kind, weight in n.kinds.items():
            votes[key][kind] += weight
        if len(key) == 1 and _TOLD_BEFORE.search(text, max(0, n.outer - 20), n.outer):
            votes[key]["organisation"] += 0.2
        if len(key) == 1 and text[n.outer - 4 : n.outer].lower() == "the ":
            votes[key]["other"] += 0.3
        if _PERSON_AFTER.match(text, n.end):
            votes[key]["person"] += 1.5
    kinds = {key: _top(v) if max(v.values()) > 0 else _unknown(key) for key, v in votes.items()}
    full = _full_forms(kinds)
    short = _short_forms(kinds, votes, full)
    counts = Counter(full.get(key, key) for key in keys)
    made: dict[tuple[str, ...], Figure] = {}
    out: list[Figure] = []
    last: dict[int, int] = {}
    alone: dict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    acronyms = _acronyms(text, named, keys, kinds)
    for i, (n, key) in enumerate(zip(named, keys, strict=True)):
        options = [acronyms[key]] if key in acronyms else short.get(key)
        if options and len(key) == 1 and kinds[key] != "person" and text[n.start : n.end].isupper() and key not in acronyms:
            options = [o for o in options if "-" in o[0]]  # CNN is not short for "CNN Electoral Map"; WLS is for WLS-TV
        chosen = full.get(key, key)
        if options and len(options) == 1 and _other_gender(n, options[0]):  # Mrs. Roe is not John Roe
            options = None
        if options:
            options = called_by_surname(options, counts, in_office)
            chosen = options[0] if len(options) == 1 else _nearest(n, i, options, made, last, alone[key], in_office)
            alone[key][chosen] += 1
        figure = made.get(chosen)
        if figure is None:
            figure = made[chosen] = Figure(name="", kind=_kind(kinds.get(chosen, "person")), words=chosen)
            cast_votes = votes[chosen]
            others = sum(cast_votes.values()) - cast_votes["person"]
            figure.guessed = figure.kind == "person" and len(chosen) == 1 and cast_votes["person"] - others < HARDLY
            figures.append(figure)
        last[id(figure)] = i
        figure.mentions.append(Mention(start=n.start, end=n.end, text=text[n.start : n.end]))
        printed = " ".join(_BRACKET.sub("", text[n.start : n.end]).split())
        if (len(n.words), len(printed)) > (len(figure.name.split()), len(figure.name)):
            figure.name = printed
        figure.roles.update(n.titles)
        out.append(figure)
    return out


def _top(v: dict[str, float]) -> str:
    return max(sorted(v), key=lambda k: v[k]) if v else "other"


def _unknown(key: tuple[str, ...]) -> str:
    """What a name is that nothing speaks for: one word is mostly a surname."""
    return "person" if len(key) == 1 and key[0].isalpha() and len(key[0]) > 2 else "other"


def _kind(label: str) -> EntityKind:
    kinds: dict[str, EntityKind] = {"person": "person", "place": "place", "norp": "group"}
    return kinds.get(label, "organisation")


def _full_forms(kinds: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """For each name of several words, the fullest name of the same figure."""
    many = [k for k in kinds if len(k) > 1]
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for k in many:
        for w in set(k):
            by_word[w].append(k)
    full: dict[tuple[str, ...], tuple[str, ...]] = {}
    for k in many:
        best = k
        for other in by_word[k[0]] + by_word[k[-1]]:
            if len(other) > len(best) and _same_name(k, other, kinds[k], kinds[other]):
                best = other
        if best == k:
            for other in by_word[k[-1]]:
                if other > best and len(other) == len(best) and _same_name(k, other, kinds[k], kinds[other]):
                    best = other
        full[k] = best
    for k in many:  # a chain of forms ends in its longest
        seen = {k}
        while full[full[k]] != full[k] and full[full[k]] not in seen:
            seen.add(full[k])
            full[k] = full[full[k]]
    return full


def _same_name(a: tuple[str, ...], b: tuple[str, ...], kind_a: str, kind_b: str) -> bool:
    """Whether ``a`` and the longer (or as long) ``b``, each of several words, name one figure."""
    person = "person" in (kind_a, kind_b)
    if person and a[-1] == b[-1] and one_first_name(a[0], b[0]) and b[-1] not in ORGANISATION_HEADS:
        return len(a) < 3 or len(b) < 3 or set(a[1:-1]) & set(b[1:-1]) != set() or len(a[1]) == 1 or len(b[1]) == 1
    if len(a) < len(b) and (b[: len(a)] == a or b[-len(a) :] == a):
        if a == ("white", "house"):
            return False
        if kind_a == "place" or " ".join(a) in PLACES:
            return False
        return kind_a == kind_b or (
            kind_a in ("other", "person") and kind_b == "organisation" and b[-1] in ORGANISATION_HEADS and a[0] not in GIVEN_NAMES
        )
    small = {"of", "the", "for", "and", "on", "us"}
    return kind_a != "person" and set(a) - small == set(b) - small and len(a) < len(b)


def _short_forms(
    kinds: dict[tuple[str, ...], str], votes: dict[tuple[str, ...], dict[str, float]], full: dict[tuple[str, ...], tuple[str, ...]]
) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """For each name of one word (or surname with its particle), the full names that it may be short for."""
    surnames: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    heads: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for k in set(full.values()):
        if kinds[k] == "person":
            surnames[k[-1]].add(k)
            surnames[bare(k[-1])].add(k)
            if "-" in k[-1]:
                surnames[k[-1].split("-")[-1]].add(k)
            first[k[0]].add(k)
            if len(k) > 2:
                surnames[" ".join(k[-2:])].add(k)
                first[" ".join(k[:2])].add(k)
                if len(k[1]) > 1:
                    first[k[1]].add(k)
        elif kinds[k] in ("organisation", "other"):
            if (
                k[0] not in ORGANISATION_HEADS
                and " ".join(k[:1]) not in PLACES
                and k[0] not in _OUTLET_WORDS
                and (kinds.get(k[:1]) != "person" or is_outlet(" ".join(k)))
            ):
                first[k[0]].add(k)
            if k[-1] in _OUTLET_WORDS:
                surnames[k[-1]].add(k)
            elif len(k) > 1:  # "the Council" after "the Vell Harbor Council", "the Bureau" after "the Bureau of Harbors"
                heads[k[k.index("of") - 1] if "of" in k else k[-1]].add(k)
    out: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    people = sorted(k for k in set(full.values()) if kinds[k] == "person" and len(k) > 1 and min(len(k[0]), len(k[-1])) > 2)
    for k, kind in kinds.items():
        word = " ".join(k)
        if len(k) > 1 and (full[k] != k or word not in surnames):
            continue
        if word[0] == "@":  # @RealJaneRoe
            bearers = [f for f in people if f[0] in word and f[-1] in word]
            if len(bearers) == 1:
                out[k] = bearers
            continue
        found = (surnames.get(word) or first.get(word) or set()) - {k}
        if mark(k):
            found = {f for f in people if short_for(k, f)}
        if is_outlet(word):  # YouTube is not short for the YouTube Partner Program
            found = {f for f in found if is_outlet(" ".join(f)) or kinds[f] == "person"}
        if not found and word in _TAKEN_UP:
            found = heads[word]
        if not found:
            continue
        if kind == "place" and (votes[k]["place"] > 2 * votes[k].get("person", 0) or all(kinds[f] != "person" for f in found)):
            continue
        if kind in ("norp",) or (
            kind == "organisation"
            and votes[k]["organisation"] > 3 * votes[k].get("person", 0) + 2
            and all(kinds[f] == "person" for f in found)
        ):
            continue
        out[k] = sorted(found)
    return out


def _acronyms(
    text: str, named: list[Named], keys: list[tuple[str, ...]], kinds: dict[tuple[str, ...], str]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Acronyms of the organisations that the text names in full, by "(ABC)" after the name or by initials."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    initials: dict[str, tuple[str, ...]] = {}
    full = {}
    for n, key in zip(named, keys, strict=True):
        if kinds[key] == "person" and len(parts := [w for name in key for w in name.split("-") if w]) > 2:
            initials.setdefault("".join(w[0] for w in parts), key)  # AOC
        if len(key) > 1 and kinds[key] != "person":
            letters = "".join(w[0] for w in key if w not in ("of", "the", "for", "and", "on", "in", "to"))
            initials.setdefault(letters, key)
            initials.setdefault("".join(w[0] for w in key), key)
            if key[-1] == "department":  # the DOJ is the Justice Department
                initials.setdefault("do" + "".join(w[0] for w in key[:-1]), key)
            m = _ACRONYM.match(text, n.end)
            if m:
                full[m.group(1).lower().replace(".", "")] = key
    for n, key in zip(named, keys, strict=True):
        word = "".join(key).replace(".", "")
        if len(key) == 1 and 2 <= len(word) <= 7 and text[n.start : n.end].replace(".", "").isupper():
            expanded = full.get(word) or initials.get(word)
            if expanded:
                out[key] = expanded
    return out


def _other_gender(n: Named, option: tuple[str, ...]) -> bool:
    """Whether "Mr." or "Mrs." before a surname says that it is not the one with that first name."""
    shown = gender_of_role(n.titles) if n.titles and n.titles[-1] in ("mr", "mrs", "ms", "miss") else None
    first = gender_of(option[0])
    return bool(shown and first and shown != first)


def _nearest(
    n: Named,
    at: int,
    options: list[tuple[str, ...]],
    made: dict[tuple[str, ...], Figure],
    last: dict[int, int],
    alone: Counter[tuple[str, ...]],
    in_office: Term | None,
) -> tuple[str, ...]:
    """Of the figures that share a short form, the one that fits its title, went by it ``alone`` before, and was named last; whoever is
    ``in_office`` is called by it most."""
    wanted = gender_of_role(n.titles)

    def fit(option: tuple[str, ...]) -> float:
        figure = made.get(option)
        gender = gender_of(option[0])
        score = 0.0
        if wanted and gender:
            score += 3 if wanted == gender else -3
        score += 1.0 * (option[0] in GIVEN_NAMES)
        score += 3.0 * (in_office is not None and holds(option, in_office))
        if figure is None:
            return score - 2
        score += 0.8 * min(alone[option], 4)
        score += 0.3 * len(set(n.titles) & figure.roles) + 0.4 * math.log1p(len(figure.mentions))
        return score - 0.25 * min(at - last[id(figure)], 12)

    return max(options, key=fit)


def _evidence(text: str, layout: Layout, named: list[Named], of: list[Figure]) -> None:
    """Gender and roles of each figure, from first names, titles, the words around a name and the pronoun that follows it."""
    for figure in {id(f): f for f in of}.values():
        if figure.is_person:
            gender = gender_of(figure.words[0]) if figure.words else None
            figure.gender += {"m": 2.0, "f": -2.0, None: 0.0}[gender]
    for i, (n, figure) in enumerate(zip(named, of, strict=True)):
        roles = roles_before(text, n.outer) | roles_after(text, n.end)
        figure.roles |= roles
        if not figure.is_person:
            continue
        shown = gender_of_role({*n.titles, *roles})
        if n.titles and n.titles[-1] in ("mr", "mrs", "ms", "miss"):
            figure.gender += 4 if n.titles[-1] == "mr" else -4
        elif shown:
            figure.gender += 1.0 if shown == "m" else -1.0
        _, end = layout.sentence_bounds(n.start)
        following = named[i + 1].start if i + 1 < len(named) else end
        m = _PRONOUN_AFTER.search(text, n.end, min(end, following, n.end + 150))
        if m and not layout.in_marks(m.start()):
            figure.gender += 0.4 if m.group(1) else -0.4
