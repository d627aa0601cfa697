"""Pieces of fighting to the end: exact on the toy, mirrored, and equal to brute force."""

import importlib.util
from dataclasses import replace
from fractions import Fraction as F
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import CourseError
from parley.models.course.field import Field, burn_moments, burn_points, stack
from parley.models.course.fighting import (
    SMALL,
    fighting,
    grid_potentials,
    month_chain,
    pieces_from_chain,
    switching,
)

spec = importlib.util.spec_from_file_location("toy", Path(__file__).parent / "toy.py")
toy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(toy)

BURN, SKEW = burn_moments(0.76, 0.78, 0.5)
EXACT = {
    ("delivered", "A"): ["177/650", "9/1690", "801/1690", "18273/109850"],
    ("delivered", "B"): ["1219/3250", "26131/42250", "4327/42250", "195283/549250"],
    ("held", "A"): ["81/170", "2373/14450", "9981/14450", "95181/245650"],
    ("held", "B"): ["1103/4250", "36619/72250", "1231/72250", "273863/1228250"],
}


def one(**changes):
    base = {
        "drain_A": 0.007, "drain_B": 0.009, "swing": 0.03, "clock": 1 / 60, "sudden_A": 0.0007,
        "sudden_B": 0.0008, "tilt": 2.0, "strength_A": 1.0, "strength_B": 0.9, "front": 0.01,
        "burn": BURN, "skew": SKEW,
    }  # fmt: skip
    return Field(**{**base, **changes})


def mirrored(values, n=20):
    swapped = values.reshape(-1, 7, n, n).transpose(0, 1, 3, 2)[:, [1, 0, 2, 4, 3, 5, 6]].copy()
    swapped[:, 5] *= -1
    return swapped.reshape(-1, 7, n * n)


@pytest.mark.parametrize(("arms", "party"), EXACT)
def test_toy_is_one_call_and_exact(arms, party):
    M, b_A, b_B = toy.chain(arms)
    pieces = pieces_from_chain(M, b_A, b_B, F(1, 6), toy.exhaustion(0), toy.exhaustion(1))
    assert [str(v) for v in toy.reservation(party, pieces)] == EXACT[arms, party]


@pytest.mark.parametrize("draws", [2, SMALL])
def test_swapping_the_sides_mirrors_the_pieces(draws):
    field = one(drain_A=np.linspace(0.004, 0.012, draws))
    ours, theirs = fighting(field), fighting(field.swap())
    np.testing.assert_allclose(mirrored(theirs.values), ours.values, atol=2e-12)


def test_even_sides_fall_evenly():
    f = fighting(one(drain_B=0.007, sudden_B=0.0007, strength_B=1.0))
    p_A, p_B = (f[k].reshape(20, 20) for k in ("p_A", "p_B"))
    np.testing.assert_allclose(p_A, p_B.T, atol=1e-13)


def test_both_ways_agree_and_threads_do_not_matter():
    field = one(drain_A=np.linspace(0.002, 0.02, SMALL), swing=np.linspace(0.015, 0.05, SMALL))
    compiled, two = fighting(field, threads=1), fighting(field, threads=2)
    assert compiled.method == "compiled"
    assert compiled.values.tobytes() == two.values.tobytes()
    few = fighting(Field(*field.table()[::20].T))
    assert few.method == "numpy"
    np.testing.assert_allclose(few.values, compiled.values[::20], atol=1e-9)


def brute_force(field, r_A, r_B, paths, seed, horizon=1200):
    """Pieces by simulation, with the same monthly intensity factor (independent) and the clock."""
    row = field.table()[0]
    drain_A, drain_B, swing, clock, sudden_A, sudden_B, tilt, e_A, e_B, front, burn, skew = row
    rng = np.random.default_rng(seed)
    total = np.zeros(7)
    a, b = np.full(paths, r_A), np.full(paths, r_B)
    x = np.zeros(paths)
    for _ in range(horizon):
        n = len(a)
        total[2] += n
        total[3] += (1 - a).sum()
        total[4] += (1 - b).sum()
        low, high, p = burn_points(burn, skew)
        e = np.where(rng.random(n) < p, low, high)
        z = swing * rng.standard_normal(n)
        na, nb = a - drain_A * e + z, b - drain_B * e - z
        cA, cB = (
            np.where(q <= 0, 1, np.exp(-2 * r * np.maximum(q, 0) / swing**2))
            for r, q in ((a, na), (b, nb))
        )
        balance = e_A * a - e_B * b
        fell = rng.random(n) < 1 - (1 - cA) * (1 - cB)
        is_A = rng.random(n) < cA / np.maximum(cA + cB, 1e-300)
        hA, hB = sudden_A * np.exp(-tilt * balance), sudden_B * np.exp(tilt * balance)
        sudden = ~fell & (rng.random(n) < -np.expm1(-hA - hB))
        is_A = np.where(sudden, rng.random(n) < hA / (hA + hB), is_A)
        gone = fell | sudden
        total[0] += (gone & is_A).sum()
        total[1] += (gone & ~is_A).sum()
        x += front * balance
        rung = ~gone & (rng.random(n) < clock)
        total[6] += rung.sum()
        keep = ~gone & ~rung
        total[5] += x[rung].sum()
        a, b, x = np.minimum(na, 1)[keep], np.minimum(nb, 1)[keep], x[keep]
        if not len(a):
            break
    return total / paths


