"""What a report states that another may state otherwise: each number, date, name and negation in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

import msgspec

from onrecord.annotate.marks import quoted
from onrecord.compare.opposites import CALENDAR, SIDES
from onrecord.compare.quantities import quantities
from onrecord.compare.words import FUNCTION_WORDS, Word, stem, weight, words
from onrecord.model import Record, Time
from onrecord.resolve.layout import Layout
from onrecord.resolve.word_list import word_list

StatementKind = Literal["count", "age", "amount", "length", "share", "distance", "date", "name", "claim"]

#: The words so near a value say best, or well, what it is of.
CLOSE, NEAR = 2, 9
#: So many words of content on either side are kept.
BESIDE = 3
#: A word with a capital at the head of a sentence is a name from this weight on.
NAME = 2.0
MOST_ABOUT, MOST_MENTIONS = 12, 6
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
    not cannot never neither nor denied denies deny denying rejected refused failed
    """
)
#: After one of these a negation no longer denies the verb.
_BETWEEN = word_list("a an the any that this only just all for because if as who what in on at by with from so")
_MAY = re.compile(r"May\b(?! (?:be|have|not|he|she|it|they|we|I)\b)")  # the month
_MODAL = word_list(
    """
    could may might would face faces facing maximum possible potentially if expected plan plans planned will scheduled set
    """
)
_SPEECH = word_list("said says say told tells added adds wrote writes tweeted asked according explained argued")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_COUNTED = re.compile(r"\b(?:ago|earlier|later|before|after|since|last|next)\b", re.IGNORECASE)
_CHANGING = word_list("yet initially originally previously preliminary rose risen rising climbed")
_PREPOSITION = re.compile(
    r"(?:\b(?:in|from|since|until|till|by|to|of|on|during|before|after|through|between|and|or|around|early|mid|late)[\s-]|[-–(])$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?\W*$")
#: What is given as it stood at an hour may have changed since.
_AT_THE_TIME = re.compile(r"\b(?:so far|as of|\d ?[ap]\.?m)\b", re.IGNORECASE)
#: Captions, credits and what else stands on a page beside the report.
_FURNITURE = re.compile(
    r"©|@\w+\)|\b(?:[Pp]hotos?:|toggle caption|Hide Caption|\d+ (?:of \d+ )?(?:Photos|Images|Slides|Videos)\b|Getty|Slideshow|[Cc]opyright"
    r"|[Ff]ile photo|Image caption|contributed to this (?:report|story|article))"
    r"|\w, [A-Z][a-z]+\.? \d{1,2}, \d{4}\.?\s*$"
)
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
    stems of the telling words near it (for a person, near all mentions), each with its weight. ``predicates``: what is counted.
    ``before``, ``after``: the words of content on either side, the nearest first (for a person, beside any mention). ``names``: the other
    names in the sentence. ``numbers``: its other numbers. ``near``: the words by which it may be opposed to another statement
    (:mod:`~onrecord.compare.opposites`). ``open``: the sentence speaks of what may or will be. ``so_far``: it says that this may change.
    ``quoted``: the value stands between quotation marks. ``bound``: of a date, whether its words are a "weekday", counted ("about"), or
    the "name" of a thing.
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
    place: int
    about: dict[str, float]
    predicates: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    near: tuple[str, ...]
    open: bool
    so_far: bool
    quoted: bool


class Sentence(NamedTuple):
    """A sentence ``[low, high)`` and the stems of its telling words that it does not deny, in order; ``open`` as in :class:`Statement`;
    ``quoted``: words of it stand between quotation marks; ``denies``: a negation stands in it."""

    low: int
    high: int
    stems: list[str]
    open: bool
    quoted: bool
    denies: bool


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """All statements of one report, its sentences, and every stem that it holds."""

    listed: list[Statement]
    sentences: list[Sentence]
    stems: set[str]


