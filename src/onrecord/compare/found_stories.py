"""Stories: their reports, their name, what backs them, and which events they tell of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from onrecord.compare.backing import RecordOf, backing, in_order, printed
from onrecord.compare.nouns import Copying, EventBacking, Passage, Printed, Sharing, Story
from onrecord.compare.wordings import surname
from onrecord.compare.words import number_of, stem, words
from onrecord.database import NO_LIMIT, Connection
from onrecord.model import Event, Record
from onrecord.resolve.layout import Layout

#: So many reports of a story say what its name is, and so many are read for its words.
READ_FOR_NAME, READ_FOR_WORDS = 8, 4
MOST_WORDS = 6


def stories(connection: Connection, record_of: RecordOf, *, least: int = 2) -> Iterator[Story]:
    """The stories of at least so many reports, the one with most reports first."""
    rows = connection.execute(
        "SELECT story FROM compared GROUP BY story HAVING count(*) >= ? ORDER BY count(*) DESC, max(day) DESC NULLS LAST, story", (least,)
    ).fetchall()
    for (number,) in rows:
        yield story(connection, record_of, number)


def story(connection: Connection, record_of: RecordOf, number: int) -> Story:
    """The story of that number; only the reports of it are asked for. Raises KeyError where there is none."""
    numbers = [row[0] for row in connection.execute("SELECT report FROM compared WHERE story = ? ORDER BY report", (number,))]
    if not numbers:
        raise KeyError(number)
    reports = in_order([printed(one, record_of(one)) for one in numbers])
    in_time = [one.number for one in reports]
    _, ranked = likest_of(connection, in_time)
    copies = tuple(_copies(connection, reports))
    return Story(
        number=number,
        name=headline(record_of(likest(connection, number, in_time))),
        words=_words(ranked, [record_of(one.number) for one in reports[:READ_FOR_WORDS]]),
        backing=backing(connection, numbers),
        reports=tuple(reports),
        copies=copies,
        copying=tuple(_copying(connection, copies)),
    )


def likest_of(connection: Connection, numbers: Sequence[int]) -> tuple[int, list[int]]:
    """Of the first of these reports the one that is most like the others, and their terms, those that most share first."""
    vectors: defaultdict[int, dict[int, float]] = defaultdict(dict)
    first = numbers[:READ_FOR_NAME]
    rows = connection.execute(
        f"SELECT report, term, weight FROM compare_term WHERE report IN ({', '.join('?' * len(first))})", tuple(first)
    ).fetchall()
    for report, term, weight in rows:
        vectors[report][term] = weight
    common: Counter[int] = Counter()
    for vector in vectors.values():
        common.update(vector)
    holders = Counter(term for vector in vectors.values() for term in vector)
    likeness = {number: sum(value * common[term] for term, value in vectors[number].items()) for number in first}
    return max(first, key=lambda number: (likeness[number], -number)), sorted(
        common, key=lambda term: (-holders[term] * common[term], term)
    )


def likest(connection: Connection, number: int, reports: Sequence[int]) -> int:
    """The report of a story that is most like its others; ``reports``: all of them, the earliest first."""
    kept = connection.execute(
        "SELECT likest FROM story JOIN compared ON compared.report = likest AND compared.story = number WHERE number = ?", (number,)
    ).fetchone()
    return kept[0] if kept else likest_of(connection, reports)[0]


def headline(record: Record) -> str:
    """The headline of a report; its first sentence, where it has none."""
    return record.title or " ".join(record.text[slice(*Layout(record.text).sentence_bounds(0))].split())


def _words(ranked: list[int], read: list[Record]) -> tuple[str, ...]:
    """The first of the terms that are words, as the reports print them."""
    forms: dict[int, str] = {}
    for one in read:
        for word in words(one.text):
            forms.setdefault(number_of(stem(word.form)), one.text[word.start : word.end])
    return tuple(forms[term] for term in ranked if term in forms)[:MOST_WORDS]


def _copies(connection: Connection, reports: list[Printed]) -> Iterator[Sharing]:
    groups: defaultdict[int, list[Printed]] = defaultdict(list)
    for report in reports:
        groups[connection.execute("SELECT source FROM compared WHERE report = ?", (report.number,)).fetchone()[0]].append(report)
    for group in groups.values():
        if len(group) > 1:
            yield Sharing(first=group[0], others=tuple(group[1:]))


def _copying(connection: Connection, copies: Iterable[Sharing]) -> Iterator[Copying]:
    """For each copy the earlier report that holds most of its own words."""
    for sharing in copies:
        earlier = [sharing.first.number]
        for copy in sharing.others:
            found = []
            for of in earlier:
                row = connection.execute(
                    "SELECT share, words FROM shared_text WHERE report = ? AND of = ? "
                    "UNION ALL SELECT share_of, words FROM shared_text WHERE report = ? AND of = ?",
                    (copy.number, of, of, copy.number),
                ).fetchone()
                if row:
                    found.append(Copying(report=copy.number, of=of, share=row[0], words=row[1]))
            earlier.append(copy.number)
            if found:
                yield max(found, key=lambda one: one.share)


def events(connection: Connection, record_of: RecordOf, number: int, *, most: int | None = None) -> list[EventBacking]:
    """The events that the reports of a story (the first ``most``) tell of, each with who says so; those that most sources tell of first.

    Events of one type are one where the same people take part (one side may name more) and their times do not exclude each other.
    """
    groups: list[list[tuple[int, Record, Event]]] = []
    for (report,) in connection.execute(
        "SELECT report FROM compared WHERE story = ? ORDER BY day NULLS FIRST, report LIMIT ?",
        (number, NO_LIMIT if most is None else most),
    ).fetchall():
        record = record_of(report)
        for event in record.events:
            group = next((g for g in groups if all(_same(record, event, other, theirs) for _, other, theirs in g)), None)
            if group is None:
                groups.append([(report, record, event)])
            else:
                group.append((report, record, event))
    layout_of = cache(Layout)
    found = [_event(connection, group, layout_of) for group in groups]
    return sorted(found, key=lambda e: (-e.backing.independent, -e.backing.reports, e.type))


def _same(record: Record, event: Event, other: Record, theirs: Event) -> bool:
    if event.type != theirs.type:
        return False
    who, others = _people(record, event), _people(other, theirs)
    if not ({surname(n) for n in who} & {surname(n) for n in others} if who and others else not who and not others):
        return False
    return event.time is None or theirs.time is None or event.time.startswith(theirs.time) or theirs.time.startswith(event.time)


def _people(record: Record, event: Event) -> set[str]:
    names = {entity.id: entity.name for entity in record.entities if entity.kind != "unnamed"}
    return {names[p.entity] for p in event.participants if p.entity in names and p.role != "authority"}


def _event(connection: Connection, group: list[tuple[int, Record, Event]], layout_of: Callable[[str], Layout]) -> EventBacking:
    named: set[str] = set()
    unnamed: set[str] = set()
    own = 0
    passages = []
    for report, record, event in group:
        quotation = next((q for q in record.quotations if q.id == event.according_to), None)
        speaker = record.entity(quotation.speaker) if quotation else None
        if quotation is None:
            own += 1
        elif speaker is None or speaker.kind == "unnamed":
            unnamed.add(quotation.source.text if quotation.source else "a source left open")
        else:
            named.add(speaker.name)
        low, high = layout_of(record.text).sentence_bounds(event.start)
        passages.append(Passage(printed=printed(report, record), start=low, end=high, text=record.text[low:high].strip(), value=event.text))
    return EventBacking(
        type=group[0][2].type,
        who=tuple(sorted({name for _, record, event in group for name in _people(record, event)})),
        times=tuple(sorted({event.time for _, _, event in group if event.time})),
        backing=backing(connection, [report for report, _, _ in group]),
        named=tuple(sorted(named)),
        unnamed=tuple(sorted(unnamed)),
        own_voice=own,
        passages=tuple(passages),
    )
