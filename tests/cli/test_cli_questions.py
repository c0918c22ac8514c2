"""``who``, ``sources``, ``search``, ``judge``, ``reread``, ``export`` and ``import`` on the command line."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.archive import Archive
from onrecord.cli import cli
from onrecord.database import Address, Place


def address(place: Place) -> str:
    """As it is written on the command line."""
    return place.url if isinstance(place, Address) else str(place)


def run(*arguments: str | Path, **more) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False, **more)


@pytest.fixture(autouse=True)
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Callable[[str], Place]) -> Place:
    monkeypatch.chdir(tmp_path)
    record = place("record")
    monkeypatch.setenv("ONRECORD_RECORD", address(record))
    dam = 'Date: 2024-05-03\nOutlet: The Tarn Courier\nURL: https://tarn.example/dam\n\n"We open the gates," said Ines Okafor who runs it.'
    tram = {
        "id": "t1",
        "text": '"The tram is late," said Per Holm. "Blame snow," said a driver.',
        "outlet": "Rail | Road",
        "published": "2024-06-30",
    }
    (tmp_path / "dam.txt").write_text(dam)
    (tmp_path / "tram.jsonl").write_text(json.dumps(tram))
    assert run("add", "dam.txt", "tram.jsonl").exit_code == 0
    return record


def rows(*arguments: str) -> list[dict]:
    return [json.loads(line) for line in run(*arguments, "--format", "json").stdout.splitlines()]


def test_who(record: Place) -> None:
    assert [(row["name"], row["quotations"]) for row in rows("who")] == [("Ines Okafor", 1), ("Per Holm", 1)]
    text = run("who", "okafor").stdout
    assert "Ines Okafor" in text
    assert "Holm" not in text
    assert "the first of that person" in run("who", "okafor", "--explain").stdout
    nobody = run("who", "nobody")
    assert (nobody.exit_code, nobody.stdout, nobody.stderr) == (0, "", f"onrecord: nobody of that name among 2 reports in {record}.\n")


def test_sources_and_search_in_every_form() -> None:
    assert [(row["group"], row["share"]) for row in rows("sources")] == [("person", 0.6667), ("unknown", 0.3333)]
    table = list(csv.DictReader(io.StringIO(run("sources", "--by", "outlet", "--format", "csv").stdout)))
    assert [row["group"] for row in table] == ["Rail | Road", "The Tarn Courier"]
    assert "| Rail \\| Road | 2 | 66.7% | 1 | 0 | 1 |" in run("sources", "--by", "outlet", "--format", "markdown").stdout
    assert "⟦tram⟧" in run("search", "tram").stdout
    assert rows("search", "nowhere") == []


def test_quotes_in_markdown_and_as_citations() -> None:
    lines = run("quotes", "--by", "okafor", "--format", "markdown").stdout.splitlines()
    assert lines[0] == "| Printed | Outlet | Who | What was said | When | Report |"
    assert "](https://tarn.example/dam) |" in lines[2]
    cited = run("quotes", "--by", "okafor", "--cite").stdout
    assert cited == "Ines Okafor: “We open the gates” (The Tarn Courier, 3 May 2024, https://tarn.example/dam)\n"


def test_judge_and_undo() -> None:
    made = run("judge", "speaker", "t1:Q2", "Ann Reed", "--who", "ana", "--why", "asked her")
    assert made.exit_code == 0
    uid = re.search(r"undo (\w+)", made.stdout)[1]
    assert [row["speaker"] for row in rows("quotes", "--by", "reed")] == ["Ann Reed"]
    [listed] = rows("judge", "list")
    assert (listed["who"], listed["why"], listed["uid"]) == ("ana", "asked her", uid)
    assert run("judge", "undo", uid, "--who", "ana").stdout.startswith("Taken back: speaker: ")
    assert rows("quotes", "--by", "reed") == []
    assert rows("judge", "list") == []
    assert len(rows("judge", "list", "--all")) == 1


def test_judge_people_by_name() -> None:
    assert run("judge", "same", "ines okafor", "Per Holm", "--who", "ana").exit_code == 0
    [one] = rows("who")
    assert sorted(one["names"]) == ["Ines Okafor", "Per Holm"]
    unknown = run("judge", "same", "Ines Okafor", "Zed")
    assert (unknown.exit_code, len(unknown.stderr.splitlines())) == (2, 1)
    assert "nobody goes by the name 'Zed'" in unknown.stderr


def test_judgements_are_shared_as_a_file(tmp_path: Path, place: Callable[[str], Place]) -> None:
    other = address(place("other"))
    run("judge", "wrong", "t1:Q1", "--who", "ana")
    assert run("judge", "export", "judged.jsonl").exit_code == 0
    run("add", "dam.txt", "tram.jsonl", "--record", other)
    assert run("judge", "import", "judged.jsonl", "--record", other).stdout == "1 new\n"
    assert run("judge", "import", "judged.jsonl", "--record", other).stdout == "0 new\n"
    assert len(rows("quotes", "--record", other)) == 2
    (tmp_path / "bad.jsonl").write_text("{}")
    bad = run("judge", "import", "bad.jsonl")
    assert (bad.exit_code, "line 1" in bad.stderr) == (2, True)


def test_reread() -> None:
    run("judge", "wrong", "t1:Q1", "--who", "ana")
    assert run("reread").stdout == "0 read again, 0 left as they were, 1 judgements kept\n"
    before = rows("quotes")
    assert run("reread", "--all").stdout == "2 read again, 0 left as they were, 1 judgements kept\n"
    assert [{**row, "person": 0} for row in rows("quotes")] == [{**row, "person": 0} for row in before]


def test_export_and_import(place: Callable[[str], Place]) -> None:
    other = address(place("other"))
    written = run("export", "out").stdout.splitlines()
    assert written == ["out/records.jsonl", "out/judgements.jsonl"]
    assert run("import", "out", "--record", other).stdout == "2 records and 0 judgements new\n"
    with Archive.open(place("record")) as ours, Archive.open(other) as theirs:
        assert list(ours) == list(theirs)
    assert run("import", ".", "--record", other).exit_code == 2
    for form in ("csv", "web-annotation", "schema-org", "followthemoney", "timelinejs", "brat"):
        assert run("export", form, "--format", form).exit_code == 0, form


def test_a_group_shows_its_commands() -> None:
    shown = run("judge", "--help").stdout
    assert all(name in shown for name in ("same", "different", "speaker", "date", "wrong", "undo", "list", "export", "import"))


def test_what_was_found_between_reports(tmp_path: Path) -> None:
    crack = 'Outlet: %s\nDate: 2024-05-07\n\n"We will open the northern gates of the dam at noon," said Ada Reyes who runs the dam at Tarn.'
    for outlet in ("Vell Post", "Marl Echo"):
        (tmp_path / f"{outlet}.txt").write_text(crack % outlet)
    assert run("add", "Vell Post.txt", "Marl Echo.txt").exit_code == 0
    [saying] = rows("sayings")
    assert saying["backing"]["reports"] == 2
    [story] = rows("story")
    assert [report["outlet"] for report in story["reports"]] == ["Vell Post", "Marl Echo"]
    assert rows("conflicts") == []
    [position] = rows("changes", "--by", "reyes", "--about", "gates")
    assert len(position["statements"]) == 1
    assert run("timeline", "reyes").exit_code == 0


def test_what_may_differ_is_asked_for(tmp_path: Path) -> None:
    fire = (
        "Outlet: %s\nDate: 2024-05-07\n\nThe Marl mill in Vell burned on Monday. Police %s the foreman Per Holm at the mill after the fire."
    )
    for outlet, verb in (("Vell Post", "arrested"), ("Marl Echo", "have not arrested")):
        (tmp_path / f"{outlet}.txt").write_text(fire % (outlet, verb))
    assert run("add", "Vell Post.txt", "Marl Echo.txt").exit_code == 0
    assert rows("conflicts") == []
    assert [conflict["verdict"] for conflict in rows("conflicts", "--possible")] == ["possible"]
    assert "may differ - check" in run("conflicts", "--possible").stdout
