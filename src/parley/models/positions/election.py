"""Probabilistic Condorcet election: candidate outcomes meet in pairs, and backing decides the odds.

Source: Wise, Lester & Efird (2015), "An introduction to the KAPSARC Toolkit for Behavioral Analysis
(KTAB) using one-dimensional spatial models", KAPSARC Discussion Paper; from the formulae.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import PositionError
from parley.models.positions.model import Floats, Issue

LAWS = {"linear": 1.0, "square": 2.0, "quartic": 4.0, "octic": 8.0, "binary": np.inf}
METHODS = ("markov_uniform", "conditional")
LEAST_STRENGTH = 1e-8
EVEN = 1e-12
SAME = 1e-9
CHUNK = 1 << 22


@dataclass(frozen=True, eq=False)
class Election:
    """Chance that each distinct position wins.

    Attributes
    ----------
    candidates : array, shape (m,)
        Distinct positions in rising order, in the issue's unit; those closer than 1e-9 of the
        scale are one.
    probabilities : array, shape (m,)
        Sum to 1.
    victory : array, shape (m, m)
        Chance that the row beats the column in a pairwise vote; 1/2 on the diagonal.
    law, method : str
        As asked.
    """

    candidates: Floats
    probabilities: Floats
    victory: Floats
    law: str
    method: str


def election(issue: Issue, *, law: str = "linear", method: str = "markov_uniform") -> Election:
    """Return the chance of each distinct position in a probabilistic Condorcet election.

    Each actor votes with its weight times what it gains, its loss being its distance on the scale.

    Parameters
    ----------
    issue : Issue
        Positions, salience and capability.
    law : {"linear", "square", "quartic", "octic", "binary"}
        How the two coalitions' strengths become a chance: each to the power 1, 2, 4 or 8, over the
        sum of both; "binary" lets the stronger win, a tie being even.
    method : {"markov_uniform", "conditional"}
        "markov_uniform": the long-run share of time each candidate stands, when challengers come
        uniformly. "conditional": the chance of beating all others, given that someone does.

    Raises
    ------
    PositionError
        If law or method is unknown.

    Examples
    --------
    >>> e = election(Issue(["A", "B", "C"], [0, 5, 10], [1, 1, 1], [1, 1, 1], high=10))
    >>> e.probabilities.round(3)
    array([0.25, 0.5 , 0.25])
    """
    x = np.sort(issue.x)
    candidates = x[np.append(True, np.diff(x) > SAME * (issue.high - issue.low))]
    distance = -np.abs(issue.unit_positions[:, None] - issue.to_unit(candidates)[None, :])
    victory = victory_probabilities(coalition_strengths(distance, issue.weights), law)
    return Election(candidates, winners(victory, method), victory, law, method)


def coalition_strengths(utility: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the strength behind each candidate against each other.

    Parameters
    ----------
    utility : array, shape (..., n, m)
        Worth of candidate j to actor k.
    weights : array, shape (..., n)
        Votes of each actor at full gain.

    Returns
    -------
    array, shape (..., m, m)
        Sum over actors of weight times gain of the row over the column, where that is a gain.

    Examples
    --------
    >>> coalition_strengths([[1.0, 0.0], [0.0, 0.5]], [1, 2]).round(3)
    array([[0., 1.],
           [1., 0.]])
    """
    u = np.asarray(utility, dtype=np.float64)
    w = np.asarray(weights, dtype=np.float64)
    gain = np.maximum(u[..., :, :, None] - u[..., :, None, :], 0.0)
    return np.asarray(np.einsum("...k,...kab->...ab", w, gain))


