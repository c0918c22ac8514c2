"""Where reports of one story disagree, and what a later one brings up to date."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from onrecord.compare.nouns import Conflict, Passage, Printed
from onrecord.model import Record

if TYPE_CHECKING:
    from onrecord.archive import Archive

#: What passages can disagree about, in plain words.
CONFLICT_KINDS = {
    "count": "numbers", "amount": "sums", "age": "ages", "length": "lengths of time", "date": "dates", "share": "shares",
    "distance": "distances", "name": "names", "claim": "what is denied", "speaker": "who said it",
}  # fmt: skip
VERDICTS = ("conflict", "possible", "update")


class Facing(Conflict, frozen=True, kw_only=True):
    """Two passages that disagree, and the other reports that print the same as the one, or as the other."""

    also_one: tuple[Printed, ...]
    also_other: tuple[Printed, ...]


def conflicts(
    archive: Archive,
    *,
    story: int | None = None,
    report: int | None = None,
    kind: str | None = None,
    verdicts: Collection[str] = ("conflict",),
    limit: int | None = None,
) -> list[Facing]:
    """Where reports disagree ("conflict"), a later one brings an earlier up to date ("update"), or they may disagree ("possible"), as
    ``verdicts`` asks; the surest and weightiest first, what is only possible last, reports that print the same passage together.

    ``story`` and ``report`` are numbers of the archive. Speakers are as people have judged them: what they settled is no conflict any more.
    Raises ValueError for a kind or a verdict that there is not.
    """
    from onrecord.archive.comparing import connection_of, reports, speakers
    from onrecord.ask.as_judged import records_as_judged
    from onrecord.compare import conflicts as found

    if kind is not None and kind not in CONFLICT_KINDS:
        raise ValueError(f"{kind!r} is no kind of conflict: use {', '.join(CONFLICT_KINDS)}")
    for verdict in verdicts:
        if verdict not in VERDICTS:
            raise ValueError(f"{verdict!r} is no verdict: use {', '.join(VERDICTS)}")
    bare, judged = reports(archive), records_as_judged(archive)
    quoted = {number for row in archive.select("SELECT one, other FROM disagreement WHERE kind = 'speaker'") for number in row}

    def record_of(number: int) -> Record:
        return judged(number) if number in quoted else bare(number)

    asked = found(
        connection_of(archive),
        record_of,
        story=story,
        report=report,
        kind=kind,
        verdicts=verdicts,
        limit=None if limit is None else 4 * limit,
        person_of=speakers(archive),
    )
    return list(_gathered(asked, limit))


def _gathered(found: Iterator[Conflict], limit: int | None) -> Iterator[Facing]:
    """Conflicts whose passages read alike, as one."""
    groups: dict[tuple[str, ...], list[Conflict]] = {}
    for one in found:
        if one.kind == "speaker" and one.one.value == one.other.value:
            continue
        alike = (one.verdict, one.kind, *(" ".join(side.text.split()) for side in (one.one, one.other)))
        if alike not in groups and limit is not None and len(groups) == limit:
            break
        groups.setdefault(alike, []).append(one)
    for group in groups.values():
        first, *more = sorted(group, key=lambda one: (_printed_first(one.one), _printed_first(one.other)))
        sides = [
            {side.printed.number: side.printed for side in (getattr(one, name) for one in (first, *more))} for name in ("one", "other")
        ]
        yield Facing(
            **{name: getattr(first, name) for name in Conflict.__struct_fields__},
            also_one=tuple(which for number, which in sides[0].items() if number != first.one.printed.number),
            also_other=tuple(which for number, which in sides[1].items() if number != first.other.printed.number),
        )


def _printed_first(passage: Passage) -> tuple[str, int]:
    return passage.printed.published or "9999", passage.printed.number
