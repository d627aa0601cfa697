"""Pieces of fighting to the end: linear functionals of never settling, the same for every party.

A month of war moves (r_A, r_B) on an N x N grid. From every node, until a side falls or the
planning clock rings: the chance that A falls, that B falls, the months fought (plain, and weighted
by each side's exhaustion), the front gained, and the chance that things stay as they stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array, Field, burn_points
from parley.models.course.threads import over_chunks

NAMES = ("p_A", "p_B", "D", "D_A", "D_B", "Y", "F")
GRID = 20
SMALL = 60


@dataclass(frozen=True)
class Pieces:
    """Pieces of fighting to the end, `values` of shape (..., 7, n_states) in the order of `NAMES`.

    On the grid state `(i - 1) * n + (j - 1)` is r_A = i / n, r_B = j / n, i and j from 1 to n.
    Units: chances, months, exhaustion-weighted months, units of front. `method` says how they were
    found.
    """

    values: Array
    grid: int
    method: str

    def __getitem__(self, name: str) -> Array:
        """One piece by its name, shape (..., n_states)."""
        return np.asarray(self.values[..., NAMES.index(name), :])

    def at(self, r_A: ArrayLike, r_B: ArrayLike) -> Array:
        """Pieces at given potentials, one pair per draw, bilinear between nodes: (n_draws, 7).

        Below the first node the value at the first node is used.
        """
        n, grid = self.grid, self.values.reshape(-1, 7, self.grid, self.grid)
        a = np.clip(np.asarray(r_A, float) * n - 1, 0, n - 1 - 1e-9)
        b = np.clip(np.asarray(r_B, float) * n - 1, 0, n - 1 - 1e-9)
        a, b = np.broadcast_to(a, len(grid)), np.broadcast_to(b, len(grid))
        i, j, d = a.astype(int), b.astype(int), np.arange(len(grid))
        f, g = (a - i)[:, None], (b - j)[:, None]
        low: Array = (1 - f) * ((1 - g) * grid[d, :, i, j] + g * grid[d, :, i, j + 1])
        high: Array = f * ((1 - g) * grid[d, :, i + 1, j] + g * grid[d, :, i + 1, j + 1])
        return low + high


def grid_potentials(n: int = GRID) -> tuple[Array, Array]:
    """Potential of A and of B at each state of the grid, each of shape (n * n,).

    Examples
    --------
    >>> a, b = grid_potentials(4)
    >>> a[:5].tolist(), b[:5].tolist()
    ([0.25, 0.25, 0.25, 0.25, 0.5], [0.25, 0.5, 0.75, 1.0, 0.25])
    """
    a, b = np.meshgrid(*[np.arange(1, n + 1) / n] * 2, indexing="ij")
    return a.ravel(), b.ravel()


def fighting(field: Field, *, grid: int = GRID, threads: int | None = None) -> Pieces:
    """Pieces of fighting to the end on the grid, for each draw of the field.

    Parameters
    ----------
    field : Field
        The field, n_draws of it. Beliefs and lever regimes are further draws (`field.stack`).
    grid : int
        Nodes per side, a multiple of 2, at least 6.
    threads : int, optional
        Threads of the compiled path; all cores by default. Results do not depend on it.

    Returns
    -------
    Pieces
        `values` of shape (n_draws, 7, grid * grid); no draws give an empty array.

    Notes
    -----
    `p = b + (1 - clock) M p` and its like; M from 9 Gauss-Hermite points (swing) by 2 with the
    intensity's variance and skew, cubic Lagrange weights between nodes, the Brownian-bridge chance
    of touching zero inside the month and a sudden collapse on top. If both sides would fall in the
    same month the chance is split in proportion to each one's own. Fewer than `SMALL` draws take
    the NumPy path, more the compiled one; both agree to 1e-9. Cost: 1-2 ms a draw compiled.

    Examples
    --------
    >>> f = fighting(Field(.006, .006, .03, 1 / 60))
    >>> here = dict(zip(NAMES, f.at(.6, .6)[0].round(3), strict=True))
    >>> bool(abs(here["p_A"] - here["p_B"]) < 1e-9), bool(here["D"] < 60)
    (True, True)
    """
    _check_grid(grid)
    out = np.empty((field.draws, 7, grid * grid))
    nodes, weights = _swing_points()
    if field.draws < SMALL:
        for d, row in enumerate(field.table()):
            M, b = month_chain(row, grid)
            drift = row[9] * _balance(row, grid)
            out[d] = pieces_from_chain(
                M, b[:, 0], b[:, 1], row[3], *_tired(grid), drift, order=place(grid)
            ).values
        return Pieces(out, grid, "numpy")
    from parley.models.course import kernels

    table, order, leave = field.table()[:, None], place(grid), np.zeros((field.draws, 1))
    over_chunks(
        lambda i, j: kernels.pieces(
            table[i:j], leave[i:j], grid, nodes, weights, order, out[i:j]
        ),
        field.draws, 8, threads,
    )  # fmt: skip
    return Pieces(out, grid, "compiled")


def switching(
    first: Field, second: Field, leave_first: ArrayLike, leave_second: ArrayLike,
    *, grid: int = GRID, threads: int | None = None,
) -> tuple[Pieces, Pieces]:  # fmt: skip
    """Pieces when the field switches between two regimes: levers with a stated condition.

    Parameters
    ----------
    first, second : Field
        The field in each regime (as while talks go on, and otherwise), the same number of draws.
    leave_first, leave_second : array, shape (n_draws,) or float
        Chance a month that the regime ends and the other begins, in [0, 1].

    Returns
    -------
    tuple of Pieces
        The pieces at a state of the grid, when the first (second) regime holds there now.

    Notes
    -----
    One block system of twice the size: `X_1 = b_1 + (1 - clock) M_1 ((1 - l_1) X_1 + l_1 X_2)`, and
    the mirror of it.

    Examples
    --------
    >>> f = Field(.006, .006, .03, 1 / 60)
    >>> same, _ = switching(f, f, .2, .1, grid=8)
    >>> bool(np.allclose(same.values, fighting(f, grid=8).values))
    True
    """
    _check_grid(grid)
    if first.draws != second.draws:
        raise CourseError(
            f"switching: both regimes need the same number of draws, got {first.draws}"
            f" and {second.draws}"
        )
    leave = np.stack(
        [np.broadcast_to(np.asarray(v, float), first.draws) for v in (leave_first, leave_second)], 1
    )
    if ((leave < 0) | (leave > 1)).any():
        raise CourseError(
            f"switching: chance of leaving must be in [0, 1], got {leave.min():g}..{leave.max():g}"
        )
    from parley.models.course import kernels

    table = np.ascontiguousarray(np.stack([first.table(), second.table()], 1))
    nodes, weights = _swing_points()
    out, order = np.empty((first.draws, 7, 2 * grid * grid)), place(grid)
    over_chunks(
        lambda i, j: kernels.pieces(
            table[i:j], leave[i:j], grid, nodes, weights, order, out[i:j]
        ),
        first.draws, 8, threads,
    )  # fmt: skip
    both = out.reshape(first.draws, 7, 2, grid * grid)
    return (
        Pieces(np.ascontiguousarray(both[:, :, 0]), grid, "compiled, two regimes"),
        Pieces(np.ascontiguousarray(both[:, :, 1]), grid, "compiled, two regimes"),
    )


def pieces_from_chain(
    M: Any, b_A: Any, b_B: Any, omega: Any, exhaustion_A: Any, exhaustion_B: Any, drift: Any = None,
    *, order: Any = None,
) -> Pieces:  # fmt: skip
    """Pieces of fighting to the end for any chain of states.

    Parameters
    ----------
    M : array, shape (n_states, n_states)
        Chance a month of moving among the states in which both sides stand.
    b_A, b_B : array, shape (n_states,)
        Chance a month that A (B) falls. Rows of M, b_A and b_B together sum to 1.
    omega : number
        Chance a month that the clock rings, after the field.
    exhaustion_A, exhaustion_B : array, shape (n_states,)
        Weight of a month of war for each side's own growing cost.
    drift : array, shape (n_states,), optional
        Front gained in a month; none by default.

    Returns
    -------
    Pieces
        `values` of shape (7, n_states). Arrays of `fractions.Fraction` give exact fractions.

    Raises
    ------
    CourseError
        If shapes differ, a chance is negative beyond rounding, or rows do not sum to 1.

    Notes
    -----
    Gaussian elimination without row exchanges, inside the envelope of the matrix: I - (1 - omega) M
    has its largest entries on the diagonal.

    Examples
    --------
    >>> from fractions import Fraction as F
    >>> one = pieces_from_chain([[F(1, 2)]], [F(1, 4)], [F(1, 4)], F(1, 6), [0], [0])
    >>> [str(v) for v in one.values[:3, 0]]
    ['3/7', '3/7', '12/7']
    """
    M, b_A, b_B = np.asarray(M), np.asarray(b_A), np.asarray(b_B)
    size = len(b_A)
    zero = b_A * 0
    drift = zero if drift is None else np.asarray(drift)
    tired_A, tired_B = np.asarray(exhaustion_A) + zero, np.asarray(exhaustion_B) + zero
    if M.shape != (size, size) or any(
        v.shape != (size,) for v in (b_A, b_B, drift, tired_A, tired_B)
    ):
        raise CourseError(
            f"chain: M must be square with one entry of the rest per state, got {M.shape}"
        )
    off = np.abs(np.asarray(M.sum(1) + b_A + b_B - 1, float))
    if off.size and not off.max() < 1e-9:
        raise CourseError(
            f"chain: row {int(off.argmax())} sums to 1 {off.max():+.3g}, must sum to 1"
        )
    rank = np.arange(size) if order is None else np.argsort(order)
    W = (-(1 - omega) * M)[np.ix_(rank, rank)]
    W[np.arange(size), np.arange(size)] += 1
    right, down = _envelope(W)
    _eliminate(W, right, down)
    X = np.stack([b_A, b_B, zero + 1, tired_A, tired_B], 1)[rank]
    _substitute(W, right, down, X)
    left = 1 - X[:, 0] - X[:, 1]
    Y = (drift[rank] * left)[:, None]
    _substitute(W, right, down, Y)
    out = np.empty((7, size), X.dtype)
    out[:, rank] = np.concatenate([X, Y, left[:, None]], 1).T
    return Pieces(out, 0, "chain")


def month_chain(row: Array, grid: int = GRID) -> tuple[Array, Array]:
    """One month of war on the grid: M (states, states) and the chances (states, 2) that A, B falls.

    `row` is one row of `Field.table()`. The order of states is that of `grid_potentials`.

    Examples
    --------
    >>> M, b = month_chain(Field(.006, .007, .03, .02).table()[0], 8)
    >>> bool(np.allclose(M.sum(1) + b.sum(1), 1))
    True
    """
    drain_A, drain_B, swing, _, sudden_A, sudden_B, tilt, _, _, _, burn, skew = row
    z, w = _swing_points()
    low, high, p = burn_points(burn, skew)
    w = np.outer(w, [p, 1 - p]).ravel()
    z, e = np.repeat(z, 2), np.tile([low, high], len(z))
    A, B = (v[:, None] for v in grid_potentials(grid))
    a, b = A - drain_A * e + swing * z, B - drain_B * e - swing * z
    live_A = np.where(a > 0, -np.expm1(-2 * A * np.maximum(a, 0) / swing**2), 0)
    live_B = np.where(b > 0, -np.expm1(-2 * B * np.maximum(b, 0) / swing**2), 0)
    alive = live_A * live_B * w
    fell, to_A = w - alive, (1 - live_A) / np.maximum(2 - live_A - live_B, 1e-12)
    balance = _balance(row, grid)
    h_A, h_B = sudden_A * np.exp(-tilt * balance), sudden_B * np.exp(tilt * balance)
    sudden, part = -np.expm1(-(h_A + h_B)), h_A / np.maximum(h_A + h_B, 1e-300)
    lost = alive.sum(1) * sudden
    falls = np.stack(
        [(fell * to_A).sum(1) + lost * part, (fell * (1 - to_A)).sum(1) + lost * (1 - part)], 1
    )
    return _scatter(a, b, alive * (1 - sudden)[:, None], falls, grid)


def _scatter(a: Array, b: Array, alive: Array, falls: Array, n: int) -> tuple[Array, Array]:
    """Spread the living over nodes with cubic weights; what lands on the barrier has fallen."""
    (ja, wa), (jb, wb) = _stencil(a, n), _stencil(b, n)
    size, row = n * n, np.arange(n * n)[:, None]
    place, weight = [], []
    for x in range(4):
        for y in range(4):
            u, v, q = ja + x, jb + y, alive * wa[x] * wb[y]
            inside = (u > 0) & (v > 0)
            place.append((row * size + (u - 1) * n + v - 1)[inside])
            weight.append(q[inside])
            both = np.where((u == 0) & (v == 0), q / 2, 0).sum(1)
            falls[:, 0] += np.where((u == 0) & (v > 0), q, 0).sum(1) + both
            falls[:, 1] += np.where((v == 0) & (u > 0), q, 0).sum(1) + both
    M: Array = np.zeros(size * size)
    M += np.bincount(np.concatenate(place), np.concatenate(weight), size * size)
    return M.reshape(size, size), falls


def _stencil(value: Array, n: int) -> tuple[Any, list[Array]]:
    """First of four nodes and cubic Lagrange weights; node 0 is the barrier."""
    y = np.clip(value, 0, 1) * n
    j = np.clip(y.astype(int) - 1, 0, n - 3)
    t = y - j
    return j, [
        -(t - 1) * (t - 2) * (t - 3) / 6,
        t * (t - 2) * (t - 3) / 2,
        -t * (t - 1) * (t - 3) / 2,
        t * (t - 1) * (t - 2) / 6,
    ]


def place(n: int) -> Any:
    """Rank of each state by r_A + r_B: the swing keeps the sum, so the band is narrow."""
    i, j = np.divmod(np.arange(n * n), n)
    rank = np.empty(n * n, np.int64)
    rank[np.lexsort((i, i + j))] = np.arange(n * n)
    return rank


def _swing_points() -> tuple[Array, Array]:
    """Nine Gauss-Hermite points for a standard normal and their weights."""
    z, w = np.polynomial.hermite_e.hermegauss(9)
    return z, w / w.sum()


def _balance(row: Array, grid: int) -> Array:
    """Strength of A less that of B at each state."""
    a, b = grid_potentials(grid)
    out: Array = row[7] * a - row[8] * b
    return out


def _tired(grid: int) -> tuple[Array, Array]:
    """Exhaustion of each side at each state."""
    a, b = grid_potentials(grid)
    return 1 - a, 1 - b


def _envelope(W: Any) -> tuple[Any, Any]:
    """For each pivot the last column and the last row that elimination touches."""
    used = W != 0
    size = len(W)
    right = np.maximum.accumulate(size - 1 - used[:, ::-1].argmax(1)) if size else np.zeros(0, int)
    down = np.arange(size)
    np.maximum.at(down, used.argmax(1), np.arange(size))
    return right, np.maximum.accumulate(down)


def _eliminate(W: Any, right: Any, down: Any) -> None:
    """LU in place, one pivot at a time, inside the envelope."""
    for k in range(len(W)):
        lo, r, c = k + 1, down[k] + 1, right[k] + 1
        W[lo:r, k] = W[lo:r, k] / W[k, k]
        W[lo:r, lo:c] -= W[lo:r, k, None] * W[k, lo:c]


def _substitute(W: Any, right: Any, down: Any, X: Any) -> None:
    """Replace X by the solution of (LU) X = X."""
    for k in range(len(W)):
        X[k + 1 : down[k] + 1] -= W[k + 1 : down[k] + 1, k, None] * X[k]
    for i in range(len(W) - 1, -1, -1):
        known = W[i, i + 1 : right[i] + 1] @ X[i + 1 : right[i] + 1]
        X[i] = (X[i] - known) / W[i, i]


def _check_grid(grid: int) -> None:
    """Refuse a grid too coarse for the cubic weights."""
    if grid < 6 or grid % 2:
        raise CourseError(f"grid: must be an even number of nodes, at least 6, got {grid}")
