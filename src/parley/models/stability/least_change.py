"""The least change of preferences that makes a wanted state an equilibrium.

Two ways to change: rankings, by a mixed-integer programme over pairs of states; or preference
statements, by trying every few edits of them. Each answer is checked with the forward solver.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.stability.individual import stability
from parley.models.stability.inverse import demands
from parley.models.stability.model import AnyModel, check_state, with_payoffs

MOST_PAIRS = 300  # states above the wanted one up to which every pair is weighed


@dataclass(frozen=True)
class RankingChange:
    """The least change of rankings that makes a state an equilibrium.

    Attributes
    ----------
    state : int
        Counted from 0.
    concept : str
    lowered : dict of str to tuple of int
        For each decision maker that must change, the states (from 0) that move down to just below
        the wanted one, keeping their order.
    pairs : int
        Number of pairs of states whose order changes, over all decision makers.
    model : ConflictModel or GraphModel
        The model with the changed rankings; the forward solver finds the state an equilibrium in
        it.
    """

    state: int
    concept: str
    lowered: dict[str, tuple[int, ...]]
    pairs: int
    model: AnyModel


def least_change(model: AnyModel, state: int, concept: str) -> RankingChange | None:
    """Return the least change of rankings that makes a state an equilibrium.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    state : int
        The wanted state, counted from 0.
    concept : str
        One of nash, gmr, smr, seq, sseq.

    Returns
    -------
    RankingChange or None
        Each decision maker's change has the fewest pairs of states whose order changes (by
        mixed-integer programming). The result is checked with the forward solver; None when it
        fails, which can happen for seq and sseq only, where one's change can take away another's
        answer.

    Raises
    ------
    StabilityError
        If the state or concept does not exist.

    Notes
    -----
    For nash, gmr and smr the least change of each is the least change of all. For seq and sseq the
    decision makers are changed in turn, each against the others' changed preferences, and the
    result is a change that works, least at each turn.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Ranking
    >>> dilemma = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A", "cooperate"), Option("b", "B", "cooperate")),
    ...     (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    ... )
    >>> change = least_change(dilemma, 3, "nash")
    >>> change.lowered, change.pairs
    ({'A': (2,), 'B': (1,)}, 2)
    """
    check_state(model, state)
    people = model.decision_makers
    changed = model
    lowered: dict[str, tuple[int, ...]] = {}
    for _ in range(len(people) + 1):
        stable = stability(changed, [concept]).stable[concept][:, state]
        if stable.all():
            pairs = _pairs(model.payoffs, changed.payoffs)
            return RankingChange(state, concept, lowered, pairs, changed)
        who = int(np.argmin(stable))
        down = _lower(changed, state, who, concept)
        ranks = changed.payoffs.copy()
        ranks[who] = _moved_below(ranks[who], state, down)
        changed = with_payoffs(changed, ranks)
        lowered[people[who]] = tuple(sorted({*lowered.get(people[who], ()), *down}))
    return None


def _lower(model: AnyModel, state: int, who: int, concept: str) -> list[int]:
    """The states to put below the wanted one: a mixed-integer programme."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    asked = demands(model, state, who, concept)
    ranks = model.payoffs[who]
    above = np.flatnonzero(ranks > ranks[state]).tolist()
    column = {t: k for k, t in enumerate(above)}
    rows: list[dict[int, float]] = []
    lower: list[float] = []
    width = len(above)
    for gain, ways in zip(asked.gains, asked.answers, strict=True):
        if gain not in column or any(not way & column.keys() for way in ways):
            continue
        choice = {column[gain]: 1.0}
        for way in ways:
            choice[width] = 1.0
            for t in way & column.keys():
                rows.append({column[t]: 1.0, width: -1.0})
                lower.append(0.0)
            width += 1
        rows.append(choice)
        lower.append(1.0)
    cost = [1.0 + float((ranks == ranks[state]).sum() - 1)] * len(above)
    cost += [0.0] * (width - len(above))
    if len(above) <= MOST_PAIRS:
        for t in above:
            for u in above:
                if t != u and ranks[u] <= ranks[t]:
                    rows.append({column[t]: -1.0, column[u]: 1.0, width: 1.0})
                    lower.append(0.0)
                    cost.append(1.0)
                    width += 1
    matrix = np.zeros((len(rows), width))
    for r, row in enumerate(rows):
        for k, v in row.items():
            matrix[r, k] = v
    answer = milp(
        np.array(cost),
        constraints=LinearConstraint(matrix, lower, np.inf),
        integrality=np.array([1] * len(cost)),
        bounds=Bounds(0, 1),
    )
    return [t for t in above if answer.x[column[t]] > 0.5]


def _moved_below(ranks: NDArray[np.int32], state: int, down: list[int]) -> NDArray[np.int32]:
    """The ranks with some states moved to just below another, keeping their order."""
    spread = ranks.astype(np.int64) * 2 * (len(ranks) + 1)
    order = np.unique(ranks[down], return_inverse=True)[1]
    spread[down] = spread[state] - (len(ranks) + 1) + order
    return np.unique(spread, return_inverse=True)[1].astype(np.int32)


def _pairs(before: NDArray[np.int32], after: NDArray[np.int32]) -> int:
    """How many pairs of states change their order."""
    signs = [np.sign(p[:, :, None].astype(np.int64) - p[:, None, :]) for p in (before, after)]
    return int((signs[0] != signs[1]).sum()) // 2
