"""How right the records are, measured against records that people made (gold).

One question a file: which entity is the same (:mod:`.identity`), which finds belong together (:mod:`.matching`), what the figures are
(:mod:`.figures`, :mod:`.scoring`), where gold comes from (:mod:`.gold`), and what a set must reach (:mod:`.floors`).
"""

from __future__ import annotations

from onrecord.evaluate.figures import Figure, Figures
from onrecord.evaluate.floors import Shortfall, floors_for, shortfalls
from onrecord.evaluate.gold import Gold, read_gold, read_predicted
from onrecord.evaluate.scoring import Miss, Thought, misses, score

__all__ = [
    "Figure",
    "Figures",
    "Gold",
    "Miss",
    "Shortfall",
    "Thought",
    "floors_for",
    "misses",
    "read_gold",
    "read_predicted",
    "score",
    "shortfalls",
]
