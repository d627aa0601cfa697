"""The positions model along each issue: who stands where, the forecast, and what if moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.positions import spectrum
from parley.errors import OutlookError
from parley.models.positions import option_probabilities
from parley.models.positions.distribution import as_rows, forecast_cdf, shipped_fit
from parley.outlook.joined import Joined

Array = NDArray[np.float64]
CELLS = 60


@dataclass(frozen=True)
class Stand:
    """Where a party stands on an issue, 0 the first option and 1 the last, means over draws.

    weight : capability times salience as a share of all parties'; origin : where the position comes
    from
    """

    party: str
    name: str
    side: int | None
    place: float
    spread: float
    weight: float
    origin: str


@dataclass(frozen=True)
class Outcome:
    """The forecast along the scale: density on `grid`, its mean, and the chance of each option."""

    grid: tuple[float, ...]
    density: tuple[float, ...]
    mean: float
    options: dict[str, float]


@dataclass(frozen=True)
class Spectrum:
    """One issue: options, what holds now, who stands where, and the forecast."""

    id: str
    question: str
    options: tuple[tuple[str, str], ...]
    now: float
    stands: tuple[Stand, ...]
    outcome: Outcome


def issues(joined: Joined) -> tuple[tuple[str, str], ...]:
    """Id and question of the issues with a scale, in the order of the record."""
    return tuple(
        (i.id, joined.dossier.name_of(i.id))
        for i in joined.coding.issues
        if i.ordered and len(i.options) > 1
    )


def spectrum_of(joined: Joined, issue: str, moved: Mapping[str, float] | None = None) -> Spectrum:
    """Return one issue's spectrum, with the positions of some parties set otherwise.

    Parameters
    ----------
    joined : the run
    issue : id of a contested, ordered issue
    moved : party -> place from 0, the first option, to 1, the last, in every draw

    Raises
    ------
    OutlookError
        If the issue has no scale, a party has no say in it, or a place is off the scale.
    """
    ids = [i.id for i in joined.coding.issues]
    if issue not in {k for k, _ in issues(joined)}:
        raise OutlookError(f"positions: {issue!r} is no contested issue with ordered options")
    k = ids.index(issue)
    coded = joined.coding.issues[k]
    x, weights, places = spectrum(joined.coding, joined.draws, joined.ground.worths, k)
    x = x.astype(float).copy()
    for party, place in (moved or {}).items():
        if party not in joined.coding.parties:
            raise OutlookError(f"positions: {party!r} has no say on {issue!r}")
        if not 0 <= place <= 1:
            raise OutlookError(f"positions: {party} must stand from 0 to 1, got {place}")
        x[:, joined.coding.parties.index(party)] = place
    now = joined.base.situation.now[:, k] / (len(coded.options) - 1)
    labels = {o.id: o.label for i in joined.dossier.issues if i.id == issue for o in i.options}
    share = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    stands = tuple(
        Stand(
            p, joined.dossier.name_of(p), joined.coding.side_of[i], float(x[:, i].mean()),
            float(x[:, i].std()), float(share[:, i].mean()), joined.coding.stances[i][k].origin,
        )
        for i, p in enumerate(joined.coding.parties)
    )  # fmt: skip
    return Spectrum(
        id=issue,
        question=joined.dossier.name_of(issue),
        options=tuple((o, labels.get(o, o)) for o in coded.options),
        now=float(np.mean(now)),
        stands=stands,
        outcome=_outcome(x, weights, places, now, coded.options),
    )


def _outcome(
    x: Array, weights: Array, places: Array, now: Array, options: tuple[str, ...]
) -> Outcome:
    """The mean of the draws' distributions, as a density on cells and as chances of options."""
    edges = np.linspace(0, 1, CELLS + 1)
    cdf = forecast_cdf(as_rows(x, weights, now), edges, shipped_fit()).mean(axis=0)
    mass = np.diff(cdf)
    mass[0] += cdf[0]
    middle = (edges[:-1] + edges[1:]) / 2
    chance = option_probabilities(x, weights, places, status_quo=now).mean(axis=0)
    return Outcome(
        grid=tuple(map(float, middle)),
        density=tuple(map(float, mass * CELLS)),
        mean=float(mass @ middle),
        options={o: float(c) for o, c in zip(options, chance, strict=True)},
    )
