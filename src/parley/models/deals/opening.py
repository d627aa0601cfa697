"""What closes the zone of agreement, and the smallest single change that would open it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.models.deals.merge import Frontier, frontier
from parley.models.deals.model import DealModel, Interaction, Issue, RedLine, Table
from parley.models.deals.zone import agreement_zone, needed_parties

DOWN = 1e-3

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Loss:
    """What one red line or one reservation value takes from the zone.

    cause : in words; zone_without : deals in the zone if it were dropped; lost : share of those
    that it takes; exact : whether both counts are, else they are by a sample (the same for both)
    """

    cause: str
    zone_without: int
    lost: float
    exact: bool


@dataclass(frozen=True)
class Opening:
    """One change that would make the zone of agreement non-empty.

    kind : "reservation", "red line" or "weight"; says : in words; party, issue : indices (issue
    None for a reservation); size : how far the number must move, as a share of the party's range
    of worths (0 for a red line, which is dropped whole); package : a deal it would open
    """

    kind: str
    says: str
    party: int
    issue: int | None
    size: float
    package: tuple[int, ...]


@dataclass(frozen=True)
class Sticking:
    """How much the zone grows if one party moved one option on an issue.

    issue, party : indices; zone : deals in the zone then; growth : more than now; exact : whether
    both are counted, else they are by a sample (the same for both)
    """

    issue: int
    party: int
    zone: int
    growth: int
    exact: bool = True


@dataclass(frozen=True)
class Coalition:
    """Parties that could sign among themselves, and how those left out would fare.

    members, without : party indices; package : the deal with the largest least gain to members (on
    own scales); gains : over no deal, per party, those left out included
    """

    members: tuple[int, ...]
    without: tuple[int, ...]
    package: tuple[int, ...]
    gains: tuple[float, ...]


def losses(model: DealModel, *, time_limit: float = 10.0) -> tuple[Loss, ...]:
    """Share of the zone lost to each red line and each reservation value, largest first.

    Each is dropped by itself, the others kept. A reservation value is dropped by putting it below
    every deal.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> [(loss.cause, loss.lost) for loss in losses(make_model([[[3, 1], [1, 3]]], [2, 0]))]
    [('the reservation value of party 1', 0.5), ('the reservation value of party 2', 0.0)]
    """
    now = agreement_zone(model, time_limit=time_limit)
    out = []
    for red in sorted(model.red_lines, key=lambda r: (r.party, r.issue, r.option)):
        without = replace(model, red_lines=model.red_lines - {red})
        out.append((_named_line(model, red), without))
    out += [
        (f"the reservation value of {model.parties[i]}", _without_reservation(model, i))
        for i in needed_parties(model)
    ]
    found = []
    for cause, without in out:
        then = agreement_zone(without, time_limit=time_limit)
        lost = 1 - now.likely / then.likely if then.likely else 0.0
        found.append(Loss(cause, then.likely, max(lost, 0.0), now.exact and then.exact))
    return tuple(sorted(found, key=lambda x: -x.lost))


def openings(
    model: DealModel, found: Frontier | None = None, *, time_limit: float = 20.0
) -> tuple[Opening, ...]:
    """Single changes that would open an empty zone, smallest first; empty when it is open already.

    Parameters
    ----------
    model : DealModel
        The problem.
    found : Frontier, optional
        Its frontier.
    time_limit : float
        Seconds for all of them; what was found by then is given.

    Returns
    -------
    tuple of Opening
        One reservation value lowered; one red line dropped; the weight of one issue for one party
        changed, its other weights kept. Reservation values and weights must move by more than
        `size`.

    Notes
    -----
    For a reservation value only the frontier matters: with the others served, the best deal for
    the party is on it. For a weight, the frontier of the deals with each option of that issue.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 1], [1, 3]]], [2, 2])
    >>> [(o.kind, o.party, o.size) for o in openings(model)][:2]
    [('reservation', 0, 0.5), ('reservation', 1, 0.5)]
    """
    deadline = time.monotonic() + time_limit
    found = frontier(model, time_limit=time_limit) if found is None else found
    if _open(model, found) is not None:
        return ()
    span = _spans(model)
    out = _by_reservation(model, found, span)
    for red in sorted(model.red_lines, key=lambda r: (r.party, r.issue, r.option)):
        if time.monotonic() > deadline:
            break
        other = replace(model, red_lines=model.red_lines - {red})
        package = _open(other, frontier(other, time_limit=time_limit))
        if package is not None:
            says = f"dropping {_named_line(model, red)}"
            out.append(Opening("red line", says, red.party, red.issue, 0.0, package))
    out += _by_weight(model, span, deadline, time_limit)
    return tuple(sorted(out, key=lambda o: (o.size, o.party, -1 if o.issue is None else o.issue)))


def sticking_points(model: DealModel, *, time_limit: float = 20.0) -> tuple[Sticking, ...]:
    """Issues ranked by how much the zone grows if one party moved one option on it.

    A party that moves one option values each option of the issue as much as the better of it and
    its neighbours in the order listed: it asks for one step less.

    Parameters
    ----------
    model : DealModel
        The problem; options of an issue in order from one pole to the other.
    time_limit : float
        Seconds for all counts; what was found by then is given.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[2, 1, 0], [0, 1, 2]], [[5, 0], [5, 5]]], [6, 5])
    >>> [(s.issue, s.party, s.growth) for s in sticking_points(model)][:2]
    [(0, 0, 1), (0, 1, 1)]
    """
    deadline = time.monotonic() + time_limit
    now = agreement_zone(model, time_limit=time_limit)
    out = []
    for k, issue in enumerate(model.issues):
        if len(issue.options) < 2:
            continue
        for i in needed_parties(model):
            left = deadline - time.monotonic()
            if left <= 0:
                break
            row = model.tables[k][i]
            wide = np.concatenate([row[:1], row, row[-1:]])
            table = model.tables[k].copy()
            table[i] = np.maximum(row, np.maximum(wide[:-2], wide[2:]))
            then = agreement_zone(_with_table(model, k, table), time_limit=left)
            exact = now.exact and then.exact
            out.append(Sticking(k, i, then.likely, then.likely - now.likely, exact))
    return tuple(sorted(out, key=lambda s: (-s.growth, s.issue, s.party)))


def coalitions(
    model: DealModel, found: Frontier | None = None, *, time_limit: float = 10.0
) -> tuple[Coalition, ...]:
    """Coalitions of two or more that could sign among themselves, the largest first.

    A coalition could sign a deal when each member strictly prefers it to no deal, no red line of a
    member is crossed, and no option in it needs the consent of someone left out. Standing veto
    players are treated as parties like others: the question is what could be had without them.
    After `time_limit` seconds the coalitions looked at so far are given, the largest first.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 1, 0], [1, 3, 0], [0, 0, 3]]], [0, 0, 1])
    >>> [(c.members, c.without) for c in coalitions(model)]
    [((0, 1), (2,))]
    """
    deadline = time.monotonic() + time_limit
    bare = replace(model, veto=frozenset(), quorum=None)
    found = frontier(bare, time_limit=time_limit) if found is None else found
    if not found.counts:
        return ()
    gains = np.asarray(found.worths, float) - np.asarray(model.reservation, float)
    tiny = np.array(found.tolerance)
    crosses = np.array([_mask(model.crosses(p)) for p in found.packages])
    asks = np.array(
        [_mask(*(model.consent[k][o] for k, o in enumerate(p))) for p in found.packages]
    )
    out: list[Coalition] = []
    for size in range(model.n_parties, 1, -1):
        for members in combinations(range(model.n_parties), size):
            if time.monotonic() > deadline:
                return tuple(out)
            inside = _mask(members)
            fine = (gains[:, members] > tiny[list(members)]).all(axis=1)
            rows = np.flatnonzero(fine & (asks & ~inside == 0) & (crosses & inside == 0))
            if rows.size:
                best = rows[gains[rows][:, members].min(axis=1).argmax()]
                without = tuple(i for i in range(model.n_parties) if i not in members)
                out.append(
                    Coalition(members, without, found.packages[best], tuple(gains[best].tolist()))
                )
    return tuple(out)


def _mask(*parties: Iterable[int]) -> int:
    """Bit set of parties."""
    return sum(1 << i for i in set().union(*parties))


def _open(model: DealModel, found: Frontier) -> tuple[int, ...] | None:
    """A frontier package in the zone, or None; whoever is needed by the package must gain."""
    for row, package in enumerate(found.packages):
        gain = np.asarray(found.worths[row], float) - np.asarray(model.reservation, float)
        yes = {
            i
            for i in range(model.n_parties)
            if gain[i] > found.tolerance[i] and i not in model.crosses(package)
        }
        fine = found.needs[row] <= yes
        if model.quorum is not None:
            fine = fine and len(yes & model.quorum.parties) >= model.quorum.at_least
        if fine:
            return package
    return None


def _by_reservation(model: DealModel, found: Frontier, span: Floats) -> list[Opening]:
    """Lowering one reservation value."""
    out = []
    gains = np.asarray(found.worths, float) - np.asarray(model.reservation, float)
    for i in needed_parties(model):
        best: tuple[float, int] | None = None
        for row, needs in enumerate(found.needs):
            others = [j for j in needs if j != i]
            served = all(gains[row, j] > found.tolerance[j] for j in others)
            if i in needs and served and (best is None or gains[row, i] > best[0]):
                best = (float(gains[row, i]), row)
        if best is not None:
            short = max(-best[0], 0.0)
            says = (
                f"lowering the reservation value of {model.parties[i]} by more than {short:.4g} "
                f"(from {model.reservation[i]:.4g})"
            )
            out.append(
                Opening(
                    "reservation", says, i, None, float(short / span[i]), found.packages[best[1]]
                )
            )
    return out


def _by_weight(model: DealModel, span: Floats, deadline: float, time_limit: float) -> list[Opening]:
    """Changing the weight of one issue for one party: the smallest change per party and issue."""
    out: dict[tuple[int, int], Opening] = {}
    fused = {k for i in model.interactions for k in i.issues}
    for k in range(len(model.issues)):
        for o in range(model.sizes[k]):
            if time.monotonic() > deadline or k in fused:
                break
            found = frontier(keep_option(model, k, o), time_limit=time_limit, most=2000)
            for i in needed_parties(model):
                best = _weight_for(model, found, i, k, o, float(span[i]))
                if best is not None and ((i, k) not in out or best.size < out[i, k].size):
                    out[i, k] = best
    return list(out.values())


def _weight_for(
    model: DealModel, found: Frontier, i: int, k: int, o: int, span: float
) -> Opening | None:
    """Smallest change of party i's weight on issue k that opens a deal with option o."""
    worth = float(model.tables[k][i, o])
    if worth == 0:
        return None
    gains = np.asarray(found.worths, float) - np.asarray(model.reservation, float)
    best: tuple[float, float, int] | None = None
    for row, needs in enumerate(found.needs):
        served = all(gains[row, j] > found.tolerance[j] for j in needs if j != i)
        factor = 1 - float(gains[row, i]) / worth
        if i not in needs or not served or factor < 0:
            continue
        if best is None or abs(factor - 1) < best[0]:
            best = (abs(factor - 1), factor, row)
    if best is None:
        return None
    change, factor, row = best
    package = list(found.packages[row])
    package[k] = o
    verb, limit = ("raising", "more") if worth > 0 else ("lowering", "less")
    says = (
        f"{verb} the weight of '{model.issues[k].name}' for {model.parties[i]} to {limit} than "
        f"{factor:.4g} times what it is"
    )
    size = change * float(np.ptp(np.asarray(model.tables[k][i], float))) / span
    return Opening("weight", says, i, k, size, tuple(package))


