"""Every reader, on what Hypothesis makes of sound files: whatever the bytes, a report or an error, and text that is UTF-8.

Short here; ``python tests/reading/fuzz.py`` goes on for as long as it is told.
"""

from __future__ import annotations

import fuzz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("name", fuzz.SEEDS)
def test_spoilt_files(name: str) -> None:
    @settings(deadline=None, max_examples=60)
    @given(data=fuzz.spoilt(name))
    def check(data: bytes) -> None:
        fuzz.check(data)

    check()


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    fuzz.check(data)
