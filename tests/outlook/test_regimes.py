from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import makers
from outlook import invented
from parley.models.course.fighting import fighting
from parley.outlook.joined import Joined, build_course, prepare, scenario_values, simulate_scenario
from parley.outlook.regimes import revalued, solve, tables
from parley.outlook.values import believed

SIZE = replace(invented.SMALL, paths=60)


def with_arms(**changes: Any) -> Joined:
    levers = makers.plain()["levers"]
    levers[0] |= {"state": "withdrawn", **changes}
    return prepare(makers.dossier(levers=levers), SIZE)


@pytest.fixture(scope="module")
def held() -> Joined:
    """Arms withdrawn from Eastland while talks go on, delivered otherwise."""
    return with_arms(during="talks")


def test_paths_and_tables_both_follow_the_talks(held: Joined) -> None:
    c = build_course(held, held.base, {})
    assert c.tables is not None
    assert c.tables.of_month is not None
    assert c.tables.values.shape[0] == 2
    assert (c.tables.of_month == [[0], [1]]).all()
    assert (c.drain_B[:, 1] > c.drain_B[:, 0]).all()
    assert np.allclose(c.drain_A[:, 1], c.drain_A[:, 0])
    assert (c.strength_B[:, 1] < c.strength_B[:, 0]).all()


def test_fighting_on_lies_between_arms_delivered_throughout_and_withdrawn_throughout(
    held: Joined,
) -> None:
    """p_B: that Eastland falls. Each regime expects the other to come."""

    def falls(v: Any) -> Any:
        return np.stack([x.beliefs[0]["p_B"].mean(1) for x in (v, *v.later)])

    outside, inside = falls(held.base)
    (always,) = falls(scenario_values(held, {"arms": "active"}))
    never = fighting(believed(held.ground, held.base.later[0].situation)).values
    never = never.reshape(3, held.ground.rows, 7, -1)[0, :, 1].mean(1)
    assert (always <= outside + 1e-12).all()
    assert (outside <= inside + 1e-12).all()
    assert (inside <= never + 1e-12).all()
    assert (never - always).mean() > 0.01


def test_regimes_that_are_alike_are_one_run() -> None:
    """A condition whose other state is no other changes nothing: tables in and out are equal."""
    j = with_arms(state="active", level=1.0, during="talks", otherwise="active")
    one = prepare(makers.dossier(levers=_plain(state="active", level=1.0)), SIZE)
    assert np.allclose(j.base.tables, j.base.later[0].tables, atol=1e-6)
    # the same draws but for talks, which are drawn with the field here
    assert np.array_equal(j.base.situation.arms, one.base.situation.arms)


def _plain(**changes: Any) -> Any:
    levers = makers.plain()["levers"]
    levers[0] |= changes
    return levers


def test_a_timetable_cuts_the_paths_in_two() -> None:
    j = prepare(
        makers.dossier(levers=_plain(schedule=[{"date": "2025-05-02", "state": "withdrawn"}])), SIZE
    )
    c = build_course(j, j.base, {})
    assert c.tables is not None
    assert c.tables.of_month is not None
    assert c.tables.of_month[0].tolist() == [0] * 12 + [1] * 48
    assert np.ptp(c.drain_B[:, 0, :12]) >= 0
    assert (c.drain_B[:, 0, 12] > c.drain_B[:, 0, 11]).all()
    alone = scenario_values(j, {"arms": "threatened"})
    other = build_course(j, alone, {"arms": "threatened"})
    assert np.array_equal(other.drain_B[:, 0, 0], c.drain_B[:, 0, 0])
    apart = [simulate_scenario(j, s) for s in ({}, {"arms": "threatened"})]
    early, late = ([x.both(lambda p: p.shares()).mean((0, 1))[m] for x in apart] for m in (12, 60))
    assert np.array_equal(early[0], early[1]), "nothing differs before the date"
    assert late[0][5] > late[1][5], "its recipient falls more often after it"


def test_nothing_set_is_the_base_itself_and_pieces_are_kept(held: Joined) -> None:
    assert scenario_values(held, {}) is held.base
    lifted = scenario_values(held, {"warrant": "withdrawn"})
    assert lifted is held.base
    again = revalued(held.ground, held.plan, held.cost, held.base, held.plan)
    assert again is held.base
    assert len(solve(held.ground, held.plan)) == 2
    assert tables(held.base).shape[0] == 2


def test_the_finding_states_the_condition(held: Joined) -> None:
    from parley.outlook import run

    levers = _plain(state="on_hold", during="talks", condition="while talks go on")
    said = run(makers.dossier(levers=levers), draws=20, paths=10)
    (lever,) = [x for x in said.levers if x.id == "arms"]
    assert "on hold while talks go on, in force otherwise" in lever.says
    assert lever.condition == "while talks go on"
