"""Robust advice: one holder's policies over the whole uncertainty; whose aims count is not chosen.

A policy sets some of the holder's levers from stated months on. Every policy runs on the same draws
and shocks. What is reported: what each does to every party's aims, its regret, how often it is good
enough, and which policies no other beats on every party's aims at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.bridges.conditions import stretches
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.outlook.joined import Joined, Sample, Size, prepare, simulate_scenario
from parley.outlook.number import ByHorizon, Number
from parley.outlook.regimes import revalued
from parley.outlook.scenarios import alternative, differences, horizons
from parley.outlook.spread import of_halves
from parley.outlook.today import today
from parley.outlook.values import Values
from parley.outlook.words import months, percent, row

Array = NDArray[np.float64]
Steps = dict[str, tuple[tuple[int, str | float], ...]]
"""Lever -> (month from which, state), months from 0."""
BASE = "as-things-stand"
MOST_LEVERS = 4
"""Levers that policies are made of unless the call names them: the first of the record."""
MOST_POLICIES = 32
RESAMPLES = 200
"""Bootstrap samples of draws for how surely a policy is on the front."""
COMMON = {"settlement": "a settlement in force", "war_over": "the war over without a collapse"}
"""Aims that are nobody's in particular, as chances at the last horizon."""


@dataclass(frozen=True)
class Policy:
    """What a holder does with its levers: `steps` by lever; none: as things stand."""

    id: str
    says: str
    steps: Steps


@dataclass(frozen=True)
class OnAim:
    """A policy against one aim.

    mean, change : expected level, and its paired difference from things as they stand; regret : by
    how much it falls short of the best policy for this aim, draw by draw, its interval 10-90 % over
    draws; enough : share of draws in which the aim reaches its threshold; no_worse : share in which
    it does at least as well as things as they stand
    """

    mean: Number
    change: Number
    regret: Number
    enough: float
    no_worse: float


@dataclass(frozen=True)
class Judged:
    """A policy with what it does.

    outcomes : outcome -> horizon -> paired difference from things as they stand; aims : aim ->
    `OnAim`; front : whether no other policy is at least as good for every party and better for one;
    surely : share of resampled draws in which that holds; beaten_by : a policy that is, or None
    """

    policy: Policy
    outcomes: dict[str, ByHorizon]
    aims: dict[str, OnAim]
    front: bool
    surely: float
    beaten_by: str | None


