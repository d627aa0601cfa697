"""The deals model's part of an outlook: the zone of agreement, what is in it, what blocks it."""

import numpy as np

from parley.errors import CourseError
from parley.models.course.fighting import month_chain
from parley.models.course.premium import waiting_premium
from parley.models.course.value import ripeness
from parley.outlook.document import Number, ZoneView
from parley.outlook.joined import Joined, Sample
from parley.outlook.regimes import look_up
from parley.outlook.spread import of_draws
from parley.outlook.today import Today
from parley.outlook.values import FRONTS, field
from parley.outlook.words import percent, rounded

TREND_MONTHS = 6
PREMIUM_DRAWS = 12
"""Draws in which the premium on waiting is solved for."""


def zone_view(joined: Joined, here: Today, base: Sample) -> ZoneView:
    """Return where the table stands today, with ripeness as three factors shown apart."""
    names = [joined.dossier.name_of(p) for p in joined.coding.parties]
    a, b = joined.ground.potentials()
    ripe = ripeness(joined.base.beliefs, joined.base.stakes, a, b, field_of=joined.draws.field_of)
    fights = [i for i, s in enumerate(joined.coding.side_of) if s is not None]
    counted = np.bincount(here.binding[here.binding >= 0], minlength=len(names))
    order = [i for i in np.argsort(-counted, kind="stable") if counted[i]]
    binding = {names[i]: float(counted[i] / max(counted.sum(), 1)) for i in order}
    exists = _share(here.surplus > 0)
    trend = _trend(joined, base)
    surplus, margin = of_draws(here.surplus), of_draws(joined.m)
    months = of_draws(ripe.months[:, fights].mean(axis=1))
    return ZoneView(
        chance=exists,
        surplus=surplus,
        margin_now=margin,
        binding=binding,
        trend=trend,
        months_of_war=months,
        hurt_per_month={names[i]: of_draws(ripe.hurt[:, i]) for i in fights},
        own_odds={names[i]: of_draws(ripe.other_falls[:, i]) for i in fights},
        premium=_premium(joined),
        says=_says(exists, surplus, binding, trend),
    )


def in_deal(joined: Joined, here: Today) -> dict[str, dict[str, float]]:
    """Share of draws whose best package contains each option, issue by issue."""
    out = {}
    for k, issue in enumerate(joined.coding.issues):
        chosen = here.options[:, k]
        counts = np.bincount(chosen[chosen >= 0], minlength=len(issue.options))
        total = max(int(counts.sum()), 1)
        out[issue.id] = {o: float(c / total) for o, c in zip(issue.options, counts, strict=True)}
    return out


def _trend(joined: Joined, base: Sample) -> Number:
    """Change of the mean surplus over six months on paths still at war, per draw."""
    month = min(TREND_MONTHS, joined.dossier.process.horizon)
    mean = base.both(lambda p: p.mean_at_war("z"))
    change = (mean[:, :, month] - mean[:, :, 0]).mean(axis=0)
    known = change[np.isfinite(change)]
    return of_draws(known if known.size else np.zeros(1))


def _premium(joined: Joined) -> Number | None:
    """Premium on waiting for a later deal, today, in some draws; reported, never fed back.

    Draws in which the premium has no proven unique value are left out; None when all are.
    """
    ground, d = joined.ground, joined.draws
    table = field(ground, joined.base.situation).table()
    a, b = ground.potentials()
    middle = FRONTS.size // 2
    out = []
    for n in range(min(PREMIUM_DRAWS, ground.rows)):
        chain, _ = month_chain(table[n], joined.base.beliefs[0].grid)
        z = joined.base.tables[n, :, :, middle, 0].astype(float)
        hazard = float(ground.rates.negotiated[n, 0] * ground.rates.settlement_share[n])
        try:
            found = waiting_premium(
                chain, float(1 / d["clock"][n]), z.ravel(), hazard=hazard,
                theta=float(d["theta_z"][n]), reference=float(joined.z[n]), tolerance=1e-9,
            )  # fmt: skip
        except CourseError:
            continue
        if found.contracts:
            grid = found.values.astype(np.float32).reshape(1, *z.shape, 1)
            grid = grid.repeat(FRONTS.size, axis=3)
            out.append(look_up(grid, a[n : n + 1], b[n : n + 1])[0])
    return of_draws(out) if out else None


def _share(hits: np.ndarray) -> Number:
    """A share of draws, with the sampling error of their number."""
    n, value = hits.size, float(hits.mean())
    error = float(np.sqrt((value * (1 - value) + 0.25 / n) / n))
    low, high = np.clip([value - 1.2816 * error, value + 1.2816 * error], 0, 1)
    return Number(value=value, interval=(float(low), float(high)), mc_error=error)


def _says(exists: Number, surplus: Number, binding: dict[str, float], trend: Number) -> str:
    """The zone in two sentences: whether it exists, how wide, who binds, where it goes."""
    if exists.value == 0:
        return (
            "No package on the table leaves every party whose consent it needs better off than "
            "fighting on, in any draw: the zone of agreement is empty."
        )
    who, share = next(iter(binding.items()))
    low, high = surplus.interval
    way = "narrows" if trend.value < -0.002 else "widens" if trend.value > 0.002 else "hardly moves"
    return (
        f"Some package beats fighting on for all whose consent it needs in "
        f"{percent(exists.value)} of draws; the best leaves the "
        f"worst-placed of them {rounded(surplus.value)} of its stake "
        f"better off ({rounded(low)} to {rounded(high)}). {who} is worst placed in "
        f"{percent(share)} of draws. Over six months of war the zone {way}."
    )
