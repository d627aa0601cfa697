"""Every number a run uses, with its origin, without running it."""

from collections.abc import Sequence

import numpy as np

from parley.dossier.estimate import Estimate
from parley.dossier.schema import Dossier

ORIGINS = ("stated", "judgement", "historical", "default")
SAMPLE = 400
"""Draws on which the quantiles of historical rates are read."""


def all_estimates(dossier: Dossier) -> tuple[Estimate, ...]:
    """Return every number a run of this dossier would use; none when it has no two sides."""
    if len(dossier.process.sides) != 2:
        return ()
    from parley.bridges.coding import code
    from parley.bridges.estimates import estimates
    from parley.bridges.history import base_rates

    coding = code(dossier)
    rates = base_rates(dossier, SAMPLE, np.arange(SAMPLE), np.random.default_rng(1))
    return (*rates.estimates, *estimates(dossier, coding))


def estimates_in_words(estimates: Sequence[Estimate]) -> str:
    """List estimates by origin, one a line; defaults are marked as such."""
    if not estimates:
        return "No two sides at war in the record: no model runs, nothing is assumed."
    lines = []
    for origin in ORIGINS:
        some = [e for e in estimates if e.origin == origin]
        if not some:
            continue
        mark = " (assumed: nothing in the record or in history sets them)" * (origin == "default")
        lines += ["", f"{origin}{mark}: {len(some)}"]
        lines += [f"  {e.id:<34} {drawn_from(e):<30} {e.name} [{e.unit}]; {basis(e)}" for e in some]
    return "\n".join(lines[1:])


def drawn_from(e: Estimate) -> str:
    """A distribution in a few characters."""
    d = e.distribution
    shown = ", ".join(f"{v:.4g}" for v in d.numbers)
    if d.family == "table":
        return f"{np.quantile(d.numbers, 0.1):.3g} to {np.quantile(d.numbers, 0.9):.3g}"
    return shown if d.family == "point" else f"{d.family}({shown})"


def basis(e: Estimate) -> str:
    """What an estimate rests on."""
    if e.origin == "stated":
        return f"evidence {', '.join(e.evidence)}"
    if e.origin == "historical":
        return f"{e.dataset}, n = {e.n}"
    if e.origin == "judgement":
        return f"{e.who}: {e.why}"
    return e.source or ""
