"""Points that no other point beats, when points carry labels that must be compared as sets.

A label is a set of bits (a party whose consent is needed, a red line crossed, ...). Point a beats
point b when a is at least as good for everyone, a's label is a subset of b's, and the two differ.
"""

import numpy as np
from numpy.typing import NDArray

SMALL = 20_000
Values = NDArray[np.int64] | NDArray[np.float64]


def nondominated(
    values: Values, label: NDArray[np.int64] | None = None, *, compiled: bool | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that no other row beats, and for every row the kept row equal to it.

    Parameters
    ----------
    values : array, shape (n_points, n_parties)
        More is better in every column.
    label : integer array, shape (n_points,), optional
        Bit sets; a row is only beaten by a row whose label is a subset of its own.
    compiled : bool, optional
        Force the compiled path or NumPy; by default the number of points decides.

    Returns
    -------
    kept : integer array
        The first row of each distinct undominated (values, label), best total first.
    equal : integer array, shape (n_points,)
        Position in `kept` of the row with the same values and label, -1 for a beaten row.

    Notes
    -----
    Rows are sorted by total, so that a row can only be beaten by an earlier one, then each is held
    against those kept (sort-filter skyline; Chomicki et al. 2003). Two columns without labels take
    one scan. Cost: O(n log n) for two parties, O(n * kept) for more.

    Examples
    --------
    >>> kept, equal = nondominated(np.array([[1, 3], [3, 1], [1, 1], [3, 1]]))
    >>> kept.tolist(), equal.tolist()
    ([1, 0], [1, 0, -1, 0])
    """
    n, width = values.shape
    plain = label is None or n == 0 or bool((label == label[0]).all())
    label = np.zeros(n, np.int64) if label is None else label
    order = sort_order(values, label)
    rows, tags = values[order], label[order]
    if plain and width <= 2:
        place = _scan(rows)
    elif (n > SMALL) if compiled is None else compiled:
        from parley.models.deals.kernels import sort_filter

        place = sort_filter(np.ascontiguousarray(rows), tags)
    else:
        place = peel(rows, tags)
    first = np.unique(place[place >= 0], return_index=True)[1]
    kept = order[np.flatnonzero(place >= 0)[first]]
    equal = np.empty(n, np.int64)
    equal[order] = place
    return kept, equal


def sort_order(values: Values, label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Order in which a row that beats another comes first: total, columns, fewest label bits."""
    bits = np.bitwise_count(label)
    columns = [-values[:, j] for j in range(values.shape[1] - 1, -1, -1)]
    return np.lexsort((label, bits, *columns, -values.sum(axis=1)))


def _scan(rows: Values) -> NDArray[np.int64]:
    """One or two columns, no labels, sorted by `sort_order`: one running maximum each way."""
    n = len(rows)
    if n == 0:
        return np.empty(0, np.int64)
    lex = np.lexsort((-rows[:, -1], -rows[:, 0]))
    ordered = rows[lex]
    best = np.maximum.accumulate(ordered[:, -1])
    new = np.ones(n, bool)
    new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    good = np.ones(n, bool)
    good[1:] = ordered[1:, -1] > best[:-1]
    if rows.shape[1] == 1:
        good[1:] = False
    group = np.cumsum(new) - 1
    good = good[np.flatnonzero(new)][group]
    back = np.empty(n, np.int64)
    back[lex] = np.where(good, group, -1)
    return _renumber(back)


def peel(rows: Values, tags: NDArray[np.int64]) -> NDArray[np.int64]:
    """Take the first row left, drop all it beats, go on; numbered as kept, -1 when beaten."""
    place = np.full(len(rows), -1, np.int64)
    left = np.arange(len(rows))
    count = 0
    while left.size:
        head = left[0]
        no_better = (rows[left] <= rows[head]).all(axis=1) & ((tags[head] & ~tags[left]) == 0)
        same = no_better & (rows[left] == rows[head]).all(axis=1) & (tags[left] == tags[head])
        place[left[same]] = count
        left = left[~no_better]
        count += 1
    return place


def _renumber(place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number groups by first appearance."""
    inside = place >= 0
    if inside.any():
        _, first, back = np.unique(place[inside], return_index=True, return_inverse=True)
        rank = np.empty(len(first), np.int64)
        rank[np.argsort(first)] = np.arange(len(first))
        place[inside] = rank[back]
    return place
