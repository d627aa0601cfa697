"""Ranges that numbers of the run must lie in: an analyst's own estimates are held to them."""

from collections.abc import Iterable

import numpy as np

from parley.bridges.draws import Draws
from parley.dossier.estimate import Estimate
from parley.errors import OutlookError

TINY = 1e-9
RANGES: dict[str, tuple[float, float]] = {
    "potential": (TINY, 1), "drain": (0, 0.2), "optimism": (0, 0.2), "near": (0, 1),
    "level": (0, 1), "takes_place": (0, 1), "middle": (TINY, 1 - TINY), "stance": (0, 100),
    "weight": (TINY, np.inf), "capability": (0, np.inf), "binding": (0, np.inf),
    "postponed": (0, np.inf), "sanctions_drain": (0, 10), "arms_shield": (0, 1),
    "swing": (1e-6, 0.2), "tilt": (-50, 50), "front_gain": (-5, 5), "clock": (1, 1e6),
    "sudden_share": (0, 1), "arms_strength": (0, 1),
    "optimism_weight": (TINY, 1e6), "cost_growth": (0, np.inf),
    "theta_z": (-20, 20), "theta_m": (-20, 20), "talks_worth": (-12, np.inf),
    "talks_start": (TINY, 1), "talks_fail": (TINY, 1), "truce_to_settlement": (0, 10),
    "regain": (0, 1), "relapse_feared": (0, np.inf), "weariness": (-20, 20),
    "strength_breaks": (-20, 20), "monitoring": (TINY, np.inf),
}  # fmt: skip
"""Lowest and highest value by the first part of an estimate's id."""


def check_ranges(own: Iterable[Estimate], draws: Draws) -> None:
    """Raise OutlookError, in one line, when an estimate of the dossier is drawn out of its range.

    Parameters
    ----------
    own : the dossier's estimates, all in use
    draws : a sample of them
    """
    for e in own:
        low, high = RANGES.get(e.id.split(".")[0], (-np.inf, np.inf))
        drawn = draws[e.id]
        bad = drawn[~((drawn >= low) & (drawn <= high))]
        if bad.size:
            shown = f"in [{low:g}, {high:g}]" if low != TINY else f"above 0 and at most {high:g}"
            raise OutlookError(f"estimate {e.id!r}: must be {shown}, got {bad[0]:.4g}")
