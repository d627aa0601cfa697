"""The joined run: from a dossier to paths, every scenario on the same draws and shocks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import Coding, code
from parley.bridges.conditions import Stretch, hangs_on_talks, stretches
from parley.bridges.draws import Draws, draw
from parley.bridges.estimates import estimates, field_ids, side_key
from parley.bridges.history import COLLAPSE_YEARS, BaseRates, base_rates
from parley.bridges.ranges import check_ranges
from parley.bridges.situation import (
    PlannedMeeting,
    Scenario,
    Situation,
    check_scenario,
    planned_meetings,
)
from parley.bridges.worths import worths
from parley.dossier.schema import Dossier
from parley.models.course.anchors import anchor_costs, anchor_pace
from parley.models.course.hazards import talks_apart
from parley.models.course.model import Course, Meeting, Tables
from parley.models.course.simulate import Paths, simulate
from parley.outlook.regimes import (
    field_by_month,
    reference,
    revalued,
    solve,
    tables,
    valued,
)
from parley.outlook.values import (
    FRONTS,
    Beliefs,
    Ground,
    Values,
    drains,
    stakes,
    strengths,
    swing,
)

Array = NDArray[np.float64]
FIELD_DRAWS = 100
COMPILED_FROM = 3_000_000
"""Path-months of a scenario from which its two halves run compiled."""
ANCHOR_PATHS = 40
"""Paths per field draw on which the collapse anchor is set."""


@dataclass(frozen=True)
class Size:
    """How large a run is: parameter draws, distinct field draws among them, paths for each draw."""

    draws: int = 500
    paths: int = 200
    field_draws: int = FIELD_DRAWS
    seed: int = 1


@dataclass(frozen=True)
class Joined:
    """A prepared run: everything that scenarios share, and things as they stand.

    Attributes
    ----------
    dossier, size : what was run
    ground : coding, draws, worths, base rates, scale
    cost : (n, parties), cost of a month of war at full potential
    base : values as things stand
    plan : where the levers stand as recorded, stretch by stretch
    z, m : (n,), surplus and margin today, the references of the hazards
    """

    dossier: Dossier
    size: Size
    ground: Ground
    cost: Array
    base: Values
    plan: tuple[Stretch, ...]
    z: Array
    m: Array

    @property
    def coding(self) -> Coding:
        """The coded record."""
        return self.ground.coding

    @property
    def draws(self) -> Draws:
        """The sample of every estimate."""
        return self.ground.draws


def prepare(dossier: Dossier, size: Size, *, only_class: int | None = None) -> Joined:
    """Code a dossier, draw its numbers, set the anchors, and value things as they stand.

    Parameters
    ----------
    dossier : with two sides; every entry in it is used
    size : draws, paths and seed
    only_class : index of one historical class to take in every draw

    Returns
    -------
    Joined

    Raises
    ------
    OutlookError
        If the process has no two sides, or an estimate of the dossier is not in use.
    """
    coding = code(dossier)
    draws, rates = draw_all(dossier, coding, size, only_class)
    return assemble(dossier, size, coding, draws, rates)


def assemble(
    dossier: Dossier,
    size: Size,
    coding: Coding,
    draws: Draws,
    rates: BaseRates,
    *,
    pace: float | None = None,
    solved: tuple[Beliefs, ...] | None = None,
) -> Joined:
    """Return the run of numbers already drawn; the rest of `prepare`.

    `pace` and `solved` are those of another run with the same field rows, where known.
    """
    w = worths(coding, draws)
    plan = stretches(coding, draws, w, {}, dossier.process.horizon)
    base = plan[0].outside
    sudden = draws["sudden_share"][:, None] * rates.falling / 2
    ground = Ground(coding, draws, w, rates, base, 1.0, sudden)
    ground = replace(ground, pace=_pace(ground, size) if pace is None else pace)
    solved = solve(ground, plan) if solved is None else solved
    cost = _costs(ground, base, solved[0])
    today = valued(ground, plan, cost, solved)
    z, m = reference(ground, today)
    return Joined(dossier, size, ground, cost, today, plan, z, m)


def scenario_values(joined: Joined, scenario: Scenario) -> Values:
    """Return the values of a scenario; those of things as they stand when it moves nothing.

    Pieces of fighting already solved are used again when arms and sanctions are as they stand.
    """
    check_scenario(joined.dossier, scenario)
    plan = stretches(
        joined.coding, joined.draws, joined.ground.worths, scenario, joined.dossier.process.horizon
    )
    return revalued(joined.ground, plan, joined.cost, joined.base, joined.plan)


@dataclass(frozen=True)
class Sample:
    """Paths of one scenario in two independent halves, so that their noise can be told."""

    halves: tuple[Paths, Paths]

    @property
    def sizes(self) -> tuple[int, int]:
        """Paths per draw in each half."""
        return self.halves[0].paths, self.halves[1].paths

    def both(self, read: Callable[[Paths], Array]) -> Array:
        """A reading of each half, stacked along a new first axis."""
        return np.stack([read(h) for h in self.halves])


def simulate_scenario(
    joined: Joined,
    scenario: Scenario,
    known: Values | None = None,
    *,
    truce_at: int | None = None,
    cut: frozenset[str] = frozenset(),
) -> Sample:
    """Return the paths of a scenario.

    Parameters
    ----------
    joined : the prepared run
    scenario : settings of levers, meetings and constraints
    known : its values, when already computed
    truce_at : month at which a truce is forced on paths still at war
    cut : links to cut: `table` (z and m have no effect), `meetings` (none in the calendar)
    """
    v = scenario_values(joined, scenario) if known is None else known
    course = build_course(joined, v, scenario, cut)
    first = (joined.size.paths + 1) // 2
    size = joined.draws.n * joined.size.paths * course.months
    seeds = np.random.SeedSequence([joined.size.seed, 3]).generate_state(2, np.uint64)
    one, two = (
        simulate(
            course,
            count,
            seed=int(s),
            truce_at=truce_at,
            method="compiled" if size > COMPILED_FROM else "numpy",
        )
        for count, s in zip((first, joined.size.paths - first), seeds, strict=True)
    )
    return Sample((one, two))


def build_course(
    joined: Joined, v: Values, scenario: Scenario, cut: frozenset[str] = frozenset()
) -> Course:
    """Put the hazards, field and tables of a scenario into the course model's inputs."""
    ground, d = joined.ground, joined.draws
    rates, p = ground.rates, joined.dossier.process
    hazard, talks = talks_apart(
        rates.negotiated, d["talks_worth"], d["talks_start"], d["talks_fail"]
    )
    watched = d["monitoring"] ** (v.situation.monitoring - ground.base.monitoring)
    (m_a, m_b), (e_a, e_b) = field_by_month(ground, v)
    a, b = ground.potentials()
    phi, sd = rates.intensity
    linked = "table" not in cut
    return Course(
        months=p.horizon,
        settle=hazard * rates.settlement_share[:, None],
        truce=hazard * (1 - rates.settlement_share)[:, None],
        settle_ceasefire=d["truce_to_settlement"],
        break_ages=_ages(rates.break_edges),
        break_hazard=rates.breaks * watched[:, None],
        relapse_ages=_ages(rates.relapse_edges),
        relapse_hazard=rates.relapses,
        theta_z=d["theta_z"] * linked,
        theta_m=d["theta_m"] * linked,
        theta_t=talks,
        theta_u=d["weariness"],
        theta_e=d["strength_breaks"],
        talks_start=d["talks_start"],
        talks_fail=d["talks_fail"],
        drain_A=m_a,
        drain_B=m_b,
        strength_A=e_a,
        strength_B=e_b,
        swing=swing(ground),
        tilt=d["tilt"],
        front=d["front_gain"],
        sudden_A=ground.sudden[:, : p.horizon],
        sudden_B=ground.sudden[:, : p.horizon],
        gain=d["regain"],
        phi=phi,
        sd=sd,
        r_A=a,
        r_B=b,
        tables=Tables(tables(v), FRONTS, v.of_month) if linked else None,
        z_reference=joined.z,
        m_reference=joined.m,
        fought=ground.fought,
        learning=d["optimism_weight"],
        meetings=() if "meetings" in cut else _meetings(joined, scenario),
        start="ceasefire" if p.quiet else "mixed",
        start_age=_truce_age(joined.dossier),
    )


