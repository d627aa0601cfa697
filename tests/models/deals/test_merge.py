"""The merged frontier against a list of every package."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.deals.merge import frontier
from parley.models.deals.model import RedLine, make_model


def random_model(seed, *, integer=True, consent=False, red=0, interact=False, parties=None):
    """A small problem of up to 4 parties and 4 issues."""
    g = np.random.default_rng(seed)
    n, sizes = parties or int(g.integers(1, 5)), g.integers(1, 4, int(g.integers(1, 5)))
    draw = (lambda *s: g.integers(0, 5, s)) if integer else (lambda *s: g.integers(0, 30, s) / 7)
    interactions = []
    if interact and len(sizes) > 1:
        on = tuple(int(k) for k in g.choice(len(sizes), 2, replace=False))
        interactions = [(on, draw(n, *(sizes[k] for k in on)))]
    who = [[frozenset(np.flatnonzero(g.random(n) < 0.4).tolist()) for _ in range(s)] for s in sizes]
    return make_model(
        [draw(n, s) for s in sizes],
        draw(n),
        consent=who if consent else None,
        veto=np.flatnonzero(g.random(n) < 0.3).tolist() if consent else None,
        red_lines={
            RedLine(int(g.integers(n)), k := int(g.integers(len(sizes))), int(g.integers(sizes[k])))
            for _ in range(red)
        },
        interactions=interactions,
    )


def brute(model):
    """Points of the frontier as {(rounded worths, needs): packages}, by comparing every pair."""
    every = [
        (np.round(np.asarray(model.worth(p), float), 7), model.needs(p))
        for p in itertools.product(*(range(s) for s in model.sizes))
        if not (model.crosses(p) & model.needs(p))
    ]
    points = {}
    for u, need in every:
        beaten = any(
            (v >= u).all() and other <= need and ((v > u).any() or other != need)
            for v, other in every
        )
        if not beaten:
            points[(tuple(u), need)] = points.get((tuple(u), need), 0) + 1
    return points


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 100_000),
    integer=st.booleans(),
    consent=st.booleans(),
    red=st.integers(0, 2),
    interact=st.booleans(),
)
def test_frontier_is_what_no_pair_beats(seed, integer, consent, red, interact):
    model = random_model(seed, integer=integer, consent=consent, red=red, interact=interact)
    found = frontier(model)
    worths = np.round(np.asarray(found.worths, float), 7)
    points = {
        (tuple(u), need): count
        for u, need, count in zip(worths, found.needs, found.counts, strict=True)
    }
    assert points == brute(model)
    for package, u, need in zip(found.packages, found.worths, found.needs, strict=True):
        np.testing.assert_allclose(model.worth(package), u)
        assert model.needs(package) == need
    assert found.exact
    assert found.epsilon == 0


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_order_of_issues_and_parties_does_not_matter(seed):
    model = random_model(seed, consent=True)
    g = np.random.default_rng(seed)
    k, p = g.permutation(len(model.issues)), g.permutation(model.n_parties)
    back = np.argsort(p)
    turned = make_model(
        [model.tables[i][p] for i in k],
        model.reservation[p],
        consent=[[[int(back[w]) for w in who] for who in model.consent[i]] for i in k],
        veto=[int(back[w]) for w in model.veto],
    )
    one, two = frontier(model), frontier(turned)
    assert sorted(zip(one.worths.tolist(), one.counts, strict=True)) == sorted(
        zip(two.worths[:, back].tolist(), two.counts, strict=True)
    )


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000), scale=st.integers(1, 9), shift=st.integers(-9, 9))
def test_change_of_one_partys_scale_does_not_matter(seed, scale, shift):
    model = random_model(seed)
    changed = [t.copy() for t in model.tables]
    for t in changed:
        t[0] = scale * t[0] + shift
    other = frontier(make_model(changed, model.reservation))
    one = frontier(model)
    assert one.counts == other.counts
    assert one.packages == other.packages


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), integer=st.booleans(), consent=st.booleans())
def test_rational_frontier_is_the_rational_part_of_the_whole(seed, integer, consent):
    model = random_model(seed, integer=integer, consent=consent)
    whole = frontier(model)
    part = frontier(model, rational=True)
    who = sorted(model.veto)
    fine = (np.asarray(whole.worths, float) >= model.reservation - 1e-7)[:, who].all(axis=1)
    np.testing.assert_allclose(part.worths, whole.worths[fine])
    assert part.counts == tuple(c for c, f in zip(whole.counts, fine, strict=True) if f)


def test_integer_scores_stay_integers_and_decimals_are_exact():
    found = frontier(make_model([[[1, 2], [2, 1]]], [0, 0]))
    assert np.issubdtype(found.worths.dtype, np.integer)
    dust = make_model([[[0.1, 0.3], [0.0, 0.0]], [[0.2, 0.0], [0.0, 0.0]]], [0, 0])
    assert frontier(dust).counts == (1,)
    tie = make_model([[[0.1, 0.3]], [[0.2, 0.0]]], [0])
    assert frontier(tie).worths.tolist() == [[0.5]]
    assert frontier(tie).tolerance == (0.0,)


def test_float_dust_does_not_hide_a_tie():
    third = 1 / 3
    model = make_model([[[third, 0.0]], [[third, 2 * third]], [[third, 1.0 - third]]], [0])
    found = frontier(model)
    assert found.counts == (1,)
    twin = make_model([[[third, 2 * third]], [[2 * third, third + 1e-16]]], [0])
    assert frontier(twin).counts == (1,)
    twin = make_model([[[0.1 * third, 0.3 * third]], [[0.3 * third, 0.1 * third]]], [0])
    assert frontier(twin).counts == (1,)
    assert 0 < frontier(twin).tolerance[0] < 1e-9


def test_ties_beyond_machine_integers_are_counted():
    model = make_model([np.zeros((1, 100), int)] * 20, [0])
    assert frontier(model).counts == (100**20,)


def test_every_package_over_a_red_line_leaves_nothing():
    lines = {RedLine(0, 0, 0), RedLine(0, 0, 1)}
    found = frontier(make_model([[[1, 2]]], [0], red_lines=lines))
    assert (found.counts, found.packages, found.exact) == ((), (), True)


@pytest.mark.parametrize("parties", [2, 3, 5])
def test_approximate_frontier_keeps_its_promise(parties):
    g = np.random.default_rng(parties)
    model = make_model(list(g.random((6, parties, 5))), [0] * parties)
    exact, rough = frontier(model), frontier(model, epsilon=0.1)
    span = sum(t.max(axis=1) - t.min(axis=1) for t in model.tables)
    assert len(rough.counts) <= len(exact.counts)
    assert 0 <= rough.epsilon <= 0.1 + 1e-12
    assert rough.exact == (rough.epsilon == 0) == (len(rough.counts) == len(exact.counts))
    for point in exact.worths:
        assert ((rough.worths >= point - rough.epsilon * span - 1e-12).all(axis=1)).any()
    few = frontier(model, most=20)
    assert len(few.counts) <= 20
    for point in exact.worths:
        assert ((few.worths >= point - few.epsilon * span - 1e-12).all(axis=1)).any()


def test_compiled_loops_agree_with_numpy(monkeypatch):
    from parley.models.deals import merge

    for parties in (3, 4, 5):
        g = np.random.default_rng(parties)
        for tables in (g.random((5, parties, 5)), g.integers(0, 20, (5, parties, 5))):
            model = make_model(list(tables), [0] * parties)
            monkeypatch.setattr(merge, "LARGE", 10**9)
            one = frontier(model)
            monkeypatch.setattr(merge, "LARGE", 1)
            two = frontier(model)
            assert one.packages == two.packages
            assert one.counts == two.counts
