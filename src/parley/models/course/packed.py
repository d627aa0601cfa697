"""The inputs of the paths in the few arrays that both ways of stepping read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from parley.models.course.field import Array
from parley.models.course.model import Course, Tables

COLUMNS = (
    "settle_ceasefire", "theta_z", "theta_m", "lift_talks", "theta_u", "theta_e", "talks_start",
    "talks_fail", "swing", "tilt", "front", "front_noise", "gain", "r_A", "r_B", "x", "intensity",
    "z_reference", "m_reference", "learning", "escalate", "calm", "lift", "weakest",
    "most_settle", "most_truce", "most_break", "most_fall", "in_talks",
)  # fmt: skip
C = {name: k for k, name in enumerate(COLUMNS)}


@dataclass(frozen=True)
class Packed:
    """Arrays of a `Course`: one number per draw in `draw`, by month in `monthly` and `levers`.

    `most_settle`, `most_truce`, `most_break` and `most_fall` bound the factors that surplus,
    margin, weariness and balance can put on a hazard: a uniform number above needs no look-up.
    """

    months: int
    draw: Array
    monthly: Array
    levers: Array
    breaks: Array
    relapses: Array
    tables: Any
    fronts: Array
    of_month: Any
    scalars: Array
    meetings: Any
    chances: Array
    joined: bool


def age_table(hazard: Array, ages: tuple[int, ...], months: int) -> Array:
    """Hazard of each age in months, 0 to `months`, from the hazards of age classes."""
    at = np.searchsorted(np.asarray(ages, int), np.arange(months + 1), side="right")
    return np.ascontiguousarray(hazard[:, at])


def pack(c: Course) -> Packed:
    """Bring a course into the arrays that both ways of stepping read."""
    tables = c.tables or Tables(
        np.zeros((1, c.draws, 2, 2, 2, 4), np.float32), np.array([-1.0, 1.0]), None
    )
    joined = c.tables is not None
    of = np.zeros((2, c.months), np.int64) if tables.of_month is None else tables.of_month
    weakest = np.minimum(c.r_A, c.r_B)
    z, m = (tables.values[..., k::2] for k in (0, 1))
    by_draw = (0, 2, 3, 4, 5)
    up_z = _most(c.theta_z, z.min(by_draw) - c.z_reference, z.max(by_draw) - c.z_reference, joined)
    up_m = _most(c.theta_m, m.min(by_draw) - c.m_reference, m.max(by_draw) - c.m_reference, joined)
    down_m = _most(
        -c.theta_m, m.min(by_draw) - c.m_reference, m.max(by_draw) - c.m_reference, joined
    )
    weary = np.exp(np.maximum(c.theta_u * weakest, c.theta_u * (weakest - 1)))
    eager = np.exp(np.maximum(c.theta_e * -weakest, c.theta_e * (1 - weakest)))
    start, fail = c.talks_start, c.talks_fail
    in_talks = np.divide(start, start + fail, out=np.zeros(c.draws), where=start + fail > 0)
    strongest = np.maximum(c.strength_A.max((1, 2)), c.strength_B.max((1, 2)))
    extra = {
        "lift_talks": np.exp(c.theta_t), "weakest": weakest, "in_talks": in_talks,
        "most_settle": up_z * weary, "most_truce": up_m * weary, "most_break": down_m * eager,
        "most_fall": np.exp(np.abs(c.tilt) * strongest) * (1 + 1e-6),
    }  # fmt: skip
    draw = np.stack([extra[k] if k in extra else getattr(c, k) for k in COLUMNS], 1)
    v = c.sd**2 / (1 - c.phi**2)
    start_phase = {"war": 0, "talks": 1, "ceasefire": 2, "mixed": 6}[c.start]
    scalars = [
        c.phi,
        c.sd,
        c.psi,
        c.psi**2 * v / 2,
        c.fought,
        start_phase,
        c.start_age,
        c.escalation_multiple,
        np.exp(v / 2),
    ]
    meetings = np.array(
        [(m.month, -1 if m.after is None else m.after) for m in c.meetings], np.int64
    )
    last = c.months + c.start_age
    return Packed(
        months=c.months,
        draw=np.ascontiguousarray(draw),
        monthly=np.stack([c.settle, c.truce, c.sudden_A, c.sudden_B], 1),
        levers=np.stack([c.drain_A, c.drain_B, c.strength_A, c.strength_B], 1),
        breaks=age_table(c.break_hazard, c.break_ages, last),
        relapses=age_table(c.relapse_hazard, c.relapse_ages, last),
        tables=tables.values,
        fronts=np.array([tables.fronts[0], tables.fronts[1] - tables.fronts[0]]),
        of_month=of,
        scalars=np.array(scalars),
        meetings=meetings.reshape(-1, 2),
        chances=np.stack([m.chance for m in c.meetings], 1)
        if c.meetings
        else np.zeros((c.draws, 0)),
        joined=joined,
    )


def _most(theta: Array, low: Array, high: Array, joined: bool) -> Array:
    """Largest exp(theta * v) for v in [low, high], a little above it for rounding."""
    out: Array = np.exp(np.maximum(theta * low, theta * high)) if joined else np.ones_like(theta)
    return out * (1 + 1e-6)
