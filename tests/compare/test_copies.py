from compared_reports import Compared, record

from onrecord.compare import stories
from onrecord.compare.backing import backing
from onrecord.compare.copies import credit, runs, shared
from onrecord.model import Record

WIRE = (
    "TARNMOUTH (AP) — Engineers closed the gates of the Tarn dam on Monday after a crack as long as a bus was found in its northern wall. "
    "Families in the three villages below were told to pack their belongings and wait for word from the sheriff's office. "
    "The crack was first noticed by a night watchman, who followed the sound of dripping water along a disused gallery. "
    "Divers are to inspect the wall once the level of the lake has fallen by six metres, which may take until the weekend. "
)
LOCAL = "The Courier visited the villages on Tuesday and found most houses shuttered and two buses waiting by the church. "
OTHER = (
    "A fault in the wall of the reservoir above Tarnmouth has emptied three villages. Officials shut its sluices at the start of the week "
    "and asked residents to be ready to leave; a survey by divers cannot begin before the water is lower, and nobody looks for that before "
    "Saturday. It was a guard on his rounds at night who heard water running where none should be, and raised the alarm."
)
SPEECH = '"We shall open every gate of this dam if we must, and we shall pay every family for every field that the water takes from them."'


def test_a_wire_copy_is_found_and_is_no_source_of_its_own() -> None:
    compared = Compared(
        record(WIRE + LOCAL, outlet="Tarn Courier", published="2024-05-08"),
        record(WIRE, outlet="Associated Press", published="2024-05-07"),
        record(OTHER, outlet="Vell Post", published="2024-05-08"),
    )
    assert compared.connection.execute("SELECT count(DISTINCT source) FROM compared").fetchone() == (2,)
    [story] = stories(*compared.found)
    assert (story.backing.reports, story.backing.independent) == (3, 2)
    [sharing] = story.copies
    assert sharing.first.outlet == "Associated Press"
    assert [other.outlet for other in sharing.others] == ["Tarn Courier"]


def test_an_outlet_is_one_source() -> None:
    compared = Compared(
        record(WIRE, outlet="Tarn Courier", published="2024-05-08"),
        record(OTHER, outlet="Vell Post", published="2024-05-08"),
        record(LOCAL * 2, outlet="Vell Post", published="2024-05-09"),
    )
    assert backing(compared.connection, [1, 2, 3]).independent == 2


def test_a_copy_with_words_before_and_after() -> None:
    one, other = LOCAL + WIRE, WIRE.replace("Divers are", "Two divers are") + "The end."
    found = shared(runs(one), runs(other))
    assert found.is_copy
    assert found.share > 0.75


def test_two_who_heard_one_speech_are_two_sources() -> None:
    first = f"{SPEECH} Okafor said to applause in the crowded hall of the mill, and then she sat down beside her brother and wept. " + LOCAL
    second = f"It rained in Tarnmouth when the minister rose at last and promised, without a note: {SPEECH} Many there did not believe it."
    assert not shared(runs(first), runs(second)).is_copy


def test_credit() -> None:
    assert credit(record(WIRE)) == "Associated Press"
    assert credit(record(OTHER)) is None
    assert credit(Record(id="1", sha256="1", text=OTHER, authors=("Reuters Staff",))) == "Reuters"
