"""KTAB's spatial model of politics: several dimensions, turn by turn. Experimental.

Actors challenge one another, propose bargains, and each takes the bargain that a probabilistic
Condorcet election among all those that involve it makes likeliest. It reproduces the reference run
of KTAB's sample scenario; it has not been scored on decided issues.

Source: Wise, Lester & Efird (2015), "An introduction to the KAPSARC Toolkit for Behavioral Analysis
(KTAB) using one-dimensional spatial models", and "Multidimensional bargaining using KTAB", KAPSARC;
settings as in KTAB's reference runs: proportional votes, semi-committed third parties, attitudes to
risk about the middle, bargains proposed by the challenger.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.errors import PositionError
from parley.models.positions.election import (
    coalition_strengths,
    victory_probabilities,
    winners,
)
from parley.models.positions.model import Floats, Issue

LEAST_GAIN = 1e-5
LEAST_STRENGTH = 1e-10
LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, eq=False)
class Challenge:
    """One challenge and the bargain it proposes.

    Attributes
    ----------
    actor, target : str
        Who challenges whom.
    chance : float
        The challenger's estimate of prevailing.
    gain : float
        What the challenger expects to gain, in utility.
    actor_to, target_to : array, shape (dimensions,)
        Where the bargain would put each, in the issues' units.
    """

    actor: str
    target: str
    chance: float
    gain: float
    actor_to: Floats
    target_to: Floats


@dataclass(frozen=True, eq=False)
class SpatialTurn:
    """The state at the start of a turn and what is done in it.

    Attributes
    ----------
    positions : array, shape (n, dimensions)
        In the issues' units.
    probabilities : array, shape (n,)
        Chance that each actor's position would win an election now. As in KTAB, every actor is a
        candidate, so two on one point face each other evenly.
    risk : array, shape (n,)
        Attitude to risk, from -1/2 (averse; the actor whose position is least likely to win when
        none minds risk) to 1.
    utility : array, shape (n, n)
        Worth of each position (column) to each actor (row), with its attitude to risk.
    challenges : tuple of Challenge
        At most one per actor; none from an actor that expects to gain by none.
    """

    positions: Floats
    probabilities: Floats
    risk: Floats
    utility: Floats
    challenges: tuple[Challenge, ...]


def spatial_model(
    issues: Sequence[Issue],
    *,
    turns: int = 5,
    law: str = "linear",
    method: str = "conditional",
) -> tuple[SpatialTurn, ...]:
    """Run the spatial model over several dimensions.

    Parameters
    ----------
    issues : sequence of Issue
        One per dimension, with the same actors and capabilities; an actor's saliences sum to at
        most 1 and to more than 0.
    turns : int
        At least 0.
    law, method : str
        Of the elections, see `election`.

    Returns
    -------
    tuple of SpatialTurn, length turns + 1
        The last one holds the final state and the challenges it would lead to. With one actor, or
        all on one point, nothing moves.

    Raises
    ------
    PositionError
        If there are no issues, or actors, capabilities or saliences break a rule above.

    Notes
    -----
    A change of the scale's ends changes the model: positions are shares of the scale. Bargains are
    rounded to 4 decimals of the scale, as in KTAB. In one dimension salience matters only in
    challenges, since it cancels out of distances.

    Examples
    --------
    >>> issue = Issue(["A", "B"], [0.2, 0.8], [0.5, 0.5], [2, 1])
    >>> start, end = spatial_model([issue], turns=1)
    >>> start.risk.round(2).tolist(), end.positions.round(2).ravel().tolist()
    ([1.0, -0.5], [0.38, 0.38])
    """
    c, s = _checked(issues, turns)
    x = np.array([issue.unit_positions for issue in issues]).T
    out = []
    for _ in range(turns + 1):
        raw = _values(x, s)
        risk = _attitudes(_chances(raw, c, law, method))
        own = _with_risk(raw, risk)
        p = _chances(own, c, law, method)
        challenges, bargains = _challenges(x, c, s, raw, risk, issues)
        out.append(SpatialTurn(_units(x, issues), p, risk, own, challenges))
        x = _resolve(x, s, c, risk, own, bargains, law, method)
    return tuple(out)


def _checked(issues: Sequence[Issue], turns: int) -> tuple[Floats, Floats]:
    """Capabilities (n,) and saliences (n, dimensions) that fit the model."""
    if not issues:
        raise PositionError("the spatial model needs at least one issue, got none")
    if turns < 0:
        raise PositionError(f"turns must be at least 0, got {turns}")
    first = issues[0]
    for other in issues[1:]:
        if other.actors != first.actors or not np.array_equal(other.c, first.c):
            raise PositionError(
                f"issues {first.name!r} and {other.name!r} must share actors and capabilities"
            )
    s = np.array([issue.s for issue in issues]).T
    for actor, total in zip(first.actors, s.sum(axis=1), strict=True):
        if not 0 < total <= 1 + 1e-9:
            raise PositionError(
                f"saliences of {actor} over the dimensions must sum to more than 0 and at most 1, "
                f"got {total:g}"
            )
    return first.c, s


def _values(x: Floats, s: Floats) -> Floats:
    """Worth of each position (column) to each actor (row) without risk: 1 minus distance."""
    return np.asarray(1 - _distances(x[None, :, :] - x[:, None, :], s))


def _distances(gaps: Floats, s: Floats) -> Floats:
    """Distances as actors weigh the dimensions: gaps (n, m, dimensions), s (n, dimensions)."""
    squares = ((s[:, None, :] * gaps) ** 2).sum(axis=2)
    return np.asarray(np.sqrt(squares / (s**2).sum(axis=1)[:, None]))


def _with_risk(values: Floats, risk: Floats) -> Floats:
    """Worth bent by each row's attitude to risk: v (1 + (1 - v) r)."""
    return np.asarray(values * (1 + (1 - values) * risk[:, None]))


