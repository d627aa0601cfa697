"""Scores of forecasts against what happened: chances, amounts, calibration, skill."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import LedgerError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bin:
    """Forecasts whose chance lies in [low, high): how many, their mean, and how often it happened.

    The last bin includes 1. `interval` is the 95 % Wilson interval of the share that happened.
    With no forecast, `mean`, `share` and `interval` are None.
    """

    low: float
    high: float
    n: int
    mean: float | None
    share: float | None
    interval: tuple[float, float] | None


def brier(chance: ArrayLike, happened: ArrayLike) -> Floats:
    """Return the Brier score of each chance: (chance - happened) squared, 0 best, 1 worst.

    Parameters
    ----------
    chance : array, shape (n,)
        Chance given to the event.
    happened : array, shape (n,)
        1 where it happened, 0 where not.

    Returns
    -------
    array, shape (n,)

    Raises
    ------
    LedgerError
        If the shapes differ, a chance is outside [0, 1] or an outcome is not 0 or 1.

    Notes
    -----
    Source: Brier (1950), Monthly Weather Review 78(1), 1-3; the half that counts the event alone.

    Examples
    --------
    >>> brier([0.9, 0.2], [1, 1]).round(2).tolist()
    [0.01, 0.64]
    """
    p, y = _pairs(chance, happened)
    return np.asarray((p - y) ** 2)


def log_score(chance: ArrayLike, happened: ArrayLike) -> Floats:
    """Return minus the natural log of the chance given to what happened: 0 best, infinite worst.

    A chance of 0 for what happened scores infinity; it is not cut off.

    Notes
    -----
    Source: Good (1952), Journal of the Royal Statistical Society B 14(1), 107-114.

    Examples
    --------
    >>> log_score([0.5, 0.25, 0.0], [1, 0, 1]).round(4).tolist()
    [0.6931, 0.2877, inf]
    """
    p, y = _pairs(chance, happened)
    given = np.where(y == 1.0, p, 1.0 - p)
    with np.errstate(divide="ignore"):
        return np.abs(-np.log(given))


def crps(quantiles: Sequence[tuple[float, float]], amount: float) -> float:
    """Return the continuous ranked probability score of quantiles, in the amount's unit.

    Parameters
    ----------
    quantiles : sequence of (level, amount)
        Levels rise within (0, 1), amounts do not fall. Between two levels the distribution
        function is straight; what lies below the first level is put at the first amount, and above
        the last at the last.
    amount : float
        What happened.

    Returns
    -------
    float
        0 best. With one quantile it is the absolute error.

    Raises
    ------
    LedgerError
        If there are no quantiles.

    Notes
    -----
    The integral of (F(x) - [x >= amount]) squared, piece by piece in closed form. Source: Matheson
    & Winkler (1976), Management Science 22(10), 1087-1096.

    Examples
    --------
    >>> crps([(0.5, 10.0)], 13.0)
    3.0
    >>> round(crps([(0.001, 0.0), (0.999, 1.0)], 0.5), 2)  # near uniform on [0, 1]: 1/12
    0.08
    """
    if not quantiles:
        raise LedgerError("a score of an amount needs quantiles, got none")
    levels = [q[0] for q in quantiles]
    xs = [q[1] for q in quantiles]
    score = max(0.0, xs[0] - amount) + max(0.0, amount - xs[-1])
    for k in range(len(xs) - 1):
        low, high = xs[k], xs[k + 1]
        if high <= low:
            continue
        middle = min(max(amount, low), high)
        at = levels[k] + (levels[k + 1] - levels[k]) * ((middle - low) / (high - low))
        score += _square(middle - low, levels[k], at)
        score += _square(high - middle, 1.0 - at, 1.0 - levels[k + 1])
    return score


def crps_sample(sample: ArrayLike, amount: float) -> float:
    """Return the CRPS of a forecast given as draws: E|x - amount| - E|x - x'| / 2.

    Parameters
    ----------
    sample : array, shape (n,), n at least 1
    amount : float

    Notes
    -----
    Of the empirical distribution of the draws. Source: Gneiting & Raftery (2007), JASA 102(477),
    359-378.

    Examples
    --------
    >>> crps_sample([1.0, 3.0], 2.0)
    0.5
    """
    x = np.sort(np.asarray(sample, float))
    n = len(x)
    if n == 0:
        raise LedgerError("a score of an amount needs draws, got none")
    spread = float(x @ (2.0 * np.arange(1, n + 1) - n - 1)) / n**2
    return float(np.abs(x - amount).mean()) - spread


def calibration(chance: ArrayLike, happened: ArrayLike, bins: int = 10) -> tuple[Bin, ...]:
    """Return forecasts in bins of equal width, with how often the event happened in each.

    Examples
    --------
    >>> [(b.n, b.share) for b in calibration([0.1, 0.2, 0.9, 1.0], [0, 1, 1, 1], bins=2)]
    [(2, 0.5), (2, 1.0)]
    """
    if bins < 1:
        raise LedgerError(f"bins must be at least 1, got {bins}")
    p, y = _pairs(chance, happened)
    # the small step keeps 0.3 * 10 = 2.9999… in the bin that starts at 0.3
    place = np.minimum((p * bins + 1e-9).astype(int), bins - 1)
    found = []
    for k in range(bins):
        inside = place == k
        n, events = int(inside.sum()), int(y[inside].sum())
        found.append(
            Bin(
                low=k / bins,
                high=(k + 1) / bins,
                n=n,
                mean=float(p[inside].mean()) if n else None,
                share=events / n if n else None,
                interval=wilson(events, n) if n else None,
            )
        )
    return tuple(found)


def skill(scores: ArrayLike, base: ArrayLike) -> float | None:
    """Return 1 - mean score / mean score of the base rate: 1 perfect, 0 no better, below 0 worse.

    None when there are no scores, or the base rate is perfect.

    Examples
    --------
    >>> skill([0.1, 0.1], [0.2, 0.2])
    0.5
    """
    ours, theirs = np.asarray(scores, float), np.asarray(base, float)
    if len(ours) == 0 or theirs.mean() == 0.0:
        return None
    return float(1.0 - ours.mean() / theirs.mean())


def bootstrap(
    scores: ArrayLike,
    base: ArrayLike | None = None,
    *,
    level: float = 0.9,
    resamples: int = 2000,
    rng: np.random.Generator | int | None = 0,
) -> tuple[float, float] | None:
    """Return the interval of a mean score, or of the skill when base scores are given.

    Questions are drawn with replacement, score and base score together; percentiles of the result.
    None with fewer than two scores, or when a score is infinite. Questions of one process lean on
    one another, so the true interval is wider.

    Notes
    -----
    Source: Efron (1979), Annals of Statistics 7(1), 1-26.

    Examples
    --------
    >>> low, high = bootstrap([0.0, 0.1, 0.2, 0.3])
    >>> 0.0 <= low < 0.15 < high <= 0.3
    True
    """
    ours = np.asarray(scores, float)
    theirs = None if base is None else np.asarray(base, float)
    if len(ours) < 2 or not np.isfinite(ours).all():
        return None
    generator = np.random.default_rng(rng)
    pick = generator.integers(0, len(ours), size=(resamples, len(ours)))
    means = ours[pick].mean(axis=1)
    if theirs is not None:
        against = theirs[pick].mean(axis=1)
        if not (against > 0).all():
            return None
        means = 1.0 - means / against
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def wilson(events: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share; n at least 1.

    Source: Wilson (1927), JASA 22, 209-212.

    Examples
    --------
    >>> [round(x, 3) for x in wilson(1, 10)]
    [0.018, 0.404]
    """
    z, share = 1.959963984540054, events / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _square(length: float, start: float, stop: float) -> float:
    """Integral of the square of a straight line from `start` to `stop` over a length."""
    return length * (start * start + start * stop + stop * stop) / 3.0


def _pairs(chance: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    """Chances and outcomes as arrays of one length, checked."""
    p, y = np.asarray(chance, float), np.asarray(happened, float)
    if p.shape != y.shape or p.ndim != 1:
        raise LedgerError(f"chances and outcomes must pair up, got {p.shape} and {y.shape}")
    if not ((p >= 0) & (p <= 1)).all():
        raise LedgerError(f"a chance must be in [0, 1], got {p[~((p >= 0) & (p <= 1))][0]}")
    if not np.isin(y, (0.0, 1.0)).all():
        raise LedgerError("an outcome must be 0 or 1")
    return p, y
