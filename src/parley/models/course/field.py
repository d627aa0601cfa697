# ruff: noqa: N815
"""What the field is made of: inputs of the pieces of fighting, one number per draw."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from parley.errors import CourseError

Array = NDArray[np.float64]
_FLOOR = {
    "swing": 1e-6,
    "sudden_A": 0.0,
    "sudden_B": 0.0,
    "strength_A": 0.0,
    "strength_B": 0.0,
    "burn": 0.0,
    "skew": 0.0,
}
_LIMIT = {
    "drain_A": 0.2,
    "drain_B": 0.2,
    "swing": 0.2,
    "tilt": 50.0,
    "front": 5.0,
    "burn": 50.0,
    "skew": 20.0,
}


@dataclass(frozen=True)
class Field:
    """A month of fighting on the field, for each draw; every entry has shape (n_draws,).

    Scalars are repeated. The same form holds for both sides: swap every `_A` with its `_B` and
    every result is mirrored.

    Parameters
    ----------
    drain_A, drain_B : array, shape (n_draws,)
        Potential a side loses in a month of mean intensity; 1 is full potential. May be negative
        under a belief, never beyond 0.2 in size.
    swing : array
        Standard deviation per root month of the potential that passes between the sides.
    clock : array
        Chance a month that the planning clock rings and things stay as they stand, in (0, 1].
    sudden_A, sudden_B : array
        Hazard a month of a sudden collapse of each side when the balance of strength is even.
    tilt : array
        Log hazard per unit of balance `strength_A r_A - strength_B r_B`: the weaker falls sooner.
    strength_A, strength_B : array
        Strength in the field of a unit of each side's potential, 1 at the reference supply.
    front : array
        Shift of the front towards B per unit of balance and month.
    burn, skew : array
        Variance and skew of the monthly intensity factor, whose mean is 1 (see `burn_moments`).

    Raises
    ------
    CourseError
        If a number is not finite or breaks its range; the message names the entry and the draw.

    Examples
    --------
    >>> f = Field(.006, .007, .03, 1 / 60)
    >>> f.draws, float(f.swap().drain_A[0])
    (1, 0.007)
    """

    drain_A: Array
    drain_B: Array
    swing: Array
    clock: Array
    sudden_A: Array = 0.0  # type: ignore[assignment]
    sudden_B: Array = 0.0  # type: ignore[assignment]
    tilt: Array = 0.0  # type: ignore[assignment]
    strength_A: Array = 1.0  # type: ignore[assignment]
    strength_B: Array = 1.0  # type: ignore[assignment]
    front: Array = 0.0  # type: ignore[assignment]
    burn: Array = 0.0  # type: ignore[assignment]
    skew: Array = 0.0  # type: ignore[assignment]

    def __post_init__(self) -> None:
        """Repeat scalars, check ranges."""
        names = [f.name for f in fields(self)]
        arrays = [np.asarray(getattr(self, name), float) for name in names]
        try:
            shaped = np.broadcast_arrays(*[np.atleast_1d(a) for a in arrays])
        except ValueError:
            sizes = {name: a.shape for name, a in zip(names, arrays, strict=True)}
            raise CourseError(f"field: entries differ in number of draws, got {sizes}") from None
        for name, array in zip(names, shaped, strict=True):
            low = _FLOOR.get(name, -_LIMIT.get(name, np.inf))
            check(f"field {name}", array, low, _LIMIT.get(name, 1e3))
            object.__setattr__(self, name, np.ascontiguousarray(array.ravel()))
        check("field clock", self.clock, 1e-6, 1.0)

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.swing)

    def table(self) -> Array:
        """All entries in the order of the fields, shape (n_draws, 12)."""
        return np.stack([getattr(self, f.name) for f in fields(self)], 1)

    def swap(self) -> Field:
        """The same field with the sides named the other way round."""
        return Field(
            self.drain_B, self.drain_A, self.swing, self.clock, self.sudden_B, self.sudden_A,
            self.tilt, self.strength_B, self.strength_A, self.front, self.burn, self.skew,
        )  # fmt: skip

    def believed(self, towards_A: Array | float, towards_B: Array | float) -> tuple[Field, Field]:
        """The field as A sees it and as B sees it: each side's drains tilted towards itself.

        Parameters
        ----------
        towards_A, towards_B : array, shape (n_draws,) or float
            Potential per month by which A (B) overrates its drift: `optimism * n0 / (n0 + months)`.

        Examples
        --------
        >>> as_A, as_B = Field(.006, .006, .03, 1 / 60).believed(.001, .002)
        >>> as_A.drain_A.round(4).tolist(), as_B.drain_A.round(4).tolist()
        ([0.005], [0.008])
        """
        a, b = np.asarray(towards_A, float), np.asarray(towards_B, float)
        return (
            replace(self, drain_A=self.drain_A - a, drain_B=self.drain_B + a),
            replace(self, drain_A=self.drain_A + b, drain_B=self.drain_B - b),
        )


def check(name: str, array: Array, low: float, high: float) -> None:
    """Refuse a value that is not finite or lies outside [low, high], naming its place."""
    bad = ~((array >= low) & (array <= high))
    if bad.any():
        place = tuple(int(i) for i in np.argwhere(bad)[0])
        value = array[place] if place else array
        raise CourseError(
            f"{name}: draw {place[0] if place else 0}"
            f" must be in [{low:g}, {high:g}], got {float(value):g}"
        )


def stack(*many: Field) -> Field:
    """Put several fields one after the other along the draws.

    Examples
    --------
    >>> stack(Field(.006, .007, .03, .02), Field([.1, .2], .007, .03, .02)).draws
    3
    """
    return Field(*np.concatenate([f.table() for f in many]).T)


def burn_variance(phi: float, sd: float, psi: float) -> float:
    """Long-run variance a month of the intensity factor; `burn_moments` also gives its skew.

    Examples
    --------
    >>> round(burn_variance(.76, .78, .5), 4)
    2.9042
    """
    return burn_moments(phi, sd, psi, window=0)[0]


def burn_moments(phi: float, sd: float, psi: float, *, window: int = 24) -> tuple[float, float]:
    """Variance and skew a month of the intensity factor `exp(psi l - psi^2 v / 2)`, l an AR(1).

    Parameters
    ----------
    phi, sd : float
        Coefficient in [0, 1) and residual standard deviation of the monthly log intensity.
    psi : float
        Elasticity of exhaustion to intensity.
    window : int
        Months over which the factor is summed; its variance and third cumulant are divided by it.
        0: the long run, and no skew.

    Returns
    -------
    tuple of float
        Variance and skew of an independent monthly factor whose sum over the window has the same
        mean, variance and third cumulant as the real one.

    Notes
    -----
    Moments of the lognormal: `E[f_i f_j] = exp(v rho_ij)`, `E[f_i f_j f_k]` likewise with the three
    correlations. Against simulation with the AR(1), two points with these moments halve the error
    in the chances of falling that three symmetric points with the long-run variance make.

    Examples
    --------
    >>> [round(m, 4) for m in burn_moments(.76, .78, .5)]
    [2.4904, 5.1225]
    >>> burn_moments(.76, .78, 0.)
    (0.0, 0.0)
    """
    if not 0 <= phi < 1:
        raise CourseError(f"intensity phi: must be in [0, 1), got {phi:g}")
    v, t = (psi * sd) ** 2 / (1 - phi**2), np.arange(window)
    if not window:
        return float(np.expm1(v) + 2 * np.expm1(v * phi ** np.arange(1, 400)).sum()), 0.0
    rho = phi ** np.abs(t[:, None] - t)
    pair = np.exp(v * rho)
    variance = float((pair - 1).sum() / window)
    if variance <= 0:
        return 0.0, 0.0
    three = pair[:, :, None] * pair[:, None, :] * pair[None]
    third = three - pair[:, :, None] - pair[:, None, :] - pair[None] + 2
    return variance, float(third.sum() / window / variance**1.5)


def burn_points(variance: Array, skew: Array) -> tuple[Array, Array, Array]:
    """Two intensities of mean 1 with this variance and skew: low, high, and the chance of the low.

    Examples
    --------
    >>> low, high, p = burn_points(np.array([2.]), np.array([4.]))
    >>> float((p * low + (1 - p) * high).round(12)[0]), bool(low[0] < 1 < high[0])
    (1.0, True)
    """
    p = 0.5 * (1 + skew / np.sqrt(4 + skew**2))
    sd = np.sqrt(variance)
    return 1 - sd * np.sqrt((1 - p) / p), 1 + sd * np.sqrt(p / (1 - p)), p
