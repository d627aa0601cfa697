"""The shipped tables load, add up, and hold the figures published from them."""

from pathlib import Path

import pytest

from parley.errors import HistoryError
from parley.history import (
    load_base_rates,
    load_cells,
    load_hazards,
    load_sources,
    load_survival,
    load_wars,
    survival_at,
)
from parley.history.tables import ENDINGS

# Kaplan-Meier shares after 1, 3, 6, 12, 24, 60 months, to two figures.
CURVES = [
    ("agreement", "all agreements", 374, [0.96, 0.90, 0.85, 0.79, 0.74, 0.69]),
    ("agreement", "full", 77, [0.95, 0.94, 0.87, 0.83, 0.82, 0.79]),
    ("agreement", "partial", 213, [0.97, 0.91, 0.87, 0.80, 0.75, 0.69]),
    ("agreement", "process", 84, [0.95, 0.85, 0.77, 0.74, 0.65, 0.57]),
    ("agreement", "ceasefire provision, not full", 119, [0.94, 0.82, 0.75, 0.70, 0.63, 0.57]),
    ("recurrence", "peace agreement", 106, [1, 1, 1, 1, 0.95, 0.87]),
    ("recurrence", "ceasefire", 95, [1, 1, 1, 1, 0.87, 0.67]),
    ("recurrence", "low activity", 352, [1, 1, 1, 1, 0.82, 0.55]),
]
RATES = [
    ("mediation.icb.mediated.agreement", 95, 153),
    ("mediation.icb.not_mediated.agreement", 57, 290),
    ("process.reached_ceasefire", 45, 83),
    ("sanctions.imposed.settled", 129, 536),
]


@pytest.mark.parametrize(("table", "group", "n", "shares"), CURVES)
def test_survival_curves(table: str, group: str, n: int, shares: list[float]) -> None:
    curve = load_survival()[table, group]
    assert curve.n == n
    assert [round(s, 2) for s in curve.survival[:6]] == shares
    assert list(curve.survival) == sorted(curve.survival, reverse=True)
    for low, middle, high in zip(curve.low, curve.survival, curve.high, strict=True):
        assert low <= middle <= high


@pytest.mark.parametrize(("name", "events", "n"), RATES)
def test_shares(name: str, events: int, n: int) -> None:
    rate = load_base_rates()[name]
    assert (rate.events, rate.n) == (events, n)
    assert rate.figure == pytest.approx(events / n, abs=1e-6)
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < rate.figure < rate.high


def test_years_of_war_add_up() -> None:
    cells = load_cells()
    first = [c for c in cells if c.age_from == 1]
    assert sum(c.years for c in first) == 873
    agreements, truces = (sum(c.ends[k] for c in first) for k in (0, 1))
    assert round((agreements + truces) / 873, 3) == 0.093
    assert all(sum(c.ends) <= c.years for c in cells)
    assert len(ENDINGS) == 6


def test_hazards_bring_back_the_curve() -> None:
    """Piecewise constant hazards stay within .02 of Kaplan-Meier at the pieces' edges."""
    curves = load_survival()
    for key, hazard in load_hazards().items():
        curve = curves[key]
        back = survival_at(hazard.edges, [hazard.rates], curve.months)[0]
        at = [i for i, m in enumerate(curve.months) if m in hazard.edges]
        assert all(abs(back[i] - curve.survival[i]) < 0.02 for i in at), key


def test_every_row_has_a_source_with_citation_and_command() -> None:
    for source in load_sources().values():
        assert source.citation
        assert source.command.startswith("parley history fit")
    assert {r.source.id for r in load_base_rates().values()} <= set(load_sources())


def test_past_wars_are_chosen_by_size_alone() -> None:
    wars = load_wars()
    assert len({w.id for w in wars}) == len(wars)
    assert all(w.years >= 3 or w.years_high >= 1 for w in wars)


def test_a_bad_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(HistoryError, match=r"no table annual_ends\.csv"):
        load_cells(tmp_path)
    (tmp_path / "base_rates.csv").write_text(
        "name,figure,low,high,events,n,unit,says,source\nx,half,,,,3,share,s,icb\n"
    )
    with pytest.raises(HistoryError, match="figure must be a number, got 'half'"):
        load_base_rates(tmp_path)
    (tmp_path / "base_rates.csv").write_text(
        "name,figure,low,high,events,n,unit,says,source\nx,.5,,,,3,share,s,nowhere\n"
    )
    with pytest.raises(HistoryError, match="no source 'nowhere'"):
        load_base_rates(tmp_path)
