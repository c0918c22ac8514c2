"""The lines that say whose post it was: signatures below it, heads above it, and the links that close it.

What sites print is the platforms' own embed markup with the tags gone: Twitter's and Bluesky's ``<blockquote>`` ends in
``— Name (@handle) January 3, 2024``, Instagram's in ``A post shared by Name (@handle) on Jan 3, 2024 at 5:00am PST``, Facebook's in
``Posted by Name on Wednesday, January 3, 2024``; other templates put ``Name (@handle)`` in front. Every look back or ahead is bounded,
so the cost is linear in the text's length.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {name: at + 1 for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])}
LONGEST_NAME = 60  # a display name has 50 characters at most on Twitter, 64 on Bluesky and Instagram

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s?(?:UTC|GMT|[A-Z]{1,3}[SD]?T)\b)?"
_DATE = (
    rf"(?:{_CLOCK}\s?[·•,–—-]?\s?)?(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s)?"
    rf"(?:(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y1>\d{{4}})\b"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m2>{_MONTH}),?\s(?P<y2>\d{{4}})\b"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)"
    rf"(?:,?(?:\sat|\s?[·•–—-])?\s{_CLOCK})?"
)
_TRUTH = r"(?:[·•|,–—-]\s?)?(?:(?:on|via)\s)?Truth\sSocial\b"
_HANDLE = r"@[\w.\-]{1,63}(?:@[\w.\-]{1,63})?"
_IN_BRACKETS = re.compile(rf"\(\s?(?P<handle>{_HANDLE})\s?\)")
_AFTER_HANDLE = re.compile(
    rf"(?:\s{{0,3}}(?P<truth>{_TRUTH}))?(?:\s{{0,3}}[·•|,–—-]?\s{{0,3}}(?:on\s)?{_DATE})?(?:\s{{0,3}}(?P<after>{_TRUTH}))?"
)
# The last four are the em dash read in a wrong encoding, once and twice.
_DASH = re.compile(r"—|―|&mdash;|&#8212;|&#x2014;|–|&ndash;|(?<!\S)--?(?=\s)|â€”|â€“|â\x80\x94|Ã¢Â\x80Â\x94")
_HYPHENS = {"-", "--", "–", "&ndash;"}
_SHARED = re.compile(
    r"\bA (?:post|photo|video|reel) (?:shared|posted) by (?P<name>[^\n@]{0,80}?)\s?\(?(?P<handle>@[\w.]{1,30})\b\)?"
    rf"(?:\s(?:on\s)?{_DATE})?"
)
_SHARED_BY_NAME = re.compile(rf"\bA (?:post|photo|video|reel) (?:shared|posted) by (?P<name>[^\n@(]{{1,60}}?) on {_DATE}(?=\s*(?:\n|$))")
_POSTED = re.compile(rf"\bPosted by (?P<name>[^\n@(]{{1,80}}?) on {_DATE}")
_EMBEDDED = re.compile(rf"\bPost by (?P<handle>{_HANDLE})\s{{1,3}}View on (?P<platform>Threads|Mastodon|Bluesky)\b")
_EMBEDS = (
    (("shared by", "posted by"), "Instagram", _SHARED),
    (("shared by", "posted by"), "Instagram", _SHARED_BY_NAME),
    (("Posted by",), "Facebook", _POSTED),
    (("View on ",), "", _EMBEDDED),
)
_SOUND = re.compile(r"♬[^\n]{0,120}")
_TIKTOK = re.compile(r"@[\w.]{2,24}(?=\s)")
_SPEAKER = re.compile(r"[\s\"“?]{0,2}(?P<handle>@\w{1,30})\s?:\s")
_WEB_HEAD = re.compile(
    rf"(?P<name>[^\n@]{{1,60}}?)\s(?P<handle>@\w{{1,30}})\s{{0,3}}[·•]\s{{0,3}}(?:{_DATE}|{_MONTH}\s\d{{1,2}}\b|\d{{1,2}}[smhd]\b)"
)
LINK = re.compile(r"(?:(?:https?://)?pic\.twitter\.com|https?://t\.co|(?<![\w.])t\.co)/\w+(?:\s?…)?")
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z][\w.'’\-]*|de|van|von|der|al|bin|of|the|&)$")
_NO_NAME = re.compile(r"(?:[Bb]y|[Ww]ith|[Ff]ollow|[Aa]nd|[Tt]weets? (?:by|from)|[Ss]ource|[Pp]hoto|[Vv]ia)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An attribution line, code points ``[start, end)``. ``head``: the post's words follow it; otherwise they stand before it."""

    start: int
    end: int
    platform: str
    author: str | None = None
    handle: str | None = None
    posted: str | None = None
    head: bool = False


