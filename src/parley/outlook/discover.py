"""When does an outcome come about: the ranges of numbers under which it is common, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from parley.bridges.finding import Finding
from parley.dossier.schema import Dossier
from parley.dossier.words import Origin
from parley.errors import OutlookError
from parley.history import survival_at
from parley.models.course.discovery import Box, patient_rule
from parley.outlook.joined import Joined, Sample, Size, prepare, simulate_scenario
from parley.outlook.scenarios import frequencies, horizons
from parley.outlook.spread import Z
from parley.outlook.words import months, percent, row

Array = NDArray[np.float64]
BROKEN = "truce_broken"
"""A truce signed now, or the one in force, is broken by the horizon."""
OUTCOMES = (
    BROKEN, "ceasefire_collapsed", "settlement", "signed_by", "ceasefire_holding",
    "war_continues", "collapse",
)  # fmt: skip
SAYS = {
    BROKEN: "a truce signed now is broken",
    "ceasefire_collapsed": "a ceasefire is signed and breaks",
    "settlement": "a settlement is in force",
    "signed_by": "a settlement is signed",
    "ceasefire_holding": "a ceasefire holds",
    "war_continues": "the war goes on",
    "collapse": "one side has collapsed",
}
TOP = 0.25
"""Share of the draws, those in which the outcome is likeliest, taken as the cases to explain."""
LUCK = 0.05
"""Chance that a limit is luck, over all numbers tried at once, above which it is dropped."""
MOST_SEARCHED = 12
"""Most numbers searched: those whose ranks go along with the outcome's beyond chance."""
MOST_LIMITS = 4
"""Most numbers a box limits: more cannot be read."""


@dataclass(frozen=True)
class Limit:
    """One limit of a box: the number lies at or above `low` and at or below `high`.

    `low` or `high` is None where free; `luck` is the chance that a limit this good is luck
    (binomial, one-sided), before allowance for the numbers tried.
    """

    id: str
    name: str
    unit: str
    origin: str
    low: float | None
    high: float | None
    luck: float

    def says(self) -> str:
        """The limit in words."""
        if self.low is None:
            return f"{self.name} at most {self.high:.3g}"
        if self.high is None:
            return f"{self.name} at least {self.low:.3g}"
        return f"{self.name} from {self.low:.3g} to {self.high:.3g}"


