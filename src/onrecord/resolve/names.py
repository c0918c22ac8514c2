"""The names in a text: where they stand, without title and possessive, and what kind of thing each is by its form.

Capitals carry most of it; the reader's labels are one more vote, so that a name it cuts short is still whole here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from onrecord.annotate.reader import Name
from onrecord.resolve.given_names import GIVEN_NAMES
from onrecord.resolve.layout import Layout
from onrecord.resolve.name_kinds import ORGANISATION_HEADS, context_votes, form_votes
from onrecord.resolve.outlets import is_outlet
from onrecord.resolve.page_furniture import page_furniture, without_topics
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
_LETTERS = re.compile(r"[^\W\d_]+")
_LOWER = re.compile(r"(?<![^\W])[a-z][^\W_]*(?:[’'\-][^\W_]+)*")
# Small words that names hold between capitals.
_PARTICLE_GAP = re.compile(r"[ \u00a0](?:(?:de|la|van|von|der|den|bin|al|el|di|da|del|dos|du|le|ibn|ter|af|y|bint|ben)[ \u00a0]){1,2}")
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
    r"(?:Food and Drug|Health and Human|Customs and Border|Immigration and Customs|Standard (?:and|&) Poor|Parks and Recreation)\b"
)
_NEW = re.compile(r"New[ \u00a0](?=York|Jersey|Hampshire|Mexico|Orleans|Zealand|England|Delhi|Haven|Republic|South Wales|Brunswick|Castle)")
_TO_PLACE = re.compile(r"\b(?:to|in|for) (?:the )?$")
_TITLE_BEFORE = re.compile(r"\b(?:[Cc]hief of|[Aa]gent in) $")
_OFFICES = word_list(
    "mayor chairman chairwoman governor senator congressman congresswoman superintendent commissioner spokesman spokeswoman"
)
_HONORIFICS = word_list("mr mrs ms miss dr sen rep gov judge sgt lt capt col gen")
_SEAT = re.compile(r"[RDI][-–][A-Z]")  # "R-Iowa" behind a name
_CASE = re.compile(r"(?: v\. (?:the )?|(?<=\bRoe) vs?\.? )(?=[A-Z])")  # a court's case: "Holm v. Vell"
_FEASTS = word_list("year christmas thanksgiving easter halloween hanukkah ramadan passover")
_LINKED_HEADS = word_list(
    """
    secretary state reporters students voice bank interviews superintendent director archbishop bishop duke duchess prince princess earl
    mayor governor speaker chancellor office
    """
)
_ABBREVIATED = word_list(
    """
    mr mrs ms dr prof sen sens rep reps gov govs gen lt col sgt capt maj rev st jr sr cpl pvt adm cmdr atty u.s d.c inc corp co
    """
)
_TIME_OF_OFFICE = word_list("former fired ousted then late longtime acting senior incoming outgoing embattled disgraced")
# What a headline prints with a capital as it does names.
_HEADLINE_VERBS = word_list(
    """
    ask asks call calls tell tells says warn warns slam slams blast blasts rips vow vows want wants gets takes make makes goes joins backs
    urge urges seek seeks deny denies admit admits claim claims accuse accuses blame blames defend defends mock mocks face faces
    choose chooses meets wins loses leaves files sues fires
    """
)
_SMALL = word_list("of for on in and the & de la van von der den bin al el di da del")
_TITLES_AND_NAMES = word_list("major king dean queen prince")
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


class Named(NamedTuple):
    """One place where a name stands. ``kinds`` are votes on what it is; ``titles`` the words before it, lower case."""

    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    kinds: dict[str, float]
    possessive: bool
    sure: bool
    outer: int


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    low: str
    possessive: bool = False


def find_names(text: str, names: Sequence[Name], layout: Layout) -> list[Named]:
    """The names of ``text`` in order; spans leave out titles, determiners and the possessive."""
    text = without_topics(text)
    lower = set(_LOWER.findall(text))
    furniture = page_furniture(text)
    words = [_word(m) for m in _WORD.finditer(text)]
    if furniture:
        words = [w for w in words if not any(start <= w.start < end for start, end in furniture)]
    marked = {m.start(1): m.end(1) for m in _TITLE.finditer(text)}
    runs = list(_runs(text, words, {n.start: n for n in names if n.score > 0.5}, _paired(text, words), marked))
    inside = {w.low for run in runs for w in run[1 if _opens(text, run[0].start, layout) else 0 :]}
    denied = {w.low for run in runs for w in run if w.low.endswith("n't")}
    runs = _without_headlines(text, runs, lower | _HEADLINE_VERBS | denied, layout)
    runs = [part for run in runs for part in _around(run, denied)]
    ends = {run[-1].low for run in runs if len(run) > 1}
    runs = [run for run in runs if len(run) > 1 or run[0].low not in ("may", "will") or run[0].low in ends]
    cases = {at for m in _CASE.finditer(text) for at in m.span()}
    runs = [run for run in runs if not _feast(run) and run[-1].end not in cases and run[0].start not in cases]
    whole = {tuple(w.low for w in run) for run in runs}
    runs = [part for run in runs for part in _after_outlet(text, run, whole)]
    starts = [n.start for n in names]
    return [
        _named(text, part, titles, outer, names, starts)
        for run in runs
        for part, titles, outer in _parts(text, run, lower, inside, names, starts, layout)
    ]


def _word(m: re.Match[str]) -> _Word:
    word = m.group()
    if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
        return _Word(m.start(), m.end() - 2, word[:-2], _low(word[:-2]), True)
    return _Word(m.start(), m.end(), word, _low(word))


def _low(word: str) -> str:
    return word.lower().replace("’", "'").rstrip(".")


def _feast(run: list[_Word]) -> bool:
    """Whether a run is the name of a day: "Memorial Day", "Christmas"."""
    if len(run) == 1:
        return run[0].low in _FEASTS
    return run[-1].low in ("day", "eve", "year") and not any(w.low in GIVEN_NAMES for w in run)


def _around(run: list[_Word], words: set[str]) -> Iterator[list[_Word]]:
    """What stands before, between and behind these ``words`` of a run."""
    for is_one, part in groupby(run, lambda w: w.low in words):
        if not is_one:
            yield list(part)


def _after_outlet(text: str, run: list[_Word], whole: set[tuple[str, ...]]) -> list[list[_Word]]:
    """The run, in two where it is an outlet and then a name that stands alone elsewhere: "told Vell News Roe is considering"."""
    for k in range(1, len(run)):
        ends = (run[k - 1].end, run[-1].end)
        if tuple(w.low for w in run[k:]) in whole and [is_outlet(text[run[0].start : end]) for end in ends] == [True, False]:
            return [run[:k], run[k:]]
    return [run]


def _paired(text: str, words: list[_Word]) -> set[tuple[str, str]]:
    """Two words that never stand but as "A and B": one name ("Spoon and Gavel")."""
    count = Counter(w.low for w in words)
    pairs = Counter(
        (a.low, b.low)
        for a, b in pairwise(words)
        if text[a.end : b.start] in (" and ", " & ")
        and not any(w.possessive or w.low in GIVEN_NAMES or w.low in PLACES or w.low in DEMONYMS for w in (a, b))
    )
    return {(a, b) for (a, b), n in pairs.items() if n > 1 and count[a] == count[b] == n and not (a.endswith("s") and b.endswith("s"))}


def _runs(
    text: str, words: list[_Word], seen: dict[int, Name], paired: set[tuple[str, str]], marked: dict[int, int]
) -> Iterator[list[_Word]]:
    """Stretches of capitalised words, with the small words that names hold. ``seen`` are the reader's names by their start, ``marked``
    the ends of titles in marks by theirs."""
    run: list[_Word] = []
    for w in words:
        initial = bool(run) and len(w.text) == 1 and text[w.end : w.end + 1] == "." and not run[-1].possessive
        no_name = w.low in _NO_NAMES and w.text not in ("US", "May", "Will") and not initial and not _NEW.match(text, w.start)
        if no_name or _SEAT.match(w.text):
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


def _possessed(text: str, run: list[_Word], w: _Word, seen: dict[int, Name]) -> bool:
    """Whether a possessive is part of a name, as the reader sees it ("St Peter's Church")."""
    if not run[-1].possessive or text[run[-1].end + 2 : w.start] != " ":
        return False
    return any(k.start in seen and seen[k.start].end >= w.end and seen[k.start].label == "organisation" for k in run)


def _without_headlines(text: str, runs: list[list[_Word]], lower: set[str], layout: Layout) -> list[list[_Word]]:
    """Runs of a headline, where every word has a capital, cut down to the names in them: those that stand elsewhere too, and first
    names with the word that follows."""
    long = [
        (len(run) > 2 or (all(w.low in lower for w in run) and text[run[0].start - 4 : run[0].start].lower() != "the "))
        and _headline(text, run, lower, layout)
        for run in runs
    ]
    if not any(long):
        return runs
    known = {tuple(w.low for w in run) for run, headline in zip(runs, long, strict=True) if not headline}
    out: list[list[_Word]] = []
    for run, headline in zip(runs, long, strict=True):
        if not headline:
            out.append(run)
            continue
        i = 0
        while i < len(run):
            sizes = (k for k in range(min(5, len(run) - i), 0, -1) if tuple(w.low for w in run[i : i + k]) in known)
            size = next(sizes, 0)
            following = run[i + 1].low if i + 1 < len(run) and run[i].low not in lower else ""
            if size < 2 and ((run[i].low in GIVEN_NAMES and following and following not in lower) or (following,) in known):
                size = 2
            if size:
                out.append(run[i : i + size])
            i += size or 1
    return out


def _headline(text: str, run: list[_Word], lower: set[str], layout: Layout) -> bool:
    """Whether most words around a run have a capital, and one of its own is a common word elsewhere in the text."""
    low, high = layout.sentence_bounds(run[0].start)
    start, end = run[0].start, run[-1].end
    stretches = ((max(low, start - 40), start), (end, min(high, end + 40)))
    around = [w for stretch in stretches for w in _LETTERS.findall(text, *stretch) if len(w) > 3]
    words = around + [w for w in _LETTERS.findall(text, start, end) if len(w) > 3]
    if len(words) < 5 or any(sum(w[0].isupper() for w in each) < 0.6 * len(each) for each in (words, around)):
        return False
    return any(w.low in lower and len(w.low) > 3 and w.low not in GIVEN_NAMES for w in run[len(run) > 2 :])


def _between(text: str, run: list[_Word], w: _Word) -> list[_Word] | None:
    """The small words between a run and the capitalised word after it; None where that begins another name."""
    last = run[-1]
    gap = text[last.end : w.start] if w.start - last.end < 14 else "\n"
    if last.possessive or w.text[0] == "@":
        return None
    if last.low in ("jr", "sr") and (w.low in GIVEN_NAMES or any(w.low == k.low for k in run)):
        return None  # "… met Ira Vell Jr. Vell left", but "Martin Luther King Jr. Drive"
    if gap in (" ", "\u00a0", "  "):
        return []
    if _bracketed(text, run, w):
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


def _bracketed(text: str, run: list[_Word], w: _Word) -> bool:
    """Whether a part of the name stands in brackets: "[Ira] Vell", "President [Ira] Vell", "Ira [Vell]"."""
    gap = text[run[-1].end : w.start]
    if gap == " [":
        return run[-1].low in GIVEN_NAMES | TITLES and w.low not in TITLES
    return gap == "] " and any(text[k.start - 1 : k.start] == "[" for k in run)


def _gap_words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(k.start(), k.end(), k.group(), _low(k.group())) for k in _GAP_WORD.finditer(text, start, end)]


def _linking(run: list[_Word], low: str) -> bool:
    """Whether a small word may go on the name: "Department of …", and then "… and …" ("Drugs and Crime")."""
    if low in ("and", "&"):
        return low == "&" or any(w.low in ("of", "for", "on", "in") for w in run)
    if low == "in":
        return any(w.low in ("of", "for") for w in run)
    if any(w.low in ORGANISATION_HEADS for w in run):
        return True
    # "Duke of Vell", but not "Bishop Jane Roe of the Vell Fellowship"
    return any(w.low in _LINKED_HEADS for w in run) and not any(w.low in GIVEN_NAMES for w in run[1:])


_OPENING = frozenset(("", *"\n“\"‘':•*([–—…?"))


def _opens(text: str, at: int, layout: Layout) -> bool:
    """Whether a word stands where any word has a capital: first in a sentence, a quotation or after a colon or bullet."""
    return at in layout.opens or text[max(0, at - 3) : at].rstrip(" ")[-1:] in _OPENING


def _parts(
    text: str, run: list[_Word], lower: set[str], inside: set[str], names: Sequence[Name], starts: list[int], layout: Layout
) -> list[tuple[list[_Word], tuple[str, ...], int]]:
    """The names in a run: titles split off, and what stands before a title on its own ("CNN host Jane Roe")."""
    first = run[0]
    opening = _opens(text, first.start, layout)
    if opening:
        named = first.low in GIVEN_NAMES or first.text[0] == "@" or (len(run) > 1 and first.low in _SMALL)
        if first.low in lower and not named and (len(run) == 1 or first.low not in TITLES) and first.low not in ORGANISATION_HEADS:
            run = run[1:]
        elif len(run) == 1 and not (
            named or first.low in inside or first.text.isupper() or first.low in PLACES or _known(first, names, starts)
        ):
            return []
    if (
        len(run) == 2
        and opening
        and first.low.endswith("ing")
        and not (first.low in inside or first.low in PLACES or _known(first, names, starts))
    ):
        run = run[1:]
    if run and run[-1].low in ("republican", "democrat"):  # "the Texas Republican" describes
        run = run[:-1]
    if not run:
        return []
    alone: list[tuple[list[_Word], tuple[str, ...], int]] = [(run, (), run[0].start)]
    lows = [w.low for w in run]
    if len(run) == 1:
        return alone if lows[0] not in TITLES or lows[0] in ORGANISATION_HEADS or is_outlet(run[0].text) else []
    if lows[0] in ("staff", "charge") and len(run) > 2 and (title := _TITLE_BEFORE.search(text, max(0, first.start - 10), first.start)):
        return [(run[1:], (title[0].split()[0].lower(),), title.start())]
    if lows[-1] in TITLES and lows[0] not in _HONORIFICS and all(w in TITLES or w in PLACES or w in DEMONYMS for w in lows):
        return []  # "the Deputy Attorney General", "the junior Texas Senator"
    if lows[0] in ("house", "senate") and lows[-1] in ("leader", "speaker", "whip") and all(w in TITLES for w in lows[1:]):
        return []
    if len(run) > 1 and lows[-1] in _OFFICES and lows[0] not in GIVEN_NAMES and lows[0] not in _HONORIFICS:
        run = run[:-1]  # "Vell Mayor", with no name
        return [(run, (), run[0].start)] if run[0].low not in lower else []
    second = next((k for k in range(3, len(run) - 1) if lows[k] in GIVEN_NAMES and len(lows[k - 2]) == 1 and lows[0] in GIVEN_NAMES), 0)
    if second:  # "Ann B. Vell Peter C. Olsen", as captions print
        others = _parts(text, run[second:], lower, inside, names, starts, layout)
        return [(run[:second], (), run[0].start), *others]
    after_place = lows[0] in PLACES and len(run) > 2 and (lows[1] in GIVEN_NAMES or len(run) == 3)
    if after_place and _TO_PLACE.search(text, max(0, first.start - 9), first.start):
        return [(run[:1], (), run[0].start), (run[1:], (), run[1].start)]  # "former ambassador to Russia Jane Roe"
    if lows[-1] in ORGANISATION_HEADS and not (len(run) > 2 and lows[-2] in GIVEN_NAMES):
        return alone
    if is_outlet(text[run[0].start : run[-1].end]):
        return alone
    last_title = max((i for i, w in enumerate(lows[:-1]) if w in TITLES and not _given(lows, i)), default=-1)
    given = next((i for i in range(len(run) - 2, 1, -1) if lows[i] in GIVEN_NAMES and len(run) > 3), -1)
    if last_title >= 0 and given > last_title + 1 and lows[last_title + 1] in ("of", "for"):
        last_title = given - 1  # "Superintendent of Public Instruction Jane Roe"
    if last_title < 0 and given > 1 and lows[given - 1] not in GIVEN_NAMES and lows[0] not in GIVEN_NAMES and lows[given - 1] not in _SMALL:
        return [(run[:given], (), run[0].start), (run[given:], (), run[given].start)]
    if last_title >= 0 and lows[last_title] == "secretary" and lows[last_title + 1] in ("of", "general"):
        last_title = min(last_title + 2 if lows[last_title + 1] == "of" else last_title + 1, len(run) - 1)
    if last_title < 0 and len(run) > 2 and lows[0] in DEMONYMS:
        last_title = 0
    if last_title < 0:
        return alone
    rest = run[last_title + 1 :]
    if not rest:
        return alone if len(run) > 2 and any(w in ORGANISATION_HEADS for w in lows) else []
    if any(w.low in ("of", "for") for w in rest) or rest[-1].low in ORGANISATION_HEADS:
        return alone
    head = last_title
    while head > 0 and (
        lows[head - 1] in TITLES
        or lows[head - 1] in ("of", "state", "and", "majority", "minority", "press", "vice", "deputy", "rear", "brig")
    ):
        head -= 1
    before = run[:head]
    while before and before[0].low in _TIME_OF_OFFICE:
        before = before[1:]
    out: list[tuple[list[_Word], tuple[str, ...], int]] = []
    if before and not (len(before) == 1 and (before[0].low in DEMONYMS or before[0].low in lower)):
        out.append((before, (), before[0].start))
    return [*out, (rest, tuple(lows[: last_title + 1]), run[head].start)]


def _given(lows: list[str], i: int) -> bool:
    """Whether a title's word is part of the name there: "Dean" in "Sen. Dean Heller", "King" in "Martin Luther King"."""
    return lows[i] in _TITLES_AND_NAMES and (i > 1 or (lows[i] == "dean" and i + 2 == len(lows)))


