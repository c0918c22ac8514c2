"""The gate: the shipped reader reaches its floors (``floors.toml``) on the development sets beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import evaluate, pipeline

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"


@pytest.mark.parametrize("folder", ["gold/dev", "data/polnear/dev"])
def test_reaches_its_floors(folder: str) -> None:
    gold = evaluate.read_gold(SHARED / folder)
    records = pipeline.records(g.report for g in gold)
    figures = evaluate.score(zip((g.record for g in gold), records, strict=True))
    floors = evaluate.floors_for(HERE / "floors.toml", SHARED / folder)
    assert figures.grounded
    assert [str(s) for s in evaluate.shortfalls(figures, floors)] == [], f"\n{figures.to_text()}"
