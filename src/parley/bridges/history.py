"""History → draws of base rates for one process, each also listed as an estimate."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.dossier.estimate import Distribution, Estimate
from parley.dossier.schema import Dossier
from parley.dossier.words import Origin
from parley.history import (
    Hazard,
    ReferenceClass,
    Source,
    draw_classes,
    draw_hazards,
    draw_rates,
    expected_rates,
    load_base_rates,
    load_hazards,
    load_sources,
    reference_class,
)

Array = NDArray[np.float64]
TRUCE = ("agreement", "ceasefire provision, not full")
SETTLEMENT = ("agreement", "full")
COLLAPSE_YEARS = 5
"""Years over which the chance that a side falls is anchored."""
OF_CLASS = {
    "rate.negotiated": ("negotiated", 1),
    "rate.settlement_share": ("settlement_share", 1),
    "sudden": ("collapse", 1),
}
"""Rates that a class sets: estimate id -> way of ending, years ahead."""
CLASS_OF = {
    "rate.negotiated": "rate.class",
    "rate.settlement_share": "rate.class_share",
    "sudden": "rate.class_falls",
}
"""Estimates of which class the war belongs to, by the rate they set."""
SHOWN = np.arange(0.05, 1.0, 0.05)
"""Quantiles of a drawn rate that stand for it in the list of estimates."""


@dataclass(frozen=True)
class BaseRates:
    """Base rates of one process, per draw.

    Attributes
    ----------
    reference : the historical classes it belongs to, heaviest first
    chosen : (n,), the class each draw takes
    negotiated : (n, months), monthly hazard of a negotiated end, before talks are averaged out
    settlement_share : (n,), share of negotiated ends that are settlements
    falling : (n, months), monthly hazard that a side falls (victory, or it ceases to exist) by war
        age, at least `COLLAPSE_YEARS` of it
    falls_by_anchor : chance that a side falls within `COLLAPSE_YEARS`, without other ends
    break_edges, breaks : ages in months and (n, pieces) monthly hazards of a truce breaking
    relapse_edges, relapses : the same for settlements
    intensity : AR(1) coefficient and residual standard deviation of log monthly intensity
    months_fought : months of war so far; None when unknown
    estimates : every rate as an estimate
    values : estimate id -> (n,), the draws
    usual : estimate id -> (n,), the mean rate of the class each draw took
    """

    reference: ReferenceClass
    chosen: NDArray[np.int64]
    negotiated: Array
    settlement_share: Array
    falling: Array
    falls_by_anchor: float
    break_edges: tuple[int | None, ...]
    breaks: Array
    relapse_edges: tuple[int | None, ...]
    relapses: Array
    intensity: tuple[float, float]
    months_fought: int | None
    estimates: tuple[Estimate, ...]
    values: dict[str, Array]
    usual: dict[str, Array]

    def apart(self) -> dict[str, Array]:
        """The draws with what the class sets taken out of the rates: class and sampling apart.

        A rate of the class's own becomes a factor on it; the `rate.class` columns carry the rest.
        """
        own = {k: v / np.maximum(self.usual[k], 1e-12) for k, v in self.values.items()
               if k in self.usual}  # fmt: skip
        return {**self.values, **own}


def months_fought(dossier: Dossier) -> int | None:
    """Whole months from the start of the war to `as_of`; None when either date is unknown."""
    p = dossier.process
    if p.started is None or p.as_of is None:
        return None
    months = (p.as_of.year - p.started.year) * 12 + p.as_of.month - p.started.month
    return max(0, months - (p.as_of.day < p.started.day))


def base_rates(
    dossier: Dossier,
    n: int,
    field_of: NDArray[np.int64],
    rng: np.random.Generator,
    *,
    only_class: int | None = None,
) -> BaseRates:
    """Draw the base rates of a process.

    Parameters
    ----------
    dossier : its type, start, date and intensity choose the historical classes
    n : number of draws
    field_of : (n,), field draw of each draw; those that share one share a class and its rates
    rng : generator
    only_class : index of one class to take throughout, to show the headline under it

    Returns
    -------
    BaseRates
    """
    p, fought = dossier.process, months_fought(dossier)
    reference = reference_class(p.type, None if fought is None else fought / 12, p.intensity)
    rows = int(field_of.max()) + 1 if n else 1
    seed = int(rng.integers(2**63))
    taken = draw_classes(reference, rows, np.random.default_rng([seed, 0]))
    if only_class is not None:
        taken = np.full(rows, only_class)
    chosen = taken[field_of]
    years = -(-p.horizon // 12) + 1
    ends = draw_rates(
        reference, "negotiated", n, horizon_years=years, chosen=chosen,
        rng=np.random.default_rng([seed, 1]),
    )  # fmt: skip
    share = draw_rates(
        reference, "settlement_share", n, horizon_years=1, chosen=chosen,
        rng=np.random.default_rng([seed, 2]),
    ).rates[:, 0]  # fmt: skip
    falls = draw_rates(
        reference, "collapse", rows, horizon_years=max(years, COLLAPSE_YEARS), chosen=taken,
        rng=np.random.default_rng([seed, 3]),
    ).rates  # fmt: skip
    hazards, figures = load_hazards(), load_base_rates()
    breaks = draw_hazards(hazards[TRUCE], n, np.random.default_rng([seed, 4]))
    relapses = draw_hazards(hazards[SETTLEMENT], n, np.random.default_rng([seed, 5]))
    month = np.arange(p.horizon) + (0 if fought is None else fought % 12)
    monthly = -np.log1p(-np.clip(ends.rates, 0, 0.999)) / 12
    usual = {
        k: expected_rates(reference, end, span)[chosen, -1] for k, (end, span) in
        {**OF_CLASS, "rate.negotiated_later": ("negotiated", years)}.items()
    }  # fmt: skip
    values = {
        **{head: usual[k] for k, head in CLASS_OF.items()},
        "rate.negotiated": ends.rates[:, 0],
        "rate.negotiated_later": ends.rates[:, -1],
        "rate.settlement_share": share,
        "sudden": falls[field_of, 0],
        "rate.break": breaks[:, 0],
        "rate.relapse": relapses[:, 0],
    }
    return BaseRates(
        reference=reference,
        chosen=chosen,
        negotiated=monthly[:, np.minimum(month // 12, years - 1)],
        settlement_share=share,
        falling=np.repeat(-np.log1p(-np.clip(falls, 0, 0.9)) / 12, 12, axis=1)[field_of],
        falls_by_anchor=float(np.mean(1 - np.prod(1 - falls[:, :COLLAPSE_YEARS], axis=1))),
        break_edges=hazards[TRUCE].edges,
        breaks=breaks,
        relapse_edges=hazards[SETTLEMENT].edges,
        relapses=relapses,
        intensity=(
            figures["intensity.ar1.phi"].figure,
            figures["intensity.ar1.residual_sd"].figure,
        ),
        months_fought=fought,
        estimates=_estimates(reference, values, hazards),
        values=values,
        usual=usual,
    )


def _estimates(
    reference: ReferenceClass, values: dict[str, Array], hazards: dict[tuple[str, str], Hazard]
) -> tuple[Estimate, ...]:
    """Each rate as an estimate: quantiles of its draws, n and source of its data.

    The rates themselves are fitted. Which class they are taken from is a default where type, age or
    intensity is unknown.
    """
    sources = load_sources()
    top = reference.classes[0]
    mixed = f"mixture of {len(reference.classes)} classes, heaviest: {top.name}"
    years = sum(c.years for c in reference.classes[:1])
    wars = (sources["ucdp-termination"], years, mixed)
    which = "usual in the historical class the war is taken to belong to"
    rows = (
        ("rate.class", f"chance of an end by signature {which}", "per year", wars),
        ("rate.class_share", f"share of settlements {which}", "share", wars),
        ("rate.class_falls", f"chance that a side falls {which}", "per year", wars),
        ("rate.negotiated", "chance that this year of war is ended by signature", "per year", wars),
        ("rate.negotiated_later", "the same in the last year looked at", "per year", wars),
        ("rate.settlement_share", "share of settlements among negotiated ends", "share", wars),
        ("sudden", "chance that a side falls in this year of war", "per year", wars),
        ("rate.break", "hazard of a new truce breaking", "per month", _at_risk(hazards[TRUCE])),
        ("rate.relapse", "hazard that a settlement breaks in its first month", "per month",
         _at_risk(hazards[SETTLEMENT])),
    )  # fmt: skip
    origin: Origin = "historical" if reference.origin == "historical" else "default"
    return tuple(
        Estimate(
            id=key,
            name=f"{name} ({detail})",
            unit=unit,
            distribution=Distribution(
                family="table", numbers=tuple(float(q) for q in np.quantile(values[key], SHOWN))
            ),
            origin=origin if key in CLASS_OF.values() else "historical",
            dataset=source.id,
            n=n,
            source=source.citation,
        )
        for key, name, unit, (source, n, detail) in rows
    )


def _at_risk(hazard: Hazard) -> tuple[Source, int, str]:
    """Source, events and group of a hazard table."""
    return hazard.source, int(sum(hazard.events)), f"{hazard.group}; n = events"