def _known(w: _Word, names: Sequence[Name], starts: list[int]) -> bool:
    """Whether a word alone is a name by the reader or by the list of outlets."""
    if is_outlet(w.text):
        return True
    k = bisect_right(starts, w.start) - 1
    return any(n.start < w.end and w.start < n.end and n.score > 0.35 for n in names[max(0, k - 1) : k + 2])


def _named(text: str, part: list[_Word], titles: tuple[str, ...], outer: int, names: Sequence[Name], starts: list[int]) -> Named:
    start, end = part[0].start, part[-1].end
    if (text[end : end + 1] == "." and part[-1].low in ("jr", "sr")) or (text[end : end + 1] == "!" and part[-1].text == "E"):
        end += 1
    if "]" in text[start:end] and "[" not in text[start:end]:
        start -= 1
    elif "[" in text[start:end] and text[end : end + 1] == "]":
        end += 1
    words = tuple(w.low for w in part)
    kinds = dict(form_votes(text[start:end], words, titles))
    for kind, weight in context_votes(text, part[0].start if not titles else outer, end, len(words)):
        kinds[kind] = kinds.get(kind, 0.0) + weight
    k = bisect_left(starts, start - 40)
    while k < len(names) and names[k].start < end:
        shared = min(end, names[k].end) - max(start, names[k].start)
        if shared > 0:
            label = names[k].label
            kinds[label] = kinds.get(label, 0.0) + names[k].score * shared / (end - start)
        k += 1
    sure = bool(titles) or len(words) > 1 or any(w in GIVEN_NAMES for w in words) or max(kinds.values(), default=0) > 0.3
    return Named(start, end, words, titles, kinds, part[-1].possessive, sure, min(outer, start))
