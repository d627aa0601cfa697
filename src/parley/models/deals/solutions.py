"""Single deals that the bargaining literature singles out, each against the value of no deal.

All are over deals, not lotteries between them, and none exists when no deal is strictly better than
no deal for everyone with a say. Each lies on the frontier, so only the frontier is looked at.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import DealError
from parley.models.deals.merge import Frontier, frontier
from parley.models.deals.model import DealModel
from parley.models.deals.scores import Scores, score
from parley.models.deals.zone import needed_parties

TIE = 1e-12
CONCEPTS = ("nash", "kalai", "ks", "egalitarian", "utilitarian", "raiffa")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Solution:
    """One deal chosen by a bargaining solution.

    concept : its name; package : option indices; worths : per party (integers stay integers)
    gains : worth above no deal, per party; tied : frontier points that do equally well, itself
    included
    """

    concept: str
    package: tuple[int, ...]
    worths: tuple[float, ...]
    gains: tuple[float, ...]
    tied: int


def solve(
    model: DealModel, found: Frontier | None = None, *, concepts: tuple[str, ...] = CONCEPTS
) -> dict[str, Solution | None]:
    """Nash, Kalai, Kalai-Smorodinsky, egalitarian, utilitarian and Raiffa deals.

    Parameters
    ----------
    model : DealModel
        The problem; its reservation values are the disagreement point, whatever they are.
    found : Frontier, optional
        Its frontier, when already at hand.
    concepts : names
        Which of them.

    Returns
    -------
    dict
        Solution per concept; None for all when no deal is strictly better than no deal for every
        party whose consent some deal needs.

    Notes
    -----
    Gains are worth minus reservation value; deals that leave nobody worse off than no deal compete
    (the individually rational ones). nash: largest product of gains (Nash 1950). kalai:
    largest least gain, equal proportions on the scales given (Kalai 1977). ks: largest least share
    of the best gain each party can have (Kalai & Smorodinsky 1975). egalitarian: as
    kalai, then the second least gain, and so on (leximin). utilitarian: largest sum of worths.
    raiffa: step by step from no deal towards each party's best deal (discrete Raiffa 1953), then
    the deal in the zone with the largest least gain beyond where the steps lead. Ties: the larger
    leximin of gains, then the best deal for the first party. nash and ks do not change with the
    scale of a party; kalai, egalitarian and utilitarian do.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[9, 6, 2], [1, 5, 8]]], [1, 2])
    >>> {name: s.package for name, s in solve(model, concepts=("nash", "kalai")).items()}
    {'nash': (1,), 'kalai': (1,)}
    """
    found = frontier(model) if found is None else found
    who = list(needed_parties(model))
    if not in_zone(model, found).any():
        return dict.fromkeys(concepts)
    rows = np.flatnonzero(in_zone(model, found, strict=False))
    worths = np.asarray(found.worths[rows], float)
    gains = (worths - model.reservation)[:, who]
    picks: dict[str, Solution | None] = {}
    for concept in concepts:
        order = CHOICE[concept](gains, worths[:, who])
        row = rows[order[0]]
        picks[concept] = Solution(
            concept,
            found.packages[row],
            tuple(found.worths[row].tolist()),
            tuple((found.worths[row] - model.reservation).tolist()),
            len(order),
        )
    return picks


def improved(
    model: DealModel, solved: dict[str, Solution | None], *, time_limit: float = 10.0
) -> dict[str, Solution | None]:
    """Replace Nash, Kalai and utilitarian deals by those of queries where these do better.

    For an approximate frontier, whose points may miss the best deals. Nothing changes where a query
    finds nothing better in its time.
    """
    from parley.models.deals.queries import best_least_gain, best_product, best_sum

    out = dict(solved)
    who = list(needed_parties(model))
    for concept, ask in (
        ("kalai", best_least_gain),
        ("nash", best_product),
        ("utilitarian", best_sum),
    ):
        found = ask(model, time_limit=time_limit)
        if found.package is None or found.worths is None or found.gains is None:
            continue
        gains = np.array(found.gains, float)[who]
        if (concept != "utilitarian" or out.get("kalai") is None) and not (gains > 0).all():
            continue
        before = out.get(concept)
        worths = np.array([found.worths], float)[:, who]
        rows, mine = gains[None], worths
        if before is not None:
            rows = np.vstack([np.array(before.gains, float)[None, who], rows])
            mine = np.vstack([np.array(before.worths, float)[None, who], mine])
        if CHOICE[concept](rows, mine)[0] == len(rows) - 1:
            out[concept] = Solution(concept, found.package, found.worths, found.gains, 1)
    return out


def in_zone(model: DealModel, found: Frontier, *, strict: bool = True) -> NDArray[np.bool_]:
    """Frontier points worth more (or, not strictly, no less) than no deal to all with a say."""
    return better(score(model), model, found.worths, list(needed_parties(model)), strict=strict)


def rational_part(model: DealModel, found: Frontier) -> Frontier:
    """The frontier's points worth at least no deal to every party whose consent they need.

    They are the frontier of the rational deals: whatever beats a rational deal is rational too.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[9, 6, 2], [1, 5, 8]]], [3, 2])
    >>> rational_part(model, frontier(model)).worths.tolist()
    [[6, 5]]
    """
    scores = score(model)
    keep = [
        bool(better(scores, model, found.worths[r], sorted(found.needs[r]), strict=False)[0])
        and _quorate(scores, model, found, r)
        for r in range(len(found.counts))
    ]
    rows = np.flatnonzero(keep)
    return replace(
        found,
        worths=found.worths[rows],
        counts=tuple(found.counts[r] for r in rows),
        packages=tuple(found.packages[r] for r in rows),
        needs=tuple(found.needs[r] for r in rows),
    )


def _quorate(scores: Scores, model: DealModel, found: Frontier, row: int) -> bool:
    """Whether enough of a quorum's parties find the point no worse than no deal."""
    if model.quorum is None:
        return True
    crossed = model.crosses(found.packages[row])
    yes = [
        i not in crossed and bool(better(scores, model, found.worths[row], [i], strict=False)[0])
        for i in model.quorum.parties
    ]
    return sum(yes) >= model.quorum.at_least


