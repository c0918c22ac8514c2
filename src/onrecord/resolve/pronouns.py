"""Whom a pronoun means: the candidates before it, each scored by a short list of weighted features."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

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

WEIGHTS = {
    "spoke just before": 1.6,
    "spoke before": 0.7,
    "begins its clause": 0.5,
    "is the subject there": 0.7,
    "stands in the same paragraph": 0.5,
    "has that gender": 0.6,
    "is often named": 0.5,
    "is far back": -0.42,
    "is named within spoken words": -1.2,
    "follows a preposition": -0.5,
    "is a possessor": -0.4,
    "is the one spoken to": -3.0,
    "speaks around it": 0.8,
}
LOOK_BACK = 24
REACH = 2500

_PREPOSITION = re.compile(
    r"\b(?:of|to|with|for|from|by|against|about|on|in|at|over|under|between|like|than|after|before|told|asked)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# What follows a subject: a verb, at times after an adverb or an apposition ("Roe, the mayor, said").
_VERB = re.compile(
    r"(?:, [^,.\n]{3,60},)? (?:also |then |later |who )?(?:is|was|has|had|does|did|will|would|can|could|may|might|should|told|said|says|"
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


def third_person(
    cast: Cast, pronoun: str, at: int, spoke: list[Spoke], addressee: Figure | None, around: Figure | None, not_speaker: Figure | None
) -> Choice:
    """Whom "he" or "she" at offset ``at`` means.

    ``spoke`` are those who spoke before, in order; ``around`` is the speaker of the paraphrase that holds the pronoun, ``not_speaker`` of
    the quoted words that do.
    """
    wanted = 1 if pronoun in MALE else -1
    layout, text = cast.layout, cast.text
    sentence, paragraph = layout.sentence(at), layout.paragraph(at)
    inside = layout.in_marks(at)
    scored: dict[int, tuple[float, Figure, list[str]]] = {}
    latest = spoke[-1] if spoke else None

    def consider(figure: Figure, total: float, because: list[str]) -> None:
        if figure.gender * wanted < -0.7 or figure is not_speaker:
            return
        if figure.gender * wanted > 0.7:
            total, because = total + WEIGHTS["has that gender"], [*because, "has that gender"]
        if figure is addressee:
            total, because = total + WEIGHTS["is the one spoken to"], [*because, "is the one spoken to"]
        if figure is around:
            total, because = total + WEIGHTS["speaks around it"], [*because, "speaks around it"]
        if latest is not None and latest.figure is figure:
            near = paragraph - latest.paragraph <= 1
            feature = "spoke just before" if near else "spoke before"
            total, because = total + WEIGHTS[feature], [*because, feature]
        elif any(s.figure is figure and paragraph - s.paragraph <= 3 for s in spoke[-4:]):
            total, because = total + WEIGHTS["spoke before"], [*because, "spoke before"]
        total += WEIGHTS["is often named"] * math.log1p(len(figure.mentions))
        if id(figure) not in scored or scored[id(figure)][0] < total:
            scored[id(figure)] = (total, figure, because)

    for i in cast.people_before(at, LOOK_BACK):
        n, figure = cast.named[i], cast.of[i]
        if at - n.start > REACH:
            break
        total = WEIGHTS["is far back"] * min(sentence - layout.sentence(n.start), 8)
        because = []
        if layout.paragraph(n.start) == paragraph:
            total += WEIGHTS["stands in the same paragraph"]
            because.append("stands in the same paragraph")
        if layout.in_marks(n.start) and not inside:
            total += WEIGHTS["is named within spoken words"]
        before = text[max(0, n.outer - 24) : n.outer]
        if n.possessive:
            total += WEIGHTS["is a possessor"]
        elif _PREPOSITION.search(before):
            total += WEIGHTS["follows a preposition"]
        else:
            if n.outer == layout.sentence_bounds(n.start)[0] or _CLAUSE.search(before):
                total += WEIGHTS["begins its clause"]
            if _VERB.match(text, n.end):
                total += WEIGHTS["is the subject there"]
                because.append("is the subject there")
        consider(figure, total, because)
    for s in spoke[-4:]:
        if (s.figure.is_person or s.figure.kind == "unnamed") and not s.figure.plural:
            consider(s.figure, WEIGHTS["is far back"] * min(sentence - layout.sentence(s.at), 8) + 0.3, [])
    if not scored:
        return Choice(None, 0.0, (f"nobody before “{pronoun}” fits it",))
    ranked = sorted(scored.values(), key=lambda r: -r[0])
    margin = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else -1.5)
    total, figure, because = ranked[0]
    return Choice(figure, _sure(0.6 + 0.9 * margin + 0.35 * min(total, 3)), (f"“{pronoun}”: {figure.name}", *because))


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
