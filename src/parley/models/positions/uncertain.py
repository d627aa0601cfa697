"""Uncertain inputs: draws of positions, salience and capability, and whose move matters most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import PositionError
from parley.models.positions.baselines import weighted_mean, weighted_median
from parley.models.positions.distribution import (
    Fit,
    Rows,
    as_rows,
    forecast_cdf,
    forecast_means,
    option_probabilities,
    shipped_fit,
)
from parley.models.positions.forecast import CELLS, FINE
from parley.models.positions.model import Floats, Issue

INPUTS = ("position", "salience", "capability")


@dataclass(frozen=True, eq=False)
class Ranges:
    """Lowest and highest value that each input may take; the issue's own value is the likeliest.

    Attributes
    ----------
    position, salience, capability : (array, array), each of shape (n,)
        Low and high ends, in the issue's unit for positions.
    """

    position: tuple[Floats, Floats]
    salience: tuple[Floats, Floats]
    capability: tuple[Floats, Floats]


@dataclass(frozen=True, eq=False)
class UncertainForecast:
    """The forecast when inputs are uncertain, in the issue's unit.

    Attributes
    ----------
    grid, density : array, shape (100,)
        As in `Forecast`, averaged over the draws.
    mean : float
        Of the averaged distribution.
    interval80 : (float, float)
        As in `Forecast`.
    weighted_mean, weighted_median : (float, float)
        10 % to 90 % of those points over the draws: what the inputs leave open, model error apart.
    options : dict of str to (float, float, float)
        Chance of each option: mean, and 10 % and 90 % over the draws.
    drivers : tuple of (str, str, float)
        Actor, input, and squared rank correlation with the weighted mean, largest first.
    draws : int
        As asked.
    """

    grid: Floats
    density: Floats
    mean: float
    interval80: tuple[float, float]
    weighted_mean: tuple[float, float]
    weighted_median: tuple[float, float]
    options: dict[str, tuple[float, float, float]]
    drivers: tuple[tuple[str, str, float], ...]
    draws: int


@dataclass(frozen=True)
class Move:
    """What one actor can do to the forecast's mean, in the issue's unit.

    Attributes
    ----------
    actor : str
        Whose move.
    to_low, to_high : float
        Change of the mean if it takes up the low or the high end of the scale.
    indifferent : float
        Change if it stops caring (salience 0); 0 when no one else has weight.
    doubled : float
        Change if its capability doubles.
    reach : float
        Largest of the four in size.
    """

    actor: str
    to_low: float
    to_high: float
    indifferent: float
    doubled: float
    reach: float


def ranges_about(
    issue: Issue, *, position: float = 0.1, salience: float = 0.2, capability: float = 1.5
) -> Ranges:
    """Return ranges about an issue's values.

    Parameters
    ----------
    issue : Issue
        The likeliest values.
    position : float
        Half-width, in shares of the scale.
    salience : float
        Half-width.
    capability : float
        Factor either way, at least 1.

    Examples
    --------
    >>> ranges_about(Issue(["A"], [0.5], [0.9], [2]), capability=2).capability
    (array([1.]), array([4.]))
    """
    if position < 0 or salience < 0 or capability < 1:
        raise PositionError(
            "half-widths must be at least 0 and the factor of capability at least 1, "
            f"got {position:g}, {salience:g}, {capability:g}"
        )
    step = position * (issue.high - issue.low)
    return Ranges(
        position=(np.maximum(issue.x - step, issue.low), np.minimum(issue.x + step, issue.high)),
        salience=(np.maximum(issue.s - salience, 0), np.minimum(issue.s + salience, 1)),
        capability=(issue.c / capability, issue.c * capability),
    )


def draw_inputs(
    issue: Issue, ranges: Ranges, draws: int, *, rng: np.random.Generator | int | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return positions (unit scale), saliences and capabilities, each of shape (draws, n).

    Triangular between the ends with the peak at the issue's value. Actors that stand on one point
    share the draw of where it lies, so that they stay on one point when their ranges are the same.
    A draw in which no one would have weight keeps the issue's own saliences and capabilities.
    """
    g = rng if isinstance(rng, np.random.Generator) else np.random.default_rng(rng)
    if draws < 1:
        raise PositionError(f"draws must be at least 1, got {draws}")
    _check(issue, ranges)
    points, which = np.unique(issue.x, return_inverse=True)
    u = g.random((draws, len(points)))[:, which]
    x = issue.to_unit(_triangular(u, *ranges.position, issue.x))
    s = _triangular(g.random((draws, len(issue.x))), *ranges.salience, issue.s)
    c = _triangular(g.random((draws, len(issue.x))), *ranges.capability, issue.c)
    weightless = (s * c).sum(axis=1) <= 0
    s[weightless], c[weightless] = issue.s, issue.c
    return x, s, c


