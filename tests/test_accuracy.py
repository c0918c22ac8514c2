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
    pairs = list(zip((g.record for g in gold), pipeline.records(g.report for g in gold), strict=True))
    labels_no_nesting = any(g.labels_thought for g in gold)
    for nested, table in ((not labels_no_nesting, folder), *(((True, f"{folder}, all counted"),) if labels_no_nesting else ())):
        figures = evaluate.score(pairs, nested=nested)
        floors = evaluate.floors_for(HERE / "floors.toml", SHARED / table)
        assert figures.grounded
        assert [str(s) for s in evaluate.shortfalls(figures, floors)] == [], f"{table}\n{figures.to_text()}"
