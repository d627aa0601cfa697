"""The chance that a state is stable, and an equilibrium, when preferences are uncertain.

Moves are certain; what each decision maker prefers is drawn many times. Each draw is solved
exactly, so the only error is that of the number of draws, and it is given beside each chance.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import StabilityError
from parley.models.stability.individual import CONCEPTS, check_concepts, stable_cells
from parley.models.stability.model import AnyModel
from parley.models.stability.moves import moves_of
from parley.models.stability.preferences import dense_ranks

CHUNK = 1 << 17  # values of one decision maker worked on at a time: they stay near the processor
PARALLEL_FROM = 1 << 14  # states below which draws are not spread over threads

Sampler = Callable[[np.random.Generator, int], ArrayLike]


@dataclass(frozen=True)
class EquilibriumProbability:
    """Chances over draws of the preferences.

    Attributes
    ----------
    concepts : tuple of str
    decision_makers, state_names : tuple of str
    draws : int
    stable : dict of str to array, shape (decision makers, states)
        Chance that the state is stable for the decision maker.
    stable_error : the same shape
        Standard error of that chance from the number of draws; never zero (see Notes of
        `equilibrium_probability`).
    equilibrium, equilibrium_error : dict of str to array, shape (states,)
        The same for being stable for everyone.
    none : dict of str to float
        Chance that no state is an equilibrium.
    """

    concepts: tuple[str, ...]
    decision_makers: tuple[str, ...]
    state_names: tuple[str, ...]
    draws: int
    stable: dict[str, NDArray[np.float64]]
    stable_error: dict[str, NDArray[np.float64]]
    equilibrium: dict[str, NDArray[np.float64]]
    equilibrium_error: dict[str, NDArray[np.float64]]
    none: dict[str, float]


def equilibrium_probability(
    model: AnyModel,
    payoffs: ArrayLike | Sampler,
    concepts: Sequence[str] = CONCEPTS,
    *,
    draws: int = 500,
    threads: int = 1,
    rng: np.random.Generator | int | None = None,
) -> EquilibriumProbability:
    """Return how likely each state is an equilibrium, and stable for each decision maker.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        Its moves are used; its own preferences are not.
    payoffs : array, shape (draws, decision makers, states), or a sampler
        Worth of each feasible state, in the model's order, any scale; ranks will do. A sampler is
        called as `sampler(rng, draws)` and returns such an array.
    concepts : sequence of str
        Some of nash, gmr, smr, seq, sseq.
    draws : int
        Number of draws asked of a sampler; ignored for an array.
    threads : int
        Threads over which draws are spread from 2^14 states on; the answer does not depend on it.
    rng : numpy Generator, int or None
        For the sampler only.

    Returns
    -------
    EquilibriumProbability

    Raises
    ------
    StabilityError
        If the array does not fit the model, holds no draw, or a value is not finite.

    Notes
    -----
    The standard error of a share k/m is taken at (k + 2)/(m + 4) (Agresti & Coull 1998, The
    American Statistician 52(2)), so that a chance of 0 or 1 seen in few draws keeps an error.
    Draws are independent in this error; draws that share something have a larger one.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Statements
    >>> model = ConflictModel(("A",), (Option("a", "A"),), (Statements(()),))
    >>> chances = equilibrium_probability(model, [[[0, 1]], [[0, 1]], [[1, 0]], [[1, 1]]])
    >>> chances.equilibrium["nash"].tolist()
    [0.5, 0.75]
    """
    check_concepts(concepts, CONCEPTS)
    if callable(payoffs):
        generator = rng if isinstance(rng, np.random.Generator) else np.random.default_rng(rng)
        payoffs = payoffs(generator, draws)
    n, people = model.n_states, len(model.decision_makers)
    stable = {c: np.zeros((people, n), dtype=np.int64) for c in concepts}
    equilibrium = {c: np.zeros(n, dtype=np.int64) for c in concepts}
    none = dict.fromkeys(concepts, 0)
    total = 0
    for part in _chunks(model, payoffs, concepts, threads):
        for c, cells in part.items():
            stable[c] += cells.sum(axis=2)
            all_stable = cells.all(axis=0)
            equilibrium[c] += all_stable.sum(axis=1)
            none[c] += int((~all_stable.any(axis=0)).sum())
        total += next(iter(part.values())).shape[2] if part else 0
    total = max(total, 1)
    return EquilibriumProbability(
        tuple(concepts),
        model.decision_makers,
        tuple(model.state_names),
        total,
        {c: k / total for c, k in stable.items()},
        {c: _error(k, total) for c, k in stable.items()},
        {c: k / total for c, k in equilibrium.items()},
        {c: _error(k, total) for c, k in equilibrium.items()},
        {c: k / total for c, k in none.items()},
    )


def stable_in_draws(
    model: AnyModel,
    payoffs: ArrayLike,
    concepts: Sequence[str] = CONCEPTS,
    *,
    threads: int = 1,
) -> dict[str, NDArray[np.bool_]]:
    """Return stability draw by draw, for a joined run that conditions on it.

    Parameters
    ----------
    model, payoffs, concepts, threads
        As in `equilibrium_probability`, the payoffs as an array.

    Returns
    -------
    dict of str to array of bool, shape (draws, decision makers, states)

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Statements
    >>> model = ConflictModel(("A",), (Option("a", "A"),), (Statements(()),))
    >>> stable_in_draws(model, [[[0, 1]], [[1, 0]]], ["nash"])["nash"].tolist()
    [[[False, True]], [[True, False]]]
    """
    check_concepts(concepts, CONCEPTS)
    parts = list(_chunks(model, payoffs, concepts, threads))
    return {c: np.concatenate([np.moveaxis(p[c], 2, 0) for p in parts]) for c in concepts}


def _chunks(
    model: AnyModel, payoffs: ArrayLike, concepts: Sequence[str], threads: int
) -> list[dict[str, NDArray[np.bool_]]]:
    """Solve the draws in groups small enough to stay near the processor."""
    array = np.asarray(payoffs)
    n, people = model.n_states, len(model.decision_makers)
    if array.ndim != 3 or array.shape[1:] != (people, n) or not len(array):
        raise StabilityError(
            f"payoff draws have shape {array.shape}, expected (draws, {people}, {n}), draws > 0"
        )
    moves = moves_of(model)
    kind = np.int16 if n < np.iinfo(np.int16).max else np.int32
    size = max(1, CHUNK // n)

    def solve(start: int) -> dict[str, NDArray[np.bool_]]:
        ranks = dense_ranks(array[start : start + size]).astype(kind)
        return stable_cells(moves, np.ascontiguousarray(np.moveaxis(ranks, 0, 2)), concepts)

    starts = range(0, len(array), size)
    if threads > 1 and n >= PARALLEL_FROM:
        solve(0)  # fills what the moves remember before threads share it
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(solve, starts))
    return [solve(start) for start in starts]


def _error(count: NDArray[np.int64], total: int) -> NDArray[np.float64]:
    """Standard error of a share, from the share with two successes and two failures added."""
    share = (count + 2) / (total + 4)
    error: NDArray[np.float64] = np.sqrt(share * (1 - share) / (total + 4))
    return error
