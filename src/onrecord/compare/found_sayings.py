"""Sayings: one utterance as several reports print it, side by side."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from onrecord.compare.backing import RecordOf, backing, printed
from onrecord.compare.nouns import Difference, Saying, Variant
from onrecord.compare.utterances import words_of
from onrecord.compare.wordings import differences, surname
from onrecord.compare.words import stem, words


def sayings(
    connection: sqlite3.Connection, record_of: RecordOf, *, by: str | None = None, about: str | None = None, least: int = 2
) -> Iterator[Saying]:
    """The sayings that at least so many reports print, those of most reports first. ``by``: words of the speaker's name in some report.
    ``about``: words that some wording holds, in any form."""
    rows = connection.execute(
        "SELECT saying FROM wording GROUP BY saying HAVING count(DISTINCT report) >= ? ORDER BY count(DISTINCT report) DESC, saying",
        (least,),
    ).fetchall()
    wanted = {stem(word.form) for word in words(about or "")}
    named = {word.form for word in words(by or "")}
    for (number,) in rows:
        found = connection.execute("SELECT speaker, words FROM wording WHERE saying = ?", (number,)).fetchall()
        if named and not any(named <= {word.form for word in words(speaker or "")} for speaker, _ in found):
            continue
        if wanted and not any(wanted <= {stem(word.form) for word in words(said)} for _, said in found):
            continue
        yield saying(connection, record_of, number)


def saying(connection: sqlite3.Connection, record_of: RecordOf, number: int) -> Saying:
    """The saying of that number. Raises KeyError where there is none."""
    rows = connection.execute(
        "SELECT report, label FROM wording WHERE saying = ? ORDER BY day IS NULL, day, report, id", (number,)
    ).fetchall()
    found = []
    for report, label in rows:
        record = record_of(report)
        quotation = next((q for q in record.quotations if q.id == label), None)
        if quotation is None:  # judged to be none
            continue
        speaker = record.entity(quotation.speaker)
        said = quotation.said
        found.append((report, record, quotation, words_of(quotation), speaker.name if speaker else None, said))
    if not found:
        raise KeyError(number)
    sizes = [(quotation.kind == "direct", len(text)) for _, _, quotation, text, _, _ in found]
    longest = max(range(len(found)), key=lambda at: (sizes[at], -at))
    whole = found[longest][3]
    variants = tuple(
        Variant(
            printed=printed(report, record),
            quotation=quotation.id,
            kind=quotation.kind,
            words=text,
            speaker=speaker,
            said=(said.value or said.text) if said else None,
            venue=quotation.venue.text if quotation.venue else None,
            differences=tuple(Difference(change=d.change, longest=d.one, here=d.other) for d in differences(whole, text)),
        )
        for report, record, quotation, text, speaker, said in found
    )
    return Saying(
        number=number,
        words=whole,
        backing=backing(connection, [row[0] for row in found]),
        variants=variants,
        longest=longest,
        speakers=_agreed(connection, [(v.printed.number, v.speaker) for v in variants], by_surname=True),
        days=_agreed(connection, [(v.printed.number, v.said) for v in variants]),
        venues=_agreed(connection, [(v.printed.number, v.venue) for v in variants]),
    )


def _agreed(connection: sqlite3.Connection, given: list[tuple[int, str | None]], *, by_surname: bool = False) -> dict[str, int]:
    """Each value that is given, and how many independent sources give it, most first. Names that share a surname are one, in full."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    fullest: dict[str, str] = {}
    for report, value in given:
        if value is not None:
            name = surname(value) if by_surname else value
            fullest[name] = max(fullest.get(name, ""), value, key=len)
            holders[name].append(report)
    counts = {fullest[name]: backing(connection, reports).independent for name, reports in holders.items()}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
