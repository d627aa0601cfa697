"""Advice against exhaustive search over small problems."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import DealError
from parley.models.deals.advice import describe, improvements, single_text, trades
from parley.models.deals.merge import frontier
from parley.models.deals.model import RedLine, make_model


def random_model(seed, issues=3):
    g = np.random.default_rng(seed)
    n, sizes = int(g.integers(2, 4)), g.integers(2, 4, issues)
    return make_model([g.integers(0, 6, (n, s)) for s in sizes], g.integers(0, 6, n))


def packages(model):
    return itertools.product(*(range(s) for s in model.sizes))


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_improvements_are_all_minimal_changes_that_cost_nobody(seed):
    model = random_model(seed)
    draft = (0,) * len(model.issues)
    base = model.worth(draft)
    better = []
    for package in packages(model):
        gain = model.worth(package) - base
        if (gain >= 0).all() and (gain > 0).any():
            better.append({(k, o) for k, o in enumerate(package) if o != draft[k]})
    minimal = [c for c in better if not any(other < c for other in better)]
    found = [{(c.issue, c.new) for c in i.changes} for i in improvements(model, draft, most=1000)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, minimal))


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_single_text_ends_on_the_frontier_and_nobody_loses_on_the_way(seed):
    model = random_model(seed, issues=4)
    draft = (0,) * 4
    path = single_text(model, draft)
    at = draft
    for step in path:
        gain = model.worth(step.package) - model.worth(at)
        assert (gain >= 0).all()
        assert gain.any()
        at = step.package
    assert model.worth(at).tolist() in frontier(model).worths.tolist()


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_trades_help_both_and_cost_no_other(seed):
    model = random_model(seed)
    draft = (0,) * len(model.issues)
    for trade in trades(model, draft, most=1000):
        assert trade.gains[trade.first] > 0
        assert trade.gains[trade.second] > 0
        assert min(trade.gains) >= -1e-9
        give, take = trade.gives, trade.takes
        assert (
            model.tables[give.issue][trade.first, give.new]
            < model.tables[give.issue][trade.first, give.old]
        )
        assert (
            model.tables[take.issue][trade.second, take.new]
            < model.tables[take.issue][trade.second, take.old]
        )
        assert min(trade.rates) > 1


def test_fewest_terms_come_first():
    found = improvements(
        make_model([[[0, 1], [0, 1]], [[0, 2], [3, 0]], [[0, 2], [1, 0]]], [0, 0]), (0, 0, 0)
    )
    assert [len(i.changes) for i in found] == sorted(len(i.changes) for i in found)
    assert found[0].package == (1, 0, 0)


def test_red_lines_and_new_consents_are_respected():
    tables = [[[0, 1, 2], [0, 1, 2], [5, 5, 5]]]
    red = make_model(tables, [0, 0, 9], red_lines={RedLine(0, 0, 2)})
    assert [i.package for i in improvements(red, (0,))] == [(1,)]
    asks = make_model(tables, [0, 0, 9], consent=[[(), (), (2,)]], veto=[0, 1])
    assert [i.package for i in improvements(asks, (0,))] == [(1,)]


def test_interacting_issues_are_weighed_together():
    joint = [[[0, 0], [0, 4]], [[0, 0], [0, 4]]]
    model = make_model([[[1, 0]] * 2, [[1, 0]] * 2], [0, 0], interactions=[((0, 1), joint)])
    assert [i.package for i in improvements(model, (0, 0))] == [(1, 1)]
    assert trades(model, (0, 0)) == ()


def test_draft_that_is_no_deal_is_refused():
    model = random_model(1)
    with pytest.raises(DealError, match="one option per issue"):
        improvements(model, (0,))
    with pytest.raises(DealError, match="there is no option 9"):
        single_text(model, (0, 0, 9))


def test_changes_are_said_in_words():
    model = random_model(1)
    step = improvements(make_model([[[0, 1]]], [0]), (0,))[0]
    assert describe(model, step.changes) == "issue 1: option 1 -> option 2"
