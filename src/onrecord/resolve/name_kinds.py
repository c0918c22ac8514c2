"""What kind of thing a name is: votes by its form, and by the words that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from onrecord.resolve.given_names import GIVEN_NAMES
from onrecord.resolve.outlets import is_outlet
from onrecord.resolve.titles import DEMONYMS, PLACES
from onrecord.resolve.word_list import word_list

_SUFFIXES = word_list("jr sr ii iii iv")
ORGANISATION_HEADS = word_list(
    """
    department committee subcommittee commission council court university college school academy institute institution association
    society union federation foundation party bureau agency administration ministry office center centre corporation corp inc co
    company companies group llc ltd plc partners holdings bank church hospital police service services authority board fund trust club
    team league network news times post journal press coalition caucus campaign house congress senate parliament assembly force forces
    army navy guard corps command organization organisation project initiative alliance conference convention brotherhood watch
    network industries systems technologies airlines motors studios records entertainment media pictures international analytica
    daughters marijuana majority reserve treasury pentagon kremlin nations nato taliban isis hamas hezbollah twitter facebook google
    apple amazon microsoft uber boeing tesla parenthood bureau jail prison prisons laboratory labs museum library diocese vatican
    ministry cabinet matter qaeda
    """
)
_PLACE_HEADS = word_list(
    """
    city county street avenue road beach island islands river lake mountain valley park bridge airport square hill heights springs bay
    district garden
    """
)
_EVENT_HEADS = word_list(
    """
    act amendment war day award awards games cup bowl prize bill treaty accord deal constitution reform care week tower hall
    recession crisis pandemic arrivals action file pac pacs newsletters newsletter coverage correction
    """
)

# What is often named and looks like a person.
_NO_PERSON = word_list(
    """
    obamacare trumpcare romneycare medicare brexit trumpian trumpism metoo dreamers jim_crow mother_earth world_war_i world_war_ii
    camp_david sandy_hook rose_garden deferred_action merry_christmas town_&_country morning_joe
    """
)
_PART_OF = word_list("north south east west african latin native central")

# What a name is by the noun right before it ("the show Vell Nights") or apposed to it ("Vell Nights, a show that …").
_WORKS = (
    "show|series|sitcom|film|movie|documentary|song|single|album|book|memoir|novel|app|game|podcast|drug|product|play|musical|essay|poem|"
    "painting|mural|programme|program|platform"
)
_BODIES = (
    "restaurant|company|firm|startup|charity|nonprofit|band|magazine|newspaper|paper|weekly|tabloid|outlet|site|website|network|station|"
    "broadcaster|publisher|brand|label|retailer|chain|club|agency|think tank|law firm|café|bar|school"
)
_KIND_BEFORE = re.compile(rf"(?:^|[^,\w])(?:(?P<work>{_WORKS})|(?P<body>{_BODIES})),? [\"“‘']?(?:the )?$", re.IGNORECASE)
_KIND_AFTER = re.compile(
    rf"[\"”’']?, (?:an?|the|his|her|their|its) (?:[\w’'-]+ ){{0,3}}(?:(?P<work>{_WORKS})|(?P<body>{_BODIES}))"
    r"(?=[,.;)]| (?:that|which|in|based|on|for|where|about|by|with)\b)"
)
_NO_NOUN_AFTER = re.compile(
    r"[\"”’']?(?:[,.;:!?)\n]|$"
    r"| (?:and|or|but|in|on|at|of|for|to|with|by|from|that|which|is|was|are|were|has|had|have|will|would|said|says|reported)\b)"
)
_KINDS = tuple(f"{_WORKS}|{_BODIES}".split("|"))
_MARKED = re.compile(r"[\"“‘'][^\"“”‘’']*[\"”’']")
_IN_PLACE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross|downtown|resident of|town of|city of|village of) $")
_OF_STATE = re.compile(r", (?:[A-Z]\.[A-Z]\.|[A-Z][a-z]{2,5}\.|[A-Z]{2}\b)")


def _may_be_kind(before: str) -> bool:
    """Whether :data:`_KIND_BEFORE` may fit: a test at a tenth of its cost."""
    return before.lower().removesuffix("the ").rstrip(" ,\"“‘'").endswith(_KINDS)


def context_votes(text: str, start: int, end: int, words: int) -> Iterator[tuple[str, float]]:
    """What the name of so many ``words`` at ``[start, end)`` is by the words beside it."""
    before = text[max(0, start - 32) : start]
    m = (_may_be_kind(before) and _KIND_BEFORE.search(before)) or _KIND_AFTER.match(text, end)
    if m:
        yield ("other", 2.0) if m["work"] else ("organisation", 2.0)
    if words > 1 and before[-1:] in ("“", '"', "‘") and _MARKED.fullmatch(text, start - 1, end + 1):
        yield "other", 1.5
    if before.endswith("the ") and _NO_NOUN_AFTER.match(text, end):
        yield "organisation", 0.8
    if words == 1 and before.endswith((" on ", " On ")) and _NO_NOUN_AFTER.match(text, end):
        yield "organisation", 0.4  # "streams on Lumenfall"
    if _IN_PLACE.search(before) and text[end : end + 2] not in ("'s", "’s"):
        yield "place", 0.5
    if _OF_STATE.match(text, end):
        yield "place", 1.0


@lru_cache(maxsize=8192)
def form_votes(name: str, words: tuple[str, ...], titles: tuple[str, ...]) -> Mapping[str, float]:
    """What a name is by its form alone: votes for person, organisation, place, other."""
    votes: dict[str, float] = {}

    def vote(kind: str, weight: float) -> None:
        votes[kind] = votes.get(kind, 0.0) + weight

    low = " ".join(words)
    if is_outlet(name):
        vote("organisation", 4)
    if low in PLACES or low.replace(".", "") in PLACES:
        vote("place", 2.5)
    if words[-1] in ORGANISATION_HEADS or (
        len(words) > 1 and any(w in ORGANISATION_HEADS for w in words) and any(w in ("of", "for", "on") for w in words)
    ):
        vote("organisation", 2)
    if words[-1] in _PLACE_HEADS and len(words) > 1:
        vote("place", 1)
    if words[-1] in _EVENT_HEADS:
        vote("other", 1.5)
    if "_".join(words) in _NO_PERSON or words[0] == "hurricane" or (len(words) == 2 and words[0] in ("u.s", "us")):
        vote("other", 3)
    if low == "minutes":  # 60 Minutes
        vote("organisation", 2)
    if low in DEMONYMS or (len(words) == 2 and words[0] in _PART_OF and words[1] in DEMONYMS):
        vote("norp", 2.5)
    if low.rstrip("s") in ("republican", "democrat", "conservative", "liberal", "muslim", "christian"):
        vote("norp", 3)
    if len(words) == 1 and name.isupper() and 2 <= len(name) <= 6:
        vote("organisation", 1.2)
    if titles:
        vote("person", 2.5)
    if words[0] in GIVEN_NAMES and len(words) > 1:
        vote("person", 1.8)
    elif words[0] in GIVEN_NAMES:
        vote("person", 0.5)
    if "and" in words or "&" in words:
        vote("organisation", 0.5)
    elif len(words) in (2, 3) and words[0] not in DEMONYMS and low not in PLACES and not name.isupper():
        vote("person", 0.35)
    if (words[-1] in _SUFFIXES and words[0] != "world") or (len(words) == 3 and len(words[1]) == 1) or name.startswith("@"):
        vote("person", 1.5)
    return votes