@pytest.mark.parametrize(("r_A", "r_B"), [(0.6, 0.6), (0.25, 0.5), (0.9, 0.35)])
def test_pieces_equal_brute_force(r_A, r_B):
    f = fighting(one()).at([r_A], [r_B])[0]
    seen = brute_force(one(), r_A, r_B, 60_000, seed=5)
    # chances: grid .003 and three standard errors of 60,000 paths (.006)
    np.testing.assert_allclose(f[[0, 1, 6]], seen[[0, 1, 6]], atol=0.008)
    np.testing.assert_allclose(f[2:5], seen[2:5], rtol=0.015)
    assert f[5] == pytest.approx(seen[5], abs=0.012)


def test_switching_between_a_regime_and_itself_is_that_regime():
    field = one()
    first, second = switching(field, field, 0.2, 0.05, grid=10)
    np.testing.assert_allclose(first.values, fighting(field, grid=10).values, atol=1e-11)
    np.testing.assert_allclose(second.values, first.values, atol=1e-11)


def test_switching_that_never_leaves_is_two_fields_and_fast_switching_lies_between():
    strong, weak = one(drain_B=0.006), one(drain_B=0.014)
    alone = [fighting(f, grid=10) for f in (strong, weak)]
    for a, b in zip(switching(strong, weak, 0, 0, grid=10), alone, strict=True):
        np.testing.assert_allclose(a.values, b.values, atol=1e-11)
    mixed = switching(strong, weak, 0.5, 0.5, grid=10)[0]["p_B"]
    assert (mixed > alone[0]["p_B"] - 1e-4).all()
    assert (mixed < alone[1]["p_B"] + 1e-4).all()


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    st.floats(0, 0.02), st.floats(0, 0.02), st.floats(0.03, 0.06), st.floats(0.005, 0.2),
    st.floats(0, 0.01), st.floats(0, 4),
)  # fmt: skip
def test_chances_are_chances(drain_A, drain_B, swing, clock, sudden, tilt):
    field = one(
        drain_A=drain_A, drain_B=drain_B, swing=swing, clock=clock, sudden_A=sudden, tilt=tilt
    )
    f = fighting(field, grid=10)
    M, b = month_chain(field.table()[0], 10)
    np.testing.assert_allclose(M.sum(1) + b.sum(1), 1, atol=1e-12)
    for name in ("p_A", "p_B", "F"):
        assert f[name].min() > -0.05  # a grid of 10: cubic weights can be negative
        assert f[name].max() < 1.05
    assert f["D"].min() > 0.7
    assert f["D"].max() <= 1.02 / clock


def test_no_attrition_no_collapse_is_the_clock():
    f = fighting(Field(0, 0, 1e-6, 1 / 40), grid=8)
    top = f.at([1.0], [1.0])[0]
    np.testing.assert_allclose(top[[0, 1, 2]], [0, 0, 40], atol=1e-6)


def test_bad_input_is_one_line():
    with pytest.raises(CourseError, match="field swing: draw 0 must be in"):
        one(swing=0.0)
    with pytest.raises(CourseError, match="field drain_A: draw 1"):
        one(drain_A=[0.01, np.nan])
    with pytest.raises(CourseError, match="row 0 sums to 1"):
        pieces_from_chain([[0.5]], [0.1], [0.1], 0.1, [0], [0])
    with pytest.raises(CourseError, match="even number"):
        fighting(one(), grid=7)
    with pytest.raises(CourseError, match="same number of draws"):
        switching(one(), stack(one(), one()), 0.1, 0.1)
    with pytest.raises(CourseError, match="chance of leaving"):
        switching(one(), one(), 1.5, 0.1)
    with pytest.raises(CourseError, match="differ in number of draws"):
        one(drain_A=[0.1, 0.1], drain_B=[0.1, 0.1, 0.1])


def test_no_draws_is_an_answer():
    assert fighting(one(drain_A=np.zeros(0))).values.shape == (0, 7, 400)


def test_potentials_are_those_of_the_grid():
    f = fighting(one())
    a, b = grid_potentials()
    np.testing.assert_allclose(f.at(a[[37]], b[[37]])[0], f.values[0, :, 37], atol=1e-9)


def test_beliefs_mirror():
    as_A, as_B = one().believed(0.001, 0.002)
    back_B, back_A = one().swap().believed(0.002, 0.001)
    np.testing.assert_allclose(back_A.swap().table(), as_A.table())
    np.testing.assert_allclose(back_B.swap().table(), as_B.table())
    assert replace(as_A).draws == 1
