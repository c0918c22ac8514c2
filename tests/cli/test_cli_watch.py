"""``onrecord watch``: files that land, grow, change, and are none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.archive import Archive
from onrecord.cli import cli
from onrecord.watching import Watched


def watch(folder: Path, *more: str) -> Result:
    record = str(folder.parent / "record.db")
    return CliRunner().invoke(cli, ["watch", str(folder), "--record", record, "--every", "0.05", "--once", *more])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_what_lies_there_is_read_once(folder: Path) -> None:
    (folder / "a.txt").write_text('"It rained," said Per Holm.')
    (folder / "b.jsonl").write_text('{"text": "\\"It snowed,\\" said Bo Lund."}\n{broken\n')
    (folder / "empty.txt").touch()
    (folder / "coming.jsonl.part").write_text('{"text": "half')
    first = watch(folder, "--failed", str(folder.parent / "failed.jsonl"))
    assert (first.exit_code, first.stdout) == (0, "2 added, 0 already there, 2 set aside\n")
    assert len((folder.parent / "failed.jsonl").read_text().splitlines()) == 2
    assert watch(folder).stdout == "0 added, 0 already there, 0 set aside\n"
    (folder / "empty.txt").write_text('"It hailed," said Ana Reyes.')
    (folder / "coming.jsonl.part").rename(folder / "coming.jsonl")
    assert watch(folder).stdout == "1 added, 0 already there, 1 set aside\n"


def test_a_file_that_grows_is_waited_for(folder: Path) -> None:
    watched = Watched(folder)
    path = folder / "a.txt"
    path.write_text("It")
    assert [*watched.landed()] == []
    path.write_text("It rained.")
    assert [*watched.landed()] == []
    [landed] = watched.landed()
    assert (landed.path, landed.size) == (str(path), 10)
    path.write_text("It rained. It snowed.")
    assert not watched.is_as_it_was(landed)
    assert [*watched.landed()] == []


def test_the_ledger_with_a_line_that_broke_off(folder: Path) -> None:
    (folder / "a.txt").write_text("It rained.")
    watched = Watched(folder)
    assert [*watched.landed()] == []
    [landed] = watched.landed()
    watched.was_read(landed)
    with (folder / ".onrecord" / "read.jsonl").open("a") as ledger:
        ledger.write('{"path": "b.t')
    again = Watched(folder)
    assert [*again.landed(), *again.landed()] == []
    (folder / "b.txt").write_text("It snowed.")
    assert [*again.landed()] == []
    [landed] = again.landed()
    again.was_read(landed)
    assert [*Watched(folder).landed()] == []


def test_ctrl_c_ends_it_cleanly(folder: Path) -> None:
    command = [sys.executable, "-m", "onrecord", "watch", str(folder), "--record", str(folder.parent / "record.db"), "--every", "0.1"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)
    (folder / "a.json").write_text(json.dumps({"text": '"It rained," said Per Holm.'}))
    assert running.stderr is not None
    assert running.stderr.readline().endswith(" s after they landed: 1 added, 0 already there, 0 set aside\n")
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out, err) == (0, "1 added, 0 already there, 0 set aside\n", "")
    with Archive.open(folder.parent / "record.db") as archive:
        assert len(archive) == 1
