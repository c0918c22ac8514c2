"""From the reader's cues and the quotation marks to quotations: exact contents, kind, and which stands inside which.

What a person would hold to: a content that stands in marks begins and ends with them; speech that goes on after its attribution, or in
the next paragraph, belongs to the same quotation; a quotation inside another has it as ``parent``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from onrecord.annotate.nearby import Marks, Places
from onrecord.annotate.reader import Cue, Reading
from onrecord.model import Addressee, Quotation, QuotationKind, Span

Range = tuple[int, int]

_WORD = re.compile(r"\S+")
_BLANK = " \t\r\n\u00a0"
_TRAILING = " \t\r\n\u00a0.,;:"
SCORE = 0.38  # below it a cue and its contents are passed over
MARKED_SCORE = 0.25  # the same where quotation marks say that words were quoted
NESTED_SCORE = 0.5  # a quotation inside another must be surer than one outside: fewer are right
UNCUED_WORDS = 5
UNCUED_CONTENT = 0.5

_BRINGS = re.compile(
    r"(?:\b(?P<source>I|he|she|it|they|we|you|people|everyone|everybody|who|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}?)\s?)?"
    r"(?P<cue>(?:['’](?:m|s|re)|(?:\b(?:was|were|am|is|are|be|just|kept|has|have|had))) (?:like|saying|going|all)"
    r"|\b(?:said|says|say|saying|asked|asks|asking|goes|thought|wrote|writes|told (?:me|him|her|us|them|you)))[,:]?\s*(?:[“\"]\s?)?\Z",
)
# "He was arrested in 2015, as per the Courant.": a set phrase that the training articles all but lack.
_AS_PER = re.compile(
    r"(?P<cue>\b[Aa]s per|\bas (?:first )?reported by)\s(?P<source>(?:[Tt]he )?[A-Z][^\s,.;:()]*(?: (?:of |and )?[A-Z][^\s,.;:()]*){0,4})"
)
# "Sources close to Orla tell the Lantern … she is ready": gossip's own punctuation.
_TELL = re.compile(
    r"(?P<source>\b(?:[Ss]ources?|[Ii]nsiders?|[Aa]n insider|[Aa] source)\b[^.!?…\n]{0,50}?)\s(?P<cue>tells?|told)\s"
    r"(?P<addressee>(?:[Tt]he )?[A-Z][\w!&’'-]*(?: [A-Z][\w!&’'-]*){0,3})\s*(?:…|\.\.\.|[:,])\s*"
    r"(?P<content>\w[^\n]{3,300}?)(?=\s*(?:pic\.twitter|https?:)|[.!?](?:\s|$)|\n|$)"
)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+|\n")
_APPOSITION = re.compile(r",\s(?=(?:an?|the|his|her|its|their|our|my|who|whose|which|one|now|then|also|\d\d?|[a-z][\w’'-]*)\b)(?!and |or )")


class Found(NamedTuple):
    cue: Range | None
    thought: bool
    score: float
    contents: tuple[Range, ...]
    source: Range | None
    addressee: Range | None
    venue: Range | None


def quotations(text: str, reading: Reading) -> list[Quotation]:
    """The quotations of ``text``, in the order of their first words; speakers are still open.

    Ids are Q1, Q2, …; every span slices back.
    """
    marks = Marks(reading.tokens.marks)
    found = _resolve_doubles(
        [f for cue in reading.cues if cue.score >= MARKED_SCORE and (f := _governed(text, cue, marks)) and _counts(f, marks)]
    )
    found = [part for f in found for part in _own_sentence(text, f, marks)]
    found += _set_phrases(text, found)
    found += _within_marks(text, marks, found)
    found += _uncued(text, reading, found)
    found = _continue(text, found, marks)
    found.sort(key=lambda f: (f.contents[0], -f.contents[-1][1]))
    places = Places(f.contents for f in found)
    found = [f for k, f in enumerate(found) if f.cue is None or _stands(f) or _parent(k, found, places) is None]
    places = Places(f.contents for f in found)
    out = []
    for k, f in enumerate(found):
        parent = _parent(k, found, places)
        out.append(
            Quotation(
                id=f"Q{k + 1}",
                kind=_kind(text, f, marks),
                mode="thought" if f.thought else "speech",
                contents=tuple(Span.of(text, *c) for c in f.contents),
                attribution=_attribution(text, f),
                source=_span(text, f.source),
                cue=_span(text, f.cue),
                addressee=Addressee(start=f.addressee[0], end=f.addressee[1], text=text[slice(*f.addressee)]) if f.addressee else None,
                venue=_span(text, f.venue),
                parent=f"Q{parent + 1}" if parent is not None else None,
                confidence=round(min(max(f.score, 0.0), 1.0), 3),
            )
        )
    return out


def _counts(f: Found, marks: Marks) -> bool:
    """Whether an attribution is sure enough: one with words in quotation marks may be less so."""
    return f.score >= SCORE or any(marks.holds(start, end) for start, end in f.contents)


def _stands(f: Found) -> bool:
    """Whether a quotation may stand inside another: only speech that is sure."""
    return not f.thought and f.score >= NESTED_SCORE


def _span(text: str, r: Range | None) -> Span | None:
    return Span.of(text, *r) if r else None


def _governed(text: str, cue: Cue, marks: Marks) -> Found | None:
    contents = []
    for start, end in cue.contents:
        snapped = _snap(text, start, end, marks)
        if snapped and any(c.isalnum() for c in text[slice(*snapped)]):
            contents.append(snapped)
    contents = _split_speech(_merge(text, sorted(contents)), marks)
    if not contents:
        return None
    source = _without_apposition(text, cue.source) if cue.source else None
    return Found((cue.start, cue.end), cue.thought > 0.5, cue.score, tuple(contents), source, cue.addressee, cue.venue)


def _own_sentence(text: str, f: Found, marks: Marks) -> list[Found]:
    """Speech in marks that follows a paraphrase in a sentence of its own, with no attribution there, is a quotation of its own."""
    first, *rest = f.contents
    if not rest or f.cue is None or f.cue[0] > first[0] or marks.holds(*first):
        return [f]
    for k, content in enumerate(rest, 1):
        between = text[f.contents[k - 1][1] : content[0]]
        if content in marks.bounds and any(c in between for c in ".!?") and not any(c.isalnum() for c in between):
            own = Found(None, f.thought, f.score, f.contents[k:], None, None, None)
            return [f._replace(contents=f.contents[:k]), own]
    return [f]


def _without_apposition(text: str, source: Range) -> Range | None:
    """The source up to the comma that sets off an apposition or a relative clause, and without punctuation at its ends."""
    start, end = source
    cut = _APPOSITION.search(text, start, end)
    if cut:
        end = cut.start()
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ")\"”’'":
        end -= 1
    return (start, end) if start < end else None


def _snap(text: str, start: int, end: int, marks: Marks) -> Range | None:
    """The content ``[start, end)`` brought to the marks that it all but fills, and without loose punctuation at its ends."""
    for q in marks.since(start):
        if q.start >= end:
            break
        if q.end <= start:
            continue
        inner = max(1, q.end - q.start - 2)
        shared = min(end, q.end) - max(start, q.start)
        # the content lies within the marks, but for a few characters, and fills most of them
        if shared >= 0.8 * inner and start >= q.start - 2 and end <= q.end + 2:
            return q.start, q.end
        # it begins or ends just within or just outside a mark
        if q.start < start <= q.start + 2 and end >= q.end - 2:
            start = q.start
        if q.closed and q.end - 3 <= end < q.end and start <= q.start + 2:
            end = q.end
    while start < end and text[start] in _BLANK + ",;:.":
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    if end <= start or end not in marks.closed_at:
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
    return (start, end) if start < end else None


def _merge(text: str, contents: list[Range]) -> list[Range]:
    """Contents with nothing but blanks between are one, within a paragraph."""
    out: list[Range] = []
    for start, end in contents:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif out and not any(c.isalnum() for c in text[out[-1][1] : start]) and not _break_between(text, out[-1], (start, end)):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _split_speech(contents: list[Range], marks: Marks) -> list[Range]:
    """Speech that begins in marks goes on in marks: unmarked words before its second stretch are the attribution's."""
    if len(contents) < 2 or contents[0] not in marks.bounds:
        return contents
    out = contents[:1]
    for start, end in contents[1:]:
        inner = [q for q in marks.closed_at.get(end, ()) if start < q.start and q.end - q.start > 0.4 * (end - start)]
        out.append((inner[0].start, end) if inner else (start, end))
    return out