def keep_option(model: DealModel, issue: int, option: int) -> DealModel:
    """The problem with one issue held at one option.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> keep_option(make_model([[[3, 0]]], [1]), 0, 1).tables[0].tolist()
    [[0]]
    """
    issues, tables, consent = list(model.issues), list(model.tables), list(model.consent)
    issues[issue] = Issue(issues[issue].name, (issues[issue].options[option],))
    tables[issue] = tables[issue][:, option : option + 1]
    consent[issue] = (consent[issue][option],)
    red = {
        RedLine(r.party, r.issue, 0 if r.issue == issue else r.option)
        for r in model.red_lines
        if r.issue != issue or r.option == option
    }
    joint = tuple(
        Interaction(i.issues, _slice(i.worths, 1 + i.issues.index(issue), option))
        if issue in i.issues
        else i
        for i in model.interactions
    )
    return replace(
        model, issues=tuple(issues), tables=tuple(tables), consent=tuple(consent),
        red_lines=frozenset(red), interactions=joint,
    )  # fmt: skip


def _slice(worths: Table, axis: int, option: int) -> Table:
    """One option kept along an axis."""
    index: tuple[slice, ...] = (slice(None),) * axis + (slice(option, option + 1),)
    return worths[index]


def _with_table(model: DealModel, issue: int, table: Table) -> DealModel:
    """The problem with other worths on one issue."""
    tables = list(model.tables)
    tables[issue] = table
    return replace(model, tables=tuple(tables))


def _without_reservation(model: DealModel, party: int) -> DealModel:
    """The problem with one reservation value below every deal."""
    held = model.reservation.copy()
    lowest = sum(float(t[party].min()) for t in model.tables)
    lowest += sum(min(float(i.worths[party].min()), 0.0) for i in model.interactions)
    held[party] = np.floor(lowest - 1 - abs(lowest) * DOWN)
    return replace(model, reservation=held)


def _spans(model: DealModel) -> Floats:
    """Range of worths per party; 1 where a party is indifferent throughout."""
    span = sum(np.ptp(np.asarray(t, float), axis=1) for t in model.tables)
    for i in model.interactions:
        span = span + np.ptp(np.asarray(i.worths, float).reshape(model.n_parties, -1), axis=1)
    return np.where(span > 0, span, 1.0)


def _named_line(model: DealModel, red: RedLine) -> str:
    """A red line in words."""
    issue = model.issues[red.issue]
    return (
        f"the red line of {model.parties[red.party]} on '{issue.name}: {issue.options[red.option]}'"
    )
