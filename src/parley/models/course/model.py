# ruff: noqa: N815
"""Inputs of the paths: war and peace month by month, all hazards and parameters given."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from parley.errors import CourseError
from parley.models.course.field import Array, check

PHASES = ("war", "talks", "ceasefire", "settlement", "collapse_A", "collapse_B")
WAR, TALKS, CEASEFIRE, SETTLEMENT, COLLAPSE_A, COLLAPSE_B = range(6)
STARTS = ("war", "talks", "ceasefire", "mixed")
EVER = ("signed_by", "ceasefire_collapsed", "escalation", "relapsed", "negotiated_end")

_DRAW = {  # entries with one number per draw: lowest, highest, default (None: must be given)
    "settle_ceasefire": (0, 10, 0.015), "theta_z": (-20, 20, 0.0), "theta_m": (-20, 20, 0.0),
    "theta_t": (-5, 5, 0.0), "theta_u": (-20, 20, 0.0), "theta_e": (-20, 20, 0.0),
    "talks_start": (0, 1, 0.04), "talks_fail": (0, 1, 0.2), "swing": (1e-6, 0.2, 0.03),
    "tilt": (-50, 50, 0.0), "front": (-5, 5, 0.0), "front_noise": (0, 1, 0.01),
    "gain": (0, 1, 0.004), "r_A": (0, 1, 1.0), "r_B": (0, 1, 1.0), "x": (-10, 10, 0.0),
    "intensity": (-20, 20, 0.0), "z_reference": (-1, 1, 0.0), "m_reference": (-1, 1, 0.0),
    "learning": (1e-9, 1e6, 24.0), "escalate": (0, 1, 0.0), "calm": (0, 1, 0.2),
    "lift": (-5, 5, 0.0),
}  # fmt: skip
_MONTH = {
    "settle": (0, 10, None), "truce": (0, 10, None),
    "sudden_A": (0, 10, 0.0), "sudden_B": (0, 10, 0.0),
}  # fmt: skip
_LEVER = {
    "drain_A": (-0.2, 0.2, 0.0), "drain_B": (-0.2, 0.2, 0.0),
    "strength_A": (0, 10, 1.0), "strength_B": (0, 10, 1.0),
}  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """A planned meeting: `month` (0 the first), `chance` it takes place, `after` an earlier one."""

    month: int
    chance: Array
    after: int | None = None


@dataclass(frozen=True)
class Tables:
    """Surplus and margin by state, to be looked up along the paths.

    Parameters
    ----------
    values : array, shape (n_tables, n_draws, N, N, n_fronts, 4)
        z now, m now, z converged, m converged: the surplus of the best package and the margin of
        things as they stand, with beliefs as of now and with beliefs converged, at r_A = i / N,
        r_B = j / N (i, j from 1) and each front. In [-1, 1]. Stored as float32.
    fronts : array, shape (n_fronts,)
        Fronts of the table, evenly spaced, at least two.
    of_month : array of int, shape (2, months) or (months,)
        Table in force in each month, outside talks and in talks; table 0 throughout by default.
    """

    values: NDArray[np.float32]
    fronts: Array
    of_month: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Course:
    """A course of war and peace, n_draws of its parameters; shapes below may be given as scalars.

    Entries of shape (n_draws, months) may be given per draw, those of shape (n_draws, 2, months)
    also as (n_draws, months): the second axis is outside talks and in talks, so that a lever may
    hang on the talks.

    Parameters
    ----------
    months : int
        Horizon.
    settle, truce : (n_draws, months)
        Hazard a month that war ends in a settlement or a ceasefire, outside talks, at the
        reference surplus and margin; by war age.
    settle_ceasefire : (n_draws,)
        Hazard a month that a ceasefire becomes a settlement.
    break_ages, relapse_ages : tuple of int
        First month of every age class after the first, as (1, 3, 6): ages 0, 1-2, 3-5, 6 and on.
    break_hazard, relapse_hazard : (n_draws, n_ages)
        Hazard a month that a ceasefire breaks, that a settlement relapses, by its age in months.
    theta_z, theta_m, theta_t, theta_u, theta_e : (n_draws,)
        Log hazard ratios: per unit of surplus, per unit of margin, in talks, per unit of the
        weaker side's exhaustion, and per unit of the weaker side's potential on a ceasefire's
        break.
    talks_start, talks_fail : (n_draws,)
        Chance a month that talks begin, that they fail.
    drain_A, drain_B, strength_A, strength_B : (n_draws, 2, months)
        Potential lost a month at mean intensity, and strength in the field, with the levers in
        them.
    swing, tilt, front : (n_draws,)
        As in `Field`; `front_noise` the standard deviation of the front a month.
    sudden_A, sudden_B : (n_draws, months)
        Hazard a month of a sudden collapse at an even balance.
    gain : (n_draws,)
        Potential regained in a month without war.
    phi, sd, psi : float
        AR(1) of the log intensity and the elasticity of exhaustion to it.
    r_A, r_B, x, intensity : (n_draws,)
        Potentials in (0, 1], front and log intensity (0 is the mean) at the start.
    tables : Tables, optional
        Surplus and margin by state; without them both stay at their references.
    z_reference, m_reference : (n_draws,)
        Surplus and margin at which the hazards are as given.
    fought, learning : int, (n_draws,)
        Months fought so far and the weight, in months, of what the sides believed before: the
        share of beliefs now is `(learning + fought) / (learning + fought + t)`.
    meetings : tuple of Meeting
        One that takes place while there is war puts the path in talks.
    start : str
        "war", "talks", "ceasefire" (of age `start_age` months) or "mixed": talks with the chance
        they have in the long run.
    escalate, calm, lift : (n_draws,)
        Escalation as a regime: begins with chance `escalate (1 + x^2)` a month of war, ends with
        chance `calm`, and adds `lift` to the log intensity while it lasts.
    escalation_multiple : float
        A month counts as an escalation when its intensity is more than this many times its mean
        over the 12 months before; infinity (the default): not counted.

    Raises
    ------
    CourseError
        If an entry has the wrong shape or range, a meeting lies outside the horizon, or a table
        holds a value outside [-1, 1]. The message names the entry and the draw.

    Examples
    --------
    >>> c = Course(12, settle=.01, truce=[.005, .006])
    >>> c.draws, c.settle.shape, c.drain_A.shape
    (2, (2, 12), (2, 2, 12))
    """

    months: int
    settle: Array
    truce: Array
    settle_ceasefire: Array = 0.015  # type: ignore[assignment]
    break_ages: tuple[int, ...] = ()
    break_hazard: Array = 0.01  # type: ignore[assignment]
    relapse_ages: tuple[int, ...] = ()
    relapse_hazard: Array = 0.001  # type: ignore[assignment]
    theta_z: Array = 0.0  # type: ignore[assignment]
    theta_m: Array = 0.0  # type: ignore[assignment]
    theta_t: Array = 0.0  # type: ignore[assignment]
    theta_u: Array = 0.0  # type: ignore[assignment]
    theta_e: Array = 0.0  # type: ignore[assignment]
    talks_start: Array = 0.04  # type: ignore[assignment]
    talks_fail: Array = 0.2  # type: ignore[assignment]
    drain_A: Array = 0.0  # type: ignore[assignment]
    drain_B: Array = 0.0  # type: ignore[assignment]
    strength_A: Array = 1.0  # type: ignore[assignment]
    strength_B: Array = 1.0  # type: ignore[assignment]
    swing: Array = 0.03  # type: ignore[assignment]
    tilt: Array = 0.0  # type: ignore[assignment]
    front: Array = 0.0  # type: ignore[assignment]
    front_noise: Array = 0.01  # type: ignore[assignment]
    sudden_A: Array = 0.0  # type: ignore[assignment]
    sudden_B: Array = 0.0  # type: ignore[assignment]
    gain: Array = 0.004  # type: ignore[assignment]
    phi: float = 0.76
    sd: float = 0.78
    psi: float = 0.5
    r_A: Array = 1.0  # type: ignore[assignment]
    r_B: Array = 1.0  # type: ignore[assignment]
    x: Array = 0.0  # type: ignore[assignment]
    intensity: Array = 0.0  # type: ignore[assignment]
    tables: Tables | None = None
    z_reference: Array = 0.0  # type: ignore[assignment]
    m_reference: Array = 0.0  # type: ignore[assignment]
    fought: int = 0
    learning: Array = 24.0  # type: ignore[assignment]
    meetings: tuple[Meeting, ...] = ()
    start: str = "war"
    start_age: int = 0
    escalate: Array = 0.0  # type: ignore[assignment]
    calm: Array = 0.2  # type: ignore[assignment]
    lift: Array = 0.0  # type: ignore[assignment]
    escalation_multiple: float = np.inf

    def __post_init__(self) -> None:
        """Bring every entry to its full shape and check its range."""
        if not 1 <= self.months <= 1200:
            raise CourseError(f"months: must be in 1..1200, got {self.months}")
        draws = self._count_draws()
        for name, (low, high, _) in {**_DRAW, **_MONTH, **_LEVER}.items():
            shaped = self._shaped(name, draws)
            check(name, shaped, low, high)
            object.__setattr__(self, name, shaped)
        for name in ("r_A", "r_B"):
            check(name, getattr(self, name), 1e-9, 1)
        for kind in ("break", "relapse"):
            self._check_ages(kind, draws)
        self._check_rest()
        if self.tables is not None:
            object.__setattr__(self, "tables", self._check_tables(self.tables, draws))
        object.__setattr__(
            self, "meetings", tuple(self._meeting(k, draws) for k in range(len(self.meetings)))
        )

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.swing)

    def _count_draws(self) -> int:
        """Longest first axis of the entries and the tables."""
        names = [f.name for f in fields(self) if f.name in {**_DRAW, **_MONTH, **_LEVER}]
        names += ["break_hazard", "relapse_hazard"]
        sizes = [len(a) for a in (np.asarray(getattr(self, n)) for n in names) if a.ndim]
        sizes += [len(np.asarray(m.chance)) for m in self.meetings if np.asarray(m.chance).ndim]
        if self.tables is not None:
            sizes.append(np.asarray(self.tables.values).shape[1])
        return max(sizes, default=1)

    def _shaped(self, name: str, draws: int) -> Array:
        """One entry in its full shape."""
        a = np.asarray(getattr(self, name), float)
        if name in _DRAW:
            shape: tuple[int, ...] = (draws,)
        elif name in _MONTH:
            shape, a = (draws, self.months), a[:, None] if a.ndim == 1 else a
        else:
            shape = (draws, 2, self.months)
            a = a[:, None, None] if a.ndim == 1 else a[:, None, :] if a.ndim == 2 else a
        try:
            return np.ascontiguousarray(np.broadcast_to(a, shape))
        except ValueError:
            raise CourseError(f"{name}: need shape {shape}, got {a.shape}") from None

    def _check_ages(self, kind: str, draws: int) -> None:
        """Age classes and hazards of a ceasefire's break or a settlement's relapse."""
        ages = tuple(int(v) for v in getattr(self, f"{kind}_ages"))
        if list(ages) != sorted(set(ages)) or (ages and ages[0] < 1):
            raise CourseError(f"{kind}_ages: must rise from at least 1, got {ages}")
        a = np.asarray(getattr(self, f"{kind}_hazard"), float)
        try:
            shaped = np.ascontiguousarray(np.broadcast_to(a, (draws, len(ages) + 1)))
        except ValueError:
            raise CourseError(
                f"{kind}_hazard: need {draws} draws x {len(ages) + 1} ages, got {a.shape}"
            ) from None
        check(f"{kind}_hazard", shaped, 0, 10)
        object.__setattr__(self, f"{kind}_ages", ages)
        object.__setattr__(self, f"{kind}_hazard", shaped)

    def _check_rest(self) -> None:
        """Scalars."""
        if self.start not in STARTS:
            raise CourseError(f"start: must be one of {', '.join(STARTS)}, got {self.start!r}")
        if self.start_age < 0 or self.fought < 0:
            raise CourseError(
                f"start_age and fought: must not be negative, got {self.start_age}, {self.fought}"
            )
        if not (0 <= self.phi < 1 and 0 <= self.sd <= 5 and 0 <= self.psi <= 5):
            raise CourseError(
                f"intensity: phi in [0, 1), sd and psi in [0, 5], got {self.phi:g}, "
                f"{self.sd:g}, {self.psi:g}"
            )
        if not self.escalation_multiple > 1:
            raise CourseError(
                f"escalation_multiple: must be above 1, got {self.escalation_multiple:g}"
            )

    def _check_tables(self, tables: Tables, draws: int) -> Tables:
        """Shapes and range of the tables."""
        values, fronts = np.asarray(tables.values, np.float32), np.asarray(tables.fronts, float)
        shape = values.shape
        if len(shape) != 6 or shape[1] != draws or shape[2] != shape[3] or shape[5] != 4:
            raise CourseError(f"tables: need (n_tables, {draws}, N, N, n_fronts, 4), got {shape}")
        if (
            len(fronts) != shape[4]
            or len(fronts) < 2
            or np.ptp(np.diff(fronts)) > 1e-9
            or fronts[1] <= fronts[0]
        ):
            raise CourseError(
                f"tables: need {shape[4]} evenly spaced fronts, at least 2, got {fronts.tolist()}"
            )
        if values.size and not np.abs(values).max() <= 1:
            bad = np.argwhere(~(np.abs(values) <= 1))[0]
            raise CourseError(
                f"tables: surplus of draw {bad[1]} must be in [-1, 1], got {values[tuple(bad)]:g}"
            )
        of = (
            np.zeros((2, self.months), np.int64)
            if tables.of_month is None
            else np.asarray(tables.of_month, np.int64)
        )
        of = np.broadcast_to(of, (2, self.months)).copy()
        if of.size and not (of.min() >= 0 and of.max() < shape[0]):
            raise CourseError(
                f"tables: of_month must be in 0..{shape[0] - 1}, got {of.min()}..{of.max()}"
            )
        return Tables(np.ascontiguousarray(values), fronts, of)

    def _meeting(self, k: int, draws: int) -> Meeting:
        """One meeting with its chance per draw."""
        m = self.meetings[k]
        if not 0 <= m.month < self.months:
            raise CourseError(f"meeting {k}: month must be in 0..{self.months - 1}, got {m.month}")
        if m.after is not None and not (
            0 <= m.after < k and self.meetings[m.after].month <= m.month
        ):
            raise CourseError(
                f"meeting {k}: must follow an earlier meeting of the list, got {m.after}"
            )
        chance = np.broadcast_to(np.asarray(m.chance, float), (draws,)).copy()
        check(f"meeting {k}", chance, 0, 1)
        return Meeting(int(m.month), chance, m.after)
