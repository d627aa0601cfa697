"""How a decision maker's preferences may be given, and the ranks they become.

Every form ends as one integer rank per state: higher is better, equal is indifferent. The stability
concepts read nothing else of a preference but its order, so a change of scale changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import StabilityError
from parley.models.stability.expressions import Expression, evaluate, parse, spell

TIE = 1e-9  # values closer than this share of their range are a tie
ORIGINS = ("stated", "judgement")


@dataclass(frozen=True)
class Statement:
    """One preference statement: what is preferred to hold, and where that claim comes from.

    `expression` is text (see `expressions`) or already parsed; `origin` is "stated" or "judgement";
    `note` says why. `greatly` marks a statement whose loss would be a great loss; such statements
    stand first in the list.
    """

    expression: str | Expression
    origin: str | None = None
    note: str = ""
    greatly: bool = False


@dataclass(frozen=True)
class Statements:
    """Preference statements in order of priority, the most important first.

    A state that fulfils the first statement is preferred to any that does not; among equals the
    second decides, and so on (option prioritisation: Peng, Hipel & Kilgour 1997). States that
    fulfil the same statements are tied.
    """

    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Ranking:
    """States in groups, best first; states of one group are tied. States are counted from 1.

    `greatly` lists the gaps (after group 1, 2, …) across which the preference is great.
    """

    groups: tuple[tuple[int, ...], ...]
    greatly: tuple[int, ...] = ()


@dataclass(frozen=True)
class Weights:
    """A weight for each expression; a state's worth is the sum over the expressions it fulfils.

    A difference of at least `greatly` is a great preference; None: no preference is great.
    """

    weights: Mapping[str, float]
    greatly: float | None = None


@dataclass(frozen=True)
class Payoffs:
    """One number per state, in their order; more is better. `greatly` as in `Weights`."""

    values: tuple[float, ...] | NDArray[np.float64]
    greatly: float | None = None


Preference = Statements | Ranking | Weights | Payoffs


def dense_ranks(values: ArrayLike) -> NDArray[np.int32]:
    """Return the rank of each value along the last axis: 0 for the least, ties equal.

    Parameters
    ----------
    values : array, shape (..., n)
        Any finite numbers. Values closer than `TIE` times the range of their row are tied; a chain
        of such values is one tie.

    Returns
    -------
    array of int32, same shape

    Raises
    ------
    StabilityError
        If a value is not finite.

    Examples
    --------
    >>> dense_ranks([0.3, 0.1 + 0.2, 7, -1]).tolist()
    [1, 1, 2, 0]
    """
    array = np.asarray(values)
    if not np.isfinite(array).all():
        raise StabilityError("preferences: every value must be finite")
    if array.shape[-1] == 0:
        return np.zeros(array.shape, dtype=np.int32)
    order = np.argsort(array, axis=-1)
    gaps = np.diff(np.take_along_axis(array, order, axis=-1), axis=-1)
    if array.dtype.kind == "f":
        steps = gaps > TIE * np.sum(gaps, axis=-1, keepdims=True)
    else:
        steps = gaps > 0
    ranks = np.zeros(array.shape, dtype=np.int32)
    np.put_along_axis(ranks, order[..., 1:], np.cumsum(steps, axis=-1, dtype=np.int32), axis=-1)
    return ranks


def ranks_of(
    preference: Preference, states: NDArray[np.int64], names: Mapping[str, int], where: str
) -> NDArray[np.int32]:
    """Return the rank of each state under a preference, higher better, ties equal.

    Parameters
    ----------
    preference : Statements, Ranking, Weights or Payoffs
        As given.
    states : array of int, shape (n,)
        The feasible states as bit patterns.
    names : mapping of str to int
        Position of each option under each of its names.
    where : str
        Whose preference it is, for error messages.

    Returns
    -------
    array of int32, shape (n,)

    Raises
    ------
    StabilityError
        If an option does not exist, a ranking misses or repeats a state, or a number is not finite.
    """
    if isinstance(preference, Statements):
        return _statement_ranks(preference, states, names, where)
    if isinstance(preference, Ranking):
        return _ranking_ranks(preference, len(states), where)
    return dense_ranks(worths_of(preference, states, names, where))


def worths_of(
    preference: Weights | Payoffs,
    states: NDArray[np.int64],
    names: Mapping[str, int],
    where: str,
) -> NDArray[np.float64]:
    """Return the worth of each state under weights or payoffs."""
    if isinstance(preference, Payoffs):
        if len(preference.values) != len(states):
            given = len(preference.values)
            raise StabilityError(f"{where}: {given} payoffs for {len(states)} feasible states")
        worths = np.asarray(preference.values, dtype=np.float64)
    else:
        worths = np.zeros(len(states))
        for text, weight in preference.weights.items():
            worths += weight * evaluate(parse(text, names, where), states)
    if not np.isfinite(worths).all():
        raise StabilityError(f"{where}: a weight or payoff is not finite")
    return worths


def parsed_statements(
    preference: Statements, names: Mapping[str, int], where: str
) -> list[Expression]:
    """Return the statements as expressions, in order."""
    return [
        parse(s.expression, names, where) if isinstance(s.expression, str) else s.expression
        for s in preference.statements
    ]


def statement_text(statement: Statement, names: list[str]) -> str:
    """Return a statement as text, with these names for the options."""
    given = statement.expression
    return given if isinstance(given, str) else spell(given, names)


def great_floor(
    preference: Preference,
    states: NDArray[np.int64],
    names: Mapping[str, int],
    where: str,
) -> NDArray[np.int32]:
    """Return, for each state, the highest rank that is greatly less preferred than it; -1 for none.

    Statements and rankings form tiers: states in different tiers differ greatly. Weights and
    payoffs differ greatly when they differ by at least `greatly`.
    """
    ranks = ranks_of(preference, states, names, where)
    if isinstance(preference, Statements):
        head = tuple(s for s in preference.statements if s.greatly)
        if head != preference.statements[: len(head)]:
            raise StabilityError(f"{where}: statements marked greatly must stand first")
        worths = _statement_ranks(Statements(head), states, names, where).astype(np.float64)
        gap: float | None = 1.0
    elif isinstance(preference, Ranking):
        tier = np.zeros(len(preference.groups))
        for cut in preference.greatly:
            if not 1 <= cut < len(preference.groups):
                raise StabilityError(f"{where}: no gap after group {cut} of the ranking")
            tier[:cut] += 1
        worths = tier[::-1][ranks]
        gap = 1.0
    else:
        worths, gap = worths_of(preference, states, names, where), preference.greatly
    return _floor(ranks, worths, gap)


def _floor(
    ranks: NDArray[np.int32], worths: NDArray[np.float64], gap: float | None
) -> NDArray[np.int32]:
    """Highest rank whose worth lies at least `gap` below, for each state; -1 for none."""
    if gap is None or len(ranks) == 0:
        return np.full(len(ranks), -1, dtype=np.int32)
    order = np.argsort(ranks, kind="stable")
    slack = TIE * float(np.ptp(worths))
    below = np.searchsorted(worths[order], worths - gap + slack, side="right")
    return np.where(below > 0, ranks[order][below - 1], -1).astype(np.int32)


def _statement_ranks(
    preference: Statements, states: NDArray[np.int64], names: Mapping[str, int], where: str
) -> NDArray[np.int32]:
    """Order states by the statements they fulfil, the first statement first."""
    score = np.zeros(len(states), dtype=np.int64)
    for statement, parsed in zip(
        preference.statements, parsed_statements(preference, names, where), strict=True
    ):
        if statement.origin is not None and statement.origin not in ORIGINS:
            raise StabilityError(f"{where}: origin must be one of {ORIGINS}: '{statement.origin}'")
        if len(score) and score.max() > 2**24:
            score = dense_ranks(score).astype(np.int64)
        score = 2 * score + evaluate(parsed, states)
    present = np.zeros(int(score.max(initial=0)) + 1, dtype=np.int32)
    present[score] = 1
    return (np.cumsum(present, dtype=np.int32) - 1)[score].astype(np.int32)


def _ranking_ranks(preference: Ranking, n_states: int, where: str) -> NDArray[np.int32]:
    """Turn groups of states, best first, into ranks."""
    ranks = np.full(n_states, -1, dtype=np.int32)
    for place, group in enumerate(reversed(preference.groups)):
        for state in group:
            if not 1 <= state <= n_states:
                raise StabilityError(f"{where}: ranking names state {state} of {n_states}")
            if ranks[state - 1] >= 0:
                raise StabilityError(f"{where}: ranking names state {state} twice")
            ranks[state - 1] = place
    if (ranks < 0).any():
        raise StabilityError(f"{where}: ranking leaves out state {int(np.argmin(ranks)) + 1}")
    return ranks
