"""Sobol indices of groups of uncertain numbers, from runs whose outcome carries noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array

RESAMPLES = 400


@dataclass(frozen=True)
class GroupIndices:
    """Sobol indices of groups, each with its 90 % bootstrap interval over base points.

    `first` and `total` of shape (groups,), their intervals (groups, 2); `variance` that of the
    outcome without noise; `runs` of the model.
    """

    first: Array
    total: Array
    first_interval: Array
    total_interval: Array
    variance: float
    runs: int


def group_indices(
    at_a: ArrayLike, at_b: ArrayLike, at_mixed: ArrayLike, *, seed: int = 1
) -> GroupIndices:
    """Return first-order and total indices of groups of numbers.

    Parameters
    ----------
    at_a, at_b : arrays, shape (2, n)
        Outcome at two independent samples of every number, each seen twice with independent noise.
    at_mixed : array, shape (groups, 2, n)
        Outcome with the numbers of one group taken from the second sample, the others from the
        first.
    seed : int
        Of the bootstrap.

    Returns
    -------
    GroupIndices
        Unbounded estimates: one near 0 may fall below it. All 0 where nothing varies.

    Raises
    ------
    CourseError
        If the shapes do not fit, or there are fewer than 8 base points.

    Notes
    -----
    Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Computer Physics
    Communications 181(2), 259-270, for groups: the first order from products of B with (mixed - A),
    the total from Jansen's squares. Each product pairs one noisy sight with the other, so that
    noise drops out of every mean.

    Examples
    --------
    >>> g = np.random.default_rng(1)
    >>> a, b = g.uniform(size=(2, 5000, 2))
    >>> f = lambda x: np.tile(x[:, 0] + 2 * x[:, 1], (2, 1))
    >>> mixed = [f(np.c_[b[:, 0], a[:, 1]]), f(np.c_[a[:, 0], b[:, 1]])]
    >>> group_indices(f(a), f(b), mixed).total.round(1).tolist()
    [0.2, 0.8]
    """
    a, b, m = (np.asarray(v, float) for v in (at_a, at_b, at_mixed))
    if a.ndim != 2 or len(a) != 2 or b.shape != a.shape or m.shape[1:] != a.shape or m.ndim != 3:
        raise CourseError(f"groups: need (2, n), (2, n), (groups, 2, n), got {a.shape}, {m.shape}")
    n = a.shape[1]
    if n < 8:
        raise CourseError(f"groups: need at least 8 base points, got {n}")
    rows = np.random.default_rng(seed).integers(0, n, (RESAMPLES, n))
    first, total, variance = _indices(a, b, m, np.arange(n)[None])
    some = [_indices(a, b, m, part)[:2] for part in np.array_split(rows, 20)]
    spread = [np.quantile(np.concatenate([s[k] for s in some]), (0.05, 0.95), axis=0).T
              for k in (0, 1)]  # fmt: skip
    return GroupIndices(
        first[0], total[0], spread[0], spread[1], float(variance[0]), n * (len(m) + 2)
    )


def _indices(a: Array, b: Array, m: Array, rows: Any) -> tuple[Array, Array, Array]:
    """First order, total and variance for each row of base points: (rows, groups) and (rows,)."""
    one_a, two_a, one_b, two_b = (v[rows] for v in (a[0], a[1], b[0], b[1]))
    mean = (one_a + two_a + one_b + two_b).mean(axis=1) / 4
    square = ((one_a * two_a).mean(axis=1) + (one_b * two_b).mean(axis=1)) / 2
    variance = square - mean**2
    firsts, totals = [], []
    for group in m:
        one, two = group[0][rows] - one_a, group[1][rows] - two_a
        centred = (one_b - mean[:, None], two_b - mean[:, None])
        firsts.append(((centred[0] * two).mean(axis=1) + (centred[1] * one).mean(axis=1)) / 2)
        totals.append((one * two).mean(axis=1) / 2)
    scale = np.where(variance > 1e-15, variance, np.inf)[:, None]
    return np.stack(firsts, axis=1) / scale, np.stack(totals, axis=1) / scale, variance
