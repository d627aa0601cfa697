"""The surplus for many draws of worths over one set of packages, as the joined outlook needs it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import DealError
from parley.models.deals.surplus import Surplus, surplus_on_grid

LARGE = 3_000_000
"""Draws x packages x states from which the compiled loops are used."""
CHUNK = 8
Floats = NDArray[np.float64]


def surplus_of_draws(
    worths: ArrayLike,
    needs: ArrayLike,
    reservation: ArrayLike,
    *,
    keeps_line: ArrayLike,
    slope: ArrayLike,
    fronts: ArrayLike,
    frontier: Sequence[NDArray[np.int64]] | None = None,
    wide: int | None = None,
    threads: int = 2,
) -> Surplus:
    """Return the surplus at every state for many draws.

    Parameters
    ----------
    worths : array (draws, packages, parties)
    needs : bool array (packages, parties)
        Parties whose consent each package needs.
    reservation : array (draws, parties, states, fronts)
    keeps_line : array (packages,)
        1 where the package keeps the line as it stands, whose worth moves with the front, else 0.
    slope : array (draws, parties)
        Worth of a unit of front to such packages.
    fronts : array (fronts,)
    frontier : sequence of arrays of int, one per draw, optional
        Rows to compare, from an earlier call with the same worths, needs and lines.
    wide : int, optional
        States in a line of the grid, where they are one; tells which are neighbours.
    threads : int
        Threads over draws; the answer does not depend on it.

    Returns
    -------
    Surplus
        z and package of shape (draws, states, fronts); -inf and -1 where there is no package. Of
        several packages that reach the surplus the lowest row is named. `frontier` as compared.

    Raises
    ------
    DealError
        If shapes disagree.

    Notes
    -----
    As `surplus_on_grid`; the frontier of each draw is found in one compiled pass, since the needs
    are those of every draw.

    Examples
    --------
    >>> u = [[[.6, .3], [.2, .8]]]
    >>> found = surplus_of_draws(u, [[1, 1], [1, 1]], [[[[.1]], [[.25]]]], keeps_line=[0, 0],
    ...                          slope=[[0, 0]], fronts=[0.0])
    >>> found.z.round(3).tolist(), found.package.tolist()
    ([[[0.1]]], [[[1]]])
    """
    u, held = np.asarray(worths, float), np.asarray(reservation, float)
    needed, lean = np.asarray(needs, bool), np.asarray(slope, float)
    kind, x = np.asarray(keeps_line, float), np.asarray(fronts, float)
    if u.ndim != 3 or held.ndim != 4 or needed.shape != u.shape[1:]:
        raise DealError(f"worths {u.shape}, needs {needed.shape}, reservation {held.shape} differ")
    draws, _, states, width = held.shape
    if u.shape[1] == 0:
        empty = np.full((draws, states, width), -np.inf)
        return Surplus(empty, np.full(empty.shape, -1), ())
    if draws * u.shape[1] * states < LARGE:
        slopes = kind[None, :, None] * lean[:, None, :]
        return surplus_on_grid(u, needed, held, slopes=slopes, fronts=x, compiled=False)
    rows = list(frontier) if frontier is not None else frontiers(u, needed, kind, threads)
    listed = [u[d][r] for d, r in enumerate(rows)]
    return surplus_of_rows(
        listed, rows, needed, held, keeps_line=kind, slope=lean, fronts=x, wide=wide,
        threads=threads,
    )  # fmt: skip


def frontiers(
    u: Floats, needed: NDArray[np.bool_], kind: Floats, threads: int = 2
) -> list[NDArray[np.int64]]:
    """Rows of each draw that no other makes superfluous, rising; see `surplus_frontier`."""
    from parley.models.deals import kernels_batch

    first = np.asarray(needed.all(axis=0))
    rows: list[NDArray[np.int64]] = [np.empty(0, np.int64)] * len(u)

    def work(start: int) -> None:
        kept = np.empty(u.shape[1], np.int64)
        for d in range(start, min(start + CHUNK, len(u))):
            key = u[d][:, first].sum(axis=1)
            order = np.argsort(-key, kind="stable")
            count = kernels_batch.frontier(u[d], needed, kind, key, order, kept)
            rows[d] = np.sort(kept[:count])

    with ThreadPoolExecutor(max(1, threads)) as pool:
        list(pool.map(work, range(0, len(u), CHUNK)))
    return rows


def surplus_of_rows(
    listed: Sequence[Floats],
    rows: Sequence[NDArray[np.int64]],
    needed: NDArray[np.bool_],
    held: Floats,
    *,
    keeps_line: Floats,
    slope: Floats,
    fronts: Floats,
    wide: int | None = None,
    threads: int = 2,
) -> Surplus:
    """Return the surplus of each draw over packages listed for it, in compiled loops.

    Parameters
    ----------
    listed : one array (rows, parties) of worths per draw
    rows : one rising array of package numbers per draw, naming the rows of `listed`
    needed, held, keeps_line, slope, fronts, wide, threads : as for `surplus_of_draws`

    Returns
    -------
    Surplus
    """
    from parley.models.deals import kernels_batch

    draws, _, states, width = held.shape
    line = np.asarray(keeps_line != 0, np.int64)
    z = np.full((draws, states, width), -np.inf)
    package = np.full(z.shape, -1, np.int64)

    def work(start: int) -> None:
        for d in range(start, min(start + CHUNK, draws)):
            moved = held[d] - slope[d][:, None, None] * fronts
            u = np.ascontiguousarray(np.where(needed[rows[d]], listed[d], np.inf).T)
            kernels_batch.surplus(
                u, line[rows[d]], rows[d], np.ascontiguousarray(held[d]), moved, wide or states,
                z[d], package[d],
            )  # fmt: skip

    with ThreadPoolExecutor(max(1, threads)) as pool:
        list(pool.map(work, range(0, draws, CHUNK)))
    return Surplus(z, package, tuple(rows))
