"""Through whom, to whom, where: the addressee's entity, the venue, and the chain that carried a statement to the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from onrecord.model import Post, Quotation, Report, Span
from onrecord.resolve.nouns import phrase
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import FEMALE, FIRST_PLURAL, MALE, PRONOUNS
from onrecord.resolve.relays import TOLD, Saying, relayed, told
from onrecord.resolve.speakers import Speakers

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
#: What follows says where those spoken to are, or to whom they belong: "reporters in Vell".
_OF_WHERE = re.compile(r"\b(?:in|at|of|from|on|near|outside|inside|for|with|aboard|across)\s+(?:the\s+)?$")
_TO = re.compile(
    r"\s+(?P<who>(?:(?:the |his |her |their |a |an )?(?:reporters|investigators|supporters|police|lawmakers|colleagues|audience|crowd|jury|"
    r"court|judge|family)|them|him|her|us|me)\b)"
)


@dataclass(slots=True)
class Carried:
    """To whom, where and through whom one quotation was said."""

    addressee: tuple[Span, Figure | None] | None = None
    venue: Span | None = None
    via: list[Figure] = field(default_factory=list)


def carry(report: Report, cast: Cast, speakers: Speakers, posts: list[Post]) -> dict[str, Carried]:
    """Addressee, venue and chain of each quotation whose speaker was looked for, by its id."""
    out: dict[str, Carried] = {}
    said = []
    for q in speakers.order:
        here = out[q.id] = Carried(_addressee(cast, q, speakers), _venue(cast, q))
        if q.parent is None:
            said.append(Saying(q, speakers.decided[q.id].figure, here.addressee, here.venue))
    relays = relayed(report, cast, speakers, said)
    posters = _posters(cast, posts)
    previous: Quotation | None = None
    for q in speakers.order:
        here, speaker = out[q.id], speakers.decided[q.id].figure
        if q.parent in out:
            around = speakers.decided[q.parent].figure
            outer = out[q.parent].via + ([around] if around is not None else [])
            own = told(report, cast, Saying(q, speaker, here.addressee, here.venue))
        else:
            outer, own = _poster(q, posts, posters, speaker), relays.get(q.id, [])
            if previous is not None and q.cue is None and q.source is None and _goes_on(cast, q, previous, speakers):
                here.addressee = here.addressee or out[previous.id].addressee
                here.venue = here.venue or out[previous.id].venue
            previous = q
        here.via = [f for f in dict.fromkeys(outer + own) if f is not speaker]
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
        is_beside = n.outer >= span.start + p.head_end and _OF_WHERE.search(cast.text, span.start, n.outer)
        if n.end >= span.start + p.head_end - 2 and not is_beside:
            return span, figure
    teller = speakers.decided[q.id].figure  # "Roe told her family": Roe's, unless "her" cannot be Roe
    gender = 1 if p.determiner in MALE else -1 if p.determiner in FEMALE else 0
    owner = teller if teller is not None and teller.is_person and gender and teller.gender * gender > -0.5 else None
    return span, speakers.source(span, None, None, owner).figure


def _told_to(cast: Cast, q: Quotation) -> Span | None:
    """Whom the words after "told" name, where the reader marked nobody."""
    if q.cue is None or not TOLD.search(q.cue.text) or (q.source and q.source.start >= q.cue.end):
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


def _goes_on(cast: Cast, q: Quotation, previous: Quotation, speakers: Speakers) -> bool:
    """Whether the speech of ``previous`` goes on in ``q``."""
    a, b = speakers.decided[q.id].figure, speakers.decided[previous.id].figure
    gap = cast.layout.paragraph(q.contents[0].start) - cast.layout.paragraph(previous.contents[-1].start)
    return a is not None and a is b and gap <= 3


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
