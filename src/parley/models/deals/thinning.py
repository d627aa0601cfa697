"""Few points that stand for many, with the most that any party can lose by it."""

import numpy as np
from numpy.typing import NDArray

from parley.models.deals.scores import Ticks

FINEST = 1 / 1024
GROWTH = 1.4
KEY_BITS = 60

Index = NDArray[np.int64]


def thin(ticks: Ticks, label: Index, span: Ticks, coarse: float) -> tuple[Index, float]:
    """Keep one point per label and cell of a grid: of a cell, the one with the largest total share.

    Parameters
    ----------
    ticks : integer array, shape (n_points, n_parties)
        Points in ticks.
    label : integer array, shape (n_points,)
        Points with different labels never stand for each other.
    span : integer array, shape (n_parties,)
        The range that shares are of.
    coarse : float
        Width of a cell as a share of each party's range.

    Returns
    -------
    rows : integer array
        Points kept, in order; of several with equal totals the first.
    loss : float
        Every point left out has a kept one at most this share of each party's range below it,
        for every party. Measured, so never more than `coarse`, and 0 when nothing is lost.

    Examples
    --------
    >>> points = np.array([[0, 10], [1, 9], [10, 0]])
    >>> rows, loss = thin(points, np.zeros(3, int), np.array([10, 10]), 0.3)
    >>> rows.tolist(), round(loss, 3)
    ([0, 2], 0.1)
    """
    if not len(ticks):
        return np.zeros(0, np.int64), 0.0
    wide = np.maximum(span, 1)
    cell = _cells(ticks, label, np.maximum((wide * coarse).astype(np.int64), 1))
    order = np.lexsort((-(ticks / wide).sum(axis=1), cell))
    new = np.append(True, np.diff(cell[order]) != 0)
    head = order[np.flatnonzero(new)]
    stands = head[np.cumsum(new) - 1]
    loss = float(((ticks[order] - ticks[stands]) / wide).max(initial=0.0))
    return np.sort(head), loss


def thin_to(
    ticks: Ticks, label: Index, span: Ticks, most: int, coarse: float = FINEST
) -> tuple[Index, float]:
    """Thin on ever coarser grids, from `coarse` on, until at most `most` points are left.

    Fewer labels than `most` are needed for that; else one point per label is left.

    Examples
    --------
    >>> points = np.arange(100)[:, None] * [1, -1]
    >>> rows, loss = thin_to(points, np.zeros(100, int), np.array([99, 99]), 10)
    >>> len(rows) <= 10, loss < 0.15
    (True, True)
    """
    if len(ticks) <= most:
        return np.arange(len(ticks)), 0.0
    coarse = max(coarse, FINEST, 2.0 ** -(KEY_BITS // max(ticks.shape[1], 1) - 1))
    wide = np.maximum(span, 1)
    while coarse < 2:
        width = np.maximum((wide * coarse).astype(np.int64), 1)
        if len(np.unique(_cells(ticks, label, width))) <= most:
            break
        coarse *= GROWTH
    return thin(ticks, label, span, coarse)


def _cells(ticks: Ticks, label: Index, width: Ticks) -> Index:
    """One whole number per cell and label; equal for rows of one cell, different for others."""
    key = np.unique(label, return_inverse=True)[1].astype(np.int64)
    for column in ((ticks - ticks.min(axis=0)) // width).T:
        size = int(column.max()) + 1
        if (int(key.max()) + 1) * size >= 2**62:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
        key = key * size + column
    return key
