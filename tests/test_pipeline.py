"""A report at which the program fails is set aside; it ends no run."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import onrecord
from onrecord import pipeline
from onrecord.annotate import reader
from onrecord.archive import Archive
from onrecord.cli import cli
from onrecord.errors import ArchiveError, Defect
from onrecord.model import Record, Report

#: A report at which resolving fails, and one at which the reader does.
KNOT, JAM = "A knot.", "A jam."
#: More than are read ahead.
MANY = 40


@pytest.fixture(autouse=True)
def faults(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(module: ModuleType, name: str, at: str) -> None:
        good: Callable[..., object] = getattr(module, name)

        def work(first: Report | str, *more: object) -> object:
            if at in (first, getattr(first, "text", None)):
                raise KeyError("a thread\nof two lines")
            return good(first, *more)

        monkeypatch.setattr(module, name, work)

    failing(pipeline, "resolve", KNOT)
    failing(reader, "tokenize", JAM)


def named(found: Iterator[Record | Defect]) -> list[str]:
    return ["defect" if isinstance(item, Defect) else item.text for item in found]


@pytest.mark.parametrize("bad", [KNOT, JAM])
@pytest.mark.parametrize("places", [[0], [MANY - 1], [3, 4, 20], list(range(MANY))])
def test_a_defect_stands_in_place_of_the_record(bad: str, places: list[int]) -> None:
    texts = [bad if place in places else f"Report {place}." for place in range(MANY)]
    found = named(pipeline.attempts(Report(text=text) for text in texts))
    assert found == ["defect" if text == bad else text for text in texts]


@pytest.mark.parametrize("bad", [KNOT, JAM])
def test_what_it_says(bad: str) -> None:
    [found] = pipeline.attempts([Report(text=bad, place="clippings/a.txt")])
    assert isinstance(found, Defect)
    assert str(found).startswith("clippings/a.txt: onrecord could not read this report: KeyError: ")
    assert re.search(r"a thread.+ \(test_pipeline\.py line \d+\); please report it$", str(found))
    assert "\n" not in str(found)
    assert isinstance(found.__cause__, KeyError)


def test_whoever_wants_records_alone_is_told_by_an_exception() -> None:
    with pytest.raises(Defect):
        list(pipeline.records([Report(text="Fine."), Report(text=KNOT)]))
    with pytest.raises(Defect):
        onrecord.read(JAM)


def test_what_the_reports_raise_is_no_defect() -> None:
    def broken() -> Iterator[Report]:
        yield Report(text="One.")
        raise ArchiveError("the disk is gone")

    with pytest.raises(ArchiveError, match="the disk is gone"):
        list(pipeline.attempts(broken()))


def test_a_reader_that_does_not_start_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_runtime(self: object) -> None:
        raise ImportError("no onnxruntime")

    monkeypatch.setattr(reader.Reader, "session", property(no_runtime))
    with pytest.raises(ImportError):
        list(pipeline.attempts([Report(text="One.")]))


def test_the_commands_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {"a.txt": "One.", "b.txt": KNOT, "c.txt": "Three.", "d.txt": JAM, "e.txt": ""}.items():
        Path(name).write_text(text)
    kinds = ["Record", "Defect", "Record", "Defect", "EmptyReport"]
    assert [type(item).__name__ for item in onrecord.read_all(".")] == kinds

    read = CliRunner().invoke(cli, ["read", ".", "--format", "json"])
    assert (read.exit_code, len(read.stdout.splitlines()), len(read.stderr.splitlines())) == (1, 2, 3)
    assert "./b.txt: onrecord could not read this report: KeyError" in read.stderr

    added = CliRunner().invoke(cli, ["add", ".", "--failed", "failed.jsonl"])
    assert (added.exit_code, added.stdout) == (1, "2 added, 0 already there, 3 set aside\n")
    assert Path("failed.jsonl").read_text().count("please report it") == 2
    with Archive.open("record.db") as archive:
        assert [record.text for record in archive] == ["One.", "Three."]
