"""Levers, meetings, constraints, as recorded or set otherwise → what the models read.

A *scenario* maps ids to settings: a lever state, or a number from 0 to 1. An empty scenario is
things as they stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from parley.bridges import defaults
from parley.bridges.coding import Coding
from parley.bridges.draws import Draws
from parley.bridges.levers import CodedLever, month_after
from parley.bridges.worths import Worths
from parley.dossier.schema import Dossier, Meeting
from parley.dossier.words import LeverState
from parley.errors import OutlookError

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Scenario = Mapping[str, str | float]
OFF = ("withdrawn", 0, 0.0)
"""Settings of an offer that take it off the table."""


@dataclass(frozen=True)
class Situation:
    """Where the levers stand, per draw.

    Attributes
    ----------
    arms, sanctions : arrays (n, 2), level by side, 0 to 1
    now : array (n, issues), the option that holds
    allowed : array (issues, options), False where an offer is off the table
    monitoring : array (n,), 0 to 1
    """

    arms: Array
    sanctions: Array
    now: Indices
    allowed: NDArray[np.bool_]
    monitoring: Array


@dataclass(frozen=True)
class PlannedMeeting:
    """A planned meeting as the course model reads it.

    `month` counts from 1, the first month after `as_of`; `chance` (n,) is the chance that it takes
    place given that the meetings it must follow did; `after` are indices of those.
    """

    id: str
    month: int
    chance: Array
    after: tuple[int, ...]
    opens_talks: bool


def check_scenario(dossier: Dossier, scenario: Scenario) -> None:
    """Raise OutlookError when a scenario names an unknown entry or an unknown state."""
    known = {x.id for x in (*dossier.levers, *dossier.constraints, *dossier.meetings)}
    for key, setting in scenario.items():
        if key not in known:
            raise OutlookError(
                f"what-if: {key!r} is no lever, constraint or meeting of the dossier; "
                f"known: {', '.join(sorted(known)) or 'none'}"
            )
        if isinstance(setting, str) and setting not in get_args(LeverState):
            raise OutlookError(
                f"what-if {key}: state must be one of {', '.join(get_args(LeverState))} "
                f"or a number from 0 to 1, got {setting!r}"
            )
        if not isinstance(setting, str) and not 0 <= setting <= 1:
            raise OutlookError(f"what-if {key}: level must be from 0 to 1, got {setting}")


def situation(coding: Coding, draws: Draws, w: Worths, scenario: Scenario) -> Situation:
    """Return where the levers stand under a scenario.

    Notes
    -----
    Levers of one instrument aimed at one side share its weight equally: the side's level is
    their mean (times `ARMS_IN_FULL` for arms). A lever that is an option of an issue moves what
    holds now: given outright, it is no longer there to trade; withdrawn, it is off the table.
    """
    n = draws.n
    arms, sanctions = np.full((n, 2), defaults.ARMS_IN_FULL), np.zeros((n, 2))
    now = np.tile(np.array([i.now for i in coding.issues], np.int64), (n, 1))
    width = w.table.shape[3]
    allowed = np.arange(width) < w.n_options[:, None]
    monitoring = np.zeros(n)
    for side in (0, 1):
        for channel, out in (("arms", arms), ("sanctions", sanctions)):
            aimed = [x for x in coding.levers if (x.channel, x.side) == (channel, side)]
            if aimed:
                full = defaults.ARMS_IN_FULL if channel == "arms" else 1.0
                out[:, side] = full * np.mean([_level(x, draws, scenario) for x in aimed], axis=0)
    for lever in coding.levers:
        if lever.channel == "monitoring":
            monitoring = np.maximum(monitoring, _level(lever, draws, scenario))
    for k in range(len(coding.issues)):
        on = [x for x in coding.levers if x.issue == k]
        offers = [x for x in on if x.channel == "issue" and x.state != "active"]
        if offers and all(scenario.get(x.id, x.state) in OFF for x in offers):
            allowed[k] = np.arange(width) == coding.issues[k].now
        moving = [x for x in on if scenario.get(x.id, x.state) != x.state]
        if moving:
            now[:, k] = _moved(k, moving, coding, draws, w, scenario)
    return Situation(arms, sanctions, now, allowed, monitoring)


def _level(lever: CodedLever, draws: Draws, scenario: Scenario) -> Array:
    """Level of a lever per draw: as drawn, or as the scenario sets it."""
    setting = scenario.get(lever.id)
    if setting is None or setting == lever.state:
        return draws[f"level.{lever.id}"]
    if isinstance(setting, str):
        kind = "sanctions" if lever.channel == "sanctions" else "arms"
        default = defaults.LEVELS[kind, setting]
        middle = float(np.mean(default.numbers))
        return np.full(draws.n, middle)
    return np.full(draws.n, float(setting))


def _moved(
    k: int,
    levers: list[CodedLever],
    coding: Coding,
    draws: Draws,
    w: Worths,
    scenario: Scenario,
) -> Indices:
    """What holds on an issue when levers on it are set otherwise, per draw."""
    start, share = np.full(draws.n, coding.issues[k].now), np.zeros(draws.n)
    goal = np.full(draws.n, int(w.n_options[k]) - 1)
    for lever in levers:
        if lever.target is not None:
            goal = w.preferred[:, lever.target, k]
        setting = scenario[lever.id]
        if lever.channel == "sanctions":
            peers = [x for x in coding.levers if x.channel == "sanctions" and x.issue == k]
            was = np.sum([draws[f"level.{x.id}"] for x in peers], axis=0)
            change = draws[f"level.{lever.id}"] - _level(lever, draws, scenario)
            share += change / np.maximum(was, 1e-9)
        elif lever.channel == "issue" and lever.state == "active" and setting in OFF:
            start = np.where(goal > 0, 0, int(w.n_options[k]) - 1)
        elif lever.channel == "issue":
            share += 1.0 if setting == "active" else 0.0 if isinstance(setting, str) else setting
    moved = np.rint(start + np.clip(share, 0, 1) * (goal - start))
    return np.asarray(moved, dtype=np.int64)


def planned_meetings(
    dossier: Dossier, coding: Coding, draws: Draws, scenario: Scenario
) -> tuple[PlannedMeeting, ...]:
    """Return the meetings to come, in order, with the month and chance of each.

    Notes
    -----
    A meeting with a date falls in that month after `as_of`; one without falls a month after the
    last it must follow, else in month 1. Each constraint that binds a meeting multiplies its odds.
    A meeting opens talks when a belligerent takes part and it is more than a call.
    """
    planned = [m for m in dossier.meetings if m.status in ("planned", "postponed")]
    before = {m.id: _predecessors(m.id, dossier, {x.id for x in planned}) for m in planned}
    ordered = _in_order(planned, before)
    place = {m.id: n for n, m in enumerate(ordered)}
    month: dict[str, int] = {}
    out = []
    for m in ordered:
        after = [b for b in before[m.id] if b in month]
        month[m.id] = max([_month(m, dossier), *(month[b] + 1 for b in after)])
        out.append(
            PlannedMeeting(
                id=m.id,
                month=month[m.id],
                chance=_chance(m, dossier, draws, scenario),
                after=tuple(place[b] for b in after),
                opens_talks=m.kind in ("summit", "officials", "round")
                and _fights(m, dossier, coding),
            )
        )
    return tuple(out)


def _predecessors(meeting: str, dossier: Dossier, planned: set[str]) -> list[str]:
    """Planned meetings that must come before this one."""
    return [o.before for o in dossier.order if o.after == meeting and o.before in planned]


def _in_order(planned: list[Meeting], before: dict[str, list[str]]) -> list[Meeting]:
    """Meetings so that each follows those it must follow; ties by date, then file order."""
    left, out = list(planned), []
    done: set[str] = set()
    while left:
        free = [m for m in left if all(b in done for b in before[m.id])] or left[:1]
        first = min(free, key=lambda m: (m.date is None, str(m.date or ""), planned.index(m)))
        left.remove(first)
        done.add(first.id)
        out.append(first)
    return out


def _month(meeting: Meeting, dossier: Dossier) -> int:
    """Month after `as_of` in which a dated meeting falls; 1 when undated."""
    start = dossier.process.as_of
    if meeting.date is None or start is None:
        return 1
    return month_after(meeting.date, start)


def _chance(meeting: Meeting, dossier: Dossier, draws: Draws, scenario: Scenario) -> Array:
    """Chance that a meeting takes place, per draw."""
    setting = scenario.get(meeting.id)
    if setting is not None:
        fixed = {"active": 1.0, "withdrawn": 0.0}
        if isinstance(setting, str):
            if setting not in fixed:
                raise OutlookError(
                    f"what-if {meeting.id}: a meeting is active (takes place), withdrawn (called "
                    f"off) or a chance from 0 to 1, got {setting!r}"
                )
            setting = fixed[setting]
        return np.full(draws.n, float(setting))
    chance = draws[f"takes_place.{meeting.id}"]
    odds = chance / (1 - chance)
    if meeting.status == "postponed":
        odds = odds * draws[f"postponed.{meeting.id}"]
    for c in dossier.constraints:
        if meeting.id in c.meetings and scenario.get(c.id) not in ("withdrawn", 0, 0.0):
            odds = odds * draws[f"binding.{c.id}"]
    return np.asarray(odds / (1 + odds))


def _fights(meeting: Meeting, dossier: Dossier, coding: Coding) -> bool:
    """Whether somebody of a side at war takes part, or nobody is named."""
    fighting = {p for side in coding.sides for p in side}
    party = {p.id: p.party for p in dossier.people}
    seated = {party.get(s, s) for seat in meeting.seats for s in seat.any_of}
    return not seated or bool(seated & fighting)
