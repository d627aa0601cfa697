"""Sensitivity against a function whose indices are known, boxes against planted ones."""

import numpy as np
import pytest

from parley.errors import CourseError
from parley.models.course.discovery import patient_rule
from parley.models.course.numbers import draw_number
from parley.models.course.readings import paired_difference, spread
from parley.models.course.sensitivity import given_data_indices, sobol_indices

FIRST, TOTAL = [0.3139, 0.4424, 0.0], [0.5576, 0.4424, 0.2437]


def ishigami(u):
    """Ishigami and Homma (1990), a 7, b .1."""
    x = np.pi * (2 * np.asarray(u) - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_ishigami_by_designed_runs():
    s = sobol_indices(ishigami, 3, base=4096)
    np.testing.assert_allclose(s.first, FIRST, atol=0.02)
    np.testing.assert_allclose(s.total, TOTAL, atol=0.02)
    assert s.runs == 4096 * 5


def test_ishigami_from_given_data():
    u = np.random.default_rng(3).uniform(size=(20_000, 3))
    np.testing.assert_allclose(given_data_indices(u, ishigami(u)).first, FIRST, atol=0.03)


def test_noise_is_taken_off_and_chance_gives_nothing():
    g = np.random.default_rng(3)
    u = g.uniform(size=(4000, 2))
    noisy = u[:, 0] + 0.5 * g.standard_normal(4000)
    plain, cleared = (given_data_indices(u, noisy, noise=v).first[0] for v in (0.0, 0.25))
    assert plain < 0.4
    assert cleared == pytest.approx(1, abs=0.1)
    assert given_data_indices(u, g.uniform(size=4000)).first.max() < 0.02
    assert given_data_indices(u, np.ones(4000)).first.tolist() == [0, 0]


def test_seed_zero_is_a_seed():
    a, b, c = (sobol_indices(ishigami, 3, base=64, seed=k).first for k in (0, 0, 1))
    np.testing.assert_array_equal(a, b)
    assert (a != c).any()


def test_planted_box_is_found():
    g = np.random.default_rng(8)
    x = g.normal(size=(3000, 5))
    inside = (x[:, 1] > 0.5) & (x[:, 3] < 0)
    interest = np.where(inside, 0.9, 0.05)
    boxes = patient_rule(x, interest)
    best = max(boxes, key=lambda b: b.coverage * b.density)
    assert set(best.restricted) >= {1, 3}
    assert best.low[1] == pytest.approx(0.5, abs=0.2)
    assert best.high[3] == pytest.approx(0, abs=0.2)
    assert best.density > 0.75
    assert max(best.chance[best.restricted.index(k)] for k in (1, 3)) < 1e-6
    mass = [b.mass for b in boxes]
    assert mass == sorted(mass, reverse=True)
    assert mass[-1] >= 0.05
    shuffled = patient_rule(x[:, ::-1], interest)
    assert shuffled[5].mass == pytest.approx(boxes[5].mass)


def test_no_interest_is_the_whole_space():
    x = np.random.default_rng(1).uniform(size=(50, 2))
    for y in (np.zeros(50), np.ones(50)):
        (only,) = patient_rule(x, y)
        assert only.restricted == ()
        assert only.mass == 1


def test_numbers_keep_their_draws_when_the_file_changes():
    a = draw_number("field.swing", {"uniform": [0, 1]}, 64, 5)
    np.testing.assert_allclose(np.sort(a), (np.arange(64) + 0.5) / 64)
    assert (a != draw_number("field.tilt", {"uniform": [0, 1]}, 64, 5)).any()
    beta = draw_number("q", {"beta": [6, 2]}, 4000, 1)
    assert beta.mean() == pytest.approx(0.75, abs=0.002)
    assert np.median(draw_number("m", {"lognormal": [0.03, 1.2]}, 1001, 1)) == pytest.approx(0.03)
    assert draw_number("h", {"half_normal": [2.0]}, 1000, 1).min() > 0


def test_spread_takes_path_noise_out():
    g = np.random.default_rng(2)
    chances = g.uniform(0.2, 0.4, 2000)
    seen = g.binomial(50, chances) / 50
    s, raw = spread(seen, 50), np.quantile(seen, [0.1, 0.9])
    assert s.low == pytest.approx(0.22, abs=0.01)
    assert s.high == pytest.approx(0.38, abs=0.01)
    assert raw[0] < s.low
    assert raw[1] > s.high
    same = spread(g.binomial(50, np.full(500, 0.3)) / 50, 50)
    assert same.high - same.low < 0.05


def test_paired_difference_covers():
    g = np.random.default_rng(2)
    hits = 0
    for _ in range(200):
        base = g.uniform(size=40)
        d = paired_difference(base, base + 0.1 + 0.05 * g.standard_normal(40))
        hits += d.low < 0.1 < d.high
    assert 165 <= hits <= 195


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: given_data_indices([[1.0]], [1.0, 2.0]), "sensitivity"),
        (lambda: sobol_indices(ishigami, 3, base=100), "power of two"),
        (lambda: patient_rule([[1.0]], [2.0]), "interest in"),
        (lambda: patient_rule([[1.0]], [1.0], peel=0.9), "peel"),
        (lambda: spread([0.1], 0), "spread"),
        (lambda: draw_number("x", {"cauchy": [1, 2]}, 3, 1), "x: must be a number"),
    ],
)
def test_bad_input_is_one_line(call, says):
    with pytest.raises(CourseError, match=says):
        call()
