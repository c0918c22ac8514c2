"""From pieces of lines on pages to paragraphs: headers and footers left out, columns in order, broken words joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\W*)?\d{1,4}(?:\s*(?:/|of|von|–|-)\s*\d{1,4})?\W*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•‣▪●○–—*-]|\d{1,2}[.)])\s+\S")
# The share of a page's height, at its top and its bottom, in which headers and footers stand.
_MARGIN = 0.12
# A gutter has so many lines on each side, and no more than this share of all lines across it.
_LEAST_LINES = 5
_MOST_ACROSS = 0.4
_MOST_TRIED = 60


class Piece(NamedTuple):
    """Words that stand side by side in one line: their box in points, from the left and the top of the page, and their font size."""

    left: float
    right: float
    top: float
    bottom: float
    size: float
    text: str


class Block(NamedTuple):
    """A paragraph or a heading."""

    text: str
    size: float


def blocks(pages: list[list[Piece]]) -> list[Block]:
    """The paragraphs of a document, in reading order."""
    repeated = _repeated(pages)
    lines: list[list[Piece]] = []
    for pieces in pages:
        edge = _edges(pieces)
        body = [
            piece for piece in pieces if not (_at_edge(piece, edge) and (_key(piece) in repeated or _PAGE_NUMBER.fullmatch(piece.text)))
        ]
        lines += [column for column in _columns(body) if column]
    words = Counter(word.casefold() for column in lines for piece in column for word in re.findall(r"[\w-]+", piece.text))
    found: list[Block] = []
    for column in lines:
        for number, paragraph in enumerate(_paragraphs(column)):
            text, size = _joined(paragraph, words), max(piece.size for piece in paragraph)
            if number == 0 and found and _goes_on(found[-1], text, size):
                found[-1] = Block(_join_two(found[-1].text, text, words), size)
            elif text:
                found.append(Block(text, size))
    return found


def _key(piece: Piece) -> str:
    return _DIGITS.sub("0", piece.text.casefold())


def _edges(pieces: list[Piece]) -> tuple[float, float]:
    if not pieces:
        return 0.0, 0.0
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    return top + _MARGIN * (bottom - top), bottom - _MARGIN * (bottom - top)


def _at_edge(piece: Piece, edge: tuple[float, float]) -> bool:
    return piece.bottom <= edge[0] or piece.top >= edge[1]


def _repeated(pages: list[list[Piece]]) -> set[str]:
    """What stands at the edge of at least half of the pages, and of two, whatever its numbers."""
    counts: Counter[str] = Counter()
    for pieces in pages:
        edge = _edges(pieces)
        counts.update({_key(piece) for piece in pieces if _at_edge(piece, edge)})
    return {key for key, count in counts.items() if count >= max(2, len(pages) / 2)}


def _columns(pieces: list[Piece]) -> list[list[Piece]]:
    """The columns of a page in reading order, each as its lines from top to bottom. What runs across all columns parts them."""
    gutter = _gutter(pieces)
    if gutter is None:
        return [_rows(pieces)]
    found: list[list[Piece]] = []
    across: list[Piece] = []
    left: list[Piece] = []
    right: list[Piece] = []

    def flush() -> None:
        if across:
            found.append(_rows(across))
            across.clear()
        if left or right:
            found.extend([*_columns(left), *_columns(right)] if left and right else _columns(left or right))
            left.clear()
            right.clear()

    for piece in sorted(pieces, key=lambda piece: piece.top):
        if piece.right <= gutter:
            left.append(piece)
        elif piece.left >= gutter:
            right.append(piece)
        else:
            if left or right:
                flush()
            across.append(piece)
    flush()
    return found


def _gutter(pieces: list[Piece]) -> float | None:
    """Where a white stripe parts two columns; ``None`` where the page has one."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    best: tuple[int, float] | None = None
    # A column's left edge is where many lines begin.
    starts = Counter(round(piece.left) for piece in pieces)
    for edge, count in starts.most_common(_MOST_TRIED):
        at = edge - 2.0
        if count < 3 or not start + 0.15 * (end - start) < at < end - 0.15 * (end - start):
            continue
        left = [piece for piece in pieces if piece.right <= at]
        right = [piece for piece in pieces if piece.left >= at]
        across = len(pieces) - len(left) - len(right)
        if min(len(left), len(right)) < _LEAST_LINES or across > _MOST_ACROSS * len(pieces):
            continue
        # A table's cells are short, and so are the labels of a form.
        if min(_width(left), _width(right)) < 0.15 * (end - start):
            continue
        if best is None or across < best[0]:
            best = across, at
    return None if best is None else best[1]


