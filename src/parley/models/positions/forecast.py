"""The forecast of one issue: its distribution, its interval, chances of named options."""

from dataclasses import dataclass

import numpy as np

from parley.models.positions.baselines import Baselines, baselines
from parley.models.positions.distribution import (
    Fit,
    as_rows,
    forecast_cdf,
    option_probabilities,
    shipped_fit,
)
from parley.models.positions.model import Floats, Issue

CELLS = 100
FINE = 1000


@dataclass(frozen=True, eq=False)
class Forecast:
    """What is expected of one issue, in its unit.

    Attributes
    ----------
    grid, density : array, shape (100,)
        Middle of each cell of the scale, and chance per unit there; density times cell width sums
        to 1. Chance that lies on one point is spread over its cell.
    mean, median : float
        Of the distribution.
    interval80 : (float, float)
        From the `tail` to the 1 - `tail` point of the fit: it held 80 % of the outcomes left out.
    options : dict of str to float
        Chance of each named option; empty for a continuous issue.
    baselines : Baselines
        The point forecasts to compare with.
    method : str
        The blend, with its weights.
    n : int
        Issues it was fitted on.
    """

    grid: Floats
    density: Floats
    mean: float
    median: float
    interval80: tuple[float, float]
    options: dict[str, float]
    baselines: Baselines
    method: str
    n: int


def forecast(issue: Issue, *, fit: Fit | None = None) -> Forecast:
    """Return the distribution of the outcome of one issue.

    Parameters
    ----------
    issue : Issue
        Positions, salience and capability.
    fit : Fit, optional
        Error distribution and weights; the shipped one when None.

    Notes
    -----
    The shipped fit comes from law-making in the European Union; war bargaining differs in ways it
    has not seen. See docs/explanation/positions-cannot-tell.md.

    Examples
    --------
    >>> f = forecast(Issue(["A", "B"], [20, 60], [1, 1], [1, 1], high=100))
    >>> f.interval80[0] < f.mean < f.interval80[1]
    True
    """
    fit = shipped_fit() if fit is None else fit
    sq = None if issue.status_quo is None else issue.to_unit(issue.status_quo)
    rows = as_rows(issue.unit_positions[None, :], issue.weights, sq)
    edges = np.linspace(0, 1, CELLS + 1)
    below = forecast_cdf(rows, edges, fit)[0]
    mass = np.diff(below)
    mass[0] += below[0]
    # points that can hold chance of their own join the fine grid, so that quantiles fall on them
    points = np.unique(np.concatenate([np.linspace(0, 1, FINE + 1), rows.x[0], rows.status_quo]))
    points = points[np.isfinite(points)]
    cdf = forecast_cdf(rows, points, fit)[0]
    lo, mid, hi = issue.from_unit(points[[_first(cdf, q) for q in (fit.tail, 0.5, 1 - fit.tail)]])
    middle = np.append(cdf[0], np.diff(cdf)) @ np.append(points[0], (points[1:] + points[:-1]) / 2)
    options: dict[str, float] = {}
    if issue.options:
        at = np.asarray(issue.option_positions)
        chance = option_probabilities(
            rows.x, rows.w, (at - issue.low) / (issue.high - issue.low), status_quo=sq, fit=fit
        )[0]
        options = dict(zip(issue.options, map(float, chance), strict=True))
    return Forecast(
        grid=issue.from_unit((edges[1:] + edges[:-1]) / 2),
        density=mass * CELLS / (issue.high - issue.low),
        mean=float(issue.from_unit(middle)),
        median=float(mid),
        interval80=(float(lo), float(hi)),
        options=options,
        baselines=baselines(issue),
        method=" + ".join(f"{w:.3g} {name}" for name, w in fit.weights.items() if w),
        n=fit.n,
    )


def _first(cdf: Floats, level: float) -> int:
    """Index of the first point at which the cumulative chance reaches the level."""
    return int(np.argmax(cdf >= level - 1e-12))
