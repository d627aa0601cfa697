"""Levers that hang on the talks or follow a timetable: fighting on and tables, regime by regime."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.conditions import Stretch, same
from parley.bridges.situation import Situation
from parley.models.course.fighting import switching
from parley.outlook.values import (
    FRONTS,
    Beliefs,
    Ground,
    Values,
    beliefs,
    believed,
    drains,
    in_three,
    strengths,
    values,
)

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


def solve(ground: Ground, plan: Sequence[Stretch]) -> tuple[Beliefs, ...]:
    """Return the pieces of fighting of every regime: per stretch outside talks, then in talks.

    Notes
    -----
    Where levers hang on the talks the two regimes are one system: a party that fights on expects
    talks to begin and fail at their usual rates, and the levers to follow. The end of a stretch is
    not foreseen.
    """
    out: list[Beliefs] = []
    for s in plan:
        if not s.switches:
            out.append(beliefs(ground, s.outside))
            continue
        leave = [np.tile(ground.draws[k][: ground.rows], 3) for k in ("talks_start", "talks_fail")]
        pair = switching(believed(ground, s.outside), believed(ground, s.inside), *leave)
        out += [in_three(p, ground.rows) for p in pair]
    return tuple(out)


def valued(
    ground: Ground,
    plan: Sequence[Stretch],
    cost: Array,
    solved: Sequence[Beliefs],
    like: Values | None = None,
) -> Values:
    """Return the values of a plan: those of its first regime, with the later ones inside.

    Parameters
    ----------
    ground, cost : as for `values`
    plan : stretches, the first from month 0
    solved : pieces of every regime, from `solve`
    like : values of a plan in which the same holds now and is on the table, to save time
    """
    sides = [x for s in plan for x in ((s.outside, s.inside) if s.switches else (s.outside,))]
    known = () if like is None else (like, *like.later)
    parts: list[Values] = []
    for k, situation in enumerate(sides):
        before = known[k].frontiers if len(known) == len(sides) else None
        if before is None and parts and _alike(situation, sides[0]):
            before = parts[0].frontiers
        parts.append(values(ground, situation, cost, solved[k], before))
    if len(parts) == 1:
        return parts[0]
    of = by_month(plan, ground.rates.negotiated.shape[1])
    return replace(parts[0], later=tuple(parts[1:]), of_month=of)


def by_month(plan: Sequence[Stretch], months: int) -> Indices | None:
    """The regime outside talks and in talks by month, (2, months); None where there is one only."""
    if len(plan) == 1 and not plan[0].switches:
        return None
    of, k = np.empty((2, months), np.int64), 0
    for s in plan:
        of[0, s.month :], of[1, s.month :] = k, k + s.switches
        k += 1 + s.switches
    return of


def revalued(
    ground: Ground, plan: Sequence[Stretch], cost: Array, base: Values, known: Sequence[Stretch]
) -> Values:
    """Return the values of a plan, taking over from `base`, those of `known`, what is the same."""
    if same(plan, known):
        return base
    old = tuple(v.beliefs for v in (base, *base.later))
    solved = old if same(plan, known, field_only=True) else solve(ground, plan)
    alike = len(plan) == len(known) and all(
        _alike(a.outside, b.outside) and a.switches == b.switches
        for a, b in zip(plan, known, strict=True)
    )
    return valued(ground, plan, cost, solved, base if alike else None)


def _alike(one: Situation, other: Situation) -> bool:
    """Whether the same holds now and is on the table."""
    return np.array_equal(one.now, other.now) and np.array_equal(one.allowed, other.allowed)


def tables(v: Values) -> NDArray[np.float32]:
    """Tables of every regime, (regimes, n, N, N, fronts, 4)."""
    return np.stack([x.tables for x in (v, *v.later)]) if v.later else v.tables[None]


def field_by_month(ground: Ground, v: Values) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Drains and strengths of both sides: (n,) each, or (n, 2, months) where levers change."""
    found = [(drains(ground, x.situation), strengths(ground, x.situation)) for x in (v, *v.later)]
    if v.of_month is None:
        return found[0]

    def by_month(kind: int, side: int) -> Array:
        every: Array = np.stack([f[kind][side] for f in found], axis=1)
        return every[:, v.of_month]

    return (by_month(0, 0), by_month(0, 1)), (by_month(1, 0), by_month(1, 1))


def reference(ground: Ground, v: Values) -> tuple[Array, Array]:
    """Surplus and margin today, (n,) each: the mean in and out of talks when levers hang on them.

    Talks have their long-run share, as the base rate of negotiated ends has.
    """
    a, b = ground.potentials()
    start, fail = ground.draws["talks_start"], ground.draws["talks_fail"]
    share = start / (start + fail)

    def today(k: int) -> Array:
        here = look_up(v.tables[..., k], a, b)
        if v.of_month is None or v.of_month[1, 0] == 0:
            return here
        talks = v.later[int(v.of_month[1, 0]) - 1]
        return (1 - share) * here + share * look_up(talks.tables[..., k], a, b)

    return today(0), today(1)


def look_up(table: NDArray[np.float32], r_a: Array, r_b: Array) -> Array:
    """Value of a table (n, N, N, fronts) at each draw's potentials and the front as it stands."""
    n = table.shape[1]
    a, b = (np.clip(r * n - 1, 0, n - 1 - 1e-9) for r in (r_a, r_b))
    i, j, rows = a.astype(int), b.astype(int), np.arange(len(table))
    f, g = a - i, b - j
    at = table[..., FRONTS.size // 2]
    near = (1 - g) * at[rows, i, j] + g * at[rows, i, j + 1]
    far = (1 - g) * at[rows, i + 1, j] + g * at[rows, i + 1, j + 1]
    return np.asarray((1 - f) * near + f * far, float)
