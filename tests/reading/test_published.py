from __future__ import annotations

import pytest

from onrecord.reading import bylines, published


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2024-07-06", "2024-07-06"),
        ("2024-7-6", "2024-07-06"),
        ("2024-07-06T23:30:00-05:00", "2024-07-06"),
        ("2024-07-06 10:15:00+00:00", "2024-07-06"),
        ("2024/07/06", "2024-07-06"),
        ("20240706", "2024-07-06"),
        ("20240706T101500Z", "2024-07-06"),
        ("Sat, 06 Jul 2024 10:15:00 GMT", "2024-07-06"),
        ("July 6, 2024", "2024-07-06"),
        ("Saturday, July 6th 2024, 10:15 a.m. EDT", "2024-07-06"),
        ("Sept. 6, 2024", "2024-09-06"),
        ("6 July 2024", "2024-07-06"),
        ("the 6th of July, 2024", "2024-07-06"),
        ("06-Jul-2024", "2024-07-06"),
        ("Published July 6, 2024; updated 8 July 2024", "2024-07-06"),
        ("13/07/2024", "2024-07-13"),
        ("07/13/2024 10:15", "2024-07-13"),
        ("07.07.2024", "2024-07-07"),
        ("2024-02-29", "2024-02-29"),
        ("07/06/2024", None),  # June to one half of the world
        ("9/7/13", None),
        ("2024-02-31", None),
        ("February 30, 2024", None),
        ("2024-13-01", None),
        ("0001-01-01", None),
        ("2024-07", None),
        ("July 2024", None),
        ("yesterday", None),
        ("２０２４-07-06", None),
        ("", None),
        ("The mill burned down on July 6, 2024, " + "and the town talked of nothing else " * 4, None),
    ],
)
def test_parse(printed: str, expected: str | None) -> None:
    assert published.parse(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("By Ana Reyes, Bo Lund and Cy Ode", ("Ana Reyes", "Bo Lund", "Cy Ode")),
        ("Ana Reyes, Bo Lund, and Cy Ode", ("Ana Reyes", "Bo Lund", "Cy Ode")),
        ("Ana Reyes; Bo Lund", ("Ana Reyes", "Bo Lund")),
        ("Ana Reyes & Bo Lund | Ana Reyes", ("Ana Reyes", "Bo Lund")),
        ("Martin Vale, Jr. and Andy Sandborg", ("Martin Vale Jr.", "Andy Sandborg")),
        ("BY: ANA REYES, Political Writer", ("ANA REYES",)),
        ("Staff reports", ("Staff reports",)),
        (["Ana Reyes", "by Bo Lund"], ("Ana Reyes", "Bo Lund")),
        (" , ;", ()),
    ],
)
def test_authors(printed: str | list[str], expected: tuple[str, ...]) -> None:
    assert bylines.authors(printed) == expected
