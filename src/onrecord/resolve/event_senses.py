"""Which words tell an event only in some company: "held on bail" but not "held a news conference", "left her post" but not "left town"."""

from __future__ import annotations

import re

from onrecord.annotate.events import Token, Trigger
from onrecord.resolve.arguments import Arguments
from onrecord.resolve.clauses import Clause
from onrecord.resolve.word_list import word_list

# What must follow, within a few words, for the trigger to tell its event.
_NEEDS_AFTER = {
    "served": r"(?:\w+ ){0,4}(?:sentences?|time|prison|jail|years?|months?|term|behind)\b(?! (?:as|on|in (?:the|congress)))",
    "held": r"(?:\w+ ){0,2}(?:on|without|in (?:custody|jail|prison|the \w+ jail|a \w+ jail|isolation)|at|for (?:trial|"
    r"questioning|ransom)|there)\b",
    "left": r"(?:(?:his|her|their|the|its|as) (?:\w+ )?(?:jobs?|posts?|position|office|company|role|administration|fbi|cia|"
    r"agency|department|firm|white house|network|team|"
    r"government|cabinet|police|force|army|navy|council|board|editor|director|chief|ceo|chair\w*))\b",
    "won": r"(?:\w+ ){0,5}(?:elections?|re-election|reelection|race|primary|primaries|seat|nomination|presidency|vote|votes|"
    r"caucus\w*|in (?:19|20)\d\d|states?|referendum|runoff|mayor\w*|"
    r"electoral|term|governorship|against)\b",
    "named": r"(?:(?:as|to|the|a|an|its|his|her|chief|acting|interim|new|head|director|\w+ (?:as|to))\b)(?! (?:in|one|after))",
    "name": r"$^",
    "hire": r"$^",
    "confirm": r"(?:\w+ ){0,3}(?:nomin\w+|justice|judge|secretary|kavanaugh|as)\b",
    "counts": r"of\b",
    "became": r"(?:\w+ ){0,4}(?:chief|director|president|mayor|ceo|leader|head|secretary|justice|judge|chairman|speaker|pope|"
    r"king|queen|minister|governor|senator|editor|coach|commissioner)\b",
    "remov": r"(?:\w+ ){0,4}from (?:office|his|her|their|the (?:bench|board|post|ticket|job|force))\b|as\b",
    "loss": r"to\b|in the\b|against\b",
    "defeat": r"(?:of|by|in|at)\b|(?:\w+ ){0,4}(?:election|primary|race|vote|runoff)\b",
}  # fmt: skip
_SAME = {
    "serving": "served", "serve": "served", "leaving": "left", "wins": "won", "win": "won", "lost": "won", "loses": "won", "winning": "won",
    "victory": "won", "naming": "named", "names": "name", "hires": "hire", "confirmed": "confirm", "confirms": "confirm",
    "confirming": "confirm",
    "removed": "remov", "removing": "remov", "removes": "remov", "remove": "remov", "removal": "loss", "defeated": "defeat",
    "defeats": "defeat", "defeating": "defeat",
}  # fmt: skip
_AFTER = {
    word: re.compile(_NEEDS_AFTER[key], re.IGNORECASE) for key in _NEEDS_AFTER for word in [key, *(w for w, k in _SAME.items() if k == key)]
}
# What must not follow.
_NEVER_AFTER = {
    "fired": r"(?:off|back|up|at|shots?|on)\b",
    "plea": r"for\b|to\b",
    "pleas": r"for\b|to\b",
    "charged": r"with the (?:responsibility|task)|\$|(?:a |an )?(?:fee|extra|up to)",
    "charges": r"(?:that|of (?:racism|bias|sexism|hypocrisy))\b",
    "death": r"(?:penalty|row|threats?|sentences?|certificates?|tax|panels?|rates?|star|spiral)\b",
    "murder": r"(?:charges?|trial|case|rates?|mystery|weapon|suspect|conviction)\b",
    "suicide": r"(?:watch|prevention|rates?|bomb\w*|attempts?|squad)\b",
    "sexual assault": r"(?:claims?|allegations?|accusations?)\b",
    "trial": r"(?:balloon|and error|run|lawyers?|attorneys?|judges?|dates?|courts?)\b",
    "appeals": r"(?:court|panel|judges?)\b|to (?:voters|the base)",
    "appeal": r"to (?:voters|the base|young|many|people|donors)\b",
    "shot": r"(?:back\b|at (?:the|winning|becoming)|in the arm|up|down)\b",
    "shooting": r"(?:down|range|star|guard|percentage)\b",
    "race": r"(?:relations|card|baiting|riots?|against|to|-)\b",
    "races": r"to\b",
    "rules": r".*",
    "talks": r"(?:about|to|of)\b",
    "release": r"(?:of (?:the|a|an|his|her|its) (?:\w+ )?(?:report|memo|documents?|emails?|tapes?|transcripts?|records|film|"
    r"album|book|videos?|song|statement|tax)|date|said|that)\b",
    "attack": r"(?:ads?|lines?|dogs?)\b",
    "attacks": r"that\b|on (?:the press|the media|free speech|democracy)\b",
    "search": r"(?:engine|results?|committee|terms?|and rescue|for (?:a|the) new)\b",
    "searching": r".*",
    "hurt": r"(?:his|her|their|its|the) (?:\w+ )?(?:chances|campaign|economy|business|feelings)\b",
    "parole": r"(?:officers?|boards?|hearings?)\b",
    "inquiries": r"from\b",
    "inquiry": r"from\b",
    "appealed": r"to (?!the (?:\w+ )?(?:court|supreme))",
    "dismissed": r"(?:\w+ ){0,5}as\b|(?:the|a|any|all|those|these|such) (?!\w+ (?:from|after))|"
    r"(?:\w+ )?(?:allegations?|claims?|speculation|reports?|concerns?|criticism|suggestions?|charges?|rumou?rs?|questions|complaints?)\b",
    "dismissal": r"of (?:the |all |his |her |their |any )?(?:charges?|case|lawsuit|suit|complaint|claims?)\b",
    "confirmation": r"(?:that|hearings?|from)\b|of (?:the|a|an)\b",
    "released": r"to the public|(?:the|a|an|its|his|her|their|new|more) (?:\w+ )?(?:reports?|summary|memo|documents?|emails?|"
    r"tapes?|transcripts?|records|film|album|book|videos?|footage|song|statements?|executive|results|data|plan|list|figures|images?|photos?)\b",
    "sentence": r"(?:out|that|or two|from (?:the|his|her|a)|in (?:the|his|her|a) (?:book|speech|report|article|letter|statement|email))\b",
    "election": r"(?:interference|year|season|meddling|night|laws?|fraud|security|officials?|results?|day|cycle|integrity|commission)\b",
    "elections": r"(?:board|officials?|commission)\b",
    "dead": r"(?:set|end|line|heat|last|weight|on arrival|wrong|sea)\b",
    "abuse": r"(?:of power|its|his authority)\b",
}  # fmt: skip
_NEVER = {word: re.compile(pattern, re.IGNORECASE) for word, pattern in _NEVER_AFTER.items()}
_NEVER_BEFORE = {
    "retired": r"\b(?:a|an|the|of|by)$",
    "release": r"\b(?:news|press|album|wide|official)$",
    "hurt": r"\b(?:to|would|will|could|may|might)$",
    "charge": r"\b(?:in|without|no|free of|take|taking|took|(?:lead|leading|leads|led) the)$",
    "beating": r"\b(?:won|primary|election|race|vote|polls?|game|match)\b[^.]*$",
    "sentence": r"\b(?:opening|single|whole|complete|entire|next)$",
    "nomination": r"\b(?:presidential|republican|democratic|party['’]s|gop['’]s|gop|oscar|emmy|grammy)$",
    "confirmation": r"\b(?:no|independent|further|without|a|official)$",
    "released": r"\b(?:reports?|complaint|statements?|videos?|footage|documents?|memo|transcripts?|data|study|poll|figures|survey|book|"
    r"tapes?|emails?|film|album|records|photos?|images?)(?: (?:was|were|is|are|be|been|being|first|to be|will be))*$",
    **dict.fromkeys(
        ("years in prison", "in prison", "in jail", "days in jail", "behind bars"),
        r"\b(?:sentence[sd]?|fac(?:e|es|ed|ing)|carr(?:y|ies)|up to|punishable|maximum|recommend\w*|get|gets|could|term)\b[^.;]{0,50}$",
    ),
    "shot": r"\b(?:a|another|parting|clear|best|long)$",
    "race": r"^(?!.*\b(?:senate|house|presidential|governor'?s?|gubernatorial|mayoral|congressional|primary|democratic|"
    r"republican|tight|close|senate's|the)$)",
    "dead": r"\b(?:the|left for|drop|brain)$",
    "dying": r"\b(?:to|of)$",
    "fire": r"\b(?:on|of|the|a|open|opened|under|caught|came under|by)$",
    "beat": r"\b(?:the|a|heart)$",
    "appeals": r"\b(?:emotional|urgent|federal|circuit)$",
    "search": r"\b(?:in|google|the)$",
    "left": r"\b(?:the|far|was|were|are|is|be|been|political|radical|on|to)$",
    "held": r"^(?!.*\b(?:was|were|been|being|is|are|be)$)",
    "abuse": r"\b(?:of|child|drug|substance|domestic)$",
    "meeting": r"\b(?:staff|town|board|committee|council|annual)$",
}  # fmt: skip
_BEFORE = {word: re.compile(pattern, re.IGNORECASE) for word, pattern in _NEVER_BEFORE.items()}
_ARTICLES = frozenset(("the", "a", "an"))
_COURT = re.compile(r"court|judge|justice|panel|jury|magistrate|tribunal|circuit|he$|she$", re.IGNORECASE)
_PERSONAL = word_list(
    "arrest charge conviction acquittal sentence imprisonment release parole pardon death injury attack appointment dismissal"
)
_WINDOW, _BACK = 70, 60


