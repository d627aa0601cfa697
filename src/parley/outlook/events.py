"""What was observed since the record: "WHAT@WHEN=HOW" texts, or the record's own later entries."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from parley.bridges.levers import month_after
from parley.dossier.schema import Dossier, Lever, Meeting, Step
from parley.dossier.words import LeverState
from parley.errors import OutlookError

TAKES_PLACE = {"held": True, "called_off": False, "cancelled": False}
STATES = (
    "war", "talks", "no_talks", "ceasefire", "ceasefire_signed", "ceasefire_broken", "settlement",
    "collapse",
)  # fmt: skip
GRAMMAR = (
    "MEETING=held, MEETING@WHEN=called_off, LEVER@WHEN=STATE, intensity@WHEN=DEATHS or "
    "WHEN=STATE with " + ", ".join(STATES[:-1]) + " or collapse:PARTY; WHEN a date, YYYY-MM, or "
    "months after the record"
)


@dataclass(frozen=True)
class Event:
    """One thing observed.

    Attributes
    ----------
    kind : "meeting", "lever", "intensity" or "state"
    key : id of the meeting or lever; the party that fell; empty otherwise
    value : whether it took place; the state; deaths in the month
    month : 0 the first after the record; None for a meeting in the month it was planned for
    """

    kind: str
    key: str
    value: bool | str | float
    month: int | None


def parse_events(texts: Sequence[str], dossier: Dossier) -> tuple[Event, ...]:
    """Return the events that texts state.

    Parameters
    ----------
    texts : each of the form GRAMMAR says
    dossier : its meetings, levers and parties are known; months count from its date

    Returns
    -------
    tuple of Event

    Raises
    ------
    OutlookError
        If a text is none of these forms, names nothing of the dossier, or lies before its date.

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> d = Dossier(process=Process(title="t", as_of=datetime.date(2026, 1, 10)))
    >>> parse_events(["2026-02=war", "intensity@3=1200"], d)[1]
    Event(kind='intensity', key='', value=1200.0, month=2)
    """
    return tuple(_event(t, dossier) for t in texts)


def from_record(dossier: Dossier, since: datetime.date) -> tuple[Dossier, tuple[Event, ...]]:
    """Return the record as of an earlier date, and what it says happened from then on.

    Meetings dated after `since` are planned again, a truce or a lever's steps after it undone;
    each becomes an event, as does the state of the process at the record's own date. Positions,
    parties and undated entries stay: the record does not say what was known when.

    Raises
    ------
    OutlookError
        If the record has no date, or `since` is not before it.
    """
    p = dossier.process
    if p.as_of is None or since >= p.as_of:
        raise OutlookError(f"--since: must lie before the date of the record, got {since}")
    events: list[Event] = []
    meetings: list[Meeting] = []
    for m in dossier.meetings:
        if m.date is not None and since < m.date <= p.as_of and m.status in ("held", "cancelled"):
            took = m.status == "held"
            events.append(Event("meeting", m.id, took, month_after(m.date, since) - 1))
            m = m.model_copy(update={"status": "planned"})
        meetings.append(m)
    for x in dossier.levers:
        for s in x.schedule:
            if since < s.date <= p.as_of:
                how: str | float = s.state if s.level is None else s.level
                events.append(Event("lever", x.id, how, month_after(s.date, since) - 1))
    last = month_after(p.as_of, since) - 1
    change: dict[str, object] = {"as_of": since}
    if p.ceasefire_since is not None and p.ceasefire_since > since:
        change |= {"ceasefire_since": None, "in_ceasefire": False}
        when = month_after(p.ceasefire_since, since) - 1
        events.append(Event("state", "", "ceasefire_signed", when))
        last = last if last > when else -1
    if last >= 0:
        events.append(Event("state", "", "ceasefire" if p.quiet else "war", last))
    before = dossier.model_copy(
        update={"process": p.model_copy(update=change), "meetings": tuple(meetings)}
    )
    return before, tuple(events)


def with_inputs(dossier: Dossier, events: Sequence[Event]) -> Dossier:
    """Return the record with what events set: dates of meetings, steps of levers."""
    date = {e.key: e.month for e in events if e.kind == "meeting" and e.month is not None}
    steps: dict[str, list[Event]] = {}
    for e in events:
        if e.kind == "lever":
            steps.setdefault(e.key, []).append(e)
    if not date and not steps:
        return dossier
    start = dossier.process.as_of
    if start is None:
        raise OutlookError("observed: a record without a date (as_of) gives no month to count from")
    return dossier.model_copy(
        update={
            "meetings": tuple(
                m.model_copy(update={"date": _day(start, date[m.id])}) if m.id in date else m
                for m in dossier.meetings
            ),
            "levers": tuple(_stepped(x, steps.get(x.id, ()), start) for x in dossier.levers),
        }
    )


def _stepped(lever: Lever, events: Sequence[Event], start: datetime.date) -> Lever:
    """A lever whose timetable is what was observed of it, and what it announces for later."""
    if not events:
        return lever
    seen = [
        Step(date=_day(start, e.month or 0), state=e.value)
        if isinstance(e.value, str)
        else Step(date=_day(start, e.month or 0), state="active", level=float(e.value))
        for e in events
    ]
    last = max(s.date for s in seen)
    later = [s for s in lever.schedule if s.date > last]
    return lever.model_copy(update={"schedule": (*seen, *later)})


def _day(start: datetime.date, month: int) -> datetime.date:
    """A day that lies in the given month after the record, 0 the first."""
    return start + datetime.timedelta(days=30 * month + 15)


def _event(text: str, dossier: Dossier) -> Event:
    """One event from its text."""
    what, sign, how = (part.strip() for part in text.partition("="))
    if not sign or not what or not how:
        raise OutlookError(f"--observe: must be {GRAMMAR}; got {text!r}")
    key, at, when = what.partition("@")
    if not at and what.startswith("intensity:"):
        key, at, when = what.partition(":")
    month = _when(when, dossier, text) if at else None
    if key == "intensity":
        return Event("intensity", "", _deaths(how, text), _needed(month, text))
    if key in {m.id for m in dossier.meetings}:
        return _meeting(key, how, month, dossier, text)
    if key in {x.id for x in dossier.levers}:
        if how not in get_args(LeverState) and not _share(how):
            words = ", ".join(get_args(LeverState))
            raise OutlookError(f"--observe {text!r}: a lever is one of {words}, or 0 to 1")
        value = how if how in get_args(LeverState) else float(how)
        return Event("lever", key, value, _needed(month, text))
    if at or not re.fullmatch(r"\d[\d-]*", what):
        raise OutlookError(
            f"--observe {text!r}: {key!r} is no meeting or lever of the record; must be {GRAMMAR}"
        )
    return _state(how, _when(what, dossier, text), dossier, text)


def _meeting(key: str, how: str, month: int | None, dossier: Dossier, text: str) -> Event:
    """A planned meeting that was held or called off."""
    if how not in TAKES_PLACE:
        raise OutlookError(f"--observe {text!r}: a meeting is {' or '.join(TAKES_PLACE)}")
    status = next(m.status for m in dossier.meetings if m.id == key)
    if status not in ("planned", "postponed"):
        raise OutlookError(f"--observe {text!r}: the record has it as {status}, not planned")
    return Event("meeting", key, TAKES_PLACE[how], month)


def _state(how: str, month: int, dossier: Dossier, text: str) -> Event:
    """The state of war and peace at the end of a month."""
    word, _, party = how.partition(":")
    if word not in STATES or (word == "collapse") != bool(party):
        raise OutlookError(f"--observe {text!r}: must be {GRAMMAR}")
    sides = [p for side in dossier.process.sides for p in side]
    if party and party not in sides:
        raise OutlookError(
            f"--observe {text!r}: {party!r} fights on no side; known: {', '.join(sides)}"
        )
    return Event("state", party, word, month)


def _when(text: str, dossier: Dossier, whole: str) -> int:
    """The month of a date, of YYYY-MM (its middle), or of a number of months; 0 the first."""
    if re.fullmatch(r"\d{1,3}", text):
        if int(text) < 1:
            raise OutlookError(f"--observe {whole!r}: months after the record count from 1")
        return int(text) - 1
    start = dossier.process.as_of
    if start is None:
        raise OutlookError(f"--observe {whole!r}: the record has no date; give months after it")
    try:
        day = datetime.date.fromisoformat(text if text.count("-") == 2 else f"{text}-15")
    except ValueError:
        raise OutlookError(
            f"--observe {whole!r}: must be a date, YYYY-MM or a number of months, got {text!r}"
        ) from None
    same_month = text.count("-") == 1 and (day.year, day.month) == (start.year, start.month)
    if day <= start and not same_month:
        raise OutlookError(f"--observe {whole!r}: lies before the date of the record, {start}")
    return max(0, month_after(day, start) - 1)


def _needed(month: int | None, text: str) -> int:
    """A month that has to be given."""
    if month is None:
        raise OutlookError(f"--observe {text!r}: needs a month, as in WHAT@2026-03=HOW")
    return month


def _deaths(how: str, text: str) -> float:
    """Deaths in a month."""
    try:
        value = float(how)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e9:
        raise OutlookError(f"--observe {text!r}: deaths in the month must be a positive number")
    return value


def _share(how: str) -> bool:
    """Whether a text is a number from 0 to 1."""
    try:
        return 0 <= float(how) <= 1
    except ValueError:
        return False


def named(event: Event, dossier: Dossier) -> str:
    """An event in words.

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> named(Event("state", "", "ceasefire_signed", 2), Dossier(process=Process(title="t")))
    'month 3: ceasefire signed'
    """
    when = "" if event.month is None else f"month {event.month + 1}: "
    if event.kind == "meeting":
        return f"{when}{dossier.name_of(event.key)} {'held' if event.value else 'called off'}"
    if event.kind == "lever":
        how = event.value if isinstance(event.value, str) else f"at {event.value:.0%}"
        return f"{when}{dossier.name_of(event.key)} {str(how).replace('_', ' ')}"
    if event.kind == "intensity":
        return f"{when}{event.value:,.0f} deaths"
    who = f" of {dossier.name_of(event.key)}" if event.key else ""
    return f"{when}{str(event.value).replace('_', ' ')}{who}"


def dated(events: Sequence[Event], month_of: dict[str, int]) -> tuple[Event, ...]:
    """Events with every meeting in its month: the one stated, else the one it was planned for."""
    return tuple(
        replace(e, month=month_of[e.key]) if e.kind == "meeting" and e.key in month_of else e
        for e in events
    )
