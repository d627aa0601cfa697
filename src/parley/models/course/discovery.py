"""Scenario discovery: boxes of uncertain numbers in which an outcome is common (PRIM)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array


@dataclass(frozen=True)
class Box:
    """A box: `low` and `high` limits of each number (infinite where free), and how it does.

    `coverage` is the share of all interest that lies in the box, `density` the mean interest in it,
    `mass` its share of the draws. `restricted` lists the numbers it limits; `chance` gives for each
    of those the chance that a limit this good is luck (binomial, one-sided).
    """

    low: Array
    high: Array
    coverage: float
    density: float
    mass: float
    restricted: tuple[int, ...]
    chance: tuple[float, ...]


def patient_rule(
    numbers: ArrayLike, interest: ArrayLike, *, peel: float = 0.05, least_mass: float = 0.05
) -> tuple[Box, ...]:
    """Peel the space of uncertain numbers towards an outcome of interest.

    Parameters
    ----------
    numbers : array, shape (n_draws, n_numbers)
        Drawn numbers.
    interest : array, shape (n_draws,)
        How much of the outcome each draw shows, in [0, 1]: a chance, or 0 and 1 for cases.
    peel : float
        Share of the box's draws cut off at each step, in (0, 0.5).
    least_mass : float
        Peeling stops before the box holds less than this share of the draws.

    Returns
    -------
    tuple of Box
        The trajectory, from the whole space (first) to the smallest box (last): choose by coverage
        against density. Only the whole space where there is no interest, or nothing to cut.

    Notes
    -----
    Friedman and Fisher (1999), Statistics and Computing 9, 123-143, without pasting; the tests of
    limits follow Bryant and Lempert (2010), Technological Forecasting and Social Change 77(1),
    34-49. Ties: the first number, then the lower end. At each step the cut with the largest gain in
    density per draw cut off is taken.

    Examples
    --------
    >>> g = np.random.default_rng(1)
    >>> x = g.uniform(size=(2000, 3))
    >>> boxes = patient_rule(x, (x[:, 0] > .7) & (x[:, 2] < .4))
    >>> last = next(b for b in boxes if b.density > .95)
    >>> last.restricted, bool(last.coverage > .9)
    ((0, 2), True)
    """
    x, y = np.asarray(numbers, float), np.asarray(interest, float)
    if x.ndim != 2 or y.shape != x.shape[:1] or not ((y >= 0) & (y <= 1)).all():
        raise CourseError(
            f"discovery: need draws x numbers and an interest in [0, 1], got {x.shape}, {y.shape}"
        )
    if not (0 < peel < 0.5 and 0 < least_mass < 1):
        raise CourseError(
            f"discovery: peel in (0, 0.5), least_mass in (0, 1), got {peel}, {least_mass}"
        )
    low, high = np.full(x.shape[1], -np.inf), np.full(x.shape[1], np.inf)
    inside = np.ones(len(y), bool)
    boxes = [_box(x, y, inside, low, high)]
    while y.sum() > 0:
        cut = _best_cut(x, y, inside, peel)
        if cut is None:
            break
        number, limit, upper = cut
        keep = inside & (x[:, number] <= limit if upper else x[:, number] >= limit)
        if keep.sum() < least_mass * len(y):
            break
        inside = keep
        (high if upper else low)[number] = limit
        boxes.append(_box(x, y, inside, low, high))
    return tuple(boxes)


def _best_cut(x: Array, y: Array, inside: Any, peel: float) -> tuple[int, float, bool] | None:
    """The cut that raises density most per draw cut off; None where no cut raises it."""
    held = y[inside]
    best, mean = None, held.mean()
    gain = 1e-12
    for number in range(x.shape[1]):
        column = x[inside, number]
        for upper in (False, True):
            limit = np.quantile(column, 1 - peel if upper else peel, method="nearest")
            keep = column <= limit if upper else column >= limit
            if keep.all():  # ties at the end: cut the whole class
                keep = column < limit if upper else column > limit
                if not keep.any():
                    continue
                limit = column[keep].max() if upper else column[keep].min()
            per_cut = (held[keep].mean() - mean) / (1 - keep.mean())
            if per_cut > gain:
                best, gain = (number, float(limit), upper), per_cut
    return best


def _box(x: Array, y: Array, inside: Any, low: Array, high: Array) -> Box:
    """Describe a box."""
    limited = tuple(int(k) for k in np.flatnonzero(np.isfinite(low) | np.isfinite(high)))
    total = float(y.sum())
    return Box(
        low=low.copy(), high=high.copy(),
        coverage=float(y[inside].sum()) / total if total else 0.0,
        density=float(y[inside].mean()), mass=float(inside.mean()), restricted=limited,
        chance=tuple(_luck(x, y, inside, low, high, k) for k in limited),
    )  # fmt: skip


def _luck(x: Array, y: Array, inside: Any, low: Array, high: Array, number: int) -> float:
    """Chance of as much interest in the box if this number's limits did not matter."""
    from scipy.special import bdtrc

    freed = np.ones(len(y), bool)
    for k in range(x.shape[1]):
        if k != number:
            freed &= (x[:, k] >= low[k]) & (x[:, k] <= high[k])
    seen, size = float(y[inside].sum()), int(inside.sum())
    return float(bdtrc(np.ceil(seen - 1e-9) - 1, size, y[freed].mean())) if seen > 0 else 1.0
