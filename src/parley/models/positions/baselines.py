"""Point forecasts that any model must beat: means, median, mid-range, status quo, climatology.

All take positions of shape (..., n) with weights that broadcast against them, so that one call
serves one issue or ten thousand draws. On 353 decisions of the European Union (Arregui & Perarnaud
2022, doi:10.34810/data53) the means did better than the median and than the expected-utility model.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import PositionError
from parley.models.positions.model import Floats, Issue


@dataclass(frozen=True)
class Baselines:
    """Point forecasts for one issue, in its unit; `status_quo` is None when none is named."""

    mean: float
    weighted_mean: float
    weighted_median: float
    mid_range: float
    climatology: float
    status_quo: float | None


def mean(positions: ArrayLike) -> Floats:
    """Return the unweighted mean of the positions along the last axis.

    Examples
    --------
    >>> float(mean([4, 7, 10]))
    7.0
    """
    return np.asarray(np.asarray(positions, dtype=np.float64).mean(axis=-1))


def weighted_mean(positions: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the compromise: the mean of the positions, weighted, along the last axis.

    Parameters
    ----------
    positions : array, shape (..., n)
        Ideal points, any unit.
    weights : array, broadcasting against positions
        Capability times salience, at least 0.

    Returns
    -------
    array, shape (...)
        In the unit of the positions.

    Raises
    ------
    PositionError
        If the weights of any row sum to zero.

    Notes
    -----
    Source: the compromise model of Van den Bos (1991) and Achen (2006), "Institutional realism and
    bargaining models", in Thomson et al., The European Union Decides, ch. 4.

    Examples
    --------
    >>> float(weighted_mean([0, 10], [3, 1]))
    2.5
    """
    x = np.asarray(positions, dtype=np.float64)
    w = np.asarray(weights, dtype=np.float64)
    x, w = np.broadcast_arrays(x, w)
    return np.asarray(np.einsum("...i,...i->...", x, w) / _total(w))


def weighted_median(positions: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the lower weighted median: the least position with half of the weight at or below it.

    Parameters and errors are those of `weighted_mean`. It is the Condorcet winner when each actor's
    loss grows with distance and votes weigh as given (Black 1948, Journal of Political Economy 56,
    23-34). Ties: the lower position. Half of the weight is tested with a tolerance of 1e-12 of the
    total, so that equal halves are seen as equal.

    Examples
    --------
    >>> float(weighted_median([4, 7, 10, 10], [2, 1, 1, 1]))
    7.0
    >>> float(weighted_median([0, 10], [1, 1]))
    0.0
    """
    x = np.asarray(positions, dtype=np.float64)
    w = np.asarray(weights, dtype=np.float64)
    x, w = np.broadcast_arrays(x, w)
    total = _total(w)
    order = np.argsort(x, axis=-1)  # the order among equal positions does not matter
    cumulated = np.cumsum(np.take_along_axis(w, order, axis=-1), axis=-1)
    first = np.argmax(cumulated >= (0.5 - 1e-12) * total[..., None], axis=-1)
    at = np.take_along_axis(order, first[..., None], axis=-1)
    return np.asarray(np.take_along_axis(x, at, axis=-1)[..., 0])


def mid_range(positions: ArrayLike) -> Floats:
    """Return the middle between the lowest and the highest position along the last axis.

    Examples
    --------
    >>> float(mid_range([0, 1, 10]))
    5.0
    """
    x = np.asarray(positions, dtype=np.float64)
    return np.asarray((x.min(axis=-1) + x.max(axis=-1)) / 2)


def baselines(issue: Issue) -> Baselines:
    """Return every point forecast for an issue, in its unit.

    Climatology is the middle of the scale: what to say when nothing is known of the actors.

    Examples
    --------
    >>> b = baselines(Issue(["A", "B", "C"], [0, 10, 50], [1, 1, 1], [1, 1, 2], high=100))
    >>> b.mean, b.weighted_mean, b.weighted_median, b.mid_range
    (20.0, 27.5, 10.0, 25.0)
    """
    return Baselines(
        mean=float(mean(issue.x)),
        weighted_mean=float(weighted_mean(issue.x, issue.weights)),
        weighted_median=float(weighted_median(issue.x, issue.weights)),
        mid_range=float(mid_range(issue.x)),
        climatology=(issue.low + issue.high) / 2,
        status_quo=issue.status_quo,
    )


def _total(w: Floats) -> Floats:
    """Sum of the weights along the last axis, which must be above zero."""
    total = w.sum(axis=-1)
    if not np.all(total > 0):
        raise PositionError("the weights (capability times salience) must sum to more than 0")
    return np.asarray(total)
