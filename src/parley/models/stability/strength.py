"""Strength of preference: whether an answer leaves a decision maker greatly worse off.

Stability in the general sense asks for an answer that leaves i no better. It is strong when for
every gain there is an answer that leaves i greatly worse off than at s (and for smr and sseq,
every state i could then move to is greatly worse as well), and weak when it is general and not
strong.

Source: Hamouda, Kilgour & Hipel (2006), Strength of preference in graph models for
multiple-decision-maker conflicts, Applied Mathematics and Computation 179, 314-327.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.models.stability.individual import StabilityResult, check_concepts
from parley.models.stability.model import AnyModel
from parley.models.stability.moves import Moves, moves_of
from parley.models.stability.sheets import (
    barrier,
    greatest_by,
    least_by_improvements,
    least_within,
)

STRONG_CONCEPTS = ("gmr", "smr", "seq", "sseq")


def strong_stability(model: AnyModel, concepts: Sequence[str] = STRONG_CONCEPTS) -> StabilityResult:
    """Return which states are strongly stable for each decision maker.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        Its preferences say what is greatly preferred; where they say nothing, nothing is.
    concepts : sequence of str
        Some of gmr, smr, seq, sseq. Nash stability has no strong form: there is nothing to answer.

    Returns
    -------
    StabilityResult
        A state with no gain to answer is strongly stable.

    Raises
    ------
    StabilityError
        If a concept is not one of these.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Ranking
    >>> ranks = (Ranking(((3,), (4,), (1,), (2,)), (2,)), Ranking(((2,), (4,), (1,), (3,)), (2,)))
    >>> options = (Option("a", "A", "cooperate"), Option("b", "B", "cooperate"))
    >>> dilemma = ConflictModel(("A", "B"), options, ranks)
    >>> strong_stability(dilemma, ["seq"]).stable["seq"].tolist()
    [[True, False, True, True], [True, True, False, True]]
    """
    check_concepts(concepts, STRONG_CONCEPTS)
    moves = moves_of(model)
    floors, people = model.great_floors, range(len(model.decision_makers))
    result = {c: np.empty((len(people), model.n_states), dtype=bool) for c in concepts}
    for i in people:
        own = model.payoffs[i]
        gains = moves.matrices[i] & (own[None, :] > own[:, None])
        for c in concepts:
            worst = _worst_answer(model, moves, i, c)
            result[c][i] = ~(gains & (worst[None, :] > floors[i][:, None])).any(axis=1)
    return StabilityResult(model, tuple(concepts), result, "strong")


def _worst_answer(model: AnyModel, moves: Moves, who: int, concept: str) -> NDArray[np.int32]:
    """The least the others can hold a decision maker to, from each state."""
    others = tuple(j for j in range(len(model.decision_makers)) if j != who)
    sheet = model.payoffs[who][:, None]
    if concept in ("smr", "sseq"):
        sheet = greatest_by(moves, who, sheet)
    if concept in ("gmr", "smr"):
        low = least_within(moves, others, sheet)
    else:
        barriers = [barrier(moves, j, p[:, None]) for j, p in enumerate(model.payoffs)]
        low = least_by_improvements(moves, others, sheet, barriers)
    return np.asarray(low[:, 0], dtype=np.int32)
