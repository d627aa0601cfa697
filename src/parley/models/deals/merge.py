"""The exact Pareto frontier without listing packages: merge block by block, prune after each.

frontier(A + B) = frontier(frontier(A) + frontier(B)): a part that another part beats stays beaten
whatever is added to both. Where consent depends on the option, a part only beats another when it
also needs nobody whom the other does not need. Equal parts are carried as a count.
"""

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.models.deals.model import DealModel
from parley.models.deals.nondominated import ALL, nondominated
from parley.models.deals.scores import RED, Block, Scores, Ticks, bits, score, signable
from parley.models.deals.thinning import thin, thin_to

MOST_POINTS = 20_000
MOST_SUMS = 2_000_000
LARGE = 200_000
LATE = 1_000
CERTAIN = 1_000
RATE = 150_000_000
LEAST_WORK = 2_000_000
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
    point per cell of a grid; what that costs at most is measured at each merge and adds up to the
    stated epsilon. Each merge has its share of the time left, and gives up exactness for it.

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
    span = np.asarray(sum(b.ticks.max(axis=0) - b.ticks.min(axis=0) for b in blocks))
    goal = scores.key(scores.reservation) if rational else None
    compiled = True if total > LARGE and len(span) > 2 else None
    share = epsilon / max(len(blocks) - 1, 1)
    parts = [_part(scores, block, kind, compiled, deadline) for block in blocks]
    far = np.cumsum([p.highest for p in parts[:0:-1]], axis=0)[::-1]
    state = parts[0]
    if len(parts) == 1:
        state = _prune(scores, _reaching(scores, state, np.zeros_like(span), goal), None, ALL)
    steps = [(state.left, state.right)]
    spent = sum(p.loss for p in parts)
    for at, part in enumerate(parts[1:], start=1):
        seconds = (deadline - time.monotonic()) / (len(parts) - at)
        room = Room(most if seconds > 0 else LATE, max(int(seconds * RATE), LEAST_WORK))
        reach = (far[at] if at < len(far) else np.zeros_like(span), goal)
        state = _step(scores, state, part, span, reach, room, compiled, share)
        spent += state.loss
        steps.append((state.left, part.right[state.right]))
    if state.label.any():
        state = replace(state, label=state.label & ((1 << RED) - 1))
        kept, counts = _tally(scores, state, compiled, ALL, keep_ties=False)
        state = replace(state.rows(kept), counts=counts)
        steps[-1] = (steps[-1][0][kept], steps[-1][1][kept])
    return Merged(state.ticks, state.label, state.counts, tuple(steps), order, min(spent, 1.0))


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


@dataclass(frozen=True, eq=False)
class Part:
    """Points of one or more merged blocks, and where each comes from.

    `left` and `right` are rows of the two parts it was merged from (`right` the rows of the block
    for a single block); `loss` is the share of the whole range that thinning it may have cost.
    """

    ticks: Ticks
    label: NDArray[np.int64]
    counts: Counts
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    loss: float = 0.0

    @property
    def highest(self) -> Ticks:
        """Largest ticks of each party, 0 when there is no point."""
        if not len(self.ticks):
            return np.zeros(self.ticks.shape[1], np.int64)
        return np.asarray(self.ticks.max(axis=0))

    def rows(self, kept: NDArray[np.int64]) -> "Part":
        """These points only."""
        return replace(
            self,
            ticks=self.ticks[kept], label=self.label[kept], counts=self.counts[kept],
            left=self.left[kept], right=self.right[kept],
        )  # fmt: skip


@dataclass(frozen=True)
class Room:
    """What one merge may take: `points` left at its end, and `work` comparisons to get there."""

    points: int
    work: int


def _part(
    scores: Scores, block: Block, kind: np.dtype[Any], compiled: bool | None, deadline: float
) -> Part:
    """Undominated joint options of one block."""
    fine = np.flatnonzero(signable(block.label, scores.veto))
    whole = Part(
        block.ticks[fine], block.label[fine], np.ones(len(fine), kind),
        np.zeros(len(fine), np.int64), fine,
    )  # fmt: skip
    if len(fine) <= CERTAIN:
        return _prune(scores, whole, None, ALL)
    work = max(int((deadline - time.monotonic()) * RATE / 2), LEAST_WORK)
    return _within(scores, whole, block.ticks.max(axis=0) - block.ticks.min(axis=0), work, compiled)


