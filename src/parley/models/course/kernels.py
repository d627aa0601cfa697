# mypy: ignore-errors
"""Compiled loops of the pieces of fighting: one month on the grid, and a banded elimination.

Imported where it is used, since it loads numba. Threads share nothing: every draw is worked alone,
so results do not depend on how many there are.
"""

from math import exp, expm1

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, error_model="numpy")
def stencil(value, n, weights):
    """Cubic Lagrange weights at a potential, and the first of four nodes (0 is the barrier)."""
    y = min(max(value, 0.0), 1.0) * n
    j = min(max(int(y) - 1, 0), n - 3)
    t = y - j
    weights[0] = -(t - 1) * (t - 2) * (t - 3) / 6
    weights[1] = t * (t - 2) * (t - 3) / 2
    weights[2] = -t * (t - 1) * (t - 3) / 2
    weights[3] = t * (t - 1) * (t - 2) / 6
    return j


@njit(cache=True, nogil=True, error_model="numpy")
def month(p, n, nodes, weights, place, M, b, lo, hi):
    """Add to M (the living) and fill b (A falls, B falls) for one month of war, rows by `place`.

    lo and hi are widened, row by row, to the first and last column that is used.
    """
    drain_A, drain_B, swing = p[0], p[1], p[2]
    low_share = 0.5 * (1 + p[11] / (4 + p[11] ** 2) ** 0.5)
    odds, sd = ((1 - low_share) / low_share) ** 0.5, p[10] ** 0.5
    low, high = 1 - sd * odds, 1 + sd / odds
    wa, wb = np.empty(4), np.empty(4)
    for i in range(1, n + 1):
        for j in range(1, n + 1):
            row = place[(i - 1) * n + j - 1]
            A, B = i / n, j / n
            balance = p[7] * A - p[8] * B
            hA, hB = p[4] * exp(-p[6] * balance), p[5] * exp(p[6] * balance)
            sudden = -expm1(-(hA + hB))
            part = hA / max(hA + hB, 1e-300)
            fall_A, fall_B = 0.0, 0.0
            for k in range(len(nodes)):
                for burst in range(2):
                    e = high if burst else low
                    w = weights[k] * (1 - low_share if burst else low_share)
                    a, c = A - drain_A * e + swing * nodes[k], B - drain_B * e - swing * nodes[k]
                    live_A = -expm1(-2 * A * a / swing**2) if a > 0 else 0.0
                    live_B = -expm1(-2 * B * c / swing**2) if c > 0 else 0.0
                    alive = live_A * live_B * w
                    fell = w - alive
                    to_A = (1 - live_A) / max(2 - live_A - live_B, 1e-12)
                    lost = alive * sudden
                    fall_A += fell * to_A + lost * part
                    fall_B += fell * (1 - to_A) + lost * (1 - part)
                    alive -= lost
                    if alive == 0.0:
                        continue
                    ja, jb = stencil(a, n, wa), stencil(c, n, wb)
                    low_node = place[(max(ja, 1) - 1) * n + max(jb, 1) - 1]
                    lo[row], hi[row] = min(lo[row], low_node), max(hi[row], low_node)
                    high_node = place[(ja + 2) * n + jb + 2]
                    lo[row], hi[row] = min(lo[row], high_node), max(hi[row], high_node)
                    for x in range(4):
                        for y in range(4):
                            u, v, q = ja + x, jb + y, alive * wa[x] * wb[y]
                            if u > 0 and v > 0:
                                M[row, place[(u - 1) * n + v - 1]] += q
                            elif v > 0:
                                fall_A += q
                            elif u > 0:
                                fall_B += q
                            else:
                                fall_A += q / 2
                                fall_B += q / 2
            b[row, 0], b[row, 1] = fall_A, fall_B