@dataclass(frozen=True)
class Advice:
    """Policies of one holder compared.

    Attributes
    ----------
    holder : its id; name : its name
    aims : aim -> what it is; a party's id is its expected worth
    thresholds : aim -> what is good enough
    judged : things as they stand first
    horizon : months looked ahead
    says : what stands out, in sentences
    """

    holder: str
    name: str
    aims: dict[str, str]
    thresholds: dict[str, float]
    judged: tuple[Judged, ...]
    horizon: int
    says: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data."""
        return {
            "holder": self.holder,
            "horizon": self.horizon,
            "aims": [
                {"id": k, "name": v, "enough": self.thresholds[k]} for k, v in self.aims.items()
            ],
            "policies": [
                {
                    "id": j.policy.id,
                    "says": j.policy.says,
                    "steps": {k: [list(s) for s in v] for k, v in j.policy.steps.items()},
                    "outcomes": {
                        o: {str(h): n.model_dump(mode="json") for h, n in by.items()}
                        for o, by in j.outcomes.items()
                    },
                    "aims": {
                        k: {
                            "mean": a.mean.model_dump(mode="json"),
                            "change": a.change.model_dump(mode="json"),
                            "regret": a.regret.model_dump(mode="json"),
                            "enough": a.enough,
                            "no_worse": a.no_worse,
                        }
                        for k, a in j.aims.items()
                    },
                    "front": j.front,
                    "surely": j.surely,
                    "beaten_by": j.beaten_by,
                }
                for j in self.judged
            ],
            "says": list(self.says),
        }


def advise(
    dossier: Dossier,
    holder: str,
    *,
    levers: Sequence[str] = (),
    later: int | None = None,
    own: Mapping[str, Steps] | None = None,
    enough: Mapping[str, float] | None = None,
    seed: int = 1,
    draws: int = 200,
    paths: int = 200,
) -> Advice:
    """Compare a holder's policies over the whole uncertainty.

    Parameters
    ----------
    dossier : with two sides
    holder : id of the party whose levers they are
    levers : which of its levers; the first `MOST_LEVERS` that the models know when empty
    later : month from which the policies that wait begin; a year, or half the horizon if shorter
    own : name -> steps; compared instead of the policies made from the levers
    enough : aim -> good enough; by default what things as they stand give on average
    seed, draws, paths : as for `run`

    Returns
    -------
    Advice
        Made policies: every set of the levers put to its other state now; and each lever, and all
        of them, from month `later` on. An aim of a party is its expected worth on its own scale:
        the ends at the last horizon weighted by their chances (a settlement is worth the best
        package, a collapse its terms, a ceasefire things as they stand, a war fighting on as of
        today), less the months of war until then times what a month costs it today.

    Raises
    ------
    OutlookError
        If the holder is unknown or holds none of the levers, or a step cannot be.

    Notes
    -----
    Regret: Savage (1951), The theory of statistical decision. The best policy of a draw is picked
    on one half of the paths and both are read on the other, so that luck is no regret. Good enough
    over draws: the satisficing of robust decision making (Lempert, Popper & Bankes 2003). A policy
    is beaten when another's mean aims are at least as good for every party and better for one.

    While a policy waits, nobody foresees it: each plans with the levers as they stand.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError("policies: the record has no two sides at war")
    joined = prepare(dossier, Size(draws=draws, paths=paths, seed=seed))
    policies = _own(joined, holder, own) if own else _made(joined, holder, tuple(levers), later)
    samples, worths = [], []
    for policy in policies:
        run, v = _under(joined, policy)
        samples.append(simulate_scenario(run, {}, v))
        worths.append(_levels(run, v, samples[-1]))
    aims = {p: f"worth to {dossier.name_of(p)}" for p in joined.coding.parties} | COMMON
    level = np.stack(worths)  # (policies, aims, 2, n)
    least = _thresholds(aims, level[0], enough or {})
    front, surely, beaten = _front(level[:, : len(joined.coding.parties)].mean(axis=2), seed)
    judged = tuple(
        Judged(
            policy=policy,
            outcomes=differences(joined, samples[0], samples[k]),
            aims=_on_aims(level, k, list(aims), least, samples[0].sizes),
            front=bool(front[k]),
            surely=float(surely[k]),
            beaten_by=policies[beaten[k]].id if beaten[k] >= 0 else None,
        )
        for k, policy in enumerate(policies)
    )
    last = horizons(joined)[-1]
    says = _says(dossier.name_of(holder), judged, aims, last)
    return Advice(holder, dossier.name_of(holder), aims, least, judged, last, says)


def held_levers(joined: Joined, holder: str) -> list[str]:
    """Return the levers of a holder that move something the models know, in file order.

    Raises
    ------
    OutlookError
        If nobody of that id is in the record, or it holds no such lever.
    """
    d = joined.dossier
    known = {x.id for x in joined.coding.levers if alternative(x) is not None}
    found = [x.id for x in d.levers if x.holder == holder and x.id in known]
    if not found:
        holders = dict.fromkeys(x.holder for x in d.levers if x.id in known)
        who = ", ".join(holders) or "nobody"
        if holder not in {p.id for p in (*d.parties, *d.people)}:
            raise OutlookError(f"policies: {holder!r} is no party of the record; holders: {who}")
        raise OutlookError(
            f"policies: {holder} holds no lever that the models know; holders: {who}"
        )
    return found


