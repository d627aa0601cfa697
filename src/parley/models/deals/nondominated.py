"""Points that no other point beats, when points carry labels that must be compared as sets.

A label is a set of bits (a party whose consent is needed, a red line crossed, ...). Point a beats
point b when a is at least as good for everyone, a's label is a subset of b's, and the two differ.
"""

import numpy as np
from numpy.typing import NDArray

SMALL = 8_000
CROWD = 100_000
CELLS = {2: 4096, 3: 192, 4: 40}
SMALL_WORK = 3_000_000
TINY = 256
TABLE = 4_000_000
PACKED = 2**62
ALL = 2**62

Values = NDArray[np.int64] | NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.int64]


def nondominated(
    values: Values,
    label: Index | None = None,
    *,
    keep_ties: bool = False,
    compiled: bool | None = None,
    work: int = ALL,
) -> tuple[Index, Index]:
    """Rows that no other row beats, and for every row the kept row equal to it.

    Parameters
    ----------
    values : array, shape (n_points, n_parties)
        More is better in every column.
    label : integer array, shape (n_points,), optional
        Bit sets; a row is only beaten by a row whose label is a subset of its own.
    keep_ties : bool
        True keeps a row that is only beaten by rows with the same values and a smaller label: in a
        sum the labels may become equal.
    compiled : bool, optional
        False keeps to NumPy, True takes compiled loops above 256 rows; by default the number of
        comparisons decides.
    work : int
        Comparisons of four or more columns, or of labels, after which it gives up.

    Returns
    -------
    kept : integer array
        One row of each distinct undominated (values, label), the lowest of several.
    equal : integer array, shape (n_points,)
        Position in `kept` of the row with the same values and label, -1 for a beaten row.

    Raises
    ------
    TimeoutError
        When more comparisons than `work` would be needed.

    Notes
    -----
    Rows are sorted so that a row can only be beaten by an earlier one, then each is held against
    those kept (sort-filter skyline; Chomicki et al., ICDE 2003); among very many rows a coarse grid
    drops most beaten ones first. Without labels, one or two columns take one scan, three a
    staircase (Kung, Luccio & Preparata, J. ACM 22, 1975), four columns of few distinct values a
    table of running maxima. Cost: O(n log n) up to three columns, else O(n * kept).

    Examples
    --------
    >>> kept, equal = nondominated(np.array([[1, 3], [3, 1], [1, 1], [3, 1]]))
    >>> kept.tolist(), equal.tolist()
    ([1, 0], [1, 0, -1, 0])
    """
    n, width = values.shape
    if n > CROWD and 2 <= width <= 4 and label is None and compiled is not False:
        return _thinned(values)
    if width == 2 and 0 < n <= SMALL and (label is None or not label.any()):
        return _two_columns(values)
    plain = label is None or n == 0 or bool((label == label[0]).all())
    tags = np.zeros(n, np.int64) if label is None else label
    lexical = plain and width <= 4
    order, key = _lexical(values) if lexical else (_by_total(values, tags), None)
    rows: Values = values[order]
    tags = tags[order]
    new = np.ones(n, bool)
    if key is not None:
        new[1:] = key[1:] != key[:-1]
    else:
        new[1:] = (rows[1:] != rows[:-1]).any(axis=1) | (tags[1:] != tags[:-1])
    head = np.flatnonzero(new)
    mask = _filter(rows[head], tags[head], lexical, keep_ties and not plain, compiled, work)
    rank = np.where(mask, np.cumsum(mask) - 1, -1)
    equal = np.empty(n, np.int64)
    equal[order] = rank[np.cumsum(new) - 1] if n else -1
    return order[head[mask]], equal


def _two_columns(values: Values) -> tuple[Index, Index]:
    """Few rows of two columns without labels: one sort, one running maximum."""
    order = np.lexsort((-values[:, 1], -values[:, 0]))
    first, second = values[order].T
    run = np.maximum.accumulate(second)
    mask = np.ones(len(order), bool)
    mask[1:] = second[1:] > run[:-1]
    rank = np.cumsum(mask) - 1
    kept = np.flatnonzero(mask)
    head = kept[rank]
    same = (first == first[head]) & (second == second[head])
    equal = np.empty(len(order), np.int64)
    equal[order] = np.where(same, rank, -1)
    return order[kept], equal


