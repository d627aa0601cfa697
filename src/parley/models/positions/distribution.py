"""The forecast as a distribution: compromise with residuals, and what may be blended with it.

Everything here works on the unit scale (0 the low end, 1 the high end) and on rows of draws, so
that one call serves one issue or the joined outlook's many draws. A component is a cumulative
distribution; a forecast is a weighted mean of components, and the weights come from a `Fit`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import PositionError
from parley.models.positions.baselines import weighted_mean
from parley.models.positions.election import election_rows
from parley.models.positions.model import Floats

SPREAD_FLOOR = 0.2
CHUNK = 1 << 20


@dataclass(frozen=True)
class Fit:
    """What is learnt from decided issues: an error distribution and the weights of the components.

    Attributes
    ----------
    residuals : tuple of float
        Quantiles of outcome minus weighted mean, in shares of the scale, at evenly spaced
        probabilities from 0 to 1; joined by straight lines.
    scaled : tuple of float
        The same for outcome minus centre, over the spread (see `centre_and_spread`).
    outcomes : tuple of float
        The same for the outcomes themselves (climatology).
    weights : mapping of str to float
        Component name to weight; they sum to 1.
    tail : float
        Chance cut off at either end so that intervals hold 80 % of outcomes left out of the fit.
    n : int
        Issues fitted on.
    source : str
        Where they come from and how to refit.
    """

    residuals: tuple[float, ...]
    scaled: tuple[float, ...]
    outcomes: tuple[float, ...]
    weights: Mapping[str, float]
    tail: float
    n: int
    source: str


@dataclass(frozen=True)
class Rows:
    """D draws on the unit scale: positions and weights (D, n), status quo (D,), NaN for none."""

    x: Floats
    w: Floats
    status_quo: Floats


def residuals_cdf(rows: Rows, at: Floats, fit: Fit) -> Floats:
    """Chance at or below each point: weighted mean plus a past error, clipped to the scale.

    Returns shape (D, m) for points `at` of shape (m,). Errors that lead off the scale pile up at
    its ends, as outcomes do.
    """
    centre = weighted_mean(rows.x, rows.w)
    return quantile_cdf(at - centre[:, None], fit.residuals) * (at < 1) + (at >= 1)


def climatology_cdf(rows: Rows, at: Floats, fit: Fit) -> Floats:
    """Chance of an outcome at or below each point, whatever the actors want, shape (D, m)."""
    one = quantile_cdf(at, fit.outcomes) * (at < 1) + (at >= 1)
    return np.broadcast_to(one, (len(rows.x), len(at)))


def scaled_residuals_cdf(rows: Rows, at: Floats, fit: Fit) -> Floats:
    """Chance at or below each point: centre plus a past error that grows with disagreement."""
    centre, spread = centre_and_spread(rows)
    below = quantile_cdf((at - centre[:, None]) / spread[:, None], fit.scaled)
    return below * (at < 1) + (at >= 1)


def election_cdf(rows: Rows, at: Floats, fit: Fit) -> Floats:
    """Chance at or below each point: a probabilistic Condorcet election among the positions."""
    return _steps(*election_rows(rows.x, rows.w), at)


def positions_cdf(rows: Rows, at: Floats, fit: Fit) -> Floats:
    """Chance at or below each point: each actor's position with its share of the weight."""
    return _steps(rows.x, rows.w / rows.w.sum(axis=1, keepdims=True), at)


def status_quo_cdf(rows: Rows, at: Floats, fit: Fit) -> Floats:
    """Chance at or below each point: all on the status quo; residuals where there is none."""
    known = np.isfinite(rows.status_quo)[:, None]
    stays = rows.status_quo[:, None] <= at + 1e-12
    return np.where(known, stays, residuals_cdf(rows, at, fit))


def centre_and_spread(rows: Rows) -> tuple[Floats, Floats]:
    """Return the mean of weighted and unweighted mean, and .2 plus the standard deviation about it.

    Both of shape (D,), on the unit scale. Averaging the two means costs nothing when either is
    right; the floor of .2 keeps a forecast humble when all agree.
    """
    share = rows.w / rows.w.sum(axis=1, keepdims=True)
    share = (share + 1 / rows.x.shape[1]) / 2
    centre = (share * rows.x).sum(axis=1)
    variance = (share * (rows.x - centre[:, None]) ** 2).sum(axis=1)
    return centre, SPREAD_FLOOR + np.sqrt(variance)


COMPONENTS: dict[str, Callable[[Rows, Floats, Fit], Floats]] = {
    "residuals": residuals_cdf,
    "scaled residuals": scaled_residuals_cdf,
    "election": election_cdf,
    "positions": positions_cdf,
    "status quo": status_quo_cdf,
    "climatology": climatology_cdf,
}


