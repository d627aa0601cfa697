"""Anchors and paired what-ifs of the joined run."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import makers
from outlook import invented
from parley.bridges.situation import situation
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.history import survival_at
from parley.models.course.simulate import simulate
from parley.outlook.document import ByHorizon
from parley.outlook.joined import (
    Joined,
    Size,
    build_course,
    prepare,
    scenario_values,
    simulate_scenario,
)
from parley.outlook.scenarios import differences, truce_holds

NEUTRAL = frozenset({"table", "meetings"})


def with_estimates(*own: dict[str, Any], **changes: Any) -> Dossier:
    return makers.dossier(estimates=list(own), **changes)


@pytest.fixture(scope="module")
def neutral() -> Joined:
    """No weariness, truces that neither strength nor a settlement touches."""
    d = with_estimates(
        invented.point("weariness", 0.0),
        invented.point("strength_breaks", 0.0),
        invented.point("truce_to_settlement", 1e-9),
    )
    return prepare(d, Size(draws=100, paths=60, field_draws=50, seed=1))


def test_negotiated_ends_come_at_the_rate_of_history(neutral: Joined) -> None:
    """Within one point in the first year: Monte Carlo is .3; a collapse may come first."""
    sample = simulate_scenario(neutral, {}, neutral.base, cut=NEUTRAL)
    seen = sample.both(lambda p: p.by_month("negotiated_end"))[:, :, 12].mean()
    monthly = neutral.ground.rates.negotiated[:, :12]
    assert seen == pytest.approx(np.mean(-np.expm1(-monthly.sum(axis=1))), abs=0.01)


def test_sides_fall_without_deals_as_in_history(neutral: Joined) -> None:
    """Within one point: the anchor rests on 2,000 paths here, whose own error is .9 of a point."""
    course = build_course(neutral, neutral.base, {}, NEUTRAL)
    alone = replace(course, settle=0 * course.settle, truce=0 * course.truce)
    shares = simulate(alone, 200, seed=9).shares()
    fallen = shares[:, 60, 4:].sum(axis=1).mean()
    assert fallen == pytest.approx(neutral.ground.rates.falls_by_anchor, abs=0.01)


@pytest.mark.parametrize(("month", "least"), [(12, 0.7), (24, 0.7), (36, 0.8)])
def test_sides_fall_early_too(neutral: Joined, month: int, least: float) -> None:
    """At least this share of history's early falls; half of them were missing before."""
    course = build_course(neutral, neutral.base, {}, NEUTRAL)
    alone = replace(course, settle=0 * course.settle, truce=0 * course.truce)
    fallen = simulate(alone, 200, seed=9).shares()[:, month, 4:].sum(axis=1).mean()
    past = np.mean(-np.expm1(-neutral.ground.rates.falling[:, :month].sum(axis=1)))
    assert least * past < fallen < past + 0.01


@pytest.mark.parametrize("month", [3, 12, 36])
def test_a_truce_lasts_as_in_history_when_nothing_else_moves_it(
    neutral: Joined, month: int
) -> None:
    sample = simulate_scenario(neutral, {}, neutral.base, truce_at=0, cut=NEUTRAL)
    held = sample.both(lambda p: p.holding / np.maximum(p.holding[:, :1], 1))[:, :, month].mean()
    rates = neutral.ground.rates
    past = survival_at(rates.break_edges, rates.breaks, [month]).mean()
    error = np.sqrt(past * (1 - past) / (neutral.size.draws * neutral.size.paths))
    assert held == pytest.approx(past, abs=4 * error)


def test_a_truce_signed_now_is_near_history_as_things_stand() -> None:
    j = invented.joined()
    rates = j.ground.rates
    past = survival_at(rates.break_edges, rates.breaks, [12]).mean()
    assert truce_holds(j)[12].value == pytest.approx(past, abs=0.1)


def test_surplus_and_margin_today_are_the_references_of_the_hazards() -> None:
    j = invented.joined()
    course = build_course(j, j.base, {})
    assert np.array_equal(course.z_reference, j.z)
    assert np.array_equal(course.m_reference, j.m)
    assert (np.abs(j.z) <= 1).all()


