"""What a mediator asks with a draft on the table: improvements, trades, a path of drafts.

Gains are shown as shares of each party's range of worths, so that they can be held side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.errors import DealError
from parley.models.deals.model import DealModel
from parley.models.deals.scores import score

MOST_CHANGES = 3
MOST_COMBINED = 400_000
DUST = 1e-9

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """One term of a draft changed: issue, from option, to option (indices)."""

    issue: int
    old: int
    new: int


@dataclass(frozen=True)
class Improvement:
    """Changes to a draft that cost nobody anything and help somebody.

    changes : the terms touched; package : the deal after them; gains : per party, as a share of its
    range of worths
    """

    changes: tuple[Change, ...]
    package: tuple[int, ...]
    gains: tuple[float, ...]


@dataclass(frozen=True)
class Trade:
    """Two parties each give on one issue for more on another.

    first, second : parties; gives : the change that costs the first and helps the second; takes :
    the change that costs the second and helps the first; gains : per party, net, as a share of its
    range; rates : what the exchange is worth to each: worth taken over worth given
    """

    first: int
    second: int
    gives: Change
    takes: Change
    gains: tuple[float, ...]
    rates: tuple[float, float]


def improvements(
    model: DealModel, draft: Sequence[int], *, most_changes: int = MOST_CHANGES, most: int = 50
) -> tuple[Improvement, ...]:
    """Joint improvements of a draft, those that touch the fewest terms first.

    Parameters
    ----------
    model : DealModel
        The problem; with issues that interact, changes are weighed together.
    draft : sequence of int
        Option index per issue.
    most_changes : int
        Terms that may change at once; a set of changes is only listed when no part of it is an
        improvement by itself.
    most : int
        Improvements listed.

    Returns
    -------
    tuple of Improvement
        By number of changes, then by the largest least gain, then by the largest sum. Empty when
        nothing of that size helps anyone at no cost to another. Red lines and new consents are
        respected: a party newly needed must be better off than without a deal.

    Raises
    ------
    DealError
        If the draft is not a deal of the model.

    Notes
    -----
    Search for joint gains from a tentative deal: Ehtamo, Kettunen & Hämäläinen, EJOR 130, 2001.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 0], [0, 2]], [[1, 0], [1, 4]]], [0, 0])
    >>> [i.package for i in improvements(model, (1, 1))]
    []
    >>> [i.package for i in improvements(model, (1, 0))]
    [(0, 1)]
    """
    draft = _checked(model, draft)
    span, base = _span(model), np.asarray(model.worth(draft), float)
    every = [
        Change(k, draft[k], o)
        for k, size in enumerate(model.sizes)
        for o in range(size)
        if o != draft[k]
    ]
    found: list[Improvement] = []
    used: list[frozenset[Change]] = []
    for count in range(1, most_changes + 1):
        new = []
        for changes in _sets(model, every, draft, count):
            if any(u <= frozenset(changes) for u in used):
                continue
            package = _apply(draft, changes)
            gains = (np.asarray(model.worth(package), float) - base) / span
            if (gains >= -DUST).all() and (gains > DUST).any() and _signable(model, draft, package):
                new.append(Improvement(tuple(changes), package, tuple(gains.tolist())))
        used += [frozenset(i.changes) for i in new]
        found += sorted(new, key=lambda i: (-min(i.gains), -sum(i.gains), i.package))
        if len(found) >= most:
            break
    return tuple(found[:most])


def trades(model: DealModel, draft: Sequence[int], *, most: int = 20) -> tuple[Trade, ...]:
    """Logrolling: pairs of changes by which two parties both gain, each giving on one issue.

    Parameters
    ----------
    model : DealModel
        The problem.
    draft : sequence of int
        Option index per issue.
    most : int
        Trades listed, the largest least gain of the two first.

    Returns
    -------
    tuple of Trade
        Only trades that cost no other party anything. Empty when there are none.

    Notes
    -----
    Logrolling: Froman & Cohen, Behavioral Science 15, 1970. `rates` say why: each party takes
    something worth more to it than what it gives.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 0], [0, 2]], [[2, 0], [0, 4]]], [0, 0])
    >>> trade = trades(model, (1, 0))[0]
    >>> trade.gives.issue, trade.takes.issue, [round(r, 3) for r in trade.rates]
    (1, 0, [1.5, 2.0])
    """
    draft = _checked(model, draft)
    if model.interactions:
        fused = {k for i in model.interactions for k in i.issues}
    else:
        fused = set()
    span = _span(model)
    free = [k for k in range(len(model.issues)) if k not in fused]
    every = [Change(k, draft[k], o) for k in free for o in range(model.sizes[k]) if o != draft[k]]
    if not every:
        return ()
    delta = np.array(
        [
            np.asarray(model.tables[c.issue][:, c.new] - model.tables[c.issue][:, c.old], float)
            / span
            for c in every
        ]
    )
    issue = np.array([c.issue for c in every])
    out = []
    for i, j in combinations(range(model.n_parties), 2):
        one = np.flatnonzero((delta[:, i] < -DUST) & (delta[:, j] > DUST))
        two = np.flatnonzero((delta[:, i] > DUST) & (delta[:, j] < -DUST))
        if len(one) * len(two) == 0 or len(one) * len(two) > MOST_COMBINED:
            continue
        both = delta[one][:, None] + delta[two][None]
        fine = (both >= -DUST).all(axis=2) & (both[..., i] > DUST) & (both[..., j] > DUST)
        fine &= issue[one][:, None] != issue[two][None]
        for a, b in np.argwhere(fine):
            give, take = every[one[a]], every[two[b]]
            if not _signable(model, draft, _apply(draft, (give, take))):
                continue
            rates = (
                float(delta[two[b], i] / -delta[one[a], i]),
                float(delta[one[a], j] / -delta[two[b], j]),
            )
            out.append(Trade(i, j, give, take, tuple(both[a, b].tolist()), rates))
    out.sort(
        key=lambda t: (
            -min(t.gains[t.first], t.gains[t.second]),
            t.gives.issue,
            t.takes.issue,
            t.gives.new,
            t.takes.new,
        )
    )
    return tuple(out[:most])


def single_text(
    model: DealModel, draft: Sequence[int], *, most_steps: int = 30, time_limit: float = 10.0
) -> tuple[Improvement, ...]:
    """A path of drafts from one text to the frontier, each change accepted by all.

    Each step takes the improvement that touches the fewest terms, of those the one with the
    largest least gain. Where none of up to three terms is left, one larger step is looked for by
    mixed-integer programming; when there is none the draft is on the frontier.

    Parameters
    ----------
    model : DealModel
        The problem.
    draft : sequence of int
        Option index per issue.
    most_steps : int
        Drafts at most.
    time_limit : float
        Seconds for each of the larger steps.

    Returns
    -------
    tuple of Improvement
        Each from the draft before it. Empty when the draft is on the frontier already.

    Notes
    -----
    One-text procedure: Fisher & Ury 1981; Raiffa 1982, The Art and Science of Negotiation.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 0], [0, 2]], [[1, 0], [1, 4]]], [0, 0])
    >>> [step.package for step in single_text(model, (1, 0))]
    [(0, 1)]
    """
    path: list[Improvement] = []
    at = _checked(model, draft)
    for _ in range(most_steps):
        step: Improvement | None = None
        for count in range(1, MOST_CHANGES + 1):
            few = improvements(model, at, most_changes=count, most=1)
            if few:
                step = few[0]
                break
        if step is None:
            step = _leap(model, at, time_limit)
        if step is None:
            break
        path.append(step)
        at = step.package
    return tuple(path)


def describe(model: DealModel, changes: Sequence[Change]) -> str:
    """Changes in words.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> describe(make_model([[[3, 0]]], [0]), [Change(0, 0, 1)])
    'issue 1: option 1 -> option 2'
    """
    return "; ".join(
        f"{model.issues[c.issue].name}: {model.issues[c.issue].options[c.old]} -> "
        f"{model.issues[c.issue].options[c.new]}"
        for c in changes
    )


def _leap(model: DealModel, at: tuple[int, ...], time_limit: float) -> Improvement | None:
    """The best improvement of any size, or None."""
    if len(model.issues) <= MOST_CHANGES or model.quorum is not None:
        return None
    from parley.models.deals.queries import best_improvement

    found = best_improvement(model, at, time_limit=time_limit)
    if found.package is None or found.package == at:
        return None
    gains = (
        np.asarray(model.worth(found.package), float) - np.asarray(model.worth(at), float)
    ) / _span(model)
    if (gains < -DUST).any() or not (gains > DUST).any():
        return None
    changes = tuple(
        Change(k, a, b) for k, (a, b) in enumerate(zip(at, found.package, strict=True)) if a != b
    )
    return Improvement(changes, found.package, tuple(gains.tolist()))


def _sets(
    model: DealModel, every: list[Change], draft: tuple[int, ...], count: int
) -> list[tuple[Change, ...]]:
    """Sets of changes on different issues whose worths, added up, cost nobody anything."""
    if count == 1 or model.interactions:
        sets = [c for c in _choose(every, count)]
        return sets[:MOST_COMBINED]
    span = _span(model)
    delta = np.array(
        [
            np.asarray(model.tables[c.issue][:, c.new] - model.tables[c.issue][:, c.old], float)
            / span
            for c in every
        ]
    )
    if len(every) == 0:
        return []
    issue = np.array([c.issue for c in every])
    rows = np.arange(len(every))[:, None]
    for _ in range(count - 1):
        grown = [
            np.column_stack([np.repeat(rows[r : r + 1], len(more), axis=0), more])
            for r in range(len(rows))
            if (more := np.flatnonzero(issue > issue[rows[r, -1]])).size
        ]
        if not grown:
            return []
        rows = np.concatenate(grown)
        if len(rows) > MOST_COMBINED:
            rows = rows[:MOST_COMBINED]
    total = delta[rows].sum(axis=1)
    fine = (total >= -DUST).all(axis=1) & (total > DUST).any(axis=1)
    return [tuple(every[c] for c in row) for row in rows[fine]]


def _choose(every: list[Change], count: int) -> list[tuple[Change, ...]]:
    """All sets of changes on different issues, within the limit."""
    out = []
    for changes in combinations(every, count):
        if len({c.issue for c in changes}) == count:
            out.append(changes)
        if len(out) >= MOST_COMBINED:
            break
    return out


def _signable(model: DealModel, draft: tuple[int, ...], package: tuple[int, ...]) -> bool:
    """No new red line crossed, and whoever is newly needed is better off than without a deal."""
    if model.crosses(package) - model.crosses(draft):
        return False
    new = model.needs(package) - model.needs(draft)
    if not new:
        return True
    gain = np.asarray(model.worth(package), float) - np.asarray(model.reservation, float)
    return all(gain[i] > 0 for i in new)


def _apply(draft: tuple[int, ...], changes: Sequence[Change]) -> tuple[int, ...]:
    """The draft after the changes."""
    package = list(draft)
    for c in changes:
        package[c.issue] = c.new
    return tuple(package)


def _span(model: DealModel) -> Floats:
    """Range of worths per party; 1 where a party is indifferent throughout."""
    scores = score(model)
    span = sum(np.ptp(b.ticks, axis=0) for b in scores.blocks) * np.array(
        [10.0**-d for d in scores.digits]
    )
    return np.where(span > 0, span, 1.0)


def _checked(model: DealModel, draft: Sequence[int]) -> tuple[int, ...]:
    """The draft as a deal of the model."""
    draft = tuple(int(o) for o in draft)
    if len(draft) != len(model.issues):
        raise DealError(
            f"draft: one option per issue ({len(model.issues)}) is needed, got {len(draft)}"
        )
    for issue, option in zip(model.issues, draft, strict=True):
        if not 0 <= option < len(issue.options):
            raise DealError(f"draft, issue '{issue.name}': there is no option {option}")
    return draft
