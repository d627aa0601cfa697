"""Chance and parameters apart: how much of an outcome's uncertainty better numbers could remove."""

import numpy as np
from numpy.typing import ArrayLike

from parley.outlook.document import EXCLUSIVE, UncertaintyView
from parley.outlook.joined import Sample
from parley.outlook.scenarios import frequencies
from parley.outlook.words import months, percent

SAYS = {
    "settlement": "a settlement is in force",
    "ceasefire_holding": "a ceasefire holds",
    "war_continues": "the war goes on",
    "collapse": "one side has collapsed",
}


def parameter_share(halves: ArrayLike) -> float:
    """Return the share of the variance of whether a thing happens that is between draws.

    Parameters
    ----------
    halves : array, shape (2, n)
        Share of the paths of each draw in which it happened, in two independent sets of paths.

    Returns
    -------
    float
        In [0, 1]; the rest is chance within a draw. 0 when it always or never happens.

    Notes
    -----
    Law of total variance: p (1 - p) = E[p_d (1 - p_d)] + Var(p_d). Var(p_d) is the covariance of
    the two sets over draws, free of the paths' noise (Searle, Casella & McCulloch 1992, ch. 3).

    Examples
    --------
    >>> parameter_share([[0.5] * 4, [0.5] * 4]), parameter_share([[0, 1], [0, 1]])
    (0.0, 1.0)
    """
    one, two = np.asarray(halves, float)
    p = float((one.mean() + two.mean()) / 2)
    between = float(((one - one.mean()) * (two - two.mean())).mean())
    return min(1.0, max(0.0, between / (p * (1 - p)))) if 0 < p < 1 else 0.0


def uncertainty_views(sample: Sample, month: int) -> list[UncertaintyView]:
    """Return chance and parameters apart for each exclusive outcome at a month."""
    out = []
    found = frequencies(sample)
    for name in EXCLUSIVE:
        share = parameter_share(found[name][:, :, month])
        says = (
            f"Of the uncertainty whether {SAYS[name]} {months(month)} on, {percent(share)} is not "
            f"knowing the numbers; {percent(1 - share)} is chance, were every number known."
        )
        out.append(
            UncertaintyView(
                outcome=name, horizon=month, chance=1 - share, parameters=share, says=says
            )
        )
    return out
