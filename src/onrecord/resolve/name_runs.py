"""Stretches of capitalised words, with the small words that names hold between them: what may be names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.annotate.reader import Name
from onrecord.resolve.given_names import GIVEN_NAMES
from onrecord.resolve.name_kinds import ORGANISATION_HEADS
from onrecord.resolve.titles import DEMONYMS, PLACES, TITLES
from onrecord.resolve.word_list import word_list

_UPPER = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĠĪĶŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽİ"
# A capitalised word, an abbreviation ("U.S.") or a handle.
_WORD = re.compile(
    rf"[{_UPPER}@\d](?:"  # first, so that the search passes over all other characters
    rf"(?<![\w@.'’/][{_UPPER}@])(?:(?<=[{_UPPER}])(?:\.(?:[{_UPPER}]\.)+(?!\w)|[^\W_]*(?:[’'\-&][^\W_]+)*(?:\.(?:com|org|net)\b)?)|(?<=@)\w+?(?=pic\.twitter|\b))"
    rf"|(?<=told \d)\d*(?:[{_UPPER}]\w+|(?= [{_UPPER}]))"
    rf"|(?<=[a-z][.\"”][{_UPPER}])(?<!\w\.\w[.\"”][{_UPPER}])[^\W_]*(?:[’'\-&][^\W_]+)*"
    rf")"
)
# Small words that names hold between capitals.
_PARTICLE_GAP = re.compile(
    r"[ \u00a0](?:(?:de|la|van|von|der|den|bin|al|el|di|da|del|dos|du|le|ibn|ter|af|y|bint|ben)[ \u00a0]){1,2}"
    r"|[ \u00a0](?:al|el|ul|ur|bin)-"
)
_LINK_GAP = re.compile(r"[ \u00a0](of|for|on|in|and|&)[ \u00a0](?:the[ \u00a0])?")
_GAP_WORD = re.compile(r"[^\s]+")
# Between the parts of a name that the reader sees as one ("Spoon and Gavel", "Fox 17 Online").
_BRIDGE_GAP = re.compile(r"[ \u00a0](?:and|&|\d{1,3})[ \u00a0]")
# A title in marks: "Face the Nation".
_TITLE = re.compile(
    rf"[“\"‘](?=[{_UPPER}])((?:[{_UPPER}][\w’'-]*|the|of|and|with|in|a|to|for|on|up|&)"
    rf"(?: (?:[{_UPPER}][\w’'-]*|the|of|and|with|in|a|to|for|on|up|&)){{1,6}})[,.]?[”\"’]"
)
_TWO_IN_ONE = re.compile(
    r"(?:Food and Drug|Health and Human|Customs and Border|Immigration and Customs|Standard (?:and|&) Poor|Parks and Recreation|"
    r"Oversight and Government|Security and Governmental|"
    r"(?:National )?Oceanic and Atmospheric)\b"
)
_BEGINS_NAME = re.compile(
    r"New[ \u00a0](?=York|Jersey|Hampshire|Mexico|Orleans|Zealand|England|Delhi|Haven|Republic|South Wales|Brunswick|Castle)"
    r"|Sunday (?=Times|Express|Telegraph|Mail|Mirror)|(?<=USA )T(?:oday|ODAY)\b|(?<=[“\"‘])This (?=Week\b)|(?<=['’]s )This (?=Week\b)"
)
_POLICE = re.compile(r" (?:Department|Service|Federation|Association|Commission|Benevolent)\b")
_CAPITAL_NEXT = re.compile(rf" (?!(?:Chief|Commissioner|Lt|Sgt|Capt|Det|Detective|Officer|Sergeant|Lieutenant|Captain)\b)[{_UPPER}]")
_NICKNAME = re.compile(rf" [“\"‘'](?=[{_UPPER}][a-z]+[”\"’'] [{_UPPER}])")
_SEAT = re.compile(r"[RDI][-–][A-Z]")  # "R-Iowa" behind a name
_LINKED_HEADS = word_list(
    """
    secretary state reporters students voice bank interviews superintendent director archbishop bishop duke duchess prince princess earl
    mayor governor speaker chancellor office centers
    """
)
_OF_AN_OFFICE = word_list("sheriff attorney prosecutor coroner examiner governor mayor marshal defender comptroller women people children")
_ABBREVIATED = word_list(
    """
    mr mrs ms dr prof sen sens rep reps gov govs gen lt col sgt capt maj rev st jr sr cpl pvt adm cmdr atty u.s d.c inc corp co
    """
)
_NO_NAMES = word_list(
    """
    i a an the and but or nor so yet if when while as at by for from in into of off on onto out over to under up with within without
    after before since until although though because unless whereas whether that this these those there here he she it they we you who
    whom whose which what why how his her its their our your my him them us me not no yes both each every either neither all any some
    many most more much few several other another such same one two three four five six seven eight nine ten also then than now just
    only even still again once never always often soon later earlier meanwhile however moreover furthermore instead indeed perhaps
    maybe according asked during despite following about against among between through across along around behind beyond like near per
    via upon amid monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec is are was were be been being has have had do does did
    can could will would shall should may might must let lets it's i'm i've i'd i'll he's she's they're we're we've you're that's
    there's what's don't didn't isn't new last next first second third today yesterday tomorrow tonight well oh ok okay please thank
    thanks sorry hello hey god internet tv ok read more related asked said says told added
    speaking writing noting adding earlier later recently finally critics officials police authorities sources investigators
    supporters protesters lawmakers everyone everybody someone nobody anyone nothing something everything people others having given
    based currently additionally similarly nearly almost good bad great right wrong thus hence therefore else ever far further
    including together rather really simply under unlike whatever whenever where wherever update follow enter
    breaking exclusive advertisement mom dad english covid-19 semitism semitic
    """
)


class Word(NamedTuple):
    """A word of a name: ``low`` in lower case, without the possessive."""

    start: int
    end: int
    text: str
    low: str
    possessive: bool = False


def capitalised(text: str) -> list[Word]:
    """The words of ``text`` that begin with a capital, the abbreviations and the handles."""
    return [_word(m) for m in _WORD.finditer(text)]


def _word(m: re.Match[str]) -> Word:
    word = m.group()
    if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
        return Word(m.start(), m.end() - 2, word[:-2], _low(word[:-2]), True)
    return Word(m.start(), m.end(), word, _low(word))


def _low(word: str) -> str:
    return word.lower().replace("’", "'").rstrip(".")


def runs_of(text: str, words: list[Word], names: Sequence[Name]) -> Iterator[list[Word]]:
    """Stretches of the capitalised ``words``, with the small words that names hold; ``names`` are the reader's."""
    seen = {n.start: n for n in names if n.score > 0.5}
    paired = _paired(text, words)
    marked = {m.start(1): m.end(1) for m in _TITLE.finditer(text)}
    run: list[Word] = []
    for w in words:
        initial = bool(run) and len(w.text) == 1 and text[w.end : w.end + 1] == "." and not run[-1].possessive
        no_name = w.low in _NO_NAMES and w.text not in ("US", "May", "Will") and not initial and not _BEGINS_NAME.match(text, w.start)
        no_name = no_name and not (w.text == "Police" and _is_force(text, run, w))
        is_letter = len(w.text) == 1 and text[w.end : w.end + 1] == "]"  # "[T]he"
        if no_name or is_letter or _SEAT.match(w.text):
            if run:
                yield run
            run = []
            continue
        if run:
            between = _between(text, run, w)
            if between is None and marked.get(run[0].start, 0) >= w.end:
                between = _gap_words(text, run[-1].end, w.start)
            if between is None and _possessed(text, run, w, seen):
                run[-1] = run[-1]._replace(end=run[-1].end + 2, text=text[run[-1].start : run[-1].end + 2], possessive=False)
                between = []
            if between is None and _BRIDGE_GAP.fullmatch(text, run[-1].end, w.start):
                one = any(k.start in seen and seen[k.start].end >= w.end for k in run) or (run[-1].low, w.low) in paired
                one = one or _TWO_IN_ONE.match(text, run[-1].start) is not None
                between = _gap_words(text, run[-1].end, w.start) if one else None
            if between is not None and len(run) < 12:
                run = [*run, *between, w]
                continue
            yield run
        run = [w]
    if run:
        yield run


