"""What is no record is said to be none, in one line that names the remedy."""

import os
import sqlite3
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.errors import ArchiveError
from onrecord.model import Record


def made(path: Path, full: Record) -> Path:
    with Archive.open(path, create=True) as archive:
        archive.add(full)
    return path


def text_file(path: Path, full: Record) -> None:
    path.write_text("Dam to reopen\n")


def empty_file(path: Path, full: Record) -> None:
    path.touch()


def folder(path: Path, full: Record) -> None:
    path.mkdir()


def another_database(path: Path, full: Record) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()


def cut_short(path: Path, full: Record) -> None:
    made(path, full)
    os.truncate(path, path.stat().st_size // 2)


def head_alone(path: Path, full: Record) -> None:
    made(path, full)
    os.truncate(path, 50)


def scrambled(path: Path, full: Record) -> None:
    made(path, full)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)


def from_the_future(path: Path, full: Record) -> None:
    made(path, full)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "says", "remedy"),
    [
        (lambda path, full: None, "there is no such record", "onrecord add REPORTS --record"),
        (text_file, "not an SQLite file", "or a new one"),
        (empty_file, "is empty", "onrecord add REPORTS --record"),
        (folder, "is a folder", "Name a file"),
        (another_database, "database of another program", "or a new one"),
        (cut_short, "damaged", "Put back a copy"),
        (head_alone, "", "Put back a copy|Name a file"),
        (scrambled, "damaged", "Put back a copy"),
        (from_the_future, "newer onrecord", "pip install -U onrecord"),
    ],
)
def test_what_is_no_record(tmp_path: Path, full: Record, spoil, says: str, remedy: str) -> None:
    path = tmp_path / "record.db"
    spoil(path, full)
    with pytest.raises(ArchiveError, match=remedy) as raised:
        Archive.open(path)
    message = str(raised.value)
    assert says in message
    assert message.startswith(f"{path}: ")
    assert "\n" not in message


@pytest.mark.parametrize("spoil", [text_file, folder, another_database, cut_short, from_the_future])
def test_making_one_never_overwrites_what_is_there(tmp_path: Path, full: Record, spoil) -> None:
    path = tmp_path / "record.db"
    spoil(path, full)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ArchiveError):
        Archive.open(path, create=True)
    assert before is None or path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is no folder"):
        Archive.open(tmp_path / "missing" / "record.db", create=True)


def test_an_empty_file_can_become_one(tmp_path: Path, full: Record) -> None:
    (tmp_path / "record.db").touch()
    with Archive.open(tmp_path / "record.db", create=True) as archive:
        assert archive.add(full)


def test_a_file_that_may_not_be_written_can_be_asked(tmp_path: Path, full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "record.db", full)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # the superuser may write everywhere
    with Archive.open(path) as archive:
        assert archive.record(full.sha256) == full
        with pytest.raises(ArchiveError, match="Make the file and its folder writable"):
            archive.add(full)


def test_a_name_with_odd_characters(tmp_path: Path, full: Record) -> None:
    path = made(tmp_path / "what? 100% #1 é.db", full)
    assert path.exists()
    with Archive.open(path) as archive:
        assert len(archive) == 1