def _thinned(values: Values) -> tuple[Index, Index]:
    """Drop most beaten rows on a grid first, then filter the rest exactly."""
    from parley.models.deals.kernels import grid_prefilter

    columns = np.ascontiguousarray(values.T, float)
    left = np.flatnonzero(grid_prefilter(columns, CELLS[values.shape[1]]))
    kept, rest = nondominated(values[left], np.zeros(len(left), np.int64), compiled=True)
    equal = np.full(len(values), -1, np.int64)
    equal[left] = rest
    return left[kept], equal


def _filter(
    rows: Values, tags: Index, lexical: bool, keep_ties: bool, compiled: bool | None, work: int
) -> Mask:
    """Which of the distinct sorted rows are beaten by none: the method by size alone."""
    n, width = rows.shape
    if lexical and width <= 2:
        return _scan(rows)
    if n <= (TINY if compiled else SMALL) or compiled is False:
        mask = peel(rows, tags, keep_ties, None if compiled is False else min(SMALL_WORK, work))
        if mask is not None:
            return mask
    from parley.models.deals import kernels

    rows = rows.copy(order="C")
    if lexical and width == 3:
        return np.asarray(kernels.staircase(rows))
    if lexical and width == 4 and np.issubdtype(rows.dtype, np.integer):
        low, high = rows.min(axis=0), rows.max(axis=0)
        if float(high[1] - low[1] + 2) * float(high[2] - low[2] + 2) <= TABLE:
            return np.asarray(kernels.running_table(rows - low))
    found, whole = kernels.sort_filter(rows, tags, keep_ties, work)
    if not whole:
        raise TimeoutError(f"more than {work} comparisons")
    return np.asarray(found)


def _lexical(values: Values) -> tuple[Index, Index | None]:
    """Order by columns, largest first; with the packed key of each row where one fits 62 bits."""
    n = len(values)
    if n and np.issubdtype(values.dtype, np.integer):
        low, high = values.min(axis=0), values.max(axis=0)
        spans = [int(h) - int(w) + 1 for h, w in zip(high, low, strict=True)]
        if np.prod([float(s) for s in spans]) < PACKED:
            key: Index = np.zeros(n, np.int64)
            for j, span in enumerate(spans):
                key = key * span + (int(high[j]) - values[:, j]).astype(np.int64)
            sorted_rows = np.argsort(key, kind="stable")
            return sorted_rows, key[sorted_rows]
    columns = [-values[:, j] for j in range(values.shape[1] - 1, -1, -1)]
    return np.asarray(np.lexsort(columns)), None


def _by_total(values: Values, tags: Index) -> Index:
    """Order by total, then columns, largest first, then fewest label bits."""
    total = values.sum(axis=1)
    order = np.argsort(-total, kind="stable")
    if (total[order][1:] != total[order][:-1]).all():
        return order
    columns = [-values[:, j] for j in range(values.shape[1] - 1, -1, -1)]
    return np.asarray(np.lexsort((tags, np.bitwise_count(tags), *columns, -total)))


def _scan(rows: Values) -> Mask:
    """One or two columns in lexical order: a running maximum of the last."""
    mask = np.ones(len(rows), bool)
    last = rows[:, -1]
    mask[1:] = last[1:] > np.maximum.accumulate(last)[:-1]
    return mask


def peel(
    rows: Values, tags: Index, keep_ties: bool = False, work: int | None = None
) -> Mask | None:
    """Take the first row left, drop all it beats or equals, repeat; None above `work` compares."""
    mask = np.zeros(len(rows), bool)
    left = np.arange(len(rows))
    values, sets = rows, tags
    done = 0
    labelled = bool(tags.any())
    while left.size:
        mask[left[0]] = True
        stays = (values > values[0]).any(axis=1)
        if labelled:
            stays |= (sets[0] & ~sets) != 0
        if keep_ties:
            stays[1:] |= (values[1:] == values[0]).all(axis=1)
        left, values, sets = left[stays], values[stays], sets[stays]
        done += left.size
        if work is not None and done > work:
            return None
    return mask
