"""What observed events change: the joined run conditioned on them, before and after."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import code
from parley.bridges.conditions import stretches
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.models.course.model import Course
from parley.models.course.updating import Posterior, condition
from parley.outlook.document import EXCLUSIVE, ByHorizon
from parley.outlook.events import Event, dated, from_record, named, parse_events, with_inputs
from parley.outlook.joined import (
    Joined,
    Size,
    build_course,
    in_course,
    meetings_to_come,
    prepare,
    simulate_scenario,
)
from parley.outlook.regimes import revalued
from parley.outlook.scenarios import horizons, outcomes
from parley.outlook.seen import observations
from parley.outlook.values import Values
from parley.outlook.weighed import pooled_number
from parley.outlook.words import months, percent, row, span

Array = NDArray[np.float64]
BATCHES = 4
"""Independent filters whose disagreement is the Monte Carlo error."""
LEAST_DRAWS = 10.0
"""Effective parameter draws below which no answer is given."""
LEARNED = 6
"""Most numbers listed as moved by what was seen."""
_PHASES = {"settlement": (3,), "ceasefire_holding": (2,), "war_continues": (0, 1),
           "collapse": (4, 5)}  # fmt: skip


@dataclass(frozen=True)
class Learned:
    """A number that what was seen moved: mean before and after, shift in standard deviations."""

    id: str
    name: str
    before: float
    after: float
    shift: float


@dataclass(frozen=True)
class Update:
    """A run before and after observed events.

    Attributes
    ----------
    events : what was observed, in words
    before, after : outcome -> horizon -> chance; months count from `start`
    start : the record's date; None when it has none
    last : month of the last observation, counted from 1
    chance_of_events : chance the run gave them; None where deaths are among them (a density), or
        when refused
    ess, particles : effective particles at the worst month, and particles in all
    draw_ess, draws : effective parameter draws, and draws in all
    learned : numbers that moved most
    refused : why no answer is given; `after` is then empty
    notes : what was left out, and why
    """

    events: tuple[str, ...]
    before: dict[str, ByHorizon]
    after: dict[str, ByHorizon]
    start: datetime.date | None
    last: int
    chance_of_events: float | None
    ess: float
    particles: int
    draw_ess: float
    draws: int
    learned: tuple[Learned, ...]
    refused: str | None
    notes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The update as plain JSON data."""

        def plain(outcome: dict[str, ByHorizon]) -> dict[str, Any]:
            return {
                name: {str(h): n.model_dump(mode="json") for h, n in by.items()}
                for name, by in outcome.items()
            }

        return {
            "observed": list(self.events),
            "start": None if self.start is None else self.start.isoformat(),
            "last_month": self.last,
            "before": plain(self.before),
            "after": plain(self.after),
            "chance_of_events": self.chance_of_events,
            "effective_particles": self.ess,
            "particles": self.particles,
            "effective_draws": self.draw_ess,
            "draws": self.draws,
            "learned": [x.__dict__ for x in self.learned],
            "refused": self.refused,
            "notes": list(self.notes),
        }

    def in_words(self) -> str:
        """The update as a table of text."""
        lines = [f"Observed: {row(self.events)}."]
        if self.chance_of_events is not None:
            lines.append(f"The run gave this a chance of {percent(self.chance_of_events)}.")
        lines.append(
            f"Effective particles {self.ess:,.0f} of {self.particles:,}; effective draws "
            f"{self.draw_ess:.0f} of {self.draws}."
        )
        lines += [f"Note: {n}." for n in self.notes]
        if self.refused:
            return "\n".join([*lines, f"No answer: {self.refused}."])
        lines.append(f"Months count from {self.start or 'the record'}; 80 % intervals.")
        for name, by in self.after.items():
            lines += ["", name.replace("_", " ")]
            for h, n in by.items():
                was = self.before[name][h]
                lines.append(
                    f"  {months(h):>9}: {percent(was.value)} ({span(was)}) -> "
                    f"{percent(n.value)} ({span(n)})"
                )
        if self.learned:
            lines += ["", "What was seen moves these numbers most:"]
            lines += [
                f"  {x.name}: mean {x.before:.3g} -> {x.after:.3g} ({x.shift:+.1f} sd)"
                for x in self.learned
            ]
        return "\n".join(lines)


