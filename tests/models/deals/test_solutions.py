"""Bargaining solutions against their definitions over a list of every deal, and known answers."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import DealError
from parley.models.deals.merge import frontier
from parley.models.deals.model import make_model
from parley.models.deals.solutions import (
    CONCEPTS,
    adjusted_winner,
    improved,
    raiffa_point,
    solve,
)


def random_model(seed):
    g = np.random.default_rng(seed)
    n, sizes = int(g.integers(2, 5)), g.integers(1, 5, int(g.integers(1, 4)))
    return make_model([g.integers(0, 9, (n, s)) for s in sizes], g.integers(0, 8, n))


def rational_gains(model):
    every = [model.worth(p) for p in itertools.product(*(range(s) for s in model.sizes))]
    gains = np.array(every) - model.reservation
    return gains[(gains >= 0).all(axis=1)]


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_each_solution_is_best_in_its_own_measure(seed):
    model = random_model(seed)
    gains, found = rational_gains(model), solve(model)
    if not (gains > 0).all(axis=1).any():
        assert set(found.values()) == {None}
        return
    got = {name: np.array(s.gains) for name, s in found.items()}
    assert got["nash"].prod() == gains.prod(axis=1).max()
    assert got["kalai"].min() == gains.min(axis=1).max()
    best = gains.max(axis=0)
    assert (got["ks"] / best).min() == pytest.approx((gains / best).min(axis=1).max())
    assert sorted(got["egalitarian"].tolist()) == max(sorted(g.tolist()) for g in gains)
    assert got["utilitarian"].sum() == gains.sum(axis=1).max()
    for solution in found.values():
        np.testing.assert_array_equal(model.worth(solution.package), solution.worths)
        assert (np.array(solution.gains) >= 0).all()


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 100_000), scale=st.integers(1, 7), shift=st.integers(-9, 9))
def test_nash_and_ks_do_not_change_with_a_partys_scale(seed, scale, shift):
    model = random_model(seed)
    tables = [t.copy() for t in model.tables]
    for k, t in enumerate(tables):
        t[0] = scale * t[0] + (shift if k == 0 else 0)
    held = model.reservation.copy()
    held[0] = scale * held[0] + shift
    one, two = solve(model), solve(make_model(tables, held))
    for concept in ("nash", "ks"):
        if one[concept] is not None:
            a, b = np.array(one[concept].gains), np.array(two[concept].gains, float)
            b[0] /= scale
            if one[concept].tied == 1:
                np.testing.assert_allclose(a, b)
            else:
                assert two[concept].tied == one[concept].tied


def test_disagreement_point_is_the_reservation_value_even_below_every_deal():
    war = make_model([[[10, 6, 1], [1, 4, 8]]], [-100, 0])
    assert solve(war)["nash"].package == (2,)
    assert solve(make_model([[[10, 6, 1], [1, 4, 8]]], [0, 0]))["nash"].package == (1,)


def test_ties_are_counted_and_settled_by_the_larger_least_gain():
    found = solve(make_model([[[6, 2, 3], [2, 6, 4]]], [0, 0]))
    assert found["nash"].package == (2,)
    assert found["nash"].tied == 3


def test_integer_worths_stay_integers():
    worths = solve(make_model([[[6, 2], [2, 6]]], [0, 0]))["nash"].worths
    assert all(isinstance(w, int) for w in worths)


def test_no_zone_no_solution():
    assert solve(make_model([[[1, 0], [0, 1]]], [1, 1])) == dict.fromkeys(CONCEPTS)


def test_given_frontier_is_used():
    model = random_model(4)
    assert solve(model, frontier(model)) == solve(model)


def test_raiffa_steps_lead_to_the_middle_of_a_line():
    line = np.array([[k / 100, 1 - k / 100] for k in range(101)])
    np.testing.assert_allclose(raiffa_point(line), [0.5, 0.5], atol=0.01)


def test_adjusted_winner_equalises_points_and_splits_one_issue():
    g = np.random.default_rng(0)
    for _ in range(50):
        p = g.integers(1, 50, (2, 5)).astype(float)
        found = adjusted_winner(p)
        assert found.points[0] == pytest.approx(found.points[1])
        assert found.points[0] >= 50 - 1e-9
        assert sum(0 < s < 1 for s in found.first) <= 1
        share = 100 * p / p.sum(axis=1, keepdims=True)
        other = max(
            min(share[0] @ s, share[1] @ (1 - np.array(s)))
            for s in itertools.product((0, 0.5, 1), repeat=5)
        )
        assert found.points[0] >= other - 1e-9


@pytest.mark.parametrize("points", [[[1, 2]], [[1, -1], [1, 1]], [[0, 0], [1, 1]]])
def test_adjusted_winner_refuses_what_it_cannot_divide(points):
    with pytest.raises(DealError, match="adjusted winner"):
        adjusted_winner(points)


def test_queries_make_good_what_an_approximate_frontier_misses():
    g = np.random.default_rng(8)
    model = make_model(list(g.random((6, 3, 6))), [2.0] * 3)
    exact, few = solve(model), frontier(model, most=3)
    assert not few.exact
    better = improved(model, solve(model, few))
    for concept in ("nash", "kalai", "utilitarian"):
        np.testing.assert_allclose(better[concept].worths, exact[concept].worths)
    assert improved(model, exact) == exact
