# ruff: noqa: N815
"""One month of the course for many paths at once, in NumPy: the readable way of stepping.

Order of a month: a forced ceasefire; the table (settle, truce, break, relapse); the field for those
who fought; what falls; talks begin or fail; meetings. `kernels_paths` does the same one path at a
time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from parley.models.course import chance
from parley.models.course.model import (
    CEASEFIRE,
    COLLAPSE_A,
    COLLAPSE_B,
    SETTLEMENT,
    TALKS,
    WAR,
)
from parley.models.course.packed import C, Packed

Table = Callable[[Packed, "State", int, Any], None]
SIGNED, BROKE, ESCALATED, RELAPSED, NEGOTIATED = 1, 2, 4, 8, 16


@dataclass
class State:
    """Where each path is; every entry has one number per path (`recent` twelve)."""

    draw: Any
    key: Any
    phase: Any
    age: Any
    r_A: Any
    r_B: Any
    x: Any
    l: Any
    high: Any
    relapse: Any
    ever: Any
    took: Any
    forced: Any
    recent: Any

    def take(self, rows: Any) -> State:
        """The paths of these rows, copied."""
        return State(**{f.name: getattr(self, f.name)[rows].copy() for f in fields(self)})


def begin(p: Packed, draw: Any, key: Any) -> State:
    """Paths at the start; `draw` is the parameter draw of each, `key` its random key."""
    n, row = len(draw), p.draw[draw]
    start = int(p.scalars[5])
    phase = np.full(n, min(start, CEASEFIRE), np.int8)
    if start == 6:
        first = chance.uniform_high(chance.word(key, -1, 0))
        phase = np.where(first < row[:, C["in_talks"]], TALKS, WAR).astype(np.int8)
    age = np.full(n, int(p.scalars[6]) if start == CEASEFIRE else 0)
    counted = np.isfinite(p.scalars[7])
    recent = np.full((n, 12 if counted else 0), p.scalars[8])
    r_A, r_B, x, l = (row[:, C[k]].copy() for k in ("r_A", "r_B", "x", "intensity"))
    none = np.zeros(n, bool)
    return State(
        draw=draw, key=key, phase=phase, age=age, r_A=r_A, r_B=r_B, x=x, l=l, high=none.copy(),
        relapse=np.ones(n), ever=np.zeros(n, np.int64), took=np.zeros(n, np.int64),
        forced=none, recent=recent,
    )  # fmt: skip


def look_up(p: Packed, s: State, t: int, rows: Any, elapsed: int | None = None) -> tuple[Any, Any]:
    """Surplus and margin at the state of these rows, trilinear; the first node's value below it."""
    d = s.draw[rows]
    if not p.joined:
        return p.draw[d, C["z_reference"]], p.draw[d, C["m_reference"]]
    table, n, fronts = p.tables, p.tables.shape[2], p.tables.shape[4]
    k = p.of_month[(s.phase[rows] == TALKS).astype(int), t]
    a, b = (np.clip(r[rows] * n - 1, 0, n - 1.0001) for r in (s.r_A, s.r_B))
    c = np.clip((s.x[rows] - p.fronts[0]) / p.fronts[1], 0, fronts - 1.0001)
    i, j, g = a.astype(int), b.astype(int), c.astype(int)
    a, b, c = a - i, b - j, c - g
    out = np.zeros((len(rows), 4))
    for u, wa in ((0, 1 - a), (1, a)):
        for v, wb in ((0, 1 - b), (1, b)):
            for w, wc in ((0, 1 - c), (1, c)):
                out += (wa * wb * wc)[:, None] * table[k, d, i + u, j + v, g + w]
    own = p.draw[d, C["learning"]] + p.scalars[4]
    own = own / (own + (t if elapsed is None else elapsed))
    return own * out[:, 0] + (1 - own) * out[:, 2], own * out[:, 1] + (1 - own) * out[:, 3]


def force_ceasefire(s: State) -> None:
    """Put every path still at war in a ceasefire of age 0, and mark it."""
    go = s.phase <= TALKS
    s.phase[go], s.age[go], s.forced[go] = CEASEFIRE, 0, True


