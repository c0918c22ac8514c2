"""Words that exclude each other: a number of the men is none of the women."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from onrecord.compare.words import stem

#: Groups of words, each with its sides.
_OPPOSITES = """
first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth;
man men male boy boys | woman women female girl girls;
father | mother | husband | wife | brother | sister | son | daughter;
north northern | south southern | east eastern | west western | central;
democrat democrats democratic | republican republicans gop | independent independents;
support supported favor favour approve | oppose opposed disapprove;
rose rise rising increase increased grew higher climbed jumped surged soared gained advanced up | fell fall falling decrease decreased
    dropped lower declined slid sank plunged tumbled slipped down;
won win victory | lost lose defeat;
january jan | february feb | march | april apr | june jun | july jul | august aug | september sept | october oct | november nov |
    december dec;
monday | tuesday | wednesday | thursday | friday | saturday | sunday;
white | black | hispanic latino | asian;
previous previously prior | next coming upcoming;
minimum lowest | maximum highest | average median;
daily | weekly | monthly | annual annually yearly;
local | state statewide | national nationally nationwide federal | global worldwide international foreign;
opening | closing;
conservative | liberal | moderate;
urban | rural;
non | majority mostly predominantly;
revenue sales | profit income earnings;
house | senate;
likely | unlikely;
senior older | junior younger;
student students | teacher teachers | police officer officers | soldier soldiers troops | civilian civilians | child children | adult
    adults;
estimated expected forecast projected planned | actual confirmed
"""
_GROUPS = [[side.split() for side in group.split("|")] for group in _OPPOSITES.split(";")]
#: Each such word, by its stem: the group, and which of the group's sides.
SIDES = {stem(word): (at, side) for at, group in enumerate(_GROUPS) for side, listed in enumerate(group) for word in listed}
#: The groups of days and months.
CALENDAR = frozenset(SIDES[word][0] for word in ("monday", "march"))
#: The words for a relative.
KIN = frozenset(s for s, (at, _) in SIDES.items() if at == SIDES["mother"][0])


def sides(stems: Iterable[str]) -> set[tuple[int, int]]:
    """The sides that these words stand for."""
    return {SIDES[s] for s in stems if s in SIDES}


def opposed(one: Collection[tuple[int, int]], other: Collection[tuple[int, int]], *, but: Collection[int] = ()) -> int:
    """In how many groups, ``but`` for some, each has a side and they share none."""
    found = 0
    for group in ({at for at, _ in one} & {at for at, _ in other}).difference(but):
        first, second = ({side for at, side in listed if at == group} for listed in (one, other))
        found += first.isdisjoint(second)
    return found