def statements(record: Record, listed: list[Word] | None = None) -> Statements:
    """What ``record`` states; ``listed``: the words of its text, where they are known. Cost is linear in its words."""
    text = record.text
    layout = Layout(text, [(mark.start, mark.end) for mark in quoted(text) if mark.closed])
    reader = _Reader(text, layout, words(text) if listed is None else listed)
    found = [
        *(reader.statement(q.kind, q.value, q.unit, q.bound, q.digits, q.start, q.end) for q in quantities(text)),
        *(
            reader.statement("date", value, str(len(value)), _precision(time, text), 9, time.start, time.end)
            for time in record.times
            if time.anchor != "quotation" and (value := _day(time))
        ),
        *reader.people(record),
        *reader.claims(),
    ]
    sentences = reader.sentences()
    lows = {sentence.low for sentence in sentences}
    return Statements(listed=[s for s in found if s.about and s.low in lows], sentences=sentences, stems=set(reader.stems))


def _day(time: Time) -> str | None:
    """The day, month or year of a time expression; None where it is a duration, open, or a time of day alone."""
    found = None if "/" in time.text else re.match(r"\d{4}(-\d\d){0,2}(?=T|$)", time.value or "")
    return found[0] if found and (time.type == "DATE" or (time.type == "TIME" and _WEEKDAY.search(time.text))) else None


def _parts(name: str) -> list[str]:
    """The words of a name without titles."""
    return [part for part in (word.form.removesuffix("'s") for word in words(name.replace(".", ""))) if part not in _TITLE]


def _precision(time: Time, text: str) -> str:
    """Whether the words give a date, a day of the week, or a day that is counted from another, or name a thing ("the 2016 election")."""
    if _WEEKDAY.search(time.text):
        return "weekday"
    if len(_day(time) or "") < 10 and not _PREPOSITION.search(text, max(0, time.start - 9), time.start):
        return "name"
    return "exact" if (re.search(r"\d", time.text) and not _COUNTED.search(time.text)) or time.anchor == "explicit" else "about"