def victory_probabilities(strength: ArrayLike, law: str = "linear") -> Floats:
    """Return the chance that each candidate beats each other, from their coalitions' strengths.

    Two candidates between whom no one has a preference are even. A least strength of 1e-8 (as in
    KTAB) keeps every chance above zero, except under "binary".

    Examples
    --------
    >>> victory_probabilities([[0, 3], [1, 0]], "square").round(3)
    array([[0.5, 0.9],
           [0.1, 0.5]])
    """
    if law not in LAWS:
        raise PositionError(f"victory law must be one of {', '.join(LAWS)}, got {law!r}")
    c = np.asarray(strength, dtype=np.float64) + LEAST_STRENGTH
    against = np.swapaxes(c, -1, -2)
    top = np.maximum(c, against)
    if law == "binary":
        ahead = np.where(np.abs(c - against) <= EVEN * top, 0.0, c - against)
        return np.asarray(0.5 * (1 + np.sign(ahead)))
    a, b = (c / top) ** LAWS[law], (against / top) ** LAWS[law]
    return np.asarray(a / (a + b))


def winners(
    victory: ArrayLike, method: str = "markov_uniform", *, standing: ArrayLike | None = None
) -> Floats:
    """Return each candidate's chance, from the pairwise chances.

    Parameters
    ----------
    victory : array, shape (..., m, m)
        Chance that the row beats the column; the two of a pair sum to 1.
    method : {"markov_uniform", "conditional"}
        See `election`.
    standing : bool array, shape (..., m), optional
        Candidates that take part; the others get 0. All when None.

    Notes
    -----
    Markov-uniform: p_a = sum_b V_ab (p_a + p_b) / m, solved as a linear system; since every two
    candidates are compared, it has one solution.
    """
    v = np.asarray(victory, dtype=np.float64)
    m = v.shape[-1]
    ok = np.ones(v.shape[:-1], bool) if standing is None else np.asarray(standing, bool)
    pair = ok[..., :, None] & ok[..., None, :]
    if method == "conditional":
        off = pair & ~np.eye(m, dtype=bool)
        with np.errstate(divide="ignore"):
            logs = np.where(off, np.log(v), 0.0).sum(axis=-1)
        logs = np.where(ok, logs, -np.inf)
        best = logs.max(axis=-1, keepdims=True)
        p = np.exp(logs - np.where(np.isfinite(best), best, 0.0))
        total = p.sum(axis=-1, keepdims=True)
        even = ok / ok.sum(axis=-1, keepdims=True)
        return np.asarray(np.where(total > 0, p / np.where(total > 0, total, 1.0), even))
    if method != "markov_uniform":
        raise PositionError(f"method must be one of {', '.join(METHODS)}, got {method!r}")
    v = np.where(pair, v, 0.0)
    count = ok.sum(axis=-1)[..., None, None]
    step = (v + np.eye(m) * v.sum(axis=-1)[..., :, None]) / count
    # p = step p with sum 1; the rank-one term brings the sum into the system
    system = np.eye(m) - step + np.where(pair, 1.0 / count, 0.0)
    right = np.where(ok, 1.0 / count[..., 0], 0.0)
    p = np.linalg.solve(system, right[..., None])[..., 0]
    p = np.maximum(np.where(ok, p, 0.0), 0.0)
    return np.asarray(p / p.sum(axis=-1, keepdims=True))


def election_rows(x: Floats, w: Floats) -> tuple[Floats, Floats]:
    """Positions in rising order and their chances, for D draws at once: linear law, Markov-uniform.

    Both are of shape (D, n). Actors on one point are one candidate, listed once with its chance and
    then with 0; points closer than 1e-9 of the scale count as one.
    """
    d, n = x.shape
    order = np.argsort(x, axis=1, kind="stable")
    xs, ws = np.take_along_axis(x, order, axis=1), np.take_along_axis(w, order, axis=1)
    first = np.concatenate([np.ones((d, 1), bool), np.diff(xs, axis=1) > SAME], axis=1)
    p = np.empty((d, n))
    rows = max(1, CHUNK // n**3)
    for i in range(0, d, rows):
        part = slice(i, i + rows)
        utility = -np.abs(xs[part, :, None] - xs[part, None, :])
        victory = victory_probabilities(coalition_strengths(utility, ws[part]))
        p[part] = winners(victory, standing=first[part])
    return xs, p
