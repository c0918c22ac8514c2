"""The program as it is started: quick, quiet on broken pipes, with help that helps."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from onrecord import __version__
from onrecord.cli import COMMANDS, cli

HEAVY = ("numpy", "onnxruntime", "tokenizers", "rich", "trafilatura", "lxml", "sqlite3", "asyncio")


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def start(*arguments: str, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "onrecord", *arguments], capture_output=True, text=True, encoding="utf-8", **more)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["read", "--help"], ["schema", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom onrecord.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert python(code).splitlines()[-1] == "heavy: []"


def test_help_imports_no_command() -> None:
    code = "import sys, onrecord.cli\nprint([name for name in sys.modules if name.startswith('onrecord')])"
    assert python(code) == "['onrecord', 'onrecord.errors', 'onrecord.cli.group', 'onrecord.cli']\n"


def test_help_takes_less_than_0_3_seconds_of_cpu() -> None:
    code = "import subprocess, sys, resource\nsubprocess.run([sys.executable, '-m', 'onrecord', '--help'], stdout=subprocess.DEVNULL)\n"
    code += "used = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint(used.ru_utime + used.ru_stime)"
    pytest.importorskip("resource")
    assert min(float(python(code)) for _ in range(3)) < 0.3


def test_the_list_of_commands_is_true() -> None:
    listed = CliRunner().invoke(cli, ["--help"]).stdout
    for name, entry in COMMANDS.items():
        assert f"{name} " in listed
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name
        assert entry.help in listed


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"] if name else ["--help"], prog_name="onrecord")
    assert result.exit_code == 0
    assert "Example:" in result.stdout
    assert f"\n    onrecord {name}" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"


def test_version_and_unknown_command() -> None:
    assert start("--version").stdout == f"onrecord, version {__version__}\n"
    wrong = start("qoutes")
    assert wrong.returncode == 2
    assert "read, add, quotes" in wrong.stderr


def test_schema() -> None:
    printed = start("schema")
    assert printed.returncode == 0
    assert json.loads(printed.stdout)["$defs"]["Record"]["type"] == "object"


def test_output_is_utf_8_whatever_the_locale() -> None:
    printed = start("read", "--help", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert "⟦ ⟧" in printed.stdout


def test_an_error_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    failed = start("quotes", "--record", str(tmp_path / "record.db"))
    assert failed.returncode == 2
    assert failed.stdout == ""
    assert failed.stderr.startswith("onrecord: ")
    assert len(failed.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell is needed")
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m onrecord schema; {sys.executable} -m onrecord schema | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("output", ["json", "csv", "table"])
def test_a_reader_of_rows_that_leaves_early_is_no_error(tmp_path: Path, output: str) -> None:
    fill = (
        "from onrecord.archive import Archive\nfrom onrecord.model import Quotation, Record, Span\n"
        f"archive = Archive.open({str(tmp_path / 'record.db')!r}, create=True)\n"
        "for n in range(1500):\n"
        "    q = Quotation(id='Q1', kind='direct', contents=(Span.of('It is so.' * 9, 0, 5),))\n"
        "    archive.add(Record(id=str(n), sha256=str(n), text='It is so.' * 9, quotations=(q,)))"
    )
    python(fill)
    command = f"{sys.executable} -m onrecord quotes --format {output} --record {tmp_path / 'record.db'} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
