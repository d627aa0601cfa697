"""Numbers that are solved for: a scale on both drains, the level of sudden collapse, costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array
from parley.models.course.fighting import Pieces
from parley.models.course.model import Course
from parley.models.course.simulate import SMALL, simulate
from parley.models.course.value import Stakes, pieces_here

LEAST = 0.02  # smallest drain scale tried
CLOSE = 0.005  # a target missed by less is met


@dataclass(frozen=True)
class CollapseAnchor:
    """Scales that make the chance that a side falls equal to history's.

    `drain` multiplies both sides' drains, `sudden` both hazards of sudden collapse. `reached` is
    the chance that a side has fallen by each of `months`, without deals; `met` whether every target
    is.
    """

    drain: float
    swing: float
    sudden: float
    months: tuple[int, ...]
    targets: tuple[float, ...]
    reached: tuple[float, ...]
    met: bool


def without_deals(course: Course) -> Course:
    """The same course with no settlement, no ceasefire and no meetings: fighting on."""
    zero = np.zeros_like(course.settle)
    no_talks = np.zeros_like(course.talks_start)
    return replace(
        course, settle=zero, truce=zero, meetings=(), start="war", tables=None, talks_start=no_talks
    )


def scaled(course: Course, drain: float, sudden: float = 1.0) -> Course:
    """The course with both drains and both sudden hazards multiplied."""
    return replace(
        course, drain_A=course.drain_A * drain, drain_B=course.drain_B * drain,
        sudden_A=course.sudden_A * sudden, sudden_B=course.sudden_B * sudden,
    )  # fmt: skip


@dataclass(frozen=True)
class _War:
    """Fighting on without deals, simulated with the same shocks at every trial."""

    course: Course
    paths: int
    seed: int

    def fallen(
        self, drain: float, sudden: float, *months: int, pace: float = 1.0
    ) -> tuple[float, ...]:
        """Chance that a side has fallen by each month, averaged over draws."""
        c = scaled(self.course, drain * pace, sudden)
        c = replace(c, swing=c.swing * np.sqrt(pace))
        trials = 20 * c.draws * self.paths * c.months
        method = "numpy" if trials <= SMALL else "compiled"
        p = simulate(c, self.paths, seed=self.seed, every=0, method=method)
        gone = p.shares()[:, :, 4:].sum(2).mean(0)
        return tuple(float(gone[m]) for m in months)

    def pace_for(self, target: float, month: int, sudden: float) -> float:
        """Pace of the field that meets the target at this level of sudden collapse, or the end."""
        widest = float(self.course.swing.max(initial=0.01))
        most = min(15.0, self.room(), (0.2 / widest) ** 2)
        return _root(
            lambda pace: self.fallen(1.0, sudden, month, pace=pace)[0] - target, LEAST, most
        )

    def room(self) -> float:
        """How many times the largest drain may grow before it passes its limit."""
        sides = (self.course.drain_A, self.course.drain_B)
        most = max(float(np.abs(d).max(initial=0)) for d in sides)
        return 0.2 / most if most else 50.0


def anchor_scale(
    course: Course, target: float, *, month: int = 60, paths_per_draw: int = 50, seed: int = 1
) -> CollapseAnchor:
    """One scale on both drains so that, without deals, a side falls by `month` with this chance.

    Parameters
    ----------
    course : Course
        Of at least `month` months; its hazards of settlement and ceasefire are set aside.
    target : float
        Chance, averaged over draws, in (0, 1).
    month, paths_per_draw, seed
        Horizon of the target and size of the simulation; the same shocks serve every trial.

    Returns
    -------
    CollapseAnchor
        `sudden` is 1. `met` is False, and the scale the nearest in [0.02, 50], where no scale
        reaches the target: sudden collapse alone may exceed it.

    Examples
    --------
    >>> c = Course(60, 0, 0, drain_A=.01, drain_B=.01, r_A=.6, r_B=.6)
    >>> a = anchor_scale(c, .3, paths_per_draw=2000)
    >>> a.met, abs(a.reached[0] - .3) < .01
    (True, True)
    """
    _check_target(course, month, target)
    war = _War(without_deals(course), paths_per_draw, seed)
    drain = _root(
        lambda scale: war.fallen(scale, 1.0, month)[0] - target, LEAST, min(50.0, war.room())
    )
    reached = war.fallen(drain, 1.0, month)
    met = abs(reached[0] - target) < CLOSE
    return CollapseAnchor(drain, 1.0, 1.0, (month,), (target,), reached, met)


def anchor_pace(
    course: Course, target: float, *, month: int = 60, paths_per_draw: int = 50, seed: int = 1
) -> float:
    """Speed of the field at which, without deals, a side falls by `month` with chance `target`.

    The speed multiplies both drains and the variance of the swing, as if the field's clock ran
    faster or slower; sudden collapse is left alone. Where it alone passes the target, the slowest
    speed looked at comes back.

    Parameters
    ----------
    course : Course
        Of at least `month` months; its hazards of settlement and ceasefire are set aside.
    target : float
        Chance, averaged over draws, in (0, 1).
    month, paths_per_draw, seed
        Horizon of the target and size of the simulation; the same shocks serve every trial.

    Returns
    -------
    float
        In [0.02, 15].

    Examples
    --------
    >>> c = Course(60, 0, 0, drain_A=.01, drain_B=.01, r_A=.6, r_B=.6)
    >>> bool(anchor_pace(c, .3, paths_per_draw=500) > anchor_pace(c, .2, paths_per_draw=500))
    True
    """
    _check_target(course, month, target)
    war = _War(without_deals(course), paths_per_draw, seed)
    return war.pace_for(target, month, 1.0)


def anchor_collapse(
    course: Course, early: float, late: float, *,
    months: tuple[int, int] = (12, 60), paths_per_draw: int = 50, seed: int = 1,
) -> CollapseAnchor:  # fmt: skip
    """Level of sudden collapse and pace of the field together, for two targets.

    Parameters
    ----------
    course : Course
        With hazards of sudden collapse of the right shape in time and between the sides.
    early, late : float
        Chance that a side has fallen by the two months, without deals, averaged over draws.

    Returns
    -------
    CollapseAnchor
        The late target is met first. `met` is False where no pair of scales reaches both: then the
        scales come nearest to the early target while the late one is met, or while the pace is a
        fiftieth of what was given. The pace multiplies drains and the variance of the swing.

    Notes
    -----
    Exhaustion takes years to bring a side from half its potential to none, so it hardly touches the
    early target; sudden collapse sets it. If sudden collapse alone then passes the late target
    there is no solution at any pace: with a hazard constant in time that is so whenever
    ``1 - (1 - early)^(late month / early month) > late``.

    Examples
    --------
    >>> sudden = {'sudden_A': .001, 'sudden_B': .001}
    >>> c = Course(60, 0, 0, drain_A=.008, drain_B=.008, r_A=.6, r_B=.6, **sudden)
    >>> a = anchor_collapse(c, .03, .3, paths_per_draw=400)
    >>> a.met, round(a.reached[1], 1)
    (True, 0.3)
    """
    _check_target(course, months[1], late)
    _check_target(course, months[0], early)
    war = _War(without_deals(course), paths_per_draw, seed)
    top = max(float(h.max(initial=0)) for h in (course.sudden_A, course.sudden_B))
    most = _root(
        lambda v: war.fallen(1.0, v, months[1], pace=LEAST)[0] - late,
        1e-3,
        min(1e3, 10 / top if top else 1),
    )
    sudden = _root(
        lambda v: war.fallen(1.0, v, months[0], pace=war.pace_for(late, months[1], v))[0] - early,
        1e-3,
        most,
    )
    pace = war.pace_for(late, months[1], sudden)
    reached = war.fallen(1.0, sudden, *months, pace=pace)
    met = abs(reached[0] - early) < CLOSE and abs(reached[1] - late) < CLOSE
    return CollapseAnchor(pace, float(np.sqrt(pace)), sudden, months, (early, late), reached, met)


def anchor_costs(
    pieces: Pieces | tuple[Pieces, Pieces, Pieces], stakes: Stakes, nearness: ArrayLike,
    r_A: ArrayLike, r_B: ArrayLike, *, field_of: ArrayLike | None = None,
) -> Array:  # fmt: skip
    """Cost of a month of war: nearness times the cost at which a party would give in today.

    Parameters
    ----------
    pieces, field_of
        As for `value.fighting_on`, base levers.
    stakes : Stakes
        Worths and kappa; its own costs are not read.
    nearness : array, shape (n_draws, n_parties)
        0 to 1: that a party fights bounds its cost. NaN: no cost (third parties unless judged).
    r_A, r_B : array, shape (n_draws,)
        Potentials now.

    Returns
    -------
    array, shape (n_draws, n_parties)
        For a third party giving in is the worse of the two sides' falls. 0 where fighting is worth
        no more than giving in even at no cost.

    Examples
    --------
    >>> from parley.models.course.fighting import fighting
    >>> from parley.models.course.field import Field
    >>> f = fighting(Field(.01, .01, .03, 1 / 60))
    >>> s = Stakes(("A", "B"), [[0, 1]], [[1, 0]], [[.5, .5]])
    >>> anchor_costs(f, s, [[.5, 1.]], .6, .6).round(4).tolist()
    [[0.0082, 0.0165]]
    """
    near = np.broadcast_to(np.asarray(nearness, float), stakes.now.shape)
    if not ((near >= 0) & (near <= 1) | np.isnan(near)).all():
        raise CourseError(
            f"nearness: must be in [0, 1] or NaN, got {np.nanmin(near):g}..{np.nanmax(near):g}"
        )
    here = pieces_here(pieces, stakes.sides, r_A, r_B, stakes.draws, field_of)
    p_A, p_B, D, D_A, D_B, Y, left = np.moveaxis(here, -1, 0)
    terms = p_A * stakes.A_falls + p_B * stakes.B_falls + left * stakes.now + stakes.slope * Y
    give_in = stakes.give_in()
    give_in = np.where(np.isfinite(give_in), give_in, np.minimum(stakes.A_falls, stakes.B_falls))
    own = np.stack(
        [
            D_A[:, k] if s == "A" else D_B[:, k] if s == "B" else 0 * D[:, k]
            for k, s in enumerate(stakes.sides)
        ],
        1,
    )
    out: Array = np.nan_to_num(
        near * np.maximum(terms - give_in, 0) / (D + stakes.kappa * own), nan=0.0
    )
    return out


def _root(miss: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function of a positive scale crosses zero; the nearer end if it does not.

    Regula falsi on the logarithm, the stale end's miss halved (Illinois).
    """
    a, b = np.log(low), np.log(high)
    at_a, at_b = miss(low), miss(high)
    if at_a >= 0 or at_b <= 0:
        return low if at_a >= 0 else high
    side = 0
    for _ in range(40):
        c = (a * at_b - b * at_a) / (at_b - at_a)
        at_c = miss(float(np.exp(c)))
        if abs(at_c) < CLOSE / 10 or b - a < 1e-4:
            break
        if at_c < 0:
            a, at_a = c, at_c
            at_b = at_b / 2 if side == -1 else at_b
            side = -1
        else:
            b, at_b = c, at_c
            at_a = at_a / 2 if side == 1 else at_a
            side = 1
    return float(np.exp(c))


def _check_target(course: Course, month: int, target: float) -> None:
    """Refuse a target outside (0, 1) or beyond the horizon."""
    if not 0 < target < 1:
        raise CourseError(f"collapse target: must be in (0, 1), got {target:g}")
    if not 1 <= month <= course.months:
        raise CourseError(f"collapse target: month must be in 1..{course.months}, got {month}")
