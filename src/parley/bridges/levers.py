"""Levers of a record as what they move: a side's force, an issue, how a truce is watched."""

import datetime
from dataclasses import dataclass

from parley.dossier.schema import Constraint, Dossier, Issue, Lever
from parley.errors import OutlookError

INSTRUMENT_CLASSES = {
    "sanctions": ("sanctions",),
    "trade": ("trade_energy", "normalisation"),
    "recognition": ("recognition", "normalisation"),
    "peacekeepers": ("monitoring", "security_guarantees"),
    "aid": ("access_aid", "reparations"),
}
"""Demand classes of the issues that a lever of each instrument can be an option of."""


@dataclass(frozen=True)
class CodedLever:
    """A lever: through which channel it acts, on which side or issue."""

    id: str
    channel: str
    """`arms` (strengthens a side), `sanctions` (drains a side), `issue`, `monitoring` or `none`."""
    side: int | None
    issue: int | None
    state: str
    level: float | None
    target: int | None
    """Index of the target among the parties with a say, if it is one."""
    during: str | None = None
    """`talks` or `war`, where the state holds for that spell only."""
    otherwise: str = "active"
    """State outside the spell."""
    steps: tuple[tuple[int, str | float], ...] = ()
    """Months after `as_of` (0 the first) from which the lever stands otherwise, and how."""


FIELD = ("arms", "sanctions")
"""Channels that act month by month, so that a condition or a timetable of theirs can be heard."""


def coded_lever(
    lever: Lever,
    issues: list[Issue],
    fighting: dict[str, int],
    index: dict[str, int],
    as_of: datetime.date | None = None,
) -> CodedLever:
    """What a lever moves: the field of a side, an issue, or how a truce is watched."""
    issue = issue_of(lever, issues)
    offer = next((n for n, i in enumerate(issues) if i.id == f"offer-{lever.id}"[:80]), None)
    place = offer if offer is not None else issues.index(issue) if issue is not None else None
    side = fighting.get(lever.target)
    if lever.instrument in ("arms", "aid") and side is not None and offer is None:
        channel = "arms"
    elif lever.instrument == "sanctions" and side is not None:
        channel = "sanctions"
    elif lever.instrument == "peacekeepers":
        channel = "monitoring"
    else:
        channel = "issue" if place is not None else "none"
    withheld = lever.otherwise or ("on_hold" if lever.state == "active" else "active")
    return CodedLever(
        lever.id, channel, side, place, lever.state, lever.level, index.get(lever.target),
        during=lever.during if channel in FIELD else None,
        otherwise=withheld,
        steps=_steps(lever, as_of) if channel != "none" else (),
    )  # fmt: skip


def _steps(lever: Lever, as_of: datetime.date | None) -> tuple[tuple[int, str | float], ...]:
    """The timetable in months after `as_of`; a step that is past tells nothing of what is to come.

    A lever changes in the month its date falls in; of two in one month the later holds.
    """
    if not lever.schedule:
        return ()
    if as_of is None:
        raise OutlookError(f"lever {lever.id!r}: a schedule needs the date of the record (as_of)")
    found: dict[int, str | float] = {}
    for step in sorted(lever.schedule, key=lambda s: s.date):
        if step.date > as_of:
            found[month_after(step.date, as_of) - 1] = (
                step.state if step.level is None else step.level
            )
    return tuple(sorted(found.items()))


def month_after(date: datetime.date, as_of: datetime.date) -> int:
    """Month after `as_of`, counted from 1, in which a date falls; 1 for one that is past.

    Examples
    --------
    >>> month_after(datetime.date(2024, 3, 20), datetime.date(2024, 2, 1))
    2
    """
    return max(1, -(-(date - as_of).days // 30))


def coded_regime(
    constraint: Constraint, dossier: Dossier, issues: list[Issue], fighting: dict[str, int]
) -> list[CodedLever]:
    """A sanctions regime that no lever tells of acts as a lever in force on the side it binds."""
    if constraint.kind != "sanctions_regime":
        return []
    people = {p.id: p.party for p in dossier.people}
    bound = [people.get(b, b) for b in (constraint.binds, *constraint.also) if b is not None]
    told = {x.target for x in dossier.levers if x.instrument == "sanctions"}
    target = next((b for b in bound if b in fighting and b not in told), None)
    if target is None:
        return []
    place = next((n for n, i in enumerate(issues) if i.demand_class == "sanctions"), None)
    return [CodedLever(constraint.id, "sanctions", fighting[target], place, "active", None, None)]


def issue_of(lever: Lever, issues: list[Issue]) -> Issue | None:
    """The issue a lever is an option of: the one it names, else the first of a matching class."""
    if lever.issue is not None:
        return next((i for i in issues if i.id == lever.issue), None)
    classes = INSTRUMENT_CLASSES.get(lever.instrument, ())
    return next((i for i in issues if i.demand_class in classes), None)


def offer_issue(lever: Lever) -> Issue:
    """An offer on the table as an issue: not given, given."""
    return Issue.model_validate(
        {
            "id": f"offer-{lever.id}"[:80],
            "question": lever.name,
            "options": [
                {"id": "not_given", "label": "not given"},
                {"id": "given", "label": "given"},
            ],
            "ordered": True,
            "now": "not_given",
            "holders": [lever.holder],
            "review": lever.review,
            "evidence": [e.model_dump() for e in lever.evidence],
            "judgement": lever.judgement and lever.judgement.model_dump(),
        }
    )