def meetings_to_come(joined: Joined, scenario: Scenario) -> tuple[PlannedMeeting, ...]:
    """The planned meetings of a scenario with their chances given that those before took place."""
    return planned_meetings(joined.dossier, joined.coding, joined.draws, scenario)


def in_course(dossier: Dossier, meeting: PlannedMeeting) -> bool:
    """Whether a planned meeting is among the course's: it opens talks, inside the horizon."""
    return meeting.opens_talks and meeting.month <= dossier.process.horizon


def chance_of_meetings(meetings: tuple[PlannedMeeting, ...]) -> dict[str, Array]:
    """Chance that each meeting takes place, those it must follow included: id -> (n,)."""
    out: list[Array] = []
    for m in meetings:
        out.append(m.chance * np.prod([out[k] for k in m.after], axis=0) if m.after else m.chance)
    return {m.id: c for m, c in zip(meetings, out, strict=True)}


def draw_all(
    dossier: Dossier, coding: Coding, size: Size, only_class: int | None = None
) -> tuple[Draws, BaseRates]:
    """Draw base rates and every other estimate; rows of the field are shared by both."""
    listed = estimates(dossier, coding)
    rows = min(size.field_draws, size.draws)
    sample = draw(
        listed, size.draws, field=field_ids(listed, hangs_on_talks(coding)), field_draws=rows,
        rng=np.random.default_rng([size.seed, 1]),
    )  # fmt: skip
    check_ranges(dossier.estimates, sample)
    rates = base_rates(
        dossier, size.draws, sample.field_of, np.random.default_rng([size.seed, 2]),
        only_class=only_class,
    )  # fmt: skip
    whole = replace(
        sample,
        estimates=(*rates.estimates, *sample.estimates),
        values={**rates.values, **sample.values},
    )
    return whole, rates


