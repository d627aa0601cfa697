"""Draws of preferences when it is not sure that a decision maker holds each of its statements."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.expressions import evaluate
from parley.models.stability.model import ConflictModel
from parley.models.stability.preferences import Statements, parsed_statements

MOST_STATEMENTS = 62  # one bit each of a 64-bit score


def statement_draws(
    model: ConflictModel,
    chances: Mapping[str, Sequence[float]],
    draws: int,
    rng: np.random.Generator | int | None = None,
) -> NDArray[np.int64]:
    """Return payoffs in which each statement is held with a chance of its own.

    Parameters
    ----------
    model : ConflictModel
        The conflict.
    chances : mapping of str to sequence of float
        For each decision maker with statements, the chance that it holds each; in their order.
        Whoever is left out keeps its preferences in every draw. Statements are drawn
        independently.
    draws : int
        How many, at least 1.
    rng : numpy Generator, int or None
        Source of the draws.

    Returns
    -------
    array of int, shape (draws, decision makers, states)
        For `equilibrium_probability`. The statements held keep their order of priority.

    Raises
    ------
    StabilityError
        If somebody is no decision maker or has no statements, the numbers do not fit the
        statements, or a chance is outside [0, 1].

    Examples
    --------
    >>> from parley.models.stability.model import Option
    >>> from parley.models.stability.preferences import Statement
    >>> model = ConflictModel(
    ...     ("A",), (Option("a", "A"),), (Statements((Statement("a", "judgement"),)),)
    ... )
    >>> statement_draws(model, {"A": [1.0]}, 1, rng=0).tolist()
    [[[0, 1]]]
    """
    generator = rng if isinstance(rng, np.random.Generator) else np.random.default_rng(rng)
    if draws < 1:
        raise StabilityError(f"draws must be at least 1, got {draws}")
    for name in chances:
        if name not in model.decision_makers:
            raise StabilityError(f"chances: no decision maker is named '{name}'")
    rows = []
    for who, preference in enumerate(model.preferences):
        name = model.decision_makers[who]
        if name not in chances:
            rows.append(np.tile(model.payoffs[who].astype(np.int64), (draws, 1)))
            continue
        if not isinstance(preference, Statements):
            raise StabilityError(f"chances of {name}: its preferences are no statements")
        given = _checked(name, chances[name], len(preference.statements))
        expressions = parsed_statements(preference, model.names, name)
        score = np.zeros((draws, model.n_states), dtype=np.int64)
        held = generator.random((draws, len(given))) < given
        for k, expression in enumerate(expressions):
            score = 2 * score + np.outer(held[:, k], evaluate(expression, model.states))
        rows.append(score)
    return np.stack(rows, axis=1)


def _checked(name: str, chances: Sequence[float], count: int) -> NDArray[np.float64]:
    """The chances of one decision maker as an array."""
    given = np.asarray(chances, dtype=np.float64)
    if given.shape != (count,):
        raise StabilityError(f"chances of {name}: {given.size} given for {count} statements")
    if count > MOST_STATEMENTS:
        raise StabilityError(f"chances of {name}: {count} statements, at most {MOST_STATEMENTS}")
    if not ((given >= 0) & (given <= 1)).all():
        raise StabilityError(f"chances of {name}: every chance must be in [0, 1]")
    return given
