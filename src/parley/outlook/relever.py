"""A lever moved by degrees on a prepared run, answered from tables kept at a few of its levels.

Solving the field and the table anew for every position of a slider is what a what-if costs. Both
change smoothly with the level of arms or sanctions, so they are solved at a few levels of the lever
that moves and read off in between; the paths are always run in full.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.conditions import Stretch, stretches
from parley.bridges.situation import Scenario, Situation, check_scenario
from parley.dossier.schema import Dossier
from parley.dossier.settings import Settings
from parley.outlook import joined as run
from parley.outlook.document import ByHorizon
from parley.outlook.joined import Joined, Sample, Size, scenario_values, simulate_scenario
from parley.outlook.regimes import by_month, tables
from parley.outlook.restated import set_otherwise
from parley.outlook.scenarios import differences, outcomes
from parley.outlook.values import Values

Array = NDArray[np.float64]
LEVELS = (0.0, 0.5, 1.0)
"""Levels of a lever at which field and table are solved, to be read off in between."""
DEGREES = ("arms", "sanctions", "issue")
"""Channels of levers that act by degrees."""
SOLVED = 3
"""Other scenarios whose solved values are kept."""
MOST_NODES = 8
"""Levels of one lever whose tables are kept."""
AXES = 2
"""Levers whose levels are kept, each with all other settings as they were."""
Axis = tuple[str, tuple[tuple[str, str | float], ...]]


@dataclass(frozen=True)
class Relevered:
    """Settings beside things as they stand, on the same draws and shocks.

    Attributes
    ----------
    settings : what is set otherwise
    changed, difference : outcome -> horizon -> chance, and the paired change in it
    between : levels that the tables were read off between; empty when they were solved
    """

    settings: dict[str, str | float]
    changed: dict[str, ByHorizon]
    difference: dict[str, ByHorizon]
    between: tuple[float, ...]


class Prepared:
    """A run with things as they stand simulated, and tables at levels of levers moved so far.

    Safe to ask from several threads; one answer is worked out at a time.

    Attributes
    ----------
    joined, base : the prepared run and its paths as things stand
    """

    def __init__(self, joined: Joined, base: Sample | None = None) -> None:
        self.joined = joined
        self.base = base or simulate_scenario(joined, {}, joined.base)
        self._kept: OrderedDict[Axis, dict[float, NDArray[np.float32]]] = OrderedDict()
        self._solved: OrderedDict[tuple[tuple[str, str | float], ...], Values] = OrderedDict()
        self._lock = threading.Lock()

    def sample(self, settings: Settings) -> tuple[Sample, tuple[float, ...]]:
        """Paths under settings, and the levels between which their tables were read off."""
        joined, scenario = set_otherwise(self.joined, settings)
        if joined is not self.joined:
            return simulate_scenario(joined, scenario, scenario_values(joined, scenario)), ()
        check_scenario(joined.dossier, scenario)
        axis = self._axis(scenario)
        with self._lock:
            read = None if axis is None else self._between(axis, scenario)
            values, between = read or (self._solve(scenario), ())
        return simulate_scenario(joined, scenario, values), between

    def _axis(self, scenario: Scenario) -> Axis | None:
        """The lever that moves by degrees, one already known first; None if there is none."""
        acting = {x.id for x in self.joined.coding.levers if x.channel in DEGREES}
        by_degree = [k for k, v in scenario.items() if not isinstance(v, str) and k in acting]
        axes = [
            (k, tuple(sorted((i, v) for i, v in scenario.items() if i != k))) for k in by_degree
        ]
        return next((a for a in axes if a in self._kept), axes[-1] if axes else None)

    def _between(self, axis: Axis, scenario: Scenario) -> tuple[Values, tuple[float, ...]] | None:
        """Values of a scenario read off between kept levels; None where some draw has none."""
        nodes = self._kept.setdefault(axis, {})
        self._kept.move_to_end(axis)
        while len(self._kept) > AXES:
            self._kept.popitem(last=False)
        level, sides = float(scenario[axis[0]]), _sides(self._plan(scenario))
        for levels in _around(level):
            there = [_sides(self._plan(_at(axis, x))) for x in levels]
            weights = _weights(np.array(levels), there, sides, level)
            if weights is not None:
                break
        else:
            return None
        used = [x for x, w in zip(levels, weights, strict=True) if w.any()]
        for x in used:
            if x not in nodes:
                if len(nodes) >= MOST_NODES:
                    nodes.clear()
                nodes[x] = tables(scenario_values(self.joined, _at(axis, x)))
        weights = weights[weights.any(axis=1)]
        base = self.joined.base
        parts = [
            Values(
                s, base.beliefs, base.stakes,
                _mixed([nodes[x][k] for x in used], weights), {},
            )
            for k, s in enumerate(sides)
        ]  # fmt: skip
        of = by_month(self._plan(scenario), self.joined.dossier.process.horizon)
        return replace(parts[0], later=tuple(parts[1:]), of_month=of), tuple(used)

    def _plan(self, scenario: Scenario) -> tuple[Stretch, ...]:
        """Where the levers stand under a scenario, stretch by stretch."""
        joined = self.joined
        months = joined.dossier.process.horizon
        return stretches(joined.coding, joined.draws, joined.ground.worths, scenario, months)

    def _solve(self, scenario: Scenario) -> Values:
        """Values of a scenario solved at its own levels, or kept from the last time."""
        key = tuple(sorted(scenario.items()))
        found = self._solved.pop(key, None) or scenario_values(self.joined, scenario)
        self._solved[key] = found
        while len(self._solved) > SOLVED:
            self._solved.popitem(last=False)
        return found


def prepare(dossier: Dossier, size: Size | None = None) -> Prepared:
    """Prepare a dossier for levers to be moved on it.

    Parameters
    ----------
    dossier : with two sides; every entry in it is used
    size : draws, paths and seed; those of a full outlook by default

    Raises
    ------
    OutlookError
        If the process has no two sides.
    """
    return Prepared(run.prepare(dossier, size or Size()))


def relever(prepared: Prepared, settings: Settings) -> Relevered:
    """Return the chances of all outcomes with settings applied, beside things as they stand.

    Parameters
    ----------
    prepared : from `prepare`; keeps what later calls can use
    settings : id of a lever, constraint or meeting -> word or number from 0 to 1; positions and red
        lines as in a what-if

    Returns
    -------
    Relevered
        Numbers with intervals over the draws; `mc_error` is the noise of draws and paths.

    Raises
    ------
    OutlookError
        If the settings cannot be carried out.

    Notes
    -----
    A lever set to a number: field and table are solved at `LEVELS` of it when it is first moved,
    then read off by Lagrange polynomials through those at which the same holds now, draw by draw;
    between two levels closer by where it does not hold at those. `between` names the levels; it is
    empty where the tables were solved at the level itself, as they are for words.
    """
    sample, between = prepared.sample(settings)
    return Relevered(
        dict(settings),
        outcomes(prepared.joined, sample),
        differences(prepared.joined, prepared.base, sample),
        between,
    )


def _sides(plan: tuple[Stretch, ...]) -> list[Situation]:
    """Where the levers stand, regime by regime, in the order of `regimes.valued`."""
    return [x for s in plan for x in ((s.outside, s.inside) if s.switches else (s.outside,))]


def _at(axis: Axis, level: float) -> dict[str, str | float]:
    """The scenario of an axis with its lever at a level."""
    return {**dict(axis[1]), axis[0]: level}


def _around(level: float) -> Iterator[tuple[float, ...]]:
    """Levels to read off between: those of `LEVELS`, then closer and closer pairs."""
    yield LEVELS
    for parts in (4, 8, 16):
        low = min(int(level * parts), parts - 1)
        yield low / parts, (low + 1) / parts


def _weights(
    levels: Array, there: list[list[Situation]], sides: list[Situation], level: float
) -> Array | None:
    """Weight of each level in each draw, (levels, n); None if some draw has none to go by."""
    alike = np.zeros((len(levels), len(sides[0].now)), bool)
    for k, others in enumerate(there):
        if len(others) != len(sides):
            return None
        pairs = list(zip(others, sides, strict=True))
        if all(np.array_equal(a.allowed, b.allowed) for a, b in pairs):
            alike[k] = np.all([(a.now == b.now).all(1) for a, b in pairs], axis=0)
    out = np.zeros(alike.shape)
    kinds, place = np.unique(alike, axis=1, return_inverse=True)
    for c in range(kinds.shape[1]):
        usable = np.flatnonzero(kinds[:, c])
        found = _lagrange(levels[usable], level)
        if found is None:
            return None
        out[np.ix_(usable, np.flatnonzero(place.ravel() == c))] = found[:, None]
    return out


def _lagrange(levels: Array, at: float) -> Array | None:
    """Weights of the nearest three levels around a point; None if it lies outside all of them."""
    out = np.zeros(len(levels))
    if len(levels) == 0 or not levels.min() <= at <= levels.max():
        return None
    near = np.argsort(np.abs(levels - at), kind="stable")
    if levels[near[0]] == at:
        out[near[0]] = 1.0
        return out
    below = [k for k in near if levels[k] < at]
    above = [k for k in near if levels[k] > at]
    chosen = [below[0], above[0], *sorted(below[1:2] + above[1:2], key=near.tolist().index)[:1]]
    for k in chosen:
        rest = levels[[j for j in chosen if j != k]]
        out[k] = np.prod((at - rest) / (levels[k] - rest))
    return out


def _mixed(nodes: list[NDArray[np.float32]], weights: Array) -> NDArray[np.float32]:
    """Tables of one regime, each draw a mixture of the levels' with its own weights."""
    out = np.zeros_like(nodes[0])
    for node, w in zip(nodes, weights.astype(np.float32), strict=True):
        out += node * w[:, None, None, None, None]
    return np.clip(out, -1, 1, out=out)
