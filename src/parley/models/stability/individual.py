"""Nash, GMR, SMR, SEQ and SSEQ stability of every state for every decision maker.

For decision maker i at state s, with R_i(s) the states i can move to, R_i⁺(s) those i prefers to s,
R_H(s1) what the others can reach from s1 by legal sequences of moves and R_H⁺(s1) the same with
every step an improvement for its mover:

========  =====================================================================================
``nash``  R_i⁺(s) is empty
``gmr``   for each s1 in R_i⁺(s) there is s2 in R_H(s1) that i does not prefer to s
``smr``   as gmr, and i does not prefer any state of R_i(s2) to s either
``seq``   as gmr, with s2 in R_H⁺(s1)
``sseq``  as smr, with s2 in R_H⁺(s1)
========  =====================================================================================

Sources: Fang, Hipel & Kilgour (1993), Interactive Decision Making, Wiley; Rêgo & Vieira (2017),
Group Decision and Negotiation 26, for SSEQ. Howard (1971) and Fraser & Hipel (1979) for the ideas.

How it is computed. Give each state the least payoff to i among itself and what the others can
reach: the others' worst answer. A move to s1 is deterred exactly when the smaller of its payoff
and that worst answer is no more than the payoff of s. So one greatest value over i's own moves
decides each state, and no pair of states is looked at twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.model import AnyModel, ConflictModel
from parley.models.stability.moves import Moves, moves_of
from parley.models.stability.sheets import (
    barrier,
    greatest_by,
    least_by_improvements,
    least_within,
)

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
COMPILED_FROM = 1 << 10  # bit patterns from which the option form runs compiled


@dataclass(frozen=True)
class StabilityResult:
    """Which states are stable for whom.

    Attributes
    ----------
    model : ConflictModel or GraphModel
    concepts : tuple of str
    stable : dict of str to array of bool, shape (decision makers, states)
    method : str
        What was asked beyond the plain concepts: "plain", "strong", "unknown, attitude a" and so
        on.
    """

    model: AnyModel
    concepts: tuple[str, ...]
    stable: dict[str, NDArray[np.bool_]]
    method: str = "plain"

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """Return the states stable for every decision maker, counted from 1; maybe none."""
        return tuple(int(s) + 1 for s in np.flatnonzero(self.stable[concept].all(axis=0)))


def stability(model: AnyModel, concepts: Sequence[str] = CONCEPTS) -> StabilityResult:
    """Return which states are stable for each decision maker under each concept.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    concepts : sequence of str
        Some of nash, gmr, smr, seq, sseq.

    Returns
    -------
    StabilityResult

    Raises
    ------
    StabilityError
        If a concept is not one of these.

    Notes
    -----
    Definitions and sources at the top of this module. Ties: an equally preferred state is no
    improvement, and is a sanction. From 2^10 bit patterns the option form runs compiled; the
    answer is the same.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Ranking
    >>> model = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A", "cooperate"), Option("b", "B", "cooperate")),
    ...     (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    ... )
    >>> result = stability(model)
    >>> result.equilibria("nash"), result.equilibria("seq")
    ((1,), (1, 4))
    """
    check_concepts(concepts, CONCEPTS)
    if isinstance(model, ConflictModel) and len(model.feasible) >= COMPILED_FROM:
        from parley.models.stability.large import stable_on_cube

        cells = stable_on_cube(model, concepts)
    else:
        sheets = model.payoffs[:, :, None]
        cells = {c: v[:, :, 0] for c, v in stable_cells(moves_of(model), sheets, concepts).items()}
    return StabilityResult(model, tuple(concepts), cells)


def stable_cells(
    moves: Moves, ranks: NDArray[Any], concepts: Sequence[str] = CONCEPTS
) -> dict[str, NDArray[np.bool_]]:
    """Return stability for many preference draws over one set of moves.

    Parameters
    ----------
    moves : Moves
        From `moves_of`.
    ranks : array of int, shape (decision makers, states, draws)
        Ranks from 0, higher better; below the largest value of their integer type.
    concepts : sequence of str
        Some of nash, gmr, smr, seq, sseq.

    Returns
    -------
    dict of str to array of bool, shape (decision makers, states, draws)
    """
    people = range(len(ranks))
    result = {c: np.empty(ranks.shape, dtype=bool) for c in concepts}
    credible = [c for c in ("seq", "sseq") if c in result]
    side_by_side = np.tile(ranks, (1, 1, len(credible)))
    barriers = [barrier(moves, j, side_by_side[j]) for j in people] if credible else []
    for i in people:
        own = ranks[i]
        others = tuple(j for j in people if j != i)
        escape = greatest_by(moves, i, own)
        if "nash" in result:
            result["nash"][i] = escape <= own
        worst = {}
        if "gmr" in result:
            worst["gmr"] = least_within(moves, others, own)
        if "smr" in result:
            worst["smr"] = least_within(moves, others, escape)
        if credible:
            feared = np.concatenate([own if c == "seq" else escape for c in credible], axis=1)
            low = least_by_improvements(moves, others, feared, barriers)
            worst |= dict(zip(credible, np.split(low, len(credible), axis=1), strict=True))
        for c in worst:
            result[c][i] = greatest_by(moves, i, np.minimum(own, worst[c])) <= own
    return result


def check_concepts(concepts: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a concept that does not exist."""
    for c in concepts:
        if c not in known:
            raise StabilityError(f"concept '{c}': must be one of {', '.join(known)}")
