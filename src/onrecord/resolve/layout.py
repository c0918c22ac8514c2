"""Where the sentences and paragraphs of a text begin, and what stands between quotation marks: looked up by offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

# A sentence ends at . ! ? and closing marks before a capital, a digit or an opening mark; some texts have lost the blank after it.
# The first character stands apart, so that the search passes over all others.
_END = re.compile(r"""[.!?…\n](?:(?<=\n)\n*|[.!?…]*["”’')\]]*(?:\s+|(?<=[a-z0-9)][.!?])(?=[A-Z“"]|$)|(?<=["”])(?=[A-Z])))""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|sen|sens|rep|reps|gov|gen|lt|col|sgt|capt|maj|rev|st|jr|sr|vs|no|inc|corp|co|ltd|jan|feb|mar|apr|aug|sept|sep|oct|nov|dec|"
    r"ala|ariz|ark|calif|colo|conn|del|fla|ga|ill|ind|kan|ky|la|md|mass|mich|minn|miss|mo|mont|neb|nev|okla|ore|pa|tenn|tex|vt|va|wash|wis|wyo)|"
    r"(?:\b[A-Z]|\.[A-Za-z]))\.\s*$",
    re.IGNORECASE,
)


class Layout:
    """Sentences and paragraphs of one text, numbered from 0; ``quoted`` are the stretches between quotation marks, outermost ones."""

    def __init__(self, text: str, quoted: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.sentences = [0]
        self.paragraphs = [0]
        for m in _END.finditer(text):
            if "\n" in m.group():
                self.paragraphs.append(m.end())
            elif _ABBREVIATION.search(text, max(0, m.start() - 6), m.end()) or (m.end() < len(text) and text[m.end()].islower()):
                continue
            if m.end() < len(text):
                self.sentences.append(m.end())
        self.opens = frozenset(self.sentences)
        self.sentences = sorted(self.opens)
        self.outer: list[tuple[int, int]] = []
        for start, end in sorted(quoted, key=lambda r: (r[0], -r[1])):
            if not self.outer or start >= self.outer[-1][1]:
                self.outer.append((start, end))
        self._quoted = [start for start, _ in self.outer]

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds offset ``at``."""
        return bisect_right(self.sentences, at) - 1

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds offset ``at``."""
        return bisect_right(self.paragraphs, at) - 1

    def sentence_bounds(self, at: int) -> tuple[int, int]:
        """``[start, end)`` of the sentence that holds offset ``at``."""
        k = self.sentence(at)
        return self.sentences[k], self.sentences[k + 1] if k + 1 < len(self.sentences) else len(self.text)

    def in_marks(self, at: int) -> bool:
        """Whether offset ``at`` stands between quotation marks."""
        k = bisect_right(self._quoted, at) - 1
        return k >= 0 and at < self.outer[k][1]
