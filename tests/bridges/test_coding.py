import pytest

import makers
from parley.bridges.coding import MAX_ISSUES, code
from parley.errors import OutlookError


def test_belligerents_come_first_then_holders() -> None:
    coding = code(makers.dossier())
    assert coding.parties == ("WL", "EL", "NL")
    assert coding.side_of == (0, 1, None)


def test_issue_of_the_line_is_the_land_the_sides_hold() -> None:
    coding = code(makers.dossier())
    by_id = {i.id: i for i in coding.issues}
    assert by_id["cape"].line
    assert not by_id["relief"].line
    assert by_id["relief"].third
    assert by_id["relief"].holders == (2,)


def test_a_silent_party_has_no_preferred_option() -> None:
    coding = code(makers.dossier())
    relief = [i.id for i in coding.issues].index("relief")
    assert coding.stances[1][relief].preferred is None
    assert coding.stances[1][relief].origin == "default"
    assert coding.stances[0][relief].origin == "stated"


def test_levers_act_on_the_side_they_are_aimed_at() -> None:
    levers = {x.id: x for x in code(makers.dossier()).levers}
    assert (levers["arms"].channel, levers["arms"].side) == ("arms", 1)
    assert (levers["sanctions"].channel, levers["sanctions"].side) == ("sanctions", 0)


def test_a_sanctions_regime_without_a_lever_still_drains() -> None:
    data = makers.plain()
    data["levers"] = data["levers"][:1]
    data["constraints"].append(
        {"id": "embargo", "kind": "sanctions_regime", "binds": "WL", "name": "an embargo"}
    )
    levers = {x.id: x for x in code(makers.Dossier.model_validate(data)).levers}
    assert (levers["embargo"].channel, levers["embargo"].side) == ("sanctions", 0)


def test_an_offer_without_an_issue_becomes_one() -> None:
    data = makers.plain()
    data["levers"].append(
        {"id": "trade", "holder": "NL", "target": "WL", "instrument": "trade", "state": "offered",
         "name": "trade after a deal"}
    )  # fmt: skip
    coding = code(makers.Dossier.model_validate(data))
    offer = next(i for i in coding.issues if i.offer == "trade")
    assert offer.third
    assert offer.holders == (coding.parties.index("NL"),)
    place = coding.issues.index(offer)
    assert coding.stances[0][place].preferred == 1


def test_more_issues_than_the_limit_are_listed() -> None:
    data = makers.plain()
    for n in range(MAX_ISSUES):
        data["issues"].append(
            {"id": f"i{n}", "question": f"Question {n}?", "options": [{"id": "no", "label": "no"},
             {"id": "yes", "label": "yes"}]}
        )  # fmt: skip
        data["positions"].append(
            {"id": f"q{n}", "party": "EL", "issue": f"i{n}", "preferred": "yes"}
        )
    coding = code(makers.Dossier.model_validate(data))
    assert len(coding.issues) == MAX_ISSUES
    assert len(coding.left_out) == 2
    assert any("Question" in line for line in coding.limits)


@pytest.mark.parametrize(
    ("sides", "says"),
    [
        ([], "two sides"),
        ([["WL"], []], "side 2 has no party"),
        ([["WL"], ["EL", "WL"]], "'WL' is on both"),
        ([["WL"], ["XX"]], "'XX', which is no party"),
    ],
)
def test_bad_sides_are_named(sides: list[list[str]], says: str) -> None:
    data = makers.plain()
    data["process"]["sides"] = sides
    with pytest.raises(OutlookError, match=says):
        code(makers.Dossier.model_validate(data))


def test_where_the_record_is_silent_the_catalogue_says_what_holds() -> None:
    data = makers.plain()
    data["issues"][0] = {
        "id": "cape", "question": "Who keeps it?", "catalogue": "territory-held",
        "demand_class": "territory",
        "options": [{"id": i, "label": i} for i in ("returned", "part-returned", "kept")],
    }  # fmt: skip
    data["positions"][0]["preferred"] = "kept"
    data["positions"][2]["preferred"] = "returned"
    cape = next(i for i in code(makers.Dossier.model_validate(data)).issues if i.id == "cape")
    assert cape.options[cape.now] == "kept"
    assert cape.now_origin == "default"
