"""Noun phrases as they are printed: their head, and what kind of source a head names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onrecord.model import EntityKind, Span
from onrecord.resolve.word_list import word_list

DETERMINERS = word_list(
    """
    the a an this that these those his her its their my our your one another such some any each every no
    """
)
DEFINITE = word_list("the this that these those his her its their my our")
POSSESSIVES = word_list("his her its their my our your")

DOCUMENTS = word_list(
    """
    report lawsuit suit complaint statement document documents record records letter study survey poll article story affidavit email
    e-mail memo memorandum filing filings book indictment petition post warrant transcript testimony footage video audio tape
    recording file files order ruling opinion decision bill law legislation resolution analysis index review investigation probe
    inquiry findings summary draft plan proposal policy guidelines guide playbook manual website site page blog release announcement
    brief motion appeal papers message messages text texts tweet tweets editorial op-ed column piece essay speech figures data
    statistics results census photo picture image sign caption headline headlines note obituary contract agreement deal treaty
    constitution amendment rule rules license budget estimate estimates forecast audit dossier account accounts articles reports
    studies polls emails letters interviews autopsy license certificate logs log dispatch bulletin assessment
    """
)

# Sources who are one person or some people, not named.
UNNAMED = word_list(
    """
    official officials source sources police authorities spokesman spokeswoman spokesperson spokespeople spokesmen aide aides
    investigator investigators prosecutor prosecutors insider insiders witness witnesses representative representatives rep reps
    adviser advisers advisor advisors detective detectives officer officers deputies diplomat diplomats strategist strategists
    organizer organizers employee staffer staffers executive executives person people agent agents author worker coroner neighbor
    neighbors neighbour neighbours friend friends expert researcher man woman teacher teachers bystander caller user colleague victim
    pal confidant lawyer attorney doctor observer analyst consultant operative veteran resident student nurse
    """
)

ORGANISATIONS = word_list(
    """
    company firm university college school department agency committee subcommittee panel commission council court group organization
    organisation network station channel paper newspaper magazine outlet campaign administration government party team club church
    bank board bureau ministry union association foundation charity nonprofit institute institution center centre office regime army
    military airline studio label publisher platform giant manufacturer maker retailer watchdog startup start-up hospital league
    federation coalition service authority legislature parliament congress senate house city state county district ngo broadcaster
    publication website business chain prosecution defense defence
    """
)

GROUPS = word_list(
    """
    family crowd majority minority public team couple pair trio duo duo community congregation jury half percent two-thirds one-third
    third quarter many most others several some few both hundreds thousands dozens millions democrats republicans
    """
)

# Nouns for one person, and kin among them.
KIN = word_list(
    """
    mother father wife husband son daughter brother sister brother-in-law sister-in-law father-in-law mother-in-law son-in-law
    daughter-in-law uncle aunt cousin nephew niece grandmother grandfather widow
    """
)
OF_PEOPLE = KIN | word_list(
    """
    actress actor star senator congressman congresswoman president governor mayor head lawyer attorney rabbi pastor chief
    judge justice director coach player singer rapper author professor doctor candidate nominee secretary minister leader speaker
    chairman ceo executive republican democrat pontiff pope prosecutor sheriff commissioner superintendent principal founder
    billionaire mogul host anchor journalist reporter analyst economist activist student girlfriend boyfriend spokesperson
    businessman businesswoman frontrunner front-runner hopeful contender incumbent vp chair socialist administrator comedian filmmaker
    writer historian physician surgeon scientist scholar bishop cardinal teenager entertainer musician designer chef athlete
    """
)

_WORD = re.compile(r"[^\W_]+(?:['\-.&][^\W_]+)*")
_PEOPLE_ENDING = re.compile(
    r"(?:ers|ors|ists|ants|ents|ians|men|women|people|ees|ies|ators|ives|ans|mates|folk|members|parents|kids|teens|girls|boys|critics)$"
)

_BEFORE_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
_OWNED_DOCUMENT = re.compile(r"[^,]*'s (?:[a-z-]+ ){0,2}([a-z-]+)$")
_PEOPLE_HEAD = re.compile(r"(?:[a-z]{3}(?<![aius])s|men|women|people)$")
_NO_MODIFIERS = word_list(
    """
    of for from in at with on by to about into near against among between and or but than as like including that while when if is are was
    were
    """
)

_POSTMODIFIER = re.compile(
    r"\s+(?:of|for|from|in|at|with|who|whom|that|which|on|by|to|about|into|near|inside|close|familiar|tasked|obtained|sent|posted|compiled|provided|issued|"
    r"released|published|cited|first|appearing|submitted|named|identified|briefed|involved|behind|representing|running|working|covering|speaking|within|outside|whose|like|involving|signed|written|penned|including|not|between|and|against|filed|seen|reviewed|viewed|conducted|commissioned|led|held|shared|out|available|describing|detailing)\b|\s*[,;:(\[]|\s+[-–—]"
)


class Phrase(NamedTuple):
    """A noun phrase: its words in lower case up to the head, the head last; determiner apart."""

    text: str
    determiner: str | None
    words: tuple[str, ...]
    head: str
    head_end: int
    rest: str

    @property
    def definite(self) -> bool:
        return self.determiner in DEFINITE or (self.determiner is not None and self.determiner.endswith("'s"))


@lru_cache(maxsize=4096)
def phrase(text: str) -> Phrase:
    """The phrase that ``text`` prints; ``head_end`` is the offset in ``text`` where the head ends."""
    plain = text.replace("’", "'")
    m = _POSTMODIFIER.search(plain, 1)
    if m and (owned := _OWNED_DOCUMENT.search(plain, m.start())) and owned[1].lower() in DOCUMENTS:
        m = None  # "the Office of Inspector General's report"
    head_end = m.start() if m else len(plain)
    found = _WORD.findall(plain[:head_end].lower()) or re.findall(r"\w+", plain.lower()) or [plain.lower()]
    determiner = found[0] if found[0] in DETERMINERS and len(found) > 1 else None
    words = tuple(found[1:] if determiner else found)
    return Phrase(text, determiner, words, words[-1].removesuffix("'s"), head_end, plain[head_end:])


def phrase_before(text: str, at: int) -> Span | None:
    """The noun phrase of people that "who" at offset ``at`` takes up: its plural head, with what stands between that and its determiner,
    or the one word before it where the phrase begins there."""
    words = list(_BEFORE_WORD.finditer(text, max(text.rfind("\n", 0, at) + 1, at - 60), at))
    if not words or text[words[-1].end() : at].strip() not in ("", ",") or not _PEOPLE_HEAD.search(words[-1][0].lower()):
        return None
    low = [w[0].lower() for w in words]
    together = [k for k in range(len(words) - 1, 0, -1) if text[words[k - 1].end() : words[k].start()] == " "]
    first = len(words) - 1
    for k in together[:4]:
        if k != first:
            break
        if low[k - 1] in DETERMINERS:
            return Span.of(text, words[k - 1].start(), words[-1].end())
        if low[k - 1] in _NO_MODIFIERS:
            return Span.of(text, words[k].start(), words[-1].end())
        first = k - 1
    if first == 0 or text[words[first - 1].end() : words[first].start()] != " ":
        return Span.of(text, words[first].start(), words[-1].end())
    return Span.of(text, words[-1].start(), words[-1].end())


def kind_of(p: Phrase) -> EntityKind:
    """What kind of source the phrase names, by its head."""
    head = p.head
    if head in DOCUMENTS or (head.endswith("s") and head[:-1] in DOCUMENTS):
        return "document"
    if head in UNNAMED:
        return "unnamed"
    if head in ORGANISATIONS and not (head == "group" and "of" in p.rest):
        return "organisation"
    if head in GROUPS or plural(p):
        return "group"
    return "unnamed"


def is_plural_of_people(word: str) -> bool:
    """Whether a word has the ending of a plural of people ("protesters", "residents")."""
    return bool(_PEOPLE_ENDING.search(word)) and word not in DOCUMENTS


def plural(p: Phrase) -> bool:
    """Whether the head is a plural, or a word for several people."""
    head = p.head
    if head in ("police", "authorities", "people", "spokespeople", "family", "couple", "pair", "crowd") or p.determiner in (
        "these",
        "those",
        "some",
    ):
        return True
    return bool(_PEOPLE_ENDING.search(head)) or (head.endswith("s") and not head.endswith(("ss", "us", "is", "'s")))
