# ruff: noqa: N815
"""From yearly chances to monthly hazards, and what hazards do on a finite chain of states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array


def monthly_hazard(annual_chance: ArrayLike) -> Array:
    """Constant hazard a month whose yearly chance is the one given, in [0, 1).

    Examples
    --------
    >>> float(monthly_hazard(.058).round(5))
    0.00498
    """
    p = np.asarray(annual_chance, float)
    if not ((p >= 0) & (p < 1)).all():
        raise CourseError(f"annual chance: must be in [0, 1), got {p.min():g}..{p.max():g}")
    out: Array = -np.log1p(-p) / 12
    return out


def outside_talks(
    hazard: ArrayLike, talks_start: ArrayLike, talks_fail: ArrayLike, theta_t: ArrayLike
) -> Array:
    """Hazard outside talks when `hazard` is its long-run mean over months in and out of talks.

    Talks have the long-run share `start / (start + fail)` and multiply the hazard by
    `exp(theta_t)`; arrays that broadcast with one another.

    Examples
    --------
    >>> float(outside_talks(.007, .1, .1, np.log(2)).round(6))
    0.004667
    """
    h, start, fail = (np.asarray(v, float) for v in (hazard, talks_start, talks_fail))
    share = np.divide(start, start + fail, out=np.zeros_like(start + fail), where=start + fail > 0)
    out: Array = h / (1 + share * np.expm1(np.asarray(theta_t, float)))
    return out


MOST_IN_TALKS = 0.9  # share of the usual hazard that months in talks may carry


MOST_RATIO = 4.5  # log of the largest ratio of hazards in and out of talks


def talks_apart(
    hazard: ArrayLike, worth: ArrayLike, talks_start: ArrayLike, talks_fail: ArrayLike,
    *, window: int = 12,
) -> tuple[Array, Array]:  # fmt: skip
    """Hazard outside talks, and log ratio in talks, from what the start of talks was worth.

    Parameters
    ----------
    hazard : array, shape (n_draws, ...)
        Long-run mean over months in and out of talks.
    worth : array, shape (n_draws,)
        Extra hazard in the `window` months after talks start, in months of `hazard`.
    talks_start, talks_fail : array, shape (n_draws,)
        Chance a month that talks begin, that they fail; above 0.

    Returns
    -------
    tuple of array
        Hazard outside talks, of the shape of `hazard`, and the log ratio, (n_draws,).

    Notes
    -----
    With s and f the chances, p = s / (s + f) the long-run share of talks, and the hazard L times
    the mean in talks and O times outside, ``p L + (1 - p) O = 1``. Talks that start now put
    ``(L - O) (1 - p) G`` months' worth on top, ``G = (1 - (1 - s - f)^window) / (s + f)``. Both
    give ``L = 1 + worth / G``. L is cut where talks would carry more than `MOST_IN_TALKS` of the
    mean.

    Examples
    --------
    >>> outside, ratio = talks_apart(np.array([.005]), 9., np.array([.04]), np.array([.2]))
    >>> float(outside.round(4)[0]), float(np.exp(ratio).round(1)[0])
    (0.0028, 5.9)
    >>> share = .04 / .24
    >>> float(((1 - share) * outside + share * outside * np.exp(ratio)).round(4)[0])
    0.005
    """
    h = np.asarray(hazard, float)
    given = (worth, talks_start, talks_fail)
    w, s, f = (np.broadcast_to(np.asarray(v, float), len(h)) for v in given)
    share, both = s / (s + f), s + f
    months = (1 - np.maximum(1 - both, 0) ** window) / both
    lift = np.clip(1 + w / months, 0.05, MOST_IN_TALKS / share)
    rest = (1 - share * lift) / (1 - share)
    shape = (len(h),) + (1,) * (h.ndim - 1)
    return h * rest.reshape(shape), np.minimum(np.log(lift / rest), MOST_RATIO)


def mean_hazard(hazard: ArrayLike, clock: ArrayLike, ends: ArrayLike | None = None) -> Array:
    """Constant hazard that stands for one that changes with war age, where no time index is kept.

    Parameters
    ----------
    hazard : array, shape (n_draws, months)
        Hazard a month; that of the last month goes on after it.
    clock : array, shape (n_draws,) or float
        Chance a month that the planning clock rings, in (0, 1].
    ends : array, shape (n_draws, months), optional
        Hazard of all that ends the fighting but the clock; by default `hazard` itself.

    Returns
    -------
    array, shape (n_draws,)
        The mean of the hazard over months of war, each weighted by the chance that the war has
        lasted so long.

    Examples
    --------
    >>> mean_hazard([[.006] * 60, [.006] * 24 + [.003] * 36], 1 / 60).round(4).tolist()
    [0.006, 0.0042]
    """
    h = np.asarray(hazard, float)
    out_of_war = h if ends is None else np.broadcast_to(np.asarray(ends, float), h.shape)
    stay = (1 - np.broadcast_to(np.asarray(clock, float), len(h)))[:, None] * np.exp(-out_of_war)
    weight = np.cumprod(np.concatenate([np.ones((len(h), 1)), stay[:, :-1]], 1), 1)
    weight[:, -1] /= np.maximum(1 - stay[:, -1], 1e-12)
    out: Array = (weight * h).sum(1) / weight.sum(1)
    return out


@dataclass(frozen=True)
class ChainCourse:
    """Chance of each phase after 0, 1, ... months; arrays of shape (months + 1,)."""

    war: Array
    ceasefire: Array
    settlement: Array
    collapse_A: Array
    collapse_B: Array


def course_on_chain(
    M: Any, b_A: Any, b_B: Any, start: Any, months: int, *,
    settle: ArrayLike, truce: ArrayLike, settle_ceasefire: ArrayLike, break_hazard: ArrayLike,
) -> ChainCourse:  # fmt: skip
    """Exact course on a finite chain of states: the table, then the field, month by month.

    Parameters
    ----------
    M, b_A, b_B : array, shape (n_states, n_states) and (n_states,)
        One month of war, as for `fighting.pieces_from_chain`.
    start : array, shape (n_states,)
        Chance of each state at the start, at war.
    months : int
        Months to follow.
    settle, truce, settle_ceasefire, break_hazard : array, shape (n_states,) or float
        Hazards a month by state: war to settlement and to ceasefire, ceasefire to settlement and
        back to war. Two that compete share `1 - exp(-sum)` in proportion.

    Returns
    -------
    ChainCourse

    Notes
    -----
    A ceasefire keeps the state; a month in which it is signed or broken sees no fighting.

    Examples
    --------
    >>> none = {'truce': 0., 'settle_ceasefire': 0., 'break_hazard': 0.}
    >>> c = course_on_chain([[.9]], [.05], [.05], [1.], 2, settle=.1, **none)
    >>> c.settlement.round(6).tolist()
    [0.0, 0.095163, 0.172659]
    """
    M = np.asarray(M, float)
    size = len(M)
    b = np.stack([np.asarray(b_A, float), np.asarray(b_B, float)], 1)
    hazards = [
        np.broadcast_to(np.asarray(h, float), size)
        for h in (settle, truce, settle_ceasefire, break_hazard)
    ]
    if any((h < 0).any() for h in hazards) or M.shape != (size, size) or b.shape != (size, 2):
        raise CourseError(f"chain: hazards must not be negative and shapes must fit, got {M.shape}")
    war, calm, done = np.asarray(start, float).copy(), np.zeros(size), 0.0
    fell, out = np.zeros(2), []
    for month in range(months + 1):
        out.append((war.sum(), calm.sum(), done, *fell))
        if month == months:
            break
        signed, stopped = _split(hazards[0], hazards[1])
        agreed, broken = _split(hazards[2], hazards[3])
        fighting = war * (1 - signed - stopped)
        done += float((war * signed).sum() + (calm * agreed).sum())
        fell = fell + fighting @ b
        war, calm = fighting @ M + calm * broken, war * stopped + calm * (1 - agreed - broken)
    return ChainCourse(*np.array(out).T)


def _split(first: Array, second: Array) -> tuple[Array, Array]:
    """Chances a month of two events that compete."""
    total = first + second
    share = np.divide(first, total, out=np.zeros_like(total), where=total > 0)
    chance = -np.expm1(-total)
    return chance * share, chance * (1 - share)
