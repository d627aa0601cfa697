"""What changed between two states of a record, and how much of each number's change is whose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.dossier.difference import Group, difference, with_groups
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.outlook.joined import Joined, Size, prepare, simulate_scenario
from parley.outlook.number import Number
from parley.outlook.restated import restated
from parley.outlook.scenarios import frequencies
from parley.outlook.spread import of_halves
from parley.outlook.words import months, points

Array = NDArray[np.float64]
Chosen = frozenset[str]
EXACT = 6
"""Groups of changes up to which every combination is run."""
ORDERS = 12
"""Random orders of the groups, each with its reverse, beyond that."""
TOLD = 0.001
"""Smallest change of a chance that is told."""


@dataclass(frozen=True)
class Part:
    """What one group of changes did to one number; `error` is that of sampling orders, 0 if exact.

    The interval of `change` is over parameter draws, paired.
    """

    group: str
    says: str
    change: Number
    error: float


@dataclass(frozen=True)
class Moved:
    """One headline number, then and now, its change split over the groups of changes."""

    outcome: str
    horizon: int
    old: float
    new: float
    change: Number
    parts: tuple[Part, ...]
    says: str


@dataclass(frozen=True)
class Changes:
    """What changed and why.

    Attributes
    ----------
    moved : headline numbers with their split, in the outlook's order
    groups : groups of changes that a chance may hang on
    silent : those that none can hang on, in words
    method : "exact" or "sampled"
    runs : combinations of changes that were run
    """

    moved: tuple[Moved, ...]
    groups: tuple[Group, ...]
    silent: tuple[str, ...]
    method: str
    runs: int

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data."""
        return {
            "method": self.method,
            "runs": self.runs,
            "groups": [
                {"id": g.id, "says": g.says, "entries": [c.key for c in g.changes]}
                for g in self.groups
            ],
            "silent": list(self.silent),
            "moved": [
                {
                    "outcome": m.outcome,
                    "horizon": m.horizon,
                    "old": m.old,
                    "new": m.new,
                    "change": m.change.model_dump(mode="json"),
                    "parts": [
                        {
                            "group": p.group,
                            "says": p.says,
                            "change": p.change.model_dump(mode="json"),
                            "error": p.error,
                        }
                        for p in m.parts
                    ],
                    "says": m.says,
                }
                for m in self.moved
            ],
        }

    def in_words(self) -> str:
        """The changes as lines of text, the largest move first."""
        if not self.groups:
            lines = ["Nothing changed that a chance hangs on."]
        else:
            lines = [f"{len(self.groups)} changes that a chance may hang on:"]
            lines += [f"  {g.says}" for g in self.groups] + [""]
            lines += [m.says for m in sorted(self.moved, key=lambda m: -abs(m.change.value))]
            how = (
                "Every combination of changes was run"
                if self.method == "exact"
                else "Sampled orders of the changes were run; ± is the error of sampling them"
            )
            lines += ["", f"{how}: {self.runs} runs on the same draws and shocks."]
        if self.silent:
            lines += ["", "Changes that no chance hangs on:", *(f"  {s}" for s in self.silent)]
        return "\n".join(lines)


