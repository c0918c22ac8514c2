"""Many reports from a few: stories of one to a few dozen reports each, copied, retold and contradicted, about other people every time.

The records are read once; words are put in place of others of the same length, so that every offset still holds.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

import msgspec

from onrecord.model import Record, Report

OUTLETS = tuple(
    f"The {town} {paper}"
    for town in ("Vell", "Torrel", "Harwick", "Korvale", "Lowland", "Brandholt")
    for paper in ("Courant", "Ledger", "Dispatch", "Tribune")
)
FIRST_DAY = date(2015, 1, 5)
#: Words of so many letters have others put in their place; the commonest stay, so that sentences are still sentences.
SHORTEST, COMMONEST = 4, 60
#: People come again in every so many rounds.
ROUNDS_OF_PEOPLE = 12
_WORD = re.compile(r"[A-Za-z]+")
_YEAR = re.compile(r"\b(?:19\d\d|20[01]\d)\b")
_LOWER = re.compile(r"\b[a-z]+\b")
#: Fields that hold words or years of the text.
_PUT = ("name", "value", "said_value", "time", "earliest", "latest")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*")


def many(records: Sequence[Record], total: int, *, seed: int = 1) -> Iterator[Record]:
    """``total`` records made from ``records``, a story after the other."""
    draw = random.Random(seed)
    counted = Counter(word.lower() for record in records for word in _WORD.findall(record.text))
    common = frozenset(word for word, _ in counted.most_common(COMMONEST))
    given = 0
    for number in count():
        turn, place = divmod(number, len(records))
        put = _putting(common, turn)
        day = FIRST_DAY + timedelta(days=draw.randrange(3_600))
        for teller in range(min(30 if draw.random() < 0.01 else draw.choice((1, 1, 1, 2, 2, 3, 4, 6)), total - given)):
            how = "first" if teller == 0 else draw.choice(("copied", "retold", "retold"))
            yield _told(records[place], put, common, how, draw, day + timedelta(days=teller // 2), given)
            given += 1
        if given == total:
            return


def _putting(common: frozenset[str], turn: int) -> Callable[[str], str]:
    """Puts the words and years of a round in place of those of a text; in round 0 there is nothing to put."""
    words, names = _alphabet(turn), _alphabet(turn % ROUNDS_OF_PEOPLE)

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < SHORTEST or word.lower() in common:
            return word
        return word.translate(words if word.islower() else names)

    return lambda text: _years(_WORD.sub(other, text), turn) if turn else text


def _years(text: str, turn: int) -> str:
    """Years of long ago are others in every round: a report is known by them."""
    return _YEAR.sub(lambda found: str(1900 + (int(found[0]) - 1900 + 37 * turn) % 120), text)


@cache
def _alphabet(turn: int) -> dict[int, int]:
    """Vowels for vowels and consonants for consonants, so that words can still be spoken."""
    draw = random.Random(turn)
    found = {}
    for letters in ("aeiou", "bcdfghklmnprstvw") if turn else ():
        mixed = "".join(draw.sample(letters, len(letters)))
        found |= str.maketrans(letters + letters.upper(), mixed + mixed.upper())
    return found


def _told(base: Record, put: Callable[[str], str], common: frozenset[str], how: str, draw: random.Random, day: date, number: int) -> Record:
    """One report: the first of its story, a copy of it, or one that tells the rest in other words and other numbers."""
    text = put(base.text)
    if how == "retold":
        reword = _putting(common, draw.randrange(1_000, 1_009))
        text = "".join(
            sentence
            if "“" in sentence or '"' in sentence or draw.random() < 0.4
            else re.sub(r"\b[2-9]\b", lambda _: str(draw.randrange(2, 10)), _LOWER.sub(lambda found: reword(found[0]), sentence))
            for sentence in _SENTENCE.findall(text)
        )
    report = Report(
        text=text,
        url=f"https://news-{number % 24}.example/{number}",
        outlet=OUTLETS[number % 24],
        published=day.isoformat(),
        title=put(base.title or text[:60]),
        authors=tuple(put(name) for name in base.authors),
    )
    found = _moved(msgspec.to_builtins(base), text, put)
    return msgspec.convert(
        {**found, **{name: getattr(report, name) for name in ("id", "sha256", "url", "outlet", "published", "title", "authors", "text")}},
        Record,
    )


def _moved(found: Any, text: str, put: Callable[[str], str]) -> Any:
    """All spans with the words that now stand there, all names with the words that stand for theirs."""
    if isinstance(found, dict):
        moved = {name: put(value) if name in _PUT and value else _moved(value, text, put) for name, value in found.items()}
        if "start" in found and "text" in found:
            moved["text"] = text[found["start"] : found["end"]]
        return moved
    return [_moved(one, text, put) for one in found] if isinstance(found, list | tuple) else found
