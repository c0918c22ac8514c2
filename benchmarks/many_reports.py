"""Many reports from a few: stories of one to some thirty reports each, copied, retold and contradicted, of other people every time.

The records are read once, and other letters are put in place of theirs, so that every offset holds. A block of reports is compared as it
always is; the others are the same with other letters, and so is what is found between them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from onrecord.archive import Archive
from onrecord.archive.comparing import connection_of, update
from onrecord.compare.words import FUNCTION_WORDS
from onrecord.model import Record, Report

OUTLETS = tuple(
    f"The {town} {paper}"
    for town in ("Vell", "Torrel", "Harwick", "Korvale", "Lowland", "Brandholt")
    for paper in ("Courant", "Ledger", "Dispatch", "Tribune")
)
FIRST_DAY = date(2015, 1, 5)
#: Words of so many letters have others put in their place; the commonest stay, so that sentences are still sentences.
SHORTEST = 4
COMMON = FUNCTION_WORDS | {"said", "told", "asked", "reporters", "people", "killed", "injured", "police", "sentenced", "prison"}
#: People come again in every so many rounds; blocks are so many days apart.
ROUNDS_OF_PEOPLE, APART = 12, 31
_WORD = re.compile(r"[A-Za-z]+")
_YEAR = re.compile(r"\b(?:19\d\d|20[01]\d)\b")
_LOWER = re.compile(r"\b[a-z]+\b")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]*")
#: Fields that hold words or years of the text.
_PUT = ("name", "value", "said_value", "time", "earliest", "latest")

Put = Callable[[str], str]


def fill(path: Path, records: Sequence[Record], total: int, *, block: int = 250, seed: int = 1) -> None:
    """Make an archive at ``path`` of ``total`` reports that are made from ``records``: all blocks of so many like the first."""
    first = list(many(records, min(block, total), seed=seed))
    with Archive.open(path, create=True) as archive:
        for number in range(total):
            turn, place = divmod(number, len(first))
            archive.add(again(first[place], putting(100 + turn), turn) if turn else first[place])
            if number + 1 == len(first):
                for _ in update(archive):
                    pass
        archive.settle()
        spread(archive, len(first), total)


def many(records: Sequence[Record], total: int, *, seed: int) -> Iterator[Record]:
    """``total`` records made from ``records``, which are not among them, a story after the other."""
    draw = random.Random(seed)
    given = 0
    for number in count():
        turn, place = divmod(number, len(records))
        put = putting(turn + 1)
        day = FIRST_DAY + timedelta(days=draw.randrange(2_000))
        for teller in range(min(30 if number == 7 else draw.choice((1, 1, 1, 2, 2, 3, 4, 6)), total - given)):
            how = "first" if teller == 0 else draw.choice(("copied", "retold", "retold"))
            yield _told(records[place], put, how, draw, day + timedelta(days=teller // 2), given)
            given += 1
        if given == total:
            return


def again(record: Record, put: Put, turn: int) -> Record:
    """The record with other letters, some months later."""
    published = date.fromisoformat(record.published or "2015-01-05") + timedelta(days=APART * turn)
    return _record(record, put(record.text), put, f"{record.url}-{turn}", record.outlet, published, put(record.title or ""))


def spread(archive: Archive, block: int, total: int) -> None:
    """What was found between the reports of the first block, for all blocks."""
    connection = connection_of(archive)
    wordings = next(archive.select("SELECT max(id) FROM wording"))[0]
    connection.create_function("put", 2, lambda turn, words: words and putting(100 + turn)(words), deterministic=True)
    connection.execute("BEGIN")
    disagreements = next(archive.select("SELECT coalesce(max(id), 0) FROM disagreement"))[0]
    for turn in range(1, -(-total // block)):
        last = min(block, total - turn * block)
        given = {"turn": turn, "by": turn * block, "said": turn * wordings, "days": APART * turn, "last": last, "of": disagreements}
        for table, columns, condition in _SPREAD:
            connection.execute(f"INSERT INTO {table} SELECT {columns} FROM {table} WHERE {condition}", given)
    connection.execute("COMMIT")


#: Tables of what was found between reports, their columns in another block, and the rows of the first.
_SPREAD = (
    ("compared", "report + :by, day + :days, outlet, credit, source + :by, story + :by", "report <= :last"),
    ("shared_text", 'report + :by, "of" + :by, share, share_of, words', 'max(report, "of") <= :last'),
    (
        "wording",
        "id + :said, report + :by, label, saying + :said, kind, put(:turn, speaker), named, day + :days, put(:turn, words)",
        "report <= :last",
    ),
    (
        "disagreement",
        "id + :turn * :of, story + :by, verdict, kind, one + :by, other + :by, score, passage",
        "id <= :of AND max(one, other) <= :last",
    ),
    ("compare_term", "term, day + :days, report + :by, weight", "report <= :last"),
    ("compare_statement", "report + :by, found", "report <= :last"),
)


def putting(turn: int) -> Put:
    """Puts the words and years of a round in place of those of a text."""
    words, names = _alphabet(turn), _alphabet(turn % ROUNDS_OF_PEOPLE)

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < SHORTEST or word.lower() in COMMON:
            return word
        return word.translate(words if word.islower() else names)

    return lambda text: _years(_WORD.sub(other, text), turn)


def _years(text: str, turn: int) -> str:
    """Years of long ago are others in every round: a report is known by them."""
    return _YEAR.sub(lambda found: str(1900 + (int(found[0]) - 1900 + 37 * turn) % 120), text)


@cache
def _alphabet(turn: int) -> dict[int, int]:
    """Vowels for vowels and consonants for consonants, so that words can still be spoken."""
    draw = random.Random(turn)
    found = {}
    for letters in ("aeiou", "bcdfghklmnprstvw"):
        mixed = "".join(draw.sample(letters, len(letters)))
        found |= str.maketrans(letters + letters.upper(), mixed + mixed.upper())
    return found


def _told(base: Record, put: Put, how: str, draw: random.Random, day: date, number: int) -> Record:
    """One report: the first of its story, a copy of it, or one that tells the rest in other words and other numbers."""
    text = put(base.text)
    if how == "retold":
        reword = putting(draw.randrange(1_000, 1_009))
        text = "".join(
            sentence
            if "“" in sentence or '"' in sentence or draw.random() < 0.4
            else re.sub(r"\b[2-9]\b", lambda _: str(draw.randrange(2, 10)), _LOWER.sub(lambda found: reword(found[0]), sentence))
            for sentence in _SENTENCE.findall(text)
        )
    url = f"https://news-{number % 24}.example/{number}"
    return _record(base, text, put, url, OUTLETS[number % 24], day, put(base.title or text[:60]))


def _record(base: Record, text: str, put: Put, url: str, outlet: str | None, day: date, title: str) -> Record:
    report = Report(text=text, url=url, outlet=outlet, published=day.isoformat(), title=title, authors=tuple(map(put, base.authors)))
    head = {name: getattr(report, name) for name in ("id", "sha256", "url", "outlet", "published", "title", "authors", "text")}
    return msgspec.convert({**_moved(msgspec.to_builtins(base), text, put), **head}, Record)


def _moved(found: Any, text: str, put: Put) -> Any:
    """All spans with the words that now stand there, all names with the words that stand for theirs."""
    if isinstance(found, dict):
        moved = {name: put(value) if name in _PUT and value else _moved(value, text, put) for name, value in found.items()}
        if "start" in found and "text" in found:
            moved["text"] = text[found["start"] : found["end"]]
        return moved
    return [_moved(one, text, put) for one in found] if isinstance(found, list | tuple) else found
