"""The questions, each answer with its evidence: the one door for the command line, the web pages and exports. A question a file."""

from onrecord.ask.conflicts import CONFLICT_KINDS, VERDICTS, Facing, conflicts
from onrecord.ask.dates import day_or_part
from onrecord.ask.people import PersonRow, who
from onrecord.ask.positions import position, topics
from onrecord.ask.quotations import KINDS, ORDERS, QuoteRow, citation, quotes, quotes_in
from onrecord.ask.sayings import ListedSaying, saying, sayings, sayings_of
from onrecord.ask.search import ReportRow, search
from onrecord.ask.sentences import FARTHEST, sentence_around
from onrecord.ask.sources import GROUPS, SourceRow, sources
from onrecord.ask.stories import STORY_ORDERS, ListedStory, Place, place_of, stories, story, story_events

__all__ = [
    "CONFLICT_KINDS",
    "FARTHEST",
    "GROUPS",
    "KINDS",
    "ORDERS",
    "STORY_ORDERS",
    "VERDICTS",
    "Facing",
    "ListedSaying",
    "ListedStory",
    "PersonRow",
    "Place",
    "QuoteRow",
    "ReportRow",
    "SourceRow",
    "citation",
    "conflicts",
    "day_or_part",
    "place_of",
    "position",
    "quotes",
    "quotes_in",
    "saying",
    "sayings",
    "sayings_of",
    "search",
    "sentence_around",
    "sources",
    "stories",
    "story",
    "story_events",
    "topics",
    "who",
]
