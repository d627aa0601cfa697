"""Conditioning on observed events: Bayes where it can be worked out, refused where it fails."""

import numpy as np
import pytest

from parley.errors import CourseError
from parley.models.course.model import Course, Meeting
from parley.models.course.simulate import simulate
from parley.models.course.updating import Observation, condition

QUIET = {"swing": 1e-6, "talks_start": 0.0, "front_noise": 0.0, "sd": 0.0, "gain": 0.0}


def test_quiet_months_weigh_draws_as_bayes_does():
    c = Course(36, settle=np.array([0.01, 0.05]), truce=0.01, **QUIET)
    p = condition(c, [Observation(m, phase="war") for m in range(20)], particles=4000)
    odds = np.exp(-0.06 * 20) / np.exp(-0.02 * 20)
    assert p.draw_weight[1] / p.draw_weight[0] == pytest.approx(odds, rel=1e-6)
    assert np.exp(p.log_evidence) == pytest.approx(0.5 * (np.exp(-0.4) + np.exp(-1.2)), rel=1e-6)
    assert p.phases[20, 0] == pytest.approx(1)
    np.testing.assert_allclose(p.phases.sum(1), 1)


def test_a_rare_event_is_brought_about_and_weighted():
    """A ceasefire of hazard .001 a month is seen in month 3: as many particles as before go on."""
    c = Course(
        24, settle=0.0, truce=0.001, settle_ceasefire=0.0, break_ages=(2,),
        break_hazard=[0.1, 0.02], **QUIET,
    )  # fmt: skip
    seen = [Observation(m, phase="war") for m in range(3)] + [Observation(3, phase="ceasefire")]
    n = 20_000
    p = condition(c, seen, particles=n)
    assert p.ess[-1] > 0.99 * n
    assert np.exp(p.log_evidence) == pytest.approx(np.exp(-0.003) * -np.expm1(-0.001), rel=1e-6)
    held = p.phases[16, 2]
    exact = np.exp(-0.2 - 0.02 * 10)  # war again after a break hardly finds a second ceasefire
    assert abs(held - exact) < 4 * np.sqrt(0.25 / n) + 0.01


def test_equal_to_keeping_the_simulated_paths_that_agree():
    g = np.random.default_rng(4)
    c = Course(
        12, settle=g.uniform(0.005, 0.05, 50), truce=0.02, drain_A=g.uniform(0.01, 0.05, 50),
        drain_B=0.02, r_A=0.5, r_B=0.5,
    )  # fmt: skip
    p = condition(c, [Observation(m, phase="war") for m in range(6)], particles=40_000)
    # paths at war at 6: few have left and come back
    whole = simulate(c, 4000, seed=9)
    weight = whole.phases[:, 6, :2].sum(1)
    exact = weight / weight.sum()
    assert np.abs(p.draw_weight - exact).max() < 0.003
    assert p.draw_ess < 50


def test_meetings_weigh_their_chances_and_open_talks():
    c = Course(
        6, 0.0, 0.0, meetings=(Meeting(1, np.array([0.2, 0.8])), Meeting(2, 0.5, 0)),
        talks_fail=0.0, **QUIET,
    )  # fmt: skip
    p = condition(c, [Observation(1, meetings={0: True})], particles=2000)
    np.testing.assert_allclose(p.draw_weight, [0.2, 0.8], atol=1e-9)
    assert p.phases[2, 1] == pytest.approx(1)
    off = condition(c, [Observation(1, meetings={0: False})], particles=2000)
    np.testing.assert_allclose(off.draw_weight, [0.8, 0.2], atol=1e-9)
    assert off.phases[6, 1] == 0
    assert condition(c, [Observation(2, meetings={1: True})], particles=2000).phases[
        3, 1
    ] == pytest.approx(1)


def test_intensity_moves_exhaustion():
    c = Course(24, 0.0, 0.0, drain_A=0.02, drain_B=0.0, r_A=0.5, talks_start=0.0)
    fierce, calm = (
        condition(c, [Observation(m, phase="war", intensity=k) for m in range(8)], particles=20_000)
        for k in (2.5, 0.4)
    )
    assert fierce.phases[20, 4] > calm.phases[20, 4] + 0.2


def test_refuses_when_it_degenerates():
    c = Course(24, 0.0, 0.0, **QUIET)
    p = condition(c, [Observation(3, phase="ceasefire")], particles=1000)
    assert p.refused.startswith("month 3: 0 effective particles of 1000")
    assert np.isnan(p.phases).all()
    assert p.log_evidence == -np.inf


def test_nothing_observed_is_the_course_itself_and_seeds_hold():
    c = Course(12, 0.02, 0.02)
    a, b = (condition(c, [], particles=20_000, seed=5) for _ in range(2))
    assert a.phases.tobytes() == b.phases.tobytes()
    assert a.last == -1
    np.testing.assert_allclose(a.phases, simulate(c, 20_000, seed=6).shares()[0], atol=0.015)


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        ([Observation(40)], "month must be in 0..11"),
        ([Observation(2), Observation(2)], "given twice"),
        ([Observation(2, phase="peace")], "phase must be one of"),
        ([Observation(2, meetings={0: True})], "no meeting 0"),
        ([Observation(2, intensity=-1.0)], "intensity and its sd"),
    ],
)
def test_bad_input_is_one_line(seen, says):
    with pytest.raises(CourseError, match=says):
        condition(Course(12, 0.01, 0.01), seen, particles=100)
