"""A scenario's value of fighting on, surplus and margin on the grid of potentials."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import Coding
from parley.bridges.draws import Draws
from parley.bridges.estimates import side_key
from parley.bridges.history import BaseRates
from parley.bridges.situation import Situation
from parley.bridges.worths import Worths, falls, front_slopes
from parley.models.course.field import Field, burn_moments, stack
from parley.models.course.fighting import Pieces, fighting
from parley.models.course.hazards import mean_hazard
from parley.models.course.value import Stakes, fighting_on
from parley.models.deals.batch import LARGE, surplus_of_draws, surplus_of_rows
from parley.models.deals.surplus import PackageSet, Surplus, package_set, package_worths
from parley.outlook.commitment import commitment, reserved

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
FRONTS = np.array([-1.0, 0.0, 1.0])
"""Fronts of the tables; R is exactly linear in between, up to the floor."""
ELASTICITY = 0.5
"""Elasticity of exhaustion to intensity (elicited)."""
BLOCK = 128
"""Draws whose packages are worked on at a time, so that memory stays flat."""
UNKNOWN_MONTHS = 24
"""Months of war that beliefs are taken to have learnt from when its start is unknown."""
Beliefs = tuple[Pieces, Pieces, Pieces]


@dataclass(frozen=True)
class Ground:
    """What every scenario of a run shares.

    Attributes
    ----------
    coding, draws, worths, rates : the coded record, its sample, worths of options, base rates
    base : situation as things stand, the reference of strength in the field
    pace : speed of the field: factor on both drains and on the variance of the swing, set by the
        collapse anchor
    sudden : (n, months), monthly hazard of a sudden collapse of each side at an even balance, by
        war age; a party plans with its mean over the war it expects
    """

    coding: Coding
    draws: Draws
    worths: Worths
    rates: BaseRates
    base: Situation
    pace: float
    sudden: Array

    @property
    def rows(self) -> int:
        """Number of distinct field draws."""
        return int(self.draws.field_of.max()) + 1

    @property
    def fought(self) -> int:
        """Months of war so far, or the stand-in when unknown."""
        known = self.rates.months_fought
        return UNKNOWN_MONTHS if known is None else known

    def potentials(self) -> tuple[Array, Array]:
        """Potential left of side A and of side B, per draw."""
        a, b = (self.draws[f"potential.{side_key(self.coding, s)}"] for s in (0, 1))
        return a, b


@dataclass(frozen=True)
class Values:
    """What a scenario makes of fighting on and of deals.

    Attributes
    ----------
    situation : where the levers stand
    beliefs : pieces of fighting under neutral beliefs, side A's and side B's, per field draw
    stakes : worths of the ends of fighting and costs, per draw
    tables : (n, N, N, fronts, 4): z and m with beliefs as of now, z and m with beliefs converged
    frontiers : what holds now -> packages worth comparing, draw by draw, for scenarios alike
    later : values of the other regimes: in talks, and from later months on; none when levers stand
        as they do throughout
    of_month : (2, months), the regime outside talks and in talks, 0 for this one; None without any
    """

    situation: Situation
    beliefs: Beliefs
    stakes: Stakes
    tables: NDArray[np.float32]
    frontiers: dict[bytes, tuple[Indices, ...]]
    later: tuple["Values", ...] = ()
    of_month: Indices | None = None


def drains(ground: Ground, situation: Situation) -> tuple[Array, Array]:
    """Potential each side loses in a month of mean intensity, levers in it: two arrays (n,)."""
    d, out = ground.draws, []
    for side in (0, 1):
        own = ground.pace * d[f"drain.{side_key(ground.coding, side)}"]
        pressed = 1 + d["sanctions_drain"] * situation.sanctions[:, side]
        spared = 1 - d["arms_shield"] * situation.arms[:, side]
        out.append(own * pressed * spared)
    return out[0], out[1]


def swing(ground: Ground) -> Array:
    """Standard deviation of the monthly swing of potential between the sides, (n,)."""
    return np.asarray(ground.draws["swing"] * np.sqrt(ground.pace))


def strengths(ground: Ground, situation: Situation) -> tuple[Array, Array]:
    """Strength in the field per unit of each side's potential, 1 as things stand."""
    share = ground.draws["arms_strength"][:, None]
    e = (1 - share * (1 - situation.arms)) / (1 - share * (1 - ground.base.arms))
    return e[:, 0], e[:, 1]


