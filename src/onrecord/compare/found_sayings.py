"""Sayings: one utterance as several reports print it, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from onrecord.compare.backing import RecordOf, backing, printed
from onrecord.compare.nouns import Difference, Saying, Variant
from onrecord.compare.speakers import PersonOf, nobody, who
from onrecord.compare.utterances import words_of
from onrecord.compare.wordings import differences
from onrecord.compare.words import stem, words
from onrecord.database import Connection


def sayings(
    connection: Connection,
    record_of: RecordOf,
    *,
    by: str | None = None,
    about: str | None = None,
    least: int = 2,
    person_of: PersonOf = nobody,
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
        yield saying(connection, record_of, number, person_of=person_of)


def saying(connection: Connection, record_of: RecordOf, number: int, *, person_of: PersonOf = nobody) -> Saying:
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
    changed = {
        text: tuple(Difference(change=d.change, longest=d.one, here=d.other) for d in differences(whole, text))
        for text in {row[3] for row in found}
    }
    variants = tuple(
        Variant(
            printed=printed(report, record),
            quotation=quotation.id,
            kind=quotation.kind,
            words=text,
            speaker=speaker,
            said=(said.value or said.text) if said else None,
            venue=quotation.venue.text if quotation.venue else None,
            differences=changed[text],
        )
        for report, record, quotation, text, speaker, said in found
    )
    return Saying(
        number=number,
        words=whole,
        backing=backing(connection, [row[0] for row in found]),
        variants=variants,
        longest=longest,
        speakers=_agreed(
            connection,
            [(v.printed.number, v.speaker, who(person_of, v.printed.number, v.quotation, v.speaker or "")) for v in variants],
        ),
        days=_agreed(connection, [(v.printed.number, v.said, v.said) for v in variants]),
        venues=_agreed(connection, [(v.printed.number, v.venue, v.venue) for v in variants]),
    )


def _agreed(connection: Connection, given: list[tuple[int, str | None, Hashable]]) -> dict[str, int]:
    """Each value that is given (by a report, in words, and what these stand for), in its fullest words, and how many independent sources
    give it, most first."""
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    fullest: dict[Hashable, str] = {}
    for report, words_given, value in given:
        if words_given is not None:
            fullest[value] = max(fullest.get(value, ""), words_given, key=len)
            holders[value].append(report)
    counts: dict[str, int] = {}
    for value, reports in holders.items():
        counts[fullest[value]] = counts.get(fullest[value], 0) + backing(connection, reports).independent
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