def _paired(text: str, words: list[Word]) -> set[tuple[str, str]]:
    """Two words that never stand but as "A and B": one name ("Spoon and Gavel")."""
    count = Counter(w.low for w in words)
    pairs = Counter(
        (a.low, b.low)
        for a, b in pairwise(words)
        if text[a.end : b.start] in (" and ", " & ")
        and not any(w.possessive or w.low in GIVEN_NAMES or w.low in PLACES or w.low in DEMONYMS for w in (a, b))
    )
    return {(a, b) for (a, b), n in pairs.items() if n > 1 and count[a] == count[b] == n and not (a.endswith("s") and b.endswith("s"))}


def _is_force(text: str, run: list[Word], w: Word) -> bool:
    """Whether "Police" is part of a name: "Vell Police Department", "the Vell Police", but not "Vell Police Say Man Drowned"."""
    follows = bool(run) and text[run[-1].end : w.start] == " "
    return _POLICE.match(text, w.end) is not None or (follows and _CAPITAL_NEXT.match(text, w.end) is None)


def _possessed(text: str, run: list[Word], w: Word, seen: dict[int, Name]) -> bool:
    """Whether a possessive is part of a name, by its words or as the reader sees it ("St Peter's Church")."""
    if not run[-1].possessive or text[run[-1].end + 2 : w.start] != " ":
        return False
    if run[-1].low in _OF_AN_OFFICE and w.low in ORGANISATION_HEADS:
        return True  # "Vell County Sheriff's Office"
    return any(k.start in seen and seen[k.start].end >= w.end and seen[k.start].label == "organisation" for k in run)


