"""Which groups of numbers carry an outcome, by themselves and in all: Sobol indices on request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import code
from parley.bridges.conditions import hangs_on_talks
from parley.bridges.draws import Draws
from parley.bridges.estimates import field_ids
from parley.bridges.finding import Finding
from parley.bridges.history import BaseRates
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.models.course.groups import group_indices
from parley.outlook.joined import Size, assemble, draw_all, simulate_scenario
from parley.outlook.scenarios import frequencies, horizons
from parley.outlook.words import months, percent, row

Array = NDArray[np.float64]
OUTCOMES = ("settlement", "ceasefire_holding", "war_continues", "collapse", "signed_by")
HEADS: dict[str, tuple[str, ...]] = {
    "history": ("rate",),
    "talks": ("talks_ratio", "talks_start", "talks_fail", "talks_worth", "takes_place", "binding",
              "postponed", "truce_to_settlement"),
    "table": ("theta_z", "theta_m", "relapse_feared"),
    "weariness": ("weariness", "strength_breaks", "monitoring", "cost_growth", "regain"),
    "start": ("potential",),
}  # fmt: skip
NAMES = {
    "history": "history's rates of signing, breaking and relapse",
    "field": "how fighting wears the sides down, and how often one falls",
    "talks": "meetings, and what talks do",
    "table": "how much the table moves the parties",
    "weariness": "weariness, strength and monitoring",
    "start": "conflict potential left today",
    "parties": "what the parties want, and what fighting costs them",
}


@dataclass(frozen=True)
class GroupShare:
    """A group's share of an outcome's variance over the numbers, with 90 % intervals.

    `first` is what the group does by itself, `total` what would go on varying if all else were
    known; the gap between them is interaction.
    """

    group: str
    name: str
    numbers: int
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]


@dataclass(frozen=True)
class SobolShares:
    """Sobol indices of one outcome.

    `base` points, `runs` of the whole model (each `paths` paths), the `mean` and the standard
    deviation `sd` of the outcome over the numbers, groups with the largest total first, and the
    answer in a sentence.
    """

    outcome: str
    horizon: int
    base: int
    runs: int
    paths: int
    mean: float
    sd: float
    groups: tuple[GroupShare, ...]
    finding: Finding

    def to_json(self) -> dict[str, Any]:
        """The shares as plain JSON data."""
        return {
            **self.__dict__,
            "groups": [g.__dict__ for g in self.groups],
            "finding": self.finding.model_dump(mode="json"),
        }

    def in_words(self) -> str:
        """The shares as a table of text."""
        lines = [self.finding.says, "", f"{'by itself':>24}{'in all':>24}"]
        for g in self.groups:
            own, all_ = (
                f"{v:.2f} ({lo:.2f} to {hi:.2f})"
                for v, (lo, hi) in ((g.first, g.first_interval), (g.total, g.total_interval))
            )
            lines.append(f"  {own:>22}{all_:>24}  {g.name} ({g.numbers} numbers)")
        lines += [
            "",
            f"{self.base} base points, {self.runs:,} runs of {self.paths} paths; 90 % intervals by "
            "bootstrap. Shares are of the variance over the numbers, chance left out.",
        ]
        return "\n".join(lines)


def sobol(
    dossier: Dossier,
    outcome: str = "settlement",
    *,
    horizon: int | None = None,
    base: int = 512,
    paths: int = 200,
    seed: int = 1,
) -> SobolShares:
    """Return the Sobol indices of groups of uncertain numbers, by designed runs.

    Parameters
    ----------
    dossier : with two sides
    outcome : one of OUTCOMES
    horizon : months ahead; 12, or the nearest there is, when not given
    base : base points, at least 16; the model runs `base` times for each group, and twice more
    paths, seed : as for `run`

    Raises
    ------
    OutlookError
        If there are no two sides, or outcome, horizon or base are none that fit.

    Notes
    -----
    `parley.models.course.groups.group_indices` on two independent Latin hypercubes, groups mixed as
    wholes, a field draw for each base point. The pace of the field is that of the first sample
    throughout. Indices are estimates without bounds: one may fall below 0 or exceed 1.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError('--sobol: needs two sides at war; name them with --sides "A | B"')
    if outcome not in OUTCOMES:
        raise OutlookError(f"--outcome: must be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    if base < 16:
        raise OutlookError(f"--base: must be at least 16, got {base}")
    last = dossier.process.horizon
    if horizon is not None and not 1 <= horizon <= last:
        raise OutlookError(f"--horizon: must be in 1..{last}, got {horizon}")
    coding, size = code(dossier), Size(draws=base, paths=paths, field_draws=base, seed=seed)
    samples = [draw_all(dossier, coding, replace(size, seed=s)) for s in (seed, seed + 1_000_003)]
    groups = group_of(samples[0][0], hangs_on_talks(coding))
    one = assemble(dossier, size, coding, *samples[0])
    pace = one.ground.pace
    two = assemble(dossier, size, coding, *samples[1], pace=pace)
    month = horizon or min(horizons(one), key=lambda h: abs(h - 12))

    def outcome_of(joined: Any) -> Array:
        found = frequencies(simulate_scenario(joined, {}, joined.base))[outcome]
        return np.asarray(found[:, :, month])

    solved = [(j.base.beliefs, *(v.beliefs for v in j.base.later)) for j in (one, two)]
    names = [g for g in NAMES if g in groups.values()]
    mixed = []
    for g in names:
        draws, rates = _mixed(samples, {k for k, v in groups.items() if v == g}, g)
        known = solved[1] if g == "field" else solved[0]
        joined = assemble(dossier, size, coding, draws, rates, pace=pace, solved=known)
        mixed.append(outcome_of(joined))
    at_a, at_b = outcome_of(one), outcome_of(two)
    found = group_indices(at_a, at_b, np.stack(mixed), seed=seed)
    shares = [
        GroupShare(
            g, NAMES[g], sum(v == g for v in groups.values()),
            float(found.first[k]), _pair(found.first_interval[k]),
            float(found.total[k]), _pair(found.total_interval[k]),
        )
        for k, g in enumerate(names)
    ]  # fmt: skip
    ranked = tuple(sorted(shares, key=lambda s: (-s.total, s.group)))
    sd, mean = float(np.sqrt(max(found.variance, 0.0))), float((at_a.mean() + at_b.mean()) / 2)
    return SobolShares(
        outcome, month, base, found.runs, paths, mean, sd, ranked,
        _finding(outcome, month, mean, sd, ranked, groups),
    )  # fmt: skip


def group_of(draws: Draws, talks: bool) -> dict[str, str]:
    """Return the group of every number that varies: by its id, or the field it belongs to."""
    field = field_ids(draws.estimates, talks)
    heads = {head: g for g, words in HEADS.items() for head in words}
    out = {}
    for key in draws.uncertain():
        head = key.split(".")[0]
        falls = key in ("sudden", "rate.class_falls", "sudden_share")
        out[key] = "field" if key in field or falls else heads.get(head, "parties")
    return out


def _mixed(
    samples: Sequence[tuple[Draws, BaseRates]], keys: set[str], group: str
) -> tuple[Draws, BaseRates]:
    """The first sample with one group's numbers from the second."""
    (draws, rates), (other, from_) = samples
    values = {k: other.values[k] if k in keys else v for k, v in draws.values.items()}
    if group == "history":
        rates = replace(
            rates, negotiated=from_.negotiated, settlement_share=from_.settlement_share,
            breaks=from_.breaks, relapses=from_.relapses, chosen=from_.chosen,
        )  # fmt: skip
    elif group == "field":
        rates = replace(rates, falling=from_.falling)
    return replace(draws, values=values), rates


def _pair(interval: Array) -> tuple[float, float]:
    """An interval as two numbers."""
    return float(interval[0]), float(interval[1])


def _finding(
    outcome: str, month: int, mean: float, sd: float, ranked: Sequence[GroupShare],
    groups: dict[str, str],
) -> Finding:  # fmt: skip
    """The answer in a sentence."""
    top = [g for g in ranked if g.total_interval[0] > 0.02][:2]
    what = outcome.replace("_", " ")
    if not top:
        says = (
            f"The chance of “{what}” {months(month)} on ({percent(mean)}) varies too little over "
            "the numbers for any group to stand out."
        )
        return Finding(id=f"sobol-{outcome}", says=says, model="joined")
    told = row([f"{g.name} {percent(min(1.0, max(0.0, g.total)))}" for g in top])
    both = max(0.0, sum(g.total for g in ranked) - 1)
    joint = "act together little" if both < 0.1 else "also act together, so that shares overlap"
    says = (
        f"Of what makes the chance of “{what}” {months(month)} on differ over the numbers (mean "
        f"{percent(mean)}, one sd {100 * sd:.1f} points), in all: {told}; groups {joint}."
    )
    return Finding(
        id=f"sobol-{outcome}", says=says, value=top[0].total, unit="share of variance",
        interval=top[0].total_interval, model="joined",
        rests_on=tuple(k for k, g in groups.items() if g == top[0].group),
    )  # fmt: skip