def uncertain_forecast(
    issue: Issue,
    ranges: Ranges,
    *,
    draws: int = 1000,
    fit: Fit | None = None,
    rng: np.random.Generator | int | None = None,
) -> UncertainForecast:
    """Return the forecast of an issue whose inputs are known as ranges.

    Parameters
    ----------
    issue : Issue
        The likeliest values.
    ranges : Ranges
        Ends of each input.
    draws : int
        At least 1.
    fit : Fit, optional
        The shipped one when None.
    rng : Generator, int or None
        Same seed, same answer.

    Examples
    --------
    >>> issue = Issue(["A", "B"], [0.2, 0.8], [0.5, 0.5], [1, 1])
    >>> f = uncertain_forecast(issue, ranges_about(issue), draws=200, rng=1)
    >>> f.interval80[0] < f.weighted_mean[0] < 0.5 < f.weighted_mean[1] < f.interval80[1]
    True
    """
    fit = shipped_fit() if fit is None else fit
    x, s, c = draw_inputs(issue, ranges, draws, rng=rng)
    rows = as_rows(x, s * c, _status_quo(issue))
    points = np.linspace(0, 1, FINE + 1)
    cdf = forecast_cdf(rows, points, fit).mean(axis=0)
    step = FINE // CELLS
    mass = np.diff(cdf[::step], prepend=0.0)
    mass[1] += mass[0]
    ends = [float(points[int(np.argmax(cdf >= q - 1e-12))]) for q in (fit.tail, 1 - fit.tail)]
    centre, middle = weighted_mean(x, s * c), weighted_median(x, s * c)
    return UncertainForecast(
        grid=issue.from_unit((np.arange(CELLS) + 0.5) / CELLS),
        density=mass[1:] * CELLS / (issue.high - issue.low),
        mean=float(issue.from_unit(forecast_means(rows, fit).mean())),
        interval80=(float(issue.from_unit(ends[0])), float(issue.from_unit(ends[1]))),
        weighted_mean=_between(issue, centre),
        weighted_median=_between(issue, middle),
        options=_options(issue, rows, fit),
        drivers=_drivers(issue, (x, s, c), centre),
        draws=draws,
    )


def sensitivity(issue: Issue, *, fit: Fit | None = None) -> tuple[Move, ...]:
    """Return what each actor's move would do to the forecast, the widest reach first.

    Ties keep the order of the actors. Moves are one at a time, all else as it stands.

    Examples
    --------
    >>> issue = Issue(["small", "large"], [0.3, 0.7], [1, 1], [1, 5])
    >>> [m.actor for m in sensitivity(issue)]
    ['large', 'small']
    """
    fit = shipped_fit() if fit is None else fit
    n = len(issue.x)
    x = np.tile(issue.unit_positions, (4 * n + 1, 1))
    w = np.tile(issue.weights, (4 * n + 1, 1))
    own = np.arange(n)
    x[own, own], x[n + own, own] = 0.0, 1.0
    w[2 * n + own, own] = 0.0
    w[3 * n + own, own] *= 2
    weightless = w.sum(axis=1) <= 0
    w[weightless] = issue.weights
    means = forecast_means(as_rows(x, w, _status_quo(issue)), fit)
    change = (means[:-1] - means[-1]).reshape(4, n) * (issue.high - issue.low)
    moves = []
    for i, actor in enumerate(issue.actors):
        low, high, none, double = (float(v) for v in change[:, i])
        reach = max(abs(low), abs(high), abs(none), abs(double))
        moves.append(Move(actor, low, high, none, double, reach))
    return tuple(sorted(moves, key=lambda m: -m.reach))


