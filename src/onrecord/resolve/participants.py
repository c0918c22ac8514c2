"""Which figure of the report the words for someone in an event mean: a name, a pronoun, a description."""

from __future__ import annotations

import re
from bisect import bisect_left

from onrecord.model import Span
from onrecord.resolve.clauses import Item
from onrecord.resolve.descriptions import described
from onrecord.resolve.nouns import ORGANISATIONS, POSSESSIVES, Phrase, kind_of, phrase, plural
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import FEMALE, FIRST, FIRST_PLURAL, MALE, NEUTER, PLURAL, PRONOUNS, Spoke, plural_or_thing, third_person
from onrecord.resolve.speakers import Speakers
from onrecord.resolve.titles import STATE_NAMES, gender_of_role
from onrecord.resolve.word_list import word_list

THRESHOLD = 0.5
_PARTNERS = word_list("partner boyfriend girlfriend husband wife spouse fiance fiancee lover")
_AND_HERS = re.compile(r"\b(she|he|they) and $", re.IGNORECASE)
_OF_WHOM = re.compile(
    r" (?:of|from) (?:(?:the|his|her|its|their) )?[A-Z][\w’'-]*(?: (?:(?:of|and|for) )?[A-Z][\w’'-]*)*(?: [a-z]+s?(?= |[.,]))?"
)
_QUANTITIES = word_list("dozens hundreds thousands scores millions group number")
_QUANTITY_OF = re.compile(r" of (?:[a-z]+ ){0,2}?[a-z]+s\b|(?: of [a-z]+)")
_OFFICES = word_list("governor gov judge justice magistrate prosecutor sheriff")
_MANY = frozenset(("they", "them", "their", "theirs", "it", "its"))


