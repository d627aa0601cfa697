import numpy as np
import pytest

import makers
from parley.bridges.history import CLASS_OF, base_rates
from parley.bridges.talks import of_talks
from parley.dossier.schema import Dossier
from parley.history import load_base_rates
from parley.models.course.hazards import talks_apart


def rates(d: Dossier, n=300):
    return base_rates(d, n, np.arange(n) % 50, np.random.default_rng(1))


def unknown(*fields: str) -> Dossier:
    process = {k: v for k, v in makers.plain()["process"].items() if k not in fields}
    return makers.dossier(process=process)


@pytest.mark.parametrize(
    ("fields", "origin"), [((), "historical"), (("type",), "default"), (("started",), "default")]
)
def test_rates_are_fitted_and_only_the_class_may_be_assumed(fields, origin) -> None:
    found = {e.id: e for e in rates(unknown(*fields)).estimates}
    assert {found[k].origin for k in CLASS_OF.values()} == {origin}
    others = {e.origin for k, e in found.items() if k not in CLASS_OF.values()}
    assert others == {"historical"}


def test_class_and_sampling_apart_multiply_to_the_rate() -> None:
    r = rates(unknown("type", "started", "intensity"))
    apart = r.apart()
    for rate, klass in CLASS_OF.items():
        assert apart[klass] * apart[rate] == pytest.approx(r.values[rate])
        assert np.unique(apart[klass]).size > 1
    assert apart["rate.break"] is r.values["rate.break"]


def test_a_side_falls_by_war_age_at_the_rates_drawn() -> None:
    r = rates(makers.dossier())
    year = -np.expm1(-r.falling[:, :12].sum(1))
    assert year == pytest.approx(np.clip(r.values["sudden"], 0, 0.9))
    assert r.falling.shape[1] >= 60


def test_what_talks_announce_gives_back_the_shares_it_was_fitted_on() -> None:
    """Talks that start now, at the medians: ends within 12 months as CWM has them."""
    worth, start, fail = (np.median(e.distribution.numbers) for e in of_talks()[:3])
    figures = load_base_rates()
    before = -np.log1p(-figures["mediation.cwm.war_ended_placebo"].figure) / 12
    outside, ratio = talks_apart(np.array([before]), worth, start, fail)
    talks, hazard = 1.0, 0.0
    for _ in range(12):
        hazard += float((outside * (1 - talks + talks * np.exp(ratio)))[0])
        talks += (1 - talks) * start - talks * fail
    seen = figures["mediation.cwm.war_ended_within_12_months"].figure
    assert -np.expm1(-hazard) == pytest.approx(seen, abs=0.005)
    share = start / (start + fail)
    assert outside * (1 - share + share * np.exp(ratio)) == pytest.approx(before)
