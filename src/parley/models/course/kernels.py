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
def month(p, n, nodes, weights, place, M, b):
    """Fill M (the living) and b (A falls, B falls) for one month of war, rows by `place`."""
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
def reach(W, size, right, down):
    """Envelope of W: last column that rows up to k use, last row that uses columns up to k."""
    for k in range(size):
        right[k], down[k] = k, k
    for i in range(size):
        first = 0
        while W[i, first] == 0.0:
            first += 1
        last = size - 1
        while W[i, last] == 0.0:
            last -= 1
        right[i] = max(right[i], last)
        if first < i:
            down[first] = max(down[first], i)
    for k in range(1, size):
        right[k] = max(right[k], right[k - 1])
        down[k] = max(down[k], down[k - 1])


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


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})
def substitute(W, size, right, down, X):
    """Replace X by the solution of (LU) X = X."""
    m = X.shape[1]
    for k in range(size):
        for i in range(k + 1, down[k] + 1):
            l = W[i, k]
            for c in range(m):
                X[i, c] -= l * X[k, c]
    for i in range(size - 1, -1, -1):
        for k in range(i + 1, right[i] + 1):
            u = W[i, k]
            for c in range(m):
                X[i, c] -= u * X[k, c]
        for c in range(m):
            X[i, c] /= W[i, i]


@njit(cache=True, nogil=True, error_model="numpy")
def solve_pieces(W, size, order, levels, balance, X, Y, out):
    """Pieces from W and the chances of falling in X[:, :2]; `levels` are (1 - r_A, 1 - r_B)."""
    right, down = np.empty(size, np.int64), np.empty(size, np.int64)
    reach(W, size, right, down)
    eliminate(W, size, right, down)
    for i in range(size):
        X[i, 2], X[i, 3], X[i, 4] = 1.0, levels[i, 0], levels[i, 1]
    substitute(W, size, right, down, X)
    for i in range(size):
        Y[i, 0] = balance[i] * (1 - X[i, 0] - X[i, 1])
    substitute(W, size, right, down, Y)
    for i in range(size):
        s = order[i]
        for c in range(5):
            out[c, s] = X[i, c]
        out[5, s] = Y[i, 0]
        out[6, s] = 1 - X[i, 0] - X[i, 1]


@njit(cache=True, nogil=True, error_model="numpy")
def pieces(table, n, nodes, weights, place, out):
    """Pieces of fighting to the end for each row of the table; out is (draws, 7, n * n)."""
    size = n * n
    order, levels = np.empty(size, np.int64), np.empty((size, 2))
    for s in range(size):
        order[place[s]] = s
        levels[place[s], 0], levels[place[s], 1] = 1 - (s // n + 1) / n, 1 - (s % n + 1) / n
    W, X, Y, balance = (
        np.empty((size, size)),
        np.empty((size, 5)),
        np.empty((size, 1)),
        np.empty(size),
    )
    for d in range(len(table)):
        p = table[d]
        W[:] = 0.0
        month(p, n, nodes, weights, place, W, X)
        keep = 1 - p[3]
        for i in range(size):
            for c in range(size):
                W[i, c] *= -keep
            W[i, i] += 1.0
            balance[i] = p[9] * (p[7] * (1 - levels[i, 0]) - p[8] * (1 - levels[i, 1]))
        solve_pieces(W, size, order, levels, balance, X, Y, out[d])


@njit(cache=True, nogil=True, error_model="numpy")
def switching_pieces(table, leave, n, nodes, weights, place, out):
    """Pieces where the field switches between two regimes; table (draws, 2, 12)."""
    size = n * n
    order, levels = np.empty(2 * size, np.int64), np.empty((2 * size, 2))
    for s in range(size):
        for g in range(2):
            order[2 * place[s] + g] = g * size + s
            levels[2 * place[s] + g, 0] = 1 - (s // n + 1) / n
            levels[2 * place[s] + g, 1] = 1 - (s % n + 1) / n
    M, b = np.empty((size, size)), np.empty((size, 2))
    W, X = np.empty((2 * size, 2 * size)), np.empty((2 * size, 5))
    Y, balance = np.empty((2 * size, 1)), np.empty(2 * size)
    for d in range(len(table)):
        W[:] = 0.0
        for g in range(2):
            p, go = table[d, g], leave[d, g]
            M[:] = 0.0
            month(p, n, nodes, weights, place, M, b)
            for i in range(size):
                row = 2 * i + g
                for c in range(size):
                    q = -(1 - p[3]) * M[i, c]
                    W[row, 2 * c + g] = q * (1 - go)
                    W[row, 2 * c + 1 - g] = q * go
                W[row, row] += 1.0
                X[row, 0], X[row, 1] = b[i, 0], b[i, 1]
                balance[row] = p[9] * (p[7] * (1 - levels[row, 0]) - p[8] * (1 - levels[row, 1]))
        solve_pieces(W, 2 * size, order, levels, balance, X, Y, out[d])
