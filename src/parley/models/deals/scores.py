"""Worths as whole ticks, so that adding them up never makes or hides a tie.

Integer scores stay as they are. Decimal scores are scaled by a power of ten. Other floats are put
on a fine grid, and worths that round to the same multiple of `step` ticks count as equal.
Issues that interact are fused into one block of joint options first.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.errors import DealError
from parley.models.deals.model import DealModel

MOST_JOINT = 1_000_000
DIGITS = 15
STEP_DIGITS = 5
MOST_EXACT = 2**60
RED = 20

Ticks = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Block:
    """One issue, or several that interact, as one list of joint options.

    issues : indices of the issues in it
    options : (n_joint, n_issues in it) the option on each
    ticks : (n_joint, n_parties) worth in ticks
    label : (n_joint,) bits 0-19 parties whose consent it needs beside the veto players, bits 20-39
        parties whose red line it crosses
    """

    issues: tuple[int, ...]
    options: NDArray[np.int64]
    ticks: Ticks
    label: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Scores:
    """A model in ticks: `blocks`, the reservation values, and what a tick is worth per party.

    step : (n_parties,) ticks within which two worths count as equal; 1 where sums are exact
    digits : (n_parties,) a tick of party i is worth 10 ** -digits[i]
    exact : whether every comparison is exact
    veto : bits of the standing veto players
    reservation : (n_parties,) in ticks
    """

    blocks: tuple[Block, ...]
    reservation: Ticks
    step: Ticks
    digits: tuple[int, ...]
    exact: bool
    veto: int

    @property
    def tolerance(self) -> tuple[float, ...]:
        """Worths of a party closer than this count as equal; 0 where sums are exact."""
        return tuple(
            0.0 if s == 1 else float(s) * 10.0**-d
            for s, d in zip(self.step, self.digits, strict=True)
        )

    def key(self, ticks: Ticks) -> Ticks:
        """Whole steps of worth, the numbers that are compared; shape kept."""
        if self.exact:
            return ticks
        return np.asarray((2 * ticks + self.step) // (2 * self.step), np.int64)

    def worth(self, ticks: Ticks) -> NDArray[np.int64] | NDArray[np.float64]:
        """Ticks back on the party's own scale; integers where the tick is 1."""
        if not any(self.digits):
            return ticks
        columns = [
            ticks[..., i] / 10.0**d if d >= 0 else ticks[..., i] * 10.0**-d
            for i, d in enumerate(self.digits)
        ]
        return np.stack(columns, axis=-1)


@lru_cache(maxsize=16)
def score(model: DealModel) -> Scores:
    """Put a model's worths in ticks; the last few models' are kept at hand.

    Raises
    ------
    DealError
        If interacting issues have more than a million joint options together.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> found = score(make_model([[[0.1, 0.25]], [[0.2, 0]]], [0.3]))
    >>> found.exact, found.digits, found.blocks[0].ticks[:, 0].tolist()
    (True, (2,), [10, 25])
    >>> score(make_model([[[1 / 3, 0.5]]], [0.5])).exact
    False
    """
    raw = [_joint(model, issues) for issues in fused(model)]
    n = model.n_parties
    digits, steps = [], []
    for i in range(n):
        numbers = np.concatenate([*(w[:, i] for _, w in raw), model.reservation[i : i + 1]])
        largest = sum(float(np.abs(w[:, i]).max()) for _, w in raw)
        places = _decimals(numbers, largest)
        size = max(largest or abs(float(model.reservation[i])) or 1.0, 1e-200)
        digits.append(places if places is not None else DIGITS - math.ceil(math.log10(size)))
        steps.append(1 if places is not None else 10**STEP_DIGITS)
    blocks = tuple(
        Block(issues, options, _ticks(worths, digits), _label(model, issues, options))
        for issues, (options, worths) in zip(fused(model), raw, strict=True)
    )
    far = sum(np.abs(b.ticks).max(axis=0) for b in blocks) + 2 * np.array(steps)
    held = [
        round(float(r) * 10.0**d)
        if d and abs(float(r)) * 10.0**d < 2**62
        else int(min(max(r, -(2**62)), 2**62))
        for r, d in zip(model.reservation.tolist(), digits, strict=True)
    ]
    exact = all(s == 1 for s in steps)
    return Scores(
        blocks,
        np.clip(np.array(held, np.int64), -far, far),
        np.array(steps, np.int64),
        tuple(digits),
        exact,
        sum(1 << i for i in model.veto),
    )


