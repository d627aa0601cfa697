"""Compiled loops over the cube of all 2^k bit patterns, for a thousand states and more.

Three loops carry everything. `spread` pushes least or greatest values along one decision maker's
moves, one option at a time: over m options it takes m passes instead of 2^m - 1 moves.
`sort_fibres` orders the states each decision maker chooses among (a fibre: everything else held
fixed) by preference, once. `settle` then finds the worst credible answer: walking a fibre from the
most preferred state down, the least value seen so far is all that an improvement can lead to, so a
fibre of 2^m states costs 2^m steps and not 4^m. A fibre is walked again only if a value in it has
fallen since.

Infeasible patterns hold the largest integer in a minimum and -1 in a maximum.
"""

import numpy as np
from numba import njit

HIGH = np.int32(2**31 - 1)
LOW = 12  # options below this bit are spread block by block, within the processor's cache


@njit(cache=True, nogil=True)
def _pair(v, x, y, width, up, down, least):  # type: ignore[no-untyped-def]
    """Spread between patterns x, x+1, … without an option and y, y+1, … with it."""
    for k in range(width):
        a, b = v[x + k], v[y + k]
        m = min(a, b) if least else max(a, b)
        v[x + k] = m if up else a
        v[y + k] = m if down else b


@njit(cache=True, nogil=True)
def spread(v, bits, ups, downs, least):  # type: ignore[no-untyped-def]
    """Give each pattern the least (or greatest) value of those reached by changing these options.

    `ups[k]`: option `bits[k]` may go from not taken to taken; `downs[k]`: back. In place. Low
    options are spread block by block and high ones column by column, so that memory is passed over
    twice.
    """
    block = min(len(v), 1 << LOW)
    for start in range(0, len(v), block):
        for k in range(len(bits)):
            step = 1 << bits[k]
            if 2 * step <= block:
                for x in range(start, start + block, 2 * step):
                    _pair(v, x, x + step, step, ups[k], downs[k], least)
    rows = len(v) // block
    width = min(block, max(16, (1 << 15) // rows))
    for column in range(0, block, width):
        for k in range(len(bits)):
            step = 1 << bits[k]
            if 2 * step > block:
                for x in range(column, len(v), block):
                    if not x & step:
                        _pair(v, x, x + step, width, ups[k], downs[k], least)


@njit(cache=True, nogil=True)
def least_within(v, feasible, everything, owners, bits, ups, downs):  # type: ignore[no-untyped-def]
    """Least value among each state and those a set of decision makers can reach; in place.

    `owners` cuts `bits` into one stretch per member. Where every pattern is feasible one spread
    over all options is enough; otherwise members take turns until nothing falls.
    """
    if everything:
        spread(v, bits, ups, downs, True)
        return
    members = len(owners) - 1
    after = v.copy()
    unchanged, at = 0, 0
    while unchanged < members:
        lo, hi = owners[at % members], owners[at % members + 1]
        spread(after, bits[lo:hi], ups[lo:hi], downs[lo:hi], True)
        fell = False
        for x in range(len(v)):
            if feasible[x]:
                if after[x] < v[x]:
                    v[x] = after[x]
                    fell = True
            else:
                after[x] = HIGH
        unchanged = 1 if fell else unchanged + 1
        at += 1


@njit(cache=True, nogil=True)
def offsets(own):  # type: ignore[no-untyped-def]
    """Every pattern within a mask, increasing."""
    count = 0
    m = own
    while m:
        count += 1
        m &= m - 1
    found = np.empty(1 << count, dtype=np.int32)
    sub = 0
    for k in range(len(found)):
        found[k] = sub
        sub = (sub - own) & own
    return found


@njit(cache=True, nogil=True)
def _merge_sort(keys, order, spare, n):  # type: ignore[no-untyped-def]
    """Sort places 0..n-1 by falling key, equal keys in place order."""
    run = 8
    for start in range(0, n, run):
        for a in range(start + 1, min(start + run, n)):
            item = order[a]
            b = a - 1
            while b >= start and keys[order[b]] < keys[item]:
                order[b + 1] = order[b]
                b -= 1
            order[b + 1] = item
    while run < n:
        for start in range(0, n, 2 * run):
            middle, stop = min(start + run, n), min(start + 2 * run, n)
            a, b = start, middle
            for k in range(start, stop):
                if a < middle and (b >= stop or keys[order[a]] >= keys[order[b]]):
                    spare[k] = order[a]
                    a += 1
                else:
                    spare[k] = order[b]
                    b += 1
        for k in range(n):
            order[k] = spare[k]
        run *= 2


@njit(cache=True, nogil=True)
def sort_fibres(ranks, own, places, out):  # type: ignore[no-untyped-def]
    """Write fibre after fibre the places of its states in falling preference."""
    size = len(places)
    keys = np.empty(size, dtype=np.int32)
    order = np.empty(size, dtype=np.int32)
    spare = np.empty(size, dtype=np.int32)
    at, base = 0, 0
    while base < len(ranks):
        for k in range(size):
            keys[k] = ranks[base + places[k]]
            order[k] = k
        _merge_sort(keys, order, spare, size)
        for k in range(size):
            out[at + k] = order[k]
        at += size
        base = ((base | own) + 1) & ~own


@njit(cache=True, nogil=True)
def _walk(v, ranks, base, places, order, at, one_way, best, others, dirty):  # type: ignore
    """Walk one fibre from the top; return whether a value fell.

    `best[c]` is the least value seen among states from which the one-way options of class c can be
    reached; with no one-way options there is one class.
    """
    fell = False
    best[:] = HIGH
    size = len(places)
    k = 0
    while k < size:
        x = base + places[order[at + k]]
        rank = ranks[x]
        if rank < 0:
            break
        stop = k
        while stop < size:
            x = base + places[order[at + stop]]
            if ranks[x] != rank:
                break
            low = best[one_way[order[at + stop]]]
            if low < v[x]:
                v[x] = low
                fell = True
                for h in range(len(others)):
                    dirty[h, x & ~others[h]] = 1
            stop += 1
        for m in range(k, stop):
            place = order[at + m]
            value = v[base + places[place]]
            target = one_way[place]
            for c in range(len(best)):
                if c & target == c and value < best[c]:
                    best[c] = value
        k = stop
    return fell


@njit(cache=True, nogil=True)
def settle(v, ranks, members, masks, places, one_way, classes, orders):  # type: ignore[no-untyped-def]
    """Least value among each state and those the members reach by improvements; in place.

    Per decision maker: `masks`, its options; row of `places`, the patterns within them; row of
    `one_way`, the class of each; `classes`, how many there are; row of `orders`, from
    `sort_fibres`.
    """
    others = masks[members]
    dirty = np.ones((len(members), len(v)), dtype=np.uint8)
    moving = True
    while moving:
        moving = False
        for h in range(len(members)):
            j = members[h]
            own = masks[j]
            size = 1
            m = own
            while m:
                size *= 2
                m &= m - 1
            best = np.empty(classes[j], dtype=np.int32)
            inside, kinds, rank, order = places[j, :size], one_way[j], ranks[j], orders[j]
            at, base = 0, 0
            while base < len(v):
                if dirty[h, base]:
                    moving |= _walk(v, rank, base, inside, order, at, kinds, best, others, dirty)
                    dirty[h, base] = 0
                at += size
                base = ((base | own) + 1) & ~own
