"""What one report denies and the other affirms."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.compare.likeness import Place, Rarity, denied, odds
from onrecord.compare.statements import Sentence, Statement, Statements
from onrecord.compare.words import stem
from onrecord.resolve.word_list import word_list

#: A sentence with one of these affirms nothing for certain.
_DOUBTS = frozenset(
    map(
        stem,
        word_list(
            """
            non deny denied refuse refused reject rejected without whether unless fail failed claim claimed alleged false prevent resist
            stop avoid bar block ban lack
            """
        ),
    )
)


def denials(one: Statements, other: Statements, rare: Rarity) -> Iterator[tuple[float, Statement, Statement]]:
    """What ``one`` denies, and the sentence of ``other`` that affirms it most surely: log odds, the denial, and what is affirmed."""
    for claim, first, seconds in affirming(one, other):
        odds_of = [odds("claim", of_denial(claim, first, second, rare)) for second in seconds]
        yield max(odds_of), claim, affirmed(claim, seconds[odds_of.index(max(odds_of))])


def affirming(one: Statements, other: Statements) -> Iterator[tuple[Statement, Sentence, list[Sentence]]]:
    """What ``one`` denies, its sentence, and all sentences of ``other`` that hold the word and deny and doubt nothing."""
    sentences = {sentence.low: sentence for sentence in one.sentences}
    denied_too = {claim.unit for claim in other.listed if claim.kind == "claim"}
    plain = [second for second in other.sentences if not second.denies and _DOUBTS.isdisjoint(second.stems)]
    for claim in one.listed:
        if claim.kind == "claim" and claim.unit not in denied_too and claim.unit not in claim.names and claim.low in sentences:
            seconds = [second for second in plain if claim.unit in second.stems]
            if seconds:
                yield claim, sentences[claim.low], seconds


def of_denial(claim: Statement, first: Sentence, second: Sentence, rare: Rarity) -> dict[str, float]:
    """What the sentence of a claim and one that affirms it have in common."""
    return denied(Place.of(first.stems, claim.place, rare), around(second, claim.unit, rare), first, second)


def around(sentence: Sentence, told: str, rare: Rarity) -> Place:
    """The place of a stem in its sentence."""
    at = sentence.stems.index(told)
    return Place.of(sentence.stems[:at] + sentence.stems[at + 1 :], at, rare)


def affirmed(claim: Statement, sentence: Sentence) -> Statement:
    """The sentence that affirms what a claim denies, as a statement."""
    return Statement(
        kind="claim", value="yes", unit=claim.unit, bound="exact", digits=9, start=sentence.low, end=sentence.high, low=sentence.low,
        high=sentence.high, place=sentence.stems.index(claim.unit), about={}, predicates=(), before=(), after=(), names=(), numbers=(),
        near=(), open=False, so_far=False, quoted=False,
    )  # fmt: skip
