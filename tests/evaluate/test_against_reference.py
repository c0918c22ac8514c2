"""The figures are those of the reference scorer, which lies beside the gold records."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from perturbed import perturbed

from onrecord import evaluate

SHARED = Path(__file__).resolve().parents[3] / "shared"


def reference(gold: Path, predicted: Path) -> dict[str, Any]:
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(gold), str(predicted), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def mistaken(gold: Path, predicted: Path, seed: int, *, few: bool = False) -> None:
    """A predicted record with mistakes for each gold one."""
    paths = sorted(gold.glob("*.json"))
    for path in paths[:12] if few else paths:
        record = perturbed(json.loads(path.read_text()), seed)
        if record:
            (predicted / path.name).write_text(json.dumps(record))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_records_with_mistakes(tmp_path: Path, seed: int) -> None:
    gold = SHARED / "gold" / "train"
    mistaken(gold, tmp_path, seed)
    read = evaluate.read_gold(gold)
    found = evaluate.read_predicted(tmp_path, read)
    figures = evaluate.score(zip((g.record for g in read), found, strict=True)).to_dict()
    expected = reference(gold, tmp_path)
    assert figures == expected
    assert 0.3 < expected["content"]["f1"] < 0.95
    assert 0.1 < expected["who said what"]["f1"] < 0.9
    assert expected["grounding"] < 1


def test_gold_scored_against_itself(tmp_path: Path) -> None:
    gold = SHARED / "gold" / "dev"
    read = evaluate.read_gold(gold)
    figures = evaluate.score((g.record, g.record) for g in read).to_dict()
    assert figures == reference(gold, gold)


def test_nothing_found(tmp_path: Path) -> None:
    gold = SHARED / "gold" / "dev"
    figures = evaluate.score((g.record, None) for g in evaluate.read_gold(gold)).to_dict()
    assert figures == reference(gold, tmp_path)


def test_polnear_left_out_and_counted(tmp_path: Path) -> None:
    full = SHARED / "data" / "polnear" / "dev"
    gold, predicted, spoken = tmp_path / "gold", tmp_path / "predicted", tmp_path / "spoken"
    for folder in (gold, predicted, spoken):
        folder.mkdir()
    for path in sorted(full.glob("*.json"))[:12]:
        (gold / path.name).write_bytes(path.read_bytes())
    mistaken(gold, predicted, 4)
    for path in predicted.iterdir():
        record = json.loads(path.read_text())
        for quotation in record["quotations"]:
            quotation["mode"] = "speech"
        (spoken / path.name).write_text(json.dumps(record))
    read = evaluate.read_gold(gold)
    pairs = [
        (json.loads((gold / f"{g.stem}.json").read_text()), p) for g, p in zip(read, evaluate.read_predicted(predicted, read), strict=True)
    ]
    left_out, counted = reference(gold, predicted), reference(gold, spoken)
    assert left_out != counted
    assert evaluate.score(pairs, thought="leave-out").to_dict() == left_out
    assert evaluate.score(pairs, thought="count").to_dict() == counted
    assert evaluate.score(pairs).to_dict() == counted, "PolNeAR's gold labels thought"
