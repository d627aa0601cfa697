"""What talks and truces lead to, from history: rates that hold for every process."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from parley.dossier.estimate import Distribution, Estimate
from parley.history import load_base_rates, load_survival

ENDED = "mediation.cwm.war_ended_within_{}_months"
BEFORE, BEGAN = "mediation.cwm.war_ended_placebo", "mediation.cwm.began_in_a_year_of_war"
TRUCE_TEXT = ("transition", "ceasefire text to comprehensive text")
WINDOW = 12
"""Months after the start of talks over which their yield is counted."""
TRUCE_WINDOW = 24
"""Months over which the hazard of a truce becoming a settlement is averaged."""
SHOWN = np.arange(1, 40) / 40
NORMAL_95 = 1.959964
DRAWS = 20_000
LEAST_KEPT, MOST_KEPT = 0.6, 0.97
"""Range of what talks keep of their worth from one month to the next."""
Array = NDArray[np.float64]


@cache
def of_talks() -> tuple[Estimate, ...]:
    """Return what talks yield and how soon truces become settlements, as historical estimates.

    Returns
    -------
    tuple of Estimate
        `talks_worth`: extra hazard of an end in the 12 months after talks start, counted in months
        of the war's usual hazard. `talks_start`: hazard that talks begin. `talks_fail`: that they
        fail. `truce_to_settlement`: hazard that a truce becomes a settlement.

    Notes
    -----
    Of 677 pairs of opponents in whose country a mediation began, .055, .102 and .154 ended their
    fighting by agreement or ceasefire within 3, 6 and 12 months, against .059 in the 12 months from
    a year earlier (CWM, UCDP termination). With H = -ln(1 - share) and h the usual hazard, the
    start was worth H(12) / h - 12 months of it. If what it is worth a month fades by the factor q,
    ``E(12) / E(6) = 1 + q^6`` for the extra hazard E; talks fail at 1 - q less the rate at which
    they begin. Spreads are sampling errors (Dirichlet and Beta with 1/2). Mediators choose their
    moments: this is what talks announce, not what they cause. For truces, the share without a
    comprehensive text 24 months after a ceasefire text (PA-X), as a constant hazard.

    Examples
    --------
    >>> [(e.id, round(float(np.median(e.distribution.numbers)), 1), e.n) for e in of_talks()[:3]]
    [('talks_worth', 21.1, 677), ('talks_start', 0.0, 1530), ('talks_fail', 0.1, 677)]
    >>> round(of_talks()[3].distribution.numbers[0], 4), of_talks()[3].n
    (0.0136, 285)
    """
    rates, curve = load_base_rates(), load_survival()[TRUCE_TEXT]
    worth, fades, begins = _mediation()
    at = curve.months.index(TRUCE_WINDOW)
    middle, least, most = (-np.log(c[at]) for c in (curve.survival, curve.high, curve.low))
    spread = np.exp(np.log(most / least) / (2 * NORMAL_95))
    soon = Distribution(family="lognormal", numbers=(float(middle / TRUCE_WINDOW), float(spread)))
    ended, began = rates[ENDED.format(WINDOW)], rates[BEGAN]
    rows = (
        ("talks_worth", "extra hazard of an end in the year after talks (mediation) start",
         "months of the usual hazard", _listed(worth), ended.source, ended.n),
        ("talks_start", "hazard that talks (mediation) start", "per month", _listed(begins),
         began.source, began.n),
        ("talks_fail", "hazard that talks fail, by how fast what they are worth fades",
         "per month", _listed(fades), ended.source, ended.n),
        ("truce_to_settlement",
         "hazard that a truce becomes a settlement (comprehensive text after a ceasefire)",
         "per month", soon, curve.source, curve.n),
    )  # fmt: skip
    return tuple(
        Estimate(
            id=key, name=name, unit=unit, distribution=drawn, origin="historical",
            dataset=source.id, n=n, source=source.citation,
        )
        for key, name, unit, drawn, source, n in rows
    )  # fmt: skip


def _mediation() -> tuple[Array, Array, Array]:
    """Draws of what talks are worth, how fast they fail, and how often they begin."""
    rates, g = load_base_rates(), np.random.default_rng(0)
    ended = [rates[ENDED.format(m)] for m in (6, WINDOW)]
    counts = np.diff([0, *(r.events or 0 for r in ended), ended[0].n])
    shares = np.cumsum(g.dirichlet(counts + 0.5, DRAWS), axis=1)[:, :2]
    six, year = (-np.log1p(-s) for s in shares.T)
    before, began = (
        -np.log1p(-g.beta((r.events or 0) + 0.5, r.n - (r.events or 0) + 0.5, DRAWS)) / 12
        for r in (rates[BEFORE], rates[BEGAN])
    )
    extra = np.maximum(year - WINDOW * before, 1e-9) / np.maximum(six - 6 * before, 1e-9)
    fade = 1 - np.clip(extra - 1, LEAST_KEPT**6, MOST_KEPT**6) ** (1 / 6)
    return year / before - WINDOW, np.maximum(fade - began, 0.01), began


def _listed(draws: Array) -> Distribution:
    """Quantiles that stand for draws."""
    return Distribution(family="table", numbers=tuple(float(v) for v in np.quantile(draws, SHOWN)))
