"""Point forecasts: published values, brute force, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.cases import positions_emission_standards as case
from parley.errors import PositionError
from parley.models.positions import (
    Issue,
    baselines,
    mean,
    mid_range,
    weighted_mean,
    weighted_median,
)

places = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=8)


def test_emission_standards_at_the_start() -> None:
    issue = case.ISSUE
    assert weighted_median(issue.x, issue.weights) == case.MEDIANS[0]
    assert weighted_mean(issue.x, issue.weights) == pytest.approx(case.MEANS[0], abs=1e-12)


@given(places)
def test_the_median_beats_every_position_in_a_vote(pairs: list[tuple[int, int]]) -> None:
    x, w = (np.array(v) for v in zip(*pairs, strict=True))
    middle = float(weighted_median(x, w))
    for rival in x:
        nearer = abs(x - middle) < abs(x - rival)
        farther = abs(x - middle) > abs(x - rival)
        assert w[nearer].sum() >= w[farther].sum()


@given(places, st.integers(0, 100))
def test_order_and_scale_of_weights_do_not_matter(pairs: list[tuple[int, int]], k: int) -> None:
    x, w = (np.array(v, dtype=float) for v in zip(*pairs, strict=True))
    turn = np.random.default_rng(k).permutation(len(x))
    for rule in (weighted_mean, weighted_median):
        assert rule(x[turn], w[turn] * 3) == pytest.approx(float(rule(x, w)))
        assert x.min() - 1e-9 <= rule(x, w) <= x.max() + 1e-9


def test_ties_go_to_the_lower_position() -> None:
    assert weighted_median([1, 2, 3, 4], [1, 1, 1, 1]) == 2
    assert weighted_median([0.0, 1.0], [0.1 + 0.2, 0.3]) == 0


def test_many_draws_in_one_call() -> None:
    x = np.random.default_rng(1).random((50, 7))
    w = np.random.default_rng(2).random(7)
    assert weighted_median(x, w).tolist() == [float(weighted_median(r, w)) for r in x]
    assert weighted_mean(x, w) == pytest.approx([float(weighted_mean(r, w)) for r in x])
    assert mean(x).shape == mid_range(x).shape == (50,)


def test_weightless_rows_are_refused() -> None:
    with pytest.raises(PositionError, match="more than 0"):
        weighted_mean([1, 2], [0, 0])


def test_one_actor_and_one_point() -> None:
    alone = baselines(Issue(["A"], [3], [1], [1], high=10, status_quo=0))
    assert (alone.mean, alone.weighted_mean, alone.weighted_median, alone.mid_range) == (3,) * 4
    assert (alone.climatology, alone.status_quo) == (5, 0)
