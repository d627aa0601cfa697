"""What fighting on is worth: R, the value of never settling, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from parley.errors import CourseError
from parley.models.course.field import Array
from parley.models.course.fighting import NAMES, Pieces

SIDES = ("A", "B", None)


@dataclass(frozen=True)
class Stakes:
    """What the ends of fighting are worth to each party; arrays of shape (n_draws, n_parties).

    Parameters
    ----------
    sides : tuple
        For each party "A" or "B" if it fights on that side, None if it is a third party.
    A_falls, B_falls, now : array, shape (n_draws, n_parties)
        Worth of the terms if A falls, if B falls, and of things as they stand; unitless, on a
        scale on which 1 is all that is at stake.
    slope : array
        Worth of a unit of front in things as they stand.
    cost : array
        Cost of a month of war at full potential, on the same scale, >= 0.
    kappa : array
        Growth of that cost with the party's own side's exhaustion: it is 1 + kappa times as large
        at no potential. Without effect for third parties, which have no collapse.

    Raises
    ------
    CourseError
        If shapes differ, a side is unknown, a number is not finite, or a cost is negative.
    """

    sides: tuple[str | None, ...]
    A_falls: Array
    B_falls: Array
    now: Array
    slope: Array = 0.0  # type: ignore[assignment]
    cost: Array = 0.0  # type: ignore[assignment]
    kappa: Array = 0.0  # type: ignore[assignment]

    def __post_init__(self) -> None:
        """Repeat what is given once, check."""
        object.__setattr__(self, "sides", tuple(self.sides))
        for k, side in enumerate(self.sides):
            if side not in SIDES:
                raise CourseError(f"stakes: party {k} must be on side A, B or None, got {side!r}")
        names = [f.name for f in fields(self)][1:]
        arrays = [np.asarray(getattr(self, n), float) for n in names]
        draws = max([a.shape[0] for a in arrays if a.ndim == 2], default=1)
        for name, a in zip(names, arrays, strict=True):
            try:
                shaped = np.broadcast_to(a, (draws, len(self.sides)))
            except ValueError:
                raise CourseError(
                    f"stakes {name}: need {draws} draws x {len(self.sides)} parties, got {a.shape}"
                ) from None
            if not np.isfinite(shaped).all() or (name in ("cost", "kappa") and (shaped < 0).any()):
                raise CourseError(f"stakes {name}: must be finite, costs and kappa not negative")
            object.__setattr__(self, name, shaped)

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.now)

    def coefficients(self) -> Array:
        """R is this (n_draws, n_parties, 7) times the pieces, before the front and the floor."""
        own_A = np.array([s == "A" for s in self.sides])
        own_B = np.array([s == "B" for s in self.sides])
        grown = self.cost * self.kappa
        parts = [
            self.A_falls,
            self.B_falls,
            -self.cost,
            -grown * own_A,
            -grown * own_B,
            self.slope,
            self.now,
        ]
        return np.stack(parts, -1)

    def give_in(self) -> Array:
        """Worth of giving in: the terms when one's own side falls; none for third parties."""
        columns = {"A": self.A_falls, "B": self.B_falls, None: np.full_like(self.now, -np.inf)}
        return np.stack([columns[s][:, k] for k, s in enumerate(self.sides)], 1)


def fighting_on(
    pieces: Pieces | tuple[Pieces, Pieces, Pieces], stakes: Stakes, fronts: ArrayLike = (0.0,),
    *, field_of: ArrayLike | None = None, floor: bool = True, dtype: Any = np.float64,
) -> Array:  # fmt: skip
    """R: what it is worth to each party never to settle, at each state and front.

    Parameters
    ----------
    pieces : Pieces, or three of them
        Pieces under neutral beliefs, under A's and under B's. A party on a side uses that side's
        beliefs, a third party the neutral ones. One Pieces: beliefs have converged.
    stakes : Stakes
        Worths and costs, n_draws of them.
    fronts : array, shape (n_fronts,)
        Fronts x at which R is wanted; R is exactly linear in x up to the floor.
    field_of : array of int, shape (n_draws,), optional
        Draw of the field that goes with each draw of the stakes; the same draw by default. Many
        draws of worths and costs may share one draw of the field.
    floor : bool
        A belligerent can always give in: R is at least the worth of its own side's fall.

    Returns
    -------
    array, shape (n_draws, n_parties, n_states, n_fronts)

    Notes
    -----
    ``R = p_A u(A falls) + p_B u(B falls) + F (u(now) + slope x) + slope Y - c (D + kappa D_own)``.
    Source: Fearon (1995), International Organization 49(3), 379-414, the lottery less its cost, for
    a war under way; no discounting beside the clock.

    Examples
    --------
    >>> from parley.models.course.fighting import fighting
    >>> from parley.models.course.field import Field
    >>> f = fighting(Field(0, 0, .03, 1 / 60), grid=8)
    >>> R = fighting_on(f, Stakes(("A", "B"), [[0, 0]], [[0, 0]], [[.4, .6]]))
    >>> R.shape, bool((R <= .6 + 1e-9).all())
    ((1, 2, 64, 1), True)
    """
    three = pieces if isinstance(pieces, tuple) else (pieces,) * 3
    x = np.asarray(fronts, float)
    at = _field_of(field_of, stakes.draws, three[0])
    weight, give_in = stakes.coefficients(), stakes.give_in()
    states = three[0].values.shape[-1]
    R = np.empty((stakes.draws, len(stakes.sides), states, len(x)), dtype)
    for k, side in enumerate(stakes.sides):
        own = three[0 if side is None else SIDES.index(side) + 1].values.reshape(-1, 7, states)
        for i in range(0, stakes.draws, 64):
            block = own[at[i : i + 64]]
            # a fixed order of sums, so that no linear algebra library sets the last bits
            flat = sum(weight[i : i + 64, k, c, None] * block[:, c] for c in range(7))
            moved = (stakes.slope[i : i + 64, k, None] * block[:, 6])[:, :, None] * x
            R[i : i + 64, k] = flat[:, :, None] + moved
    if floor:
        np.maximum(R, give_in[:, :, None, None].astype(dtype), out=R)
    return R


