"""What a what-if on the record leaves as it was: draws, costs, anchors, shocks."""

import numpy as np
import pytest

import makers
from outlook import invented
from parley.errors import OutlookError
from parley.outlook.joined import scenario_values, simulate_scenario
from parley.outlook.restated import restated, set_otherwise
from parley.outlook.scenarios import differences
from parley.outlook.whatif import compare, sample_of


def test_a_restated_run_of_the_same_record_is_the_same_run() -> None:
    j = invented.joined()
    again = restated(j, makers.dossier(process={**makers.plain()["process"], "title": "other"}))
    assert np.array_equal(again.base.tables, j.base.tables)
    assert np.array_equal(again.cost, j.cost)
    assert np.array_equal(again.z, j.z)
    for key, column in j.draws.values.items():
        assert np.array_equal(again.draws[key], column), key


def test_draws_of_what_is_in_both_records_are_the_same() -> None:
    j = invented.joined()
    moved, left = set_otherwise(j, {"position:NL:cape": "line"})
    assert left == {}
    for key in set(j.draws.values) & set(moved.draws.values) - {"stance.NL.cape"}:
        assert np.array_equal(moved.draws[key], j.draws[key]), key
    assert (moved.draws["stance.NL.cape"] == 1).all()


def test_a_red_line_in_a_what_if_never_raises_the_surplus() -> None:
    j = invented.joined()
    moved, _ = set_otherwise(j, {"redline:EL:cape:line": "on"})
    assert (moved.base.tables[..., 0] <= j.base.tables[..., 0] + 1e-6).all()
    assert moved.z is j.z


def test_a_concession_in_the_record_changes_chances_by_itself() -> None:
    j = invented.joined()
    base = simulate_scenario(j, {}, j.base)
    moved = sample_of(j, {"position:EL:cape": "line"})
    found = differences(j, base, moved)
    assert any(n.value != 0 for by in found.values() for n in by.values())


def test_a_postponed_meeting_is_less_likely_and_leaves_the_field() -> None:
    from parley.outlook.joined import chance_of_meetings, meetings_to_come

    j = invented.joined()
    later, left = set_otherwise(j, {"summit": "postponed"})
    assert scenario_values(later, left) is later.base is j.base
    was, then = (chance_of_meetings(meetings_to_come(x, {}))["summit"] for x in (j, later))
    assert then.mean() < was.mean()


def test_scenarios_side_by_side_differ_by_what_parts_them() -> None:
    d = makers.dossier()
    found = compare(
        d, {"a": {"arms": "withdrawn"}, "b": {"sanctions": "withdrawn"}}, draws=20, paths=10
    )
    one, other = found.scenarios
    for name, by in found.between["a", "b"].items():
        for h, n in by.items():
            apart = other.difference[name][h].value - one.difference[name][h].value
            assert n.value == pytest.approx(apart, abs=1e-12)
    assert found.changed is one.changed


def test_what_reaches_no_model_is_said_to() -> None:
    constraints = [*makers.plain()["constraints"], {
        "id": "law", "kind": "law", "name": "a law", "evidence": [], "judgement": {
            "who": "t", "why": "t"}}]  # fmt: skip
    d = makers.dossier(constraints=constraints)
    found = compare(d, {"x": {"law": "lifted"}}, draws=20, paths=10)
    assert found.scenarios[0].note is not None
    assert "every chance stays" in found.in_words()


def test_nothing_set_is_refused() -> None:
    with pytest.raises(OutlookError, match="nothing is set"):
        compare(makers.dossier(), {})
