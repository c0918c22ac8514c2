"""``onrecord batch``: runs that end, go on, are disturbed; and what is loaded from them."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import fsspec
import pyarrow
import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from onrecord.archive import Archive
from onrecord.batch.inputs import Input, Unit, planned
from onrecord.batch.local import LocalEngine
from onrecord.batch.output import Output
from onrecord.batch.run import Tally, run
from onrecord.batch.schemas import REPORTS, TABLES
from onrecord.batch.work import Lost, make, make_carefully
from onrecord.cli import cli

SMALL = 2
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>Mill burns</title></head><body><article>"
    "<p>The old mill on the quay burned down on Monday night, the fire service said, and nobody was hurt in it.</p>"
    "<p>“We could see it from the other side of the bay,” said Ana Reyes, who keeps the lighthouse at Torrel Head.</p>"
    "</article></body></html>"
)


def warc(page: str) -> bytes:
    """What a crawler keeps of one page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    lines = ["WARC/1.0", "WARC-Type: response", "WARC-Target-URI: https://harbour.example/mill", "WARC-Date: 2024-07-07T01:02:03Z"]
    lines += ["Content-Type: application/http; msgtype=response", f"Content-Length: {len(answer)}", "", ""]
    return "\r\n".join(lines).encode() + answer + b"\r\n\r\n"


def texts(count: int) -> Iterable[dict[str, str]]:
    for number in range(count):
        yield {
            "id": f"r{number}",
            "url": f"https://tarn.example/{number}",
            "text": f'Gate {number} opened on Tuesday. "We open {number} gates," said Ines Okafor, who runs the dam. Per Holm denied it.',
            "published": f"2024-05-{number % 28 + 1:02}",
        }


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with JSON lines (one of them broken, one there twice), a Parquet table, a WARC and a text."""
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [json.dumps(each) for each in texts(5)]
    (folder / "a.jsonl.gz").write_bytes(gzip.compress("\n".join([*lines[:3], "{broken", *lines[3:], lines[0]]).encode()))
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(texts(8))[5:]), folder / "b.parquet")
    (folder / "c.warc.gz").write_bytes(gzip.compress(warc(PAGE)))
    (folder / "d.txt").write_text('date 2024-07-06\n\n"It rained," said Bo Lund.')
    return folder


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def files(folder: Path) -> dict[str, str]:
    """The hash of each file of a batch's output."""
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def kept(path: Path) -> list[tuple[str, list[tuple[object, ...]]]]:
    """All rows of all tables of an archive but the moments of adding."""
    with Archive.open(path) as archive:
        names = [row["name"] for row in archive.select("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")]
        tables = sorted(set(names) - {"about"})
        rows = []
        for name in tables:
            columns = [column for column in archive.columns(f"SELECT * FROM {name}") if column != "added"]
            rows.append((name, [tuple(row) for row in archive.select(f"SELECT {', '.join(columns)} FROM {name}")]))
        return rows


