"""From the reader's cues and the quotation marks to quotations: exact contents, kind, and which stands inside which.

What a person would hold to: a content that stands in marks begins and ends with them; speech that goes on after its attribution, or in
the next paragraph, belongs to the same quotation; a quotation inside another has it as ``parent``.
"""

from __future__ import annotations

import re

import numpy as np

from onrecord.annotate.found import Found, Range, merge, shared, snap
from onrecord.annotate.nearby import Marks, Places
from onrecord.annotate.phrases import set_phrases, within_marks
from onrecord.annotate.posts import find_posts
from onrecord.annotate.reader import Cue, Reading
from onrecord.annotate.rivals import without_rivals
from onrecord.model import Addressee, Post, Quotation, QuotationKind, Span

_WORD = re.compile(r"\S+")
SCORE = 0.4  # below it a cue and its contents are passed over
MARKED_SCORE = 0.28  # the same where quotation marks say that words were quoted
NESTED_SCORE = 0.6  # a quotation inside another must be surer than one outside: fewer are right
PLAIN_NESTED_SCORE = 0.35  # … unless its cue can hardly be anything else
UNCUED_WORDS = 5
UNCUED_CONTENT = 0.5
POSTED = 0.95  # how sure it is that a post says what it says

_PLAINLY_SAID = re.compile(r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|ask(?:ed|s|ing)|according to)\b", re.IGNORECASE)
_ADVERB = re.compile(r"(?:reportedly|allegedly|purportedly|apparently)", re.IGNORECASE)
_AUX = r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|does)"
_AUXILIARY = re.compile(rf" (?:{_AUX} )*(?:also |been |not )?")
_SHORT_SUBJECT = re.compile(rf"(?:^|[.!?]”? |\n)([A-Z][^\s,.“”\"]*(?: [^\s,.“”\"]+){{0,5}}?(?: {_AUX})?) \Z")
_OPENERS = frozenset(("that", "to", "whether", "if"))  # alone they say nothing
_APPOSITION = re.compile(r",\s(?=(?:an?|the|his|her|its|their|our|my|who|whose|which|one|now|then|also|\d\d?|[a-z][\w’'-]*)\b)(?!and |or )")
_DAY_AFTER = re.compile(
    r" (?:(?:(?:earlier|late|early|last|this|in|on) )+)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|this week|last week|this month|last month|last year)(?: \d{1,4})?\Z"
)
_NAME_AFTER_CLAUSE = re.compile(r"[^,]*[a-z], ((?:[A-Z][\w.’'-]*[ ]?){1,4})")


