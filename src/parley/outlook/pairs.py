"""Levers two at a time: what two do together that neither does alone."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.dossier.schema import Dossier
from parley.models.course.simulate import simulate
from parley.outlook import joined as joined_run
from parley.outlook.joined import (
    Joined,
    Sample,
    Size,
    build_course,
    prepare,
    scenario_values,
    simulate_scenario,
)
from parley.outlook.number import ByHorizon
from parley.outlook.part import some_draws
from parley.outlook.scenarios import alternative, frequencies, horizons, scene
from parley.outlook.spread import of_halves
from parley.outlook.views import PairView
from parley.outlook.words import months, point_span, points

Array = NDArray[np.float64]
Frequencies = dict[str, Array]
MOST = 3
"""Levers whose pairs an outlook runs: those that move an outcome most."""
DRAWS = 24
"""Draws of the run on which an outlook tries pairs: the first so many."""


def kept(sample: Sample, draws: int) -> Frequencies:
    """Return the outcomes' frequencies in the first draws of a sample, to compare pairs with."""
    return {k: v[:, :draws].copy() for k, v in frequencies(sample).items()}


def pairs(
    joined: Joined,
    base: Frequencies,
    alone: Mapping[str, Frequencies],
    states: Mapping[str, str],
    *,
    most: int = MOST,
    draws: int = DRAWS,
) -> list[PairView]:
    """Return what the levers that matter do two at a time, the strongest interplay first.

    Parameters
    ----------
    joined : the prepared run
    base : frequencies as things stand, of at least the first `draws` draws
    alone : lever -> frequencies with it set otherwise alone, of the same draws
    states : lever -> the state it is set to
    most : levers taken, those whose mean effect on an exclusive outcome is largest
    draws : draws the pairs are run on, the first of the run

    Returns
    -------
    list of PairView
        Interplay is what both do less the sum of what each does alone, all four runs on the same
        draws and shocks. Empty with fewer than two levers.
    """
    k = min(draws, joined.draws.n)
    first = some_draws(joined, np.arange(k))
    chosen = strongest(joined, base, alone, most)
    compiled = joined.draws.n * joined.size.paths * joined.dossier.process.horizon
    method = "compiled" if compiled > joined_run.COMPILED_FROM else "numpy"
    out = []
    for one, other in combinations(chosen, 2):
        scenario = {one: states[one], other: states[other]}
        both = _sample(first, scenario, method)
        shares = frequencies(both)
        at = horizons(joined)
        together, interplay = {}, {}
        for name, f in shares.items():
            was = base[name][:, :k]
            change = f - was
            rest = change - (alone[one][name][:, :k] - was) - (alone[other][name][:, :k] - was)
            together[name] = {h: of_halves(change[:, :, h], both.sizes) for h in at}
            interplay[name] = {h: of_halves(rest[:, :, h], both.sizes) for h in at}
        out.append(_view(joined, (one, other), states, together, interplay, k))
    last = horizons(joined)[-1]
    return sorted(out, key=lambda v: (-_largest(v.interplay, last), v.levers))


def find_pairs(
    dossier: Dossier, *, most: int = 6, seed: int = 1, draws: int = 500, paths: int = 200
) -> list[PairView]:
    """Return the strongest levers two at a time on every draw of a run.

    Raises
    ------
    OutlookError
        If the process has no two sides.
    """
    joined = prepare(dossier, Size(draws=draws, paths=paths, seed=seed))
    base = kept(simulate_scenario(joined, {}, joined.base), draws)
    states = {x.id: str(s) for x in joined.coding.levers if (s := alternative(x)) is not None}
    alone = {k: kept(scene(joined, {k: s}).sample, draws) for k, s in states.items()}
    return pairs(joined, base, alone, states, most=most, draws=draws)


def strongest(
    joined: Joined, base: Frequencies, alone: Mapping[str, Frequencies], most: int
) -> list[str]:
    """Return the levers whose mean effect on an exclusive outcome is largest, at most `most`."""
    at = horizons(joined)
    size = {
        key: max(
            float(
                np.abs((f[name] - base[name][:, : f[name].shape[1]])[:, :, at].mean((0, 1))).max()
            )
            for name in joined_outcomes()
        )
        for key, f in alone.items()
    }
    return sorted((k for k in size if size[k] > 0), key=lambda k: -size[k])[:most]


def joined_outcomes() -> Sequence[str]:
    """The exclusive outcomes."""
    return ("settlement", "ceasefire_holding", "war_continues", "collapse")


def _sample(joined: Joined, scenario: Mapping[str, str], method: str) -> Sample:
    """Paths of a scenario as the whole run would draw them for these draws."""
    course = build_course(joined, scenario_values(joined, scenario), scenario)
    first = (joined.size.paths + 1) // 2
    seeds = np.random.SeedSequence([joined.size.seed, 3]).generate_state(2, np.uint64)
    one, two = (
        simulate(course, count, seed=int(s), method=method)
        for count, s in zip((first, joined.size.paths - first), seeds, strict=True)
    )
    return Sample((one, two))


def _largest(found: dict[str, ByHorizon], month: int) -> float:
    """Largest mean effect on an exclusive outcome at a horizon."""
    return max(abs(found[name][month].value) for name in joined_outcomes())


def _view(
    joined: Joined,
    levers: tuple[str, str],
    states: Mapping[str, str],
    together: dict[str, ByHorizon],
    interplay: dict[str, ByHorizon],
    draws: int,
) -> PairView:
    """A pair in words: what both do to the outcome they move most, and what is left over."""
    last = horizons(joined)[-1]
    name = max(joined_outcomes(), key=lambda n: abs(together[n][last].value))
    both, rest = together[name][last], interplay[name][last]
    a, b = (f"{joined.dossier.name_of(k)} {states[k].replace('_', ' ')}" for k in levers)
    noise = 1.645 * (rest.mc_error or 0.0)
    if abs(rest.value) <= noise:
        tail = f"no more and no less than the sum of each alone, within ±{100 * noise:.1f} points"
    else:
        more = "more" if rest.value * both.value > 0 else "less"
        tail = f"{points(abs(rest.value)).removeprefix('+')} {more} than each alone adds up to"
    words = {
        "settlement": "a settlement", "ceasefire_holding": "a ceasefire holding",
        "war_continues": "the war going on", "collapse": "one side collapsing",
    }  # fmt: skip
    says = (
        f"{a[:1].upper()}{a[1:]} together with {b}: {words[name]} {months(last)} on "
        f"{points(both.value)} ({point_span(both)}), {tail} (on {draws} draws)."
    )
    one, other = levers
    return PairView(
        levers=levers, states=(states[one], states[other]), together=together,
        interplay=interplay, told=name, draws=draws, says=says,
    )  # fmt: skip
