"""Learn the forecast's error distribution and blend from decided issues.

Issues of one proposal share circumstances, so everything is judged by leaving a whole group out.
The weight of the election in the blend follows the one-standard-error rule: of all weights whose
score is within one standard error (clustered by group) of the best, the one nearest to residuals
alone.

Outcomes pile up on few points, and an interval that ends on such a point holds all of them, so
plain 10 % and 90 % points hold too many. The tail that is cut off is therefore fitted too: the
largest of a few that held 82 % of the outcomes left out (two points spare, since new issues are
held a little less).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import PositionError
from parley.models.positions.baselines import weighted_mean
from parley.models.positions.distribution import (
    COMPONENTS,
    Fit,
    Rows,
    centre_and_spread,
    quantile_cdf,
    quantiles,
)
from parley.models.positions.model import Floats, Issue

GRID = np.linspace(0, 1, 201)
WEIGHTS = np.round(np.arange(0, 1.0001, 0.05), 2)
TAILS = np.array([0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2])
AIM = 0.82


def fit_forecast(
    issues: Sequence[Issue],
    outcomes: ArrayLike,
    groups: Sequence[object],
    *,
    source: str = "fitted here",
) -> Fit:
    """Return the fit of decided issues.

    Parameters
    ----------
    issues : sequence of Issue, length N
        Positions as they were before the decision.
    outcomes : array, shape (N,)
        What was decided, in each issue's unit.
    groups : sequence, length N
        What holds issues together (the proposal); at least two different ones.
    source : str
        Kept in the fit.

    Raises
    ------
    PositionError
        If lengths differ, an outcome is off its scale, or there are fewer than two groups.
    """
    rows = [unit_rows(issue) for issue in issues]
    y = unit_outcomes(issues, outcomes)
    labels = group_numbers(groups, len(issues))
    if len(set(labels.tolist())) < 2:
        raise PositionError("fitting needs issues of at least two groups")
    centre, spread = np.array([np.concatenate(centre_and_spread(r)) for r in rows]).T
    mean = np.array([weighted_mean(r.x, r.w)[0] for r in rows])
    election = np.array([COMPONENTS["election"](r, GRID, _EMPTY)[0] for r in rows])
    left_out = _left_out(centre, spread, y, labels)
    loss = np.array([crps(GRID, (1 - w) * left_out + w * election, y) for w in WEIGHTS])
    weight = float(WEIGHTS[_one_standard_error(loss, labels)])
    blend = (1 - weight) * left_out + weight * election
    held = [t for t in TAILS if covered(GRID, blend, y, t).mean() >= AIM]
    return Fit(
        residuals=quantiles(y - mean),
        scaled=quantiles((y - centre) / spread),
        outcomes=quantiles(y),
        weights={"scaled residuals": round(1 - weight, 6), "election": weight},
        tail=float(max(held, default=TAILS[0])),
        n=len(issues),
        source=source,
    )


def crps(at: Floats, cdf: Floats, outcome: Floats) -> Floats:
    """Return the continuous ranked probability score of each forecast; lower is better.

    Parameters
    ----------
    at : array, shape (m,)
        Rising points that cover the scale.
    cdf : array, shape (N, m)
        Chance at or below each point.
    outcome : array, shape (N,)
        What happened, on the same scale.

    Returns
    -------
    array, shape (N,)
        In the unit of `at`: the integral of (F - 1[outcome <= x])^2, F taken as constant from
        each point to the next.

    Notes
    -----
    Source: Gneiting & Raftery (2007), Journal of the American Statistical Association 102, 359-378.
    For a forecast of one point it is the absolute error (to the step of `at`).

    Examples
    --------
    >>> at = np.linspace(0, 1, 101)
    >>> crps(at, (at >= 0.25)[None, :] * 1.0, np.array([0.75])).round(6)
    array([0.5])
    """
    happened = at[None, :] >= outcome[:, None] - 1e-9
    return np.asarray((((cdf - happened) ** 2)[:, :-1] * np.diff(at)).sum(axis=1))


def covered(at: Floats, cdf: Floats, outcome: Floats, tail: float) -> np.ndarray:
    """Return whether each outcome lies between the `tail` and 1 - `tail` points, ends included."""
    low = at[np.argmax(cdf >= tail - 1e-9, axis=1)]
    high = at[np.argmax(cdf >= 1 - tail - 1e-9, axis=1)]
    return np.asarray((outcome >= low - 1e-9) & (outcome <= high + 1e-9))


def clustered_error(differences: Floats, groups: np.ndarray) -> float:
    """Return the standard error of a mean whose terms hang together within groups.

    Examples
    --------
    >>> clustered_error(np.array([1.0, -1.0, 1.0, -1.0]), np.array([0, 1, 2, 3]))
    0.5
    >>> clustered_error(np.array([1.0, 1.0, -1.0, -1.0]), np.array([0, 0, 1, 1])) > 0.7
    True
    """
    sums = np.bincount(groups, weights=differences - differences.mean())
    return float(np.sqrt((sums**2).sum()) / len(differences))


def unit_rows(issue: Issue) -> Rows:
    """One issue as a single row on the unit scale."""
    sq = np.nan if issue.status_quo is None else float(issue.to_unit(issue.status_quo))
    return Rows(issue.unit_positions[None, :], issue.weights[None, :], np.array([sq]))


def unit_outcomes(issues: Sequence[Issue], outcomes: ArrayLike) -> Floats:
    """Outcomes as shares of each issue's scale, checked."""
    y = np.asarray(outcomes, dtype=np.float64)
    if y.shape != (len(issues),):
        raise PositionError(f"outcomes must be one number per issue ({len(issues)}), got {y.shape}")
    for issue, value in zip(issues, y, strict=True):
        if not issue.low <= value <= issue.high:
            raise PositionError(
                f"outcome of {issue.name!r}: must be in [{issue.low:g}, {issue.high:g}], "
                f"got {value:g}"
            )
    return np.array([float(i.to_unit(v)) for i, v in zip(issues, y, strict=True)])


def group_numbers(groups: Sequence[object], n: int) -> np.ndarray:
    """Groups as numbers from 0, in order of first appearance."""
    if len(groups) != n:
        raise PositionError(f"groups must be one label per issue ({n}), got {len(groups)}")
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(g, len(seen)) for g in groups], dtype=np.int64)


_EMPTY = Fit((), (), (), {}, 0.1, 0, "")


def _left_out(centre: Floats, spread: Floats, y: Floats, labels: np.ndarray) -> Floats:
    """Scaled-residual forecast of each issue, fitted without its group, shape (N, grid)."""
    z = (y - centre) / spread
    out = np.empty((len(y), len(GRID)))
    for g in np.unique(labels):
        inside = labels == g
        table = quantiles(z[~inside])
        for i in np.flatnonzero(inside):
            below = quantile_cdf((GRID - centre[i]) / spread[i], table)
            out[i] = np.where(GRID >= 1, 1.0, below)
    return out


def _one_standard_error(loss: Floats, labels: np.ndarray) -> int:
    """Index of the least weight that scores within one clustered standard error of the best."""
    best = int(np.argmin(loss.mean(axis=1)))
    for i in range(best + 1):
        difference = loss[i] - loss[best]
        if difference.mean() <= clustered_error(difference, labels):
            return i
    return best
