"""A PDF with a text layer, such as a press release: its running text, without page numbers and the lines that every page repeats.

The letters and where they stand come from PDFium (the package ``pypdfium2``, in the extra ``onrecord[pdf]``); of pypdf, pdfminer.six and
PDFium it was the fastest by ten times and the one that got word spaces and broken words right. Columns and paragraphs are made in
:mod:`onrecord.reading.pdf_layout`.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import EmptyReport, MissingExtra, NotText, TooLarge
from onrecord.model import Report
from onrecord.reading import pdf_layout, published
from onrecord.reading.encodings import encodable
from onrecord.reading.pdf_layout import Piece

_MOST_PAGES = 500
_MOST_LETTERS = 1_000_000
# What PDFium puts where a line breaks a word, and where there is a letter of no known meaning.
_BROKEN_WORD = ("\x02", "\ufffe", "\u00ad")
_NO_TITLE = re.compile(
    r"untitled|microsoft|\.(?:docx?|indd|pdf|odt|rtf|pages|qxd)\b|^\W*$|^(?:layout|document|presse?|slide) ?\d*$", re.IGNORECASE
)
_GAP = 1.5
_LONGEST_DATELINE = 80
_FIRST_LINES = 8


def read(data: bytes) -> Report:
    """The report in a PDF: text, title (the largest line at its start, else that of its properties), published (a date that stands alone
    among the first lines).

    Raises EmptyReport where there is no text layer, NotText for a damaged or encrypted file, TooLarge for a book, MissingExtra.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtra("a PDF: to read those, pip install 'onrecord[pdf]'") from error
    try:
        document = pypdfium2.PdfDocument(data)
        pages = list(_pages(document))
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise NotText("an encrypted PDF: save it without its password") from error
        raise NotText("a damaged PDF: fetch it again, or save it anew") from error
    blocks = pdf_layout.blocks(pages)
    if not blocks:
        raise EmptyReport("there is no text in this PDF, only pictures of it: run it through OCR (ocrmypdf)")
    title = _title(document, blocks)
    day = None
    words: list[str] = []
    for number, block in enumerate(blocks):
        if title and number < _FIRST_LINES and block.text.casefold() == title.casefold():
            continue
        if number < _FIRST_LINES and day is None and len(block.text) <= _LONGEST_DATELINE and not re.search(r"[.!?]\s*\w", block.text):
            day = published.parse(_after_label(block.text))
            if day is not None:
                continue
        words.append(block.text)
    if not words:
        raise EmptyReport("there is no running text in this PDF: give the report's words as text")
    return Report(text=encodable("\n\n".join(words)), title=title, published=day)


def _pages(document: Any) -> Iterator[list[Piece]]:
    if len(document) > _MOST_PAGES:
        raise TooLarge(f"a PDF of {len(document):,} pages: split it, a report has a few")
    letters = 0
    for page in document:
        text = page.get_textpage()
        if (letters := letters + text.count_chars()) > _MOST_LETTERS:
            raise TooLarge(f"a PDF of more than {_MOST_LETTERS:,} letters: split it")
        yield list(_pieces(text, page.get_height()))
        text.close()
        page.close()


def _after_label(line: str) -> str:
    return re.sub(r"^(?:for immediate release|press release|published|date|released?)\b[\s:–—-]*", "", line, flags=re.IGNORECASE)


def _title(document: Any, blocks: list[pdf_layout.Block]) -> str | None:
    """The headline: what is printed largest at the start; else the title in the document's properties, where a person wrote it."""
    body = sorted(block.size for block in blocks for _ in range(len(block.text)))
    largest = max(blocks[:_FIRST_LINES], key=lambda block: block.size)
    if len(blocks) > 1 and largest.size > 1.2 * body[len(body) // 2] and 8 <= len(largest.text) <= 300:
        return largest.text
    named = " ".join(encodable(document.get_metadata_dict(skip_empty=True).get("Title", "")).split())
    return named if named and not _NO_TITLE.search(named) and len(named) <= 300 else None


def _pieces(text: Any, height: float) -> Iterator[Piece]:
    """The stretches of a page that stand in one line with no wide gap in them. (PDFium counts upward from the bottom.)"""
    import pypdfium2.raw as raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    letters: list[str] = []
    box: tuple[float, float, float, float] | None = None
    size = 0.0

    def flush() -> Iterator[Piece]:
        nonlocal box, size
        words = " ".join("".join(letters).split())
        if words and box is not None:
            yield Piece(left=box[0], right=box[1], top=height - box[3], bottom=height - box[2], size=round(size, 1) or 1.0, text=words)
        letters.clear()
        box, size = None, 0.0

    for index in range(text.count_chars()):
        letter = chr(min(raw.FPDFText_GetUnicode(text, index), 0x10FFFF))
        if letter in "\r\n":
            yield from flush()
            continue
        if letter in _BROKEN_WORD:
            letters.append("\u00ad")
            continue
        if letter.isspace() or not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            letters.append(" ")
            continue
        height_here = raw.FPDFText_GetFontSize(text, index)
        at = left.value, right.value, bottom.value, top.value
        # A letter far to the right, or in another line, begins a piece of its own, whatever PDFium makes of it.
        if box is not None and (at[0] - box[1] > _GAP * max(size, 4) or at[0] < box[0] - size or at[3] < box[2] or at[2] > box[3]):
            yield from flush()
        box = at if box is None else (min(box[0], at[0]), max(box[1], at[1]), min(box[2], at[2]), max(box[3], at[3]))
        size = max(size, height_here if height_here > 1.5 else at[3] - at[2])
        letters.append(letter)
    yield from flush()
