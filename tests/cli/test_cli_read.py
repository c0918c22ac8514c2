"""``onrecord read``."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.ask import QuoteRow
from onrecord.cli import cli
from onrecord.model import Record

DAM = (
    "Date: 2024-05-03\nOutlet: The Tarn Courier\nTitle: Dam to reopen\n\n"
    '"We open the gates on Monday," said Ines Okafor who runs the dam. She told reporters that the level fell.\n\n'
    '"Nobody asked us," said a farmer.\n'
)


def run(*arguments: str | Path, **more) -> Result:
    return CliRunner().invoke(cli, ["read", *map(str, arguments)], **more)


@pytest.fixture
def dam(tmp_path: Path) -> Path:
    path = tmp_path / "dam.txt"
    path.write_text(DAM)
    return path


def test_text_shows_the_report_marked_up_and_then_its_quotations(dam: Path) -> None:
    result = run(dam)
    assert result.exit_code == 0
    marked, table = result.stdout.split("    Who ")
    assert marked == (
        "Dam to reopen\nThe Tarn Courier  ·  2024-05-03\n\n"
        '⟦"We open the gates on Monday,"⟧ ⟨Q1 Ines Okafor⟩ said Ines Okafor who runs the dam. She told reporters that the level fell.\n\n'
        '⟦"Nobody asked us,"⟧ ⟨Q2 unknown⟩ said a farmer.\n\n'
    )
    rows = [line.split("  ")[0:2] for line in table.splitlines()]
    assert ["Q1", "Ines Okafor"] in rows
    assert ["Q2", "unknown"] in rows
    assert "not named" in table
    assert "\x1b" not in result.stdout


def test_table_leaves_the_text_out(dam: Path) -> None:
    result = run(dam, "--format", "table")
    assert "She told reporters" not in result.stdout
    assert "Dam to reopen" in result.stdout
    assert '"Nobody asked us,"' in result.stdout


@pytest.mark.parametrize("form", ["text", "table"])
def test_explain_shows_what_decided_the_speaker(dam: Path, form: str) -> None:
    why = "why (0.97) “Ines Okafor” is named; alone"
    assert why in run(dam, "--format", form, "--explain").stdout
    assert "why" not in run(dam, "--format", form).stdout


def test_json_is_one_record_a_line(dam: Path, tmp_path: Path) -> None:
    (tmp_path / "tram.txt").write_text("The tram\nis late.")
    result = run(dam, tmp_path / "tram.txt", "--format", "json")
    first, second = map(Record.from_json, result.stdout.splitlines())
    assert (first.published, first.quotations[0].id) == ("2024-05-03", "Q1")
    assert second.text == "The tram\nis late."


def test_csv_is_one_quotation_a_row(dam: Path) -> None:
    result = run(dam, dam, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert list(rows[0]) == list(QuoteRow.__struct_fields__)
    assert [row["speaker"] for row in rows] == ["Ines Okafor", "", "Ines Okafor", ""]
    assert [(row["speaker_confidence"], row["because"]) for row in rows[:2]] == [("0.97", "“Ines Okafor” is named; alone"), ("0.0", "")]
    assert rows[1]["sentence"] == '"Nobody asked us," said a farmer.'


def test_standard_input_and_what_is_said_of_it() -> None:
    result = run("-", "--as", "text", "--published", "2024-05-03", "--outlet", "Weekly Rail", "--format", "json", input="The tram is late.")
    record = Record.from_json(result.stdout)
    assert (record.text, record.published, record.outlet) == ("The tram is late.", "2024-05-03", "Weekly Rail")


def test_a_report_without_quotations(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The tram is late.")
    result = run(tmp_path / "a.txt")
    assert result.exit_code == 0
    assert result.stdout.endswith("The tram is late.\n\nNo quotations.\n")


def test_some_bad(dam: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = run(tmp_path / "empty.txt", dam, tmp_path / "missing.txt", "--format", "json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    first, second = result.stderr.splitlines()
    assert first.startswith(f"onrecord: {tmp_path / 'empty.txt'}: ")
    assert second.startswith(f"onrecord: {tmp_path / 'missing.txt'}: ")


def test_all_bad(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_broken_lines_among_good_ones(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"r{number}", "text": f"Report {number}."}) for number in range(10)]
    lines[6] = "{broken"
    (tmp_path / "ten.jsonl").write_text("\n".join(lines))
    result = run(tmp_path / "ten.jsonl", "--format", "json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 9
    assert "line 7" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Missing argument 'PATH...'"),
        (["a.txt", "--published", "2024-02-31"], "2024-02-31"),
        (["a.txt", "--as", "fax"], "'text', 'html', 'json', 'jsonl'"),
    ],
)
def test_usage(arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not isinstance(result.exception, ValueError)


def test_what_could_upset_a_terminal_is_shown_as_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('Red \x1b[31m and \u202eback\u202c. "No\x07," said Ines Okafor.', encoding="utf-8")
    result = run(tmp_path / "a.txt")
    assert not set(result.stdout) & set("\x1b\u202e\u202c\x07")
    assert "�" in result.stdout
