"""Which scenarios an outlook runs, and the differences they make, paired draw by draw."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.levers import CodedLever
from parley.bridges.situation import Scenario
from parley.models.course.model import COLLAPSE_A, COLLAPSE_B
from parley.models.course.simulate import Paths
from parley.outlook.document import EXCLUSIVE, HORIZONS, ByHorizon, PhaseBand
from parley.outlook.joined import Joined, Sample, scenario_values, simulate_scenario
from parley.outlook.spread import of_halves
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
class Scene:
    """Values and paths of one scenario."""

    scenario: Scenario
    values: Values
    sample: Sample


def alternative(lever: CodedLever) -> str | None:
    """The state a lever is compared with; None when it moves nothing the models know."""
    return ALTERNATIVE.get((lever.channel, lever.state))


def scene(joined: Joined, scenario: Scenario) -> Scene:
    """Run one scenario."""
    v = scenario_values(joined, scenario)
    return Scene(scenario, v, simulate_scenario(joined, scenario, v))


def frequencies(sample: Sample) -> dict[str, Array]:
    """Share of paths by outcome, (2, n, months + 1): the exclusive states and the flags."""
    shares = sample.both(lambda p: p.shares())
    out = {
        "settlement": shares[..., 3],
        "ceasefire_holding": shares[..., 2],
        "war_continues": shares[..., 0] + shares[..., 1],
        "collapse": shares[..., COLLAPSE_A] + shares[..., COLLAPSE_B],
    }
    for name in ("signed_by", "ceasefire_collapsed"):
        out[name] = sample.both(lambda p, name=name: p.by_month(name))  # type: ignore[misc]
    return out


def horizons(joined: Joined) -> list[int]:
    """Horizons inside the dossier's own."""
    last = joined.dossier.process.horizon
    return [h for h in HORIZONS if h <= last] or [last]


def outcomes(joined: Joined, sample: Sample) -> dict[str, ByHorizon]:
    """Chance of each outcome at each horizon."""
    return {
        name: {h: of_halves(f[:, :, h], sample.sizes) for h in horizons(joined)}
        for name, f in frequencies(sample).items()
    }


def differences(joined: Joined, base: Sample, other: Sample) -> dict[str, ByHorizon]:
    """Paired difference of each outcome's chance, other less base, at each horizon.

    Both ran on the same draws and shocks, half by half, so that what they share cancels.
    """
    one, two = frequencies(base), frequencies(other)
    return {
        name: {h: of_halves(two[name][:, :, h] - f[:, :, h], base.sizes) for h in horizons(joined)}
        for name, f in one.items()
    }


def bands(sample: Sample) -> dict[str, PhaseBand]:
    """Mean and 10-90 % band of each exclusive outcome, month by month."""
    out = {}
    for name, f in frequencies(sample).items():
        if name in EXCLUSIVE:
            numbers = [of_halves(f[:, :, t], sample.sizes) for t in range(f.shape[2])]
            out[name] = PhaseBand(
                mean=[x.value for x in numbers],
                low=[x.interval[0] for x in numbers],
                high=[x.interval[1] for x in numbers],
            )
    return out


def truce_holds(joined: Joined) -> ByHorizon:
    """Chance that a truce signed now still holds, or has become a settlement, by horizon.

    Where a truce is in force already, the chance that this one has not broken.
    """
    if joined.dossier.process.quiet:
        sample = simulate_scenario(joined, {}, joined.base)
        kept = 1 - sample.both(lambda p: p.by_month("ceasefire_collapsed"))
        return {h: of_halves(kept[:, :, h], sample.sizes) for h in horizons(joined)}
    sample = simulate_scenario(joined, {}, joined.base, truce_at=0)

    def share(p: Paths) -> Array:
        return p.holding / np.maximum(p.holding[:, :1], 1)

    held = sample.both(share)
    return {h: of_halves(held[:, :, h], sample.sizes) for h in horizons(joined)}
