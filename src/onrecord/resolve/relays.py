"""Who relayed a statement to the report: the outlet that was told, the paper that reported it, the document that holds it.

A relay that one sentence names goes on through what the same speaker says after it, until the speaker is quoted from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.model import Quotation, Report, Span
from onrecord.resolve.nouns import DOCUMENTS, phrase
from onrecord.resolve.organisations import OUTLET_HEADS, PUBLIC
from onrecord.resolve.outlets import is_outlet, same_outlet
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import PRONOUNS
from onrecord.resolve.speakers import Speakers
from onrecord.resolve.word_list import word_list

TOLD = re.compile(r"(?:told|tells|tell|telling|asked|urged|warned|informed|reminded|assured)$", re.IGNORECASE)
_WAS_TOLD = re.compile(r"\b(?:told|tells?|telling)$", re.IGNORECASE)
GOES_ON = 3  # paragraphs from one sentence of an interview to the next
OUTLETS_BACK = 8  # names, among which "the paper" is looked for
LEDE = 4  # paragraphs of a report's opening, which may give in short what a source says further down

# "… , according to Reuters", "as per Marie Claire", "first reported by Politico"
_BEFORE = re.compile(
    r"(?:according to|as per|per|via|(?:reported|cited|obtained|quoted|seen|reviewed|published|aired|posted|tweeted out) (?:by|on)|"
    r"(?:reported|published|wrote|written) (?:in|on|for)|broadcast on|told to|(?:speaking|appearing) (?:on|to|with)|appeared on|"
    r"(?:statements?|comments?|e-?mails?|messages?|confirm(?:ed|s)|spoke|spoken|talk(?:ed|ing)) (?:given )?(?:to|with)|"
    r"interviews? (?:with|on|for|to|by)|report (?:by|from|in)|[,”\"] (?:first )?(?:reports|reported|writes|wrote)|"
    r"(?:op-ed|opinion piece|column|essay|editorial|commentary)(?: published)? (?:in|for|on))\s+(?:the\s+)?(?:[a-z][\w’'-]* ){0,4}$",
    re.IGNORECASE,
)
_SHARED = re.compile(r"\b(?:tweeted|posted|shared|released)(?: out)? by (?:[a-z][\w’'-]* ){0,5}$")
_PRINTED = "article|report|story|interview|profile|op-ed|piece|column|poll|survey"
_AFTER = re.compile(
    rf"(?:['’]s?)?(?: (?:{_PRINTED}))?(?:\s+(?:\w+ly|also|first))?\s+"
    r"(?:reported|reports|has reported|writes|wrote|quoted|quotes|cites|cited|paraphrased)\b"
    rf"|\s+\(via\b|\s+(?:{_PRINTED})\b"
)
_CLOSES = re.compile(r"(?:said|says|noted|added|wrote|reported|reports)(?=[.]?\s*(?:\n|$|[\"“A-Z]))")
_ACCORDING = re.compile(
    r"(?:according to|as per) (?P<who>[^,;:.\"“”\n(]{3,60}?)"
    r"(?=[,;:.\"“”\n(]| (?:released|obtained|published|that|which|who|by|from|on|in|of)\b)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r", (?P<who>the (?:outlet|paper|newspaper|station|network|magazine|site|website|publication|tabloid|report|broadcaster)) "
    r"(?:reported|said|says|noted|added)(?=[.\n])"
)
_REPORTS = re.compile(r"(?:(?:multiple|several|media|news|local|published|some|various|press) )*reports\b", re.IGNORECASE)
_INTERVIEW = re.compile(r"\binterview", re.IGNORECASE)
_POSTED = re.compile(r"\b(?:tweet|wrote|writes|post|announce|testif|statement)", re.IGNORECASE)
_PRESS = word_list("journalist reporter correspondent interviewer columnist")


_OF_THEM = re.compile(
    r"^(?:(?:a|the) )?(?:one|two|three|many|some|most|several|both|all|each|few|number|group|couple|dozens|another|others) of "
    r"(?:(?:the|these|those|his|her|its|their) )?",
    re.IGNORECASE,
)
_ONE_OF = {"women": "woman", "men": "man", "people": "person"}

# Where people post for themselves: a venue, not a relay.
_PLATFORMS = word_list("twitter x facebook instagram tiktok snapchat youtube threads bluesky reddit")


class Saying(NamedTuple):
    """A quotation with its speaker and what is known of the occasion."""

    quotation: Quotation
    speaker: Figure | None
    addressee: tuple[Span, Figure | None] | None
    venue: Span | None


@dataclass(slots=True)
class _Occasion:
    relays: list[Figure]
    paragraph: int


def relayed(report: Report, cast: Cast, speakers: Speakers, said: Sequence[Saying]) -> dict[str, list[Figure]]:
    """The relays of each of the quotations ``said``, in the order of the text, by its id; nearest to the report first."""
    out: dict[str, list[Figure]] = {}
    occasions: dict[object, _Occasion] = {}
    opening: dict[object, list[tuple[str, int]]] = {}  # what has no relay yet
    for s in said:
        q = s.quotation
        here = cast.layout.paragraph((q.cue or q.source or q.contents[0]).start)
        key = _key(s.speaker)
        found = _named_here(report, cast, speakers, s)
        if found is None:
            occasion = occasions.get(key)
            goes_on = key is not None and occasion is not None and here - occasion.paragraph <= GOES_ON
            found = occasion.relays if goes_on and occasion is not None else []
            if goes_on and occasion is not None:
                occasion.paragraph = here
            elif key is not None and here < LEDE:
                opening.setdefault(key, []).append((q.id, here))
        elif key is not None:
            occasions[key] = _Occasion(found, here)
            before = [(each, paragraph) for each, paragraph in opening.pop(key, []) if here - paragraph <= LEDE]
            if before and _INTERVIEW.search(cast.text, 0, cast.layout.sentence_bounds(q.contents[-1].end - 1)[1]):
                out.update((each, found) for each, _ in before)
        out[q.id] = found
    return out


def _key(speaker: Figure | None) -> object:
    """Whose occasion it is: a speaker's own; "fifteen women" and "one of the women" have one together."""
    if speaker is None:
        return None
    if speaker.kind == "document":
        return None
    if speaker.kind not in ("unnamed", "group") or speaker.named or speaker.members:
        return id(speaker)
    head = phrase(_OF_THEM.sub("", speaker.name)).head
    return _ONE_OF.get(head, head.removesuffix("s"))


