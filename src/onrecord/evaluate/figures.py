"""Precision, recall and F1, and the set of them that one evaluation gives."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.model import Noun

DIGITS = 3
GROUNDING_DIGITS = 6


class Figure(Noun, frozen=True, kw_only=True):
    """What was found and right, over what was found and over gold."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(right=self.right + other.right, found=self.found + other.found, gold=self.gold + other.gold)

    @property
    def p(self) -> float:
        """Precision, 0–1; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def r(self) -> float:
        """Recall, 0–1; 0 where gold holds nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.p * self.r / (self.p + self.r) if self.right else 0.0

    def to_dict(self) -> dict[str, float | int]:
        """Precision, recall and F1 rounded to three digits, and the counts."""
        return {
            "p": round(self.p, DIGITS),
            "r": round(self.r, DIGITS),
            "f1": round(self.f1, DIGITS),
            "found": self.found,
            "gold": self.gold,
        }


class Figures(Noun, frozen=True, kw_only=True):
    """All figures of one evaluation, micro-averaged over its reports.

    ``figures`` by name: content, exact, who said what, who, any name, source, cue, addressee, venue, said, via, parent, time spans, times,
    events, events with time, events with people. ``shares`` are single numbers in 0–1: the recall of each kind of quotation (found, and
    found with the right speaker), the accuracy of kind (over matched quotations) and anchor (over matched times), the shares of the
    matched quotations with a wrong speaker or none, and ``grounding``, the share of the spans whose text is what the report holds there.
    """

    reports: int
    thought_counted: bool
    figures: Mapping[str, Figure]
    shares: Mapping[str, float]

    @property
    def grounded(self) -> bool:
        """True where every span slices back. Where one does not, the other figures mean nothing."""
        return self.shares["grounding"] == 1.0

    def to_dict(self) -> dict[str, dict[str, float | int] | float]:
        """Every figure by its name, rounded, as ``onrecord evaluate --format json`` prints it."""
        rounded = {name: round(share, GROUNDING_DIGITS if name == "grounding" else DIGITS) for name, share in self.shares.items()}
        return {**{name: figure.to_dict() for name, figure in self.figures.items()}, **rounded}

    def to_text(self) -> str:
        """A table to read, one figure a line."""
        lines = []
        for name, figure in self.to_dict().items():
            if isinstance(figure, dict):
                numbers = (
                    f"P {figure['p']:.3f}  R {figure['r']:.3f}  F1 {figure['f1']:.3f}  ({figure['found']} found, {figure['gold']} gold)"
                )
            else:
                numbers = f"{figure:.6f}" if name == "grounding" else f"{figure:.3f}"
            lines.append(f"{name:24s} {numbers}")
        return "\n".join(lines)
