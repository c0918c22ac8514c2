from __future__ import annotations

import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.reader import WEIGHTS, shared_reader
from onrecord.annotate.tokens import tokenize, windows

WHOLE = tokenizers.Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))


def test_features_of_case_marks_and_place() -> None:
    text = 'NASA said: "Ready."\nOk'
    tokens = tokenize(text, shared_reader().tokenizer)
    words = [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]
    assert words == ["NASA", "said", ":", '"', "Ready", ".", '"', "Ok"]
    case, marks, place = tokens.features.T.tolist()
    assert case == [3, 1, 0, 0, 2, 0, 0, 2]
    assert marks == [0, 0, 0, 5, 1, 1, 6, 0]
    assert place == [1, 0, 0, 0, 0, 0, 2, 3]


def test_curly_and_straight_marks_are_one_to_the_encoder() -> None:
    tokenizer = shared_reader().tokenizer
    assert tokenize("“It’s here”", tokenizer).ids.tolist() == tokenize('"It\'s here"', tokenizer).ids.tolist()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(5, 40), st.integers(0, 9), st.integers(0, 9))
def test_cores_cover_every_piece_once_and_offsets_slice(text: str, core: int, before: int, after: int) -> None:
    tokens = tokenize(text, shared_reader().tokenizer)
    at = 0
    for w in windows(tokens, text, core=core, before=before, after=after):
        assert w.start <= w.core_start == at < w.core_end <= w.end
        assert w.end - w.start <= core + before + after
        at = w.core_end
    assert at == len(tokens.ids)
    assert all(0 <= a < b <= len(text) for a, b in zip(tokens.start.tolist(), tokens.end.tolist(), strict=True))


def test_windows_keep_paragraphs_whole() -> None:
    text = "\n\n".join(["one two three four five six."] * 6)
    tokens = tokenize(text, shared_reader().tokenizer)
    cores = [text[tokens.start[w.core_start] : tokens.end[w.core_end - 1]] for w in windows(tokens, text, core=16)]
    assert all(c.startswith("one") and c.endswith("six.") for c in cores)
    assert len(cores) == 3


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Reyes", "’s", " ", "\n", "—", "é", "e\u0301", "\u200b", "日本", "ﬁ", "U.S.", "4,000", "x" * 40, "\x1c", "@a_b"])
    )
)
def test_the_pieces_are_those_of_the_text_as_a_whole(parts: list[str]) -> None:
    text = "".join(parts)
    encoded = WHOLE.encode(text, add_special_tokens=False)
    found = shared_reader().tokenizer.pieces(text)
    assert [(id, start, end) for id, start, end, _ in found] == [(i, *span) for i, span in zip(encoded.ids, encoded.offsets, strict=True)]