def _named_here(report: Report, cast: Cast, speakers: Speakers, s: Saying) -> list[Figure] | None:
    """The relays in the sentence of the attribution; an empty list where it was said on another occasion, None where it says neither."""
    found = [*told(report, cast, s), *_in_sentence(report, cast, speakers, s)]
    if found:
        return list(dict.fromkeys(f for f in found if f is not s.speaker))
    if s.addressee is not None and s.addressee[0].text.lower() not in PRONOUNS:
        return []
    if s.venue is not None and not _INTERVIEW.search(s.venue.text):
        return []
    return [] if s.quotation.cue is not None and _POSTED.search(s.quotation.cue.text) else None


def _is_relay(figure: Figure, report: Report) -> bool:
    if figure.kind != "organisation" or not figure.named or figure.name.lower() in _PLATFORMS | {"truth social"}:
        return False
    return is_outlet(figure.name, told=True) and not same_outlet(figure.name, report.outlet)


def told(report: Report, cast: Cast, s: Saying) -> list[Figure]:
    """The outlet or journalist that was told it."""
    if s.addressee is None:
        return []
    span, figure = s.addressee
    inside = [cast.of[i] for i in cast.within(span.start, span.end)]
    for each in [f for f in (figure,) if f is not None] + inside:
        if _is_relay(each, report):
            return [each]
    p = phrase(span.text)
    if not inside and p.definite and (p.head in OUTLET_HEADS or "news" in p.words):
        before = (cast.of[i] for i in cast.names_before(span.start, OUTLETS_BACK))
        return next(([f] for f in before if _is_relay(f, report)), [])
    if figure is None or not figure.named or not (s.quotation.cue and _WAS_TOLD.search(s.quotation.cue.text)):
        return []
    near = cast.within(max(0, span.start - 60), span.end + 40)
    if any(same_outlet(cast.of[i].name, report.outlet) for i in near):
        return []  # a journalist of the report's own outlet
    if figure.is_person and (figure.roles | set(span.text.lower().split())) & _PRESS and figure.name not in report.authors:
        return [figure]
    return [figure] if figure.kind == "organisation" and not PUBLIC & set(figure.words) else []


def _in_sentence(report: Report, cast: Cast, speakers: Speakers, s: Saying) -> list[Figure]:
    """Those in the sentence of the attribution that are said to have reported, obtained or cited it."""
    q, text = s.quotation, cast.text
    anchor = q.cue or q.source
    if anchor is None:
        return []
    low, high = cast.layout.sentence_bounds(anchor.start)
    found: list[Figure] = []
    for i in cast.within(low, high):
        n, figure = cast.named[i], cast.of[i]
        sourced = q.source is not None and q.source.start <= n.start < q.source.end
        before = text[max(low, n.outer - 60, q.source.start if q.source is not None and sourced else 0) : n.outer]
        if figure is s.speaker or _within(q, n.start) or not (_is_relay(figure, report) or _SHARED.search(before)):
            continue
        if _BEFORE.search(before) or (not sourced and (_AFTER.match(text, n.end) or _closes(text, n.end, high))):
            found.append(figure)
    for pattern in (_ACCORDING, _REPORTED):
        for m in pattern.finditer(text, low, high):
            figure_or_none = _holder(cast, speakers, q, m.start("who"), m.end("who"))
            if figure_or_none is not None and not same_outlet(figure_or_none.name, report.outlet):
                found.append(figure_or_none)
    return found


def _within(q: Quotation, at: int) -> bool:
    return any(c.start <= at < c.end for c in q.contents)


def _closes(text: str, at: int, high: int) -> bool:
    """Whether ", NAME said" ends the sentence."""
    m = _CLOSES.match(text, at + 1, min(len(text), high + 2))
    return m is not None and m.end() >= high - 4


def _holder(cast: Cast, speakers: Speakers, q: Quotation, start: int, end: int) -> Figure | None:
    """Whom the words after "according to" mean, where they are not the source: a document, reports, an outlet taken up again."""
    span = Span.of(cast.text, start, end)
    if _within(q, start) or (q.source is not None and q.source.start < end and start < q.source.end):
        return None
    if q.cue is not None and cast.text[q.cue.start : start].strip().lower() in ("according to", "as per"):
        return None
    if _REPORTS.fullmatch(span.text):
        return next((f for f in cast.figures if f.name == span.text), None) or cast.add(
            Figure(name=span.text, kind="document", named=False)
        )
    p = phrase(span.text)
    choice = speakers.source(span, None, None)
    figure = choice.figure if choice.confidence >= 0.6 else None
    if figure is None or figure.is_person:
        return None
    return figure if p.head in DOCUMENTS or is_outlet(figure.name, told=True) else None
