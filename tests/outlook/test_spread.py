import numpy as np
import pytest

from parley.outlook.spread import of_draws, of_halves


def halves(chance: np.ndarray, paths: int, seed: int) -> np.ndarray:
    g = np.random.default_rng(seed)
    return g.binomial(paths, np.stack([chance, chance])) / paths


def test_noise_of_the_paths_is_taken_out_of_the_interval() -> None:
    same = halves(np.full(4000, 0.3), 50, 2)
    number = of_halves(same, (50, 50))
    assert number.value == pytest.approx(0.3, abs=0.003)
    assert number.interval[1] - number.interval[0] < 0.025
    assert np.ptp(np.quantile(same.mean(axis=0), [0.1, 0.9])) > 0.1


def test_spread_of_the_draws_is_kept() -> None:
    chance = np.random.default_rng(3).uniform(0.2, 0.6, 20000)
    number = of_halves(halves(chance, 100, 4), (100, 100))
    assert number.interval == pytest.approx((0.24, 0.56), abs=0.01)


def test_a_paired_difference_keeps_its_own_spread() -> None:
    g = np.random.default_rng(5)
    effect = g.choice([-0.02, 0.04], 20000)
    seen = effect + 0.01 * g.standard_normal((2, 20000))
    number = of_halves(seen, (100, 100))
    assert number.value == pytest.approx(0.01, abs=0.001)
    assert number.interval == pytest.approx((-0.025, 0.045), abs=0.006)


def test_one_draw_has_a_number_and_no_width() -> None:
    assert of_halves([[0.25], [0.25]], (100, 100)).interval == (0.25, 0.25)
    assert of_draws([0.25]).interval == (0.25, 0.25)
