"""``onrecord add`` and ``onrecord quotes``."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.archive import Archive
from onrecord.cli import add, cli, progress
from onrecord.model import Record


def run(*arguments: str | Path, **more) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], **more)


@pytest.fixture
def clippings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three reports, in one of which nobody is named, and two files that are none."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "clippings"
    folder.mkdir()
    dam = (
        'Date: 2024-05-03\nOutlet: The Tarn Courier\n\nRain fell. "We open the gates on Monday," said Ines Okafor who runs it. It stopped.'
    )
    (folder / "dam.txt").write_text(dam)
    farmer = {"id": "f1", "text": '"Nobody asked us about gates," said a farmer.', "outlet": "Weekly Rail", "published": "2024-06-30"}
    tram = {"id": "t1", "text": '"The tram is late," said Per Holm.'}
    (folder / "more.jsonl").write_text(f"{json.dumps(farmer)}\n{{broken\n{json.dumps(tram)}\n")
    (folder / "empty.txt").touch()
    return folder


def test_add_sets_the_bad_ones_aside_and_keeps_the_rest(clippings: Path) -> None:
    result = run("add", "clippings", "--failed", "failed.jsonl")
    assert result.exit_code == 1
    assert result.stdout == "3 added, 0 already there, 2 set aside\n"
    first, second = result.stderr.splitlines()
    assert first.startswith("onrecord: set aside: clippings/empty.txt: ")
    assert second.startswith("onrecord: set aside: clippings/more.jsonl line 2: ")
    kept = [json.loads(line) for line in Path("failed.jsonl").read_text().splitlines()]
    assert [line["where"] for line in kept] == ["clippings/empty.txt", "clippings/more.jsonl line 2"]
    assert all(line["reason"] in result.stderr for line in kept)
    with Archive.open("record.db") as archive:
        assert sorted(record.id for record in archive)[-2:] == ["f1", "t1"]


def test_adding_twice_is_adding_once(clippings: Path) -> None:
    (clippings / "empty.txt").unlink()
    run("add", "clippings")
    result = run("add", "clippings/dam.txt", "clippings/dam.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "0 added, 2 already there, 0 set aside\n", "")


def test_one_report_twice_in_one_run(clippings: Path) -> None:
    result = run("add", "clippings/dam.txt", "clippings/dam.txt")
    assert (result.exit_code, result.stdout) == (0, "1 added, 1 already there, 0 set aside\n")


def test_what_the_command_writes_is_not_read(clippings: Path) -> None:
    for _ in range(2):
        result = run("add", "clippings", "--record", "clippings/record.db", "--failed", "clippings/failed.jsonl")
    assert result.stdout == "0 added, 3 already there, 2 set aside\n"


def test_nothing_usable(clippings: Path) -> None:
    result = run("add", "clippings/empty.txt", "missing.txt")
    assert (result.exit_code, result.stdout) == (2, "0 added, 0 already there, 2 set aside\n")


def test_a_record_that_contradicts_itself_is_set_aside(clippings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    good = sys.modules["onrecord.pipeline"].attempts

    def attempts(reports):
        for record in good(reports):
            yield Record(id="bad", sha256="1", text=record.text, quotations=record.quotations) if record.id == "f1" else record

    monkeypatch.setattr(sys.modules["onrecord.pipeline"], "attempts", attempts)
    spoilt = run("add", "clippings/more.jsonl", "clippings/dam.txt")
    assert spoilt.stdout == "3 added, 0 already there, 1 set aside\n"  # the farmer has no name, so refers to nobody
    monkeypatch.setattr(
        sys.modules["onrecord.pipeline"],
        "attempts",
        lambda reports: (Record(id=r.id, sha256=r.sha256, text="", quotations=r.quotations) for r in good(reports)),
    )
    spoilt = run("add", "clippings/dam.txt", "--record", "other.db", "--failed", "failed.jsonl")
    assert spoilt.exit_code == 2
    assert "'E1'" in Path("failed.jsonl").read_text()


def test_a_run_that_is_stopped_keeps_what_it_has_and_goes_on_when_started_again(clippings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_at_last(self: add.Adding, error: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(add.Adding, "set_aside", stop_at_last)
        result = run("add", "clippings/dam.txt", "clippings/more.jsonl")
    assert result.exit_code == 130
    assert result.stdout.startswith("Stopped: 2 added, 0 already there")
    assert "goes on from here" in result.stderr
    result = run("add", "clippings/dam.txt", "clippings/more.jsonl")
    assert result.stdout == "1 added, 2 already there, 1 set aside\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add", "clippings", "--record", "clippings/dam.txt"], "not an SQLite file"),
        (["add", "clippings", "--record", "none/record.db"], "no folder none"),
        (["add", "clippings", "--record", "clippings"], "is a folder"),
        (["add", "clippings", "--failed", "none/failed.jsonl"], "No such file"),
        (["add"], "Missing argument"),
        (["quotes"], "onrecord add REPORTS --record record.db"),
        (["quotes", "--record", "clippings/empty.txt"], "is empty"),
        (["quotes", "--since", "May"], "write it as 2024-05-31"),
        (["quotes", "--limit", "0"], "0"),
        (["quotes", "--kind", "loud"], "'direct', 'indirect', 'mixed'"),
    ],
)
def test_what_cannot_be_done(clippings: Path, arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    if not result.stderr.startswith("Usage:"):
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_record_that_may_not_be_read(clippings: Path) -> None:
    run("add", "clippings/dam.txt")
    Path("record.db").chmod(0)
    result = run("quotes")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert "that you may read it" in result.stderr


def test_quotes_as_a_table(clippings: Path) -> None:
    run("add", "clippings")
    result = run("quotes", "--about", "gate")
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert text.startswith("Printed Who In its sentence How 2024-06-30 unknown")
    assert "The Tarn Courier said runs it." in text
    assert '⟦"We open the gates on Monday,"⟧ said Ines Okafor' in text
    assert "Rain fell" not in text


def test_quotes_as_json_and_csv(clippings: Path) -> None:
    run("add", "clippings")
    rows = [json.loads(line) for line in run("quotes", "--format", "json").stdout.splitlines()]
    assert [(row["speaker"], row["outlet"], row["published"]) for row in rows] == [
        (None, "Weekly Rail", "2024-06-30"),
        ("Ines Okafor", "The Tarn Courier", "2024-05-03"),
        ("Per Holm", None, None),
    ]
    assert rows[1]["sentence"]["text"] == '"We open the gates on Monday," said Ines Okafor who runs it.'
    table = list(csv.DictReader(io.StringIO(run("quotes", "--by", "OKAFOR", "--format", "csv").stdout)))
    assert [(row["contents"], row["sentence"]) for row in table] == [('"We open the gates on Monday,"', rows[1]["sentence"]["text"])]


def test_quotes_from_the_record_that_the_environment_names(clippings: Path) -> None:
    run("add", "clippings", "--record", "other.db")
    result = run("quotes", "--limit", "1", "--format", "json", env={"ONRECORD_RECORD": "other.db"})
    assert len(result.stdout.splitlines()) == 1


def test_nothing_found_is_said_and_is_no_failure(clippings: Path) -> None:
    run("add", "clippings")
    result = run("quotes", "--by", "nobody")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "onrecord: nothing found among 3 reports in record.db.\n"


def test_how_many_reports_to_expect(clippings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress.expected(["clippings"]) == 5
    assert progress.expected(["clippings/dam.txt", "missing"]) == 2
    assert progress.expected(["-"]) is None
    monkeypatch.setattr(progress, "PATIENCE", 10)
    assert progress.expected(["clippings"]) is None
