from compared_reports import Compared, record

from onrecord.compare import stories, story

DAM = [
    "Engineers shut the sluices of the Tarn dam on Monday after a watchman found a crack. Mayor Ada Reyes told villagers to pack.",
    "The village of Tarnmouth emptied on Monday as a crack opened in the Tarn dam. Buses came for its people, Mayor Reyes said.",
    "A crack in the wall of the Tarn dam has driven three villages out. Ada Reyes, the mayor, wants divers to inspect the sluices.",
]
ARRESTS = [
    "Police arrested the actor Per Holm on Monday for driving drunk in Vell. Holm spent the night in jail and was released on bail.",
    "Actor Per Holm was released on bail after police arrested him for drunk driving in Vell, his lawyer said.",
    "Police arrested the actor Nils Garmo on Tuesday for driving drunk in Brack. Garmo spent the night in jail.",
    "Actor Nils Garmo left jail in Brack on bail, after police arrested him for drunk driving.",
]


def test_look_alikes_are_kept_apart() -> None:
    days = ["2024-05-06", "2024-05-07"] * 4
    compared = Compared(*(record(text, published=day, id=f"r{n}") for n, (text, day) in enumerate(zip(DAM + ARRESTS, days, strict=False))))
    found = list(stories(*compared.found))
    assert [sorted(one.number for one in s.reports) for s in found] == [[1, 2, 3], [4, 5], [6, 7]]
    assert {"Tarn", "dam"} <= set(found[0].words)
    assert "Holm" in found[1].words
    assert story(*compared.found, found[0].number) == found[0]


def test_months_apart_is_another_story() -> None:
    compared = Compared(record(DAM[0], published="2024-05-06"), record(DAM[1], published="2024-11-06"))
    assert not list(stories(*compared.found))
