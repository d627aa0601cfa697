"""What each party gains and loses: fighting on, the best package, and the ends of the war."""

import numpy as np
from numpy.typing import NDArray

from parley.outlook.joined import Joined
from parley.outlook.names import question
from parley.outlook.number import Number
from parley.outlook.spread import of_draws
from parley.outlook.today import Today
from parley.outlook.views import GainView, IssueGain
from parley.outlook.words import percent, rounded

Array = NDArray[np.float64]
TOLD = 0.005
"""Smallest mean change on an issue that is told, as a share of the party's stake."""


def gains(joined: Joined, here: Today) -> list[GainView]:
    """Return what each party with a say gains and loses, belligerents first.

    Parameters
    ----------
    joined : the prepared run
    here : where its table stands today

    Returns
    -------
    list of GainView
        Worths are those of the deals model on each party's own scale, 1 all that is at stake for
        it; fighting on is R at today's potentials under the party's own belief. The best package is
        the one whose worst-placed needed party gains most (Kalai 1977); it is nobody's forecast.
    """
    open_rows = np.flatnonzero(here.binding >= 0)
    return [_gain(joined, here, open_rows, p) for p in range(len(joined.coding.parties))]


def _gain(joined: Joined, here: Today, rows: NDArray[np.int64], party: int) -> GainView:
    """One party's view."""
    coding, stakes = joined.coding, joined.base.stakes
    name, side = joined.dossier.name_of(coding.parties[party]), coding.side_of[party]
    fight = here.fight[:, party]
    change = _by_issue(joined, here, rows, party)
    deal = stakes.now[rows, party] + change.sum(axis=1)
    ends = (stakes.A_falls[:, party], stakes.B_falls[:, party])
    own, other = (None, None) if side is None else (ends[side], ends[1 - side])
    gain = deal - fight[rows]
    moved = [
        IssueGain(issue=i.id, gain=of_draws(change[:, k]))
        for k, i in enumerate(coding.issues)
        if rows.size and np.abs(change[:, k]).max() > 0
    ]
    moved.sort(key=lambda x: -x.gain.value)
    view = GainView(
        party=coding.parties[party],
        name=name,
        side=side,
        fighting_on=of_draws(fight),
        deal=of_draws(deal) if rows.size else None,
        now=of_draws(stakes.now[:, party]),
        own_side_falls=None if own is None else of_draws(own),
        other_side_falls=None if other is None else of_draws(other),
        gain=of_draws(gain) if rows.size else None,
        better=float((gain > 0).mean()) if rows.size else None,
        by_issue=moved,
        says="",
    )
    return view.model_copy(update={"says": _says(joined, view)})


def _by_issue(joined: Joined, here: Today, rows: NDArray[np.int64], party: int) -> Array:
    """Worth of the best package less that of things as they stand, (draws, issues)."""
    table = joined.ground.worths.table[rows, party]
    issues, at = np.arange(table.shape[1]), np.arange(len(rows))[:, None]
    now = joined.base.situation.now[rows]
    found = table[at, issues, here.options[rows]] - table[at, issues, now]
    return np.asarray(found)


def _says(joined: Joined, v: GainView) -> str:
    """A party's gains and losses in words."""
    fight = f"fighting on is worth {_worth(v.fighting_on)} of all that is at stake for it"
    if v.deal is None or v.gain is None or v.better is None:
        return f"{v.name}: {fight}; no package is on the table."
    what = "loses" if v.gain.value < 0 else "gains"
    says = (
        f"{v.name}: {fight}, the best package {_worth(v.deal)}; against fighting on it {what} "
        f"{rounded(abs(v.gain.value))}, and is better off in {percent(v.better)} of draws."
    )
    if v.own_side_falls is not None and v.other_side_falls is not None:
        says += (
            f" Things as they stand are worth {rounded(v.now.value)} to it, its own collapse "
            f"{rounded(v.own_side_falls.value)}, the other side's "
            f"{rounded(v.other_side_falls.value)}."
        )
    return says + _most(joined, v)


def _most(joined: Joined, v: GainView) -> str:
    """Where the package gives a party most, and where it costs it most."""
    up = [x for x in v.by_issue if x.gain.value > TOLD]
    down = [x for x in v.by_issue if x.gain.value < -TOLD]
    if not up and not down:
        return " Against things as they stand the package changes little for it."
    parts = []
    if up:
        parts.append(f"gives it most on {_on(joined, up[0])}")
    if down:
        parts.append(f"takes most from it on {_on(joined, down[-1])}")
    return f" Against things as they stand the package {' and '.join(parts)}."


def _on(joined: Joined, x: IssueGain) -> str:
    """An issue with what it changes."""
    sign = "+" if x.gain.value > 0 else ""
    return f"“{question(joined, x.issue)}” ({sign}{rounded(x.gain.value)})"


def _worth(n: Number) -> str:
    """A worth with its interval."""
    low, high = n.interval
    return f"{rounded(n.value)} ({rounded(low)} to {rounded(high)})"
