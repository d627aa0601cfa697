import makers
from outlook import invented
from parley.outlook.joined import prepare
from parley.outlook.sides import sides


def two_on_a_side(**changes):
    data = makers.plain()
    data["process"]["sides"] = [["WL"], ["EL", "SL"]]
    data["parties"].append({"id": "SL", "name": "Southland", "kind": "state"})
    data |= changes
    return prepare(makers.dossier(**data), invented.SMALL)


def test_one_party_a_side_needs_no_word() -> None:
    assert list(sides(invented.joined())) == []


def test_several_on_a_side_are_said_to_be_one_force() -> None:
    (said,) = sides(two_on_a_side())
    assert said.says.startswith("Eastland and Southland fight as one force here")
    assert "arms deliveries" in said.says
    assert "It bites" not in said.says
    assert set(said.rests_on) >= {"EL", "SL", "arms"}


def test_where_members_want_different_things_is_said() -> None:
    own = {"id": "p9", "party": "SL", "issue": "cape", "preferred": "west",
           "judgement": {"who": "a", "why": "b"}}  # fmt: skip
    (said,) = sides(two_on_a_side(positions=[*makers.plain()["positions"], own]))
    assert "It bites on “Who holds the Cape?”" in said.says
    assert "the terms are those of Eastland" in said.says
    assert {"p3", "p9"} <= set(said.rests_on)
