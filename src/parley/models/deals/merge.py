"""The exact Pareto frontier without listing packages: merge block by block, prune after each.

frontier(A + B) = frontier(frontier(A) + frontier(B)): a part that another part beats stays beaten
whatever is added to both. Where consent depends on the option, a part only beats another when it
also needs nobody whom the other does not need. Equal parts are carried as a count.
"""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.deals.model import DealModel
from parley.models.deals.nondominated import nondominated
from parley.models.deals.scores import RED, Block, Scores, Ticks, bits, score, signable

MOST_POINTS = 20_000
LARGE = 200_000
PAIRS = 2_000_000_000
LATE = 2_000
FAR = 2**61
COUNT_LIMIT = 2**62

Counts = NDArray[Any]  # machine integers, or Python integers where they could overflow


@dataclass(frozen=True, eq=False)
class Frontier:
    """The Pareto frontier over the deals that cross no red line of a party they need.

    Attributes
    ----------
    worths : (n_points, n_parties) distinct worths, best for the first party first
    counts : packages at each point (exact Python integers)
    packages : one package of each point, option indices in the order of the issues
    needs : parties whose consent each point's packages need
    exact : True when no other package beats or equals what is left out
    epsilon : otherwise each package has a listed point at most this share of each party's range of
        worths below it, for every party
    tolerance : worths closer than this counted as equal, per party (0 when sums are exact)
    method : how it was found
    """

    worths: NDArray[np.int64] | NDArray[np.float64]
    counts: tuple[int, ...]
    packages: tuple[tuple[int, ...], ...]
    needs: tuple[frozenset[int], ...]
    exact: bool
    epsilon: float
    tolerance: tuple[float, ...]
    method: str

    @property
    def n_packages(self) -> int:
        """Packages on the frontier, ties included."""
        return sum(self.counts)


@dataclass(frozen=True, eq=False)
class Merged:
    """Undominated sums of blocks in ticks, with the way back to the parts."""

    ticks: Ticks
    label: NDArray[np.int64]
    counts: Counts
    steps: tuple[tuple[NDArray[np.int64], NDArray[np.int64]], ...]
    order: tuple[int, ...]
    epsilon: float


def frontier(
    model: DealModel,
    *,
    rational: bool = False,
    epsilon: float = 0.0,
    most: int = MOST_POINTS,
    time_limit: float = 10.0,
) -> Frontier:
    """Find the Pareto frontier by merge.

    Parameters
    ----------
    model : DealModel
        The problem; issues that interact are fused first.
    rational : bool
        Leave out deals worth less than no deal to a veto player: the frontier of what could be
        signed, found by dropping parts that can no longer reach that.
    epsilon : float
        Share of each party's range of worths that may be lost; 0 asks for the exact frontier.
    most : int
        Above this number of points the merge goes on approximately, as coarsely as it must.
    time_limit : float
        Seconds after which it does so too.

    Returns
    -------
    Frontier
        With `exact` and `epsilon` saying what was reached. Empty when every package crosses a red
        line of a party that it needs.

    Notes
    -----
    Merge: Funke et al., arXiv 2409.10232, for sums of sets of points. The approximation keeps one
    point per cell of a grid; losses of the merges add up to the stated epsilon. Time and `most` are
    looked at between merges, so a run may pass the limit by one merge.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> found = frontier(make_model([[[3, 0], [0, 2]], [[1, 1], [4, 4]]], [0, 0]))
    >>> found.worths.tolist(), found.counts
    ([[4, 4], [1, 6]], (2, 2))
    """
    scores = score(model)
    merged = frontier_ticks(
        scores, rational=rational, epsilon=epsilon, most=most, time_limit=time_limit
    )
    ticks, packages = merged.ticks, decode(scores, merged)
    worths = scores.worth(ticks)
    if not scores.exact:
        worths = _worths(model, packages)
    order = np.lexsort((merged.label, *(-scores.key(ticks)[:, ::-1].T)))
    return Frontier(
        worths=worths[order],
        counts=tuple(int(merged.counts[r]) for r in order),
        packages=tuple(tuple(int(o) for o in packages[r]) for r in order),
        needs=tuple(frozenset(bits(int(merged.label[r]) | scores.veto)) for r in order),
        exact=merged.epsilon == 0,
        epsilon=merged.epsilon,
        tolerance=scores.tolerance,
        method="merge" if merged.epsilon == 0 else "merge, one point per grid cell",
    )


def _worths(model: DealModel, packages: NDArray[np.int64]) -> NDArray[np.float64]:
    """Worths of listed packages, as the tables give them."""
    total = np.zeros((len(packages), model.n_parties))
    for k, table in enumerate(model.tables):
        total += table.T[packages[:, k]]
    for joint in model.interactions:
        total += np.moveaxis(joint.worths, 0, -1)[tuple(packages[:, k] for k in joint.issues)]
    return total


