# mypy: ignore-errors
"""Compiled loops for many draws of worths over one set of packages: frontier, then surplus.

Imported where it is used, since it loads numba. Draws are worked one by one, so results do not
depend on how many threads share them.
"""

import numpy as np
from numba import njit

TILE = 5


@njit(cache=True, nogil=True)
def frontier(u, needs, kind, key, order, kept):
    """Write the rows that no other makes superfluous into `kept`; return how many.

    Row a makes b superfluous when both are of one kind, a needs nobody whom b does not need, and a
    leaves each party it needs at least as well off. The row that last made one superfluous moves a
    step up the list that is tried in turn. `order` sorts the rows by `key`, the sum over
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
                half = k // 2
                kept[k], kept[half] = kept[half], kept[k]
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
def surplus(u, kind, names, walls, moved, wide, z, package):
    """Fill z and package (states, fronts) of one draw: the largest least gain, and its name.

    u (parties, rows) : worths, inf where a package does not need the party; kind and names (rows,),
    names rising; walls (parties, states, fronts) : worth of no deal; moved : the same less what the
    front adds to rows of kind 1; `wide` states make a line of the grid. Of several that reach the
    surplus the one first named is taken. Works on tiles of neighbouring states: a package that
    cannot reach what the tile's worst state already has, at the lowest walls of the tile, is passed
    over.
    """
    parties, rows = u.shape
    states, fronts = walls.shape[1:]
    size = TILE * TILE * fronts
    at_state, at_front = np.empty(size, np.int64), np.empty(size, np.int64)
    held, low, here = np.empty((2, parties, size)), np.empty((2, parties)), np.empty((2, parties))
    least, top, which = np.empty(size), np.empty(size), np.empty(size, np.int64)
    bound = np.empty(rows)
    for i0 in range(0, states // wide, TILE):
        for j0 in range(0, wide, TILE):
            n = _tile(walls, moved, wide, i0, j0, at_state, at_front, held, low)
            here[:] = held[:, :, n // 2]
            _least_gains(u, kind, here, bound)
            first = bound.argmax()
            _least_gains(u, kind, low, bound)
            top[:n] = -np.inf
            which[:n] = -1
            floor = -np.inf
            for k in range(-1, rows):
                p = first if k < 0 else k
                if bound[p] < floor or (p == first and k >= 0):
                    continue
                least[:n] = np.inf
                for i in range(parties):
                    worth, wall = u[i, p], held[kind[p], i]
                    if worth < np.inf:
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


@njit(cache=True, nogil=True, fastmath={"nnan", "nsz"})
def _least_gains(u, kind, walls, out):
    """Least gain of every row over the walls (2, parties) of its kind."""
    out[:] = np.inf
    for i in range(len(u)):
        plain, moved, worth = walls[0, i], walls[1, i], u[i]
        for p in range(len(out)):
            gain = worth[p] - (moved if kind[p] else plain)
            out[p] = gain if gain < out[p] else out[p]


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