def changes(j: Joined, scenario: dict[str, str | float]) -> dict[str, ByHorizon]:
    base = simulate_scenario(j, {}, j.base)
    other = simulate_scenario(j, scenario, scenario_values(j, scenario))
    return differences(j, base, other)


@pytest.mark.parametrize(
    "scenario",
    [{}, {"sanctions": "active"}, {"sanctions": 1.0}],
    ids=["nothing set", "state as it is", "level as it is"],
)
def test_what_is_set_as_it_stands_changes_nothing(scenario: dict[str, str | float]) -> None:
    for row in changes(invented.joined(), scenario).values():
        assert all(n.value == 0 and n.interval == (0, 0) for n in row.values())


def test_a_stated_level_set_as_it_stands_changes_nothing() -> None:
    levers = makers.plain()["levers"]
    levers[0]["level"] = 0.65
    j = prepare(makers.dossier(levers=levers), invented.SMALL)
    assert scenario_values(j, {"arms": 0.65}) is j.base


@pytest.mark.parametrize(
    ("instrument", "target", "state"),
    [("arms", "EL", "threatened"), ("arms", "EL", "on_hold"), ("sanctions", "WL", "on_hold"),
     ("peacekeepers", "WL", "threatened")],
)  # fmt: skip
def test_an_uncertain_level_set_as_it_stands_changes_nothing(
    instrument: str, target: str, state: str
) -> None:
    lever = {
        "id": "x", "holder": "NL", "target": target, "instrument": instrument, "state": state,
        "name": "x",
    }  # fmt: skip
    g = invented.ground(makers.dossier(levers=[lever]))
    same = situation(g.coding, g.draws, g.worths, {"x": state})
    for name in ("arms", "sanctions", "now", "allowed", "monitoring"):
        assert np.array_equal(getattr(same, name), getattr(g.base, name)), name


def test_differences_of_exclusive_outcomes_sum_to_nothing() -> None:
    found = changes(invented.joined(), {"arms": "withdrawn", "sanctions": "withdrawn"})
    for h in found["settlement"]:
        total = sum(
            found[name][h].value
            for name in ("settlement", "ceasefire_holding", "war_continues", "collapse")
        )
        assert total == pytest.approx(0, abs=1e-12)


def test_arms_withdrawn_make_their_recipient_fall_more_often() -> None:
    j = replace(invented.joined(), size=replace(invented.SMALL, paths=100))
    shares = [
        simulate_scenario(j, s).both(lambda p: p.shares()).mean(axis=(0, 1))[60]
        for s in ({}, {"arms": "withdrawn"})
    ]
    change = shares[1] - shares[0]
    assert change[5] > 0.01
    assert change[4] < 0


def test_a_meeting_called_off_takes_those_that_hang_on_it_along() -> None:
    from parley.outlook.joined import chance_of_meetings, meetings_to_come

    j = invented.joined()
    off = chance_of_meetings(meetings_to_come(j, {"ministers": "withdrawn"}))
    assert (off["summit"] == 0).all()
    sure = chance_of_meetings(meetings_to_come(j, {"ministers": 1.0, "summit": "active"}))
    assert (sure["summit"] == 1).all()


def test_the_calendar_acts_through_signatures_alone() -> None:
    found = changes(invented.joined(), {"ministers": "withdrawn", "summit": "withdrawn"})
    assert found["signed_by"][12].value <= 0


def test_lifting_a_warrant_leaves_the_field_as_it_is() -> None:
    j = invented.joined()
    assert scenario_values(j, {"warrant": "withdrawn"}) is j.base


@pytest.mark.parametrize("setting", ["on_hold", "offered", "threatened"])
def test_a_meeting_takes_place_or_not(setting: str) -> None:
    with pytest.raises(OutlookError, match="summit: a meeting is active"):
        changes(invented.joined(), {"summit": setting})
