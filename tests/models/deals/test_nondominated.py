"""The skyline filters against a comparison of every pair."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.deals import nondominated as module
from parley.models.deals.nondominated import nondominated


def brute(values, label):
    """Whether each row is beaten by another."""
    beaten = []
    for v, t in zip(values, label, strict=True):
        beats = (values >= v).all(axis=1) & ((label & ~t) == 0)
        beaten.append(bool((beats & ((values > v).any(axis=1) | (label != t))).any()))
    return np.array(beaten)


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    n=st.integers(0, 40),
    width=st.integers(1, 4),
    labels=st.sampled_from([1, 4]),
    compiled=st.booleans(),
)
def test_kept_rows_are_those_no_pair_beats(seed, n, width, labels, compiled):
    g = np.random.default_rng(seed)
    values, label = g.integers(0, 5, (n, width)), g.integers(0, labels, n)
    kept, equal = nondominated(values, label, compiled=compiled)
    beaten = brute(values, label) if n else np.zeros(0, bool)
    np.testing.assert_array_equal(equal < 0, beaten)
    for row in np.flatnonzero(~beaten):
        assert (values[kept[equal[row]]] == values[row]).all()
        assert label[kept[equal[row]]] == label[row]
    assert len({(*values[k], label[k]) for k in kept}) == len(kept)


@pytest.mark.parametrize("width", [1, 2, 3])
def test_order_of_rows_does_not_matter(width):
    g = np.random.default_rng(4)
    values = g.random((200, width)).round(1)
    shuffled = values[g.permutation(200)]
    one, two = (v[nondominated(v)[0]].tolist() for v in (values, shuffled))
    assert one == two


@pytest.mark.parametrize("width", [2, 3, 4])
@pytest.mark.parametrize("integer", [False, True])
def test_grid_before_the_filter_changes_nothing(width, integer, monkeypatch):
    g = np.random.default_rng(width)
    values = g.integers(0, 9, (600, width)) if integer else g.random((600, width))
    kept, equal = nondominated(values)
    monkeypatch.setattr(module, "CROWD", 0)
    again, place = nondominated(values)
    np.testing.assert_array_equal(np.sort(kept), np.sort(again))
    np.testing.assert_array_equal(equal < 0, place < 0)
