"""Counting by convolution: how many deals reach every veto player's mark, on a table of sums.

Exact where the sums are whole numbers and the table is small enough; elsewhere worths are rounded
down for a bound from below and up for one from above.
"""

import numpy as np
from numpy.typing import NDArray

from parley.models.deals.scores import Scores, Ticks, bits, signable

MOST_CELLS = 20_000_000
COARSE_CELLS = 2_000_000
Index = NDArray[np.int64]


def count_dense(scores: Scores, wall: Ticks, *, exact: bool, up: bool = False) -> int | None:
    """Count the deals with at least `wall` ticks for each veto player.

    Parameters
    ----------
    scores : Scores
        The model in ticks; no consent beside the veto, no quorum.
    wall : array (n_parties,)
        Fewest ticks that count.
    exact : bool
        Ask for the exact count; None when the table would be too large.
    up : bool
        For a bound: from above rather than from below.

    Returns
    -------
    int or None
        The count or bound.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> from parley.models.deals.scores import score
    >>> count_dense(score(make_model([[[3, 0]], [[1, 0]]], [0])), np.array([1]), exact=True)
    3
    """
    who = list(bits(scores.veto))
    parts = [b.ticks[signable(b.label, scores.veto)][:, who] for b in scores.blocks]
    if any(len(p) == 0 for p in parts):
        return 0
    low = [p.min(axis=0) for p in parts]
    goal = np.maximum(wall[who] - sum(low), 0)
    raised = [p - least for p, least in zip(parts, low, strict=True)]
    if (sum(p.max(axis=0) for p in raised) < goal).any():
        return 0
    step = np.gcd.reduce(np.concatenate([*raised, np.zeros((1, len(who)), np.int64)]), axis=0)
    step = np.maximum(step, 1)
    raised, goal = [p // step for p in raised], -(-goal // step)
    if np.prod(goal + 1.0) > MOST_CELLS:
        if exact:
            return None
        raised, goal = _coarse(raised, goal, up)
    return _convolve(raised, goal)


def _coarse(parts: list[Index], goal: Index, up: bool) -> tuple[list[Index], Index]:
    """Coarser steps, all rounding to one side, until the table is small."""
    step = np.ones(len(goal), np.int64)
    while np.prod(goal / step + 1) > COARSE_CELLS:
        j = int(np.argmax(goal / step))
        step[j] = int(step[j] * 1.25) + 1
    if up:
        return [-(-p // step) for p in parts], goal // step
    return [p // step for p in parts], -(-goal // step)


def _convolve(parts: list[Index], goal: Index) -> int:
    """Hand the table to the compiled loop, long issues last."""
    from parley.models.deals.kernels import count_reaching

    parts = sorted(parts, key=len)
    shifts = np.zeros((len(parts), len(parts[-1]), len(goal)), np.int64)
    for b, part in enumerate(parts):
        shifts[b, : len(part)] = part
    return int(count_reaching(shifts, np.array([len(p) for p in parts]), goal.astype(np.int64)))
