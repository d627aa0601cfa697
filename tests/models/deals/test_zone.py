"""Counts of the zone of agreement against a list of every deal."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.models.deals import zone as zone_module
from parley.models.deals.model import Quorum, RedLine, make_model
from parley.models.deals.zone import agreement_zone, zone_packages


def random_model(seed, *, integer=True, consent=False, red=0, quorum=False):
    g = np.random.default_rng(seed)
    n, sizes = int(g.integers(1, 5)), g.integers(1, 4, int(g.integers(1, 5)))
    draw = (lambda *s: g.integers(0, 5, s)) if integer else (lambda *s: g.integers(0, 30, s) / 7)
    who = [[frozenset(np.flatnonzero(g.random(n) < 0.4).tolist()) for _ in range(s)] for s in sizes]
    return make_model(
        [draw(n, s) for s in sizes],
        draw(n) + len(sizes) - 1,
        consent=who if consent else None,
        veto=np.flatnonzero(g.random(n) < 0.5).tolist() if consent or quorum else None,
        red_lines={
            RedLine(int(g.integers(n)), k := int(g.integers(len(sizes))), int(g.integers(sizes[k])))
            for _ in range(red)
        },
        quorum=Quorum(frozenset(range(n)), max(n - 1, 0)) if quorum else None,
    )


def brute(model, strict):
    inside = []
    for p in itertools.product(*(range(s) for s in model.sizes)):
        gain = np.asarray(model.worth(p), float) - model.reservation
        enough = gain > 1e-9 if strict else gain > -1e-9
        yes = {i for i in range(model.n_parties) if enough[i]} - model.crosses(p)
        fine = model.needs(p) <= yes
        if model.quorum:
            fine = fine and len(yes & model.quorum.parties) >= model.quorum.at_least
        if fine:
            inside.append(p)
    return inside


CASES = {
    "seed": st.integers(0, 100_000),
    "integer": st.booleans(),
    "consent": st.booleans(),
    "red": st.integers(0, 2),
    "quorum": st.booleans(),
}


@settings(max_examples=120, deadline=None)
@given(**CASES)
def test_counts_are_those_of_a_full_list(seed, integer, consent, red, quorum):
    model = random_model(seed, integer=integer, consent=consent, red=red, quorum=quorum)
    found = agreement_zone(model)
    strictly = brute(model, True)
    assert (found.rational, found.zone) == (len(brute(model, False)), len(strictly))
    assert found.exact
    assert (found.why_empty is None) == bool(strictly)
    assert zone_packages(model) == tuple(sorted(strictly))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), integer=st.booleans(), parties=st.integers(1, 2))
def test_two_sorted_halves_count_the_same(seed, integer, parties):
    g = np.random.default_rng(seed)
    tables = (
        g.integers(0, 6, (4, parties, 3)) if integer else g.integers(0, 30, (4, parties, 3)) / 7
    )
    model = make_model(list(tables), tables.mean(axis=2).sum(axis=0).round(0))
    one = agreement_zone(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zone_module, "LARGE", 0)
        two = agreement_zone(model)
    assert (one.rational, one.zone) == (two.rational, two.zone)
    assert one.method == "states"
    assert two.method in ("pairs", "convolution")


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000), consent=st.booleans())
def test_bounds_hold_when_states_are_too_many(seed, consent):
    model = random_model(seed, integer=False, consent=consent)
    exact = agreement_zone(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zone_module, "MOST_STATES", 8)
        patch.setattr(zone_module, "LISTED", 0)
        rough = agreement_zone(model)
    assert rough.zone <= exact.zone <= rough.zone_at_most
    assert rough.rational <= exact.rational <= rough.rational_at_most


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), red=st.integers(0, 2), cells=st.sampled_from([10, 10**6]))
def test_convolution_counts_the_same_and_its_bounds_hold(seed, red, cells):
    from parley.models.deals import dense

    model = random_model(seed, red=red)
    one = agreement_zone(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zone_module, "LARGE", 0)
        patch.setattr(zone_module, "MOST_HALF", 0)
        patch.setattr(zone_module, "LISTED", 0)
        patch.setattr(dense, "MOST_CELLS", cells)
        patch.setattr(dense, "COARSE_CELLS", 8)
        two = agreement_zone(model)
    assert two.zone <= one.zone <= two.zone_at_most
    assert two.rational <= one.rational <= two.rational_at_most
    if cells > 10:
        assert two.exact
        assert two.method == "convolution"


def test_bounds_are_used_and_say_so(monkeypatch):
    g = np.random.default_rng(1)
    model = make_model(list(g.random((6, 3, 6))), [3.2] * 3)
    exact = agreement_zone(model)
    monkeypatch.setattr(zone_module, "MOST_STATES", 50)
    monkeypatch.setattr(zone_module, "LISTED", 0)
    found = agreement_zone(model)
    assert not found.exact
    assert found.estimate == pytest.approx(exact.zone, abs=5 * found.estimate_error)
    assert found.method == "bounds"
    assert found.zone < found.zone_at_most


def test_a_trillion_deals_with_hundred_point_scores_are_counted():
    g = np.random.default_rng(3)
    tables = [g.multinomial(8, np.ones(10) / 10, 2) for _ in range(12)]
    found = agreement_zone(make_model(tables, [12, 12]))
    assert found.packages == 10**12
    assert found.exact
    assert found.method == "convolution"
    states = np.zeros((200, 200), dtype=object)
    states[0, 0] = 1
    for table in tables:
        after = np.zeros_like(states)
        for a, b in table.T:
            after[a:, b:] += states[: 200 - a, : 200 - b]
        states = after
    assert found.zone == states[13:, 13:].sum()
    assert found.rational == states[12:, 12:].sum()


@pytest.mark.parametrize(
    ("reservation", "reds", "says"),
    [
        ([9, 0], (), "worth more to party 1 than no deal"),
        ([2, 2], (), "both party 1 and party 2"),
        ([0, 0], (RedLine(0, 0, 1), RedLine(1, 0, 0)), "both party 1 and party 2"),
    ],
)
def test_empty_zone_is_an_answer_with_its_reason(reservation, reds, says):
    found = agreement_zone(make_model([[[3, 1], [1, 3]]], reservation, red_lines=reds))
    assert found.zone == 0
    assert found.share == 0
    assert says in found.why_empty


def test_reservation_far_above_every_deal_is_no_overflow():
    found = agreement_zone(make_model([[[3, 1], [1, 3]]], [10**15, 0]))
    assert found.zone == 0
    found = agreement_zone(make_model([[[0.3, 1 / 3], [1, 3]]], [1e300, 0]))
    assert found.zone == 0
    found = agreement_zone(make_model([[[0.3, 1 / 3], [1, 3]]], [-1e300, 0]))
    assert found.zone == 2
