"""Which scenarios an outlook runs, and the differences they make, paired draw by draw."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import CodedLever
from parley.bridges.situation import Scenario
from parley.models.course.model import COLLAPSE_A, COLLAPSE_B
from parley.models.course.simulate import Paths
from parley.outlook.document import EXCLUSIVE, HORIZONS, ByHorizon, Number
from parley.outlook.joined import Joined, scenario_values, simulate_scenario
from parley.outlook.spread import of_frequencies
from parley.outlook.values import Values

Array = NDArray[np.float64]
ALTERNATIVE = {
    ("arms", "active"): "on_hold",
    ("arms", "threatened"): "on_hold",
    ("arms", "on_hold"): "active",
    ("arms", "offered"): "active",
    ("arms", "withdrawn"): "active",
    ("sanctions", "active"): "withdrawn",
    ("sanctions", "on_hold"): "active",
    ("sanctions", "threatened"): "active",
    ("sanctions", "offered"): "active",
    ("sanctions", "withdrawn"): "active",
    ("monitoring", "active"): "withdrawn",
    ("monitoring", "on_hold"): "active",
    ("monitoring", "threatened"): "active",
    ("monitoring", "offered"): "active",
    ("monitoring", "withdrawn"): "active",
    ("issue", "active"): "withdrawn",
    ("issue", "on_hold"): "active",
    ("issue", "threatened"): "withdrawn",
    ("issue", "offered"): "withdrawn",
    ("issue", "withdrawn"): "active",
}
"""State that a lever's effects are shown for, by channel and state now."""


@dataclass(frozen=True)
class Scenes:
    """Values and paths of one scenario."""

    scenario: Scenario
    values: Values
    paths: Paths


def alternative(lever: CodedLever) -> str | None:
    """The state a lever is compared with; None when it moves nothing the models know."""
    return ALTERNATIVE.get((lever.channel, lever.state))


def scene(joined: Joined, scenario: Scenario) -> Scenes:
    """Run one scenario."""
    v = scenario_values(joined, scenario)
    return Scenes(scenario, v, simulate_scenario(joined, scenario, v))


def frequencies(paths: Paths) -> dict[str, Array]:
    """Share of paths by outcome, (n, months + 1): the exclusive states and the flags."""
    shares = paths.shares()
    out = {
        "settlement": shares[..., 3],
        "ceasefire_holding": shares[..., 2],
        "war_continues": shares[..., 0] + shares[..., 1],
        "collapse": shares[..., COLLAPSE_A] + shares[..., COLLAPSE_B],
    }
    assert tuple(out) == EXCLUSIVE
    for name in ("signed_by", "ceasefire_collapsed"):
        out[name] = paths.by_month(name)
    return out


def horizons(joined: Joined) -> list[int]:
    """Horizons inside the dossier's own."""
    last = joined.dossier.process.horizon
    return [h for h in HORIZONS if h <= last] or [last]


def outcomes(joined: Joined, paths: Paths) -> dict[str, ByHorizon]:
    """Chance of each outcome at each horizon."""
    return {
        name: {h: of_frequencies(f[:, h], paths.paths) for h in horizons(joined)}
        for name, f in frequencies(paths).items()
    }


def differences(joined: Joined, base: Paths, other: Paths) -> dict[str, ByHorizon]:
    """Paired difference of each outcome's chance, other less base, at each horizon.

    Both ran on the same draws and shocks. The noise taken out of the interval is that of two
    independent runs, an upper bound: pairing makes it smaller.
    """
    one, two = frequencies(base), frequencies(other)
    return {
        name: {h: _paired(one[name][:, h], two[name][:, h], base.paths) for h in horizons(joined)}
        for name in one
    }


def _paired(base: Array, other: Array, paths: int) -> Number:
    """Mean paired difference, its range over draws, its standard error over draws and paths.

    The variance over the paths of one draw is bounded by |difference| + both chances' overlap; where
    the runs share their shocks it is close to |difference|, which is used.
    """
    change = other - base
    return of_frequencies(change, paths, variance=np.maximum(np.abs(change) - change**2, 0.0))


def bands(paths: Paths) -> Mapping[str, tuple[Array, Array, Array]]:
    """Mean and 10-90 % band of each exclusive outcome, month by month."""
    out = {}
    for name, f in frequencies(paths).items():
        if name in EXCLUSIVE:
            numbers = [of_frequencies(f[:, t], paths.paths) for t in range(f.shape[1])]
            out[name] = (
                np.array([x.value for x in numbers]),
                np.array([x.interval[0] for x in numbers]),
                np.array([x.interval[1] for x in numbers]),
            )
    return out
