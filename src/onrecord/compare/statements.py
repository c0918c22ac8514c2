"""What a report states that another may state otherwise: each number, date, name and negation in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

import msgspec

from onrecord.annotate.marks import quoted
from onrecord.compare.quantities import quantities
from onrecord.compare.words import FUNCTION_WORDS, Word, stem, weight, words
from onrecord.model import Record, Time
from onrecord.resolve.layout import Layout
from onrecord.resolve.word_list import word_list

StatementKind = Literal["count", "age", "amount", "length", "share", "distance", "date", "name", "place", "claim"]

#: The words so near a value say best, or well, what it is of.
CLOSE, NEAR = 2, 9
MOST_ABOUT = 12
#: What is counted, sorted out: numbers of the dead are not compared with numbers of the injured.
_PREDICATES = {
    "dead": "dead die died dies death deaths kill killed killing lives fatal fatally fatality fatalities toll slain murdered bodies",
    "hurt": "hurt injured injury injuries wounded wounding wound hospitalized hospitalised hospital",
    "arrested": "arrest arrested arrests detained detain custody jailed held",
    "missing": "missing unaccounted disappeared",
    "charged": "charge charged charges counts count indicted",
    "rescued": "rescued rescue evacuated evacuate displaced homeless fled",
    "sick": "infected cases case infections sickened diagnosed tested",
    "hit": "fired shots rounds bullets",
}
PREDICATES = {stem(word): name for name, listed in _PREDICATES.items() for word in listed.split()}
_NEGATIONS = word_list(
    """
    not no never n't neither nor none nobody denied denies deny denying rejected refused failed
    """
)
_MODAL = word_list(
    """
    could may might would face faces facing maximum up possible potentially if expected plan plans planned will scheduled set
    """
)
_SPEECH = word_list(
    """
    said says say told added adds wrote tweeted asked according
    """
)
_CHANGING = word_list("yet initially preliminary rose risen rising climbed")
_NAME = re.compile(r"[A-Z][\w'’-]*[a-z][\w'’-]*(?:(?: (?:de|la|al|bin|von|van|der|del))* (?:[A-Z]\. )?[A-Z][\w'’-]*[a-z][\w'’-]*)*")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|outside|from|to|of|around)\s(?:the\s)?$")
_TITLE = word_list(
    """
    mr mrs ms dr president sen rep gov judge sheriff detective sgt officer captain chief mayor attorney secretary minister prime the a
    an monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december
    """
)


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One value that a report gives, and what it gives it of.

    ``start``, ``end``: the value's code points; ``low``, ``high``: those of its sentence. ``value``: a number for quantities (see
    :class:`~onrecord.compare.quantities.Quantity`), a TIMEX3 value, a name in lower case, or "no" (the claim is denied). ``about``: the
    stems of the telling words near it, each with its weight. ``predicates``: what is counted, or for a name the words
    next to it. ``names``: the other names in the sentence. ``open``: the sentence speaks of what may or
    will be. ``so_far``: it says that this may change.
    """

    kind: StatementKind
    value: float | str
    unit: str
    bound: str
    digits: int
    start: int
    end: int
    low: int
    high: int
    about: dict[str, float]
    predicates: tuple[str, ...]
    names: tuple[str, ...]
    open: bool
    so_far: bool


class Sentence(NamedTuple):
    """A sentence ``[low, high)`` and the stems of its telling words that it does not deny; ``open`` as in :class:`Statement`."""

    low: int
    high: int
    stems: list[str]
    open: bool


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """All statements of one report, its sentences, and every stem that it holds."""

    listed: list[Statement]
    sentences: list[Sentence]
    stems: set[str]


def statements(record: Record) -> Statements:
    """What ``record`` states. Cost is linear in its words."""
    text = record.text
    layout = Layout(text, [(mark.start, mark.end) for mark in quoted(text) if mark.closed])
    people = {mention.text for entity in record.entities if entity.kind == "person" for mention in entity.mentions}
    reader = _Reader(text, layout, words(text), people if record.entities else None)
    claims = reader.claims()
    found = [
        *(reader.statement(q.kind, q.value, q.unit, q.bound, q.digits, q.start, q.end) for q in quantities(text)),
        *(
            reader.statement("date", value, str(len(value)), "exact", 9, time.start, time.end)
            for time in record.times
            if time.anchor != "quotation" and (value := _day(time))
        ),
        *reader.names(),
        *claims,
    ]
    return Statements(listed=[s for s in found if s.about], sentences=reader.sentences(claims), stems=set(reader.stems))


def _day(time: Time) -> str | None:
    """The day, month or year of a time expression; None where it is a duration, or open."""
    found = None if "/" in time.text else re.match(r"\d{4}(-\d\d){0,2}(?=T|$)", time.value or "")
    return found[0] if found and time.type in ("DATE", "TIME") else None


