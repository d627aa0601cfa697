"""Unknown and probabilistic preferences between pairs of states.

**Unknown** (Li, Hipel, Kilgour & Fang 2004). Between two states a decision maker may prefer one, be
indifferent, or its preference is unknown. Four attitudes to the unknown:

========  ===============================  ====================================
attitude  would leave for a state that is  is deterred by a state that is
========  ===============================  ====================================
``a``     better or unknown                no better, for certain
``b``     better for certain               no better, for certain
``c``     better or unknown                no better, or unknown
``d``     better for certain               no better, or unknown
========  ===============================  ====================================

In seq and sseq the others answer by moves that are better or unknown to their movers.

**Probabilistic** (Rêgo & dos Santos 2015). P_i(s, t) is the chance that i prefers t to s. A
decision maker leaves s for t when that chance is above 1 - α, is deterred by a state with a chance
of at most 1 - β, and the others answer by moves with a chance above γ for their movers. With
chances of 0 and 1 only, and α, β, γ between 0 and 1, these are the plain concepts.

Sources: Li, Hipel, Kilgour & Fang (2004), Preference uncertainty in the graph model for conflict
resolution, IEEE Transactions on Systems, Man, and Cybernetics A 34(4), 507-520. Rêgo & dos Santos
(2015), Probabilistic preferences in the graph model for conflict resolution, IEEE Transactions on
Systems, Man, and Cybernetics: Systems 45(4), 595-608; here with sseq added on the same pattern.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import StabilityError
from parley.models.stability.expressions import evaluate, parse
from parley.models.stability.individual import CONCEPTS, StabilityResult, check_concepts
from parley.models.stability.model import AnyModel, ConflictModel
from parley.models.stability.moves import moves_of, reachable, sequences
from parley.models.stability.relations import Matrix, held

ATTITUDES = ("a", "b", "c", "d")


def unknown_between(model: ConflictModel, expression: str) -> Matrix:
    """Return the pairs of states that differ in whether an expression holds.

    Parameters
    ----------
    model : ConflictModel
        The conflict.
    expression : str
        What is not known to matter, or which way: "nobody knows whether X wants it".

    Returns
    -------
    array of bool, shape (states, states)
        Symmetric; give it to `unknown_stability` for the decision maker concerned.
    """
    holds = evaluate(parse(expression, model.names), model.states)
    differ: Matrix = holds[:, None] != holds[None, :]
    return differ


def unknown_stability(
    model: AnyModel,
    unknown: ArrayLike,
    attitude: str,
    concepts: Sequence[str] = CONCEPTS,
) -> StabilityResult:
    """Return which states are stable when some preferences are unknown.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        Its preferences hold for the pairs that are known.
    unknown : array of bool, shape (decision makers, states, states)
        Which pairs of states each decision maker's preference is unknown for; symmetric.
    attitude : str
        a, b, c or d: see the top of this module.
    concepts : sequence of str
        Some of nash, gmr, smr, seq, sseq.

    Returns
    -------
    StabilityResult

    Raises
    ------
    StabilityError
        If the attitude or a concept does not exist, or the pairs do not fit.

    Examples
    --------
    >>> from parley.models.stability.model import Option
    >>> from parley.models.stability.preferences import Statements
    >>> model = ConflictModel(("A",), (Option("a", "A"),), (Statements(()),))
    >>> unsure = unknown_between(model, "a")[None]
    >>> {k: unknown_stability(model, unsure, k).stable["nash"].tolist() for k in "ab"}
    {'a': [[False, False]], 'b': [[True, True]]}
    """
    check_concepts(concepts, CONCEPTS)
    if attitude not in ATTITUDES:
        raise StabilityError(f"attitude '{attitude}': must be one of {', '.join(ATTITUDES)}")
    pairs = np.asarray(unknown, dtype=bool)
    _check_pairs(model, pairs.shape)
    if (pairs != pairs.transpose(0, 2, 1)).any():
        raise StabilityError("unknown preferences: a pair is unknown in one order only")
    better = model.payoffs[:, None, :] > model.payoffs[:, :, None]
    certain, possible = better & ~pairs, better | pairs
    wants = possible if attitude in ("a", "c") else certain
    deters = ~possible if attitude in ("a", "b") else ~certain
    stable = _solve(model, wants, deters, possible, concepts)
    return StabilityResult(model, tuple(concepts), stable, f"unknown, attitude {attitude}")


def preference_chances(payoffs: ArrayLike) -> NDArray[np.float64]:
    """Return how often each state is preferred to each other over draws of the payoffs.

    Parameters
    ----------
    payoffs : array, shape (draws, decision makers, states)
        Worth of each state in each draw.

    Returns
    -------
    array, shape (decision makers, states, states)
        Entry (i, s, t): share of draws in which i prefers t to s; a tie counts as not preferring.

    Examples
    --------
    >>> preference_chances([[[0, 1]], [[0, 1]], [[1, 0]], [[1, 1]]])[0].tolist()
    [[0.0, 0.5], [0.25, 0.0]]
    """
    draws = np.asarray(payoffs)
    people, n = draws.shape[1:]
    count = np.zeros((people, n, n))
    for draw in draws:
        count += draw[:, None, :] > draw[:, :, None]
    return count / len(draws)


def probabilistic_stability(
    model: AnyModel,
    chances: ArrayLike,
    alpha: float,
    beta: float,
    gamma: float,
    concepts: Sequence[str] = CONCEPTS,
) -> StabilityResult:
    """Return which states are stable under probabilistic preferences.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        Its moves are used; its own preferences are not.
    chances : array, shape (decision makers, states, states)
        Entry (i, s, t): chance that i prefers t to s, for example from `preference_chances`.
    alpha, beta, gamma : float
        In [0, 1]. The higher α, the sooner a decision maker leaves; the higher β, the harder it is
        to deter; the higher γ, the surer the others' answers must be.
    concepts : sequence of str
        Some of nash (α only), gmr, smr (α and β), seq, sseq (all three).

    Returns
    -------
    StabilityResult

    Raises
    ------
    StabilityError
        If a number is outside [0, 1], the chances do not fit or a concept does not exist.

    Examples
    --------
    >>> from parley.models.stability.model import Option
    >>> from parley.models.stability.preferences import Statements
    >>> model = ConflictModel(("A",), (Option("a", "A"),), (Statements(()),))
    >>> chances = [[[0, 0.7], [0.3, 0]]]
    >>> probabilistic_stability(model, chances, 0.5, 0.5, 0.5).stable["nash"].tolist()
    [[False, True]]
    """
    check_concepts(concepts, CONCEPTS)
    for name, value in (("alpha", alpha), ("beta", beta), ("gamma", gamma)):
        if not 0 <= value <= 1:
            raise StabilityError(f"{name} must be in [0, 1], got {value}")
    table = np.asarray(chances, dtype=np.float64)
    _check_pairs(model, table.shape)
    if not ((table >= 0) & (table <= 1)).all():
        raise StabilityError("chances of preference: every value must be in [0, 1]")
    stable = _solve(model, table > 1 - alpha, table <= 1 - beta, table > gamma, concepts)
    method = f"probabilistic, alpha {alpha:g}, beta {beta:g}, gamma {gamma:g}"
    return StabilityResult(model, tuple(concepts), stable, method)


def _solve(
    model: AnyModel, wants: Matrix, deters: Matrix, answers: Matrix, concepts: Sequence[str]
) -> dict[str, Matrix]:
    """Stability with tables of what each wants, is deterred by, and answers with."""
    moves = moves_of(model)
    people = range(len(model.decision_makers))
    result = {c: np.empty((len(people), model.n_states), dtype=bool) for c in concepts}
    for i in people:
        others = [j for j in people if j != i]
        leave = moves.matrices[i] & wants[i]
        for c in concepts:
            if c == "nash":
                result[c][i] = ~leave.any(axis=1)
                continue
            if c in ("gmr", "smr"):
                reach = reachable(moves, others)
            else:
                steps = [moves.matrices[j] & answers[j] for j in others]
                reach = sequences(steps, model.n_states, composing=False)
            escape = moves.matrices[i] if c in ("smr", "sseq") else None
            result[c][i] = held(leave, reach, deters[i], escape)
    return result


def _check_pairs(model: AnyModel, shape: tuple[int, ...]) -> None:
    """Refuse tables of pairs that do not fit the model."""
    expected = (len(model.decision_makers), model.n_states, model.n_states)
    if shape != expected:
        raise StabilityError(f"pairs of states have shape {shape}, expected {expected}")
