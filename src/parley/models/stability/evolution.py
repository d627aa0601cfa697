"""Status-quo analysis: how a conflict can evolve from where it stands.

Source: Li, Kilgour & Hipel (2005), Status quo analysis in the graph model for conflict resolution,
Journal of the Operational Research Society 56(6), 699-707.
"""

from dataclasses import dataclass

import numpy as np

from parley.models.stability.individual import stability
from parley.models.stability.model import AnyModel, check_state
from parley.models.stability.moves import moves_of
from parley.models.stability.paths import Step, shortest_path
from parley.models.stability.why import steps_in_words


@dataclass(frozen=True)
class Reach:
    """How an equilibrium can be reached.

    Attributes
    ----------
    state : int
        The equilibrium, counted from 0.
    by_moves : tuple of Step or None
        A shortest legal sequence of moves; None when there is none, empty when it is the start.
    by_improvements : tuple of Step or None
        The same with every step to its mover's gain.
    sentence : str
    """

    state: int
    by_moves: tuple[Step, ...] | None
    by_improvements: tuple[Step, ...] | None
    sentence: str


@dataclass(frozen=True)
class Evolution:
    """Which equilibria can be reached from a state.

    Attributes
    ----------
    start : int
        Counted from 0.
    concept : str
    reaches : tuple of Reach
        One per equilibrium: first those reached by improvements, shorter ways first, then by other
        moves, then those out of reach.
    """

    start: int
    concept: str
    reaches: tuple[Reach, ...]


def evolution(model: AnyModel, start: int, concept: str = "seq") -> Evolution:
    """Return which equilibria can be reached from where things stand, and how.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    start : int
        The status quo, counted from 0.
    concept : str
        One of nash, gmr, smr, seq, sseq.

    Returns
    -------
    Evolution
        With no equilibria, no reaches.

    Raises
    ------
    StabilityError
        If the state or concept does not exist.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Statement, Statements
    >>> model = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A"), Option("b", "B")),
    ...     (Statements((Statement("a"),)), Statements((Statement("b iff a"),))),
    ... )
    >>> [(r.state, len(r.by_improvements)) for r in evolution(model, 0, "nash").reaches]
    [(3, 2)]
    """
    check_state(model, start)
    everyone = range(len(model.decision_makers))
    reaches = []
    for s in stability(model, [concept]).equilibria(concept):
        moves = shortest_path(model, start, [s - 1], everyone)
        gains = shortest_path(model, start, [s - 1], everyone, improving=True)
        reaches.append(Reach(s - 1, moves, gains, _sentence(model, s - 1, moves, gains)))

    def order(reach: Reach) -> tuple[int, int, int]:
        best = reach.by_improvements if reach.by_improvements is not None else reach.by_moves
        kind = 0 if reach.by_improvements is not None else 1 if reach.by_moves is not None else 2
        return kind, len(best or ()), reach.state

    return Evolution(start, concept, tuple(sorted(reaches, key=order)))


def distances(model: AnyModel, start: int, *, improving: bool = False) -> np.ndarray:
    """Return the fewest moves from a state to each other.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    start : int
        Counted from 0.
    improving : bool
        Only moves that their mover prefers.

    Returns
    -------
    array of int, shape (states,)
        -1 where no legal sequence leads.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Statements
    >>> blank = Statements(())
    >>> model = ConflictModel(("A", "B"), (Option("a", "A"), Option("b", "B")), (blank, blank))
    >>> distances(model, 0).tolist()
    [0, 1, 1, 2]
    """
    check_state(model, start)
    moves, n = moves_of(model), model.n_states
    seen = np.zeros((len(moves.targets), n + 1), dtype=bool)
    result = np.full(n, -1)
    result[start] = 0
    front = [(j, np.array([start])) for j in range(len(moves.targets))]
    step = 0
    while any(len(states) for _, states in front):
        step += 1
        arrived = []
        for j, table in enumerate(moves.targets):
            source = np.unique(np.concatenate([s for k, s in front if k != j or step == 1]))
            target = table[:, source].astype(np.int64)
            fine = target < n
            if improving:
                padded = np.append(model.payoffs[j], -1)
                fine &= padded[target] > model.payoffs[j][source]
            new = np.unique(target[fine])
            new = new[~seen[j, new]]
            seen[j, new] = True
            arrived.append((j, new))
        for _, new in arrived:
            result[new[result[new] < 0]] = step
        front = arrived
    return result


def _sentence(
    model: AnyModel,
    state: int,
    moves: tuple[Step, ...] | None,
    gains: tuple[Step, ...] | None,
) -> str:
    """Say how an equilibrium is reached."""
    label = f'"{model.labels()[state]}"'
    if moves is None:
        return f"No sequence of moves leads from here to {label}."
    if not moves:
        return f"Things already stand at {label}."
    if gains is not None:
        return f"{label} is reached to each mover's gain: {steps_in_words(model, gains)}."
    losers = list(dict.fromkeys(s.mover for s in moves if not s.improves))
    needs = " and ".join(losers)
    return (
        f"{label} is reached by moves that {needs} would not make by preference: "
        f"{steps_in_words(model, moves)}."
    )
