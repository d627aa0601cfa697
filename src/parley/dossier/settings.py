"""What a what-if sets otherwise: keys, words, contradictions, and the record that results.

A setting is a pair of texts. Its key is the id of a lever, a constraint or a meeting,
`position:PARTY:ISSUE`, or `redline:PARTY:ISSUE:OPTION`.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from parley.dossier.schema import Dossier, Issue, Judgement, Meeting, Position
from parley.dossier.words import LeverState

Setting = str | float
Settings = Mapping[str, Setting]
HELD, OFF, LIFTED = ("held", "active"), ("cancelled", "withdrawn"), ("lifted", "withdrawn")
IN_FORCE = ("in_force", "active")
ON, AWAY = ("on", "active"), ("off", "lifted", "withdrawn")
WORDS = tuple(
    dict.fromkeys((*get_args(LeverState), "held", "cancelled", "postponed", "lifted", "in_force"))
)
"""States a lever, constraint or meeting may be set to; each kind takes some of them."""
HEADS = ("position", "redline")
_WHY = Judgement(who="what-if", why="set otherwise by the call")


def complaints(dossier: Dossier, settings: Settings) -> Iterator[str]:
    """Yield what keeps settings from being carried out, one line each; nothing when they can be.

    Parameters
    ----------
    dossier : the record they are about
    settings : key -> word, option id, or number from 0 to 1

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> list(complaints(Dossier(process=Process(title="x")), {"arms": "active"}))
    ["'arms' is no lever, constraint or meeting of the dossier; known: none"]
    """
    for key, value in settings.items():
        head = key.split(":")[0]
        if ":" in key and head in HEADS:
            yield from _of_stance(dossier, key, value, settings)
        elif (found := _complaint(dossier, key, value)) is not None:
            yield found
    yield from _order(dossier, settings)


def applied(dossier: Dossier, settings: Settings) -> tuple[Dossier, dict[str, Setting]]:
    """Return the record with positions, red lines and calendar as set, and what is left to set.

    Parameters
    ----------
    dossier : the record
    settings : without complaints

    Returns
    -------
    Dossier
        The same object when no setting touches positions, red lines or a meeting's status.
    dict
        Settings of levers, constraints and meetings in the models' own words: a lever state, or a
        number from 0 to 1.

    Notes
    -----
    A position becomes the party's newest on that issue; one that the record lacks is added. A red
    line set `off` is dropped, `on` added. A meeting set `postponed` keeps its place in the order.
    """
    left: dict[str, Setting] = {}
    for key, value in settings.items():
        parts = key.split(":")
        if parts[0] == "position" and len(parts) > 1:
            dossier = _with_position(dossier, parts[1], parts[2], str(value))
        elif parts[0] == "redline" and len(parts) > 1:
            dossier = _with_red_line(dossier, parts[1], parts[2], parts[3], value in ON)
        elif any(m.id == key for m in dossier.meetings):
            dossier, rest = _with_meeting(dossier, key, value)
            left |= rest
        elif any(c.id == key for c in dossier.constraints):
            left[key] = "withdrawn" if value in LIFTED else "active" if value in IN_FORCE else value
        else:
            left[key] = value
    return dossier, left


def latest(dossier: Dossier, party: str, issue: str) -> int | None:
    """Place of a party's newest position on an issue; of equal dates the last in the file."""
    best: int | None = None
    for n, p in enumerate(dossier.positions):
        if (p.party, p.issue) != (party, issue):
            continue
        old = None if best is None else dossier.positions[best].as_of
        if best is None or old is None or (p.as_of is not None and p.as_of >= old):
            best = n
    return best


def in_words(dossier: Dossier, key: str, value: Setting) -> str:
    """A setting as a reader meets it.

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> in_words(Dossier(process=Process(title="x")), "redline:RU:crimea:returned", "off")
    'red line of RU on “crimea”, “returned”: off'
    """
    parts, said = key.split(":"), str(value).replace("_", " ")
    if parts[0] not in HEADS or len(parts) < 3:
        return f"{dossier.name_of(key)} = {said}"
    issue = next((i for i in dossier.issues if i.id == parts[2]), None)
    labels = {o.id: o.label for o in issue.options} if issue else {}
    about = f"{dossier.name_of(parts[1])} on “{issue.question if issue else parts[2]}”"
    if parts[0] == "position":
        return f"position of {about} = {labels.get(str(value), said)}"
    return f"red line of {about}, “{labels.get(parts[3], parts[3])}”: {said}"


def _complaint(dossier: Dossier, key: str, value: Setting) -> str | None:
    """What is wrong with the setting of one lever, constraint or meeting."""
    meeting = next((m for m in dossier.meetings if m.id == key), None)
    lever = next((x for x in dossier.levers if x.id == key), None)
    constraint = next((c for c in dossier.constraints if c.id == key), None)
    if lever is None and constraint is None and meeting is None:
        known = sorted(x.id for x in (*dossier.levers, *dossier.constraints, *dossier.meetings))
        return (
            f"{key!r} is no lever, constraint or meeting of the dossier; "
            f"known: {', '.join(known) or 'none'}"
        )
    if not isinstance(value, str):
        return None if 0 <= value <= 1 else f"{key}: level must be from 0 to 1, got {value}"
    if meeting is not None:
        return _of_meeting(meeting, value)
    if lever is not None and not any(
        lever.holder == p.id for p in (*dossier.parties, *dossier.people)
    ):
        return f"{key}: nobody in the record holds this lever (holder {lever.holder!r})"
    takes = list(get_args(LeverState)) if lever else [*LIFTED, *IN_FORCE]
    if constraint is not None and constraint.kind == "sanctions_regime":
        takes += ["on_hold"]
    if value not in takes:
        return (
            f"{key}: state must be one of {', '.join(takes)} or a number from 0 to 1, got {value!r}"
        )
    return None


