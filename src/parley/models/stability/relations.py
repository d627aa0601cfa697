"""Stability when preference is a relation between states and no longer one rank for each.

With three n-by-n tables of yes and no, entry (s, t): whether i would leave s for t, whether the
others can lead from s to t, and whether t would deter i from leaving s. Every concept of the room
is one of these with its own tables.
"""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.bool_]


def held(leave: Matrix, answers: Matrix, deters: Matrix, escape: Matrix | None = None) -> Matrix:
    """Return at which states every departure is deterred.

    Parameters
    ----------
    leave : array of bool, shape (n, n)
        Where the decision maker would go.
    answers : array of bool, shape (n, n)
        Where the others can lead.
    deters : array of bool, shape (n, n)
        Entry (s, t): ending at t is reason enough not to leave s.
    escape : array of bool, shape (n, n), optional
        The decision maker's own moves after an answer: then an answer deters only if all states it
        could still move to deter as well.

    Returns
    -------
    array of bool, shape (n,)

    Examples
    --------
    >>> leave = np.array([[False, True], [False, False]])
    >>> held(leave, np.zeros((2, 2), dtype=bool), ~leave).tolist()
    [False, True]
    """
    if escape is not None:
        deters = deters & ~product(~deters, escape.T)
    deterred = product(deters, answers.T)
    return whole_rows(~leave | deterred)


def product(a: Matrix, b: Matrix) -> Matrix:
    """Return the product of two yes/no matrices: entry (s, t), some u has a(s, u) and b(u, t)."""
    result: Matrix = a.astype(np.float32) @ b.astype(np.float32) > 0
    return result


def whole_rows(a: Matrix) -> Matrix:
    """Return whether all of each row holds."""
    return np.asarray(a.all(axis=1), dtype=bool)
