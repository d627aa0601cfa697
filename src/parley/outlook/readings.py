"""Everything an outlook reads off the models, gathered before a word is written."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.history import base_rates
from parley.bridges.situation import Scenario
from parley.history import survival_at
from parley.outlook.document import ByHorizon, MovesView, Number, PhaseBand, ZoneView
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
from parley.outlook.views import GainView, GapView, OpeningView, PairView
from parley.outlook.zone import in_deal, zone_view

Array = NDArray[np.float64]
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
    claims : readings that answer claims of the sources: name -> number
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
    claims: dict[str, Number]
    headline: int
    gains: list[GainView]
    opening: OpeningView
    pairs: list[PairView]
    gaps: list[GapView]


def readings(joined: Joined) -> Readings:
    """Run all an outlook needs: things as they stand, each lever set otherwise, yardsticks."""
    base = simulate_scenario(joined, {}, joined.base)
    here = today(joined, joined.base)
    effects, fight, used, alone = _levers(joined, base, here)
    month = 12 if 12 in horizons(joined) else horizons(joined)[-1]
    return Readings(
        outcomes=outcomes(joined, base),
        phases=bands(base),
        truce=truce_holds(joined),
        effects=effects | _calendar(joined, base),
        alternatives=used,
        fight_effects=fight,
        alone=_alone(joined, base),
        by_class=_by_class(joined),
        zone=zone_view(joined, here, base),
        moves=moves_view(joined, here, used, fight),
        meetings={
            k: of_draws(c) for k, c in chance_of_meetings(meetings_to_come(joined, {})).items()
        },
        stuck={k: (of_draws(g), i) for k, (g, i) in sticking(joined, here).items()},
        in_deal=in_deal(joined, here),
        forecast=forecasts(joined),
        drivers=_drivers(joined, base, month),
        claims=_claims(joined, base),
        headline=month,
        gains=gains(joined, here),
        opening=opening(joined, here),
        pairs=pairs(joined, kept(base, PAIR_DRAWS), alone, used),
        gaps=gaps(joined, base, here),
    )


def _levers(
    joined: Joined, base: Sample, here: Today
) -> tuple[
    dict[str, dict[str, ByHorizon]], dict[str, Array], dict[str, str], dict[str, Frequencies]
]:
    """Each lever set to its alternative: paired differences, and the change in fighting on."""
    effects, fight, used, alone = {}, {}, {}, {}
    for lever in joined.coding.levers:
        other = alternative(lever)
        if other is None:
            continue
        s = scene(joined, {lever.id: other})
        effects[lever.id] = differences(joined, base, s.sample)
        fight[lever.id] = today(joined, s.values).fight - here.fight
        used[lever.id] = other
        alone[lever.id] = kept(s.sample, PAIR_DRAWS)
    return effects, fight, used, alone


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
    columns = {k: joined.draws.values[k] for k in joined.draws.uncertain()}
    groups = {e.id: e.origin for e in joined.draws.estimates}
    settled = frequencies(base)
    return {
        name: sensitivity(settled[name][:, :, month].mean(axis=0), columns, groups)
        for name in ("settlement", "ceasefire_holding", "war_continues", "collapse")
    }


def _claims(joined: Joined, base: Sample) -> dict[str, Number]:
    """What the models say to claims often made: each an effect with its interval over draws."""
    f, last = frequencies(base), horizons(joined)[-1]
    settled = f["settlement"][:, :, last].mean(axis=0)
    weary = joined.draws["weariness"]
    out = {}
    if (weary > 0).any() and (weary == 0).any():
        gain = settled[weary > 0].mean() - settled[weary == 0].mean()
        error = np.sqrt(
            settled[weary > 0].var() / (weary > 0).sum()
            + settled[weary == 0].var() / (weary == 0).sum()
        )
        out["exhaustion_needed"] = Number(
            value=float(gain),
            interval=(float(gain - 1.2816 * error), float(gain + 1.2816 * error)),
            mc_error=float(error),
        )
    return out
