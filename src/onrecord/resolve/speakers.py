"""Whose words a quotation gives.

The source as printed is a name, a pronoun or a description; each is taken to an entity by its own rules (:mod:`pronouns`,
:mod:`descriptions`), or it is missing, and the speech goes on from the quotation before. No name is better than a wrong one: below
:data:`THRESHOLD` the speaker is open, and the reason says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.model import Mention, Quotation, Span
from onrecord.resolve.antecedents import document_before, plural_subject
from onrecord.resolve.appositions import name_before, name_beside, together_in
from onrecord.resolve.confidence import probability
from onrecord.resolve.descriptions import described, together_before
from onrecord.resolve.nouns import OF_PEOPLE, POSSESSIVES, phrase, phrase_before, plural
from onrecord.resolve.outlets import same_outlet
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import (
    FIRST,
    FIRST_PLURAL,
    NEUTER,
    PLURAL,
    PRONOUNS,
    SECOND,
    Choice,
    Spoke,
    is_subject,
    plural_or_thing,
    third_person,
)
from onrecord.resolve.word_list import word_list

THRESHOLD = 0.61  # chosen on the develop half of benchmarks/who.py

# What someone said or wrote, named for its maker: "his statement said".
_OWN_WORDS = word_list(
    """
    statement remarks comments testimony speech tweet tweets words message comment response answer spokesman's
    """
)
_WE_ARE_TOLD = re.compile(r"\bwe(?:['’]re| are|['’]ve been| have been| were) (?:also )?told\b", re.IGNORECASE)
_SOURCES = re.compile(r"\b(?:sources?|insiders?|officials?|pals?)\b", re.IGNORECASE)
_OPEN_CUES = re.compile(
    r"\b(?:reportedly|allegedly|rumou?rs?|allegations?|accusations?|charges|calls|claims?|reports|disclosure)\b",
    re.IGNORECASE,
)
# "Roe was told": what stands before it is spoken to, or of.
_PASSIVE = re.compile(
    r"\b(?:been|were|was|being|is|are|be) (?:[a-z]+ly |also )?(?:told|accused|asked|charged|credited|criti[cs]i[sz]ed|instructed|notified|"
    r"ordered|pressed|urged|warned|called|dubbed|described|blamed|informed|advised|reminded|revealed|pointed)\b",
    re.IGNORECASE,
)
# "Brandt's lawyer, Jane Roe": the name after the comma speaks.
_OWNED_BEFORE = re.compile(r"[^,\n]*['’]s (?:[a-z]+ )*[a-z]+, (?=[A-Z])")
_ITSELF = re.compile(r" (?:it|him|her|them)sel(?:f|ves)$")
_MADE_BY = re.compile(r" (?:from|by) (?:the )?")
_SEAT = re.compile(r"[RDI][-–][A-Z][A-Za-z. ]*")
_GOES_ON = re.compile(r"\b(?:and|but|then|while)\s+(?:also\s+|even\s+)?$")
_ONE_BEFORE = re.compile(
    r"\b((?:an?|the|one|another|his|her|its|their) "
    r"(?:(?!(?:an?|the|his|her|its|their|of|by|for|to|from|in|with|and) )[\w’'-]+ ){0,3}[a-z’'-]+),? $"
)
# "Roe, who repeatedly vowed": the relative before a cue, with the adverbs and auxiliaries between.
_RELATIVE_BEFORE = re.compile(
    r"\b(who|which) (?:[a-z]+ly |also |once |has |have |had |is |was |were |then |later |earlier |still |even |first |in the past )*$"
)
_PRONOUN_BEFORE = re.compile(r"\b(he|she|they|it|I)\s+$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?!being\b)[a-z]+ing\b", re.IGNORECASE)
_LINK_WORD = re.compile(r"[\s“\"]*(?:(?:But|And|Yet|Still|Also|Meanwhile|However|Then),? )?")
_PRONOUN_OPENS = re.compile(r"(He|She|They|It) [a-z]")
_SUBJECT_GAP = re.compile(r"(?:\s|also|has|have|had|later|then|even|once|further|recently|previously|,)*")


@dataclass(slots=True)
class Decision:
    """The speaker of one quotation, how sure, and why."""

    figure: Figure | None
    confidence: float = 0.0
    because: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(slots=True)
class Speakers:
    """The speakers of one report, decided in the order of the text; a quotation before those inside it."""

    cast: Cast
    quotations: list[Quotation]
    author: str | None = None
    outlet: str | None = None
    decided: dict[str, Decision] = field(default_factory=dict)
    spoke: list[Spoke] = field(default_factory=list)
    seen: list[Figure] = field(default_factory=list)
    by_id: dict[str, Quotation] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    by_source: dict[tuple[int, int], Choice] = field(default_factory=dict)
    addressees: dict[str, Figure] = field(default_factory=dict)
    order: list[Quotation] = field(default_factory=list)

    def decide(self) -> None:
        """Fill :attr:`decided` for every quotation."""
        self.by_id = {q.id: q for q in self.quotations}
        self.numbers = {q.id: k for k, q in enumerate(self.quotations)}
        for q in sorted(self.quotations, key=_first_character):
            self._take(q, 0)

    def _take(self, q: Quotation, depth: int) -> None:
        if q.id in self.decided or depth > 8:
            return
        parent = self.by_id.get(q.parent) if q.parent else None
        if parent is not None:
            self._take(parent, depth + 1)
        choice, reason = self._choose(q, parent)
        if choice.figure is not None and choice.confidence < THRESHOLD:
            choice, reason = (
                Choice(None, choice.confidence, choice.because),
                "no one fits clearly better than the others: " + "; ".join(choice.because),
            )
        self.decided[q.id] = Decision(
            choice.figure,
            probability(q, choice.confidence) if choice.figure else round(choice.confidence, 3),
            choice.because if choice.figure else (),
            reason if choice.figure is None else None,
        )
        self.order.append(q)
        if choice.figure is not None and parent is None:
            at = q.source.start if q.source else q.contents[0].start
            self.spoke.append(Spoke(at, self.cast.layout.paragraph(at), choice.figure))

    def _choose(self, q: Quotation, parent: Quotation | None) -> tuple[Choice, str | None]:
        if q.source is not None and q.parent is None and q.kind != "indirect" and _says_itself(q):
            return self._continued(q)
        if q.source is not None and q.cue is not None and q.source.end <= q.cue.start and _PASSIVE.search(q.cue.text):
            return Choice(None, 0.0, ()), f"“{q.cue.text}” names no source"
        if q.source is not None:
            key = (q.source.start, q.source.end)
            if key not in self.by_source:
                self.by_source[key] = self.source(q.source, q, parent)
            choice = self.by_source[key]
            return choice, None if choice.figure else "; ".join(choice.because)
        if q.cue is not None:
            return self._without_source(q, q.cue, parent)
        return self._continued(q)

    def source(self, source: Span, q: Quotation | None, parent: Quotation | None, owner: Figure | None = None) -> Choice:
        """Whom the words of ``source`` mean."""
        text = source.text.strip()
        low = _ITSELF.sub("", text.lower().replace("’", "'"))
        if low.removesuffix("'s") in PRONOUNS:
            return self._pronoun(low, source, q, parent)
        return self._phrase(source, q, parent, owner)

    def _pronoun(self, low: str, source: Span, q: Quotation | None, parent: Quotation | None) -> Choice:
        cast, at = self.cast, source.start
        outer = self.decided.get(parent.id) if parent else None
        around = outer.figure if outer else None
        quoted = cast.layout.in_marks(at)
        addressee = self._addressee(q) if q is not None else None
        if low in FIRST or (low in FIRST_PLURAL and around is not None):
            if around is not None:
                return Choice(around, 0.9, (f"“{low}” within the words of {around.name}",))
            if quoted:
                speaker = self._speaker_around(at)
                if speaker is not None:
                    return Choice(speaker, 0.8, (f"“{low}” within the words of {speaker.name}",))
            return self._writer(low)
        if low in SECOND and parent is not None:
            to = self._addressee(parent)
            return Choice(to, 0.8 if to else 0.0, (f"“{low}”: the one spoken to",))
        if low in FIRST_PLURAL and not quoted:
            return self._writer(low)
        if low in PLURAL or low in NEUTER or low in FIRST_PLURAL:
            return self._taken_up(low, at, plural_or_thing(cast, low, at, self.spoke, addressee))
        if low in ("who", "which"):
            return self._antecedent(low, at, q, parent)
        return third_person(
            cast,
            low,
            at,
            self.spoke,
            addressee=addressee,
            around=None if quoted else around,
            not_speaker=around if quoted else None,
            contents=q.contents if q is not None else (),
        )

    def _antecedent(self, low: str, at: int, q: Quotation | None, parent: Quotation | None) -> Choice:
        """Whom "who" or "which" at offset ``at`` takes up: the name right before it, else the phrase, else a person named near."""
        cast, text = self.cast, self.cast.text
        near = [i for i in cast.names_before(at, 3) if at - cast.named[i].end < 60]
        for i in near[:1]:
            right = text[cast.named[i].end : at].strip() in ("", ",", "(") and (low == "which" or cast.of[i].kind != "place")
            if right and cast.of[i].is_person == (low == "who"):
                return Choice(cast.of[i], 0.85, (f"“{low}”: {cast.of[i].name}",))
        one = _ONE_BEFORE.search(text, max(0, at - 60), at)
        before = Span.of(text, *one.span(1)) if one else phrase_before(text, at)
        if before is not None:
            for i in near:
                if low == "who" and cast.of[i].is_person and text[cast.named[i].end : before.start] == ", ":
                    return Choice(cast.of[i], 0.85, (f"“{low}”: {cast.of[i].name}",))  # "Roe, a former harbour master, who"
            return self._phrase(before, q, parent, None)
        for i in near:
            if low == "who" and cast.of[i].is_person and at - cast.named[i].end < 40:
                return Choice(cast.of[i], 0.85, (f"“{low}”: {cast.of[i].name}",))
        return Choice(None, 0.0, (f"nobody before “{low}” fits it",))

    def _taken_up(self, low: str, at: int, choice: Choice) -> Choice:
        """The ``choice`` for "they" or "it" at offset ``at``, or the people or the paper that a clause nearer to it is about."""
        text, layout = self.cast.text, self.cast.layout
        if low in FIRST_PLURAL or (choice.figure is not None and choice.figure.kind != "organisation"):
            return choice
        span = plural_subject(text, layout, at) if low in PLURAL else None
        if low in NEUTER and choice.figure is None:
            span = document_before(text, layout, at)
        if span is None:
            return choice
        meant = self._phrase(span, None, None, None).figure
        if meant is None or meant.is_person or (low in NEUTER and meant.kind != "document"):
            return choice
        return Choice(meant, 0.65, (f"“{low}”: {meant.name}", "the subject before it" if low in PLURAL else "named before it"))

    def _speaker_around(self, at: int) -> Figure | None:
        for q in reversed(self.order[-6:]):
            if any(c.start <= at < c.end for c in q.contents):
                return self.decided[q.id].figure
        return None

    def _writer(self, low: str) -> Choice:
        if self.author and low in FIRST:
            for figure in self.cast.figures:
                if figure.name == self.author:
                    return Choice(figure, 0.8, ("the report's author",))
            return Choice(self.cast.add(Figure(name=self.author, kind="person", named=False)), 0.8, ("the report's author",))
        if self.outlet and low in FIRST_PLURAL:
            for figure in self.cast.figures:
                if figure.kind == "organisation" and same_outlet(figure.name, self.outlet):
                    return Choice(figure, 0.8, (f"“{low}” is {figure.name}, which publishes the report",))
        return Choice(None, 0.0, (f"“{low}” is the report's author, who is not named",))

    def _phrase(self, source: Span, q: Quotation | None, parent: Quotation | None, owner: Figure | None) -> Choice:
        """A name or a description."""
        cast = self.cast
        owned = _OWNED_BEFORE.match(source.text)
        if owned:
            source = Span.of(cast.text, source.start + owned.end(), source.end)
        if _SEAT.fullmatch(source.text):  # "Roe, R-Iowa": the seat is printed for the name before it
            for i in cast.names_before(source.start, 1):
                if source.start - cast.named[i].end < 4:
                    return Choice(cast.of[i], 0.9, (f"“{source.text}” stands beside {cast.of[i].name}",))
        start = source.start
        apposed = name_before(cast, source)
        if apposed is not None:
            return apposed
        p = phrase(_ITSELF.sub("", source.text))
        inside = cast.within(start, source.end)
        inside = [i for i in inside if cast.named[i].start >= start - 1 or cast.named[i].end >= source.end]
        pair = together_in(cast, source, inside, self.seen)
        if pair is not None:
            return Choice(pair, 0.9, (f"“{source.text}”",))
        head = start + p.head_end
        beside = name_beside(cast, source, inside)
        if beside is not None:
            return beside
        for i in inside:
            n, figure = cast.named[i], cast.of[i]
            if p.determiner in ("a", "an", "one") and (not figure.is_person or p.rest.startswith(",")):
                continue  # "a former Springfield, Ohio warehouse worker"
            possessor = n.possessive and n.end + 3 < source.end
            if possessor and n.end < head:
                owner = figure
                continue
            if (n.outer <= start + (len(p.determiner or "") + 1 if p.determiner else 0) and n.end >= head - 2) or (
                n.end >= head - 2 and n.start < head
            ):
                together = together_before(p, start, self.spoke, cast) if not figure.is_person else None
                return together or Choice(figure, 0.97, (f"“{source.text}” names {figure.name}",))
        if not plural(p) and p.head in OF_PEOPLE and " and " not in source.text:
            for i in inside:  # "a lawyer for the Brandts, Jane Roe of Vell"
                n = cast.named[i]
                if cast.of[i].is_person and not n.possessive and n.start > head and cast.text[n.outer - 2 : n.outer] == ", ":
                    return Choice(cast.of[i], 0.9, (f"“{source.text}” names {cast.of[i].name}",))
        if owner is None and p.determiner in POSSESSIVES:
            owner = self._pronoun(p.determiner, Span.of(cast.text, start, start + len(p.determiner)), q, parent).figure
        if p.head in _OWN_WORDS and (maker := _MADE_BY.match(p.rest)) and inside:
            n, figure = cast.named[inside[0]], cast.of[inside[0]]
            if n.outer <= head + maker.end() and n.end >= source.end - 1:
                return Choice(figure, 0.85, (f"“{source.text}”: the words of {figure.name}",))
        if p.head in _OWN_WORDS and owner is not None:
            return Choice(owner, 0.75, (f"“{source.text}”: the words of {owner.name}",))
        if p.rest and p.rest.lstrip()[:1] in ",(":
            beyond = [i for i in inside if cast.named[i].start >= head]
            if beyond and cast.of[beyond[0]].is_person:
                return Choice(cast.of[beyond[0]], 0.9, (f"“{source.text}” names {cast.of[beyond[0]].name}",))
        return described(cast, p, start, self.spoke, self.seen, owner)

    def _without_source(self, q: Quotation, cue: Span, parent: Quotation | None) -> tuple[Choice, str | None]:
        """A cue whose source is not marked: the name or pronoun beside it, or the source of the clause that it goes on from."""
        told = self._we_are_told(q, cue)
        if told is not None:
            return told, None
        if _OPEN_CUES.search(cue.text) or _PASSIVE.search(cue.text):
            return Choice(None, 0.0, ()), f"“{cue.text}” names no source"
        cast, text = self.cast, self.cast.text
        low, _ = cast.layout.sentence_bounds(cue.start)
        beside = self._beside(cue, q)
        if beside is not None and beside.figure is not None:
            return beside, None
        if text[cue.start : cue.end].lower().endswith("ing") or _GOES_ON.search(text[max(low, cue.start - 14) : cue.start]):
            for other in reversed(self.order[-5:]):
                decision = self.decided[other.id]
                if other.cue and low <= other.cue.start < cue.start and decision.figure is not None and other.parent == q.parent:
                    return Choice(decision.figure, 0.75, ("goes on from the clause before", *decision.because)), None
        opening = self._opening_subject(low, cue) if _PARTICIPLE.match(cue.text) else None
        if opening is not None and opening.figure is not None:
            return opening, None
        return Choice(None, 0.0, ()), "the report names no source for it"

    def _opening_subject(self, low: int, cue: Span) -> Choice | None:
        """The name or pronoun with which the sentence of a participle begins: "Roe left early, saying …"."""
        cast, text = self.cast, self.cast.text
        link = _LINK_WORD.match(text, low, cue.start)
        start = link.end() if link else low
        for i in cast.within(start, cue.start)[:1]:
            n = cast.named[i]
            if n.outer <= start + 4 and not n.possessive and cast.of[i].kind != "place" and is_subject(cast, i):
                return Choice(cast.of[i], 0.7, (f"{cast.of[i].name} is the subject of “{cue.text}”",))
        m = _PRONOUN_OPENS.match(text, start, cue.start)
        return self.source(Span.of(text, *m.span(1)), None, None) if m else None

    def _we_are_told(self, q: Quotation, cue: Span) -> Choice | None:
        """ "We're told …": the unnamed sources of a quotation in the same paragraph."""
        if not _WE_ARE_TOLD.search(self.cast.text, max(0, cue.start - 12), cue.end):
            return None
        paragraph = self.cast.layout.paragraph(cue.start)
        k = self.numbers[q.id]
        for other in self.quotations[max(0, k - 4) : k + 5]:
            if other.source and _SOURCES.search(other.source.text) and self.cast.layout.paragraph(other.source.start) == paragraph:
                key = (other.source.start, other.source.end)
                self.by_source.setdefault(key, self.source(other.source, other, None))
                return Choice(self.by_source[key].figure, 0.75, (f"“{cue.text}”: by “{other.source.text}”",))
        return None

    def _beside(self, cue: Span, q: Quotation) -> Choice | None:
        cast, text = self.cast, self.cast.text
        for i in cast.names_before(cue.start, 1):
            n = cast.named[i]
            if cue.start - n.end < 25 and not n.possessive and _SUBJECT_GAP.fullmatch(text, n.end, cue.start):
                return Choice(cast.of[i], 0.8, (f"{cast.of[i].name} stands before “{cue.text}”",))
        for i in cast.within(cue.end, cue.end + 4) if not cue.text.endswith("ing") else ():
            said = any(c.start <= cast.named[i].start < c.end for c in q.contents)
            if not said and text[cue.end : cast.named[i].outer].strip() == "":
                return Choice(cast.of[i], 0.7, (f"{cast.of[i].name} stands after “{cue.text}”",))
        relative = _RELATIVE_BEFORE.search(text, max(0, cue.start - 60), cue.start)
        if relative:
            return self.source(Span.of(text, *relative.span(1)), q, None)
        m = _PRONOUN_BEFORE.search(text[max(0, cue.start - 6) : cue.start])
        if m:
            begin = max(0, cue.start - 6) + m.start()
            return self.source(Span.of(text, begin, begin + len(m.group(1))), None, None)
        return None

    def _continued(self, q: Quotation) -> tuple[Choice, str | None]:
        """Words in marks with no attribution: the speaker of the quotation right before, in the same or the preceding paragraph."""
        layout = self.cast.layout
        here = layout.paragraph(q.contents[0].start)
        for other in reversed(self.order[-6:]):
            if other.parent != q.parent or (other.kind == "indirect" and here != layout.paragraph(other.contents[-1].start)):
                continue
            if other.contents[0].start >= q.contents[0].start:
                continue
            gap = here - layout.paragraph(max(other.contents[-1].end - 1, other.cue.start if other.cue else 0))
            decision = self.decided[other.id]
            if gap <= 1 and decision.figure is not None:
                return Choice(
                    decision.figure, 0.75 if gap == 0 else 0.62, ("goes on from the quotation before", *decision.because[:1])
                ), None
            break
        return Choice(None, 0.0, ()), "no attribution of its own, and no quotation right before it"

    def _addressee(self, q: Quotation) -> Figure | None:
        if q.addressee is None:
            return None
        if q.id not in self.addressees:
            span = Span.of(self.cast.text, q.addressee.start, q.addressee.end)
            if span.text.lower() in PRONOUNS:
                return None
            inside = self.cast.within(span.start, span.end)
            if not inside:
                return None
            self.addressees[q.id] = self.cast.of[inside[-1]]
        return self.addressees[q.id]


def _says_itself(q: Quotation) -> bool:
    """Whether the source stands in the spoken words themselves: "She said, 'No,' and left" is someone else's, who tells it."""
    return q.source is not None and any(c.start <= q.source.start and q.source.end <= c.end for c in q.contents)


def _first_character(q: Quotation) -> tuple[int, int]:
    spans = [q.contents[0].start] + [s.start for s in (q.source, q.cue) if s]
    return min(spans), -q.contents[-1].end


def mention_of(span: Span) -> Mention:
    """The mention that words with no name in them are."""
    return Mention(start=span.start, end=span.end, text=span.text, form="pronoun" if span.text.lower() in PRONOUNS else "nominal")
