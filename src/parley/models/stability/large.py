"""Stability of large conflicts in option form, on the cube of all bit patterns.

The same identity as for small ones (see `individual`), with the loops of `kernels`. Decision
makers are solved side by side in threads; every value is an integer and each thread writes its own
rows, so the answer does not depend on the number of threads.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.stability.model import ConflictModel

THREADS_FROM = 1 << 15  # patterns below which one thread is quicker


@dataclass(frozen=True)
class Cube:
    """A conflict on all 2^k patterns; ranks are -1 where a rule forbids the pattern."""

    ranks: NDArray[np.int32]  # (decision makers, patterns)
    feasible: NDArray[np.bool_]
    everything: bool
    own: tuple[tuple[int, ...], ...]  # options of each decision maker
    ups: NDArray[np.bool_]  # per option
    downs: NDArray[np.bool_]


@dataclass(frozen=True)
class Fibres:
    """What each decision maker chooses among, sorted by preference (see `kernels`)."""

    masks: NDArray[np.int64]
    places: NDArray[np.int32]
    one_way: NDArray[np.int32]
    classes: NDArray[np.int64]
    orders: NDArray[Any]


def stable_on_cube(
    model: ConflictModel, concepts: Sequence[str], threads: int | None = None
) -> dict[str, NDArray[np.bool_]]:
    """Return stability of each feasible state, shape (decision makers, states) per concept.

    Parameters
    ----------
    model : ConflictModel
        The conflict.
    concepts : sequence of str
        Some of nash, gmr, smr, seq, sseq.
    threads : int or None
        None: as many as there are processors from 2^15 patterns on, else one.

    Returns
    -------
    dict of str to array of bool
    """
    cube = cube_of(model)
    size = len(cube.feasible)
    if threads is None:
        threads = (os.cpu_count() or 1) if size >= THREADS_FROM else 1
    people = range(len(cube.own))
    result = {c: np.empty((len(cube.own), model.n_states), dtype=bool) for c in concepts}
    with _pool(threads) as pool:
        credible = {"seq", "sseq"} & set(concepts)
        fibres = _fibres(cube, pool) if credible else None

        def solve(i: int) -> None:
            for c, stable in _solve_one(cube, i, concepts, fibres):
                result[c][i] = stable if cube.everything else stable[model.states]

        if pool is None:
            for i in people:
                solve(i)
        else:
            list(pool.map(solve, people))
    return result


def cube_of(model: ConflictModel) -> Cube:
    """Lay the ranks of the feasible states out on all patterns."""
    feasible = model.feasible
    everything = bool(feasible.all())
    if everything:
        ranks = model.payoffs
    else:
        ranks = np.full((len(model.decision_makers), len(feasible)), -1, dtype=np.int32)
        ranks[:, model.states] = model.payoffs
    own = tuple(model.owned(j) for j in range(len(model.decision_makers)))
    ups = np.array([o.direction != "back" for o in model.options], dtype=bool)
    downs = np.array([o.direction != "forward" for o in model.options], dtype=bool)
    return Cube(ranks, feasible, everything, own, ups, downs)


def _solve_one(
    cube: Cube, i: int, concepts: Sequence[str], fibres: Fibres | None
) -> list[tuple[str, NDArray[np.bool_]]]:
    """All concepts for one decision maker, on all patterns."""
    from parley.models.stability.kernels import settle

    own = cube.ranks[i]
    escape = _greatest_by(cube, i, own) if {"nash", "smr", "sseq"} & set(concepts) else own
    found = []
    for c in concepts:
        if c == "nash":
            found.append((c, escape <= own))
            continue
        worst = np.where(cube.feasible, own if c in ("gmr", "seq") else escape, 2**31 - 1)
        worst = worst.astype(np.int32, copy=False)
        if fibres is None or c in ("gmr", "smr"):
            _least_within(cube, i, worst)
        else:
            others = np.array([j for j in range(len(cube.own)) if j != i and cube.own[j]])
            f = fibres
            settle(
                worst,
                cube.ranks,
                others.astype(np.int64),
                f.masks,
                f.places,
                f.one_way,
                f.classes,
                f.orders,
            )
        np.minimum(worst, own, out=worst)
        found.append((c, _greatest_by(cube, i, worst) <= own))
    return found


def _greatest_by(cube: Cube, i: int, values: NDArray[np.int32]) -> NDArray[np.int32]:
    """Greatest value among each pattern and those decision maker i can move to."""
    from parley.models.stability.kernels import spread

    bits = np.array(cube.own[i], dtype=np.int64)
    result = values.copy()
    spread(result, bits, cube.ups[bits], cube.downs[bits], False)
    return result


def _least_within(cube: Cube, i: int, values: NDArray[np.int32]) -> None:
    """Least value among each state and those the others can reach; in place."""
    from parley.models.stability.kernels import least_within

    members = [cube.own[j] for j in range(len(cube.own)) if j != i and cube.own[j]]
    bits = np.array([b for m in members for b in m], dtype=np.int64)
    cuts = np.cumsum([0] + [len(m) for m in members]).astype(np.int64)
    least_within(
        values, cube.feasible, cube.everything, cuts, bits, cube.ups[bits], cube.downs[bits]
    )


def _fibres(cube: Cube, pool: ThreadPoolExecutor | None) -> Fibres:
    """Sort every decision maker's fibres."""
    from parley.models.stability.kernels import offsets, sort_fibres

    people = len(cube.own)
    widest = max(len(own) for own in cube.own)
    masks = np.array([sum(1 << b for b in own) for own in cube.own], dtype=np.int64)
    places = np.zeros((people, 1 << widest), dtype=np.int32)
    one_way = np.zeros((people, 1 << widest), dtype=np.int32)
    classes = np.ones(people, dtype=np.int64)
    kind = np.uint16 if widest <= 16 else np.uint32
    orders = np.empty((people, len(cube.feasible)), dtype=kind)
    for j, own in enumerate(cube.own):
        inside = offsets(masks[j])
        places[j, : len(inside)] = inside
        for b in own:
            if not (cube.ups[b] and cube.downs[b]):
                onward = (inside >> b & 1) == int(cube.ups[b])
                one_way[j, : len(inside)] += onward * classes[j]
                classes[j] *= 2

    def sort(j: int) -> None:
        inside = places[j, : 1 << len(cube.own[j])]
        sort_fibres(cube.ranks[j], masks[j], inside, orders[j])

    if pool is None:
        for j in range(people):
            sort(j)
    else:
        list(pool.map(sort, range(people)))
    return Fibres(masks, places, one_way, classes, orders)


class _pool:  # noqa: N801
    """A thread pool, or None where one thread is asked for."""

    def __init__(self, threads: int) -> None:
        self.pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def __enter__(self) -> ThreadPoolExecutor | None:
        return self.pool

    def __exit__(self, *error: object) -> None:
        if self.pool is not None:
            self.pool.shutdown()