def better(
    scores: Scores, model: DealModel, worths: ArrayLike, who: list[int], *, strict: bool = True
) -> NDArray[np.bool_]:
    """Rows of worths above (or at least at) the reservation values of `who`, within tolerance."""
    rows = np.asarray(worths, float).reshape(-1, model.n_parties)
    scale = np.array([10.0**d for d in scores.digits])
    key = scores.key(np.rint(rows * scale).astype(np.int64))[:, who]
    held = scores.key(scores.reservation)[who]
    return np.asarray((key > held if strict else key >= held).all(axis=1))


def leximin(gains: Floats) -> NDArray[np.int64]:
    """Rows whose gains, sorted, are largest in lexical order.

    Examples
    --------
    >>> leximin(np.array([[1.0, 5], [2, 2], [3, 2]])).tolist()
    [2]
    """
    rows = np.arange(len(gains))
    ranked = np.sort(gains, axis=1)
    for column in range(gains.shape[1]):
        rows = rows[_largest(ranked[rows, column])]
    return rows


def raiffa_point(gains: Floats, steps: int = 200) -> Floats:
    """Where the discrete Raiffa steps lead, in gains, on the convex hull of deals and no deal.

    Each step goes from the point reached to the mean, over the parties, of the best point on the
    frontier for one party that leaves the others where they are.

    Notes
    -----
    On a finite set the best for one party is found among the deals at least as good for all as
    the point reached; the steps stop when no such deal is left.
    """
    point = np.zeros(gains.shape[1])
    left = gains
    for _ in range(steps):
        left = left[(left >= point - TIE).all(axis=1)]
        if len(left) == 0:
            break
        n = len(point)
        best = left.max(axis=0)
        step = point + (best - point) / n
        if np.abs(step - point).max() <= TIE * max(1.0, float(np.abs(best).max())):
            break
        point = step
    return point