def _chances(utility: Floats, c: Floats, law: str, method: str) -> Floats:
    """Chance of each actor's position in an election in which all are candidates, shape (n,)."""
    victory = victory_probabilities(coalition_strengths(utility, c), law)
    return winners(victory, method)


def _attitudes(p: Floats) -> Floats:
    """Attitude to risk from the chance of each actor's position; 0 when all are equal."""
    low, high = p.min(), p.max()
    if high - low <= 1e-12:
        return np.zeros(len(p))
    return np.asarray((3 * p - (high + 2 * low)) / (2 * (high - low)))


def _challenges(
    x: Floats, c: Floats, s: Floats, raw: Floats, risk: Floats, issues: Sequence[Issue]
) -> tuple[tuple[Challenge, ...], list[tuple[int, int, Floats, Floats]]]:
    """Each actor's best challenge, if it gains by any, and the bargains (actor, target, to, to)."""
    total = s.sum(axis=1)
    names = issues[0].actors
    challenges, bargains = [], []
    for i in range(len(c)):
        seen = (2 * risk[i] + risk) / 3
        seen[i] = risk[i]
        utility = _with_risk(raw, seen)
        best, chance, gain = -1, 0.0, LEAST_GAIN
        for j in range(len(c)):
            if j != i:
                p, g = _prospect(i, j, utility, c * total, total[j])
                if g > gain:
                    best, chance, gain = j, p, g
        if best >= 0:
            mine, theirs = _bargain(x[i], x[best], s[i], s[best], chance)
            bargains.append((i, best, mine, theirs))
            to = _units(np.array([mine, theirs]), issues)
            challenges.append(Challenge(names[i], names[best], chance, gain, to[0], to[1]))
    return tuple(challenges), bargains


