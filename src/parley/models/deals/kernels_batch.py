# mypy: ignore-errors
"""Compiled loops for many draws of worths over one set of packages: frontier, then surplus.

Imported where it is used, since it loads numba. Draws are worked one by one, so results do not
depend on how many threads share them.
"""

import numpy as np
from numba import njit


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
def surplus(u, needs, kind, walls, moved, rows, z, package):
    """Fill z and package (cells,) of one draw: the largest least gain over `rows`, and its row.

    walls (parties, cells): worth of no deal; moved: the same less what the front adds to rows of
    kind 1. Rows rise, so of several that reach the surplus the lowest is named.
    """
    cells = walls.shape[1]
    least = np.empty(cells)
    for k in range(rows.size):
        p = rows[k]
        held = moved if kind[p] else walls
        fresh = True
        for i in range(u.shape[1]):
            if needs[p, i]:
                worth, wall = u[p, i], held[i]
                if fresh:
                    for s in range(cells):
                        least[s] = worth - wall[s]
                    fresh = False
                else:
                    for s in range(cells):
                        gain = worth - wall[s]
                        least[s] = gain if gain < least[s] else least[s]
        for s in range(cells):
            if least[s] > z[s]:
                z[s] = least[s]
                package[s] = p
