"""What comes out of comparing: every noun once. Offsets are code points of the text of the report named beside them, end exclusive."""

from __future__ import annotations

from typing import Literal

from onrecord.model import Noun


class Printed(Noun, frozen=True, kw_only=True):
    """Which report. ``report`` is its id, ``number`` its number in the archive, ``sha256`` the hash of its content."""

    number: int
    report: str
    sha256: str
    outlet: str | None
    published: str | None
    title: str | None


class Passage(Noun, frozen=True, kw_only=True):
    """A sentence of a report, and in it the value, or the quotation, that it is shown for: ``value_start`` to ``value_end``, where it
    stands in so many words."""

    printed: Printed
    start: int
    end: int
    text: str
    value: str
    value_start: int | None = None
    value_end: int | None = None


class Backing(Noun, frozen=True, kw_only=True):
    """Who stands behind a saying, an event or a story.

    ``independent``: how many sources there are when reports that print the same text, those that name one agency as theirs, and those of
    one outlet count once. ``first``, ``last``: the days between which it was printed, ISO 8601.
    """

    reports: int
    independent: int
    outlets: tuple[str, ...]
    first: str | None
    last: str | None


class Sharing(Noun, frozen=True, kw_only=True):
    """Reports that print the same text. ``first`` had it first, as far as the days of publication tell."""

    first: Printed
    others: tuple[Printed, ...]


class Copying(Noun, frozen=True, kw_only=True):
    """The report of the number ``report`` prints the text of ``of``, which had it first: ``share`` (0 to 1) of its own words, ``words``
    of them."""

    report: int
    of: int
    share: float
    words: int


class EventBacking(Noun, frozen=True, kw_only=True):
    """One event as the reports of a story have it, and who says so: the named and the unnamed, and how many reports in their own voice."""

    type: str
    who: tuple[str, ...]
    times: tuple[str, ...]
    backing: Backing
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    own_voice: int
    passages: tuple[Passage, ...]


class Story(Noun, frozen=True, kw_only=True):
    """Reports of one happening. ``name`` is the headline of the report that is most like the others, ``words`` what they share,
    ``copying`` from which other each copy was most likely made."""

    number: int
    name: str
    words: tuple[str, ...]
    backing: Backing
    reports: tuple[Printed, ...]
    copies: tuple[Sharing, ...]
    copying: tuple[Copying, ...]


class Difference(Noun, frozen=True, kw_only=True):
    """A run of words of the longest wording, and what stands for it in this one."""

    change: Literal["same", "cut", "added", "changed"]
    longest: str
    here: str


class Variant(Noun, frozen=True, kw_only=True):
    """One report's wording of a saying: ``words`` without quotation marks; ``differences`` from the longest direct wording."""

    printed: Printed
    quotation: str
    kind: str
    words: str
    speaker: str | None
    said: str | None
    venue: str | None
    differences: tuple[Difference, ...]


class Saying(Noun, frozen=True, kw_only=True):
    """One utterance as several reports print it, the earliest first. ``longest`` and ``first`` are places in ``variants``.

    ``speakers``, ``days`` and ``venues``: each that is given, with how many independent sources give it.
    """

    number: int
    words: str
    backing: Backing
    variants: tuple[Variant, ...]
    longest: int
    speakers: dict[str, int]
    days: dict[str, int]
    venues: dict[str, int]


class Conflict(Noun, frozen=True, kw_only=True):
    """Two passages that cannot both be right (``conflict``) or may not be (``possible``: worth checking), or of which the later brings the
    earlier up to date (``update``)."""

    story: int
    verdict: Literal["conflict", "possible", "update"]
    kind: str
    plainly: str
    score: float
    one: Passage
    other: Passage


class Statement(Noun, frozen=True, kw_only=True):
    """What someone said on a topic, once. ``stance``: whether the words about the topic affirm, deny or hedge."""

    day: str | None
    words: str
    stance: Literal["affirms", "denies", "hedges"]
    backing: Backing
    passage: Passage


class Turn(Noun, frozen=True, kw_only=True):
    """Two statements, one after the other, whose stance differs; ``question`` leaves the judgement to the reader."""

    question: str
    earlier: Statement
    later: Statement


class Position(Noun, frozen=True, kw_only=True):
    """What a person said on a topic, in order, and where it seems to turn."""

    speaker: str
    about: str
    statements: tuple[Statement, ...]
    turns: tuple[Turn, ...]
