"""Mails: newsletters."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from builders import ONE, TEXT, THREE, TWO

from onrecord.errors import EmptyReport, ReadingError
from onrecord.model import Report
from onrecord.reading import reports

LAYOUT = f"""<html><body><div style="display:none">What you see in the list of mails</div><table>
<tr><td><a href=x>View in browser</a></td></tr>
<tr><td><p>{ONE}</p><p>{TWO}</p></td></tr><tr><td><p>{THREE}</p></td></tr>
<tr><td>You are receiving this because you signed up. <a href=y>Unsubscribe</a></td></tr></table></body></html>"""


def mail(plain: str | None = None, html: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    told = {"From": "Harbour Post <news@harbour.example>", "Subject": "Mill burns", "Date": "Sat, 06 Jul 2024 23:10:00 -0500"}
    for key, value in (told | headers).items():
        message[key.replace("_", "-")] = value
    message["Message-ID"] = "<1@harbour.example>"
    if plain is not None:
        message.set_content(plain)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def read(tmp_path: Path, message: EmailMessage | bytes, name: str = "letter.eml") -> Report | ReadingError:
    path = tmp_path / name
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    (found,) = reports([path])
    return found


@pytest.mark.parametrize(("plain", "html"), [("The mill burned. Read it at https://harbour.example", LAYOUT), (TEXT, None)])
def test_a_newsletter(tmp_path: Path, plain: str, html: str | None) -> None:
    found = read(tmp_path, mail(plain, html, Archived_At="<https://harbour.example/letter>"), "letter")
    assert found == Report(
        text=TEXT,
        title="Mill burns",
        outlet="Harbour Post",
        published="2024-07-06",
        url="https://harbour.example/letter",
        place=str(tmp_path / "letter"),
    )


def test_a_letter_of_one_person(tmp_path: Path) -> None:
    found = read(tmp_path, mail(TEXT, From='"Ana Reyes from The Vell Letter" <ana@vell.example>', Subject="Fwd: =?utf-8?q?Caf=C3=A9?="))
    assert isinstance(found, Report)
    assert (found.outlet, found.authors, found.title) == ("The Vell Letter", ("Ana Reyes",), "Café")


def test_lines_that_were_broken_to_fit_and_what_stands_below(tmp_path: Path) -> None:
    message = mail(f"{ONE[:54]}\n{ONE[54:]}\n\n> quoted\n{TWO}\n\n-- \nThe desk")
    message.set_param("format", "flowed")
    found = read(tmp_path, message)
    assert isinstance(found, Report)
    assert ONE[53] == " "
    assert found.text == f"{ONE}\n\n{TWO}"


def test_older_encodings(tmp_path: Path) -> None:
    body = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\nThe \x93caf\xe9\x94 burned.\r\n"
    )
    found = read(tmp_path, body)
    assert isinstance(found, Report)
    assert (found.text, found.outlet, found.published) == ("The “café” burned.", None, None)


def test_what_is_no_mail(tmp_path: Path) -> None:
    text = f"Date: July 6, 2024\nTitle: Mill burns\n\n{ONE}"
    found = read(tmp_path, text.encode(), "a.txt")
    assert isinstance(found, Report)
    assert (found.text, found.title) == (ONE, "Mill burns")
    assert isinstance(read(tmp_path, mail("")), EmptyReport)


@pytest.mark.parametrize(
    "header",
    [
        "=?utf-8?b?!!!?=",
        "=?x?q?\udce9?=",
        "=?utf-8\udc9f?q?x?=",
        "a" * 100_000,
        "<" * 5000,
        '"' * 5000,
        "(" * 5000,
        "@" * 5000,
        "=?utf-8?q?=0A=00?=" * 50,
        ";,:" * 5000,
    ],
)
def test_headers_that_nobody_should_write(tmp_path: Path, header: str) -> None:
    lines = "".join(f"{key}: {header}\r\n" for key in ("From", "Subject", "Date", "Content-Type", "Archived-At", "Content-Disposition"))
    found = read(tmp_path, (lines + f"\r\n{TEXT}").encode("utf-8", "surrogateescape"))
    assert isinstance(found, Report)
    assert "The old mill" in found.text
