"""Deals that may not hold: what a signature is worth when the war may come back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.draws import Draws
from parley.bridges.history import BaseRates
from parley.models.course.fighting import GRID
from parley.models.course.value import discounted_worth

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
LONGEST = 240
"""Months after which a relapse no longer counts."""
MOST = 0.9
"""Largest chance of relapse that parties reckon with."""


@dataclass(frozen=True)
class Commitment:
    """How far deals are discounted, per draw.

    Attributes
    ----------
    relapse : (n,), chance that a deal breaks before the planning clock rings, as the parties see it
    regained : (n,), potential that both sides regain until then, on average
    """

    relapse: Array
    regained: Array


def commitment(d: Draws, rates: BaseRates) -> Commitment:
    """Return the chance of relapse within the clock, and what the sides regain before it.

    Notes
    -----
    History's hazard by age of a full agreement (drawn), against the clock (drawn): the chance that
    the relapse comes first, times `relapse_feared`. Sides regain `regain` a month until then.
    """
    starts = np.array([e or 0 for e in rates.relapse_edges[:-1]])
    age = np.searchsorted(starts, np.arange(LONGEST), side="right") - 1
    hazard = rates.relapses[:, age]
    stay = np.exp(-hazard) * (1 - 1 / d["clock"])[:, None]
    there = np.cumprod(np.concatenate([np.ones((len(stay), 1)), stay[:, :-1]], 1), 1)
    breaks = there * -np.expm1(-hazard)
    whole = breaks.sum(1)
    months = (breaks * np.arange(1, LONGEST + 1)).sum(1) / np.maximum(whole, 1e-12)
    return Commitment(
        relapse=np.clip(whole * d["relapse_feared"], 0, MOST),
        regained=np.clip(months * d["regain"], 0, 1 / GRID),
    )


def reserved(c: Commitment, R: Array, rows: Indices, grid: int) -> Array:
    """The value of fighting on that a deal which may not hold has to beat.

    Parameters
    ----------
    c : from `commitment`
    R : (draws, parties, layers * grid * grid, fronts), R of some draws on the grid
    rows : the draws
    grid : nodes per side

    Returns
    -------
    array of the shape of `R`
        With B the chance of relapse and R' the value of fighting on after recovery, a deal worth u
        beats R when ``(1 - B) u + B R' > R``, that is when u beats ``(R - B R') / (1 - B)``.
    """
    shape = (len(rows), 1, 1, 1, 1, 1)
    B, moved = c.relapse[rows].reshape(shape), c.regained[rows].reshape(shape) * grid
    near = R.reshape(*R.shape[:2], -1, grid, grid, R.shape[-1])
    out = near * ((1 - B * (1 - moved)) / (1 - B))
    k = B * moved / (1 - B)
    for i, up_i in ((slice(-1), slice(1, None)), (slice(-1, None), slice(-1, None))):
        for j, up_j in ((slice(-1), slice(1, None)), (slice(-1, None), slice(-1, None))):
            out[:, :, :, i, j] -= near[:, :, :, up_i, up_j] * k
    return np.asarray(out.reshape(R.shape))


def worth_if_it_may_not_hold(c: Commitment, worth: Array, resumed: Array, rows: Indices) -> Array:
    """Worths of packages (draws, packages, parties) with the war's return in them."""
    return discounted_worth(worth, resumed[:, None, :], c.relapse[rows][:, None, None])
