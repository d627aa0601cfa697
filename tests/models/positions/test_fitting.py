"""Fitting the forecast on decided issues: known answers, and scores against their formulae."""

import numpy as np
import pytest

from parley.errors import PositionError
from parley.models.positions import Issue, fit_forecast
from parley.models.positions.fitting import GRID, covered, crps


def decided(n: int, rule: str, seed: int = 4) -> tuple[list[Issue], list[float], list[int]]:
    """Made-up decisions: outcomes near the weighted mean, or on a position drawn by weight."""
    rng = np.random.default_rng(seed)
    issues, outcomes = [], []
    for i in range(n):
        x, c = rng.integers(0, 5, 5) * 25.0, rng.random(5) + 0.2
        issues.append(Issue(list("abcde"), x, [1] * 5, c, high=100, name=str(i)))
        mean = float(x @ c / c.sum())
        near = float(np.clip(mean + rng.normal(0, 6), 0, 100))
        outcomes.append(near if rule == "mean" else float(rng.choice(x, p=c / c.sum())))
    return issues, outcomes, [i // 2 for i in range(n)]


def test_outcomes_near_the_mean_need_no_election() -> None:
    fit = fit_forecast(*decided(80, "mean"))
    assert fit.weights["election"] < 0.15
    assert np.median(fit.residuals) == pytest.approx(0, abs=0.03)
    assert max(fit.residuals) < 0.25
    assert fit.n == 80


def test_outcomes_on_positions_bring_the_election_in() -> None:
    fit = fit_forecast(*decided(80, "positions"))
    assert fit.weights["election"] >= 0.4
    assert sum(fit.weights.values()) == pytest.approx(1)


def test_a_fit_does_not_depend_on_the_unit() -> None:
    issues, outcomes, groups = decided(30, "mean")
    moved = [
        Issue(i.actors, 7 + i.x / 50, i.s, i.c * 3, low=7, high=9, name=i.name) for i in issues
    ]
    a, b = (
        fit_forecast(issues, outcomes, groups),
        fit_forecast(moved, 7 + np.array(outcomes) / 50, groups),
    )
    assert a.scaled == pytest.approx(b.scaled)
    assert a.weights == pytest.approx(b.weights)


def test_score_of_a_uniform_forecast() -> None:
    # integral of F^2 below y and (1 - F)^2 above: y^3/3 + (1-y)^3/3
    for y in (0.0, 0.3, 1.0):
        exact = (y**3 + (1 - y) ** 3) / 3
        assert crps(GRID, GRID[None, :], np.array([y]))[0] == pytest.approx(exact, abs=0.003)


def test_coverage_counts_the_ends() -> None:
    lumps = np.repeat(np.where(GRID < 1, 0.5, 1.0)[None, :], 3, axis=0)
    assert covered(GRID, lumps, np.array([0.0, 0.5, 1.0]), 0.1).all()
    assert covered(GRID, np.tile(GRID, (3, 1)), np.array([0.05, 0.5, 0.95]), 0.1).tolist() == [
        False, True, False,
    ]  # fmt: skip


def test_what_cannot_be_fitted_is_refused() -> None:
    issues, outcomes, groups = decided(4, "mean")
    with pytest.raises(PositionError, match="at least two groups"):
        fit_forecast(issues, outcomes, ["same"] * 4)
    with pytest.raises(PositionError, match="outcome of '0'"):
        fit_forecast(issues, [101.0, *outcomes[1:]], groups)
    with pytest.raises(PositionError, match="one number per issue"):
        fit_forecast(issues, outcomes[:2], groups)
    with pytest.raises(PositionError, match="one label per issue"):
        fit_forecast(issues, outcomes, groups[:2])
