"""Least and greatest values along moves, for many preference draws at once, in NumPy.

A sheet has the states along its first axis and draws along its second. A value that no state has
(the largest of the integer type) stands for "nothing there" in a minimum, -1 in a maximum.

The stability concepts need two questions of a sheet: the least value among the states a set of
decision makers can reach, and the greatest value among the states one decision maker can move to.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parley.models.stability.moves import Labels, Moves

Sheet = NDArray[np.signedinteger]


def greatest_by(moves: Moves, mover: int, values: Sheet) -> Sheet:
    """Return the greatest value among each state itself and those one decision maker can move to.

    Parameters
    ----------
    moves : Moves
        From `moves_of`.
    mover : int
        Position of the decision maker.
    values : array of int, shape (states, draws)
        Not above the largest value of the integer type.

    Returns
    -------
    array of int, same shape
    """
    if moves.grouped((mover,)):
        return _over_classes(np.maximum, moves.classes((mover,)), values)
    padded = _padded(values, -1)
    result = values.copy()
    for row in moves.targets[mover]:
        np.maximum(result, padded[row], out=result)
    return result


def least_within(moves: Moves, members: tuple[int, ...], values: Sheet) -> Sheet:
    """Return the least value among each state itself and those the members can reach.

    Parameters
    ----------
    moves : Moves
        From `moves_of`.
    members : tuple of int
        Nobody moves twice in a row.
    values : array of int, shape (states, draws)
        Not above the largest value of the integer type.

    Returns
    -------
    array of int, same shape
    """
    if moves.grouped(members):
        return _over_classes(np.minimum, moves.classes(members), values)
    return _settle(moves, members, values, None)


def least_by_improvements(
    moves: Moves, members: tuple[int, ...], values: Sheet, barriers: Sequence[Sheet]
) -> Sheet:
    """Return the least value among each state itself and those the members reach by improvements.

    Parameters
    ----------
    moves : Moves
        From `moves_of`.
    members : tuple of int
        Positions of the decision makers who move.
    values : array of int, shape (states, draws)
        Not above the largest value of the integer type.
    barriers : sequence of arrays, one per decision maker
        From `barrier`.

    Returns
    -------
    array of int, same shape
    """
    return _settle(moves, members, values, barriers)


def barrier(moves: Moves, mover: int, ranks: Sheet) -> Sheet:
    """Return 0 where a move is an improvement for its mover and the largest integer elsewhere.

    Shape (kinds of move, states, draws).
    """
    high = np.iinfo(ranks.dtype).max
    padded = _padded(ranks, -1)
    table = moves.targets[mover]
    result = np.empty((len(table), *ranks.shape), dtype=ranks.dtype)
    for kind, row in enumerate(table):
        result[kind] = np.where(padded[row] > ranks, 0, high)
    return result


def _padded(values: Sheet, last: int) -> Sheet:
    """The sheet with one more row, to stand for moves that do not exist."""
    return np.concatenate([values, np.full((1, values.shape[1]), last, dtype=values.dtype)])


def _over_classes(operation: np.ufunc, labels: Labels, values: Sheet) -> Sheet:
    """Reduce the values over each class of states and hand the result to its members."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    reduced: Sheet = operation.reduceat(values[order], starts, axis=0)
    return reduced[labels]


def _settle(
    moves: Moves, members: tuple[int, ...], values: Sheet, barriers: Sequence[Sheet] | None
) -> Sheet:
    """Sweep the members' moves until nothing falls any more."""
    if not moves.transitive:
        return _settle_in_turns(moves, members, values, barriers)
    padded = _padded(values, int(np.iinfo(values.dtype).max))
    body = padded[:-1]
    unchanged, at = 0, 0
    while unchanged < len(members):
        j = members[at % len(members)]
        before = body.copy()
        for kind, row in enumerate(moves.targets[j]):
            ahead = padded[row]
            if barriers is not None:
                np.maximum(ahead, barriers[j][kind], out=ahead)
            np.minimum(body, ahead, out=body)
        unchanged = unchanged + 1 if np.array_equal(before, body) else 1
        at += 1
    return body


def _settle_in_turns(
    moves: Moves, members: tuple[int, ...], values: Sheet, barriers: Sequence[Sheet] | None
) -> Sheet:
    """As `_settle`, remembering who moved last: that one does not move next."""
    high = int(np.iinfo(values.dtype).max)
    after = {j: _padded(values, high) for j in members}

    def step(mover: int) -> Sheet:
        best = np.full_like(values, high)
        for kind, row in enumerate(moves.targets[mover]):
            ahead = after[mover][row]
            if barriers is not None:
                np.maximum(ahead, barriers[mover][kind], out=ahead)
            np.minimum(best, ahead, out=best)
        return best

    moving = True
    while moving:
        moving = False
        for j in members:
            best = step(j)
            for k in members:
                if k != j and (best < after[k][:-1]).any():
                    np.minimum(after[k][:-1], best, out=after[k][:-1])
                    moving = True
    result = values.copy()
    for j in members:
        np.minimum(result, step(j), out=result)
    return result
