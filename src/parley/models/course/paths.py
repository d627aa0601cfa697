# ruff: noqa: N815
"""One month of the course for many paths at once, in NumPy: the readable way of stepping.

Order of a month: a forced ceasefire; the table (settle, truce, break, relapse); the field for those
who fought; what falls; talks begin or fail; meetings. `kernels_paths` does the same one path at a
time.
"""

from __future__ import annotations

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


def step(p: Packed, s: State, t: int) -> None:
    """Carry every path one month on, in place."""
    row, fought = p.draw[s.draw], s.phase <= TALKS
    regime = (s.phase == TALKS).astype(int)
    s.age += 1
    _table(p, s, t, row)
    fought &= s.phase <= TALKS
    _field(p, s, t, row, np.flatnonzero(fought), regime)
    rest = (s.phase >= CEASEFIRE) & (s.phase <= SETTLEMENT)
    for r in (s.r_A, s.r_B):
        r[rest] = np.minimum(r[rest] + row[rest, C["gain"]], 1)
    v = chance.uniform_low(chance.word(s.key, t, 1))
    to_talks = (s.phase == WAR) & (v < row[:, C["talks_start"]])
    to_war = (s.phase == TALKS) & (v < row[:, C["talks_fail"]])
    s.phase[to_talks], s.phase[to_war] = TALKS, WAR
    for k, (month, after) in enumerate(p.meetings):
        if month == t:
            held = (
                chance.uniform_high(chance.word(s.key, t, chance.MEETING_SLOT + k))
                < p.chances[s.draw, k]
            )
            held &= s.phase <= CEASEFIRE
            if after >= 0:
                held &= (s.took >> after) & 1 == 1
            s.took[held] |= 1 << k
            s.phase[held & (s.phase == WAR)] = TALKS


def _table(p: Packed, s: State, t: int, row: Any) -> None:
    """Settle, truce, break or relapse: at most one a month, split by the size of the hazards."""
    w = chance.uniform_high(chance.word(s.key, t, 1))
    war, quiet = s.phase <= TALKS, s.phase == CEASEFIRE
    lift = np.where(s.phase == TALKS, row[:, C["lift_talks"]], 1.0)
    settle, truce = p.monthly[s.draw, 0, t] * lift, p.monthly[s.draw, 1, t] * lift
    age = np.minimum(s.age - 1, p.breaks.shape[1] - 1)
    breaks = p.breaks[s.draw, age]
    most = np.where(war, settle * row[:, C["most_settle"]] + truce * row[:, C["most_truce"]], 0.0)
    by_pact = (
        row[:, C["settle_ceasefire"]] * row[:, C["most_settle"]] + breaks * row[:, C["most_break"]]
    )
    most = np.where(quiet, by_pact, most)
    maybe = np.flatnonzero(w < most)
    if len(maybe):
        z, m = look_up(p, s, t, maybe)
        q, at_war, u = row[maybe], war[maybe], w[maybe]
        weak = np.minimum(s.r_A, s.r_B)[maybe] - q[:, C["weakest"]]
        dz = q[:, C["theta_z"]] * (z - q[:, C["z_reference"]])
        dm = q[:, C["theta_m"]] * (m - q[:, C["m_reference"]])
        weary = np.exp(-q[:, C["theta_u"]] * weak)
        first = np.where(at_war, settle[maybe] * weary, q[:, C["settle_ceasefire"]]) * np.exp(dz)
        broken = breaks[maybe] * np.exp(q[:, C["theta_e"]] * weak - dm)
        other = np.where(at_war, truce[maybe] * weary * np.exp(dm), broken)
        H = first + other
        p_any = -np.expm1(-H)
        hit = u < p_any
        signs = hit & (u * H < p_any * first)
        other_hit = hit & ~signs
        _sign(
            s,
            maybe[signs],
            np.exp(
                -q[signs, C["theta_m"]] * np.maximum(z[signs] - q[signs, C["z_reference"]], -1.0)
            ),
            war,
        )
        _stop(s, maybe[other_hit & at_war])
        _resume(s, maybe[other_hit & ~at_war], BROKE)
    settled = np.flatnonzero((s.phase == SETTLEMENT) & ~(war | quiet))
    H = (
        p.relapses[s.draw[settled], np.minimum(s.age[settled] - 1, p.relapses.shape[1] - 1)]
        * s.relapse[settled]
    )
    _resume(s, settled[w[settled] < -np.expm1(-H)], RELAPSED)


def _sign(s: State, rows: Any, relapse: Any, war: Any) -> None:
    """A settlement is signed; how well it holds depends on the surplus at signing."""
    s.phase[rows], s.age[rows], s.relapse[rows] = SETTLEMENT, 0, relapse
    s.ever[rows] |= SIGNED
    s.ever[rows[war[rows]]] |= NEGOTIATED


def _stop(s: State, rows: Any) -> None:
    """A ceasefire is signed."""
    s.phase[rows], s.age[rows] = CEASEFIRE, 0
    s.ever[rows] |= NEGOTIATED


def _resume(s: State, rows: Any, flag: int) -> None:
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