def _made(joined: Joined, holder: str, levers: tuple[str, ...], later: int | None) -> list[Policy]:
    """Things as they stand, then every set of the levers now, then one and all of them later."""
    held = held_levers(joined, holder)
    for key in levers:
        if key not in held:
            raise OutlookError(
                f"policies: {key!r} is no lever of {holder} that the models know; "
                f"it holds {', '.join(held)}"
            )
    last = joined.dossier.process.horizon - 1
    if later is not None and not 1 <= later <= last:
        raise OutlookError(f"policies: the later month must be in 1..{last}, got {later}")
    later = min(12, (last + 1) // 2) if later is None else later
    chosen = list(levers) or held[:MOST_LEVERS]
    other = {x.id: str(alternative(x)) for x in joined.coding.levers if x.id in chosen}
    out = [Policy(BASE, "as things stand", {})]
    sets = [s for size in range(1, len(chosen) + 1) for s in combinations(chosen, size)]
    waits = [*((k,) for k in chosen), *([tuple(chosen)] if len(chosen) > 1 else [])]
    for month, some in ((0, sets), (later, waits if later else [])):
        for keys in some:
            steps: Steps = {k: ((month, other[k]),) for k in keys}
            name = "+".join(f"{k}={other[k]}" for k in keys) + (f"@{month}" if month else "")
            out.append(Policy(name, _in_words(joined, steps), steps))
    return out[:MOST_POLICIES]


def _own(joined: Joined, holder: str, own: Mapping[str, Steps]) -> list[Policy]:
    """Things as they stand, then the policies a call spells out."""
    held, last = held_levers(joined, holder), joined.dossier.process.horizon
    out = [Policy(BASE, "as things stand", {})]
    for name, steps in own.items():
        for key, moves in steps.items():
            if key not in held:
                raise OutlookError(
                    f"policy {name!r}: {key!r} is no lever of {holder} that the models know; "
                    f"it holds {', '.join(held)}"
                )
            for month, _ in moves:
                if not 0 <= month < last:
                    raise OutlookError(
                        f"policy {name!r}: {key}: month must be in 0..{last - 1}, got {month}"
                    )
        out.append(Policy(name, _in_words(joined, steps), dict(steps)))
    return out


def _in_words(joined: Joined, steps: Steps) -> str:
    """A policy in words."""
    parts = []
    for key, moves in steps.items():
        said = []
        for month, state in moves:
            word = str(state).replace("_", " ")
            said.append(word if month == 0 else f"{word} after {months(month)}")
        parts.append(f"{joined.dossier.name_of(key)} {', then '.join(said)}")
    return row(parts)


def _under(joined: Joined, policy: Policy) -> tuple[Joined, Values]:
    """The run with the holder's levers on the policy's timetable, and its values."""
    if not policy.steps:
        return joined, joined.base
    levers = tuple(
        replace(x, steps=tuple(sorted(policy.steps[x.id], key=lambda s: s[0])))
        if x.id in policy.steps
        else x
        for x in joined.coding.levers
    )
    ground = replace(joined.ground, coding=replace(joined.coding, levers=levers))
    run = replace(joined, ground=ground)
    plan = stretches(ground.coding, run.draws, ground.worths, {}, run.dossier.process.horizon)
    return run, revalued(ground, plan, joined.cost, joined.base, joined.plan)


def _levels(run: Joined, v: Values, sample: Sample) -> Array:
    """Level of every aim in each half and draw, (aims, 2, n): parties, then `COMMON`."""
    last = horizons(run)[-1]
    end = v if v.of_month is None else (v, *v.later)[int(v.of_month[0, -1])]
    here, s = today(run, end), end.stakes
    shares = sample.both(lambda p: p.shares())[:, :, : last + 1]
    at_war = shares[:, :, 1:, :2].sum(axis=(2, 3))
    ends = shares[:, :, last]
    w = run.ground.worths
    package = np.where(here.options >= 0, here.options, end.situation.now)
    deal = w.of(package)
    value = (
        (ends[..., 0] + ends[..., 1])[..., None] * today(run, run.base).fight
        + ends[..., 2, None] * s.now
        + ends[..., 3, None] * deal
        + ends[..., 4, None] * s.A_falls
        + ends[..., 5, None] * s.B_falls
        - at_war[..., None] * run.cost
    )
    common = np.stack([ends[..., 3], ends[..., 2] + ends[..., 3]])
    return np.concatenate([np.moveaxis(value, -1, 0), common])


def _thresholds(
    aims: Mapping[str, str], base: Array, enough: Mapping[str, float]
) -> dict[str, float]:
    """What is good enough for each aim."""
    for key in enough:
        if key not in aims:
            raise OutlookError(f"policies: no aim {key!r}; aims are {', '.join(aims)}")
    return {k: float(enough.get(k, base[n].mean())) for n, k in enumerate(aims)}


def _on_aims(
    level: Array, k: int, aims: Sequence[str], least: Mapping[str, float], sizes: tuple[int, int]
) -> dict[str, OnAim]:
    """One policy against every aim."""
    out = {}
    for a, key in enumerate(aims):
        mine, base = level[k, a], level[0, a]
        both = mine.mean(axis=0)
        out[key] = OnAim(
            mean=of_halves(mine, sizes),
            change=of_halves(mine - base, sizes),
            regret=of_halves(regrets(level[:, a])[k], sizes),
            enough=float((both >= least[key] - 1e-12).mean()),
            no_worse=float((both >= base.mean(axis=0) - 1e-12).mean()),
        )
    return out


def regrets(level: Array) -> Array:
    """Return each policy's regret for one aim, (policies, 2, n).

    Parameters
    ----------
    level : array, shape (policies, 2, n)
        Level of the aim in two independent halves of the paths of each draw.

    Returns
    -------
    array, shape (policies, 2, n)
        On each half: the level of the policy that is best on the other half, less the policy's own.
        Its mean is not raised by luck; single entries may be below 0 by luck.

    Examples
    --------
    >>> regrets(np.array([[[1.0], [1.0]], [[3.0], [3.0]]])).ravel()
    array([2., 2., 0., 0.])
    """
    best = level.argmax(axis=0)[::-1]
    top = np.take_along_axis(level, best[None], axis=0)[0]
    return np.asarray(top - level)


def _front(level: Array, seed: int) -> tuple[NDArray[np.bool_], Array, list[int]]:
    """Which policies no other beats, how surely, and by whom the others are beaten.

    `level` is (policies, parties, draws). Means count; over bootstrap samples of the draws. -1 for
    a policy that none beats.
    """
    mean = level.mean(axis=2)
    beats = _beats(mean)
    size = level.shape[2]
    g = np.random.default_rng([seed, 8])
    kept = np.zeros(len(level))
    for _ in range(RESAMPLES):
        some = level[:, :, g.integers(0, size, size)].mean(axis=2)
        kept += ~_beats(some).any(axis=0)
    gain = np.where(beats, (mean[:, None] - mean[None]).sum(axis=2), -np.inf)
    beaten = [int(gain[:, k].argmax()) if beats[:, k].any() else -1 for k in range(len(level))]
    return np.asarray(~beats.any(axis=0)), kept / RESAMPLES, beaten


def _beats(mean: Array) -> NDArray[np.bool_]:
    """(one, other): whether one is at least as good on every aim as the other, better on one."""
    apart = mean[:, None] - mean[None]
    return np.asarray((apart >= 0).all(axis=2) & (apart > 1e-9).any(axis=2))


def _says(
    name: str, judged: Sequence[Judged], aims: Mapping[str, str], last: int
) -> tuple[str, ...]:
    """What stands out: the policies nobody's aims rule out, and the least regret for each aim."""
    front = [j for j in judged if j.front]
    out = []
    if len(front) == len(judged):
        out.append(
            f"None of the {len(judged)} policies of {name} is beaten by another on every party's "
            "aims at once: which is best hangs on whose aims count."
        )
    else:
        gone = len(judged) - len(front)
        out.append(
            f"{gone} of {len(judged)} policies of {name} are beaten by another on every party's "
            f"aims at once; {len(front)} are left, and which of them is best hangs on whose aims "
            "count."
        )
    for key, what in aims.items():
        best = min(judged, key=lambda j: (j.aims[key].regret.value, j.policy.id))
        a = best.aims[key]
        chance = key in COMMON
        size = f"{100 * a.change.value:+.1f} points" if chance else f"{a.change.value:+.3f}"
        out.append(
            f"{what[:1].upper()}{what[1:]} {months(last)} on: least regret with {best.policy.says} "
            f"({size.replace('-', '−')} against things as they stand, no worse in "
            f"{percent(a.no_worse)} of draws)."
        )
    return tuple(out)
