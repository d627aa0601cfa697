"""The course of a dossier: phases, exhaustion, fighting on against the best package, levers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.models.course.model import PHASES
from parley.outlook.document import ByHorizon, Number, ZoneView
from parley.outlook.joined import Joined, Sample, Size, prepare, simulate_scenario
from parley.outlook.scenarios import alternative, differences, frequencies, horizons, scene
from parley.outlook.spread import TAILS, of_draws, of_halves
from parley.outlook.today import Today, today
from parley.outlook.words import row
from parley.outlook.zone import zone_view

Array = NDArray[np.float64]
DRAWS, FIELD_DRAWS = 200, 50
"""Size of a run that shows the course alone."""
LEAST_PATHS = 20
"""Paths still at war below which a draw shows no potential at that month."""


@dataclass(frozen=True)
class Band:
    """Mean and 10-90 % range over draws, month by month."""

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Exhaustion:
    """Conflict potential of a side on paths still at war; 1 is full.

    `at_war` is the share of paths still at war in each of `months`.
    """

    side: str
    months: tuple[int, ...]
    potential: Band
    at_war: tuple[float, ...]


@dataclass(frozen=True)
class Fighting:
    """What fighting on is worth to a party today, beside what it would have otherwise.

    Shares of its stake: 1 is its best option on every issue. `deal` is the package that leaves the
    worst-placed party best off; `gain` is it less fighting on, draw by draw.
    """

    party: str
    side: int | None
    fight: Number
    now: Number
    deal: Number
    gain: Number


@dataclass(frozen=True)
class LeverEffect:
    """What a lever set otherwise changes: outcome -> horizon -> paired difference of chance."""

    id: str
    name: str
    setting: str
    effects: dict[str, ByHorizon]


@dataclass(frozen=True)
class CourseView:
    """The course of war and peace of one dossier.

    Attributes
    ----------
    title, sides : names
    horizon, months : last month, and every month from 0
    phases : phase -> band; chances sum to 1 in every month
    ever : flag -> chance that it happened by each month
    exhaustion : one for each side
    fighting : one for each party with a say, belligerents first
    levers : those that move something, the strongest first
    ripeness : months of war expected, hurt per month, own odds, surplus and who binds
    draws, paths, seed : size of the run
    """

    title: str
    sides: tuple[str, str]
    horizon: int
    months: tuple[int, ...]
    phases: dict[str, Band]
    ever: dict[str, tuple[float, ...]]
    exhaustion: tuple[Exhaustion, ...]
    fighting: tuple[Fighting, ...]
    levers: tuple[LeverEffect, ...]
    ripeness: ZoneView
    draws: int
    paths: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """The view as plain JSON data."""
        return {
            "horizon": self.horizon,
            "sides": list(self.sides),
            "phases": {k: list(b.mean) for k, b in self.phases.items()},
            "intervals": {
                k: {"low": list(b.low), "high": list(b.high)} for k, b in self.phases.items()
            },
            "ended": {k: b.mean[-1] for k, b in self.phases.items()},
            "ever": {k: list(v) for k, v in self.ever.items()},
            "exhaustion": [asdict(x) for x in self.exhaustion],
            "fighting": [
                {**x.__dict__, **{k: getattr(x, k).model_dump() for k in _NUMBERS}}
                for x in self.fighting
            ],
            "levers": [
                {
                    "id": x.id,
                    "name": x.name,
                    "setting": x.setting,
                    "effects": {
                        k: {str(h): n.model_dump() for h, n in by.items()}
                        for k, by in x.effects.items()
                    },
                }
                for x in self.levers
            ],
            "ripeness": self.ripeness.model_dump(),
            "draws": self.draws,
            "paths": self.paths,
            "seed": self.seed,
        }


_NUMBERS = ("fight", "now", "deal", "gain")


def course_view(dossier: Dossier, *, paths: int = 20_000, seed: int = 1) -> CourseView:
    """Return the course of a dossier, its field and table as the joined run sets them.

    Parameters
    ----------
    dossier : with two sides
    paths : paths in all, shared out over the draws
    seed : seed of draws and shocks

    Raises
    ------
    OutlookError
        If the process has no two sides, or `paths` is below 1.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError('course: needs two sides at war; name them with --sides "A | B"')
    if paths < 1:
        raise OutlookError(f"--paths: must be at least 1, got {paths}")
    each = max(2, -(-paths // DRAWS))
    joined = prepare(dossier, Size(DRAWS, each, FIELD_DRAWS, seed))
    base = simulate_scenario(joined, {}, joined.base)
    here = today(joined, joined.base)
    flags, months = frequencies(base), dossier.process.horizon + 1
    names = [row([dossier.name_of(p) for p in side]) for side in dossier.process.sides]
    return CourseView(
        title=dossier.process.title,
        sides=(names[0], names[1]),
        horizon=dossier.process.horizon,
        months=tuple(range(months)),
        phases=_phases(base),
        ever={
            k: tuple(flags[k].mean(axis=(0, 1)).tolist())
            for k in ("signed_by", "ceasefire_collapsed")
        },
        exhaustion=tuple(_exhaustion(base, k, names[n]) for n, k in enumerate(("r_A", "r_B"))),
        fighting=tuple(_fighting(joined, here)),
        levers=tuple(_levers(joined, base)),
        ripeness=zone_view(joined, here, base),
        draws=DRAWS,
        paths=each,
        seed=seed,
    )


def _phases(base: Sample) -> dict[str, Band]:
    """Each phase month by month."""
    shares = base.both(lambda p: p.shares())
    out = {}
    for k, name in enumerate(PHASES):
        found = [of_halves(shares[:, :, t, k], base.sizes) for t in range(shares.shape[2])]
        out[name] = Band(
            tuple(n.value for n in found),
            tuple(n.interval[0] for n in found),
            tuple(n.interval[1] for n in found),
        )
    return out


def _band(values: Array) -> Band:
    """Mean and range over draws of (n, months), NaN where a draw shows nothing."""
    low, high = np.nanquantile(values, TAILS, axis=0)
    mean = np.nanmean(values, axis=0)
    return Band(tuple(mean.tolist()), tuple(low.tolist()), tuple(high.tolist()))


def _exhaustion(base: Sample, name: str, side: str) -> Exhaustion:
    """Mean potential of a side on paths still at war, every so many months."""
    one, two = base.halves
    number = one.sums[:, :, 0] + two.sums[:, :, 0]
    column = 1 if name == "r_A" else 2
    total = one.sums[:, :, column] + two.sums[:, :, column]
    paths = one.paths + two.paths
    seen = np.where(number >= min(LEAST_PATHS, paths / 4), total / np.maximum(number, 1), np.nan)
    months = [m for m in range(number.shape[1]) if np.isfinite(seen[:, m]).any()]
    return Exhaustion(
        side=side,
        months=tuple(months),
        potential=_band(seen[:, months]),
        at_war=tuple((number[:, months] / paths).mean(axis=0).tolist()),
    )


def _fighting(joined: Joined, here: Today) -> list[Fighting]:
    """Each party's value of fighting on, of things as they stand, and of the best package."""
    w, coding = joined.ground.worths, joined.coding
    now = _worth(w.table, joined.base.situation.now)
    some = np.all(here.options >= 0, axis=1).reshape(-1)
    deal = np.where(some[:, None], _worth(w.table, np.maximum(here.options, 0)), now)
    order = sorted(
        range(len(coding.parties)),
        key=lambda i: (coding.side_of[i] is None, coding.side_of[i] or 0, i),
    )
    return [
        Fighting(
            party=joined.dossier.name_of(coding.parties[i]),
            side=coding.side_of[i],
            fight=of_draws(here.fight[:, i]),
            now=of_draws(now[:, i]),
            deal=of_draws(deal[:, i]),
            gain=of_draws(deal[:, i] - here.fight[:, i]),
        )
        for i in order
    ]


def _worth(table: Array, options: NDArray[np.int64]) -> Array:
    """Worth of a choice of options to every party, (n, parties)."""
    at = options[:, None, :, None]
    return np.asarray(np.take_along_axis(table, at, axis=3)[..., 0].sum(axis=2))


def _levers(joined: Joined, base: Sample) -> list[LeverEffect]:
    """Every lever set to its alternative, on the same draws and shocks."""
    out = []
    last = horizons(joined)[-1]
    for lever in joined.coding.levers:
        other = alternative(lever)
        if other is None:
            continue
        found = differences(joined, base, scene(joined, {lever.id: other}).sample)
        out.append(LeverEffect(lever.id, joined.dossier.name_of(lever.id), other, found))
    return sorted(out, key=lambda x: (-_most(x, last), x.id))


def _most(x: LeverEffect, horizon: int) -> float:
    """The largest change of an exclusive outcome at a horizon."""
    keys: Sequence[str] = ("settlement", "ceasefire_holding", "war_continues", "collapse")
    return max(abs(x.effects[k][horizon].value) for k in keys)
