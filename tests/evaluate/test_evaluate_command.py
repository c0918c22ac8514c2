"""``onrecord evaluate``: what it prints and the code it exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.evaluate import command
from onrecord.model import Record

TEXT = "Ada Reyes said the bridge was closed."
GOLD = {
    "id": "r1",
    "text": TEXT,
    "entities": [{"id": "E1", "name": "Ada Reyes", "kind": "person", "mentions": [{"start": 0, "end": 9, "text": "Ada Reyes"}]}],
    "quotations": [
        {"id": "Q1", "kind": "indirect", "contents": [{"start": 15, "end": 36, "text": "the bridge was closed"}], "speaker": "E1"}
    ],
    "times": [],
    "events": [],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "r1.json").write_text(json.dumps(GOLD))
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])


def test_scores_a_folder_of_records(gold: Path) -> None:
    result = run(gold, "--predicted", gold)
    assert result.exit_code == 0
    assert "who said what            P 1.000  R 1.000  F1 1.000  (1 found, 1 gold)" in result.stdout
    assert "grounding                1.000000" in result.stdout


def test_reads_the_reports_anew_and_keeps_the_records(gold: Path, tmp_path: Path) -> None:
    result = run(gold, "--keep", tmp_path / "kept", "--format", "json")
    assert json.loads(result.stdout)["grounding"] == 1.0
    assert Record.from_json((tmp_path / "kept" / "r1.json").read_bytes()).text == TEXT


def test_json_and_csv(gold: Path) -> None:
    figures = json.loads(run(gold, "--predicted", gold, "--format", "json").stdout)
    assert figures["content"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "found": 1, "gold": 1}
    rows = run(gold, "--predicted", gold, "--format", "csv").stdout.splitlines()
    assert rows[:2] == ["figure,p,r,f1,found,gold", "content,1.0,1.0,1.0,1,1"]
    assert '"who, any name",1.0,1.0,1.0,1,1' in rows
    assert rows[-1] == "grounding,,,1.0,,"


def test_floors_and_misses(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    floors = tmp_path / "floors.toml"
    floors.write_text('["gold"]\ncontent.f1 = 0.5\n')
    assert run(gold, "--predicted", gold, "--floors", floors).exit_code == 0
    result = run(gold, "--predicted", tmp_path / "empty", "--floors", floors, "--misses")
    assert result.exit_code == 1
    assert "content f1 is 0, below its floor 0.5" in result.stderr
    assert "r1 Q1 missed (indirect): 'the bridge was closed'" in result.stderr


def test_a_span_that_is_not_there(gold: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted"
    predicted.mkdir()
    (predicted / "r1.json").write_text(json.dumps(GOLD).replace('"end": 36', '"end": 35'))
    result = run(gold, "--predicted", predicted)
    assert result.exit_code == 1
    assert "a span does not stand in its report" in result.stderr


def test_what_cannot_be_scored(gold: Path, tmp_path: Path) -> None:
    for arguments in (
        [tmp_path / "none"],
        [tmp_path / "."],
        [gold, "--floors", tmp_path / "none"],
        [gold, "--predicted", tmp_path / "none"],
    ):
        result = run(*arguments)
        assert result.exit_code == 2, arguments
        assert len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith("onrecord evaluate: ")
