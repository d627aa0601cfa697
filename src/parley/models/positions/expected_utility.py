"""The expected-utility model of Bueno de Mesquita, as restated by Scholz, Calbert & Smith.

Exploratory: published accounts leave several points open, public replications differ, and on
decided issues the model forecasts worse than the plain mean. Each open point is a named flag here,
and `explore` runs all of them to show how far the answer depends on them.

Sources: Bueno de Mesquita (1994) in Bueno de Mesquita & Stokman, European Community Decision
Making; Scholz, Calbert & Smith (2011), Journal of Theoretical Politics 23, 510-531 (equations as
restated by secondary sources).
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

import numpy as np

from parley.errors import PositionError
from parley.models.positions.baselines import weighted_mean, weighted_median
from parley.models.positions.model import Floats, Issue

KINDS = ("confrontation", "compromise", "capitulation")


@dataclass(frozen=True)
class Flags:
    """Points on which accounts of the model differ.

    Attributes
    ----------
    denominator : {"all_pairs", "pair"}
        Votes that a winning chance is divided by: all cast over every pair of positions, or those
        cast on the pair at hand.
    status_quo_chance : float in [0, 1]
        Chance that nothing changes when no one challenges (Q).
    better : {"distance", "one"}
        When something changes by itself, for the better if the actor is nearer to the median than
        to its rival ("distance"), or always ("one").
    perceiver : {"own", "each"}
        Whose attitude to risk weighs the rival's challenge: the actor's own, or the rival's.
    choice : {"weighted", "least_move"}
        Which of several compromises is taken: the one lowest on the scale by the weighted point
        (|a| x_i + |b| x_j) / (|a| + |b|), or the one that asks for the least move.
    capitulation : bool
        Whether an actor gives in when it expects to lose more than its rival expects to gain.
    span : {"round", "scale"}
        What distances are shares of: the range of positions in the round, or the scale.
    """

    denominator: str = "all_pairs"
    status_quo_chance: float = 1.0
    better: str = "distance"
    perceiver: str = "own"
    choice: str = "weighted"
    capitulation: bool = False
    span: str = "round"

    def __post_init__(self) -> None:
        """Refuse unknown words and a chance outside [0, 1]."""
        for name, words in WORDS.items():
            if getattr(self, name) not in words:
                raise PositionError(
                    f"flag {name}: must be one of {', '.join(words)}, got {getattr(self, name)!r}"
                )
        if not 0 <= self.status_quo_chance <= 1:
            raise PositionError(
                f"flag status_quo_chance: must be in [0, 1], got {self.status_quo_chance:g}"
            )


WORDS = {
    "denominator": ("all_pairs", "pair"),
    "better": ("distance", "one"),
    "perceiver": ("own", "each"),
    "choice": ("weighted", "least_move"),
    "span": ("round", "scale"),
}


@dataclass(frozen=True)
class Pressure:
    """One offer accepted: in `round_`, `actor` gave way to `by` and took up `to` (issue's unit)."""

    round_: int
    actor: str
    by: str
    kind: str
    to: float


@dataclass(frozen=True, eq=False)
class ExpectedUtility:
    """The model's run over one issue.

    Attributes
    ----------
    positions : array, shape (rounds + 1, n)
        Before the first round and after each, in the issue's unit.
    medians, means : array, shape (rounds + 1,)
        Weighted median (the model's forecast) and weighted mean of each row.
    pressures : tuple of Pressure
        Who moved whom, round by round.
    settled : bool
        Whether the last round moved no one.
    flags : Flags
        As asked.
    """

    positions: Floats
    medians: Floats
    means: Floats
    pressures: tuple[Pressure, ...]
    settled: bool
    flags: Flags


@dataclass(frozen=True, eq=False)
class Exploration:
    """Runs over every combination of flags.

    Attributes
    ----------
    flags : tuple of Flags
        The combinations.
    medians : array, shape (len(flags), rounds + 1)
        The forecast of each, in the issue's unit.
    low, high : float
        Range of the last column.
    settled : int
        How many of the runs had come to rest.
    """

    flags: tuple[Flags, ...]
    medians: Floats
    low: float
    high: float
    settled: int


def expected_utility(
    issue: Issue, *, rounds: int = 10, flags: Flags | None = None
) -> ExpectedUtility:
    """Run the expected-utility model on one issue.

    Parameters
    ----------
    issue : Issue
        Positions, salience and capability.
    rounds : int
        At least 0.
    flags : Flags, optional
        The settings of the public replication that the check values come from, when None.

    Returns
    -------
    ExpectedUtility
        With all actors on one point, or one actor, nothing moves.

    Notes
    -----
    In each round every pair of actors weighs a challenge; i accepts the offer of a rival that
    expects more from the challenge than i does. Confrontations go before compromises, those before
    capitulations; then the least move; then the actor listed first. All move at once.

    Examples
    --------
    >>> issue = Issue(["A", "B", "C"], [0, 4, 10], [1, 0.2, 1], [1, 0.5, 2], high=10)
    >>> expected_utility(issue, rounds=1).medians.tolist()
    [10.0, 10.0]
    """
    flags = Flags() if flags is None else flags
    if rounds < 0:
        raise PositionError(f"rounds must be at least 0, got {rounds}")
    x, moved = issue.unit_positions, False
    path, pressures = [x], list[Pressure]()
    for t in range(1, rounds + 1):
        to, by, kind = one_round(x, issue.c, issue.s, flags)
        pressures.extend(
            Pressure(
                t, issue.actors[int(i)], issue.actors[int(by[i])], KINDS[int(kind[i])],
                float(issue.from_unit(to[i])),
            )
            for i in np.flatnonzero(by >= 0)
        )  # fmt: skip
        moved = bool(np.any(to != x))
        x = to
        path.append(x)
    positions = issue.from_unit(np.array(path))
    return ExpectedUtility(
        positions=positions,
        medians=weighted_median(positions, issue.weights),
        means=weighted_mean(positions, issue.weights),
        pressures=tuple(pressures),
        settled=not moved,
        flags=flags,
    )


def explore(
    issue: Issue, *, rounds: int = 10, status_quo_chances: Sequence[float] = (1.0, 0.5)
) -> Exploration:
    """Run the model under every combination of flags and report the spread of its forecasts.

    Examples
    --------
    >>> issue = Issue(["A", "B", "C"], [0, 4, 10], [1, 0.2, 1], [1, 0.5, 2], high=10)
    >>> len(explore(issue, rounds=1).flags)
    96
    """
    combinations = []
    for d, q, b, p, c, g, s in product(
        WORDS["denominator"], status_quo_chances, WORDS["better"], WORDS["perceiver"],
        WORDS["choice"], (False, True), WORDS["span"],
    ):  # fmt: skip
        if q < 1 or b == WORDS["better"][0]:  # with Q = 1 nothing changes by itself
            combinations.append(Flags(d, q, b, p, c, g, s))
    runs = [expected_utility(issue, rounds=rounds, flags=f) for f in combinations]
    medians = np.array([run.medians for run in runs])
    return Exploration(
        flags=tuple(combinations),
        medians=medians,
        low=float(medians[:, -1].min()),
        high=float(medians[:, -1].max()),
        settled=sum(run.settled for run in runs),
    )


def expected_utility_draws(
    positions: Floats,
    salience: Floats,
    capability: Floats,
    *,
    rounds: int = 5,
    flags: Flags | None = None,
) -> Floats:
    """Return the model's forecasts for many draws at once, compiled and on all cores.

    Parameters
    ----------
    positions, salience, capability : array, shape (D, n)
        Unit scale; salience in [0, 1]; capability at least 0, each row with some weight.
    rounds : int
        At least 0.
    flags : Flags, optional
        As in `expected_utility`.

    Returns
    -------
    array, shape (D, rounds + 1)
        Weighted median before the first round and after each. Draws do not touch each other, so the
        result does not depend on the number of threads.
    """
    from parley.models.positions.distribution import as_rows
    from parley.models.positions.kernels import eum_draws

    flags = Flags() if flags is None else flags
    if rounds < 0:
        raise PositionError(f"rounds must be at least 0, got {rounds}")
    x, s, c = (np.ascontiguousarray(v, dtype=np.float64) for v in (positions, salience, capability))
    if not x.shape == s.shape == c.shape:
        raise PositionError(
            "positions, salience and capability must have one shape, draws by actors"
        )
    if not (np.all((s >= 0) & (s <= 1)) and np.all((c >= 0) & np.isfinite(c))):
        raise PositionError("salience must be in [0, 1] and capability at least 0, none missing")
    as_rows(x, s * c, None)
    switches = np.array([
        flags.denominator == "pair", flags.better == "one", flags.perceiver == "each",
        flags.choice == "least_move", flags.capitulation, flags.span == "scale",
    ])  # fmt: skip
    out = np.empty((len(x), rounds + 1))

    def part(rows: slice) -> None:
        out[rows] = eum_draws(x[rows], s[rows], c[rows], rounds, flags.status_quo_chance, switches)

    step = max(64, -(-len(x) // (os.cpu_count() or 1)))
    parts = [slice(i, i + step) for i in range(0, len(x), step)]
    with ThreadPoolExecutor(max_workers=max(1, min(len(parts), os.cpu_count() or 1))) as pool:
        list(pool.map(part, parts))
    return out


def one_round(
    x: Floats, c: Floats, s: Floats, flags: Flags
) -> tuple[Floats, np.ndarray, np.ndarray]:
    """Return new positions, who moved each actor and by what kind of offer (-1 for none).

    All of shape (n,), positions on the unit scale.
    """
    n = len(x)
    span = 1.0 if flags.span == "scale" else float(x.max() - x.min())
    none = np.full(n, -1)
    if x.max() - x.min() <= 0 or (c * s).sum() <= 0:
        return x, none, none
    d = np.abs(x[:, None] - x[None, :]) / span
    middle = float(weighted_median(x, c * s))
    chance = _winning_chances(d, c * s, np.ones(n), flags)
    plain = _challenge(d, chance, s, np.ones(n), np.abs(x - middle) / span, flags)
    danger = np.where(np.eye(n, dtype=bool), 0.0, plain[:, :, 1]).sum(axis=1)
    low, high = danger.min(), danger.max()
    score = (2 * danger - high - low) / (high - low) if high > low else np.zeros(n)
    r = (1 - score / 3) / (1 + score / 3)
    chance = _winning_chances(d, c * s, r, flags)
    worth = _challenge(d, chance, s, r, np.abs(x - middle) / span, flags)
    own = worth[:, :, 0]
    rival = worth[:, :, 1] if flags.perceiver == "own" else worth[:, :, 0].T
    return _settle(x, own, rival, flags)


def _winning_chances(d: Floats, w: Floats, r: Floats, flags: Flags) -> Floats:
    """Chance that i beats j, from everyone's votes; actors' losses are distance to the power r."""
    loss = d ** r[:, None]
    votes = w[:, None, None] * (loss[:, None, :] - loss[:, :, None])  # k, i, j: gain of i over j
    for_ = np.maximum(votes, 0).sum(axis=0)
    total = np.abs(votes).sum(axis=0)
    if flags.denominator == "all_pairs":
        total = np.full_like(total, total.sum())
    return np.asarray(np.divide(for_, total, out=np.zeros_like(for_), where=total > 0))


def _challenge(
    d: Floats, chance: Floats, s: Floats, r: Floats, off: Floats, flags: Flags
) -> Floats:
    """Worth to h of a challenge between h and j, shape (h, j, 2): by h to j, and by j to h."""
    e = r[:, None]
    win, lose = 2 - 4 * (0.5 - 0.5 * d) ** e, 2 - 4 * (0.5 + 0.5 * d) ** e
    stay = 2 - 4 * 0.5**e
    out = np.empty((*d.shape, 2))
    for side in (0, 1):
        p = chance if side == 0 else chance.T
        resist = s[None, :] if side == 0 else s[:, None]
        rest = stay
        if flags.status_quo_chance < 1:
            gap = (off[:, None] if side == 0 else off[None, :]) + 0.0 * d
            good = 2 - 4 * np.maximum(0.5 - 0.25 * (gap + d), 0) ** e
            bad = 2 - 4 * (0.5 + 0.25 * (gap + d)) ** e
            better = np.ones_like(d) if flags.better == "one" else (gap < d) * 1.0
            q = flags.status_quo_chance
            rest = q * stay + (1 - q) * (better * good + (1 - better) * bad)
        out[:, :, side] = resist * (p * win + (1 - p) * lose) + (1 - resist) * win - rest
    return out


def _settle(
    x: Floats, own: Floats, rival: Floats, flags: Flags
) -> tuple[Floats, np.ndarray, np.ndarray]:
    """Each actor takes its best offer; see `expected_utility` for the order."""
    to, by, kind = x.copy(), np.full(len(x), -1), np.full(len(x), -1)
    for i in range(len(x)):
        best: tuple[int, float] | None = None
        for j in range(len(x)):
            a, b = own[i, j], rival[i, j]
            if x[i] == x[j] or not b > 0 or a == 0 or (a > 0 and b <= a):
                continue
            which = 0 if a > 0 else (1 if b > -a else 2)
            if which == 2 and not flags.capitulation:
                continue
            point = x[i] + (x[j] - x[i]) * -a / b if which == 1 else x[j]
            key = abs(point - x[i])
            if which == 1 and flags.choice == "weighted":
                key = (-a * x[i] + b * x[j]) / (b - a)
            if best is None or (which, key) < best:
                best = (which, key)
                to[i], by[i], kind[i] = point, j, which
    return to, by, kind
