"""Compiled loops of the expected-utility model: one draw after another.

Sums run in a fixed order, and draws do not touch each other, so callers may share rows among
threads. The plain version, which says what is computed, is `expected_utility.one_round`; a test
holds the two together.
"""

import numpy as np
from numba import njit

PAIR, ONE, EACH, LEAST, GIVE_IN, SCALE = range(6)


@njit(cache=True, nogil=True, error_model="numpy")
def eum_draws(x, s, c, rounds, q, switches):  # type: ignore[no-untyped-def]
    """Weighted medians (D, rounds + 1) of D draws; see `expected_utility_draws`."""
    draws, n = x.shape
    out = np.empty((draws, rounds + 1))
    for d in range(draws):
        at, to = x[d].copy(), np.empty(n)
        w = c[d] * s[d]
        own, rival = np.empty((n, n)), np.empty((n, n))
        gap, near, far = np.empty((n, n)), np.empty((n, n)), np.empty((n, n))
        loss, beats = np.empty((n, n)), np.empty((n, n))
        r, order = np.empty(n), np.argsort(at)
        out[d, 0] = _median(at, w, order)
        for t in range(rounds):
            middle = out[d, t]
            low, high = at.min(), at.max()
            if high - low > 0:
                span = 1.0 if switches[SCALE] else high - low
                _distances(at, span, gap, near, far)
                for i in range(n):
                    r[i] = 1.0
                _losses(gap, r, loss, True)
                _chances(loss, w, beats, switches[PAIR])
                _attitudes(at, s[d], gap, beats, middle, span, q, switches[ONE], r)
                _losses(gap, r, loss, False)
                _chances(loss, w, beats, switches[PAIR])
                for h in range(n):
                    for j in range(n):
                        if h != j:
                            win = 2 - 4 * np.exp(r[h] * near[h, j])
                            lose = 2 - 4 * np.exp(r[h] * far[h, j])
                            stay = 2 - 4 * 0.5 ** r[h]
                            g = gap[h, j]
                            mine = abs(at[h] - middle) / span
                            theirs = abs(at[j] - middle) / span
                            rest = _rest(g, mine, r[h], stay, q, switches[ONE])
                            own[h, j] = _worth(s[d, j], beats[h, j], win, lose) - rest
                            rest = _rest(g, theirs, r[h], stay, q, switches[ONE])
                            rival[h, j] = _worth(s[d, h], beats[j, h], win, lose) - rest
                _settle(at, own, rival, switches, to)
                at, to = to, at
                order = np.argsort(at)
            out[d, t + 1] = _median(at, w, order)
    return out


@njit(cache=True, nogil=True, error_model="numpy")
def _median(x, w, order):  # type: ignore[no-untyped-def]
    """Lower weighted median, with the tolerance of `weighted_median`."""
    total = 0.0
    for i in range(len(x)):
        total += w[i]
    sum_ = 0.0
    for i in order:
        sum_ += w[i]
        if sum_ >= (0.5 - 1e-12) * total:
            return x[i]
    return x[order[-1]]


@njit(cache=True, nogil=True, error_model="numpy")
def _distances(x, span, gap, near, far):  # type: ignore[no-untyped-def]
    """Distances as shares of the span, and the logarithms that powers of them need."""
    n = len(x)
    for i in range(n):
        gap[i, i] = 0.0
        for j in range(i):
            g = abs(x[i] - x[j]) / span
            gap[i, j] = gap[j, i] = g
            near[i, j] = near[j, i] = np.log(0.5 - 0.5 * g)
            far[i, j] = far[j, i] = np.log(0.5 + 0.5 * g)


@njit(cache=True, nogil=True, error_model="numpy")
def _losses(gap, r, loss, plain):  # type: ignore[no-untyped-def]
    """Loss of k (column) at the position of i (row): distance to the power r_k."""
    n = len(r)
    for i in range(n):
        for k in range(n):
            g = gap[i, k]
            loss[i, k] = g if plain or g == 0.0 else g ** r[k]


@njit(cache=True, nogil=True, error_model="numpy")
def _chances(loss, w, beats, pair):  # type: ignore[no-untyped-def]
    """Chance that the row beats the column, from everyone's votes."""
    n = len(w)
    everything = 0.0
    for i in range(n):
        beats[i, i] = 0.0
        for j in range(i):
            up, down = 0.0, 0.0
            for k in range(n):
                v = w[k] * (loss[j, k] - loss[i, k])
                up += max(v, 0.0)
                down += max(-v, 0.0)
            all_ = up + down
            everything += 2 * all_
            if pair:
                beats[i, j] = up / all_ if all_ > 0 else 0.0
                beats[j, i] = down / all_ if all_ > 0 else 0.0
            else:
                beats[i, j], beats[j, i] = up, down
    if not pair:
        for i in range(n):
            for j in range(n):
                beats[i, j] = beats[i, j] / everything if everything > 0 else 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def _worth(resist, p, win, lose):  # type: ignore[no-untyped-def]
    """Worth of a challenge to one that resists with its salience."""
    return resist * (p * win + (1 - p) * lose) + (1 - resist) * win


@njit(cache=True, nogil=True, error_model="numpy")
def _rest(g, off, e, stay, q, one):  # type: ignore[no-untyped-def]
    """Worth of not challenging."""
    if q >= 1:
        return stay
    good = 2 - 4 * max(0.5 - 0.25 * (off + g), 0.0) ** e
    bad = 2 - 4 * (0.5 + 0.25 * (off + g)) ** e
    better = 1.0 if one or off < g else 0.0
    return q * stay + (1 - q) * (better * good + (1 - better) * bad)


@njit(cache=True, nogil=True, error_model="numpy")
def _attitudes(x, s, gap, beats, middle, span, q, one, r):  # type: ignore[no-untyped-def]
    """Exponents r from the danger each actor is in, when all are neutral to risk."""
    n = len(x)
    low, high = np.inf, -np.inf
    for i in range(n):
        danger = 0.0
        for j in range(n):
            if i != j:
                g = gap[i, j]
                rest = _rest(g, abs(x[j] - middle) / span, 1.0, 0.0, q, one)
                danger += _worth(s[i], beats[j, i], 2 * g, -2 * g) - rest
        r[i] = danger
        low, high = min(low, danger), max(high, danger)
    for i in range(n):
        score = (2 * r[i] - high - low) / (high - low) if high > low else 0.0
        r[i] = (1 - score / 3) / (1 + score / 3)


@njit(cache=True, nogil=True, error_model="numpy")
def _settle(x, own, rival, switches, to):  # type: ignore[no-untyped-def]
    """Each actor takes its best offer."""
    n = len(x)
    for i in range(n):
        to[i] = x[i]
        best_kind, best_key = 3, np.inf
        for j in range(n):
            if x[i] == x[j]:
                continue
            a = own[i, j]
            b = own[j, i] if switches[EACH] else rival[i, j]
            if not b > 0 or a == 0 or (a > 0 and b <= a):
                continue
            kind = 0 if a > 0 else (1 if b > -a else 2)
            if kind == 2 and not switches[GIVE_IN]:
                continue
            point = x[i] + (x[j] - x[i]) * -a / b if kind == 1 else x[j]
            key = abs(point - x[i])
            if kind == 1 and not switches[LEAST]:
                key = (-a * x[i] + b * x[j]) / (b - a)
            if kind < best_kind or (kind == best_kind and key < best_key):
                best_kind, best_key = kind, key
                to[i] = point