def _break_between(text: str, a: Range, b: Range) -> bool:
    """Whether a line break, a sentence's end before marks, or a mark that closes one stretch of speech and opens another stands between."""
    between = text[a[1] : b[0]]
    if text[b[0]] in '"“‘' and any(c in between for c in ".!?"):
        return True
    return "\n" in between or (text[a[1] - 1] in "\"”’'" and text[b[0]] in "\"“‘'")


def _shared(a: tuple[Range, ...], b: tuple[Range, ...]) -> int:
    shared = 0
    for s, e in a:
        for t, f in b:
            if s < f and t < e:
                shared += min(e, f) - max(s, t)
    return shared


def _resolve_doubles(found: list[Found]) -> list[Found]:
    """Words that two cues claim go to one of them: a whole content to the surer cue, a part of a content to the nearer."""
    kept: list[Found] = []
    places = Places()
    for f in sorted(found, key=lambda f: -f.score):
        rivals = [k for k in places.near(f.contents) if _shared(f.contents, kept[k].contents)]
        size = _size(f.contents)
        if any(_same(_shared(f.contents, kept[k].contents), size, _size(kept[k].contents)) for k in rivals):
            continue
        for k in rivals:
            f, kept[k] = _divide(f, kept[k])
        places.add(len(kept), f.contents)
        kept.append(f)
    return kept


