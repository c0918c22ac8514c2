"""Who speaks, across reports: a person of the archive, where it knows one, else whoever has that surname."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.compare.wordings import surname

#: Gives the number of the person who speaks in a quotation (a report's number, the quotation's label); None where it is not known.
PersonOf = Callable[[int, str], int | None]


def nobody(report: int, label: str) -> int | None:
    """For reports outside an archive: names alone tell who speaks."""
    return None


def who(person_of: PersonOf, report: int, label: str, name: str) -> int | str:
    """What stands for the speaker of a quotation: the same for all quotations of one person."""
    person = person_of(report, label)
    return surname(name) if person is None else person
