import numpy as np
import pytest

from parley.outlook.spread import of_draws, of_frequencies


def test_noise_of_the_paths_is_taken_out_of_the_interval() -> None:
    g = np.random.default_rng(2)
    same = g.binomial(100, 0.3, 4000) / 100
    number = of_frequencies(same, 100)
    assert number.value == pytest.approx(0.3, abs=0.003)
    assert number.interval[1] - number.interval[0] < 0.025
    assert np.quantile(same, 0.9) - np.quantile(same, 0.1) > 0.1


def test_spread_of_the_draws_is_kept() -> None:
    g = np.random.default_rng(3)
    chance = g.uniform(0.2, 0.6, 20000)
    number = of_frequencies(g.binomial(200, chance) / 200, 200)
    assert number.interval == pytest.approx((0.24, 0.56), abs=0.01)


def test_one_draw_has_a_number_and_no_width() -> None:
    assert of_frequencies([0.25], 100).interval == (0.25, 0.25)
    assert of_draws([0.25]).interval == (0.25, 0.25)
