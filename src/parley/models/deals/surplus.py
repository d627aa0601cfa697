"""The surplus: how much better than no deal the best package leaves its worst-placed needed party.

z(state) = max over packages p of min over the parties i whose consent p needs of
(u_i(p) + slope_i(p) x - R_i(state)) / scale_i. The margin of one package is the same without max.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import DealError
from parley.models.deals.nondominated import ALL, peel

LARGE = 30_000_000
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PackageSet:
    """Packages of a set of issues, with what no draw of worths changes.

    options : (n_packages, n_issues) option index per issue, last issue fastest
    needs : (n_packages, n_parties) whether the package needs that party's consent
    slopes : (n_packages, n_parties) worth gained per unit of front x
    """

    options: NDArray[np.int64]
    needs: NDArray[np.bool_]
    slopes: Floats


@dataclass(frozen=True, eq=False)
class Surplus:
    """Result of `surplus_on_grid`; the arrays have the shape of the states asked for.

    z : the largest least gain, -inf where there is no package, +inf where one needs nobody
    package : row of the package set that reaches it (the lowest of several), -1 where none
    frontier : rows that were compared, per draw
    """

    z: Floats
    package: NDArray[np.int64]
    frontier: tuple[NDArray[np.int64], ...]


def package_set(
    sizes: Sequence[int],
    consent: Sequence[Sequence[Iterable[int]]],
    n_parties: int,
    *,
    veto: Iterable[int] = (),
    slopes: Sequence[ArrayLike] | None = None,
    most: int = 2_000_000,
) -> PackageSet:
    """List every package of the issues with whose consent it needs.

    Parameters
    ----------
    sizes : sequence of int
        Number of options of each issue.
    consent : [issue][option] -> parties
        Parties whose consent the option needs.
    n_parties : int
        Number of parties.
    veto : parties
        Those whose consent every package needs.
    slopes : [issue] array (n_parties, n_options), optional
        Worth that an option gains per unit of front.
    most : int
        More packages than this are refused.

    Raises
    ------
    DealError
        If there are more than `most` packages, or shapes disagree.

    Examples
    --------
    >>> every = package_set([2, 2], [[(), (2,)], [(), ()]], 3, veto=(0, 1))
    >>> every.options.tolist()
    [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> every.needs[:, 2].tolist()
    [False, False, True, True]
    """
    total = int(np.prod([float(s) for s in sizes]))
    if total > most:
        raise DealError(f"packages: at most {most} are listed for a surplus, got {total}")
    if len(consent) != len(sizes):
        raise DealError(f"consent: one list per issue ({len(sizes)}) is needed, got {len(consent)}")
    options = np.indices(tuple(sizes)).reshape(len(sizes), -1).T
    needs = np.zeros((total, n_parties), bool)
    needs[:, list(veto)] = True
    lean = np.zeros((total, n_parties))
    for k, size in enumerate(sizes):
        if len(consent[k]) != size:
            raise DealError(f"consent of issue {k}: {size} options, got {len(consent[k])}")
        row = np.zeros((size, n_parties), bool)
        for o, who in enumerate(consent[k]):
            row[o, list(who)] = True
        needs |= row[options[:, k]]
        if slopes is not None:
            lean += np.asarray(slopes[k], float).T[options[:, k]]
    return PackageSet(np.ascontiguousarray(options), needs, lean)


def package_worths(packages: PackageSet, tables: Sequence[ArrayLike]) -> Floats:
    """Worth of every package: tables[issue] of shape (..., n_parties, n_options) are added up.

    Returns an array (..., n_packages, n_parties); leading axes are draws.

    Examples
    --------
    >>> every = package_set([2, 2], [[(), ()], [(), ()]], 1)
    >>> package_worths(every, [[[1, 2]], [[10, 20]]])[:, 0].tolist()
    [11.0, 21.0, 12.0, 22.0]
    """
    parts = [np.asarray(t, float) for t in tables]
    total = parts[0][..., packages.options[:, 0]]
    for k in range(1, len(parts)):
        total = total + parts[k][..., packages.options[:, k]]
    return np.ascontiguousarray(np.swapaxes(total, -1, -2))


def surplus_frontier(
    worths: ArrayLike, needs: ArrayLike, slopes: ArrayLike | None = None
) -> NDArray[np.int64]:
    """Rows of packages that can reach the surplus for some reservation values, in ascending order.

    Package a makes b superfluous when a needs nobody whom b does not need, leaves each party it
    needs at least as well off, and has the same slopes (so that no front parts them).

    Parameters
    ----------
    worths : array (n_packages, n_parties)
        Worth of each package to each party.
    needs : bool array of that shape
        Parties whose consent each package needs.
    slopes : array of that shape, optional
        Worth per unit of front.

    Examples
    --------
    >>> surplus_frontier([[2, 1], [1, 0], [0, 3]], [[1, 1], [1, 1], [1, 0]]).tolist()
    [0, 2]
    """
    u, needed = np.asarray(worths, float), np.asarray(needs, bool)
    lean = np.zeros(u.shape) if slopes is None else np.asarray(slopes, float)
    return _reduce(u[None], needed, _labels(needed, lean[None]), compiled=False)[0]


def surplus_on_grid(
    worths: ArrayLike,
    needs: ArrayLike,
    reservation: ArrayLike,
    *,
    slopes: ArrayLike | None = None,
    fronts: ArrayLike | None = None,
    scale: ArrayLike | None = None,
    reduced: bool = False,
    compiled: bool | None = None,
) -> Surplus:
    """Surplus at every state, for one or many draws of worths and reservation values.

    Parameters
    ----------
    worths : array (n_packages, n_parties) or (draws, n_packages, n_parties)
        Worth of each package to each party.
    needs : bool array (n_packages, n_parties)
        Parties whose consent each package needs.
    reservation : array (n_parties, states) or (n_parties, states, fronts), with a leading draws
        axis exactly when `worths` has one
        Worth of no deal, on the scale of the worths.
    slopes : array, the shape of `worths` or of `needs`, optional
        Worth a package gains per unit of front ("the line as it stands" moves with the front).
    fronts : array (n_fronts,), optional
        Positions x of the front; needed with `slopes`, and then the last axis of `reservation`.
    scale : array (n_parties,), optional
        Gains are divided by it (what is at stake for each party); 1 by default.
    reduced : bool
        True when `worths` is already cut down by `surplus_frontier`.
    compiled : bool, optional
        Force the compiled loops or NumPy. By default the size alone decides (draws x packages x
        states x parties above 3e7); both give the same bits.

    Returns
    -------
    Surplus
        z and package with shape (states,), (states, fronts), (draws, states, fronts), ...

    Raises
    ------
    DealError
        If shapes disagree or a number is not finite.

    Notes
    -----
    The Kalai (1977) proportional solution's value with the reservation values as disagreement
    point, over deterministic packages. Cost: draws x packages on the frontier x states x parties.

    Examples
    --------
    >>> found = surplus_on_grid([[.6, .3], [.2, .8]], [[1, 1], [1, 1]], [[.1, .5], [.25, .1]])
    >>> found.z.round(3).tolist(), found.package.tolist()
    ([0.1, 0.1], [1, 0])
    """
    u, held, lean, needed, alone = _shaped(worths, needs, reservation, slopes, fronts)
    size = np.ones(u.shape[2]) if scale is None else np.asarray(scale, float)
    if size.shape != (u.shape[2],) or not (size > 0).all():
        raise DealError("scale: one positive number per party is needed")
    u, lean, held = u / size, lean / size, held / size[:, None, None]
    x = np.zeros(1) if fronts is None else np.asarray(fronts, float)
    states = held[0].size
    heavy = (lambda work: work > LARGE) if compiled is None else (lambda work: compiled)
    if reduced:
        rows = [np.arange(u.shape[1])] * len(u)
    else:
        pairs = len(u) * u.shape[1] ** 2
        rows = _reduce(u, needed, _labels(needed, lean), compiled=heavy(pairs))
    walls = np.ascontiguousarray(np.moveaxis(held, -1, -2))
    best = np.full((len(u), *walls.shape[2:]), -np.inf)
    choice = np.full(best.shape, -1, np.int32)
    if heavy(sum(len(r) for r in rows) * states):
        from parley.models.deals.kernels import largest_least_gain

        start = np.concatenate([[0], np.cumsum([len(r) for r in rows])])
        flat = np.concatenate([u[d][r] for d, r in enumerate(rows)])
        tilt = np.concatenate([lean[d][r] for d, r in enumerate(rows)])
        who = np.concatenate([needed[r] for r in rows])
        largest_least_gain(flat, tilt, who, start, walls, x, best, choice)
    else:
        for d, r in enumerate(rows):
            _largest_least_gain(u[d][r], lean[d][r], needed[r], walls[d], x, best[d], choice[d])
    named = np.stack([_take(rows[d], choice[d]) for d in range(len(u))])
    z, package = np.moveaxis(best, 1, -1), np.moveaxis(named, 1, -1)
    if np.asarray(reservation).ndim - (0 if alone else 1) == 2:
        z, package = z[..., 0], package[..., 0]
    if alone:
        z, package = z[0], package[0]
    return Surplus(np.ascontiguousarray(z), np.ascontiguousarray(package), tuple(rows))


def margin(
    worth: ArrayLike,
    needs: ArrayLike,
    reservation: ArrayLike,
    *,
    slope: ArrayLike | None = None,
    fronts: ArrayLike | None = None,
    scale: ArrayLike | None = None,
) -> tuple[Floats, NDArray[np.int64]]:
    """Least gain of one package over no deal among the parties it needs, and who is worst placed.

    Parameters
    ----------
    worth : array (n_parties,)
        Worth of the package.
    needs : bool array (n_parties,)
        Parties whose consent it needs.
    reservation : array (n_parties, ...)
        Worth of no deal at each state, the front as last axis where `fronts` is given.
    slope : array (n_parties,), optional
        Worth the package gains per unit of front.
    fronts : array (n_fronts,), optional
        Positions of the front.
    scale : array (n_parties,), optional
        Gains are divided by it.

    Returns
    -------
    margin, binding : arrays of the shape of the states
        `binding` is the first of the worst-placed parties. +inf and -1 when nobody is needed.

    Examples
    --------
    >>> value, who = margin([.6, .3, 0], [1, 1, 0], [[.1, .5], [.2, .1], [.9, .9]])
    >>> value.round(3).tolist(), who.tolist()
    ([0.1, 0.1], [1, 0])
    """
    held, u = np.asarray(reservation, float), np.asarray(worth, float)
    rest = (1,) * (held.ndim - 1)
    gain = u.reshape(-1, *rest) - held
    if slope is not None and fronts is not None:
        gain = gain + np.asarray(slope, float).reshape(-1, *rest) * np.asarray(fronts, float)
    if scale is not None:
        gain = gain / np.asarray(scale, float).reshape(-1, *rest)
    who = np.flatnonzero(np.asarray(needs, bool))
    if who.size == 0:
        return np.full(held.shape[1:], np.inf), np.full(held.shape[1:], -1)
    return gain[who].min(axis=0), who[gain[who].argmin(axis=0)]


def _shaped(
    worths: ArrayLike,
    needs: ArrayLike,
    reservation: ArrayLike,
    slopes: ArrayLike | None,
    fronts: ArrayLike | None,
) -> tuple[Floats, Floats, Floats, NDArray[np.bool_], bool]:
    """Checked arrays with a draws axis and a fronts axis, the two optional ones filled in."""
    u, held, needed = (
        np.asarray(worths, float),
        np.asarray(reservation, float),
        np.asarray(needs, bool),
    )
    alone = u.ndim == 2
    if alone:
        u, held = u[None], held[None]
    if u.ndim != 3 or needed.shape != u.shape[1:]:
        raise DealError(f"needs {needed.shape} must match packages x parties of worths {u.shape}")
    if held.ndim == 3:
        held = held[..., None]
    if held.ndim != 4 or held.shape[:2] != (u.shape[0], u.shape[2]):
        raise DealError(
            f"reservation {held.shape} must be draws x parties x states of worths {u.shape}"
        )
    if (slopes is None) != (fronts is None):
        raise DealError("slopes and fronts are given together or not at all")
    lean = np.zeros(u.shape) if slopes is None else np.asarray(slopes, float)
    if fronts is not None and np.asarray(fronts).shape != held.shape[3:]:
        raise DealError(
            f"fronts {np.asarray(fronts).shape} must match the last axis of reservation"
        )
    for what, array in (("worths", u), ("reservation", held), ("slopes", lean)):
        if not np.isfinite(array).all():
            raise DealError(f"{what}: every number must be finite")
    return u, held, np.broadcast_to(lean, u.shape), needed, alone


def _labels(needed: NDArray[np.bool_], lean: Floats) -> NDArray[np.int64]:
    """Bit sets whose inclusion means: needs no others, and has the same slopes in every draw."""
    bits = needed @ (1 << np.arange(needed.shape[1], dtype=np.int64))
    if not lean.any():
        return np.asarray(bits, np.int64)
    flat = np.moveaxis(lean, 1, 0).reshape(lean.shape[1], -1)
    _, kind = np.unique(flat, axis=0, return_inverse=True)
    kind = kind.ravel().astype(np.int64)
    return np.asarray(bits | kind << 24 | (~kind & (1 << 19) - 1) << 43, np.int64)


def _reduce(
    u: Floats, needed: NDArray[np.bool_], label: NDArray[np.int64], *, compiled: bool
) -> list[NDArray[np.int64]]:
    """Undominated rows of each draw; a party whose consent is not needed counts as content."""
    shown = np.where(needed, u, u.max(axis=1, initial=-np.inf, keepdims=True))
    order = np.argsort(-shown.sum(axis=2), axis=1, kind="stable")
    if compiled:
        from parley.models.deals.kernels import sort_filter
    kept = []
    for d in range(len(u)):
        rows, tags = np.ascontiguousarray(shown[d][order[d]]), label[order[d]]
        mask = sort_filter(rows, tags, False, ALL)[0] if compiled else peel(rows, tags)
        kept.append(np.sort(order[d][mask]))
    return kept


def _take(rows: NDArray[np.int64], choice: NDArray[np.int32]) -> NDArray[np.int64]:
    """Rows named by position; -1 stays -1."""
    return np.append(rows, -1)[choice]


def _largest_least_gain(
    u: Floats,
    lean: Floats,
    needed: NDArray[np.bool_],
    walls: Floats,
    fronts: Floats,
    best: Floats,
    choice: NDArray[np.int32],
) -> None:
    """NumPy form of the compiled loop, one package at a time."""
    for p in range(len(u)):
        least = np.full(best.shape, np.inf)
        for i in np.flatnonzero(needed[p]):
            here = u[p, i] + lean[p, i] * fronts
            np.minimum(here[:, None] - walls[i], least, out=least)
        more = least > best
        np.copyto(best, least, where=more)
        choice[more] = p
