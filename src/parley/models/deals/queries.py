"""Single deals found by mixed-integer programming (HiGHS), where the frontier is too large to list.

One binary per option (per joint option of issues that interact); worths, consent and red lines are
linear in them. Each query takes a time limit and reports what it has, with the bound proved.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.errors import DealError
from parley.models.deals.model import DealModel
from parley.models.deals.scores import RED, Scores, bits, score, signable
from parley.models.deals.zone import needed_parties

GAP = 1e-6
LEAST_GAIN = 1e-7
MOST_VARIABLES = 200_000

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Query:
    """Answer of one query.

    question : what was asked; package : option indices, or None when there is none (or none was
    found in the time); worths, gains : of the package, per party; value : of the objective;
    bound : no deal does better than this; proved : whether value and bound agree to a millionth;
    status : in words
    """

    question: str
    package: tuple[int, ...] | None
    worths: tuple[float, ...] | None
    gains: tuple[float, ...] | None
    value: float | None
    bound: float | None
    proved: bool
    status: str


@dataclass(frozen=True, eq=False)
class Program:
    """The linear description of a model: binaries per option, in units of each party's range.

    worth : (n_parties, n_binaries) in units of range; held : reservation in the same units
    blocks : (n_blocks, n_binaries) membership; span : worth of a unit, per party; free : binaries
    that cross no red line of a veto player
    """

    model: DealModel
    scores: Scores
    worth: Floats
    held: Floats
    blocks: Floats
    span: Floats
    free: NDArray[np.bool_]
    label: NDArray[np.int64]


def program(model: DealModel) -> Program:
    """Set up the linear description.

    Raises
    ------
    DealError
        If there are more than 200,000 options.
    """
    scores = score(model)
    rows = [len(b.ticks) for b in scores.blocks]
    if sum(rows) > MOST_VARIABLES:
        raise DealError(f"options: at most {MOST_VARIABLES} are taken by a query, got {sum(rows)}")
    unit = np.array([10.0**-d for d in scores.digits])
    worth = np.concatenate([b.ticks for b in scores.blocks]).T * unit[:, None]
    held = np.asarray(model.reservation, float)
    span = sum(np.ptp(b.ticks, axis=0) for b in scores.blocks) * unit
    span = np.where(span > 0, span, 1.0)
    blocks = np.repeat(np.eye(len(rows)), rows, axis=1)
    label = np.concatenate([b.label for b in scores.blocks])
    return Program(
        model, scores, worth / span[:, None], held / span, blocks, span,
        signable(label, scores.veto), label,
    )  # fmt: skip


def best_least_gain(model: DealModel, *, time_limit: float = 10.0) -> Query:
    """Kalai's deal: the largest least gain over no deal among all with a say (own scales).

    Empty zone: a package is still given, with a value of 0 or less, the nearest there is.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> best_least_gain(make_model([[[9, 6, 2], [1, 5, 8]]], [1, 2])).package
    (1,)
    """
    p = program(model)
    who = needed_parties(model)
    ratio = p.span / p.span.max()
    rows = [_gain_row(p, i, extra=1, at=0, factor=-1 / ratio[i]) for i in who]
    x, value, bound, status = _solve(
        p, rows, [p.held[i] for i in who], [1.0], [(-np.inf, np.inf)], time_limit
    )
    scale = float(p.span.max())
    return _answer(p, "largest least gain", x, value, bound, status, scale)


def best_sum(
    model: DealModel,
    *,
    at_least: Sequence[float] | None = None,
    time_limit: float = 10.0,
) -> Query:
    """Utilitarian deal: the largest sum of worths among deals worth at least `at_least` to each.

    `at_least` defaults to the reservation values. A party that only counts for a quorum may be left
    below it, as long as enough others are not.
    """
    p = program(model)
    who = sorted(model.veto.union(*(w for options in model.consent for w in options)))
    floor = p.held if at_least is None else np.asarray(at_least, float) / p.span
    rows = [_gain_row(p, i) for i in who]
    weight = (p.worth * p.span[:, None]).sum(axis=0)
    x, value, bound, status = _solve(p, rows, [floor[i] for i in who], [], [], time_limit, weight)
    return _answer(p, "largest sum of worths", x, value, bound, status, 1.0)


def best_product(model: DealModel, *, time_limit: float = 10.0) -> Query:
    """Nash's deal: the largest product of gains, by tangent cuts to the logarithm.

    The value is the sum of the logarithms of gains, in the parties' own units.

    Notes
    -----
    Each round solves a mixed-integer program whose objective bounds the logarithms from above by
    tangents at the gains found so far, until value and bound agree to a millionth.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> best_product(make_model([[[9, 6, 2], [1, 5, 8]]], [1, 2])).package
    (1,)
    """
    p = program(model)
    who = list(needed_parties(model))
    deadline = time.monotonic() + time_limit
    top = np.array([_most(p, i) - p.held[i] for i in who])
    shift = float(np.log(p.span[who]).sum())
    if (top <= LEAST_GAIN).any():
        return _answer(
            p, "largest product of gains", None, None, None, "no deal is better for all", 1
        )
    cuts = [np.maximum(top * f, LEAST_GAIN) for f in (1.0, 0.5, 0.2, 0.05)]
    best, best_value, bound = None, -np.inf, np.inf
    status = "time limit reached"
    for _ in range(60):
        left = deadline - time.monotonic()
        if left <= 0:
            break
        rows, floor = (
            [_gain_row(p, i, extra=len(who)) for i in who],
            [p.held[i] + LEAST_GAIN for i in who],
        )
        for tangent in cuts:
            for j, i in enumerate(who):
                row = _gain_row(p, i, extra=len(who), at=j, factor=-tangent[j])
                rows.append(row)
                floor.append(p.held[i] + tangent[j] * (1 - np.log(tangent[j])))
        x, _, upper, status = _solve(
            p, rows, floor, [1.0] * len(who), [(-np.inf, np.inf)] * len(who), left
        )
        if x is None:
            break
        bound = min(bound, np.inf if upper is None else upper)
        gains = np.maximum((p.worth @ x - p.held)[who], LEAST_GAIN)
        if np.log(gains).sum() > best_value:
            best, best_value = x, float(np.log(gains).sum())
        if bound - best_value <= GAP * max(1.0, abs(best_value)):
            status = "optimal"
            break
        cuts.append(gains)
    value = None if best is None else best_value + shift
    return _answer(
        p,
        "largest product of gains",
        best,
        value,
        None if best is None else bound + shift,
        status,
        1,
    )


def best_improvement(
    model: DealModel,
    draft: Sequence[int],
    *,
    most_changes: int | None = None,
    time_limit: float = 10.0,
) -> Query:
    """The deal that improves most on a draft without a loss to anyone.

    Parameters
    ----------
    model : DealModel
        The problem.
    draft : sequence of int
        Option index per issue.
    most_changes : int, optional
        Issues that may change at most.
    time_limit : float
        Seconds.

    Returns
    -------
    Query
        `value` is the sum over parties of gains over the draft, each as a share of the party's
        range; 0 and the draft itself when nothing improves on it.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 0], [0, 2]], [[1, 0], [0, 4]]], [0, 0])
    >>> best_improvement(model, (1, 0)).package
    (0, 1)
    """
    p = program(model)
    start = indicator(p, draft)
    base = p.worth @ start
    rows = [_gain_row(p, i) for i in range(model.n_parties)]
    floor = list(base)
    for i in range(model.n_parties):
        if i in model.crosses(draft):
            continue
        crossing = ((p.label >> (RED + i)) & 1).astype(float)
        if crossing.any():
            rows.append(-crossing)
            floor.append(0.0)
    _new_consent(p, draft, rows, floor)
    if most_changes is not None:
        sizes = np.array([len(p.scores.blocks[b].issues) for b in range(len(p.blocks))])
        rows.append(_changed(p, draft) * -1.0)
        floor.append(-float(min(most_changes, sizes.sum())))
    x, value, bound, status = _solve(
        p, rows, floor, [], [], time_limit, p.worth.sum(axis=0), quorum=False
    )
    gone = float(base.sum())
    return _answer(
        p, "best improvement of the draft", x, None if value is None else value - gone,
        None if bound is None else bound - gone, status, 1.0,
    )  # fmt: skip


def indicator(p: Program, package: Sequence[int]) -> Floats:
    """Binaries of a package."""
    x = []
    for block in p.scores.blocks:
        mine = np.array([package[k] for k in block.issues])
        x.append((block.options == mine).all(axis=1).astype(float))
    return np.concatenate(x)


def _changed(p: Program, draft: Sequence[int]) -> Floats:
    """Issues on which each binary differs from the draft."""
    parts = [
        (b.options != np.array([draft[k] for k in b.issues])).sum(axis=1) for b in p.scores.blocks
    ]
    return np.concatenate(parts).astype(float)


def _new_consent(p: Program, draft: Sequence[int], rows: list[Floats], floor: list[float]) -> None:
    """A party that the draft does not need, once needed, must be better off than without."""
    for i in set(range(p.model.n_parties)) - p.model.needs(draft):
        asking = ((p.label >> i) & 1).astype(bool)
        most = max(p.held[i] - _least(p, i), 0.0)
        for v in np.flatnonzero(asking):
            row = p.worth[i].copy()
            row[v] -= most
            rows.append(row)
            floor.append(p.held[i] - most)


def _gain_row(
    p: Program, i: int, extra: int = 0, at: int | None = None, factor: float = 0.0
) -> Floats:
    """Worth of party i, and `factor` on the extra variable `at`."""
    row = np.concatenate([p.worth[i], np.zeros(extra)])
    if at is not None:
        row[p.worth.shape[1] + at] = factor
    return row


def _most(p: Program, i: int) -> float:
    """Largest worth of any deal to party i."""
    return float(sum(p.worth[i][(b > 0) & p.free].max(initial=-np.inf) for b in p.blocks))


def _least(p: Program, i: int) -> float:
    """Smallest worth of any deal to party i."""
    return float(sum(p.worth[i][b > 0].min() for b in p.blocks))


def _solve(
    p: Program,
    rows: list[Floats],
    floor: list[float],
    gain: list[float],
    bounds: list[tuple[float, float]],
    time_limit: float,
    weight: Floats | None = None,
    *,
    quorum: bool = True,
) -> tuple[Floats | None, float | None, float | None, str]:
    """Maximise over one option per block and extra variables; binaries, value, bound, status."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    n, m = p.worth.shape[1], len(gain)
    voters = sorted(p.model.quorum.parties) if quorum and p.model.quorum is not None else []
    gain, bounds = [*gain, *[0.0] * len(voters)], [*bounds, *[(0.0, 1.0)] * len(voters)]
    if voters:
        more, least = _assent(p, voters, m)
        rows, floor = [*rows, *more], [*floor, *least]
    whole = np.concatenate([np.ones(n), np.zeros(m), np.ones(len(voters))])
    m += len(voters)
    cost = np.concatenate([np.zeros(n) if weight is None else -weight, -np.array(gain)])
    one = np.hstack([p.blocks, np.zeros((len(p.blocks), m))])
    limits = [LinearConstraint(one, 1, 1)]
    if rows:
        wide = np.array([np.append(r, np.zeros(n + m - len(r))) for r in rows])
        limits.append(LinearConstraint(wide, np.array(floor) - 1e-9, np.inf))
    low = np.concatenate([np.zeros(n), [b[0] for b in bounds]])
    high = np.concatenate([p.free.astype(float), [b[1] for b in bounds]])
    found = milp(
        cost,
        constraints=limits,
        bounds=Bounds(low, high),
        integrality=whole,
        options={"time_limit": max(time_limit, 0.01), "mip_rel_gap": GAP / 10},
    )
    bound = None if found.mip_dual_bound is None else -float(found.mip_dual_bound)
    status = {0: "optimal", 1: "time limit reached", 2: "there is no such deal"}.get(
        found.status, str(found.message)
    )
    if found.x is None:
        return None, None, bound, status
    return np.rint(found.x[:n]), -float(found.fun), bound, status


