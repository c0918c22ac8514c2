"""Mentions that tell one event, and events that belong to one happening: an attack with its deaths, a case from arrest to appeal.

What one of them says of its people and its day goes for the others.
"""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.annotate.event_words import ROLES
from onrecord.model import ParticipantRole, Time
from onrecord.resolve.told import PRINCIPALS, Part, Told

TIME_COUNTS, PEOPLE_COUNT, AMOUNT_COUNTS = 0.1, 0.05, 0.35


def once(found: Iterable[Told], threshold: float) -> list[Told]:
    """Of the mentions of each event the best one; those below ``threshold`` only add what the best leaves open."""
    kept: list[Told] = []
    for told in sorted(found, key=lambda t: (-t.score - _said(t), t.trigger.start)):
        same = next((k for k in kept if same_event(k, told)), None)
        if same is not None:
            _complete(same, told)
        elif told.score >= threshold:
            kept.append(told)
    return kept


def _said(told: Told) -> float:
    """What a mention that tells the time, and one that names its people, is preferred by."""
    return TIME_COUNTS * (told.time is not None) + PEOPLE_COUNT * bool(told.principals) + AMOUNT_COUNTS * (told.amount is not None)


def same_event(a: Told, b: Told) -> bool:
    """Whether two mentions may be of one event: one type, people in common (or none named), times that agree."""
    if a.trigger.type != b.trigger.type or (a.status == "planned") != (b.status == "planned"):
        return False
    if not _times_agree(a.time, b.time):
        return False
    ours, theirs = a.principals, b.principals
    return not ours or not theirs or bool(ours & theirs) or _only_described(a) or _only_described(b)


def _only_described(told: Told) -> bool:
    """Whether its people are only "the suspect", "the man": such words may mean anyone who is named."""
    return all(not f.named and not f.plural and f.name.lower().startswith("the ") for role, f, _ in told.people if role in PRINCIPALS)


def _times_agree(a: Time | None, b: Time | None) -> bool:
    if a is None or b is None or a.value is None or b.value is None:
        return True
    return a.value.startswith(b.value) or b.value.startswith(a.value)


HARM = frozenset(("attack", "death", "injury"))
_CASE = frozenset(
    ("arrest", "charge", "plea", "trial", "conviction", "acquittal", "sentence", "imprisonment", "appeal", "investigation", "search")
)
_SUIT = frozenset(("lawsuit", "settlement", "trial"))
_TAKEN = frozenset(("arrest", "charge", "plea", "conviction", "sentence", "search"))  # for what was done in the attack
_NEAR = 500


def share(kept: list[Told]) -> None:
    """An attack, and the deaths and injuries of it, have one day, one perpetrator and the same victims: what one mention says goes for the
    others. Who is arrested or charged, where that is one person, did the one attack of the report."""
    happenings = _happenings([t for t in kept if t.trigger.type in HARM and t.status == "actual" and not _is_several(t)])
    taken = {id(p.figure): p for t in kept if t.trigger.type in _TAKEN and t.status != "denied" for p in t.people if p.role == "accused"}
    named = {k: p for k, p in taken.items() if p.figure.named} or taken
    caught = next(iter(named.values())) if len(named) == 1 and len([h for h in happenings if _is_attack(h)]) == 1 else None
    for happening in happenings:
        accused, victims = _parts(happening, "accused"), _parts(happening, "victim")
        if sum(map(_is_attack, happenings)) == 1 and _is_attack(happening):
            victims |= {id(p.figure): p for p in happening[0].listed}
        if (
            caught is not None
            and _is_attack(happening)
            and id(caught.figure) not in victims
            and not any(p.figure.named for p in accused.values())
        ):
            accused = {id(caught.figure): caught}
            for told in happening:
                told.people = tuple(p for p in told.people if p.role != "accused")
        when = next((t.time for t in happening if t.time is not None), None)
        for told in happening:
            told.time = told.time or when
            roles = {p.role for p in told.people}
            mine = {id(p.figure): p for p in told.people}
            if "accused" not in roles:
                told.people += tuple(p for k, p in accused.items() if k not in mine)
            if told.trigger.type == "attack":
                is_named = any(p.role == "victim" and p.figure.named for p in told.people)
                told.people += tuple(p for k, p in victims.items() if k not in accused | mine and (p.figure.named or not is_named))


