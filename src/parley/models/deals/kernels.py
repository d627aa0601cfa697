"""Compiled loops. Importing this module loads numba: import it inside the function in need."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

BLOCK = 512


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def sort_filter(
    rows: NDArray[np.float64], tags: NDArray[np.int64], keep_ties: bool, work: int
) -> tuple[NDArray[np.bool_], bool]:
    """Mask of rows that no earlier row beats or equals; rows sorted so that beaters come first.

    The kept row that last beat something is tried first: it often beats the next one too. False
    beside the mask when it gave up after `work` comparisons.
    """
    n, width = rows.shape
    mask = np.zeros(n, np.bool_)
    kept = np.empty((n, width), rows.dtype)
    sets = np.empty(n, np.int64)
    count, last, done = 0, 0, 0
    for r in range(n):
        done += count
        if done > work:
            return mask, False
        beaten = False
        for q in range(-1, count):
            k = last if q < 0 else q
            if k >= count or sets[k] & ~tags[r]:
                continue
            better = True
            for j in range(width):
                if kept[k, j] < rows[r, j]:
                    better = False
                    break
            if better and keep_ties:
                better = False
                for j in range(width):
                    better = better or kept[k, j] > rows[r, j]
            if better:
                beaten, last = True, k
                break
        if not beaten:
            kept[count] = rows[r]
            sets[count] = tags[r]
            count += 1
            mask[r] = True
    return mask, True


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def staircase(rows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Mask of undominated rows, three columns, distinct, in lexical order (largest first).

    The second and third columns of the rows seen so far form a staircase: `high` falls as `deep`
    rises.
    """
    n = len(rows)
    mask = np.zeros(n, np.bool_)
    high, deep = np.empty(n, rows.dtype), np.empty(n, rows.dtype)
    size = 0
    for r in range(n):
        y, z = rows[r, 1], rows[r, 2]
        low, top = 0, size
        while low < top:
            mid = (low + top) // 2
            if high[mid] >= y:
                low = mid + 1
            else:
                top = mid
        if low and deep[low - 1] >= z:
            continue
        mask[r] = True
        first = low
        while first and high[first - 1] <= y:
            first -= 1
        stop = low
        while stop < size and deep[stop] <= z:
            stop += 1
        move = first + 1 - stop
        if move > 0:
            for t in range(size - 1, stop - 1, -1):
                high[t + move], deep[t + move] = high[t], deep[t]
        elif move < 0:
            for t in range(stop, size):
                high[t + move], deep[t + move] = high[t], deep[t]
        high[first], deep[first] = y, z
        size += move
    return mask


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def running_table(rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mask of undominated rows, four columns of small whole numbers from 0, in lexical order.

    best[y, z] is the largest fourth column among rows seen with second >= y and third >= z.
    """
    n = len(rows)
    mask = np.zeros(n, np.bool_)
    best = np.full((rows[:, 1].max() + 1, rows[:, 2].max() + 1), -1, np.int64)
    for r in range(n):
        y, z, w = rows[r, 1], rows[r, 2], rows[r, 3]
        if best[y, z] >= w:
            continue
        mask[r] = True
        for a in range(y, -1, -1):
            if best[a, z] >= w:
                break
            for b in range(z, -1, -1):
                if best[a, b] >= w:
                    break
                best[a, b] = w
    return mask


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def largest_least_gain(
    worth: NDArray[np.float64],
    slope: NDArray[np.float64],
    needs: NDArray[np.bool_],
    start: NDArray[np.int64],
    held: NDArray[np.float64],
    fronts: NDArray[np.float64],
    best: NDArray[np.float64],
    choice: NDArray[np.int32],
) -> None:
    """Fill best[d, x, s] = max over packages of min over needed parties of gain, and which."""
    draws, width, n_fronts, states = held.shape
    least = np.empty(BLOCK)
    for d in range(draws):
        for x in range(n_fronts):
            for at in range(0, states, BLOCK):
                size = min(BLOCK, states - at)
                top, which = best[d, x, at : at + size], choice[d, x, at : at + size]
                for p in range(start[d], start[d + 1]):
                    least[:size] = np.inf
                    for i in range(width):
                        if needs[p, i]:
                            here = worth[p, i] + slope[p, i] * fronts[x]
                            wall = held[d, i, x, at : at + size]
                            for s in range(size):
                                gain = here - wall[s]
                                least[s] = gain if gain < least[s] else least[s]
                    for s in range(size):
                        more = least[s] > top[s]
                        top[s] = least[s] if more else top[s]
                        which[s] = p - start[d] if more else which[s]


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def dominance_pairs(
    need: NDArray[np.int64],
    floor: NDArray[np.int64],
    have: NDArray[np.int64],
    rank: NDArray[np.int64],
    levels: int,
) -> int:
    """Pairs with have >= need and rank >= floor; both sides sorted by their first, largest first.

    A Fenwick tree counts the ranks of the rows whose `have` is large enough; needs fall, so rows
    only enter.
    """
    tree = np.zeros(levels + 1, np.int64)
    total, entered = 0, 0
    for r in range(len(need)):
        while entered < len(have) and have[entered] >= need[r]:
            at = levels - rank[entered]
            while at <= levels:
                tree[at] += 1
                at += at & -at
            entered += 1
        at = levels - floor[r]
        while at > 0:
            total += tree[at]
            at -= at & -at
    return total


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def grid_prefilter(columns: NDArray[np.float64], cells: int) -> NDArray[np.bool_]:
    """Mask that drops rows beaten by a row of a cell further up in every column but the last.

    The columns but the last (at most three) are cut into `cells` equal steps; what it keeps still
    holds beaten rows. Rows of a higher cell are strictly larger in that column. columns : (parties,
    rows).
    """
    width, n = columns.shape
    grid = width - 1
    low, scale = np.empty(grid), np.empty(grid)
    for j in range(grid):
        smallest, largest = columns[j, 0], columns[j, 0]
        for r in range(n):
            smallest = min(smallest, columns[j, r])
            largest = max(largest, columns[j, r])
        low[j] = smallest
        scale[j] = (cells - 1) / (largest - smallest) if largest > smallest else 0.0
    side = cells + 1
    place = np.zeros(n, np.int32)
    for j in range(grid):
        for r in range(n):
            place[r] = place[r] * side + int((columns[j, r] - low[j]) * scale[j])
    best = np.full(side**grid, -np.inf)
    last = columns[grid]
    for r in range(n):
        best[place[r]] = max(best[place[r]], last[r])
    stride, step = 1, 0
    for _ in range(grid):
        for at in range(len(best) - 1, -1, -1):
            if (at // stride) % side < cells:
                best[at] = max(best[at], best[at + stride])
        step += stride
        stride *= side
    mask = np.empty(n, np.bool_)
    for r in range(n):
        mask[r] = last[r] > best[place[r] + step]
    return mask


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def merged_draws(
    tables: NDArray[np.float64], sizes: NDArray[np.int64], strides: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Frontier rows of each draw by merge, and where each draw's rows start.

    tables : (draws, issues, options, parties), padded; sizes, strides : per issue, in merge order.
    """
    draws, issues, _, parties = tables.shape
    start = np.zeros(draws + 1, np.int64)
    out = np.empty(1024, np.int64)
    for d in range(draws):
        points, rows = np.zeros((1, parties)), np.zeros(1, np.int64)
        for k in range(issues):
            window = np.empty((len(rows) * sizes[k], parties))
            named = np.empty(len(window), np.int64)
            count = 0
            for a in range(len(rows)):
                for o in range(sizes[k]):
                    for j in range(parties):
                        window[count, j] = points[a, j] + tables[d, k, o, j]
                    named[count] = rows[a] + strides[k] * o
                    size = count
                    count = 0
                    keep = True
                    for q in range(size):
                        worse, better = False, False
                        for j in range(parties):
                            worse = worse or window[q, j] < window[size, j]
                            better = better or window[q, j] > window[size, j]
                        if not worse:
                            keep = False
                            count = size
                            break
                        if better:
                            if q != count:
                                window[count] = window[q]
                                named[count] = named[q]
                            count += 1
                    if keep:
                        window[count] = window[size]
                        named[count] = named[size]
                        count += 1
            points, rows = window[:count].copy(), named[:count].copy()
        while start[d] + len(rows) > len(out):
            wide = np.empty(2 * len(out), np.int64)
            wide[: len(out)] = out
            out = wide
        out[start[d] : start[d] + len(rows)] = np.sort(rows)
        start[d + 1] = start[d] + len(rows)
    return out[: start[draws]], start


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def count_reaching(
    shifts: NDArray[np.int64], sizes: NDArray[np.int64], goal: NDArray[np.int64]
) -> int:
    """Choices of one option per block whose summed shifts reach `goal` for every party.

    shifts : (blocks, options, parties), all 0 or more, padded; sizes : options of each block. The
    state is the sum so far, cut at the goal; states that can no longer reach it are dropped.
    """
    blocks, _, parties = shifts.shape
    stride = np.ones(parties, np.int64)
    for j in range(parties - 2, -1, -1):
        stride[j] = stride[j + 1] * (goal[j + 1] + 1)
    cells = stride[0] * (goal[0] + 1)
    rest = np.zeros((blocks + 1, parties), np.int64)
    for b in range(blocks - 1, -1, -1):
        for j in range(parties):
            most = 0
            for o in range(sizes[b]):
                most = max(most, shifts[b, o, j])
            rest[b, j] = rest[b + 1, j] + most
    now = np.zeros(cells, np.int64)
    now[0] = 1
    at = np.zeros(parties, np.int64)
    for b in range(blocks):
        after = np.zeros(cells, np.int64)
        for cell in range(cells):
            if now[cell] == 0:
                continue
            left, alive = cell, True
            for j in range(parties):
                at[j] = left // stride[j]
                left -= at[j] * stride[j]
                alive = alive and at[j] + rest[b, j] >= goal[j]
            if alive:
                for o in range(sizes[b]):
                    to = 0
                    for j in range(parties):
                        to += min(at[j] + shifts[b, o, j], goal[j]) * stride[j]
                    after[to] += now[cell]
        now = after
    return int(now[cells - 1])
