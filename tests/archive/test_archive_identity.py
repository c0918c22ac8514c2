"""Who is one and the same: a function of the evidence and the judgements, and of nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import Archive
from onrecord.archive.identity import Evidence, people_of
from onrecord.archive.person_names import block_of, may_be_one_person, words_of
from onrecord.database import Place
from onrecord.model import Entity, Mention, Record


def bearer(
    entity: int,
    name: str,
    *,
    report: int | None = None,
    kind: str = "person",
    roles: str = "",
    company: str = "",
    published: str = "2024-05-03",
) -> Evidence:
    return Evidence(
        entity=entity,
        report=entity if report is None else report,
        order=(published, str(entity)),
        block=block_of(kind, name) or "",
        kind=kind,
        name=name,
        roles=frozenset(roles.split()),
        company=frozenset(filter(None, company.split(", "))),
        published=published,
    )


def people(*block: Evidence, **judged: list[tuple[int, int]]) -> list[set[int]]:
    return sorted(({d.entity for d in decisions} for decisions in people_of(block, **judged)), key=min)


MAYOR = {"roles": "mayor tarn", "company": "ines okafor, tarn council, anna vell, bo lind"}
DRIVER = {"roles": "driver lorry", "company": "rita moss, haulage union, carl ekman, dee park"}


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ([bearer(1, "Per Holm"), bearer(2, "Per Holm")], [{1, 2}]),
        ([bearer(1, "Per Holm"), bearer(2, "Anna Holm")], [{1}, {2}]),
        ([bearer(1, "Per Holm", **MAYOR), bearer(2, "Holm", **MAYOR)], [{1, 2}]),
        ([bearer(1, "Per Holm", **MAYOR), bearer(2, "Anna Holm", **DRIVER), bearer(3, "Holm", **DRIVER)], [{1}, {2, 3}]),
        ([bearer(1, "Per Holm"), bearer(2, "Anna Holm"), bearer(3, "Holm")], [{1}, {2}, {3}]),  # nobody can tell
        ([*(bearer(n, "Per Holm") for n in range(1, 60)), bearer(60, "Anna Holm"), bearer(61, "Holm")], [{*range(1, 60), 61}, {60}]),
        ([bearer(1, "Per Holm", report=1), bearer(2, "Anna Holm"), bearer(3, "Holm", report=1)], [{1}, {2, 3}]),  # a report has him once
        ([bearer(1, "John Smith", **MAYOR), bearer(2, "John Smith", **DRIVER, published="2004-01-01"),
          bearer(3, "Ann Smith"), bearer(4, "Bo Smith"), bearer(5, "Cy Smith")], [{1}, {2}, {3}, {4}, {5}]),
        ([bearer(1, "Robert Vell", **MAYOR), bearer(2, "Bob Vell", **MAYOR)], [{1, 2}]),
        ([bearer(1, "R. Vell", **MAYOR), bearer(2, "Robert A. Vell", **MAYOR), bearer(3, "Robert C. Vell", **MAYOR)], [{1, 2}, {3}]),
        ([bearer(1, "Per Holm", report=1), bearer(2, "Per Holm Jr.", report=1), bearer(3, "Per Holm"), bearer(4, "Per Holm, Jr.")],
         [{1, 3}, {2, 4}]),
        ([bearer(1, "Joe Vell"), bearer(2, "Joe Vell Jr.")], [{1, 2}]),  # no report knows two of them
        ([bearer(1, "Joe Vell Jr."), bearer(2, "Joe Vell III")], [{1}, {2}]),
        ([bearer(1, "Tarn Water Ltd.", kind="organisation"), bearer(2, "Tarn Water", kind="organisation")], [{1, 2}]),
        ([bearer(1, "Tarn Water", kind="organisation"), bearer(2, "Tarn Council", kind="organisation")], [{1}, {2}]),
    ],
)  # fmt: skip
def test_people(block: list[Evidence], found: list[set[int]]) -> None:
    assert people(*block) == found


def test_judgements_come_first() -> None:
    block = [bearer(1, "Per Holm", **MAYOR), bearer(2, "Per Holm", **MAYOR), bearer(3, "Anna Holm")]
    assert people(*block, different=[(1, 2)]) == [{1}, {2}, {3}]
    assert people(*block, same=[(1, 3)]) == [{1, 3}, {2}] or people(*block, same=[(1, 3)]) == [{1, 2, 3}]
    assert people(*block, same=[(2, 3)], different=[(1, 2)]) == [{1}, {2, 3}]


def test_every_decision_can_be_explained() -> None:
    [decisions] = people_of([bearer(1, "Per Holm", **MAYOR), bearer(2, "Per Holm", **MAYOR)])
    assert decisions[0].reasons == ()
    features = {reason.feature: reason.words for reason in decisions[1].reasons}
    assert features["roles"] == "mayor, tarn"
    assert "ines okafor" in features["company kept"]
    assert sum(reason.weight for reason in decisions[1].reasons) > 2.5


@given(st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(shuffle: random.Random) -> None:
    block = [bearer(n, name, **(MAYOR if n % 3 else DRIVER)) for n, name in enumerate(["Per Holm", "Holm", "P. Holm", "Anna Holm"] * 3)]
    mixed = block[:]
    shuffle.shuffle(mixed)
    assert people(*mixed) == people(*block)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr. Zoë Brandt-Holm", ("zoe", "brandt-holm")),
        ("Martin Luther King Jr.", ("martin", "luther", "king")),
        ("President Ines Okafor’s", ("ines", "okafor")),
        ("J. K. Rowe", ("j", "k", "rowe")),
        ("Sir", ("sir",)),
        ("—", ()),
    ],
)
def test_words_of(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("a", "b", "may"),
    [
        ("Per Holm", "Holm", True),
        ("Robert Holm", "Bob Holm", True),
        ("R. Holm", "Robert Holm", True),
        ("Per Holm", "Anna Holm", False),
        ("Ann Lee Holm", "Ann May Holm", False),
        ("Ben Holm", "Per Holm", False),  # no particle
        ("Bin Holm", "Osman bin Holm", True),
        ("Ann W. Holm", "Ann H. W. Holm", False),
        ("Ann H.W. Holm", "Ann Helen Wood Holm", True),
        ("Ann Wood Holm", "Ann Helen Wood Holm", True),
        ("P. Dag Holm", "Per Holm", False),
        ("P. Dag Holm", "Dag Holm", True),
    ],
)
def test_may_be_one_person(a: str, b: str, may: bool) -> None:
    assert may_be_one_person(words_of(a), words_of(b)) is may


def records(names: list[str]) -> list[Record]:
    found = []
    for number, name in enumerate(names):
        text = f"{name}, the mayor, met Ines Okafor. Report {number}."
        entities = tuple(
            Entity(
                id=f"E{place}",
                name=who,
                kind="person",
                mentions=(Mention(start=text.index(who), end=text.index(who) + len(who), text=who),),
            )
            for place, who in enumerate([name, "Ines Okafor"], 1)
        )
        found.append(Record(id=f"r{number}", sha256=f"{number:064}", published="2024-05-03", text=text, entities=entities))
    return found


def test_settling_now_and_then_is_settling_once(place) -> None:
    """What is kept is the same whether people are told apart after each report or at the end."""
    given = records(["Per Holm", "Anna Holm", "P. Holm", "Holm", "Per Holm", "Per Adler", "Holm"])

    def kept(path: Place, often: bool) -> list[list[tuple]]:
        with Archive.open(path, create=True) as archive:
            for record in given:
                archive.add(record)
                if often:
                    archive.settle()
        with Archive.open(path) as archive:
            queries = ("SELECT * FROM person ORDER BY id", "SELECT id, person FROM entity ORDER BY id")
            return [list(map(tuple, archive.select(query))) for query in queries]

    once = kept(place("once"), often=False)
    assert kept(place("often"), often=True) == once
    assert [row[1] for row in once[0]][:2] == ["Per Holm", "Ines Okafor"]
