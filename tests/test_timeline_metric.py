"""The metric of benchmarks/timelines.py, on timelines worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[1] / "benchmarks")


GOLD = "Ann Roe\n0\tXXXX-XX-XX\t1-2-hopes\n1\t2001-05\t1-3-resigned\t2-4-resignation\n2\t2001-06-07\t1-5-died\n"


def counts(gold: str, system: str) -> tuple[int, ...]:
    from timeline_metric import compare, parse

    return tuple(compare(parse(gold), parse(system)))


def test_a_timeline_agrees_with_itself_and_position_0_does_not_count() -> None:
    assert counts(GOLD, GOLD) == (4, 4, 4, 4)  # three anchors, and the resignation before the death


def test_what_follows_from_the_gold_is_right() -> None:
    assert counts(GOLD, "Ann Roe\n1\t2001-05\t1-3-resigned\n2\t2001-06-07\t1-5-died\n") == (3, 3, 2, 4)


def test_a_wrong_anchor_leaves_the_order_right() -> None:
    assert counts(GOLD, "Ann Roe\n1\t2001\t1-3-resigned\n2\t2001-06-07\t1-5-died\n") == (2, 3, 1, 4)


def test_a_link_that_contradicts_its_own_timeline_counts() -> None:
    assert counts(GOLD, "Ann Roe\n1\t2001-05\t1-3-resigned\n2\t2001-05\t2-4-resignation\n") == (2, 3, 2, 4)


def test_one_word_twice_in_a_sentence_is_two_mentions() -> None:
    twice = "Ann Roe\n1\t2001\t1-3-lost\n1\t2001\t1-3-lost\n"
    assert counts(twice, "Ann Roe\n1\t2001\t1-3-lost\n") == (1, 1, 1, 2)
