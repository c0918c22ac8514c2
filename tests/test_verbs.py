"""What a program calls."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from onrecord.errors import BadStructure, EmptyReport, MissingFile, ReadingError
from onrecord.model import Record, Report
from onrecord.verbs import records_of

TEXT = '"We open the gates on Monday," said Ines Okafor.'


def test_read_a_text() -> None:
    record = onrecord.read(TEXT, published="2024-05-03", outlet="The Tarn Courier")
    assert isinstance(record, onrecord.Record)
    assert (record.text, record.published, record.outlet) == (TEXT, "2024-05-03", "The Tarn Courier")
    assert isinstance(record.quotations, tuple)


def test_read_a_report() -> None:
    report = onrecord.Report(text=TEXT, outlet="Weekly Rail")
    record = onrecord.read(report, published="2024-05-03", outlet="not this one")
    assert (record.published, record.outlet) == ("2024-05-03", "Weekly Rail")


def test_read_a_file(tmp_path: Path) -> None:
    path = tmp_path / "dam.txt"
    path.write_text(TEXT)
    assert onrecord.read(path).text == TEXT
    with pytest.raises(MissingFile, match=r"dam2\.txt"):
        onrecord.read(tmp_path / "dam2.txt")
    with pytest.raises(EmptyReport):
        onrecord.read("")
    (tmp_path / "two.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(BadStructure, match="read_all"):
        onrecord.read(tmp_path / "two.jsonl")


def test_read_all_puts_an_error_where_the_report_would_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("Three.")
    found = list(onrecord.read_all([tmp_path, tmp_path / "d.txt"]))
    assert [item.text if isinstance(item, Record) else type(item) for item in found] == ["One.", EmptyReport, "Three.", MissingFile]
    assert [item.text for item in onrecord.read_all(tmp_path / "a.txt") if isinstance(item, Record)] == ["One."]


@pytest.mark.parametrize("batch", [1, 2, 10])
def test_errors_keep_their_places_when_the_pipeline_reads_ahead(monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    def attempts(reports: Iterable[Report]) -> Iterator[Record]:
        waiting: list[Record] = []
        for report in reports:
            waiting.append(Record(id=report.id, sha256=report.sha256, text=report.text))
            if len(waiting) == batch:
                yield from waiting
                waiting.clear()
        yield from waiting

    pipeline = ModuleType("onrecord.pipeline")
    pipeline.attempts = attempts  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "onrecord.pipeline", pipeline)
    monkeypatch.setattr("onrecord.pipeline", pipeline, raising=False)
    items = [
        ReadingError("first"),
        Report(text="1"),
        ReadingError("then"),
        ReadingError("again"),
        Report(text="2"),
        Report(text="3"),
        ReadingError("last"),
    ]
    found = [item.text if isinstance(item, Record) else item.message for item in records_of(items)]
    assert found == ["first", "1", "then", "again", "2", "3", "last"]


def test_the_exported_names() -> None:
    assert dir(onrecord) == ["Archive", "Record", "Report", "__version__", "read", "read_all", "schema"]
    for name in dir(onrecord):
        assert getattr(onrecord, name)
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        onrecord.write  # noqa: B018
    assert onrecord.schema()["$ref"] == "#/$defs/Record"


def test_importing_is_light() -> None:
    code = "import sys, onrecord; print([name for name in ('msgspec', 'sqlite3', 'numpy', 'rich', 'click') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
