"""Some draws of a prepared run, as a run of their own."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.conditions import Stretch
from parley.bridges.draws import Draws
from parley.bridges.history import BaseRates
from parley.bridges.situation import Situation
from parley.bridges.worths import Worths
from parley.models.course.fighting import Pieces
from parley.models.course.value import Stakes
from parley.outlook.joined import Joined
from parley.outlook.values import Values

Rows = NDArray[np.int64]


def some_draws(joined: Joined, rows: Rows) -> Joined:
    """Return a run of some of a run's draws, nothing solved or drawn anew.

    Parameters
    ----------
    joined : a prepared run
    rows : indices of the draws to keep, at least one

    Returns
    -------
    Joined
        Every draw has a field draw of its own. With the first k draws, in order, a scenario's
        paths are those of the first k draws of the whole run, shock by shock.
    """
    ground, size = joined.ground, len(rows)
    draws, at = _draws(joined.draws, rows), joined.draws.field_of[rows]
    base = _values(joined.base, at, rows)
    own = replace(
        ground,
        draws=draws,
        worths=_worths(ground.worths, rows),
        rates=_rates(ground.rates, rows),
        base=base.situation,
        sudden=ground.sudden[rows],
    )
    return replace(
        joined,
        size=replace(joined.size, draws=size, field_draws=size),
        ground=own,
        cost=joined.cost[rows],
        base=base,
        plan=tuple(_stretch(s, rows) for s in joined.plan),
        z=joined.z[rows],
        m=joined.m[rows],
    )


def _draws(d: Draws, rows: Rows) -> Draws:
    """The sample, some rows of it."""
    values = {k: v[rows] for k, v in d.values.items()}
    return Draws(d.estimates, values, len(rows), np.arange(len(rows)))


def _worths(w: Worths, rows: Rows) -> Worths:
    """Worths of options, some rows."""
    return replace(w, table=w.table[rows], preferred=w.preferred[rows], weight=w.weight[rows])


def _rates(r: BaseRates, rows: Rows) -> BaseRates:
    """Base rates, some rows."""
    names = ("chosen", "negotiated", "settlement_share", "falling", "breaks", "relapses")
    return replace(
        r,
        values={k: v[rows] for k, v in r.values.items()},
        **{k: getattr(r, k)[rows] for k in names},
    )


def _situation(s: Situation, rows: Rows) -> Situation:
    """Where the levers stand, some rows."""
    names = ("arms", "sanctions", "now", "monitoring")
    return replace(s, **{k: getattr(s, k)[rows] for k in names})


def _stretch(s: Stretch, rows: Rows) -> Stretch:
    """Where the levers stand from a month on, some rows."""
    outside = _situation(s.outside, rows)
    return Stretch(s.month, outside, _situation(s.inside, rows) if s.switches else outside)


def _values(v: Values, fields: Rows, rows: Rows) -> Values:
    """Values of a scenario, some rows; packages worth comparing only where all share what holds."""
    s, frontiers = v.stakes, {}
    if len(v.frontiers) == 1:
        key, found = next(iter(v.frontiers.items()))
        frontiers = {key: tuple(found[n] for n in rows)} if len(found) == s.draws else {}
    a, b, c = (Pieces(p.values[fields], p.grid, p.method) for p in v.beliefs)
    stakes = Stakes(
        s.sides, s.A_falls[rows], s.B_falls[rows], s.now[rows], s.slope[rows], s.cost[rows],
        s.kappa[rows],
    )  # fmt: skip
    later = tuple(_values(x, fields, rows) for x in v.later)
    return replace(
        v, situation=_situation(v.situation, rows), beliefs=(a, b, c), stakes=stakes,
        tables=v.tables[rows], frontiers=frontiers, later=later,
    )  # fmt: skip