def _width(pieces: list[Piece]) -> float:
    widths = sorted(piece.right - piece.left for piece in pieces)
    return widths[len(widths) // 2]


def _rows(pieces: Iterable[Piece]) -> list[Piece]:
    """The lines from top to bottom; pieces that stand beside one another are one line."""
    lines: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (round((piece.top + piece.bottom) / 2), piece.left)):
        last = lines[-1] if lines else None
        if (
            last
            and piece.left >= last.right - 1
            and min(piece.bottom, last.bottom) - max(piece.top, last.top) > 0.5 * min(piece.size, last.size) * 0.6
        ):
            lines[-1] = Piece(
                last.left,
                piece.right,
                min(last.top, piece.top),
                max(last.bottom, piece.bottom),
                max(last.size, piece.size),
                f"{last.text} {piece.text}",
            )
        else:
            lines.append(piece)
    return lines


def _paragraphs(lines: list[Piece]) -> list[list[Piece]]:
    """Lines that belong together: no wider gap than usual between them, one size, no indent, no short last line before."""
    if not lines:
        return []
    middle = [(line.top + line.bottom) / 2 for line in lines]
    steps = sorted(step for step in (b - a for a, b in pairwise(middle)) if step > 1)
    # The usual step is a small one: between paragraphs there are wider ones, and there may be more paragraphs than lines in them.
    usual = steps[len(steps) // 4] if steps else 0.0
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    found = [[lines[0]]]
    for number, line in enumerate(lines[1:], 1):
        before = found[-1][-1]
        step = middle[number] - middle[number - 1]
        is_new = (
            step > 1.35 * max(usual, 0.9 * line.size)
            or step < 0
            or abs(line.size - before.size) > 0.15 * before.size
            or (line.left > before.left + 0.8 * line.size and line.left > left + 0.8 * line.size and _SENTENCE_END.search(before.text))
            or (before.right < right - 0.2 * (right - left) and _SENTENCE_END.search(before.text))
            or _BULLET.match(line.text)
        )
        if is_new:
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _joined(lines: list[Piece], words: Counter[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        text = _join_two(text, line.text, words)
    return text.replace("\u00ad", "")


def _join_two(first: str, second: str, words: Counter[str]) -> str:
    """Two lines in one; a word that was broken between them whole again, its hyphen kept where the document has it elsewhere."""
    broken = re.search(r"([\w-]*\w)(-|\u00ad|\u2010)$", first)
    rest = re.match(r"[\w-]+", second)
    if broken is None or rest is None:
        return f"{first} {second}"
    head, tail = broken[1], rest[0]
    whole = words[(head + tail).casefold()]
    with_hyphen = words[f"{head}-{tail}".casefold()]
    keep = with_hyphen > whole or not tail[0].islower() or head[-1].isdigit()
    return f"{first[: broken.end(1)]}{'-' if keep else ''}{second}"


def _goes_on(before: Block, text: str, size: float) -> bool:
    """Whether a column or a page begins in the middle of a paragraph."""
    return (
        abs(before.size - size) <= 0.15 * before.size
        and not _SENTENCE_END.search(before.text)
        and len(before.text) > 40
        and not _BULLET.match(text)
        and (text[:1].islower() or not before.text.isupper())
    )