@dataclass(frozen=True)
class Ripeness:
    """Why fighting on hurts, three factors shown apart; arrays of shape (n_draws, n_parties).

    `months` of war still expected under the party's own beliefs, `hurt` cost of this month of war,
    `own_falls` and `other_falls` the chances that its own side and the other side fall (for a third
    party: A, B). Never one number: exhaustion alone is not ripeness.
    """

    months: Array
    hurt: Array
    own_falls: Array
    other_falls: Array


def ripeness(
    pieces: Pieces | tuple[Pieces, Pieces, Pieces], stakes: Stakes, r_A: ArrayLike, r_B: ArrayLike,
    *, field_of: ArrayLike | None = None,
) -> Ripeness:  # fmt: skip
    """Months of war still expected, hurt a month and own odds of each party at (r_A, r_B).

    Parameters
    ----------
    pieces, stakes, field_of
        As for `fighting_on`.
    r_A, r_B : array, shape (n_draws,)
        Potential of each side.

    Examples
    --------
    >>> from parley.models.course.fighting import fighting
    >>> from parley.models.course.field import Field
    >>> s = Stakes(("A", "B"), [[0, 1]], [[1, 0]], [[.5, .5]], cost=[[.01, .02]], kappa=1.)
    >>> r = ripeness(fighting(Field(.01, .01, .03, 1 / 60)), s, [.5], [.5])
    >>> r.hurt.round(3).tolist(), bool(r.own_falls[0, 0] > .2)
    ([[0.015, 0.03]], True)
    """
    here = pieces_here(pieces, stakes.sides, r_A, r_B, stakes.draws, field_of)
    potential = {
        "A": np.broadcast_to(np.asarray(r_A, float), stakes.draws),
        "B": np.broadcast_to(np.asarray(r_B, float), stakes.draws),
        None: np.ones(stakes.draws),
    }
    tired = np.stack([1 - potential[s] for s in stakes.sides], 1)
    on_B = np.array([s == "B" for s in stakes.sides])
    p_A, p_B = here[..., NAMES.index("p_A")], here[..., NAMES.index("p_B")]
    return Ripeness(
        months=here[..., NAMES.index("D")],
        hurt=stakes.cost * (1 + stakes.kappa * tired),
        own_falls=np.where(on_B, p_B, p_A),
        other_falls=np.where(on_B, p_A, p_B),
    )


def pieces_here(
    pieces: Pieces | tuple[Pieces, Pieces, Pieces], sides: tuple[str | None, ...],
    r_A: ArrayLike, r_B: ArrayLike, draws: int, field_of: ArrayLike | None = None,
) -> Array:  # fmt: skip
    """Pieces at (r_A, r_B) under each party's own beliefs, shape (n_draws, n_parties, 7)."""
    three = pieces if isinstance(pieces, tuple) else (pieces,) * 3
    at = _field_of(field_of, draws, three[0])
    one = [
        Pieces(p.values.reshape(-1, *p.values.shape[-2:])[at], p.grid, p.method).at(r_A, r_B)
        for p in three
    ]
    return np.stack([one[0 if s is None else SIDES.index(s) + 1] for s in sides], 1)


def discounted_worth(worth: ArrayLike, resumed: ArrayLike, chance: ArrayLike) -> Array:
    """Worth of a deal that may not hold: with `chance` the war resumes, worth `resumed`.

    Parameters
    ----------
    worth : array
        Worth of deals if kept, any shape.
    resumed : array
        R once the sides have recovered, of a shape that broadcasts with `worth`.
    chance : array
        Chance of relapse within the clock, in [0, 1], of a shape that broadcasts.

    Notes
    -----
    Source: Fearon (1995) and Powell (2004), American Political Science Review 98(2): a deal one
    side would undo later is worth less today.

    Examples
    --------
    >>> discounted_worth([.5, .7], .3, .5).tolist()
    [0.4, 0.5]
    """
    u, R, b = (np.asarray(v, float) for v in (worth, resumed, chance))
    if not ((b >= 0) & (b <= 1)).all():
        raise CourseError(f"relapse: chance must be in [0, 1], got {b.min():g}..{b.max():g}")
    out: Array = (1 - b) * u + b * R
    return out


def _field_of(field_of: ArrayLike | None, draws: int, pieces: Pieces) -> Any:
    """Row of the pieces for each draw of the stakes."""
    have = pieces.values.size // max(7 * pieces.values.shape[-1], 1)
    if field_of is None:
        field_of = np.zeros(draws, int) if have == 1 else np.arange(draws)
    at = np.asarray(field_of, int)
    if len(at) != draws or (draws and not (at.min() >= 0 and at.max() < have)):
        raise CourseError(
            f"field_of: need {draws} draws of the stakes, each in 0..{have - 1}, got {len(at)}"
        )
    return at
