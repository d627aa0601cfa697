"""Everything an outlook reads off the models, gathered before a word is written."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.bridges.history import base_rates
from parley.bridges.situation import Scenario
from parley.history import survival_at
from parley.outlook.claims import claim_views
from parley.outlook.document import (
    ByHorizon,
    ClaimView,
    MovesView,
    Number,
    PhaseBand,
    UncertaintyView,
    ZoneView,
)
from parley.outlook.gains import gains
from parley.outlook.gaps import gaps
from parley.outlook.joined import (
    Joined,
    Sample,
    chance_of_meetings,
    meetings_to_come,
    simulate_scenario,
)
from parley.outlook.moves import moves_view
from parley.outlook.opening import opening
from parley.outlook.pairs import DRAWS as PAIR_DRAWS
from parley.outlook.pairs import Frequencies, kept, pairs
from parley.outlook.positions import forecasts
from parley.outlook.scenarios import (
    alternative,
    bands,
    differences,
    frequencies,
    horizons,
    outcomes,
    scene,
    truce_holds,
)
from parley.outlook.sensitivity import Sensitivity, sensitivity
from parley.outlook.spread import of_draws, of_halves
from parley.outlook.today import Today, sticking, today
from parley.outlook.uncertainty import uncertainty_views
from parley.outlook.views import GainView, GapView, OpeningView, PairView
from parley.outlook.zone import in_deal, zone_view

Array = NDArray[np.float64]
WORKERS = 3
"""Readings taken at once; what they say does not depend on it."""
MOST_CLASSES = 4
"""Historical classes under which the headline is shown, heaviest first."""


@dataclass(frozen=True)
class Readings:
    """What the models say, as numbers.

    Attributes
    ----------
    outcomes : outcome -> horizon -> number
    phases : exclusive outcome -> month by month
    truce : a truce signed now: horizon -> chance that it holds
    effects : scenario name -> outcome -> horizon -> paired difference
    fight_effects : lever -> (n, parties), change in the value of fighting on
    alone : outcome -> horizon -> yardstick -> chance
    by_class : historical class -> horizon -> chance of a settlement
    zone, moves : the table and the moves
    meetings : meeting -> chance that it takes place
    stuck : issue -> (gain in surplus, index of the party that moves)
    in_deal, forecast : issue -> option -> chance
    drivers : outcome -> what carries it, at `headline` months
    claims : claims put to the test
    uncertainty : chance and parameters apart
    gains, opening, pairs, gaps : what each party gains and loses, the smallest change that opens
        the zone, levers two at a time, what is not known
    """

    outcomes: dict[str, ByHorizon]
    phases: dict[str, PhaseBand]
    truce: ByHorizon
    effects: dict[str, dict[str, ByHorizon]]
    alternatives: dict[str, str]
    fight_effects: dict[str, Array]
    alone: dict[str, dict[int, dict[str, float]]]
    by_class: dict[str, ByHorizon]
    zone: ZoneView
    moves: MovesView | None
    meetings: dict[str, Number]
    stuck: dict[str, tuple[Number, int]]
    in_deal: dict[str, dict[str, float]]
    forecast: dict[str, dict[str, float]]
    drivers: dict[str, Sensitivity]
    claims: list[ClaimView]
    uncertainty: list[UncertaintyView]
    headline: int
    gains: list[GainView]
    opening: OpeningView
    pairs: list[PairView]
    gaps: list[GapView]


def readings(joined: Joined) -> Readings:
    """Run all an outlook needs: things as they stand, each lever set otherwise, yardsticks."""
    base = simulate_scenario(joined, {}, joined.base)
    here = today(joined, joined.base)
    month = 12 if 12 in horizons(joined) else horizons(joined)[-1]
    with ThreadPoolExecutor(WORKERS) as pool:
        levers = [
            (lever.id, other, pool.submit(_lever, joined, base, here, lever.id, other))
            for lever in joined.coding.levers
            if (other := alternative(lever)) is not None
        ]
        work: dict[str, Future[Any]] = {
            "truce": pool.submit(truce_holds, joined),
            "calendar": pool.submit(_calendar, joined, base),
            "alone": pool.submit(_alone, joined, base),
            "by_class": pool.submit(_by_class, joined),
            "stuck": pool.submit(sticking, joined, here),
            "gains": pool.submit(gains, joined, here),
            "opening": pool.submit(opening, joined, here),
            "gaps": pool.submit(gaps, joined, base, here),
            "drivers": pool.submit(_drivers, joined, base, month),
            "forecast": pool.submit(forecasts, joined),
        }
        tried = {key: f.result() for key, _, f in levers}
        used = {key: other for key, other, _ in levers}
        fight = {key: t.fight for key, t in tried.items()}
        alone = {key: t.alone for key, t in tried.items()}
        work["pairs"] = pool.submit(pairs, joined, kept(base, PAIR_DRAWS), alone, used)
        work["moves"] = pool.submit(moves_view, joined, here, used, fight)
        zone, in_it = zone_view(joined, here, base), in_deal(joined, here)
        done = {key: f.result() for key, f in work.items()}
    effects = {key: t.effects for key, t in tried.items()}
    return Readings(
        outcomes=outcomes(joined, base),
        phases=bands(base),
        truce=done["truce"],
        effects=effects | done["calendar"],
        alternatives=used,
        fight_effects=fight,
        alone=done["alone"],
        by_class=done["by_class"],
        zone=zone,
        moves=done["moves"],
        meetings={
            k: of_draws(c) for k, c in chance_of_meetings(meetings_to_come(joined, {})).items()
        },
        stuck={k: (of_draws(g), i) for k, (g, i) in done["stuck"].items()},
        in_deal=in_it,
        forecast=done["forecast"],
        drivers=done["drivers"],
        claims=claim_views(
            joined,
            done["truce"],
            zone,
            fight,
            effects,
            used,
            month,
        ),
        uncertainty=uncertainty_views(base, month),
        headline=month,
        gains=done["gains"],
        opening=done["opening"],
        pairs=done["pairs"],
        gaps=done["gaps"],
    )


@dataclass(frozen=True)
class _Tried:
    """A lever set otherwise: paired differences, change in fighting on, some frequencies."""

    effects: dict[str, ByHorizon]
    fight: Array
    alone: Frequencies


def _lever(joined: Joined, base: Sample, here: Today, key: str, other: str) -> _Tried:
    """Set one lever to its alternative."""
    s = scene(joined, {key: other})
    return _Tried(
        differences(joined, base, s.sample),
        today(joined, s.values).fight - here.fight,
        kept(s.sample, PAIR_DRAWS),
    )


def _calendar(joined: Joined, base: Sample) -> dict[str, dict[str, ByHorizon]]:
    """All planned meetings called off, and each constraint that binds one lifted."""
    out: dict[str, dict[str, ByHorizon]] = {}
    planned = meetings_to_come(joined, {})
    if planned:
        off: Scenario = {m.id: "withdrawn" for m in planned}
        out["meetings"] = differences(joined, base, simulate_scenario(joined, off, joined.base))
    ids = {m.id for m in planned}
    for c in joined.dossier.constraints:
        if ids & set(c.meetings) and c.id not in {x.id for x in joined.coding.levers}:
            sample = simulate_scenario(joined, {c.id: "withdrawn"}, joined.base)
            out[c.id] = differences(joined, base, sample)
    return out


def _alone(joined: Joined, base: Sample) -> dict[str, dict[int, dict[str, float]]]:
    """Yardsticks beside the joined answer: history, a coin, and the joined run with links cut."""
    rates = joined.ground.rates
    no_table = frequencies(simulate_scenario(joined, {}, joined.base, cut=frozenset({"table"})))
    quiet = frequencies(simulate_scenario(joined, {}, joined.base, cut=frozenset({"meetings"})))
    signed = rates.negotiated * rates.settlement_share[:, None]
    joint = frequencies(base)
    out: dict[str, dict[int, dict[str, float]]] = {}
    for name in ("settlement", "signed_by", "ceasefire_holding", "war_continues", "collapse"):
        out[name] = {}
        for h in horizons(joined):
            rows = {"joined": float(joint[name][:, :, h].mean())}
            if name == "signed_by":
                rows["history"] = float(np.mean(-np.expm1(-signed[:, :h].sum(axis=1))))
            if name == "collapse" and h == 60:
                rows["history"] = rates.falls_by_anchor
            rows["course without the table"] = float(no_table[name][:, :, h].mean())
            rows["without planned meetings"] = float(quiet[name][:, :, h].mean())
            rows["coin"] = 0.5
            out[name][h] = rows
    held = survival_at(rates.break_edges, rates.breaks, horizons(joined)).mean(axis=0)
    out["truce"] = {
        h: {"history": float(v), "coin": 0.5} for h, v in zip(horizons(joined), held, strict=True)
    }
    return out


def _by_class(joined: Joined) -> dict[str, ByHorizon]:
    """Chance of a settlement if the war belonged to one matching historical class alone."""
    out = {}
    for k, c in enumerate(joined.ground.rates.reference.classes[:MOST_CLASSES]):
        rates = base_rates(
            joined.dossier, joined.draws.n, joined.draws.field_of,
            np.random.default_rng([joined.size.seed, 2]), only_class=k,
        )  # fmt: skip
        own = replace(
            joined.ground.rates,
            negotiated=rates.negotiated,
            settlement_share=rates.settlement_share,
        )
        there = replace(joined, ground=replace(joined.ground, rates=own))
        sample = simulate_scenario(there, {}, joined.base)
        settled = frequencies(sample)["settlement"]
        out[f"{c.name} ({c.years} years of war, weight {c.weight:.2f})"] = {
            h: of_halves(settled[:, :, h], sample.sizes) for h in horizons(joined)
        }
    return out


def _drivers(joined: Joined, base: Sample, month: int) -> dict[str, Sensitivity]:
    """What carries each exclusive outcome at the headline horizon."""
    known = {**joined.draws.values, **joined.ground.rates.apart()}
    columns = {k: known[k] for k in joined.draws.uncertain()}
    groups = {e.id: e.origin for e in joined.draws.estimates}
    settled = frequencies(base)
    return {
        name: sensitivity(settled[name][:, :, month].mean(axis=0), columns, groups)
        for name in ("settlement", "ceasefire_holding", "war_continues", "collapse")
    }
