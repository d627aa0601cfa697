"""Chances over draws: a solvable case, invariants, seeds."""

import numpy as np
import pytest

from parley.errors import DealError
from parley.models.deals.model import RedLine, make_model
from parley.models.deals.uncertainty import (
    Spread,
    Spreads,
    acceptability,
    decode_package,
    drawn_frontiers,
    drawn_tables,
)


def test_chance_of_acceptance_is_that_of_the_distribution():
    model = make_model([[[0.0, 1.0], [1.0, 0.2]]], [0.1, 0.1])
    found = acceptability(
        model, Spreads(reservation={1: Spread("uniform", (0, 0.4))}), draws=4000, rng=3
    )
    assert found.accepts[1, 1] == pytest.approx(0.5, abs=4 * found.error)
    assert found.zone == found.all_accept[1]
    assert found.zone_error == pytest.approx((found.zone * (1 - found.zone) / 4000) ** 0.5)


def test_zero_spread_gives_certainty():
    model = make_model([[[3, 0], [0, 2]], [[1, 1], [4, 4]]], [0, 4])
    found = acceptability(model, Spreads(), draws=5, rng=0)
    assert found.zone == 1
    assert set(found.all_accept) <= {0.0, 1.0}
    assert found.all_accept.sum() == 2
    assert found.on_frontier.sum() == 4


def test_first_ranks_sum_to_one_without_ties_and_ranks_are_within_range():
    g = np.random.default_rng(1)
    model = make_model(list(g.random((3, 2, 3))), [0, 0])
    found = acceptability(model, Spreads(dirichlet=20), draws=200, rng=2)
    np.testing.assert_allclose(found.first_rank.sum(axis=0), 1)
    assert found.expected_rank.min() >= 1
    assert found.expected_rank.max() <= 27


def test_same_seed_same_numbers_and_seed_zero_is_a_seed():
    model = make_model([[[0.0, 1.0], [1.0, 0.0]]], [0.1, 0.1])
    spreads = Spreads(reservation={0: Spread("normal", (0.5, 0.5))})
    one, two, other = (acceptability(model, spreads, draws=50, rng=r).zone for r in (0, 0, 1))
    assert one == two
    assert one != other


def test_weights_are_drawn_about_their_mean_and_their_total_is_kept():
    model = make_model([[[0, 1]], [[0, 3]]], [0])
    tables, _ = drawn_tables(model, Spreads(dirichlet=50), 4000, rng=1)
    total = tables[0][:, 0, 1] + tables[1][:, 0, 1]
    np.testing.assert_allclose(total, 4)
    assert tables[0][:, 0, 1].mean() == pytest.approx(1, abs=0.02)
    spreads = Spreads(
        weights={(0, 0): Spread("uniform", (0.5, 1.5)), (0, 1): Spread("point", (1,))}
    )
    tables, _ = drawn_tables(model, spreads, 500, rng=1)
    factor = tables[0][:, 0, 1] / 1 + tables[1][:, 0, 1] / 3
    np.testing.assert_allclose(factor, factor[0])


def test_red_lines_and_consent_bear_on_acceptance():
    model = make_model(
        [[[1, 1], [1, 1]]], [0, 2], consent=[[(), (1,)]], veto=[0], red_lines={RedLine(0, 0, 1)}
    )
    found = acceptability(model, Spreads(), draws=2, rng=0)
    assert found.all_accept.tolist() == [1, 0]
    assert found.accepts[1, 0] == 0


def test_joint_worths_count_and_no_time_takes_one_draw():
    joint = [((0, 1), [[[0, 0], [0, 9]], [[0, 0], [0, 9]]])]
    model = make_model([[[1, 0], [1, 0]], [[1, 0], [1, 0]]], [3, 3], interactions=joint)
    found = acceptability(model, Spreads(), draws=50, time_limit=0, rng=0)
    assert found.draws == 1
    assert found.all_accept.tolist() == [0, 0, 0, 1]
    assert found.on_frontier.tolist() == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("uniform", (2, 1)),
        ("normal", (0, -1)),
        ("triangular", (0, 2, 1)),
        ("point", (1, 2)),
        ("x", (1,)),
        ("uniform", (0, np.nan)),
    ],
)
def test_bad_spreads_are_refused(kind, numbers):
    with pytest.raises(DealError, match="spread"):
        Spread(kind, numbers)


def test_limits_are_said():
    with pytest.raises(DealError, match="at most"):
        acceptability(make_model([np.zeros((1, 100))] * 3, [0]), Spreads())
    with pytest.raises(DealError, match="draws"):
        acceptability(make_model([[[1]]], [0]), Spreads(), draws=0)
    weights = {(0, 0): Spread("normal", (0, 1))}
    with pytest.raises(DealError, match="negative"):
        acceptability(make_model([[[1]]], [0]), Spreads(weights=weights), rng=1)


def test_rows_decode_last_issue_fastest():
    model = make_model([[[1, 2]], [[1, 2, 3]]], [0])
    assert [decode_package(model, r) for r in range(3)] == [(0, 0), (0, 1), (0, 2)]


def test_degenerate_spreads_draw_their_value():
    g = np.random.default_rng(0)
    assert Spread("point", (2,)).draw(g, 2).tolist() == [2, 2]
    assert Spread("triangular", (1, 1, 1)).draw(g, 2).tolist() == [1, 1]
    assert 0 <= Spread("triangular", (0, 1, 2)).draw(g, 1)[0] <= 2


@pytest.mark.parametrize("compiled", [False, True])
def test_frontiers_of_draws_are_those_of_each_model(compiled, monkeypatch):
    from parley.models.deals import uncertainty
    from parley.models.deals.merge import frontier

    monkeypatch.setattr(uncertainty, "MANY", 0 if compiled else 10**9)
    model = make_model(list(np.random.default_rng(4).random((3, 3, 3))), [0] * 3)
    tables, held = drawn_tables(model, Spreads(dirichlet=10), 5, rng=6)
    found = drawn_frontiers(model, Spreads(dirichlet=10), draws=5, rng=6)
    for d in range(5):
        one = frontier(make_model([t[d] for t in tables], held[d]))
        assert sorted(one.packages) == [decode_package(model, r) for r in found[d]]