def update(
    dossier: Dossier,
    observed: Sequence[str] = (),
    *,
    since: datetime.date | None = None,
    seed: int = 1,
    draws: int = 500,
    particles: int = 40_000,
) -> Update:
    """Condition the joined run on what was observed after the record's date.

    Parameters
    ----------
    dossier : with two sides
    observed : events, as `parley.outlook.events.parse_events` reads them
    since : take the record as of this earlier date, and what it says happened after as observed
    seed, draws : as for `run`
    particles : paths carried along, at least 400

    Returns
    -------
    Update
        With `refused` set when the observations leave too few effective particles or draws.

    Raises
    ------
    OutlookError
        If there are no two sides or events, or the events contradict each other or the record.

    Notes
    -----
    `parley.models.course.updating.condition`, `BATCHES` times with other shocks; the batches are
    pooled by the chance each gives the events. An interval is the weighted 10 to 90 % range over
    draws, shrunk by the part that the batches' disagreement explains, as in `of_halves`. A lever
    observed to change, and the date of a meeting, are inputs: they are set, not weighed.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError('update: needs two sides at war; name them with --sides "A | B"')
    if particles < 100 * BATCHES:
        raise OutlookError(f"particles: must be at least {100 * BATCHES}, got {particles}")
    record, events = (dossier, ()) if since is None else from_record(dossier, since)
    events = (*events, *parse_events(observed, record))
    if not events:
        raise OutlookError("update: nothing observed; give --observe, or --since for the record's")
    size = Size(draws=draws, paths=max(50, particles // draws), seed=seed)
    base = prepare(record, size)
    before = outcomes(base, simulate_scenario(base, {}, base.base))
    joined, known = _with_inputs(base, events)
    planned = meetings_to_come(joined, {})
    events = dated(events, {m.id: m.month - 1 for m in planned})
    listed = [m.id for m in planned if in_course(joined.dossier, m)]
    place = {key: k for k, key in enumerate(listed)}
    seen, notes = observations(events, place, joined)
    course = build_course(joined, known, {})
    each = particles // BATCHES
    runs = [
        condition(course, seen, particles=each, seed=int(s), least=100.0 / BATCHES)
        for s in np.random.SeedSequence([seed, 7]).generate_state(BATCHES, np.uint32)
    ]
    return _read(record, joined, course, events, before, runs, notes)


def _with_inputs(base: Joined, events: Sequence[Event]) -> tuple[Joined, Values]:
    """The run with observed dates and levers in it; its anchors stay."""
    changed = with_inputs(base.dossier, events)
    joined = replace(base, dossier=changed)
    if not any(e.kind == "lever" for e in events):
        return joined, base.base
    coding = code(changed)
    ground = replace(base.ground, coding=coding)
    plan = stretches(coding, base.draws, ground.worths, {}, changed.process.horizon)
    return replace(joined, ground=ground), revalued(ground, plan, base.cost, base.base, base.plan)


def _read(
    record: Dossier,
    joined: Joined,
    course: Course,
    events: tuple[Event, ...],
    before: dict[str, ByHorizon],
    runs: list[Posterior],
    notes: list[str],
) -> Update:
    """The pooled answer of the batches."""
    last = max((e.month or 0 for e in events), default=0) + 1
    worst = min((float(r.ess.min()) if r.ess.size else r.particles for r in runs), default=0.0)
    weight, after = np.ones(course.draws) / course.draws, {}
    learned: tuple[Learned, ...] = ()
    refused = next((_too_few(r) for r in runs if r.refused), None)
    evidence = np.array([r.log_evidence for r in runs])
    if refused is None:
        w = np.exp(evidence - evidence.max())
        weight = np.einsum("k,kd->d", w, [r.draw_weight for r in runs]) / w.sum()
    draw_ess = float(1 / (weight**2).sum())
    if refused is None and draw_ess < min(LEAST_DRAWS, course.draws / 2):
        refused = f"{draw_ess:.1f} effective draws of {course.draws}, need {LEAST_DRAWS:g}"
    if refused is None:
        learned = _learned(joined, weight, draw_ess)
        shown = [h for h in horizons(joined) if h >= last]
        after = {
            name: {h: pooled_number(runs, w, h, _PHASES[name]) for h in shown} for name in EXCLUSIVE
        }
    else:
        refused = f"what was observed is too unlikely under the run: {refused}"
    discrete = not any(e.kind == "intensity" for e in events)
    finite = evidence[np.isfinite(evidence)]
    told = discrete and refused is None
    pooled = float(np.exp(finite).sum() / len(runs)) if told else None
    return Update(
        events=tuple(named(e, record) for e in events),
        before={k: {h: n for h, n in v.items() if h >= last} for k, v in before.items()
                if k in EXCLUSIVE},
        after=after, start=record.process.as_of, last=last, chance_of_events=pooled,
        ess=worst * BATCHES, particles=BATCHES * runs[0].particles, draw_ess=draw_ess,
        draws=course.draws, learned=learned, refused=refused, notes=tuple(notes),
    )  # fmt: skip


def _too_few(run: Posterior) -> str:
    """Where and how far the particles ran out, over all batches."""
    return (
        f"{run.ess[-1] * BATCHES:.0f} effective particles of {run.particles * BATCHES:,} in month "
        f"{len(run.ess)}, need 100; more particles may do"
    )


def _learned(joined: Joined, weight: Array, draw_ess: float) -> tuple[Learned, ...]:
    """Numbers whose weighted mean lies far from their mean, in standard deviations."""
    rows = []
    d = joined.draws
    names = {e.id: e.name for e in d.estimates}
    for key in d.uncertain():
        x = d[key]
        before, after, sd = float(x.mean()), float(weight @ x), float(x.std())
        rows.append(Learned(key, names.get(key, key), before, after, (after - before) / sd))
    bar = 3 / np.sqrt(draw_ess)
    far = sorted((r for r in rows if abs(r.shift) > bar), key=lambda r: (-abs(r.shift), r.id))
    return tuple(far[:LEARNED])
