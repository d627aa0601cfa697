"""Which numbers carry a headline: variance of the draws, split over the estimates' origins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
RIDGE = 1e-9
"""Added to the diagonal, relative to the number of draws, so that twin columns do no harm."""
STRIKING = 3.0
"""How many standard errors from zero a single number's coefficient must lie to be named."""


@dataclass(frozen=True)
class Sensitivity:
    """Shares of the variance of one outcome over the draws.

    Attributes
    ----------
    groups : dict group -> share, all at least 0, summing to 1 (all 0 when nothing varies)
    drivers : (column, share of variance, sign of its effect), largest first; only those whose
        effect is more than `STRIKING` standard errors from zero
    explained : adjusted R squared of the regression on ranks, 0 to 1
    """

    groups: dict[str, float]
    drivers: tuple[tuple[str, float, int], ...]
    explained: float


def sensitivity(
    outcome: ArrayLike, columns: Mapping[str, ArrayLike], group_of: Mapping[str, str]
) -> Sensitivity:
    """Split the variance of an outcome over groups of uncertain numbers.

    Parameters
    ----------
    outcome : array, shape (n,)
        The outcome of each draw.
    columns : mapping name -> array, shape (n,)
        The drawn numbers; constant ones are ignored.
    group_of : mapping name -> group
        The group of each column. Groups without a varying column get 0.

    Returns
    -------
    Sensitivity

    Notes
    -----
    Regression of the outcome's ranks on the columns' ranks (Saltelli & Sobol 1995, Reliability
    Engineering & System Safety 50(3), 225-239, on rank regression). A group's share is its mean
    gain in adjusted R squared over all orders in which the groups can enter (Lindeman, Merenda &
    Gold 1980), scaled to sum to 1; the part that ranks do not explain is left out of the scale.
    With more columns than half the draws, each group keeps the columns most correlated with the
    outcome, so that the regression stays determined.

    Examples
    --------
    >>> x, y = np.arange(100.0), np.tile([0.0, 1.0], 50)
    >>> s = sensitivity(x + 0.1 * y, {"x": x, "y": y}, {"x": "stated", "y": "default"})
    >>> round(s.groups["stated"], 2), s.drivers[0][0]
    (1.0, 'x')
    """
    target = _ranks(np.asarray(outcome, float))
    names = [k for k, v in columns.items() if np.ptp(np.asarray(v, float)) > 0]
    groups = list(dict.fromkeys(group_of.values()))
    if np.ptp(target) == 0 or not names:
        return Sensitivity(dict.fromkeys(groups, 0.0), (), 0.0)
    matrix = np.stack([_ranks(np.asarray(columns[k], float)) for k in names], axis=1)
    names, matrix = _keep(names, matrix, target)
    labels = np.array([group_of[k] for k in names])
    gains = _group_gains(matrix, target, labels, [g for g in groups if g in labels])
    total = sum(gains.values())
    shares = {g: gains.get(g, 0.0) / total if total > 0 else 0.0 for g in groups}
    return Sensitivity(shares, _drivers(names, matrix, target), max(0.0, _fit(matrix, target)))


def _ranks(values: Array) -> Array:
    """Standardised ranks, ties averaged; zeros when nothing varies."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    rank = (last - (counts - 1) / 2)[inverse]
    spread = rank.std()
    return np.asarray((rank - rank.mean()) / spread) if spread > 0 else np.zeros(values.size)


def _keep(names: Sequence[str], matrix: Array, target: Array) -> tuple[list[str], Array]:
    """At most half as many columns as draws: those most correlated with the outcome."""
    limit = max(1, target.size // 2)
    if len(names) <= limit:
        return list(names), matrix
    best = np.sort(np.argsort(-np.abs(matrix.T @ target), kind="stable")[:limit])
    return [names[b] for b in best], matrix[:, best]


def _fit(matrix: Array, target: Array) -> float:
    """Adjusted R squared of a regression without intercept (all columns have mean 0)."""
    n, k = matrix.shape
    if k == 0:
        return 0.0
    gram = matrix.T @ matrix
    gram[np.diag_indices(k)] += RIDGE * n
    seen = matrix.T @ target
    left = 1 - float(seen @ np.linalg.solve(gram, seen)) / max(float(target @ target), 1e-300)
    return float(1 - left * (n - 1) / max(n - 1 - k, 1))


def _group_gains(
    matrix: Array, target: Array, labels: NDArray[np.str_], groups: Sequence[str]
) -> dict[str, float]:
    """Mean gain in fit of each group over all orders of entry, at least 0."""
    fits: dict[frozenset[str], float] = {}

    def fit(chosen: frozenset[str]) -> float:
        if chosen not in fits:
            fits[chosen] = max(0.0, _fit(matrix[:, np.isin(labels, sorted(chosen))], target))
        return fits[chosen]

    gains = dict.fromkeys(groups, 0.0)
    orders = list(permutations(groups))
    for order in orders:
        for place, group in enumerate(order):
            before = frozenset(order[:place])
            gains[group] += (fit(before | {group}) - fit(before)) / len(orders)
    return {g: max(0.0, v) for g, v in gains.items()}


def _drivers(
    names: Sequence[str], matrix: Array, target: Array
) -> tuple[tuple[str, float, int], ...]:
    """Single columns that matter: squared standardised coefficient and sign."""
    n, k = matrix.shape
    gram = np.linalg.inv(matrix.T @ matrix + RIDGE * n * np.eye(k))
    beta = gram @ matrix.T @ target
    residual = target - matrix @ beta
    error = np.sqrt(float(residual @ residual) / max(n - k - 1, 1) * np.maximum(np.diag(gram), 0))
    out = [
        (name, float(b * b), 1 if b > 0 else -1)
        for name, b, e in zip(names, beta, error, strict=True)
        if abs(b) > STRIKING * e
    ]
    return tuple(sorted(out, key=lambda row: (-row[1], row[0])))
