"""The smallest change that would open the zone of agreement where there is none."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.bridges.worths import Worths, moved_one_step
from parley.outlook.joined import Joined
from parley.outlook.names import option, question
from parley.outlook.part import some_draws
from parley.outlook.spread import of_draws
from parley.outlook.today import Today, surplus_under, today
from parley.outlook.views import Change, OpeningView
from parley.outlook.words import percent, rounded

Array = NDArray[np.float64]
TRIED = 60
"""Draws without a zone in which changes are tried, at most."""
SHOWN = 8
"""Changes listed, at most."""
LINES = 10
"""Red lines tried, at most."""


def opening(joined: Joined, here: Today) -> OpeningView:
    """Return the single changes that would open the zone of agreement in draws without one.

    Parameters
    ----------
    joined : the prepared run
    here : where its table stands today

    Returns
    -------
    OpeningView
        Changes tried: each red line dropped; each party's wish on an ordered issue moved one option
        towards the other side's (`size`: what the party loses in worth of the option it gives up);
        two red lines dropped at once, when no single change opens a zone in half of the draws;
        each party's value of fighting on lowered (`size`: by how much it must fall, in the draws it
        opens; nothing larger than the party's whole stake counts). Those that open the zone in most
        of the tried draws come first, then the smaller. Empty when every draw has a zone.
    """
    closed = np.flatnonzero(here.surplus <= 0)
    share = closed.size / max(here.surplus.size, 1)
    if not closed.size:
        return OpeningView(closed=0.0, changes=[], says="Every draw has a zone of agreement.")
    part = some_draws(joined, closed[:: max(1, closed.size // TRIED)][:TRIED])
    found = [*_red_lines(part), *_steps(part), *_reservations(part)]
    if max((c.opens for c in found), default=0.0) < 0.5:
        found += _red_lines(part, at_once=2)
    found.sort(key=lambda c: (-round(c.opens, 2), _size(c), c.says))
    changes = [c for c in found if c.opens > 0][:SHOWN]
    return OpeningView(closed=share, changes=changes, says=_says(share, changes, part.draws.n))


def _size(c: Change) -> float:
    return c.size.value if c.size else 0.0


def _red_lines(part: Joined, at_once: int = 1) -> Iterator[Change]:
    """Each red line dropped, or each two of them, of the first `LINES`."""
    w = part.ground.worths
    for some in combinations(np.argwhere(w.red)[:LINES].tolist(), at_once):
        red, said = w.red.copy(), []
        for p, k, o in some:
            red[p, k, o] = False
            party, issue = part.coding.parties[p], part.coding.issues[k]
            said.append(
                f"{part.dossier.name_of(party)} no longer rules out "
                f"“{option(part, issue.id, issue.options[o])}” on “{question(part, issue.id)}”"
            )
        p, k, o = some[0]
        issue = part.coding.issues[k]
        yield Change(
            kind="red line", party=part.coding.parties[p], issue=issue.id,
            option=issue.options[o], opens=_opens(part, replace(w, red=red)), size=None,
            says=" and ".join(said),
        )  # fmt: skip


def _steps(part: Joined) -> Iterator[Change]:
    """Each belligerent's wish moved one option towards the other side's."""
    coding, w = part.coding, part.ground.worths
    for i, side in enumerate(coding.side_of):
        for k, issue in enumerate(coding.issues):
            if side is None:
                continue
            moved = moved_one_step(coding, part.draws, w, i, k)
            if moved is w:
                continue
            drawn, at = np.arange(part.draws.n), moved.preferred[:, i, k]
            given_up = w.weight[:, i, k] - w.table[drawn, i, k, at]
            name = part.dossier.name_of(coding.parties[i])
            yield Change(
                kind="position", party=coding.parties[i], issue=issue.id, option=None,
                opens=_opens(part, moved), size=of_draws(given_up),
                says=f"{name} moves one option on “{question(part, issue.id)}”",
            )  # fmt: skip


def _opens(part: Joined, w: Worths) -> float:
    """Share of the draws that have a zone under other worths."""
    return float((surplus_under(part, w) > 0).mean())


def _reservations(part: Joined) -> Iterator[Change]:
    """Each belligerent's value of fighting on lowered, the others' as they are."""
    for i, side in enumerate(part.coding.side_of):
        if side is None:
            continue
        need = _shortfall(part, i)
        opened = need < 1
        name = part.dossier.name_of(part.coding.parties[i])
        yield Change(
            kind="reservation", party=part.coding.parties[i], issue=None, option=None,
            opens=float(opened.mean()), size=of_draws(need[opened]) if opened.any() else None,
            says=f"{name} comes to expect less from fighting on"
            + (f", by {rounded(float(need[opened].mean()))} of its stake" if opened.any() else ""),
        )  # fmt: skip


def _shortfall(part: Joined, party: int) -> Array:
    """By how much one party's R must fall for a zone, per draw; infinite where that cannot do."""
    from parley.models.deals.surplus import package_worths
    from parley.outlook.values import packages

    here, now = today(part, part.base), part.base.situation.now
    tables = part.ground.worths
    out = np.full(part.draws.n, np.inf)
    for n in range(part.draws.n):
        on = packages(part.ground, part.base.situation, now[n])
        if not on.rows.size:
            continue
        worth = package_worths(
            on.listed,
            [tables.table[n : n + 1, :, k, : int(m)] for k, m in enumerate(tables.n_options)],
        )[0]
        gain = np.where(on.listed.needs, worth - here.fight[n], np.inf)
        others = np.delete(gain, party, axis=1).min(axis=1)
        short = np.where(others > 0, -gain[:, party], np.inf)
        out[n] = max(0.0, float(short.min()))
    return out


def _says(share: float, changes: list[Change], tried: int) -> str:
    """The smallest change in words."""
    first = f"In {percent(share)} of draws no package beats fighting on for all who must agree."
    if not changes:
        return f"{first} No change tried would open a zone in any of {tried} such draws."
    best = changes[0]
    most = "in most of them" if best.opens >= 0.5 else "oftenest"
    rest = f" Next: {changes[1].says} ({percent(changes[1].opens)})." if len(changes) > 1 else ""
    return (
        f"{first} The smallest change that would open one {most}: {best.says} "
        f"({percent(best.opens)} of {tried} such draws tried).{rest}"
    )