def _check(issue: Issue, ranges: Ranges) -> None:
    """Each range must hold the issue's value and stay within what the input may be."""
    limits = {
        "position": (issue.x, issue.low, issue.high),
        "salience": (issue.s, 0.0, 1.0),
        "capability": (issue.c, 0.0, np.inf),
    }
    for name in INPUTS:
        low, high = (np.asarray(v, dtype=np.float64) for v in getattr(ranges, name))
        mode, least, most = limits[name]
        if low.shape != mode.shape or high.shape != mode.shape:
            raise PositionError(f"range of {name}: must be one number per actor")
        ok = (least <= low) & (low <= mode) & (mode <= high) & (high <= most) & (high < np.inf)
        if not ok.all():
            i = int(np.argmin(ok))
            raise PositionError(
                f"range of {name} of {issue.actors[i]} on {issue.name!r}: must hold "
                f"{mode[i]:g} and stay within its limits, got {low[i]:g} to {high[i]:g}"
            )


def _triangular(u: Floats, low: ArrayLike, high: ArrayLike, mode: Floats) -> Floats:
    """Triangular quantiles at u, shape (D, n); a range of no width gives its value."""
    a, b = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    width = np.where(b > a, b - a, 1.0)
    split = (mode - a) / width
    up = a + np.sqrt(u * width * (mode - a))
    down = b - np.sqrt((1 - u) * width * (b - mode))
    return np.asarray(np.where(b > a, np.where(u < split, up, down), mode))


def _status_quo(issue: Issue) -> Floats | None:
    """The status quo on the unit scale."""
    return None if issue.status_quo is None else issue.to_unit(issue.status_quo)


def _between(issue: Issue, shares: Floats) -> tuple[float, float]:
    """10 % and 90 % points in the issue's unit."""
    low, high = issue.from_unit(np.quantile(shares, [0.1, 0.9]))
    return float(low), float(high)


def _options(issue: Issue, rows: Rows, fit: Fit) -> dict[str, tuple[float, float, float]]:
    """Chance of each option over the draws."""
    if not issue.options:
        return {}
    at = issue.to_unit(np.asarray(issue.option_positions))
    p = option_probabilities(rows.x, rows.w, at, status_quo=rows.status_quo, fit=fit)
    low, high = np.quantile(p, [0.1, 0.9], axis=0)
    return {
        name: (float(p[:, k].mean()), float(low[k]), float(high[k]))
        for k, name in enumerate(issue.options)
    }


def _drivers(
    issue: Issue, inputs: tuple[Floats, Floats, Floats], centre: Floats
) -> tuple[tuple[str, str, float], ...]:
    """Squared rank correlation of each input with the weighted mean, largest first."""
    target = _ranks(centre)
    found = []
    for name, values in zip(INPUTS, inputs, strict=True):
        for i, actor in enumerate(issue.actors):
            rank = _ranks(values[:, i])
            spread = float(rank.std() * target.std())
            r = float(((rank - rank.mean()) * (target - target.mean())).mean())
            found.append((actor, name, (r / spread) ** 2 if spread > 0 else 0.0))
    return tuple(sorted(found, key=lambda f: -f[2]))


def _ranks(values: Floats) -> Floats:
    """Ranks from 0; equal values share the lowest, so a constant has no spread."""
    order = np.sort(values)
    return np.searchsorted(order, values).astype(np.float64)
