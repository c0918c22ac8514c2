"""Who a description means: "the senator", "his lawyer", "the company", or a source of its own ("a senior official", "the lawsuit")."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.resolve.nouns import DOCUMENTS, KIN, OF_PEOPLE, ORGANISATIONS, POSSESSIVES, UNNAMED, Phrase, kind_of, phrase, plural
from onrecord.resolve.organisations import OF_STATE, OUTLET_HEADS, fits, organisation
from onrecord.resolve.people import Cast, Figure
from onrecord.resolve.pronouns import Choice, Spoke
from onrecord.resolve.roles import roles_after, roles_before
from onrecord.resolve.titles import PLACES, SYNONYMS, TITLES, gender_of_role
from onrecord.resolve.word_list import word_list

LOOK_BACK = 60
AHEAD = 1200
SOON = 450
AGAIN = 4  # paragraphs in which one who speaks without a name is taken up before anyone who has the role
OPENING = 3  # paragraphs
THRESHOLD = 1.6
LINK_WEIGHT = 0.08
LINKED = 2.0  # log-odds by which a person must lead all others

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_AGED = re.compile(r"\d+-year-old")
_ARTICLE = re.compile(r"^(?:the|an?|this|that|one|another) ", re.IGNORECASE)
_NAMES_WHOSE = re.compile(r" [A-Z]")  # "the Brandt campaign"
_OF_WHAT = re.compile(
    r" of (?:[^\W_]+(?:['’\-.][^\W_]+)*(?= |$) ?(?!by\b|from\b|obtained|issued|released|that\b|which\b|published|seen)){1,4}"
)
# "The report" may take up a study, an index, an article: without one before it, it says nothing.
_GENERIC = word_list("report reports piece article story document documents picture summary post essay column study book")
_TAKEN_UP = (_GENERIC - {"picture"}) | word_list("index analysis memo poll survey review audit letter op-ed paper dossier editorial")
# What tells of a source more than who it is.
_WHICH = re.compile(r",? (?:who|whom|whose|that|which)\b.*$", re.DOTALL)
_TELLS_MORE = re.compile(
    r" (?:obtained|released|seen|signed|submitted|issued|involving|about|conducted|filed|reviewed|reported|provided|published|written|"
    r"compiled|commissioned|purportedly|earlier|that|which)\b.*$",
    re.DOTALL,
)
_QUANTIFIERS = word_list("many some others several few both most another one others")

# Businesses that a report names, if not near.
_FIRMS = word_list("company firm agency")
_SOME = word_list("some others many")
_ANYONE = word_list("man woman person people")

# Titles that one person holds at a time: "the president" is a person though the report gives no name.
_ONE_HOLDER = word_list(
    """
    president governor mayor pope premier chancellor king queen sheriff speaker pontiff secretary chairman vice-president
    """
)


def described(cast: Cast, p: Phrase, at: int, spoke: list[Spoke], seen: list[Figure], owner: Figure | None) -> Choice:
    """The figure that the phrase ``p`` at offset ``at`` means. ``seen`` are the described figures so far; ``owner`` is the one whom a
    possessive in it means."""
    same = _seen_before(p, seen, owner)
    spoke_last = same is not None and any(s.figure is same and cast.layout.paragraph(at) - s.paragraph <= AGAIN for s in spoke[-3:])
    best = None if spoke_last else _by_role(cast, p, at, spoke) or _named_after(cast, p, at)
    if best is not None and best.figure is not None:
        return best
    together = together_before(p, at, spoke, cast)
    if together is not None:
        return together
    if same is not None:
        _shorten(same)
        return Choice(same, 0.85, (f"“{p.text}”", f"described before as “{same.name}”"))
    kind = kind_of(p)
    if p.head in _QUANTIFIERS and not p.rest and p.head not in _SOME:
        return Choice(None, 0.3, (f"the report does not say who “{p.text}” are",))
    if (
        (kind == "organisation" or p.head in OUTLET_HEADS)
        and p.definite
        and not any(w.endswith("'s") for w in p.words)
        and not p.rest
        and not _NAMES_WHOSE.search(p.text)
    ):
        found = organisation(cast, p, at, spoke)
        if found is not None:
            return found
        if p.determiner == "the" and p.head in _FIRMS:
            return Choice(None, 0.4, (f"the report does not say which {p.head} it is",))
    if kind == "organisation" and p.determiner in ("a", "an", "one") and p.head not in OF_STATE:
        return Choice(None, 0.4, (f"“{p.text}” is named elsewhere, if at all",))
    if (
        p.head in OF_PEOPLE
        and p.head not in UNNAMED
        and p.head not in KIN
        and not plural(p)
        and (p.rest.startswith(" of") or any(w.endswith("'s") for w in p.words))
    ):
        return Choice(None, 0.4, (f"the report does not say who “{p.text}” is",))
    if " to be named" in p.rest or " to be identified" in p.rest:
        return Choice(None, 0.4, (f"“{p.text}” is named elsewhere",))
    if p.definite and kind == "unnamed" and (p.head in OF_PEOPLE - KIN or _AGED.fullmatch(p.head)) and not plural(p) and not p.rest:
        if p.head in _ONE_HOLDER and p.determiner == "the" and "former" not in p.words:
            holders = [f for f in cast.figures if f.is_person and f.named and p.head in f.roles] if len(p.words) == 1 else []
            holder = holders[0] if len(holders) == 1 else _own(cast, p, seen, person=True)
            return Choice(holder, 0.7, (f"“{p.text}”", "a title with one holder"))
        guess = None if p.head in UNNAMED or p.determiner != "the" else _last_person(p, spoke, cast, at)
        return guess or Choice(None, 0.3, (f"the report does not say who “{p.text}” is",))
    name = _WHICH.sub("", p.text)
    if kind == "document":
        name = _TELLS_MORE.sub("", _ARTICLE.sub("", p.text))
        if p.definite and not p.rest and len(p.words) == 1:
            antecedent = _antecedent(cast.text, p, at)
            if antecedent is None and p.determiner in ("the", "this", "that") and p.head in _GENERIC:
                return _last_document(p, spoke, cast, at)
            name = antecedent or name
    elif owner is not None and p.determiner in ("his", "her", "their", "its") and owner.named:
        own = p.text.split(maxsplit=1)[1]
        name = (
            f"{owner.name}{'’' if '’' in cast.text else chr(39)}s {own}"
            if plural(p) or kind == "group"
            else p.text
            if p.head in KIN
            else own
        )
    figure = _own(cast, p, seen, name=name)
    return Choice(figure, 0.8, (f"“{p.text}”", "a source of its own"))


def _shorten(document: Figure) -> None:
    """A document that is quoted again goes by what it is called: "draft report" for "draft report from the Senate's panel"."""
    if document.kind == "document" and not document.named:
        p = phrase(document.name)
        of = _OF_WHAT.match(p.rest)
        document.name = document.name[: p.head_end].strip() + (of.group().rstrip() if of else "")


def _last_document(p: Phrase, spoke: list[Spoke], cast: Cast, at: int) -> Choice:
    """ "The report" for the document that spoke last, however it was called then."""
    for s in reversed(spoke[-8:]):
        if s.figure.kind == "document" and s.figure.words[-1] in _TAKEN_UP and cast.layout.paragraph(at) - s.paragraph <= 12:
            _shorten(s.figure)
            return Choice(s.figure, 0.7, (f"“{p.text}”: {s.figure.name}", "the document quoted before"))
    return Choice(None, 0.5, (f"the report does not say before which {p.head} it is",))


def _own(cast: Cast, p: Phrase, seen: list[Figure], *, person: bool = False, name: str | None = None) -> Figure:
    figure = Figure(name=name or p.text, kind="person" if person else kind_of(p), words=p.words, named=False, plural=plural(p))
    shown = gender_of_role(p.words)
    figure.gender = {"m": 1.0, "f": -1.0, None: 0.0}[shown]
    seen.append(figure)
    return cast.add(figure)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    return word.removesuffix("'s").removesuffix("s") if len(word) > 3 else word


def _seen_before(p: Phrase, seen: list[Figure], owner: Figure | None) -> Figure | None:
    """The figure described before that this phrase takes up: "the official" after "a senior official"; "police" after "police"."""
    words = {_stem(w) for w in p.words}
    head = _stem(p.head)
    several = plural(p)
    for figure in reversed(seen[-40:]):
        if not figure.words or (p.rest and _bare(p.text) != _bare(figure.name)):
            continue
        if owner is not None and figure.words[0].endswith("'s") and figure.words[0][:-2] not in owner.words:
            continue  # "her lawyer" is not Brandt's
        if p.words == figure.words and p.determiner not in ("a", "an", "another", "one", "some"):
            return figure
        if several != figure.plural and p.head != "source":
            continue
        theirs = {_stem(w) for w in figure.words}
        last = _stem(figure.words[-1])
        alike = head == last or (p.determiner not in POSSESSIVES and any(head in each and last in each for each in _ALIKE))
        if alike and p.definite and words - {head} <= theirs:
            return figure
        one_kind = figure.kind != "document" and not (p.head in ORGANISATIONS and theirs & _PEOPLE_OF)
        if one_kind and head in theirs and len(words) == 1 and p.determiner in ("the", "that", "this") and p.head not in DOCUMENTS:
            return figure
    return None


# Words that take each other up among people without a name.
_ALIKE = (
    word_list("spokesman spokeswoman spokesperson rep representative"),
    word_list("source insider aide official staffer friend pal"),
    word_list("paper newspaper"),
)


# "The administration" is not the "administration official".
_PEOPLE_OF = word_list("official officials source sources aide aides lawyer lawyers spokesman spokeswoman spokesperson member employee")


def _bare(text: str) -> str:
    return re.sub(r"^(?:the|an?|this|that) ", "", text.lower())


def _synonyms(word: str) -> frozenset[str]:
    return SYNONYMS.get(word, frozenset({word}))


def _by_role(cast: Cast, p: Phrase, at: int, spoke: list[Spoke]) -> Choice | None:
    """The named figure whose roles in this report fit the phrase best."""
    if plural(p) or p.determiner in ("a", "an", "one", "another", "some") or p.head in DOCUMENTS:
        return None
    if p.head in _QUANTIFIERS or p.head in _ANYONE or (p.determiner is None and p.head in UNNAMED):
        return None
    if p.head in ORGANISATIONS and p.determiner in POSSESSIVES:  # "his office" is his, not the Oval Office
        return None
    head = _synonyms(p.head)
    modifiers = [w.removesuffix("'s") for w in p.words[:-1]]
    wanted = gender_of_role((p.head,))
    latest = spoke[-1].figure if spoke else None
    best: tuple[float, Figure] | None = None
    second = 0.0
    done: set[int] = set()
    near = list(cast.names_before(at, LOOK_BACK))
    links: dict[int, float] = {}
    for rank, i in enumerate(near):
        figure = cast.of[i]
        if id(figure) in done:
            continue
        done.add(id(figure))
        if figure.kind not in ("person", "organisation") or (wanted and figure.gender * (1 if wanted == "m" else -1) < -0.5):
            continue
        score = 0.0
        if head & figure.roles or (figure.kind == "organisation" and p.head in figure.words):
            score += 2.0
        elif p.head == "executive" and "chief" in figure.roles:
            score += 1.5
        else:
            continue
        if p.head in ORGANISATIONS and (figure.kind == "person" or not fits(p.head, figure)):
            continue
        if figure.is_person and kind_of(p) in ("group", "document"):
            continue
        if not figure.is_person and p.head in OF_PEOPLE | UNNAMED | TITLES:
            continue
        if ("vice" in modifiers and "vice" not in figure.roles) or any(_ORDINAL.fullmatch(w) for w in modifiers):
            continue
        for w in modifiers:
            if _synonyms(w) & figure.roles or w in figure.words:
                score += 0.8
            elif w in ("former", "then", "late"):
                score -= 0.5
        if "former" in figure.roles and "former" not in modifiers and p.head == "president":
            score -= 1.5
        links = links or _strongest_links(cast, at + p.head_end - len(p.head), at + p.head_end, near)
        score += 0.6 * (figure is latest) + LINK_WEIGHT * links[id(figure)] - 0.025 * rank + 0.05 * min(len(figure.mentions), 8)
        if best is None or score > best[0]:
            second = best[0] if best else 0.0
            best = (score, figure)
        elif score > second:
            second = score
    if best is None or best[0] < THRESHOLD - (0.6 if best[1].kind == "organisation" else 0):
        return None
    sure = 0.9 if best[0] - second > 0.8 else 0.65
    return Choice(best[1], sure, (f"“{p.text}”: {best[1].name}", "the report gives that role"))


def _strongest_links(cast: Cast, start: int, end: int, near: list[int]) -> dict[int, float]:
    """How strongly the word ``[start, end)`` is linked to each figure whose name is among those numbered ``near``, within bounds."""
    links: dict[int, float] = {}
    for i, link in zip(near, cast.linked(start, end, near), strict=True):
        links[id(cast.of[i])] = max(links.get(id(cast.of[i]), -4.0), min(link, 6.0))
    return links


def _named_after(cast: Cast, p: Phrase, at: int) -> Choice | None:
    """A person whom the opening of a report describes before it names him or her ("a county prosecutor …", then "Prosecutor Jane Roe")."""
    whose = any(w.endswith("'s") for w in p.words[:-1])
    opening = cast.layout.paragraph(at) <= OPENING or whose or (p.determiner == "the" and " of " in p.text)
    if plural(p) or not opening or p.head in DOCUMENTS | ORGANISATIONS | _QUANTIFIERS or "other" in p.words:
        return None
    head = _synonyms(p.words[-2] if p.head == "general" and len(p.words) > 1 else p.head)
    modifiers = [w.removesuffix("'s") for w in p.words[:-1]]
    found: dict[int, Figure] = {}
    for i in cast.within(at + len(p.text), at + AHEAD):
        n, figure = cast.named[i], cast.of[i]
        titled = set(n.titles) | roles_before(cast.text, n.outer) | roles_after(cast.text, n.end)
        if not figure.is_person or figure.mentions[0].start < at or not head & titled:
            continue
        near = figure.mentions[0].start - at <= SOON and (not p.rest or p.rest.startswith((" in ", " on ", " to ", " at ")))
        if not (p.definite or near) and not all(_synonyms(w) & titled for w in modifiers if w not in PLACES):
            continue
        found[id(figure)] = figure
    if len(found) != 1:
        return None
    (figure,) = found.values()
    return Choice(figure, 0.75, (f"“{p.text}”: {figure.name}", "named with that role after it"))


_PAIRS = word_list(
    "couple pair duo two lawmakers senators congressmen men women leaders brothers sisters parents lawyers attorneys democrats republicans"
)


def together_before(p: Phrase, at: int, spoke: list[Spoke], cast: Cast) -> Choice | None:
    """ "The lawmakers" for several who spoke together before."""
    if p.head not in _PAIRS or p.determiner != "the" or p.rest:
        return None
    for s in reversed(spoke[-4:]):
        if s.figure.members and cast.layout.paragraph(at) - s.paragraph <= 6:
            return Choice(s.figure, 0.7, (f"“{p.text}”: {s.figure.name}", "spoke together before"))
    return None


def _last_person(p: Phrase, spoke: list[Spoke], cast: Cast, at: int) -> Choice | None:
    """ "The actress" with no role given: the person who spoke last or was named last, where the gender fits; never sure."""
    wanted = {"m": 1, "f": -1, None: 0}[gender_of_role((p.head,))]
    end = at + p.head_end
    near = [i for i in cast.people_before(at, 24) if cast.of[i].gender * wanted >= 0]
    linked: dict[int, tuple[float, Figure]] = {}
    for i, score in zip(near, cast.linked(end - len(p.head), end, near), strict=True):
        figure = cast.of[i]
        linked[id(figure)] = max(linked.get(id(figure), (score, figure)), (score, figure), key=lambda pair: pair[0])
    ranked = sorted(linked.values(), key=lambda pair: -pair[0])
    lead = ranked[0][0] - max(0.0, ranked[1][0] if len(ranked) > 1 else 0.0) if ranked else 0.0
    for s in reversed(spoke[-2:]):
        if s.figure.is_person and s.figure.named and s.figure.gender * wanted >= 0 and cast.layout.paragraph(at) - s.paragraph <= 1:
            if lead > LINKED and ranked[0][1] is not s.figure:
                break
            return Choice(s.figure, 0.65, (f"“{p.text}”: {s.figure.name}", "spoke just before"))
    if lead > LINKED:
        return Choice(ranked[0][1], 0.65, (f"“{p.text}”: {ranked[0][1].name}", "the one it is linked to"))
    for i in cast.people_before(at, 3):
        figure = cast.of[i]
        if figure.gender * wanted >= 0 and at - cast.named[i].start < 400:
            return Choice(figure, 0.5, (f"“{p.text}”: {figure.name}", "the person named last"))
    return None


def _antecedent(text: str, p: Phrase, at: int) -> str | None:
    """ "A draft report" before "the report"."""
    pattern = re.compile(
        rf"\b(?:an?|his|her|its|their|[A-Z][\w.]*['’]s)\s+((?:[\w'’-]+\s+){{0,2}}{re.escape(p.head)})\b"
        rf"|\b((?:(?!The|This|That)[A-Z][\w.'’-]+\s+){{1,3}}{re.escape(p.head)})\b"
    )
    found = None
    for m in pattern.finditer(text, max(0, at - 4000), at):
        found = m.group(1) or m.group(2)
    return found