def _is_several(told: Told) -> bool:
    """Whether it speaks of attacks at large: "a spate of attacks"."""
    return told.trigger.type == "attack" and told.trigger.is_noun and told.trigger.lemma.endswith("s")


def _is_attack(happening: list[Told]) -> bool:
    return any(t.trigger.type == "attack" for t in happening)


def _parts(happening: list[Told], role: ParticipantRole) -> dict[int, Part]:
    return {id(p.figure): p for t in happening for p in t.people if p.role == role}


def _happenings(harms: list[Told]) -> list[list[Told]]:
    """The harms by what they are of: those of one sentence, of one day, or with people in common are of one happening."""
    out: list[list[Told]] = []
    for told in harms:
        joined = [h for h in out if any(_of_one(told, other) for other in h) and not _by_others(h, told)]
        out = [h for h in out if h not in joined] + [[*(t for h in joined for t in h), told]]
    attacks = [h for h in out if _is_attack(h)]
    if len(attacks) == 1:
        for other in [h for h in out if h is not attacks[0] and _belongs(h, attacks[0])]:
            attacks[0].extend(other)
            out.remove(other)
    return out


def _belongs(harms: list[Told], attack: list[Told]) -> bool:
    """Whether deaths or injuries told without a day and a perpetrator are those of the report's one attack, spoken of nearby."""
    return all(
        t.time is None
        and not any(p.role == "accused" for p in t.people)
        and t.trigger.how == "does"
        and any(abs(min(t.sentences) - s) < 2 * _NEAR for other in attack for s in other.sentences)
        for t in harms
    )


def _by_others(happening: list[Told], told: Told) -> bool:
    """Whether it is said of each who did it, and they are not the same."""
    theirs, ours = _parts(happening, "accused"), _parts([told], "accused")
    return bool(theirs) and bool(ours) and not theirs.keys() & ours.keys()


def _of_one(a: Told, b: Told) -> bool:
    if a.sentences & b.sentences or any(_parts([a], role).keys() & _parts([b], role).keys() for role in ("accused", "victim")):
        return True
    day, other = (t.time.value if t.time else None for t in (a, b))
    return day is not None and other is not None and len(day) >= 8 and day[:10] == other[:10]


def borrow(kept: list[Told], found: list[Told]) -> None:
    """People for an event told without any ("the trial", "the shooting"): those of the nearest mention of the same course of events, or
    the one person whose case the report tells."""
    accused = [p for t in kept if t.trigger.type in _CASE for p in t.people if p.role in ("accused", "subject") and p.figure.is_person]
    for told in kept:
        family = next((f for f in (HARM, _SUIT, _CASE) if told.trigger.type in f), None)
        if family is None or told.principals:
            continue
        near = [o for o in found if o.trigger.type in family and o.principals and abs(o.trigger.start - told.trigger.start) < _NEAR]
        if told.trigger.type == "trial" and not near:
            family = _CASE
            near = [o for o in found if o.trigger.type in family and o.principals and abs(o.trigger.start - told.trigger.start) < _NEAR]
        roles = ROLES[told.trigger.type]
        mine = {id(p.figure) for p in told.people}
        if near:
            other = min(near, key=lambda o: abs(o.trigger.start - told.trigger.start))
            wanted = frozenset(("accused", "subject", "defendant")) if family is _CASE else PRINCIPALS
            for p in other.people:
                if p.role in wanted and id(p.figure) not in mine:
                    told.people += (Part(roles.undergoer, p.figure, p.words) if family is _CASE else p,)
        elif family is _CASE and len({id(p.figure) for p in accused}) == 1 and id(accused[0].figure) not in mine:
            told.people += (Part(roles.undergoer, accused[0].figure, accused[0].words),)


def _complete(kept: Told, other: Told) -> None:
    """Take over what the weaker mention of the same event knows more."""
    kept.sentences |= other.sentences
    if (kept.principals and not kept.principals & other.principals) or other.status != kept.status:
        return
    if not kept.principals or (kept.trigger.type == "meeting" and len(kept.principals) == 1):
        kept.people = kept.people + tuple(p for p in other.people if p.role in PRINCIPALS and id(p.figure) not in kept.principals)
    if kept.time is None and other.principals and other.time is not None:
        kept.time = other.time
    kept.amount = kept.amount or other.amount
    kept.place = kept.place or other.place
