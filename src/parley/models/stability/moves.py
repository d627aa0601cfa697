"""Moves between states as arrays, and what can be reached by them.

A decision maker's moves are a table of targets, one row per kind of move, padded with the number of
states where a kind of move does not exist. The table has the states along its second axis so that
preferences of many draws can lie behind each state.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.graph_model import GraphModel
from parley.models.stability.model import AnyModel, ConflictModel

MOST_TABLE = 1 << 28  # entries of all move tables together: one gigabyte

Targets = NDArray[np.int32]
Labels = NDArray[np.int32]


@dataclass(frozen=True)
class Moves:
    """The moves of each decision maker.

    `targets[j]` has shape (kinds of move of j, states); entry = number of states where there is
    none. `transitive`: two moves of one owner in a row are always one move, or lead back.
    `symmetric[j]`: every move of j can be undone by j.
    """

    n_states: int
    targets: tuple[Targets, ...]
    transitive: bool
    symmetric: tuple[bool, ...]

    @cached_property
    def matrices(self) -> tuple[NDArray[np.bool_], ...]:
        """For each decision maker, whether a move leads from row to column."""
        found = []
        for table in self.targets:
            matrix = np.zeros((self.n_states, self.n_states + 1), dtype=bool)
            for row in table:
                matrix[np.arange(self.n_states), row] = True
            found.append(matrix[:, :-1])
        return tuple(found)

    def grouped(self, members: Sequence[int]) -> bool:
        """Whether what the members can reach splits the states into classes."""
        return self.transitive and all(self.symmetric[j] for j in members)

    def classes(self, members: tuple[int, ...]) -> Labels:
        """Return the class of each state; states of one class reach each other.

        Only meaningful where `grouped(members)`.
        """
        known: dict[tuple[int, ...], Labels] = self.__dict__.setdefault("_classes", {})
        if members not in known:
            label = np.arange(self.n_states + 1, dtype=np.int32)
            while True:
                before = label.copy()
                for j in members:
                    for row in self.targets[j]:
                        np.minimum(label[:-1], label[row], out=label[:-1])
                if np.array_equal(before, label):
                    break
            known[members] = np.unique(label[:-1], return_inverse=True)[1].astype(np.int32)
        return known[members]


def moves_of(model: AnyModel) -> Moves:
    """Return the moves of a model as tables.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.

    Returns
    -------
    Moves

    Raises
    ------
    StabilityError
        If the tables would not fit in memory (one decision maker with very many options).

    Examples
    --------
    >>> from parley.models.stability.preferences import Payoffs
    >>> moves_of(GraphModel(("A",), ("s", "t"), (((0, 1),),), (Payoffs((0, 0)),))).targets
    (array([[1, 2]], dtype=int32),)
    """
    known: Moves | None = model.__dict__.get("_moves")
    if known is None:
        known = _of_options(model) if isinstance(model, ConflictModel) else _of_arcs(model)
        model.__dict__["_moves"] = known
    return known


def count_moves(model: AnyModel) -> int:
    """Return how many entries the tables of moves of a model have, without making them."""
    if isinstance(model, GraphModel):
        return sum(len(arcs) for arcs in model.arcs)
    people = range(len(model.decision_makers))
    return model.n_states * sum((1 << len(model.owned(j))) - 1 for j in people)


def _of_options(model: ConflictModel) -> Moves:
    """Tables for the option form: one kind of move per set of own options changed."""
    n = model.n_states
    index = np.full(len(model.feasible), n, dtype=np.int32)
    index[model.states] = np.arange(n, dtype=np.int32)
    owned = [model.owned(j) for j in range(len(model.decision_makers))]
    entries = count_moves(model)
    if entries > MOST_TABLE:
        raise StabilityError(f"model '{model.name}': {entries} moves, at most {MOST_TABLE} fit")
    tables = []
    for own in owned:
        rows = np.empty((2 ** len(own) - 1, n), dtype=np.int32)
        for subset in range(1, 2 ** len(own)):
            changed = sum(1 << k for bit, k in enumerate(own) if subset >> bit & 1)
            rows[subset - 1] = np.where(
                allowed_changes(model, changed), index[model.states ^ changed], n
            )
        tables.append(rows)
    symmetric = tuple(all(model.options[k].direction == "both" for k in own) for own in owned)
    return Moves(n, tuple(tables), True, symmetric)


def allowed_changes(model: ConflictModel, changed: int) -> NDArray[np.bool_]:
    """Return at which states every one-way option among those changed points the right way."""
    allowed = np.ones(model.n_states, dtype=bool)
    for k, o in enumerate(model.options):
        if changed >> k & 1 and o.direction != "both":
            taken = (model.states >> k) & 1 == 1
            allowed &= taken if o.direction == "back" else ~taken
    return allowed


def _of_arcs(model: GraphModel) -> Moves:
    """Tables for the graph form: the first, second, … move of each state."""
    n = model.n_states
    tables, symmetric, transitive = [], [], True
    for arcs in model.arcs:
        matrix = np.zeros((n, n), dtype=bool)
        for source, target in arcs:
            matrix[source, target] = True
        degree = int(matrix.sum(axis=1).max())
        table = np.full((degree, n), n, dtype=np.int32)
        for state in range(n):
            there = np.flatnonzero(matrix[state])
            table[: len(there), state] = there
        twice = matrix.astype(np.int64) @ matrix > 0
        transitive &= not (twice & ~matrix & ~np.eye(n, dtype=bool)).any()
        symmetric.append(bool((matrix == matrix.T).all()))
        tables.append(table)
    return Moves(n, tuple(tables), transitive, tuple(symmetric))


def reachable(moves: Moves, members: Sequence[int]) -> NDArray[np.bool_]:
    """Return what a set of decision makers can reach, R_H(s).

    Parameters
    ----------
    moves : Moves
        From `moves_of`.
    members : sequence of int
        The decision makers of H. Empty: nothing is reached.

    Returns
    -------
    array of bool, shape (n, n)
        Entry (s, t): a legal sequence leads from s to t, with nobody moving twice in a row. A state
        does not reach itself.

    Examples
    --------
    >>> from parley.models.stability.preferences import Payoffs
    >>> zero = Payoffs((0, 0, 0))
    >>> model = GraphModel(("A", "B"), ("s", "t", "u"), (((0, 1),), ((1, 2),)), (zero, zero))
    >>> reachable(moves_of(model), [0, 1])[0].tolist()
    [False, True, True]
    """
    if moves.grouped(members):
        label = moves.classes(tuple(members))
        result: NDArray[np.bool_] = label[:, None] == label[None, :]
        np.fill_diagonal(result, False)
        return result
    return sequences([moves.matrices[j] for j in members], moves.n_states, moves.transitive)


def sequences(
    steps: Sequence[NDArray[np.bool_]], n_states: int, composing: bool
) -> NDArray[np.bool_]:
    """Return where sequences of steps lead when nobody moves twice in a row.

    Parameters
    ----------
    steps : sequence of bool arrays, shape (n, n)
        The steps each mover may make.
    n_states : int
        The n of those shapes.
    composing : bool
        Two steps of one mover in a row are always one step or lead back; then nobody's turn need be
        remembered.

    Returns
    -------
    array of bool, shape (n, n)
        A state does not reach itself.
    """
    result = np.zeros((n_states, n_states), dtype=bool)
    if not steps:
        return result
    if composing:
        result = np.logical_or.reduce(steps)
        while True:
            step = result.astype(np.float32)
            longer = result | (step @ step > 0)
            if np.array_equal(longer, result):
                break
            result = longer
    else:
        for arrived in _in_turns(steps):
            result |= arrived
    np.fill_diagonal(result, False)
    return result


def _in_turns(steps: Sequence[NDArray[np.bool_]]) -> list[NDArray[np.bool_]]:
    """Where each mover can be the last to have moved."""
    weights = [step.astype(np.float32) for step in steps]
    arrived = [step.copy() for step in steps]
    fresh = [step.copy() for step in steps]
    while any(f.any() for f in fresh):
        following = []
        for h in range(len(steps)):
            start = np.zeros_like(steps[0])
            for k, other in enumerate(fresh):
                if k != h:
                    start |= other
            following.append((start.astype(np.float32) @ weights[h] > 0) & ~arrived[h])
        for h, new in enumerate(following):
            arrived[h] |= new
        fresh = following
    return arrived