def forecast_cdf(rows: Rows, at: ArrayLike, fit: Fit) -> Floats:
    """Return the blended chance of an outcome at or below each point.

    Parameters
    ----------
    rows : Rows
        D draws of n actors on the unit scale.
    at : array, shape (m,)
        Points on the unit scale.
    fit : Fit
        Error distribution and weights of the components.

    Returns
    -------
    array, shape (D, m)
        Rises along the last axis to 1 at the high end.
    """
    points = np.asarray(at, dtype=np.float64)
    for name in fit.weights:
        if name not in COMPONENTS:
            raise PositionError(
                f"fit: component must be one of {', '.join(COMPONENTS)}, got {name!r}"
            )
    total = np.zeros((len(rows.x), len(points)))
    size = max(1, CHUNK // max(1, len(points)))
    for i in range(0, len(total), size):
        part = slice(i, i + size)
        some = Rows(rows.x[part], rows.w[part], rows.status_quo[part])
        for name, weight in fit.weights.items():
            if weight:
                total[part] += weight * COMPONENTS[name](some, points, fit)
    return total


def forecast_means(rows: Rows, fit: Fit) -> Floats:
    """Return the mean of each row's forecast on the unit scale, shape (D,)."""
    points = np.linspace(0, 1, 1001)
    cdf = forecast_cdf(rows, points, fit)
    return np.asarray(1 - (cdf[:, :-1].sum(axis=1) + (cdf[:, -1] - cdf[:, 0]) / 2) / 1000)


def option_probabilities(
    positions: ArrayLike,
    weights: ArrayLike,
    option_positions: ArrayLike,
    *,
    status_quo: ArrayLike | None = None,
    fit: Fit | None = None,
) -> Floats:
    """Return the chance of each option of an ordered list, for each draw.

    An outcome counts for the option nearest to it on the scale.

    Parameters
    ----------
    positions : array, shape (D, n)
        Positions on the unit scale (0 the first pole, 1 the other), one row per draw.
    weights : array, broadcasting against positions
        Capability times salience, at least 0.
    option_positions : array, shape (k,)
        Where the options lie on the unit scale, strictly increasing, k >= 1.
    status_quo : float or array of shape (D,), optional
        Where things stay if nothing is decided; NaN or None for none.
    fit : Fit, optional
        The shipped one when None.

    Returns
    -------
    array, shape (D, k)
        Rows sum to 1.

    Raises
    ------
    PositionError
        If a number is off the scale or missing, shapes disagree, or the weights of a row sum to
        zero.

    Notes
    -----
    Fitted on law-making in the European Union, not on bargaining in war.

    Examples
    --------
    >>> p = option_probabilities([[0.0, 1.0, 1.0]], [1, 1, 2], [0.0, 0.5, 1.0])
    >>> p.shape, round(float(p.sum()), 9), bool(p[0, 2] > p[0, 0])
    ((1, 3), 1.0, True)
    """
    rows = as_rows(positions, weights, status_quo)
    at = np.asarray(option_positions, dtype=np.float64)
    if at.ndim != 1 or not at.size or np.any(np.diff(at) <= 0) or at[0] < 0 or at[-1] > 1:
        raise PositionError(f"option positions must rise strictly within [0, 1], got {at.tolist()}")
    borders = np.append((at[:-1] + at[1:]) / 2, 1.0)
    below = forecast_cdf(rows, borders, shipped_fit() if fit is None else fit)
    return np.asarray(np.diff(below, axis=1, prepend=0.0))


def as_rows(positions: ArrayLike, weights: ArrayLike, status_quo: ArrayLike | None) -> Rows:
    """Check and broadcast draws of one issue on the unit scale."""
    x = np.asarray(positions, dtype=np.float64)
    if x.ndim != 2 or not x.size:
        raise PositionError(f"positions must be rows of draws by actors, got shape {x.shape}")
    if not np.all((x >= 0) & (x <= 1)):
        raise PositionError("positions must be in [0, 1] and not missing")
    try:
        w = np.broadcast_to(np.asarray(weights, dtype=np.float64), x.shape)
    except ValueError as error:
        raise PositionError(f"weights must fit positions of shape {x.shape}") from error
    if not np.all((w >= 0) & np.isfinite(w)):
        raise PositionError("weights must be at least 0 and not missing")
    if not np.all(w.sum(axis=1) > 0):
        raise PositionError("the weights (capability times salience) must sum to more than 0")
    sq = np.asarray(np.nan if status_quo is None else status_quo, dtype=np.float64)
    if np.any((sq < 0) | (sq > 1)):
        raise PositionError("the status quo must be in [0, 1]")
    return Rows(x, w, np.broadcast_to(sq, (len(x),)))


def shipped_fit() -> Fit:
    """Return the fit that ships with Parley (figures only; see its `source`)."""
    from parley.models.positions.residual_table import FIT

    return FIT


def quantiles(values: ArrayLike, n: int = 41) -> tuple[float, ...]:
    """Return n quantiles of the values at evenly spaced probabilities from 0 to 1.

    Examples
    --------
    >>> quantiles([0.0, 1.0], 3)
    (0.0, 0.5, 1.0)
    """
    return tuple(float(q) for q in np.quantile(np.asarray(values), np.linspace(0, 1, n)))


def _steps(x: Floats, p: Floats, at: Floats) -> Floats:
    """Chance at or below each point when row d puts chance p[d, k] on x[d, k], shape (D, m)."""
    below = np.zeros((len(x), len(at)))
    for k in range(x.shape[1]):
        below += (x[:, k, None] <= at + 1e-12) * p[:, k, None]
    return below * (at < 1) + (at >= 1)


def quantile_cdf(x: Floats, table: tuple[float, ...]) -> Floats:
    """Return the chance at or below x of a distribution given by evenly spaced quantiles."""
    knots, levels = np.unique(np.asarray(table), return_index=True)
    last = np.append(levels[1:] - 1, len(table) - 1) / (len(table) - 1)
    first = levels / (len(table) - 1)
    xs, ys = np.repeat(knots, 2), np.column_stack([first, last]).ravel()
    below = np.interp(x, xs, ys, left=0.0, right=1.0)
    i = np.searchsorted(knots, x)
    hit = (i < len(knots)) & (knots[np.minimum(i, len(knots) - 1)] == x)
    return np.where(hit, last[np.minimum(i, len(knots) - 1)], below)
