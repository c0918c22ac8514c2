from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NotText
from onrecord.reading.encodings import decode

WORDS = "“Café closed,” said Zoë Nyström — for £5."
LONG = "The mill burned down, and nobody was in it. " * 10 + WORDS


@pytest.mark.parametrize(
    "data",
    [
        LONG.encode(),
        codecs.BOM_UTF8 + LONG.encode(),
        LONG.encode("utf-16"),
        codecs.BOM_UTF16_BE + LONG.encode("utf-16-be"),
        LONG.encode("utf-16-le"),
        LONG.encode("utf-16-be"),
        LONG.encode("utf-32"),
        LONG.encode("cp1252"),
    ],
)
def test_the_encodings_of_newsrooms(data: bytes) -> None:
    assert decode(data) == LONG


def test_a_broken_byte_in_utf8_does_not_spoil_the_rest() -> None:
    assert decode(LONG.encode() + b"\xff end") == LONG + "\ufffd end"


def test_a_page_says_its_charset() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><p>Пожар на мельнице</p>'
    assert decode(page.encode("cp1251"), page=True) == page
    assert decode(page.encode(), page=True) == page, "saved again as UTF-8, whatever it declares"
    assert "Caf" in decode('<meta charset="rot13"><p>Café'.encode("latin-1"), page=True)


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"%PDF-1.7\n", "--as pdf"),
        (b"PK\x03\x04" + bytes(30), "--as zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "saved as UTF-8"),
        (bytes(range(256)) * 20, "saved as UTF-8"),
        (b"SQLite format 3\x00" + bytes(80), "SQLite"),
    ],
)
def test_binary(data: bytes, remedy: str) -> None:
    with pytest.raises(NotText, match=remedy):
        decode(data)


@given(st.binary(max_size=400))
def test_text_that_comes_out_can_be_written_as_utf8(data: bytes) -> None:
    with contextlib.suppress(NotText):
        decode(data).encode("utf-8")
