"""Arithmetic that a report's own words must pass, and the justice path of each accused: one question a file.

:mod:`cases` orders what happened to one person, :mod:`terms` compares what was served with what was given, :mod:`numbers` compares ages,
weekdays, intervals and totals. Nothing here changes a record: what does not hold is shown with its evidence.
"""

from __future__ import annotations

from onrecord.checks.cases import Case, State, Step, cases
from onrecord.checks.numbers import ages, intervals, totals, weekdays
from onrecord.checks.terms import orders, terms
from onrecord.model import Check, Record

__all__ = ["Case", "State", "Step", "cases", "checks_of"]


def checks_of(record: Record) -> tuple[Check, ...]:
    """Every check that the words of ``record`` allow, in the order of their first evidence."""
    paths = cases(record)
    found = [*terms(record, paths), *orders(record, paths), *ages(record), *weekdays(record), *intervals(record), *totals(record)]
    return tuple(sorted(found, key=lambda c: (c.evidence[0].start, c.evidence[-1].end, c.kind)))
