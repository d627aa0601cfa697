"""Scores against published values, brute force and what must always hold."""

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from parley.errors import LedgerError
from parley.ledger import bootstrap, brier, calibration, crps, crps_sample, log_score, skill

chances = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 1])), min_size=1, max_size=30
)  # fmt: skip


def test_brier_by_hand() -> None:
    assert brier([0.7, 0.7, 1.0], [1, 0, 1]) == pytest.approx([0.09, 0.49, 0.0])
    assert brier([], []).size == 0


@given(chances)
def test_scores_do_not_care_which_side_is_called_yes(pairs: list[tuple[float, int]]) -> None:
    p, y = np.array(pairs).T
    assert brier(p, y) == pytest.approx(brier(1 - p, 1 - y))
    assert (log_score(p, y) >= 0).all()


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_scores_are_proper(truth: float, said: float) -> None:
    """Expected scores are best when the chance said is the true one."""

    def expected(score: object, p: float) -> float:
        a, b = score([p, p], [1, 0])  # type: ignore[operator]
        return truth * float(a) + (1 - truth) * float(b)

    for rule in (brier, log_score):
        assert expected(rule, truth) <= expected(rule, said) + 1e-12


def test_log_score_of_the_impossible_is_infinite() -> None:
    assert log_score([0.0], [1])[0] == math.inf
    assert bootstrap(log_score([0.0, 0.5], [1, 1])) is None


def test_crps_of_quantiles_by_integration() -> None:
    quantiles = [(0.1, -1.0), (0.4, 0.5), (0.5, 0.5), (0.9, 3.0)]
    levels, xs = np.array(quantiles).T
    grid = np.linspace(-8, 8, 1_600_001)
    below = np.interp(grid, xs[[0, 2, 3]], levels[[0, 2, 3]])
    lower = np.interp(grid, xs[[0, 1, 3]], levels[[0, 1, 3]])
    cdf = np.where(grid < 0.5, lower, below)
    cdf = np.where(grid < -1, 0.0, np.where(grid >= 3, 1.0, cdf))
    for amount in (-5.0, -1.0, 0.2, 0.5, 2.0, 7.0):
        direct = np.trapezoid((cdf - (grid >= amount)) ** 2, grid)
        assert crps(quantiles, amount) == pytest.approx(direct, abs=1e-4)


def test_crps_of_a_sample_against_scoringrules_and_brute_force() -> None:
    rng = np.random.default_rng(0)
    for n in (1, 2, 9):
        x, y = rng.normal(size=n), float(rng.normal())
        brute = np.abs(x - y).mean() - np.abs(x[:, None] - x).mean() / 2
        assert crps_sample(x, y) == pytest.approx(brute)
        assert crps_sample(x, y) == pytest.approx(float(scoringrules.crps_ensemble(y, x)))


@given(
    st.lists(st.floats(-100, 100), min_size=1, max_size=6),
    st.floats(-200, 200),
    st.floats(-50, 50),
    st.floats(0.1, 10),
)
def test_crps_moves_and_stretches_with_the_amount(
    xs: list[float], amount: float, shift: float, scale: float
) -> None:
    levels = (np.arange(len(xs)) + 0.5) / len(xs)
    quantiles = list(zip(levels, sorted(xs), strict=True))
    moved = [(level, scale * x + shift) for level, x in quantiles]
    score = crps(quantiles, amount)
    assert score >= -1e-9
    assert crps(moved, scale * amount + shift) == pytest.approx(scale * score, abs=1e-6)


def test_calibration_counts_each_forecast_once_at_the_right_place() -> None:
    p = [0.0, 0.1, 0.3, 0.3, 0.7, 0.9999, 1.0]
    found = calibration(p, [0, 0, 1, 0, 1, 1, 1])
    assert [b.n for b in found] == [1, 1, 0, 2, 0, 0, 0, 1, 0, 2]
    assert found[3].share == 0.5
    assert found[2].share is None
    low, high = found[3].interval or (1, 0)
    assert low < 0.5 < high
    assert sum(b.n for b in calibration(np.arange(11) / 10, np.zeros(11))) == 11


def test_skill() -> None:
    assert skill([0.0], [0.25]) == 1.0
    assert skill([0.25], [0.25]) == 0.0
    assert skill([], []) is None
    assert skill([0.1], [0.0]) is None


def test_bootstrap_covers_the_mean_and_pairs_the_base() -> None:
    rng = np.random.default_rng(1)
    base = rng.uniform(0.1, 0.4, 50)
    # ours is half the base question by question: the skill is .5 in every resample
    assert bootstrap(base / 2, base) == pytest.approx((0.5, 0.5))
    hits = 0
    for k in range(200):
        low, high = bootstrap(np.random.default_rng(k).exponential(size=60), rng=k) or (1, 0)
        hits += low <= 1.0 <= high
    assert 0.82 <= hits / 200 <= 0.95
    assert bootstrap([0.1]) is None
    assert bootstrap([0.1, 0.3], rng=0) == bootstrap([0.1, 0.3], rng=0)


def test_bad_pairs_are_named() -> None:
    with pytest.raises(LedgerError, match="must pair up"):
        brier([0.1], [1, 0])
    with pytest.raises(LedgerError, match=r"in \[0, 1\], got 1.2"):
        brier([1.2], [1])
    with pytest.raises(LedgerError, match="must be 0 or 1"):
        brier([0.2], [0.5])
    with pytest.raises(LedgerError, match="needs quantiles"):
        crps([], 1.0)
    with pytest.raises(LedgerError, match="needs draws"):
        crps_sample([], 1.0)
    with pytest.raises(LedgerError, match="bins"):
        calibration([], [], 0)
