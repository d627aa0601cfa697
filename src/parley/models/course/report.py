"""What a run of a parameter document says, as plain mappings and lists."""

from __future__ import annotations

from typing import Any

import numpy as np

from parley.models.course.model import EVER, PHASES
from parley.models.course.readings import spread
from parley.models.course.setup import Setup
from parley.models.course.simulate import Paths


def report(setup: Setup, paths: Paths) -> dict[str, Any]:
    """Chances by month, ends at the horizon, exhaustion, and value of fighting on where known.

    Parameters
    ----------
    setup : Setup
        What was run.
    paths : Paths
        What came of it.

    Returns
    -------
    dict
        `phases`: chance of each phase by month; `intervals`: 10-90 % over draws with the noise of
        the paths removed; `mc_error`; `ever`: chance by month that it has happened; `ended`:
        chances at the horizon; `at_war`: mean potentials and front of paths at war;
        `fighting_on`, `anchor`, `truce` where they apply.

    Examples
    --------
    >>> from parley.models.course.setup import read_setup
    >>> from parley.models.course.simulate import simulate
    >>> s = read_setup({"months": 12, "draws": 4, "history": {"negotiated": [0.06]}})
    >>> out = report(s, simulate(s.course, 100))
    >>> out["horizon"], round(float(sum(out["phases"][p][12] for p in PHASES)), 9)
    (12, 1.0)
    """
    each = spread(paths.shares(), paths.paths)
    out: dict[str, Any] = {
        "horizon": setup.course.months,
        "phases": {p: each.value[:, k] for k, p in enumerate(PHASES)},
        "intervals": {
            p: {"low": each.low[:, k], "high": each.high[:, k]} for k, p in enumerate(PHASES)
        },
        "mc_error": {p: each.mc_error[:, k] for k, p in enumerate(PHASES)},
        "level": each.level,
    }
    counted = np.isfinite(setup.course.escalation_multiple)
    ever = {e: paths.by_month(e).mean(0) for e in EVER if counted or e != "escalation"}
    out["ever"] = ever
    out["ended"] = {
        **{p: float(each.value[-1, k]) for k, p in enumerate(PHASES)},
        "negotiated_end": float(ever["negotiated_end"][-1]),
    }
    weight = paths.sums[:, :, 0].sum(0)
    out["at_war"] = {
        name: np.divide(
            paths.sums[:, :, k].sum(0), weight, out=np.full(len(weight), np.nan), where=weight > 0
        )
        for name, k in (("r_A", 1), ("r_B", 2), ("front", 5))
    }
    out["meetings"] = (paths.meetings / paths.paths).mean(0)
    if setup.joint is not None:
        out["fighting_on"] = _fighting_on(setup)
    if setup.anchor is not None:
        a = setup.anchor
        out["anchor"] = {
            "drain": a.drain, "swing": a.swing, "sudden": a.sudden, "months": a.months,
            "targets": a.targets, "reached": a.reached, "met": a.met,
        }  # fmt: skip
    if paths.truce_at is not None:
        begun = paths.holding[:, paths.truce_at].sum()
        held = paths.holding.sum(0) / begun if begun else np.full(paths.holding.shape[1], np.nan)
        out["truce"] = {"at": paths.truce_at, "holding": held}
    out.update(
        draws=setup.course.draws,
        paths=paths.paths * setup.course.draws,
        seed=paths.seed,
        method=paths.method,
    )
    return out


def _fighting_on(setup: Setup) -> dict[str, Any]:
    """R, surplus, margin and ripeness at the start, mean and 10-90 % over draws."""
    j = setup.joint
    assert j is not None

    def told(v: Any) -> dict[str, float]:
        low, high = np.quantile(v, [0.1, 0.9])
        return {"value": float(np.mean(v)), "low": float(low), "high": float(high)}

    factors = ("months", "hurt", "own_falls", "other_falls")
    return {
        "surplus": told(j.z),
        "margin": told(j.m),
        "parties": {
            i: {
                "value": told(j.R[:, k]),
                **{f: told(getattr(j.ripeness, f)[:, k]) for f in factors},
            }
            for k, i in enumerate(j.parties)
        },
    }
