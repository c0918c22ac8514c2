from compared_reports import Compared, record

from onrecord.compare import position


def test_turns_are_asked_not_judged() -> None:
    compared = Compared(
        record('"We will not raise the toll on the bridge," said Ada Reyes.', published="2024-01-10", outlet="Vell Post"),
        record('"I am considering what the toll on the bridge should be," said Ada Reyes.', published="2024-03-02", outlet="Vell Post"),
        record('"We will raise the toll on the bridge to pay for its paint," said Ada Reyes.', published="2024-05-02", outlet="Vell Post"),
        record('"The toll is a disgrace and always was," said Per Holm.', published="2024-05-02", outlet="Vell Post"),
    )
    found = position(*compared.found, by="reyes", about="toll")
    assert [s.stance for s in found.statements] == ["denies", "hedges", "affirms"]
    assert [turn.question for turn in found.turns] == [
        "Did Ada Reyes change position on toll between 2024-01-10 and 2024-03-02?",
        "Did Ada Reyes change position on toll between 2024-03-02 and 2024-05-02?",
    ]


def test_a_position_is_one_persons() -> None:
    compared = Compared(
        record('"We will not raise the toll on the bridge," said Ada Reyes.', published="2024-01-10"),
        record('"We will raise the toll on the bridge to pay for its paint," said Ada Holm.', published="2024-03-02"),
        record('"The toll on the bridge is a disgrace and always was," said Luis Reyes.', published="2024-05-02"),
    )
    married = {1: 1, 2: 1, 3: 2}
    found = position(*compared.found, by="reyes", about="toll", person_of=lambda report, label: married[report])
    assert [s.day for s in found.statements] == ["2024-01-10", "2024-03-02"]
