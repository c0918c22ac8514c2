"""Between reports: who printed the same text, the same saying, the same story, and where they disagree."""

from onrecord.compare.comparison import Comparison, make_tables
from onrecord.compare.found_conflicts import conflicts
from onrecord.compare.found_positions import position
from onrecord.compare.found_sayings import saying, sayings
from onrecord.compare.found_stories import events, stories, story

__all__ = ["Comparison", "conflicts", "events", "make_tables", "position", "saying", "sayings", "stories", "story"]