class Participants:
    """Looks up the figures of one report; what was found for a place is kept."""

    def __init__(self, cast: Cast, speakers: Speakers) -> None:
        self.cast = cast
        self.speakers = speakers
        self.spoke = sorted(speakers.spoke, key=lambda s: s.at)
        self._at = [s.at for s in self.spoke]
        self._seen: dict[tuple[int, int, int], tuple[Figure, ...]] = {}
        self._own: dict[tuple[str, ...], Figure] = {}

    def of(self, item: Item, apart: Figure | None = None) -> tuple[Figure, ...]:
        """The figures that ``item`` means; none where the report leaves it open. "A and B" as one phrase is two.

        A pronoun does not mean ``apart``: who sentences "her" is another (Chomsky's principle B).
        """
        key = (item.start, item.end, id(apart) if apart is not None else 0)
        if key not in self._seen:
            self._seen[key] = self._find(item, apart)
        return self._seen[key]

    def officer_before(self, item: Item) -> Figure | None:
        """Who holds an office of justice and is named before a pronoun in its sentence: "Gov. Roe commuted her sentence"."""
        cast = self.cast
        if cast.text[item.start : item.end].lower() not in POSSESSIVES | MALE | FEMALE:
            return None
        low = cast.layout.sentence_bounds(item.start)[0]
        for i in cast.people_before(item.start, 4):
            if cast.named[i].start < low:
                break
            if cast.of[i].roles & _OFFICES:
                return cast.of[i]
        return None

    def _find(self, item: Item, apart: Figure | None) -> tuple[Figure, ...]:
        cast = self.cast
        words = cast.text[item.start : item.end]
        low = words.lower().replace("’", "'").removesuffix("'s")
        if low in PRONOUNS:
            figure = self._pronoun(low, item.start, apart)
            return figure.members or (figure,) if figure is not None else ()
        p = phrase(words)
        head = item.start + p.head_end
        owner: Figure | None = None
        for i in cast.within(item.start, item.end):
            n, figure = cast.named[i], cast.of[i]
            if n.end >= head - 2:
                return (figure,) if figure.kind != "place" or not self._is_where(n.outer) else ()
            if n.possessive:
                owner = figure
        if p.determiner in POSSESSIVES:
            owner = self._pronoun(p.determiner, item.start)
        figure = self._described(p, item, owner)
        return figure.members or (figure,) if figure is not None else ()

    def _is_where(self, at: int) -> bool:
        return self.cast.text[max(0, at - 4) : at].lower().endswith(("in ", "at "))

    def _described(self, p: Phrase, item: Item, owner: Figure | None) -> Figure | None:
        apposed = self._apposed(item)
        if apposed is not None:
            return apposed
        state = self._state(p, item.start)
        if state is not None:
            return state
        head = p.head.removeprefix("then-").removeprefix("ex-")
        key = ("partner" if head in _PARTNERS and owner is not None else " ".join(p.words), owner.name if owner is not None else "")
        if p.determiner not in ("a", "an", "another") and key in self._own:
            return self._own[key]
        is_definite = p.definite or p.determiner is None
        if is_definite and p.head not in ("others", "people"):
            choice = described(self.cast, p, item.start, self._before(item.start), self.speakers.seen, owner)
            fits = choice.figure is not None and not (p.head in ORGANISATIONS and choice.figure.is_person)
            if choice.figure is not None and fits and choice.confidence >= THRESHOLD:
                self._own.setdefault(key, choice.figure)
                if choice.figure.name == p.text and not choice.figure.mentions:
                    choice.figure.name += self._of_whom(p, item.end)
                return choice.figure
        made = Figure(name=p.text + self._of_whom(p, item.end), kind=kind_of(p), words=p.words, named=False, plural=plural(p))
        if made.kind == "unnamed" and made.plural and p.head not in ("police", "authorities"):
            made.kind = "group"
        made.gender = {"m": 1.0, "f": -1.0, None: 0.0}[gender_of_role(p.words)]
        self.speakers.seen.append(made)
        self._own[key] = made
        return self.cast.add(made)

    def _state(self, p: Phrase, at: int) -> Figure | None:
        """The one state that the report names, for "the state"."""
        if p.text.lower() != "the state":
            return None
        named = {id(f): f for n, f in zip(self.cast.named, self.cast.of, strict=True) if " ".join(n.words) in STATE_NAMES}
        before = {id(self.cast.of[i]): self.cast.of[i] for i in self.cast.names_before(at, 12) if id(self.cast.of[i]) in named}
        fitting = before or named
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _of_whom(self, p: Phrase, end: int) -> str:
        """The words behind a group that tell which it is: " from the Vell Academy"; none behind others."""
        if p.head in _QUANTITIES and (m := _QUANTITY_OF.match(self.cast.text, end)):
            return m[0]  # "dozens of civilians"
        m = _OF_WHOM.match(self.cast.text, end) if plural(p) and not p.definite else None
        return m[0] if m else ""

    def _apposed(self, item: Item) -> Figure | None:
        """The name right behind a description, here or where it stands again: "her mother, Dee Dee Blanchard,", "his lawyer Tom Oduya"."""
        text = self.cast.text
        words = text[item.start : item.end]
        found = self._named_after(item.end)
        if found is None and words.split()[0].lower() in POSSESSIVES:
            for m in re.finditer(rf"\b{re.escape(words)}(?=,? [A-Z])", text):
                found = found or self._named_after(m.end())
        return found

    def _named_after(self, end: int) -> Figure | None:
        cast = self.cast
        for i in cast.within(end, end + 3):
            n, figure = cast.named[i], cast.of[i]
            if cast.text[end : n.outer] in (", ", " ") and figure.is_person:
                return figure
        return None

    def _before(self, at: int) -> list[Spoke]:
        return self.spoke[: bisect_left(self._at, at)]

    def _pronoun(self, low: str, at: int, apart: Figure | None = None) -> Figure | None:
        cast, speakers = self.cast, self.speakers
        together = _AND_HERS.search(cast.text, max(0, at - 8), at) if low in POSSESSIVES else None
        if together is not None:  # "she and her brother"
            return self._pronoun(together[1].lower(), together.start(1))
        around = self._around(at)
        quoted = cast.layout.in_marks(at)
        if low in FIRST or low in FIRST_PLURAL:
            return around
        if low in PLURAL or low in NEUTER or low in _MANY:
            choice = plural_or_thing(cast, low, at, self._before(at), None)
        elif low in MALE or low in FEMALE:
            spoke = self._before(at) if quoted else []  # a narrative goes on with those it names, not with those it quotes
            choice = third_person(
                cast, low, at, spoke, around=None if quoted else around, not_speaker=apart or (around if quoted else None)
            )
        else:
            choice = speakers.source(Span.of(cast.text, at, at + len(low)), None, None)
        return choice.figure if choice.confidence >= THRESHOLD else None

    def _around(self, at: int) -> Figure | None:
        """Who speaks the words that hold the offset ``at``."""
        best: tuple[int, Figure | None] | None = None
        for q in self.speakers.quotations:
            for c in q.contents:
                if c.start <= at < c.end and (best is None or c.end - c.start < best[0]):
                    best = (c.end - c.start, self.speakers.decided[q.id].figure)
        return best[1] if best else None
