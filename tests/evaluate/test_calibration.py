"""Reliability of confidences."""

from __future__ import annotations

import pytest

from onrecord.evaluate.calibration import Bin, expected_calibration_error, reliability


def test_bins_and_error() -> None:
    bins = reliability([(0.95, True), (0.95, True), (0.95, False), (0.95, True), (0.5, True), (0.5, False), (1.0, True)])
    assert bins == [Bin(0.5, 0.6, 2, 0.5, 0.5), Bin(0.9, 1.0, 5, pytest.approx(0.96), 0.8)]
    assert expected_calibration_error(bins) == pytest.approx(5 / 7 * 0.16)


def test_nothing_to_calibrate_on() -> None:
    with pytest.raises(ValueError, match="no speaker"):
        expected_calibration_error([])
