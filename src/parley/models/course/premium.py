"""The premium on waiting: what the chance of a later deal adds to never settling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import CourseError
from parley.models.course.field import Array


@dataclass(frozen=True)
class Premium:
    """Premium G at each state, shape (n_states,).

    `contracts` tells whether existence and uniqueness are proved here: h(y) + y h'(y) <= 1 up to
    the largest surplus; its largest value is `slope`. `large` marks states where G > z / 2, z > 0.
    """

    values: Array
    slope: float
    contracts: bool
    large: NDArray[np.bool_]
    steps: int


def waiting_premium(
    M: ArrayLike, omega: float, surplus: ArrayLike, *,
    hazard: float, theta: float, reference: float, tolerance: float = 1e-13,
) -> Premium:  # fmt: skip
    """G, the guaranteed gain from settling later rather than never, reported and not fed back.

    Parameters
    ----------
    M : array, shape (n_states, n_states)
        Chance a month of moving among the states in which both sides stand.
    omega : float
        Chance a month that the clock rings.
    surplus : array, shape (n_states,)
        z, the best package's smallest margin over R.
    hazard, theta, reference : float
        A settlement comes with hazard `hazard exp(theta (z - reference))` a month.

    Returns
    -------
    Premium

    Raises
    ------
    CourseError
        If no solution is found in 200 steps (only where `contracts` fails).

    Notes
    -----
    ``G = (1 - omega) M [G + h(z - G) max(z - G, 0)]``: crediting every party with G lowers z by
    exactly G for any set of packages, so one scalar serves all. Where h + y h' <= 1 the right
    side has a slope in [0, 1 - omega] (Blackwell 1965, Annals of Mathematical Statistics 36(1),
    226-235). Solved by Newton steps, halved where a step does not help. Slantchev (2003), Powell
    (2004) and Smith and Stam (2004) let refusal today mean meeting again after a month of war.

    Examples
    --------
    >>> g = waiting_premium([[.9]], .1, [.2], hazard=.05, theta=0., reference=0.)
    >>> round(float(g.values[0]), 6), g.contracts
    (0.034426, True)
    """
    M, z = np.asarray(M, float), np.asarray(surplus, float)
    if M.shape != (len(z), len(z)):
        raise CourseError(f"premium: M must be {len(z)} x {len(z)}, got {M.shape}")
    keep = 1 - omega

    def gain(y: Array) -> tuple[Array, Array]:
        """Chance of settling times what it brings, and its slope."""
        h = hazard * np.exp(theta * (y - reference))
        p, up = -np.expm1(-h), np.maximum(y, 0)
        return p * up, np.where(y > 0, p + up * np.exp(-h) * h * theta, 0.0)

    slope = float(np.max(gain(np.linspace(0, max(float(z.max(initial=0)), 0), 201))[1], initial=0))
    G, eye = np.zeros_like(z), np.eye(len(z))

    def miss(G: Array) -> Array:
        out: Array = keep * (M @ (G + gain(z - G)[0])) - G
        return out

    for step in range(200):
        off = miss(G)
        size = float(np.max(np.abs(off), initial=0))
        if size < tolerance:
            return Premium(G, slope, slope <= 1, (z > 0) & (z < 2 * G), step)
        move = np.linalg.solve(eye - keep * M * (1 - gain(z - G)[1]), off)
        scale = 1.0
        while scale > 1e-3 and np.max(np.abs(miss(G + scale * move))) > size:
            scale /= 2
        G = G + scale * move
    raise CourseError(f"premium: no fixed point in 200 steps, slope {slope:.3g} (must be <= 1)")