def _of_meeting(meeting: Meeting, value: str) -> str | None:
    """What is wrong with the setting of a meeting."""
    if value not in (*HELD, *OFF, "postponed"):
        return (
            f"{meeting.id}: a meeting is active or held (takes place), withdrawn or cancelled, "
            f"postponed, or a chance from 0 to 1, got {value!r}"
        )
    if meeting.status == "held":
        return f"{meeting.id}: was held already, nothing can be set"
    return None


def _of_stance(dossier: Dossier, key: str, value: Setting, settings: Settings) -> Iterator[str]:
    """What is wrong with the setting of a position or a red line."""
    head, *parts = key.split(":")
    if len(parts) != (2 if head == "position" else 3):
        form = "position:PARTY:ISSUE=OPTION" if head == "position" else (
            "redline:PARTY:ISSUE:OPTION=on or off")  # fmt: skip
        yield f"{key}: must be {form}"
        return
    party, issue = parts[0], next((i for i in dossier.issues if i.id == parts[1]), None)
    if party not in {p.id for p in dossier.parties}:
        known = ", ".join(sorted(p.id for p in dossier.parties))
        yield f"{key}: {party!r} is no party of the dossier; known: {known}"
    elif issue is None:
        known = ", ".join(sorted(i.id for i in dossier.issues)) or "none"
        yield f"{key}: {parts[1]!r} is no issue of the dossier; known: {known}"
    elif (option := str(value) if head == "position" else parts[2]) not in _options(issue):
        known = ", ".join(_options(issue))
        yield f"{key}: {option!r} is no option of {issue.id!r}; known: {known}"
    elif head == "redline" and value not in (*ON, *AWAY):
        yield f"{key}: a red line is on or off, got {value!r}"
    else:
        yield from _contradiction(dossier, key, party, issue.id, settings)


def _options(issue: Issue) -> list[str]:
    return [o.id for o in issue.options]


def _contradiction(
    dossier: Dossier, key: str, party: str, issue: str, settings: Settings
) -> Iterator[str]:
    """A party that would prefer what it rules out."""
    place = latest(dossier, party, issue)
    held = None if place is None else dossier.positions[place]
    wants = settings.get(f"position:{party}:{issue}", held.preferred if held else None)
    red = set(held.red_lines) if held else set()
    for other, value in settings.items():
        parts = other.split(":")
        if parts[:3] == ["redline", party, issue] and len(parts) == 4:
            red = red | {parts[3]} if value in ON else red - {parts[3]}
    if wants in red:
        yield (
            f"{key}: contradiction: {party} would prefer {wants!r} on {issue!r} and rule it out; "
            f"set redline:{party}:{issue}:{wants}=off too"
        )


def _order(dossier: Dossier, settings: Settings) -> Iterator[str]:
    """A meeting that would be held although one that must come before it is called off."""
    status = {m.id: m.status for m in dossier.meetings}
    for o in dossier.order:
        first, then = settings.get(o.before), settings.get(o.after)
        off = first in (*OFF, 0.0) or (first is None and status.get(o.before) == "cancelled")
        if off and then in (*HELD, 1.0):
            yield (
                f"{o.after}: contradiction: it would take place, and {o.before}, which must come "
                "before it, would not"
            )


def _with_position(dossier: Dossier, party: str, issue: str, option: str) -> Dossier:
    """The record with a party's newest position on an issue at an option."""
    place = latest(dossier, party, issue)
    if place is None:
        new = Position(
            id=f"what-if-{party}-{issue}"[:80], party=party, issue=issue, preferred=option,
            review="accepted", judgement=_WHY, as_of=dossier.process.as_of,
        )  # fmt: skip
        return dossier.model_copy(update={"positions": (*dossier.positions, new)})
    change = {"preferred": option, "evidence": (), "judgement": _WHY, "says": None}
    return _replaced(dossier, place, change)


def _with_red_line(dossier: Dossier, party: str, issue: str, option: str, on: bool) -> Dossier:
    """The record with a red line added or dropped."""
    place = latest(dossier, party, issue)
    if place is None:
        if not on:
            return dossier
        new = Position(
            id=f"what-if-{party}-{issue}"[:80], party=party, issue=issue, red_lines=(option,),
            review="accepted", judgement=_WHY, as_of=dossier.process.as_of,
        )  # fmt: skip
        return dossier.model_copy(update={"positions": (*dossier.positions, new)})
    old = dossier.positions[place]
    rest = tuple(o for o in old.red_lines if o != option)
    change: dict[str, object] = {"red_lines": (*rest, option) if on else rest}
    if on:
        change["acceptable"] = tuple(o for o in old.acceptable if o != option)
    return _replaced(dossier, place, change)


def _replaced(dossier: Dossier, place: int, change: dict[str, object]) -> Dossier:
    """The record with one position changed."""
    found = list(dossier.positions)
    found[place] = found[place].model_copy(update=change)
    return dossier.model_copy(update={"positions": tuple(found)})


def _with_meeting(dossier: Dossier, key: str, value: Setting) -> tuple[Dossier, dict[str, Setting]]:
    """The record with a meeting on the calendar as set, and its chance where that is set."""
    old = next(m for m in dossier.meetings if m.id == key)
    status = "postponed" if value == "postponed" else old.status
    if old.status == "cancelled" and value not in (*OFF, "postponed"):
        status = "planned"
    if status != old.status:
        new = old.model_copy(update={"status": status})
        kept = tuple(new if m.id == key else m for m in dossier.meetings)
        dossier = dossier.model_copy(update={"meetings": kept})
    if value == "postponed":
        return dossier, {}
    return dossier, {key: "active" if value in HELD else "withdrawn" if value in OFF else value}
