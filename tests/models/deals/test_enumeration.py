"""The list of all worths against one deal at a time."""

import itertools

import numpy as np
import pytest

from parley.errors import DealError
from parley.models.deals.enumeration import worths_of_all
from parley.models.deals.model import make_model


@pytest.mark.parametrize("issues", [1, 2, 4])
def test_rows_are_the_worths_of_each_deal(issues):
    g = np.random.default_rng(issues)
    model = make_model([g.integers(0, 9, (3, s)) for s in (2, 3, 1, 4)[:issues]], [0] * 3)
    listed = worths_of_all(model)
    every = list(itertools.product(*(range(s) for s in model.sizes)))
    assert listed.shape == (len(every), 3)
    assert np.issubdtype(listed.dtype, np.integer)
    for row, package in zip(listed, every, strict=True):
        assert row.tolist() == model.worth(package).tolist()


def test_interacting_neighbours_are_listed():
    model = make_model(
        [[[0, 1]], [[0, 2]], [[0, 4]]], [0], interactions=[((1, 2), [[[0, 9], [9, 0]]])]
    )
    assert worths_of_all(model)[:, 0].tolist() == [0, 13, 11, 6, 1, 14, 12, 7]
    apart = make_model(
        [[[0, 1]], [[0, 2]], [[0, 4]]], [0], interactions=[((0, 2), [[[0, 9], [9, 0]]])]
    )
    with pytest.raises(DealError, match="side by side"):
        worths_of_all(apart)


def test_too_many_to_list_is_said():
    with pytest.raises(DealError, match="at most"):
        worths_of_all(make_model([np.zeros((1, 100))] * 5, [0]))