def _divide(f: Found, k: Found) -> tuple[Found, Found]:
    """Two attributions without the contents that belong to the other."""
    for mine in f.contents:
        for theirs in k.contents:
            shared = _shared((mine,), (theirs,))
            a, b = mine[1] - mine[0], theirs[1] - theirs[0]
            if _same(shared, a, b):
                if len(k.contents) > 1 and (_gap(f, mine) < _gap(k, theirs) or len(f.contents) == 1):
                    k = k._replace(contents=tuple(c for c in k.contents if c != theirs))
                elif len(f.contents) > 1:
                    f = f._replace(contents=tuple(c for c in f.contents if c != mine))
            elif shared > 0.8 * a and len(f.contents) > 1 and not _inside(f.cue, theirs):
                f = f._replace(contents=tuple(c for c in f.contents if c != mine))
            elif shared > 0.8 * b and len(k.contents) > 1 and not _inside(k.cue, mine):
                k = k._replace(contents=tuple(c for c in k.contents if c != theirs))
    return f, k


def _inside(r: Range | None, outer: Range) -> bool:
    return r is not None and outer[0] <= r[0] and r[1] <= outer[1]


def _same(shared: int, a: int, b: int) -> bool:
    return shared / (a + b - shared) > 0.8


def _gap(f: Found, content: Range) -> int:
    return max(f.cue[0] - content[1], content[0] - f.cue[1], 0) if f.cue else 0


def _size(contents: tuple[Range, ...]) -> int:
    return sum(end - start for start, end in contents)


def _uncued(text: str, reading: Reading, found: list[Found]) -> list[Found]:
    """Stretches in quotation marks that no cue governs and that are speech all the same: whole sentences of some length."""
    tokens = reading.tokens
    places = Places(f.contents for f in found)
    out = []
    for q in tokens.marks:
        if q.depth or (q.single and not q.closed):
            continue
        words = len(text[q.start : q.end].split())
        if words < UNCUED_WORDS:
            continue
        here = ((q.start, q.end),)
        if any(_shared(found[k].contents, here) > 0.3 * (q.end - q.start) for k in places.near(here)):
            continue
        a, b = np.searchsorted(tokens.start, (q.start, q.end)).tolist()
        probability = float(reading.in_content[a:b].mean()) if b > a else 0.0
        final = text[q.start : q.end].rstrip("\"”’' ")[-1:] in tuple(".?!,…-–—")
        whole = text[max(0, q.start - 4) : q.start].rstrip(" ")[-1:] in ("", "\n") or not q.closed
        if probability > UNCUED_CONTENT and (final or whole):
            out.append(Found(None, False, probability, here, None, None, None))
    return out


def _set_phrases(text: str, found: list[Found]) -> list[Found]:
    """Attributions by phrases that the training articles all but lack, where the reader has not seen them."""
    places = Places([f.cue] for f in found if f.cue)
    cues = [f.cue for f in found if f.cue]

    def seen(cue: Range) -> bool:
        return any(_shared((cue,), (cues[k],)) for k in places.near([cue]))

    out = []
    for m in _TELL.finditer(text):
        if not seen(m.span("cue")):
            out.append(Found(m.span("cue"), False, 0.7, (m.span("content"),), m.span("source"), m.span("addressee"), None))
    for m in _AS_PER.finditer(text):
        cue = m.span("cue")
        if seen(cue):
            continue
        low = max(0, m.start() - 500)
        start = max((end.end() for end in _SENTENCE_END.finditer(text, low, m.start())), default=low)
        contents = tuple(_merge(text, [r] if (r := _snap(text, start, m.start(), Marks([]))) else []))
        if contents and len(text[slice(*contents[0])].split()) > 3:
            out.append(Found(cue, False, 0.7, contents, m.span("source"), None, None))
    return out


