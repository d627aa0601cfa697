# mypy: ignore-errors
"""Compiled loops for many draws of worths over one set of packages: frontier, then surplus.

Imported where it is used, since it loads numba. Draws are worked one by one, so results do not
depend on how many threads share them.
"""

import numpy as np
from numba import njit

TILE = 4


@njit(cache=True, nogil=True)
def frontier(u, needs, kind, key, order, kept):
    """Write the rows that no other makes superfluous into `kept`; return how many.

    Row a makes b superfluous when both are of one kind, a needs nobody whom b does not need, and a
    leaves each party it needs at least as well off. `order` sorts the rows by `key`, the sum over
    parties that every row needs, largest first; ties are put in order of fewer needs, then larger
    sums over everybody (in place), so that only earlier rows can make one superfluous.
    """
    rows, parties = u.shape
    _settle_ties(u, needs, key, order)
    count = 0
    for n in range(rows):
        b = order[n]
        beaten = False
        for k in range(count):
            a = kept[k]
            if kind[a] != kind[b]:
                continue
            better = True
            for i in range(parties):
                if needs[a, i] and (not needs[b, i] or u[a, i] < u[b, i]):
                    better = False
                    break
            if better:
                beaten = True
                break
        if not beaten:
            kept[count] = b
            count += 1
    return count


@njit(cache=True, nogil=True)
def _settle_ties(u, needs, key, order):
    """Order rows of equal key by fewer needs, then by a larger sum over all parties."""
    rows = len(u)
    start = 0
    while start < rows:
        stop = start + 1
        while stop < rows and key[order[start]] - key[order[stop]] <= 1e-12:
            stop += 1
        for n in range(start + 1, stop):
            row = order[n]
            m = n - 1
            while m >= start and _after(u, needs, order[m], row):
                order[m + 1] = order[m]
                m -= 1
            order[m + 1] = row
        start = stop


@njit(cache=True, nogil=True)
def _after(u, needs, a, b):
    """Whether row a should come after row b among rows of equal key."""
    na, nb, sa, sb = 0, 0, 0.0, 0.0
    for i in range(u.shape[1]):
        na += needs[a, i]
        nb += needs[b, i]
        sa += u[a, i]
        sb += u[b, i]
    return na > nb or (na == nb and sa < sb)


@njit(cache=True, nogil=True, fastmath={"nnan", "nsz"})
def surplus(u, needs, kind, names, walls, moved, wide, z, package):
    """Fill z and package (states, fronts) of one draw: the largest least gain, and its name.

    u, needs (rows, parties), kind and names (rows,) : the packages to compare, names rising; walls
    (parties, states, fronts) : worth of no deal; moved : the same less what the front adds to rows
    of kind 1; `wide` states make a line of the grid. Of several that reach the surplus the one
    first named is taken. Works on tiles of a few neighbouring states: a package that cannot reach
    what the tile's worst state already has, at the lowest walls of the tile, is passed over.
    """
    rows, parties = u.shape
    states, fronts = walls.shape[1:]
    size = TILE * TILE * fronts
    at_state, at_front = np.empty(size, np.int64), np.empty(size, np.int64)
    held, low = np.empty((2, parties, size)), np.empty((2, parties))
    least, top, which = np.empty(size), np.empty(size), np.empty(size, np.int64)
    for i0 in range(0, states // wide, TILE):
        for j0 in range(0, wide, TILE):
            n = _tile(walls, moved, wide, i0, j0, at_state, at_front, held, low)
            top[:n] = -np.inf
            which[:n] = -1
            floor = -np.inf
            middle = _best_at(u, needs, kind, held, n // 2)
            for k in range(-1, rows):
                p = middle if k < 0 else k
                if p == middle and k >= 0:
                    continue
                bound = np.inf
                for i in range(parties):
                    if needs[p, i]:
                        bound = min(bound, u[p, i] - low[kind[p], i])
                if bound < floor:
                    continue
                least[:n] = np.inf
                for i in range(parties):
                    if needs[p, i]:
                        worth, wall = u[p, i], held[kind[p], i]
                        for s in range(n):
                            gain = worth - wall[s]
                            least[s] = gain if gain < least[s] else least[s]
                for s in range(n):
                    if least[s] > top[s] or (least[s] == top[s] and p < which[s]):
                        top[s] = least[s]
                        which[s] = p
                floor = top[:n].min()
            for s in range(n):
                z[at_state[s], at_front[s]] = top[s]
                package[at_state[s], at_front[s]] = names[which[s]] if which[s] >= 0 else -1


@njit(cache=True, nogil=True)
def _tile(walls, moved, wide, i0, j0, at_state, at_front, held, low):
    """Gather a tile's walls, plain and moved, their lowest values, and where its cells lie."""
    parties, states, fronts = walls.shape
    n = 0
    for i in range(i0, min(i0 + TILE, states // wide)):
        for j in range(j0, min(j0 + TILE, wide)):
            for f in range(fronts):
                at_state[n], at_front[n] = i * wide + j, f
                n += 1
    low[:] = np.inf
    for i in range(parties):
        for s in range(n):
            for m in range(2):
                wall = walls if m == 0 else moved
                held[m, i, s] = wall[i, at_state[s], at_front[s]]
                low[m, i] = min(low[m, i], held[m, i, s])
    return n


@njit(cache=True, nogil=True)
def _best_at(u, needs, kind, held, s):
    """Row with the largest least gain at one cell of a tile."""
    best, row = -np.inf, 0
    for p in range(len(u)):
        least = np.inf
        for i in range(u.shape[1]):
            if needs[p, i]:
                least = min(least, u[p, i] - held[kind[p], i, s])
        if least > best:
            best, row = least, p
    return row
