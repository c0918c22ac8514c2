"""Quotation marks: which opens, which closes, and what stands between.

Straight and curly doubles, guillemets, singles inside doubles, British singles outside; apostrophes are told from quotation marks;
speech that runs over paragraphs opens each with a mark and closes the last alone (Chicago Manual of Style 13.30); a mark left open
ends with its paragraph.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPENING_DOUBLES = "“„‟«"
CLOSING_DOUBLES = "”»"
STRAIGHT_DOUBLES = '"″＂'
DOUBLES = OPENING_DOUBLES + CLOSING_DOUBLES + STRAIGHT_DOUBLES
SINGLES = "'‘’‚‛`´"

# A paragraph ends at a line break. Reports printed one sentence a line do as well.
PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(f"[{re.escape(DOUBLES + SINGLES)}]")
_ELISION = re.compile(r"(?:em|til|tis|twas|cause|bout|n|round|cuz|ere|neath|gainst|er|im|is|\d0s|\d\d)\b", re.IGNORECASE)
_FINAL = ".,!?…;:—-"


class Quoted(NamedTuple):
    """Words between quotation marks: code points ``[start, end)``, the marks included.

    ``single``: the marks are single ones. ``depth``: how many other pairs stand around it. ``closed``: a closing mark was found;
    where not, the words run to the end of their paragraph. ``continues``: not closed, and the next paragraph opens with a mark again,
    so the speech goes on there.
    """

    start: int
    end: int
    single: bool
    depth: int
    closed: bool
    continues: bool


def quoted(text: str) -> list[Quoted]:
    """All stretches of ``text`` between quotation marks, in order of their start. Cost is linear in the text's length."""
    found: list[Quoted] = []
    paragraphs = [m.span() for m in PARAGRAPH.finditer(text)]
    for at, (start, end) in enumerate(paragraphs):
        pairs, left = _pairs(text, start, end)
        following = paragraphs[at + 1][0] if at + 1 < len(paragraphs) else len(text)
        found.extend(Quoted(a, b, single, depth, True, False) for a, b, single, depth in pairs)
        for begin, single, depth in left:
            stop = end
            while stop > begin and text[stop - 1].isspace():
                stop -= 1
            if stop - begin > 1:
                found.append(Quoted(begin, stop, single, depth, False, _opens_paragraph(text, following, single)))
    found.sort(key=lambda q: (q.start, -q.end))
    return found


def _opens_paragraph(text: str, at: int, single: bool) -> bool:
    while at < len(text) and text[at].isspace():
        at += 1
    return at < len(text) and (text[at] in SINGLES if single else text[at] in OPENING_DOUBLES + STRAIGHT_DOUBLES)


def _pairs(text: str, start: int, end: int) -> tuple[list[tuple[int, int, bool, int]], list[tuple[int, bool, int]]]:
    """Pairs ``(start, end, single, depth)`` and marks left open ``(start, single, depth)`` of the paragraph ``[start, end)``."""
    marks = [m.start() for m in _MARK.finditer(text, start, end)]
    if not marks:
        return [], []
    doubles = any(text[i] in DOUBLES for i in marks)
    closings = _later_closings(text, marks, end)
    pairs: list[tuple[int, int, bool, int]] = []
    stack: list[tuple[int, bool]] = []
    left: list[tuple[int, bool, int]] = []

    def close(index: int, at: int) -> None:
        for lost, single in stack[index + 1 :]:
            if not single:  # a single with no partner was an apostrophe
                left.append((lost, single, index))
        begin, single = stack[index]
        pairs.append((begin, at + 1, single, index))
        del stack[index:]

    skip = -1
    for order, i in enumerate(marks):
        if i <= skip:
            continue
        before = text[i - 1] if i > start else "\n"
        after = text[i + 1] if i + 1 < end else "\n"
        if before.isalnum() and after.isalnum() and text[i] in SINGLES:
            continue  # an apostrophe within a word
        open_double = open_single = None
        for k, (_, single) in enumerate(stack):
            if single:
                open_single = k
            else:
                open_double = k
        if text[i] in DOUBLES or (text[i] in "`´'’" and after == text[i]):
            if text[i] not in DOUBLES:
                skip = i + 1
            opens = _double_opens(text, i, before, after, open_double is not None)
            if not opens and open_double is not None:
                close(open_double, skip if skip == i + 1 else i)
            elif opens and open_double is None:
                stack.append((i, False))
            elif opens and open_double is not None:
                # Opened again while open: the earlier one was never closed (or its paragraph break was lost).
                if (
                    text[i] in OPENING_DOUBLES
                    and text[stack[open_double][0]] in OPENING_DOUBLES
                    and order + 1 < len(marks)
                    and not _ends_sentence(text, i)
                ):
                    stack.append((i, False))
                    continue
                begin, _ = stack[open_double]
                stop = i
                while stop > begin and text[stop - 1].isspace():
                    stop -= 1
                pairs.append((begin, stop, False, open_double))
                del stack[open_double:]
                stack.append((i, False))
            # a closing mark with nothing open is passed over
        elif _single_closes(text, i, before, after, open_single is not None, closings[order]):
            assert open_single is not None
            if open_double is None or open_double < open_single:
                close(open_single, i)
        elif (
            _single_opens(text, i, before, after)
            and open_single is None
            and closings[order]
            and (not doubles or open_double is not None or text[i] == "‘")
        ):
            stack.append((i, True))
    for depth, (begin, single) in enumerate(stack):
        if not single or (not doubles and text[begin] == "‘" and begin == start):
            left.append((begin, single, depth))
    return pairs, left


def _later_closings(text: str, marks: list[int], end: int) -> list[bool]:
    """For each mark, whether a single mark that could close follows it in the paragraph."""
    later = [False] * len(marks)
    seen = False
    for k in range(len(marks) - 1, -1, -1):
        later[k] = seen
        i = marks[k]
        if text[i] in "'’´":
            before = text[i - 1] if i else "\n"
            after = text[i + 1] if i + 1 < end else "\n"
            seen = seen or (not after.isalnum() and not before.isspace())
    return later


def _ends_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 4) : at].rstrip()
    return bool(before) and before[-1] in ".!?…"


def _double_opens(text: str, i: int, before: str, after: str, is_open: bool) -> bool:
    if text[i] in OPENING_DOUBLES:
        return True
    if text[i] in CLOSING_DOUBLES:
        return False
    if after.isspace() and before.isspace():
        return not is_open
    if after.isspace() or after in ".,;:!?)]}…":
        return not is_open and before.isspace()
    if before.isspace() or before in "([{—–‘'“/":
        return True
    if before.isdigit() and not is_open:  # 5' 10", a measure
        return False
    return not is_open


def _single_opens(text: str, i: int, before: str, after: str) -> bool:
    if text[i] not in "'‘‚‛`" or after.isspace() or before.isalnum():
        return False
    return not _ELISION.match(text, i + 1)


def _single_closes(text: str, i: int, before: str, after: str, is_open: bool, later: bool) -> bool:
    if not is_open or text[i] in "‘‚‛`" or after.isalnum() or before.isspace():
        return False
    if before in _FINAL or not later:
        return True
    # "the workers' rights": a plural's apostrophe, where a better closing mark is still to come
    return not (before in "sS" and after == " " and text[i + 2 : i + 3].islower())
