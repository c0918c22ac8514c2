"""The organisation that "the company", "the paper" or "the league" takes up."""

from __future__ import annotations

from onrecord.resolve.nouns import Phrase
from onrecord.resolve.outlets import is_outlet
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import Choice, Spoke
from onrecord.resolve.word_list import word_list

LOOK_BACK = 120  # names

# Heads that take up an organisation only where its name shows that it is one of that kind.
_KINDS = tuple(
    word_list(group)
    for group in (
        "committee subcommittee panel commission council board",
        "university college school institute academy",
        "agency department bureau administration service office authority ministry commission",
        "court",
        "bank",
        "church",
        "team club league",
        "party",
        "hospital clinic",
        "campaign",
    )
)
OUTLET_HEADS = word_list("paper newspaper outlet network station channel magazine website publication broadcaster publisher site")
LINK_WEIGHT = 0.1
_LEAGUES = word_list("nfl nba wnba mlb nhl mls ncaa")
_LAWS = word_list("act amendment bill law treaty accord deal constitution reform plan rule war prize award awards")
OF_STATE = word_list(
    """
    government administration regime army military city state county district house senate congress parliament legislature
    prosecution defense defence
    """
)
PUBLIC = word_list(
    "house senate congress department court committee subcommittee commission council administration government police party republicans "
    "democrats fbi cia nsa doj dhs justice army navy parliament assembly ministry pentagon kremlin nations nato"
)


def fits(head: str, figure: Figure) -> bool:
    """Whether an organisation may be called "the ``head``"."""
    if figure.words[-1] in _LAWS:
        return False
    if head in OUTLET_HEADS:
        return is_outlet(figure.name) or bool(OUTLET_HEADS & figure.roles)
    if head == "league" and figure.words[0] in _LEAGUES:
        return True
    for group in _KINDS:
        if head in group:
            return bool(group & set(figure.words))
    return head not in OF_STATE and not is_outlet(figure.name, told=True) and not PUBLIC & set(figure.words)


def organisation(cast: Cast, p: Phrase, at: int, spoke: list[Spoke]) -> Choice | None:
    """The organisation that "the company", "the group" takes up: who spoke last, else the one named last as a subject or most often."""
    head = "outlet" if "news" in p.words else p.head
    for s in reversed(spoke[-2:]):
        if s.figure.kind == "organisation" and s.figure.named and fits(head, s.figure) and cast.layout.paragraph(at) - s.paragraph <= 2:
            return Choice(s.figure, 0.7, (f"“{p.text}”: {s.figure.name}", "spoke just before"))
    scores: dict[int, float] = {}
    figures: dict[int, Figure] = {}
    near = list(cast.names_before(at, LOOK_BACK))
    for rank, (i, link) in enumerate(zip(near, cast.linked(at + p.head_end - len(p.head), at + p.head_end, near), strict=True)):
        figure, n = cast.of[i], cast.named[i]
        if figure.kind != "organisation" or not fits(head, figure):
            continue
        figures[id(figure)] = figure
        place = 1.2 - 0.06 * rank - 0.3 * n.possessive + LINK_WEIGHT * min(max(link, -4.0), 6.0)
        scores[id(figure)] = max(scores.get(id(figure), -9), place) + 0.12
    if not scores:
        return None
    ranked = sorted(scores, key=lambda k: -scores[k])
    margin = scores[ranked[0]] - (scores[ranked[1]] if len(ranked) > 1 else 0)
    figure = figures[ranked[0]]
    return Choice(figure, min(0.75, 0.6 + 0.25 * margin), (f"“{p.text}”: {figure.name}", "the organisation named last"))
