"""Thinned points stand for all within the loss they state."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parley.models.deals.merge import frontier
from parley.models.deals.model import make_model
from parley.models.deals.nondominated import nondominated
from parley.models.deals.thinning import thin, thin_to


@settings(max_examples=60, deadline=None)
@given(
    arrays(np.int64, st.tuples(st.integers(1, 40), st.integers(1, 8)), elements=st.integers(0, 99)),
    st.floats(0.01, 1),
    st.integers(1, 3),
)
def test_every_point_has_one_of_its_label_within_the_loss(points, coarse, labels):
    label = np.arange(len(points)) % labels
    span = np.full(points.shape[1], 99)
    rows, loss = thin(points, label, span, coarse)
    assert loss <= coarse + 1e-12
    for point, tag in zip(points, label, strict=True):
        near = points[rows][label[rows] == tag]
        assert (near >= point - loss * span - 1e-9).all(axis=1).any()


def test_thinning_to_a_number_leaves_no_more_and_keeps_all_that_fit():
    points = np.random.default_rng(1).integers(0, 10**9, (500, 7))
    rows, loss = thin_to(points, np.zeros(500, int), points.max(axis=0), 40)
    assert 0 < len(rows) <= 40
    assert 0 < loss < 1
    whole, none = thin_to(points, np.zeros(500, int), points.max(axis=0), 500)
    assert (len(whole), none) == (500, 0.0)


def test_no_points_thin_to_none():
    rows, loss = thin(np.zeros((0, 3), int), np.zeros(0, int), np.ones(3, int), 0.5)
    assert (len(rows), loss) == (0, 0.0)


def test_a_filter_gives_up_after_its_work():
    points = np.random.default_rng(2).random((12_000, 6))
    with pytest.raises(TimeoutError, match="1000 comparisons"):
        nondominated(points, work=1000)


@pytest.mark.parametrize("limit", [0.0, 0.4])
def test_a_short_time_gives_what_there_is_with_the_loss_it_states(limit):
    tables = np.random.default_rng(3).random((9, 6, 10))
    tables.sort(axis=2)
    tables[:, 1::2] = tables[:, 1::2, ::-1]
    model = make_model(list(tables), [0.0] * 6)
    found = frontier(model, time_limit=limit)
    assert not found.exact
    assert 0 < found.epsilon <= 1
    span = sum(t.max(axis=1) - t.min(axis=1) for t in model.tables)
    for package in np.random.default_rng(4).integers(0, 10, (300, 9)):
        near = found.worths >= model.worth(package) - found.epsilon * span - 1e-9
        assert near.all(axis=1).any()
    for row, package in enumerate(found.packages):
        assert found.worths[row] == pytest.approx(model.worth(package), abs=1e-9)