def field(ground: Ground, situation: Situation) -> Field:
    """The field of a scenario, one draw per distinct field draw."""
    d, rows = ground.draws, slice(0, ground.rows)
    (m_a, m_b), (e_a, e_b) = drains(ground, situation), strengths(ground, situation)
    burn, skew = burn_moments(*ground.rates.intensity, ELASTICITY)
    sudden = mean_hazard(ground.sudden[rows], 1 / d["clock"][rows], ground.rates.falling[rows])
    return Field(
        drain_A=m_a[rows],
        drain_B=m_b[rows],
        swing=swing(ground)[rows],
        clock=1 / d["clock"][rows],
        sudden_A=sudden,
        sudden_B=sudden,
        tilt=d["tilt"][rows],
        strength_A=e_a[rows],
        strength_B=e_b[rows],
        front=d["front_gain"][rows],
        burn=np.full(ground.rows, burn),
        skew=np.full(ground.rows, skew),
    )


def beliefs(ground: Ground, situation: Situation) -> Beliefs:
    """Pieces of fighting under neutral beliefs, under side A's and under side B's."""
    return in_three(fighting(believed(ground, situation)), ground.rows)


def believed(ground: Ground, situation: Situation) -> Field:
    """The field under neutral beliefs, side A's and side B's, one after the other."""
    d, rows = ground.draws, slice(0, ground.rows)
    neutral = field(ground, situation)
    weight = d["optimism_weight"][rows]
    left = weight / (weight + ground.fought)
    tilts = [d[f"optimism.{side_key(ground.coding, s)}"][rows] * left for s in (0, 1)]
    as_a, as_b = neutral.believed(tilts[0], tilts[1])
    return stack(neutral, as_a, as_b)


def in_three(solved: Pieces, rows: int) -> Beliefs:
    """Pieces of three beliefs, solved one after the other, apart."""
    parts = solved.values.reshape(3, rows, *solved.values.shape[1:])
    first, second, third = (Pieces(p, solved.grid, solved.method) for p in parts)
    return first, second, third


def stakes(ground: Ground, situation: Situation, cost: Array) -> Stakes:
    """Worths of the ends of fighting and monthly costs, (n, parties)."""
    coding, w = ground.coding, ground.worths
    names = {0: "A", 1: "B", None: None}
    return Stakes(
        sides=tuple(names[s] for s in coding.side_of),
        A_falls=w.of(falls(coding, w, situation.now, 0)),
        B_falls=w.of(falls(coding, w, situation.now, 1)),
        now=w.of(situation.now),
        slope=front_slopes(coding, w, situation.now),
        cost=cost,
        kappa=np.repeat(ground.draws["cost_growth"][:, None], len(coding.parties), axis=1),
    )


def values(
    ground: Ground,
    situation: Situation,
    cost: Array,
    known: Beliefs | None = None,
    like: dict[bytes, tuple[Indices, ...]] | None = None,
) -> Values:
    """Return R's consequences for a scenario: surplus and margin on the grid, the best package.

    Parameters
    ----------
    ground : what the run shares
    situation : where the levers stand
    cost : (n, parties), cost of a month of war at full potential
    known : pieces already solved for the same arms and sanctions
    like : frontiers of a scenario in which the same holds now and is on the table

    Returns
    -------
    Values
    """
    pieces = beliefs(ground, situation) if known is None else known
    stake = stakes(ground, situation, cost)
    grid = pieces[0].grid
    tables = np.empty((stake.draws, grid, grid, FRONTS.size, 4), np.float32)
    frontiers: dict[bytes, tuple[Indices, ...]] = {}
    for now, rows in _alike(situation.now):
        on_table, known_rows = packages(ground, situation, now), (like or {}).get(now.tobytes())
        kept: list[Indices] = []
        for start in range(0, len(rows), BLOCK):
            some = rows[start : start + BLOCK]
            before = None if known_rows is None else known_rows[start : start + BLOCK]
            found, margin = _block(ground, on_table, pieces, _part(stake, some), some, before)
            kept += found.frontier
            shape = (len(some), 2, grid, grid, FRONTS.size)
            both = np.stack([found.z, margin], axis=-1).reshape(*shape, 2)
            tables[some] = np.clip(np.concatenate([both[:, 0], both[:, 1]], axis=-1), -1, 1)
        frontiers[now.tobytes()] = tuple(kept)
    return Values(situation, pieces, stake, tables, frontiers)


