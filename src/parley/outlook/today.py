"""The table today: the value of fighting on at today's potentials, the best package, who binds."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.worths import Worths, moved_one_step
from parley.models.course.value import Stakes, pieces_here
from parley.models.deals.surplus import package_worths
from parley.outlook.commitment import commitment, worth_if_it_may_not_hold
from parley.outlook.joined import Joined
from parley.outlook.part import some_draws
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


def surplus_under(joined: Joined, w: Worths) -> Array:
    """Surplus today in each draw under other worths or red lines, fighting costs unchanged."""
    ground = _with(joined.ground, w)
    v = joined.base
    other = replace(v, stakes=stakes(ground, v.situation, v.stakes.cost))
    return today(replace(joined, ground=ground), other).surplus


def today(joined: Joined, v: Values) -> Today:
    """Return the table today under a scenario's values."""
    ground = joined.ground
    fight, stays = fight_today(joined, v, v.stakes)
    promise = commitment(joined.draws, ground.rates)
    resumed, _ = fight_today(joined, v, v.stakes, regained=promise.regained)
    n, issues = v.situation.now.shape
    surplus, binding = np.full(n, -1.0), np.full(n, -1, np.int64)
    options = np.full((n, issues), -1, np.int64)
    kinds, place = np.unique(v.situation.now, axis=0, return_inverse=True)
    for k, now in enumerate(kinds):
        on_table = packages(ground, v.situation, now)
        if on_table.rows.size == 0:
            continue
        rows = np.flatnonzero(place.ravel() == k)
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
    looked = np.arange(0, joined.draws.n, max(1, joined.draws.n // STICKING_DRAWS))
    shares = np.bincount(here.binding[here.binding >= 0], minlength=len(joined.coding.parties))
    binds = [i for i, count in enumerate(shares) if count >= 0.1 * joined.draws.n]
    few = some_draws(joined, looked)
    kinds = _by_kind(few)
    for k, issue in enumerate(few.coding.issues):
        best: tuple[Array, int] | None = None
        for i in binds:
            w = moved_one_step(few.coding, few.draws, few.ground.worths, i, k)
            if w is few.ground.worths:
                continue
            gain = _surplus_if(few, kinds, w, i, k) - here.surplus[looked]
            if best is None or gain.mean() > best[0].mean():
                best = (gain, i)
        if best is not None:
            out[issue.id] = best
    return out


@dataclass(frozen=True)
class _Kind:
    """Draws in which the same holds now, with the worth of each package on the table.

    rows : (some,); options : (packages, issues); worths : (parties, some, packages), inf where a
    party is not needed
    """

    rows: Indices
    options: Indices
    worths: Array


def _by_kind(few: Joined) -> list[_Kind]:
    """What is on the table, for each thing that may hold now."""
    out, w = [], few.ground.worths
    kinds, place = np.unique(few.base.situation.now, axis=0, return_inverse=True)
    for k, now in enumerate(kinds):
        listed = packages(few.ground, few.base.situation, now).listed
        rows = np.flatnonzero(place.ravel() == k)
        tables = [w.table[rows][:, :, i, : int(m)] for i, m in enumerate(w.n_options)]
        if len(listed.options):
            every = np.where(listed.needs, package_worths(listed, tables), np.inf)
            out.append(_Kind(rows, listed.options, np.moveaxis(every, 2, 0).copy()))
    return out


def _surplus_if(few: Joined, kinds: list[_Kind], w: Worths, party: int, issue: int) -> Array:
    """Surplus in each draw if one party saw one issue otherwise; -1 where there is none."""
    stake = stakes(_with(few.ground, w), few.base.situation, few.base.stakes.cost)
    promise = commitment(few.draws, few.ground.rates)
    fight, _ = fight_today(few, few.base, stake)
    resumed, _ = fight_today(few, few.base, stake, regained=promise.regained)
    beat, holds = fight - promise.relapse[:, None] * resumed, 1 - promise.relapse
    change = w.table[:, party, issue] - few.ground.worths.table[:, party, issue]
    out = np.full(few.draws.n, -1.0)
    for kind in kinds:
        least = np.full(kind.worths.shape[1:], np.inf)
        for j, worth in enumerate(kind.worths):
            if j == party:
                worth = worth + change[kind.rows][:, kind.options[:, issue]]
            gain = worth * holds[kind.rows, None] - beat[kind.rows, j, None]
            np.minimum(least, gain, out=least)
        out[kind.rows] = np.clip(least.max(axis=1), -1, 1)
    return out


def _with(ground: Ground, w: Worths) -> Ground:
    """The ground with other worths."""
    return replace(ground, worths=w)
