"""Condition a course on what was observed since its start: a particle filter over the paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from parley.errors import CourseError
from parley.models.course import chance, paths
from parley.models.course.field import Array
from parley.models.course.model import CEASEFIRE, PHASES, SETTLEMENT, TALKS, Course
from parley.models.course.packed import C, Packed, pack

OBSERVABLE = ("war", "ceasefire", "settlement", "collapse_A", "collapse_B")


@dataclass(frozen=True)
class Observation:
    """What was seen of one month; what is None was not observed.

    Parameters
    ----------
    month : int
        Month counted from the start, 0 the first.
    phase : str, optional
        Phase at its end, one of `OBSERVABLE`; "war" includes talks. A ceasefire or settlement that
        is new was signed in that month; war after a ceasefire is its break.
    talks : bool, optional
        Whether talks were under way at its end, while at war.
    meetings : mapping of int to bool
        Which of the month's planned meetings took place, by index.
    intensity : float, optional
        Intensity of fighting as a multiple of its long-run mean of logs, positive.
    intensity_sd : float
        Standard deviation of the log of that figure as a measurement.
    """

    month: int
    phase: str | None = None
    talks: bool | None = None
    meetings: Mapping[int, bool] = field(default_factory=dict)
    intensity: float | None = None
    intensity_sd: float = 0.3


@dataclass(frozen=True)
class Posterior:
    """A course after observation.

    Attributes
    ----------
    phases : array, shape (months + 1, 6)
        Chance of each phase by month: as filtered up to `last`, as forecast after it.
    by_draw : array, shape (n_draws, months + 1, 6)
        The same, parameter draw by parameter draw: weight in each phase; sums over draws to
        `phases`.
    draw_weight : array, shape (n_draws,)
        Weight of each parameter draw after the observations, summing to 1.
    draw_ess : float
        Effective number of parameter draws.
    ess : array, shape (last + 1,)
        Effective number of particles after each observed month, before resampling.
    log_evidence : float
        Log of the chance (density) of the observations under the course.
    last : int
        Last month observed; -1 for none.
    particles, seed : int
        How it was computed.
    refused : str or None
        Why no answer is given: the observations leave too few particles. `phases` is then NaN.
    """

    phases: Array
    by_draw: Array
    draw_weight: Array
    draw_ess: float
    ess: Array
    log_evidence: float
    last: int
    particles: int
    seed: int
    refused: str | None


def condition(
    course: Course, observed: Sequence[Observation], *, particles: int = 20_000, seed: int = 1,
    least: float = 100.0,
) -> Posterior:  # fmt: skip
    """Condition a course on observed events by importance weights with resampling.

    Parameters
    ----------
    course : Course
        As at its start. Levers are inputs: to condition on arms released, give their path.
    observed : sequence of Observation
        At most one for each month; months between are free.
    particles, seed : int
        Paths carried along, shared out over the draws, and their seed.
    least : float
        Effective particles below which the filter refuses.

    Returns
    -------
    Posterior

    Raises
    ------
    CourseError
        If an observation is impossible as stated (month, phase, meeting).

    Notes
    -----
    Gordon, Salmond and Smith (1993), IEE Proceedings F 140(2), 107-113, with events that are seen
    brought about and weighted by their chance rather than waited for, and systematic resampling
    below half the particles. Ranges over draws shrink with each resampling; `draw_ess` says how
    far.

    Examples
    --------
    >>> c = Course(24, settle=[.01, .03], truce=.01)
    >>> p = condition(c, [Observation(m, phase="war") for m in range(12)], particles=2000)
    >>> p.refused is None, bool(p.draw_weight[0] > p.draw_weight[1])
    (True, True)
    """
    by_month = _checked(course, observed)
    p, n = pack(course), course.draws
    rng = np.random.default_rng(seed)
    draw = np.arange(particles) * n // particles
    s = paths.begin(p, draw, chance.keys(seed, 0, np.arange(particles)))
    weight = np.full(particles, 1 / particles)
    last, evidence, ess, refused = max(by_month, default=-1), 0.0, [], None
    by_draw = np.full((n, course.months + 1, 6), np.nan)
    by_draw[:, 0] = _by_phase(s, weight, n)
    drawn = _by_draw(s, weight, n)
    for t in range(course.months):
        seen = by_month.get(t)
        if seen is None:
            paths.step(p, s, t)
        else:
            like = _observe(p, s, t, seen)
            weight = weight * like
            total = float(weight.sum())
            evidence += float(np.log(total)) if total > 0 else -np.inf
            weight = weight / total if total > 0 else weight
            drawn = _by_draw(s, weight, n)
        if t <= last:
            ess.append(1 / float((weight**2).sum()) if weight.any() else 0.0)
            if ess[-1] < least:
                refused = (
                    f"month {t}: {ess[-1]:.0f} effective particles of {particles}, need {least:g}"
                )
                break
            if ess[-1] < particles / 2:
                s, weight = _resample(s, weight, rng, seed, t)
        by_draw[:, t + 1] = _by_phase(s, weight, n)
    if refused:
        by_draw[:] = np.nan
    share = drawn / max(float(drawn.sum()), 1e-300)
    draw_ess = 1 / float((share**2).sum()) if share.any() else 0.0
    return Posterior(
        by_draw.sum(0), by_draw, share, draw_ess, np.array(ess), evidence, last, particles, seed,
        refused,
    )  # fmt: skip


def _observe(p: Packed, s: paths.State, t: int, seen: Observation) -> Array:
    """Carry the particles through an observed month; chance of what was seen, by particle."""
    like = np.ones(len(s.draw))
    table = None if seen.phase is None else _table_as_seen(seen.phase, like)
    for k, took in seen.meetings.items():
        chances = np.where(paths.may_meet(p, s, k), p.chances[s.draw, k], 0.0)
        like *= chances if took else 1 - chances
    paths.step(p, s, t, table=table, held=dict(seen.meetings))
    war = s.phase <= TALKS
    if seen.phase is not None:
        like *= war if seen.phase == "war" else s.phase == PHASES.index(seen.phase)
    if seen.talks is not None:
        like *= np.where(war, (s.phase == TALKS) == seen.talks, 0.0)
    if seen.intensity is not None:
        level = s.l + np.where(s.high, p.draw[s.draw, C["lift"]], 0.0)
        gap = (np.log(seen.intensity) - level) / seen.intensity_sd
        like *= np.exp(-0.5 * gap**2) / (seen.intensity_sd * np.sqrt(2 * np.pi))
    return like


def _table_as_seen(phase: str, like: Array) -> paths.Table:
    """The table of a month whose outcome is known: it comes about, `like` takes its chance."""

    def table(p: Packed, s: paths.State, t: int, row: Any) -> None:
        open_ = np.flatnonzero(s.phase <= CEASEFIRE)
        done = np.flatnonzero(s.phase == SETTLEMENT)
        first, other, z = paths.hazards(p, s, t, open_)
        total, at_war = first + other, s.phase[open_] <= TALKS
        p_any = -np.expm1(-total)
        p_first = p_any * np.divide(first, total, out=np.zeros_like(total), where=total > 0)
        back = -np.expm1(-paths.relapse_hazard(p, s, done))
        if phase == "settlement":
            like[open_] *= p_first
            like[done] *= 1 - back
            paths.sign(p, s, open_, z)
        elif phase == "ceasefire":
            like[open_] *= np.where(at_war, p_any - p_first, 1 - p_any)
            like[done] = 0
            paths.stop(s, open_[at_war])
        elif phase == "war":
            like[open_] *= np.where(at_war, 1 - p_any, p_any - p_first)
            like[done] *= back
            paths.resume(s, open_[~at_war], paths.BROKE)
            paths.resume(s, done, paths.RELAPSED)
        else:
            like[open_] *= np.where(at_war, 1 - p_any, 0.0)
            like[done] = 0

    return table


def _by_draw(s: paths.State, weight: Array, draws: int) -> Array:
    """Weight of each parameter draw."""
    out: Array = np.zeros(draws)
    out += np.bincount(s.draw, weight, draws)
    return out


def _by_phase(s: paths.State, weight: Array, draws: int) -> Array:
    """Weight of each parameter draw in each phase."""
    out: Array = np.zeros(draws * 6)
    out += np.bincount(s.draw * 6 + s.phase, weight, draws * 6)
    return out.reshape(draws, 6)


def _resample(
    s: paths.State, weight: Array, rng: np.random.Generator, seed: int, t: int
) -> tuple[paths.State, Array]:
    """Systematic resampling; copies get shocks of their own from here on."""
    n = len(weight)
    at = np.searchsorted(np.cumsum(weight), (np.arange(n) + rng.random()) / n)
    s = s.take(np.minimum(at, n - 1))
    s.key = chance.keys(seed, t + 1, np.arange(n))
    return s, np.full(n, 1 / n)


def _checked(course: Course, observed: Sequence[Observation]) -> dict[int, Observation]:
    """Observations by month, each possible as stated."""
    out: dict[int, Observation] = {}
    for seen in observed:
        name = f"observation of month {seen.month}"
        if not 0 <= seen.month < course.months:
            raise CourseError(f"{name}: month must be in 0..{course.months - 1}")
        if seen.month in out:
            raise CourseError(f"{name}: given twice")
        if seen.phase is not None and seen.phase not in OBSERVABLE:
            raise CourseError(
                f"{name}: phase must be one of {', '.join(OBSERVABLE)}, got {seen.phase!r}"
            )
        for k in seen.meetings:
            if not 0 <= k < len(course.meetings) or course.meetings[k].month != seen.month:
                raise CourseError(f"{name}: no meeting {k} is planned for it")
        if seen.intensity is not None and not (seen.intensity > 0 and seen.intensity_sd > 0):
            raise CourseError(
                f"{name}: intensity and its sd must be positive, got {seen.intensity:g}"
            )
        out[seen.month] = seen
    return out
