"""Paths: closed forms with their Monte Carlo error, exact chains, invariances, both ways."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from parley.errors import CourseError
from parley.models.course.hazards import course_on_chain, outside_talks
from parley.models.course.model import Course, Meeting, Tables
from parley.models.course.premium import waiting_premium
from parley.models.course.simulate import simulate

spec = importlib.util.spec_from_file_location("toy", Path(__file__).parent / "toy.py")
toy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(toy)

ENDS = np.array([-1.0, 1.0])
AGES = (1, 3, 6, 12, 24)
QUIET = {"swing": 1e-6, "talks_start": 0.0, "front_noise": 0.0, "sd": 0.0, "gain": 0.0}


def values(g, draws):
    return g.uniform(-0.3, 0.4, (2, draws, 20, 20, 5, 4))


def rich(draws=6, months=36, **changes):
    """A course with every mechanism at work."""
    g = np.random.default_rng(1)
    of_month = np.zeros((2, months), int)
    of_month[1] = 1
    base = {
        "months": months, "settle": g.uniform(0.004, 0.01, (draws, months)), "truce": 0.008,
        "break_ages": AGES, "break_hazard": [0.061, 0.072, 0.029, 0.012, 0.009, 0.0027],
        "relapse_ages": AGES, "relapse_hazard": [0.051, 0.0053, 0.0258, 0.0079, 0.001, 0.001],
        "theta_z": g.uniform(1, 4, draws), "theta_m": 2.0, "theta_t": 0.7, "theta_u": 0.5,
        "theta_e": 0.3, "drain_A": g.uniform(0.004, 0.012, draws), "drain_B": 0.01,
        "strength_B": 0.9, "tilt": 2.0, "front": 0.01, "sudden_A": 0.0008, "sudden_B": 0.0007,
        "r_A": g.uniform(0.3, 0.6, draws), "r_B": 0.4, "z_reference": 0.1, "m_reference": 0.05,
        "tables": Tables(values(g, draws), np.linspace(-1, 1, 5), of_month),
        "fought": 44, "meetings": (Meeting(0, 0.7), Meeting(2, 0.5, 0)), "start": "mixed",
        "escalate": 0.01, "lift": 0.5, "escalation_multiple": 3.0,
    }  # fmt: skip
    return Course(**{**base, **changes})


def assert_same(a, b):
    for name in ("phases", "ever", "meetings", "holding"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    np.testing.assert_allclose(a.sums, b.sums, atol=1e-9)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"start": "ceasefire", "start_age": 4},
        {"tables": None},
        {"start": "talks", "meetings": ()},
    ],
)
@pytest.mark.parametrize("truce_at", [None, 5])
def test_both_ways_of_stepping_agree(changes, truce_at):
    c = rich(**changes)
    a = simulate(c, 300, seed=4, truce_at=truce_at, method="numpy")
    b = simulate(c, 300, seed=4, truce_at=truce_at, method="compiled")
    assert_same(a, b)
    assert a.phases[:, -1].min(0).sum() > 0
    assert (a.phases.sum(2) == 300).all()
    assert (np.diff(a.ever, axis=1) >= 0).all()


def test_same_seed_same_bytes_whatever_the_threads():
    one, two = (simulate(rich(), 5000, seed=9, threads=k, method="compiled") for k in (1, 2))
    for name in ("phases", "ever", "sums", "meetings", "holding"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()
    assert (
        simulate(rich(), 50, seed=1).phases.tobytes()
        != simulate(rich(), 50, seed=2).phases.tobytes()
    )


def test_a_shorter_horizon_and_more_paths_keep_the_same_shocks():
    c = rich(tables=None)
    long = simulate(c, 200, seed=2)
    by_month = ("settle", "truce", "sudden_A", "sudden_B")
    by_month += ("drain_A", "drain_B", "strength_A", "strength_B")
    cut = {k: getattr(c, k)[..., :12] for k in by_month}
    short = simulate(replace(c, months=12, **cut), 200, seed=2)
    np.testing.assert_array_equal(short.phases, long.phases[:, :13])


def test_month_by_month_enumeration_of_the_toy_is_one_call():
    expected = {
        "delivered": [
            (0.09286135, 0.04643067, 0.86070798, 0, 0),
            (0.17012568, 0.07453031, 0.67786337, 0.04753190, 0.02994874),
            (0.23147225, 0.08559799, 0.50155161, 0.10968287, 0.07169529),
        ],
        "held": [
            (0.06878585, 0.04704483, 0.88416931, 0, 0),
            (0.13327020, 0.07360725, 0.61894276, 0.04793467, 0.12624512),
            (0.18001780, 0.07720468, 0.37082556, 0.11189313, 0.26005883),
        ],
    }
    from parley.models.course.fighting import pieces_from_chain

    for arms, rows in expected.items():
        M, b_A, b_B = toy.chain(arms)
        p = pieces_from_chain(M, b_A, b_B, toy.F(1, 6), toy.exhaustion(0), toy.exhaustion(1))
        R = {i: toy.reservation(i, p) for i in "AB"}

        def margin(line, sanctions, k, R=R):
            return float(min(toy.worth(i, line, sanctions) - R[i][k] for i in "AB"))

        z = np.array([max(margin(l, s, k) for l in range(3) for s in range(2)) for k in range(4)])
        m = np.array([margin(1, 0, k) for k in range(4)])
        if arms == "delivered":
            z0, m0 = z[3], m[3]
        h = 0.1 * np.exp(2 * (z - z0))
        c = course_on_chain(
            M, b_A, b_B, [0, 0, 0, 1.0], 3, settle=h, truce=0.05, settle_ceasefire=h,
            break_hazard=0.2 * np.exp(-2 * (m - m0)),
        )  # fmt: skip
        got = np.stack([c.settlement, c.ceasefire, c.war, c.collapse_A, c.collapse_B], 1)[1:]
        np.testing.assert_allclose(got, rows, atol=5.1e-9)
        g = waiting_premium(np.array(M, float), 1 / 6, z, hazard=0.1, theta=2.0, reference=z0)
        premium = {"delivered": [0.00776933, 0.00947216, 0.01770306, 0.03052437],
                   "held": [0.00106379, 0.00831601, 0.00127590, 0.00990423]}[arms]  # fmt: skip
        np.testing.assert_allclose(g.values, premium, atol=5.1e-9)


def close(share, exact, n):
    """Within four standard errors of a share of n independent paths."""
    assert abs(share - exact) < 4 * np.sqrt(exact * (1 - exact) / n) + 1e-12, (share, exact)


def test_constant_hazards_equal_matrix_algebra():
    s, t, b, a, h = 0.03, 0.02, 0.05, 0.015, 0.01
    c = Course(
        24, s, t, settle_ceasefire=a, break_hazard=b, relapse_hazard=0.0, sudden_A=h,
        sudden_B=2 * h, **QUIET,
    )  # fmt: skip
    n = 200_000
    got = simulate(c, n, seed=5, method="compiled").chances()
    fall = -np.expm1(-3 * h)
    exact = course_on_chain(
        [[1 - fall]], [fall / 3], [2 * fall / 3], [1.0], 24, settle=s, truce=t, settle_ceasefire=a,
        break_hazard=b,
    )  # fmt: skip
    for month in (1, 6, 24):
        close(got["settlement"][month], exact.settlement[month], n)
        close(got["ceasefire"][month], exact.ceasefire[month], n)
        close(got["collapse_B"][month], exact.collapse_B[month], n)


def test_exhaustion_is_an_inverse_gaussian_first_passage():
    """E 1, mu .02, sigma .06, here halved so that the cap at full potential is out of reach."""
    n = 200_000
    c = Course(
        60,
        0,
        0,
        drain_A=0.01,
        drain_B=-0.01,
        swing=0.03,
        psi=0.0,
        talks_start=0.0,
        r_A=0.5,
        r_B=1.0,
    )
    got = simulate(c, n, seed=7, method="compiled").chances()["collapse_A"]
    close(got[36], 0.27764713, n)
    close(got[60], 0.74029887, n)


def test_a_quarter_of_the_time_step_gives_the_same_first_passage():
    fine = Course(
        240, 0, 0, drain_A=0.0025, drain_B=-0.0025, swing=0.015, psi=0.0, talks_start=0.0, r_A=0.5
    )
    n = 50_000
    close(simulate(fine, n, seed=8, method="compiled").chances()["collapse_A"][144], 0.27764713, n)


def test_war_of_attrition():
    """Cost and value (1, 30) and (1.5, 24): side 1 concedes at rate 1.5 / 24, side 2 at 1 / 30."""
    n = 200_000
    c = Course(240, 0, 0, sudden_A=1.5 / 24, sudden_B=1 / 30, **QUIET)
    got = simulate(c, n, seed=11, method="compiled").chances()
    close(got["war"][12], 0.316637, n)
    close(got["collapse_A"][240], 0.652174, n)
    # mean length: the sum of survival over months of a rate r is 1 / (1 - exp(-r)) against 1 / r
    rate = 1.5 / 24 + 1 / 30
    mean = got["war"].sum() * (1 - np.exp(-rate)) / rate
    assert mean == pytest.approx(10.434783, rel=0.01)


def test_gamma_frailty():
    """Hazard .03 times a gamma of variance .8 over draws: survival at 60 is .32791608."""
    from scipy.stats import gamma

    draws, each = 2000, 100
    frailty = gamma.ppf((np.arange(draws) + 0.5) / draws, 1 / 0.8, scale=0.8)
    c = Course(60, 0.03 * frailty, 0, relapse_hazard=0.0, **QUIET)
    close(
        simulate(c, each, seed=12, method="compiled").chances()["war"][60], 0.32791608, draws * each
    )


def test_talks_average_out_of_the_anchored_hazard():
    start, fail, theta, h = 0.1, 0.2, np.log(3), 0.01
    base = outside_talks(h, start, fail, theta)
    c = Course(
        1, base, 0, theta_t=theta, start="mixed", **{**QUIET, "talks_start": start}, talks_fail=fail
    )
    n = 400_000
    got = simulate(c, n, seed=3, method="compiled").chances()["settlement"][1]
    assert got == pytest.approx(h, abs=4 * np.sqrt(h / n) + 1e-4)


def test_swapping_the_sides_mirrors_the_chances():
    c = Course(
        48, 0.004, 0.004, drain_A=0.01, drain_B=0.006, r_A=0.5, r_B=0.6, sudden_A=0.002,
        sudden_B=0.001, tilt=2.0, strength_B=0.8, front=0.01,
    )  # fmt: skip
    d = replace(
        c, drain_A=c.drain_B, drain_B=c.drain_A, r_A=c.r_B, r_B=c.r_A, sudden_A=c.sudden_B,
        sudden_B=c.sudden_A, strength_A=c.strength_B, strength_B=c.strength_A,
    )  # fmt: skip
    n = 100_000
    a, b = (simulate(v, n, seed=6, method="compiled").chances() for v in (c, d))
    for one, other in (("collapse_A", "collapse_B"), ("collapse_B", "collapse_A"), ("war", "war")):
        assert abs(a[one][48] - b[other][48]) < 4 * np.sqrt(2 * 0.25 / n)


def test_what_ifs_are_paired():
    c = rich()
    less = replace(c, drain_B=c.drain_B * 0.9)
    n = 4000
    pairs = [
        [simulate(v, n // 10, seed=k).shares()[:, 36, 5].mean() for v in (c, less)]
        for k in range(10)
    ]
    apart = [simulate(less, n // 10, seed=k + 50).shares()[:, 36, 5].mean() for k in range(10)]
    a, b = np.array(pairs).T
    assert np.var(a - b) < 0.7 * np.var(a - np.array(apart))
    assert (a - b).mean() > 0


def test_meetings_take_place_in_order():
    c = Course(
        6, 0, 0, talks_start=0.0, talks_fail=0.0, meetings=(Meeting(1, 0.5), Meeting(3, 0.5, 0))
    )
    p = simulate(c, 20_000, seed=1)
    close(p.meetings[0, 0] / 20_000, 0.5, 20_000)
    close(p.meetings[0, 1] / 20_000, 0.25, 20_000)
    close(p.chances()["talks"][6], 0.5, 20_000)


def test_forced_ceasefire_holds_as_its_breaks_allow():
    c = Course(24, 0, 0, settle_ceasefire=0.0, break_ages=(2,), break_hazard=[0.1, 0.02], **QUIET)
    n = 50_000
    p = simulate(c, n, seed=2, truce_at=3)
    assert p.holding[0, 3] == n
    close(p.holding[0, 5] / n, np.exp(-0.2), n)
    close(p.holding[0, 15] / n, np.exp(-0.2 - 0.02 * 10), n)
    close(p.by_month("ceasefire_collapsed")[0, 15], 1 - np.exp(-0.4), n)


def test_levers_that_hang_on_talks():
    drain = np.zeros((1, 2, 24))
    drain[:, 1] = 0.05
    c = Course(24, 0, 0, drain_B=drain, r_B=0.5, **{**QUIET, "swing": 0.001}, talks_fail=0.0)
    assert simulate(c, 100, seed=1).chances()["collapse_B"][24] == 0
    talking = replace(c, start="talks")
    assert simulate(talking, 100, seed=1).chances()["collapse_B"][24] == 1


def test_escalation_by_its_definition():
    quiet = Course(36, 0, 0, talks_start=0.0, escalation_multiple=3.0)
    assert simulate(quiet, 500, seed=1).by_month("escalation")[0, 36] > 0.2
    assert simulate(replace(quiet, sd=0.0), 500, seed=1).by_month("escalation")[0, 36] == 0
    assert (
        simulate(replace(quiet, escalation_multiple=np.inf), 500, seed=1).ever[:, :, 2].max() == 0
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"r_A": -0.1}, "r_A: draw 0 must be in"),
        ({"settle": [0.1, -0.1] * 3}, "settle: draw 1 must be in"),
        ({"months": 0}, "months: must be in"),
        ({"meetings": (Meeting(40, 0.5),)}, "meeting 0: month must be in 0..35"),
        ({"meetings": (Meeting(3, 0.5), Meeting(1, 0.5, 0))}, "meeting 1: must follow"),
        ({"meetings": (Meeting(3, 1.5),)}, "meeting 0: draw 0 must be in"),
        ({"start": "peace"}, "start: must be one of"),
        ({"tables": Tables(np.full((1, 6, 5, 5, 2, 4), 1.5), ENDS)}, "of draw 0 must be in"),
        ({"tables": Tables(np.zeros((1, 3, 5, 5, 2, 4)), ENDS)}, "tables: need"),
        ({"tables": Tables(np.zeros((1, 6, 5, 5, 3, 4)), np.array([-1.0, 0, 2]))}, "evenly spaced"),
        ({"break_ages": (3, 1), "break_hazard": 0.1}, "break_ages: must rise"),
        ({"drain_A": np.zeros((6, 7))}, "drain_A: need shape"),
        ({"phi": 1.0}, "intensity: phi"),
        ({"escalation_multiple": 0.5}, "escalation_multiple"),
        ({"fought": -1}, "fought: must not be negative"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(change, says):
    with pytest.raises(CourseError, match=says) as caught:
        rich(**change)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("kwargs", "says"),
    [
        ({"paths_per_draw": 0}, "paths"),
        ({"truce_at": 99}, "truce_at"),
        ({"method": "gpu"}, "method"),
        ({"threads": 0}, "threads"),
    ],
)
def test_bad_calls_are_one_line(kwargs, says):
    with pytest.raises(CourseError, match=says):
        simulate(rich(), **{"paths_per_draw": 10, "method": "compiled", **kwargs})


def test_lanchester_as_a_path_of_drains():
    """Square law, .05 and .04, 1000 against 900: B is gone at 24.87880628, A has 593.295879 left.

    The course has no such law of its own; its losses come in as a path in time, a twentieth of a
    month a step, with next to no swing.
    """
    a, b, x0, y0, steps = 0.05, 0.04, 1.0, 0.9, 20
    gone = np.arctanh(y0 * np.sqrt(b) / (x0 * np.sqrt(a))) / np.sqrt(a * b)
    assert gone == pytest.approx(24.87880628, abs=1e-8)
    assert 1000 * np.sqrt(x0**2 - b / a * y0**2) == pytest.approx(593.295879, abs=1e-6)
    t = np.arange(26 * steps + 1) / steps
    cosh, sinh = np.cosh(np.sqrt(a * b) * t), np.sinh(np.sqrt(a * b) * t)
    x, y = x0 * cosh - y0 * np.sqrt(b / a) * sinh, y0 * cosh - x0 * np.sqrt(a / b) * sinh
    c = Course(
        len(t) - 1, 0, 0, drain_A=-np.diff(x)[None], drain_B=-np.diff(y)[None], swing=1e-6, psi=0.0,
        r_A=x0, r_B=y0, talks_start=0.0,
    )  # fmt: skip
    got = simulate(c, 20, seed=1, every=1)
    fell = int(np.argmax(got.chances()["collapse_B"] > 0.5))
    assert fell == int(np.ceil(gone * steps))
    assert got.mean_at_war("r_A")[0, fell - 1] == pytest.approx(0.593295879, abs=0.001)
