"""Mixed-integer queries against enumeration."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.deals.model import Quorum, RedLine, make_model
from parley.models.deals.queries import best_improvement, best_least_gain, best_product, best_sum


def random_model(seed, interact=False):
    g = np.random.default_rng(seed)
    n, sizes = int(g.integers(2, 4)), g.integers(2, 4, 3)
    joint = [((0, 2), g.integers(0, 6, (n, sizes[0], sizes[2])))] if interact else []
    return make_model(
        [g.integers(0, 6, (n, s)) for s in sizes], g.integers(0, 9, n), interactions=joint
    )


def every(model):
    return [(p, model.worth(p)) for p in itertools.product(*(range(s) for s in model.sizes))]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 100_000), interact=st.booleans())
def test_queries_find_what_enumeration_finds(seed, interact):
    model = random_model(seed, interact)
    gains = np.array([u for _, u in every(model)]) - model.reservation
    least = best_least_gain(model)
    assert least.value == pytest.approx(gains.min(axis=1).max(), abs=1e-6)
    assert least.proved
    inside = gains[(gains > 0).all(axis=1)]
    product = best_product(model)
    if len(inside) == 0:
        assert product.package is None or np.min(product.gains) <= 0
    else:
        assert np.prod(product.gains) == pytest.approx(inside.prod(axis=1).max(), rel=1e-5)
    rational = gains[(gains >= 0).all(axis=1)]
    total = best_sum(model)
    if len(rational):
        worths = rational + model.reservation
        assert total.value == pytest.approx(worths.sum(axis=1).max())
    else:
        assert total.package is None
        assert total.status == "there is no such deal"


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 100_000), most=st.sampled_from([None, 1, 2]))
def test_best_improvement_is_that_of_enumeration(seed, most):
    model = random_model(seed)
    draft = (0, 0, 0)
    span = sum(np.ptp(t, axis=1) for t in model.tables)
    span = np.where(span > 0, span, 1)
    best = 0.0
    for package, worth in every(model):
        gain = worth - model.worth(draft)
        changed = sum(a != b for a, b in zip(package, draft, strict=True))
        if (gain >= 0).all() and (most is None or changed <= most):
            best = max(best, float((gain / span).sum()))
    found = best_improvement(model, draft, most_changes=most)
    assert found.value == pytest.approx(best, abs=1e-6)
    assert (model.worth(found.package) >= model.worth(draft)).all()


def test_improvement_respects_red_lines_and_new_consents():
    tables = [[[0, 1, 2], [0, 1, 2], [5, 5, 5]]]
    red = make_model(tables, [0, 0, 9], red_lines={RedLine(0, 0, 2)})
    assert best_improvement(red, (0,)).package == (1,)
    asks = make_model(tables, [0, 0, 9], consent=[[(), (), (2,)]], veto=[0, 1])
    assert best_improvement(asks, (0,)).package == (1,)


def test_hopeless_query_says_so():
    found = best_product(make_model([[[1, 0], [0, 1]]], [5, 5]))
    assert found.package is None
    assert found.status == "no deal is better for all"


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000), at_least=st.integers(0, 3), lines=st.integers(0, 2))
def test_a_quorum_counts_assents(seed, at_least, lines):
    g = np.random.default_rng(seed)
    sizes = g.integers(2, 4, 3)
    red = {RedLine(int(g.integers(3)), k, int(g.integers(sizes[k]))) for k in range(lines)}
    model = make_model(
        [g.integers(0, 6, (3, s)) for s in sizes],
        g.integers(4, 12, 3),
        veto=[],
        quorum=Quorum(frozenset(range(3)), at_least),
        red_lines=red,
    )
    worths = [
        u
        for p, u in every(model)
        if sum(
            u[i] >= model.reservation[i] and i not in model.crosses(p) for i in range(3)
        ) >= at_least
    ]  # fmt: skip
    total, least = best_sum(model), best_least_gain(model)
    if not worths:
        assert total.package is None
        assert least.package is None
    else:
        assert total.value == pytest.approx(max(u.sum() for u in worths))
        best = max((u - model.reservation).min() for u in worths)
        assert least.value == pytest.approx(best, abs=1e-6)


def test_large_problem_is_answered_within_a_proved_bound():
    g = np.random.default_rng(5)
    model = make_model(list(g.random((15, 3, 10))), [6.0] * 3)
    found = best_least_gain(model)
    assert model.n_packages == 10**15
    assert found.proved
    assert found.bound >= found.value - 1e-9
