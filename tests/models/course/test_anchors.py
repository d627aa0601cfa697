"""Anchors: the numbers solved for reach their targets, or say that they cannot."""

import numpy as np
import pytest

from parley.errors import CourseError
from parley.models.course.anchors import anchor_collapse, anchor_scale, scaled, without_deals
from parley.models.course.hazards import monthly_hazard
from parley.models.course.model import Course
from parley.models.course.simulate import simulate


def war(draws=40, months=60, sudden=None):
    """A war 44 months old with the spread of the elicited defaults."""
    g = np.random.default_rng(2)
    flat = monthly_hazard(0.035) / 4
    level = flat if sudden is None else sudden
    return Course(
        months, 0.005, 0.003, drain_A=0.0055 * np.exp(0.3 * g.standard_normal(draws)),
        drain_B=0.007 * np.exp(0.3 * g.standard_normal(draws)), r_A=g.uniform(0.4, 0.8, draws),
        r_B=g.uniform(0.4, 0.8, draws), sudden_A=level, sudden_B=level, tilt=2.0,
    )  # fmt: skip


def by_age(share):
    """A share of history's rate of victory: .068 a year for two years, then .035."""
    annual = np.where(np.arange(60) < 24, 0.068, 0.035)
    return np.broadcast_to(share * monthly_hazard(annual) / 2, (40, 60))


def test_one_scale_meets_the_target_with_fresh_shocks():
    a = anchor_scale(war(), 0.219, paths_per_draw=200)
    assert a.met
    fresh = simulate(scaled(without_deals(war()), a.drain), 500, seed=77).chances()
    assert fresh["collapse_A"][60] + fresh["collapse_B"][60] == pytest.approx(0.219, abs=0.015)


def test_no_deals_means_no_deals():
    got = simulate(without_deals(war()), 100).chances()
    assert got["settlement"].max() == got["ceasefire"].max() == got["talks"].max() == 0


def test_both_targets_are_met_where_they_can_be():
    a = anchor_collapse(war(sudden=by_age(0.5)), 0.06, 0.219, paths_per_draw=60)
    assert a.met, a
    assert a.swing == pytest.approx(a.drain**0.5)
    assert a.reached == pytest.approx((0.06, 0.219), abs=0.005)


def test_a_constant_sudden_hazard_cannot_meet_history():
    """1 - (1 - .068)^5 = .297 is more than .219: shown, not hidden."""
    a = anchor_collapse(war(), 0.068, 0.219, paths_per_draw=40)
    assert not a.met
    assert a.reached[1] == pytest.approx(0.219, abs=0.01)
    assert a.reached[0] < 0.06


@pytest.mark.parametrize(("target", "month", "says"), [(1.2, 60, "must be in"), (0.2, 90, "month")])
def test_bad_input_is_one_line(target, month, says):
    with pytest.raises(CourseError, match=says):
        anchor_scale(war(), target, month=month)
