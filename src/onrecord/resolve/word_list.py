"""Word lists, written as running text."""

from __future__ import annotations


def word_list(text: str) -> frozenset[str]:
    """The words of ``text``, which blanks divide."""
    return frozenset(text.split())
