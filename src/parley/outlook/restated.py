"""A run restated for a changed record: the field, the anchors and the shocks stay."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import Coding, code
from parley.bridges.conditions import same, stretches
from parley.bridges.draws import Draws, draw
from parley.bridges.estimates import estimates, field_ids
from parley.bridges.worths import worths
from parley.dossier.schema import Dossier
from parley.dossier.settings import Settings, applied, complaints
from parley.errors import OutlookError
from parley.outlook.joined import Joined
from parley.outlook.regimes import solve, valued

Array = NDArray[np.float64]


def set_otherwise(joined: Joined, settings: Settings) -> tuple[Joined, dict[str, str | float]]:
    """Return the run and the scenario that settings of a what-if make of it.

    Parameters
    ----------
    joined : a prepared run
    settings : key -> state, as `parley.dossier.settings` describes

    Returns
    -------
    Joined
        The same object when no position, red line or meeting's status is set otherwise.
    dict
        What is left for levers, constraints and meetings.

    Raises
    ------
    OutlookError
        With the first thing that keeps the settings from being carried out.
    """
    for says in complaints(joined.dossier, settings):
        raise OutlookError(f"what-if {says}")
    changed, scenario = applied(joined.dossier, settings)
    return (joined if changed is joined.dossier else restated(joined, changed)), scenario


def restated(joined: Joined, dossier: Dossier) -> Joined:
    """Return the run of a changed record with everything of the first that the change leaves.

    Parameters
    ----------
    joined : a prepared run
    dossier : its record with other positions, red lines or meetings; sides and levers the same

    Returns
    -------
    Joined
        Each number drawn in both keeps its draws. Base rates, the pace of the field, each party's
        cost of war, and the surplus and margin at which hazards are history's stay those of the
        first run, so that the change alone moves a chance.
    """
    if _same_table(joined.dossier, dossier):
        return replace(
            joined, dossier=dossier,
            ground=replace(joined.ground, draws=_drawn(joined, dossier, joined.coding)),
        )  # fmt: skip
    coding = code(dossier)
    draws = _drawn(joined, dossier, coding)
    w = worths(coding, draws)
    plan = stretches(coding, draws, w, {}, dossier.process.horizon)
    ground = replace(joined.ground, coding=coding, draws=draws, worths=w, base=plan[0].outside)
    known = tuple(v.beliefs for v in (joined.base, *joined.base.later))
    solved = known if same(plan, joined.plan, field_only=True) else solve(ground, plan)
    cost = _costs_of(joined, coding)
    today = valued(ground, plan, cost, solved)
    return Joined(dossier, joined.size, ground, cost, today, plan, joined.z, joined.m)


def _same_table(one: Dossier, other: Dossier) -> bool:
    """Whether two records differ in nothing but the calendar."""
    calendar = {"meetings": (), "order": (), "constraints": ()}
    regimes = [[c for c in d.constraints if c.kind == "sanctions_regime"] for d in (one, other)]
    same = one.model_copy(update=calendar) == other.model_copy(update=calendar)
    return same and regimes[0] == regimes[1]


def _drawn(joined: Joined, dossier: Dossier, coding: Coding) -> Draws:
    """The sample of every number of the changed record; what is in both is the same."""
    size, old = joined.size, joined.draws
    listed = estimates(dossier, coding)
    rows = min(size.field_draws, size.draws)
    sample = draw(
        listed, size.draws, field=field_ids(listed), field_draws=rows,
        rng=np.random.default_rng([size.seed, 1]),
    )  # fmt: skip
    rates = joined.ground.rates
    return replace(
        sample,
        estimates=(*rates.estimates, *sample.estimates),
        values={**rates.values, **sample.values},
        field_of=old.field_of,
    )


def _costs_of(joined: Joined, coding: Coding) -> Array:
    """The first run's cost of a month of war, party by party; none for a party it lacks."""
    place = {p: n for n, p in enumerate(joined.coding.parties)}
    out = np.zeros((joined.draws.n, len(coding.parties)))
    for n, p in enumerate(coding.parties):
        if p in place:
            out[:, n] = joined.cost[:, place[p]]
    return out
