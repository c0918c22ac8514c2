import pytest

from onrecord.compare.quantities import quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 31 people were killed.", [("count", 31, "person", "at least")]),
        ("fifty-seven injured men", [("count", 57, "injured man", "exact")]),
        ("Per Holm, 34, was there.", [("age", 34, "", "exact")]),
        ("a 22-year-old man", [("age", 22, "", "exact")]),
        ("ten years in prison", [("length", 3650, "day", "exact")]),
        ("$1.2 million", [("amount", 1.2e6, "$", "exact")]),
        ("about 1,200,000 dollars", [("amount", 1.2e6, "$", "about")]),
        ("up to 5 percent", [("share", 5, "%", "at most")]),
        ("a dozen shops", [("count", 12, "shop", "exact")]),
        ("On March 12, 2019, at 10 p.m., including three women", []),
        ("Highway 31 and flight 57 and No. 12 and 3-2", []),
        ("two weeks ago", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    assert [(q.kind, q.value, q.unit, q.bound) for q in quantities(text)] == expected
