"""Value of information: by how much knowing a fact would narrow an answer, from the draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
SHUFFLES = 40
"""Random orders of the outcome in which a fact explains nothing but by luck."""
BEYOND = 4.0
"""How many standard deviations of luck a share must exceed to count."""
CURVED = 5
"""Numbers in a fact up to which squares of the ranks are fitted too."""


@dataclass(frozen=True)
class Known:
    """What knowing one fact would do to some answers.

    share : (m,), of each answer's variance over the draws that it would remove on average, 0 to 1
    noise : (m,), standard deviation of that share for a fact without any effect
    """

    share: Array
    noise: Array


def variance_removed(
    outcomes: ArrayLike,
    columns: Sequence[ArrayLike],
    *,
    classes: ArrayLike | None = None,
    noise_share: ArrayLike = 0.0,
    blocks: int | None = None,
    luck: Array | None = None,
    rng: np.random.Generator | int | None = None,
) -> Known:
    """Estimate the share of each outcome's variance that knowing some numbers would remove.

    Parameters
    ----------
    outcomes : array, shape (n, m)
        m outcomes of each draw.
    columns : sequence of arrays, each of shape (n,)
        The numbers that the fact would settle; constant ones are ignored.
    classes : array of int, shape (n,), optional
        A class that the fact would settle.
    noise_share : array, shape (m,), or float
        Share of each outcome's variance that is simulation noise, which no fact removes.
    blocks : int, optional
        Set when draws i and j with i = j modulo `blocks` share their numbers: the orders shuffle
        whole groups of such draws.
    luck : array, optional
        The outcomes in random orders, from `shuffled`, when several facts are looked at.
    rng : generator or seed
        For the random orders.

    Returns
    -------
    Known
        Share 0 where nothing varies, and where it is within `BEYOND` times its noise.

    Notes
    -----
    The share is Var(E[Y | X]) / Var(Y), the expected reduction of variance on learning X (Oakley
    2009, Technometrics 51(2), 121-129; Strong, Oakley & Brennan 2014, Medical Decision Making
    34(3), 311-326): E[Y | X] is estimated by regression on the same draws, here on normal
    scores of the ranks, with squares and products for up to `CURVED` numbers. What regressions on
    shuffled outcomes explain is taken off.

    Examples
    --------
    >>> g = np.random.default_rng(1)
    >>> x, y = g.normal(size=(2, 2000))
    >>> found = variance_removed(np.stack([x + y, y], axis=1), [x], rng=1)
    >>> [round(float(s), 1) for s in found.share]
    [0.5, 0.0]
    """
    y = np.asarray(outcomes, float)
    keep = len(y) - (len(y) % blocks if blocks else 0)
    orders = shuffled(y, blocks=blocks, rng=rng) if luck is None else luck
    y = y[:keep] - y[:keep].mean(axis=0)
    kinds = None if classes is None else np.asarray(classes)[:keep]
    q = _basis([np.asarray(c, float)[:keep] for c in columns], kinds, keep)
    total = np.square(y).sum(axis=0)
    none = np.zeros(y.shape[1])
    if q.shape[1] == 0 or q.shape[1] >= keep - 1:
        return Known(none, none)
    safe = np.where(total > 0, total, 1.0)
    found = np.square(q.T @ y).sum(axis=0) / safe
    seen = np.square(q.T @ orders.reshape(keep, -1)).sum(axis=0).reshape(SHUFFLES, -1) / safe
    scale = (total > 0) / np.maximum((1 - seen.mean(axis=0)) * (1 - np.asarray(noise_share)), 1e-9)
    share, noise = (found - seen.mean(axis=0)) * scale, seen.std(axis=0, ddof=1) * scale
    return Known(np.where(share > BEYOND * noise, np.clip(share, 0, 1), 0.0), noise)


def shuffled(
    outcomes: ArrayLike,
    *,
    blocks: int | None = None,
    rng: np.random.Generator | int | None = None,
) -> Array:
    """Return outcomes in random orders of the draws, about their means: (n, SHUFFLES, m).

    Parameters
    ----------
    outcomes, blocks, rng : as for `variance_removed`; n is cut to whole blocks
    """
    y = np.asarray(outcomes, float)
    keep = len(y) - (len(y) % blocks if blocks else 0)
    y, g = y[:keep] - y[:keep].mean(axis=0), np.random.default_rng(rng)
    if blocks is None:
        orders = [g.permutation(keep) for _ in range(SHUFFLES)]
    else:
        square = np.arange(keep).reshape(-1, blocks)
        orders = [square[:, g.permutation(blocks)].ravel() for _ in range(SHUFFLES)]
    return np.ascontiguousarray(np.stack([y[o] for o in orders], axis=1))


def _basis(columns: Sequence[Array], classes: NDArray[Any] | None, n: int) -> Array:
    """Orthonormal functions of the numbers, none of them constant, (n, k)."""
    scores = [s for s in map(_scores, columns) if s is not None]
    terms = list(scores)
    if len(scores) <= CURVED:
        terms += [a * b for i, a in enumerate(scores) for b in scores[i:]]
    if classes is not None:
        terms += [(classes == k).astype(float) for k in np.unique(classes)[1:]]
    if not terms:
        return np.zeros((n, 0))
    matrix = np.stack(terms, axis=1)
    matrix -= matrix.mean(axis=0)
    q, r = np.linalg.qr(matrix)
    size = np.abs(np.diag(r))
    return np.asarray(q[:, size > 1e-9 * max(1.0, float(size.max()))])


def _scores(values: Array) -> Array | None:
    """Normal scores of the ranks, ties averaged; None when nothing varies."""
    from scipy.special import ndtri

    kinds, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    if kinds.size < 2:
        return None
    last = np.cumsum(counts)
    rank = (last - (counts - 1) / 2)[inverse]
    score = ndtri((rank - 0.5) / values.size)
    return np.asarray(score / score.std())


def width_after(interval: tuple[float, float], share: float) -> float:
    """Width an interval has on average once a share of the variance is gone.

    Examples
    --------
    >>> round(width_after((0.02, 0.10), 0.36), 3)
    0.064
    """
    return float((interval[1] - interval[0]) * np.sqrt(max(0.0, 1 - share)))
