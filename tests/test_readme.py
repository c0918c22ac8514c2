"""What the README shows is what the program does."""

import contextlib
import io
import re
from pathlib import Path

import msgspec

import onrecord
from onrecord.cli import COMMANDS
from onrecord.model import Quotation

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    [found] = re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return found


def test_the_quotation() -> None:
    [sentence] = re.findall(r"^> (.+)$", README, re.MULTILINE)
    shown = msgspec.json.decode(block("json"), type=Quotation)
    [found] = onrecord.read(sentence, published="2024-07-06").quotations
    assert msgspec.structs.replace(found, confidence=shown.confidence, speaker_confidence=shown.speaker_confidence) == shown
    assert set(msgspec.json.decode(block("json"))) == set(Quotation.__struct_fields__)


def test_the_lines_of_python() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(block("python"), {})
    assert printed.getvalue() == "Ada Reyes ['that the bridge was safe']\n"


def test_the_table_of_commands() -> None:
    assert re.findall(r"^\| `onrecord (\w+)", README, re.MULTILINE) == list(COMMANDS)
