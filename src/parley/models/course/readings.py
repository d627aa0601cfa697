"""Readings of paths: intervals over draws without path noise, and paired differences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array


@dataclass(frozen=True)
class Spread:
    """A chance averaged over draws: `value`, `low` and `high` over draws, `mc_error` of the value.

    `low` and `high` bound the middle `level` of draws with the noise of the paths removed;
    `mc_error` is the 90 % half-width that the number of paths leaves. Shape of the months.
    """

    value: Array
    low: Array
    high: Array
    mc_error: Array
    level: float


def spread(shares: ArrayLike, paths: int, *, level: float = 0.8) -> Spread:
    """Mean and interval over draws of a share of paths, parameter and path uncertainty apart.

    Parameters
    ----------
    shares : array, shape (n_draws, ...)
        Share of `paths` paths, by draw.
    paths : int
        Paths of each draw.
    level : float
        Share of draws in the interval.

    Notes
    -----
    A share's variance over draws is that of its chance plus the paths' mean of p (1 - p) / paths.
    Draws are drawn towards the mean until only the first part is left. With one draw, or none but
    noise, the interval is the value.

    Examples
    --------
    >>> s = spread([[.2], [.4], [.6]], 10_000)
    >>> round(float(s.value[0]), 3), bool(s.low[0] < .3 < .5 < s.high[0])
    (0.4, True)
    """
    p = np.asarray(shares, float)
    if p.ndim < 1 or not len(p) or paths < 1 or not 0 < level < 1:
        raise CourseError(
            f"spread: need draws, paths and a level in (0, 1), got {p.shape}, {paths}"
        )
    mean = p.mean(0)
    noise = (p * (1 - p)).mean(0) / max(paths - 1, 1)
    total = p.var(0, ddof=1) if len(p) > 1 else np.zeros_like(mean)
    kept = np.sqrt(
        np.clip(1 - np.divide(noise, total, out=np.ones_like(total), where=total > 0), 0, 1)
    )
    low, high = np.quantile(mean + kept * (p - mean), [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Spread(mean, low, high, 1.645 * np.sqrt(noise / len(p)), level)


def paired_difference(base: ArrayLike, changed: ArrayLike, *, level: float = 0.9) -> Spread:
    """Mean difference of two runs with the same shocks, and its interval.

    Parameters
    ----------
    base, changed : array, shape (n_draws, ...)
        Shares by draw of the two runs, same seed and paths.
    level : float
        Level of the interval of the mean, over draws and paths together.

    Notes
    -----
    The interval is that of the mean of paired differences, so noise common to both runs is gone.

    Examples
    --------
    >>> d = paired_difference([[.2], [.4]], [[.25], [.46]])
    >>> round(float(d.value[0]), 3), bool(d.low[0] < .055 < d.high[0])
    (0.055, True)
    """
    from scipy.special import ndtri

    d = np.asarray(changed, float) - np.asarray(base, float)
    error = d.std(0, ddof=1) / np.sqrt(len(d)) if len(d) > 1 else np.full(d.shape[1:], np.nan)
    half = float(ndtri((1 + level) / 2)) * error
    return Spread(d.mean(0), d.mean(0) - half, d.mean(0) + half, half, level)