def signatures(text: str) -> Iterator[Line]:
    """Lines below a post. What follows the words "Name (@handle)" decides: a date, "Truth Social", or the end of the line."""
    for found in _IN_BRACKETS.finditer(text):
        after = _AFTER_HANDLE.match(text, found.end())
        assert after is not None  # every part is optional
        posted, truth = iso(after), bool(after["truth"] or after["after"])
        sure = truth or _dated(after)
        end = after.end() if sure else found.end()
        platform = "Truth Social" if truth else _platform(found["handle"])
        if (begin := _dash_before(text, found.start(), sure=sure)) is not None:
            start, name = begin
            if not (sure or ends_line(text, end) or closes_with_link(text, start)):
                continue
        elif sure and not _goes_on(text, end) and (begin := _name_before(text, found.start())) is not None:
            start, name = begin
        else:
            continue
        yield Line(start=start, end=end, platform=platform, author=name, handle=found["handle"], posted=posted)


def embeds(text: str) -> Iterator[Line]:
    """Lines below posts of Instagram, Facebook, Threads and Mastodon."""
    for clues, platform, pattern in _EMBEDS:
        if not any(clue in text for clue in clues):
            continue
        for found in pattern.finditer(text):
            parts = found.groupdict()
            posted = iso(found) if platform else None
            if platform == "Facebook" and _goes_on(text, found.end()):
                continue
            yield Line(
                start=found.start(),
                end=found.end(),
                platform=platform or found["platform"],
                author=(parts.get("name") or "").strip() or None,
                handle=parts.get("handle"),
                posted=posted,
            )


def sounds(text: str) -> Iterator[Line]:
    """The music that ends a TikTok post, whose line opens with the handle."""
    if "♬" in text:
        for found in _SOUND.finditer(text):
            opening = text.rfind("\n", max(0, found.start() - 2500), found.start()) + 1
            if handle := _TIKTOK.match(text, opening):
                end = found.start() + len(found.group().rstrip())
                yield Line(start=found.start(), end=end, platform="TikTok", handle=handle.group())


def head_of(text: str, start: int, end: int) -> Line | None:
    """The line that opens the paragraph ``[start, end)`` and says whose words the rest of it is: "Name (@handle) WORDS",
    "@handle: WORDS", "Name @handle · Jan 3, 2024 WORDS"."""
    at = text.find("@", start, min(end, start + LONGEST_NAME + 10))
    if at < 0:
        return None
    if spoken := _SPEAKER.match(text, start, end):
        return Line(start=spoken.start("handle"), end=spoken.end(), platform="Twitter", handle=spoken["handle"], head=True)
    if web := _WEB_HEAD.match(text, start, end):
        return Line(
            start=start, end=web.end(), platform="Twitter", author=web["name"].strip(), handle=web["handle"], posted=iso(web), head=True
        )
    named = _IN_BRACKETS.search(text, max(start, at - 2), min(end, at + 140))
    if named is None or named.start() > at:
        return None
    name = text[start : named.start()].strip()
    after = _AFTER_HANDLE.match(text, named.end(), end)
    if after is None or (_dated(after) and _goes_on(text, after.end())):
        return None
    rest = after.end() if _dated(after) else named.end()
    rest += text[rest : rest + 1] == ":"
    words = text[rest : min(end, rest + 40)].lstrip()
    if not 0 < len(name) <= LONGEST_NAME or "\n" in name or _NO_NAME.match(name) or name[-1] in ",;:.?!" or not words:
        return None
    goes_on = words[0].islower() or (words[0] in ",;:.)|/&" and not words.startswith((".@", "..")))
    if goes_on and not closes_with_link(text, end):
        return None
    return Line(
        start=start, end=rest, platform=_platform(named["handle"]), author=name, handle=named["handle"], posted=iso(after), head=True
    )


