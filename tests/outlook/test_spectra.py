"""Spectra: densities and chances sum to one; a party that is moved pulls the forecast along."""

import numpy as np
import pytest

import makers
from parley.errors import OutlookError
from parley.outlook.joined import Joined, Size
from parley.outlook.live import Live
from parley.outlook.spectra import CELLS, issues, spectrum_of


@pytest.fixture(scope="module")
def joined() -> Joined:
    return Live(makers.dossier(), Size(draws=20, paths=4, field_draws=3)).joined


def test_a_forecast_is_a_distribution(joined: Joined) -> None:
    for key, _ in issues(joined):
        found = spectrum_of(joined, key).outcome
        assert sum(found.density) / CELLS == pytest.approx(1)
        assert sum(found.options.values()) == pytest.approx(1)
        assert min(found.density) >= 0


def test_weights_are_shares(joined: Joined) -> None:
    stands = spectrum_of(joined, "cape").stands
    assert sum(s.weight for s in stands) == pytest.approx(1)


def test_the_forecast_follows_a_party_that_moves(joined: Joined) -> None:
    means = [spectrum_of(joined, "cape", {"WL": x}).outcome.mean for x in (0.0, 0.5, 1.0)]
    assert np.all(np.diff(means) > 0)


def test_left_where_it_is_nothing_moves(joined: Joined) -> None:
    found = spectrum_of(joined, "cape")
    place = next(s.place for s in found.stands if s.party == "WL")
    assert spectrum_of(joined, "cape", {"WL": place}).outcome == found.outcome


@pytest.mark.parametrize(
    ("issue", "moved"), [("nothing", {}), ("cape", {"ZZ": 0.5}), ("cape", {"WL": 2.0})]
)
def test_what_cannot_be_is_named(joined: Joined, issue: str, moved: dict[str, float]) -> None:
    with pytest.raises(OutlookError, match="positions"):
        spectrum_of(joined, issue, moved)