def quotations(text: str, reading: Reading) -> list[Quotation]:
    """The quotations of ``text``, in the order of their first words; speakers are still open.

    Ids are Q1, Q2, …; every span slices back.
    """
    marks = Marks(reading.tokens.marks)
    found = without_rivals(
        [f for cue in reading.cues if cue.score >= MARKED_SCORE and (f := _governed(text, cue, marks)) and _counts(f, marks)]
    )
    found = [part for f in found for part in _own_sentence(text, f, marks)]
    found += set_phrases(text, found)
    found += within_marks(text, marks, found)
    found += _uncued(text, reading, found)
    posts = find_posts(text)
    found = _with_posts(text, _continue(text, found, marks), posts)
    posted = {post.body.start for post in posts if post.body}
    found.sort(key=lambda f: (f.contents[0], -f.contents[-1][1]))
    places = Places(f.contents for f in found)
    found = [f for k, f in enumerate(found) if f.cue is None or _stands(text, f) or _parent(k, found, places) is None]
    places = Places(f.contents for f in found)
    out = []
    for k, f in enumerate(found):
        parent = _parent(k, found, places)
        out.append(
            Quotation(
                id=f"Q{k + 1}",
                kind="direct" if f.cue is None and f.contents[0][0] in posted else _kind(text, f, marks),
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


def _stands(text: str, f: Found) -> bool:
    """Whether a quotation may stand inside another: only speech that is sure."""
    plain = f.cue is not None and _PLAINLY_SAID.search(text, *f.cue) is not None
    return not f.thought and f.score >= (PLAIN_NESTED_SCORE if plain else NESTED_SCORE)


def _span(text: str, r: Range | None) -> Span | None:
    return Span.of(text, *r) if r else None


def _governed(text: str, cue: Cue, marks: Marks) -> Found | None:
    contents = []
    for start, end in cue.contents:
        snapped = snap(text, *_own_paragraph(text, start, end, cue.start), marks, cue.start)
        if snapped and any(c.isalnum() for c in text[slice(*snapped)]) and text[slice(*snapped)].lower() not in _OPENERS:
            contents.append(snapped)
    if _ADVERB.fullmatch(text, cue.start, cue.end):
        contents = _up_to_adverb(text, contents, cue.start)
    contents = _split_speech(text, merge(text, sorted(contents)), marks)
    if not contents:
        return None
    source = _without_apposition(text, cue.source) if cue.source else None
    return Found((cue.start, cue.end), cue.thought > 0.5, cue.score, tuple(contents), source, cue.addressee, cue.venue)


def _own_paragraph(text: str, start: int, end: int, cue: int) -> Range:
    """Words in no marks do not go on in another paragraph than that of their cue."""
    if text[start] in "\"“‘'" or "\n" not in text[start:end]:
        return start, end
    if cue < end:
        return start, text.index("\n", start, end)
    return text.rindex("\n", start, end) + 1, end


def _up_to_adverb(text: str, contents: list[Range], cue: int) -> list[Range]:
    """What is "reportedly" so begins before the word: with the subject of its clause and its auxiliary."""
    before = [k for k, (_, end) in enumerate(contents) if end <= cue]
    if before:
        k = max(before, key=lambda k: contents[k][1])
        start, end = contents[k]
        return [*contents[:k], (start, cue - 1), *contents[k + 1 :]] if _AUXILIARY.fullmatch(text, end, cue) else contents
    subject = _SHORT_SUBJECT.search(text, max(0, cue - 80), cue)
    return [subject.span(1), *contents] if contents and subject else contents


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
    """The source up to the comma that sets off an apposition or a relative clause, without punctuation at its ends, a day that dates the
    saying, or the end of a clause that comes before a name ("… their meeting yet, Roe in May")."""
    start, end = source
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    day = _DAY_AFTER.search(text, start, end)
    if day and day.start() > start:
        end = day.start()
    name = _NAME_AFTER_CLAUSE.fullmatch(text, start, end)
    if name:
        return name.span(1)
    cut = _APPOSITION.search(text, start, end)
    if cut:
        end = cut.start()
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ")\"”’'":
        end -= 1
    return (start, end) if start < end else None


def _split_speech(text: str, contents: list[Range], marks: Marks) -> list[Range]:
    """Speech that begins in marks goes on in marks: unmarked words after or before its second stretch are the attribution's."""
    if not contents:
        return contents
    first = contents[0]
    ends = next((q.end for q in marks.since(first[0]) if q.start == first[0] and q.closed), None)
    if ends is not None and ends < first[1] and text[ends - 2] == "," and not any(ends <= q.start < first[1] for q in marks.since(ends)):
        contents = [(first[0], ends), *contents[1:]]
    if len(contents) < 2 or contents[0] not in marks.bounds:
        return contents
    out = contents[:1]
    for start, end in contents[1:]:
        inner = [q for q in marks.closed_at.get(end, ()) if start < q.start and q.end - q.start > 0.4 * (end - start)]
        if inner:
            out.append((inner[0].start, end))
        elif marks.holds(start, end) or not any(c in text[out[-1][1] : start] for c in ".!?\n"):
            out.append((start, end))
    return out


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
        if any(shared(found[k].contents, here) > 0.3 * (q.end - q.start) for k in places.near(here)):
            continue
        a, b = np.searchsorted(tokens.start, (q.start, q.end)).tolist()
        probability = float(reading.in_content[a:b].mean()) if b > a else 0.0
        final = text[q.start : q.end].rstrip("\"”’' ")[-1:] in tuple(".?!,…-–—")
        whole = text[max(0, q.start - 4) : q.start].rstrip(" ")[-1:] in ("", "\n") or not q.closed
        if probability > UNCUED_CONTENT and (final or whole):
            out.append(Found(None, False, probability, here, None, None, None))
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
            start = previous.contents[-1][0]
            end = max([previous.contents[-1][1]] + [r[1] for r in (previous.cue, previous.source) if r])
            if (
                start in marks.starts
                and not text[start + 1 : start + 2].islower()  # a word or two quoted within a sentence is no speech that goes on
                and end <= f.contents[0][0]
                and not any(c.isalnum() for c in text[end : f.contents[0][0]])
            ):
                out[before] = previous._replace(contents=previous.contents + f.contents)
                continue
        out.append(f)
    return out


def _with_posts(text: str, found: list[Found], posts: list[Post]) -> list[Found]:
    """What an embedded post says is its author's, in marks or not; what stands in it is said by it."""
    for post in posts:
        printed = post.author or post.handle
        if post.body is None or printed is None:
            continue
        body = (post.body.start, post.body.end)
        at = text.find(printed, body[1], post.end)
        if at < 0:
            at = text.find(printed, post.start, body[0])
        source = (at, at + len(printed)) if at >= 0 else None
        same = [f for f in found if shared(f.contents, (body,)) > 0.6 * max(body[1] - body[0], sum(b - a for a, b in f.contents))]
        if any(f.cue or f.source for f in same):
            continue
        found = [f for f in found if f not in same]
        found.append(Found(None, False, POSTED, (body,), source, None, None))
    return found


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
            if m[0].isalnum() or any(c.isalnum() for c in m[0]):
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
