"""The zone of agreement: how many deals, and which, all whose consent they need prefer to no deal.

Counting adds issue by issue and merges equal partial sums; a party that can no longer fall short
(or no longer be won) needs no exact sum, so few states remain even where there are 1e12 deals.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parley.errors import DealError
from parley.models.deals.model import DealModel
from parley.models.deals.scores import RED, Scores, Ticks, bits, score, signable

MOST_STATES = 100_000
MOST_HALF = 4_000_000
MOST_NODES = 1_000_000
LARGE = 200_000
LISTED = 3_000_000
SAMPLE = 200_000
BEYOND = 2**62

Index = NDArray[np.int64]
Counts = NDArray[Any]  # machine integers, or Python integers where they could overflow


@dataclass(frozen=True)
class AgreementZone:
    """How many deals are in the zone of agreement.

    Attributes
    ----------
    packages : all deals
    rational : deals worth at least no deal to every party whose consent they need
    zone : deals worth strictly more; both are bounds from below when `exact` is False
    rational_at_most, zone_at_most : bounds from above (the same numbers when exact)
    exact : whether the counts are exact
    method : "states" (merged partial sums), "convolution" (a table of whole sums), "pairs" (two
        halves, sorted), or "bounds"
    why_empty : when the zone is empty, one sentence that says what stands in the way
    estimate, estimate_error : where only bounds are known, the zone's size by a sample of 200,000
        deals (always the same sample) and one standard error
    """

    packages: int
    rational: int
    zone: int
    rational_at_most: int
    zone_at_most: int
    exact: bool
    method: str
    why_empty: str | None
    estimate: float | None = None
    estimate_error: float | None = None

    @property
    def share(self) -> float:
        """Share of all deals that is in the zone."""
        return self.zone / self.packages

    @property
    def likely(self) -> int:
        """The zone's size: as counted where exact, else by the sample, within the bounds."""
        if self.exact or self.estimate is None:
            return self.zone
        return min(max(round(self.estimate), self.zone), self.zone_at_most)


def agreement_zone(model: DealModel, *, time_limit: float = 10.0) -> AgreementZone:
    """Count the deals in the zone of agreement, exactly where it can be done in the time.

    Parameters
    ----------
    model : DealModel
        The problem.
    time_limit : float
        Seconds per count, after which the count is given as bounds.

    Returns
    -------
    AgreementZone
        An empty zone is an answer, with the reason in `why_empty`.

    Notes
    -----
    Above 200,000 deals and with veto players alone, whole scores are convolved on a table of sums
    (exact up to twenty million cells), and one or two veto players are counted from two sorted
    halves, exactly for any scores. Else partial sums are merged. Where the table or the states are
    too many, worths are rounded down for a bound from below and up for one from above. A deal that
    needs nobody counts as in the zone.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> found = agreement_zone(make_model([[[3, 0], [0, 2]], [[1, 1], [4, 4]]], [0, 4]))
    >>> found.packages, found.rational, found.zone
    (4, 4, 2)
    """
    scores = score(model)
    counts = []
    for strict in (False, True):
        wall = thresholds(scores, strict=strict)
        if (large := _large(model, scores, wall)) is not None:
            counts.append(large)
        else:
            low, exact = count_states(model, scores, wall, up=False, time_limit=time_limit)
            high = (
                low
                if exact
                else count_states(model, scores, wall, up=True, time_limit=time_limit)[0]
            )
            counts.append((low, high, "states" if exact else "bounds"))
    (rational, r_high, one), (strictly, z_high, two) = counts
    guess = (None, None) if strictly == z_high else _estimate(model, scores, wall)
    return AgreementZone(
        model.n_packages,
        rational,
        strictly,
        r_high,
        z_high,
        rational == r_high and strictly == z_high,
        "bounds" if "bounds" in (one, two) else one,
        why_empty(model) if z_high == 0 else None,
        *guess,
    )


