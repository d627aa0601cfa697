"""What closes and opens the zone, against brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.deals.model import RedLine, make_model
from parley.models.deals.opening import (
    coalitions,
    keep_option,
    losses,
    openings,
    sticking_points,
)
from parley.models.deals.zone import agreement_zone


def closed_model(seed):
    g = np.random.default_rng(seed)
    tables = [g.integers(0, 6, (2, 3)) for _ in range(2)]
    return make_model(tables, sum(t.max(axis=1) for t in tables) - 1)


def packages(model):
    return itertools.product(*(range(s) for s in model.sizes))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_smallest_reservation_change_is_that_of_a_full_list(seed):
    model = closed_model(seed)
    if agreement_zone(model).zone:
        assert openings(model) == ()
        return
    gains = np.array([model.worth(p) - model.reservation for p in packages(model)])
    found = {o.party: o for o in openings(model) if o.kind == "reservation"}
    for i in range(2):
        served = gains[gains[:, 1 - i] > 0]
        assert (i in found) == bool(len(served))
        if len(served):
            span = sum(np.ptp(t[i]) for t in model.tables) or 1
            assert found[i].size == pytest.approx(-served[:, i].max() / span)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_a_weight_moved_a_little_further_opens_the_zone(seed):
    model = closed_model(seed)
    for opening in openings(model):
        if opening.kind != "weight":
            continue
        i, k = opening.party, opening.issue
        span = sum(np.ptp(t[i]) for t in model.tables)
        factor = 1 + (opening.size + 1e-6) * span / max(np.ptp(model.tables[k][i]), 1e-12)
        if np.ptp(model.tables[k][i]) == 0:
            continue
        tables = [t.astype(float) for t in model.tables]
        tables[k][i] *= factor
        after = make_model(tables, model.reservation.astype(float))
        assert agreement_zone(after).zone > 0
        tables[k][i] *= (1 + (opening.size - 1e-6) * span / np.ptp(model.tables[k][i])) / factor
        assert agreement_zone(make_model(tables, model.reservation.astype(float))).zone == 0


def test_red_line_that_closes_the_zone_is_named():
    model = make_model([[[3, 1], [1, 3]]], [0, 2], red_lines={RedLine(0, 0, 1)})
    assert agreement_zone(model).zone == 0
    first = openings(model)[0]
    assert (first.kind, first.party, first.package) == ("red line", 0, (1,))
    assert "red line of party 1 on 'issue 1: option 2'" in first.says
    assert losses(model)[0].cause == first.says.removeprefix("dropping ")
    assert losses(model)[0].lost == 1.0


def test_losses_are_shares_of_the_zone_without_the_cause():
    model = make_model([[[0, 1, 2, 3], [3, 2, 1, 0]]], [0, 1])
    found = {x.cause: x for x in losses(model)}
    assert agreement_zone(model).zone == 1
    assert found["the reservation value of party 2"].zone_without == 3
    assert found["the reservation value of party 2"].lost == pytest.approx(2 / 3)
    assert found["the reservation value of party 1"].lost == pytest.approx(1 / 2)


def test_sticking_points_are_ranked_by_growth():
    model = make_model([[[2, 1, 0], [0, 1, 2]], [[5, 0], [5, 5]]], [6, 5])
    found = sticking_points(model)
    assert [s.growth for s in found] == sorted((s.growth for s in found), reverse=True)
    assert found[0].growth == found[0].zone - agreement_zone(model).zone


def test_coalitions_are_those_of_a_full_list():
    g = np.random.default_rng(2)
    for _ in range(20):
        sizes = (2, 3)
        asks = [
            [g.choice(3, g.integers(0, 2), replace=False).tolist() for _ in range(s)] for s in sizes
        ]
        model = make_model(
            [g.integers(0, 5, (3, s)) for s in sizes], g.integers(0, 7, 3), consent=asks, veto=[0]
        )
        wanted = {
            c
            for size in (2, 3)
            for c in itertools.combinations(range(3), size)
            if any(
                all(model.worth(p)[i] > model.reservation[i] for i in c)
                and set().union(*(model.consent[k][o] for k, o in enumerate(p))) <= set(c)
                for p in packages(model)
            )
        }
        assert {c.members for c in coalitions(model)} == wanted


def test_keep_option_slices_interactions_and_red_lines():
    joint = [[[1, 2], [3, 4]]]
    model = make_model(
        [[[0, 0]], [[0, 0]]], [0], interactions=[((0, 1), joint)], red_lines={RedLine(0, 1, 1)}
    )
    part = keep_option(model, 1, 1)
    assert part.interactions[0].worths.tolist() == [[[2], [4]]]
    assert part.red_lines == {RedLine(0, 1, 0)}
    assert keep_option(model, 1, 0).red_lines == frozenset()


def test_where_only_bounds_are_known_shares_are_by_one_sample():
    tables = np.random.default_rng(5).random((12, 4, 10))
    model = make_model(list(tables), [7.0] * 4)
    found = losses(model, time_limit=0.5)
    assert not any(loss.exact for loss in found)
    assert all(0 < loss.lost < 1 for loss in found)
    rng = np.random.default_rng(9)
    options = rng.integers(0, 10, (200_000, 12))
    worth = sum(tables[k].T[options[:, k]] for k in range(12))
    for loss in found:
        i = int(loss.cause[-1]) - 1
        others = [j for j in range(4) if j != i]
        rest = (worth[:, others] > 7).all(axis=1)
        assert loss.lost == pytest.approx(1 - (worth[rest, i] > 7).mean(), abs=0.01)


def test_no_time_gives_no_coalitions_and_some_gives_the_largest_first():
    model = make_model(list(np.random.default_rng(1).random((4, 12, 3))), [0.0] * 12)
    assert coalitions(model, time_limit=0) == ()
    sizes = [len(c.members) for c in coalitions(model, time_limit=2)]
    assert sizes[0] == 12
    assert sizes == sorted(sizes, reverse=True)