def _between(text: str, run: list[Word], w: Word) -> list[Word] | None:
    """The small words between a run and the capitalised word after it; None where that begins another name."""
    last = run[-1]
    gap = text[last.end : w.start] if w.start - last.end < 14 else "\n"
    if last.possessive or w.text[0] == "@":
        return None
    if last.low in ("jr", "sr") and (w.low in GIVEN_NAMES or any(w.low == k.low for k in run)):
        return None  # "… met Ira Vell Jr. Vell left", but "Martin Luther King Jr. Drive"
    if gap in (" ", "\u00a0", "  "):
        return []
    if len(gap) == 2 and _bracketed(text, run, w, gap):
        return []
    if gap == " the " and (last.low, w.low) in (("meet", "press"), ("face", "nation")):
        return _gap_words(text, last.end, w.start)
    if gap in (". ", ".\u00a0"):
        return [] if last.low in _ABBREVIATED or (len(last.text) == 1 and last.text != "I") else None
    if (gap == ", " and w.low in ("jr", "sr")) or (gap == "! " and last.text == "E") or (gap == "." and len(last.text) == 1):
        return []
    m = _LINK_GAP.fullmatch(gap)
    if (m and _linking(run, m.group(1))) or _PARTICLE_GAP.fullmatch(gap):
        return _gap_words(text, last.end, w.start)
    return None


def _bracketed(text: str, run: list[Word], w: Word, gap: str) -> bool:
    """Whether a part of the name stands in brackets or marks: "[Ira] Vell", "President [Ira] Vell", "Ira [Vell]", "Ira “Bo” Vell"."""
    last = run[-1]
    if gap == " [":
        return last.low in GIVEN_NAMES | TITLES and w.low not in TITLES
    if gap == "] ":
        return any(text[k.start - 1 : k.start] == "[" for k in run)
    if gap[0] == " ":
        return last.low in GIVEN_NAMES and _NICKNAME.match(text, last.end) is not None
    return len(run) > 1 and _NICKNAME.match(text, last.start - 2) is not None and run[-2].end == last.start - 2


def _gap_words(text: str, start: int, end: int) -> list[Word]:
    return [Word(k.start(), k.end(), k.group(), _low(k.group())) for k in _GAP_WORD.finditer(text, start, end)]


def _linking(run: list[Word], low: str) -> bool:
    """Whether a small word may go on the name: "Department of …", and then "… and …" ("Drugs and Crime")."""
    if low in ("and", "&"):
        return low == "&" or (any(w.low in ("of", "for", "on", "in") for w in run) and not any(w.low in GIVEN_NAMES for w in run[1:]))
    if low == "in":
        return any(w.low in ("of", "for") for w in run)
    heads = [k for k, w in enumerate(run) if w.low in ORGANISATION_HEADS]
    given = [k for k, w in enumerate(run) if k and w.low in GIVEN_NAMES]
    if heads:  # not "House Leader Jane Roe of Iowa"
        return not given or heads[-1] > given[-1]
    # "Duke of Vell", but not "Bishop Jane Roe of the Vell Fellowship"
    return any(w.low in _LINKED_HEADS for w in run) and not given
