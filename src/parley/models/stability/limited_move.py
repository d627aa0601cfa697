"""Limited-move stability L_h: looking a fixed number of moves ahead.

With two decision makers i and j: G_0(i, s) = s. Looking h moves ahead, i takes the move to t that
is best for i once j, looking h - 1 ahead, has moved on to G_{h-1}(j, t), if that is better for i
than s; else i stays. G_h(i, s) is where that ends, and s is L_h stable for i when G_h(i, s) = s.

With more than two the literature has several readings, for it is not said who moves next. Here the
mover is **cautious**: of the others it expects whichever continuation is worst for itself. With
two decision makers this is the definition above. Soares, Rêgo & others (2026), Group Decision and
Negotiation, doi 10.1007/s10726-026-09962-3, discuss other readings.

Ties: among moves that end equally well for i, the one to the state with the lowest number; among
others whose continuations are equally bad for i, the first in order.

Source: Kilgour, Hipel & Fang (1987), The graph model for conflicts, Automatica 23(1), 41-55;
Zagare (1984), Theory and Decision 16, 1-19.
"""

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.individual import StabilityResult
from parley.models.stability.model import AnyModel
from parley.models.stability.moves import moves_of


def limited_move(model: AnyModel, horizon: int) -> StabilityResult:
    """Return which states are L_h stable for each decision maker.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    horizon : int
        Number of moves looked ahead, h, at least 1. L_1 is Nash stability.

    Returns
    -------
    StabilityResult
        With one concept, named l_1, l_2, … by the horizon.

    Raises
    ------
    StabilityError
        If the horizon is below 1.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Ranking
    >>> dilemma = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A", "cooperate"), Option("b", "B", "cooperate")),
    ...     (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    ... )
    >>> limited_move(dilemma, 2).equilibria("l_2")
    (1, 4)
    """
    ends = anticipated(model, horizon)
    stable = np.asarray(ends == np.arange(model.n_states), dtype=bool)
    concept = f"l_{horizon}"
    method = f"limited move, horizon {horizon}, the mover cautious"
    return StabilityResult(model, (concept,), {concept: stable}, method)


def anticipated(model: AnyModel, horizon: int) -> NDArray[np.int64]:
    """Return where each decision maker expects to end from each state, G_h(i, s).

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    horizon : int
        As in `limited_move`.

    Returns
    -------
    array of int, shape (decision makers, states)
        States counted from 0.

    Raises
    ------
    StabilityError
        If the horizon is below 1.
    """
    if horizon < 1:
        raise StabilityError(f"horizon must be at least 1, got {horizon}")
    n, people = model.n_states, range(len(model.decision_makers))
    ends = np.tile(np.arange(n), (len(people), 1))
    for _ in range(horizon):
        ends = np.stack([_look(model, i, _feared(model, i, ends)) for i in people])
    return ends


def _feared(model: AnyModel, who: int, ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where a decision maker fears the others go on to from each state."""
    payoff = model.payoffs[who]
    feared = np.arange(model.n_states)
    first = True
    for j in range(len(model.decision_makers)):
        if j != who:
            worse = payoff[ends[j]] < payoff[feared]
            feared = ends[j].copy() if first else np.where(worse, ends[j], feared)
            first = False
    return feared


def _look(model: AnyModel, who: int, feared: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the best move of a decision maker ends, or where it is when staying is no worse."""
    n, payoff = model.n_states, model.payoffs[who]
    table = np.sort(moves_of(model).targets[who], axis=0)
    best = np.full(n, -1, dtype=np.int64)
    result = np.arange(n)
    ends = np.append(feared, 0)
    worth = np.append(payoff[feared].astype(np.int64), -1)
    for row in table:
        rises = worth[row] > best
        best = np.where(rises, worth[row], best)
        result = np.where(rises & (worth[row] > payoff), ends[row], result)
    return result
