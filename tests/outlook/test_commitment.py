import numpy as np
import pytest

import makers
from outlook import invented
from parley.models.course.value import discounted_worth
from parley.outlook.commitment import Commitment, commitment, reserved
from parley.outlook.joined import prepare
from parley.outlook.regimes import look_up
from parley.outlook.today import today


def feared(value: float, **changes):
    return makers.dossier(estimates=[invented.point("relapse_feared", value)], **changes)


def test_the_chance_of_relapse_is_historys_against_the_clock() -> None:
    """A constant hazard of .01 against a clock of 1 / 50: (1 - e^-h) / (1 - e^-h (1 - w))."""
    g = invented.ground(feared(1.0))
    from dataclasses import replace

    d = replace(g.draws, values={**g.draws.values, "clock": np.full(g.draws.n, 50.0)})
    rates = replace(g.rates, relapse_edges=(0, None), relapses=np.full((g.draws.n, 1), 0.01))
    stay = np.exp(-0.01)
    found = commitment(d, rates).relapse
    assert found == pytest.approx((1 - stay) / (1 - stay * 0.98), rel=0.01)


def test_a_deal_beats_the_value_it_has_to_exactly_when_its_discounted_worth_beats_R() -> None:
    g = np.random.default_rng(1)
    R = g.uniform(0, 1, (3, 2, 2 * 36, 3))
    c = Commitment(np.array([0.0, 0.3, 0.6]), np.array([0.0, 0.02, 0.1]))
    beat = reserved(c, R, np.arange(3), 6).reshape(3, 2, 2, 6, 6, 3)
    near = R.reshape(3, 2, 2, 6, 6, 3)
    for d in range(3):
        f = c.regained[d] * 6
        after = (1 - f) * near[d, :, :, 2, 3] + f * near[d, :, :, 3, 4]
        worth = 0.55
        gain = discounted_worth(worth, after, c.relapse[d]) - near[d, :, :, 2, 3]
        assert (1 - c.relapse[d]) * (worth - beat[d, :, :, 2, 3]) == pytest.approx(gain)


def test_without_fear_of_relapse_the_reservation_is_R_itself() -> None:
    R = np.random.default_rng(2).uniform(0, 1, (2, 3, 36, 3))
    none = Commitment(np.zeros(2), np.full(2, 0.1))
    assert np.allclose(reserved(none, R, np.arange(2), 6), R)


def test_doubt_that_deals_hold_cuts_the_zone_by_about_the_chance_of_relapse() -> None:
    sure, unsure = (prepare(feared(v), invented.SMALL) for v in (0.0, 2.0))
    B = commitment(unsure.draws, unsure.ground.rates).relapse
    assert 0.1 < B.mean() < 0.6
    assert (unsure.z < sure.z)[sure.z > 0].all()
    assert unsure.z == pytest.approx((1 - B) * sure.z, abs=0.03)
    assert np.array_equal(unsure.m, sure.m), "a truce is not discounted"


def test_the_table_today_is_that_of_the_grid() -> None:
    j = prepare(feared(2.0), invented.SMALL)
    grid = look_up(j.base.tables[..., 0], *j.ground.potentials())
    assert today(j, j.base).surplus == pytest.approx(grid, abs=0.02)
