"""Trades between issues: each of two actors gives way where it cares less, and both gain.

Source: Stokman & Van Oosten (1994), "The exchange of voting positions: an object-oriented model of
policy networks", in Bueno de Mesquita & Stokman, European Community Decision Making, ch. 5; from
the verbal statement. Outcomes are weighted means of the positions actors vote for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from parley.errors import PositionError
from parley.models.positions.model import Floats, Issue

LEAST_GAIN = 1e-9


@dataclass(frozen=True, eq=False)
class Trade:
    """One trade.

    Attributes
    ----------
    first, second : str
        The two actors: `first` gains on `issue` and gives way on `other_issue`.
    issue, other_issue : str
        What is traded.
    second_votes, first_votes : float
        Where `second` now votes on `issue`, and `first` on `other_issue`, in their units.
    gain : float
        Salience times share of the scale that each of the two gains; the same for both.
    externalities : array, shape (n,)
        What every actor gains (or loses) by the trade, the two traders included.
    """

    first: str
    second: str
    issue: str
    other_issue: str
    second_votes: float
    first_votes: float
    gain: float
    externalities: Floats


@dataclass(frozen=True, eq=False)
class Exchange:
    """Trades made, in order, and what becomes of the outcomes.

    Attributes
    ----------
    trades : tuple of Trade
        Empty when no trade helps two actors.
    before, after : array, shape (issues,)
        Weighted means of the votes, in the issues' units.
    votes : array, shape (n, issues)
        What actors vote for in the end, in the issues' units.
    gains : array, shape (n,)
        Sum over the trades of what each actor gains.
    """

    trades: tuple[Trade, ...]
    before: Floats
    after: Floats
    votes: Floats
    gains: Floats


def exchange(issues: Sequence[Issue]) -> Exchange:
    """Make the trades that help both traders, the most helpful first.

    Parameters
    ----------
    issues : sequence of Issue
        At least one, with the same actors; capability may differ by issue.

    Returns
    -------
    Exchange
        A single issue has no trades.

    Raises
    ------
    PositionError
        If there are no issues or their actors differ.

    Notes
    -----
    Two actors can trade two issues when they stand on opposite sides of both expected outcomes and
    weigh the issues differently. The trade is the largest that gives both the same gain, that takes
    no vote beyond the partner's position, and no outcome beyond the position of the one who gains
    by it. A vote moves once. Ties go to issues, then actors, listed first. The outcome is a
    forecast only as far as promises to trade are kept.

    Examples
    --------
    >>> tax = Issue(["A", "B"], [0, 1], [1.0, 0.2], [1, 1], name="tax")
    >>> aid = Issue(["A", "B"], [0, 1], [0.2, 1.0], [1, 1], name="aid")
    >>> result = exchange([tax, aid])
    >>> result.trades[0].first, result.trades[0].issue, result.after.round(2).tolist()
    ('A', 'tax', [0.0, 1.0])
    """
    if not issues:
        raise PositionError("trades need at least one issue, got none")
    for other in issues[1:]:
        if other.actors != issues[0].actors:
            raise PositionError(
                f"issues {issues[0].name!r} and {other.name!r} must have the same actors"
            )
    ideal = np.array([issue.unit_positions for issue in issues]).T
    s = np.array([issue.s for issue in issues]).T
    share = np.array([issue.weights / issue.weights.sum() for issue in issues]).T
    votes, moved = ideal.copy(), np.zeros(ideal.shape, bool)
    start = (share * votes).sum(axis=0)
    trades: list[Trade] = []
    while True:
        outcome = (share * votes).sum(axis=0)
        best = _best(ideal, s, share, votes, moved, outcome)
        if best is None:
            break
        gain, i, j, p, q, to_p, to_q = best
        votes[j, p], votes[i, q] = to_p, to_q
        moved[j, p] = moved[i, q] = True
        after = (share * votes).sum(axis=0)
        effect = (s * (np.abs(ideal - outcome) - np.abs(ideal - after))).sum(axis=1)
        names = issues[0].actors
        trades.append(
            Trade(
                names[i], names[j], issues[p].name, issues[q].name,
                float(issues[p].from_unit(to_p)), float(issues[q].from_unit(to_q)), gain, effect,
            )
        )  # fmt: skip
    return Exchange(
        trades=tuple(trades),
        before=_units(start, issues),
        after=_units((share * votes).sum(axis=0), issues),
        votes=np.array([issue.from_unit(votes[:, d]) for d, issue in enumerate(issues)]).T,
        gains=np.sum([t.externalities for t in trades], axis=0) if trades else np.zeros(len(s)),
    )


Found = tuple[float, int, int, int, int, float, float]


def _best(
    ideal: Floats, s: Floats, share: Floats, votes: Floats, moved: np.ndarray, outcome: Floats
) -> Found | None:
    """The trade with the largest equal gain; None when none gains."""
    best: Found | None = None
    n, m = ideal.shape
    for p, q in combinations(range(m), 2):
        for i, j in combinations(range(n), 2):
            side = (ideal[[i, j]] - outcome)[:, [p, q]]
            if side[0, 0] * side[1, 0] >= 0 or side[0, 1] * side[1, 1] >= 0:
                continue
            # whoever weighs p more, relative to q, gains on p
            lean = s[i, p] * s[j, q] - s[i, q] * s[j, p]
            if lean == 0:
                continue
            a, b = (i, j) if lean > 0 else (j, i)
            if moved[b, p] or moved[a, q]:
                continue
            found = _trade(a, b, p, q, ideal, s, share, votes, outcome)
            if found is not None and (best is None or found[0] > best[0] + LEAST_GAIN):
                best = found
    return best


def _trade(
    a: int, b: int, p: int, q: int,
    ideal: Floats, s: Floats, share: Floats, votes: Floats, outcome: Floats,
) -> Found | None:  # fmt: skip
    """The largest trade in which a gains on p and b on q, with equal gains."""
    # most that each outcome can move: the giver goes all the way, or the taker has all it wants
    most_p = min(share[b, p] * abs(ideal[a, p] - votes[b, p]), abs(ideal[a, p] - outcome[p]))
    most_q = min(share[a, q] * abs(ideal[b, q] - votes[a, q]), abs(ideal[b, q] - outcome[q]))
    sum_p, sum_q = s[a, p] + s[b, p], s[a, q] + s[b, q]
    move_p = min(most_p, most_q * sum_q / sum_p)
    move_q = move_p * sum_p / sum_q
    gain = s[a, p] * move_p - s[a, q] * move_q
    if not gain > LEAST_GAIN:
        return None
    to_p = votes[b, p] + np.sign(ideal[a, p] - outcome[p]) * move_p / share[b, p]
    to_q = votes[a, q] + np.sign(ideal[b, q] - outcome[q]) * move_q / share[a, q]
    return float(gain), a, b, p, q, float(to_p), float(to_q)


def _units(x: Floats, issues: Sequence[Issue]) -> Floats:
    """One point per issue, in its unit."""
    return np.array([float(issue.from_unit(v)) for issue, v in zip(issues, x, strict=True)])