def changes(
    old: Dossier, new: Dossier, *, seed: int = 1, draws: int = 500, paths: int = 200
) -> Changes:
    """Split the change of each headline number over what changed in the record.

    Parameters
    ----------
    old, new : two states of one record, of each only the entries that count
    seed, draws, paths : as for `run`, which gives the numbers then and now

    Returns
    -------
    Changes
        Parts add up to the change exactly. With up to `EXACT` groups every combination is run;
        beyond that `ORDERS` random orders and their reverses.

    Raises
    ------
    OutlookError
        If one of the two has no two sides.

    Notes
    -----
    A group's part is its Shapley value (Shapley 1953, A value for n-person games): the mean over
    all orders in which the changes could have come of what it adds when its turn comes. Sampled
    orders: Castro, Gomez & Tejada 2009, Computers & Operations Research 36(5), 1726-1730. Each run
    is anchored to history by itself, as the outlook of that record would be.
    """
    for d, which in ((old, "older"), (new, "newer")):
        if len(d.process.sides) != 2:
            raise OutlookError(f"changes: the {which} record has no two sides at war")
    found = difference(old, new)
    groups = tuple(g for g in found if not g.silent)
    silent = tuple(g.says for g in found if g.silent)
    value, counted = _values(old, new, groups, Size(draws=draws, paths=paths, seed=seed))
    split, error = _split([g.id for g in groups], value, np.random.default_rng([seed, 7]))
    names, sizes = _answers(old, new), (paths - paths // 2, paths // 2)
    base, last = value(frozenset()), value(frozenset(g.id for g in groups))
    moved = []
    for k, (name, month) in enumerate(names):
        parts = tuple(
            Part(g.id, g.says, of_halves(split[g.id][k], sizes), float(error[g.id][k]))
            for g in groups
        )
        change = of_halves(last[k] - base[k], sizes)
        moved.append(_moved(name, month, (base[k], last[k]), sizes, change, parts))
    method = "exact" if len(groups) <= EXACT else "sampled"
    return Changes(tuple(moved), groups, silent, method, counted())


def _answers(old: Dossier, new: Dossier) -> list[tuple[str, int]]:
    """The headline numbers: outcomes at a year and at the last horizon both records have."""
    last = min(old.process.horizon, new.process.horizon)
    ahead = [h for h in (12, 60) if h <= last] or [last]
    names = ("settlement", "signed_by", "ceasefire_holding", "war_continues", "collapse")
    return [(name, h) for name in names for h in ahead]


def _values(
    old: Dossier, new: Dossier, groups: Sequence[Group], size: Size
) -> tuple[Callable[[Chosen], Array], Callable[[], int]]:
    """The game: chosen groups -> headline numbers, (answers, 2 halves, draws); and a counter."""
    names = _answers(old, new)
    calendar = {g.id for g in groups if g.calendar}

    @cache
    def prepared(rest: Chosen) -> Joined:
        return prepare(with_groups(old, new, groups, rest), size)

    @cache
    def value(chosen: Chosen) -> Array:
        joined = prepared(frozenset(chosen - calendar))
        record = with_groups(old, new, groups, chosen)
        joined = joined if record is joined.dossier else restated(joined, record)
        shares = frequencies(simulate_scenario(joined, {}, joined.base))
        return np.stack([shares[name][:, :, h] for name, h in names])

    return value, lambda: value.cache_info().currsize


def _split(
    ids: Sequence[str], value: Callable[[Chosen], Array], rng: np.random.Generator
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Shapley value of each group, as an array like the values, and its sampling error."""
    if len(ids) <= EXACT:
        exact = {g: _exact(g, ids, value) for g in ids}
        return exact, {g: np.zeros(len(v)) for g, v in exact.items()}
    gains: dict[str, list[Array]] = {g: [] for g in ids}
    for order in _orders(ids, rng):
        before: Chosen = frozenset()
        for g in order:
            after = before | {g}
            gains[g].append(value(after) - value(before))
            before = after
    mean = {g: np.mean(rows, axis=0) for g, rows in gains.items()}
    error = {}
    for g, rows in gains.items():
        pairs = np.array(rows).mean(axis=(2, 3)).reshape(ORDERS, 2, -1).mean(axis=1)
        error[g] = pairs.std(axis=0, ddof=1) / np.sqrt(ORDERS)
    return mean, error


def _exact(g: str, ids: Sequence[str], value: Callable[[Chosen], Array]) -> Array:
    """Mean gain of a group over all orders, from all combinations of the others."""
    others, n = [x for x in ids if x != g], len(ids)
    total: Array = np.zeros_like(value(frozenset()))
    for size in range(n):
        weight = factorial(size) * factorial(n - size - 1) / factorial(n)
        for some in combinations(others, size):
            total = total + weight * (value(frozenset({*some, g})) - value(frozenset(some)))
    return total


def _orders(ids: Sequence[str], rng: np.random.Generator) -> Iterator[list[str]]:
    """Random orders, each followed by its reverse."""
    for _ in range(ORDERS):
        order = [ids[k] for k in rng.permutation(len(ids))]
        yield order
        yield order[::-1]


SAYS = {
    "settlement": "a settlement in force in {when}",
    "signed_by": "a settlement signed within {when}",
    "ceasefire_holding": "a ceasefire holding in {when}",
    "war_continues": "the war going on in {when}",
    "collapse": "one side collapsed in {when}",
}


def _moved(
    name: str,
    month: int,
    ends: tuple[Array, Array],
    sizes: tuple[int, int],
    change: Number,
    parts: tuple[Part, ...],
) -> Moved:
    """One number with its split, in words."""
    was, now = (of_halves(v, sizes).value for v in ends)
    ordered = tuple(sorted(parts, key=lambda p: -abs(p.change.value)))
    what = SAYS[name].format(when=months(month))
    lead = f"The chance of {what} goes from {100 * was:.1f} to {100 * now:.1f} %"
    if abs(change.value) < TOLD:
        says = f"{lead}: no change worth a tenth of a point."
    else:
        way = "up" if change.value > 0 else "down"
        size = points(abs(change.value)).removeprefix("+")
        told = [_part(p) for p in ordered if abs(p.change.value) >= TOLD]
        split = "; ".join(told) if told else "no single change moves it by a tenth of a point"
        says = f"{lead}, {way} {size}: {split}."
    return Moved(name, month, was, now, change, ordered, says)


def _part(p: Part) -> str:
    """One group's part in words."""
    doubt = f" (± {100 * 1.645 * p.error:.1f})" if p.error > 0 else ""
    return f"{points(p.change.value).removesuffix(' points')}{doubt} from {p.says}"
