"""Surplus and margin against the definition, read off package by package."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import DealError
from parley.models.deals.surplus import (
    margin,
    package_set,
    package_worths,
    surplus_frontier,
    surplus_on_grid,
)


def brute(worths, needs, held, slopes, fronts, scale):
    """z and the best package, state by state, front by front."""
    z = np.full(held.shape[1:], -np.inf)
    for s, x in itertools.product(range(held.shape[1]), range(held.shape[2])):
        for p in range(len(worths)):
            gains = [
                (worths[p, i] + slopes[p, i] * fronts[x] - held[i, s, x]) / scale[i]
                for i in range(worths.shape[1])
                if needs[p, i]
            ]
            z[s, x] = max(z[s, x], min(gains, default=np.inf))
    return z


def problem(seed, parties=3, packages=30, states=7, integer=False):
    g = np.random.default_rng(seed)
    worths = g.integers(0, 4, (packages, parties)) if integer else g.random((packages, parties))
    needs = g.random((packages, parties)) < 0.6
    needs[:, 0] = True
    slopes = np.where(g.random((packages, 1)) < 0.4, g.normal(size=parties), 0)
    return worths * 1.0, needs, g.random((parties, states, 3)), slopes, np.array([-1.0, 0.0, 2.0])


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), parties=st.integers(1, 5), integer=st.booleans())
def test_surplus_is_the_largest_least_gain(seed, parties, integer):
    worths, needs, held, slopes, fronts = problem(seed, parties, integer=integer)
    scale = np.random.default_rng(seed).uniform(0.5, 2, parties)
    found = surplus_on_grid(worths, needs, held, slopes=slopes, fronts=fronts, scale=scale)
    np.testing.assert_allclose(
        found.z, brute(worths, needs, held, slopes, fronts, scale), atol=1e-12
    )
    for s, x in itertools.product(range(held.shape[1]), range(3)):
        p = found.package[s, x]
        value, _ = margin(
            worths[p], needs[p], held[:, s], slope=slopes[p], fronts=fronts, scale=scale
        )
        assert value[x] == pytest.approx(found.z[s, x], abs=1e-12)


def test_compiled_and_numpy_paths_give_the_same_bits():
    worths, needs, held, slopes, fronts = problem(3, 4, packages=80, states=600)
    one, two = (
        surplus_on_grid(worths, needs, held, slopes=slopes, fronts=fronts, compiled=c)
        for c in (False, True)
    )
    np.testing.assert_array_equal(one.z, two.z)
    np.testing.assert_array_equal(one.package, two.package)


def test_draws_are_solved_one_by_one():
    g = np.random.default_rng(1)
    worths, held = g.random((4, 20, 3)), g.random((4, 3, 9))
    needs = np.ones((20, 3), bool)
    every = surplus_on_grid(worths, needs, held)
    for d in range(4):
        one = surplus_on_grid(worths[d], needs, held[d])
        np.testing.assert_array_equal(every.z[d], one.z)
        np.testing.assert_array_equal(every.package[d], one.package)


def test_package_that_needs_fewer_makes_others_superfluous():
    worths = [[0.5, 0.1], [0.5, 0.9], [0.4, 0.2]]
    assert surplus_frontier(worths, [[1, 0], [1, 1], [1, 1]]).tolist() == [0]


def test_fronts_part_packages_with_different_slopes():
    worths, needs = [[1.0], [0.5]], [[1], [1]]
    assert surplus_frontier(worths, needs, [[0.0], [1.0]]).tolist() == [0, 1]
    found = surplus_on_grid(worths, needs, [[[0.0, 0.0]]], slopes=[[0.0], [1.0]], fronts=[0, 2])
    assert found.z.tolist() == [[1.0, 2.5]]
    assert found.package.tolist() == [[0, 1]]


def test_better_alternative_never_lowers_the_guaranteed_share():
    worths, needs, held, _, _ = problem(5)
    z = surplus_on_grid(worths, np.ones_like(needs), held[..., 0]).z
    raised = held[..., 0].copy()
    raised[1] += 0.1
    after = surplus_on_grid(worths, np.ones_like(needs), raised).z
    assert (raised[1] + after >= held[1, :, 0] + z - 1e-12).all()
    assert (after <= z + 1e-12).all()


def test_nobody_needed_is_no_bound_and_no_package_is_none():
    assert surplus_on_grid([[1.0]], [[False]], [[0.5]]).z.tolist() == [np.inf]
    none = surplus_on_grid(np.empty((0, 1)), np.empty((0, 1)), [[0.5]])
    assert none.z.tolist() == [-np.inf]
    assert none.package.tolist() == [-1]
    value, who = margin([1.0], [False], [[0.5]])
    assert (value.tolist(), who.tolist()) == ([np.inf], [-1])


def test_package_set_lists_options_needs_and_slopes():
    every = package_set(
        [2, 3], [[(), (2,)], [(), (), (1,)]], 3, veto=[0], slopes=[[[0, 1]] * 3, [[0] * 3] * 3]
    )
    assert every.options.tolist() == [list(p) for p in itertools.product(range(2), range(3))]
    assert every.needs.all(axis=0).tolist() == [True, False, False]
    assert every.slopes[:, 0].tolist() == [0, 0, 0, 1, 1, 1]
    tables = np.random.default_rng(2).random((2, 3, 2)), np.random.default_rng(3).random((2, 3, 3))
    worths = package_worths(every, tables)
    assert worths.shape == (2, 6, 3)
    assert worths[1, 5, 2] == tables[0][1, 2, 1] + tables[1][1, 2, 2]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"needs": [[1, 1]]}, "needs"),
        ({"reservation": [[0.1]]}, "reservation"),
        ({"slopes": [[0.0, 0.0]] * 2}, "together"),
        ({"scale": [1.0, 0.0]}, "scale"),
        ({"worths": [[np.nan, 1], [1, 1]]}, "finite"),
    ],
)
def test_what_does_not_fit_is_refused(change, says):
    good = {"worths": [[1, 1], [2, 0]], "needs": [[1, 1]] * 2, "reservation": [[0.1], [0.2]]}
    with pytest.raises(DealError, match=says):
        surplus_on_grid(**(good | change))


def test_too_many_packages_are_refused():
    with pytest.raises(DealError, match="at most"):
        package_set([10] * 9, [[()] * 10] * 9, 1)
