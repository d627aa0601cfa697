"""Claims put to the test, and chance apart from parameters."""

from dataclasses import replace

import numpy as np
import pytest

import makers
from outlook.invented import SMALL, joined
from parley.bridges import defaults
from parley.bridges.draws import quantile
from parley.outlook.claims import truce_test, weariness_test
from parley.outlook.document import EXCLUSIVE, Outlook
from parley.outlook.joined import prepare
from parley.outlook.uncertainty import parameter_share


def test_every_mechanism_has_a_prior_that_includes_none() -> None:
    u = np.array([1e-9, 0.01, 0.3, 0.5])
    for name in ("strength_breaks", "weariness", "arms_shield", "arms_strength"):
        found = quantile(defaults.COMMON[name].estimate(name).distribution, u)
        assert np.abs(found).min() == pytest.approx(0, abs=1e-6), name


def test_each_claim_has_effect_interval_mechanism_and_assumption(outlook: Outlook) -> None:
    known = {e.id for e in outlook.estimates} | {x.id for x in outlook.levers}
    known |= {e.id for e in outlook.evidence}
    kinds = {c.claim for c in outlook.claims}
    assert kinds == {"ceasefire_temporary", "exhaustion_needed", "lever_strengthens"}
    findings = {f.id: f for f in outlook.findings}
    for c in outlook.claims:
        assert c.effect.interval[0] <= c.effect.value <= c.effect.interval[1]
        assert c.mechanism
        assert "none" in c.prior
        assert c.hangs_on
        assert set(c.hangs_on) <= known
        assert findings[c.id].says == c.says
        assert c.made_by


def test_claims_nobody_makes_are_tested_too() -> None:
    from parley.outlook import run

    made = run(makers.dossier(), draws=20, paths=10)
    assert {c.claim for c in made.claims} >= {"ceasefire_temporary", "exhaustion_needed"}
    assert all(c.made_by == [] for c in made.claims)


def test_mechanisms_push_the_way_they_are_named() -> None:
    j = joined()
    hs = [12, 60]
    t, w = truce_test(j, hs), weariness_test(j, hs)
    assert t.effect[60].value >= -0.01
    assert 0 < t.none[60].value < 1
    assert t.none[12].value < t.none[60].value
    assert w.none[60].value > w.none[12].value


def test_swapping_the_sides_leaves_the_tests() -> None:
    one, two = (truce_test(joined(1, swapped), [60]) for swapped in (False, True))
    assert one.none[60].value == pytest.approx(two.none[60].value, abs=0.08)


def test_a_truce_in_force_can_be_tested() -> None:
    d = makers.dossier()
    quiet = d.model_copy(update={"process": d.process.model_copy(update={"in_ceasefire": True})})
    t = truce_test(prepare(quiet, replace(SMALL, draws=20)), [12])
    assert 0 < t.none[12].value < 1


def test_parameter_share_of_a_known_mixture() -> None:
    g = np.random.default_rng(1)
    p = g.beta(2, 3, 4000)
    halves = [g.binomial(50, p) / 50 for _ in range(2)]
    exact = p.var() / (p.mean() * (1 - p.mean()))
    assert parameter_share(halves) == pytest.approx(exact, abs=0.02)
    still = [g.binomial(50, np.full(4000, 0.3)) / 50 for _ in range(2)]
    assert parameter_share(still) == pytest.approx(0, abs=0.01)
    assert parameter_share([[0, 0], [0, 0]]) == 0


def test_chance_and_parameters_sum_to_one(outlook: Outlook) -> None:
    assert [u.outcome for u in outlook.uncertainty] == list(EXCLUSIVE)
    for u in outlook.uncertainty:
        assert u.chance + u.parameters == pytest.approx(1)
        assert 0 <= u.parameters <= 1
