"""What one person said on a topic over time, and which topics there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.compare.nouns import Position

#: So many quotations on a topic are read, the latest.
MOST = 60
MOST_TOPICS = 10


def position(archive: Archive, person: int, name: str, about: str) -> Position:
    """What a person said that holds the words ``about``, the earliest first, as people have judged it; one saying counts once."""
    from onrecord.archive.comparing import connection_of
    from onrecord.archive.search import words_query
    from onrecord.ask.as_judged import records_as_judged
    from onrecord.compare import position as found

    archive.settle()
    rows = archive.select(
        "SELECT statement.report, statement.label FROM quotation_search JOIN statement ON statement.id = quotation_search.rowid "
        "JOIN entity ON entity.id = statement.speaker JOIN report ON report.id = statement.report "
        "WHERE quotation_search MATCH ? AND entity.person = ? AND mode = 'speech' "
        "ORDER BY report.published DESC NULLS LAST, statement.id LIMIT ?",
        words_query(about) or '""',
        person,
        MOST,
    )
    among = [(row["report"], row["label"]) for row in rows]
    return found(connection_of(archive), records_as_judged(archive), by=name, about=about, among=among)


def topics(said: list[str]) -> list[tuple[str, int]]:
    """The telling words that most of what was said holds, each with in how many it stands; those of one only are no topic."""
    from onrecord.compare.words import FUNCTION_WORDS, stem, weight, words

    holders: Counter[str] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in said:
        listed = {word.form: stem(word.form) for word in words(one) if len(word.form) > 3 and word.form not in FUNCTION_WORDS}
        holders.update(set(listed.values()))
        for form, stemmed in listed.items():
            forms[stemmed][form] += 1
    told = {stemmed: count * weight(stemmed) for stemmed, count in holders.items() if count > 1}
    best = sorted(told, key=lambda stemmed: (-told[stemmed], stemmed))[:MOST_TOPICS]
    return [(forms[stemmed].most_common(1)[0][0], holders[stemmed]) for stemmed in best]