@dataclass(frozen=True)
class OnTable:
    """The packages on the table: rows of the full list, with consents and the line."""

    rows: Indices
    listed: PackageSet
    keeps_line: Array


def packages(ground: Ground, situation: Situation, now: Indices) -> OnTable:
    """List the packages on the table.

    A package needs every belligerent, and the holders of each third-party issue it moves away from
    `now`. Options off the table, and packages with a red line of somebody whose consent they need,
    are left out.
    """
    coding, w = ground.coding, ground.worths
    consent = [
        [i.holders if o != now[k] else () for o in range(int(w.n_options[k]))]
        for k, i in enumerate(coding.issues)
    ]
    veto = [i for i, s in enumerate(coding.side_of) if s is not None]
    listed = package_set(w.n_options.tolist(), consent, len(coding.parties), veto=veto)
    keep = np.ones(len(listed.options), bool)
    keeps_line = np.zeros(len(listed.options))
    for k, issue in enumerate(coding.issues):
        chosen = listed.options[:, k]
        crossed = w.red[:, k, :].T[chosen]
        keep &= situation.allowed[k, chosen] & ~(crossed & listed.needs).any(axis=1)
        if issue.line:
            keeps_line = (chosen == now[k]).astype(float)
    rows = np.flatnonzero(keep)
    kept = PackageSet(listed.options[rows], listed.needs[rows], listed.slopes[rows])
    return OnTable(rows, kept, keeps_line[rows])


def _block(
    ground: Ground,
    on_table: OnTable,
    pieces: Beliefs,
    stake: Stakes,
    rows: Indices,
    frontier: Sequence[Indices] | None,
) -> tuple[Surplus, Array]:
    """Surplus and margin of some draws, own beliefs and converged ones one after the other."""
    at, promise = ground.draws.field_of[rows], commitment(ground.draws, ground.rates)
    held = [fighting_on(p, stake, FRONTS, field_of=at) for p in (pieces, pieces[0])]
    R = np.concatenate(held, axis=2)
    beat = reserved(promise, R, rows, pieces[0].grid)
    listed, needs, wide = on_table.listed, on_table.listed.needs, pieces[0].grid
    if frontier and len(rows) * len(needs) * R.shape[2] >= LARGE:
        table, issues = ground.worths.table, np.arange(listed.options.shape[1])
        few = [
            table[d][:, issues, listed.options[r]].sum(axis=2).T
            for d, r in zip(rows, frontier, strict=True)
        ]
        found = surplus_of_rows(
            few, frontier, needs, beat, keeps_line=on_table.keeps_line, slope=stake.slope,
            fronts=FRONTS, wide=wide,
        )  # fmt: skip
    else:
        every = package_worths(listed, _per_issue(ground.worths, rows))
        found = surplus_of_draws(
            every, needs, beat, keeps_line=on_table.keeps_line, slope=stake.slope, fronts=FRONTS,
            wide=wide,
        )  # fmt: skip
    kept = replace(found, z=found.z * (1 - promise.relapse[rows])[:, None, None])
    return kept, _margin(ground, stake, R)


def _margin(ground: Ground, stake: Stakes, R: Array) -> Array:
    """Margin of things as they stand among the belligerents, (draws, states, fronts)."""
    out = np.full((R.shape[0], *R.shape[2:]), np.inf)
    for i, side in enumerate(ground.coding.side_of):
        if side is not None:
            here = stake.now[:, i][:, None, None] + stake.slope[:, i][:, None, None] * FRONTS
            np.minimum(out, here - R[:, i], out=out)
    return out


def _alike(now: Indices) -> list[tuple[Indices, Indices]]:
    """Draws grouped by what holds now: (option per issue, rows)."""
    kinds, place = np.unique(now, axis=0, return_inverse=True)
    return [(kinds[k], np.flatnonzero(place.ravel() == k)) for k in range(len(kinds))]


def _part(stake: Stakes, rows: Indices) -> Stakes:
    """The stakes of some of the draws."""
    return Stakes(
        stake.sides, stake.A_falls[rows], stake.B_falls[rows], stake.now[rows], stake.slope[rows],
        stake.cost[rows], stake.kappa[rows],
    )  # fmt: skip


def _per_issue(w: Worths, rows: Indices) -> list[Array]:
    """Worth tables issue by issue: (rows, parties, options of that issue)."""
    return [w.table[rows][:, :, k, : int(m)] for k, m in enumerate(w.n_options)]