def thresholds(scores: Scores, *, strict: bool) -> Ticks:
    """Fewest ticks that count as worth at least (or, strictly, more than) no deal, per party."""
    key = scores.key(scores.reservation) + (1 if strict else 0)
    return np.asarray(key * scores.step - scores.step // 2, np.int64)


def consents(
    model: DealModel, scores: Scores, ticks: Ticks, label: Index, wall: Ticks
) -> NDArray[np.bool_]:
    """Whether each deal (total ticks and label) has every consent it needs, and the quorum."""
    n = model.n_parties
    enough = ticks >= wall
    needed = ((label[:, None] | scores.veto) >> np.arange(n) & 1).astype(bool)
    crossed = (label[:, None] >> (RED + np.arange(n)) & 1).astype(bool)
    yes = enough & ~crossed
    fine = (yes | ~needed).all(axis=1)
    if model.quorum is not None:
        who = sorted(model.quorum.parties)
        fine &= yes[:, who].sum(axis=1) >= model.quorum.at_least
    return np.asarray(fine)


def count_states(
    model: DealModel, scores: Scores, wall: Ticks, *, up: bool, time_limit: float
) -> tuple[int, bool]:
    """Count by merging equal partial sums; when there are too many, a bound (from above when `up`).

    Returns the count and whether it is exact.
    """
    deadline = time.monotonic() + time_limit
    blocks = sorted(scores.blocks, key=lambda b: len(b.ticks))
    total = float(np.prod([float(len(b.ticks)) for b in blocks]))
    limit = MOST_STATES if total > LISTED else int(total)
    ticks, label = np.zeros((1, model.n_parties), np.int64), np.zeros(1, np.int64)
    counts: Counts = np.ones(1, np.int64)
    if total >= BEYOND:
        counts = counts.astype(object)
    exact = True
    for at, block in enumerate(blocks):
        rest = blocks[at + 1 :]
        most = sum((b.ticks.max(axis=0) for b in rest), np.zeros(model.n_parties, np.int64))
        least = sum((b.ticks.min(axis=0) for b in rest), np.zeros(model.n_parties, np.int64))
        if time.monotonic() > deadline:
            limit = min(limit, 20_000)
        while len(ticks) * len(block.ticks) > 10 * limit:
            exact = False
            ticks, label, counts = _coarsen(ticks, label, counts, wall, limit, up=up)
        ticks = (ticks[:, None] + block.ticks[None]).reshape(-1, model.n_parties)
        label = (label[:, None] | block.label[None]).ravel()
        counts = np.repeat(counts, len(block.ticks))
        fine = signable(label, scores.veto)
        fine &= (ticks + most >= wall)[:, list(bits(scores.veto))].all(axis=1)
        ticks, label, counts = ticks[fine], label[fine], counts[fine]
        ticks = np.clip(ticks, wall - most - 1, np.maximum(wall - least, wall - most - 1))
        if rest and len(ticks) > 64:
            ticks, label, counts = _merge_equal(ticks, label, counts)
            while len(ticks) > limit:
                exact = False
                ticks, label, counts = _coarsen(ticks, label, counts, wall, limit, up=up)
    inside = consents(model, scores, ticks, label, wall)
    return int(counts[inside].sum()) if inside.any() else 0, exact


def count_pairs(scores: Scores, wall: Ticks) -> int:
    """Count the deals at or above `wall` for one or two veto parties from two sorted halves."""
    blocks = sorted(scores.blocks, key=lambda b: -len(b.ticks))
    who = list(bits(scores.veto))
    halves = [np.zeros((1, len(who)), np.int64), np.zeros((1, len(who)), np.int64)]
    for block in blocks:
        small = 0 if len(halves[0]) <= len(halves[1]) else 1
        fine = block.ticks[signable(block.label, scores.veto)][:, who]
        halves[small] = (halves[small][:, None] + fine[None]).reshape(-1, len(who))
    one, two = ((np.column_stack([h, h]) if len(who) == 1 else h) for h in halves)
    from parley.models.deals.kernels import dominance_pairs

    need = np.broadcast_to(wall[who], (2,)) - one
    need, two = need[np.argsort(-need[:, 0])], two[np.argsort(-two[:, 0])]
    levels = np.sort(two[:, 1])
    levels = levels[np.append(True, levels[1:] != levels[:-1])]
    rank = np.searchsorted(levels, two[:, 1])
    floor = np.searchsorted(levels, need[:, 1])
    return int(dominance_pairs(need[:, 0].copy(), floor, two[:, 0].copy(), rank, len(levels)))


def zone_packages(model: DealModel, *, most: int = 1000) -> tuple[tuple[int, ...], ...]:
    """List deals in the zone of agreement, in the order of their options, at most `most`.

    The search goes issue by issue and leaves a branch when a veto player can no longer be won; it
    looks at no more than a million partial deals.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> zone_packages(make_model([[[3, 0], [0, 2]], [[1, 1], [4, 4]]], [0, 4]))
    ((1, 0), (1, 1))
    """
    found: list[tuple[int, ...]] = []
    for package in _search(model):
        if len(found) == most:
            break
        found.append(package)
    return tuple(sorted(found))


def why_empty(model: DealModel) -> str:
    """One sentence on what keeps the zone empty: a party alone, two together, or all of them."""
    scores = score(model)
    wall = thresholds(scores, strict=True)
    names = model.parties
    for i in sorted(model.veto):
        best = sum(
            np.max(b.ticks[:, i], where=signable(b.label, 1 << i), initial=-BEYOND // 64)
            for b in scores.blocks
        )
        if best < wall[i]:
            return f"no deal is worth more to {names[i]} than no deal"
    for i, j in combinations(sorted(model.veto), 2):
        pair = _only(scores, (i, j))
        if pair is not None and count_pairs(pair, wall) == 0:
            return f"no deal is worth more than no deal to both {names[i]} and {names[j]}"
    if model.red_lines:
        return "no deal that crosses no red line wins every consent it needs"
    return "no deal wins every consent it needs, though no two veto players alone rule all out"


def _only(scores: Scores, who: tuple[int, ...]) -> Scores | None:
    """The same problem when only these parties have a say; None when its halves are too long."""
    if np.prod([float(len(b.ticks)) for b in scores.blocks]) > float(MOST_HALF) ** 2 / 64:
        return None
    return Scores(
        scores.blocks, scores.reservation, scores.step, scores.digits, scores.exact,
        sum(1 << i for i in who),
    )  # fmt: skip


def _large(model: DealModel, scores: Scores, wall: Ticks) -> tuple[int, int, str] | None:
    """Bounds (equal when exact) and method for a large problem with veto players alone."""
    needed = any((b.label & ((1 << RED) - 1)).any() for b in scores.blocks)
    plain = not needed and model.quorum is None and bool(model.veto)
    if not plain or model.n_packages <= LARGE or model.n_packages >= BEYOND:
        return None
    from parley.models.deals.dense import count_dense

    exact = count_dense(scores, wall, exact=True)
    if exact is not None:
        return exact, exact, "convolution"
    if _paired(model, scores):
        number = count_pairs(scores, wall)
        return number, number, "pairs"
    if model.n_packages <= LISTED:
        return None
    low, high = (count_dense(scores, wall, exact=False, up=up) or 0 for up in (False, True))
    return low, high, "bounds"


def _estimate(model: DealModel, scores: Scores, wall: Ticks) -> tuple[float, float]:
    """Size of the zone by a fixed sample of deals, and one standard error."""
    rng = np.random.default_rng(0)
    ticks = np.zeros((SAMPLE, model.n_parties), np.int64)
    label = np.zeros(SAMPLE, np.int64)
    for block in scores.blocks:
        chosen = rng.integers(0, len(block.ticks), SAMPLE)
        ticks += block.ticks[chosen]
        label |= block.label[chosen]
    share = float(consents(model, scores, ticks, label, wall).mean())
    error = (share * (1 - share) / SAMPLE) ** 0.5
    return share * model.n_packages, error * model.n_packages


def _paired(model: DealModel, scores: Scores) -> bool:
    """Whether the count is of one or two veto players with halves short enough to sort."""
    if len(model.veto) not in (1, 2):
        return False
    sizes = sorted((len(b.ticks) for b in scores.blocks), reverse=True)
    halves = [1.0, 1.0]
    for size in sizes:
        halves[0 if halves[0] <= halves[1] else 1] *= size
    return max(halves) <= MOST_HALF


def _merge_equal(ticks: Ticks, label: Index, counts: Counts) -> tuple[Ticks, Index, Counts]:
    """Sum the counts of equal states."""
    columns = [*ticks.T, label] if label.any() else list(ticks.T)
    spans = [int(c.max()) - int(c.min()) + 1 for c in columns]
    if np.prod([float(s) for s in spans]) < BEYOND:
        key = np.zeros(len(ticks), np.int64)
        for column, span in zip(columns, spans, strict=True):
            key = key * span + (column - column.min())
        order = np.argsort(key, kind="stable")
        new = np.flatnonzero(np.append(True, np.diff(key[order]) != 0))
    else:
        order = np.lexsort(columns)
        rows = np.column_stack(columns)[order]
        new = np.flatnonzero(np.append(True, (rows[1:] != rows[:-1]).any(axis=1)))
    first = order[new]
    return ticks[first], label[first], np.add.reduceat(counts[order], new)


def _coarsen(
    ticks: Ticks,
    label: Index,
    counts: Counts,
    wall: Ticks,
    limit: int,
    *,
    up: bool,
) -> tuple[Ticks, Index, Counts]:
    """Round partial sums to coarser steps, all up or all down, until few states are left."""
    span = ticks.max(axis=0) - ticks.min(axis=0) + 1
    width = np.ones(ticks.shape[1], np.int64)
    while np.prod(np.maximum(span / width, 1)) * len(np.unique(label)) > limit / 4:
        width[np.argmax(span / width)] *= 2
    offset = (ticks - wall) // width * width
    if up:
        offset = -((wall - ticks) // width * width)
    return _merge_equal(wall + offset, label, counts)


def _search(model: DealModel) -> Iterator[tuple[int, ...]]:
    """Depth-first over the blocks, best bound kept for the veto players."""
    scores = score(model)
    wall = thresholds(scores, strict=True)
    blocks = scores.blocks
    veto = list(bits(scores.veto))
    rest = [np.zeros(model.n_parties, np.int64)]
    for block in reversed(blocks):
        rest.append(rest[-1] + block.ticks.max(axis=0))
    rest.reverse()
    none: tuple[int, ...] = ()
    stack: list[tuple[int, Ticks, np.int64, tuple[int, ...]]] = [
        (0, np.zeros(model.n_parties, np.int64), np.int64(0), none)
    ]
    nodes = 0
    while stack and nodes < MOST_NODES:
        at, ticks, label, chosen = stack.pop()
        if at == len(blocks):
            if consents(model, scores, ticks[None], np.array([label]), wall)[0]:
                yield _in_order(model, scores, chosen)
            continue
        block = blocks[at]
        total, joined = ticks + block.ticks, label | block.label
        fine = signable(joined, scores.veto)
        fine &= (total + rest[at + 1] >= wall)[:, veto].all(axis=1)
        rows = np.flatnonzero(fine)
        nodes += len(rows)
        stack += [(at + 1, total[r], joined[r], (*chosen, int(r))) for r in rows[::-1]]


def _in_order(model: DealModel, scores: Scores, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """Joint options per block back to an option per issue."""
    package = [0] * len(model.issues)
    for block, row in zip(scores.blocks, chosen, strict=True):
        for issue, option in zip(block.issues, block.options[row], strict=True):
            package[issue] = int(option)
    return tuple(package)


def needed_parties(model: DealModel) -> tuple[int, ...]:
    """Parties whose consent some deal needs, or who count for the quorum, in order.

    Raises
    ------
    DealError
        If there is none: then nothing has to be agreed.
    """
    who = set(model.veto).union(*(w for options in model.consent for w in options))
    who |= model.quorum.parties if model.quorum else set()
    if not who:
        raise DealError("consent: no deal needs anybody's consent; name veto players or consent")
    return tuple(sorted(who))