def _assent(p: Program, voters: list[int], extra: int) -> tuple[list[Floats], list[float]]:
    """A binary per quorum party: it may be 1 only at a deal no worse than no deal, no line crossed.

    Rows and floors over the binaries of options, `extra` variables, then one per voter.
    """
    n, width = p.worth.shape[1], p.worth.shape[1] + extra + len(voters)
    rows, floor = [], []
    for j, i in enumerate(voters):
        least = min(_least(p, i), p.held[i])
        row = np.zeros(width)
        row[:n], row[n + extra + j] = p.worth[i], least - p.held[i]
        rows.append(row)
        floor.append(least)
        crossing = ((p.label >> (RED + i)) & 1).astype(float)
        if crossing.any():
            row = np.zeros(width)
            row[:n], row[n + extra + j] = -crossing, -float(len(p.blocks))
            rows.append(row)
            floor.append(-float(len(p.blocks)))
    count = np.zeros(width)
    count[n + extra :] = 1
    quorum = p.model.quorum
    return [*rows, count], [*floor, float(quorum.at_least if quorum is not None else 0)]


def _answer(
    p: Program,
    question: str,
    x: Floats | None,
    value: float | None,
    bound: float | None,
    status: str,
    scale: float,
) -> Query:
    """Binaries back to a package and its worths."""
    if x is None or value is None:
        return Query(
            question, None, None, None, None, bound, status.startswith("there is no"), status
        )
    package = [0] * len(p.model.issues)
    at = 0
    for block in p.scores.blocks:
        chosen = block.options[int(x[at : at + len(block.ticks)].argmax())]
        at += len(block.ticks)
        for issue, option in zip(block.issues, chosen, strict=True):
            package[issue] = int(option)
    worths = p.model.worth(package)
    near = bound is not None and abs(bound - value) <= GAP * max(1.0, abs(value))
    return Query(
        question,
        tuple(package),
        tuple(worths.tolist()),
        tuple((worths - p.model.reservation).tolist()),
        value * scale,
        None if bound is None else bound * scale,
        status == "optimal" and near,
        status,
    )


def parties_of(mask: int, model: DealModel) -> tuple[str, ...]:
    """Names of the parties of a bit set."""
    return tuple(model.parties[i] for i in bits(mask))
