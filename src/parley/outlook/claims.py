"""Claims put to the test: an effect, its interval, and the assumption each hangs on.

Each claim names a mechanism. The run is repeated with the mechanism at none and in full, on the
same draws and shocks; the prior of every mechanism includes none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from parley.bridges.finding import Finding
from parley.models.course.model import Course
from parley.models.course.simulate import Paths, simulate
from parley.outlook.document import ByHorizon, ClaimView, Number, ZoneView
from parley.outlook.joined import COMPILED_FROM, Joined, build_course
from parley.outlook.names import lever_basis
from parley.outlook.spread import of_draws, of_halves
from parley.outlook.words import months, percent, point_span, points, span

PATHS = 20
"""Paths for each draw in a test of a mechanism."""
FULL = 1.0
"""A mechanism in full: log hazard ratio per unit, the largest the prior holds."""
PRIORS = {
    "strength_breaks": "half its weight on none, the rest even on both sides of it",
    "weariness": "half its weight on none, the rest even on both sides of it",
    "arms": "from none to half the drain spared, and from none to nine tenths of strength",
}


@dataclass(frozen=True)
class Tested:
    """A mechanism at none and in full: chance at none, paired difference, by horizon."""

    none: ByHorizon
    effect: ByHorizon


def truce_test(joined: Joined, hs: list[int]) -> Tested:
    """Whether strength left breaks a truce signed now: chance that it broke, by horizon."""

    def broken(p: Paths) -> np.ndarray:
        if joined.dossier.process.quiet:
            return p.by_month("ceasefire_collapsed")
        return np.asarray(1 - p.holding / np.maximum(p.holding[:, :1], 1))

    at = None if joined.dossier.process.quiet else 0
    return _tested(joined, "theta_e", broken, hs, at)


def weariness_test(joined: Joined, hs: list[int]) -> Tested:
    """Whether exhaustion by itself brings a settlement: chance that one is in force by horizon."""
    return _tested(joined, "theta_u", lambda p: p.shares()[..., 3], hs, None)


def _tested(joined: Joined, name: str, read, hs: list[int], truce_at: int | None) -> Tested:  # type: ignore[no-untyped-def]
    """A hazard ratio at none and in full, paired."""
    course = build_course(joined, joined.base, {})
    none, full = (_halves(joined, _with(course, name, v), read, truce_at) for v in (0.0, FULL))
    sizes = (PATHS // 2, PATHS // 2)
    return Tested(
        {h: of_halves(none[:, :, h], sizes) for h in hs},
        {h: of_halves(full[:, :, h] - none[:, :, h], sizes) for h in hs},
    )


def _with(course: Course, name: str, value: float) -> Course:
    """The course with one hazard ratio at a value in every draw."""
    every = np.full(course.draws, value)
    return replace(course, theta_e=every) if name == "theta_e" else replace(course, theta_u=every)


def _halves(joined: Joined, course: Course, read, truce_at: int | None):  # type: ignore[no-untyped-def]
    """A reading of two independent sets of paths; compiled where the whole run is."""
    size = joined.draws.n * joined.size.paths * course.months
    method = "compiled" if size > COMPILED_FROM else "numpy"
    seeds = np.random.SeedSequence([joined.size.seed, 5]).generate_state(2, np.uint64)
    return np.stack([
        read(simulate(course, PATHS // 2, seed=int(s), truce_at=truce_at, every=0, method=method))
        for s in seeds
    ])  # fmt: skip


def claim_views(
    joined: Joined,
    truce: ByHorizon,
    zone: ZoneView,
    fight_effects: dict[str, np.ndarray],
    effects: dict[str, dict[str, ByHorizon]],
    alternatives: dict[str, str],
    month: int,
) -> list[ClaimView]:
    """Return the three claims put to the test, one for each arms or aid lever in the third.

    Parameters
    ----------
    joined : the run
    truce, zone, fight_effects, effects, alternatives : what it read, as in `Readings`
    month : headline horizon
    """
    hs = sorted(truce)
    made = {
        c: [a.id for a in joined.dossier.assessments if a.claim == c]
        for c in ("ceasefire_temporary", "exhaustion_needed", "lever_strengthens")
    }
    out = [
        _temporary(joined, truce_test(joined, hs), truce, hs, month, made["ceasefire_temporary"]),
        _exhaustion(weariness_test(joined, hs), zone, hs, made["exhaustion_needed"]),
    ]
    tried = [
        x.id
        for x in joined.dossier.levers
        if x.id in fight_effects and x.instrument in ("arms", "aid")
    ]
    out += [
        _hand(
            joined, key, alternatives[key], fight_effects[key],
            effects[key]["settlement"][hs[-1]], hs[-1], made["lever_strengthens"],
        )
        for key in tried
    ]  # fmt: skip
    return out


def _temporary(
    joined: Joined, t: Tested, truce: ByHorizon, hs: list[int], month: int, made: list[str]
) -> ClaimView:
    """Whether a truce now would be temporary."""
    last = hs[-1]
    broken, effect = 1 - truce[last].value, t.effect[last]
    which = "the truce in force" if joined.dossier.process.quiet else "one signed now"
    verdict = (
        "borne out, by history's rate" if broken >= 0.5 else "not borne out: more hold than break"
    )
    says = (
        f"“A truce now would be temporary”: {verdict}. {which.capitalize()} is broken within "
        f"{months(month)} in {percent(1 - truce[month].value)} of runs and within "
        f"{months(last)} in {percent(broken)}. If strength regained in the quiet broke truces in "
        f"full, that would be {points(effect.value)} ({point_span(effect)}) against no "
        "such effect; the rest is history's rate of breaking."
    )
    return ClaimView(
        id="claim-ceasefire_temporary", claim="ceasefire_temporary",
        question="Would a truce now be temporary?", verdict=verdict, horizon=last,
        at_none=t.none[last], effect=effect, unit="difference of chance",
        mechanism="strength left on both sides shortens a truce", prior=PRIORS["strength_breaks"],
        hangs_on=["rate.break", "strength_breaks", "theta_m"], made_by=made, says=says,
    )  # fmt: skip


def _exhaustion(t: Tested, zone: ZoneView, hs: list[int], made: list[str]) -> ClaimView:
    """Whether only exhaustion brings lasting peace."""
    last, trend = hs[-1], zone.trend.value
    none, effect = t.none[last], t.effect[last]
    alone = none.value >= 0.5 * (none.value + effect.value)
    verdict = "not borne out" if alone else "borne out if the mechanism is granted"
    way = "hardly moves" if abs(trend) < 0.005 else "falls" if trend < 0 else "rises"
    says = (
        f"“Only exhaustion brings lasting peace”: {verdict}. With no such effect a settlement is "
        f"in force {months(last)} on in {percent(none.value)} of runs ({span(none)}); if weariness "
        f"brought deals in full, {points(effect.value)} ({point_span(effect)}). What a deal can "
        f"offer the worse-placed side {way} over six months of war: a tired side gains from a deal "
        "only the cost of the months still to go."
    )
    return ClaimView(
        id="claim-exhaustion_needed", claim="exhaustion_needed",
        question="Does only exhaustion bring lasting peace?", verdict=verdict, horizon=last,
        at_none=none, effect=effect, unit="difference of chance",
        mechanism="exhaustion by itself raises the hazard of a deal", prior=PRIORS["weariness"],
        hangs_on=["weariness", "cost_growth", "theta_z"], made_by=made, says=says,
    )  # fmt: skip


def _hand(
    joined: Joined, key: str, state: str, shift: np.ndarray, settled: Number, last: int,
    made: list[str],
) -> ClaimView:  # fmt: skip
    """Whether holding back arms strengthens the hand: each side's value of fighting on."""
    lever = next(x for x in joined.dossier.levers if x.id == key)
    coding, parts, target = joined.coding, [], None
    for i, side in enumerate(coding.side_of):
        if side is None:
            continue
        n = of_draws(shift[:, i])
        aimed = coding.parties[i] == lever.target
        target = n if aimed or target is None else target
        ends = " to ".join(_signed(v) for v in n.interval)
        parts.append(
            f"{joined.dossier.name_of(coding.parties[i])}'s by {_signed(n.value)} ({ends})"
        )
    assert target is not None
    low, high = target.interval
    verdict = (
        "no clear effect" if low <= 0 <= high
        else "the target's own hand grows weaker" if high < 0
        else "the target's own hand grows stronger"
    )  # fmt: skip
    says = (
        f"“Holding back arms strengthens the hand”: {lever.name} {state.replace('_', ' ')} moves "
        f"the value of fighting on, in shares of the stake, {' and '.join(parts)}: {verdict}. A "
        f"settlement {months(last)} on: {points(settled.value)} ({point_span(settled)}). With arms "
        "taken to do nothing in the field none comes that way; how much they do is elicited."
    )
    return ClaimView(
        id=f"claim-lever_strengthens-{key}", claim="lever_strengthens",
        question=f"Would “{lever.name}” {state.replace('_', ' ')} strengthen the hand?",
        verdict=verdict, horizon=last, at_none=None, effect=target, unit="share of stake",
        mechanism="arms spare drain and add strength in the field", prior=PRIORS["arms"],
        hangs_on=lever_basis(joined, key), made_by=made, says=says,
    )  # fmt: skip


def claim_findings(views: list[ClaimView]) -> Iterator[Finding]:
    """Each claim put to the test as a finding."""
    for v in views:
        yield Finding(
            id=v.id, says=v.says, value=v.effect.value, unit=v.unit, interval=v.effect.interval,
            model="joined" if v.claim == "lever_strengthens" else "course",
            rests_on=tuple(v.hangs_on),
        )  # fmt: skip


def _signed(value: float) -> str:
    """A shift in worth, signed, three decimals."""
    return f"{'−' if value < 0 else '+'}{abs(value):.3f}"
