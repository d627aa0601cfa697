"""Coding and draws → what every option of every issue is worth to every party with a say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import CodedIssue, Coding, Stance
from parley.bridges.draws import Draws

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
FAR_POLE, ALLY, AS_NOW = 0.6, 0.6, 0.5
"""Chance that a silent belligerent wants the pole farthest from the other side's demand, that a
silent ally wants what its ally wants, and that a silent third party wants things as they are."""
ACCEPTABLE = 0.7
"""Least worth of an option a party said it can accept, where its preferred one is worth 1."""


@dataclass(frozen=True)
class Worths:
    """Worths of options, per draw.

    Attributes
    ----------
    table : array (n, parties, issues, options), weight times option value, 0 beyond the last option
    preferred : array (n, parties, issues), index of the preferred option
    weight : array (n, parties, issues), sums to 1 over issues
    red : array (parties, issues, options), True where a party will never accept the option
    n_options : array (issues,)
    """

    table: Array
    preferred: Indices
    weight: Array
    red: NDArray[np.bool_]
    n_options: Indices

    def of(self, package: Indices) -> Array:
        """Worth to each party of one package per draw: package (n, issues) -> (n, parties)."""
        n, parties, issues, _ = self.table.shape
        picked = np.take_along_axis(self.table, package[:, None, :, None], axis=3)
        return np.asarray(picked.reshape(n, parties, issues).sum(axis=2))


def worths(coding: Coding, draws: Draws) -> Worths:
    """Return the worth of every option to every party with a say, per draw.

    Parameters
    ----------
    coding : the coded dossier
    draws : a sample of its estimates

    Returns
    -------
    Worths
        On each party's own scale, where 1 is its preferred option on every issue.

    Notes
    -----
    On an ordered issue an option at share d of the way to the farthest one is worth 1 - d^g, with g
    set so that the option halfway is worth the drawn `middle`. On an unordered one the preferred
    option is worth 1, the present one `middle`, an acceptable one at least `ACCEPTABLE`, others 0.
    """
    n, parties, issues = draws.n, len(coding.parties), len(coding.issues)
    width = max((len(i.options) for i in coding.issues), default=1)
    value = np.zeros((n, parties, issues, width))
    preferred = np.zeros((n, parties, issues), np.int64)
    weight = np.zeros((n, parties, issues))
    red = np.zeros((parties, issues, width), bool)
    for k, issue in enumerate(coding.issues):
        wanted = _wanted(coding, k, draws)
        for i, party in enumerate(coding.parties):
            stance, tail = coding.stances[i][k], f"{party}.{issue.id}"
            preferred[:, i, k] = wanted[i]
            middle = draws.values.get(f"middle.{tail}", np.full(n, 0.5))
            value[:, i, k, : len(issue.options)] = _values(issue, stance, wanted[i], middle)
            weight[:, i, k] = draws[f"weight.{tail}"]
            red[i, k, sorted(stance.red)] = True
    weight /= np.maximum(weight.sum(axis=2, keepdims=True), 1e-300)
    counts = np.array([len(i.options) for i in coding.issues], np.int64)
    return Worths(weight[..., None] * value, preferred, weight, red, counts)


def moved_one_step(coding: Coding, draws: Draws, w: Worths, party: int, k: int) -> Worths:
    """Return the worths if one party's wish on one issue were one option nearer the other side's.

    Its weight on the issue stays; the values of the options follow from the new wish. Where the two
    wishes are the same already, or the issue is unordered, nothing changes.
    """
    issue, side = coding.issues[k], coding.side_of[party]
    if not issue.ordered:
        return w
    other = w.preferred[:, coding.members(1 - side)[0], k] if side is not None else None
    goal = np.full(draws.n, issue.now) if other is None else other
    wanted = w.preferred[:, party, k] + np.sign(goal - w.preferred[:, party, k])
    tail = f"{coding.parties[party]}.{issue.id}"
    middle = draws.values.get(f"middle.{tail}", np.full(draws.n, 0.5))
    value = _values(issue, coding.stances[party][k], wanted, middle)
    table, preferred = w.table.copy(), w.preferred.copy()
    table[:, party, k, : len(issue.options)] = w.weight[:, party, k, None] * value
    preferred[:, party, k] = wanted
    return Worths(table, preferred, w.weight, w.red, w.n_options)


def falls(coding: Coding, w: Worths, now: Indices, side: int) -> Indices:
    """Return the terms when a side falls: (n, issues) option indices.

    Issues the belligerents hold go to what the other side's first party prefers; issues that third
    parties hold stay as they are.
    """
    winner = coding.members(1 - side)[0]
    third = np.array([i.third for i in coding.issues], bool)
    return np.where(third, now, w.preferred[:, winner, :])


def front_slopes(coding: Coding, w: Worths, now: Indices) -> Array:
    """Worth of one unit of front to each party, (n, parties): half the line's span towards side A.

    Zero when no contested issue is about land. The front moves the worth of the line as it stands:
    one unit towards side A is worth half the difference between A's and B's preferred line.
    """
    n, parties = w.weight.shape[:2]
    out = np.zeros((n, parties))
    for k, issue in enumerate(coding.issues):
        if issue.line:
            poles = [w.preferred[:, coding.members(s)[0], k] for s in (0, 1)]
            a, b = (
                np.take_along_axis(w.table[:, :, k], p[:, None, None], 2)[..., 0] for p in poles
            )
            out = 0.5 * (a - b)
    return out


def _wanted(coding: Coding, k: int, draws: Draws) -> list[Indices]:
    """The preferred option of each party on one issue, per draw."""
    issue = coding.issues[k]
    stated = {
        s: coding.stances[i][k].preferred
        for s in (0, 1)
        for i in reversed(coding.members(s))
        if coding.stances[i][k].preferred is not None
    }
    out = []
    for i, party in enumerate(coding.parties):
        own, side = coding.stances[i][k].preferred, coding.side_of[i]
        if own is not None:
            out.append(np.full(draws.n, own, np.int64))
            continue
        u = draws[f"stance.{party}.{issue.id}"]
        if side is None:
            out.append(_lean(u, len(issue.options), issue.now, AS_NOW))
        elif stated.get(side) is not None:
            out.append(_lean(u, len(issue.options), _index(stated[side]), ALLY))
        elif stated.get(1 - side) is not None:
            other, last = _index(stated[1 - side]), len(issue.options) - 1
            far = 0 if 2 * other > last else last
            out.append(_lean(u, len(issue.options), far, FAR_POLE))
        else:
            out.append(
                np.minimum((u * len(issue.options)).astype(np.int64), len(issue.options) - 1)
            )
    return out


def _index(option: int | None) -> int:
    """An option index known to be there."""
    assert option is not None
    return option


def _lean(u: Array, options: int, likely: int, chance: float) -> Indices:
    """Option `likely` with the given chance, the others evenly; from uniform draws."""
    rest = np.array([o for o in range(options) if o != likely])
    place = ((u - chance) / (1 - chance) * rest.size).astype(int)
    return np.where(u < chance, likely, rest[np.clip(place, 0, rest.size - 1)]).astype(np.int64)


def _values(issue: CodedIssue, stance: Stance, wanted: Indices, middle: Array) -> Array:
    """Value of each option between 0 and 1, (n, options)."""
    options = np.arange(len(issue.options))
    distance = np.abs(options - wanted[:, None])
    if issue.ordered:
        farthest = np.maximum(wanted, len(options) - 1 - wanted)[:, None]
        bend = -np.log2(1 - middle)[:, None]
        value = 1 - (distance / np.maximum(farthest, 1)) ** bend
    else:
        value = np.where(distance == 0, 1.0, np.where(options == issue.now, middle[:, None], 0.0))
    for o in stance.acceptable:
        value[:, o] = np.maximum(value[:, o], ACCEPTABLE)
    return np.asarray(value)