def _pace(ground: Ground, size: Size) -> float:
    """Speed of the field that meets the collapse anchor.

    The sides enter in the order of their names, so that swapping them changes no number.
    """
    d, rows = ground.draws, slice(0, ground.rows)
    order = sorted((0, 1), key=lambda s: side_key(ground.coding, s))
    drain, force = drains(ground, ground.base), strengths(ground, ground.base)
    left, (phi, sd) = ground.potentials(), ground.rates.intensity
    course = Course(
        months=12 * COLLAPSE_YEARS,
        settle=np.zeros(ground.rows),
        truce=np.zeros(ground.rows),
        drain_A=drain[order[0]][rows],
        drain_B=drain[order[1]][rows],
        strength_A=force[order[0]][rows],
        strength_B=force[order[1]][rows],
        swing=swing(ground)[rows],
        tilt=d["tilt"][rows],
        front=d["front_gain"][rows],
        sudden_A=ground.sudden[rows, : 12 * COLLAPSE_YEARS],
        sudden_B=ground.sudden[rows, : 12 * COLLAPSE_YEARS],
        phi=phi,
        sd=sd,
        r_A=left[order[0]][rows],
        r_B=left[order[1]][rows],
    )
    return anchor_pace(
        course,
        float(np.clip(ground.rates.falls_by_anchor, 0.01, 0.99)),
        month=12 * COLLAPSE_YEARS,
        paths_per_draw=ANCHOR_PATHS,
        seed=size.seed,
    )


def _costs(ground: Ground, base: Situation, pieces: Beliefs) -> Array:
    """Cost of a month of war to each party, (n, parties): none for third parties."""
    near = np.full((ground.draws.n, len(ground.coding.parties)), np.nan)
    for i, side in enumerate(ground.coding.side_of):
        if side is not None:
            near[:, i] = ground.draws[f"near.{ground.coding.parties[i]}"]
    a, b = ground.potentials()
    stake = stakes(ground, base, np.zeros_like(near))
    return anchor_costs(pieces, stake, near, a, b, field_of=ground.draws.field_of)


def _ages(edges: tuple[int | None, ...]) -> tuple[int, ...]:
    """First month of every age class after the first."""
    return tuple(e for e in edges[1:-1] if e is not None)


def _truce_age(dossier: Dossier) -> int:
    """Months a truce in force has held at `as_of`; 0 when there is none or a date is unknown."""
    since, now = dossier.process.ceasefire_since, dossier.process.as_of
    if since is None or now is None:
        return 0
    return max(0, (now.year - since.year) * 12 + now.month - since.month)


def _meetings(joined: Joined, scenario: Scenario) -> tuple[Meeting, ...]:
    """Planned meetings inside the horizon as the course model reads them.

    A meeting with several predecessors hangs on the last of them, its chance times those of the
    others. One that opens no talks is left out; what hangs on it takes over its chance.
    """
    planned = meetings_to_come(joined, scenario)
    total = chance_of_meetings(planned)
    place: dict[int, int] = {}
    out: list[Meeting] = []
    for k, m in enumerate(planned):
        if not in_course(joined.dossier, m):
            continue
        known = [b for b in m.after if b in place]
        last = max(known, default=None)
        chance = total[m.id]
        if last is not None:
            chance = np.clip(chance / np.maximum(total[planned[last].id], 1e-12), 0, 1)
        place[k] = len(out)
        out.append(Meeting(m.month - 1, chance, None if last is None else place[last]))
    return tuple(out)