@njit(cache=True, nogil=True, error_model="numpy")
def reach(lo, hi, left, right, down):
    """Envelope of a matrix whose row i uses columns lo[i] to hi[i].

    right, down : last column that rows up to k use, last row that uses columns up to k; left :
    first column of row i that elimination fills.
    """
    size = len(lo)
    for k in range(size):
        right[k], down[k] = k, k
    for i in range(size):
        right[i] = max(right[i], hi[i])
        down[lo[i]] = max(down[lo[i]], i)
    for k in range(1, size):
        right[k] = max(right[k], right[k - 1])
        down[k] = max(down[k], down[k - 1])
    first = 0
    for i in range(size):
        while down[first] < i:
            first += 1
        left[i] = min(first, i)


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def eliminate(W, size, right, down):
    """Factor W = LU in place inside its envelope, four columns at a time, no row exchanges."""
    for k in range(0, size, 4):
        for p in range(k, k + 4):
            for i in range(p + 1, k + 4):
                W[i, p] /= W[p, p]
                l = W[i, p]
                for c in range(p + 1, right[k + 3] + 1):
                    W[i, c] -= l * W[p, c]
        d0, d1, d2, d3 = 1 / W[k, k], 1 / W[k + 1, k + 1], 1 / W[k + 2, k + 2], 1 / W[k + 3, k + 3]
        hi = right[k + 3] + 1
        u0, u1, u2, u3 = (
            W[k, k + 4 : hi],
            W[k + 1, k + 4 : hi],
            W[k + 2, k + 4 : hi],
            W[k + 3, k + 4 : hi],
        )
        for i in range(k + 4, down[k + 3] + 1):
            l0 = W[i, k] * d0
            l1 = (W[i, k + 1] - l0 * W[k, k + 1]) * d1
            l2 = (W[i, k + 2] - l0 * W[k, k + 2] - l1 * W[k + 1, k + 2]) * d2
            l3 = (W[i, k + 3] - l0 * W[k, k + 3] - l1 * W[k + 1, k + 3] - l2 * W[k + 2, k + 3]) * d3
            W[i, k], W[i, k + 1], W[i, k + 2], W[i, k + 3] = l0, l1, l2, l3
            row = W[i, k + 4 : hi]
            for c in range(len(row)):
                row[c] -= l0 * u0[c] + l1 * u1[c] + l2 * u2[c] + l3 * u3[c]


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "reassoc", "nsz"})
def substitute(W, size, left, right, X):
    """Replace the rows of X (right-hand sides, size) by the solutions of (LU) x = x."""
    for i in range(size):
        row = W[i, left[i] : i]
        for c in range(len(X)):
            x, total = X[c, left[i] : i], 0.0
            for k in range(len(row)):
                total += row[k] * x[k]
            X[c, i] -= total
    for i in range(size - 1, -1, -1):
        row = W[i, i + 1 : right[i] + 1]
        for c in range(len(X)):
            x, total = X[c, i + 1 : right[i] + 1], 0.0
            for k in range(len(row)):
                total += row[k] * x[k]
            X[c, i] = (X[c, i] - total) / W[i, i]


@njit(cache=True, nogil=True, error_model="numpy")
def solve_pieces(W, lo, hi, order, levels, balance, X, out):
    """Pieces from W and the chances of falling in X[:2]; `levels` are (1 - r_A, 1 - r_B).

    W is used up: on return it holds zeros.
    """
    size = len(order)
    left, right, down = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    reach(lo, hi, left, right, down)
    eliminate(W, size, right, down)
    for i in range(size):
        X[2, i], X[3, i], X[4, i] = 1.0, levels[i, 0], levels[i, 1]
    substitute(W, size, left, right, X[:5])
    for i in range(size):
        X[5, i] = balance[i] * (1 - X[0, i] - X[1, i])
    substitute(W, size, left, right, X[5:])
    for i in range(size):
        s = order[i]
        for c in range(6):
            out[c, s] = X[c, i]
        out[6, s] = 1 - X[0, i] - X[1, i]
        W[i, left[i] : right[i] + 1] = 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def fill(M, lo, hi, keep, go, regime, regimes, W, at_lo, at_hi):
    """Put I - keep * M into W for one of `regimes`, which the chain leaves with chance `go`.

    State i of regime g is row `regimes` * i + g. M, lo and hi are made ready for the next month.
    """
    for i in range(len(M)):
        row, first, last = regimes * i + regime, lo[i], hi[i]
        for c in range(first, last + 1):
            q = -keep * M[i, c]
            W[row, regimes * c + regime] = q * (1 - go)
            if regimes == 2:
                W[row, 2 * c + 1 - regime] = q * go
        W[row, row] += 1.0
        at_lo[row], at_hi[row] = min(regimes * first, row), max(regimes * (last + 1) - 1, row)
        M[i, first : last + 1] = 0.0
        lo[i], hi[i] = i, i


@njit(cache=True, nogil=True, error_model="numpy")
def pieces(table, leave, n, nodes, weights, place, out):
    """Pieces of fighting to the end for each row of the table (draws, regimes, 12).

    out : (draws, 7, regimes * n * n). `leave` (draws, regimes) : chance a month that the field
    changes to the other of two regimes; not used with one.
    """
    size, regimes = n * n, table.shape[1]
    total = regimes * size
    order, levels = np.empty(total, np.int64), np.empty((total, 2))
    for s in range(size):
        for g in range(regimes):
            row = regimes * place[s] + g
            order[row] = g * size + s
            levels[row, 0], levels[row, 1] = 1 - (s // n + 1) / n, 1 - (s % n + 1) / n
    M, b = np.zeros((size, size)), np.empty((size, 2))
    lo, hi = np.arange(size), np.arange(size)
    W, X, balance = np.zeros((total, total)), np.empty((6, total)), np.empty(total)
    at_lo, at_hi = np.empty(total, np.int64), np.empty(total, np.int64)
    for d in range(len(table)):
        for g in range(regimes):
            p = table[d, g]
            month(p, n, nodes, weights, place, M, b, lo, hi)
            go = leave[d, g] if regimes == 2 else 0.0
            fill(M, lo, hi, 1 - p[3], go, g, regimes, W, at_lo, at_hi)
            for i in range(size):
                row = regimes * i + g
                X[0, row], X[1, row] = b[i, 0], b[i, 1]
                balance[row] = p[9] * (p[7] * (1 - levels[row, 0]) - p[8] * (1 - levels[row, 1]))
        solve_pieces(W, at_lo, at_hi, order, levels, balance, X, out[d])
