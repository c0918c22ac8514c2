from compared_reports import Compared, record

from onrecord.compare import sayings
from onrecord.compare.wordings import Difference, differences

WHOLE = "We shall open every gate of the dam by Friday, and no village below the mill will be flooded while I am mayor."


def test_whole_cut_and_reworded_are_one_saying() -> None:
    compared = Compared(
        record(f'"{WHOLE}" said Ada Reyes.', outlet="Vell Post", published="2024-05-07"),
        record(
            'Crowds heard it. "No village below the mill will be flooded while I am mayor," said Reyes.',
            outlet="Echo",
            published="2024-05-06",
        ),
        record('"We will open every gate of the dam on Friday," said Ada Reyes.', outlet="Courier", published="2024-05-08"),
        record('"We shall plant a tree for every child of the valley," said Ada Reyes.', outlet="Courier", published="2024-05-08"),
    )
    [saying] = sayings(*compared.found)
    assert saying.words == WHOLE
    assert [variant.printed.outlet for variant in saying.variants] == ["Echo", "Vell Post", "Courier"]
    assert saying.longest == 1
    assert saying.speakers == {"Ada Reyes": 3}
    assert saying.backing.independent == 3
    cut = saying.variants[0].differences
    assert (cut[0].change, cut[0].longest) == ("cut", "We shall open every gate of the dam by Friday, and")
    assert list(sayings(*compared.found, by="reyes", about="villages")) == [saying]
    assert not list(sayings(*compared.found, by="okafor"))


def test_the_same_formula_of_two_people_is_not_one_saying() -> None:
    compared = Compared(
        record('"Our thoughts are with the families," said Ada Reyes.', published="2024-05-07"),
        record('"Our thoughts are with the families," said Per Holm.', published="2024-05-07"),
    )
    assert not list(sayings(*compared.found))


def test_differences() -> None:
    assert differences("It will hold for fifty years", "It may hold for years.") == [
        Difference("same", "It", "It"),
        Difference("changed", "will", "may"),
        Difference("same", "hold for", "hold for"),
        Difference("cut", "fifty", ""),
        Difference("same", "years", "years"),
    ]


def test_the_same_eight_words_are_one_saying_whenever_they_were_printed() -> None:
    said = '"We will look into it and then we will see," said {}.'
    compared = Compared(
        record(said.format("Ada Reyes"), published="2024-05-07"),
        record(said.format("Ada Reyes"), published="2024-09-07"),
    )
    assert [len(one.variants) for one in sayings(*compared.found)] == [2]
