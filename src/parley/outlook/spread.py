"""Per-draw frequencies → a number, its interval over draws, and its Monte Carlo error."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.outlook.document import LEVEL, Number

Array = NDArray[np.float64]
TAILS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
Z = 1.2816
"""Standard errors to each side that hold the level."""


def of_halves(halves: ArrayLike, sizes: tuple[int, int]) -> Number:
    """Return mean, interval and Monte Carlo error of a chance seen twice in each draw.

    Parameters
    ----------
    halves : array, shape (2, n)
        Share of the paths of each draw in which the thing happened, or a paired difference of such
        shares, in two independent sets of paths.
    sizes : (int, int)
        Paths per draw in each set.

    Returns
    -------
    Number
        The interval is the 10 to 90 % range over draws, shrunk towards the mean so that the noise
        of the paths is taken out, and never narrower than the mean's own Monte Carlo error,
        `mc_error`.

    Notes
    -----
    Variance components: Var(frequency) = Var(chance) + noise, the noise read off the difference of
    the two sets; each deviation from the mean is scaled by sqrt(Var(chance) / Var(frequency)), at
    least 0 (Searle, Casella & McCulloch 1992, Variance Components, ch. 3).

    Examples
    --------
    >>> n = of_halves([[0.1, 0.2, 0.3], [0.1, 0.2, 0.3]], (100, 100))
    >>> round(n.value, 6), tuple(round(v, 2) for v in n.interval)
    (0.2, (0.12, 0.28))
    """
    one, two = np.asarray(halves, float)
    a, b = sizes
    p = (a * one + b * two) / (a + b)
    noise = _noise(one, two, a, b)
    total = float(p.var(ddof=1)) if p.size > 1 else 0.0
    shrink = np.sqrt(max(total - noise, 0.0) / total) if total > 0 else 0.0
    error = float(np.sqrt(total / max(p.size, 1)))
    low, high = np.quantile(p.mean() + shrink * (p - p.mean()), TAILS)
    low = max(min(low, p.mean() - Z * error), p.min())
    high = min(max(high, p.mean() + Z * error), p.max())
    return Number(value=float(p.mean()), interval=(float(low), float(high)), mc_error=error)


def path_noise(halves: ArrayLike, sizes: tuple[int, int]) -> float:
    """Return the share of a chance's variance over the draws that is noise of its paths, 0 to 1.

    Parameters
    ----------
    halves, sizes : as for `of_halves`

    Examples
    --------
    >>> path_noise([[0.1, 0.2, 0.3], [0.1, 0.2, 0.3]], (100, 100))
    0.0
    """
    one, two = np.asarray(halves, float)
    a, b = sizes
    total = float(((a * one + b * two) / (a + b)).var(ddof=1)) if one.size > 1 else 0.0
    return min(1.0, _noise(one, two, a, b) / total) if total > 0 else 0.0


def _noise(one: Array, two: Array, a: int, b: int) -> float:
    """Variance that the paths add to a chance seen in both halves together."""
    return float(((one - two) ** 2).mean()) * a * b / (a + b) ** 2


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