def step(
    p: Packed, s: State, t: int, *, table: Table | None = None, held: dict[int, bool] | None = None
) -> None:
    """Carry every path one month on, in place.

    `table` stands in for what chance does at the table (see `chance_at_table`), and `held` for the
    meetings that are known to have taken place or not: observed months use them.
    """
    row, fought = p.draw[s.draw], s.phase <= TALKS
    regime = (s.phase == TALKS).astype(int)
    s.age += 1
    (table or chance_at_table)(p, s, t, row)
    fought &= s.phase <= TALKS
    _field(p, s, t, row, np.flatnonzero(fought), regime)
    rest = (s.phase >= CEASEFIRE) & (s.phase <= SETTLEMENT)
    for r in (s.r_A, s.r_B):
        r[rest] = np.minimum(r[rest] + row[rest, C["gain"]], 1)
    v = chance.uniform_low(chance.word(s.key, t, 1))
    to_talks = (s.phase == WAR) & (v < row[:, C["talks_start"]])
    to_war = (s.phase == TALKS) & (v < row[:, C["talks_fail"]])
    s.phase[to_talks], s.phase[to_war] = TALKS, WAR
    for k in (int(k) for k in np.flatnonzero(p.meetings[:, 0] == t)):
        can = may_meet(p, s, k)
        if held is not None and k in held:
            takes = can & held[k]
        else:
            u = chance.uniform_high(chance.word(s.key, t, chance.MEETING_SLOT + k))
            takes = can & (u < p.chances[s.draw, k])
        s.took[takes] |= 1 << k
        s.phase[takes & (s.phase == WAR)] = TALKS


def may_meet(p: Packed, s: State, k: int) -> Any:
    """Paths on which a meeting can take place: war or ceasefire, and its forerunner held."""
    after = int(p.meetings[k, 1])
    can = s.phase <= CEASEFIRE
    return can if after < 0 else can & ((s.took >> after) & 1 == 1)


def hazards(p: Packed, s: State, t: int, rows: Any) -> tuple[Any, Any, Any]:
    """Hazards this month of paths at war or in a ceasefire: to settle, the other, and surplus.

    The other is a ceasefire from war, and war from a ceasefire.
    """
    q, at_war, d = p.draw[s.draw[rows]], s.phase[rows] <= TALKS, s.draw[rows]
    lift = np.where(s.phase[rows] == TALKS, q[:, C["lift_talks"]], 1.0)
    z, m = look_up(p, s, t, rows)
    weak = np.minimum(s.r_A, s.r_B)[rows] - q[:, C["weakest"]]
    dm = q[:, C["theta_m"]] * (m - q[:, C["m_reference"]])
    weary = lift * np.exp(-q[:, C["theta_u"]] * weak)
    first = np.where(at_war, p.monthly[d, 0, t] * weary, q[:, C["settle_ceasefire"]])
    first = first * np.exp(q[:, C["theta_z"]] * (z - q[:, C["z_reference"]]))
    age = np.minimum(s.age[rows] - 1, p.breaks.shape[1] - 1)
    broken = p.breaks[d, age] * np.exp(q[:, C["theta_e"]] * weak - dm)
    other = np.where(at_war, p.monthly[d, 1, t] * weary * np.exp(dm), broken)
    return first, other, z


def relapse_hazard(p: Packed, s: State, rows: Any) -> Any:
    """Hazard this month that a settlement relapses."""
    age = np.minimum(s.age[rows] - 1, p.relapses.shape[1] - 1)
    return p.relapses[s.draw[rows], age] * s.relapse[rows]


def chance_at_table(p: Packed, s: State, t: int, row: Any) -> None:
    """Settle, truce, break or relapse: at most one a month, split by the size of the hazards."""
    w = chance.uniform_high(chance.word(s.key, t, 1))
    lift = np.where(s.phase == TALKS, row[:, C["lift_talks"]], 1.0)
    most = p.monthly[s.draw, 0, t] * row[:, C["most_settle"]]
    most = lift * (most + p.monthly[s.draw, 1, t] * row[:, C["most_truce"]])
    broken = (
        p.breaks[s.draw, np.minimum(s.age - 1, p.breaks.shape[1] - 1)] * row[:, C["most_break"]]
    )
    in_pact = row[:, C["settle_ceasefire"]] * row[:, C["most_settle"]] + broken
    most = np.where(s.phase <= TALKS, most, np.where(s.phase == CEASEFIRE, in_pact, 0.0))
    settled = np.flatnonzero(s.phase == SETTLEMENT)
    maybe = np.flatnonzero(w < most)
    if len(maybe):
        first, other, z = hazards(p, s, t, maybe)
        total, u, at_war = first + other, w[maybe], s.phase[maybe] <= TALKS
        p_any = -np.expm1(-total)
        hit = u < p_any
        signs = hit & (u * total < p_any * first)
        rest = hit & ~signs
        sign(p, s, maybe[signs], z[signs])
        stop(s, maybe[rest & at_war])
        resume(s, maybe[rest & ~at_war], BROKE)
    back = w[settled] < -np.expm1(-relapse_hazard(p, s, settled))
    resume(s, settled[back], RELAPSED)


