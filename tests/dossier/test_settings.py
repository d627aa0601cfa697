"""What a what-if may set otherwise, and what it makes of the record."""

import pytest

import makers
from parley.dossier import store
from parley.dossier.check import check
from parley.dossier.schema import Dossier
from parley.dossier.settings import applied, complaints, in_words, latest


def with_red_line() -> Dossier:
    data = makers.plain()
    data["positions"][0]["red_lines"] = ["east"]
    return Dossier.model_validate(data)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"nothing": "active"}, "no lever, constraint or meeting"),
        ({"arms": "cancelled"}, "state must be one of active"),
        ({"arms": 1.5}, "from 0 to 1"),
        ({"summit": "offered"}, "a meeting is active or held"),
        ({"warrant": "offered"}, "state must be one of lifted"),
        ({"position:WL": "east"}, "must be position:PARTY:ISSUE=OPTION"),
        ({"position:XX:cape": "east"}, "'XX' is no party"),
        ({"position:WL:moon": "east"}, "'moon' is no issue"),
        ({"position:WL:cape": "moon"}, "'moon' is no option of 'cape'"),
        ({"redline:WL:cape": "off"}, "must be redline:PARTY:ISSUE:OPTION"),
        ({"redline:WL:cape:line": "often"}, "a red line is on or off"),
        ({"redline:WL:cape:west": "on"}, "contradiction: WL would prefer 'west'"),
        ({"position:WL:cape": "east"}, "contradiction: WL would prefer 'east'"),
        ({"ministers": "cancelled", "summit": "held"}, "summit: contradiction"),
        ({"ministers": 0.0, "summit": 1.0}, "summit: contradiction"),
    ],
)
def test_what_cannot_be_set_is_said_in_one_line(
    settings: dict[str, str | float], says: str
) -> None:
    found = list(complaints(with_red_line(), settings))
    assert found
    assert says in found[0]
    assert "\n" not in found[0]


def test_a_lever_nobody_holds() -> None:
    levers = makers.plain()["levers"]
    levers[0]["holder"] = "ghost"
    found = list(complaints(makers.dossier(levers=levers), {"arms": "active"}))
    assert found == ["arms: nobody in the record holds this lever (holder 'ghost')"]


def test_a_meeting_that_was_held_cannot_be_set() -> None:
    meetings = makers.plain()["meetings"]
    meetings[0]["status"] = "held"
    found = list(complaints(makers.dossier(meetings=meetings), {"ministers": "cancelled"}))
    assert found == ["ministers: was held already, nothing can be set"]


@pytest.mark.parametrize(
    "settings",
    [
        {"arms": "on_hold", "sanctions": 0.3},
        {"summit": "postponed", "warrant": "lifted"},
        {"ministers": "cancelled", "summit": "cancelled"},
        {"position:WL:cape": "east", "redline:WL:cape:east": "off"},
        {"position:NL:cape": "line"},
        {"redline:EL:cape:west": "on"},
    ],
)
def test_what_can_be_set_has_no_complaint(settings: dict[str, str | float]) -> None:
    assert list(complaints(with_red_line(), settings)) == []


def test_levers_and_constraints_leave_the_record_as_it_is() -> None:
    d = makers.dossier()
    same, left = applied(d, {"arms": "on_hold", "warrant": "lifted", "summit": "held"})
    assert same is d
    assert left == {"arms": "on_hold", "warrant": "withdrawn", "summit": "active"}


def test_a_position_set_is_the_newest_and_rests_on_the_what_if() -> None:
    made, left = applied(with_red_line(), {
        "position:WL:cape": "east", "redline:WL:cape:east": "off", "position:NL:cape": "line",
    })  # fmt: skip
    assert left == {}
    changed = made.positions[latest(made, "WL", "cape") or 0]
    assert (changed.preferred, changed.red_lines, changed.evidence) == ("east", (), ())
    assert changed.judgement is not None
    assert made.positions[latest(made, "NL", "cape") or 0].preferred == "line"
    assert len(made.positions) == 4
    assert [p for p in check(made) if p.severity == "error"] == []


def test_a_red_line_is_added_and_an_option_it_rules_out_is_no_longer_acceptable() -> None:
    data = makers.plain()
    data["positions"][2]["acceptable"] = ["line"]
    made, _ = applied(Dossier.model_validate(data), {"redline:EL:cape:line": "on"})
    found = made.positions[latest(made, "EL", "cape") or 0]
    assert (found.red_lines, found.acceptable) == (("line",), ())


def test_a_meeting_is_postponed_or_taken_up_again() -> None:
    made, left = applied(makers.dossier(), {"summit": "postponed"})
    assert [m.status for m in made.meetings] == ["planned", "postponed"]
    assert left == {}
    meetings = makers.plain()["meetings"]
    meetings[1]["status"] = "cancelled"
    made, left = applied(makers.dossier(meetings=meetings), {"summit": "held"})
    assert made.meetings[1].status == "planned"
    assert left == {"summit": "active"}


def test_settings_in_words_name_labels() -> None:
    d = makers.dossier()
    assert in_words(d, "arms", "on_hold") == "arms deliveries = on hold"
    said = in_words(d, "position:WL:cape", "east")
    assert said.startswith("position of Westland on “Who holds the Cape?” = ")


def test_kept_scenarios_survive_a_save_and_are_checked(tmp_path: object) -> None:
    kept = [{"id": "ease", "settings": {"sanctions": 0.5, "position:WL:cape": "east"}, "note": "n"}]
    d = makers.dossier(scenarios=kept)
    store.save(d, str(tmp_path))
    assert store.load(str(tmp_path)).scenarios == d.scenarios
    assert [p for p in check(d) if p.rule == "scenario"] == []
    wrong = makers.dossier(scenarios=[{"id": "x", "settings": {"ghost": "active"}}])
    assert next(p.says for p in check(wrong) if p.rule == "scenario").startswith("'ghost' is no")
