"""Levers with a stated condition or a timetable → where the levers stand, stretch by stretch.

"Held back while talks go on" is one state in talks and another outside them. A timetable changes a
lever from a month on. Both are laid over a scenario: a *stretch* is a run of months in which the
levers stand in one way outside talks and, maybe, in another in talks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from parley.bridges.coding import Coding
from parley.bridges.draws import Draws
from parley.bridges.levers import CodedLever
from parley.bridges.situation import Scenario, Situation, situation
from parley.bridges.worths import Worths
from parley.errors import OutlookError

MAX_STRETCHES = 6
"""Most stretches of a run: each has tables of its own."""
SAID = {
    "active": "in force", "on_hold": "on hold", "threatened": "in doubt", "offered": "offered",
    "withdrawn": "withdrawn",
}  # fmt: skip
SPELLS = {"talks": "while talks go on", "war": "while there is war without talks"}
KEEPS_CONDITION = ("on_hold", "threatened", "offered")
"""Settings of a what-if under which a lever's condition goes on to hold."""


@dataclass(frozen=True)
class Stretch:
    """Where the levers stand from a month on.

    Attributes
    ----------
    month : first month, 0 the first after `as_of`
    outside : outside talks
    inside : while talks go on; the same object as `outside` when no lever hangs on the talks
    """

    month: int
    outside: Situation
    inside: Situation

    @property
    def switches(self) -> bool:
        """Whether some lever hangs on the talks."""
        return self.inside is not self.outside


def stretches(
    coding: Coding, draws: Draws, w: Worths, scenario: Scenario, months: int
) -> tuple[Stretch, ...]:
    """Return where the levers stand, month by month, under a scenario.

    Parameters
    ----------
    coding, draws, w : as for `situation`
    scenario : settings of a what-if; a lever that it sets has no timetable
    months : the horizon; later steps are left out

    Returns
    -------
    tuple of Stretch
        At least one, from month 0 on.

    Raises
    ------
    OutlookError
        If timetables make more than `MAX_STRETCHES` stretches.

    Notes
    -----
    A condition acts on arms and sanctions in the field; what holds on an issue and what is on the
    table do not hang on whether talks go on. A setting of a what-if keeps the lever's condition
    when it is one of `KEEPS_CONDITION`; in force, withdrawn, or a number, it holds throughout.
    A step of a timetable holds throughout as well.
    """
    free = [x for x in coding.levers if x.id not in scenario]
    starts = sorted({0, *(m for x in free for m, _ in x.steps if m < months)})
    if len(starts) > MAX_STRETCHES:
        raise OutlookError(
            f"schedule: at most {MAX_STRETCHES - 1} dates on which levers change, "
            f"got {len(starts) - 1}"
        )
    out: list[Stretch] = []
    for month in starts:
        timed = {x.id: s for x in free for m, s in x.steps if m <= month}
        plain: Scenario = {**scenario, **timed}
        here = situation(coding, draws, w, plain)
        bound = [x for x in coding.levers if conditional(x, scenario) and x.id not in timed]
        out.append(
            Stretch(
                month,
                _in_spell("war", here, bound, coding, draws, w, plain),
                _in_spell("talks", here, bound, coding, draws, w, plain) if bound else here,
            )
        )
    return tuple(out)


def conditional(lever: CodedLever, scenario: Scenario) -> bool:
    """Whether a lever's condition holds under a scenario."""
    setting = scenario.get(lever.id, lever.state)
    return lever.during is not None and (setting == lever.state or setting in KEEPS_CONDITION)


def in_words(lever: CodedLever) -> str:
    """What a lever's condition or timetable makes the run do; empty when it has none.

    Examples
    --------
    >>> in_words(CodedLever("x", "arms", 0, None, "on_hold", None, None, during="talks"))
    'On hold while talks go on, in force otherwise: paths and values follow the talks.'
    """
    state, other = (SAID[k] for k in (lever.state, lever.otherwise))
    parts = []
    if lever.during is not None:
        parts.append(
            f"{state} {SPELLS[lever.during]}, {other} otherwise: paths and values follow the talks."
        )
    for month, step in lever.steps:
        level = SAID[step] if isinstance(step, str) else f"at {step:.0%}"
        parts.append(f"From month {month + 1} on {level}.")
    return " ".join(p[:1].upper() + p[1:] for p in parts)


def hangs_on_talks(coding: Coding) -> bool:
    """Whether some lever of the record has a condition."""
    return any(x.during is not None for x in coding.levers)


def same(one: Sequence[Stretch], other: Sequence[Stretch], *, field_only: bool = False) -> bool:
    """Whether two runs of stretches are equal, or only in what the field sees of them."""
    return len(one) == len(other) and all(
        a.month == b.month
        and a.switches == b.switches
        and _equal(a.outside, b.outside, field_only)
        and _equal(a.inside, b.inside, field_only)
        for a, b in zip(one, other, strict=True)
    )


def _equal(one: Situation, other: Situation, field_only: bool) -> bool:
    """Whether two situations are equal."""
    rest = () if field_only else ("now", "allowed", "monitoring")
    return all(
        np.array_equal(getattr(one, k), getattr(other, k)) for k in ("arms", "sanctions", *rest)
    )


def _in_spell(
    spell: str,
    here: Situation,
    bound: list[CodedLever],
    coding: Coding,
    draws: Draws,
    w: Worths,
    scenario: Scenario,
) -> Situation:
    """The situation with every lever that hangs on the talks as it stands in this spell."""
    away = {x.id: x.otherwise for x in bound if x.during != spell}
    if not away:
        return replace(here) if bound else here
    there = situation(coding, draws, w, {**scenario, **away})
    return replace(here, arms=there.arms, sanctions=there.sanctions)
