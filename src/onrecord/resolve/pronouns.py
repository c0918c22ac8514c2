"""Whom a pronoun means: the candidates before it, each scored by a short list of weighted features."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model import Span
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.word_list import word_list

MALE = word_list("he him his himself")
FEMALE = word_list("she her hers herself")
PLURAL = word_list("they them their theirs themselves")
NEUTER = word_list("it its itself")
FIRST = word_list("i me my mine myself")
FIRST_PLURAL = word_list("we us our ours ourselves")
SECOND = word_list("you your yours")
PRONOUNS = MALE | FEMALE | PLURAL | NEUTER | FIRST | FIRST_PLURAL | SECOND | word_list("who which")

# Fitted by training/pronouns.py; the link counts as the reader gives it.
WEIGHTS = {
    "spoke just before": 2.43,
    "spoke before": 0.67,
    "begins its clause": -0.04,
    "is the subject there": 0.6,
    "stands in the same paragraph": 0.71,
    "has that gender": 0.72,
    "is often named": 0.51,
    "is far back": -0.7,
    "is named within spoken words": -1.71,
    "follows a preposition": -0.67,
    "is a possessor": -0.27,
    "is the one spoken to": -3.01,
    "speaks around it": 0.23,
    "spoke there": 0.49,
    "is linked to it": 1.0,
    "stands after it": -0.11,
    "may be no person": -2.0,
}
_SHOWN = (
    "stands in the same paragraph",
    "is the subject there",
    "has that gender",
    "spoke just before",
    "spoke before",
    "speaks around it",
)
LINK_BOUNDS = (-4.0, 6.0)  # log-odds beyond which the reader's word counts no more
LOOK_BACK = 24
LOOK_AHEAD = 2  # names after it in its sentence ("After his arrest, Roe …")
REACH = 2500

_PREPOSITION = re.compile(
    r"\b(?:of|to|with|for|from|by|against|about|on|in|at|over|under|between|like|than|after|before|told|asked)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# What follows a subject: a verb, at times after an adverb or an apposition ("Roe, the mayor, said").
_VERB = re.compile(
    r"(?:, [^,.\n]{3,60})?,? (?:also |then |later |who )?(?:is|was|has|had|does|did|will|would|can|could|may|might|should|told|said|says|"
    r"went|came|took|made|gave|got|began|became|left|won|lost|met|saw|knew|thought|spoke|wrote|sent|held|led|ran|put|found|kept|let|"
    r"[a-z]+(?:ed|es|[bcdfgklmnprtvwxyz]s))\b"
)
_AND = re.compile(r",? and (?:[A-Z][\w.]* ){0,4}")
_CLAUSE = re.compile(
    r"(?:^|[.!?\n“”\"—–:;]|,| and| but| when| while| as| that| because| if| after| before| though)\s*(?:the\s+)?$", re.IGNORECASE
)


class Spoke(NamedTuple):
    """Someone who spoke: at which offset, in which paragraph, and who."""

    at: int
    paragraph: int
    figure: Figure


class Choice(NamedTuple):
    """A figure, how sure, and the words that decided it; ``figure`` is None where nobody fits."""

    figure: Figure | None
    confidence: float
    because: tuple[str, ...]


@dataclass(slots=True)
class Candidate:
    """Someone whom a word may mean, and the features that speak for and against: each counts its value times its weight."""

    figure: Figure
    features: dict[str, float]
    score: float = field(init=False)

    def __post_init__(self) -> None:
        self.score = sum([WEIGHTS[name] * value for name, value in self.features.items()])

    @property
    def because(self) -> list[str]:
        return [name for name, value in self.features.items() if name in _SHOWN and value > 0]


def third_person(
    cast: Cast,
    pronoun: str,
    at: int,
    spoke: list[Spoke],
    *,
    addressee: Figure | None = None,
    around: Figure | None = None,
    not_speaker: Figure | None = None,
    contents: Sequence[Span] = (),
) -> Choice:
    """Whom "he" or "she" at offset ``at`` means.

    ``spoke`` are those who spoke before, in order; ``around`` is the speaker of the paraphrase that holds the pronoun, ``not_speaker`` of
    the quoted words that do; ``contents`` are the words that the pronoun's bearer says, if it is a source.
    """
    ranked = sorted(_candidates(cast, pronoun, at, spoke, addressee, around, not_speaker, contents), key=lambda c: -c.score)
    if not ranked:
        return Choice(None, 0.0, (f"nobody before “{pronoun}” fits it",))
    best = ranked[0]
    margin = best.score - (ranked[1].score if len(ranked) > 1 else -1.5)
    return Choice(best.figure, _sure(0.6 + 0.9 * margin + 0.35 * min(best.score, 3)), (f"“{pronoun}”: {best.figure.name}", *best.because))


def _candidates(
    cast: Cast,
    pronoun: str,
    at: int,
    spoke: list[Spoke],
    addressee: Figure | None,
    around: Figure | None,
    not_speaker: Figure | None,
    contents: Sequence[Span],
) -> Iterable[Candidate]:
    """Each person before ``at`` whose gender may fit, at the place that speaks most for him or her."""
    wanted = 1 if pronoun in MALE else -1
    layout = cast.layout
    sentence, paragraph, marked = layout.sentence(at), layout.paragraph(at), layout.in_marks(at)
    best: dict[int, Candidate] = {}
    latest = spoke[-1] if spoke else None
    taken_over = latest is not None and _another_since(cast, latest, at, wanted, contents)

    def consider(figure: Figure, place: dict[str, float]) -> None:
        if figure.gender * wanted < -0.7 or figure is not_speaker:
            return
        features = {
            **place,
            "has that gender": float(figure.gender * wanted > 0.7),
            "is the one spoken to": float(figure is addressee),
            "speaks around it": float(figure is around),
            "may be no person": float(figure.guessed and abs(figure.gender) < 1),
            "is often named": math.log1p(len(figure.mentions)),
        }
        if latest is not None and latest.figure is figure:
            if not taken_over:
                features["spoke just before" if paragraph - latest.paragraph <= 1 else "spoke before"] = 1.0
        elif any(s.figure is figure and paragraph - s.paragraph <= 3 for s in spoke[-4:]):
            features["spoke before"] = 1.0
        candidate = Candidate(figure, features)
        before = best.get(id(figure))
        if before is None or before.score < candidate.score:
            best[id(figure)] = candidate

    near = [i for i in cast.people_before(at, LOOK_BACK) if at - cast.named[i].start <= REACH]
    close = layout.sentence_bounds(at)[1]
    near += [i for i in cast.people_after(at, LOOK_AHEAD) if cast.named[i].start < close]
    low, high = LINK_BOUNDS
    for i, link in zip(near, cast.linked(at, at + len(pronoun), near), strict=True):
        n = cast.named[i]
        spoken = not marked and (layout.in_marks(n.start) or any(c.start <= n.start < c.end for c in contents))
        place = {
            "is far back": float(min(sentence - cast.sentences[i], 8)),
            "stands in the same paragraph": float(n.start < at and cast.paragraphs[i] == paragraph),
            "stands after it": float(n.start > at),
            "is named within spoken words": float(spoken),
            "is linked to it": min(max(link, low), high),
        }
        consider(cast.of[i], place | _place(cast, i))
    for s in spoke[-4:]:
        if (s.figure.is_person or s.figure.kind == "unnamed") and not s.figure.plural:
            consider(s.figure, {"is far back": float(min(sentence - layout.sentence(s.at), 8)), "spoke there": 1.0})
    return best.values()


def _place(cast: Cast, i: int) -> dict[str, float]:
    """What speaks for the name ``i`` by its place in its clause; worked out once a name."""
    if i not in cast.in_clause:
        cast.in_clause[i] = _in_clause(cast, i)
    return cast.in_clause[i]


def is_subject(cast: Cast, i: int) -> bool:
    """Whether the name ``i`` is the subject of the verb after it."""
    return bool(_place(cast, i).get("is the subject there"))


def _in_clause(cast: Cast, i: int) -> dict[str, float]:
    n, text = cast.named[i], cast.text
    before = text[max(0, n.outer - 24) : n.outer]
    if n.possessive:
        return {"is a possessor": 1.0}
    if _PREPOSITION.search(before):
        return {"follows a preposition": 1.0}
    opens = n.outer == cast.layout.sentence_bounds(n.start)[0] or _CLAUSE.search(before) is not None
    return {"begins its clause": float(opens), "is the subject there": float(_VERB.match(text, n.end) is not None)}


def _another_since(cast: Cast, latest: Spoke, at: int, wanted: int, contents: Sequence[Span]) -> bool:
    """Whether someone else of that gender became the subject of a sentence after the last one spoke."""
    for i in cast.people_before(at, LOOK_BACK):
        n, figure = cast.named[i], cast.of[i]
        if n.start <= latest.at + 20:
            return False
        if figure is latest.figure or figure.gender * wanted < 0.7 or cast.layout.in_marks(n.start):
            continue
        if any(c.start <= n.start < c.end for c in contents):
            continue
        if n.outer == cast.layout.sentence_bounds(n.start)[0] and is_subject(cast, i):
            return True
    return False


def _sure(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def plural_or_thing(cast: Cast, pronoun: str, at: int, spoke: list[Spoke], addressee: Figure | None) -> Choice:
    """Whom "they" or "it" at offset ``at`` means: those who spoke just before, or the organisation that is the subject before it."""
    layout = cast.layout
    paragraph, sentence = layout.paragraph(at), layout.sentence(at)
    many = pronoun in PLURAL
    for s in reversed(spoke[-3:]):
        if paragraph - s.paragraph > 2 or s.figure is addressee:
            continue
        fits = (s.figure.plural or s.figure.kind in ("group", "organisation")) if many else s.figure.kind in ("organisation", "document")
        if fits:
            return Choice(s.figure, 0.8 - 0.1 * (paragraph - s.paragraph), (f"“{pronoun}”: {s.figure.name}", "spoke just before"))
    if many:
        pair = _pair_before(cast, at)
        if pair is not None:
            return Choice(pair, 0.6, (f"“{pronoun}”: {pair.name}", "named together before it"))
    for i in cast.names_before(at, 8):
        n, figure = cast.named[i], cast.of[i]
        if sentence - layout.sentence(n.start) > 2 or layout.in_marks(n.start) != layout.in_marks(at):
            continue
        if figure.kind != "organisation" or figure is addressee:
            continue
        before = cast.text[max(0, n.outer - 24) : n.outer]
        if n.outer == layout.sentence_bounds(n.start)[0] or _CLAUSE.search(before):
            return Choice(figure, 0.7, (f"“{pronoun}”: {figure.name}", "is the subject before it"))
    return Choice(None, 0.0, (f"nobody before “{pronoun}” fits it",))


def _pair_before(cast: Cast, at: int) -> Figure | None:
    """ "A and B" named together within the two sentences before ``at``."""
    found = list(cast.names_before(at, 8))
    for second in found:
        first = second - 1
        if first < 0 or at - cast.named[first].start > 600:
            break
        a, b = cast.named[first], cast.named[second]
        if _AND.fullmatch(cast.text, a.end, b.start) and cast.of[first].is_person and cast.of[second].is_person:
            return pair_of(cast, (cast.of[first], cast.of[second]), cast.text[a.start : b.end])
    return None


def pair_of(cast: Cast, members: tuple[Figure, ...], printed: str) -> Figure:
    """The group of these ``members``, one for the whole report; named as printed at first."""
    key = frozenset(map(id, members))
    if key not in cast.together:
        cast.together[key] = cast.add(Figure(name=printed, kind="group", plural=True, named=False, members=members))
    return cast.together[key]
