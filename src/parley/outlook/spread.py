"""Per-draw frequencies → a number, its interval over draws, and its Monte Carlo error."""

import numpy as np
from numpy.typing import ArrayLike

from parley.outlook.document import LEVEL, Number

TAILS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)


def of_frequencies(frequency: ArrayLike, paths: int, variance: ArrayLike | None = None) -> Number:
    """Return mean, interval and Monte Carlo error of a chance seen as a frequency in each draw.

    Parameters
    ----------
    frequency : array, shape (n,)
        Share of the paths of each draw in which the thing happened (or a paired difference).
    paths : int
        Paths per draw.
    variance : array, shape (n,), optional
        Variance over the paths of one draw; p (1 - p) when None.

    Returns
    -------
    Number
        The interval is the 10 to 90 % range over draws, shrunk towards the mean so that the noise
        of the paths is taken out; `mc_error` is the standard error of the mean over draws and
        paths.

    Notes
    -----
    Variance components: Var(frequency) = Var(chance) + mean of the path variance / paths, so each
    deviation from the mean is scaled by sqrt(Var(chance) / Var(frequency)), at least 0 (Searle,
    Casella & McCulloch 1992, Variance Components, ch. 3).

    Examples
    --------
    >>> n = of_frequencies([0.1, 0.2, 0.3], paths=1_000_000)
    >>> round(n.value, 6), tuple(round(v, 2) for v in n.interval)
    (0.2, (0.12, 0.28))
    """
    p = np.asarray(frequency, float)
    spread = p * (1 - p) if variance is None else np.asarray(variance, float)
    noise = float(spread.mean()) / max(paths - 1, 1)
    total = float(p.var(ddof=1)) if p.size > 1 else 0.0
    shrink = np.sqrt(max(total - noise, 0.0) / total) if total > 0 else 0.0
    low, high = np.quantile(p.mean() + shrink * (p - p.mean()), TAILS)
    return Number(
        value=float(p.mean()),
        interval=(float(low), float(high)),
        mc_error=float(np.sqrt(total / max(p.size, 1))),
    )


def of_draws(values: ArrayLike) -> Number:
    """Return mean and 10-90 % range of a number that each draw gives exactly.

    Examples
    --------
    >>> of_draws([1.0, 1.0]).interval
    (1.0, 1.0)
    """
    v = np.asarray(values, float)
    low, high = np.quantile(v, TAILS)
    return Number(value=float(v.mean()), interval=(float(low), float(high)))
