"""Find the social posts that a report embeds, in the ways that scraped text prints them.

A post is known by its attribution line (:mod:`onrecord.annotate.post_lines`) or by a link that only posts have
(``pic.twitter.com/…``, ``t.co/…``). Its words begin at the paragraph's start or at the end of the post before; where that is more than
a tweet could hold, at the first sentence that leaves no more (140 characters until 7 November 2017, 280 until 8 February 2023, a link
counting 23).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from onrecord.annotate.post_lines import LINK, Line, closes_with_link, embeds, head_of, signatures, sounds
from onrecord.model import Post, Span

# One of these is in every text with a post; a text without is passed over at the cost of the search for them.
_CLUES = ("@", "pic.twitter", "t.co/", "Posted by", "shared by")
_UNSIGNED_CLUES = ("(@", "( @", "\n@", "\n?@", "\n“@", '\n"@', "·", "•", "pic.twitter.com/", "t.co/")
_BREAK = re.compile(r"\n\s*")
_VIEW = re.compile(r"View (?:this|more) (?:post|video|photo) on (?:Instagram|Facebook|TikTok)\b")
_OPENING = re.compile(
    r"(?:(?:Skip|End of) (?:Twitter|X|Instagram|Facebook) (?:post|content)(?: \d)?(?: by @?[\w.]+(?:, \d)?)?"
    r"|x(?= [^a-z\s])|View this post on \w+)\s{0,4}"
)
_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]{0,2}\s+(?=[^\sa-z])")
_ANY_LINK = re.compile(r"(?:https?://|pic\.twitter\.com/)\S+")
_WORD = re.compile(r"(?<![@#\w])\w{2,}")
_MOST_PARAGRAPHS = 10
_LONG_LINE = 120
_WORDY = {"Twitter", "Truth Social", "Bluesky"}  # seldom a picture alone
_IN_HEAD = re.compile(r"[^\n(@]{1,60}\(\s?@")
_CLOSED_QUOTE = re.compile(r"[\s.,…]{0,4}[\"”’'»]")


def find_posts(text: str) -> list[Post]:
    """The embedded posts of ``text``, in order, none overlapping another.

    A post's span covers its words and its attribution line; ``body`` is the words alone, without the links that close them, ``None``
    where there are none or where they cannot be told. ``platform`` is "Twitter" (X too), "Instagram", "Facebook", "Truth Social",
    "TikTok", "Threads", "Bluesky" or "Mastodon"; ``handle`` has its "@"; ``posted`` is YYYY-MM-DD. A mention of a handle is no post.
    """
    if not any(clue in text for clue in _CLUES):
        return []
    lines = [*embeds(text), *signatures(text), *sounds(text)]
    if not lines and not any(clue in text for clue in _UNSIGNED_CLUES) and not text.lstrip().startswith("@"):
        return []
    lines.sort(key=lambda line: (line.start, -line.end))
    layout = _Layout(text)
    posts: list[Post] = []
    at = 0
    for line in lines:
        if line.start < at:
            continue
        begin = _begin(text, layout, line, at)
        posts.extend(_unsigned(text, layout, at, begin))
        posts.extend(_signed(text, begin, line))
        at = line.end
    posts.extend(_unsigned(text, layout, at, len(text)))
    return posts


class _Layout:
    """Where the paragraphs of a text are. A lone line break ends one only in a text where more of those than of blank lines follow
    a line as long as a paragraph's, or no line is blank."""

    def __init__(self, text: str) -> None:
        breaks = [(m.start(), m.end(), m.group().count("\n")) for m in _BREAK.finditer(text)]
        lone = long = last = 0
        for start, end, width in breaks:
            lone += width == 1
            long += width == 1 and start - last > _LONG_LINE
            last = end
        least = 2 if len(breaks) - lone >= max(long, 1) else 1
        breaks = [b for b in breaks if b[2] >= least]
        self.starts = [0, *(end for _, end, _ in breaks)]
        self.ends = [*(start for start, _, _ in breaks), len(text)]
        # Line breaks inside a post come out twice as wide as those between the paragraphs of the report.
        widths = [width for _, _, width in breaks]
        twice = max(3, 2 * min(widths, default=2))
        self.wide = [False, *(least == 2 and width >= twice for width in widths)]

    def index(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1


def _begin(text: str, layout: _Layout, line: Line, floor: int) -> int:
    """Where the words of the post begin that ``line`` signs, at ``floor`` or after it."""
    if line.platform == "Instagram" and (views := [m.start() for m in _VIEW.finditer(text, max(floor, line.start - 2500), line.start)]):
        return views[-1]
    if line.platform in {"Threads", "Mastodon"} and line.author is None:
        return line.start
    index = layout.index(line.start)
    begin = max(floor, layout.starts[index])
    limit = _limit(line)
    while index > 0 and layout.starts[index] > floor:
        before = layout.starts[index - 1]
        wordless = line.platform in _WORDY and not _WORD.search(LINK.sub("", text[begin : line.start]))
        if not (layout.wide[index] or wordless) or before < floor:
            break
        if text[before : layout.ends[index - 1]].rstrip().endswith(":") and wordless:
            break
        if line.start - before > 2000 or _weight(text[before : line.start]) > (limit or 1000):
            break
        if head_of(text, before, layout.ends[index - 1]):
            break
        index, begin = index - 1, before
    begin = _skip_openings(text, begin, line.start)
    if limit and line.start - begin > 1.5 * limit and _weight(text[begin : line.start]) > 1.5 * limit:
        begin = _within(text, begin, line.start, limit)
    return begin


def _limit(line: Line) -> int | None:
    """How many characters the platform allowed then; ``None`` for as many as one likes."""
    if line.platform != "Twitter" or line.posted is None or line.posted >= "2023-02-08":
        return None
    return 160 if line.posted < "2017-11-07" else 310  # some way beyond the limit: emoji and entities count otherwise


def _weight(words: str) -> int:
    bare = words.strip()
    links = _ANY_LINK.findall(bare)
    return len(" ".join(_ANY_LINK.sub("", bare).split())) + 23 * sum("pic.twitter.com" not in link for link in links)


def _within(text: str, begin: int, end: int, limit: int) -> int:
    """The first sentence's start from which the words up to ``end`` are no more than a post could hold."""
    floor = max(begin, end - 4 * limit)
    for found in _SENTENCE.finditer(text, floor, end):
        if _weight(text[found.end() : end]) <= limit:
            return found.end()
    return begin


def _skip_openings(text: str, begin: int, end: int) -> int:
    while begin < end and text[begin].isspace():
        begin += 1
    while found := _OPENING.match(text, begin, end):
        begin = found.end()
    return begin


def _signed(text: str, begin: int, line: Line) -> list[Post]:
    """The post that ``line`` signs, and any before it that has no signature: a picture's link ends a post, words after it are another's."""
    posts: list[Post] = []
    if line.platform == "Twitter":
        for found in LINK.finditer(text, begin, line.start):
            if found.group().startswith("pic.") and len(_WORD.findall(LINK.sub("", text[found.end() : line.start]))) > 3:
                posts.append(_post(text, begin, found.end(), begin, found.end(), None))
                begin = _skip_openings(text, found.end(), line.start)
    body = begin
    if line.platform == "Instagram" and (view := _VIEW.match(text, begin)):
        body = view.end()
    if line.platform == "TikTok" and line.handle and text.startswith(line.handle, begin):
        body += len(line.handle)
    return [*posts, _post(text, begin, line.end, body, line.start, line)]


def _unsigned(text: str, layout: _Layout, start: int, end: int) -> list[Post]:
    """Posts in ``[start, end)``, where no signature is: those with a head, and those that only their link gives away."""
    posts: list[Post] = []
    index = layout.index(start)
    while index < len(layout.starts) and layout.starts[index] < end:
        begin, stop = max(start, layout.starts[index]), min(end, layout.ends[index])
        index += 1
        if begin >= stop:
            continue
        begin = _skip_openings(text, begin, stop)
        if begin == layout.starts[index - 1] and (head := head_of(text, begin, stop)):
            last = _last_paragraph(text, layout, index - 1, head, end)
            stop, index = min(end, layout.ends[last]), last + 1
            posts.append(_post(text, begin, stop, head.end, stop, head))
            continue
        for found in LINK.finditer(text, begin, stop):
            if found.start() < begin or _CLOSED_QUOTE.match(text, found.end(), stop):
                continue
            if "pic.twitter" in found.group() or not text[found.end() : stop].strip():
                posts.append(_post(text, begin, found.end(), begin, found.start(), None))
                begin = _skip_openings(text, found.end(), stop)
    return posts


def _last_paragraph(text: str, layout: _Layout, index: int, head: Line, end: int) -> int:
    """The index of the paragraph with which the post ends that opens with ``head`` in paragraph ``index``.

    It goes on over breaks inside posts, and up to a paragraph that closes with a post's link, as far as a tweet may reach.
    """
    last = at = index
    while (
        at + 1 < min(len(layout.starts), index + _MOST_PARAGRAPHS) and layout.starts[at + 1] < end and layout.ends[at + 1] - head.end <= 600
    ):
        if at == last and closes_with_link(text, layout.ends[at]):
            break
        at += 1
        if _weight(text[head.end : layout.ends[at]]) > 300 or _IN_HEAD.match(text, layout.starts[at]):
            break
        if closes_with_link(text, layout.ends[at]) or (layout.wide[at] and at == last + 1):
            last = at
    return last


def _post(text: str, start: int, end: int, body_start: int, body_end: int, line: Line | None) -> Post:
    """A post over ``[start, end)`` whose words lie in ``[body_start, body_end)``, blanks and closing links not yet taken off."""
    while body_start < body_end and text[body_start].isspace():
        body_start += 1
    shorter = True
    while shorter:
        body_end = body_start + len(text[body_start:body_end].rstrip())
        tail = max(body_start, body_end - 60)
        shorter = False
        for found in LINK.finditer(text, tail, body_end):
            if found.end() == body_end:
                body_end, shorter = found.start(), True
                break
    while end > start and text[end - 1].isspace():
        end -= 1
    return Post(
        start=start,
        end=end,
        text=text[start:end],
        platform=line.platform if line else "Twitter",
        author=line.author if line else None,
        handle=line.handle if line else None,
        posted=line.posted if line else None,
        body=Span.of(text, body_start, body_end) if body_start < body_end else None,
    )
