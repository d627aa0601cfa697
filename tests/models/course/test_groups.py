"""Sobol indices of groups, with and without noise."""

import numpy as np
import pytest
from scipy.stats import qmc

from parley.errors import CourseError
from parley.models.course.groups import group_indices

# Ishigami and Homma (1990), a = 7, b = 0.1, as printed by Saltelli et al. (2008), table 4.1
FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)


def ishigami(x: np.ndarray) -> np.ndarray:
    y = np.pi * (2 * x - 1)
    return np.sin(y[:, 0]) + 7 * np.sin(y[:, 1]) ** 2 + 0.1 * y[:, 2] ** 4 * np.sin(y[:, 0])


def runs(n: int, sd: float, groups: list[list[int]], seed: int = 1) -> tuple:
    g = np.random.default_rng(seed)
    u = qmc.Sobol(6, scramble=True, rng=g).random(n)
    a, b = u[:, :3], u[:, 3:]

    def seen(x: np.ndarray) -> np.ndarray:
        return ishigami(x) + sd * g.standard_normal((2, n))

    mixed = []
    for columns in groups:
        one = a.copy()
        one[:, columns] = b[:, columns]
        mixed.append(seen(one))
    return seen(a), seen(b), np.stack(mixed)


def test_ishigami() -> None:
    s = group_indices(*runs(8192, 0.0, [[0], [1], [2]]))
    np.testing.assert_allclose(s.first, FIRST, atol=0.02)
    np.testing.assert_allclose(s.total, TOTAL, atol=0.02)
    assert s.variance == pytest.approx(13.8446, rel=0.02)
    assert s.runs == 8192 * 5
    assert (s.first_interval[:, 0] <= s.first).all()
    assert (s.first <= s.first_interval[:, 1]).all()


def test_groups_share_what_their_members_do_together() -> None:
    s = group_indices(*runs(8192, 0.0, [[0, 2], [1]]))
    np.testing.assert_allclose(s.total, (0.5576, 0.4424), atol=0.02)
    np.testing.assert_allclose(s.first, s.total, atol=0.03)


def test_noise_as_large_as_the_signal_drops_out() -> None:
    s = group_indices(*runs(16384, 3.7, [[0], [1], [2]]))
    np.testing.assert_allclose(s.first, FIRST, atol=0.08)
    np.testing.assert_allclose(s.total, TOTAL, atol=0.08)


def test_intervals_cover() -> None:
    hits = 0
    for seed in range(40):
        s = group_indices(*runs(512, 2.0, [[0], [1], [2]], seed), seed=seed)
        hits += int(s.total_interval[1, 0] <= TOTAL[1] <= s.total_interval[1, 1])
    assert hits >= 30


def test_nothing_that_varies_gives_zeros() -> None:
    flat = np.full((2, 16), 0.3)
    s = group_indices(flat, flat, np.stack([flat]))
    assert s.first.tolist() == [0.0]
    assert s.total.tolist() == [0.0]


@pytest.mark.parametrize("shape", [(2, 4), (3, 16)])
def test_bad_shapes_are_one_line(shape: tuple[int, int]) -> None:
    with pytest.raises(CourseError, match="groups: need"):
        group_indices(np.zeros(shape), np.zeros(shape), np.zeros((1, *shape)))
