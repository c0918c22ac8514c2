"""The subject of a cue for which the reader marked no source."""

from __future__ import annotations

import pytest
from reports import quotation, resolved


@pytest.mark.parametrize(
    ("text", "cue", "content", "source"),
    [
        ("Laura Brandt, who alleges that he lied, left.", "alleges", "that he lied", "Laura Brandt"),
        ("Sen. Laura Brandt of Ohio, who said it was over, left.", "said", "it was over", "Sen. Laura Brandt"),
        ("Accusing the port of fraud, Laura Brandt left.", "Accusing", "the port of fraud", "Laura Brandt"),
        ("The council praised Laura Brandt for saying that it was over.", "saying", "that it was over", "Laura Brandt"),
        ("The report quoted Laura Brandt as saying it was over.", "saying", "it was over", "Laura Brandt"),
        ("“It is over,” said Laura Brandt.", "said", "“It is over,”", "Laura Brandt"),
        ("A statement that said it was over came later.", "said", "it was over", "A statement"),
        ("Laura Brandt, asked whether it was over, left.", "asked", "whether it was over", None),
        ("Laura Brandt was told it was over.", "was told", "it was over", None),
        ("Laura Brandt left amid allegations that it was over.", "allegations", "that it was over", None),
        ("Laura Brandt’s alleged fraud was over.", "alleged", "fraud", None),
    ],
)
def test_the_subject_of_the_cue_is_the_source(text: str, cue: str, content: str, source: str | None) -> None:
    (found,) = resolved(text, quotation(text, "Q1", content, None, cue)).quotations
    assert (found.source and found.source.text) == source
