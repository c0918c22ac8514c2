"""The questions, each answer with its evidence: the one door for the command line, the web pages and exports. A question a file."""

from onrecord.ask.dates import day_or_part
from onrecord.ask.people import PersonRow, who
from onrecord.ask.quotations import KINDS, ORDERS, QuoteRow, citation, quotes, quotes_in
from onrecord.ask.search import ReportRow, search
from onrecord.ask.sentences import FARTHEST, sentence_around
from onrecord.ask.sources import GROUPS, SourceRow, sources

__all__ = [
    "FARTHEST",
    "GROUPS",
    "KINDS",
    "ORDERS",
    "PersonRow",
    "QuoteRow",
    "ReportRow",
    "SourceRow",
    "citation",
    "day_or_part",
    "quotes",
    "quotes_in",
    "search",
    "sentence_around",
    "sources",
    "who",
]
