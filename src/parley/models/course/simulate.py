"""Paths of a course and what they add up to: counts by month, so that memory stays flat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.errors import CourseError
from parley.models.course import chance, paths
from parley.models.course.field import Array
from parley.models.course.model import EVER, PHASES, Course
from parley.models.course.packed import Packed, pack
from parley.models.course.threads import over_chunks

Counts = NDArray[np.int64]
SMALL = 3_000_000  # path-months up to which NumPy is used: compiling costs more than it saves
UNIT = 4096  # paths of one draw worked in one go
SUMS = ("at_war", "r_A", "r_B", "r_A_squared", "r_B_squared", "front", "z", "m")


@dataclass(frozen=True)
class Paths:
    """What the paths of a course add up to; counts out of `paths` per draw.

    Attributes
    ----------
    phases : array of int, shape (n_draws, months + 1, 6)
        Paths in each of `PHASES` at each month, 0 the start.
    ever : array of int, shape (n_draws, months + 1, 5)
        Paths on which each of `EVER` has happened by that month. Escalation stays 0 where its
        multiple is infinite.
    sums : array, shape (n_draws, months + 1, 8)
        Over paths at war in that month: their number and the sums of `SUMS`; every `every` months,
        0 in the others.
    meetings : array of int, shape (n_draws, n_meetings)
        Paths on which each meeting took place.
    holding : array of int, shape (n_draws, months + 1)
        Paths whose forced ceasefire still holds or has become a settlement that holds.
    paths, seed, every, truce_at, method
        How it was computed.
    """

    phases: Counts
    ever: Counts
    sums: Array
    meetings: Counts
    holding: Counts
    paths: int
    seed: int
    every: int
    truce_at: int | None
    method: str

    def shares(self) -> Array:
        """Chance of each phase by draw and month, shape (n_draws, months + 1, 6)."""
        return self.phases / self.paths

    def chances(self) -> dict[str, Array]:
        """Chance of each phase by month over all draws, each of shape (months + 1,)."""
        mean = self.shares().mean(0)
        return {name: mean[:, k] for k, name in enumerate(PHASES)}

    def by_month(self, name: str) -> Array:
        """Share of paths on which one of `EVER` has happened, shape (n_draws, months + 1)."""
        return self.ever[:, :, EVER.index(name)] / self.paths

    def mean_at_war(self, name: str) -> Array:
        """Mean of one of `SUMS` over paths at war, by draw and month; NaN where there is none."""
        number = self.sums[:, :, 0]
        out = np.full(number.shape, np.nan)
        np.divide(self.sums[:, :, SUMS.index(name)], number, out=out, where=number > 0)
        return out


def simulate(
    course: Course, paths_per_draw: int = 200, *, seed: int = 1, truce_at: int | None = None,
    every: int = 6, threads: int | None = None, method: str | None = None,
) -> Paths:  # fmt: skip
    """Simulate a course month by month.

    Parameters
    ----------
    course : Course
        Parameters of every draw.
    paths_per_draw : int
        Paths of each draw, at least 1.
    seed : int
        Same seed, same shocks for the same (draw, path, month), whatever the levers, the phase,
        the horizon or the number of paths: what-ifs are paired.
    truce_at : int, optional
        Force a ceasefire at the start of this month on paths still at war.
    every : int
        Keep the means of paths at war (potentials, front, surplus, margin) every so many months;
        0: never.
    threads : int, optional
        Threads of the compiled way; results do not depend on it.
    method : "numpy" or "compiled", optional
        By size alone if not given: NumPy up to `SMALL` path-months. Both ways give the same counts.

    Returns
    -------
    Paths

    Raises
    ------
    CourseError
        If the number of paths, the month of the ceasefire or the method is impossible.

    Notes
    -----
    Random numbers are those of SplitMix64 by counter. The month's order: table, field, collapse,
    talks, meetings. Of two events that compete in a month each is drawn in proportion to its
    hazard; a side falls within a month with the Brownian-bridge chance `exp(-2 r r' / swing^2)`
    (Karatzas and Shreve 1991, section 2.8).

    Examples
    --------
    >>> c = Course(24, settle=.02, truce=.01, drain_A=.01, drain_B=.01, r_A=.5, r_B=.5)
    >>> p = simulate(c, 500, seed=3)
    >>> int(p.phases[0, 24].sum()), bool(0 < p.chances()["settlement"][24] < .5)
    (500, True)
    """
    if paths_per_draw < 1 or paths_per_draw > 2**31:
        raise CourseError(f"paths: must be at least 1 per draw, got {paths_per_draw}")
    if truce_at is not None and not 0 <= truce_at < course.months:
        raise CourseError(f"truce_at: must be in 0..{course.months - 1}, got {truce_at}")
    if method not in (None, "numpy", "compiled"):
        raise CourseError(f"method: must be numpy or compiled, got {method!r}")
    p, n, T = pack(course), course.draws, course.months
    if method is None:
        method = "numpy" if n * paths_per_draw * T <= SMALL else "compiled"
    units = [(d, i) for d in range(n) for i in range(0, paths_per_draw, UNIT)]
    if method == "numpy":
        parts = _numpy(p, n, paths_per_draw, seed, truce_at, every)
    else:
        parts = _compiled(p, units, paths_per_draw, seed, truce_at, every, threads)
    phases, ever, sums, held, holding = parts
    return Paths(phases, ever, sums, held, holding, paths_per_draw, seed, every, truce_at, method)


def _compiled(
    p: Packed, units: list[tuple[int, int]], count: int, seed: int, truce_at: int | None,
    every: int, threads: int | None,
) -> tuple[Counts, Counts, Array, Counts, Counts]:  # fmt: skip
    """Units of one draw each on a few threads; every unit adds to rows of its own."""
    from parley.models.course import kernels_paths

    n, T, m = len(p.draw), p.months, len(units)
    phases, ever = np.zeros((m, T + 1, 6), np.int64), np.zeros((m, T + 1, 5), np.int64)
    sums, held = np.zeros((m, T + 1, len(SUMS))), np.zeros((m, len(p.meetings)), np.int64)
    holding, normal = np.zeros((m, T + 1), np.int64), chance.normal_table()

    seeds, listed = chance.draw_keys(seed, np.arange(n)), np.array(units, np.int64).reshape(-1, 2)
    at = -1 if truce_at is None else truce_at

    def work(i: int, j: int) -> None:
        kernels_paths.run_units(
            listed[i:j], UNIT, count, seeds, p.draw, p.monthly, p.levers, p.breaks, p.relapses,
            p.tables, p.fronts, p.of_month, p.scalars, p.meetings, p.chances, normal, p.joined,
            at, every, phases[i:j], ever[i:j], sums[i:j], held[i:j], holding[i:j],
        )  # fmt: skip

    over_chunks(work, m, max(1, min(16, m // 16)), threads)
    first = np.flatnonzero([i == 0 for _, i in units])

    def per_draw(a: NDArray) -> NDArray:  # type: ignore[type-arg]
        out: NDArray = np.add.reduceat(a, first, axis=0) if n else a  # type: ignore[type-arg]
        return out

    return (
        per_draw(phases).cumsum(1), per_draw(ever).cumsum(1), per_draw(sums), per_draw(held),
        per_draw(holding).cumsum(1),
    )  # fmt: skip


def _numpy(
    p: Packed, n: int, count: int, seed: int, truce_at: int | None, every: int
) -> tuple[Counts, Counts, Array, Counts, Counts]:
    """Blocks of whole draws, all paths of a block at once."""
    T, block = p.months, max(1, 50_000 // count)
    phases, ever = np.zeros((n, T + 1, 6), np.int64), np.zeros((n, T + 1, 5), np.int64)
    sums, held = np.zeros((n, T + 1, len(SUMS))), np.zeros((n, len(p.meetings)), np.int64)
    holding = np.zeros((n, T + 1), np.int64)
    for low in range(0, n, block):
        for first in range(0, count, 50_000):
            size = min(50_000, count - first)
            draw = np.repeat(np.arange(low, min(low + block, n)), size)
            path = np.tile(np.arange(first, first + size), len(draw) // size)
            s = paths.begin(p, draw, chance.keys(seed, draw, path))
            for t in range(T + 1):
                if t == truce_at:
                    paths.force_ceasefire(s)
                _count(p, s, t, every, phases, ever, sums, holding)
                if t < T:
                    paths.step(p, s, t)
            for k in range(held.shape[1]):
                held[:, k] += np.bincount(draw, (s.took >> k) & 1, n).astype(np.int64)
    return phases, ever, sums, held, holding


def _count(
    p: Packed, s: paths.State, t: int, every: int,
    phases: Counts, ever: Counts, sums: Array, holding: Counts,
) -> None:  # fmt: skip
    """Add this month's paths to the counts."""
    n = len(phases)
    phases[:, t] += np.bincount(s.draw * 6 + s.phase, minlength=n * 6).reshape(n, 6)
    for f in range(5):
        ever[:, t, f] += np.bincount(s.draw[(s.ever >> f) & 1 == 1], minlength=n)
    holding[:, t] += np.bincount(s.draw[s.forced], minlength=n)
    if not every or t % every:
        return
    war = np.flatnonzero(s.phase <= 1)
    d, a, b = s.draw[war], s.r_A[war], s.r_B[war]
    for k, v in enumerate((np.ones(len(war)), a, b, a * a, b * b, s.x[war])):
        sums[:, t, k] += np.bincount(d, v, n)
    if p.joined:
        month = min(t, p.months - 1)
        z, m = paths.look_up(p, s, month, war, t)
        sums[:, t, 6] += np.bincount(d, z, n)
        sums[:, t, 7] += np.bincount(d, m, n)
