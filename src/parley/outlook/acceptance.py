"""Which packages each party would take rather than fight on, over the draws of a run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.deals.surplus import package_set, package_worths
from parley.outlook.joined import Joined
from parley.outlook.today import BLOCK, Today
from parley.outlook.values import packages

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Acceptance:
    """Chances over the draws, of packages that are on the table in some draw.

    Attributes
    ----------
    options : (n_packages, issues), option on each issue
    accepts : (n_packages, parties), chance that the package is worth strictly more to the party
        than fighting on, in the draws in which it is on the table
    all_accept : (n_packages,), chance that it is on the table and every party whose consent it
        needs prefers it
    zone : chance that some package is preferred by all whose consent it needs
    draws : how many
    """

    options: NDArray[np.int64]
    accepts: Array
    all_accept: Array
    zone: float
    draws: int

    @property
    def zone_error(self) -> float:
        """One standard error of `zone` from the number of draws."""
        return float(np.sqrt(self.zone * (1 - self.zone) / self.draws))


def acceptance(joined: Joined, here: Today) -> Acceptance:
    """Weigh every package on the table against fighting on today, draw by draw.

    Empty when no package is ever on the table.
    """
    ground, situation = joined.ground, joined.base.situation
    w, n = ground.worths, len(here.fight)
    parties = here.fight.shape[1]
    whole = package_set(w.n_options.tolist(), [[()] * int(m) for m in w.n_options], parties)
    size = len(whole.options)
    seen, yes, both = np.zeros(size), np.zeros((size, parties)), np.zeros(size)
    some = 0
    kinds, place = np.unique(situation.now, axis=0, return_inverse=True)
    for k, now in enumerate(kinds):
        on_table = packages(ground, situation, now)
        mine = np.flatnonzero(place.ravel() == k)
        if not on_table.rows.size:
            continue
        seen[on_table.rows] += mine.size
        for start in range(0, mine.size, BLOCK):
            rows = mine[start : start + BLOCK]
            tables = [w.table[rows][:, :, i, : int(m)] for i, m in enumerate(w.n_options)]
            prefers = package_worths(on_table.listed, tables) > here.fight[rows][:, None, :]
            fine = (prefers | ~on_table.listed.needs).all(axis=2)
            yes[on_table.rows] += prefers.sum(axis=0)
            both[on_table.rows] += fine.sum(axis=0)
            some += int(np.any(fine, axis=1).sum())
    on = np.flatnonzero(seen)
    return Acceptance(
        whole.options[on], yes[on] / seen[on, None], both[on] / n, some / n if n else 0.0, n
    )
