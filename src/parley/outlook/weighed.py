"""Batches of conditioned runs → one number: mean, interval over weighted draws, its error."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.models.course.updating import Posterior
from parley.outlook.document import Number
from parley.outlook.spread import TAILS, Z

Array = NDArray[np.float64]


def pooled_number(runs: Sequence[Posterior], w: Array, month: int, phases: Sequence[int]) -> Number:
    """Return the chance of some phases at a month, its interval over draws, and its error.

    Parameters
    ----------
    runs : at least two, of the same course and observations, with other shocks
    w : (runs,), the chance that each gives what was observed, up to a factor
    month, phases : the chance wanted

    Returns
    -------
    Number
        The weighted 10 to 90 % range over draws, each deviation from the mean shrunk by the part
        of the variance that the runs' disagreement explains (as in `spread.of_halves`).
    """
    part = np.stack([r.by_draw[:, month, list(phases)].sum(1) for r in runs])
    whole = np.stack([r.draw_weight for r in runs])
    each = part.sum(1)
    value = float(w @ each / w.sum())
    error = float(np.sqrt(np.sum((w / w.sum()) ** 2 * (each - value) ** 2)))
    half = np.arange(len(runs)) < len(runs) // 2
    sets = [(w[k] @ part[k], w[k] @ whole[k]) for k in (half, ~half)]
    weight: Array = sets[0][1] + sets[1][1]
    mean = np.divide(sets[0][0] + sets[1][0], weight, out=np.full(weight.shape, value),
                     where=weight > 0)  # fmt: skip
    one, two = (np.divide(a, b, out=mean.copy(), where=b > 0) for a, b in sets)
    weight = weight / weight.sum()
    noise = float(weight @ (one - two) ** 2) / 4
    total = float(weight @ (mean - value) ** 2)
    shrink = np.sqrt(max(total - noise, 0.0) / total) if total > 0 else 0.0
    low, high = weighted_quantiles(value + shrink * (mean - value), weight)
    ess = 1 / float((weight**2).sum())
    error = max(error, float(np.sqrt(total / ess)))
    value = min(1.0, max(0.0, value))
    low = max(0.0, min(low, value - Z * error))
    high = min(1.0, max(high, value + Z * error, value))
    return Number(value=value, interval=(min(low, value), high), mc_error=error)


def weighted_quantiles(values: Array, weight: Array) -> tuple[float, float]:
    """Return the two tails of weighted values: the smallest value with so much weight up to it.

    Parameters
    ----------
    values, weight : (n,), the weights summing to 1

    Examples
    --------
    >>> weighted_quantiles(np.array([3.0, 1.0, 2.0]), np.array([0.15, 0.7, 0.15]))
    (1.0, 3.0)
    """
    order = np.argsort(values, kind="stable")
    at = np.minimum(np.searchsorted(np.cumsum(weight[order]), TAILS), values.size - 1)
    low, high = values[order][at]
    return float(low), float(high)