def frontier_ticks(
    scores: Scores,
    *,
    rational: bool = False,
    epsilon: float = 0.0,
    most: int = MOST_POINTS,
    time_limit: float = 10.0,
) -> Merged:
    """Merge the blocks of a scored model, smallest first; see `frontier`."""
    deadline = time.monotonic() + time_limit
    order = tuple(sorted(range(len(scores.blocks)), key=lambda b: len(scores.blocks[b].ticks)))
    blocks = [scores.blocks[b] for b in order]
    total = float(np.prod([float(len(b.ticks)) for b in blocks]))
    kind: np.dtype[Any] = np.dtype(np.int64) if total < COUNT_LIMIT else np.dtype(object)
    span = sum(b.ticks.max(axis=0) - b.ticks.min(axis=0) for b in blocks)
    share = epsilon / max(len(blocks) - 1, 1)
    parts = [_part(scores, block, kind) for block in blocks]
    compiled = True if total > LARGE and len(span) > 2 else None
    ticks, label, counts, start = parts[0]
    steps = [(np.zeros(len(ticks), np.int64), start)]
    spent = 0.0
    who = list(bits(scores.veto))
    for at, part in enumerate(parts[1:], start=1):
        coarse = share
        if time.monotonic() > deadline:
            most = min(most, LATE)
        if len(span) > 3 or label.any():
            most = min(most, int((PAIRS / max(len(part[0]), 1)) ** 0.5))
        found = _merge(scores, (ticks, label, counts), part, compiled)
        if rational:
            far = sum(
                (p[0].max(axis=0, initial=-FAR) for p in parts[at + 1 :]), np.zeros_like(span)
            )
            found = _reaching(scores, found, far, who)
        if share > 0:
            found = _thin(scores, found, np.asarray(span), share)
        while len(found[0]) > most or (time.monotonic() > deadline and coarse < 1 / 64):
            coarse = max(2 * coarse, 1 / 1024)
            found = _thin(scores, found, np.asarray(span), coarse)
            if coarse >= 1:
                break
        spent += coarse
        ticks, label, counts, left, right = found
        steps.append((left, part[3][right]))
    if rational and len(parts) == 1:
        only = _reaching(scores, (ticks, label, counts, *steps[0]), np.zeros_like(span), who)
        ticks, label, counts = only[:3]
        steps = [only[3:]]
    if label.any():
        label = label & ((1 << RED) - 1)
        kept, counts = _tally(scores, ticks, label, counts, compiled, keep_ties=False)
        ticks, label = ticks[kept], label[kept]
        steps[-1] = (steps[-1][0][kept], steps[-1][1][kept])
    return Merged(ticks, label, counts, tuple(steps), order, min(spent, 1.0))


def decode(scores: Scores, merged: Merged) -> NDArray[np.int64]:
    """One package per merged point, shape (n_points, n_issues)."""
    n_issues = sum(len(b.issues) for b in scores.blocks)
    package = np.zeros((len(merged.ticks), n_issues), np.int64)
    row = np.arange(len(merged.ticks))
    for b, (left, right) in reversed(list(zip(merged.order, merged.steps, strict=True))):
        block = scores.blocks[b]
        package[:, list(block.issues)] = block.options[right[row]]
        row = left[row]
    return package


Part = tuple[Ticks, NDArray[np.int64], Counts, NDArray[np.int64]]
Found = tuple[Ticks, NDArray[np.int64], Counts, NDArray[np.int64], NDArray[np.int64]]


def _part(scores: Scores, block: Block, kind: np.dtype[Any]) -> Part:
    """Undominated joint options of one block: ticks, labels, counts and option rows."""
    fine = np.flatnonzero(signable(block.label, scores.veto))
    ticks, label = block.ticks[fine], block.label[fine]
    kept, counts = _tally(scores, ticks, label, np.ones(len(fine), kind), None)
    return ticks[kept], label[kept], counts, fine[kept]


def _merge(
    scores: Scores,
    one: tuple[Ticks, NDArray[np.int64], Counts],
    two: Part,
    compiled: bool | None,
) -> Found:
    """All sums of two parts, pruned."""
    n, m = len(one[0]), len(two[0])
    ticks = (one[0][:, None] + two[0][None]).reshape(n * m, one[0].shape[1])
    counts = (one[2][:, None] * two[2][None]).ravel()
    rows = np.arange(n * m)
    label = np.zeros(n * m, np.int64)
    if one[1].any() or two[1].any():
        label = (one[1][:, None] | two[1][None]).ravel()
        rows = np.flatnonzero(signable(label, scores.veto))
        ticks, label, counts = ticks[rows], label[rows], counts[rows]
    kept, total = _tally(scores, ticks, label, counts, compiled)
    rows = rows[kept]
    return ticks[kept], label[kept], total, rows // max(m, 1), rows % max(m, 1)


def _tally(
    scores: Scores,
    ticks: Ticks,
    label: NDArray[np.int64],
    counts: Counts,
    compiled: bool | None,
    *,
    keep_ties: bool = True,
) -> tuple[NDArray[np.int64], Counts]:
    """Undominated rows and the packages equal to each; parts with other red lines never compare."""
    red = label >> RED
    if red.any():
        label = label | (~red & ((1 << RED) - 1)) << 2 * RED
    kept, equal = nondominated(scores.key(ticks), label, keep_ties=keep_ties, compiled=compiled)
    total: Counts = np.zeros_like(counts, shape=len(kept))
    np.add.at(total, equal[equal >= 0], counts[equal >= 0])
    return kept, total


def _reaching(scores: Scores, found: Found, far: Ticks, who: list[int]) -> Found:
    """Parts from which every veto player can still be given its reservation value."""
    enough = scores.key(found[0] + far) >= scores.key(scores.reservation)
    rows = np.flatnonzero(enough[:, who].all(axis=1))
    ticks, label, counts, left, right = found
    return ticks[rows], label[rows], counts[rows], left[rows], right[rows]


def _thin(scores: Scores, found: Found, span: Ticks, coarse: float) -> Found:
    """Keep one point per label and cell of a grid `coarse` of each party's range wide."""
    width = np.maximum((span * coarse).astype(np.int64), 1)
    cells = np.column_stack([found[0] // width, found[1]])
    first = np.sort(np.unique(cells, axis=0, return_index=True)[1])
    ticks, label, counts, left, right = found
    return ticks[first], label[first], counts[first], left[first], right[first]
