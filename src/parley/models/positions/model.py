"""One issue on an ordered scale, and what each actor wants, how much it cares and what it can do.

An `Issue` is the input of every algorithm in this room. Positions may be in any unit (years,
percent, an index): `low` and `high` are the ends of the scale, and algorithms work on the share of
the way between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import PositionError

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Issue:
    """One issue: n actors on a scale from `low` to `high`.

    Parameters
    ----------
    actors : sequence of str, length n >= 1
        Names, all different.
    positions : array, shape (n,)
        Ideal point of each actor, in the unit of the scale.
    salience : array, shape (n,)
        How much each actor cares about this issue against its others, in [0, 1].
    capability : array, shape (n,)
        What each actor can bring to bear, at least 0, any unit shared by all.
    low, high : float
        Ends of the scale; `low` < `high`.
    status_quo : float, optional
        Where things stay if nothing is decided, on the scale.
    options : sequence of str
        Names of the options, ordered from the low end to the high end; empty for a continuous
        issue.
    option_positions : array, shape (k,), optional
        Where the options lie, strictly increasing; evenly spaced from end to end when not given.
    name : str
        What the issue is called in messages and results.

    Raises
    ------
    PositionError
        On a number that is missing, not finite or outside its range, on a repeated name, on no
        actors, or when every actor has weight (capability times salience) zero.

    Examples
    --------
    >>> issue = Issue(["A", "B"], [0, 10], [1, 0.5], [1, 1], low=0, high=10)
    >>> issue.weights
    array([1. , 0.5])
    """

    actors: Sequence[str]
    positions: ArrayLike
    salience: ArrayLike
    capability: ArrayLike
    low: float = 0.0
    high: float = 1.0
    status_quo: float | None = None
    options: Sequence[str] = ()
    option_positions: ArrayLike | None = None
    name: str = "issue"
    x: Floats = field(init=False, repr=False)
    s: Floats = field(init=False, repr=False)
    c: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check every rule once and keep the numbers as read-only arrays x, s and c."""
        set_ = object.__setattr__
        set_(self, "actors", tuple(str(a) for a in self.actors))
        if not self.actors:
            raise PositionError(f"{self.name}: needs at least one actor, got none")
        repeated = [a for a in self.actors if list(self.actors).count(a) > 1]
        if repeated:
            raise PositionError(f"{self.name}: actor {repeated[0]!r} is given more than once")
        if not (self.low < self.high and np.isfinite(float(self.high) - float(self.low))):
            raise PositionError(
                f"{self.name}: the scale must run from a lower to a higher number, "
                f"got {self.low:g} to {self.high:g}"
            )
        set_(self, "x", self._checked("position", self.positions, self.low, self.high))
        set_(self, "s", self._checked("salience", self.salience, 0.0, 1.0))
        set_(self, "c", self._checked("capability", self.capability, 0.0, np.inf))
        with np.errstate(over="ignore"):
            total = self.weights.sum()
        if not 0 < total < np.inf:
            raise PositionError(
                f"{self.name}: at least one actor needs capability times salience above 0, and "
                f"their sum must be finite, got {total:g}"
            )
        if self.status_quo is not None and not self.low <= self.status_quo <= self.high:
            raise PositionError(
                f"{self.name}: status quo must be in [{self.low:g}, {self.high:g}], "
                f"got {self.status_quo:g}"
            )
        self._check_options()

    def _checked(self, what: str, values: ArrayLike, low: float, high: float) -> Floats:
        """Return the values as a read-only array, or raise naming actor, rule and value."""
        a = np.array(values, dtype=np.float64)
        if a.shape != (len(self.actors),):
            raise PositionError(
                f"{self.name}: {what} must be one number per actor ({len(self.actors)}), "
                f"got shape {a.shape}"
            )
        bad = np.flatnonzero(~(np.isfinite(a) & (a >= low) & (a <= high)))
        if bad.size:
            i = int(bad[0])
            rule = f"in [{low:g}, {high:g}]" if np.isfinite(high) else f"at least {low:g}"
            got = "nothing" if np.isnan(a[i]) else f"{a[i]:g}"
            raise PositionError(
                f"{what} of {self.actors[i]} on {self.name!r}: must be {rule}, got {got}"
            )
        a.setflags(write=False)
        return a

    def _check_options(self) -> None:
        """Place the named options on the scale and check their order."""
        set_ = object.__setattr__
        set_(self, "options", tuple(str(o) for o in self.options))
        if len(set(self.options)) != len(self.options):
            raise PositionError(f"{self.name}: options must have different names")
        if self.option_positions is None:
            at = np.linspace(self.low, self.high, len(self.options))
            if len(self.options) == 1:
                at = np.array([(self.low + self.high) / 2])
        else:
            at = np.array(self.option_positions, dtype=np.float64)
        if at.shape != (len(self.options),):
            raise PositionError(
                f"{self.name}: option positions must be one number per option "
                f"({len(self.options)}), got shape {at.shape}"
            )
        if at.size and not (np.all(np.diff(at) > 0) and at[0] >= self.low and at[-1] <= self.high):
            raise PositionError(
                f"{self.name}: option positions must rise strictly within "
                f"[{self.low:g}, {self.high:g}], got {at.tolist()}"
            )
        at.setflags(write=False)
        set_(self, "option_positions", at)

    @property
    def weights(self) -> Floats:
        """Capability times salience, shape (n,)."""
        return np.asarray(self.c * self.s)

    @property
    def unit_positions(self) -> Floats:
        """Positions as shares of the way from `low` to `high`, shape (n,), in [0, 1]."""
        return self.to_unit(self.x)

    def to_unit(self, value: ArrayLike) -> Floats:
        """Turn values in the issue's unit into shares of the way from `low` to `high`."""
        v = np.asarray(value, dtype=np.float64)
        return np.clip((v - self.low) / (self.high - self.low), 0.0, 1.0)

    def from_unit(self, share: ArrayLike) -> Floats:
        """Turn shares of the way from `low` to `high` into values in the issue's unit."""
        v = np.asarray(share, dtype=np.float64)
        return np.clip(self.low + v * (self.high - self.low), self.low, self.high)
