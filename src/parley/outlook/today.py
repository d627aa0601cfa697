"""The table today: the value of fighting on at today's potentials, the best package, who binds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.worths import Worths, moved_one_step
from parley.models.course.value import Stakes, pieces_here
from parley.models.deals.surplus import package_worths
from parley.outlook.commitment import commitment, worth_if_it_may_not_hold
from parley.outlook.joined import Joined
from parley.outlook.values import Ground, Values, packages, stakes

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
BLOCK = 64
STICKING_DRAWS = 125
"""Draws on which a party's step on an issue is tried."""


@dataclass(frozen=True)
class Today:
    """Where the table stands, per draw.

    Attributes
    ----------
    fight : (n, parties), R at today's potentials, own beliefs, front as it stands
    stays : (n, parties), chance (own beliefs) that the war ends with things as they stand
    surplus : (n,), gain of the worst-placed needed party in the best package
    options : (n, issues), that package; -1 where none is on the table
    binding : (n,), index of the worst-placed needed party in it; -1 where there is none
    """

    fight: Array
    stays: Array
    surplus: Array
    options: Indices
    binding: Indices


def fight_today(
    joined: Joined, v: Values, stake: Stakes, *, regained: Array | float = 0.0
) -> tuple[Array, Array]:
    """R of every party today, floored at giving in, and the weight of `now` in it.

    With `regained` both sides have that much more potential.
    """
    a, b = (np.minimum(r + regained, 1) for r in joined.ground.potentials())
    here = pieces_here(v.beliefs, stake.sides, a, b, stake.draws, field_of=joined.draws.field_of)
    R = np.einsum("dpk,dpk->dp", stake.coefficients(), here)
    return np.maximum(R, stake.give_in()), here[..., 6]


def today(joined: Joined, v: Values, w: Worths | None = None, *, every: int = 1) -> Today:
    """Return the table today under a scenario's values, or under other worths.

    Parameters
    ----------
    joined, v : the run and a scenario's values
    w : worths to use in place of the run's own, fighting costs unchanged
    every : look for the best package in every so many draws only; in the others surplus is -1
        and there is no package
    """
    ground = joined.ground if w is None else _with(joined.ground, w)
    stake = v.stakes if w is None else stakes(ground, v.situation, v.stakes.cost)
    fight, stays = fight_today(joined, v, stake)
    promise = commitment(joined.draws, ground.rates)
    resumed, _ = fight_today(joined, v, stake, regained=promise.regained)
    n, issues = v.situation.now.shape
    surplus, binding = np.full(n, -1.0), np.full(n, -1, np.int64)
    options = np.full((n, issues), -1, np.int64)
    kinds, place = np.unique(v.situation.now, axis=0, return_inverse=True)
    for k, now in enumerate(kinds):
        on_table = packages(ground, v.situation, now)
        if on_table.rows.size == 0:
            continue
        rows = np.flatnonzero((place.ravel() == k) & (np.arange(n) % every == 0))
        for start in range(0, rows.size, BLOCK):
            some = rows[start : start + BLOCK]
            tables = [
                ground.worths.table[some][:, :, i, : int(m)]
                for i, m in enumerate(ground.worths.n_options)
            ]
            worth = package_worths(on_table.listed, tables)
            worth = worth_if_it_may_not_hold(promise, worth, resumed[some], some)
            gain = worth - fight[some][:, None, :]
            gain = np.where(on_table.listed.needs, gain, np.inf)
            least = gain.min(axis=2)
            best = least.argmax(axis=1)
            at = np.arange(some.size)
            surplus[some] = np.clip(least[at, best], -1, 1)
            options[some] = on_table.listed.options[best]
            binding[some] = gain[at, best].argmin(axis=1)
    return Today(fight, stays, surplus, options, binding)


def sticking(joined: Joined, here: Today) -> dict[str, tuple[Array, int]]:
    """By how much the surplus grows if the party that most often binds moved one option: by issue.

    Returns
    -------
    dict issue id -> (gain in each of about `STICKING_DRAWS` draws, index of the party)
        The largest over the parties that bind in at least a tenth of the draws.
    """
    out: dict[str, tuple[Array, int]] = {}
    every = max(1, joined.draws.n // STICKING_DRAWS)
    looked = np.arange(0, joined.draws.n, every)
    shares = np.bincount(here.binding[here.binding >= 0], minlength=len(joined.coding.parties))
    binds = [i for i, count in enumerate(shares) if count >= 0.1 * joined.draws.n]
    for k, issue in enumerate(joined.coding.issues):
        best: tuple[Array, int] | None = None
        for i in binds:
            w = moved_one_step(joined.coding, joined.draws, joined.ground.worths, i, k)
            if w is joined.ground.worths:
                continue
            moved = today(joined, joined.base, w, every=every).surplus
            gain = (moved - here.surplus)[looked]
            if best is None or gain.mean() > best[0].mean():
                best = (gain, i)
        if best is not None:
            out[issue.id] = best
    return out


def _with(ground: Ground, w: Worths) -> Ground:
    """The ground with other worths."""
    from dataclasses import replace

    return replace(ground, worths=w)