def test_from_sources_to_an_archive(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = command("batch", news, "--out", out, "--workers", "1", "--part", "2")
    assert first.exit_code == 1
    assert re.sub(r"\d+ quotations", "N quotations", first.stdout) == (
        "11 reports read, N quotations, 1 set aside; 1 units written, 0 there before; 1 reports stood there twice\n"
    )
    assert sorted({path.split("/")[0] for path in files(out)}) == sorted([*TABLES, "_manifest", "_plan.jsonl"])
    loaded = command("add", out, "--record", tmp_path / "loaded.db")
    direct = command("add", news, "--record", tmp_path / "direct.db")
    assert loaded.stdout == "10 added, 0 already there, 1 set aside\n"
    assert direct.stdout == "10 added, 1 already there, 1 set aside\n"
    assert kept(tmp_path / "loaded.db") == kept(tmp_path / "direct.db")


def test_running_again_reads_what_is_new_or_changed(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def again() -> Tally:
        return run([str(news)], str(out), lambda: LocalEngine(1), most=SMALL)

    again()
    before = files(out)
    assert (again().before, files(out)) == (1, before)
    (news / "e.txt").write_text('"It snowed," said Bo Lund.')
    tally = again()
    assert (tally.whole, tally.before, tally.reports) == (1, 1, 1)
    assert {name: content for name, content in files(out).items() if name in before and name != "_plan.jsonl"} == {
        name: content for name, content in before.items() if name != "_plan.jsonl"
    }
    (news / "e.txt").write_text('"It snowed again," said Bo Lund.')
    assert (again().reports, len(pyarrow.parquet.read_table(out / "reports"))) == (1, 11)


def test_what_another_version_read_stays_until_it_is_asked_for(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    sources = [str(news / "d.txt")]
    run(sources, str(out), lambda: LocalEngine(1), most=SMALL)
    monkeypatch.setattr("onrecord.batch.run.MADE_BY", "onrecord 9.9")
    assert run(sources, str(out), lambda: LocalEngine(1), most=SMALL).other == 1
    assert run(sources, str(out), lambda: LocalEngine(1), most=SMALL, again=True).whole == 1


def test_workers_that_are_killed(news: Path, tmp_path: Path) -> None:
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    run([str(news)], str(calm), lambda: LocalEngine(2), most=SMALL)
    engine = LocalEngine(2)
    kills = 0

    def kill(tally: Tally) -> None:
        nonlocal kills
        if tally.parts in (1, 3) and kills < 2:
            kills += 1
            os.kill(next(iter(engine._pool._processes)), signal.SIGKILL)

    tally = run([str(news)], str(killed), lambda: engine, most=SMALL, watch=kill)
    assert kills == 2
    assert tally.lost
    assert files(killed) == files(calm)


def test_a_run_that_was_stopped_goes_on(news: Path, tmp_path: Path) -> None:
    calm, stopped = tmp_path / "calm", tmp_path / "stopped"
    run([str(news)], str(calm), lambda: LocalEngine(1), most=SMALL)

    def stop(tally: Tally) -> None:
        if tally.parts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([str(news)], str(stopped), lambda: LocalEngine(1), most=SMALL, watch=stop)
    assert not (stopped / "reports").exists()
    refused = command("add", stopped, "--record", tmp_path / "record.db")
    assert refused.exit_code == 2
    assert "1 of 1 parts are not made yet" in refused.output
    tally = run([], str(stopped), lambda: LocalEngine(1), most=SMALL)
    assert (tally.parts < 6, files(stopped)) == (True, files(calm))


def test_tables_in_another_store(news: Path) -> None:
    try:
        run([str(news / "d.txt")], "memory://tables", InThisProcess)
        assert len(fsspec.filesystem("memory").glob("/tables/*/part-000000.parquet")) == len(TABLES)
        output = Output("memory://tables")
        assert output.manifest(0).rows["quotations"] == 1
    finally:
        fsspec.filesystem("memory").rm("/tables", recursive=True)


class InThisProcess(LocalEngine):
    """Without workers, for a store that only this process sees."""

    def _submit(self, work, *given, **more):
        from concurrent.futures import Future

        answer = Future()
        answer.set_result(work(*given, **more))
        return answer


def lethal(reports: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    if "lethal" in reports.column("text").to_pylist():
        os._exit(9)
    return make(reports)


def test_the_report_that_ends_its_worker_is_set_aside() -> None:
    rows = [{"text": text, "authors": [], "place": f"line {number}"} for number, text in enumerate(["One.", "Two.", "lethal", "Four."], 1)]
    found = make_carefully(pyarrow.RecordBatch.from_pylist(rows, schema=REPORTS), lethal).to_pylist()
    assert [row["text"] for row in found] == ["One.", "Two.", None, "Four."]
    assert (found[2]["failed_where"], found[2]["failed_kind"]) == ("line 3", "Defect")
    assert "exit code 9" in found[2]["failed_reason"]


def test_small_files_make_a_unit_and_units_stay() -> None:
    files = [Input(f"/{number}", 20_000_000, "1") for number in range(3)]
    units = planned(files, [])
    assert units == [Unit(0, (files[0],)), Unit(1, (files[1],)), Unit(2, (files[2],))]
    changed, new = Input("/1", 3, "2"), Input("/9", 3, "1")
    assert planned([new, files[2], changed], units) == [*units[:1], Unit(1, (changed,)), units[2], Unit(3, (new,))]
    assert [len(unit.inputs) for unit in planned([Input(f"/{n}", 1, "1") for n in range(1_001)], [])] == [1_000, 1]


def test_work_for_an_engine_that_was_stopped_is_lost() -> None:
    engine = LocalEngine(1)
    engine.stop()
    with engine, pytest.raises(Lost):
        engine.finish("out", Unit(0, ()), 0, 2)


def test_what_waits_for_a_worker_is_bounded() -> None:
    with LocalEngine(1) as engine:
        given = []

        def give() -> None:
            for _ in range(5):
                given.append(engine._submit(time.sleep, 0.5))

        giving = threading.Thread(target=give, daemon=True)
        giving.start()
        time.sleep(0.3)
        assert len(given) <= 2
        giving.join()