def tells(text: str, tokens: list[Token], clause: Clause, trigger: Trigger, shape: Arguments) -> bool:
    """Whether the company of the trigger lets it tell its event."""
    word = trigger.lemma
    after = text[trigger.end : trigger.end + _WINDOW].lstrip(" ,’'s" if trigger.is_noun else " ")
    needed = _AFTER.get(word)
    if needed is not None and not needed.match(after):
        return False
    never = _NEVER.get(word)
    if never is not None and never.match(after):
        return False
    before = _BEFORE.get(word)
    if before is not None and before.search(text[max(0, trigger.start - _BACK) : trigger.start].rstrip()):
        return False
    if not trigger.is_noun and not trigger.is_participle and trigger.first and tokens[trigger.first - 1].low in _ARTICLES:
        return False  # "the jail": a noun that the lexicon holds as a verb alone
    if trigger.type == "ruling" and not trigger.is_noun and not any(_COURT.search(text, i.start, i.end) for i in shape.doers):
        return False
    if trigger.type == "meeting" and not trigger.is_noun and not after.lower().startswith("with") and _governs_a_thing(clause, trigger):
        return len(shape.undergoers) > 1
    if trigger.lemma in ("summit", "talks", "sit-down") and not shape.undergoers:
        return False
    if trigger.lemma == "release" and trigger.is_noun and not shape.undergoers:
        return False
    # "executed a U-turn", "fired a shot": what is done to a thing is no event of people.
    return not (
        trigger.how == "does"
        and trigger.type in _PERSONAL
        and not trigger.is_noun
        and shape.voice == "active"
        and not shape.undergoers
        and _governs_a_thing(clause, trigger)
    )


def _governs_a_thing(clause: Clause, trigger: Trigger) -> bool:
    items, at = clause
    following = items[at + 1] if at + 1 < len(items) else None
    return following is not None and following.kind in ("det", "word") and not following.low.startswith("$")