def iso(found: re.Match[str]) -> str | None:
    """The date that ``_DATE`` matched as YYYY-MM-DD, ``None`` where there is none or no such day."""
    for order in "123":
        if found[f"y{order}"]:
            named = found[f"m{order}"]
            month = int(named) if named.isdigit() else MONTHS[named[:3].lower()]
            try:
                return datetime.date(int(found[f"y{order}"]), month, int(found[f"d{order}"])).isoformat()
            except ValueError:
                return None
    return None


def _dated(found: re.Match[str]) -> bool:
    return any(found[f"y{order}"] for order in "123")


def ends_line(text: str, at: int) -> bool:
    """Whether only blanks stand between ``at`` and the end of its line."""
    rest = text[at : at + 8].lstrip(" \t\r\xa0")
    return not rest or rest[0] == "\n"


def closes_with_link(text: str, at: int) -> bool:
    """Whether the words before ``at`` end in a link that only posts have."""
    before = text[max(0, at - 60) : at].rstrip()
    last = before.rfind("/")
    return last >= 0 and any(m.end() == len(before) for m in LINK.finditer(before))


def _platform(handle: str) -> str:
    if "@" in handle[1:]:
        return "Mastodon"
    return "Bluesky" if "." in handle.strip(".") else "Twitter"


def _dash_before(text: str, at: int, *, sure: bool) -> tuple[int, str | None] | None:
    """Where the dash before a name that ends at ``at`` stands, and the name. Not ``sure``: a hyphen is not enough."""
    floor = max(0, at - LONGEST_NAME - 8)
    window = text[floor:at].rstrip()
    floor += window.rfind("\n") + 1
    dashes = list(_DASH.finditer(text, floor, floor + len(window) - window.rfind("\n") - 1))
    long = [m for m in dashes if m.group() not in _HYPHENS]
    dashes = long or (dashes if sure else [])
    if not dashes:
        return None
    return dashes[-1].start(), text[dashes[-1].end() : at].strip() or None


def _name_before(text: str, at: int) -> tuple[int, str] | None:
    """A name without a dash: up to five capitalised words that open the line or follow a link or a sentence's end."""
    floor = max(0, at - LONGEST_NAME)
    window = text[floor:at].rstrip()
    line = window.rfind("\n") + 1
    words = window[line:].split(" ")
    taken = 0
    while taken < min(5, len(words)) and _NAME_WORD.match(words[-1 - taken]):
        taken += 1
        rest = words[: len(words) - taken]
        if not any(rest) or rest[-1][-1:] in '.!?…”"' or LINK.fullmatch(rest[-1]):
            if not any(rest) and not line and floor:
                return None
            name = " ".join(words[len(rest) :])
            if _NO_NAME.match(name):
                return None
            return floor + line + len(window[line:]) - len(name), name
    return None


def _goes_on(text: str, at: int) -> bool:
    """Whether the sentence goes on after ``at``, so that the date was one of its words."""
    rest = text[at : at + 8].lstrip(" \t\r\xa0")
    return bool(rest) and (rest[0].islower() or rest[0] in ",;:)")