def adjusted_winner(points: ArrayLike, names: tuple[str, ...] | None = None) -> "AdjustedWinner":
    """Divide issues between two parties by Adjusted Winner; at most one issue is split.

    Parameters
    ----------
    points : array, shape (2, n_issues)
        What winning each issue is worth to each party. Each party's points are scaled to 100.
    names : names of issues, optional
        Numbered when absent.

    Returns
    -------
    AdjustedWinner
        The share of every issue that goes to the first party, and each party's points.

    Raises
    ------
    DealError
        If there are not two parties, or a point is negative or not finite, or a sum is zero.

    Notes
    -----
    Brams & Taylor 1996; applied to Camp David by Brams & Togman 1996. Each issue goes to whoever
    puts more points on it (ties to the first party); then issues move from the party ahead to the
    other, smallest ratio of points first, the last one in part, until points are equal. Envy-free,
    equitable and efficient for points that add up and issues that can be split.

    Examples
    --------
    >>> result = adjusted_winner([[60, 40], [30, 70]])
    >>> [round(s, 4) for s in result.first], round(result.points[0], 4)
    ([1.0, 0.0909], 63.6364)
    """
    p = np.asarray(points, float)
    if p.ndim != 2 or p.shape[0] != 2 or p.shape[1] == 0:
        raise DealError(
            f"adjusted winner: points of two parties on issues are needed, got {p.shape}"
        )
    if not np.isfinite(p).all() or (p < 0).any() or (p.sum(axis=1) <= 0).any():
        raise DealError("adjusted winner: points must be 0 or more, with a positive sum per party")
    labels = names or tuple(f"issue {k + 1}" for k in range(p.shape[1]))
    p = 100 * p / p.sum(axis=1, keepdims=True)
    first = (p[0] >= p[1]).astype(float)
    have = np.array([p[0] @ first, p[1] @ (1 - first)])
    ahead = 0 if have[0] >= have[1] else 1
    mine, theirs = p[ahead], p[1 - ahead]
    holds = first if ahead == 0 else 1 - first
    split = None
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(theirs > 0, mine / theirs, np.inf)
    for k in sorted(np.flatnonzero(holds > 0), key=lambda k: (ratio[k], k)):
        gap = mine @ holds - theirs @ (1 - holds)
        if gap <= TIE * 100 or mine[k] + theirs[k] == 0:
            break
        share = min(1.0, gap / (mine[k] + theirs[k]))
        holds[k] = 1 - share
        if share < 1:
            split = labels[k]
            break
    first = holds if ahead == 0 else 1 - holds
    return AdjustedWinner(
        labels, tuple(first.tolist()), (float(p[0] @ first), float(p[1] @ (1 - first))), split
    )


@dataclass(frozen=True)
class AdjustedWinner:
    """Result of Adjusted Winner.

    issues : names; first : share of each issue that goes to the first party
    points : what each party ends with, of 100; split : the one issue that is divided, or None
    """

    issues: tuple[str, ...]
    first: tuple[float, ...]
    points: tuple[float, float]
    split: str | None


def _largest(values: Floats) -> NDArray[np.int64]:
    """Positions within rounding of the maximum."""
    top = values.max()
    return np.flatnonzero(values >= top - TIE * max(1.0, abs(float(top))))


def _settled(gains: Floats, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tied rows with the larger leximin first."""
    if len(rows) == 1:
        return rows
    best = rows[leximin(gains[rows])[0]]
    return np.concatenate([[best], rows[rows != best]])


def _nash(gains: Floats, worths: Floats) -> NDArray[np.int64]:
    with np.errstate(divide="ignore"):
        return _settled(gains, _largest(np.log(np.maximum(gains, 0)).sum(axis=1)))


def _kalai(gains: Floats, worths: Floats) -> NDArray[np.int64]:
    return _settled(gains, _largest(gains.min(axis=1)))


def _ks(gains: Floats, worths: Floats) -> NDArray[np.int64]:
    share = gains / gains.max(axis=0)  # positive: some deal is better than no deal for all
    rows = _largest(share.min(axis=1))
    return _settled(share, rows)


def _egalitarian(gains: Floats, worths: Floats) -> NDArray[np.int64]:
    return leximin(gains)


def _utilitarian(gains: Floats, worths: Floats) -> NDArray[np.int64]:
    return _settled(gains, _largest(worths.sum(axis=1)))


def _raiffa(gains: Floats, worths: Floats) -> NDArray[np.int64]:
    best = gains.max(axis=0)
    point = raiffa_point(gains)
    return _settled(gains, _largest(((gains - point) / best).min(axis=1)))


CHOICE = {
    "nash": _nash,
    "kalai": _kalai,
    "ks": _ks,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
    "raiffa": _raiffa,
}