@dataclass(frozen=True)
class FoundBox:
    """A box found on one sample of draws and tested on another.

    Attributes
    ----------
    limits : all hold at once
    coverage : share of the cases that lie in the box
    density : share of the draws in the box that are cases; `TOP` where the box says nothing
    mass : share of the draws that lie in it
    chance, chance_outside : mean chance of the outcome in and outside the box
    difference : 90 % interval of their difference
    support : chance that so many cases lie in the box if it said nothing
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    chance: float
    chance_outside: float
    difference: tuple[float, float]
    support: float

    def to_json(self) -> dict[str, Any]:
        """The box as plain JSON data."""
        return {**self.__dict__, "limits": [{**x.__dict__, "says": x.says()} for x in self.limits]}


@dataclass(frozen=True)
class Discovery:
    """When an outcome comes about.

    Attributes
    ----------
    outcome, horizon : what was asked
    chance : its chance over all draws
    threshold : chance from which a draw is a case
    boxes : those that hold up on fresh draws, the best first; empty when none does
    tried : boxes found and not upheld
    numbers, searched : uncertain numbers, and those that go along with the outcome
    draws : draws searched; as many fresh ones tested
    finding : the answer in a sentence
    """

    outcome: str
    horizon: int
    chance: float
    threshold: float
    boxes: tuple[FoundBox, ...]
    tried: int
    numbers: int
    searched: int
    draws: int
    finding: Finding

    def to_json(self) -> dict[str, Any]:
        """The discovery as plain JSON data."""
        return {
            **self.__dict__,
            "boxes": [b.to_json() for b in self.boxes],
            "finding": self.finding.model_dump(mode="json"),
        }

    def in_words(self) -> str:
        """The discovery as text."""
        lines = [self.finding.says]
        for n, b in enumerate(self.boxes, 1):
            lines += [
                "",
                f"Box {n}: coverage {b.coverage:.2f}, density {b.density:.2f} "
                f"(all draws {TOP:.2f}), {percent(b.mass)} of draws; "
                f"luck {b.support:.1g} on fresh draws",
                *(f"  {x.says()} ({x.unit}; {x.origin}; luck {x.luck:.1g})" for x in b.limits),
            ]
        lines += [
            "",
            f"{self.searched} of {self.numbers} uncertain numbers go along with it beyond chance "
            f"and were searched on {self.draws} draws, boxes tested on as many fresh ones "
            f"({self.tried} not upheld); a case is a draw with a chance of "
            f"{percent(self.threshold)} or more.",
        ]
        return "\n".join(lines)


def discover(
    dossier: Dossier,
    outcome: str = BROKEN,
    *,
    horizon: int | None = None,
    leave_out: Sequence[str] = (),
    boxes: int = 2,
    seed: int = 1,
    draws: int = 600,
    paths: int = 200,
) -> Discovery:
    """Return the ranges of uncertain numbers under which an outcome is common.

    Parameters
    ----------
    dossier : with two sides
    outcome : one of OUTCOMES
    horizon : months ahead; 12, or the nearest there is, when not given
    leave_out : origins whose numbers are not searched: stated, historical, judgement, default
    boxes : most boxes looked for
    seed, draws, paths : as for `run`

    Returns
    -------
    Discovery

    Raises
    ------
    OutlookError
        If there are no two sides, or the outcome or horizon is none of the run's.

    Notes
    -----
    Patient rule induction (`parley.models.course.discovery.patient_rule`) on the share of paths by
    draw, each with a field draw of its own, over the numbers whose ranks go along with it. Of the
    boxes along the peeling the one with
    the best weighted mean of coverage and density is kept (F score with density counting double;
    van Rijsbergen 1979), limits that may be luck taken off. A second box explains what the first
    leaves (Friedman & Fisher 1999). Every figure of a box comes from fresh draws and shocks, of a
    second one from those outside the first; one that is not upheld there is not shown.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError('discover: needs two sides at war; name them with --sides "A | B"')
    if outcome not in OUTCOMES:
        raise OutlookError(f"--outcome: must be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    for origin in leave_out:
        if origin not in get_args(Origin):
            raise OutlookError(
                f"--leave-out: must be one of {', '.join(get_args(Origin))}, got {origin!r}"
            )
    size = Size(draws=draws, paths=paths, field_draws=draws, seed=seed)
    searched = prepare(dossier, size)
    month = _month(horizon, searched)
    fresh = prepare(dossier, replace(size, seed=seed + 1_000_003))
    y, again = (_chances(j, outcome, month) for j in (searched, fresh))
    whole, also = (_columns(j, month, leave_out) for j in (searched, fresh))
    names = _going_along(whole, y)
    x, new = (
        np.stack([c[k] for k in names], axis=1) if names else np.empty((draws, 0))
        for c in (whole, also)
    )
    threshold = float(np.quantile(y, 1 - TOP))
    found: list[FoundBox] = []
    tried, left, rest = 0, np.ones(draws, bool), np.ones(draws, bool)
    for _ in range(boxes if names else 0):
        box = _best(x[left], y[left] >= max(threshold, 1e-12))
        if box is None or not box.restricted:
            break
        tested = _tested(box, names, searched, new[rest], again[rest], threshold)
        if tested.support < LUCK and tested.difference[0] > 0:
            found.append(tested)
        else:
            tried += 1
        left &= ~_inside(box, x)
        rest &= ~_inside(box, new)
        if left.sum() < draws / 4:
            break
    chance = float(again.mean())
    return Discovery(
        outcome, month, chance, threshold, tuple(found), tried, len(whole), len(names), draws,
        _finding(outcome, month, chance, found, dossier.process.quiet),
    )  # fmt: skip


def _month(horizon: int | None, joined: Joined) -> int:
    """The horizon asked for; 12 or the nearest the run has."""
    last = joined.dossier.process.horizon
    if horizon is None:
        return min(horizons(joined), key=lambda h: abs(h - 12))
    if not 1 <= horizon <= last:
        raise OutlookError(f"--horizon: must be in 1..{last}, got {horizon}")
    return horizon


def _columns(joined: Joined, month: int, leave_out: Sequence[str]) -> dict[str, Array]:
    """Drawn numbers that vary; the hazards of a truce by age as one chance up to the horizon."""
    origin = {e.id: e.origin for e in joined.draws.estimates}
    searched = [k for k in joined.draws.uncertain() if origin.get(k) not in leave_out]
    out = {k: joined.draws[k] for k in searched}
    rates = joined.ground.rates
    if "rate.break" in out:
        out["rate.break"] = 1 - survival_at(rates.break_edges, rates.breaks, [month])[:, 0]
    return out


def _going_along(columns: dict[str, Array], y: Array) -> list[str]:
    """Numbers whose rank correlation with the outcome is no chance, for the many tried."""
    from scipy.stats import norm, rankdata

    if np.ptp(y) == 0 or not columns:
        return []
    bar = norm.isf(LUCK / (2 * len(columns))) / np.sqrt(max(y.size - 1, 1))
    target = rankdata(y)
    found = {k: abs(float(np.corrcoef(rankdata(v), target)[0, 1])) for k, v in columns.items()}
    ranked = sorted((k for k in found if found[k] > bar), key=lambda k: (-found[k], k))
    return ranked[:MOST_SEARCHED]


def _chances(joined: Joined, outcome: str, month: int) -> Array:
    """Share of the paths of each draw with the outcome at the month."""
    if outcome != BROKEN:
        found = frequencies(simulate_scenario(joined, {}, joined.base))[outcome]
        return np.asarray(found[:, :, month].mean(axis=0))
    if joined.dossier.process.quiet:
        kept = frequencies(simulate_scenario(joined, {}, joined.base))["ceasefire_collapsed"]
        return np.asarray(kept[:, :, month].mean(axis=0))
    forced = simulate_scenario(joined, {}, joined.base, truce_at=0)
    return 1 - _held(forced, month)


def _held(sample: Sample, month: int) -> Array:
    """Share of forced truces that hold, or became a settlement, at a month."""
    held = sample.both(lambda p: p.holding / np.maximum(p.holding[:, :1], 1))
    return np.asarray(held[:, :, month].mean(axis=0))


def _best(x: Array, cases: NDArray[np.bool_]) -> Box | None:
    """The box along the peeling with the best F score, its lucky limits taken off."""
    if not cases.any() or cases.all():
        return None
    best, most = None, 0.0
    for box in patient_rule(x, cases):
        kept = _without_luck(box, x.shape[1])
        if not kept.restricted or len(kept.restricted) > MOST_LIMITS:
            continue
        inside = _inside(kept, x)
        if not (cases & inside).any():
            continue
        coverage, density = (cases & inside).sum() / cases.sum(), cases[inside].mean()
        score = 1.25 * coverage * density / (coverage + 0.25 * density)
        if score > most:
            best, most = kept, score
    return best


def _without_luck(box: Box, numbers: int) -> Box:
    """The box with only the limits that are not luck, allowing for every number tried."""
    keep = [k for k, p in zip(box.restricted, box.chance, strict=True) if p < LUCK / numbers]
    low, high = np.full_like(box.low, -np.inf), np.full_like(box.high, np.inf)
    low[keep], high[keep] = box.low[keep], box.high[keep]
    luck = dict(zip(box.restricted, box.chance, strict=True))
    return replace(
        box, low=low, high=high, restricted=tuple(keep), chance=tuple(luck[k] for k in keep)
    )


def _inside(box: Box, x: Array) -> NDArray[np.bool_]:
    """Which draws lie in the box."""
    return np.asarray(((x >= box.low) & (x <= box.high)).all(axis=1))


def _tested(
    box: Box, names: Sequence[str], searched: Joined, x: Array, y: Array, threshold: float
) -> FoundBox:
    """The box on fresh draws."""
    from scipy.special import bdtrc

    inside, cases = _inside(box, x), y >= threshold
    hits, size = int((cases & inside).sum()), int(inside.sum())
    support = float(bdtrc(hits - 1, size, cases.mean())) if hits else 1.0
    within, without = y[inside], y[~inside]
    gap = float(within.mean() - without.mean()) if size and without.size else 0.0
    error = np.sqrt(
        sum(float(v.var(ddof=1)) / v.size if v.size > 1 else 1.0 for v in (within, without))
    )
    half = 1.6449 * float(error)
    return FoundBox(
        limits=_limits(box, names, searched),
        coverage=hits / max(int(cases.sum()), 1),
        density=hits / max(size, 1),
        mass=size / len(x),
        chance=float(within.mean()) if size else 0.0,
        chance_outside=float(without.mean()) if without.size else 0.0,
        difference=(gap - half, gap + half),
        support=support,
    )


def _limits(box: Box, names: Sequence[str], joined: Joined) -> tuple[Limit, ...]:
    """The limits of a box with the names of their numbers, the least lucky first."""
    known = {e.id: e for e in joined.draws.estimates}
    out = []
    for k, p in zip(box.restricted, box.chance, strict=True):
        e = known[names[k]]
        low, high = float(box.low[k]), float(box.high[k])
        name = "history's chance that a truce breaks by then" if e.id == "rate.break" else e.name
        unit = "share" if e.id == "rate.break" else e.unit
        out.append(
            Limit(
                e.id, name.split(" (")[0], unit, e.origin,
                low if np.isfinite(low) else None, high if np.isfinite(high) else None, p,
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda x: (x.luck, x.id)))


def _finding(
    outcome: str, month: int, chance: float, found: Sequence[FoundBox], quiet: bool
) -> Finding:
    """The answer in a sentence."""
    what = "the truce in force is broken" if quiet and outcome == BROKEN else SAYS[outcome]
    if not found:
        says = (
            f"Within {months(month)} {what} in {percent(chance)} of runs; no range of the numbers "
            "searched makes that more common on fresh draws."
        )
        return Finding(id=f"discovery-{outcome}", says=says, value=chance, unit="chance",
                       model="joined")  # fmt: skip
    b = found[0]
    says = (
        f"Within {months(month)} {what} in {percent(chance)} of runs; in {percent(b.chance)} "
        f"(against {percent(b.chance_outside)} elsewhere) where "
        f"{row([x.says() for x in b.limits])}. This holds {percent(b.coverage)} of the draws in "
        f"which it is likeliest, and {percent(b.density)} of its draws are among them."
    )
    half = Z / 1.6449 * (b.difference[1] - b.difference[0]) / 2
    gap = b.chance - b.chance_outside
    return Finding(
        id=f"discovery-{outcome}", says=says, value=gap, unit="difference of chance",
        interval=(gap - half, gap + half), model="joined",
        rests_on=tuple(x.id for box in found for x in box.limits),
    )  # fmt: skip
