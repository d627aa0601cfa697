"""Coding → estimates: every number the joined models use, each with its origin."""

from collections.abc import Iterable

from parley.bridges import defaults
from parley.bridges.coding import Coding
from parley.bridges.defaults import Default
from parley.bridges.talks import of_talks
from parley.dossier.estimate import Distribution, Estimate
from parley.dossier.schema import Dossier, Meeting
from parley.errors import OutlookError

PLANNED = ("planned", "postponed")


def estimates(
    dossier: Dossier, coding: Coding, historical: Iterable[Estimate] = ()
) -> tuple[Estimate, ...]:
    """Return every estimate of a run, in a fixed order.

    Parameters
    ----------
    dossier : the record; its `estimates` replace defaults of the same id
    coding : its coding
    historical : base rates, already as estimates

    Returns
    -------
    tuple of Estimate, ids distinct

    Raises
    ------
    OutlookError
        If the dossier sets an estimate whose id no model uses.
    """
    found = {e.id: e for e in historical}
    found |= {k: d.estimate(k) for k, d in defaults.COMMON.items()}
    found |= {e.id: e for e in of_talks()}
    found |= {e.id: e for e in _of_sides(dossier, coding)}
    found |= {e.id: e for e in _of_parties(dossier, coding)}
    found |= {e.id: e for e in _of_levers(dossier, coding)}
    found |= {e.id: e for e in _of_meetings(dossier)}
    for own in dossier.estimates:
        if own.id not in found:
            raise OutlookError(
                f"estimate {own.id!r}: no model uses a number of that id here; "
                "`parley assumptions` lists those in use"
            )
        found[own.id] = own
    return tuple(found.values())


def field_ids(items: Iterable[Estimate], hangs_on_talks: bool = False) -> frozenset[str]:
    """Ids of the estimates the field model depends on: drawn jointly and less often.

    The rates of talks are among them where a lever hangs on the talks.
    """
    heads = {k for k, d in {**defaults.COMMON, **defaults.PER_SIDE}.items() if d.field}
    heads |= {"talks_start", "talks_fail"} if hangs_on_talks else set()
    return frozenset(e.id for e in items if e.id.split(".")[0] in heads | {"level", "sudden"})


def side_key(coding: Coding, side: int) -> str:
    """What a side's estimates are named after: its first party, so that sides can be swapped."""
    return coding.sides[side][0]


def _of_sides(dossier: Dossier, coding: Coding) -> Iterable[Estimate]:
    """Potential, drain and optimism of each side, the same ranges for both."""
    for side in (0, 1):
        key = side_key(coding, side)
        for head, default in defaults.PER_SIDE.items():
            yield default.estimate(
                f"{head}.{key}", about=coding.sides[side], of=f", {dossier.name_of(key)}"
            )


def _of_parties(dossier: Dossier, coding: Coding) -> Iterable[Estimate]:
    """Nearness of belligerents; each party's stance, worths and weights on each issue."""
    for i, party in enumerate(coding.parties):
        name = dossier.name_of(party)
        if coding.side_of[i] is not None:
            yield defaults.NEARNESS.estimate(f"near.{party}", about=(party,), of=f", {name}")
        fights = coding.side_of[i] is not None
        yield defaults.CAPABILITY[fights].estimate(
            f"capability.{party}", about=(party,), of=f", {name}"
        )
        for k, issue in enumerate(coding.issues):
            stance, tail = coding.stances[i][k], f"{party}.{issue.id}"
            of = f", {name} on {issue.id}"
            about = (party, issue.offer or issue.id)
            if stance.preferred is None:
                yield defaults.STANCE.estimate(f"stance.{tail}", about=about, of=of)
            elif stance.evidence and stance.origin == "stated":
                yield Estimate(
                    id=f"stance.{tail}",
                    name=f"preferred option{of}: {issue.options[stance.preferred]}",
                    unit="option",
                    distribution=Distribution(family="point", numbers=(float(stance.preferred),)),
                    origin="stated",
                    evidence=stance.evidence,
                    about=about,
                )
            elif stance.origin == "default":
                yield Default(
                    f"preferred option: {issue.options[stance.preferred]}", "option", "point",
                    (float(stance.preferred),), source="a side is taken to want its own terms",
                ).estimate(f"stance.{tail}", about=about, of=of)  # fmt: skip
            else:
                yield Estimate(
                    id=f"stance.{tail}",
                    name=f"preferred option{of}: {issue.options[stance.preferred]}",
                    unit="option",
                    distribution=Distribution(family="point", numbers=(float(stance.preferred),)),
                    origin="judgement",
                    who="analyst",
                    why="set in the dossier, or the target of an offer is taken to want it",
                    about=about,
                )
            if len(issue.options) > 2:
                yield defaults.MIDDLE.estimate(f"middle.{tail}", about=about, of=of)
            yield _weight(stance.salience, stance.evidence, f"weight.{tail}", about, of)


def _weight(
    salience: float | None, evidence: tuple[str, ...], key: str, about: tuple[str, ...], of: str
) -> Estimate:
    """Weight of an issue: wide when unstated, around the salience when the dossier has one."""
    if salience is None:
        return defaults.SALIENCE.estimate(key, about=about, of=of)
    return Estimate(
        id=key,
        name=f"{defaults.SALIENCE.name}{of}",
        unit="1",
        distribution=Distribution(
            family="lognormal",
            numbers=(max(2 * salience, 0.02), defaults.STATED_SALIENCE_FACTOR),
        ),
        origin="judgement",
        who="analyst",
        why="salience set in the dossier",
        evidence=evidence,
        about=about,
    )


def _of_levers(dossier: Dossier, coding: Coding) -> Iterable[Estimate]:
    """Level of each lever that acts in the field or on a truce, read from its state."""
    for lever in coding.levers:
        if lever.channel not in ("arms", "sanctions", "monitoring"):
            continue
        of = f", {dossier.name_of(lever.id)}"
        if lever.level is not None:
            default = Default("level of the lever", "share", "point", (lever.level,), True)
        else:
            kind = "sanctions" if lever.channel == "sanctions" else "arms"
            state = (
                "offered"
                if (lever.channel, lever.state) == ("monitoring", "threatened")
                else lever.state
            )
            default = defaults.LEVELS[kind, state]
        yield default.estimate(f"level.{lever.id}", about=(lever.id,), of=of)


def _of_meetings(dossier: Dossier) -> Iterable[Estimate]:
    """Chance of each planned meeting by kind; odds ratio of each constraint that binds one."""
    planned = [m for m in dossier.meetings if m.status in PLANNED]
    for m in planned:
        yield defaults.TAKES_PLACE[m.kind].estimate(
            f"takes_place.{m.id}", about=(m.id,), of=f", {m.name}"
        )
        if m.status == "postponed":
            yield defaults.POSTPONED.estimate(f"postponed.{m.id}", about=(m.id,), of=f", {m.name}")
    for c in dossier.constraints:
        if any(binds(c.id, dossier, m) for m in planned):
            yield defaults.BINDING.estimate(f"binding.{c.id}", about=(c.id,), of=f", {c.name}")


def binds(constraint: str, dossier: Dossier, meeting: Meeting) -> bool:
    """Whether a constraint makes a meeting harder: it names it."""
    found = next(c for c in dossier.constraints if c.id == constraint)
    return meeting.id in found.meetings