class _Reader:
    """One text, looked at word by word."""

    def __init__(self, text: str, layout: Layout, listed: list[Word]) -> None:
        self._text = text
        self._layout = layout
        self._words = listed
        self._starts = [word.start for word in listed]
        self.stems = [stem(word.form) for word in listed]
        self._plain = {word.form for word in listed if text[word.start].islower()}
        self._denied = self._denials()
        denied = set(self._denied)
        #: The words that sentences are compared by.
        self._telling = [p for p in range(len(listed)) if p not in denied and self._is_telling(p, least=0.7)]

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
        forms = {word.form for word in self._words[first:last] if not _MAY.match(self._text, word.start)}
        others = [p for p in range(first, last) if not at <= p < after]
        names = {self.stems[p] for p in others if self._text[self._starts[p]].isupper() and (p > first or not self._is_plain(p))}
        kept = dict(sorted(about.items(), key=lambda item: -item[1])[:MOST_ABOUT])
        stripped = self._stripped(low, high)
        closest = min(predicates.values(), default=0)
        return Statement(
            kind=kind, value=value, unit=unit, bound=bound, digits=digits, start=start, end=end,
            before=self._next(range(at - 1, first - 1, -1)), after=self._next(range(after, last)),
            numbers=tuple(sorted({self._words[p].form for p in others if self._words[p].form[0].isdigit()})),
            near=tuple(sorted(
                {self.stems[p] for p in (range(first, last) if kind == "count" else others)
                 if at - NEAR <= p < after + NEAR and self.stems[p] in SIDES}
            )),
            low=stripped[0], high=stripped[1], place=bisect_left(self._telling, at) - bisect_left(self._telling, first),
            about=kept, predicates=tuple(sorted(p for p, d in predicates.items() if d <= closest + 1)),
            names=tuple(sorted(s for s in names - FUNCTION_WORDS if SIDES.get(s, (None,))[0] not in CALENDAR)), open=bool(forms & _MODAL),
            so_far=bool(_AT_THE_TIME.search(self._text, low, high)) or not _CHANGING.isdisjoint(forms), quoted=self._layout.in_marks(start),
        )  # fmt: skip

    def people(self, record: Record) -> Iterator[Statement]:
        """The first mentions of each person with a name of two words or more, but those beside a verb of speech."""
        for entity in record.entities:
            full = Counter(" ".join(_parts(mention.text)) for mention in entity.mentions if " " in mention.text)
            name = min(full, key=lambda name: (-full[name], len(name), name), default="")
            parts = name.split()
            if entity.kind != "person" or len(parts) < 2 or not parts[-1][0].isalpha():
                continue
            named = [m for m in entity.mentions if not (set(parts).isdisjoint(_parts(m.text)) or self._speaks(m.start, m.end))]
            for mention in named[:MOST_MENTIONS]:
                yield self.statement("name", name, "", "exact", 9, mention.start, mention.end)

    def _speaks(self, start: int, end: int) -> bool:
        """Whether a verb of speech stands next to the name: whose words they are is for the sayings."""
        at, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return not _SPEECH.isdisjoint(word.form for word in (*self._words[max(0, at - 1) : at], *self._words[after : after + 2]))

    def claims(self) -> list[Statement]:
        """Each telling word that a negation denies, but in questions."""
        denied = (self.statement("claim", "no", self.stems[p], "exact", 9, self._words[p].start, self._words[p].end) for p in self._denied)
        return [claim for claim in denied if not _QUESTION.search(self._text, claim.low, claim.high)]

    def _denials(self) -> list[int]:
        """The places of the telling words that a negation denies."""
        found = []
        is_denied, sentence = False, -1
        for place, word in enumerate(self._words):
            if self._layout.sentence(word.start) != sentence:
                is_denied, sentence = False, self._layout.sentence(word.start)
            if word.form in _NEGATIONS or word.form.endswith("n't"):
                is_denied = True
            elif is_denied and self._is_telling(place, least=0.7) and not word.form.endswith("ly"):
                if self._text[word.start].islower():
                    found.append(place)
                is_denied = False
            elif word.form in _BETWEEN:
                is_denied = False
        return found

    def sentences(self) -> list[Sentence]:
        """Every sentence with its telling stems, those that are denied left out."""
        found: dict[int, tuple[list[str], set[str]]] = {}
        telling = set(self._telling)
        for place, word in enumerate(self._words):
            stems, forms = found.setdefault(self._layout.sentence(word.start), ([], set()))
            if not _MAY.match(self._text, word.start):
                forms.add(word.form)
            if place in telling:
                stems.append(self.stems[place])
        bounds = [*self._layout.sentences, len(self._text)]
        return [
            Sentence(
                *self._stripped(low, high), stems, bool(forms & _MODAL), self._quotes(low, high),
                not _NEGATIONS.isdisjoint(forms) or any(form.endswith("n't") for form in forms),
            )
            for (stems, forms), low, high in ((told, bounds[k], bounds[k + 1]) for k, told in found.items())
            if stems and not _FURNITURE.search(self._text, low, high)
        ]  # fmt: skip

    def _quotes(self, low: int, high: int) -> bool:
        return any(start < high and low < end for start, end in self._layout.outer)

    def _stripped(self, low: int, high: int) -> tuple[int, int]:
        """``[low, high)`` without the blanks at its ends."""
        inside = self._text[low:high]
        return low + len(inside) - len(inside.lstrip()), low + len(inside.rstrip())

    def _next(self, places: range) -> tuple[str, ...]:
        """The stems of the first words of content in these places."""
        return tuple(islice((self.stems[p] for p in places if self._words[p].form not in FUNCTION_WORDS), BESIDE))

    def _is_plain(self, place: int) -> bool:
        """Whether the word at the head of a sentence is no name."""
        form = self._words[place].form
        return form in self._plain or weight(stem(form)) < NAME

    def _is_telling(self, place: int, *, least: float = 1.5) -> bool:
        form = self._words[place].form
        return form not in FUNCTION_WORDS and not form[0].isdigit() and weight(self.stems[place]) >= least