def sign(p: Packed, s: State, rows: Any, z: Any) -> None:
    """A settlement is signed; how well it holds depends on the surplus at signing."""
    s.ever[rows] |= np.where(s.phase[rows] <= TALKS, SIGNED | NEGOTIATED, SIGNED)
    q = p.draw[s.draw[rows]]
    s.relapse[rows] = np.exp(-q[:, C["theta_m"]] * np.maximum(z - q[:, C["z_reference"]], -1.0))
    s.phase[rows], s.age[rows] = SETTLEMENT, 0


def stop(s: State, rows: Any) -> None:
    """A ceasefire is signed."""
    s.phase[rows], s.age[rows] = CEASEFIRE, 0
    s.ever[rows] |= NEGOTIATED


def resume(s: State, rows: Any, flag: int) -> None:
    """War comes back; what was forced has not held."""
    s.phase[rows], s.age[rows], s.forced[rows] = WAR, 0, False
    s.ever[rows] |= flag


def _field(p: Packed, s: State, t: int, row: Any, rows: Any, regime: Any) -> None:
    """Fighting: potentials and front move, the regime of intensity too; a side may fall."""
    phi, sd, psi, half, _, _, _, multiple, _ = p.scalars
    n1, n2, n3 = chance.normals(chance.word(s.key, t, 0))
    s.l = phi * s.l + sd * n1
    q, g = row[rows], regime[rows]
    d = s.draw[rows]
    low = chance.uniform_low(chance.word(s.key[rows], t, 2))
    high, x = s.high[rows], s.x[rows]
    begins = low < q[:, C["escalate"]] * (1 + x * x)
    s.high[rows] = high = np.where(high, low >= q[:, C["calm"]], begins)
    l = s.l[rows] + np.where(high, q[:, C["lift"]], 0.0)
    if np.isfinite(multiple):
        now = np.zeros(len(s.l))
        now[rows] = np.exp(l)
        s.ever[now > multiple * s.recent.mean(1)] |= ESCALATED
        s.recent[:, t % 12] = now
    burn = np.exp(psi * l - half)
    drain_A, drain_B, e_A, e_B = (p.levers[d, k, g, t] for k in range(4))
    a, b, swing = s.r_A[rows], s.r_B[rows], q[:, C["swing"]]
    after_A, after_B = a - drain_A * burn + swing * n2[rows], b - drain_B * burn - swing * n2[rows]
    balance = e_A * a - e_B * b
    s.x[rows] = x + q[:, C["front"]] * balance + q[:, C["front_noise"]] * n3[rows]
    _falls(p, s, t, rows, (a, after_A), (b, after_B), q[:, C["tilt"]] * balance)
    s.r_A[rows], s.r_B[rows] = np.minimum(after_A, 1), np.minimum(after_B, 1)


def _falls(p: Packed, s: State, t: int, rows: Any, path_A: Any, path_B: Any, tilted: Any) -> None:
    """Touching zero inside the month (Brownian bridge), or a sudden collapse."""
    swing = p.draw[s.draw[rows], C["swing"]]
    w = chance.word(s.key[rows], t, 3)
    c, c2 = chance.uniform_high(w), chance.uniform_low(w)
    cross_A, cross_B = (
        np.where(r <= 0, 1.0, np.exp(-2 * o * np.maximum(r, 0) / swing**2))
        for o, r in (path_A, path_B)
    )
    touched = 1 - (1 - cross_A) * (1 - cross_B)
    part = cross_A / np.maximum(cross_A + cross_B, 1e-300)
    fall_A, fall = c < touched * part, c < touched
    h_A = p.monthly[s.draw[rows], 2, t] * np.exp(-tilted)
    h_B = p.monthly[s.draw[rows], 3, t] * np.exp(tilted)
    h = h_A + h_B
    p_any = -np.expm1(-h)
    sudden = ~fall & (c2 < p_any)
    fall_A |= sudden & (c2 * h < p_any * h_A)
    fall |= sudden
    s.phase[rows[fall]] = np.where(fall_A[fall], COLLAPSE_A, COLLAPSE_B)
