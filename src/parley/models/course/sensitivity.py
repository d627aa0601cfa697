"""How much of an outcome's variance each uncertain number carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array


@dataclass(frozen=True)
class Indices:
    """Variance-based indices, one per number: `first` order, and `total` order where computed.

    `variance` is that of the outcome with the noise of the paths removed; `runs` of the model.
    """

    first: Array
    total: Array | None
    variance: float
    runs: int


def given_data_indices(
    numbers: ArrayLike, outcome: ArrayLike, *, noise: float = 0.0, bins: int | None = None
) -> Indices:
    """First-order indices from draws that were made anyway.

    Parameters
    ----------
    numbers : array, shape (n_draws, n_numbers)
        Drawn numbers, any distribution.
    outcome : array, shape (n_draws,)
        Outcome of each draw.
    noise : float
        Variance that the finite number of paths adds to an outcome, as p (1 - p) / paths.
    bins : int, optional
        Classes of equal count of each number; about the cube root of the draws by default.

    Returns
    -------
    Indices
        `first` in [0, 1], less the share that chance alone would give; `total` None. All 0 where
        the outcome does not vary. A number that does not vary has 0.

    Notes
    -----
    Variance over classes of the outcome's mean in the class, over the variance of the outcome:
    Plischke, Borgonovo and Smith (2013), European Journal of Operational Research 226(3), 536-550.
    With k classes of n draws chance gives (k - 1) / (n - 1), which is taken off.

    Examples
    --------
    >>> g = np.random.default_rng(1)
    >>> x = g.uniform(size=(4000, 2))
    >>> given_data_indices(x, 2 * x[:, 0] + x[:, 1]).first.round(1).tolist()
    [0.8, 0.2]
    """
    x, y = np.asarray(numbers, float), np.asarray(outcome, float)
    if x.ndim != 2 or y.shape != x.shape[:1]:
        raise CourseError(f"sensitivity: need draws x numbers and draws, got {x.shape}, {y.shape}")
    n = len(y)
    total = y.var() if n else 0.0
    variance = max(float(total - noise), 0.0)
    first = np.zeros(x.shape[1])
    if n < 8 or variance <= 0:
        return Indices(first, None, variance, n)
    k = bins or max(2, round(n ** (1 / 3)))
    edges = np.linspace(0, n, k + 1).astype(int)
    for c in range(x.shape[1]):
        if np.ptp(x[:, c]) == 0:
            continue
        sums = np.add.reduceat(y[np.argsort(x[:, c], kind="stable")], edges[:-1])
        count = np.diff(edges)
        between = float((count * (sums / count - y.mean()) ** 2).sum() / n)
        first[c] = (between - total * (k - 1) / (n - 1)) / variance
    return Indices(np.clip(first, 0, 1), None, variance, n)


def sobol_indices(
    model: Callable[[Array], ArrayLike], numbers: int, *, base: int = 512, seed: int = 1
) -> Indices:
    """First-order and total indices by designed runs of the model.

    Parameters
    ----------
    model : function
        Takes quantiles, shape (runs, numbers), each in (0, 1), and gives runs outcomes. Use the
        same shocks in every run, so that the paths' noise does not pass for interaction.
    numbers : int
        Uncertain numbers.
    base : int
        Base points, a power of two; the model runs `base (numbers + 2)` times.
    seed : int
        Seed of the scrambling.

    Returns
    -------
    Indices

    Notes
    -----
    Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Computer Physics
    Communications 181(2), 259-270: Saltelli's estimator of the first order and Jansen's of the
    total, on a scrambled Sobol sequence.

    Examples
    --------
    >>> s = sobol_indices(lambda u: u[:, 0] + 2 * u[:, 1], 2)
    >>> s.first.round(2).tolist(), s.total.round(2).tolist()
    ([0.2, 0.8], [0.2, 0.8])
    """
    if numbers < 1 or base < 2 or base & (base - 1):
        raise CourseError(f"sobol: base must be a power of two, got {base} for {numbers} numbers")
    from scipy.stats import qmc

    points = qmc.Sobol(2 * numbers, scramble=True, rng=np.random.default_rng(seed)).random(base)
    points = np.clip(points, 1e-9, 1 - 1e-9)
    a, b = points[:, :numbers], points[:, numbers:]
    mixed = []
    for k in range(numbers):
        one = a.copy()
        one[:, k] = b[:, k]
        mixed.append(one)
    y = np.asarray(model(np.concatenate([a, b, *mixed])), float).reshape(numbers + 2, base)
    at_a, at_b, at_mixed = y[0], y[1], y[2:]
    variance = float(y[:2].var())
    if variance <= 0:
        return Indices(np.zeros(numbers), np.zeros(numbers), 0.0, y.size)
    first = (at_b * (at_mixed - at_a)).mean(1) / variance
    total = ((at_a - at_mixed) ** 2).mean(1) / (2 * variance)
    return Indices(np.clip(first, 0, 1), total, variance, y.size)