def fused(model: DealModel) -> tuple[tuple[int, ...], ...]:
    """Groups of issues that interact, directly or through others, in order of their first issue.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> two = [[0, 1]]
    >>> fused(make_model([two, two, two], [0], interactions=[((0, 2), [[[1, 0], [0, 1]]])]))
    ((0, 2), (1,))
    """
    group = list(range(len(model.issues)))
    for interaction in model.interactions:
        joined = {group[k] for k in interaction.issues}
        group = [min(joined) if g in joined else g for g in group]
    return tuple(tuple(k for k, g in enumerate(group) if g == head) for head in sorted(set(group)))


def _joint(
    model: DealModel, issues: tuple[int, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64] | NDArray[np.float64]]:
    """Joint options of fused issues and their worths (n_joint, n_parties)."""
    sizes = [model.sizes[k] for k in issues]
    if math.prod(sizes) > MOST_JOINT:
        names = " x ".join(f"'{model.issues[k].name}'" for k in issues)
        raise DealError(
            f"interacting issues {names}: at most {MOST_JOINT} joint options are taken, "
            f"got {math.prod(sizes)}"
        )
    options = np.indices(sizes).reshape(len(sizes), -1).T
    at = {k: options[:, j] for j, k in enumerate(issues)}
    worths: NDArray[Any] = np.zeros((len(options), model.n_parties), model.tables[0].dtype)
    for k in issues:
        worths = worths + model.tables[k].T[at[k]]
    for interaction in model.interactions:
        if interaction.issues[0] in at:
            worths = (
                worths
                + np.moveaxis(interaction.worths, 0, -1)[tuple(at[k] for k in interaction.issues)]
            )
    return np.ascontiguousarray(options), worths


def _label(
    model: DealModel, issues: tuple[int, ...], options: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Consent and red-line bits of joint options."""
    label = np.zeros(len(options), np.int64)
    for j, k in enumerate(issues):
        bits = np.array([sum(1 << i for i in who) for who in model.consent[k]], np.int64)
        for red in model.red_lines:
            if red.issue == k:
                bits[red.option] |= 1 << (RED + red.party)
        label |= bits[options[:, j]]
    return label & ~sum(1 << i for i in model.veto)


def _decimals(numbers: NDArray[np.int64] | NDArray[np.float64], largest: float) -> int | None:
    """Fewest decimals that write all the numbers exactly, or None when nine do not."""
    if np.issubdtype(numbers.dtype, np.integer):
        return 0
    highest = float(np.abs(numbers).max())
    if highest * 1e9 < 2**53 and not (np.rint(numbers * 1e9) / 1e9 == numbers).all():
        return None  # nine decimals do not write them, so no fewer do
    for places in range(10):
        unit = 10.0**places
        if max(largest, 1.0) * unit > MOST_EXACT or highest * unit > 2**53:
            return None
        if (np.rint(numbers * unit) / unit == numbers).all():
            return places
    return None


def _ticks(worths: NDArray[np.int64] | NDArray[np.float64], digits: list[int]) -> Ticks:
    """Worths in whole ticks."""
    if np.issubdtype(worths.dtype, np.integer):
        return worths.astype(np.int64)
    return np.stack([np.rint(worths[:, i] * 10.0**d) for i, d in enumerate(digits)], axis=1).astype(
        np.int64
    )


def signable(label: NDArray[np.int64], veto: int) -> NDArray[np.bool_]:
    """Whether no party whose consent is needed has had a red line crossed."""
    crossed = label >> RED
    return np.asarray((crossed & (label | veto)) == 0)


def bits(mask: int) -> tuple[int, ...]:
    """Parties of a bit set, in order.

    Examples
    --------
    >>> bits(0b1010)
    (1, 3)
    """
    return tuple(i for i in range(RED) if mask >> i & 1)
