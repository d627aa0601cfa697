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
from parley.models.course.simulate import simulate
from parley.models.course.value import Stakes, pieces_here


@dataclass(frozen=True)
class CollapseAnchor:
    """Scales that make the chance that a side falls equal to history's.

    `drain` multiplies both sides' drains, `sudden` both hazards of sudden collapse. `reached` is
    the chance that a side has fallen by each of `months`, without deals; `met` whether every target
    is.
    """

    drain: float
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


def fallen(course: Course, months: tuple[int, ...], paths_per_draw: int, seed: int) -> Array:
    """Chance that a side has fallen by each month, averaged over draws."""
    shares = simulate(course, paths_per_draw, seed=seed, every=0).shares()
    out: Array = shares[:, list(months), 4:].sum(2).mean(0)
    return out


def scaled(course: Course, drain: float, sudden: float = 1.0) -> Course:
    """The course with both drains and both sudden hazards multiplied."""
    return replace(
        course, drain_A=course.drain_A * drain, drain_B=course.drain_B * drain,
        sudden_A=course.sudden_A * sudden, sudden_B=course.sudden_B * sudden,
    )  # fmt: skip


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
    war = without_deals(course)

    def miss(log_scale: float) -> float:
        return (
            float(fallen(scaled(war, np.exp(log_scale)), (month,), paths_per_draw, seed)[0])
            - target
        )

    drain = float(np.exp(_bisect(miss, np.log(0.02), _most_drain(course), 1e-4)))
    reached = float(fallen(scaled(war, drain), (month,), paths_per_draw, seed)[0])
    return CollapseAnchor(
        drain, 1.0, (month,), (target,), (reached,), abs(reached - target) < 0.005
    )


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
    war = without_deals(course)

    def miss(log_pace: float) -> float:
        pace = float(np.exp(log_pace))
        trial = replace(scaled(war, pace), swing=war.swing * np.sqrt(pace))
        return float(fallen(trial, (month,), paths_per_draw, seed)[0]) - target

    return float(np.exp(_bisect(miss, np.log(0.02), np.log(15.0), 2e-3)))


def anchor_collapse(
    course: Course, early: float, late: float, *,
    months: tuple[int, int] = (12, 60), paths_per_draw: int = 50, seed: int = 1,
) -> CollapseAnchor:  # fmt: skip
    """Level of sudden collapse and scale of both drains together, for two targets.

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
        scales come nearest to the early target while the late one is met, or while drains are
        at a fiftieth of what was given.

    Notes
    -----
    Drains take years to bring a side from half its potential to none, so they hardly touch the
    early target; sudden collapse sets it. If sudden collapse alone then passes the late target
    there is no solution with any drain: with a hazard constant in time that is so whenever
    ``1 - (1 - early)^(late month / early month) > late``.

    Examples
    --------
    >>> sudden = {'sudden_A': .001, 'sudden_B': .001}
    >>> c = Course(60, 0, 0, drain_A=.008, drain_B=.008, r_A=.6, r_B=.6, **sudden)
    >>> a = anchor_collapse(c, .03, .3, paths_per_draw=2000)
    >>> a.met, [round(v, 2) for v in a.reached]
    (True, [0.03, 0.3])
    """
    _check_target(course, months[1], late)
    _check_target(course, months[0], early)
    war = without_deals(course)

    def drains(sudden: float) -> float:
        """Drain scale that meets the late target at this level of sudden collapse."""
        return _bisect(
            lambda v: float(fallen(scaled(war, np.exp(v), sudden), months[1:], paths_per_draw,
            seed)[0]) - late, np.log(0.02), _most_drain(course), 1e-3,
        )  # fmt: skip

    def miss(log_sudden: float) -> float:
        sudden = float(np.exp(log_sudden))
        return (
            float(
                fallen(
                    scaled(war, np.exp(drains(sudden)), sudden), months[:1], paths_per_draw, seed
                )[0]
            )
            - early
        )

    most = float(np.exp(_bisect(
        lambda v: float(fallen(scaled(war, 0.02, np.exp(v)), months[1:], paths_per_draw, seed)[0]) -
        late, np.log(1e-3), np.log(1e3), 1e-3,
    )))  # fmt: skip
    sudden = float(np.exp(_bisect(miss, np.log(1e-3), np.log(most), 1e-3)))
    drain = float(np.exp(drains(sudden)))
    reached = tuple(
        float(v) for v in fallen(scaled(war, drain, sudden), months, paths_per_draw, seed)
    )
    met = abs(reached[0] - early) < 0.005 and abs(reached[1] - late) < 0.005
    return CollapseAnchor(drain, sudden, months, (early, late), reached, met)


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


def _bisect(miss: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """Where a rising function crosses zero in [low, high]; the nearer end if it does not."""
    if miss(low) >= 0:
        return low
    if miss(high) <= 0:
        return high
    while high - low > tolerance:
        middle = (low + high) / 2
        if miss(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _most_drain(course: Course) -> float:
    """Logarithm of the largest scale at which no drain passes its limit, at most 50."""
    most = max(float(np.abs(d).max(initial=0)) for d in (course.drain_A, course.drain_B))
    return float(np.log(min(50.0, 0.2 / most if most else 50.0)))


def _check_target(course: Course, month: int, target: float) -> None:
    """Refuse a target outside (0, 1) or beyond the horizon."""
    if not 0 < target < 1:
        raise CourseError(f"collapse target: must be in (0, 1), got {target:g}")
    if not 1 <= month <= course.months:
        raise CourseError(f"collapse target: month must be in 1..{course.months}, got {month}")