def _within_marks(text: str, marks: Marks, found: list[Found]) -> list[Found]:
    """Marks within marks after words that bring speech: "And I'm like, 'Wow.'" """
    places = Places(f.contents for f in found)
    out = []
    for q in marks:
        if not q.depth or not q.closed or len(text[q.start : q.end].split()) < 3:
            continue
        here = ((q.start, q.end),)
        near = (found[k].contents for k in places.near(here))
        if any(_same(_shared(contents, here), _size(contents), q.end - q.start) for contents in near):
            continue
        brings = _BRINGS.search(text, max(0, q.start - 60), q.start)
        if brings:
            source = brings.span("source") if brings["source"] else None
            out.append(Found(brings.span("cue"), False, 0.8, here, source, None, None))
    return out


def _continue(text: str, found: list[Found], marks: Marks) -> list[Found]:
    """Speech with no attribution of its own that follows a quotation with nothing between is a further content of it."""
    found = sorted(found, key=lambda f: f.contents[0])
    out: list[Found] = []
    for f in found:
        before = None
        if f.cue is None:
            before = next((k for k in range(len(out) - 1, -1, -1) if out[k].contents[-1][1] <= f.contents[0][0]), None)
        if before is not None:
            previous = out[before]
            end = max([previous.contents[-1][1]] + [r[1] for r in (previous.cue, previous.source) if r])
            if (
                previous.contents[-1][0] in marks.starts
                and end <= f.contents[0][0]
                and not any(c.isalnum() for c in text[end : f.contents[0][0]])
            ):
                out[before] = previous._replace(contents=previous.contents + f.contents)
                continue
        out.append(f)
    return out


def _kind(text: str, f: Found, marks: Marks) -> QuotationKind:
    """Marks that stand around the whole attribution (those of an outer quotation) do not count."""
    low = min([f.contents[0][0]] + [r[0] for r in (f.cue, f.source) if r])
    high = max([f.contents[-1][1]] + [r[1] for r in (f.cue, f.source) if r])
    own: list[Range] = []
    for q in marks.since(f.contents[0][0]):
        if q.start >= f.contents[-1][1]:
            break
        if not (q.start < low and q.end > high) and not (f.cue and q.start < f.cue[0] < q.end):
            own.append((q.start, q.end))
    inside = outside = False
    for start, end in f.contents if own else ():
        for m in _WORD.finditer(text, start, end):
            if any(c.isalnum() for c in m[0]):
                middle = (m.start() + m.end()) // 2
                if any(a <= middle < b for a, b in own):
                    inside = True
                else:
                    outside = True
        if inside and outside:
            break
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _parent(k: int, found: list[Found], places: Places) -> int | None:
    """The smallest spoken quotation one of whose contents holds all of quotation ``k``, cue and contents."""
    f = found[k]
    low = min([f.contents[0][0]] + ([f.cue[0]] if f.cue else []))
    high = max([f.contents[-1][1]] + ([f.cue[1]] if f.cue else []))
    best: int | None = None
    size = 0
    for j in places.near(((low, low + 1),)):
        g = found[j]
        if j == k or g.thought:
            continue
        for start, end in g.contents:
            if start <= low and high <= end and (best is None or end - start < size) and not (g.contents == f.contents and j > k):
                best, size = j, end - start
    return best


def _attribution(text: str, f: Found) -> Span | None:
    """The stretch from source to cue (and addressee and venue), where no content or paragraph break stands within it."""
    ranges = [r for r in (f.cue, f.source, f.addressee, f.venue) if r]
    if not ranges or f.cue is None:
        return None
    low, high = f.cue
    for r in sorted(ranges, key=lambda r: abs(r[0] - f.cue[0]) if f.cue else 0):
        a, b = min(low, r[0]), max(high, r[1])
        if "\n" not in text[a:b] and not any(s < b and a < e for s, e in f.contents):
            low, high = a, b
    return Span.of(text, low, high)