class _Reader:
    """One text, looked at word by word."""

    def __init__(self, text: str, layout: Layout, listed: list[Word], people: set[str] | None) -> None:
        self._people = people
        self._text = text
        self._layout = layout
        self._words = listed
        self._starts = [word.start for word in listed]
        self.stems = [stem(word.form) for word in listed]

    def statement(self, kind: StatementKind, value: float | str, unit: str, bound: str, digits: int, start: int, end: int) -> Statement:
        low, high = self._layout.sentence_bounds(start)
        high = max(high, end)
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        at, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        about: dict[str, float] = {}
        predicates: dict[str, int] = {}
        for place in range(first, last):
            if at <= place < after and kind != "count":
                continue
            distance = at - place if place < at else max(place - after + 1, 0)
            s = self.stems[place]
            if s in PREDICATES and distance <= 6:
                predicates[PREDICATES[s]] = min(distance, predicates.get(PREDICATES[s], 99))
            form = self._words[place].form
            if form in FUNCTION_WORDS or form[0].isdigit() or (at <= place < after):
                continue
            near = 1.5 if distance <= CLOSE else 0.7 if distance <= NEAR else 0.3
            about[s] = max(about.get(s, 0.0), near * max(weight(s), 0.5))
        forms = {word.form for word in self._words[first:last]}
        names = {self.stems[p] for p in range(first + 1, last) if self._text[self._starts[p]].isupper() and not at <= p < after}
        kept = dict(sorted(about.items(), key=lambda item: -item[1])[:MOST_ABOUT])
        if kind in ("name", "place"):
            predicates = dict.fromkeys(self._beside(at, after), 0)
        closest = min(predicates.values(), default=0)
        return Statement(
            kind=kind, value=value, unit=unit, bound=bound, digits=digits, start=start, end=end,
            low=low + len(self._text[low:high]) - len(self._text[low:high].lstrip()), high=low + len(self._text[low:high].rstrip()),
            about=kept, predicates=tuple(sorted(p for p, d in predicates.items() if d <= closest + 1)),
            names=tuple(sorted(names - FUNCTION_WORDS)), open=bool(forms & _MODAL),
            so_far="so far" in self._text[low:high] or not _CHANGING.isdisjoint(forms),
        )  # fmt: skip

    def names(self) -> list[Statement]:
        """Names of two or more words, and places after "in" or "near"."""
        found = []
        for match in _NAME.finditer(self._text):
            if match.start() in self._layout.opens and " " not in match[0]:
                continue
            before = self._text[max(0, match.start() - 12) : match.start()]
            if self._people is not None and match[0] not in self._people and not _PLACE_BEFORE.search(before):
                continue
            parts = [part for part in (word.form.removesuffix("'s") for word in words(match[0])) if part not in _TITLE]
            if not parts or parts[0] in FUNCTION_WORDS:
                continue
            if self._speaks(match.start(), match.end()):
                continue
            is_place = bool(_PLACE_BEFORE.search(before))
            if len(parts) > 1 or is_place:
                kind: StatementKind = "place" if is_place else "name"
                found.append(self.statement(kind, " ".join(parts), "", "exact", 9, match.start(), match.end()))
        return found

    def _speaks(self, start: int, end: int) -> bool:
        """Whether a verb of speech stands next to the name: whose words they are is for the sayings."""
        at, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        beside = [word.form for word in (*self._words[max(0, at - 1) : at], *self._words[after : after + 2])]
        return not _SPEECH.isdisjoint(beside)

    def claims(self) -> list[Statement]:
        """Each verb or noun of weight that a negation at most three words before it denies."""
        found = []
        negated_until = -1
        for place, word in enumerate(self._words):
            if word.start in self._layout.opens:
                negated_until = -1
            if word.form in _NEGATIONS or word.form.endswith("n't"):
                negated_until = place + 3
            elif place <= negated_until and self._is_telling(place) and self._text[word.start].islower():
                found.append(self.statement("claim", "no", self.stems[place], "exact", 9, word.start, word.end))
                negated_until = -1
        return found

    def sentences(self, claims: list[Statement]) -> list[Sentence]:
        """Every sentence with its telling stems, those that are denied left out."""
        denied = {claim.start for claim in claims}
        found: dict[int, tuple[set[str], set[str]]] = {}
        for place, word in enumerate(self._words):
            stems, forms = found.setdefault(self._layout.sentence(word.start), (set(), set()))
            forms.add(word.form)
            if self._is_telling(place, least=0.7) and word.start not in denied:
                stems.add(self.stems[place])
        bounds = [*self._layout.sentences, len(self._text)]
        return [
            Sentence(bounds[k], bounds[k] + len(self._text[bounds[k] : bounds[k + 1]].rstrip()), sorted(stems), bool(forms & _MODAL))
            for k, (stems, forms) in found.items()
            if stems
        ]

    def _beside(self, at: int, after: int) -> set[str]:
        """The telling words, none of them a name, within two words of those of ``[at, after)``."""
        near = (*range(max(0, at - 2), at), *range(after, min(after + 2, len(self._words))))
        return {self.stems[p] for p in near if self._is_telling(p) and self._text[self._starts[p]].islower()}

    def _is_telling(self, place: int, *, least: float = 1.5) -> bool:
        form = self._words[place].form
        return form not in FUNCTION_WORDS and not form[0].isdigit() and weight(self.stems[place]) >= least
