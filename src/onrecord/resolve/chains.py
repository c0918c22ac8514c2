"""Through whom, to whom, where: the addressee's entity, the venue, and the chain that carried a statement to the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from onrecord.model import Post, Quotation, Report, Span
from onrecord.resolve.descriptions import PUBLIC
from onrecord.resolve.nouns import phrase
from onrecord.resolve.outlets import is_outlet, same_outlet
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import FIRST_PLURAL, PRONOUNS
from onrecord.resolve.speakers import Speakers

# "… , according to Reuters", "as per Marie Claire", "first reported by Politico"
_RELAY_BEFORE = re.compile(
    r"(?:according to|as per|per|via|(?:reported|cited|obtained|quoted|seen|published|aired) by|"
    r"(?:reported|published) in|broadcast on|told to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_RELAY_AFTER = re.compile(r"(?:\s+\w+ly)?\s+(?:reported|reports|has reported|writes|wrote|quoted|cites|cited)\b|\s+\(via\b")
_INTERVIEW = re.compile(r"\b(?:interview|spoke|speaking|op-ed|column) (?:with|to|in|for)\b", re.IGNORECASE)
_WRITTEN = (
    r"statement|interview|tweet|tweets|post|letter|email|e-mail|speech|video|news release|press release|release|memo|op-ed|filing|message|"
    r"phone call|address|series of tweets|news conference|press conference|hearing"
)
_HELD = r"conference|briefing|hearing|rally|summit|meeting|interview|speech|event|appearance|debate|town hall|forum|trial|discussion"
_PLATFORM = (
    r"Twitter|Facebook|Instagram|X|TikTok|Truth Social|social media|Capitol Hill|the Senate floor|the House floor|"
    r"CNN|MSNBC|Fox News|NBC|CBS|ABC"
)
_VENUE = re.compile(
    rf"\b(?:in (?:a|an|his|her|their|its|the|one|another)(?: [\w’'-]+){{0,2}} (?:{_WRITTEN})(?! (?:of|about|from)\b)"
    rf"|(?:at|during) (?:a|an|the|his|her|their)(?: [\w’'-]+){{0,3}} (?:{_HELD})|on (?:{_PLATFORM})|in (?:congressional )?testimony)\b"
)
_TOLD = re.compile(r"(?:told|tells|tell|asked|urged|warned|informed|reminded|assured)$", re.IGNORECASE)
_TO = re.compile(
    r"\s+(?P<who>(?:(?:the |his |her |their |a |an )?(?:reporters|investigators|supporters|police|lawmakers|colleagues|audience|crowd|jury|"
    r"court|judge|family)|them|him|her|us|me)\b)"
)
FOLLOW_ON = 3


@dataclass(slots=True)
class Carried:
    """To whom, where and through whom one quotation was said."""

    addressee: tuple[Span, Figure | None] | None = None
    venue: Span | None = None
    via: list[Figure] = field(default_factory=list)


def carry(report: Report, cast: Cast, speakers: Speakers, posts: list[Post]) -> dict[str, Carried]:
    """Addressee, venue and chain of each quotation whose speaker was looked for, by its id."""
    out: dict[str, Carried] = {}
    previous: Quotation | None = None
    posters = _posters(cast, posts)
    for q in speakers.order:
        here = Carried(_addressee(cast, q, speakers), _venue(cast, q))
        out[q.id] = here
        speaker = speakers.decided[q.id].figure
        own = _told(report, here, bool(q.cue and _TOLD.search(q.cue.text))) or _relayed(report, cast, q, speaker)
        if not own and previous is not None and q.parent == previous.parent and _goes_on(cast, q, previous, speakers):
            own = [f for f in out[previous.id].via if f.kind == "organisation"]
            if q.cue is None and q.source is None:
                here.addressee = here.addressee or out[previous.id].addressee
                here.venue = here.venue or out[previous.id].venue
        outer: list[Figure] = []
        if q.parent and q.parent in out:
            around = speakers.decided[q.parent].figure
            outer = out[q.parent].via + ([around] if around is not None else [])
        else:
            outer = _poster(q, posts, posters, speaker)
        here.via = [f for f in dict.fromkeys(outer + own) if f is not speaker]
        if q.parent is None:
            previous = q
    return out


def _addressee(cast: Cast, q: Quotation, speakers: Speakers) -> tuple[Span, Figure | None] | None:
    span = Span.of(cast.text, q.addressee.start, q.addressee.end) if q.addressee else _told_to(cast, q)
    if span is None:
        return None
    low = span.text.lower()
    if low in PRONOUNS:
        if low in FIRST_PLURAL:
            return span, None
        choice = speakers.source(span, None, None)
        speaker = speakers.decided[q.id].figure
        return span, choice.figure if choice.confidence >= 0.6 and choice.figure is not speaker else None
    inside = cast.within(span.start, span.end)
    p = phrase(span.text)
    for i in inside:
        n, figure = cast.named[i], cast.of[i]
        if n.possessive and n.end < span.end - 3:
            continue
        if n.end >= span.start + p.head_end - 2:
            return span, figure
    choice = speakers.source(span, None, None)
    return span, choice.figure


def _told_to(cast: Cast, q: Quotation) -> Span | None:
    """Whom the words after "told" name, where the reader marked nobody."""
    if q.cue is None or not _TOLD.search(q.cue.text) or (q.source and q.source.start >= q.cue.end):
        return None
    end = q.cue.end
    for i in cast.within(end, end + 8):
        n = cast.named[i]
        if re.fullmatch(r"\s+(?:the )?", cast.text[end : n.outer]) and not n.possessive:
            return Span.of(cast.text, n.outer, n.end)
    m = _TO.match(cast.text, end)
    if m and not any(c.start <= m.start("who") < c.end for c in q.contents):
        return Span.of(cast.text, m.start("who"), m.end("who"))
    return None


def _clause(cast: Cast, q: Quotation) -> tuple[int, int] | None:
    """The sentence of the attribution."""
    anchor = q.cue or q.source
    return cast.layout.sentence_bounds(anchor.start) if anchor else None


def _venue(cast: Cast, q: Quotation) -> Span | None:
    """The reader's venue, else a plain one that stands in the attribution's sentence, outside what was said."""
    if q.venue is not None:
        return q.venue
    bounds = _clause(cast, q)
    if bounds is None or q.cue is None:
        return None
    for m in _VENUE.finditer(cast.text, *bounds):
        if any(c.start < m.end() and m.start() < c.end for c in q.contents) or cast.layout.in_marks(m.start()):
            continue
        low, high = min(m.start(), q.cue.start), max(m.end(), q.cue.end)
        if high - low < 120:
            return Span.of(cast.text, m.start(), m.end())
    return None


def _is_relay(figure: Figure, report: Report) -> bool:
    return (
        figure.kind == "organisation" and figure.named and is_outlet(figure.name, told=True) and not same_outlet(figure.name, report.outlet)
    )


def _told(report: Report, here: Carried, told: bool) -> list[Figure]:
    if here.addressee is not None and here.addressee[1] is not None and _is_relay(here.addressee[1], report):
        return [here.addressee[1]]
    if here.addressee is not None and told and _may_be_outlet(here.addressee[1], report):
        return [f for f in (here.addressee[1],) if f is not None]
    return []


def _may_be_outlet(figure: Figure | None, report: Report) -> bool:
    """Whether an organisation that was told something may be an outlet that the program does not know."""
    if figure is None or figure.kind != "organisation" or not figure.named:
        return False
    return not PUBLIC & set(figure.words) and not same_outlet(figure.name, report.outlet)


def _relayed(report: Report, cast: Cast, q: Quotation, speaker: Figure | None) -> list[Figure]:
    """Outlets in the sentence of the attribution that are said to have reported it."""
    bounds = _clause(cast, q)
    if bounds is None:
        return []
    found: list[Figure] = []
    venue = (q.venue.start, q.venue.end) if q.venue else None
    for i in cast.within(*bounds):
        n, figure = cast.named[i], cast.of[i]
        if figure is speaker or not _is_relay(figure, report) or any(c.start <= n.start < c.end for c in q.contents):
            continue
        if q.source and q.source.start <= n.start < q.source.end:
            continue
        before = cast.text[max(0, n.outer - 30) : n.outer]
        in_venue = venue is not None and venue[0] <= n.start < venue[1]
        if (
            _RELAY_BEFORE.search(before)
            or _RELAY_AFTER.match(cast.text, n.end)
            or (in_venue and venue and _INTERVIEW.search(cast.text, venue[0], n.start))
        ):
            found.append(figure)
    return found


def _goes_on(cast: Cast, q: Quotation, previous: Quotation, speakers: Speakers) -> bool:
    """Whether ``q`` is a follow-on sentence of the interview that ``previous`` comes from."""
    a, b = speakers.decided[q.id].figure, speakers.decided[previous.id].figure
    gap = cast.layout.paragraph(q.contents[0].start) - cast.layout.paragraph(previous.contents[-1].start)
    return a is not None and a is b and gap <= FOLLOW_ON


def _posters(cast: Cast, posts: list[Post]) -> list[Figure | None]:
    """Who posted each of the ``posts``: a figure of the report, or one added under the handle; None where the post does not say."""
    if not posts:
        return []
    known = {m.text.lstrip("@").lower(): f for f in cast.figures for m in f.mentions}
    elsewhere = {f.name.lower(): f for f in cast.figures if any(not _within_post(posts, m.start) for m in f.mentions)}
    out: list[Figure | None] = []
    for post in posts:
        name = post.handle or post.author
        if not name:
            out.append(None)
            continue
        figure = elsewhere.get((post.author or name).lower()) or known.get(name.lstrip("@").lower())
        if figure is None:
            figure = known[name.lstrip("@").lower()] = cast.add(Figure(name=name, kind="person", named=False))
        out.append(figure)
    return out


def _within_post(posts: list[Post], at: int) -> bool:
    k = bisect_right(posts, at, key=lambda p: p.start) - 1
    return k >= 0 and at < posts[k].end


def _poster(q: Quotation, posts: list[Post], posters: list[Figure | None], speaker: Figure | None) -> list[Figure]:
    """Who posted the post in which ``q`` stands, where that is another than its speaker."""
    if not _within_post(posts, q.contents[0].start):
        return []
    k = bisect_right(posts, q.contents[0].start, key=lambda p: p.start) - 1
    poster = posters[k]
    printed = f"{posts[k].author or ''} {posts[k].handle or ''}".lower()
    if poster is None or (speaker is not None and speaker.words and speaker.words[-1] in printed):
        return []
    return [poster]