def _prospect(i: int, j: int, u: Floats, w: Floats, resists: float) -> tuple[float, float]:
    """The chance that i prevails over j, and what i expects to gain, by the utilities i sees.

    Third parties n weigh joining i against joining j in a contest of three, half committed: the
    side that loses moves to the winner's position, the joiner keeps its own when its side wins.
    """
    strong = w[i] * max(u[i, i] - u[i, j], 0.0) + LEAST_STRENGTH
    weak = w[j] * max(u[j, j] - u[j, i], 0.0) + LEAST_STRENGTH
    n = np.delete(np.arange(len(w)), [i, j])
    lean = w[n] * (u[n, i] - u[n, j])
    with_i, with_j = strong + np.maximum(lean, 0), weak + np.maximum(-lean, 0)
    p = with_i / (with_i + with_j)
    join_i = p * (2 * u[n, i] + u[n, n]) + (1 - p) * 3 * u[n, j]
    join_j = p * 3 * u[n, i] + (1 - p) * (2 * u[n, j] + u[n, n])
    votes = w[n] * (join_i - join_j)
    for_i, for_j = strong + np.maximum(votes, 0).sum(), weak + np.maximum(-votes, 0).sum()
    chance = for_i / (for_i + for_j)
    contest = chance * 2 * u[i, i] + (1 - chance) * 2 * u[i, j]
    worth = (1 - resists) * 2 * u[i, i] + resists * contest
    return float(chance), float(worth - (u[i, i] + u[i, j]))


def _bargain(
    mine: Floats, theirs: Floats, s: Floats, s_theirs: Floats, chance: float
) -> tuple[Floats, Floats]:
    """Where the challenger would put both: means weighted by salience and chance, both squared."""
    a, b = (s * chance) ** 2, (s_theirs * (1 - chance)) ** 2
    total = a + b + LEAST_WEIGHT
    to = ((a + LEAST_WEIGHT) * mine + b * theirs) / total
    back = (a * mine + (b + LEAST_WEIGHT) * theirs) / total
    return np.round(to, 4), np.round(back, 4)


def _resolve(
    x: Floats,
    s: Floats,
    c: Floats,
    risk: Floats,
    own: Floats,
    bargains: list[tuple[int, int, Floats, Floats]],
    law: str,
    method: str,
) -> Floats:
    """New positions: each actor takes the likeliest of the bargains it is in, or stays."""
    to = x.copy()
    as_is = own.mean(axis=1)
    worth = [_worth_of(b, x, s, risk, own) for b in bargains]
    for k in range(len(c)):
        mine = [m for m, (i, j, _, _) in enumerate(bargains) if k in (i, j)]
        if not mine:
            continue
        # KTAB lists the actor's staying put where its own challenge stands in the order
        order: list[int] = [m for m in mine if bargains[m][0] < k]
        order = [*order, -1, *(m for m in mine if bargains[m][0] >= k)]
        utility = np.array([as_is if m < 0 else worth[m] for m in order]).T
        victory = victory_probabilities(coalition_strengths(utility, c), law)
        chosen = order[int(np.argmax(winners(victory, method)))]
        if chosen >= 0:
            i, _, a, b = bargains[chosen]
            to[k] = a if i == k else b
    return to


def _worth_of(
    bargain: tuple[int, int, Floats, Floats], x: Floats, s: Floats, risk: Floats, own: Floats
) -> Floats:
    """Mean worth to each actor of all positions after the bargain, shape (n,)."""
    i, j, a, b = bargain
    gaps = np.array([a, b])[None, :, :] - x[:, None, :]
    moved = _with_risk(1 - _distances(gaps, s), risk)
    return np.asarray((own.sum(axis=1) - own[:, i] - own[:, j] + moved.sum(axis=1)) / len(x))


def _units(x: Floats, issues: Sequence[Issue]) -> Floats:
    """Positions (m, dimensions) in the issues' units."""
    return np.array([issue.from_unit(x[:, d]) for d, issue in enumerate(issues)]).T
