"""Between reports: who printed the same text, the same saying, the same story, and where they disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["Comparison", "conflicts", "events", "make_tables", "position", "prepared", "saying", "sayings", "stories", "story"]

if TYPE_CHECKING:
    from onrecord.compare.comparison import Comparison, make_tables
    from onrecord.compare.found_conflicts import conflicts
    from onrecord.compare.found_positions import position
    from onrecord.compare.found_sayings import saying, sayings
    from onrecord.compare.found_stories import events, stories, story
    from onrecord.compare.preparing import prepared

# Each is imported when it is first asked for (PEP 562), so that the nouns alone cost next to nothing.
_ROOMS = {
    "Comparison": "comparison",
    "conflicts": "found_conflicts",
    "events": "found_stories",
    "make_tables": "comparison",
    "position": "found_positions",
    "prepared": "preparing",
    "saying": "found_sayings",
    "sayings": "found_sayings",
    "stories": "found_stories",
    "story": "found_stories",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