def _step(
    scores: Scores,
    one: Part,
    two: Part,
    span: Ticks,
    reach: tuple[Ticks, Ticks | None],
    room: Room,
    compiled: bool | None,
    share: float,
) -> Part:
    """All sums of two parts that can still matter, pruned, and thinned where there is no room."""
    fits = max(MOST_SUMS // max(len(two.ticks), 1), LATE)
    base, loss = thin_to(one.ticks, one.label, span, fits)
    other, lost = thin_to(two.ticks, two.label, span, max(MOST_SUMS // max(len(base), 1), LATE))
    found = _sums(scores, one.rows(base), two.rows(other))
    found = replace(found, left=base[found.left], right=other[found.right])
    found = _within(scores, _reaching(scores, found, *reach), span, room.work, compiled)
    loss += lost + found.loss
    if share > 0:
        kept, lost = thin(found.ticks, found.label, span, share)
        found, loss = found.rows(kept), loss + lost
    if len(found.ticks) > room.points:
        kept, lost = thin_to(found.ticks, found.label, span, room.points)
        found, loss = found.rows(kept), loss + lost
    return replace(found, loss=loss)


def _sums(scores: Scores, one: Part, two: Part) -> Part:
    """All signable sums of two parts."""
    n, m = len(one.ticks), len(two.ticks)
    ticks = (one.ticks[:, None] + two.ticks[None]).reshape(n * m, one.ticks.shape[1])
    counts = (one.counts[:, None] * two.counts[None]).ravel()
    rows = np.arange(n * m)
    label = np.zeros(n * m, np.int64)
    if one.label.any() or two.label.any():
        label = (one.label[:, None] | two.label[None]).ravel()
        rows = np.flatnonzero(signable(label, scores.veto))
        ticks, label, counts = ticks[rows], label[rows], counts[rows]
    return Part(ticks, label, counts, rows // max(m, 1), rows % max(m, 1))


def _reaching(scores: Scores, found: Part, far: Ticks, goal: Ticks | None) -> Part:
    """Points from which every veto player can still be given its reservation value."""
    if goal is None:
        return found
    who = list(bits(scores.veto))
    enough = scores.key(found.ticks + far)[:, who] >= goal[who]
    return found.rows(np.flatnonzero(enough.all(axis=1)))


def _within(scores: Scores, found: Part, span: Ticks, work: int, compiled: bool | None) -> Part:
    """Prune within the work; where that does not do, thin first to what does."""
    try:
        return _prune(scores, found, compiled, work)
    except TimeoutError:
        few = max(int((2 * work) ** 0.5), LATE)
        kept, loss = thin_to(found.ticks, found.label, span, few)
        return replace(_prune(scores, found.rows(kept), compiled, ALL), loss=loss)


def _prune(scores: Scores, found: Part, compiled: bool | None, work: int) -> Part:
    """Undominated points, equal ones counted together."""
    kept, counts = _tally(scores, found, compiled, work)
    return replace(found.rows(kept), counts=counts)


def _tally(
    scores: Scores, found: Part, compiled: bool | None, work: int, *, keep_ties: bool = True
) -> tuple[NDArray[np.int64], Counts]:
    """Undominated rows and the packages equal to each; parts with other red lines never compare."""
    label = found.label
    red = label >> RED
    if red.any():
        label = label | (~red & ((1 << RED) - 1)) << 2 * RED
    kept, equal = nondominated(
        scores.key(found.ticks), label, keep_ties=keep_ties, compiled=compiled, work=work
    )
    total: Counts = np.zeros_like(found.counts, shape=len(kept))
    np.add.at(total, equal[equal >= 0], found.counts[equal >= 0])
    return kept, total
